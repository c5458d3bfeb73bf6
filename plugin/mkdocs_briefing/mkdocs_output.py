"""The site folder as the build before left it: a page that would be written as it lies there is moved, not written.

MkDocs empties the folder before it builds, so what lies in it is set aside first. A file is trusted where its size and
time are those that it was written with, as version control does.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import time
from collections.abc import Iterable, Mapping
from pathlib import Path

from .model import Record

SETTLED = 2_000_000_000
"""Nanoseconds after which another writing shows in a file's time, whatever the file system."""

_BINARY = getattr(os, "O_BINARY", 0) | os.O_WRONLY | os.O_CREAT
_ANEW, _ON = _BINARY | os.O_TRUNC, _BINARY | os.O_APPEND

Stamp = tuple[int, int]


class Lying(Record, frozen=True, kw_only=True):
    """A page in the site folder: its key among the finished pages, and address and stamp of each of its files."""

    key: bytes
    files: tuple[tuple[str, Stamp], ...]


class SiteFolder:
    """The site folder, and beside the cache what was in it before. Nothing that fails here fails the build."""

    def __init__(self, site: str, cache: str) -> None:
        self._site = site
        name = hashlib.blake2b(os.fsencode(os.path.abspath(site)), digest_size=6).hexdigest()  # noqa: PTH100
        self._aside = os.path.join(cache, f"site-{name}")  # noqa: PTH118  # plain strings: there are thousands of files
        self._back: dict[str, Stamp] = {}
        """files that are back in the site, with their whole folders"""

    @property
    def aside(self) -> Path:
        return Path(self._aside)

    def set_aside(self) -> None:
        """Take out of the folder what MkDocs would delete; what cannot be moved it deletes."""
        self.clear()
        with contextlib.suppress(OSError):
            os.makedirs(self._aside)  # noqa: PTH103
            with os.scandir(self._site) as found:
                for entry in found:
                    if not entry.name.startswith(".") and not entry.is_symlink():
                        os.rename(entry.path, f"{self._aside}/{entry.name}")  # noqa: PTH104

    def clear(self) -> None:
        """Let go of what is left of the build before."""
        shutil.rmtree(self._aside, ignore_errors=True)

    def before(self, address: str, stamp: Stamp) -> str | None:
        """Where a file of the build before lies now, if it is as it was written."""
        path = f"{self._aside}/{address}"
        return path if _stamp(path) == stamp else None

    def bring_back(self, wanted: Mapping[str, Stamp]) -> None:
        """Bring whole folders back in which files are wanted, and empty them of all else: that is one move for many."""
        for folder in sorted({address.partition("/")[0] for address in wanted if "/" in address}):
            self._bring(folder, wanted)

    def _bring(self, folder: str, wanted: Mapping[str, Stamp]) -> None:
        before, there = f"{self._aside}/{folder}", f"{self._site}/{folder}"
        if os.path.isdir(there) and os.path.isdir(before):  # noqa: PTH112
            for name in os.listdir(before):  # noqa: PTH208
                if os.path.isdir(f"{before}/{name}"):  # noqa: PTH112
                    self._bring(f"{folder}/{name}", wanted)
        elif os.path.isdir(before) and not os.path.lexists(there):  # noqa: PTH112
            try:
                os.rename(before, there)  # noqa: PTH104
                self._thin_out(folder, wanted)
            except OSError:
                shutil.rmtree(there, ignore_errors=True)
                self._back = {at: stamp for at, stamp in self._back.items() if not at.startswith(f"{folder}/")}

    def _thin_out(self, folder: str, wanted: Mapping[str, Stamp]) -> bool:
        """Delete what is not wanted, or not as it was written; whether anything is left."""
        left = False
        with os.scandir(f"{self._site}/{folder}") as found:
            for entry in found:
                address = f"{folder}/{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    stays = self._thin_out(address, wanted)
                    if not stays:
                        os.rmdir(entry.path)  # noqa: PTH106
                else:
                    status = entry.stat(follow_symlinks=False)
                    stamp = status.st_size, status.st_mtime_ns
                    stays = wanted.get(address) == stamp
                    if stays:
                        self._back[address] = stamp
                    else:
                        os.unlink(entry.path)  # noqa: PTH108
                left = left or stays
        return left

    def move_back(self, files: Iterable[tuple[str, Stamp]]) -> bool:
        """Bring files back into the site, all or none; whether they were as they had been written."""
        files = [(address, stamp) for address, stamp in files if self._back.get(address) != stamp]
        if not all(self.before(*file) for file in files):
            return False
        try:
            for address, _ in files:
                self._move(address)
        except OSError:
            return False  # a file that was moved before is written over
        return True

    def path(self, address: str) -> str:
        """Where a file of the site stands."""
        return f"{self._site}/{address}"

    def stamps(self, addresses: Iterable[str]) -> tuple[tuple[str, Stamp], ...] | None:
        """The stamps of files as they were just written; None where one is missing.

        A file is dated back until whoever writes to it from now on gives it another time.
        """
        latest = time.time_ns() - SETTLED
        found = []
        for address in addresses:
            path = f"{self._site}/{address}"
            stamp = _stamp(path)
            if stamp and stamp[1] > latest:
                with contextlib.suppress(OSError):
                    os.utime(path, ns=(latest, latest))
                stamp = _stamp(path)
            if stamp is None or stamp[1] > latest:
                return None
            found.append((address, stamp))
        return tuple(found)

    def _move(self, address: str) -> None:
        """A file, with its folder where it is alone in it: making a folder takes longer than all else."""
        folder, _, name = address.rpartition("/")
        if name == "index.html" and folder and os.listdir(f"{self._aside}/{folder}") == [name]:  # noqa: PTH208
            with contextlib.suppress(OSError):
                return _rename(f"{self._aside}/{folder}", f"{self._site}/{folder}")
        _rename(f"{self._aside}/{address}", f"{self._site}/{address}")
        return None


def write(path: str, data: bytes) -> None:
    """Write a file; its folder is made where it is missing, and not asked for where it is there."""
    _write(path, _ANEW, (data,))


def append(path: str, parts: Iterable[bytes]) -> None:
    """Write the rest of a file."""
    _write(path, _ON, parts)


def _write(path: str, how: int, parts: Iterable[bytes]) -> None:
    """As the system writes: what Python asks of a file that it opens takes as long as a small one."""
    try:
        file = os.open(path, how, 0o666)
    except FileNotFoundError:
        _make_folder(os.path.dirname(path))  # noqa: PTH120
        file = os.open(path, how, 0o666)
    try:
        for part in parts:
            done = os.write(file, part)
            while done < len(part):  # the system may write less than all
                done += os.write(file, memoryview(part)[done:])
    finally:
        os.close(file)


def _make_folder(path: str) -> None:
    """Make a folder that most often is the only one missing."""
    try:
        os.mkdir(path)  # noqa: PTH102
    except FileNotFoundError:
        os.makedirs(path, exist_ok=True)  # noqa: PTH103
    except FileExistsError:  # another process has made it
        pass


def _rename(path: str, goal: str) -> None:
    try:
        os.rename(path, goal)  # noqa: PTH104
    except FileNotFoundError:
        _make_folder(os.path.dirname(goal))  # noqa: PTH120
        os.rename(path, goal)  # noqa: PTH104


def _stamp(path: str) -> Stamp | None:
    try:
        found = os.stat(path)  # noqa: PTH116
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns
