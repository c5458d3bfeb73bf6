"""What one page looks up while it is written, so that a later build knows whether it would come out the same.

A page is written from a catalogue that takes note of every look-up: of one article, actor or claim by its id, or of
something over the whole briefing. What is not known to be a look-up of one thing counts as the whole briefing, so a
new view can be slow to be reused, never wrongly reused.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Generic, TypeVar

import msgspec

from ..model import Actor, Briefing, Claim, Entry
from .catalogue import ActorRows, Catalogue, Lists, Reading, article_in
from .counting import Counted

K = TypeVar("K")
V = TypeVar("V")

Key = str | tuple[str, str] | None
Read = tuple[str, Key]
"""The name of a look-up and its key; the key None is all there is under the name."""

EVERYTHING: Read = ("everything", None)
"""A look-up of the whole briefing."""

KEYED = frozenset((
    "entries", "actors", "claims", "propositions", "said", "claims_in", "reprints", "groups", "mentions",
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

ONCE = frozenset(("appearances", "reprints", "claim_of", "claims_in"))
"""What is asked where a claim or an article is shown, on a page or two: to find it again takes less than to keep it."""

KEPT = 30_000
"""What is known at once of look-ups, some 300 bytes each, and as much that was known before it."""

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
        self._actor = actor
        self._reads = reads

    def __getattr__(self, name: str) -> Any:
        self._reads.add(("actors", (self._actor.id, name)))
        found = getattr(self._actor, name)
        self.__dict__[name] = found
        return found


class TracedActors(TracedMap):
    """Actors by id, traced by what is asked of each."""

    def __getitem__(self, key: Any) -> Any:
        self._reads.add(("actors", (key, "id")))
        return _TracedActor(self._known[key], self._reads)

    def get(self, key: Any, default: Any = None) -> Any:
        self._reads.add(("actors", (key, "id")))
        found = self._known.get(key)
        return _TracedActor(found, self._reads) if found is not None else default

    def __contains__(self, key: Any) -> bool:
        self._reads.add(("actors", (key, "id")))
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

    def appearances(self, claim: Claim) -> list[Claim]:
        self._reads.add(("appearances", claim.id))
        return self._catalogue.appearances(claim)


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


class Lately(Generic[K, V]):
    """What was made lately. Pages beside each other look up the same: what is asked for again stays."""

    def __init__(self) -> None:
        self.now: dict[K, V] = {}
        self._before: dict[K, V] = {}

    def get(self, key: K) -> V | None:
        found = self.now.get(key)
        if found is None:
            found = self._before.get(key)
            if found is not None:
                self.put(key, found)
        return found

    def put(self, key: K, value: V) -> None:
        if len(self.now) >= KEPT:
            self.now, self._before = {}, self.now
        self.now[key] = value


class Digests:
    """Digests of what look-ups find now; most are made once."""

    def __init__(self, catalogue: Catalogue, others: Mapping[str, Mapping[Any, Any]], everything: bytes) -> None:
        self._catalogue = catalogue
        self._others = others
        self._everything = everything
        self._known = Lately[Read, bytes]()
        self._records = Lately[int, tuple[bytes, object]]()
        """by identity, with the record itself, so that no other can take its place"""

    def of(self, reads: tuple[Read, ...]) -> bytes:
        """One digest over all of a page's look-ups."""
        known = self._known.now
        return _digest(b"".join([known.get(read) or self._new(read) for read in reads]))

    def _new(self, read: Read) -> bytes:
        found = self._known.get(read)
        if found is None:
            found = self._one(*read)
            if read[0] not in ONCE:
                self._known.put(read, found)
        return found

    def _one(self, name: str, key: Any) -> bytes:
        found = self.found(name, key)
        return self._everything if found is self else self._of(found)

    def _of(self, found: Any) -> bytes:
        """The digest of what was found. Claims stand in many lists, so theirs are kept."""
        if found is None or found == []:
            return _NONE if found is None else _EMPTY
        if not isinstance(found, Claim | Counted):
            return self._made(found)
        known = self._records.get(id(found))
        if known is None:
            known = self._made(found), found
            self._records.put(id(found), known)
        return known[0]

    def _made(self, found: Any) -> bytes:
        if isinstance(found, list | tuple) and found and isinstance(found[-1], Claim | Counted | list):
            return _digest(b"".join(map(self._of, found)))
        return _digest(self._packed(found))

    def _packed(self, found: Any) -> bytes:
        """An article is known by the bytes that it is kept in, as to open it takes long."""
        if isinstance(found, Entry):
            rest = (found.id, found.notes, found.linked)
            return bytes(found.article.data) + _pack(rest)
        if isinstance(found, Counted):
            return self._of(found.claim) + _pack((found.figure, found.thing, found.scope))
        return _pack(found)

    def found(self, name: str, key: Any) -> Any:
        """What the look-up finds; itself for what is as large as the whole briefing."""
        catalogue = self._catalogue
        if name in self._others:
            return self if key is None else self._others[name].get(key)
        if name in FINDINGS:
            return self if key is None else self._findings[name].get(key)
        if key is None and name in SMALL:
            return getattr(catalogue, name)
        if key is None:
            part = name.removeprefix("briefing.")
            return getattr(catalogue.briefing, part) if part != name and part in PARTS else self
        if name == "actors":
            return getattr(catalogue.actors.get(key[0]), key[1], None)
        if name == "actor_rows":
            return catalogue.actor_rows(key[0], *map(int, key[1].split(":"))) if key[0] in catalogue.actors else None
        if name in OF_ARTICLES:
            return getattr(catalogue, name)(key) if key in catalogue.entries else None
        if name in ASKED:
            which = (int(part) if part.isdigit() else part for part in str(key).split(":"))
            return getattr(catalogue, "counted_told" if name == "counted_on" else name)(*which)
        if name == "appearances":
            claim = catalogue.claims.get(key)
            return catalogue.appearances(claim) if claim else None
        if name in KEYED:
            return getattr(catalogue, name).get(key)
        if name in LISTS:
            return _part(getattr(catalogue, name), str(key))
        return self

    @cached_property
    def _findings(self) -> dict[str, Lists[tuple[str, Any]]]:
        """What people found, by article."""
        catalogue = self._catalogue
        found = {name: Lists[tuple[str, Any]]() for name in FINDINGS}
        for name in FINDINGS:
            for id, mark in sorted(getattr(catalogue, name).items()):
                found[name].setdefault(article_in(id), []).append((id, mark))
        return found


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=16).digest()


_NONE, _EMPTY = _digest(b"none"), _digest(b"empty")
"""Of what most look-ups find: nobody's stance on a claim, no other place where it is printed"""


def _part(known: Sequence[Any], part: str) -> Any:
    """The length of a list, one of its items, or those from one number to another."""
    if part == "length":
        return len(known)
    first, colon, last = part.partition(":")
    if colon:
        return known[int(first) : int(last)]
    return known[int(first)] if int(first) < len(known) else None


def in_order(reads: set[Read]) -> tuple[Read, ...]:
    """Look-ups in an order that does not depend on the run; one of the whole briefing stands for all others."""
    if any(key is None and name not in SMALL and name.removeprefix("briefing.") not in PARTS for name, key in reads):
        return (EVERYTHING,)
    try:
        return tuple(sorted(reads))  # keys of one name are mostly of one kind
    except TypeError:
        return tuple(sorted(reads, key=lambda read: (read[0], str(read[1]))))
