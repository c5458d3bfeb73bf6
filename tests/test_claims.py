"""Claims: equal words are one group, a copied text is one source, propositions find their claims by words."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from mkdocs_briefing.annotate.details import sketch
from mkdocs_briefing.annotate.layout import Layout
from mkdocs_briefing.ids import Keys, item_id
from mkdocs_briefing.link import claims as found_claims
from mkdocs_briefing.link.claims import told_elsewhere
from mkdocs_briefing.link.copies import Copies, Sketch
from mkdocs_briefing.link.groups import Groups, keys_of
from mkdocs_briefing.link.propositions import Claims, propositions, stands
from mkdocs_briefing.model import (
    Analysis,
    Anchor,
    AnchorPair,
    Annotations,
    Block,
    Claim,
    Cleaned,
    Curation,
    Entry,
    Evidence,
    Fact,
    FoundAttribution,
    FoundQuotation,
    Linked,
    Metadata,
    Notes,
    Packed,
    PropositionNotes,
    Related,
    Resolved,
)
from mkdocs_briefing.pipeline import brief


def entry(id: str, *sentences: str, date: str | None = None, copy_of: str | None = None) -> Entry:
    """An article of one-sentence paragraphs, each of them a statement; words in “” are its quotation."""
    text = "\n".join(sentences)
    quotations, attributions = [], []
    quotation_keys, claim_keys = Keys("q"), Keys("c")
    at = 0
    for n, sentence in enumerate(sentences):
        own: tuple[int, ...] = ()
        if "“" in sentence:
            start, end = sentence.index("“") + 1, sentence.index("”")
            own = (len(quotations),)
            quotations.append(
                FoundQuotation(
                    key=quotation_keys.key(sentence[start:end]),
                    spans=((at + start, at + end),),
                    marks="double",
                    paragraph=n,
                    rule="test",
                )
            )
        span = (at, at + len(sentence))
        attributions.append(
            FoundAttribution(
                key=claim_keys.key(sentence),
                source=(),
                source_text="",
                source_kind="none",
                cue=(),
                cue_text="",
                content=(span,),
                kind="direct" if own else "indirect",
                quotations=own,
                paragraph=n,
                sentence=(span,),
                sentence_text=sentence,
                rule="test",
            )
        )
        at += len(sentence) + 1
    fact = Fact(value=date, method="test", certainty="stated", evidence=Evidence(words=date)) if date else None
    blocks = tuple(Block(start=a.sentence[0][0], end=a.sentence[0][1], kind="paragraph") for a in attributions)
    return Entry(
        id=id,
        article=Packed.of(
            Analysis(
                path=f"{id}.txt",
                sha256="",
                encoding="utf-8",
                format="text",
                text=text,
                repairs=(),
                markup=(),
                cleaned=Cleaned(metadata=Metadata(date=fact), blocks=blocks),
                annotations=Annotations(
                    quotations=tuple(quotations),
                    attributions=tuple(attributions),
                    sketch=sketch(text, Layout(text, blocks)),
                ),
            )
        ),
        notes=Notes(),
        linked=Linked(
            id=id,
            resolved=tuple(Resolved() for _ in attributions),
            related=(Related(article=copy_of, kind="syndicated", share=0.9, why=""),) if copy_of else (),
        ),
    )


def claims_of(entry: Entry) -> list[Claim]:
    return found_claims.claims_of(entry.id, entry.analysis, entry.linked.resolved)


def grouped(*entries: Entry) -> list[Claim]:
    """The claims with their groups."""
    groups = Groups()
    keyed = [(c, keys_of(e.id, e.analysis).get(c.id, ())) for e in entries for c in claims_of(e)]
    near = {e.id: {copy.article: copy.share for copy in e.linked.related} for e in entries}
    groups.update((), keyed, (), lambda article: near[article])
    return [replace(c, **groups.place(c.id)._asdict()) for c, _ in keyed]


LONG = "Torm said: “The lower gate will hold until the spring at least.”"
SAME = "“the lower gate will hold until the spring at least,” Torm told reporters."
SHORT_A = "Torm said: “No.”"
SHORT_B = "Reik said: “No.”"


def test_the_same_long_quotation_in_two_articles_is_one_group() -> None:
    one, two = entry("a", LONG), entry("b", SAME)
    claims = grouped(one, two)
    assert len({c.group for c in claims}) == 1 and claims[0].group is not None
    assert [c.origin for c in claims] == [None, None], "two reports of one speech are no copies of each other"


def test_short_quotations_return_by_chance() -> None:
    one, two = entry("a", SHORT_A), entry("b", SHORT_B)
    claims = grouped(one, two)
    assert [c.group for c in claims] == [None, None]


def test_a_repetition_inside_one_article_is_no_group() -> None:
    one = entry("a", LONG, SAME)
    assert [c.group for c in grouped(one)] == [None, None]


def test_a_copied_text_is_one_source_and_its_earliest_printing_the_origin() -> None:
    first = entry("z", LONG, date="2024-03-01")
    copy = entry("a", LONG, date="2024-03-02", copy_of="z")
    claims = {c.article: c for c in grouped(first, copy)}
    assert claims["a"].origin == claims["z"].id
    assert claims["z"].origin is None


def test_claims_carry_the_sentence_whole_and_the_articles_date() -> None:
    [claim] = claims_of(entry("a", LONG, date="2024-03"))
    assert claim.text == LONG
    assert claim.reported == "2024-03"
    assert claim.id == claim.attribution == item_id("a", Keys("c").key(LONG))


def test_copies_are_found_by_their_words_and_say_how_much() -> None:
    body = [f"Sentence number {n} of the report speaks of gate {n * 7} and of the water behind it." for n in range(40)]
    one, two = entry("a", *body), entry("b", *body[:36], "A line of its own about something else entirely here.")
    other = entry("c", *(f"Quite another matter {n} about ferries, timetables and prices." for n in range(40)))
    articles = {e.id: e.article for e in (one, two, other)}
    copies = Copies()
    assert copies.update({}, {id: Sketch.of(a.names) for id, a in articles.items()}, articles) == {"a", "b"}
    assert [r.article for r in copies.of("a")] == ["b"]
    assert copies.of("a")[0].kind == "duplicate"
    assert 0.8 <= copies.of("a")[0].share <= 1.0
    assert copies.of("c") == ()


def _curation(*anchors: Anchor, conflicts: tuple[AnchorPair, ...] = ()) -> Curation:
    return Curation(
        propositions=(
            PropositionNotes(id="gate-holds", statement="The gate holds", claims=anchors, conflicts=conflicts, line=1),
        )
    )


def _lookup(*entries: Entry) -> Claims:
    return Claims((c for e in entries for c in claims_of(e)), {})


def test_an_anchor_finds_its_claim_by_words_whatever_the_marks() -> None:
    one = entry("a", LONG, SHORT_A)
    anchor = Anchor(article="a", exact="gate will hold until the SPRING", stance="will hold", line=4)
    found, problems = propositions(_lookup(one), _curation(anchor))
    assert problems == ()
    assert [s.stance for s in found[0].claims] == ["will hold"]
    assert stands(found) == {claims_of(one)[0].id: ("gate-holds", "will hold")}


def test_an_anchor_that_matches_nothing_or_much_is_a_problem_with_its_line() -> None:
    one = entry("a", LONG, SHORT_A, SHORT_B)
    anchors = (
        Anchor(article="a", exact="the upper gate", line=4),
        Anchor(article="a", exact="said", line=5),
        Anchor(article="aa", exact="gate", line=6),
    )
    found, problems = propositions(_lookup(one), _curation(*anchors))
    assert found[0].claims == ()
    assert [(p.code, p.line) for p in problems] == [
        ("anchor-unmatched", 4),
        ("ambiguous-anchor", 5),
        ("anchor-unmatched", 6),
    ]
    assert "“a”" in (problems[2].fix or "")


def test_a_confirmed_conflict_names_both_claims() -> None:
    one = entry("a", LONG, "Reik said the lower gate would fail within a week of heavy rain.")
    pair = AnchorPair(
        a=Anchor(article="a", exact="will hold"), b=Anchor(article="a", exact="would fail"), confirmed_by="AB"
    )
    found, _ = propositions(_lookup(one), _curation(conflicts=(pair,)))
    [conflict] = found[0].conflicts
    assert {conflict.a, conflict.b} == {c.id for c in claims_of(one)}


def _told(*attributions: tuple[str, str, str]) -> frozenset[int]:
    """``(source, cue, content)`` of one sentence, each found in it by its words."""
    sentence = "The Courier reported that Torm warned that the gate would fail."
    whole = (0, len(sentence))

    def spans(words: str) -> tuple[tuple[int, int], ...]:
        return ((sentence.index(words), sentence.index(words) + len(words)),) if words else ()

    return told_elsewhere(
        [
            FoundAttribution(
                key=f"c-{n}",
                source=spans(source),
                source_text=source,
                source_kind="name" if source else "none",
                cue=spans(cue),
                cue_text=cue,
                content=spans(content),
                kind="indirect",
                paragraph=0,
                sentence=(whole,),
                sentence_text=sentence,
                rule="test",
            )
            for n, (source, cue, content) in enumerate(attributions)
        ]
    )


def test_a_report_of_a_report_is_one_claim_of_the_inner_speaker() -> None:
    inner = ("Torm", "warned", "that the gate would fail")
    assert _told(("The Courier", "reported", "that Torm warned that the gate would fail"), inner) == {0}


def test_a_noun_without_a_speaker_of_its_own_adds_no_claim() -> None:
    outer = ("Torm", "warned", "warned that the gate would fail")
    assert _told(outer, ("", "that", "that the gate would fail")) == {1}


def test_an_outer_speaker_who_says_more_keeps_the_claim() -> None:
    outer = ("The Courier", "reported", "that Torm warned that the gate would fail")
    assert _told(outer, ("Torm", "warned", "that the gate")) == frozenset()


def test_who_only_passes_a_quotation_on_makes_no_claim_of_it(tmp_path: Path) -> None:
    (tmp_path / "boat.txt").write_text(
        "Boat\n\n“The boat is too old for another winter,” Halvard Lie was quoted as saying, according to the "
        "Tidewater Gazette. “We shall not sail it in the ice, and nobody can make us.”\n\n"
        "According to the Tidewater Gazette, the ferry will be late on Monday.\n",
        "utf-8",
    )
    claims = brief(tmp_path).claims
    assert [(c.source, [hop.text for hop in c.via]) for c in claims] == [
        ("Halvard Lie", ["the Tidewater Gazette"]),
        ("the Tidewater Gazette", []),
    ]


def test_of_two_printings_of_one_day_the_fuller_one_is_the_origin() -> None:
    fuller = entry("z", LONG, SHORT_A, date="2024-03-01", copy_of="a")
    cut = entry("a", LONG, date="2024-03-01", copy_of="z")
    near = replace(fuller.linked.related[0], share=0.5)
    fuller = replace(fuller, linked=replace(fuller.linked, related=(near,)))
    claims = {c.article: c for c in grouped(fuller, cut) if c.group}
    assert claims["a"].origin == claims["z"].id and claims["z"].origin is None


def test_a_sentence_of_very_many_attributions_is_read_in_a_time_that_grows_with_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compared = 0
    real = found_claims._covered

    def counting(*spans: tuple[tuple[int, int], ...]) -> float:
        nonlocal compared
        compared += 1
        return real(*spans)

    monkeypatch.setattr(found_claims, "_covered", counting)
    inner = ("Torm", "warned", "that the gate would fail")
    for count in (10, 400, 800):
        compared = 0
        assert _told(*[inner] * count) == frozenset()
        assert compared <= 200 * count
