"""Which lines are the article: boosted trees over ``features.py``, evaluated here without any library.

The trees are a table (``data/body.tsv``), made by ``scripts/train_body.py``, with its cross-validated figures.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence
from importlib import resources

from .features import NAMES, features
from .lines import Line

Tree = tuple[int, float, "Tree", "Tree"] | float
"""A split (feature, threshold, the branch up to it, the branch above it) or a leaf's log-odds."""


def probabilities(lines: Sequence[Line]) -> list[float]:
    """For each line, how probable it is that it is part of the article."""
    forest = trees()
    return [1 / (1 + math.exp(-sum(_leaf(tree, row) for tree in forest))) for row in features(lines)]


@functools.cache
def trees() -> tuple[Tree, ...]:
    table = resources.files("mkdocs_briefing").joinpath("data", "body.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in table.splitlines() if not line.startswith("#")]
    number = {name: n for n, name in enumerate(NAMES)}
    found: list[Tree] = []
    stack: list[list[Tree | int | float]] = []
    for row in rows:
        if len(row) == 2:
            stack.append([number[row[0]], float(row[1])])
            continue
        node: Tree = float(row[0])
        while stack:
            stack[-1].append(node)
            if len(stack[-1]) < 4:
                break
            node = tuple(stack.pop())  # type: ignore[assignment]
        else:
            found.append(node)
    return tuple(found)


def _leaf(tree: Tree, row: Sequence[float]) -> float:
    while not isinstance(tree, float):
        tree = tree[2] if row[tree[0]] <= tree[1] else tree[3]
    return tree
