"""Figures side by side: the printed words, what is counted, how far it reaches, who says so. Never a chart."""

from __future__ import annotations

from collections import defaultdict

from ...ids import fold
from ...model import Claim, Figure, Record
from ..desk import Desk
from ..standoff import visible
from . import rows
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
    lines: tuple[Line, ...]


def tables(desk: Desk) -> tuple[Table, ...]:
    """Things that at least two figures count, by different speakers or with different values."""
    groups: dict[str, list[tuple[Claim, Figure]]] = defaultdict(list)
    for claim in desk.catalogue.claims.values():
        if claim.voice != "attributed":
            continue
        for figure in claim.figures:
            thing = _thing(desk, claim, figure)
            if thing:
                groups[thing].append((claim, figure))
    found: list[Table] = []
    for thing, members in sorted(groups.items()):
        if len({str(f.value) for _, f in members}) > 1:
            lines = tuple(
                _line(desk, c, f) for c, f in sorted(members, key=lambda m: (rows.position(m[0]), m[1].start))
            )
            found.append(Table(id=f"figures-{len(found) + 1}", heading=thing, lines=lines))
    return tuple(found)


def _thing(desk: Desk, claim: Claim, figure: Figure) -> str:
    """The last word of what is counted, or the unit, so that “Russian dead” and “dead” stand side by side."""
    if figure.counted:
        text = desk.catalogue.entries[claim.article].analysis.text
        words = fold(text[figure.counted[0] : figure.counted[1]]).split()
        if words:
            return words[-1]
    return ""


def _line(desk: Desk, claim: Claim, figure: Figure) -> Line:
    reading = desk.catalogue.reading(claim.article)
    n = next((n for n, a in enumerate(reading.article.attributions) if a.id == claim.attribution), None)
    text = reading.text
    return Line(
        printed=visible(figure.text),
        counted=visible(text[slice(*figure.counted)]) if figure.counted else "",
        scope=visible(text[slice(*figure.scope)]) if figure.scope else "",
        date=desk.date(claim.said.value if claim.said else claim.reported, short=True),
        speaker=speaker(desk, reading, n) if n is not None else None,
        hops=tuple(chain(desk, reading, n)) if n is not None else (),
        article_title=visible(desk.title(claim.article)),
        line=reading.line(figure.start),
        url=desk.claim(claim),
    )
