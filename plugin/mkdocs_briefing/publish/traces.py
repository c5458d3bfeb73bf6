"""What one page looks up while it is written, so that a later build knows whether it would come out the same.

A page is written from a catalogue that takes note of every look-up: of one article, actor or claim by its id, or of
something over the whole briefing. What is not known to be a look-up of one thing counts as the whole briefing, so a
new view can be slow to be reused, never wrongly reused.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

import msgspec

from ..model import Actor, Briefing, Claim
from .catalogue import ActorRows, Catalogue, Lists, Reading, article_in
from .counting import Counted

Key = str | tuple[str, str] | None
Read = tuple[str, Key]
"""The name of a look-up and its key; the key None is all there is under the name."""

Reads = tuple[tuple[str, tuple[Key, ...]], ...]
"""Look-ups by their names, each with its keys, all in order."""

EVERYTHING: Read = ("everything", None)
"""A look-up of the whole briefing."""

KEYED = frozenset((
    "entries", "actors", "claims", "propositions", "said", "claims_in", "groups", "mentions",
    "claim_of", "under", "by_name", "cited",
))  # fmt: skip
"""Mappings of a catalogue that are asked for one key at a time."""

ASKED = frozenset(("counted_on", "rows_on", "page_count"))
"""What a catalogue tells of the rows of one page."""

FINDINGS = frozenset(("stances", "checked"))
"""What people found of claims and quotations: most have none, so it is noted for all of an article at once."""

OF_ARTICLES = frozenset(("masthead", "outlet", "site", "date", "sidecar"))
"""What a catalogue tells of one article."""

LISTS = frozenset(("loose", "own_voice", "listed", "quotations", "unnamed", "newest_first", "by_date", "counted"))
"""Lists over the whole briefing of which an index page shows a part."""

SMALL = frozenset(("attributed_count", "own_voice_count", "outlets", "propositions", "counted_total"))
"""What a catalogue tells of the whole briefing in a few words."""

PARTS = frozenset(("curation", "comparable", "propositions", "checked"))
"""Small parts of a briefing that are compared by themselves."""

_pack = msgspec.msgpack.Encoder(order="deterministic").encode


class TracedMap(Mapping[Any, Any]):
    """A mapping that takes note of the keys it is asked for."""

    def __init__(self, name: str, known: Mapping[Any, Any], reads: set[Read]) -> None:
        self._name = name
        self._known = known
        self._reads = reads

    def __getitem__(self, key: Any) -> Any:
        self._reads.add((self._name, key))
        return self._known[key]

    def get(self, key: Any, default: Any = None) -> Any:
        self._reads.add((self._name, key))
        return self._known.get(key, default)

    def __contains__(self, key: Any) -> bool:
        self._reads.add((self._name, key))
        return key in self._known

    def __iter__(self) -> Iterator[Any]:
        self._reads.add((self._name, None))
        return iter(self._known)

    def __len__(self) -> int:
        self._reads.add((self._name, None))
        return len(self._known)


class TracedFindings(TracedMap):
    """A mapping by ids of claims and quotations that takes note of their articles."""

    def __getitem__(self, key: Any) -> Any:
        self._reads.add((self._name, article_in(key)))
        return self._known[key]

    def get(self, key: Any, default: Any = None) -> Any:
        self._reads.add((self._name, article_in(key)))
        return self._known.get(key, default)

    def __contains__(self, key: Any) -> bool:
        self._reads.add((self._name, article_in(key)))
        return key in self._known


class _TracedActor:
    """An actor of whom is noted what is asked: a name shown elsewhere does not hang on how often it was printed."""

    def __init__(self, actor: Actor, reads: set[Read]) -> None:
        self.id = actor.id
        self._actor = actor
        self._reads = reads

    def __getattr__(self, name: str) -> Any:
        self._reads.add(("actors", (self._actor.id, name)))
        found = getattr(self._actor, name)
        self.__dict__[name] = found
        return found


class TracedActors(TracedMap):
    """Actors by id, traced by what is asked of each: of who asks whether there is one, most ask for the name."""

    def __getitem__(self, key: Any) -> Any:
        self._reads.add(("actors", (key, "name")))
        return _TracedActor(self._known[key], self._reads)

    def get(self, key: Any, default: Any = None) -> Any:
        self._reads.add(("actors", (key, "name")))
        found = self._known.get(key)
        return _TracedActor(found, self._reads) if found is not None else default

    def __contains__(self, key: Any) -> bool:
        self._reads.add(("actors", (key, "name")))
        return key in self._known


class TracedList(Sequence[Any]):
    """A list that takes note of the part that is taken of it."""

    def __init__(self, name: str, known: Sequence[Any], reads: set[Read]) -> None:
        self._name = name
        self._known = known
        self._reads = reads

    def __getitem__(self, at: Any) -> Any:
        part = f"{at.start or 0}:{at.stop}" if isinstance(at, slice) and at.step is None else str(at)
        if part.replace(":", "").isdigit():
            self._reads.add((self._name, part))
        else:
            self._reads.add((self._name, None))
        return self._known[at]

    def __len__(self) -> int:
        self._reads.add((self._name, "length"))
        return len(self._known)

    def __iter__(self) -> Iterator[Any]:
        self._reads.add((self._name, None))
        return iter(self._known)

    def __add__(self, other: Any) -> list[Any]:
        return [*self, *other]

    def __radd__(self, other: Any) -> list[Any]:
        return [*other, *self]


class _TracedBriefing:
    def __init__(self, briefing: Briefing, reads: set[Read]) -> None:
        self._briefing = briefing
        self._reads = reads

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._briefing, name)
        self._reads.add((f"briefing.{name}", None))
        return found


class TracedCatalogue:
    """Stands in for a ``Catalogue`` while one page is written."""

    def __init__(self, catalogue: Catalogue, reads: set[Read]) -> None:
        self._catalogue = catalogue
        self._reads = reads

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._catalogue, name)
        if name == "actors":
            traced: Any = TracedActors(name, found, self._reads)
        elif name in FINDINGS:
            traced = TracedFindings(name, found, self._reads)
        elif name in KEYED:
            traced = TracedMap(name, found, self._reads)
        elif name in LISTS:
            traced = TracedList(name, found, self._reads)
        elif name in OF_ARTICLES:
            traced = _noting(name, found, self._reads)
        elif name in ASKED:
            traced = _noting_rows(name, found, self._reads)
        elif name == "briefing":
            traced = _TracedBriefing(found, self._reads)
        else:
            self._reads.add((name, None))
            return found
        setattr(self, name, traced)
        return traced

    def reading(self, id: str) -> Reading:
        self._reads.add(("entries", id))
        return self._catalogue.reading(id)

    def actor_rows(self, id: str, page: int, size: int) -> ActorRows:
        self._reads.add(("actor_rows", (id, f"{page}:{size}")))
        return self._catalogue.actor_rows(id, page, size)

    def elsewhere(self, claim: Claim) -> tuple[list[Claim], list[Claim]]:
        self._reads.add(("elsewhere", claim.id))
        return self._catalogue.elsewhere(claim)


def _noting(name: str, ask: Any, reads: set[Read]) -> Any:
    """Holds no stand-in: nothing that a page looked up is in a cycle, and all of it goes with the page."""

    def asked(id: str) -> Any:
        reads.add((name, id))
        return ask(id)

    return asked


def _noting_rows(name: str, ask: Any, reads: set[Read]) -> Any:
    def asked(*which: str | int) -> Any:
        reads.add((name, ":".join(map(str, which))))
        return ask(*which)

    return asked


class Digests:
    """Digests of what look-ups find now. Nothing is kept of what is short: to find it again takes less."""

    def __init__(self, catalogue: Catalogue, others: Mapping[str, Mapping[Any, Any]], everything: bytes) -> None:
        self._catalogue = catalogue
        self._others = others
        self._everything = everything
        self._finders: dict[str, Callable[[Any], Any]] = {}
        self._tellers: dict[str, Callable[[Any], Any]] = {
            "entries": self._article,
            "claims_in": self._claims_of,
            "elsewhere": self._elsewhere,
        }
        self._articles: dict[str, bytes] = {}
        self._claims: dict[str, bytes] = {}
        """article to the digests of its claims, one behind the other: they stand in many lists"""

    def of(self, reads: Reads) -> bytes:
        """One digest over all of a page's look-ups."""
        told = hashlib.blake2b(digest_size=_SIZE)
        for name, keys in reads:
            told.update(_pack(self._told(name, keys)))
        return told.digest()

    def _told(self, name: str, keys: Sequence[Key]) -> list[Any]:
        """What look-ups of one name find, as far as it is short, with digests of the rest."""
        if None in keys:
            return [self._form(self.found(name, key)) for key in keys]
        tell = self._tellers.get(name)
        if tell is None:
            tell = self._tellers[name] = self._finder(name) if name in _SHORT else self._telling(name)
        return [tell(key) for key in keys]

    def _telling(self, name: str) -> Callable[[Any], Any]:
        find = self._finder(name)
        return lambda key: self._form(find(key))

    def _form(self, found: Any) -> Any:
        """What was found, with digests of claims."""
        if isinstance(found, Claim):
            return self._claim(found)
        if isinstance(found, list | tuple):
            return [self._form(one) for one in found] if found and isinstance(found[-1], _LISTED) else found
        if isinstance(found, Counted):
            return self._claim(found.claim), found.figure, found.thing, found.scope
        return self._everything if found is self else found

    def _claim(self, claim: Claim) -> bytes:
        known = self._claims.get(claim.article)
        if known is None:
            return _digest(_pack(claim))
        at = _SIZE * self._catalogue.claims_in[claim.article].index(claim)
        return known[at : at + _SIZE]

    def _claims_of(self, article: str) -> bytes | None:
        """Asked for by the article's page, before any other that shows its claims."""
        known = self._claims.get(article)
        if known is None and (found := self._catalogue.claims_in.get(article)):
            known = self._claims[article] = b"".join([_digest(_pack(claim)) for claim in found])
        return known

    def _article(self, id: str) -> bytes | None:
        """An article is known by the bytes that it is kept in, as to open it takes long."""
        known = self._articles.get(id)
        if known is None and (found := self._catalogue.entries.get(id)):
            rest = _pack((id, found.notes, found.linked, self._catalogue.masthead(id)))
            known = self._articles[found.id] = _digest(bytes(found.article.data) + rest)
        return known

    def _elsewhere(self, claim: str) -> tuple[list[bytes], ...] | None:
        found = self.found("elsewhere", claim)
        if found is None or not any(found):
            return found and ()  # most claims are printed in one place
        return tuple([self._claim(other) for other in others] for others in found)

    def found(self, name: str, key: Any) -> Any:
        """What the look-up finds; itself for what is as large as the whole briefing."""
        return self._whole(name) if key is None else self._finder(name)(key)

    def _whole(self, name: str) -> Any:
        """All there is under a name."""
        if name in self._others or name in FINDINGS:
            return self
        if name in SMALL:
            return getattr(self._catalogue, name)
        part = name.removeprefix("briefing.")
        return getattr(self._catalogue.briefing, part) if part != name and part in PARTS else self

    def _finder(self, name: str) -> Callable[[Any], Any]:
        """What finds one thing under a name."""
        found = self._finders.get(name)
        if found is None:
            found = self._finders[name] = self._finds(name)
        return found

    def _finds(self, name: str) -> Callable[[Any], Any]:
        catalogue = self._catalogue
        if name in self._others:
            return self._others[name].get
        if name in FINDINGS:
            return self._findings[name].get
        if name == "actors":
            return lambda key: getattr(catalogue.actors.get(key[0]), key[1], None)
        if name == "actor_rows":
            return lambda key: _rows_of(catalogue, *key)
        if name in OF_ARTICLES:
            ask = getattr(catalogue, name)
            return lambda key: ask(key) if key in catalogue.entries else None
        if name in ASKED:
            ask = getattr(catalogue, "counted_told" if name == "counted_on" else name)
            return lambda key: ask(*(int(part) if part.isdigit() else part for part in str(key).split(":")))
        if name == "elsewhere":
            return lambda key: catalogue.elsewhere(catalogue.claims[key]) if key in catalogue.claims else None
        if name in KEYED:
            return lambda key: getattr(catalogue, name).get(key)  # what people cite is told later
        if name in LISTS:
            return lambda key: _part(getattr(catalogue, name), str(key))
        return lambda key: self

    @cached_property
    def _findings(self) -> dict[str, Lists[tuple[str, Any]]]:
        """What people found, by article."""
        catalogue = self._catalogue
        found = {name: Lists[tuple[str, Any]]() for name in FINDINGS}
        for name in FINDINGS:
            for id, mark in sorted(getattr(catalogue, name).items()):
                found[name].setdefault(article_in(id), []).append((id, mark))
        return found


_SIZE = 16
"""Bytes of a digest."""

_SHORT = frozenset(("uris", "actors", "masthead", "outlet", "site", "date", "sidecar", *FINDINGS))
"""Look-ups that find a few words, or nothing."""

_LISTED = (Claim, Counted, list)
"""What lists hold that are told one by one, each by its last."""


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=_SIZE).digest()


def _rows_of(catalogue: Catalogue, id: str, part: str) -> ActorRows | None:
    return catalogue.actor_rows(id, *map(int, part.split(":"))) if id in catalogue.actors else None


def _part(known: Sequence[Any], part: str) -> Any:
    """The length of a list, one of its items, or those from one number to another."""
    if part == "length":
        return len(known)
    first, colon, last = part.partition(":")
    if colon:
        return known[int(first) : int(last)]
    return known[int(first)] if int(first) < len(known) else None


def in_order(reads: Iterable[Read]) -> Reads:
    """Look-ups by name, in an order that is that of every run; one of the whole briefing stands for all others, and one
    of an article for that of how it is named."""
    by_name: dict[str, list[Key]] = {}
    for name, key in reads:
        keys = by_name.get(name)
        if keys is None:
            keys = by_name[name] = []
        keys.append(key)
        if key is None and name not in SMALL and name.removeprefix("briefing.") not in PARTS:
            return ((EVERYTHING[0], (None,)),)
    if "masthead" in by_name and "entries" in by_name:
        by_name["masthead"] = list(set(by_name["masthead"]).difference(by_name["entries"]))
    return tuple([(name, _sorted(by_name[name])) for name in sorted(by_name) if by_name[name]])


def _sorted(keys: list[Key]) -> tuple[Key, ...]:
    try:
        return tuple(sorted(keys))  # type: ignore[type-var]  # those of one name are mostly of one kind
    except TypeError:
        return tuple(sorted(keys, key=str))
