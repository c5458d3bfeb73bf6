"""An article as a bibliography knows it: who wrote it, what it is called, where and when it came out.

CSL-JSON and BibTeX are made from this one record, so that they never disagree.
"""

from __future__ import annotations

from ..clean.authors import names_of
from ..gazetteer import plain, words
from ..ids import fold
from ..model import Actor, Fact, Record
from ..publish.catalogue import Catalogue
from ..publish.desk import on_one_line
from ..publish.standoff import safe_link

_PARTICLES = {"al", "bin", "da", "de", "del", "della", "der", "di", "dos", "du", "el", "la", "le", "ten", "van", "von"}
_AFTER = {"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"}


class Name(Record, frozen=True, kw_only=True):
    """An author: family and given name of a person, or the name of anybody else, as it stands."""

    literal: str
    family: str | None = None
    given: str | None = None
    suffix: str | None = None


class Work(Record, frozen=True, kw_only=True):
    """One article. Dates are EDTF; what is not known is None. ``page``: its address on the site of the briefing."""

    id: str
    title: str | None
    file: str
    authors: tuple[Name, ...]
    outlet: str | None
    issued: str | None
    accessed: str | None
    url: str | None
    archived: str | None
    language: str | None
    sha256: str
    page: str | None = None


def work(catalogue: Catalogue, id: str, page: str | None = None) -> Work:
    """The article as a work; its words on one line, with control characters made visible."""
    card = catalogue.entries[id].card
    data = card.metadata
    outlet = catalogue.outlet(id)
    return Work(
        id=id,
        title=on_one_line(data.title.value) if data.title else None,
        file=on_one_line(card.path),
        authors=tuple(author(catalogue, fact.value, outlet) for fact in data.author),
        outlet=on_one_line(outlet) if outlet else None,
        issued=data.date.value if data.date else None,
        accessed=data.retrieved.value if data.retrieved else None,
        url=address(data.url),
        archived=address(data.archived_url),
        language=data.language.value if data.language else None,
        sha256=card.sha256,
        page=page,
    )


def address(fact: Fact | None) -> str | None:
    """The article's address, where it is one that may be followed: other programs make links of it."""
    return safe_link(on_one_line(fact.value)) if fact else None


def author(catalogue: Catalogue, value: str, outlet: str | None) -> Name:
    """A person's name in its parts, where nothing says that it is no person's; else the name as it stands."""
    literal = on_one_line(value)
    actor = _bearer(catalogue, literal)
    alone = names_of(literal, [outlet or ""]) == [literal.rstrip(".")]
    if not alone or (actor and actor.type != "person"):
        return Name(literal=literal)
    parts = literal.split()
    if len(parts) < 2:
        return Name(literal=literal)
    if any(plain(part) in words("organisation heads") for part in parts) and not actor:
        return Name(literal=literal)
    suffix = parts.pop() if len(parts) > 2 and parts[-1].lower() in _AFTER else None
    at = len(parts) - 1
    while at > 1 and parts[at - 1] in _PARTICLES:
        at -= 1
    return Name(literal=literal, family=" ".join(parts[at:]), given=" ".join(parts[:at]), suffix=suffix)


def _bearer(catalogue: Catalogue, name: str) -> Actor | None:
    """The one actor of this very name."""
    found = catalogue.by_name.get(fold(name), ())
    return found[0] if len(found) == 1 else None
