"""Where pieces of articles lie until pages ask for them: in a file that has no name and ends with the build.

Each article's pieces are laid down together, in any order of articles. Processes that are forked later find what lies
there already, and what any of them lays down.
"""

from __future__ import annotations

import mmap
import os
import struct
import tempfile
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

OPEN = 2000
"""articles of which is at hand where each of their pieces lies, in about 1 KB each"""

_PLACE = struct.Struct("<QQ")
_LENGTH = struct.Struct("<Q")
_LINE = struct.Struct("<qQL")
_HASH = struct.Struct("<q")

Body = str | bytes
"""HTML, or a packed record"""


class _Piece(Row, frozen=True):
    key: str
    reads: tuple[tuple[str, str | tuple[str, str] | None], ...]
    body: Any


_pack = msgspec.msgpack.Encoder().encode
_unpack = msgspec.msgpack.Decoder(_Piece).decode


class Shelf:
    """The pieces of some articles, each by the article and its own key.

    Behind those of an article a table is written: of each piece the hash of its key, which is the same in processes
    that are forked, and where it lies. In few bytes a hash is found sooner than they are read into anything.
    """

    def __init__(self, articles: Iterable[str]) -> None:
        self._number = {id: n for n, id in enumerate(articles)}
        self._places = mmap.mmap(-1, max(1, len(self._number)) * _PLACE.size)  # forked processes share it
        self._file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115  # it is open for as long as this is used
        self._tables: dict[str, bytes] = {}

    def __contains__(self, article: str) -> bool:
        """Whether there is a place for the pieces of an article."""
        return article in self._number

    def put(self, article: str, pieces: Mapping[str, tuple[Body, tuple[Read, ...]]]) -> None:
        """Lay down the pieces of an article, each with what was looked up for it."""
        parts = {key: _pack(_Piece(key, reads, body)) for key, (body, reads) in pieces.items()}
        whole = b"".join(parts.values())
        with self._alone():
            at = self._file.seek(0, os.SEEK_END)
            lines = []
            for key, part in parts.items():
                lines.append(_LINE.pack(hash(key), at, len(part)))
                at += len(part)
            left = memoryview(b"".join((whole, *lines)))
            while left:
                left = left[self._file.write(left) :]
        place = self._number[article] * _PLACE.size
        _LENGTH.pack_into(self._places, place, at)
        length = len(lines) * _LINE.size
        _LENGTH.pack_into(self._places, place + _LENGTH.size, length)  # last: it says that all is there

    def get(self, article: str, key: str) -> tuple[Body, tuple[Read, ...]] | None:
        """A piece and what was looked up for it; None where it was not laid down."""
        table = self._tables.get(article) or self._table(article)
        wanted = _HASH.pack(hash(key))
        at = table.find(wanted)
        while at >= 0:
            if at % _LINE.size == 0:
                _, start, length = _LINE.unpack_from(table, at)
                piece = _unpack(self._read(start, length))
                if piece.key == key:
                    return piece.body, piece.reads
            at = table.find(wanted, at + 1)
        return None

    def _table(self, article: str) -> bytes:
        """Where the pieces of an article lie."""
        number = self._number.get(article)
        start, length = _PLACE.unpack_from(self._places, number * _PLACE.size) if number is not None else (0, 0)
        if not length:
            return b""
        found = self._tables[article] = self._read(start, length)
        if len(self._tables) > OPEN:
            del self._tables[next(iter(self._tables))]
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
