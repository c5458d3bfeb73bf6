"""Figures side by side: the printed words, what is counted, how far it reaches, who says so. Never a chart."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from pathlib import Path

from ...ids import fold
from ...model import Claim, Figure, Record
from ..catalogue import position
from ..desk import Desk
from ..standoff import visible
from .speakers import Speaker, chain, speaker


class Line(Record, frozen=True, kw_only=True):
    printed: str
    counted: str
    scope: str
    date: str
    speaker: Speaker | None
    hops: tuple[tuple[str, str | None], ...]
    article_title: str
    line: int
    url: str


class Table(Record, frozen=True, kw_only=True):
    """Figures that may be about one thing. ``differ`` says in words why they cannot be compared."""

    id: str
    heading: str
    url: str
    lines: tuple[Line, ...]


def tables(desk: Desk) -> tuple[Table, ...]:
    """Things that at least two figures count, by different speakers or with different values."""
    printed: dict[tuple[str, int], tuple[Claim, Figure]] = {}
    for claim in desk.catalogue.claims.values():
        if claim.voice == "attributed" and claim.origin not in desk.catalogue.claims:
            for figure in claim.figures:
                place = (claim.article, figure.start)
                if place not in printed or len(claim.via) > len(printed[place][0].via):
                    printed[place] = (claim, figure)
    groups: dict[str, list[tuple[Claim, Figure]]] = defaultdict(list)
    for claim, figure in printed.values():
        if thing := _thing(desk, claim, figure):
            groups[thing].append((claim, figure))
    found: list[Table] = []
    for members in (groups[thing] for thing in sorted(groups)):
        if len({str(f.value) for _, f in members}) > 1:
            things = dict.fromkeys(_counted(desk, c, f) for c, f in members)
            lines = tuple(_line(desk, c, f) for c, f in sorted(members, key=lambda m: (position(m[0]), m[1].start)))
            id = f"figures-{len(found) + 1}"
            url = desk.link("claims", "1", id) or "#"
            found.append(Table(id=id, heading=", ".join(things), url=url, lines=lines))
    return tuple(found)


def _thing(desk: Desk, claim: Claim, figure: Figure) -> str:
    """What figures must share to stand side by side: the last word of what is counted, or its family."""
    words = fold(_counted(desk, claim, figure)).split()
    return families().get(words[-1], words[-1]) if words else ""


def _counted(desk: Desk, claim: Claim, figure: Figure) -> str:
    text = desk.catalogue.entries[claim.article].analysis.text
    return visible(" ".join(text[slice(*figure.counted)].split())) if figure.counted else ""


@cache
def families() -> dict[str, str]:
    """Words for things that readers will want side by side (dead, losses), each with the first of its line."""
    lines = (Path(__file__).parents[2] / "data" / "counted.txt").read_text("utf-8").splitlines()
    return {w: line.split()[0] for line in lines if line and line[0] != "#" for w in line.split()}


def _line(desk: Desk, claim: Claim, figure: Figure) -> Line:
    reading = desk.catalogue.reading(claim.article)
    n = reading.attribution(claim)
    text = reading.text
    return Line(
        printed=visible(figure.text),
        counted=visible(text[slice(*figure.counted)]) if figure.counted else "",
        scope=visible(text[slice(*figure.scope)]) if figure.scope else "",
        date=desk.date(claim.said.value if claim.said else claim.reported, short=True),
        speaker=speaker(desk, reading, n) if n is not None else None,
        hops=tuple(chain(desk, reading, n)) if n is not None else (),
        article_title=desk.title(claim.article),
        line=reading.line(figure.start),
        url=desk.claim(claim),
    )
