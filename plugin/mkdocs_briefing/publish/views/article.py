"""The article page: the text, and what can be told of it at a glance and below."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ...model import Claim, Flaw, Plain
from ..catalogue import Reading, speech
from ..desk import Desk, by_person
from ..standoff import safe_link, visible
from . import citing, ready, record, rows
from .citing import Citation
from .speakers import speaker
from .text import Item, Text, line_of_title


class Neighbour(Plain, frozen=True, kw_only=True):
    url: str
    title: str
    outlet: str
    date: str
    why: str


class Care(Plain, frozen=True, kw_only=True):
    """A flaw as readers are told of it: what, what follows, and where."""

    message: str
    advice: str
    line: int | None = None
    at: str | None = None


class ArticleView(Plain, frozen=True, kw_only=True):
    id: str
    title: str
    title_line: int | None
    untitled: bool
    outlet: str
    date: str
    date_by_person: bool
    authors: str | None
    original: str | None
    archived: str | None
    language: str
    file: str
    cite: Citation
    copies: tuple[ready.Copy, ...]
    flaws: tuple[Care, ...]
    reference: bool
    """whether nothing of the text is reprinted, so that nothing can be said of what it holds"""
    glance: tuple[tuple[str, str | None, int], ...]
    quotations: int
    speakers: int
    notes: int
    bears_on: tuple[tuple[str, str, int], ...]
    items: tuple[Item, ...]
    claims: tuple[rows.Line, ...]
    related: tuple[Neighbour, ...]
    removed: tuple[record.Removed, ...]
    removed_count: int
    above: tuple[record.Removed, ...]
    lines: int
    nobody: tuple[record.Nobody, ...]
    known: tuple[record.Known, ...]
    sha256: str
    repairs: tuple[tuple[int, str, str, str], ...]
    people: tuple[record.Person, ...]
    description: str


def article(desk: Desk, id: str) -> ArticleView:
    reading = desk.catalogue.reading(id)
    data = reading.metadata
    claims = [c for c in desk.catalogue.claims_in[id] if c.voice == "attributed"]
    said = speech(reading.notes)
    text = Text(desk, reading, desk.catalogue.claims_in[id])
    unknown = desk.words("speaker-not-found")
    title = data.title
    glance = at_a_glance(desk, reading, said)
    dropped = tuple(record.dropped(desk, reading))
    removed = tuple(r for r in dropped if r.code not in record.ABOVE)
    return ArticleView(
        id=id,
        title=desk.title(id),
        title_line=line_of_title(reading),
        untitled=title is None,
        outlet=desk.outlet(id),
        date=desk.published(id),
        date_by_person=by_person(data.date),
        authors=", ".join(visible(a.value) for a in data.author) or None,
        original=safe_link(data.url.value if data.url else None),
        archived=safe_link(data.archived_url.value if data.archived_url else None),
        language=(data.language.value if data.language else "") or "",
        file=reading.analysis.path,
        cite=citing.article(desk, id),
        copies=ready.of_article(desk, id),
        flaws=tuple(_care(desk, reading, f) for f in reading.flaws),
        reference=reading.entry.notes.publish == "reference",
        glance=glance,
        quotations=len(said),
        speakers=sum(name != unknown for name, _, _ in glance),
        notes=sum(any(h.type == "not-verified" for h in a.hedges) for a in reading.notes.attributions if a.hedges),
        bears_on=_bears_on(desk, claims),
        items=tuple(text.items()),
        claims=tuple([rows.line(desk, reading, c) for c in claims]),
        related=tuple(_neighbours(desk, reading)),
        removed=removed,
        removed_count=sum(r.count for r in removed),
        above=tuple(r for r in dropped if r.code in record.ABOVE),
        lines=len(reading.blocks),
        nobody=record.nobody(desk, reading),
        known=tuple(record.known(desk, reading)),
        sha256=reading.analysis.sha256,
        repairs=tuple(
            (reading.line(r.start), reading.anchor_at(r.start), visible(r.original), r.reason)
            for r in reading.analysis.repairs
        ),
        people=tuple(record.people(desk, reading.entry.notes.corrections)),
        description=_description(reading),
    )


def _neighbours(desk: Desk, reading: Reading) -> Iterator[Neighbour]:
    """Articles that are near this one."""
    for near in reading.entry.linked.related:
        if near.article in desk.catalogue.entries:
            other = desk.masthead(near.article)
            yield Neighbour(
                url=desk.article(near.article),
                title=other.title,
                outlet=other.outlet,
                date=other.short_date,
                why=desk.words.message(near.why) or near.why,
            )


def at_a_glance(desk: Desk, reading: Reading, speech: list[int]) -> tuple[tuple[str, str | None, int], ...]:
    """Speakers by how often they are quoted here."""
    counts: dict[tuple[str, str | None], int] = {}
    for q in speech:
        who = speaker(desk, reading, reading.attribution_of.get(q))
        known = desk.words("unnamed-name", name=who.name) if who.unnamed else who.name, who.url
        counts[known] = counts.get(known, 0) + 1
    unknown = desk.words("speaker-not-found")
    order = sorted(counts.items(), key=lambda c: (c[0][0] == unknown, -c[1]))
    return tuple([(name, url, n) for (name, url), n in order])


def _care(desk: Desk, reading: Reading, flaw: Flaw) -> Care:
    return Care(
        message=visible(desk.words.message(flaw.message) or flaw.message),
        advice=desk.words.get(f"care-{flaw.code}", ""),
        line=reading.line(flaw.start) if flaw.start is not None else None,
        at=reading.anchor_at(flaw.start) if flaw.start is not None else None,
    )


def _bears_on(desk: Desk, claims: list[Claim]) -> tuple[tuple[str, str, int], ...]:
    counts = Counter(c.proposition for c in claims if c.proposition)
    return tuple(
        (desk.catalogue.propositions[p].statement, desk.proposition(p), n)
        for p, n in counts.items()
        if p in desk.catalogue.propositions
    )


def _description(reading: Reading) -> str:
    """The first words of the text, for lists of results."""
    for block in reading.kept:
        if block.kind == "paragraph":
            words = " ".join(visible(reading.text[block.start : block.start + 400]).split())
            return words if len(words) <= 160 else words[:160].rsplit(" ", 1)[0] + " …"
    return ""
