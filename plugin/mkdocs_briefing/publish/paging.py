"""Where the pages of a long list begin.

Were all pages equally long, a row more would move the rows of every page behind it. So a page may end a little before
it is full, at a row that says so itself: a few pages after an edit the pages begin where they began before.
"""

from __future__ import annotations

from collections.abc import Callable

SMALL = 20
"""Rows of a page that is always filled"""


def of_actor(statements: int, mentions: int, size: int) -> int:
    """How many pages an actor fills: statements stand on them, and mentions."""
    return max(1, -(-max(statements, mentions) // size))


def starts(begins: Callable[[int], bool], total: int, size: int) -> list[int]:
    """The number of the first row of each page, at most ``size`` rows long; ``begins``: whether a row may begin one.

    It is asked of few rows, as most stand where no page may end.
    """
    least = size - size // 4 if size >= SMALL else size
    found = [0]
    while found[-1] + size < total:
        full = found[-1] + size
        found.append(next((row for row in range(found[-1] + least, full) if begins(row)), full))
    return found
