"""Work done once, kept by a key over everything that it depends on. Deleting it only costs time.

SQLite rows of msgpack, never pickle. A row that is damaged is a row that is missing; a store that is damaged is
replaced, and one that is locked or cannot be written is passed by, with a warning and the same result.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import os
import re
import sqlite3
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cache
from importlib import metadata
from pathlib import Path
from types import TracebackType
from typing import TypeVar

import msgspec

from .model import Record
from .packing import pack, unpack

SCHEMA = 3
"""Changes when tables or the make of keys change; a store of another number is replaced."""

KEEP_RUNS = 20
"""Rows that the last so many runs did not ask for are dropped."""

LIMIT = 2 << 30
"""Bytes; a store that outgrows this keeps only what the last run asked for."""

WAIT = 2.0
"""Seconds to wait for another build that is writing."""

_log = logging.getLogger(__name__)
_READS = re.compile(r"""^pypdf\b.*extra == ["']pdf["']""")
_VERSION = re.compile(r"^Version: *(.*?) *$", re.MULTILINE)
_REQUIRES = re.compile(r"^Requires-Dist: *(.*?) *$", re.MULTILINE)
_FLUSH = 256
_WAITING = 1 << 22
"""Rows, and bytes of them, that wait to be written together."""
_LARGE = 1 << 20
"""Bytes of a row that is packed: SQLite takes a copy of each."""
_PACKED = b"\x28\xb5\x2f\xfd"
"""What Zstandard begins with, and no record in msgpack does."""
_ASK = 500
_CHECK = 8
_PAGE = 1 << 15
"""Bytes of a page of the file: rows are larger than those of most databases. An analysis has some nine thousand bytes,
of which three lie in such a page, and one in half of it: a quarter more of room."""
_BINARY = os.O_RDONLY | getattr(os, "O_BINARY", 0)
_PIECE = 1 << 18
"""How files are opened for their digests, and bytes that are read of them at a time."""
_TABLES = """
CREATE TABLE IF NOT EXISTS rows (key BLOB PRIMARY KEY, value BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS uses (key BLOB PRIMARY KEY, run INTEGER NOT NULL) WITHOUT ROWID;
"""
# Errors that a fresh file mends: malformed, not a database, short reads, other tables than ours.
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_ERROR}

R = TypeVar("R", bound=Record)
T = TypeVar("T")
Warn = Callable[[str], None]

_pack = msgspec.msgpack.Encoder(order="deterministic").encode


class Store:
    """One SQLite file in ``folder``. Use as a context manager, by one thread; never raises for its own troubles."""

    def __init__(
        self, folder: Path, warn: Warn = _log.warning, name: str = "analyses", keep_runs: int | None = None
    ) -> None:
        self.path = folder / f"{name}.sqlite"
        self._keep_runs = KEEP_RUNS if keep_runs is None else keep_runs
        self._warn = warn
        self._db: sqlite3.Connection | None = None
        self._run = 0
        self._began_empty = False
        """so that there is nothing but what this run puts there, and few keys need be looked for"""
        self._replaced = False
        self._used: set[bytes] = set()
        self._waiting: list[tuple[bytes, bytes]] = []
        self._size = 0
        """bytes of what waits"""
        self._guarded(self._open)

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close(whole=error is None)

    def get(self, key: bytes, type_: type[R]) -> R | None:
        """The record kept under ``key``, or None where there is none that can be trusted."""
        if self._began_empty and key not in self._used:
            return None
        value: bytes | None = self._guarded(lambda: self._select(key))
        if value is None or _checksum(key, row := value[_CHECK:]) != value[:_CHECK]:
            return None
        try:
            record = msgspec.msgpack.decode(unpack(row) if row.startswith(_PACKED) else row, type=type_)
        except (msgspec.MsgspecError, UnicodeDecodeError):
            return None
        self._used.add(key)
        return record

    def holds(self, key: bytes) -> bool:
        """Whether there is a row under ``key``; it counts as used."""
        if self._began_empty and key not in self._used:
            return False
        found = self._guarded(
            lambda: self._db and self._db.execute("SELECT 1 FROM rows WHERE key = ?", (key,)).fetchone()
        )
        if found:
            self._used.add(key)
        return bool(found)

    def holds_all(self, keys: Collection[bytes]) -> bool:
        """Whether there is a row under every key; they count as used."""
        found = self._guarded(lambda: self._count(list(set(keys))))
        if found != len(set(keys)):
            return False
        self._used.update(keys)
        return True

    def use(self, keys: Iterable[bytes]) -> None:
        """Count rows as used: a store drops what nobody asks for."""
        self._used.update(keys)

    def put(self, key: bytes, record: Record) -> None:
        """Keep ``record`` under ``key``; written in lots, so that a build that is killed keeps most of its work."""
        if self._db is None:
            return
        value = _pack(record)
        if len(value) > _LARGE:
            value = pack(value)
        self._waiting.append((key, _checksum(key, value) + value))
        self._size += len(value)
        self._used.add(key)
        if self._size > _WAITING or len(self._waiting) >= _FLUSH:
            self._guarded(self._flush)

    def close(self, whole: bool = True) -> None:
        """Write what waits, drop what is old, and let go of the file.

        Of a run that broke off nobody knows what it would have asked for: then nothing is dropped.
        """
        self._guarded(self._flush)
        if whole:
            self._guarded(self._drop_old)
        self._disconnect()

    def _open(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        ignore = self.path.parent / ".gitignore"
        if not ignore.exists():
            ignore.write_text("*\n", encoding="ascii")
        self._db = db = sqlite3.connect(self.path, timeout=WAIT, isolation_level=None)
        if db.execute("PRAGMA user_version").fetchone()[0] != SCHEMA:
            if db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                self._disconnect()
                self._delete()
                self._db = db = sqlite3.connect(self.path, timeout=WAIT, isolation_level=None)
            db.execute(f"PRAGMA page_size = {_PAGE}")
            db.execute("PRAGMA auto_vacuum = INCREMENTAL")
        # Readers and one writer side by side; a run that is killed loses the last lot at most. No run waits for the
        # disk: a machine that loses its power may damage the store, which costs the time to make it anew.
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = OFF")
        db.executescript(_TABLES)
        db.execute(f"PRAGMA user_version = {SCHEMA}")
        self._run = 1 + (db.execute("SELECT max(run) FROM uses").fetchone()[0] or 0)
        self._began_empty = self._run == 1 and db.execute("SELECT 1 FROM rows LIMIT 1").fetchone() is None

    def _select(self, key: bytes) -> bytes | None:
        if self._db is None:
            return None
        row = self._db.execute("SELECT value FROM rows WHERE key = ?", (key,)).fetchone()
        return bytes(row[0]) if row else None

    def _count(self, keys: Sequence[bytes]) -> int:
        if self._db is None:
            return -1
        lots = [keys[n : n + _ASK] for n in range(0, len(keys), _ASK)]
        ask = "SELECT count(*) FROM rows WHERE key IN ({})"
        return sum(self._db.execute(ask.format(",".join("?" * len(lot))), lot).fetchone()[0] for lot in lots)

    def _flush(self) -> None:
        if self._db is None or not self._waiting:
            return
        with self._db as db:
            db.execute("BEGIN IMMEDIATE")
            db.executemany("REPLACE INTO rows (key, value) VALUES (?, ?)", self._waiting)
            db.executemany("REPLACE INTO uses (key, run) VALUES (?, ?)", ((key, self._run) for key, _ in self._waiting))
        self._waiting.clear()
        self._size = 0

    def _drop_old(self) -> None:
        """Take down what was asked for, and drop what nobody asked for. To take it down each time takes long: a row of
        which that was done not long ago stays for as many runs longer."""
        if self._db is None:
            return
        pages, free, size = (
            self._db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "freelist_count", "page_size")
        )
        too_big = (pages - free) * size > LIMIT
        keep = 0 if too_big else self._keep_runs
        since = self._run - (keep + 1) // 2
        with self._db as db:
            db.execute("BEGIN IMMEDIATE")
            before = db.execute("SELECT key, run FROM uses WHERE run < ?", (since,)).fetchall()
            again = [(self._run, key) for key, _ in before if key in self._used]
            old = [(key,) for key, run in before if run < since - keep and key not in self._used]
            db.execute("REPLACE INTO uses (key, run) VALUES (?, ?)", (b"", self._run))  # runs are counted
            db.executemany("UPDATE uses SET run = ? WHERE key = ?", again)
            db.executemany("DELETE FROM rows WHERE key = ?", old)
            db.executemany("DELETE FROM uses WHERE key = ?", old)
        if too_big:
            self._db.executescript("PRAGMA incremental_vacuum")  # execute() takes one page only

    def _guarded(self, step: Callable[[], T]) -> T | None:
        """Run one step; mend a damaged store once, and go on without a store that cannot be used."""
        try:
            return step()
        except (sqlite3.Error, OSError) as error:
            self._disconnect()
            if getattr(error, "sqlite_errorcode", 0) & 0xFF in _DAMAGED and not self._replaced:
                self._replaced = True
                self._warn(f"{self.path} is damaged ({error}): it is made anew, and this build takes longer")
                with contextlib.suppress(OSError):
                    self._delete()
                self._guarded(self._open)
            else:
                self._waiting.clear()
                self._warn(f"{self.path} cannot be used ({error}): this build does without it and takes longer")
            return None

    def _disconnect(self) -> None:
        if self._db is not None:
            with contextlib.suppress(sqlite3.Error):
                self._db.close()
            self._db = None

    def _delete(self) -> None:
        for suffix in ("", "-wal", "-shm"):
            self.path.with_name(self.path.name + suffix).unlink(missing_ok=True)


def key(kind: str, *parts: object) -> bytes:
    """The key of one piece of work: its kind, everything that goes in, and the code that does it."""
    digest = hashlib.sha256(code())
    for part in (kind, *parts):
        packed = _pack(part)
        digest.update(len(packed).to_bytes(8, "big"))
        digest.update(packed)
    return digest.digest()


OUTPUT = ("publish/", "exports/", "book/", "cli/", "mkdocs_", "plugin.py", "serve.py")
"""Our code that shows what is found, and has no part in the finding."""


@cache
def code(output: bool = False) -> bytes:
    """Digest of our code and data files and of the versions of Python and of all libraries that we stand on.

    ``output``: also of the code that only shows what is found.
    """
    digest = hashlib.sha256(code() if output else f"{SCHEMA} {sys.version}".encode())
    root = os.path.dirname(__file__)  # noqa: PTH120
    for name in sorted(_files(root)):
        if output == name.startswith(OUTPUT):
            digest.update(f"{name} {digest_of_file(f'{root}/{name}').hex()}".encode())
    for name, version in () if output else sorted(_libraries("mkdocs-briefing").items()):
        digest.update(f"{name} {version}".encode())
    return digest.digest()


def digest_of_file(path: str) -> bytes:
    """SHA-256 of a file, as the system reads: what Python asks of a file that it opens takes as long as a small one.

    Raises ``OSError``.
    """
    digest = hashlib.sha256()
    file = os.open(path, _BINARY)
    try:
        while piece := os.read(file, _PIECE):
            digest.update(piece)
    finally:
        os.close(file)
    return digest.digest()


def _files(folder: str, above: str = "") -> Iterator[str]:
    """Our files, by their names within the package, with ``/``."""
    with os.scandir(folder) as found:
        for entry in found:
            if entry.is_dir():
                yield from _files(entry.path, f"{above}{entry.name}/")
            elif not entry.name.endswith(".pyc"):
                yield above + entry.name


def _libraries(name: str) -> dict[str, str]:
    """Installed versions of a package and of everything that it requires, however far down; extras only for reading."""
    found: dict[str, str] = {}
    waiting = [name]
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        try:
            about = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            found[name] = ""
            continue
        told = about.read_text("METADATA") or about.read_text("PKG-INFO") or ""
        head = told.partition("\n\n")[0]
        version = _VERSION.search(head)
        found[name] = version[1] if version else ""
        for line in _REQUIRES.findall(head):
            if "extra ==" not in line or _READS.search(line):
                waiting.append(re.split(r"[^A-Za-z0-9._-]", line, maxsplit=1)[0].lower())
    return found


def _checksum(key: bytes, value: bytes) -> bytes:
    """Of a value where it belongs: a damaged store may hold it under the key of another."""
    return hashlib.blake2b(value, digest_size=_CHECK, key=key).digest()
