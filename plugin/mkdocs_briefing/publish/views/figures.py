"""Figures side by side: the printed words, what is counted, how far it reaches, who says so, when.

They are drawn only where a person says that they are comparable; everywhere else the page says why they are not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ...ids import fold
from ...model import Claim, Record
from ..catalogue import claim_date
from ..counting import Counted, counted, order
from ..desk import Desk, by_person
from ..pictures import amounts
from ..standoff import visible
from .shown import Shown
from .speakers import Speaker, chain, speaker

SHORT = 8
"""tables named on the home page"""
PRINTED = 8
"""figures of each that are named there"""
FEW, FEW_ROWS = 5, 20
"""tables shown in the claims index, and rows of each"""
_THINGS = 4
"""things counted in a heading"""
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
    lines: tuple[Shown[Line], ...]
    first: int
    """number of the first row that stands on this page"""
    total: int
    differ: tuple[str, ...]
    compared: tuple[tuple[str, str], ...] = ()
    """where a person set some of them beside each other: which rows, and the address"""
    comparable: bool = False
    """whether a person said so of all of them"""


class Named(Record, frozen=True, kw_only=True):
    """A table in one line."""

    heading: str
    url: str
    printed: tuple[str, ...]
    more: int
    compared: str


class Comparison(Record, frozen=True, kw_only=True):
    """Figures that a person found comparable, with the reason."""

    id: str
    heading: str
    by: str
    why: str
    lines: tuple[Shown[Line], ...]
    picture: amounts.Picture | None


class FiguresView(Record, frozen=True, kw_only=True):
    comparisons: tuple[Comparison, ...]
    tables: tuple[Table, ...]
    total: int
    page: int
    pages: tuple[tuple[int, str], ...]
    index_url: str
    description: str = ""


def figures(desk: Desk, key: str) -> FiguresView:
    """A page of the tables: as many rows as an index has, so that a long table goes on on the next page."""
    page, size = int(key), desk.options.rows
    total = desk.catalogue.counted_total
    number, before, groups = desk.catalogue.counted_on((page - 1) * size, page * size)
    shown = []
    for n, group in enumerate(groups, number + 1):
        low, high = max(0, (page - 1) * size - before), min(len(group), page * size - before)
        shown.append(_table(desk, n, group, low, high, before))
        before += len(group)
    return FiguresView(
        comparisons=comparisons(desk) if page == 1 else (),
        tables=tuple(shown),
        total=total,
        page=page,
        pages=desk.pages("figures", page, total),
        index_url=desk.link("claims", "1") or "#",
    )


def tables(desk: Desk) -> tuple[Table, ...]:
    """Things that at least two figures count, with all their rows, which are made article by article."""
    found = tuple(
        _table(desk, n, group, 0, len(group), before) for n, before, group in _numbered(desk.catalogue.counted)
    )
    if not (desk.fragments and desk.fragments.shelved):
        for one in sorted((one for table in found for one in table.lines), key=lambda one: one.article):
            one.whole  # noqa: B018  # in the order of tables, articles would be opened again and again
    return found


def few(desk: Desk) -> tuple[Table, ...]:
    """The tables that the claims index has room for; of a long one its first rows."""
    counted = desk.catalogue.counted[:FEW]
    return tuple(
        _table(desk, n, group, 0, min(len(group), FEW_ROWS), before) for n, before, group in _numbered(counted)
    )


def named(desk: Desk) -> tuple[Named, ...]:
    """What the home page says of the first tables."""
    found = []
    for n, before, group in _numbered(desk.catalogue.counted[:SHORT]):
        compared = [rows for rows, _ in _compared(desk, group) if len(rows) > 1]
        printed = dict.fromkeys(visible(" ".join(one.figure.text.split())) for one in group)
        found.append(
            Named(
                heading=_heading(group),
                url=_url(desk, n, before),
                printed=tuple(printed)[:PRINTED],
                more=max(0, len(printed) - PRINTED),
                compared=listed(desk, compared[0]) if compared else "",
            )
        )
    return tuple(found)


def _heading(group: Sequence[Counted]) -> str:
    things = list(dict.fromkeys(visible(one.thing) for one in group))
    return ", ".join(things[:_THINGS]) + (" …" if len(things) > _THINGS else "")


def _numbered(groups: Sequence[list[Counted]]) -> Iterator[tuple[int, int, list[Counted]]]:
    """The first groups with their numbers, and how many rows stand before each."""
    before = 0
    for n, group in enumerate(groups, 1):
        yield n, before, group
        before += len(group)


def _url(desk: Desk, number: int, before: int) -> str:
    """Where table ``number`` begins."""
    return desk.link("figures", str(before // desk.options.rows + 1), f"figures-{number}") or "#"


def _table(desk: Desk, number: int, group: Sequence[Counted], low: int, high: int, before: int) -> Table:
    """Rows ``low`` to ``high`` of a table."""
    compared = [(rows, url) for rows, url in _compared(desk, group) if len(rows) > 1]
    return Table(
        id=f"figures-{number}",
        heading=_heading(group),
        url=_url(desk, number, before),
        lines=tuple(line(desk, one) for one in group[low:high]),
        first=low + 1,
        total=len(group),
        differ=tuple(_differ(desk, group)),
        compared=tuple((listed(desk, rows), url) for rows, url in compared),
        comparable=any(len(rows) == len(group) for rows, _ in compared),
    )


def _compared(desk: Desk, group: Sequence[Counted]) -> list[tuple[list[int], str]]:
    """Rows of a table that a person set beside each other, and where these stand."""
    found = []
    comparable = desk.catalogue.briefing.comparable
    places = {(o.claim.article, o.figure.start): n for n, o in enumerate(group, 1)} if comparable else {}
    for n, one in enumerate(comparable, 1):
        claims = [(desk.catalogue.claims.get(id), start) for id, start in one.figures]
        rows = sorted({places[c.article, start] for c, start in claims if c and (c.article, start) in places})
        found.append((rows, desk.link("figures", "1", f"comparable-{n}") or "#"))
    return found


def _differ(desk: Desk, group: Sequence[Counted]) -> Iterator[str]:
    """In what the figures differ as printed: scope first, for a part is no rival of the whole."""
    w = desk.words
    for key, words in (("differ-scope", [o.scope for o in group]), ("differ-counted", [o.thing for o in group])):
        ways: dict[str, list[int]] = {}
        for n, printed in enumerate(words, 1):
            ways.setdefault(fold(printed), []).append(n)
        if 1 < len(ways) <= _WAYS:
            told = [
                w("rows-words", n=len(rows), rows=listed(desk, rows), words=_quoted(desk, words[rows[0] - 1]))
                for rows in ways.values()
            ]
            yield w(key, ways="; ".join(told))
        elif len(ways) > _WAYS:
            yield w(f"{key}-ways", n=len(ways))


def _quoted(desk: Desk, printed: str) -> str:
    return desk.words("quoted", words=visible(printed)) if printed else desk.words("not-stated")


def listed(desk: Desk, places: Iterable[int]) -> str:
    """“1, 2 and 4”."""
    *head, last = [str(p) for p in places]
    return desk.words("and-list", head=", ".join(head), last=last) if head else last


def comparisons(desk: Desk) -> tuple[Comparison, ...]:
    """What people set beside each other, drawn where the values allow it."""
    found = []
    for n, comparable in enumerate(desk.catalogue.briefing.comparable, 1):
        members = sorted(_members(desk, comparable.figures), key=order)
        if len(members) < 2:
            continue
        heading = _heading([m for m in members if m.thing]) or desk.words("figures")
        lines = tuple(line(desk, m) for m in members)
        found.append(
            Comparison(
                id=f"comparable-{n}",
                heading=heading,
                by=comparable.by,
                why=comparable.why,
                lines=lines,
                picture=_picture(desk, f"amounts-{n}", heading, members, lines),
            )
        )
    return tuple(found)


def _members(desk: Desk, places: Iterable[tuple[str, int]]) -> Iterator[Counted]:
    for id, start in places:
        claim = desk.catalogue.claims.get(id)
        if claim:
            entry = desk.catalogue.entries[claim.article]
            yield from (counted(claim, figure, entry) for figure in claim.figures if figure.start == start)


def _picture(
    desk: Desk, id: str, heading: str, members: Sequence[Counted], lines: Sequence[Shown[Line]]
) -> amounts.Picture | None:
    """Bars for figures of one unit that have values; nothing is drawn that would have to be guessed."""
    drawn = []
    for member, row in zip(members, lines, strict=True):
        line = row.whole
        value = member.figure.value
        if value is None:
            return None
        low, high = value if isinstance(value, tuple) else (value, value)
        who = desk.words(
            "who-when",
            who=line.speaker.name if line.speaker and line.speaker.known else line.article_title,
            date=line.date,
        )
        printed, exact = desk.words("quoted", words=line.printed), member.figure.approximate is None
        drawn.append(amounts.Amount(low=low, high=high, exact=exact, printed=printed, who=who))
    if len({m.figure.unit for m in members}) > 1:
        return None
    w = desk.words
    return amounts.draw(id, w("picture-amounts", what=heading), w("picture-amounts-told", n=len(drawn)), tuple(drawn))


def of_claim(desk: Desk, claim: Claim) -> list[Shown[Line]]:
    """The figures of one claim, as they stand in it."""
    entry = desk.catalogue.entries[claim.article]
    return [line(desk, counted(claim, figure, entry)) for figure in claim.figures]


def line(desk: Desk, one: Counted) -> Shown[Line]:
    """A figure as a row."""
    claim, figure = one.claim, one.figure
    key = f"figure {claim.id} {figure.start}"
    return Shown(desk, claim.article, key, lambda site: _line(site, one))


def _line(desk: Desk, one: Counted) -> Line:
    claim, figure = one.claim, one.figure
    reading = desk.catalogue.reading(claim.article)
    n = reading.attribution(claim)
    dated = ("inferred" if claim.said.inferred else "said") if claim.said else "reported" if claim.reported else ""
    return Line(
        printed=visible(" ".join(figure.text.split())),
        counted=visible(one.thing),
        scope=visible(one.scope),
        date=desk.date(claim_date(claim), short=True),
        dated=dated,
        by_person=dated == "reported" and by_person(reading.metadata.date),
        speaker=speaker(desk, reading, n) if n is not None else None,
        hops=tuple(chain(desk, reading, n) or [(desk.outlet(claim.article), None)]) if n is not None else (),
        article_title=desk.title(claim.article),
        line=reading.line(figure.start),
        url=desk.claim(claim),
    )
