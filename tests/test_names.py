"""Candidate names of one article: where they begin and end, what is cut off them, what stands around them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_briefing.annotate.layout import Layout
from mkdocs_briefing.annotate.names import candidates
from mkdocs_briefing.model import Block, Candidate


def blocks(text: str) -> list[Block]:
    found, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            found.append(Block(start=at, end=at + len(line), kind="paragraph"))
        at += len(line) + 1
    return found


def names(text: str) -> list[Candidate]:
    return list(candidates(text, Layout(text, blocks(text)))[0])


def texts(text: str) -> list[str]:
    return [c.text for c in names(text)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("She met Ana Lima and Rui Costa.", ["Ana Lima", "Rui Costa"]),
        ("It was Ludwig van der Velde who spoke.", ["Ludwig van der Velde"]),
        ("He thanked Jean-Luc D’Amaro of Quebec.", ["Jean-Luc D’Amaro", "Quebec"]),
        ("They saw Park Min-seo leave.", ["Park Min-seo"]),
        ("The Institute for Northern Slopes warned Norway.", ["Institute for Northern Slopes", "Norway"]),
        ("A clerk of the Department of Health and Human Services left.", ["Department of Health and Human Services"]),
        ("They asked Norway’s Defense Ministry.", ["Norway’s Defense Ministry"]),
        ("They asked Norway’s farmers.", ["Norway"]),
        ("He wrote to the Dam and Tunnel Workers’ Union.", ["Dam and Tunnel Workers’ Union"]),
        ("He wrote to Lima and the Harbour Workers’ Union.", ["Lima", "Harbour Workers’ Union"]),
        ("Partners of Halvorsen & Lied came.", ["Partners", "Halvorsen & Lied"]),
        ("They wrote to the U.S. and the UN.", ["U.S.", "UN"]),
        ("He told us that it was over for us.", []),
        ("Officials in New Jersey agreed.", ["New Jersey"]),
        ("On Wednesday Lena Storhaug left.", ["Lena Storhaug"]),
        ("The Oslo-based firm closed.", ["Oslo"]),
        ("He wrote for the Valley Press.", ["Valley Press"]),
        ("He wrote to Ana Lima Sen.", ["Ana Lima Sen"]),
        ("A T-shirt by Ana Lima sold.", ["Ana Lima"]),
        ("Don’t ask Ana Lima. It’s late.", ["Ana Lima"]),
        ("The 17th Alpine Regiment marched.", ["17th Alpine Regiment"]),
        ("В Киеве Анна Петренко сказала это.", ["В Киеве Анна Петренко"]),
        ("東京で田中さんは言った。", []),
    ],
)
def test_where_names_begin_and_end(sentence: str, expected: list[str]) -> None:
    assert texts(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "name", "title", "role"),
    [
        ("They met Norwegian President Ana Lima there.", "Ana Lima", "Norwegian President", "Norwegian President"),
        ("They met then President Ana Lima there.", "Ana Lima", "President", "then President"),
        ("They met Secretary of State Ana Lima there.", "Ana Lima", "Secretary of State", "Secretary of State"),
        ("It was acting Defense Minister Ana Lima.", "Ana Lima", "Defense Minister", "acting Defense Minister"),
        ("It was French researcher Ana Lima.", "Ana Lima", "", "French researcher"),
        ("It was former Norwegian prime minister Ana Lima.", "Ana Lima", "", "former Norwegian prime minister"),
        ("They asked Ana Lima, a French defense analyst, again.", "Ana Lima", "", "a French defense analyst"),
        ("They asked Ana Lima, deputy chief of the harbour, again.", "Ana Lima", "", "deputy chief of the harbour"),
        ("They asked Ana Lima, who left early.", "Ana Lima", "", None),
        ("They asked Mrs. Lima again.", "Lima", "Mrs.", None),
        ("They asked Major General Ana Lima again.", "Ana Lima", "Major General", "Major General"),
    ],
)
def test_titles_are_cut_off_and_kept_as_roles(sentence: str, name: str, title: str, role: str | None) -> None:
    found = next(c for c in names(sentence) if c.text == name)
    assert (found.title if title else "", found.role_text) == (title, role)
    if found.role:
        assert sentence[found.role[0] : found.role[1]] == found.role_text


def test_a_title_without_a_name_is_nobody() -> None:
    assert texts("They met the Secretary of State there.") == []


def test_an_owner_before_a_title_is_a_name_of_its_own() -> None:
    assert texts("They asked Fjordbanken CEO Ana Lima.") == ["Fjordbanken", "Ana Lima"]


def test_an_organisation_and_a_person_that_meet_are_two() -> None:
    assert texts("A note from the Harbour Trust Ana Lima signed.") == ["Harbour Trust", "Ana Lima"]


def test_what_stands_around() -> None:
    found = names("In Oslo, the River Commission (RC) met. “The Long Night” is a film.")
    oslo, commission, film = found[0], found[1], found[-1]
    assert (oslo.before, commission.before, commission.bracket) == ("In", "the", "RC")
    assert film.text == "Long Night"
    assert not commission.quoted


def test_a_name_over_a_wrapped_line_is_one() -> None:
    text = "The council heard on Thursday from its engineer Torunn\nKvalheim-Roy, who came late."
    (name,) = candidates(text, Layout(text, [Block(start=0, end=len(text), kind="paragraph")]))[0]
    assert name.text == "Torunn\nKvalheim-Roy" == text[name.start : name.end]
    assert name.before == "engineer"


def test_short_lines_are_lists_of_names() -> None:
    text = "Present:\nAna Lima\nRui Costa"
    found = candidates(text, Layout(text, [Block(start=0, end=len(text), kind="paragraph")]))[0]
    assert [name.text for name in found] == ["Present", "Ana Lima", "Rui Costa"]


def test_a_digit_inside_a_name_that_its_acronym_holds() -> None:
    assert texts("She joined Movimento 4 Porti (M4P) there.") == ["Movimento 4 Porti", "M4P"]
    assert texts("He won Lima 4 Costa (M5P) there.") == ["Lima", "Costa", "M5P"]


def test_headlines_say_nothing() -> None:
    assert all(c.heading for c in names("Storhaug Sells Her Boat To Lima"))
    assert not any(c.heading for c in names("Ana Lima, Rui Costa, Lena Storhaug, Odd Lyngmo, Tor Brekkan"))


def test_lower_case_words_are_evidence() -> None:
    _, words = candidates("The dam is old.", Layout("The dam is old.", blocks("The dam is old.")))
    assert words == ("dam old",)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.sampled_from("Aab Éü.’'-&(),“”\n1Жж\u00a0"), max_size=80))
def test_candidates_are_exact_ordered_and_apart(text: str) -> None:
    at = 0
    for c in names(text):
        assert text[c.start : c.end] == c.text
        assert c.start >= at
        assert c.text.strip()
        at = c.end
        if c.role:
            assert text[c.role[0] : c.role[1]] == c.role_text


@pytest.mark.parametrize("piece", ["Ana ", "A. ", "Ana de ", "Ministry of ", "O’", "A-", "Ana, a ", "(AB) "])
def test_one_endless_line_takes_linear_time(piece: str) -> None:
    text = piece * (400_000 // len(piece))
    began = time.process_time()
    candidates(text, Layout(text, blocks(text)))
    assert time.process_time() - began < 10


def test_a_comma_and_a_small_word_state_no_role() -> None:
    assert [c.role for c in names("They asked Ana Lima, of the harbour, again.")] == [None]


@pytest.mark.parametrize(
    ("sentence", "role"),
    [
        ("She met the lawyer, Ivo Marek, at noon.", "the lawyer"),
        ("It is safe, said the board’s chief geologist, Ivo Marek.", "the board’s chief geologist"),
        ("The mayor of Ordan, Ivo Marek, agreed.", "The mayor of Ordan"),
        ("They met the board, the lawyer, Ivo Marek, and a guard.", None),
        ("They saw the bridge, Ivo Marek, and a guard.", None),
    ],
)
def test_a_role_may_stand_before_the_name_that_it_is_set_off_from(sentence: str, role: str | None) -> None:
    (candidate,) = [c for c in names(sentence) if c.text == "Ivo Marek"]
    assert candidate.role_text == role
