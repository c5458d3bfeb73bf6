"""The trees written out as conditions, and the look that spares most lines of a clean text the trees."""

from __future__ import annotations

import random
from importlib import resources
from pathlib import Path

import pytest

from mkdocs_briefing.clean.features import NAMES, Page
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
    for _ in range(200):
        row = [draw.choice((0.0, 1.0, draw.uniform(0, 8), draw.uniform(-20, 40))) for _ in names]
        assert _forest(table, names)(row) == sum(walked(tree, row) for tree in trees)


def test_where_a_line_is_sure_the_trees_agree() -> None:
    looked = sure = 0
    for file in sorted(CORPUS.rglob("*.txt")):
        text = file.read_text(encoding="utf-8", errors="replace")
        page = Page(lines_of(text, text_blocks(text)))
        for n in range(len(page.lines)):
            looked += 1
            if page.sure(n):
                sure += 1
                assert _forest("body.tsv", NAMES)(page.row(n)) > 0, page.lines[n].text
    assert sure > looked / 5


@pytest.mark.parametrize(
    ("pattern", "beginnings"),
    [
        (r"^\W*(?:share|tweet(?: this)?|x)\W*$", {"sh", "tw", "x"}),
        (r"^(?:\d+ )?comments?$", {*"0123456789", "co"}),
        (r"^e-?mail", {"e"}),
        (r"^(?:file )?(?:photo|image)", {"fi", "ph", "im"}),
        (r"^\W+$", {""}),
        (r"^.{2,40} in this section", set()),
        (r"^(?:[A-Z]\w+|home)$", set()),
    ],
)
def test_what_a_line_begins_with_that_a_pattern_matches(pattern: str, beginnings: set[str]) -> None:
    assert opening(pattern) == beginnings
