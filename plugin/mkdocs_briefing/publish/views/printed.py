"""The book: the whole briefing, or a chosen part, on paper, with numbered endnotes. The print page is the same book.

An endnote says who said it, where it stands and through whom it came. It repeats the words only where the book has not
printed them whole.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import NamedTuple

from markupsafe import Markup
from msgspec.structs import replace

from ...ids import item_id
from ...model import Actor, BriefingNotes, Claim, Plain
from ..catalogue import speech
from ..chapters import CHAPTERS
from ..choice import Choice
from ..desk import Desk, on_one_line
from ..standoff import visible
from . import citing, claims, figures, home, lists, propositions, record, rows
from .actors import sort_name
from .article import at_a_glance
from .text import Hops, Item, Text, Voice

SPEAKERS = "speakers"
"""The key of what an article gives to its digest."""

_ROLES = 3
"""roles of an actor that are printed"""


class Entry(Plain, frozen=True, kw_only=True):
    """A line of the contents: where it leads, and its words."""

    id: str
    title: str
    level: int = 1


class Line(Plain, frozen=True, kw_only=True):
    """A key line and the numbers of its notes."""

    words: str
    notes: tuple[int, ...]


class Said(Plain, frozen=True, kw_only=True):
    """A claim, whole, and the number of its note."""

    row: rows.Row
    note: int


class Chapter(Plain, frozen=True, kw_only=True):
    """The claims of one proposition, or of none."""

    id: str
    mark: str
    heading: str
    """empty where the chapter has no other part"""
    note: str
    rows: tuple[Said, ...]
    remarks: tuple[str, ...] = ()
    conflicts: tuple[propositions.Pair, ...] = ()
    agreements: tuple[propositions.Pair, ...] = ()
    whole: bool = True
    """whether all claims of the proposition are here, so that what is missing can be said"""


class Person(Plain, frozen=True, kw_only=True):
    """An actor and the notes of what it says in this book."""

    id: str
    name: str
    type: str
    identity: str | None
    roles: tuple[str, ...]
    notes: tuple[int, ...]
    articles: int


class Digest(Plain, frozen=True, kw_only=True):
    """What an article holds, in three lines."""

    id: str
    title: str
    outlet: str
    date: str
    speakers: str
    quotations: int
    flaws: tuple[str, ...]


class Endnote(Plain, frozen=True, kw_only=True):
    """``words`` only where they stand nowhere else in the book; without ``who`` and words, they are withheld."""

    number: int
    who: str
    chain: Hops
    cite: str
    words: Markup | None = None


class Sheet(Plain, frozen=True, kw_only=True):
    """One article in full."""

    id: str
    title: str
    outlet: str
    date: str
    authors: str | None
    address: str | None
    flaws: tuple[str, ...]
    items: tuple[Item, ...]


class Corrected(Plain, frozen=True, kw_only=True):
    """What people corrected in one article."""

    title: str
    people: tuple[record.Person, ...]


class BookView(Plain, frozen=True, kw_only=True):
    own: BriefingNotes
    title: str
    date: str | None
    chosen: tuple[str, ...]
    """in words, what was chosen; nothing where all is here"""
    articles: int
    outlets: int
    no_outlet: int
    contents: tuple[Entry, ...]
    key_lines: tuple[Line, ...]
    timelines: tuple[propositions.Timeline, ...]
    claims: tuple[Chapter, ...]
    claims_left_out: int
    figures: tuple[figures.Table, ...]
    actors: tuple[Person, ...]
    digests: tuple[Digest, ...]
    sheets: tuple[Sheet, ...]
    texts_left_out: int
    endnotes: tuple[Endnote, ...]
    method: tuple[str, ...]
    limits: tuple[tuple[str, int], ...]
    corrected: tuple[Corrected, ...]
    foot: str
    """a line for every sheet, as a CSS string"""
    inputs: str
    description: str = ""


def printed(desk: Desk, key: str) -> BookView:
    """The print page: everything."""
    return book(desk, Choice())


def book(desk: Desk, choice: Choice) -> BookView:
    """The book of what was chosen."""
    catalogue, own = desk.catalogue, desk.catalogue.briefing.curation.briefing
    desk.for_long = True
    ids = choice.articles(catalogue)
    whole = choice.wants("texts") and ("texts" in choice.only or not choice.narrow)
    shown = ids[: desk.options.print_full_texts] if whole else []
    notes = _Notes(desk)
    loose = _loose(desk, choice, set(shown)) if choice.wants("claims") else []
    many = not choice.narrow and len(loose) > desk.options.print_claims
    rows_of = [] if many else loose
    printed_whole = _Printed(set(shown), {c.id for c in rows_of})
    if choice.wants("claims"):
        printed_whole.claims.update(c.id for own in catalogue.under.values() for c in own if choice.holds(c))
    lines = tuple(_key_lines(desk, choice, notes, printed_whole)) if choice.wants("key-lines") else ()
    chapters = tuple(_chapters(desk, choice, notes, rows_of)) if choice.wants("claims") else ()
    sheets = tuple(_sheet(desk, id, notes) for id in shown)
    outlets = [catalogue.outlet(id) for id in ids]
    view = BookView(
        own=own,
        title=own.question or own.title or desk.words("home"),
        date=_date(desk),
        chosen=tuple(_chosen(desk, choice)),
        articles=len(ids),
        outlets=len({outlet for outlet in outlets if outlet}),
        no_outlet=outlets.count(None),
        contents=(),
        key_lines=lines,
        timelines=tuple(_timelines(desk, choice)) if choice.wants("timeline") else (),
        claims=chapters,
        claims_left_out=len(loose) if many else 0,
        figures=figures.tables(desk) if choice.wants("figures") and not choice.narrow else (),
        actors=tuple(_people(desk, notes)) if choice.wants("actors") else (),
        digests=tuple(_digest(desk, id) for id in ids) if choice.wants("articles") else (),
        sheets=sheets,
        texts_left_out=len(ids) - len(shown) if whole else 0,
        endnotes=tuple(notes.ordered) if choice.wants("notes") else (),
        method=tuple(desk.words(f"method-{n}") for n in range(1, 7)) if choice.wants("method") else (),
        limits=home.limits(desk, ids),
        corrected=tuple(_corrected(desk, ids)) if choice.wants("corrections") else (),
        foot=css_string(" · ".join(part for part in (own.handling, own.prepared_by, own.question) if part)),
        inputs=catalogue.briefing.inputs,
    )
    return replace(view, contents=tuple(_contents(desk, view)))


class _Printed(NamedTuple):
    """What the book prints whole, outside its notes: articles, and claims."""

    articles: set[str]
    claims: set[str]

    def holds(self, claim: Claim) -> bool:
        return claim.id in self.claims or claim.article in self.articles


class _Notes:
    """The endnotes, numbered as they are first asked for; one for each claim or quotation."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._found: dict[str, Endnote] = {}

    @property
    def ordered(self) -> Iterable[Endnote]:
        return self._found.values()

    def __getitem__(self, key: str) -> int | None:
        note = self._found.get(key)
        return note.number if note else None

    def claim(self, claim: Claim, row: rows.Row, *, repeat: bool = False) -> int:
        """The number of a claim's note; ``repeat``: with its words, for they stand nowhere else."""
        who = row.speaker.name if row.speaker else self._desk.words("article-itself")
        cite = citing.citation(self._desk, claim.article, line=row.line)
        return self.add(claim.id, who, row.hops, cite, row.words if repeat else None)

    def add(self, key: str, who: str, chain: Hops, cite: str, words: Markup | None = None) -> int:
        number = len(self._found) + 1
        return self._found.setdefault(key, Endnote(number=number, who=who, chain=chain, cite=cite, words=words)).number


def _key_lines(desk: Desk, choice: Choice, notes: _Notes, printed_whole: _Printed) -> Iterator[Line]:
    """Key lines that rest on something of what was chosen."""
    for line in home.key_lines(desk):
        numbers = []
        for evidence in line.evidence:
            claim = desk.catalogue.meant(evidence.sought)
            if claim and evidence.row and choice.holds(claim):
                numbers.append(notes.claim(claim, evidence.row.whole, repeat=not printed_whole.holds(claim)))
            elif evidence.cite and not choice.narrow:
                numbers.append(notes.add(evidence.sought, "", (), evidence.cite))
        if numbers or not choice.narrow:
            yield Line(words=line.line, notes=tuple(numbers))


def _timelines(desk: Desk, choice: Choice) -> Iterator[propositions.Timeline]:
    if choice.actor or choice.since or choice.until:
        return  # a picture with dates or speakers taken out would tell another story
    for id, proposition in desk.catalogue.propositions.items():
        drawn = propositions.timeline(desk, proposition) if choice.proposition in (None, id) else None
        if drawn:
            yield drawn


def _loose(desk: Desk, choice: Choice, whole: set[str]) -> list[Claim]:
    """What no proposition holds and no full text prints, so that nothing stands in the book twice."""
    held = filter(choice.holds, desk.catalogue.loose) if choice.narrow else desk.catalogue.loose
    return [c for c in held if c.article not in whole]


def _chapters(desk: Desk, choice: Choice, notes: _Notes, loose: list[Claim]) -> Iterator[Chapter]:
    def said(found: Iterable[Claim]) -> Iterator[Said]:
        for claim in found:
            row = rows.row(desk, claim).whole
            yield Said(row=row, note=notes.claim(claim, row))

    for id, proposition in desk.catalogue.propositions.items():
        own = desk.catalogue.under[id]
        chosen = [c for c in own if choice.holds(c)]
        place = {c.id: n for n, c in enumerate(own, 1)}
        if not chosen and choice.narrow:
            continue
        whole = len(chosen) == len(own)
        yield Chapter(
            id=f"p-{id}",
            mark=propositions.mark(desk, id),
            heading=proposition.statement,
            note=proposition.note or "",
            rows=tuple(said(chosen)),
            remarks=claims.remarks(desk, own) if whole else (),
            conflicts=propositions.pairs(desk, proposition.conflicts, place) if whole else (),
            agreements=propositions.pairs(desk, proposition.agreements, place) if whole else (),
            whole=whole,
        )
    if loose:
        heading = desk.words("no-proposition-dated") if desk.catalogue.propositions else ""
        yield Chapter(id="p", mark="", heading=heading, note="", rows=tuple(said(loose)), whole=False)


def _sheet(desk: Desk, id: str, notes: _Notes) -> Sheet:
    """The article in full, each quotation with its note."""
    reading = desk.catalogue.reading(id)
    data = reading.metadata
    text = Text(desk, reading, (), anchors=False)
    claim_of = {
        reading.notes.quotations[q].key: desk.catalogue.claim_of.get(item_id(id, reading.notes.attributions[a].key))
        for q, a in reading.attribution_of.items()
    }

    def numbered(voices: Iterable[Voice]) -> Iterator[Voice]:
        for voice in voices:
            claim = claim_of.get(voice.anchor)
            cite = citing.citation(desk, id, line=voice.line)
            key = claim.id if claim else item_id(id, voice.anchor)
            yield replace(voice, note=notes.add(key, voice.speaker.name, voice.hops, cite))

    return Sheet(
        id=id,
        title=desk.title(id),
        outlet=desk.outlet(id),
        date=desk.published(id),
        authors=", ".join(visible(a.value) for a in data.author) or None,
        address=visible(data.url.value) if data.url else None,
        flaws=tuple(visible(desk.words.message(f.message) or f.message) for f in reading.flaws),
        items=tuple(
            replace(item, heads=tuple(numbered(item.heads)), scraps=tuple(numbered(item.scraps)))
            for item in text.items()
        ),
    )


def _people(desk: Desk, notes: _Notes) -> Iterator[Person]:
    """Everybody who says something in this book, by name."""
    for actor in sorted(desk.catalogue.actors.values(), key=lambda a: (sort_name(a), a.id)):
        said = [n for claim in desk.catalogue.said.get(actor.id, ()) if (n := notes[claim.id])]
        if said and actor.tier == "published":
            yield Person(
                id=actor.id,
                name=desk.name(actor.id),
                type=desk.words(f"type-{actor.type}"),
                identity=actor.identity,
                roles=_roles(actor),
                notes=tuple(sorted(said)),
                articles=actor.articles,
            )


def _roles(actor: Actor) -> tuple[str, ...]:
    """Roles as printed, each once."""
    return tuple(dict.fromkeys(on_one_line(role.text) for role in actor.roles))[:_ROLES]


def _digest(desk: Desk, id: str) -> Digest:
    line = lists.article_line(desk, id)
    return Digest(
        id=id,
        title=line.title,
        outlet=line.outlet,
        date=line.date,
        speakers=desk.piece(id, SPEAKERS, lambda site: speakers(site, id)),
        quotations=line.quotations,
        flaws=line.flaws,
    )


def speakers(desk: Desk, id: str) -> str:
    """Who speaks in an article, and how often, on one line."""
    reading = desk.catalogue.reading(id)
    return " · ".join([f"{visible(name)} {n}" for name, _, n in at_a_glance(desk, reading, speech(reading.notes))])


def _corrected(desk: Desk, ids: Iterable[str]) -> Iterator[Corrected]:
    for id in ids:
        found = tuple(record.people(desk, desk.catalogue.entries[id].notes.corrections))
        if found:
            yield Corrected(title=desk.title(id), people=found)


def _chosen(desk: Desk, choice: Choice) -> Iterator[str]:
    if choice.actor:
        yield desk.words("only-actor", name=desk.name(choice.actor))
    if choice.proposition:
        yield desk.words("only-proposition", statement=desk.catalogue.propositions[choice.proposition].statement)
    if choice.since:
        yield desk.words("only-since", date=desk.date(choice.since))
    if choice.until:
        yield desk.words("only-until", date=desk.date(choice.until))
    if choice.only:
        yield desk.words("only-chapters", chapters=", ".join(desk.words(f"book-{c}") for c in choice.only))


def _date(desk: Desk) -> str | None:
    """The day that people set, else that of ``SOURCE_DATE_EPOCH``; never the clock's."""
    as_of = desk.catalogue.briefing.curation.briefing.as_of
    if as_of:
        return desk.words("information-to", date=desk.date(as_of))
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return desk.date(datetime.fromtimestamp(int(epoch), UTC).date().isoformat()) if epoch.isdecimal() else None


def _contents(desk: Desk, view: BookView) -> Iterator[Entry]:
    held = {
        "key-lines": view.key_lines,
        "timeline": view.timelines,
        "claims": view.claims,
        "figures": view.figures,
        "actors": view.actors,
        "articles": view.digests,
        "texts": view.sheets,
        "notes": view.endnotes,
        "method": view.method,
        "corrections": view.corrected,
    }
    for chapter in CHAPTERS:
        if held[chapter]:
            yield Entry(id=f"book-{chapter}", title=desk.words(f"book-{chapter}"))
            if chapter == "claims":
                for part in (c for c in view.claims if c.heading):
                    yield Entry(id=part.id, title=f"{part.mark} {part.heading}".strip(), level=2)
            elif chapter == "texts":
                for sheet in view.sheets:
                    yield Entry(id=f"text-{sheet.id}", title=sheet.title, level=2)


def css_string(words: str) -> str:
    """Words as a CSS string that nothing can break out of."""
    return '"' + "".join(c if c.isalnum() else f"\\{ord(c):x} " for c in words) + '"'
