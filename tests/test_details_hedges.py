"""Hedges: what says how sure, how near, how checked or on what condition a claim is; and what does not."""

from __future__ import annotations

import pytest

from marked import Marked
from mkdocs_briefing.annotate.details import assertions, enrich


def hedges_of(marked: str, n: int = 0) -> list[tuple[str, str]]:
    m = Marked(marked)
    found = enrich(m.text, m.layout, m.attributions, m.cleaned)[n].hedges
    assert all(m.text[h.start : h.end] == h.text for h in found)
    return [(h.type, h.text) for h in found]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("{Ana Moreau} <said> [the bridge may fall].", ["may"]),
        ("{Ana Moreau} <said> [the bridge could fall and might be closed].", ["could", "might"]),
        ("{She} <said> [a strike was highly unlikely].", ["highly unlikely"]),
        ("{She} <said> [a strike was more than unlikely].", ["unlikely"]),
        ("{She} <said> [it was extremely unlikely that the dam would hold].", ["extremely unlikely"]),
        ("[“The north wall is most likely the weak one,”] {Petr Halden} <said>.", ["most likely"]),
        ("{Halden} <said> [the likelihood of a flood remains low].", ["likelihood", "remains low"]),
        ("{Halden} <said> [the risk of a second slide is minimal].", ["is minimal"]),
        ("{Halden} <said> [the river remains low].", []),
        ("{The board} <said> [the ferry is expected to sail].", ["expected to"]),
        ("{The board} <said> [the crew is probably safe].", ["probably"]),
        ("{The board} <said> [there is a possibility of snow].", ["possibility"]),
        ("{The board} <said> [the fire appears to be out].", ["appears to"]),
        ("[“I think we can finish it,”] {Moreau} <said>.", ["I think"]),
        ("{Moreau} <said> [a theft cannot be ruled out].", ["cannot be ruled out"]),
        # what only looks like it
        ("{Moreau} <said> [the works ended in May].", []),
        ("{Moreau} <said> [the works went on as long as they could not sail].", ["as long as"]),
        ("{Moreau} <said> [the crew did as much as possible].", []),
        ("{Moreau} <said> [the military might of the north was spent].", []),
        ("{Moreau} <said> [they sat as if asleep].", []),
        ("{Moreau} <said> [the fault was apparent].", []),
        ("{Moreau} <said> [the mayor left dismayed].", []),
        ("{Moreau} <said> [they stopped so that he could leave].", []),
        ("[“So I think it is over,”] {Moreau} <said>.", ["I think"]),
        ("[“I believe in this town,”] {Moreau} <said>.", []),
    ],
)
def test_modality(marked: str, expected: list[str]) -> None:
    assert [text for _, text in hedges_of(marked)] == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("{The clerk} <allegedly wrote> [that the fund was empty].", [("distance", "allegedly")]),
        ("{The clerk} allegedly <wrote> [that the fund was empty].", [("distance", "allegedly")]),
        ("{The clerk} <has claimed> [the fund is empty].", [("distance", "claimed")]),
        ("{The clerk} <rejected> [claims of theft].", []),
        ("{The rebels} <claimed> [responsibility for the fire].", []),
        ("{The clerk} <said> [the alleged thief had left].", [("distance", "alleged")]),
        ("{The clerk} <spoke of> [a so-called rescue fund].", [("distance", "so-called")]),
        ("{The clerk} <said> [the owner is believed to be abroad].", [("distance", "is believed to")]),
        ("{The clerk} <said> [they were supposed to meet at noon].", []),
    ],
)
def test_distance(marked: str, expected: list[tuple[str, str]]) -> None:
    assert hedges_of(marked) == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("{Halden} <said> [the mill will close unless wages fall].", ["unless"]),
        ("{Halden} <said> [he would sail only if the storm passed].", ["only if"]),
        ("[“If the dam goes, the town goes,”] {Halden} <said>.", ["If"]),
        ("{Halden} <said> [the loan stands as long as rent is paid].", ["as long as"]),
        ("{Halden} <said> [she left on assuming office].", []),
        ("{Halden} <said> [the town had provided boats under a law barring sails].", []),
        ("{Halden} <said> [the town stays, provided that boats come].", ["provided that"]),
        ("{Halden} <asked> [if the ferry had left].", []),
        ("{Halden}, who spoke on condition of anonymity, <said> [the ferry had left].", []),
        ("{Halden} <called> [the climb difficult, if not impossible].", []),
    ],
)
def test_condition(marked: str, expected: list[str]) -> None:
    assert [text for kind, text in hedges_of(marked) if kind == "condition"] == expected


@pytest.mark.parametrize(
    ("marked", "note"),
    [
        ("{Guards} <said> [two boats sank], which the Courier was not able to independently verify.", True),
        ("In a letter, which the Courier could not verify, {guards} <said> [two boats sank].", True),
        ("{Guards} <said> [two boats sank]. The Courier was unable to confirm this.", True),
        ("{Guards} <said> [two boats sank]. The claim has not been independently verified.", True),
        ("{Guards} <said> [two boats sank]. The report could not immediately be corroborated.", True),
        ("{Guards} <said> [two boats sank]. There was no independent confirmation.", True),
        ("{Guards} <said> [two boats sank].\n\nThe Courier was not able to independently confirm the loss.", True),
        ("{Guards} <said> [two boats sank]. The Courier was unable to confirm that the boats were lost.", True),
        ("{Guards} <said> [two boats sank]. The Courier was unable to confirm that a contract is signed.", False),
        ("{Guards} <cited> [unconfirmed losses].", True),
        ("{Guards} <said> [two boats sank]. The owner confirmed the loss.", False),
        ("{Guards} <said> [two boats sank]. It rained. The Courier could not verify the tide tables.", False),
        ("{Guards} <said> [two boats sank]. After the war, in a quiet year, nobody could verify the maps.", False),
        ("{Guards} <said> [the cargo was verified].", False),
    ],
)
def test_verification_note(marked: str, note: bool) -> None:
    assert any(kind == "not-verified" for kind, _ in hedges_of(marked)) is note


def test_a_note_holds_the_words_of_not_being_able() -> None:
    assert hedges_of("{Guards} <said> [two boats sank]. The Courier was not able to independently verify it.") == [
        ("not-verified", "was not able to independently verify")
    ]


def test_a_note_over_a_paragraph_is_not_carried_where_paragraphs_are_out_of_order() -> None:
    m = Marked("{Guards} <said> [two boats sank].\n\nThe Courier could not verify it.", flaw="out-of-order")
    assert enrich(m.text, m.layout, m.attributions, m.cleaned)[0].hedges == ()


@pytest.mark.parametrize(
    ("note", "words"),
    [
        ("Their account has not been confirmed", "has not been confirmed"),
        ("Neither claim could be checked", "Neither claim could be checked"),
        ("None of this has been independently verified", "None of this has been independently verified"),
        ("It was impossible to verify the claim", "impossible to verify"),
        ("The authenticity of the film could not be established", "authenticity of the film could not be established"),
        ("The film, its provenance could not be determined", "provenance could not be determined"),
        ("The Courier could not vouch for its accuracy", "could not vouch"),
        ("The Courier could not establish the identity of the man", "could not establish"),
        ("The cause could not be established", None),
        ("The crew had not checked the valves", None),
    ],
)
def test_a_note_of_what_was_not_checked(note: str, words: str | None) -> None:
    found = hedges_of(f"{{Guards}} <said> [two boats sank]. {note}.")
    assert found == ([("not-verified", words)] if words else [])


def test_a_note_of_several_is_of_the_two_claims_before() -> None:
    marked = "{Guards} <said> [two boats sank]. {b:The owner} <b:said> [b:one did]. The Courier could not verify {}."
    for words, first in (("either number", True), ("neither", True), ("the second number", False)):
        assert bool(hedges_of(marked.replace("{}", words), 0)) is first
        assert hedges_of(marked.replace("{}", words), 1) == [("not-verified", "could not verify")]


def test_a_note_in_a_relative_clause_is_of_its_own_sentence() -> None:
    m = Marked("{Guards} <said> [a boat sank]. The photographs, which the Courier could not verify, show two.")
    assert enrich(m.text, m.layout, m.attributions, m.cleaned)[0].hedges == ()
    (own,) = assertions(m.text, m.layout, m.attributions, m.cleaned)
    assert [(h.type, h.text) for h in own.hedges] == [("not-verified", "could not verify")]


@pytest.mark.parametrize(
    ("content", "condition"),
    [
        ("[Should the pump fail, the cellar would flood], {Halden} <said>.", "Should the pump fail"),
        ("{Halden} <said> [that should the pump fail, the cellar would flood].", "should the pump fail"),
        ("[“Had we known, we would have left,”] {Halden} <said>.", "Had we known"),
        ("[“Were the dyke to break, the school could be lost,”] {Halden} <said>.", "Were the dyke to break"),
        ("[“Should we leave, or would that be rude?”] {Halden} <asked>.", None),
        ("[Were they right, he wondered], {Halden} <said>.", None),
        ("{Halden} <said> [the pump should be tested, and would be].", None),
    ],
)
def test_a_condition_without_if(content: str, condition: str | None) -> None:
    assert [text for kind, text in hedges_of(content) if kind == "condition"] == ([condition] if condition else [])


@pytest.mark.parametrize(
    "content",
    [
        "he could swim as a child",
        "she could read at the age of three",
        "they could hear the bells",
        "we could no longer",
    ],
)
def test_what_somebody_was_able_to_do_is_no_hedge(content: str) -> None:
    assert hedges_of(f"{{Halden}} <said> [{content}].") == []


def test_a_hedge_stays_with_its_own_claim() -> None:
    marked = "{Moreau} <said> [the mill may close], while {b:Halden} <b:said> [b:it would stay]."
    assert hedges_of(marked, 0) == [("modality", "may")]
    assert hedges_of(marked, 1) == []


def test_a_hedge_outside_all_claims_goes_to_the_nearest() -> None:
    marked = "{A clerk} allegedly <said> [the fund is empty], while {b:Halden} <b:said> [b:it was full]."
    assert hedges_of(marked, 0) == [("distance", "allegedly")]
    assert hedges_of(marked, 1) == []


def test_a_hedge_of_the_reported_is_also_the_reporters() -> None:
    marked = "{Lowland News} <reported> [that {b:Halden} <b:said> [b:the mill may close]]."
    assert hedges_of(marked, 0) == hedges_of(marked, 1) == [("modality", "may")]


def test_every_sentence_of_a_quotation_counts() -> None:
    assert hedges_of("[“It may rain. It is late. It could snow,”] {Halden} <said>.") == [
        ("modality", "may"),
        ("modality", "could"),
    ]


def test_a_quoted_hedge_stays() -> None:
    assert hedges_of("{Halden} <is> [“likely”] [to resign], according to friends.") == [("modality", "likely")]


def test_own_voice() -> None:
    m = Marked(
        "The bridge may fall. {Ana Moreau} <said> [it might not]. Nobody was there. Three boats sank, it is said."
        "\n\nIf it falls, the town is cut off."
    )
    found = assertions(m.text, m.layout, m.attributions, m.cleaned)
    assert [a.sentence_text for a in found] == [
        "The bridge may fall.",
        "Three boats sank, it is said.",
        "If it falls, the town is cut off.",
    ]
    assert [[h.text for h in a.hedges] for a in found] == [["may"], ["it is said"], ["If"]]
    assert [a.polarity for a in found] == ["asserted", "asserted", "conditional"]
    assert [f.text for f in found[1].figures] == ["Three"]
    assert len({a.key for a in found}) == 3


def test_equal_sentences_have_keys_of_their_own() -> None:
    m = Marked("The bridge may fall. The bridge may fall.")
    first, second = assertions(m.text, m.layout, m.attributions, m.cleaned)
    assert second.key == f"{first.key}-2"


def test_a_note_is_of_the_claim_before_though_its_object_says_something() -> None:
    marked = (
        "{Guards} <said> [two boats sank]. The Courier could not verify {b:the guards' list}, which <b:says> [b:three]."
    )
    assert hedges_of(marked, 0) == [("not-verified", "could not verify")]
