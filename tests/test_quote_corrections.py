"""People's word on quotations: added, rejected, of another use; what matches nothing is listed."""

from __future__ import annotations

from mkdocs_briefing.annotate import annotate
from mkdocs_briefing.model import Annotations, Block, Cleaned, Correction, Metadata, Notes

TEXT = (
    "Ivo Marek opened the “quiet” harbour. We never asked for this bridge, is how he put it.\n"
    "“The bridge is safe,” said Marek. “The old lady,” as the ferry is called, stays."
)


def corrected(**fields: object) -> Annotations:
    cut = TEXT.index("\n")
    cleaned = Cleaned(
        metadata=Metadata(),
        blocks=(Block(start=0, end=cut, kind="paragraph"), Block(start=cut + 1, end=len(TEXT), kind="paragraph")),
    )
    correction = Correction(file="a.yml", line=3, **fields)  # type: ignore[arg-type]
    return annotate(TEXT, cleaned, Notes(corrections=(correction,)))


def words(found: Annotations, n: int) -> str:
    return " ".join(TEXT[a:b] for a, b in found.quotations[n].spans)


def test_a_missed_quotation_is_added_in_its_place_with_an_attribution() -> None:
    found = corrected(kind="quote", words="We never asked for this bridge", by="AB")
    n = next(n for n, q in enumerate(found.quotations) if q.rule == "person")
    assert words(found, n) == "We never asked for this bridge"
    assert found.quotations[n].corrected is not None
    assert found.quotations[n].corrected.by == "AB"
    assert [q.spans[0][0] for q in found.quotations] == sorted(q.spans[0][0] for q in found.quotations)
    assert any(a.quotations == (n,) and a.source_kind == "none" for a in found.attributions)


def test_a_rejected_quotation_is_no_speech_and_its_attribution_goes() -> None:
    found = corrected(kind="reject_quote", words="The bridge is safe")
    quotation = next(q for q in found.quotations if TEXT[slice(*q.spans[0])].startswith("The bridge"))
    assert quotation.use == "term"
    assert quotation.corrected is not None
    assert quotation.corrected.was == "speech"
    assert not any("The bridge is safe" in TEXT[s:e] for a in found.attributions for s, e in a.content)


def test_a_scare_quote_becomes_speech_when_a_person_says_so() -> None:
    found = corrected(kind="quote", words="quiet")
    n = next(n for n in range(len(found.quotations)) if words(found, n) == "quiet")
    assert found.quotations[n].use == "speech"
    assert found.quotations[n].corrected is not None
    assert found.quotations[n].corrected.was == "scare"
    assert any(n in a.quotations for a in found.attributions)


def test_words_that_stand_nowhere_are_a_problem_with_the_nearest_words() -> None:
    found = corrected(kind="reject_quote", words="The bridge is save")
    (problem,) = found.problems
    assert problem.code == "correction-unmatched"
    assert (problem.file, problem.line) == ("a.yml", 3)
    assert problem.fix is not None
    assert "The bridge is safe" in problem.fix


def test_a_claim_that_the_machine_missed_can_be_ascribed() -> None:
    found = corrected(kind="claim", words="Ivo Marek opened the “quiet” harbour", speaker="marek")
    assert any(a.rule == "person" and a.kind == "indirect" for a in found.attributions)
