"""Quotation marks: kinds, nesting, apostrophes, marks left open, speech dashes, posts, and what marks are for."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_briefing.annotate import annotate
from mkdocs_briefing.annotate.article import attribute
from mkdocs_briefing.annotate.layout import Layout
from mkdocs_briefing.annotate.quotes import pair
from mkdocs_briefing.collecting import fewer_collections
from mkdocs_briefing.model import Annotations, Block, Cleaned, Evidence, Fact, Flaw, Metadata, Notes


def cleaned(text: str, language: str | None = None, flaws: tuple[str, ...] = ()) -> Cleaned:
    """Every line of the text as a kept paragraph."""
    blocks, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(start=at, end=at + len(line), kind="paragraph"))
        at += len(line) + 1
    fact = Fact(value=language, method="test", certainty="stated", evidence=Evidence(words="")) if language else None
    return Cleaned(
        metadata=Metadata(language=fact),
        blocks=tuple(blocks),
        flaws=tuple(Flaw(code=code, message="") for code in flaws),
    )


def found(text: str, **options: object) -> Annotations:
    return annotate(text, cleaned(text, **options), Notes())  # type: ignore[arg-type]


def quoted(text: str, **options: object) -> list[list[str]]:
    """The words of each quotation, part by part."""
    return [[text[a:b] for a, b in q.spans] for q in found(text, **options).quotations]


@pytest.mark.parametrize(
    ("text", "words", "marks"),
    [
        ("“We wait here,” said Ivo Marek.", "We wait here,", "double"),
        ('"We wait here," said Ivo Marek.', "We wait here,", "double"),
        ("''We wait here,'' said Ivo Marek.", "We wait here,", "double"),
        ("``We wait here,'' said Ivo Marek.", "We wait here,", "double"),
        ("«We wait here,» said Ivo Marek.", "We wait here,", "guillemet"),
        ("»We wait here,« said Ivo Marek.", "We wait here,", "guillemet"),
        ("›We wait here,‹ said Ivo Marek.", "We wait here,", "guillemet"),
        ("„We wait here,“ said Ivo Marek.", "We wait here,", "low"),
        ("”We wait here,” said Ivo Marek.", "We wait here,", "double"),
        ("‘We wait here,’ said Ivo Marek.", "We wait here,", "single"),
        ("'We wait here,' said Ivo Marek.", "We wait here,", "single"),
    ],
)
def test_marks_of_every_kind_are_left_out_of_the_words(text: str, words: str, marks: str) -> None:
    (quotation,) = found(text).quotations
    assert [text[a:b] for a, b in quotation.spans] == [words]
    assert quotation.marks == marks


def test_corner_brackets_hold_speech_in_languages_without_spaces() -> None:
    text = "市長は「橋は安全です。」と述べた。"
    assert quoted(text, language="ja") == [["橋は安全です。"]]


@pytest.mark.parametrize(
    "text",
    [
        "The officers' boats and the harbour's cranes weren't there in '98.",
        "The officers’ boats and the harbour’s cranes weren’t there in ’98.",
        "Rock 'n' roll and 'em all, Marek's friends' friends.",
    ],
)
def test_apostrophes_are_no_quotation_marks(text: str) -> None:
    assert quoted(text) == []


def test_an_apostrophe_inside_single_marks_does_not_close_them() -> None:
    assert quoted("‘The officers’ boats don’t leave,’ said Marek.") == [["The officers’ boats don’t leave,"]]


def test_a_nested_quotation_knows_its_parent() -> None:
    notes = found("“She told me ‘never again’ and left,” said Ivo Marek.")
    assert [q.parent for q in notes.quotations] == [None, 0]
    assert notes.quotations[1].marks == "single"


def test_three_marks_in_a_row_close_two_quotations() -> None:
    text = "''I told them, 'We wait here,''' said Ivo Marek."
    assert quoted(text) == [["I told them, 'We wait here,'"], ["We wait here,"]]


def test_two_parts_of_one_speech_are_one_quotation() -> None:
    text = "“We wait here,” said Ivo Marek. “We have time.”"
    notes = found(text)
    assert quoted(text) == [["We wait here,", "We have time."]]
    assert notes.attributions[0].quotations == (0,)


def test_a_mark_left_open_goes_on_in_the_next_paragraph() -> None:
    text = "“We wait here,” said Ivo Marek. “Nobody came.\n“Nobody will come.”"
    notes = found(text)
    assert notes.quotations[0].open
    assert not notes.quotations[1].open
    later = next(a for a in notes.attributions if 1 in a.quotations)
    assert later.continues == 0


def test_nothing_goes_on_where_paragraphs_are_out_of_order() -> None:
    text = "“We wait here,” said Ivo Marek.\n“Nobody will come, and we know it.”"
    assert all(a.continues is None for a in found(text, flaws=("out-of-order",)).attributions)
    assert any(a.continues is not None for a in found(text).attributions)


def test_a_stray_mark_does_not_make_a_speech_of_the_rest() -> None:
    text = 'The mast is 12" tall and Ivo Marek painted it. ' + "It stands in the wind. " * 200
    assert quoted(text) == []


# ------------------------------------------------------------------ speech dashes and posts


def test_a_speech_dash_quotes_without_its_inserted_cue() -> None:
    text = "– We wait here, and we have time, says Ivo Marek."
    notes = found(text)
    assert quoted(text) == [["We wait here, and we have time"]]
    assert notes.quotations[0].marks == "dash"
    assert notes.attributions[0].source_text == "Ivo Marek"


def test_a_cue_in_the_middle_of_a_dash_speech_is_cut_out() -> None:
    text = "– We wait here, says Ivo Marek. We have time."
    assert quoted(text) == [["We wait here", "We have time."]]


def test_a_short_dash_line_is_a_heading_and_no_speech() -> None:
    text = "– Not now\nIvo Marek keeps the boats in.\n– We wait here, says Ivo Marek."
    assert quoted(text) == [["We wait here"]]


def test_a_dash_speech_that_follows_indirect_speech_names_nobody() -> None:
    text = (
        "– We wait here, says Ivo Marek.\nHe also says the sea is rough.\n– Some fear that it will get worse by then."
    )
    notes = found(text)
    assert notes.attributions[-1].source_kind == "none"
    assert notes.attributions[-1].continues is None


def test_dashes_of_a_plain_list_are_no_speech() -> None:
    text = "The plan has two parts.\n– The harbour is dug out by March.\n– The bridge is closed by May."
    assert quoted(text) == []


def test_a_signature_line_is_the_source_of_the_post_before_it() -> None:
    text = "The board says that the bridge is open.\n— Harbour Watch (@harbour_watch) March 3, 2021\nIt is raining."
    notes = found(text)
    post = next(a for a in notes.attributions if a.rule == "signature")
    assert post.source_text == "Harbour Watch"
    assert notes.quotations[post.quotations[0]].marks == "block"


def test_a_name_after_a_dash_signs_the_quotation_before_it() -> None:
    notes = found("“We never asked for a bridge here.” — Ivo Marek")
    assert [(a.rule, a.source_text) for a in notes.attributions] == [("signed-quotation", "Ivo Marek")]


# ------------------------------------------------------------------ what marks are for


@pytest.mark.parametrize(
    ("text", "use"),
    [
        ("“We wait here,” said Ivo Marek.", "speech"),
        ("Marek called the plan “a gift to the rich,” and left.", "speech"),
        ("Critics of the “reform” of the harbour met on Monday.", "scare"),
        ("He is often referred to as “the old lady’s pilot” in Ordan.", "term"),
        ("The talks dealt with a so-called “single harbour space” for all.", "term"),
        ("The novel “The Long Harbour Night” came out in May.", "title"),
        ("Thousands marched under the slogan “Boats not bridges” through Ordan.", "slogan"),
        ("The so-called “pilots” had never been to sea.", "scare"),
        ("Fishermen call the current “the broom”.", "term"),
        ("A man who calls himself “the Duke” sells tickets.", "term"),
        ("Old hands speak of “dry fog” in such weeks.", "term"),
        ("The board christened the raft “Second Chance” in May.", "term"),
        ("On the wall of the pier somebody had painted “Not for sale”.", "slogan"),
        ("Each van carries a sticker that says “Ask me about eels”.", "slogan"),
        ("A notice on the door of the hall says “Closed until further notice”.", "slogan"),
        ("A banner hung from the bridge: “No more water for golf”.", "slogan"),
        ("What engineers call “creep” had bent the beam.", "term"),
        ("They named the dog “Minister”.", "term"),
        ("The letter is signed “A friend of the harbour”.", "term"),
        ("The paper “Silt and its movement” is out of print.", "title"),
        ("The evening ended, to quote a steward, “in some disorder”.", "speech"),
    ],
)
def test_scare_quotes_terms_titles_and_slogans_are_told_from_speech(text: str, use: str) -> None:
    assert [q.use for q in found(text).quotations] == [use]


def test_of_two_in_a_row_the_second_is_like_the_first() -> None:
    text = "They held placards saying “Hands off the quay” and “No toll, no tug”. Marek said it was “all very loud”."
    assert [q.use for q in found(text).quotations] == ["slogan", "slogan", "speech"]


def test_quotations_of_another_language_are_found_but_no_claims() -> None:
    text = "„Wir warten hier auf das Schiff“, sagte Ivo Marek. Er sagte, dass es spät sei."
    notes = found(text, language="de")
    assert quoted(text, language="de") == [["Wir warten hier auf das Schiff"]]
    assert all(not a.source and not a.cue for a in notes.attributions)


# ------------------------------------------------------------------ any text at all

_PARTS = [*"ab .,\n\"'“”‘’«»„「」–—-:?!()\x00\u202e\ud800é中", "said ", "Marek ", " he ", "that ", "''", "– ", ". "]
_MARKED = st.lists(st.sampled_from(_PARTS), max_size=80).map("".join)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=150), _MARKED))
def test_no_text_raises_and_every_span_lies_in_a_kept_block(text: str) -> None:
    article = cleaned(text)
    notes = annotate(text, article, Notes())
    spans = [s for q in notes.quotations for s in q.spans]
    spans += [s for a in notes.attributions for s in (*a.source, *a.cue, *a.content, *a.sentence)]
    for start, end in spans:
        assert start < end
        assert any(b.start <= start and end <= b.end for b in article.blocks)
    for n, a in enumerate(notes.attributions):
        assert a.continues is None or a.continues < n
        assert all(q < len(notes.quotations) for q in a.quotations)


def _seconds(size: int, piece: str) -> float:
    text = (piece * (size // len(piece) + 1))[:size]
    article = cleaned(text)
    with fewer_collections():  # as the pipeline runs it
        began = time.process_time()
        layout = Layout(text, article.blocks)
        pair(text, layout)
        attribute(text, layout, article)
        return time.process_time() - began


_PIECES = (
    "“We wait,” said Ivo Marek. ",
    "\"'",
    "a. b. ",
    "said ",
    "Ivo, ",
    "that he said ",
    "'a ",
    "x",
    "(",
    "“",
    "according to ",
    "and said Marek, who ",
)


@pytest.mark.parametrize("piece", _PIECES)
def test_time_grows_with_the_text_and_not_with_its_square(piece: str) -> None:
    small, large = (min(_seconds(size, piece) for _ in range(3)) for size in (20_000, 160_000))
    assert large < 8 * 3 * max(small, 0.01)


@pytest.mark.slow
@pytest.mark.parametrize("piece", _PIECES)
def test_a_line_of_half_a_megabyte_is_read_in_linear_time(piece: str) -> None:
    small = max(min(_seconds(50_000, piece) for _ in range(3)), 0.01)
    assert _seconds(500_000, piece) < 10 * 1.9 * small  # an exponent of 1.28, as below


@pytest.mark.slow
@pytest.mark.parametrize("piece", _PIECES)
def test_a_line_of_five_megabytes_is_read_in_linear_time(piece: str) -> None:
    small = max(_seconds(100_000, piece), 0.02)
    assert _seconds(5_000_000, piece) < 50 * 3 * small
