"""How far an edit reaches: what of all that pages look up it may have changed, known from the records that it changed.

Each look-up has a *subject*, a number: the article, the actor, the group that it asks for. Of the numbers that an edit
reaches none may be missing, so a look-up that is not known here is of the subject ``EVERYTHING``. A number too many, or
two subjects with one number, cost a comparison of digests, which decides.
"""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any
from zlib import crc32

import msgspec

from ..link import Changes
from ..model import Actor, Claim, Record
from .catalogue import Catalogue, article_in
from .counting import Counted
from .traces import ASKED, LISTS, PARTS, SMALL, Digests, Read, Reads

EVERYTHING = 0

_OF_KEY = {name: name for name in (
    "claims", "claims_in", "said", "groups", "elsewhere", "claim_of", "mentions",
    "under", "propositions", "stances", "checked",
)} | dict.fromkeys(("entries", "masthead", "outlet", "site", "date"), "entries")  # fmt: skip
"""Look-ups of one key, and the kind of their subject. What people's files alone say is there for their sake: where
these change, all digests are compared."""

_OF_ACTOR = frozenset(Actor.__struct_fields__)
"""What is asked of an actor: a name does not change with the number of times that it is printed."""

_SHOWN = frozenset(("uris", "cited"))
"""Look-ups under a kind of page and its key."""

_COMPARED = ASKED | LISTS | SMALL | {"by_name", "sidecar"}
"""Look-ups that many pages have in common and that hang on many records: what they find is looked at once a build."""

_OF_CLAIM: dict[str, Callable[[Claim], str | None]] = {
    "claims": lambda claim: claim.id,
    "elsewhere": lambda claim: claim.id,
    "said": lambda claim: claim.actor,
    "groups": lambda claim: claim.group,
    "claim_of": lambda claim: claim.attribution,
    "under": lambda claim: claim.proposition,
}
"""Kind of subject to that of it which a claim is found by."""

_pack = msgspec.msgpack.Encoder(order="deterministic").encode


def number(kind: str, *key: str) -> int:
    """The number of a subject."""
    return crc32(_bytes("\0".join((kind, *key)))) or 1


def _bytes(words: str) -> bytes:
    return words.encode("utf-8", "surrogatepass")


_BEGUN = {name: crc32(_bytes(f"{kind}\0")) for name, kind in (
    *_OF_KEY.items(), ("actors", "actors"), *((name, name) for name in _SHOWN),
)}  # fmt: skip
"""Names of look-ups to the number of their subjects as far as it is that of all."""


def subject(read: Read) -> int:
    """The number of what a look-up asks for."""
    name, key = read
    if isinstance(key, str) and name in _OF_KEY:
        return number(_OF_KEY[name], key)
    if name == "actors" and isinstance(key, tuple):
        return number(name, key[0], key[1] if key[1] in _OF_ACTOR else "")
    if name == "actor_rows" and isinstance(key, tuple):
        return number(name, key[0])
    if name in _SHOWN and isinstance(key, tuple):
        return number(name, *key)
    return number(name, str(key)) if compared(read) else EVERYTHING


def numbers(subjects: bytes) -> array[int]:
    """Subjects, as they were kept."""
    found = array("I")
    found.frombytes(subjects)
    return found


def as_kept(subjects: Iterable[int]) -> bytes:
    """Subjects as they are kept, each once."""
    return array("I", sorted(subjects)).tobytes()


def compared(read: Read) -> bool:
    """Whether a look-up is one of those whose finds are looked at once a build."""
    name, key = read
    return name in _COMPARED or (key is None and name.removeprefix("briefing.") in PARTS)


class Held(Record, frozen=True, kw_only=True):
    """What the look-ups of a site found, as far as that is not told by the records that an edit changes."""

    found: tuple[tuple[Read, bytes], ...]
    """look-ups that are compared, and digests of what they found"""
    tables: tuple[tuple[int, bytes], ...]
    """subjects of pages' addresses, citations and marks of who checked, and digests of these"""


class Subjects:
    """The subjects of pages, as they are kept."""

    def __init__(self) -> None:
        self.compared: set[Read] = set()
        """the look-ups that are compared, of all pages"""

    def of(self, reads: Reads) -> bytes:
        """The subjects of a page, each once, as they are kept."""
        return as_kept(self.numbers(reads))

    def numbers(self, reads: Reads) -> set[int]:
        found = set[int]()
        for name, keys in reads:
            found.update(self._of_name(name, keys))
        return found

    def _of_name(self, name: str, keys: tuple[Any, ...]) -> list[int]:
        """What ``subject`` tells of each: of most names without a question more."""
        begun = _BEGUN.get(name)
        if begun is not None:
            kinds = set(map(type, keys))
            if kinds == {str} and name in _OF_KEY:
                return [crc32(_bytes(key), begun) or 1 for key in keys]
            if kinds == {tuple} and (name in _SHOWN or _OF_ACTOR.issuperset([key[1] for key in keys])):
                return [crc32(_bytes("\0".join(key)), begun) or 1 for key in keys]
        reads = [(name, key) for key in keys]
        self.compared.update(filter(compared, reads))
        return [subject(read) for read in reads]

    def compared_in(self, pages: Iterable[bytes]) -> list[Read]:
        """The look-ups that are compared, of these pages alone, in order."""
        known = {read: subject(read) for read in self.compared}
        wanted, shown = set(known.values()), set[int]()
        for page in pages:
            shown |= wanted.intersection(numbers(page))
        return sorted((read for read, number in known.items() if number in shown), key=str)


class Reach:
    """The subjects that an edit reaches."""

    def __init__(self, changes: Changes, catalogue: Catalogue, before: Held, look: Look) -> None:
        """``before``: what was held before the edit, ``look``: after it."""
        was, now = dict(before.found), look.held([read for read, _ in before.found])
        self._numbers = {EVERYTHING}
        self._numbers.update(subject(read) for read, found in now.found if was[read] != found)
        self._numbers.update(map(subject, look.changed))
        self._numbers.update(one for one, _ in set(before.tables) ^ set(now.tables))
        self._numbers.update(number(*one) for one in _changed(changes, catalogue))

    def meets(self, subjects: bytes) -> bool:
        """Whether a page may have looked up what is something else now."""
        return not self._numbers.isdisjoint(numbers(subjects))


class Look:
    """What look-ups find now. Claims and actors in lists are known by their ids: an edit says which it changed."""

    def __init__(
        self, changes: Changes | None, catalogue: Catalogue, digests: Digests, uris: Mapping[tuple[str, str], str]
    ) -> None:
        self._ids = changes.claims | changes.actors if changes else frozenset[str]()
        self._catalogue = catalogue
        self._digests = digests
        self._uris = uris
        self._found: dict[Read, bytes] = {}
        self._meets = False
        self.changed: set[Read] = set()
        """look-ups that find a record that changed"""

    def held(self, reads: Iterable[Read]) -> Held:
        """What these look-ups find, and where pages stand."""
        return Held(found=tuple((read, self._at(read)) for read in reads), tables=self._tables)

    def _at(self, read: Read) -> bytes:
        found = self._found.get(read)
        if found is None:
            self._meets = False
            found = self._found[read] = _digest(_pack(self._shape(self._find(read))))
            if self._meets:
                self.changed.add(read)
        return found

    def _find(self, read: Read) -> Any:
        try:
            return self._digests.found(*read)
        except LookupError:
            return "gone"  # a page of a list that has fewer pages now

    @cached_property
    def _tables(self) -> tuple[tuple[int, bytes], ...]:
        found: dict[int, bytes] = {}
        catalogue = self._catalogue
        for name, table in (("uris", self._uris), ("cited", catalogue.cited)):
            for page, value in table.items():
                one = number(name, *page)
                found[one] = _digest(found.get(one, b"") + _pack(value))
        for id, mark in catalogue.checked.items():
            one = number("checked", article_in(id))
            found[one] = _digest(found.get(one, b"") + _pack((id, mark)))
        return tuple(found.items())

    def _shape(self, found: Any) -> Any:
        if isinstance(found, Claim | Actor):
            self._meets = self._meets or found.id in self._ids
            return found.id
        if isinstance(found, Counted):
            return self._shape(found.claim), found.figure, found.thing, found.scope
        if isinstance(found, list | tuple) and found and isinstance(found[-1], Actor | Claim | Counted | list):
            if set(map(type, found)) == {Claim}:
                ids = [one.id for one in found]
                self._meets = self._meets or not self._ids.isdisjoint(ids)
                return ids
            return [self._shape(one) for one in found]
        return found


def _changed(changes: Changes, catalogue: Catalogue) -> Iterator[tuple[str, ...]]:
    """Kind and key of each subject of which the records say that it changed."""
    yield from (("entries", id) for id in changes.entries)
    yield from _of_actors(changes, catalogue)
    yield from (("mentions", id) for id in changes.named)
    articles = {article_in(id) for id in changes.claims}
    yield from (("claims_in", id) for id in articles | changes.entries)
    claims = [*changes.were, *(claim for id in changes.claims if (claim := catalogue.claims.get(id)))]
    told_of = {m.actor for id in articles if (e := catalogue.entries.get(id)) for m in e.linked.mentions}
    around = (*claims, *(claim for id in changes.entries for claim in catalogue.claims_in.get(id, ())))
    speaking = {claim.actor for claim in around if claim.actor}
    yield from (("actor_rows", id) for id in changes.actors | changes.named | told_of | speaking)
    for kind, of in _OF_CLAIM.items():
        yield from ((kind, id) for claim in claims if (id := of(claim)))
    yield from (("elsewhere", claim.origin) for claim in claims if claim.origin)
    groups = {claim.group for claim in claims if claim.group}
    if groups:
        yield from (("elsewhere", claim.id) for claim in catalogue.briefing.claims if claim.group in groups)


def _of_actors(changes: Changes, catalogue: Catalogue) -> Iterator[tuple[str, ...]]:
    """What is asked of actors, and is something else now."""
    were = {actor.id: actor for actor in changes.actors_were}
    for actor in changes.actors:
        was, now = were.get(actor), catalogue.actors.get(actor)
        same = {name for name in _OF_ACTOR if was and now and getattr(was, name) == getattr(now, name)}
        yield from (("actors", actor, name) for name in ("", *(_OF_ACTOR - same)))


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=8).digest()
