"""Articles that lie elsewhere (``s3://…``, ``zip://…``, any address of fsspec), brought into an ordinary folder.

Never part of a build: only a command that is given such an address goes there. What lies there is hostile: a name leads
nowhere but into the folder, and no file is larger than it was said to be.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Collection, Mapping
from pathlib import Path, PurePosixPath
from typing import IO, Any, NamedTuple

import msgspec

from .ids import slug
from .pipeline import Progress
from .read import SUFFIXES
from .walk import SIDECARS

MOST = 20 * 10**9
"""Bytes that are brought from one address, unless its caller allows more."""

MISSING = "fsspec is not installed: pip install 'mkdocs-briefing[remote]'"

_PIECE = 1 << 20
_LEDGER = "brought.json"
_SECRET = re.compile(r"//[^/@]*@")
_MARKS = (
    *("ETag", "etag", "md5", "md5Hash", "content_md5", "crc32c", "CRC"),
    *("mtime", "LastModified", "last_modified", "updated", "modified", "created"),
)
"""What file systems say of a file that changes when it is written."""


class Unusable(Exception):
    """An address from which nothing can be brought; its words say why."""


class Brought(NamedTuple):
    """The folder with the files, how many of them are new there, and what was left behind."""

    folder: Path
    files: int
    new: int
    warnings: tuple[str, ...]


class _There(NamedTuple):
    """One file elsewhere."""

    address: str
    size: int
    mark: str
    """changes with the file; empty where its file system tells nothing"""


def is_address(words: str) -> bool:
    """Whether it is an address, no folder of this machine."""
    return "://" in words or "::" in words


def shown(address: str) -> str:
    """The address without a password in it."""
    return _SECRET.sub("//", address)


def bring(address: str, cache: Path, *, most: int = MOST, progress: Progress | None = None) -> Brought:
    """The articles and sidecars below ``address`` as a folder in ``cache``: new and changed files are fetched, files
    that are gone there are removed, all others are left as they are.

    Raises ``Unusable`` where the address cannot be read or holds more than ``most`` bytes; what is in the folder then
    stays usable.
    """
    root = cache / "remote" / f"{slug(shown(address))[:40]}-{hashlib.sha256(address.encode()).hexdigest()[:8]}"
    folder = root / "corpus"
    files, there, warnings = _list(address)
    size = sum(found.size for found in there.values())
    if size > most:
        raise Unusable(
            f"{shown(address)} holds {size / 1e9:.2f} GB; no more than {most / 1e9:.2f} GB are brought (--at-most)"
        )
    folder.mkdir(parents=True, exist_ok=True)
    before = _ledger(root / _LEDGER)
    new = 0
    known: dict[str, tuple[int, str]] = {}
    try:
        for n, (name, found) in enumerate(there.items(), 1):
            mark = (found.size, found.mark)
            if not (found.mark and before.get(name) == mark and _size(folder / name) == found.size):
                _fetch(files.open(found.address, "rb"), folder / name, found.size)
                new += 1
            known[name] = mark
            if progress:
                progress("bring", n, len(there))
    except Exception as error:  # whatever a file system of somebody else's may raise
        raise Unusable(f"{shown(address)}: {name} cannot be brought ({_first(error)}); run it again") from error
    finally:
        (root / _LEDGER).write_bytes(msgspec.json.encode({**before, **known}))
    _remove(folder, before.keys() - there.keys())
    (root / _LEDGER).write_bytes(msgspec.json.encode(known))
    return Brought(folder, len(there), new, tuple(warnings))


def _list(address: str) -> tuple[Any, dict[str, _There], list[str]]:
    """The file system, its files in the order of their names, and what is left behind."""
    try:
        from fsspec.core import url_to_fs  # type: ignore[import-untyped]
    except ImportError as error:
        raise Unusable(MISSING) from error
    try:
        files, root = url_to_fs(address)
        files.invalidate_cache()
        found: Mapping[str, Mapping[str, Any]] = files.find(root, detail=True)
    except ImportError as error:  # “Install s3fs to access S3”
        raise Unusable(f"{shown(address)}: {_first(error)}") from error
    except Exception as error:
        raise Unusable(f"{shown(address)} cannot be read ({_first(error)})") from error
    there: dict[str, _There] = {}
    warnings = []
    for path, about in sorted(found.items()):
        name = _below(path, root)
        if about.get("type", "file") != "file" or not name.lower().endswith((*SUFFIXES, *SIDECARS)):
            continue
        if not _is_safe(name):
            warnings.append(f"{name!r} is left out: its name leads out of the folder, or no file can have it")
        elif not any(part.startswith(".") for part in name.split("/")):
            mark = " ".join(f"{key}={about[key]}" for key in _MARKS if about.get(key) is not None)
            there[name] = _There(path, int(about.get("size") or 0), mark)
    if not there:
        raise Unusable(f"{shown(address)} holds no articles ({', '.join(SUFFIXES)})")
    return files, there, warnings


def _below(path: str, root: str) -> str:
    """The path seen from the address; of an address that is a file, its name."""
    path, root = path.strip("/"), root.strip("/")
    if path == root:
        return PurePosixPath(path).name
    return path.removeprefix(f"{root}/") if root else path


def _is_safe(name: str) -> bool:
    parts = name.split("/")
    return name.isprintable() and not any(
        part in ("", ".", "..") or "\\" in part or (":" in part and os.name == "nt") or len(part.encode()) > 255
        for part in parts
    )


def _fetch(opened: IO[bytes], file: Path, size: int) -> None:
    """Whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(".part")
    with opened as source, part.open("wb") as goal:
        brought = 0
        while piece := source.read(_PIECE):
            brought += len(piece)
            if size and brought > size:
                raise ValueError(f"it is larger than the {size} bytes it was said to have")
            goal.write(piece)
    part.replace(file)


def _remove(folder: Path, gone: Collection[str]) -> None:
    """Files that were brought and are there no more. What people put beside them is theirs."""
    for name in gone:
        file = folder / name
        file.unlink(missing_ok=True)
        for above in file.parents:
            if above == folder or any(above.iterdir()):
                break
            above.rmdir()


def _ledger(file: Path) -> dict[str, tuple[int, str]]:
    try:
        return msgspec.json.decode(file.read_bytes(), type=dict[str, tuple[int, str]])
    except (OSError, msgspec.MsgspecError):
        return {}


def _size(file: Path) -> int | None:
    try:
        return file.stat().st_size
    except OSError:
        return None


def _first(error: object) -> str:
    return str(error).partition("\n")[0].strip() or type(error).__name__
