"""Figures side by side: the printed words, what is counted, how far it reaches, who says so, when.

They are drawn only where a person says that they are comparable; everywhere else the page says why they are not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from ...ids import fold
from ...model import Claim, Figure, Record
from .. import dates
from ..catalogue import claim_date, position
from ..desk import Desk, by_person
from ..pictures import amounts
from ..standoff import visible
from .speakers import Speaker, chain, cut, speaker

SHORT = 8
"""tables named on the home page"""
FEW = 5
"""tables shown in the claims index"""
_WAYS = 4
"""different scopes or things counted that are told one by one"""


class Line(Record, frozen=True, kw_only=True):
    printed: str
    counted: str
    scope: str
    date: str
    dated: str
    by_person: bool
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
    differ: tuple[str, ...]
    compared: tuple[tuple[str, str], ...] = ()
    """where a person set some of them beside each other: which rows, and the address"""
    comparable: bool = False
    """whether a person said so of all of them"""


class Comparison(Record, frozen=True, kw_only=True):
    """Figures that a person found comparable, with the reason."""

    id: str
    heading: str
    by: str
    why: str
    lines: tuple[Line, ...]
    picture: amounts.Picture | None


class FiguresView(Record, frozen=True, kw_only=True):
    comparisons: tuple[Comparison, ...]
    tables: tuple[Table, ...]
    total: int
    preview: bool
    index_url: str
    description: str = ""


def figures(desk: Desk, key: str) -> FiguresView:
    found = tables(desk)
    return FiguresView(
        comparisons=comparisons(desk),
        tables=found,
        total=sum(len(t.lines) for t in found),
        preview=desk.options.preview,
        index_url=desk.link("claims", "1") or "#",
    )


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
            found.append(_table(desk, f"figures-{len(found) + 1}", members))
    return tuple(found)


def few(desk: Desk) -> tuple[Table, ...]:
    """The tables that the claims index has room for."""
    return tables(desk)[:FEW]


def _table(desk: Desk, id: str, members: list[tuple[Claim, Figure]]) -> Table:
    things = dict.fromkeys(_counted(desk, c, f) for c, f in members)
    ordered = sorted(members, key=lambda m: (dates.order(claim_date(m[0])), position(m[0]), m[1].start))
    lines = tuple(_line(desk, c, f) for c, f in ordered)
    places = {(c.article, f.start): n for n, (c, f) in enumerate(ordered, 1)}
    compared = [(rows, url) for rows, url in _compared(desk, places) if len(rows) > 1]
    return Table(
        id=id,
        heading=", ".join(things),
        url=desk.link("figures", "", id) or "#",
        lines=lines,
        differ=tuple(_differ(desk, lines)),
        compared=tuple((listed(desk, rows), url) for rows, url in compared),
        comparable=any(len(rows) == len(lines) for rows, _ in compared),
    )


def _compared(desk: Desk, places: dict[tuple[str, int], int]) -> list[tuple[list[int], str]]:
    """Rows of a table that a person set beside each other."""
    found = []
    for n, comparable in enumerate(desk.catalogue.briefing.comparable, 1):
        claims = [(desk.catalogue.claims.get(id), start) for id, start in comparable.figures]
        rows = sorted({places[c.article, start] for c, start in claims if c and (c.article, start) in places})
        found.append((rows, desk.link("figures", "", f"comparable-{n}") or "#"))
    return found


def _differ(desk: Desk, lines: Sequence[Line]) -> list[str]:
    """In what the figures differ as printed: scope first, for a part is no rival of the whole."""
    w = desk.words
    found = []
    for key, of in (("differ-scope", _scope), ("differ-counted", _counts)):
        ways: dict[str, list[int]] = {}
        shown: dict[str, str] = {}
        for n, line in enumerate(lines, 1):
            words = of(line)
            ways.setdefault(fold(words), []).append(n)
            shown.setdefault(fold(words), words)
        if 1 < len(ways) <= _WAYS:
            told = [
                w(
                    "rows-words",
                    n=len(rows),
                    rows=listed(desk, rows),
                    words=w("quoted", words=shown[way]) if way else w("not-stated"),
                )
                for way, rows in ways.items()
            ]
            found.append(w(key, ways="; ".join(told)))
        elif len(ways) > _WAYS:
            found.append(w(f"{key}-ways", n=len(ways)))
    return found


def _scope(line: Line) -> str:
    return line.scope


def _counts(line: Line) -> str:
    return line.counted


def listed(desk: Desk, places: Iterable[int]) -> str:
    """“1, 2 and 4”."""
    *head, last = [str(p) for p in places]
    return desk.words("and-list", head=", ".join(head), last=last) if head else last


def comparisons(desk: Desk) -> tuple[Comparison, ...]:
    """What people set beside each other, drawn where the values allow it."""
    found = []
    for n, comparable in enumerate(desk.catalogue.briefing.comparable, 1):
        members = list(_members(desk, comparable.figures))
        if len(members) < 2:
            continue
        members.sort(key=lambda m: (dates.order(claim_date(m[0])), position(m[0]), m[1].start))
        things = dict.fromkeys(filter(None, (_counted(desk, c, f) for c, f in members)))
        heading = ", ".join(things) or desk.words("figures")
        found.append(
            Comparison(
                id=f"comparable-{n}",
                heading=heading,
                by=comparable.by,
                why=comparable.why,
                lines=tuple(_line(desk, c, f) for c, f in members),
                picture=_picture(desk, f"amounts-{n}", heading, members),
            )
        )
    return tuple(found)


def _members(desk: Desk, places: Iterable[tuple[str, int]]) -> Iterable[tuple[Claim, Figure]]:
    for id, start in places:
        claim = desk.catalogue.claims.get(id)
        yield from ((claim, f) for f in claim.figures if f.start == start) if claim else ()


def _picture(desk: Desk, id: str, heading: str, members: list[tuple[Claim, Figure]]) -> amounts.Picture | None:
    """Bars for figures of one unit that have values; nothing is drawn that would have to be guessed."""
    drawn = []
    for claim, figure in members:
        if figure.value is None:
            return None
        low, high = figure.value if isinstance(figure.value, tuple) else (figure.value, figure.value)
        line = _line(desk, claim, figure)
        who = line.speaker.name if line.speaker else line.article_title
        label = desk.words("who-when", who=who, date=line.date)
        drawn.append(amounts.Amount(low=low, high=high, printed=desk.words("quoted", words=line.printed), who=label))
    if len({f.unit for _, f in members}) > 1:
        return None
    w = desk.words
    return amounts.draw(id, w("picture-amounts", what=heading), w("picture-amounts-told", n=len(drawn)), tuple(drawn))


def _thing(desk: Desk, claim: Claim, figure: Figure) -> str:
    """What figures must share to stand side by side: the last word of what is counted, or its family."""
    words = fold(_counted(desk, claim, figure)).split()
    return families().get(words[-1], words[-1]) if words else ""


def _counted(desk: Desk, claim: Claim, figure: Figure) -> str:
    text = desk.catalogue.entries[claim.article].analysis.text
    return cut(text, (figure.counted,)) if figure.counted else ""


@cache
def families() -> dict[str, str]:
    """Words for things that readers will want side by side (dead, losses), each with the first of its line."""
    lines = (Path(__file__).parents[2] / "data" / "counted.txt").read_text("utf-8").splitlines()
    return {w: line.split()[0] for line in lines if line and line[0] != "#" for w in line.split()}


def of_claim(desk: Desk, claim: Claim) -> list[Line]:
    """The figures of one claim, as they stand in it."""
    return [_line(desk, claim, figure) for figure in claim.figures]


def _line(desk: Desk, claim: Claim, figure: Figure) -> Line:
    reading = desk.catalogue.reading(claim.article)
    n = reading.attribution(claim)
    text = reading.text
    dated = ("inferred" if claim.said.inferred else "said") if claim.said else "reported" if claim.reported else ""
    return Line(
        printed=visible(" ".join(figure.text.split())),
        counted=cut(text, (figure.counted,)) if figure.counted else "",
        scope=cut(text, (figure.scope,)) if figure.scope else "",
        date=desk.date(claim_date(claim), short=True),
        dated=dated,
        by_person=dated == "reported" and by_person(reading.metadata.date),
        speaker=speaker(desk, reading, n) if n is not None else None,
        hops=tuple(chain(desk, reading, n) or [(desk.outlet(claim.article), None)]) if n is not None else (),
        article_title=desk.title(claim.article),
        line=reading.line(figure.start),
        url=desk.claim(claim),
    )
