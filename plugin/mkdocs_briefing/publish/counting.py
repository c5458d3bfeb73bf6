"""Figures of a briefing, put together by what they count: quick, for it is known before any page is rendered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

from ..ids import fold
from ..model import Claim, Figure, Record, Span
from . import dates


class Counted(Record, frozen=True, kw_only=True):
    """A figure in the claim that tells it, with the words that it counts and how far it reaches, as printed."""

    claim: Claim
    figure: Figure
    thing: str
    scope: str


def figures(claims: Iterable[Claim], text: Callable[[str], str]) -> list[Counted]:
    """Each printed figure of a claim that somebody makes once, told by whom the chain names last."""
    printed: dict[tuple[str, int], tuple[Claim, Figure]] = {}
    for claim in claims:
        for figure in claim.figures if claim.voice == "attributed" else ():
            place = (claim.article, figure.start)
            if place not in printed or len(claim.via) > len(printed[place][0].via):
                printed[place] = (claim, figure)
    return [counted(claim, figure, text(claim.article)) for claim, figure in printed.values()]


def counted(claim: Claim, figure: Figure, text: str) -> Counted:
    """With its words cut from the article's ``text``."""
    return Counted(claim=claim, figure=figure, thing=_words(text, figure.counted), scope=_words(text, figure.scope))


def _words(text: str, span: Span | None) -> str:
    return " ".join(text[slice(*span)].split()) if span else ""


def order(one: Counted) -> tuple[str, str, int]:
    """By date said or reported, undated last, then as printed."""
    claim = one.claim
    return dates.order(claim.said.value if claim.said else claim.reported), claim.article, one.figure.start


@cache
def families() -> dict[str, str]:
    """Words for things that readers will want side by side (dead, losses), each with the first of its line."""
    lines = (Path(__file__).parents[1] / "data" / "counted.txt").read_text("utf-8").splitlines()
    return {w: line.split()[0] for line in lines if line and line[0] != "#" for w in line.split()}


def groups(claims: Iterable[Claim], text: Callable[[str], str]) -> tuple[tuple[Counted, ...], ...]:
    """Figures of one thing, where at least two values of it are printed: by date, undated last."""
    found: dict[str, list[Counted]] = defaultdict(list)
    for one in figures(claims, text):
        words = fold(one.thing).split()
        if words:
            found[families().get(words[-1], words[-1])].append(one)
    several = (found[thing] for thing in sorted(found) if len({str(o.figure.value) for o in found[thing]}) > 1)
    return tuple(tuple(sorted(group, key=order)) for group in several)
