"""Atom feeds: what is new among the articles and among what is claimed in them.

No clock is asked. An entry carries the article's own date; where it has none, that of the briefing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import NamedTuple
from xml.etree import ElementTree as etree

from ..model import Claim
from ..publish.desk import on_one_line
from ..publish.words import Words
from . import dates, elements
from .citations import in_words
from .material import Material, Output, Place
from .wording import hedged, known, who
from .works import work

NEWEST = 50
"""Entries of a feed; older ones are on the site."""
NAMES = {"articles": "articles.atom", "claims": "claims.atom"}
SHORT = 12
"""Words of a claim in the title of its entry; its summary holds it whole."""

_NEVER = "1970-01-01T00:00:00Z"


class Entry(NamedTuple):
    title: str
    summary: str
    page: str
    published: str | None
    updated: str
    authors: tuple[str, ...] = ()


def outputs(material: Material) -> Iterator[Output]:
    """``articles.atom`` and ``claims.atom``; nothing without an address of the site, which every entry needs."""
    if material.place.url and material.place.files:
        for kind, entries in (("articles", _articles), ("claims", _claims)):
            yield Output(NAMES[kind], partial(_written, material, kind, entries))


def address(place: Place, kind: str) -> str | None:
    """Where a feed stands."""
    return f"{place.files}{NAMES[kind]}" if place.files else None


def named(place: Place, words: Words, name: str) -> list[tuple[str, str]]:
    """Name and address of each feed, for the heads of pages; ``name``: of the briefing."""
    found = ((words(kind), address(place, kind)) for kind in NAMES)
    return [(f"{name}: {title}", url) for title, url in found if url]


def _written(material: Material, kind: str, entries: Callable[[Material], Iterable[Entry]]) -> list[bytes]:
    return [elements.dumped(_feed(material, kind, list(entries(material))))]


def _articles(material: Material) -> Iterator[Entry]:
    """Newest first, undated last."""
    for id in material.catalogue.newest_first[:NEWEST]:
        page = material.place.page("article", id)
        if page:
            cited = work(material.catalogue, id, page)
            entry = material.catalogue.entries[id]
            data = entry.card.metadata
            published = dates.instant(cited.issued)
            updated = dates.instant(data.updated.value if data.updated else None)
            counts = (
                material.words("n-quotations", n=len(entry.card.speech)),
                material.words("n-claims", n=len(material.catalogue.claims_in.get(id, ()))),
            )
            yield Entry(
                title=cited.title or material.words("untitled-file", file=cited.file),
                summary=f"{in_words(cited, material.words)}. {', '.join(counts)}.",
                page=page,
                published=published,
                updated=updated or published or _briefing_date(material),
                authors=tuple(name.literal for name in cited.authors) or ((cited.outlet,) if cited.outlet else ()),
            )


def _claims(material: Material) -> Iterator[Entry]:
    """By the day on which they were reported, newest first, undated last; each text once."""
    newest = sorted(material.said_once(), key=lambda c: (_reported(c) or "", c.id), reverse=True)
    for claim in newest[:NEWEST]:
        page = material.place.claim(claim)
        if page:
            yield _claim(material, claim, page)


def _claim(material: Material, claim: Claim, page: str) -> Entry:
    words = material.words
    name = who(material.catalogue, claim.actor, claim.source) or words("speaker-not-found")
    said = on_one_line(claim.text)
    start = said.split()
    cut = " ".join(start[:SHORT]) + (" …" if len(start) > SHORT else "")
    source = in_words(work(material.catalogue, claim.article), words)
    published = _reported(claim)
    return Entry(
        title=f"{name}: {cut}",
        summary=" · ".join([said, f"{name} ({known(claim.certainty, words)})", *hedged(claim, words), source]),
        page=page,
        published=published,
        updated=published or _briefing_date(material),
    )


def _reported(claim: Claim) -> str | None:
    """When the claim came out; where the article is undated, when it was made."""
    return dates.instant(claim.reported) or dates.instant(claim.said.value if claim.said else None)


def _briefing_date(material: Material) -> str:
    """The day that stands for what has none: ``as_of``, that of the build, or the newest article's."""
    given = dates.instant(material.briefing.curation.briefing.as_of) or dates.instant(dates.of_the_build())
    newest = (dates.instant(material.catalogue.date(id)) for id in material.catalogue.newest_first)
    return given or next((day for day in newest if day), _NEVER)


def _feed(material: Material, kind: str, entries: list[Entry]) -> etree.Element:
    notes = material.briefing.curation.briefing
    name = notes.title or material.place.name or material.words("home")
    home = material.place.url or ""
    root = etree.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": material.words.language})
    own = address(material.place, kind) or home
    elements.add(root, "id", own)
    elements.add(root, "title", f"{name}: {material.words(kind)}")
    elements.add(root, "updated", max((entry.updated for entry in entries), default=_briefing_date(material)))
    elements.add(root, "link", rel="self", type="application/atom+xml", href=own)
    elements.add(root, "link", rel="alternate", type="text/html", href=home)
    elements.add(elements.add(root, "author"), "name", notes.prepared_by or material.place.name or name)
    elements.add(root, "generator", "mkdocs-briefing")
    for entry in entries:
        _entry(root, entry)
    return root


def _entry(root: etree.Element, entry: Entry) -> None:
    made = elements.add(root, "entry")
    elements.add(made, "id", entry.page)
    elements.add(made, "title", entry.title)
    elements.add(made, "link", rel="alternate", type="text/html", href=entry.page)
    for name in entry.authors:
        elements.add(elements.add(made, "author"), "name", name)
    if entry.published:
        elements.add(made, "published", entry.published)
    elements.add(made, "updated", entry.updated)
    elements.add(made, "summary", entry.summary)
