"""Who says what: one test a construction, on sentences about invented people; the name of the rule is part of each."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mkdocs_briefing.annotate import annotate, rules
from mkdocs_briefing.model import Annotations, Block, Cleaned, FoundAttribution, Metadata, Notes


def found(text: str) -> Annotations:
    blocks, at = [], 0
    for line in text.split("\n"):
        if line.startswith("> "):
            blocks.append(Block(start=at + 2, end=at + len(line), kind="quote"))
        elif line.strip():
            blocks.append(Block(start=at, end=at + len(line), kind="paragraph"))
        at += len(line) + 1
    return annotate(text, Cleaned(metadata=Metadata(), blocks=tuple(blocks)), Notes())


def only(text: str, rule: str) -> FoundAttribution:
    """The one attribution that the rule found."""
    (one,) = [a for a in found(text).attributions if a.rule == rule]
    return one


def content(text: str, one: FoundAttribution) -> list[str]:
    return [text[a:b] for a, b in one.content]


@pytest.mark.parametrize(
    ("text", "rule", "source", "words"),
    [
        ("Ivo Marek said that the bridge was safe.", "that-clause", "Ivo Marek", ["that the bridge was safe"]),
        ("Ivo Marek said the bridge was safe.", "bare-clause", "Ivo Marek", ["the bridge was safe"]),
        ("“The bridge is safe,” said Ivo Marek.", "inverted", "Ivo Marek", ["“The bridge is safe,”"]),
        ("“The bridge is safe,” Ivo Marek said.", "closing", "Ivo Marek", ["“The bridge is safe,”"]),
        (
            "“The bridge,” said Ivo Marek, “is safe.”",
            "inverted",
            "Ivo Marek",
            ["“The bridge,”", "“is safe.”"],
        ),
        ("Ivo Marek said, “The bridge is safe.”", "opening", "Ivo Marek", ["“The bridge is safe.”"]),
        ("Ivo Marek added: “The bridge is safe.”", "opening", "Ivo Marek", ["“The bridge is safe.”"]),
        ("The bridge was safe, Ivo Marek said.", "closing-clause", "Ivo Marek", ["The bridge was safe"]),
        ("The bridge is closed for good, reported the Ordan Courier.", "inverted", "the Ordan Courier", None),
        (
            "The bridge is safe, according to the harbour board.",
            "according-to",
            "the harbour board",
            ["The bridge is safe"],
        ),
        (
            "According to the harbour board, the bridge is safe.",
            "according-to-first",
            "the harbour board",
            ["the bridge is safe"],
        ),
        ("The bridge, as Ivo Marek put it, is a gift.", "as-said", "Ivo Marek", None),
        ("As Ivo Marek said, the bridge is safe.", "as-said", "Ivo Marek", ["the bridge is safe"]),
        ("Ivo Marek told the Ordan Courier that the bridge was safe.", "that-clause", "Ivo Marek", None),
        ("Ivo Marek told reporters on Monday that the bridge was safe.", "that-clause", "Ivo Marek", None),
        (
            "“We wait,” Ivo Marek was quoted as saying.",
            "closing",
            "Ivo Marek",
            ["“We wait,”"],
        ),
        ("The letter says that the bridge is safe.", "that-clause", "The letter", None),
        (
            "A poll published on Friday found that most want the bridge.",
            "that-clause",
            None,
            ["that most want the bridge"],
        ),
        ("A warning by the harbour board that the bridge may fall came late.", "noun-that", "the harbour board", None),
        ("Ivo Marek’s claim that the bridge is safe was wrong.", "noun-that", "Ivo Marek’s", None),
        ("Ivo Marek believes the bridge is safe.", "bare-clause", "Ivo Marek", ["the bridge is safe"]),
        ("Ivo Marek wants to close the bridge.", "infinitive", "Ivo Marek", ["to close the bridge"]),
        ("Ivo Marek criticized the bridge.", "noun-object", "Ivo Marek", ["the bridge"]),
        ("Ivo Marek called for a new bridge.", "verb-preposition", "Ivo Marek", ["a new bridge"]),
        (
            "Ivo Marek asked whether the bridge was safe.",
            "question-clause",
            "Ivo Marek",
            ["whether the bridge was safe"],
        ),
        ("Ivo Marek is convinced that the bridge is safe.", "adjective-that", "Ivo Marek", None),
        ("The harbour board is expected to close the bridge.", "passive-opinion", "", None),
        ("The board was told by Ivo Marek that the bridge was safe.", "passive-content", "Ivo Marek", None),
        ("The bridge was praised by Ivo Marek.", "passive-by", "Ivo Marek", ["The bridge"]),
        ("Minister: no bridge before spring", "headline-colon", "Minister", ["no bridge before spring"]),
        ("“The bridge is safe,” Ivo Marek deadpanned.", "unlisted-verb-after", "Ivo Marek", ["“The bridge is safe,”"]),
    ],
)
def test_construction(text: str, rule: str, source: str | None, words: list[str] | None) -> None:
    one = only(text, rule)
    if source is not None:
        assert one.source_text == source
    if words is not None:
        assert content(text, one) == words


def test_the_turns_of_an_interview_are_their_speakers() -> None:
    text = "MAREK: We wait here for the boats.\nHOLM: For how long will you wait?\nMAREK: As long as it takes."
    notes = found(text)
    assert [(a.rule, a.source_text) for a in notes.attributions] == [
        ("turn", "MAREK"),
        ("turn", "HOLM"),
        ("turn", "MAREK"),
    ]


def test_an_announcement_takes_the_next_paragraph() -> None:
    text = "Then Ivo Marek said:\n“The bridge is safe.”"
    one = only(text, "announced")
    assert content(text, one) == ["“The bridge is safe.”"]


def test_conjoined_statements_are_two_with_one_source() -> None:
    text = "Ivo Marek said the bridge was safe and added that the boats were ready."
    notes = found(text)
    assert [content(text, a) for a in notes.attributions] == [["the bridge was safe"], ["that the boats were ready"]]
    assert {a.source_text for a in notes.attributions} == {"Ivo Marek"}


def test_a_participle_takes_the_subject_of_its_sentence() -> None:
    text = "Ivo Marek closed the bridge, saying that it was not safe."
    assert only(text, "that-clause").source_text == "Ivo Marek"


def test_an_attribution_inside_another_is_found_too() -> None:
    text = "Ivo Marek said that the harbour board warned that the bridge may fall."
    assert [a.source_text for a in found(text).attributions] == ["Ivo Marek", "the harbour board"]


def test_direct_mixed_and_indirect_are_told_apart() -> None:
    kinds = [
        found(text).attributions[0].kind
        for text in (
            "“The bridge is safe,” said Ivo Marek.",
            "Ivo Marek said that the bridge was “safe as a house” for boats.",
            "Ivo Marek said that the bridge was safe.",
        )
    ]
    assert kinds == ["direct", "mixed", "indirect"]


@pytest.mark.parametrize(
    ("text", "kind", "name", "role", "unnamed"),
    [
        ("Ivo Marek, a harbour pilot, said it was late.", "name", "Ivo Marek", "a harbour pilot", False),
        ("Retired Captain Ivo Marek said it was late.", "name", "Ivo Marek", "Retired Captain", False),
        ("Harbour spokesman Ivo Marek said it was late.", "name", "Ivo Marek", "Harbour spokesman", False),
        ("Ordan’s Defense Ministry said it was late.", "name", "Ordan’s Defense Ministry", None, False),
        (
            "The Institute for the Study of Bridges said it was late.",
            "name",
            "Institute for the Study of Bridges",
            None,
            False,
        ),
        ("The General Staff said it was late.", "name", "General Staff", None, False),
        ("He said it was late.", "pronoun", None, None, False),
        ("The officers said it was late.", "nominal", None, None, False),
        ("Senior officers said it was late.", "nominal", None, None, True),
        ("One local doctor said it was late.", "nominal", None, None, True),
        ("A top Ordan official said it was late.", "nominal", None, None, True),
    ],
)
def test_what_the_words_of_a_source_tell(
    text: str, kind: str, name: str | None, role: str | None, unnamed: bool
) -> None:
    one = found(text).attributions[0]
    assert one.source_kind == kind
    assert (text[slice(*one.name)] if one.name else None) == name
    assert one.role_text == role
    assert one.unnamed is unnamed


def test_a_relative_pronoun_is_the_source_and_its_noun_the_name() -> None:
    text = "The talks were led by Ivo Marek, who said that the bridge was safe."
    one = only(text, "that-clause")
    assert [text[a:b] for a, b in one.source] == ["who"]
    assert one.name is not None
    assert text[slice(*one.name)] == "Ivo Marek"


@pytest.mark.parametrize(
    "text",
    [
        "The bridge claims a life a year.",
        "His plans for the bridge were old.",
        "The calls of gulls fill the harbour.",
        "He sat like a stone on the bridge.",
        "The ferry reports were burnt.",
    ],
)
def test_words_that_may_be_cues_but_are_not(text: str) -> None:
    assert not [a for a in found(text).attributions if a.source_kind == "name"]
    assert not [a for a in found(text).attributions if a.kind == "direct"]


def test_a_quotation_without_a_speaker_is_shown_without_one() -> None:
    text = "It was late in Ordan.\n“The bridge was never safe, and all of us knew it.”"
    (one,) = found(text).attributions
    assert one.source_kind == "none"
    assert one.source == ()
    assert one.quotations == (0,)


def test_the_byline_and_dateline_are_no_part_of_what_is_said() -> None:
    text = "(Ada Holm, Ordan Courier) The bridge is closed, reported the Harbour Times."
    one = only(text, "inverted")
    assert content(text, one) == ["The bridge is closed"]


def test_the_sentence_and_key_of_an_attribution_are_those_of_its_words() -> None:
    text = "It rained. Ivo Marek said that the bridge was safe. It rained on."
    one = only(text, "that-clause")
    assert one.sentence_text == "Ivo Marek said that the bridge was safe."
    assert [text[a:b] for a, b in one.sentence] == [one.sentence_text]
    assert one.key.startswith("c-")


@pytest.mark.parametrize("rule", rules.ATTRIBUTIONS, ids=lambda rule: str(rule.name))
def test_every_rule_of_attribution_finds_its_own_example(rule: rules.Rule) -> None:
    assert rule.name in {a.rule for a in found(rule.example).attributions}


@pytest.mark.parametrize("rule", rules.QUOTATIONS, ids=lambda rule: str(rule.name))
def test_every_rule_of_quotation_finds_its_own_example(rule: rules.Rule) -> None:
    assert rule.name in {q.rule for q in found(rule.example).quotations}


def test_every_rule_that_the_code_names_is_described() -> None:
    described = {rule.name for rule in (*rules.ATTRIBUTIONS, *rules.QUOTATIONS, rules.BY_PERSON)}
    folder = Path(rules.__file__).parent
    named = set()
    for name in ("attributions", "article", "blocks", "quotes"):
        code = (folder / f"{name}.py").read_text("utf-8")
        named |= set(re.findall(r"rule=\"([a-z-]+)\"", code))
        named |= set(
            re.findall(
                r"(?:add|right|left)\([^\n]*?\"([a-z]+(?:-[a-z]+)*)\", (?:cue\.lemma|t\.w\[i\]|\"[^\"]*\")\)", code
            )
        )
    assert named
    assert named <= described


def test_a_headline_in_capitals_is_read_like_a_sentence() -> None:
    text = "Ordan Minister Says Bridge Is Safe"
    one = only(text, "bare-clause")
    assert one.source_text == "Ordan Minister"
    assert content(text, one) == ["Bridge Is Safe"]
