"""People's corrections beat the machine, from the sidecar's words to the briefing; what matches nothing is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from mkdocs_briefing.link.assemble import article
from mkdocs_briefing.model import Article, Briefing, Claim, Quotation
from mkdocs_briefing.pipeline import brief
from mkdocs_briefing.publish.catalogue import Catalogue
from mkdocs_briefing.publish.options import Options
from mkdocs_briefing.publish.site import Publisher

TEXT = """Board defends closed quay

The harbour board of Ostrava Bay closed its northern quay on Monday, and the town has talked of nothing else since.

"The quay was never safe," said Ilva Torm, the harbour master, in the town hall.

The so-called "summer gate" stays open. Boats may pass until the evening, the board's notice reads.

Some fear that the whole harbour may follow. The wall has moved by two centimetres in the past year alone.

Jonas Reik, who sells fish on the quay, said he would stay. The ferry runs on.
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


def one_claim(briefing: Briefing, words: str, voice: str = "attributed") -> Claim:
    [claim] = [c for c in briefing.claims if words in c.text and c.voice == voice]
    return claim


def test_how_surely_a_speaker_is_known_is_a_persons_to_say(tmp_path: Path) -> None:
    """Without another speaker too; “unknown” takes the machine's speaker away."""
    briefing, _ = build(tmp_path, '  - {quote: "The quay was never safe", certainty: implicit, by: AB}\n')
    claim = one_claim(briefing, "never safe")
    assert (claim.actor, claim.certainty) == ("ilva-torm", "implicit")
    assert claim.corrected is not None and claim.corrected.was == "explicit"


def test_a_speaker_can_be_taken_away(tmp_path: Path) -> None:
    briefing, _ = build(tmp_path, '  - {quote: "The quay was never safe", certainty: unknown, by: AB}\n')
    claim = one_claim(briefing, "never safe")
    assert (claim.actor, claim.certainty) == (None, "unknown")
    assert claim.corrected is not None and claim.corrected.was == "ilva-torm"


def test_when_a_thing_was_said_and_whether_it_is_denied(tmp_path: Path) -> None:
    briefing, _ = build(
        tmp_path,
        '  - {claim: "he would stay", polarity: denied, said: 2024-02-03, why: asked again, by: AB}\n'
        '  - {claim: "The wall has moved by two centimetres", said: 2024-01, polarity: question, by: AB}\n',
    )
    claim = one_claim(briefing, "he would stay")
    assert claim.polarity == "denied" and claim.said is not None and claim.said.value == "2024-02-03"
    assert claim.corrected is not None and (claim.corrected.by, claim.corrected.was) == ("AB", "asserted")
    own = one_claim(briefing, "two centimetres", "author")
    assert own.polarity == "question" and own.said is not None and own.said.value == "2024-01"
    assert own.corrected is not None and own.corrected.by == "AB"
    assert briefing.problems == ()


def test_a_chain_is_written_and_taken_away(tmp_path: Path) -> None:
    written, _ = build(tmp_path, '  - {quote: "The quay was never safe", via: [Ostrava Post], by: AB}\n')
    assert [hop.text for hop in one_claim(written, "never safe").via] == ["Ostrava Post"]
    assert one_claim(written, "never safe").actor == "ilva-torm"


CHAINED = "Quay talk\n\nThe Ostrava Post, citing the Bay Courier, reported that Ilva Torm said the wall would fall.\n"


def test_who_stands_between_may_be_nobody(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "talk.txt").write_text(CHAINED, encoding="utf-8")
    before = [c for c in brief(corpus).claims if "wall would fall" in c.text and c.via]
    assert before
    (corpus / "talk.yml").write_text('corrections:\n  - {claim: "the wall would fall", via: [], by: AB}\n')
    after = {c.id: c for c in brief(corpus).claims}
    changed = [c for c in before if after[c.id].via == ()]
    assert changed and all((after[c.id].corrected or c).was for c in changed)  # type: ignore[union-attr]


def test_several_corrections_of_one_thing_add_up_and_the_last_wins(tmp_path: Path) -> None:
    briefing, _ = build(
        tmp_path,
        '  - {quote: "The quay was never safe", speaker: Ilva Torm, via: [Ostrava Post]}\n'
        '  - {quote: "quay was never safe", speaker: Jonas Reik, by: AB}\n',
    )
    claim = one_claim(briefing, "never safe")
    assert claim.actor == "jonas-reik" and [hop.text for hop in claim.via] == ["Ostrava Post"]


def test_a_rejected_claim_is_none_whoever_makes_it(tmp_path: Path) -> None:
    briefing, _ = build(
        tmp_path,
        '  - {reject_claim: "he would stay", by: AB}\n  - {reject_claim: "The wall has moved by two centimetres"}\n',
    )
    assert not [c for c in briefing.claims if "would stay" in c.text and c.voice == "attributed"]
    assert not [c for c in briefing.claims if "two centimetres" in c.text]
    assert briefing.problems == ()


@pytest.mark.parametrize("kind", ["confirm", "reject_quote", "reject_claim", "claim"])
def test_a_correction_whose_words_meet_nothing_is_a_problem(tmp_path: Path, kind: str) -> None:
    """Never in silence: the words stand in the article, but there is nothing there to correct."""
    rest = ", polarity: denied" if kind == "claim" else ""
    briefing, _ = build(tmp_path, f'  - {{{kind}: "The ferry runs on"{rest}}}\n')
    assert ("correction-without-claim", 2) in codes(briefing)


def test_a_key_line_finds_its_sentence_in_whichever_voice_it_is_told(tmp_path: Path) -> None:
    before, _ = build(tmp_path, "")
    own = one_claim(before, "two centimetres", "author").id
    (tmp_path / "corpus/quay.yml").write_text(
        'corrections:\n  - {claim: "The wall has moved by two centimetres", source: Ilva Torm}\n'
    )
    (tmp_path / "curation/briefing.yml").write_text(f"key_lines:\n  - {{line: The wall moves., evidence: [{own}]}}\n")
    after = brief(tmp_path / "corpus", tmp_path / "curation")
    assert own not in {c.id for c in after.claims} and "-v-" in own
    assert after.problems == ()
    assert Catalogue(after).meant(own) == one_claim(after, "two centimetres")


def test_under_strict_a_key_line_must_rest_on_what_somebody_read(tmp_path: Path) -> None:
    before, _ = build(tmp_path, "")
    claim = one_claim(before, "never safe").id
    (tmp_path / "curation/briefing.yml").write_text(
        f"require_reviewed: key_lines\nkey_lines:\n  - {{line: It was not safe., evidence: [{claim}]}}\n"
    )
    [problem] = brief(tmp_path / "corpus", tmp_path / "curation").problems
    assert (problem.code, problem.line, problem.level) == ("evidence-unread", 3, "warning")
    (tmp_path / "corpus/quay.yml").write_text("corrections:\n  - {confirm: The quay was never safe, by: AB}\n")
    assert brief(tmp_path / "corpus", tmp_path / "curation").problems == ()


def test_a_callout_says_who_checked_it(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus/pier.txt").write_text(
        "The pier\n\n“It has not moved by a hair since we built it,” said Ilse Varga.\n", "utf-8"
    )
    (tmp_path / "corpus/pier.yml").write_text(
        "corrections:\n  - {confirm: It has not moved by a hair, by: AB, on: 2025-03-14}\n", "utf-8"
    )
    publisher = Publisher(brief(tmp_path / "corpus"), Options(), lambda start, goal: goal)
    page = next(spec for spec in publisher.pages if spec.kind == "article")
    assert "checked by AB, 14 March 2025" in publisher.render(page).html
