"""``briefing check --ask``: a scripted terminal, the files it leaves, and what the next check says."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from mkdocs_briefing.cli import main
from mkdocs_briefing.curation.doubts import Doubt, doubts
from mkdocs_briefing.pipeline import brief

FERRY = """Ferry will not sail in winter

“We will not sail,” said Ingrid Solhaug, who runs the ferry. “Not in this ice.”

“Ice is ice, and nobody sails on it, whatever they say in the town.”

On 4 January 2025 she said that the ice was too thick. Arne Rudvik met Tor Rudvik. “It is only ice,” Rudvik said.

The ferry has sailed in every winter since it was built, and it will sail again in spring, as it always did.
"""
PEOPLE = "# who is who\narne-rudvik: {name: Arne Rudvik, type: person}\ntor-rudvik: {name: Tor Rudvik, type: person}\n"
SIDECAR = (
    "# from the archive\ntitle: Ferry will not sail  # as printed\npublisher: 'The Fjord Post'\ndate: 2025-01-05\n"
)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "ferry.txt").write_text(FERRY, "utf-8")
    (folder / "ferry.yml").write_text(SIDECAR, "utf-8")
    (tmp_path / "curation").mkdir()
    (tmp_path / "curation" / "actors.yml").write_text(PEOPLE, "utf-8")
    return folder


def ask(corpus: Path, *lines: str, by: str | None = "AB") -> Result:
    who = ["--by", by] if by else []
    arguments = ["check", str(corpus), "--ask", "--on", "2025-02-01", *who]
    return CliRunner().invoke(main, arguments, input="\n".join(lines) + "\n")


def left(corpus: Path) -> tuple[Doubt, ...]:
    return doubts(brief(corpus, corpus.parent / "curation"), corpus.name)


def by_words(corpus: Path, words: str) -> list[Doubt]:
    return [d for d in left(corpus) if d.words and words in d.words]


def answers(corpus: Path, **keys: str) -> list[str]:
    """The lines to type: for each doubt the first of ``keys`` whose name is its kind, else skip."""
    return [keys.get(d.kind, "s") for d in left(corpus)]


def test_the_words_are_shown_in_their_paragraph_with_candidates_by_number(corpus: Path) -> None:
    result = ask(corpus, "q")
    assert result.exit_code == 0
    assert "“»It is only ice,«” Rudvik said." in result.output
    assert "1  Arne Rudvik (arne-rudvik)" in result.output and "2  Tor Rudvik (tor-rudvik)" in result.output
    assert f"0 of {len(left(corpus))} settled" in result.output


def test_accept_another_speaker_reject_and_skip(corpus: Path) -> None:
    kinds = [d.kind for d in left(corpus)]
    assert {"ambiguous", "implicit", "pronoun"} <= set(kinds)
    result = ask(corpus, *answers(corpus, ambiguous="2", implicit="a", pronoun="r"))
    assert result.exit_code == 0, result.output
    written = (corpus / "ferry.yml").read_text("utf-8")
    assert written.startswith(SIDECAR)
    corrections = yaml.safe_load(written)["corrections"]
    assert {"quote": "It is only ice,", "speaker": "tor-rudvik", "by": "AB"} in corrections
    assert any(
        c.get("confirm", "").startswith("Ice is ice") and "2025-02-01" in map(str, c.values()) for c in corrections
    )
    assert any("reject_claim" in c for c in corrections)
    after = brief(corpus, corpus.parent / "curation")
    assert after.problems == ()
    assert not {"ambiguous", "implicit", "pronoun"} & {d.kind for d in left(corpus)}
    [claim] = [c for c in after.claims if c.actor == "tor-rudvik"]
    assert claim.corrected is not None and claim.corrected.by == "AB"


def test_it_goes_on_where_it_was_left(corpus: Path) -> None:
    before = left(corpus)
    first = next(n for n, d in enumerate(before) if d.kind == "implicit")
    ask(corpus, *["s"] * first, "a", "q")
    after = left(corpus)
    assert len(after) == len(before) - 1
    assert [d.words for d in after] == [d.words for n, d in enumerate(before) if n != first]
    assert "Ice is ice" not in ask(corpus, *["s"] * len(after)).output.replace(FERRY, "").split("»")[0]


def test_the_text_does_not_say(corpus: Path) -> None:
    result = ask(corpus, *answers(corpus, implicit="n"))
    assert result.exit_code == 0
    assert not by_words(corpus, "Ice is ice")
    after = brief(corpus, corpus.parent / "curation")
    [claim] = [c for c in after.claims if c.text.startswith("“Ice is ice")]
    assert claim.actor is None and claim.certainty == "unknown"


def test_somebody_whom_nobody_knew_gets_an_entry(corpus: Path) -> None:
    lines: list[str] = []
    for doubt in left(corpus):
        lines += ["o", "Signe Aamot", "y", "person"] if doubt.kind == "implicit" else ["s"]
    result = ask(corpus, *lines)
    assert "Nobody is called “Signe Aamot”" in result.output
    people = (corpus.parent / "curation" / "actors.yml").read_text("utf-8")
    assert people == PEOPLE + "signe-aamot:\n  name: Signe Aamot\n  type: person\n"
    after = brief(corpus, corpus.parent / "curation")
    assert [c.text for c in after.claims if c.actor == "signe-aamot"]
    assert after.problems == ()


def test_a_name_with_a_slip_is_asked_again(corpus: Path) -> None:
    lines: list[str] = []
    for doubt in left(corpus):
        lines += ["o", "Ingrid Solhag", "n", "o", "ingrid solhaug"] if doubt.kind == "pronoun" else ["s"]
    result = ask(corpus, *lines)
    assert "did you mean “Ingrid Solhaug”?" in result.output
    assert "source: ingrid-solhaug" in (corpus / "ferry.yml").read_text("utf-8")


def test_dates_are_checked_and_bounds_offered(corpus: Path) -> None:
    (corpus / "ferry.yml").write_text("retrieved: 2025-02-01\n", "utf-8")
    assert left(corpus)[0].kind == "metadata"
    result = ask(corpus, "in winter", "a", "?", "The Fjord Post", "q")
    assert "That is no date" in result.output and "That is no publisher" in result.output
    written = (corpus / "ferry.yml").read_text("utf-8")
    assert written == "retrieved: 2025-02-01\ndate: 2025-01-04/2025-02-01\npublisher: The Fjord Post\n"
    assert not [d for d in left(corpus) if d.kind == "metadata"]


def test_a_name_is_somebody_nobody_or_another_name(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for n in range(3):
        text = f"Note {n}\n\nThe Vellmark Line met Bryne Holl at Quay {n}. Tessa Wick said that it would snow.\n"
        (corpus / f"{n}.md").write_text(f"---\ndate: 2025-01-0{n + 1}\npublisher: P\ntitle: N{n}\n---\n{text}", "utf-8")
    unsure = [d for d in left(corpus) if d.kind == "actor" and not d.twins]
    assert unsure
    result = ask(corpus, *[{"actor": "i"}.get(d.kind, "s") for d in left(corpus)])
    assert result.exit_code == 0, result.output
    assert not [d for d in left(corpus) if d.kind == "actor" and not d.twins]
    ignored = yaml.safe_load((tmp_path / "curation" / "actors.yml").read_text("utf-8"))["ignore"]
    assert len(ignored) == len(unsure)


def test_who_answers_is_asked_once(corpus: Path) -> None:
    result = ask(corpus, "CD", *answers(corpus, implicit="a"), by=None)
    assert "Your initials" in result.output
    assert "by: CD" in (corpus / "ferry.yml").read_text("utf-8")


def test_the_end_of_the_input_is_an_end(corpus: Path) -> None:
    result = CliRunner().invoke(main, ["check", str(corpus), "--ask", "--by", "AB"], input="")
    assert result.exit_code == 0
    assert "settled" in result.output and (corpus / "ferry.yml").read_text("utf-8") == SIDECAR


def test_a_file_that_cannot_be_added_to_is_said_and_left(corpus: Path) -> None:
    broken = SIDECAR + "corrections: words\n"
    (corpus / "ferry.yml").write_text(broken, "utf-8")
    result = ask(corpus, *answers(corpus, implicit="a"))
    assert "Not written: ferry.yml:5: nothing can be added here" in result.output
    assert (corpus / "ferry.yml").read_text("utf-8") == broken


def test_a_record_of_a_dump_has_no_file_for_an_answer(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "dump.jsonl").write_text('{"id": "1", "text": "“We go home now, all of us,” she said."}\n', "utf-8")
    result = ask(corpus, *["s"] * 5)
    assert "has no sidecar" in result.output and [p.name for p in corpus.iterdir()] == ["dump.jsonl"]


def test_an_article_cannot_steer_the_terminal(corpus: Path) -> None:
    (corpus / "ferry.txt").write_text(FERRY.replace("Ice is ice", "Ice \x1b[2J is ice"), "utf-8")
    assert "\x1b" not in ask(corpus, *answers(corpus)).output


def test_suggestions_are_taken_up_or_dismissed(tmp_path: Path) -> None:
    corpus, folder = tmp_path / "corpus", tmp_path / "curation"
    corpus.mkdir()
    folder.mkdir()
    texts = {
        "a": "Mira Tolk said the Vantor bridge would collapse in the spring flood.",
        "b": "Odd Ravn denied that the Vantor bridge would collapse in the spring flood.",
    }
    for id, text in texts.items():
        head = f"---\ntitle: Note {id}\ndate: 2025-01-01\npublisher: P\n---\n\n"
        (corpus / f"{id}.md").write_text(f"{head}{text}\n", "utf-8")
    stated = "# mine\nbridge:\n  statement: The Vantor bridge collapses  # soon\n"
    (folder / "propositions.yml").write_text(stated, "utf-8")

    def run(kind: str, *keys: str) -> Result:
        lines = ["s"] * len(left(corpus))
        return ask(corpus, *lines, *keys)

    assert "may belong under “bridge”" in run("claim", "a", "a").output
    written = (folder / "propositions.yml").read_text("utf-8")
    assert written.startswith(stated) and written.count("article:") == 2
    assert "may clash under “bridge”" in run("conflict", "a", "both of the same bridge").output
    briefing = brief(corpus, folder)
    [bridge] = briefing.propositions
    [conflict] = bridge.conflicts
    assert (conflict.confirmed_by, conflict.why) == ("AB", "both of the same bridge")
    assert briefing.problems == ()
    assert "may" not in run("none").output
    (folder / "propositions.yml").write_text(stated, "utf-8")
    run("claim", "r", "r")
    assert "dismissed:" in (folder / "propositions.yml").read_text("utf-8")
    assert "may belong" not in run("none").output
    assert brief(corpus, folder).problems == ()
