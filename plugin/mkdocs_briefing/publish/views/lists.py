"""The plain indexes: articles, quotations, unnamed sources."""

from __future__ import annotations

from itertools import groupby

from markupsafe import Markup

from ...model import Record
from ..catalogue import Reading
from ..desk import Desk, by_person
from ..standoff import merge
from . import prose, rows
from .quality import flaw_name
from .speakers import Speaker, cut, speaker


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
    flaws = (*entry.analysis.cleaned.flaws, *entry.linked.flaws)
    return ArticleLine(
        title=desk.title(id),
        url=desk.article(id),
        outlet=desk.outlet(id),
        date=desk.published(id, short=True),
        by_person=by_person(entry.analysis.cleaned.metadata.date),
        quotations=sum(
            q.use in ("speech", "unclear") and q.parent is None for q in entry.analysis.annotations.quotations
        ),
        flaws=tuple(flaw_name(desk, f.code) for f in flaws if f.code not in _SEEN),
    )


def pages(desk: Desk, kind: str, total: int) -> tuple[tuple[int, str], ...]:
    """Numbers and links of the pages of an index; none where there is one."""
    count = -(-total // desk.options.rows)
    return tuple((n, desk.link(kind, str(n)) or "#") for n in range(1, count + 1)) if count > 1 else ()


def articles(desk: Desk, key: str) -> ArticlesView:
    page, size = int(key), desk.options.rows
    ids = newest_first(desk)
    return ArticlesView(
        total=len(ids),
        lines=tuple(article_line(desk, id) for id in ids[(page - 1) * size : page * size]),
        page=page,
        pages=pages(desk, "articles", len(ids)),
    )


def newest_first(desk: Desk) -> list[str]:
    """Article ids, newest first, undated last."""
    dated = [id for id in desk.catalogue.by_date if desk.catalogue.date(id)]
    return dated[::-1] + [id for id in desk.catalogue.by_date if not desk.catalogue.date(id)]


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
    lines: tuple[QuotationLine, ...]


class QuotationsView(Record, frozen=True, kw_only=True):
    total: int
    groups: tuple[QuotationGroup, ...]
    page: int
    pages: tuple[tuple[int, str], ...]
    description: str = ""


def quotations(desk: Desk, key: str) -> QuotationsView:
    """Every quotation, by article, newest first; the paragraph around it is a link away."""
    page, size = int(key), desk.options.rows
    found = [
        (id, n)
        for id in newest_first(desk)
        for n, q in enumerate(desk.catalogue.entries[id].analysis.annotations.quotations)
        if q.use in ("speech", "unclear") and q.parent is None
    ]
    groups = []
    for id, some in groupby(found[(page - 1) * size : page * size], key=lambda x: x[0]):
        reading = desk.catalogue.reading(id)
        groups.append(
            QuotationGroup(
                title=desk.title(id),
                url=desk.article(id),
                outlet=desk.outlet(id),
                date=desk.published(id, short=True),
                lines=tuple(_quotation(desk, reading, n) for _, n in some),
            )
        )
    return QuotationsView(
        total=len(found), groups=tuple(groups), page=page, pages=pages(desk, "quotations", len(found))
    )


def _quotation(desk: Desk, reading: Reading, n: int) -> QuotationLine:
    quotation = reading.notes.quotations[n]
    first, last = quotation.spans[0][0], quotation.spans[-1][1]
    whole = reading.text.count("\n", first, last) == 0
    words = (
        merge(
            reading.text, max(0, first - 1), last + 1, prose.reporting([(first, last)], quotation.spans, reading.text)
        )
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


class UnnamedView(Record, frozen=True, kw_only=True):
    total: int
    groups: tuple[tuple[str, str, str, tuple[UnnamedLine, ...]], ...]
    description: str = ""


def unnamed(desk: Desk, key: str) -> UnnamedView:
    """Sources that their articles leave unnamed: by article and line, never merged."""
    groups = []
    total = 0
    for id in newest_first(desk):
        reading = desk.catalogue.reading(id)
        lines = []
        for n, a in enumerate(reading.notes.attributions):
            if not a.unnamed or reading.entry.linked.resolved[n].actor:
                continue
            claim = desk.catalogue.claim_of.get(reading.article.attributions[n].id)
            row = rows.row(desk, claim) if claim else None
            antecedent = reading.entry.linked.resolved[n].antecedent
            lines.append(
                UnnamedLine(
                    source=cut(reading.text, a.source or antecedent),
                    words=row.words if row else merge(reading.text, a.sentence[0][0], a.sentence[-1][1]),
                    hops=row.hops if row else (),
                    line=reading.line(a.sentence[0][0]),
                    url=row.url if row else desk.article(id, reading.anchor_at(a.sentence[0][0])),
                )
            )
        if lines:
            total += len(lines)
            groups.append((desk.title(id), desk.article(id), desk.outlet(id), tuple(lines)))
    return UnnamedView(total=total, groups=tuple(groups))
