"""Which lines are the article: boosted trees, evaluated here without any library.

The trees are tables (``data/body.tsv`` for plain text, ``data/page.tsv`` for HTML), made by
``scripts/train_cleaning.py``, each with its cross-validated figures.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Iterator, Sequence
from importlib import resources
from typing import Protocol

from .features import DEAR, Page
from .features import NAMES as LINE_NAMES
from .lines import Line
from .page import NAMES as PAGE_NAMES
from .page import page_rows

Tree = tuple[int, float, "Tree", "Tree"] | float
"""A split (feature, threshold, the branch up to it, the branch above it) or a leaf's log-odds."""


class Odds(Protocol):
    """Of a row, the log-odds that its line is part of the article: the sum of the leaves that it falls into."""

    def __call__(self, row: Sequence[float], dear: Callable[[], float], least: float) -> float:
        """``dear`` finds what the row lacks. It is asked only where that could bring the odds over ``least`` or below;
        elsewhere the odds are those that are nearest to ``least``.
        """


def likely(lines: Sequence[Line], least: float, *, html: bool) -> list[bool]:
    """For each line, whether it is part of the article with a probability of ``least`` or more."""
    limit = math.log(least / (1 - least))
    page = Page(lines)
    unsure = [n for n in range(len(lines)) if html or not page.sure(n)]
    if html:
        odds, rows = _forest("page.tsv", PAGE_NAMES), page_rows(page)
    else:
        odds, rows = _forest("body.tsv", LINE_NAMES), page.rows(unsure)
    left_out = {
        n
        for n, row in zip(unsure, rows, strict=True)
        if odds(row, functools.partial(page.names_of_core, n), limit) < limit
    }
    return [n not in left_out for n in range(len(lines))]


@functools.cache
def _forest(table: str, names: tuple[str, ...]) -> Odds:
    """The trees of a table as one function.

    It is written out as conditions and compiled, which takes a third of the time of walking the trees.
    """
    rows = resources.files("mkdocs_briefing").joinpath("data", table).read_text("utf-8").splitlines()
    trees = list(_trees(rows, names))
    late = [tree for tree in trees if _asks_for(DEAR, tree)]
    body = [
        f"{', '.join(f'f{n}' for n in range(len(names)))} = row",
        "odds = 0.0",
        *(f"odds += {_condition(tree)}" for tree in trees if tree not in late),
        f"low = odds{''.join(f' + {_condition(tree, min)}' for tree in late)}",
        f"high = odds{''.join(f' + {_condition(tree, max)}' for tree in late)}",
        "if low >= least: return low",
        "if high < least: return high",
        f"f{DEAR} = dear()",
        *(f"odds += {_condition(tree)}" for tree in late),
    ]
    written: dict[str, Odds] = {}
    exec("\n    ".join(("def odds_of(row, dear, least):", *body, "return odds")), {}, written)  # of numbers only
    return written["odds_of"]


def _trees(rows: Sequence[str], names: Sequence[str]) -> Iterator[Tree]:
    number = {name: n for n, name in enumerate(names)}
    open_splits: list[tuple[int, float, list[Tree]]] = []
    for row in rows:
        if row.startswith("#"):
            continue
        feature, _, threshold = row.partition("\t")
        if threshold:
            open_splits.append((number[feature], float(threshold), []))
            continue
        node: Tree = float(feature)
        while open_splits:
            split, at, branches = open_splits[-1]
            branches.append(node)
            if len(branches) < 2:
                break
            open_splits.pop()
            node = (split, at, branches[0], branches[1])
        else:
            yield node


def _asks_for(feature: int, tree: Tree) -> bool:
    return not isinstance(tree, float) and (tree[0] == feature or any(_asks_for(feature, way) for way in tree[2:]))


def _condition(tree: Tree, without: Callable[..., float] | None = None) -> str:
    """``without``: min or max, where the dear feature is not known: the least or most that the tree can add."""
    if isinstance(tree, float):
        return repr(tree)
    split, at, low, high = tree
    ways = (_condition(low, without), _condition(high, without))
    if split == DEAR and without is not None:
        return f"{without.__name__}({', '.join(ways)})"
    return f"({ways[0]} if f{split} <= {at!r} else {ways[1]})"
