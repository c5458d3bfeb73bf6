"""JSON-LD after schema.org, for the head of a page: the article that it is about, who is quoted, who claims what.

The page is a page *about* a news article, never the article itself. ``ClaimReview`` stands only where a person wrote a
verdict, in that person's words. A speaker whom the text does not name where they speak stands in a ``Role`` that says
how they are known; one who is not found is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from ..model import Actor, Claim
from ..publish.catalogue import Catalogue, anchor, speech
from ..publish.desk import on_one_line
from ..publish.standoff import safe_link
from ..publish.words import Words
from . import dates
from .wording import hedged, known, who
from .works import Name, work

Link = Callable[[str, str, str | None], str | None]
"""The address of a page by kind, key and place on it: whole, or as seen from the page that is written."""

_TYPES = {"person": "Person", "organization": "Organization", "place": "Place", "group": "Organization"}
_SURE = ("explicit", "person")


def graph(catalogue: Catalogue, words: Words, kind: str, key: str, link: Link) -> list[dict[str, Any]]:
    """What a page of this kind is about; nothing for kinds that have no record of their own."""
    made = {"article": article, "actor": actor}.get(kind)
    return made(catalogue, words, key, link) if made else []


def article(catalogue: Catalogue, words: Words, id: str, link: Link) -> list[dict[str, Any]]:
    """The page, the article that it is about, its quotations and the claims in it."""
    cited = work(catalogue, id)
    page = link("article", id, None)
    source = link("article", id, "source")
    news: dict[str, Any] = {
        "@type": "NewsArticle",
        "@id": source,
        "headline": cited.title,
        "url": cited.url,
        "archivedAt": cited.archived,
        "datePublished": _date(cited.issued),
        "inLanguage": cited.language,
        "publisher": {"@type": "Organization", "name": cited.outlet} if cited.outlet else None,
        "author": [_author(name) for name in cited.authors],
    }
    about: dict[str, Any] = {"@type": "WebPage", "@id": page, "mainEntity": {"@id": source}}
    quotations = list(_quotations(catalogue, words, id, link))
    claims = list(_claims(catalogue, words, id, link))
    return [_filled(part) for part in (about, news, *quotations, *claims)]


def actor(catalogue: Catalogue, words: Words, key: str, link: Link) -> list[dict[str, Any]]:
    """Whom an actor's page is about; only the first page of many says so."""
    found = catalogue.actors.get(key)
    if found is None:
        return []
    item = {
        **_actor(found, link),
        "description": found.identity,
        "alternateName": [on_one_line(a.text) for a in found.aliases if a.text != found.name],
        "sameAs": f"https://www.wikidata.org/entity/{found.wikidata}" if found.wikidata else None,
    }
    page = link("actor", key, None)
    return [_filled({"@type": "ProfilePage", "@id": page, "mainEntity": {"@id": item["@id"]}}), _filled(item)]


def _quotations(catalogue: Catalogue, words: Words, id: str, link: Link) -> Iterator[dict[str, Any]]:
    reading = catalogue.reading(id)
    for n in speech(reading.notes):
        found = reading.notes.quotations[n]
        at = reading.attribution_of.get(n)
        speaker = None
        if at is not None:
            resolved = reading.resolved(at)
            name = who(catalogue, resolved.actor, reading.found(at).source_text)
            speaker = _speaker(catalogue, words, resolved.actor, name, resolved.certainty, link)
        yield {
            "@type": "Quotation",
            "@id": link("article", id, found.key),
            "text": " […] ".join(on_one_line(reading.text[a:b]) for a, b in found.spans),
            "isPartOf": {"@id": link("article", id, "source")},
            "creator": speaker,
        }


def _claims(catalogue: Catalogue, words: Words, id: str, link: Link) -> Iterator[dict[str, Any]]:
    for claim in catalogue.claims_in.get(id, ()):
        if claim.voice == "attributed" and claim.spans:
            yield _claim(catalogue, words, claim, link)
            yield from _review(catalogue, claim, link)


def _claim(catalogue: Catalogue, words: Words, claim: Claim, link: Link) -> dict[str, Any]:
    name = who(catalogue, claim.actor, claim.source)
    return {
        "@type": "Claim",
        "@id": _at(claim, link),
        "text": on_one_line(claim.text),
        "description": "; ".join(hedged(claim, words)),
        "appearance": {"@id": link("article", claim.article, "source")},
        "dateCreated": _date(claim.said.value) if claim.said else None,
        "creator": _speaker(catalogue, words, claim.actor, name, claim.certainty, link),
    }


def _review(catalogue: Catalogue, claim: Claim, link: Link) -> Iterator[dict[str, Any]]:
    """What a person found of a claim, in that person's words: no scale, no number."""
    stance = catalogue.stances.get(claim.id)
    verdict = stance.verdict if stance else None
    if verdict:
        yield {
            "@type": "ClaimReview",
            "claimReviewed": on_one_line(claim.text),
            "itemReviewed": {"@id": _at(claim, link)},
            "reviewRating": {"@type": "Rating", "alternateName": verdict.words, "ratingExplanation": verdict.why},
            "author": {"@type": "Person", "name": verdict.by},
            "datePublished": _date(verdict.on),
            "url": safe_link(_at(claim, link)),
        }


def _at(claim: Claim, link: Link) -> str | None:
    return link("article", claim.article, anchor(claim.id))


def _speaker(
    catalogue: Catalogue, words: Words, id: str | None, name: str, certainty: str, link: Link
) -> dict[str, Any] | None:
    found = catalogue.actors.get(id or "")
    if found:
        person = _actor(found, link)
    elif name and certainty != "unknown":
        person = {"@type": "Thing", "name": name}
    else:
        return None
    if certainty in _SURE:
        return person
    return {"@type": "Role", "description": known(certainty, words), "creator": person}


def _actor(found: Actor, link: Link) -> dict[str, Any]:
    return _filled(
        {"@type": _TYPES[found.type], "@id": link("actor", found.id, "who"), "name": on_one_line(found.name)}
    )


def _author(name: Name) -> dict[str, Any]:
    """A person, where the name is surely one's; else a name of no stated kind."""
    person = {"@type": "Person", "familyName": name.family, "givenName": name.given, "name": name.literal}
    return _filled(person) if name.family else {"name": name.literal}


def _date(edtf: str | None) -> str | None:
    """A date that ISO 8601 can say: one day, month or year, none of them doubtful."""
    if not edtf or "/" in edtf or edtf[-1] in "?~%":
        return None
    parts = dates.parts(edtf)
    if not parts or parts[0] < 1 or (len(parts) > 1 and parts[1] > 12):
        return None
    return "-".join([f"{parts[0]:04}", *(f"{part:02}" for part in parts[1:])])


def _filled(found: dict[str, Any]) -> dict[str, Any]:
    """Without what is not known."""
    return {key: _filled(value) if isinstance(value, dict) else value for key, value in found.items() if value}
