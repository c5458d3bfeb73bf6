"""Figures of a briefing, put together by what they count: quick, for it is known before any page is rendered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from ..ids import fold
from ..link.claims import printed
from ..model import Claim, Entry, Figure, Record, Span
from . import dates


class Counted(Record, frozen=True, kw_only=True):
    """A figure in the claim that tells it, with the words that it counts and how far it reaches, as printed."""

    claim: Claim
    figure: Figure
    thing: str
    scope: str


def figures(claims: Iterable[Claim], entries: Mapping[str, Entry]) -> list[Counted]:
    """Each printed figure of a claim that somebody makes once, told by whom the chain names last."""
    told: dict[tuple[str, int], tuple[Claim, Figure]] = {}
    for claim in claims:
        for figure in claim.figures if claim.voice == "attributed" else ():
            place = (claim.article, figure.start)
            if place not in told or len(claim.via) > len(told[place][0].via):
                told[place] = (claim, figure)
    return [counted(claim, figure, entries[claim.article]) for claim, figure in told.values()]


def counted(claim: Claim, figure: Figure, entry: Entry) -> Counted:
    """With its words as printed in its article."""

    def words(span: Span | None) -> str:
        return " ".join(printed(claim, span, entry).split()) if span else ""

    return Counted(claim=claim, figure=figure, thing=words(figure.counted), scope=words(figure.scope))


def order(one: Counted) -> tuple[str, str, int]:
    """By date said or reported, undated last, then as printed."""
    claim = one.claim
    return dates.order(claim.said.value if claim.said else claim.reported), claim.article, one.figure.start


@cache
def families() -> dict[str, str]:
    """Words for things that readers will want side by side (dead, losses), each with the first of its line."""
    lines = (Path(__file__).parents[1] / "data" / "counted.txt").read_text("utf-8").splitlines()
    return {w: line.split()[0] for line in lines if line and line[0] != "#" for w in line.split()}


def family(one: Counted) -> str | None:
    """The name under which figures of one thing stand together; None where the words of it are not printed."""
    words = fold(one.thing).split()
    return families().get(words[-1], words[-1]) if words else None


def value(one: Counted) -> str:
    """The value of a figure, as values are compared."""
    return str(one.figure.value)
