"""Words by tables are the words that the pattern finds, whatever stands between them."""

from __future__ import annotations

import random

import pytest

from mkdocs_briefing.clean.letters import Letters, _any_words, plain

PIECES = (
    *("Ana", "the", "DON'T", "don’t", "’tis", "'tis", "dogs'", "dogs’", "'n'", "a'b'c", "''", "’’", "'", "’A", "A'"),
    *(
        "3'A",
        "_x",
        "x_Y",
        "U.S.",
        "“Ja",
        "”",
        "–",
        "…",
        "\u00a0",
        "12",
        "Élan",
        "ſo",
        "ßen",
        "٣",
        "\ud800",
        "(B)",
        "c-d",
        "'\t",
    ),
)


def test_words_by_tables_are_those_of_the_pattern() -> None:
    draw = random.Random(3)
    for _ in range(3000):
        lines = [draw.choice(("", " ", "-")).join(draw.choices(PIECES, k=draw.randrange(1, 9))) for _ in range(3)]
        text = draw.choice(("\n", "", "x")).join(lines)
        letters = Letters(text)
        for line in lines:
            assert letters.words(text.index(line), line) == _any_words(line), ascii(line)


@pytest.mark.parametrize(("text", "so"), [("", True), ("a’b “c” – …\u00a0", True), ("é", False), ("\ud800", False)])
def test_what_is_print_without_other_letters(text: str, so: bool) -> None:
    assert plain(text) is so
