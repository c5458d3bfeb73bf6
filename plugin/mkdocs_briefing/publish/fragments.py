"""What several pages of a site show, made for the first of them and kept for the others.

A claim stands on its speaker's page, on those of whom it names, in the claims index and under a proposition; its
article is cited with each of its claims. Such a piece does not depend on the page: its links lead from ``ROOT``. A
page that shows it has read what was read to make it (``traces``), whether it was made for this page or before.

A build of the whole site makes all pieces of an article while the article is open, and lays them on a ``Shelf``.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar

from .lasting import Lasting, Piece
from .shelf import Body, Shelf
from .traces import EVERYTHING, in_order

if TYPE_CHECKING:
    from .desk import Desk
    from .traces import Read

T = TypeVar("T")

ROOT = "\x02"
"""Stands in links for the way from a page to the root of the site; no visible text holds it."""

ROOM = 3_000_000
"""Bytes that pieces may take, about; those that were shown longest ago go first."""

_RECORD = 1_000
_PIECE = 250
_READ = 8
"""bytes of a record, of what holds a piece, and of each look-up, of which most are known by others too"""


class Fragments:
    """The pieces of one site. ``desk`` is no page's: it notes what is looked up in ``reads``."""

    def __init__(self, desk: Desk, reads: set[Read], room: int = ROOM) -> None:
        self._desk = desk
        self._reads = reads
        self._left = room
        self._known: OrderedDict[Hashable, tuple[object, tuple[Read, ...], int]] = OrderedDict()
        self._shelf: Shelf | None = None
        self._passing: dict[Hashable, tuple[Any, tuple[Read, ...]]] | None = None
        self.laid = frozenset[tuple[Callable[..., str], ...]]()
        """macros that make the pieces which are laid down"""
        self.lasting: Lasting | None = None
        """pieces that outlast a build, where builds leave something to each other"""

    def once(self, key: Hashable, make: Callable[[Desk], T], reads: set[Read] | None) -> T:
        """The piece of this key; what it read is added to ``reads``."""
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._made(make)
        else:
            self._known.move_to_end(key)
        if reads is not None:
            reads.update(found[1])
        return found[0]  # type: ignore[return-value]  # a key stands for one kind of piece

    @property
    def shelved(self) -> bool:
        """Whether pieces are laid down article by article."""
        return self._shelf is not None

    def shelve(self, articles: Iterable[str], macros: Iterable[tuple[Callable[..., str], ...]]) -> None:
        """From now on, lay down pieces of these articles, which these macros make, where there is room for a file."""
        with suppress(OSError):
            self._shelf = Shelf(articles)
            self.laid = frozenset(macros)

    @property
    def passing(self) -> bool:
        """Whether a page and the pieces of its article are made, which have something in common."""
        return self._passing is not None

    def begin(self, article: str) -> bool:
        """Before its page is made: whether pieces of the article will be laid down; not in a preview."""
        self._passing = {} if self._shelf is not None and article in self._shelf else None
        return self.passing

    def lay_down(self, article: str, pieces: Iterable[tuple[str, Callable[[Desk], Body]]]) -> None:
        """Make the pieces of an article, each by its key."""
        if self._shelf is not None:
            try:
                found = {key: self._noted(make) for key, make in pieces}
            finally:
                self._passing = None
            with suppress(OSError):  # there is no room left: pages make what they ask for
                self._shelf.put(article, found)

    def in_passing(self, key: Hashable, make: Callable[..., T], given: tuple[Any, ...], reads: set[Read]) -> T:
        """What several pieces of an article hold, and its page, while they are made."""
        if self._passing is None:
            return make(self._desk, *given)
        found = self._passing.get(key)
        if found is None:
            found = self._passing[key] = self._noted(lambda desk: make(desk, *given))
        reads.update(found[1])
        return found[0]  # type: ignore[no-any-return]  # a key stands for one kind of piece

    def piece(self, article: str, key: str, make: Callable[[Desk], Body], reads: set[Read] | None) -> Body:
        """A piece of an article, from the shelf where it lies there."""
        found = self._shelf.get(article, key) if self._shelf else None
        if found is None:
            return self.once((article, key), make, reads)
        if reads is not None:
            reads.update(found[1])
        return found[0]

    def for_long(self, article: str, key: str, make: Callable[[Desk], Body], reads: set[Read] | None) -> Body:
        """A piece of an article that outlasts this build, for a page that hangs on everything."""
        found = self.lasting.get(article, key) if self.lasting else None
        if reads is not None:
            reads.add(EVERYTHING)
        if found is None:
            own: set[Read] = set()
            found = self.piece(article, key, make, own)
            if self.lasting:
                self.lasting.put(Piece(article, key, found, in_order(own)))
        return found

    def _made(self, make: Callable[[Desk], object]) -> tuple[object, tuple[Read, ...], int]:
        piece, own = self._noted(make)
        size = _PIECE + _READ * len(own) + (len(piece) if isinstance(piece, str | bytes) else _RECORD)
        self._left -= size
        while self._left < 0 and self._known:
            self._left += self._known.popitem(last=False)[1][2]
        return piece, own, size

    def _noted(self, make: Callable[[Desk], T]) -> tuple[T, tuple[Read, ...]]:
        """What is made, and what was looked up for it."""
        noted = self._reads
        before = noted.copy() if noted else ()
        noted.clear()
        try:
            piece = make(self._desk)
        finally:
            own = tuple(noted)
            noted.clear()
            noted.update(before)
        return piece, own
