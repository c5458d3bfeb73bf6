"""Which lines are the article: boosted trees, evaluated here without any library.

The trees are tables (``data/body.tsv`` for plain text, ``data/page.tsv`` for HTML), made by
``scripts/train_cleaning.py``, each with its cross-validated figures.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Iterator, Sequence
from importlib import resources

from .features import NAMES as LINE_NAMES
from .features import Page
from .lines import Line
from .page import NAMES as PAGE_NAMES
from .page import page_features

Tree = tuple[int, float, "Tree", "Tree"] | float
"""A split (feature, threshold, the branch up to it, the branch above it) or a leaf's log-odds."""


def probabilities(lines: Sequence[Line], *, html: bool) -> list[float]:
    """For each line, how probable it is that it is part of the article."""
    if html:
        odds = _forest("page.tsv", PAGE_NAMES)
        return [_probability(odds(row)) for row in page_features(lines)]
    odds, page = _forest("body.tsv", LINE_NAMES), Page(lines)
    return [1.0 if page.sure(n) else _probability(odds(page.row(n))) for n in range(len(lines))]


def _probability(odds: float) -> float:
    return 1 / (1 + math.exp(-odds))


@functools.cache
def _forest(table: str, names: tuple[str, ...]) -> Callable[[Sequence[float]], float]:
    """The trees of a table as one function of a row: the sum of the leaves that it falls into.

    It is written out as conditions and compiled, which takes a third of the time of walking the trees.
    """
    rows = resources.files("mkdocs_briefing").joinpath("data", table).read_text("utf-8").splitlines()
    features = [f"f{n}" for n in range(len(names))]
    body = [f"{', '.join(features)} = row", "odds = 0.0", *(f"odds += {_condition(t)}" for t in _trees(rows, names))]
    written: dict[str, Callable[[Sequence[float]], float]] = {}
    exec("\n    ".join(("def odds_of(row):", *body, "return odds")), {}, written)  # of numbers only
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


def _condition(tree: Tree) -> str:
    if isinstance(tree, float):
        return repr(tree)
    split, at, low, high = tree
    return f"({_condition(low)} if f{split} <= {at!r} else {_condition(high)})"
