"""Known phrases beside an article: the quick look finds what a plain search of every pattern would."""

from __future__ import annotations

import re
from importlib import resources
from pathlib import Path

import pytest

from mkdocs_briefing.clean.patterns import needed, phrase

CORPUS = Path(__file__).parent.parent / "corpus"
BESIDE = [
    "Subscribe to our newsletter",
    "Sign up for the morning briefing",
    "Comments are closed",
    "We use cookies to measure our audience",
    "Photo: A. Holm",
    "A ferry at the quay (AP Photo/T. Roke)",
    "Tilda Roke can be reached at the desk",
    "© 2024 The Orvik Ledger",
    "Registered office: 1 Quay Street",
    "Opens in new window",
]


def _plainly(words: str) -> str | None:
    rows = resources.files("mkdocs_briefing").joinpath("data", "boilerplate.tsv").read_text("utf-8").splitlines()
    table = [row.split("\t", 1) for row in rows if row and not row.startswith("#")]
    for name in dict.fromkeys(reason for reason, _ in table):
        if any(re.search(pattern, words, re.I) for reason, pattern in table if reason == name):
            return name
    return None


def _lines() -> list[str]:
    found = [*BESIDE, "The harbour master said that the line would close in May."]
    for file in sorted(CORPUS.rglob("*")):
        if file.is_file():
            found += [line.strip()[:460] for line in file.read_text(encoding="utf-8", errors="replace").splitlines()]
    return found


@pytest.mark.parametrize("change", [str, str.upper, lambda w: w.replace("s", "ſ").replace("i", "İ")])
def test_the_quick_look_equals_a_plain_search(change: type[str]) -> None:
    for line in map(change, _lines()):
        assert phrase(line) == _plainly(line), line


@pytest.mark.parametrize("words", BESIDE)
def test_phrases_that_stand_beside_articles(words: str) -> None:
    assert phrase(words)


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("comments (?:are|is) closed", [{"comments "}, {"are", "is"}, {" closed"}]),
        ("tax[- ]deductible", [{"tax"}, {"deductible"}]),
        (r"\bcookies?\b.{0,80}(?:policy|consent)", [{"cookie"}, {"policy", "consent"}]),
        ("(?:push|breaking) (?:alerts|notes)", [{"push", "breaking"}, {" "}, {"alerts", "notes"}]),
        ("(?:a|b)?c?", []),
        ("(?:photo|[a-z]+) by", [{" by"}]),
        ("colou{0,1}rs", [{"colo"}, {"rs"}]),
        ("(?-i:[A-Z])x", [{"x"}]),
    ],
)
def test_the_words_that_a_pattern_cannot_do_without(pattern: str, words: list[set[str]]) -> None:
    assert needed(pattern) == words


def test_half_a_character_is_no_obstacle() -> None:
    assert phrase("All rights \ud800 reserved: sign up for our newsletter") == "subscribe"
