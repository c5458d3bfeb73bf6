"""Bytes in, ``Source`` out: one reader a format.

Never guesses at content: what is navigation and who wrote it is the next stage's business.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from ..model import Problem, RawBlock, Record, Source

SUFFIXES = (".txt", ".md", ".html", ".htm")
"""Files that hold articles; a ``NAME.yml`` beside one is its sidecar."""


class Reading(Record, frozen=True, kw_only=True):
    """What one file gave: its articles, and what went wrong."""

    sources: tuple[Source, ...] = ()
    problems: tuple[Problem, ...] = ()


def read(root: Path, path: str) -> Reading:
    """Read the file ``root / path`` (``path`` relative, with ``/``). Never raises for a file's contents."""
    data = (root / path).read_bytes()
    text = data.decode("utf-8", "replace")
    blocks = []
    at = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            blocks.append(RawBlock(start=at, end=at + len(line.rstrip("\r\n")), kind="paragraph"))
        at += len(line)
    return Reading(
        sources=(
            Source(
                path=path,
                sha256=hashlib.sha256(data).hexdigest(),
                encoding="utf-8",
                format="text",
                text=text,
                blocks=tuple(blocks),
            ),
        )
    )
