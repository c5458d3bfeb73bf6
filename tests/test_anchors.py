"""Anchors find their words whatever the typography, and nothing else."""

from __future__ import annotations

import re
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_briefing.curation.anchors import find, nearest, slip, suggest, words_for

TEXT = "He  said: “We\n will—not go”, and left.\tLater: we will-not go. It’s late; its’ end."


def found(text: str, words: str, **around: str) -> list[str]:
    return [text[start:end] for start, end in find(text, words, **around)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("He said", ["He  said"]),
        ('He said: "We will-not go"', ["He  said: “We\n will—not go”"]),
        ("We will-not go", ["We\n will—not go"]),
        ("we will–not go", ["we will-not go"]),
        ("WE WILL-NOT GO", ["We\n will—not go", "we will-not go"]),
        ("left. Later", ["left.\tLater"]),
        ("It's late", ["It’s late"]),
        ("ate", []),
        ("Lat", []),
        ("gone", []),
        ("", []),
        (" \n", []),
    ],
)
def test_words_are_found_whole_and_whatever_the_typography(words: str, expected: list[str]) -> None:
    assert found(TEXT, words) == expected


def test_characters_that_nobody_sees_do_not_count() -> None:
    text = "The inter\u00adna\u00adtional \u200b body\u200b  \u202esaid\u202c so."
    assert found(text, "The international body said so") == [text[:-1]]
    assert found(text, "international") == ["inter\u00adna\u00adtional"]
    assert found(text, "inter\u00adnational body") == ["inter\u00adna\u00adtional \u200b body"]
    assert found(text, "said") == ["said"]


def test_prefix_and_suffix_choose_among_places() -> None:
    text = "One: yes. Two: yes! Three: yes."
    assert find(text, "yes") == ((5, 8), (15, 18), (27, 30))
    assert find(text, "yes", prefix="Two:") == ((15, 18),)
    assert find(text, "yes", prefix="two :") == ()
    assert find(text, "yes", suffix="!") == ((15, 18),)
    assert find(text, "yes", prefix="Three:", suffix=".") == ((27, 30),)
    assert find(text, "yes", prefix="One:", suffix="!") == ()


def test_letter_case_counts_where_something_matches_with_it() -> None:
    assert found("The Union met the union.", "the union") == ["the union"]
    assert found("The Union met.", "the union") == ["The Union"]
    assert found("İstanbul, İSTANBUL", "İSTANBUL") == ["İSTANBUL"]
    assert found("In İstanbul THEN", "İstanbul then") == ["İstanbul THEN"]


def test_scripts_without_spaces_are_found_inside_a_run() -> None:
    assert found("他说我们不会去然后离开", "我们不会去") == ["我们不会去"]


def test_a_word_with_a_soft_hyphen_is_one_word() -> None:
    assert found("an har\u00adbour", "harbour") == ["har\u00adbour"]
    assert found("an har\u00adbour", "har") == []


def seen(words: str) -> str:
    """The words as a reader sees them, whichever variant of a mark was printed."""
    visible = re.sub("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]", "", words)
    return re.sub("[‘’‚‛‹›′`´ʼ＇]", "'", re.sub("[“”„‟«»″〝〞＂]", '"', re.sub("[‐‑‒–—―−﹘﹣－]", "-", visible)))


@given(st.text(max_size=200), st.data())
def test_what_is_cut_from_a_text_is_found_in_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    cut = text[start:end]
    spans = find(text, cut)
    edges = [seen(text[:n])[-1:] + seen(text[n:])[:1] for n in (start, end)]
    if seen(cut).strip() and not any(len(edge.strip()) == 2 and edge.isalnum() for edge in edges):
        assert any(seen(text[a:b]).split() == seen(cut).split() for a, b in spans)
    for a, b in spans:
        assert 0 <= a < b <= len(text)
        assert not text[a].isspace() and not text[b - 1].isspace()
    assert list(spans) == sorted(spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))


@given(st.lists(st.sampled_from(["a", "b", "ß", "İ", "“x”", "—", "\u3000"]), max_size=30), st.text("ab \n", max_size=8))
def test_found_words_are_the_words_looked_for(parts: list[str], words: str) -> None:
    text = "  \n".join(parts)
    for start, end in find(text, words):
        assert text[start:end].split() == words.split()


def test_words_for_a_span_find_no_other_place() -> None:
    text = "aaaaaa..a. ..."
    assert find(text, "..", ".") == ((11, 13),), "which is one dot before"
    words, prefix = words_for(text, (12, 14))
    assert find(text, words, prefix) == ((12, 14),)


@given(st.text(st.sampled_from("ab \n.”“x"), max_size=120), st.data())
def test_words_for_a_span_find_it_again(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    words, prefix = words_for(text, (start, end))
    assert text[start:end].split()[: len(words.split())] == words.split()
    if prefix:
        spans = find(text, words, prefix)
        assert len(spans) == 1 and start <= spans[0][0] <= spans[0][1] <= end


def test_words_for_a_span_are_few_and_unmistakable() -> None:
    text = "They said no one came to the meeting in the old hall. They said no one came to the meeting in town. No. No."
    first, second = text.index("They"), text.rindex("They")
    words, prefix = words_for(text, (second, len(text) - 8))
    assert (words, prefix) == ("They said no one came to the meeting in town.", None)
    assert find(text, words) == ((second, second + len(words)),)
    assert words_for(text, (first, second - 1))[0].startswith("They said no one came to the meeting in the old")
    words, prefix = words_for(text, (text.rindex("No."), len(text)))
    assert words == "No." and prefix is not None
    assert find(text, words, prefix) == ((len(text) - 3, len(text)),)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a " * 2_500_000, "a a b"),
        ("a" * 5_000_000, "a" * 1_000_000),
        ("x" + " " * 5_000_000 + "y", "x z"),
        ("‘" * 5_000_000, "‘x"),
        ("ab " * 1_500_000, "b a" * 100_000),
    ],
)
def test_hostile_texts_take_linear_time(text: str, words: str) -> None:
    start = time.process_time()
    assert find(text, words) == ()
    nearest(text, words)
    assert time.process_time() - start < 8


def test_nearest_is_exactly_of_the_text() -> None:
    text = "First line.\nThe exercise will last until the first of February, the ministry said.\nThird line."
    near = nearest(text, "The exercice will last untill the first of Febuary")
    assert near is not None and near in text
    assert near.startswith("The exercise will last until the first of Februar")
    assert nearest(text, "zzz qqq") is None
    assert nearest("", "words") is None
    assert nearest(text, "…") is None


@given(st.text(max_size=300), st.text(max_size=60))
def test_nearest_never_invents(text: str, words: str) -> None:
    near = nearest(text, words)
    assert near is None or (near and near in text)


def test_suggestions() -> None:
    keys = ["date", "updated", "author", "tags"]
    assert suggest("dat", keys) == "date"
    assert suggest("autor", keys) == "author"
    assert suggest("zzzz", keys) is None
    assert suggest("x", []) is None
    assert slip("aliasses", ["aliases", "name"]) == "aliases"
    assert slip("layout", keys) is None
