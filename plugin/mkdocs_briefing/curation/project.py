"""A ready project: the files of ``starter/`` in a new folder."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

_NAMES = {"gitignore": ".gitignore"}


def start(folder: Path) -> tuple[str, ...]:
    """Write the files and return their paths in ``folder``. Raises ``FileExistsError`` unless it is new or empty."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FileExistsError(folder)
    written = []
    for path, file in _files(resources.files(__package__) / "starter"):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.read_bytes())
        written.append(path)
    return tuple(sorted(written))


def _files(folder: Traversable, above: str = "") -> Iterator[tuple[str, Traversable]]:
    for item in sorted(folder.iterdir(), key=lambda i: i.name):
        name = above + _NAMES.get(item.name, item.name)
        if item.is_dir():
            yield from _files(item, f"{name}/")
        else:
            yield name, item
