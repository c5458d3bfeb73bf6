"""Known phrases beside an article (``data/boilerplate.tsv``), and the marks of dates, bylines and addresses."""

from __future__ import annotations

import functools
import re
from importlib import resources


@functools.cache
def boilerplate() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """``(reason, pattern)`` in the order of the file; patterns of one reason are one."""
    table = resources.files("mkdocs_briefing").joinpath("data", "boilerplate.tsv").read_text("utf-8")
    by_reason: dict[str, list[str]] = {}
    for line in table.splitlines():
        if line and not line.startswith("#"):
            reason, _, pattern = line.partition("\t")
            by_reason.setdefault(reason, []).append(f"(?:{pattern})")
    return tuple((reason, re.compile("|".join(patterns), re.I)) for reason, patterns in by_reason.items())


@functools.lru_cache(maxsize=4096)
def phrase(words: str) -> str | None:
    """The reason for which a line with these words is known to stand beside an article, never in it."""
    for reason, pattern in boilerplate():
        if pattern.search(words):
            return reason
    return None
