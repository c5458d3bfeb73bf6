"""Editions: what changed between two exports, as text, as JSON, as a page, and on the site."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from lxml import html

from built_sites import Project
from mkdocs_briefing.cli import main
from mkdocs_briefing.curation.editions import edition, read
from mkdocs_briefing.ids import claim_words
from mkdocs_briefing.pipeline import brief
from mkdocs_briefing.publish.editions import compare

QUAY = """Board defends closed quay

12 March 2024

"The quay was never safe," said Ilva Torm, the harbour master, in the town hall.

Jonas Reik said he would stay. On 3 March 2024 the board said that two boats had left.
"""
LEFT = "Boats leave\n\n13 March 2024\n\nIlva Torm said nine boats had left.\n"
NEW = "---\ntitle: Quay opens\ndate: 2024-03-14\n---\n\nJonas Reik said the quay was open. Ilva Torm denied it.\n"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments])


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """Two exports: an article went, one came, and a person corrected what the third holds."""
    corpus, one, two = tmp_path / "corpus", tmp_path / "1", tmp_path / "2"
    corpus.mkdir()
    (corpus / "quay.txt").write_text(QUAY, "utf-8")
    (corpus / "left.txt").write_text(LEFT, "utf-8")
    assert run("export", corpus, one).exit_code == 0
    (corpus / "left.txt").unlink()
    (corpus / "new.md").write_text(NEW, "utf-8")
    (corpus / "quay.txt").write_text(QUAY.replace("he would stay", "he would go"), "utf-8")
    (corpus / "quay.yml").write_text(
        "date: 2024-03-11\n"
        "corrections:\n"
        "  - {quote: The quay was never safe, speaker: Jonas Reik, why: heard it, by: AB}\n"
        "  - {claim: two boats had left, said: 2024-03-04, by: CD}\n",
        "utf-8",
    )
    assert run("export", corpus, two).exit_code == 0
    return one, two


def test_what_changed_is_found(folders: tuple[Path, Path]) -> None:
    found = compare(*(read(folder, folder.name) for folder in folders))
    assert [(a.id, a.claims) for a in found.articles_new] == [("new", 2)]
    assert [(a.id, a.claims) for a in found.articles_gone] == [("left", 1)]
    assert [(a.id, a.before, a.after) for a in found.articles_redated] == [("quay", "2024-03-12", "2024-03-11")]
    assert [c.words for c in found.new] == ["Jonas Reik said he would go."]
    assert [c.words for c in found.gone] == ["Jonas Reik said he would stay."]
    [other] = found.reattributed
    assert (other.before, other.after, other.by, other.why) == ("Ilva Torm", "Jonas Reik", "AB", "heard it")
    [dated] = found.redated
    assert (dated.before, dated.after, dated.by) == ("2024-03-03", "2024-03-04", "CD")
    assert {c.by for c in found.corrected} == {"AB", "CD"}
    assert found.articles == (2, 2)


def test_an_edition_is_the_same_read_back_and_made_from_objects(folders: tuple[Path, Path]) -> None:
    briefing = brief(folders[1].parent / "corpus")
    assert read(folders[1]) == edition(briefing)
    assert compare(read(folders[1]), edition(briefing)).counts() == ()


def test_a_claim_that_changes_its_voice_has_another_speaker(tmp_path: Path) -> None:
    assert claim_words("quay-v-0123abcd-2") == "quay-c-0123abcd-2"
    assert claim_words("quay-q-0123abcd") == "quay-q-0123abcd"
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.txt").write_text(
        "Quay\n\nThe wall may have moved by two centimetres in a year. So it goes.\n", "utf-8"
    )
    before = edition(brief(corpus))
    (corpus / "a.yml").write_text(
        "corrections:\n  - {claim: The wall may have moved, source: Ilva Torm, by: AB}\n", "utf-8"
    )
    found = compare(before, edition(brief(corpus)))
    assert (found.new, found.gone) == ((), ())
    assert [c.by for c in found.reattributed] == ["AB"]


def test_it_is_told_as_text(folders: tuple[Path, Path]) -> None:
    result = run("diff", *folders)
    assert result.exit_code == 0
    for line in (
        "2 articles before, 2 now;",
        "New articles (1)",
        "new: Quay opens",
        "Claims with another speaker (1)",
        "was Ilva Torm, now Jonas Reik",
        "set by AB: heard it",
        "was 2024-03-03, now 2024-03-04",
    ):
        assert line in result.output, line
    assert "Nothing changed." in run("diff", folders[0], folders[0]).output


def test_it_is_told_as_json(folders: tuple[Path, Path]) -> None:
    found = json.loads(run("diff", *folders, "--json").output)
    assert [a["id"] for a in found["articles_new"]] == ["new"]
    assert found["reattributed"][0]["after"] == "Jonas Reik"


@pytest.mark.parametrize("language", ["en", "de"])
def test_it_is_told_as_a_page_of_its_own(folders: tuple[Path, Path], tmp_path: Path, language: str) -> None:
    page = tmp_path / "changes.html"
    assert run("diff", *folders, "--html", page, "--language", language).exit_code == 0
    text = page.read_text("utf-8")
    tree = html.fromstring(text)
    assert tree.get("lang") == language
    assert "Jonas Reik said he would go." in tree.text_content()
    assert not tree.xpath("//script | //link | //img | //a[@href]") and "http" not in text
    assert text.startswith("<!doctype html>") and "Quay opens" in text


def test_words_of_articles_are_words(tmp_path: Path, folders: tuple[Path, Path]) -> None:
    shutil.copytree(folders[1], tmp_path / "3")
    claims = tmp_path / "3" / "claims.jsonl"
    claims.write_text(
        claims.read_text("utf-8").replace("he would go", "<script>x</script>\\u001b[2J he would"), "utf-8"
    )
    text = claims.read_text("utf-8").replace('"quay-c-', '"quay-c-f')
    claims.write_text(text, "utf-8")
    page = tmp_path / "changes.html"
    assert run("diff", folders[1], tmp_path / "3", "--html", page).exit_code == 0
    assert "<script" not in page.read_text("utf-8")
    assert "\x1b" not in run("diff", folders[1], tmp_path / "3").output


@pytest.mark.parametrize("spoil", ["briefing.json", "claims.jsonl", "contract"])
def test_what_is_no_export_is_said(folders: tuple[Path, Path], spoil: str) -> None:
    if spoil == "contract":
        (folders[0] / "briefing.json").write_text('{"contract": 99}\n', "utf-8")
    else:
        (folders[0] / spoil).write_text("{not json\n", "utf-8")
    result = run("diff", *folders)
    assert result.exit_code == 1 and "export" in result.output
    assert run("diff", folders[0], folders[0].parent / "nowhere").exit_code == 2


# ------------------------------------------------------------------ on the site


@pytest.fixture
def project(folders: tuple[Path, Path]) -> Project:
    root = folders[0].parent
    project = Project(root / "p", {})
    shutil.rmtree(root / "p" / "corpus")
    shutil.copytree(root / "corpus", root / "p" / "corpus")
    shutil.copytree(folders[0], root / "p" / "editions" / "1")
    project.write("curation/briefing.yml", "edition: 2\neditions:\n  - {name: 1, export: ../editions/1}\n")
    return project


def test_the_site_has_a_page_of_changes_and_home_says_how_many(project: Project) -> None:
    built = project.build()
    assert built.warnings == []
    page = built.page("changes")
    words = " ".join(page.text_content().split())
    assert "Changes since edition 1" in words and "was Ilva Torm, now Jonas Reik" in words
    assert "set by AB: heard it" in words
    assert page.xpath("//li/a[contains(@href, 'articles/quay')]")
    home = " ".join(built.page("index.html").text_content().split())
    assert re.search(r"Changes since edition 1 ?: New articles 1 · Articles that are gone 1", home)
    assert list(built.broken_links()) == []


def test_without_an_edition_there_is_no_such_page(tmp_path: Path) -> None:
    assert "changes/index.html" not in Project(tmp_path).build().files()


def test_an_edition_that_is_not_there_is_a_problem(project: Project) -> None:
    shutil.rmtree(project.root / "editions")
    [problem] = brief(project.root / "corpus", project.root / "curation").problems
    assert (problem.code, problem.line, problem.value) == ("no-edition", 3, "../editions/1")


def test_what_may_be_shown_no_more_is_not_told_from_an_old_edition(project: Project) -> None:
    """Private and withdrawn articles, texts that are no longer reprinted, names that are blacked out since."""
    project.write("corpus/left.txt", LEFT)
    project.write("corpus/left.yml", "private: true\n")
    project.write("corpus/quay.yml", "publish: reference\n")
    project.write("curation/actors.yml", "redact: [Ilva Torm]\n")
    built = project.build()
    for name, data in built.bytes().items():
        text = data.decode("utf-8", "replace")
        assert "nine boats" not in text and "Boats leave" not in text, name
        assert "never safe" not in text and "would stay" not in text, name
        assert "Ilva Torm" not in text, name
    project.write("corpus/left.yml", "withdrawn: {on: 2024-04-01}\n")
    built = project.build()
    assert "Boats leave" not in built.page("changes").text_content()


def test_it_makes_the_inputs_others(project: Project) -> None:
    one = brief(project.root / "corpus", project.root / "curation").inputs
    with (project.root / "editions/1/claims.jsonl").open("a") as file:
        file.write("\n")
    assert brief(project.root / "corpus", project.root / "curation").inputs != one


def test_a_surname_alone_is_hidden_in_words_that_are_gone(project: Project) -> None:
    """The old edition has a sentence that the article has no more, in an article that means the person."""
    old = project.root / "editions/1/claims.jsonl"
    old.write_text(old.read_text("utf-8").replace("he would stay", "Torm would stay"), "utf-8")
    project.write("curation/actors.yml", "redact: [Ilva Torm]\n")
    words = project.build().page("changes").text_content()
    assert "would stay" in words and "Torm" not in words
