"""Where the pages of a long list begin.

Were all pages equally long, a row more would move the rows of every page behind it. So a page may end a little before
it is full, at a row that says so itself: a few pages after an edit the pages begin where they began before.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

SMALL = 20
"""Rows of a page that is always filled"""


def starts(ends: Sequence[int], total: int, size: int) -> list[int]:
    """The number of the first row of each page, at most ``size`` rows long; ``ends``: rows that may begin a page."""
    least = size - size // 4 if size >= SMALL else size
    found = [0]
    while found[-1] + size < total:
        n = bisect_left(ends, found[-1] + least)
        full = found[-1] + size
        found.append(min(ends[n], full) if n < len(ends) else full)
    return found
