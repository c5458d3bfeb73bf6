"""The page of files to download: what each holds, and how big it is."""

from __future__ import annotations

from ...model import Record
from ..desk import Desk


class File(Record, frozen=True, kw_only=True):
    name: str
    url: str
    size: str


class Shelf(Record, frozen=True, kw_only=True):
    """The files of one format. ``more``: how many others there are beside those listed, one for each article."""

    name: str
    what: str
    files: tuple[File, ...]
    more: int


class DownloadsView(Record, frozen=True, kw_only=True):
    shelves: tuple[Shelf, ...]
    description: str = ""


def downloads(desk: Desk, key: str) -> DownloadsView:
    """Every format that the site offers; without sizes in a preview, which writes a file when it is asked for."""
    return DownloadsView(
        shelves=tuple(
            Shelf(
                name=desk.words(f"export-{format}"),
                what=desk.words(f"export-{format}-what"),
                files=tuple(_file(desk, o.path) for o in outputs if "/" not in o.path),
                more=sum("/" in o.path for o in outputs),
            )
            for format, outputs in desk.downloads.items()
            if outputs
        )
    )


def _file(desk: Desk, path: str) -> File:
    size = desk.sizes.get(path)
    return File(name=path, url=desk.file(path), size="" if size is None else in_words(desk, size))


def in_words(desk: Desk, size: int) -> str:
    """Bytes, kilobytes or megabytes, with three digits at most."""
    for unit, factor in (("n-megabytes", 1_000_000), ("n-kilobytes", 1_000)):
        if size >= factor:
            n = size / factor
            return desk.words(unit, n=f"{n:.1f}".replace(".", desk.words("decimal-mark")) if n < 10 else f"{n:.0f}")
    return desk.words("n-bytes", n=size)
