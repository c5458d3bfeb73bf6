"""Who speaks: one bearer left, or nobody; nothing carried over a paragraph that may be out of order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from mkdocs_briefing.link.corrections import Choice
from mkdocs_briefing.link.descriptions import Nouns, nouns_of
from mkdocs_briefing.link.speakers import Speakers
from mkdocs_briefing.model import (
    Actor,
    Analysis,
    Annotations,
    Block,
    Cleaned,
    Correction,
    Flaw,
    FoundAttribution,
    FoundQuotation,
    Mention,
    Metadata,
    Resolved,
    Span,
)

PEOPLE = {"ilva-torm": "f", "jonas-reik": "m", "sam-oland": None}
GROUPS = {"lagoon-institute": {"think tank"}, "harbour-board": {"board"}}


class FakeIndex:
    """An actor index over the names above, found in the text by their words."""

    def __init__(
        self,
        text: str,
        names: dict[str, str],
        ambiguous: dict[str, tuple[str, ...]],
        roles: Mapping[str, str],
    ) -> None:
        """``roles``: article to what it calls Ilva Torm."""
        self._roles = roles
        self._mentions = sorted(
            (
                Mention(start=at, end=at + len(words), actor=actor)
                for words, actor in names.items()
                for at in _places(text, words)
            ),
            key=lambda m: (m.start, m.end),
        )
        self._ambiguous = tuple(
            (at, at + len(words), candidates) for words, candidates in ambiguous.items() for at in _places(text, words)
        )
        self.actors: tuple[Actor, ...] = ()
        self.people = frozenset(PEOPLE)
        self.organizations = frozenset(GROUPS)

    def mentions(self, article: str) -> tuple[Mention, ...]:
        return tuple(self._mentions)

    def ambiguous(self, article: str) -> tuple[tuple[int, int, tuple[str, ...]], ...]:
        return self._ambiguous

    def named(self, words: str) -> tuple[str, ...]:
        return (words,) if words in PEOPLE or words in GROUPS else ()

    def gender(self, actor: str) -> str | None:
        return PEOPLE.get(actor)

    def kinds(self, actor: str) -> frozenset[str]:
        return frozenset(GROUPS.get(actor, ()))

    def nouns(self, actor: str) -> Nouns:
        return nouns_of(self._roles.values()) if actor == "ilva-torm" else {}

    def nouns_here(self, article: str) -> dict[str, Nouns]:
        return {"ilva-torm": nouns_of([self._roles[article]])} if article in self._roles else {}


def _places(text: str, words: str) -> list[int]:
    found, at = [], text.find(words)
    while at >= 0:
        found.append(at)
        at = text.find(words, at + 1)
    return found


def _span(text: str, words: str) -> Span:
    assert text.count(words) == 1, f"{words!r} must stand once"
    return text.index(words), text.index(words) + len(words)


def _paragraphs(text: str) -> list[Span]:
    spans, at = [], 0
    for line in text.split("\n"):
        spans.append((at, at + len(line)))
        at += len(line) + 1
    return spans


def _attribution(text: str, kind: str, source: str, sentence: str, **more: object) -> FoundAttribution:
    whole = _span(text, sentence)
    spans: tuple[Span, ...] = ()
    if source:
        at = whole[0] + sentence.index(source)
        spans = ((at, at + len(source)),)
    paragraph = next(n for n, (s, e) in enumerate(_paragraphs(text)) if s <= whole[0] < e)
    return FoundAttribution(
        **{  # type: ignore[arg-type]
            "key": f"c-{whole[0]}",
            "source": spans,
            "source_text": source,
            "source_kind": kind,
            "name": spans[0] if kind == "name" and spans else None,
            "cue": (),
            "cue_text": "said",
            "content": (whole,),
            "kind": "indirect",
            "paragraph": paragraph,
            "sentence": (whole,),
            "sentence_text": sentence,
            "rule": "test",
            **more,
        }
    )


def resolve(
    text: str,
    attributions: Sequence[FoundAttribution],
    names: dict[str, str],
    *,
    ambiguous: dict[str, tuple[str, ...]] | None = None,
    roles: Mapping[str, str] | None = None,
    quoted: Sequence[str] = (),
    scrambled: bool = False,
    chosen: dict[int, Choice] | None = None,
) -> tuple[Resolved, ...]:
    quotations = tuple(
        FoundQuotation(key=f"q-{n}", spans=(_span(text, words),), marks="double", paragraph=0, rule="test")
        for n, words in enumerate(quoted)
    )
    analysis = Analysis(
        path="a.txt",
        sha256="",
        encoding="utf-8",
        format="text",
        text=text,
        repairs=(),
        markup=(),
        cleaned=Cleaned(
            metadata=Metadata(),
            blocks=tuple(Block(start=s, end=e, kind="paragraph") for s, e in _paragraphs(text)),
            flaws=(Flaw(code="out-of-order", message=""),) if scrambled else (),
        ),
        annotations=Annotations(quotations=quotations, attributions=tuple(attributions)),
    )
    index = FakeIndex(text, names, ambiguous or {}, roles or {})
    return Speakers("a", analysis, index, chosen or {}).resolve()  # type: ignore[arg-type]


def stated(role: str, article: str = "a") -> dict[str, str]:
    """What an article states of Ilva Torm."""
    return {article: role}


TORM = {"Ilva Torm": "ilva-torm", "Torm": "ilva-torm"}


def test_a_name_is_explicit() -> None:
    text = "Ilva Torm, the harbour master, said the quay was shut."
    [found] = resolve(text, [_attribution(text, "name", "Ilva Torm", text)], TORM)
    assert (found.actor, found.certainty) == ("ilva-torm", "explicit")


def test_a_name_inside_an_organisation_is_not_its_speaker() -> None:
    text = "The Oland Harbour Board said the quay was shut."
    [found] = resolve(text, [_attribution(text, "name", "Oland Harbour Board", text)], {"Oland": "harbour-board"})
    assert found.actor is None


def test_two_bearers_of_a_name_give_candidates_and_no_actor() -> None:
    text = "Torm said the quay was shut."
    two = ("ilva-torm", "per-torm")
    [found] = resolve(text, [_attribution(text, "name", "Torm", text)], {}, ambiguous={"Torm": two})
    assert (found.actor, found.candidates, found.certainty) == (None, two, "unknown")


def test_a_pronoun_takes_the_speaker_who_has_the_floor() -> None:
    text = "Ilva Torm said the quay was shut.\nShe added that boats must wait."
    first, second = text.split("\n")
    found = resolve(
        text, [_attribution(text, "name", "Ilva Torm", first), _attribution(text, "pronoun", "She", second)], TORM
    )
    assert (found[1].actor, found[1].certainty) == ("ilva-torm", "pronoun")
    assert found[1].antecedent == (_span(text, "Ilva Torm"),)


def test_a_pronoun_of_the_other_gender_finds_nobody() -> None:
    text = "Ilva Torm said the quay was shut.\nHe added that boats must wait."
    first, second = text.split("\n")
    found = resolve(
        text, [_attribution(text, "name", "Ilva Torm", first), _attribution(text, "pronoun", "He", second)], TORM
    )
    assert (found[1].actor, found[1].certainty) == (None, "pronoun")


def test_a_rival_named_since_leaves_the_pronoun_open() -> None:
    text = "Jonas Reik said the quay was shut. Sam Oland disagreed. He added that boats must wait."
    names = {"Jonas Reik": "jonas-reik", "Sam Oland": "sam-oland"}
    said, _, added = (s + "." for s in text.rstrip(".").split(". "))
    found = resolve(
        text, [_attribution(text, "name", "Jonas Reik", said), _attribution(text, "pronoun", "He", added)], names
    )
    assert found[1].actor is None
    assert found[1].candidates == ("jonas-reik", "sam-oland")


def test_names_inside_quotations_are_no_antecedents() -> None:
    text = "“Jonas Reik must go.” He said no more."
    [found] = resolve(
        text,
        [_attribution(text, "pronoun", "He", "He said no more.")],
        {"Jonas Reik": "jonas-reik"},
        quoted=["Jonas Reik must go."],
    )
    assert (found.actor, found.candidates) == (None, ())


def test_nothing_is_carried_over_a_paragraph_that_may_be_out_of_order() -> None:
    text = "Ilva Torm said the quay was shut.\nShe added that boats must wait."
    first, second = text.split("\n")
    attributions = [_attribution(text, "name", "Ilva Torm", first), _attribution(text, "pronoun", "She", second)]
    assert resolve(text, attributions, TORM, scrambled=True)[1].actor is None


def test_a_description_needs_the_one_actor_of_that_kind() -> None:
    text = "The Lagoon Institute sees a risk, the think tank said."
    attribution = _attribution(text, "nominal", "the think tank", text)
    [found] = resolve(text, [attribution], {"Lagoon Institute": "lagoon-institute"})
    assert (found.actor, found.certainty) == ("lagoon-institute", "nominal")
    [nobody] = resolve(text, [attribution], {"Lagoon Institute": "harbour-board"})
    assert (nobody.actor, nobody.certainty) == (None, "nominal")


def test_a_description_is_met_by_a_stated_role_but_not_by_another_nation() -> None:
    text = "Ilva Torm opened the quay. The Orsan minister said it was safe."
    attribution = _attribution(text, "nominal", "The Orsan minister", "The Orsan minister said it was safe.")
    [found] = resolve(text, [attribution], TORM, roles=stated("Orsan transport minister"))
    assert found.actor == "ilva-torm"
    [nobody] = resolve(text, [attribution], TORM, roles=stated("Veltan transport minister"))
    assert nobody.actor is None


def test_a_role_that_another_article_states_counts_too_and_one_for_a_company_does_not() -> None:
    text = "Ilva Torm opened the quay. The spokesman said it was safe. The company said nothing."
    said = _attribution(text, "nominal", "The spokesman", "The spokesman said it was safe.")
    silent = _attribution(text, "nominal", "The company", "The company said nothing.")
    found = resolve(text, [said, silent], TORM, roles=stated("a spokesman for the company", article="b"))
    assert [f.actor for f in found] == ["ilva-torm", None]


def test_speech_that_runs_on_keeps_its_speaker_and_says_so() -> None:
    text = "Ilva Torm said the quay was shut.\nThe boats must wait."
    first, second = text.split("\n")
    found = resolve(
        text,
        [_attribution(text, "name", "Ilva Torm", first), _attribution(text, "none", "", second, continues=0)],
        TORM,
    )
    assert (found[1].actor, found[1].certainty) == ("ilva-torm", "implicit")


def test_nobody_is_guessed() -> None:
    text = "Ilva Torm waited.\nThe boats must wait."
    [found] = resolve(text, [_attribution(text, "none", "", "The boats must wait.")], TORM)
    assert (found.actor, found.certainty) == (None, "unknown")


def test_a_person_beats_the_machine_and_what_follows_builds_on_it() -> None:
    text = "Jonas Reik said the quay was shut.\nThe boats must wait."
    first, second = text.split("\n")
    goes_on = _attribution(text, "none", "", second, continues=0)
    attributions = [_attribution(text, "name", "Jonas Reik", first), goes_on]
    correction = Correction(
        kind="quote", words="the quay", speaker="ilva-torm", by="AB", why="tape", file="a.yml", line=3
    )
    found = resolve(
        text,
        attributions,
        {"Jonas Reik": "jonas-reik"},
        chosen={0: Choice(correction=correction, actor="ilva-torm")},
    )
    assert [f.actor for f in found] == ["ilva-torm", "ilva-torm"]
    assert found[0].certainty == "person"
    assert found[0].corrected is not None
    assert (found[0].corrected.by, found[0].corrected.was, found[0].corrected.line) == ("AB", "jonas-reik", 3)


OLAND_AND_REIK = {"Sam Oland": "sam-oland", "Jonas Reik": "jonas-reik"}


def test_two_who_say_it_together_are_candidates_and_neither_is_the_speaker() -> None:
    text = "Sam Oland and Jonas Reik said the quay was shut."
    [found] = resolve(text, [_attribution(text, "name", "Sam Oland and Jonas Reik", text)], OLAND_AND_REIK)
    assert (found.actor, found.candidates, found.certainty) == (None, ("jonas-reik", "sam-oland"), "unknown")


def test_who_acts_alone_before_a_bare_quotation_speaks_it() -> None:
    text = "Sam Oland shrugged. “The quay is shut.”"
    quoted = _attribution(text, "none", "", "“The quay is shut.”", name=_span(text, "Sam Oland"))
    [found] = resolve(text, [quoted], OLAND_AND_REIK)
    assert (found.actor, found.certainty) == ("sam-oland", "implicit")
    assert found.antecedent == (_span(text, "Sam Oland"),)


def test_where_two_act_before_a_bare_quotation_nobody_is_found() -> None:
    text = "Sam Oland met Jonas Reik. “The quay is shut.”"
    quoted = _attribution(text, "none", "", "“The quay is shut.”", name=_span(text, "Sam Oland"))
    [found] = resolve(text, [quoted], OLAND_AND_REIK)
    assert (found.actor, found.certainty) == (None, "unknown")


def test_who_was_she_is_not_he() -> None:
    text = "Sam Oland asked Jonas Reik. She says it rained. He says it snowed."
    found = resolve(
        text,
        [
            _attribution(text, "pronoun", "She", "She says it rained."),
            _attribution(text, "pronoun", "He", "He says it snowed."),
        ],
        OLAND_AND_REIK,
    )
    assert [f.actor for f in found] == ["sam-oland", "jonas-reik"]


def test_a_brother_without_a_name_of_his_own_leaves_the_pronoun_open() -> None:
    text = "Jonas Reik was twelve. His brother Per was nine. He says it snowed."
    [found] = resolve(text, [_attribution(text, "pronoun", "He", "He says it snowed.")], OLAND_AND_REIK)
    assert (found.actor, found.certainty) == (None, "pronoun")


def test_an_unnamed_speaker_who_spoke_last_leaves_the_pronoun_open() -> None:
    text = "Jonas Reik was late. An official said it rained. He said it snowed."
    found = resolve(
        text,
        [
            _attribution(text, "nominal", "An official", "An official said it rained.", unnamed=True),
            _attribution(text, "pronoun", "He", "He said it snowed."),
        ],
        OLAND_AND_REIK,
    )
    assert [f.actor for f in found] == [None, None]


def test_a_description_of_an_unnamed_source_is_first_asked_of_the_actors() -> None:
    text = "Ilva Torm opened the quay. The minister said it was safe."
    attribution = _attribution(text, "nominal", "The minister", "The minister said it was safe.", unnamed=True)
    assert resolve(text, [attribution], TORM, roles=stated("transport minister"))[0].actor == "ilva-torm"
    assert resolve(text, [attribution], TORM)[0].actor is None


@pytest.mark.parametrize(
    ("source", "actor"),
    [
        ("Ilva Torm's May 4 assessment", "ilva-torm"),
        ("Ilva Torm's report", "ilva-torm"),
        ("Ilva Torm's brother", None),
        ("Ilva Torm's neighbour's report", None),
    ],
)
def test_a_document_speaks_for_the_one_whose_it_is(source: str, actor: str | None) -> None:
    text = f"{source} says the quay is safe."
    (resolved,) = resolve(text, [_attribution(text, "nominal", source, text)], TORM)
    assert resolved.actor == actor
    assert resolved.certainty == "nominal"
    assert resolved.antecedent == (((0, 9),) if actor else ())


def test_they_are_those_just_quoted_even_where_nobody_names_them() -> None:
    text = "A third of guests in an Ordan News poll said they like Ilva Torm."
    first = _attribution(
        text, "nominal", "A third of guests", text, unnamed=True, content=(_span(text, "they like Ilva Torm"),)
    )
    second = _attribution(text, "pronoun", "they", text)
    assert resolve(text, [first, second], TORM)[1].actor is None


def test_the_officers_are_the_senior_officers_told_of_where_only_those_are() -> None:
    text = "Senior officers argued against it. Nobody answered. The officers wrote again."
    first = _attribution(text, "nominal", "Senior officers", "Senior officers argued against it.", unnamed=True)
    again = _attribution(text, "nominal", "The officers", "The officers wrote again.", unnamed=True)
    assert resolve(text, [first, again], {})[1].antecedent == first.source
    two = "Two officers agreed. " + text
    rows = [
        _attribution(two, "nominal", "Two officers", "Two officers agreed.", unnamed=True),
        _attribution(two, "nominal", "Senior officers", "Senior officers argued against it.", unnamed=True),
        _attribution(two, "nominal", "The officers", "The officers wrote again.", unnamed=True),
    ]
    assert resolve(two, rows, {})[2].antecedent == ()
