"""Pages of long lists: never longer than asked, and in step again a few pages after an edit."""

from __future__ import annotations

from itertools import pairwise
from random import Random

import pytest

from mkdocs_briefing.publish.paging import SMALL, starts


def cut(rows: list[int], size: int) -> list[tuple[int, ...]]:
    """Pages of rows, of which every eighth number may begin one."""
    found = starts(lambda n: rows[n] % 8 == 0, len(rows), size)
    return [tuple(rows[a:b]) for a, b in pairwise([*found, len(rows)])]


@pytest.mark.parametrize("size", [1, 3, SMALL - 1, SMALL, 50, 100])
@pytest.mark.parametrize("total", [0, 1, 3, 20, 100, 101, 1000])
def test_every_row_stands_on_one_page_of_no_more_than_asked(size: int, total: int) -> None:
    rows = [Random(n).randrange(1 << 30) for n in range(total)]
    pages = cut(rows, size)
    assert [row for page in pages for row in page] == rows
    assert all(len(page) <= size for page in pages)
    least = size if size < SMALL else size * 3 // 4
    assert all(len(page) >= least for page in pages[:-1])


def test_small_pages_are_full() -> None:
    assert [len(page) for page in cut(list(range(10)), 4)] == [4, 4, 2]


def test_a_row_more_or_less_changes_few_pages() -> None:
    changed = []
    for seed in range(20):
        random = Random(seed)
        rows = [random.randrange(1 << 30) for _ in range(20_000)]
        at = random.randrange(5_000)
        before = set(cut(rows, 100))
        for edited in ([*rows[:at], 7, *rows[at:]], rows[:at] + rows[at + 1 :]):
            after = cut(edited, 100)
            assert len(after) > 200
            changed.append(len(set(after) - before))
    assert sum(changed) / len(changed) < 8
