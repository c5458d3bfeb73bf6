"""People's corrections beat the machine, from the sidecar's words to the briefing; what matches nothing is said."""

from __future__ import annotations

from pathlib import Path

from mkdocs_briefing.link.assemble import article
from mkdocs_briefing.model import Article, Briefing, Quotation
from mkdocs_briefing.pipeline import brief

TEXT = """Board defends closed quay

The harbour board of Ostrava Bay closed its northern quay on Monday, and the town has talked of nothing else since.

"The quay was never safe," said Ilva Torm, the harbour master, in the town hall.

The so-called "summer gate" stays open. Boats may pass until the evening, the board's notice reads.

Some fear that the whole harbour may follow. The wall has moved by two centimetres in the past year alone.

Jonas Reik, who sells fish on the quay, said he would stay.
"""


def build(folder: Path, corrections: str, actors: str = "") -> tuple[Briefing, Article]:
    corpus, curation = folder / "corpus", folder / "curation"
    corpus.mkdir()
    curation.mkdir()
    (corpus / "quay.txt").write_text(TEXT, encoding="utf-8")
    if corrections:
        (corpus / "quay.yml").write_text("corrections:\n" + corrections, encoding="utf-8")
    if actors:
        (curation / "actors.yml").write_text(actors, encoding="utf-8")
    briefing = brief(corpus, curation)
    return briefing, article(briefing.entries[0])


def quotation(found: Article, words: str) -> Quotation:
    [one] = [q for q in found.quotations if words in " ".join(found.text[s:e] for s, e in q.spans)]
    return one


def codes(briefing: Briefing) -> list[tuple[str, int | None]]:
    return [(p.code, p.line) for p in briefing.problems]


def test_without_corrections_the_machine_decides(tmp_path: Path) -> None:
    briefing, found = build(tmp_path, "")
    assert quotation(found, "never safe").actor == "ilva-torm"
    assert quotation(found, "summer gate").use != "speech"
    assert briefing.problems == ()


def test_a_person_sets_another_speaker_and_the_page_can_say_so(tmp_path: Path) -> None:
    briefing, found = build(
        tmp_path, '  - {quote: "The quay was never safe", speaker: Jonas Reik, why: heard it, by: AB}\n'
    )
    one = quotation(found, "never safe")
    assert (one.actor, one.certainty) == ("jonas-reik", "person")
    assert one.corrected is not None
    assert (one.corrected.by, one.corrected.why, one.corrected.was) == ("AB", "heard it", "ilva-torm")
    assert (Path(one.corrected.file).name, one.corrected.line) == ("quay.yml", 2)
    [claim] = [c for c in briefing.claims if "never safe" in c.text]
    assert claim.actor == "jonas-reik" and claim.corrected == one.corrected


def test_a_speaker_nobody_is_called_is_a_problem_and_the_machine_stands(tmp_path: Path) -> None:
    briefing, found = build(tmp_path, '  - {quote: "The quay was never safe", speaker: Jonas Reick}\n')
    assert quotation(found, "never safe").actor == "ilva-torm"
    [problem] = [p for p in briefing.problems if p.code == "unknown-actor"]
    assert problem.line == 2 and "Jonas Reik" in (problem.fix or "")


def test_a_quotation_that_the_machine_missed_is_added(tmp_path: Path) -> None:
    _, found = build(tmp_path, '  - {quote: "Boats may pass until the evening", speaker: ilva-torm, by: AB}\n')
    one = quotation(found, "Boats may pass")
    assert (one.actor, one.use, one.rule) == ("ilva-torm", "speech", "person")
    assert found.text[slice(*one.spans[0])] == "Boats may pass until the evening"


def test_a_rejected_quotation_is_no_callout_and_no_claim(tmp_path: Path) -> None:
    briefing, found = build(tmp_path, '  - {reject_quote: "The quay was never safe", by: AB}\n')
    one = quotation(found, "never safe")
    assert one.use == "term" and one.attribution is None
    assert one.corrected is not None and one.corrected.was == "speech"
    assert not [c for c in briefing.claims if c.voice == "attributed" and "never safe" in c.text]


def test_a_claim_in_nobodys_voice_gets_its_source_and_its_chain(tmp_path: Path) -> None:
    briefing, _ = build(
        tmp_path,
        '  - {claim: "The wall has moved by two centimetres", source: harbour-board, via: [Ostrava Post], by: AB}\n',
        "harbour-board: {name: Harbour Board of Ostrava Bay, type: organization, aliases: [harbour board]}\n",
    )
    [claim] = [c for c in briefing.claims if "two centimetres" in c.text and c.voice == "attributed"]
    assert claim.actor == "harbour-board"
    assert [hop.text for hop in claim.via] == ["Ostrava Post"]
    assert claim.corrected is not None and claim.corrected.by == "AB"


def test_a_confirmed_quotation_is_checked(tmp_path: Path) -> None:
    briefing, found = build(tmp_path, '  - {confirm: "never safe", by: AB, on: 2024-02-01}\n')
    assert briefing.checked[quotation(found, "never safe").id].by == "AB"


def test_words_that_stand_nowhere_are_a_problem_with_line_and_nearest_words(tmp_path: Path) -> None:
    briefing, _ = build(tmp_path, '  - {confirm: "never safe", by: AB}\n  - {reject_quote: "The key was never save"}\n')
    [problem] = briefing.problems
    assert (problem.code, problem.line) == ("correction-unmatched", 3)
    assert "The quay was never safe" in (problem.fix or "")


def test_words_of_removed_lines_are_no_quotation(tmp_path: Path) -> None:
    briefing, _ = build(
        tmp_path,
        '  - {drop_line: "The so-called"}\n  - {quote: "Boats may pass until the evening", speaker: ilva-torm}\n',
    )
    assert ("correction-removed", 3) in codes(briefing)
