"""The ``briefing`` command, and what it works with: doubts with the YAML that settles them, and the starter project."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import invented
from mkdocs_briefing import __version__, curation
from mkdocs_briefing.cli import main
from mkdocs_briefing.curation.doubts import KINDS, Doubt, doubts
from mkdocs_briefing.curation.project import start
from mkdocs_briefing.pipeline import brief

ARTICLE = """Ferry will not sail in winter

“We will not sail,” said Ingrid Solhaug, who runs the ferry. “Not in this ice.”

“Ice is ice, and nobody sails on it, whatever they say in the town.”

On 4 January 2025 she said that the ice was too thick. Arne Rudvik met Tor Rudvik. “It is only ice,” Rudvik said.

The ferry has sailed in every winter since it was built, and it will sail again in spring, as it always did.
"""


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments])


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "ferry.txt").write_text(ARTICLE, "utf-8")
    return folder


def found(corpus: Path) -> tuple[Doubt, ...]:
    folder = corpus.parent / "curation"
    return doubts(brief(corpus, folder), corpus.name)


# ------------------------------------------------------------------ help and wrong usage


def test_help_teaches() -> None:
    whole = run("--help").output
    for word in ("briefing new", "briefing check", "briefing export", "mkdocs serve"):
        assert word in whole
    for command in ("actors", "export", "check", "new"):
        text = run(command, "--help").output
        assert "Example" in text and f"briefing {command} " in text
    assert __version__ in run("--version").output


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys, mkdocs_briefing.cli as cli\n"
        "try: cli.main(['--help'])\nexcept SystemExit: pass\n"
        "print([m for m in ('msgspec', 'yaml', 'lxml', 'mkdocs', 'trafilatura', 'rapidfuzz') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["export"],
        ["export", "{}/none", "out"],
        ["check", "{}/none"],
        ["check", "{}", "--fail-on", "x"],
        ["new"],
    ],
)
def test_wrong_usage_is_status_2(corpus: Path, arguments: list[str]) -> None:
    result = run(*(a.format(corpus) for a in arguments))
    assert result.exit_code == 2
    assert "Usage:" in result.output


# ------------------------------------------------------------------ export


def test_export_writes_the_contract_and_says_so(corpus: Path, tmp_path: Path) -> None:
    result = run("export", corpus, tmp_path / "a" / "out")
    assert result.exit_code == 0
    assert "1 article," in result.output
    assert (tmp_path / "a" / "out" / "articles.jsonl").read_text("utf-8").count("\n") == 1


def test_export_stays_out_of_the_corpus_and_of_what_it_cannot_write(corpus: Path, tmp_path: Path) -> None:
    inside = run("export", corpus, corpus / "out")
    assert (inside.exit_code, (corpus / "out").exists()) == (2, False)
    (tmp_path / "file").write_text("", "utf-8")
    blocked = run("export", corpus, tmp_path / "file" / "out")
    assert blocked.exit_code == 1
    assert "cannot be written" in blocked.output and "Traceback" not in blocked.output


def test_curation_beside_the_corpus_is_used(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "curation").mkdir()
    (tmp_path / "curation" / "actors.yml").write_text("ferry-chief: {name: Ingrid Solhaug}\n", "utf-8")
    assert run("export", corpus, tmp_path / "out").exit_code == 0
    assert '"ferry-chief"' in (tmp_path / "out" / "actors.jsonl").read_text("utf-8")
    (tmp_path / "other").mkdir()
    assert run("export", corpus, tmp_path / "out", "--curation", tmp_path / "other").exit_code == 0
    assert '"ferry-chief"' not in (tmp_path / "out" / "actors.jsonl").read_text("utf-8")


# ------------------------------------------------------------------ check


def test_doubts_come_in_the_order_of_worth_with_the_yaml_that_settles_them() -> None:
    assert [(doubt.kind, doubt.where, doubt.file) for doubt in doubts(invented.briefing())] == [
        ("metadata", "note.txt", "corpus/note.yml"),
        ("unknown", "strike.txt", "corpus/strike.yml"),
        ("implicit", "strike.txt", "corpus/strike.yml"),
        ("actor", "unsure", "curation/actors.yml"),
    ]
    note, unknown, implicit, unsure = (doubt.yaml for doubt in doubts(invented.briefing(), "articles"))
    assert note == "# articles/note.yml\ndate:\ntitle:\npublisher:\n"
    assert unknown is not None and unknown.endswith("speaker: , by: }\n")
    assert implicit == (
        "# articles/strike.yml, below “corrections:”\n"
        '  - {quote: "We have talked to everybody.", speaker: ilse-marrow, by: }\n'
    )
    assert unsure is not None and unsure.startswith("# curation/actors.yml\nunsure:\n  name: Unsure Thing\n")


def test_check_shows_doubts_and_what_to_paste(corpus: Path) -> None:
    kinds = [doubt.kind for doubt in found(corpus)]
    assert kinds == sorted(kinds, key=KINDS.index)
    result = run("check", corpus)
    assert result.exit_code == 0
    assert "states no date and no outlet" in result.output
    assert "# articles/ferry.yml" in result.output


def test_bounds_of_a_date_are_found_and_ready_to_paste(corpus: Path) -> None:
    (corpus / "ferry.yml").write_text("retrieved: 2025-02-01\n", "utf-8")
    first = found(corpus)[0]
    assert "not after 2025-02-01, when it was retrieved" in first.message
    assert "date: 2025-01-04/2025-02-01" in (first.yaml or "")
    assert "not before 2025-01-04: it holds “" in first.message
    assert "4 January 2025”" in first.message


def test_problems_fail_a_check_and_doubts_only_where_asked(corpus: Path) -> None:
    assert run("check", corpus).exit_code == 0
    assert run("check", corpus, "--fail-on", "doubt").exit_code == 1
    (corpus / "ferry.yml").write_text("corrections:\n  - {quote: We will not sale, by: AB}\n", "utf-8")
    result = run("check", corpus)
    assert result.exit_code == 1
    assert "ferry.yml:2:" in result.output
    assert re.search(r"fix:.*We will not sail", result.output)
    assert run("check", corpus, "--fail-on", "never").exit_code == 0


def test_a_correction_settles_its_doubt(corpus: Path) -> None:
    doubt = next(d for d in found(corpus) if d.words and d.words.startswith("Ice is ice"))
    assert (doubt.kind, doubt.line) == ("implicit", 5)
    words = "Ice is ice, and nobody sails on it,"
    assert (
        doubt.yaml == f'# articles/ferry.yml\ncorrections:\n  - {{quote: "{words}", speaker: ingrid-solhaug, by: }}\n'
    )
    (corpus / "ferry.yml").write_text(doubt.yaml, "utf-8")
    left = found(corpus)
    assert not [d for d in left if d.words == doubt.words]
    assert any("below “corrections:”" in (d.yaml or "") for d in left)


def test_of_several_candidates_none_is_proposed(corpus: Path) -> None:
    """A snippet that is pasted unread must not name a wrong speaker."""
    (corpus.parent / "curation").mkdir()
    people = "arne-rudvik: {name: Arne Rudvik, type: person}\ntor-rudvik: {name: Tor Rudvik, type: person}\n"
    (corpus.parent / "curation" / "actors.yml").write_text(people, "utf-8")
    doubt = next(d for d in found(corpus) if d.kind == "ambiguous")
    assert "Arne Rudvik (arne-rudvik) or Tor Rudvik (tor-rudvik)" in doubt.message
    assert "speaker: , by: }" in (doubt.yaml or "")


def test_what_a_person_confirmed_is_no_doubt(corpus: Path) -> None:
    doubt = next(d for d in found(corpus) if d.kind == "pronoun")
    assert doubt.words
    (corpus / "ferry.yml").write_text(f'corrections:\n  - {{confirm: "{doubt.words}", by: AB}}\n', "utf-8")
    assert doubt.words not in [d.words for d in found(corpus)]


def test_every_snippet_can_be_pasted(tmp_path: Path) -> None:
    """All snippets of the demo, filled in and pasted, are no problem and leave no doubt about articles or speakers."""
    root = Path(__file__).parents[1]
    for name in ("corpus", "curation"):
        shutil.copytree(root / name, tmp_path / name)
    known = brief(tmp_path / "corpus", tmp_path / "curation").problems
    before = found(tmp_path / "corpus")
    assert {"metadata", "unknown", "actor"} <= {doubt.kind for doubt in before}
    for doubt in before:
        assert doubt.file and doubt.yaml
        assert doubt.yaml.startswith(f"# {doubt.file}")
        paste(tmp_path / doubt.file, doubt.yaml)
    whole = brief(tmp_path / "corpus", tmp_path / "curation")
    assert [p for p in whole.problems if p.level != "note" and p not in known] == []
    assert [d for d in doubts(whole) if d.kind == "metadata"] == []
    assert len([d for d in doubts(whole) if d.kind != "actor"]) < len([d for d in before if d.kind != "actor"]) / 4


def paste(file: Path, yaml: str) -> None:
    """As a person would: values filled in, and one list of corrections."""
    filled = re.sub(r"^(title|publisher):$", r"\1: The Words", yaml, flags=re.M)
    filled = re.sub(r"^date:$", "date: 2025-01-15", filled, flags=re.M)
    filled = re.sub(r"(speaker|source): ,", r"\1: marit-solvang-eide,", filled).replace("by: }", "by: KB}")
    text = file.read_text("utf-8") if file.is_file() else ""
    if "\n  - {" not in filled:
        file.write_text(filled + text, "utf-8")
        return
    if "corrections:\n" in text:
        filled = filled.replace("\ncorrections:\n", "\n")
    file.write_text(text + filled, "utf-8")


def test_article_text_cannot_steer_the_terminal(corpus: Path) -> None:
    (corpus / "evil.txt").write_text("Evil\n\n“Red \x1b[31m\u202etext\x07 here, my friends,” he said.\n", "utf-8")
    output = run("check", corpus, "--limit", "0").output
    assert "Red" in output
    assert not set(output) & set("\x1b\u202e\x07")


def test_the_limit_says_what_it_leaves_out(corpus: Path) -> None:
    for n in range(4):
        (corpus / f"more-{n}.txt").write_text(ARTICLE.replace("ice", f"snow {n}"), "utf-8")
    assert re.search(r"… and \d+ more \(--limit 0", run("check", corpus, "--limit", "1").output)
    assert "--limit 0" not in run("check", corpus, "--limit", "0").output


def test_an_empty_corpus_is_no_error(tmp_path: Path) -> None:
    result = run("check", tmp_path)
    assert (result.exit_code, result.output) == (0, "0 problems, 0 doubts.\n")


# ------------------------------------------------------------------ new


def test_new_makes_a_project_without_problems(tmp_path: Path) -> None:
    result = run("new", tmp_path / "deep" / "project")
    assert result.exit_code == 0
    folder = tmp_path / "deep" / "project"
    assert sorted(p.name for p in folder.iterdir()) == [".gitignore", "corpus", "curation", "docs", "mkdocs.yml"]
    people = curation.load(folder / "curation")
    assert people.problems == ()
    assert len(people.files) == 4
    checked = run("check", folder / "corpus")
    assert checked.exit_code == 0 and "0 problems" in checked.output
    assert "No date, title or outlet" not in checked.output
    assert brief(folder / "corpus", folder / "curation").checked


def test_what_the_starters_explain_is_right_when_uncommented(tmp_path: Path) -> None:
    start(tmp_path)
    for file in (tmp_path / "curation").iterdir():
        text = file.read_text("utf-8")
        if file.name != "briefing.yml":
            text = re.sub(r"(?m)^# (?=\S+:$|  )", "", text)
        text = re.sub(r"(?m)^#(?=  (?:- line|  evidence): )", "", text.replace("key_lines: []", "key_lines:"))
        file.write_text(text, "utf-8")
    sidecar = tmp_path / "corpus" / "sample-article.yml"
    text = re.sub(r"(?m)^( *)# (?=- \{)", r"\1", sidecar.read_text("utf-8"))
    sidecar.write_text(text, "utf-8")
    people = curation.load(tmp_path / "curation")
    assert people.problems == ()
    assert [a.id for a in people.actors] == ["anselm-torvund"]
    assert [s.id for s in people.sites] == ["skarvoy-messenger"]
    assert len(people.briefing.key_lines) == 1
    whole = brief(tmp_path / "corpus", tmp_path / "curation")
    assert {p.code for p in whole.problems} <= {"correction-unmatched", "ambiguous-evidence", "ambiguous-anchor"}
    (proposition,) = whole.propositions
    assert len(proposition.claims) == 2 and len(proposition.conflicts) == 1
    assert len(whole.entries[0].notes.corrections) == 7


@pytest.mark.parametrize("there", ["file", "full"])
def test_new_overwrites_nothing(tmp_path: Path, there: str) -> None:
    folder = tmp_path / "project"
    if there == "full":
        folder.mkdir()
        (folder / "mkdocs.yml").write_text("mine", "utf-8")
    else:
        folder.write_text("mine", "utf-8")
    result = run("new", folder)
    assert result.exit_code == 2
    assert "holds files already" in result.output or "is a file" in result.output
    assert (folder / "mkdocs.yml" if there == "full" else folder).read_text("utf-8") == "mine"
    assert there == "file" or [p.name for p in folder.iterdir()] == ["mkdocs.yml"]


def test_the_new_project_builds(tmp_path: Path) -> None:
    start(tmp_path)
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "site" / "articles" / "sample-article" / "index.html").read_text("utf-8")
    assert "Anselm Torvund" in page
