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

OPEN = 20_000
"""articles of which is at hand where each of their pieces lies, in less than half a KB each"""

_PLACE = struct.Struct("<QQ")
_LENGTH = struct.Struct("<Q")
_LINE = struct.Struct("<LL")
_NUMBER = struct.Struct("<L")

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

    Behind those of an article a table is written: of each piece a mark, which is half the hash of its key and the same
    in processes that are forked, and where it ends. In few bytes a mark is found sooner than they are read into
    anything.
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
        end, lines = 0, []
        for key, part in parts.items():
            end += len(part)
            lines.append(_LINE.pack(_mark(key), end))
        left = memoryview(b"".join((*parts.values(), *lines)))
        with self._alone():
            at = self._file.seek(0, os.SEEK_END) + end
            while left:
                left = left[self._file.write(left) :]
        place = self._number[article] * _PLACE.size
        _LENGTH.pack_into(self._places, place, at)
        length = len(lines) * _LINE.size
        _LENGTH.pack_into(self._places, place + _LENGTH.size, length)  # last: it says that all is there

    def get(self, article: str, key: str) -> tuple[Body, tuple[Read, ...]] | None:
        """A piece and what was looked up for it; None where it was not laid down."""
        table = self._tables.get(article) or self._table(article)
        wanted = _NUMBER.pack(_mark(key))
        at = table.find(wanted)
        while at >= 0:
            if at % _LINE.size == 0:
                piece = _unpack(self._read(*self._place(article, table, at)))
                if piece.key == key:
                    return piece.body, piece.reads
            at = table.find(wanted, at + 1)
        return None

    def _place(self, article: str, table: bytes, at: int) -> tuple[int, int]:
        """Where the piece of a line lies, and how long it is: all stand one behind the other before their table."""
        start = _NUMBER.unpack_from(table, at - _NUMBER.size)[0] if at else 0
        end, whole = _LINE.unpack_from(table, at)[1], _NUMBER.unpack_from(table, len(table) - _NUMBER.size)[0]
        behind = _PLACE.unpack_from(self._places, self._number[article] * _PLACE.size)[0]
        return behind - whole + start, end - start

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


def _mark(key: str) -> int:
    return hash(key) & 0xFFFFFFFF
