"""Known phrases beside an article: ``data/boilerplate.tsv``."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from importlib import resources


@functools.cache
def _boilerplate() -> tuple[tuple[str, re.Pattern[str] | None, re.Pattern[str] | None], ...]:
    """``(reason, pattern at the line's start, pattern anywhere)`` in the order of the file.

    Alternatives that begin with ``^`` are tried at the start only; searching for them would try every place.
    """
    table = resources.files("mkdocs_briefing").joinpath("data", "boilerplate.tsv").read_text("utf-8")
    by_reason: dict[str, tuple[list[str], list[str]]] = {}
    for row in table.splitlines():
        if row and not row.startswith("#"):
            reason, _, pattern = row.partition("\t")
            starting, anywhere = by_reason.setdefault(reason, ([], []))
            for alternative in _alternatives(pattern):
                (starting if alternative.startswith("^") else anywhere).append(alternative)
    return tuple((reason, _compiled(starts), _compiled(others)) for reason, (starts, others) in by_reason.items())


def _compiled(alternatives: list[str]) -> re.Pattern[str] | None:
    return re.compile("|".join(alternatives), re.I) if alternatives else None


def _alternatives(pattern: str) -> Iterator[str]:
    """A pattern cut at the bars that stand in no bracket."""
    depth = start = at = 0
    while at < len(pattern):
        char = pattern[at]
        if char == "\\":
            at += 1
        elif char == "[":
            at = pattern.index("]", at + 2)
        elif char in "()":
            depth += 1 if char == "(" else -1
        elif char == "|" and not depth:
            yield pattern[start:at]
            start = at + 1
        at += 1
    yield pattern[start:]


@functools.lru_cache(maxsize=8192)
def phrase(words: str) -> str | None:
    """The reason for which a line with these words is known to stand beside an article, never in it."""
    for reason, starting, anywhere in _boilerplate():
        if (starting and starting.match(words)) or (anywhere and anywhere.search(words)):
            return reason
    return None
