"""Claims that are one in several articles: the same sentence, or the same long quotation."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from ..ids import item_id
from ..model import Analysis, Claim
from .keeping import Kept
from .postings import Postings

_LONG_ENOUGH = 25
"""characters a quotation must have before its return elsewhere makes two claims one: short ones return by chance"""

Shares = Callable[[str], Mapping[str, float]]
"""the copies of an article, with the part of its words that each has too"""


class Printed(NamedTuple):
    """A claim, where it is printed, and when."""

    id: str
    article: str
    reported: str | None


class Place(NamedTuple):
    """The group of a claim, and the claim that it was probably taken from where one text is printed twice."""

    group: str | None = None
    origin: str | None = None


NO_PLACE = Place()


class KeptGroups(Kept):
    _places: dict[str, Place]


class Groups:
    """Claims of several articles that share a key, directly or through others, are a group, named for its first id."""

    def __init__(self) -> None:
        self._claims: dict[str, Printed] = {}
        """those with keys"""
        self._keys: dict[str, tuple[int, ...]] = {}
        self._holders: Postings[int] = Postings()
        self._places: dict[str, Place] = {}
        self._members: Postings[str] = Postings()
        self._before: dict[str, Place] = {}
        """places that the last update changed"""

    def keys(self, claim: str) -> tuple[int, ...]:
        return self._keys.get(claim, ())

    def restore_keys(self, claims: Iterable[tuple[Claim, tuple[int, ...]]]) -> None:
        """Reads claims again with the ``keys`` that they had."""
        for claim, keys in claims:
            if keys:
                self._hold(claim, keys)

    def _hold(self, claim: Claim, keys: tuple[int, ...]) -> None:
        self._claims[claim.id] = Printed(claim.id, claim.article, claim.reported)
        self._keys[claim.id] = keys
        for key in keys:
            self._holders.add(key, claim.id)

    def restore(self, kept: KeptGroups) -> None:
        kept.into(self)
        for claim, place in self._places.items():
            self._members.add(place.group or "", claim)

    def place(self, claim: str) -> Place:
        return self._places.get(claim, NO_PLACE)

    def was(self, claim: str) -> Place:
        """The place of a claim before the last update."""
        return self._before.get(claim, self.place(claim))

    def update(
        self,
        gone: Iterable[Claim],
        come: Iterable[tuple[Claim, Sequence[int]]],
        moved: Collection[str],
        near: Shares,
    ) -> set[str]:
        """Takes claims away and others in, each with its keys; gives the articles in which one has another place now.

        ``moved``: claims of articles whose copies, ``near``, are others now.
        """
        self._before = {}
        touched: set[str] = {claim for claim in moved if claim in self._claims}
        articles: dict[str, str] = {}
        for claim in gone:
            for key in self._keys.pop(claim.id, ()):
                self._holders.discard(key, claim.id)
                touched.update(self._holders.of(key))
            if self._claims.pop(claim.id, None):
                articles[claim.id] = claim.article
                touched.update(self._members.of(self.place(claim.id).group or ""))
                touched.add(claim.id)
        for claim, keys in come:
            if keys:
                self._hold(claim, tuple(keys))
                touched.add(claim.id)
        places: dict[str, Place] = {}
        for claim_id in touched:
            if claim_id not in places:
                alone = claim_id in self._claims and not any(map(self._holders.several, self._keys[claim_id]))
                places.update({claim_id: NO_PLACE} if alone else self._placed(claim_id, near))
        moved_claims = [claim_id for claim_id, place in places.items() if self._put(claim_id, place)]
        return {(self._claims[id].article if id in self._claims else articles[id]) for id in moved_claims}

    def _put(self, claim: str, place: Place) -> bool:
        old = self.place(claim)
        if old == place:
            return False
        self._before[claim] = old
        if old.group:
            self._members.discard(old.group, claim)
        if place.group:
            self._members.add(place.group, claim)
            self._places[claim] = place
        else:
            del self._places[claim]
        return True

    def _placed(self, claim: str, near: Shares) -> dict[str, Place]:
        """The places of a claim and of all that are one with it."""
        if claim not in self._claims:
            return {claim: NO_PLACE}
        group = {claim}
        waiting = [claim]
        while waiting:
            for key in self._keys[waiting.pop()]:
                for other in self._holders.of(key):
                    if other not in group:
                        group.add(other)
                        waiting.append(other)
        by_article: dict[str, list[Printed]] = defaultdict(list)
        for member in group:
            by_article[self._claims[member].article].append(self._claims[member])
        if len(by_article) == 1:
            return dict.fromkeys(group, NO_PLACE)
        name = min(group)
        places: dict[str, Place] = {}
        for article, own in by_article.items():
            copies = [a for a in near(article) if a in by_article]
            origin = _origin([c for a in (article, *copies) for c in by_article[a]], near)
            places.update((c.id, Place(name, origin if origin != c.id else None)) for c in own)
        return places


def _origin(claims: list[Printed], near: Shares) -> str:
    """The claim in the article that the others were probably taken from.

    The earliest dated one, where all are dated; of equals the one with most words that the others lack, since
    outlets cut what they reprint.
    """
    articles = {c.article for c in claims}
    dated = all(c.reported for c in claims)
    shared = {a: max((share for other, share in near(a).items() if other in articles), default=0.0) for a in articles}

    def rank(claim: Printed) -> tuple[str, float, str]:
        return (_first_day(claim.reported or "") if dated else "", shared[claim.article], claim.id)

    return min(claims, key=rank).id


def _first_day(date: str) -> str:
    """The sortable beginning of an EDTF date: its first eight digits, unknown ones as zero."""
    return re.sub(r"\D", "", date.split("/")[0].replace("X", "0"))[:8]


def keys_of(article: str, analysis: Analysis) -> dict[str, Sequence[int]]:
    """Claim id to the keys (hashes of folded words, without the number) that make two claims the same."""
    notes = analysis.annotations
    keys: dict[str, Sequence[int]] = {}
    for found in notes.attributions:
        own = [_base(found.key)] if len(found.sentence_text) >= _LONG_ENOUGH else []
        for n in found.quotations:
            quotation = notes.quotations[n]
            if sum(e - s for s, e in quotation.spans) >= _LONG_ENOUGH:
                own.append(_base(quotation.key))
        keys[item_id(article, found.key)] = own
    return keys


def _base(key: str) -> int:
    letter, digest, *_ = key.split("-")
    return ord(letter) << 32 | int(digest, 16)
