"""The one flow: what it does with files that are not as they should be, and what it tells its caller."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec
import pytest

from built_sites import Project
from mkdocs_briefing import pipeline
from mkdocs_briefing.exports.contract import export
from mkdocs_briefing.model import Briefing
from mkdocs_briefing.pipeline import Corpus, brief
from mkdocs_briefing.store import Store

GOOD = {"harbour/ferry.txt", "ledger/ferry-again.md", "bulletin.html"}


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return Project(tmp_path).root / "corpus"


def paths(briefing: Briefing) -> set[str]:
    return {entry.analysis.path for entry in briefing.entries}


def named(briefing: Briefing, code: str) -> list[str]:
    return [problem.file for problem in briefing.problems if problem.code == code]


def test_a_corpus_that_is_no_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no folder of articles"):
        brief(tmp_path / "nowhere")


def test_a_look_that_finds_nothing_new_gives_the_same_briefing(corpus: Path) -> None:
    again, article = Corpus(corpus), corpus / "harbour/ferry.txt"
    first, words = again.briefing(), article.read_text()
    assert again.briefing() is first
    article.write_text(words + "\nA line more.\n")
    second = again.briefing()
    assert second.inputs != first.inputs
    assert again.changes and again.changes.entries
    assert again.briefing() is second
    assert again.changes == pipeline.NO_CHANGES
    article.write_text(words)
    assert again.briefing() == first == brief(corpus)


def test_hidden_files_sidecars_and_other_files_are_no_articles(corpus: Path) -> None:
    for name in (".hidden.txt", "notes.yml", "picture.png", ".git/a.txt"):
        (corpus / name).parent.mkdir(exist_ok=True)
        (corpus / name).write_text("A line.\n")
    assert paths(brief(corpus)) == GOOD


@pytest.mark.parametrize(
    "name", ["two words.txt", "a#1.txt", "what?.txt", "per%20cent.txt", "ünï.txt", "new\nline.txt"]
)
def test_odd_names_are_read(corpus: Path, name: str) -> None:
    (corpus / name).write_text("Bread is dearer\n\nBread is dearer, said a baker.\n")
    briefing = brief(corpus)
    assert paths(briefing) == GOOD | {name}
    assert len({entry.id for entry in briefing.entries}) == 4


@pytest.mark.skipif(os.name == "nt", reason="names are Unicode there")
def test_a_name_that_is_no_text_is_a_problem(corpus: Path, tmp_path: Path) -> None:
    (corpus / os.fsdecode(b"caf\xe9.txt")).write_text("A line.\n")
    with Store(tmp_path / "cache") as store:
        briefing = brief(corpus, store=store)
    assert paths(briefing) == GOOD
    assert named(briefing, "unreadable") == ["caf\ufffd.txt"]
    export(briefing, tmp_path / "out")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in folders there")
def test_pipes_and_links_to_nowhere_are_problems_and_nobody_waits(corpus: Path) -> None:
    os.mkfifo(corpus / "pipe.txt")
    (corpus / "gone.txt").symlink_to(corpus / "nowhere.txt")
    briefing = brief(corpus)
    assert paths(briefing) == GOOD
    assert sorted(named(briefing, "unreadable")) == ["gone.txt", "pipe.txt"]


@pytest.mark.parametrize("stage", ["read", "analyse"])
def test_an_article_that_a_stage_fails_on_leaves_the_others(
    corpus: Path, stage: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    real = getattr(pipeline, stage)

    def fails(first: object, *rest: object, **more: object) -> object:
        if "bulletin.html" in (first.path if stage == "analyse" else rest[0]):  # type: ignore[attr-defined, operator]
            raise RecursionError("too deep")
        return real(first, *rest, **more)

    monkeypatch.setattr(pipeline, stage, fails)
    with Store(tmp_path / "cache") as store:
        briefing = brief(corpus, store=store)
    assert paths(briefing) == GOOD - {"bulletin.html"}
    (problem,) = [p for p in briefing.problems if p.code == "failed"]
    assert problem.file == "bulletin.html" and "too deep" in problem.message
    monkeypatch.setattr(pipeline, stage, real)
    with Store(tmp_path / "cache") as store:
        assert paths(brief(corpus, store=store)) == GOOD  # the failure was not kept


def test_progress_is_told(corpus: Path) -> None:
    told: list[tuple[str, int, int]] = []
    brief(corpus, progress=lambda *step: told.append(step))
    for stage, total in (("read", 3), ("analyse", 3), ("link", 1)):
        steps = [(done, all_) for name, done, all_ in told if name == stage]
        assert steps[-1] == (total, total) and steps == sorted(steps)


def test_inputs_change_with_articles_and_with_what_people_write(corpus: Path, tmp_path: Path) -> None:
    curation = tmp_path / "curation"
    seen = [brief(corpus, curation).inputs]
    (corpus / "bulletin.yml").write_text("date: 2024-03-15\n")
    seen.append(brief(corpus, curation).inputs)
    curation.mkdir()
    (curation / "briefing.yml").write_text("question: Will the ferry stop?\n")
    seen.append(brief(corpus, curation).inputs)
    (corpus / "bulletin.html").unlink()
    seen.append(brief(corpus, curation).inputs)
    assert len(set(seen)) == 4


def test_the_place_of_the_corpus_is_not_in_the_result(tmp_path: Path) -> None:
    first = brief(Project(tmp_path / "one").root / "corpus", tmp_path / "one/curation")
    second = brief(Project(tmp_path / "deeper/two").root / "corpus", tmp_path / "deeper/two/curation")
    assert msgspec.json.encode(first) == msgspec.json.encode(second)
