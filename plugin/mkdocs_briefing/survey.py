"""How many articles of one publisher hold a line: hashes and counts, never text."""

from __future__ import annotations

from collections.abc import Iterable

from .model import Source

LineCounts = dict[int, int]
"""Hash of a folded line to the number of its publisher's articles that hold it; only counts above one."""


class Survey:
    def __init__(self, sources: Iterable[Source]) -> None:
        pass

    def counts(self, source: Source) -> LineCounts:
        """The counts of this source's own lines."""
        return {}
