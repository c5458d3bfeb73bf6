"""What is told of a chunk at a glance is what the patterns for all chunks say."""

from __future__ import annotations

import random
from itertools import product

import pytest

from mkdocs_briefing.annotate import chunks
from mkdocs_briefing.annotate.chunks import Chunk, known, read_as_one, tokens_of
from mkdocs_briefing.annotate.layout import Layout
from mkdocs_briefing.annotate.layout import sentences as layout_sentences
from mkdocs_briefing.annotate.names import _tokens, _tokens_in
from mkdocs_briefing.annotate.tokens import sentences
from mkdocs_briefing.model import Block

WORDS = ("said", "Marek", "a", "I", "he", "vs", "Mr", "Sund", "BBC", "ships", "Étienne", "boué", "don’t", "well-off")
SIGNS = ("", ",", ".", "...", "”", "’", '"', "(", ")", "?", "?”", ".”", ",”", "“", "—", ":", "!", "'s", "’s", " ", "\n")


def every_chunk() -> list[str]:
    told = ["".join(parts) for parts in product(SIGNS, WORDS, SIGNS)]
    choose = random.Random(7)
    told += ["".join(choose.choices("aeRs.,;“”’'-1é\u00a0(…&@", k=choose.randint(0, 9))) for _ in range(3_000)]
    return told


def test_tokens_are_those_of_the_pattern() -> None:
    assert [text for text in every_chunk() if Chunk(text).read() != tokens_of(text)] == []


def test_words_are_those_of_the_patterns() -> None:
    for text in every_chunk():
        chunk = Chunk(text)
        hashes = [chunks._hash(word) for word in chunks._WORD.findall(text.casefold())]
        assert [chunk.hash] * bool(chunk.word) + list(chunk.hashes) == hashes, text
        small = [chunk.word] * chunk.small + list(chunk.small_words)
        assert small == chunks._SMALL_WORD.findall(text), text


def test_stops_and_marks_are_those_of_the_patterns() -> None:
    for text in every_chunk():
        assert Chunk(text).stops == tuple(m.span() for m in chunks._STOP.finditer(text)), text
        assert Chunk(text).marks == tuple((m[0], *m.span()) for m in chunks._MARK.finditer(text)), text


def test_stops_found_by_their_signs_are_those_of_the_chunks() -> None:
    choose, told = random.Random(9), every_chunk()
    for _ in range(1_500):
        text = " ".join(choose.choices(told, k=8)) + choose.choice(("", "\n", " .", "?"))
        layout = Layout(text, (Block(start=0, end=len(text), kind="paragraph"),))
        assert tuple(layout_sentences(text, 0, len(text))) == layout.paragraphs[0].sentences, text
        assert chunks.stops(text, 3, len(text) - 1) == [
            (at + a, at + b)
            for at, chunk in chunks.with_signs(chunks.chunks(text, 3, len(text) - 1), 3)
            for a, b in chunk.stops
        ], text


def test_names_are_those_of_the_whole_sentence() -> None:
    choose, told = random.Random(8), every_chunk()
    for _ in range(1_500):
        text = " ".join(choose.choices(told, k=8)).replace("\n", " ")
        layout = Layout(text, (Block(start=0, end=len(text), kind="paragraph"),))
        capitals = [place for place in layout.signs[0] if place[1].capital]
        for start, end in layout.paragraphs[0].sentences:
            assert _tokens(text, start, end, capitals) == _tokens_in(text, start, end, end), text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("said J. Marek today", ["said", "j.", "marek", "today"]),
        ("said A. B. Marek", ["said", "a.", "b.", "marek"]),
        ("plan B. he said", ["plan", "b", ".", "he", "said"]),
        ("We wait . . . and hope", ["we", "wait", ". . .", "and", "hope"]),
        ("wait. . . and hope", ["wait", ". . .", "and", "hope"]),
        ("the U.S. Coast  Guard", ["the", "u.s.", "coast", "guard"]),
    ],
)
def test_what_follows_a_full_stop_tells_what_it_is(text: str, words: list[str]) -> None:
    assert [word for t in sentences(text, (0, len(text)), ()) for word in t.w] == words


def test_a_row_of_full_stops_is_read_in_pieces() -> None:
    text = " .." * 20_000
    assert sum(chunk.size + 1 for chunk in read_as_one(text, 0, len(text))) == len(text) + 1
    assert max(map(len, known)) <= 64
