"""Who says what: one test a construction, on sentences about invented people; the name of the rule is part of each."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mkdocs_briefing.annotate import annotate, rules
from mkdocs_briefing.model import Annotations, Block, Cleaned, Evidence, Fact, FoundAttribution, Metadata, Notes


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
        (
            "Ivo Marek’s claim that the bridge is safe was wrong.",
            "noun-that",
            "Ivo Marek",
            ["that the bridge is safe"],
        ),
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


@pytest.mark.parametrize(
    ("text", "rule", "source", "words"),
    [
        (
            "The guard has estimated so far that nine boats sank.",
            "that-clause",
            "The guard",
            ["that nine boats sank"],
        ),
        (
            "The Trust’s assessment that Ivo Marek is wrong has been backed up by an expert.",
            "noun-that",
            "The Trust",
            ["that Ivo Marek is wrong"],
        ),
        ("Her conclusion is that the ice will go.", "noun-that", "Her", ["that the ice will go"]),
        ("Ivo Marek’s decision to hold off has not gone down well.", "noun-to", "Ivo Marek", ["to hold off"]),
        (
            "Guards who agree that the prison should be closed were angry about the delay.",
            "that-clause",
            "Guards",
            ["that the prison should be closed"],
        ),
        (
            "The man who first revealed that Lena Holm used a private number while she was minister was sentenced.",
            "that-clause",
            "The man",
            ["that Lena Holm used a private number while she was minister"],
        ),
        (
            "Ivo Marek said two boats had sunk near the border, an act that Lena Holm described as an attack.",
            "bare-clause",
            "Ivo Marek",
            ["two boats had sunk near the border"],
        ),
        (
            "The officials — Ivo Marek among them — have long argued that the bridge is weak.",
            "that-clause",
            "The officials",
            ["that the bridge is weak"],
        ),
        (
            "What got under her skin, Lena Holm said, was a question.",
            "closing-clause",
            "Lena Holm",
            ["What got under her skin", "was a question"],
        ),
        (
            "But the years that followed, Ivo Marek said, brought a change.",
            "closing-clause",
            "Ivo Marek",
            ["the years that followed", "brought a change"],
        ),
        (
            "Ivo Marek says the plan, while costly, was dealt with.",
            "bare-clause",
            "Ivo Marek",
            ["the plan, while costly, was dealt with"],
        ),
        ("Ivo Marek called her brave and he left.", "noun-object", "Ivo Marek", ["her brave"]),
        ("When asked at the quay about the boats, he smiled.", "fronted-question", "", ["about the boats"]),
        ("Aides acknowledged as much on Monday.", "points-back", "Aides", ["as much"]),
        (
            "They built what they called “people’s halls,” all-in-one barns.",
            "opening",
            "they",
            ["“people’s halls,”"],
        ),
        (
            "Despite his “brash manner,” Lena Holm wrote, Ivo Marek is a kind man.",
            "closing",
            "Lena Holm",
            ["Despite his “brash manner,”", "Ivo Marek is a kind man"],
        ),
        (
            "The vintner was quoted by the Vale Courier as saying that the frost took it all.",
            "that-clause",
            "The vintner",
            ["that the frost took it all"],
        ),
        (
            "“It took it all,” Ivo Marek was quoted by the Vale Courier as saying.",
            "closing",
            "Ivo Marek",
            ["“It took it all,”"],
        ),
        ("“Get it over with,” they quote Ivo Marek as saying.", "closing", "Ivo Marek", ["“Get it over with,”"]),
        (
            "“Nonsense from beginning to end,” is how Ivo Marek describes the report.",
            "closing",
            "Ivo Marek",
            ["“Nonsense from beginning to end,”"],
        ),
        (
            "The staff says that, according to Ordan scouts, two boats have moved.",
            "according-to-first",
            "Ordan scouts",
            ["two boats have moved"],
        ),
        ("The colonel denies having given the order.", "noun-object", "The colonel", ["having given the order"]),
        (
            "The board was warned by its own clerk that the till was empty.",
            "passive-content",
            "its own clerk",
            ["that the till was empty"],
        ),
        ("“It will not hold,” say experts.", "inverted", "experts", ["“It will not hold,”"]),
        (
            "The wall is leaning, write the miner Ivo Marek and the mason Lena Holm.",
            "inverted",
            "the miner Ivo Marek and the mason Lena Holm",
            ["The wall is leaning"],
        ),
        (
            "Ivo Marek says the price is high, compared with last year’s.",
            "bare-clause",
            "Ivo Marek",
            ["the price is high"],
        ),
        (
            "She did it in May, as she said she would, and the board did nothing.",
            "bare-clause",
            "she",
            ["she would"],
        ),
        (
            "Ivo Marek said he wanted to speak to Lena Holm, whom he called a liar.",
            "bare-clause",
            "Ivo Marek",
            ["he wanted to speak to Lena Holm"],
        ),
        (
            "Ivo Marek criticizes the bridge and has called for a ferry.",
            "noun-object",
            "Ivo Marek",
            ["the bridge"],
        ),
        (
            "The singer then recalled an incident at a fair that left her in tears.",
            "bare-clause",
            "The singer",
            ["an incident at a fair that left her in tears"],
        ),
        ("Another ranking says he is poor.", "bare-clause", "Another ranking", ["he is poor"]),
        (
            "At times last year, people close to the chairman said, the mere mention of her name made him fume.",
            "closing-clause",
            "people close to the chairman",
            ["At times last year", "the mere mention of her name made him fume"],
        ),
        (
            "The deficit will end this year, the Budget Office reported on Tuesday -- a surprise.",
            "closing-clause",
            "the Budget Office",
            ["The deficit will end this year"],
        ),
        (
            "It was noticed: According to recent polls, Ivo Marek holds a third of the vote.",
            "according-to-first",
            "recent polls",
            ["Ivo Marek holds a third of the vote"],
        ),
        (
            "He was accused by a reporter of grabbing her.",
            "passive-by",
            "a reporter",
            ["He", "of grabbing her"],
        ),
        (
            "And Ivo Marek, said Lena Holm, does not forget.",
            "inverted",
            "Lena Holm",
            ["Ivo Marek", "does not forget"],
        ),
        (
            "It may be a crime, and as Ivo Marek noted, people could be fined.",
            "as-said",
            "Ivo Marek",
            ["people could be fined"],
        ),
        ("Lena Holm to Harbour Board: No bridge", "headline-colon", "Lena Holm", ["No bridge"]),
        ("Harbour Watch: Board hid the letter", "headline-colon", "Harbour Watch", ["Board hid the letter"]),
        (
            "Ordan scouts have recorded signs of an attack on the bridge.",
            "evidence-seen",
            "Ordan scouts",
            ["signs of an attack on the bridge"],
        ),
        ("Ivo Marek denied it, saying this year will be good.", "bare-clause", "Ivo Marek", ["this year will be good"]),
        (
            "Ivo Marek warned that there is pressure, as Lena Holm said that two boats were lost.",
            "that-clause",
            None,
            ["that there is pressure"],
        ),
        (
            "Asked if the town could stand against a larger, more heavily armed force, he nodded.",
            "fronted-question",
            "",
            ["if the town could stand against a larger, more heavily armed force"],
        ),
        (
            "Ivo Marek stressed the need for help, specifically boats and tents.",
            "noun-object",
            "Ivo Marek",
            ["the need for help, specifically boats and tents"],
        ),
        (
            "Ivo Marek echoed the guards’ claim that they will stay until the bridge is safe.",
            "noun-object",
            "Ivo Marek",
            ["the guards’ claim that they will stay until the bridge is safe"],
        ),
        (
            "The bridge is weak, Ivo Marek noted, explaining that “It was never built for boats.”",
            "that-clause",
            "Ivo Marek",
            ["that “It was never built for boats.”"],
        ),
        (
            "The novice who wants to unseat Lena Holm is reaping rewards.",
            "infinitive",
            "The novice",
            ["to unseat Lena Holm"],
        ),
        (
            "More than half of the guests who support Lena Holm are in college.",
            "noun-object",
            None,
            ["Lena Holm"],
        ),
        (
            "The last man to win a race says it will rain.",
            "bare-clause",
            "The last man to win a race",
            ["it will rain"],
        ),
        (
            "Ivo Marek said — on the radio, as it happens — that the bridge was safe.",
            "that-clause",
            "Ivo Marek",
            ["that the bridge was safe"],
        ),
        (
            "Ivo Marek said if he won, the bridge would stay.",
            "bare-clause",
            "Ivo Marek",
            ["if he won, the bridge would stay"],
        ),
        ("Privately, some guards think the bridge is weak.", "bare-clause", "some guards", ["the bridge is weak"]),
        (
            "Fifty guards signed an open letter on Monday making it clear that they will stay.",
            "made-clear",
            "Fifty guards",
            ["that they will stay"],
        ),
        (
            "Ivo Marek said he earns little and questioned how he would pay.",
            "bare-clause",
            "Ivo Marek",
            ["he earns little"],
        ),
        (
            "Ivo Marek has mocked the board because it pays off: He said it was late.",
            "noun-object",
            "Ivo Marek",
            ["the board because it pays off"],
        ),
        ("Her last words were “mind the step”.", "noun-quoted", "Her", ["“mind the step”"]),
        (
            "Ivo Marek’s answer was: “Not in this town.”",
            "noun-quoted",
            "Ivo Marek",
            ["“Not in this town.”"],
        ),
        (
            "The board considers the matter “closed for good”.",
            "judgement",
            "The board",
            ["the matter “closed for good”"],
        ),
        (
            "Ivo Marek and the board said the bridge is safe.",
            "bare-clause",
            "Ivo Marek and the board",
            ["the bridge is safe"],
        ),
        ("In his diary Ivo Marek wrote: “Rain again.”", "opening", "Ivo Marek", ["“Rain again.”"]),
        (
            "It costs 3 crowns, Ivo Marek told the council; the baker doubts it.",
            "closing-clause",
            "Ivo Marek",
            ["It costs 3 crowns"],
        ),
    ],
)
def test_where_content_and_source_end(text: str, rule: str, source: str | None, words: list[str]) -> None:
    one = next(a for a in found(text).attributions if a.rule == rule)
    assert content(text, one) == words
    assert source is None or one.source_text == source


@pytest.mark.parametrize(
    "text",
    [
        "Ivo Marek seems to understand that and has been trying to win them over.",
        "While not everything Ivo Marek says is true, the bridge stands.",
        "A group campaigning to leave the Northern Union posted.",
        "Ivo Marek holds a lead with officials, called elders, and that is enough.",
        "It was refused to deny services to them, two “top secret” email chains show.",
    ],
)
def test_a_word_that_only_looks_like_a_cue_is_none(text: str) -> None:
    assert not [a for a in found(text).attributions if a.rule in ("that-clause", "bare-clause", "inverted")]


def test_a_quotation_that_nothing_closes_ends_at_the_cue_within_it() -> None:
    text = "“We are ready, said Ivo Marek. The town is not."
    (quotation,) = found(text).quotations
    assert [text[a:b] for a, b in quotation.spans] == ["We are ready,"]
    assert (quotation.rule, quotation.open) == ("ends-at-cue", True)
    assert only(text, "inverted").source_text == "Ivo Marek"


def test_the_sentence_of_a_statement_does_not_end_amid_a_quotation() -> None:
    text = "Ivo Marek said the army is late, adding that “We prepare for it. It will come.” He left."
    (said, adding) = found(text).attributions
    assert said.sentence_text == adding.sentence_text == text.removesuffix(" He left.")


def test_a_second_thing_judged_is_judged_by_the_same() -> None:
    text = "The office found the flour “likely” to be mouldy and the cellar “unfit for any use at all”."
    notes = found(text)
    assert [(a.rule, a.source_text) for a in notes.attributions] == [("judgement", "The office")] * 2
    assert {q.use for q in notes.quotations} == {"speech"}
    assert not found("The guards found a “weapon” in the hall.").attributions


def test_a_noun_that_only_names_what_is_said_says_nothing_besides() -> None:
    text = "Ivo Marek said in his May 4 assessment that the bridge is safe."
    assert [a.rule for a in found(text).attributions] == ["that-clause"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "The wall is leaning, write the miner Ivo Marek and the mason Lena Holm.",
            "Ivo Marek and the mason Lena Holm",
        ),
        ("Ivo Marek and his wife said the wall is leaning.", "Ivo Marek and his wife"),
    ],
)
def test_two_speakers_are_nobody_alone(text: str, name: str) -> None:
    (one,) = found(text).attributions
    assert one.name is not None and text[slice(*one.name)] == name


def test_the_turns_of_an_interview_are_their_speakers() -> None:
    text = "MAREK: We wait here for the boats.\nHOLM: For how long will you wait?\nMAREK: As long as it takes."
    notes = found(text)
    assert [(a.rule, a.source_text) for a in notes.attributions] == [
        ("turn", "MAREK"),
        ("turn", "HOLM"),
        ("turn", "MAREK"),
    ]


def test_who_reports_last_is_no_part_of_what_is_reported() -> None:
    text = "An official claimed the road was open, while the army claimed 14,000 boats, the Ordan Courier reported."
    claimed = [content(text, a) for a in found(text).attributions if a.cue_text == "claimed"]
    assert claimed == [["the road was open"], ["14,000 boats"]]


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
        ("Analysts said it was late.", "nominal", None, None, True),
        ("A person briefed on the talks said it was late.", "nominal", None, None, True),
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


@pytest.mark.parametrize(
    ("text", "rule", "source", "words"),
    [
        (
            "A person close to the firm, who spoke on condition of anonymity, said the valves were old.",
            "bare-clause",
            "A person close to the firm, who spoke on condition of anonymity",
            ["the valves were old"],
        ),
        (
            "A pilot who has worked here for nine years, and who asked not to be named, put the flow at 200 litres.",
            "figure-given",
            "A pilot who has worked here for nine years, and who asked not to be named",
            ["the flow at 200 litres"],
        ),
        (
            "Marek, who spoke by video link from Oslo, blamed ice in the outlet.",
            "noun-object",
            "Marek, who spoke by video link from Oslo",
            ["ice in the outlet"],
        ),
        (
            "A person briefed on the board's talks disputed that account.",
            "points-back",
            "A person briefed on the board's talks",
            ["that account"],
        ),
        (
            "PORTVELD, Ordan, 6 March (Meridian) - Ivo Marek said that the bridge was safe.",
            "that-clause",
            "Ivo Marek",
            ["that the bridge was safe"],
        ),
        ("The mayor has nevertheless refused to lift the order.", "infinitive", "The mayor", None),
        ("The institute no longer calls the bridge safe.", "noun-object", "The institute", None),
        ("I’ve come to think that the bridge is ugly.", "that-clause", "I", ["that the bridge is ugly"]),
        (
            "The tower, a structure whose owner insisted that it was safe, fell.",
            "that-clause",
            "whose owner",
            ["that it was safe"],
        ),
        (
            "Lena Holm of the Tunnel Workers, which says it had no part in the letter, called on the mayor to act.",
            "bare-clause",
            "the Tunnel Workers",
            ["it had no part in the letter"],
        ),
        (
            "According to Meridian, which cited an internal message, Tor Holm was sent a draft.",
            "noun-object",
            "Meridian",
            ["an internal message"],
        ),
        ("“The water takes two hours,” a councillor once told me.", "closing", "a councillor", None),
        (
            "The firm rejected on Friday a report that it had been told.",
            "noun-object",
            "The firm",
            ["a report that it had been told"],
        ),
        ("The city put the losses at closer to 4,500.", "figure-given", "The city", ["the losses at closer to 4,500"]),
        (
            "The town gave a figure of 1,180 for everyone.",
            "figure-given",
            "The town",
            ["a figure of 1,180 for everyone"],
        ),
        ("The firm denied all of it.", "points-back", "The firm", ["all of it"]),
        (
            "The agency quoted him as replying to a friend: “Let them write.”",
            "opening",
            "him",
            ["“Let them write.”"],
        ),
        (
            "She declined to say whether it was safe, because “that is not what I was asked”.",
            "reason-given",
            "She",
            ["“that is not what I was asked”"],
        ),
        (
            "Yesterday the bank's chairwoman, Lena Holm, said that no branch would close.",
            "that-clause",
            "the bank's chairwoman, Lena Holm",
            None,
        ),
        (
            "In her memoirs the former envoy, Lena Holm, claims that the treaty was signed.",
            "that-clause",
            "the former envoy, Lena Holm",
            None,
        ),
        (
            "According to the Daily Bell, the mayor, Ivo Marek, told a court that the bridge was safe.",
            "according-to-first",
            "the Daily Bell",
            ["the mayor, Ivo Marek, told a court that the bridge was safe"],
        ),
        (
            "The treaty is dead, Minister Ivo Marek declared on March 9, 2016.",
            "closing-clause",
            "Minister Ivo Marek",
            ["The treaty is dead"],
        ),
        (
            "The witness said in a deposition dated 2 February 2014 that he had never seen it.",
            "that-clause",
            "The witness",
            ["that he had never seen it"],
        ),
        ("It rained, and I’ve come to think that it is late.", "that-clause", "I", ["that it is late"]),
        ("The authors take care to say that nothing is certain.", "that-clause", "The authors", None),
        (
            "The man speaking at the rally said it was late.",
            "bare-clause",
            "The man speaking at the rally",
            ["it was late"],
        ),
        (
            "Lena Holm said members working at the dam had put the flow at 60 litres.",
            "bare-clause",
            "Lena Holm",
            ["members working at the dam had put the flow at 60 litres"],
        ),
        (
            "Farmers in the lower valley say that the wolves came back.",
            "that-clause",
            "Farmers in the lower valley",
            None,
        ),
        ("“Benches move,” said a voice that would not give its name.", "inverted", "a voice", None),
        ("The 71-year-old says that she never stopped.", "that-clause", "The 71-year-old", None),
        ("The station has since said that it will close.", "that-clause", "The station", None),
        ("He takes the view that benches are ugly.", "noun-that", "He", ["that benches are ugly"]),
        (
            "– We are early this year, but, says Ivo Marek, nobody minds.",
            "inverted",
            "Ivo Marek",
            ["We are early this year, but", "nobody minds."],
        ),
    ],
)
def test_subjects_and_ends_that_are_easily_missed(text: str, rule: str, source: str, words: list[str] | None) -> None:
    one = only(text, rule)
    assert one.source_text == source
    if words is not None:
        assert content(text, one) == words


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("A lawyer for the firm, Ivo Marek, said it was late.", "Ivo Marek", "A lawyer for the firm"),
        ("The mayor of Ordan, Ivo Marek, said it was late.", "Ivo Marek", "mayor of Ordan"),
        ("The last witness, blaster Ivo Marek, said it was late.", "Ivo Marek", "last witness"),
        ("Lena Holm of the Institute for Slopes said it was late.", "Lena Holm", None),
        ("Ivo Marek and Lena Holm said it was late.", "Ivo Marek and Lena Holm", None),
    ],
)
def test_a_description_before_a_name_is_its_role(text: str, name: str, role: str | None) -> None:
    (one,) = found(text).attributions
    assert one.source_kind == "name"
    assert one.name is not None
    assert text[slice(*one.name)] == name
    assert one.role_text == role


@pytest.mark.parametrize(
    "text",
    [
        "A diver who asked not to be named disagreed.",
        "Ivo Marek, who wrote the paper with two colleagues, fell.",
    ],
)
def test_what_attributes_nothing(text: str) -> None:
    assert found(text).attributions == ()


def test_a_pull_quote_goes_on_with_nothing() -> None:
    text = "“It was late,” said Ivo Marek.\n> “Nobody wanted to know”\n“Nobody wanted to know,” said Lena Holm."
    by = {content(text, a)[0]: (a.rule, a.source_text) for a in found(text).attributions}
    assert by["“Nobody wanted to know”"] == ("said-again", "Lena Holm")


def test_questions_and_answers_have_no_names() -> None:
    text = "Q: Is it safe?\nA: It is. “It will hold,” a pilot once told me.\nQ: Why?"
    notes = found(text).attributions
    assert [(a.rule, a.source_kind, a.states) for a in notes] == [
        ("question-turn", "none", False),
        ("answer-turn", "none", True),
        ("closing", "nominal", True),
        ("question-turn", "none", False),
    ]


@pytest.mark.parametrize(
    ("text", "unnamed"),
    [
        ("Senior officers said it was late. The officers said it was cold.", True),
        ("A person briefed on the talks said it was late. The person said it was cold.", True),
        ("The officers said it was cold.", False),
        ("A report said it was late. The report said it was cold.", False),
    ],
)
def test_a_description_of_an_unnamed_source_stays_unnamed(text: str, unnamed: bool) -> None:
    assert found(text).attributions[-1].unnamed is unnamed


def test_who_acts_before_a_bare_quotation_may_speak_it() -> None:
    text = "The union's lawyer, Ivo Marek, was blunt. “They lied.” Lena Holm was not. “Nobody lied at all.”"
    notes = found(text)
    assert [text[slice(*a.name)] for a in notes.attributions if a.name] == ["Ivo Marek", "Lena Holm"]
    assert {a.source_kind for a in notes.attributions} == {"none"}
    assert len(notes.quotations) == 2


def test_a_dash_speech_in_another_language_ends_before_its_verb() -> None:
    blocks = (Block(start=0, end=48, kind="paragraph"),)
    text = "– Vi har ventet her hele natten, sier Ivo Marek."
    language = Fact(value="no", method="test", certainty="stated", evidence=Evidence(words="no", where="test"))
    notes = annotate(text, Cleaned(metadata=Metadata(language=language), blocks=blocks), Notes())
    assert [text[slice(*q.spans[0])] for q in notes.quotations] == ["Vi har ventet her hele natten"]


def said(text: str, rule: str) -> tuple[str, str, str]:
    """Source, cue and content of the one attribution that the rule found, as printed."""
    one = only(text, rule)
    source, cue, content = ("".join(text[a:b] for a, b in spans) for spans in (one.source, one.cue, one.content))
    return source, cue, content


@pytest.mark.parametrize(
    ("text", "rule", "expected"),
    [
        # shares of those asked
        ("Six in 10 say the quay is safe.", "bare-clause", ("Six in 10", "say", "the quay is safe")),
        ("In Brno, 42% say they are happy.", "bare-clause", ("42%", "say", "they are happy")),
        (
            "One of them, who did not want his name in the paper, said he'd believe in the siren when it woke him.",
            "bare-clause",
            (
                "One of them, who did not want his name in the paper",
                "said",
                "he'd believe in the siren when it woke him",
            ),
        ),
        # the verb group
        (
            "Ivo Marek and Lena Holm have all attacked the plan.",
            "noun-object",
            ("Ivo Marek and Lena Holm", "have all attacked", "the plan"),
        ),
        ("He's called for a new quay.", "verb-preposition", ("He", "'s called", "a new quay")),
        ("She spoke briefly about the quay.", "verb-preposition", ("She", "spoke", "the quay")),
        # headlines
        ("Holm Says The Quay Was A Mistake", "bare-clause", ("Holm", "Says", "The Quay Was A Mistake")),
        # what somebody made clear
        (
            "Ivo Marek has made it clear that the quay will close.",
            "made-clear",
            ("Ivo Marek", "has made it clear", "that the quay will close"),
        ),
        (
            "Ivo Marek made clear on Monday that the quay will close.",
            "made-clear",
            ("Ivo Marek", "made clear", "that the quay will close"),
        ),
        # what a survey finds
        (
            "A survey by the town found support for the quay.",
            "noun-object",
            ("A survey by the town", "found", "support for the quay"),
        ),
        (
            "The poll found the quay was popular.",
            "bare-clause",
            ("The poll", "found", "the quay was popular"),
        ),
        # where content ends
        (
            "Ivo Marek criticized the quay, which was built in 1990.",
            "noun-object",
            ("Ivo Marek", "criticized", "the quay"),
        ),
        (
            "Lena Holm argued that, while it costs more, the quay is safe.",
            "that-clause",
            ("Lena Holm", "argued", "that, while it costs more, the quay is safe"),
        ),
        (
            "Ivo Marek announced the purchase of the quay, and the town was happy.",
            "noun-object",
            ("Ivo Marek", "announced", "the purchase of the quay"),
        ),
        # who says what a document says
        (
            "Ivo Marek released a statement saying that the quay was safe.",
            "that-clause",
            ("Ivo Marek", "saying", "that the quay was safe"),
        ),
        (
            "Ivo Marek found a letter saying that the quay was closed.",
            "that-clause",
            ("a letter", "saying", "that the quay was closed"),
        ),
        # a question of nobody named
        ("Asked about the quay, Ivo Marek smiled.", "fronted-question", ("", "Asked", "about the quay")),
        (
            "Asked whether he would resign, Ivo Marek shrugged.",
            "fronted-question",
            ("", "Asked", "whether he would resign"),
        ),
    ],
)
def test_constructions_of_news_prose(text: str, rule: str, expected: tuple[str, str, str]) -> None:
    assert said(text, rule) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Ivo Marek found the key.",
        "As the crowd applauded, “We wait here” was on every poster.",
        "The storm made the sky clear that morning.",
    ],
)
def test_what_is_no_statement(text: str) -> None:
    assert not [a for a in found(text).attributions if a.rule in ("noun-object", "as-said", "made-clear")]


@pytest.mark.parametrize(
    ("text", "rule", "source", "words"),
    [
        # a plural subject whose verb stands further on, or after a comma
        ("Some say the quay is lost.", "bare-clause", "Some", ["the quay is lost"]),
        ("Some 12 percent say the quay is safe.", "bare-clause", "Some 12 percent", ["the quay is safe"]),
        ("Almost seven out of 10 say the quay is safe.", "bare-clause", None, ["the quay is safe"]),
        ("A majority of fishers say the quay is safe.", "bare-clause", "A majority of fishers", ["the quay is safe"]),
        ("Those surveyed say the quay is safe.", "bare-clause", None, ["the quay is safe"]),
        (
            "Fishers who have heard from Ivo Marek say the quay is safe.",
            "bare-clause",
            "Fishers who have heard from Ivo Marek",
            ["the quay is safe"],
        ),
        (
            "Friends close to her office say she will stay.",
            "bare-clause",
            "Friends close to her office",
            ["she will stay"],
        ),
        ("While one company says there are more, Ivo Marek left.", "bare-clause", "one company", ["there are more"]),
        # subjects that words which may be verbs hid
        ("He left the quay on Monday, campaign officials said.", "closing-clause", "campaign officials", None),
        ("The quay closed in May, according to press reports.", "according-to", "press reports", None),
        ("The site, run by Lena Holm, said the quay was safe.", "bare-clause", None, ["the quay was safe"]),
        (
            "Ivo Marek, L-O.V., a farmer, said the quay was safe.",
            "bare-clause",
            "Ivo Marek, L-O.V., a farmer",
            ["the quay was safe"],
        ),
        (
            "Lena Holm leads, according to polls conducted by the harbour radio.",
            "according-to",
            "polls conducted by the harbour radio",
            ["Lena Holm leads"],
        ),
        (
            "Lena Holm leads, according to a poll seen by the Daily Post.",
            "according-to",
            "a poll",
            ["Lena Holm leads"],
        ),
        # a clause without marks before its cue
        ("That charge was often just, Ivo Marek said.", "closing-clause", "Ivo Marek", ["That charge was often just"]),
        (
            "Seeing the fire led him to leave the sea, Ivo Marek said.",
            "closing-clause",
            "Ivo Marek",
            ["Seeing the fire led him to leave the sea"],
        ),
        (
            "Since it rained, boats that came late would wait, Ivo Marek said.",
            "closing-clause",
            "Ivo Marek",
            ["Since it rained, boats that came late would wait"],
        ),
        # an aside between the verb and its content
        ("She said, if elected, she would close the quay.", "bare-clause", "She", ["she would close the quay"]),
        # where content ends
        (
            "But while Ivo Marek said he would stay, the crew left.",
            "bare-clause",
            "Ivo Marek",
            ["he would stay"],
        ),
        ("She opposed the new quay — a gift of the king.", "noun-object", "She", ["the new quay"]),
        ("She opposed the new quay - a gift of the king.", "noun-object", "She", ["the new quay"]),
        ("She praised the new quay but left the town.", "noun-object", "She", ["the new quay"]),
        ("He’s left the council, praising the new quay.", "noun-object", "He", ["the new quay"]),
        ("It's not unfair to call this “a quay in space”.", "noun-object", "It", ["this “a quay in space”"]),
        ("He said that he would stay, even as his crew left.", "that-clause", "He", ["that he would stay"]),
        ("He said the quay was safe, although its rail had come off.", "bare-clause", "He", ["the quay was safe"]),
        ("He said the quay, although old, was safe.", "bare-clause", "He", ["the quay, although old, was safe"]),
    ],
)
def test_subjects_and_extents_of_news_prose(text: str, rule: str, source: str | None, words: list[str] | None) -> None:
    one = only(text, rule)
    if source is not None:
        assert one.source_text == source
    if words is not None:
        assert content(text, one) == words


def test_a_thought_within_a_statement_is_part_of_it() -> None:
    (one,) = found("Ivo Marek said that he thought the quay was safe.").attributions
    assert (one.source_text, one.rule) == ("Ivo Marek", "that-clause")
    assert [a.source_text for a in found("Ivo Marek thought the quay was safe.").attributions] == ["Ivo Marek"]


def test_what_is_said_on_condition_of_anonymity_is_said() -> None:
    assert only("The quay was unsafe, he said, on condition of anonymity.", "closing-clause").source_text == "he"
