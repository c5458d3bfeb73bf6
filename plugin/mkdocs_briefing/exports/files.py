"""Exports written into a folder. A hidden list there says which files are ours, so that old ones can be taken away.

An article that became private, or is gone, must not live on in a file of last week.
"""

from __future__ import annotations

import errno
import json
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path, PurePosixPath

from .material import Output

LIST = ".briefing-export.json"


def write(outputs: Iterable[Output], folder: Path) -> dict[str, int]:
    """Write the files; path to size of each. Raises ``OSError`` where one cannot be written."""
    folder.mkdir(parents=True, exist_ok=True)
    sizes: dict[str, int] = {}
    for output in outputs:
        path = folder / output.path
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            sizes[output.path] = sum(map(file.write, output.pieces()))
    return sizes


def keep_list(folder: Path, written: Mapping[str, Iterable[str]]) -> list[str]:
    """Note the files ``written`` of each format, and remove those that an earlier export of it left; returns these.

    Files of formats that are not written this time stay, and so does everything that the list does not name.
    """
    before = listed(folder)
    now = {format: sorted(paths) for format, paths in written.items()}
    kept = {path for paths in now.values() for path in paths}
    old = sorted({path for format in now for path in before.get(format, ())} - kept)
    for path in old:
        (folder / path).unlink(missing_ok=True)
    _save(folder, {**before, **now})
    return old


def claim(folder: Path, format: str, paths: Collection[str]) -> None:
    """Note that the paths will be ours, so that they are even where the work breaks off.

    Raises ``FileExistsError``, with nothing noted, where one of them is there and no earlier export wrote it.
    """
    before = listed(folder)
    ours = set(before.get(format, ()))
    for path in paths:
        if path not in ours and (folder / path).exists():
            raise FileExistsError(errno.EEXIST, "it is there already, and no earlier export wrote it", folder / path)
    folder.mkdir(parents=True, exist_ok=True)
    _save(folder, {**before, format: sorted(ours.union(paths))})


def _save(folder: Path, files: Mapping[str, list[str]]) -> None:
    (folder / LIST).write_text(json.dumps(files, indent=1, sort_keys=True, ensure_ascii=False) + "\n", "utf-8")


def listed(folder: Path) -> dict[str, list[str]]:
    """The list of an earlier export, where there is one that can be read; no path that leads out of the folder."""
    try:
        found = json.loads((folder / LIST).read_text("utf-8"))
        return {
            str(format): [path for path in paths if isinstance(path, str) and _inside(path)]
            for format, paths in found.items()
        }
    except (OSError, ValueError, AttributeError, TypeError):
        return {}


def _inside(path: str) -> bool:
    given = PurePosixPath(path)
    return not given.is_absolute() and ".." not in given.parts and "\\" not in path and ":" not in path
