"""Where pieces of articles lie until pages ask for them: in a file that has no name and ends with the build.

Each article's pieces are laid down together, in any order of articles. Processes that are forked later find what lies
there already, and what any of them lays down.
"""

from __future__ import annotations

import mmap
import os
import struct
import tempfile
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import msgspec

from ..model import Row
from .traces import Read

try:
    import fcntl
except ImportError:  # where there are no such locks, no process is forked either
    fcntl = None  # type: ignore[assignment]

OPEN = 400
"""articles of which is known at hand where each of their pieces lies"""

_PLACE = struct.Struct("<QQ")
_LENGTH = struct.Struct("<Q")

Body = str | bytes
"""HTML, or a packed record"""


class _Lying(Row, frozen=True):
    """Where the pieces of an article lie, from ``start`` on, and what was looked up for any of them."""

    start: int
    places: dict[str, tuple[int, int]]
    reads: tuple[tuple[str, str | tuple[str, str] | None], ...]


class _Piece(Row, frozen=True):
    reads: tuple[int, ...]
    """which of its article's"""
    body: Any


_pack = msgspec.msgpack.Encoder().encode
_lying = msgspec.msgpack.Decoder(_Lying).decode
_piece = msgspec.msgpack.Decoder(_Piece).decode


class Shelf:
    """The pieces of some articles, each by the article and its own key."""

    def __init__(self, articles: Iterable[str]) -> None:
        self._number = {id: n for n, id in enumerate(articles)}
        self._places = mmap.mmap(-1, max(1, len(self._number)) * _PLACE.size)  # forked processes share it
        self._file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115  # it is open for as long as this is used
        self._open: OrderedDict[str, _Lying] = OrderedDict()

    def put(self, article: str, pieces: Mapping[str, tuple[Body, Iterable[Read]]]) -> None:
        """Lay down the pieces of an article, each with what was looked up for it."""
        numbers: dict[Read, int] = {}
        places, parts, at = {}, [], 0
        for key, (body, reads) in pieces.items():
            which = tuple(numbers.setdefault(read, len(numbers)) for read in reads)
            parts.append(_pack(_Piece(which, body)))
            places[key] = at, len(parts[-1])
            at += len(parts[-1])
        with self._alone():
            start = self._file.seek(0, os.SEEK_END)
            lying = _pack(_Lying(start, places, tuple(numbers)))
            left = memoryview(b"".join((*parts, lying)))
            while left:
                left = left[self._file.write(left) :]
        place = self._number[article] * _PLACE.size
        _LENGTH.pack_into(self._places, place, start + at)
        _LENGTH.pack_into(self._places, place + _LENGTH.size, len(lying))  # last: it says that all is there

    def get(self, article: str, key: str) -> tuple[Body, list[Read]] | None:
        """A piece and what was looked up for it; None where it was not laid down."""
        lying = self._open.get(article) or self._opened(article)
        place = lying.places.get(key) if lying else None
        if lying is None or place is None:
            return None
        piece = _piece(self._read(lying.start + place[0], place[1]))
        return piece.body, [lying.reads[n] for n in piece.reads]

    def _opened(self, article: str) -> _Lying | None:
        number = self._number.get(article)
        start, length = _PLACE.unpack_from(self._places, number * _PLACE.size) if number is not None else (0, 0)
        if not length:
            return None
        found = self._open[article] = _lying(self._read(start, length))
        if len(self._open) > OPEN:
            self._open.popitem(last=False)
        return found

    def _read(self, start: int, length: int) -> bytes:
        if fcntl:
            return os.pread(self._file.fileno(), length, start)
        self._file.seek(start)
        return self._file.read(length)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """While no other process lays anything down."""
        if fcntl:
            fcntl.lockf(self._file, fcntl.LOCK_EX)
        try:
            yield
        finally:
            if fcntl:
                fcntl.lockf(self._file, fcntl.LOCK_UN)
