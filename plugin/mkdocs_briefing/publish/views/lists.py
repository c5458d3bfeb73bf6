"""The plain indexes: articles, quotations, unnamed sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from markupsafe import Markup

from ...ids import item_id
from ...model import Record
from ...spans import disjoint
from ..catalogue import Reading
from ..desk import Desk, by_person
from ..standoff import merge
from . import prose, rows
from .quality import flaw_name
from .shown import Shown
from .speakers import Speaker, named, speaker


class ArticleLine(Record, frozen=True, kw_only=True):
    title: str
    url: str
    outlet: str
    date: str
    by_person: bool
    quotations: int
    flaws: tuple[str, ...]


class ArticlesView(Record, frozen=True, kw_only=True):
    total: int
    lines: tuple[ArticleLine, ...]
    page: int
    pages: tuple[tuple[int, str], ...]
    description: str = ""


_SEEN = ("no-title", "no-date", "no-publisher")
"""Flaws that the line itself shows."""


def article_line(desk: Desk, id: str) -> ArticleLine:
    entry = desk.catalogue.entries[id]
    flaws = (*entry.card.flaws, *entry.linked.flaws)
    return ArticleLine(
        title=desk.title(id),
        url=desk.article(id),
        outlet=desk.outlet(id),
        date=desk.published(id, short=True),
        by_person=by_person(entry.card.metadata.date),
        quotations=len(entry.card.speech),
        flaws=tuple(flaw_name(desk, f.code) for f in flaws if f.code not in _SEEN),
    )


def articles(desk: Desk, key: str) -> ArticlesView:
    page, size = int(key), desk.options.rows
    ids = desk.catalogue.newest_first
    return ArticlesView(
        total=len(ids),
        lines=tuple(article_line(desk, id) for id in ids[(page - 1) * size : page * size]),
        page=page,
        pages=desk.pages("articles", page, len(ids)),
    )


class QuotationLine(Record, frozen=True, kw_only=True):
    words: Markup
    speaker: Speaker
    line: int
    url: str


class QuotationGroup(Record, frozen=True, kw_only=True):
    title: str
    url: str
    outlet: str
    date: str
    lines: Shown[tuple[QuotationLine, ...]]


class QuotationsView(Record, frozen=True, kw_only=True):
    total: int
    groups: tuple[QuotationGroup, ...]
    page: int
    pages: tuple[tuple[int, str], ...]
    description: str = ""


def quotations(desk: Desk, key: str) -> QuotationsView:
    """Every quotation, by article, newest first; the paragraph around it is a link away."""
    page = int(key)
    shown = desk.rows("quotations", page)
    groups = []
    for id, some in groupby(shown, key=lambda x: x[0]):
        groups.append(
            QuotationGroup(
                title=desk.title(id),
                url=desk.article(id),
                outlet=desk.outlet(id),
                date=desk.published(id, short=True),
                lines=quotation_lines(desk, id, [n for _, n in some]),
            )
        )
    return QuotationsView(
        total=len(desk.catalogue.quotations) if page == 1 else len(shown),
        groups=tuple(groups),
        page=page,
        pages=desk.pages("quotations", page),
    )


def quotation_lines(desk: Desk, id: str, numbers: Sequence[int]) -> Shown[tuple[QuotationLine, ...]]:
    """Quotations of an article that stand one under the other, nearly always all of them: one piece."""
    return Shown(desk, id, f"quotations {numbers[0]} {numbers[-1]}", lambda site: _quotations(site, id, numbers))


def _quotations(desk: Desk, id: str, numbers: Iterable[int]) -> tuple[QuotationLine, ...]:
    reading = desk.catalogue.reading(id)
    return tuple([_quotation(desk, reading, n) for n in numbers])


def _quotation(desk: Desk, reading: Reading, n: int) -> QuotationLine:
    quotation = reading.notes.quotations[n]
    first, last = quotation.spans[0][0], quotation.spans[-1][1]
    said = disjoint(quotation.spans)
    whole = reading.text.count("\n", first, last) == 0
    words = (
        merge(reading.text, max(0, first - 1), last + 1, prose.reporting([(first, last)], said, reading.text))
        if whole and quotation.marks not in ("dash", "block", "none")
        else Markup(" […] ").join(merge(reading.text, a, b) for a, b in quotation.spans)
    )
    return QuotationLine(
        words=words,
        speaker=speaker(desk, reading, reading.attribution_of.get(n)),
        line=reading.line(first),
        url=desk.article(reading.id, quotation.key),
    )


class UnnamedLine(Record, frozen=True, kw_only=True):
    source: str
    words: Markup
    hops: tuple[tuple[str, str | None], ...]
    line: int
    url: str


class UnnamedGroup(Record, frozen=True, kw_only=True):
    title: str
    url: str
    outlet: str
    lines: Shown[tuple[UnnamedLine, ...]]


class UnnamedView(Record, frozen=True, kw_only=True):
    groups: tuple[UnnamedGroup, ...]
    page: int
    pages: tuple[tuple[int, str], ...]
    description: str = ""


def unnamed(desk: Desk, key: str) -> UnnamedView:
    """Sources that their articles leave unnamed: by article and line, never merged."""
    page = int(key)
    groups = []
    for id, some in groupby(desk.rows("unnamed", page), key=lambda x: x[0]):
        groups.append(
            UnnamedGroup(
                title=desk.title(id),
                url=desk.article(id),
                outlet=desk.outlet(id),
                lines=unnamed_lines(desk, id, [n for _, n in some]),
            )
        )
    return UnnamedView(groups=tuple(groups), page=page, pages=desk.pages("unnamed", page))


def unnamed_lines(desk: Desk, id: str, numbers: Sequence[int]) -> Shown[tuple[UnnamedLine, ...]]:
    """The sources of some attributions of an article, one under the other."""
    return Shown(desk, id, f"unnamed {numbers[0]} {numbers[-1]}", lambda site: _unnameds(site, id, numbers))


def _unnameds(desk: Desk, id: str, numbers: Iterable[int]) -> tuple[UnnamedLine, ...]:
    reading = desk.catalogue.reading(id)
    return tuple([_unnamed(desk, reading, n) for n in numbers])


def _unnamed(desk: Desk, reading: Reading, n: int) -> UnnamedLine:
    found = reading.found(n)
    claim = desk.catalogue.claim_of.get(item_id(reading.id, found.key))
    start = found.sentence[0][0]
    return UnnamedLine(
        source=named(reading, found.source or reading.resolved(n).antecedent, found),
        words=rows.words(desk, reading, claim) if claim else merge(reading.text, start, found.sentence[-1][1]),
        hops=rows.hops(desk, reading, claim, n) if claim else (),
        line=reading.line(start),
        url=desk.claim(claim) if claim else desk.article(reading.id, reading.anchor_at(start)),
    )
