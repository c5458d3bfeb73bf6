"""The trees written out as conditions, and the look that spares most lines of a clean text the trees."""

from __future__ import annotations

import math
import random
from functools import partial
from importlib import resources
from pathlib import Path
from unittest.mock import Mock

import pytest

from mkdocs_briefing.clean.features import DEAR, NAMES, Page
from mkdocs_briefing.clean.lines import lines_of
from mkdocs_briefing.clean.page import NAMES as PAGE_NAMES
from mkdocs_briefing.clean.patterns import opening
from mkdocs_briefing.clean.trees import Tree, _forest, _trees
from mkdocs_briefing.read.text import text_blocks

CORPUS = Path(__file__).parent.parent / "corpus"


def walked(tree: Tree, row: list[float]) -> float:
    while isinstance(tree, tuple):
        split, at, low, high = tree
        tree = low if row[split] <= at else high
    return tree


@pytest.mark.parametrize(("table", "names"), [("body.tsv", NAMES), ("page.tsv", PAGE_NAMES)])
def test_the_compiled_trees_say_what_the_table_says(table: str, names: tuple[str, ...]) -> None:
    rows = resources.files("mkdocs_briefing").joinpath("data", table).read_text("utf-8").splitlines()
    trees = list(_trees(rows, names))
    assert len(trees) >= 50
    draw = random.Random(5)
    asked = 0
    for _ in range(200):
        row = [draw.choice((0.0, 1.0, draw.uniform(0, 8), draw.uniform(-20, 40))) for _ in names]
        odds, dear = sum(walked(tree, row) for tree in trees), row[DEAR]
        row[DEAR] = math.nan
        assert _forest(table, names)(row, partial(float, dear), math.nan) == pytest.approx(odds)
        for least in (draw.uniform(-3, 3), odds - 0.01, odds + 0.01):
            finding = Mock(return_value=dear)
            assert (_forest(table, names)(row, finding, least) >= least) == (odds >= least)
            asked += finding.call_count
    assert 0 < asked < 500, "what is dear to find is asked for where it may decide, and nowhere else"


def test_where_a_line_is_sure_the_trees_agree() -> None:
    looked = sure = 0
    for file in sorted(CORPUS.rglob("*.txt")):
        text = file.read_text(encoding="utf-8", errors="replace")
        page = Page(lines_of(text, text_blocks(text)))
        looked += len(page.lines)
        certain = [n for n in range(len(page.lines)) if page.sure(n)]
        sure += len(certain)
        for n, row in zip(certain, page.rows(certain), strict=True):
            assert _forest("body.tsv", NAMES)(row, partial(page.names_of_core, n), 0) > 0, page.lines[n].text
    assert sure > looked / 5


@pytest.mark.parametrize(
    ("pattern", "beginnings"),
    [
        (r"^\W*(?:share|tweet(?: this)?|x)\W*$", {"share", "tweet", "x"}),
        (r"^(?:\d+ )?comments?$", {*"0123456789", "comme"}),
        (r"^e-?mail", {"e"}),
        (r"^(?:file )?(?:photo|image)", {"file ", "photo", "image"}),
        (r"^\W+$", {""}),
        (r"^.{2,40} in this section", set()),
        (r"^(?:[A-Z]\w+|home)$", set()),
    ],
)
def test_what_a_line_begins_with_that_a_pattern_matches(pattern: str, beginnings: set[str]) -> None:
    assert opening(pattern) == beginnings
