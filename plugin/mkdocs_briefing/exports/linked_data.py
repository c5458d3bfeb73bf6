"""JSON-LD after schema.org, for the head of a page: the article that it is about, who is quoted, who claims what.

The page is a page *about* a news article, never the article itself. ``ClaimReview`` stands only where a person wrote a
verdict, in that person's words. A speaker whom the text does not name where they speak stands in a ``Role`` that says
how they are known; one who is not found is left out. What is not known of a thing is not written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache, partial

from ..model import Actor, Claim
from ..publish.catalogue import Catalogue, anchor, speech
from ..publish.desk import on_one_line
from ..publish.standoff import safe_link
from ..publish.words import Words
from . import dates
from .vocabulary import (
    At,
    Claimed,
    ClaimReview,
    Named,
    NewsArticle,
    ProfilePage,
    Quotation,
    Rating,
    Role,
    Thing,
    WebPage,
)
from .wording import hedged, known
from .works import Name, Work, work

Link = Callable[[str, str, str | None], str | None]
"""The address of a page by kind, key and place on it: whole, or as seen from the page that is written."""

_TYPES = {"person": "Person", "organization": "Organization", "place": "Place", "group": "Organization"}
_SURE = ("explicit", "person")


Node = Thing | Named


def graph(catalogue: Catalogue, words: Words, kind: str, key: str, link: Link, cited: Work | None = None) -> list[Node]:
    """What a page of this kind is about; nothing for kinds that have no record of their own.

    ``cited``: the article of an article's page, where it is at hand.
    """
    if kind == "article":
        return article(catalogue, words, cited or work(catalogue, key), link)
    return actor(catalogue, key, link) if kind == "actor" else []


def article(catalogue: Catalogue, words: Words, cited: Work, link: Link) -> list[Node]:
    """The page, the article that it is about, its quotations and the claims in it."""
    page, source = link("article", cited.id, None), link("article", cited.id, "source")
    about = _About(catalogue, words, cited.id, link, At(source or None))
    news = NewsArticle(
        id=source or None,
        headline=cited.title or None,
        url=cited.url or None,
        archived_at=cited.archived or None,
        date_published=_date(cited.issued),
        in_language=cited.language or None,
        publisher=Named(type="Organization", name=cited.outlet) if cited.outlet else None,
        author=[_author(name) for name in cited.authors] or None,
    )
    return [WebPage(id=page or None, main_entity=about.source), news, *about.quotations(), *about.claims()]


def actor(catalogue: Catalogue, key: str, link: Link) -> list[Node]:
    """Whom an actor's page is about; only the first page of many says so."""
    found = catalogue.actors.get(key)
    if found is None:
        return []
    item = Named(
        type=_TYPES[found.type],
        id=link("actor", found.id, "who") or None,
        name=on_one_line(found.name) or None,
        description=found.identity or None,
        alternate_name=[on_one_line(a.text) for a in found.aliases if a.text != found.name] or None,
        same_as=f"https://www.wikidata.org/entity/{found.wikidata}" if found.wikidata else None,
    )
    return [ProfilePage(id=link("actor", key, None) or None, main_entity=At(item.id)), item]


class _About:
    """What is told of one article, in which the same people speak again and again."""

    def __init__(self, catalogue: Catalogue, words: Words, id: str, link: Link, source: At) -> None:
        self._catalogue, self._words, self._id = catalogue, words, id
        self._link = link
        self._at = partial(link, "article", id)
        self.source = source
        self._people: dict[str, Named | None] = {}

    def quotations(self) -> Iterator[Quotation]:
        reading = self._catalogue.reading(self._id)
        for n in speech(reading.notes):
            found = reading.notes.quotations[n]
            at = reading.attribution_of.get(n)
            speaker = None
            if at is not None:
                resolved = reading.resolved(at)
                speaker = self._speaker(resolved.actor, reading.found(at).source_text, resolved.certainty)
            text = " […] ".join([on_one_line(reading.text[a:b]) for a, b in found.spans])
            yield Quotation(id=self._at(found.key) or None, text=text or None, is_part_of=self.source, creator=speaker)

    def claims(self) -> Iterator[Claimed | ClaimReview]:
        for claim in self._catalogue.claims_in.get(self._id, ()):
            if claim.voice == "attributed" and claim.spans:
                at, text = self._at(anchor(claim.id)) or None, on_one_line(claim.text) or None
                yield Claimed(
                    id=at,
                    text=text,
                    description="; ".join(hedged(claim, self._words)) or None,
                    appearance=self.source,
                    date_created=_date(claim.said.value) if claim.said else None,
                    creator=self._speaker(claim.actor, claim.source, claim.certainty),
                )
                yield from self._review(claim, at, text)

    def _review(self, claim: Claim, at: str | None, text: str | None) -> Iterator[ClaimReview]:
        """What a person found of a claim, in that person's words: no scale, no number."""
        stance = self._catalogue.stances.get(claim.id)
        verdict = stance.verdict if stance else None
        if verdict:
            yield ClaimReview(
                claim_reviewed=text,
                item_reviewed=At(at),
                review_rating=Rating(alternate_name=verdict.words or None, rating_explanation=verdict.why or None),
                author=Named(type="Person", name=verdict.by or None),
                date_published=_date(verdict.on),
                url=safe_link(at),
            )

    def _speaker(self, id: str | None, printed: str, certainty: str) -> Named | Role | None:
        """An actor, else the words that the article has for the source; nobody, where it is not known who."""
        person = self._person(id) if id else None
        if person is None:
            name = on_one_line(printed)
            if not name or certainty == "unknown":
                return None
            person = Named(type="Thing", name=name)
        if certainty in _SURE:
            return person
        return Role(description=known(certainty, self._words) or None, creator=person)

    def _person(self, id: str) -> Named | None:
        if id not in self._people:
            found = self._catalogue.actors.get(id)
            self._people[id] = _person(found, self._link) if found else None
        return self._people[id]


def _person(found: Actor, link: Link) -> Named:
    name = on_one_line(found.name)
    return Named(type=_TYPES[found.type], id=link("actor", found.id, "who") or None, name=name or None)


def _author(name: Name) -> Named:
    """A person, where the name is surely one's; else a name of no stated kind."""
    if not name.family:
        return Named(name=name.literal)
    return Named(type="Person", family_name=name.family, given_name=name.given or None, name=name.literal or None)


@lru_cache
def _date(edtf: str | None) -> str | None:
    """A date that ISO 8601 can say: one day, month or year, none of them doubtful."""
    if not edtf or "/" in edtf or edtf[-1] in "?~%":
        return None
    parts = dates.parts(edtf)
    if not parts or parts[0] < 1 or (len(parts) > 1 and parts[1] > 12):
        return None
    return "-".join([f"{parts[0]:04}", *(f"{part:02}" for part in parts[1:])])
