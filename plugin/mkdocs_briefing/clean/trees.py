"""Which lines are the article: boosted trees, evaluated here without any library.

The trees are tables (``data/body.tsv`` for plain text, ``data/page.tsv`` for HTML), made by
``scripts/train_cleaning.py``, each with its cross-validated figures.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence
from importlib import resources

from .features import NAMES as LINE_NAMES
from .features import features
from .lines import Line
from .page import NAMES as PAGE_NAMES
from .page import page_features

Tree = tuple[int, float, "Tree", "Tree"] | float
"""A split (feature, threshold, the branch up to it, the branch above it) or a leaf's log-odds."""


def probabilities(lines: Sequence[Line], *, html: bool) -> list[float]:
    """For each line, how probable it is that it is part of the article."""
    rows = page_features(lines) if html else features(lines)
    forest = _forest("page.tsv", PAGE_NAMES) if html else _forest("body.tsv", LINE_NAMES)
    return [1 / (1 + math.exp(-_odds(forest, row))) for row in rows]


@functools.cache
def _forest(table: str, names: tuple[str, ...]) -> tuple[Tree, ...]:
    rows = resources.files("mkdocs_briefing").joinpath("data", table).read_text("utf-8").splitlines()
    number = {name: n for n, name in enumerate(names)}
    found: list[Tree] = []
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
            found.append(node)
    return tuple(found)


def _odds(forest: Sequence[Tree], row: Sequence[float]) -> float:
    """The sum over the trees of the leaf that the row falls into."""
    total = 0.0
    for tree in forest:
        while tree.__class__ is tuple:
            split, at, low, high = tree
            tree = low if row[split] <= at else high
        total += tree  # type: ignore[operator]
    return total
