"""Which articles are worth reading beside each other, and why: by shared propositions, quotations and actors."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from heapq import nsmallest

from ..model import Actor, Claim, Related
from .keeping import Kept
from .postings import Postings

_COMMON = 50
"""a thing in more articles than this is no reason"""
_PART_OF_ALL = 3
"""an actor in more than a third of the articles is the corpus's subject, no reason to read one beside another"""
_SAME_WORDS = 10.0
"""weight of a shared proposition or quotation: that of an actor whom one article in twenty thousand names"""
_NEAREST = 5

Key = tuple[str, str]
"""“actor”, “proposition” or “quotation”, and its id"""


class KeptNeighbours(Kept):
    _size: int
    _everywhere: int
    _keys: dict[str, frozenset[Key]]
    _near: dict[str, tuple[Related, ...]]


class Neighbours:
    """For each article up to five others by shared propositions, quotations and actors.

    An actor weighs the more, the fewer articles name it (inverse document frequency, Spärck Jones 1972);
    places do not count.
    """

    def __init__(self) -> None:
        self._size = 0
        self._everywhere = 0
        self._actors: dict[str, Actor] = {}
        """those that are a reason"""
        self._named: dict[str, frozenset[str]] = {}
        """article to the actors that it names"""
        self._holders: Postings[Key] = Postings()
        """proposition or quotation to the articles that have it"""
        self._keys: dict[str, frozenset[Key]] = {}
        self._near: dict[str, tuple[Related, ...]] = {}

    def restore(self, kept: KeptNeighbours, named: Mapping[str, frozenset[str]], actors: Iterable[Actor]) -> None:
        """``named``: the actors that each article names; ``actors``: all that there are."""
        kept.into(self)
        self._named.update(named)
        for actor in actors:
            self._weigh(actor.id, actor)
        for article, keys in self._keys.items():
            for key in keys:
                self._holders.add(key, article)

    def of(self, article: str) -> tuple[Related, ...]:
        return self._near.get(article, ())

    def update(
        self,
        named: Mapping[str, frozenset[str] | None],
        claims: Mapping[str, Iterable[Claim]],
        actors: Mapping[str, Actor | None],
        articles: Callable[[str], Collection[str]],
        copied: Callable[[str], Collection[str]],
        copies: Iterable[str],
    ) -> set[str]:
        """Takes articles with the actors that they name (None: gone) or their claims, and actors (None: gone).

        ``articles`` are those that name an actor; ``copied`` the copies of an article, which are no news, ``copies``
        the articles of which they changed. Gives the articles that have other neighbours now.
        """
        shifted = {id for id, actor in actors.items() if self._weigh(id, actor)}
        for article, names in named.items():
            shifted |= (self._named.pop(article, frozenset()) ^ (names or frozenset())) & self._actors.keys()
            if names is not None:
                self._named[article] = names
        concerned = {*copies, *named, *claims, *(a for id in shifted for a in articles(id))}
        for article, some in (*claims.items(), *((article, ()) for article, names in named.items() if names is None)):
            concerned |= self._hold(article, frozenset(_keys(some)))
        if self._resize():
            concerned = set(self._named)
        return {article for article in concerned if self._look_around(article, articles, copied)}

    def _weigh(self, id: str, actor: Actor | None) -> bool:
        """Whether an actor is, or was, a reason."""
        was = self._actors.pop(id, None)
        if actor is not None and actor.tier == "published" and actor.type != "place" and 1 < actor.articles <= _COMMON:
            self._actors[id] = actor
        return was is not None or id in self._actors

    def _hold(self, article: str, keys: frozenset[Key]) -> set[str]:
        """Gives an article its propositions and quotations; and the articles for which that means something."""
        concerned: set[str] = set()
        old = self._keys.pop(article, frozenset())
        for key in old ^ keys:
            before = len(self._holders.of(key))
            if before <= _COMMON:
                concerned.update(self._holders.of(key))
            (self._holders.discard if key in old else self._holders.add)(key, article)
            after = self._holders.of(key)
            if min(len(after), before) <= _COMMON:
                concerned.update(after)
        if keys:
            self._keys[article] = keys
        return concerned

    def _resize(self) -> bool:
        """Whether the corpus is of another size, as far as that counts."""
        size = len(self._named)
        # To the next power of two: one article more must not shift the neighbours of thousands.
        sizes = (1 << size.bit_length(), min(_COMMON, max(2, size // _PART_OF_ALL)))
        changed, (self._size, self._everywhere) = sizes != (self._size, self._everywhere), sizes
        return changed

    def _look_around(
        self, article: str, articles: Callable[[str], Collection[str]], copied: Callable[[str], Collection[str]]
    ) -> bool:
        """Finds the nearest articles; whether they are others than before."""
        old = self._near.pop(article, ())
        if article not in self._named:
            return bool(old)
        together: dict[Key, Collection[str]] = {}
        scores: dict[str, int] = {}
        for id in self._named[article]:
            if id in self._actors and self._actors[id].articles <= self._everywhere:
                together["actor", id] = articles(id)
        for key in self._keys.get(article, ()):
            if 1 < len(holders := self._holders.of(key)) <= _COMMON:
                together[key] = holders
        for (kind, id), others in together.items():
            weight = math.log(self._size / self._actors[id].articles) if kind == "actor" else _SAME_WORDS
            thousandths = round(weight * 1000)
            for other in others:
                scores[other] = scores.get(other, 0) + thousandths
        known = {article, *copied(article)}
        best = nsmallest(_NEAREST + len(known), scores.items(), key=lambda item: (-item[1], item[0]))
        near = []
        for other in [id for id, _ in best if id not in known][:_NEAREST]:
            why = _in_words({key for key, others in together.items() if other in others}, self._actors)
            near.append(Related(article=other, kind="related", share=0.0, why=why))
        if near:
            self._near[article] = tuple(near)
        return tuple(near) != old


def _keys(claims: Iterable[Claim]) -> Iterator[Key]:
    for claim in claims:
        if claim.proposition:
            yield "proposition", claim.proposition
        if claim.group:
            yield "quotation", claim.group


def _in_words(keys: AbstractSet[tuple[str, str]], actors: dict[str, Actor]) -> str:
    names = sorted((actors[id] for kind, id in keys if kind == "actor"), key=lambda a: (a.articles, a.name))
    parts = []
    if any(kind == "proposition" for kind, _ in keys):
        parts.append("bears on the same proposition")
    if any(kind == "quotation" for kind, _ in keys):
        parts.append("has the same quotation")
    if names:
        shown = ", ".join(a.name for a in names[:3])
        parts.append(f"names {shown}" + (f" and {len(names) - 3} more" if len(names) > 3 else "") + " too")
    return "; ".join(parts)
