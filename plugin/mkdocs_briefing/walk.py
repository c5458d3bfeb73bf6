"""The files of a corpus, and whether they are as they were when they were looked at last."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from pathlib import Path

from .model import Problem
from .read import SUFFIXES

Stamp = tuple[int, int, int]
"""Size, time of the last change in nanoseconds, and number of a file."""

NEVER: Stamp = (0, 0, 0)
"""Of a file that must be read again, whatever it looks like."""

SIDECARS = (".yml", ".yaml")
"""Endings of files that stand beside articles."""

_TICK = 50_000_000
"""Nanoseconds within which a file may be written to twice and keep its time."""
_COARSE_TICK = 2_000_000_000
"""The same where times are whole seconds."""


class Walk:
    """The files under a folder as one look finds them; hidden ones are left out."""

    def __init__(self, folder: Path) -> None:
        self._began = time.time_ns()
        self.articles: dict[str, Stamp] = {}
        """by path, relative, with ``/``, in order"""
        self.sidecars: dict[str, Stamp] = {}
        self.problems: list[Problem] = []
        self._beside: set[str] | None = None
        for path, file in _files(folder):
            if path.lower().endswith(SUFFIXES):
                problem = _unfit(path, file)
                if problem:
                    self.problems.append(problem)
                else:
                    self.articles[path] = self._lasting(_stamp(file))
            elif path.lower().endswith(SIDECARS):
                self.sidecars[path] = self._lasting(_stamp(file))

    def has_sidecars(self, path: str) -> bool:
        """Whether there is a sidecar in an article's folder: mostly there is none, so that none need be looked for."""
        if self._beside is None:
            self._beside = {name.rpartition("/")[0] for name in self.sidecars}
        return path.rpartition("/")[0] in self._beside

    def again(self, folder: Path, touched: Iterable[str]) -> Walk:
        """The files as they are now, if no others than these were touched; all are looked at where one came or went."""
        found = copy(self)
        found._began, found.articles = time.time_ns(), self.articles.copy()
        above = f"{folder}{os.sep}"
        names = {path.removeprefix(above).replace(os.sep, "/") for path in touched if path.startswith(above)}
        if len(names) != len(set(touched)) or not names.isdisjoint(self.sidecars):
            return Walk(folder)
        names.update(name for name, stamp in self.articles.items() if stamp == NEVER)
        for name in names:
            file = folder / name
            if name in self.articles and file.is_file():
                found.articles[name] = found._lasting(_stamp(file))
            elif name in self.articles or (_may_be_ours(name) and file.exists()):
                return Walk(folder)
        return found

    def _lasting(self, found: Stamp) -> Stamp:
        """The stamp, where another write would change it: a file may be written to twice in one tick of the clock."""
        tick = _TICK if found[1] % 1_000_000_000 else _COARSE_TICK
        return found if found[1] < self._began - tick else NEVER


def _may_be_ours(name: str) -> bool:
    """Whether a file is an article or stands beside one; editors leave others there for a moment."""
    hidden = name.startswith(".") or "/." in name
    return not hidden and name.lower().endswith((*SUFFIXES, *SIDECARS))


def differing(before: Mapping[str, Stamp], now: Mapping[str, Stamp]) -> set[str]:
    """The paths of which the file is new, another, gone, or may be another."""
    return {path for path, found in now.items() if found == NEVER or before.get(path) != found} | (
        before.keys() - now.keys()
    )


def stamp(file: Path) -> Stamp:
    """What changes when a file is written: its size, time and number; nothing where it cannot be looked at."""
    return _stamp(file)


def find(corpus: Path, endings: tuple[str, ...] = SUFFIXES) -> Iterator[str]:
    """Paths of the article files under a folder, relative, with ``/``, in order; hidden ones left out."""
    return (path for path, _ in _files(corpus) if path.lower().endswith(endings))


def _files(folder: Path, above: str = "") -> Iterator[tuple[str, os.DirEntry[str]]]:
    """A folder's own files in order, then those of the folders in it; links to folders are not followed."""
    try:
        with os.scandir(folder) as found:
            entries = sorted((e for e in found if not e.name.startswith(".")), key=lambda entry: entry.name)
    except OSError:
        return
    folders = []
    for entry in entries:
        if _is_folder(entry):
            folders.append(entry)
        else:
            yield above + entry.name, entry
    for entry in folders:
        if not entry.is_symlink():
            yield from _files(Path(entry.path), f"{above}{entry.name}/")


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _stamp(file: Path | os.DirEntry[str]) -> Stamp:
    try:
        found = file.stat()
    except OSError:
        return NEVER
    return (found.st_size, found.st_mtime_ns, found.st_ino)


def _unfit(path: str, file: os.DirEntry[str]) -> Problem | None:
    """Names and files that no reader can open."""
    try:
        path.encode()
    except UnicodeEncodeError:
        printable = path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        return Problem(
            file=printable,
            code="unreadable",
            message="has a name that is not UTF-8, so no address can be made of it",
            fix="rename the file",
        )
    try:
        ordinary = file.is_file() or not Path(file.path).exists()
    except OSError:
        ordinary = True
    if not ordinary:
        return Problem(
            file=path, code="unreadable", message="is not an ordinary file", fix="put the article itself there"
        )
    return None
