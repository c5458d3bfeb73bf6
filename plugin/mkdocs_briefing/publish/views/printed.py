"""The print page: the briefing and digests, then full texts of some articles, with numbered endnotes.

An endnote says where words stand. It repeats them, and the address, only where the page has not printed them above.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from ...model import Record
from ..catalogue import speech
from ..desk import Desk
from ..standoff import visible
from . import citing, claims, home, lists, rows
from .article import at_a_glance
from .text import Item, Text, Voice


class Digest(Record, frozen=True, kw_only=True):
    """What an article holds, in three lines."""

    title: str
    outlet: str
    date: str
    speakers: str
    quotations: int
    flaws: tuple[str, ...]


class Endnote(Record, frozen=True, kw_only=True):
    """``row`` only where the words stand nowhere above."""

    number: int
    who: str
    chain: tuple[tuple[str, str | None], ...]
    cite: str
    row: rows.Row | None = None


class Sheet(Record, frozen=True, kw_only=True):
    """One article in full."""

    title: str
    outlet: str
    date: str
    authors: str | None
    address: str | None
    flaws: tuple[str, ...]
    items: tuple[Item, ...]


class PrintedView(Record, frozen=True, kw_only=True):
    home: home.HomeView
    foot: str
    """a line for every sheet, as a CSS string"""
    claims: tuple[claims.Section, ...]
    digests: tuple[Digest, ...]
    sheets: tuple[Sheet, ...]
    left_out: int
    endnotes: tuple[Endnote, ...]
    inputs: str
    description: str = ""


def printed(desk: Desk, key: str) -> PrintedView:
    front = home.home(desk, "")
    ids = desk.catalogue.by_date
    shown = ids[: desk.options.print_full_texts]
    notes = [
        Endnote(
            number=e.number,
            who="",
            chain=(),
            cite=citing.citation(desk, e.row.article, e.row.line) if e.row else e.cite,
            row=e.row,
        )
        for line in front.key_lines
        for e in line.evidence
        if e.row or e.cite
    ]
    sheets = tuple(_sheet(desk, id, notes) for id in shown)
    own = front.notes
    return PrintedView(
        home=front,
        foot=css_string(" · ".join(part for part in (own.handling, own.prepared_by, own.question) if part)),
        claims=tuple(s for s in claims.every_proposition(desk) if s.rows),
        digests=tuple(_digest(desk, id) for id in ids),
        sheets=sheets,
        left_out=len(ids) - len(shown),
        endnotes=tuple(notes),
        inputs=desk.catalogue.briefing.inputs,
    )


def _sheet(desk: Desk, id: str, notes: list[Endnote]) -> Sheet:
    """The article in full, each quotation numbered; its notes are added to ``notes``."""
    reading = desk.catalogue.reading(id)
    data = reading.metadata
    text = Text(desk, reading, (), anchors=False)
    return Sheet(
        title=desk.title(id),
        outlet=desk.outlet(id),
        date=desk.published(id),
        authors=", ".join(visible(a.value) for a in data.author) or None,
        address=visible(data.url.value) if data.url else None,
        flaws=tuple(visible(f.message) for f in reading.flaws),
        items=tuple(_numbered(desk, id, item, notes) for item in text.items()),
    )


def _numbered(desk: Desk, id: str, item: Item, notes: list[Endnote]) -> Item:
    def number(voices: tuple[Voice, ...]) -> Iterator[Voice]:
        for voice in voices:
            n = notes[-1].number + 1 if notes else 1
            who = voice.speaker.name
            cite = citing.citation(desk, id, voice.line, address=False)
            notes.append(Endnote(number=n, who=who, chain=voice.hops, cite=cite))
            yield replace(voice, note=n)

    return replace(item, heads=tuple(number(item.heads)), scraps=tuple(number(item.scraps)))


def _digest(desk: Desk, id: str) -> Digest:
    line = lists.article_line(desk, id)
    reading = desk.catalogue.reading(id)
    speakers = at_a_glance(desk, reading, speech(reading.notes))
    return Digest(
        title=line.title,
        outlet=line.outlet,
        date=line.date,
        speakers=" · ".join(f"{visible(name)} {n}" for name, _, n in speakers),
        quotations=line.quotations,
        flaws=line.flaws,
    )


def css_string(words: str) -> str:
    """Words as a CSS string that nothing can break out of."""
    return '"' + "".join(c if c.isalnum() else f"\\{ord(c):x} " for c in words) + '"'
