"""The pages of ``benchmarks.evidence``: the same every time, furniture that repeats, articles that do not."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from benchmarks.evidence import OUTLETS, PAGES, f1, furniture, furniture_in, key, made, together, without

PAGES_MADE = made()


def test_pages_are_the_same_every_time_and_articles_unique() -> None:
    assert made() == PAGES_MADE
    assert len(PAGES_MADE) == PAGES * len(OUTLETS) == len({key(p) for p in PAGES_MADE})
    paragraphs = Counter(line for p in PAGES_MADE for line in p.article.split("\n")[1:])
    assert max(paragraphs.values()) == 1


def test_furniture_stands_on_every_page_of_its_outlet_and_in_no_article() -> None:
    for page in PAGES_MADE:
        printed = {words for _, words in page.lines}
        assert set(furniture(page)) <= printed
        assert not furniture_in(page.article, page)


def test_word_f1() -> None:
    assert f1("a b c", "a b c") == 1
    assert f1("a b", "b c") == 0.5
    assert f1("a", "b") == 0


@pytest.mark.slow
def test_the_other_pages_of_an_outlet_help(tmp_path: Path) -> None:
    apart, joined = without(PAGES_MADE, ".txt", tmp_path), together(PAGES_MADE, ".txt", tmp_path / "all")
    figures = [sum(f1(kept[key(p)], p.article) for p in PAGES_MADE) / len(PAGES_MADE) for kept in (apart, joined)]
    assert figures[0] > 0.83
    assert figures[1] > figures[0] + 0.08
