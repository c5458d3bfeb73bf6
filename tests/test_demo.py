"""The demo and the docs: what they show exists, what they promise holds, and nothing in them comes from elsewhere."""

from __future__ import annotations

import importlib.util
import re
import subprocess
from pathlib import Path
from typing import Any, get_args, get_type_hints

import msgspec
import pytest
import yaml

from mkdocs_briefing import curation, model
from mkdocs_briefing.exports.contract import export
from mkdocs_briefing.model import Briefing, Problem
from mkdocs_briefing.pipeline import brief
from mkdocs_briefing.read import SUFFIXES, read, records

TOP = Path(__file__).parent.parent
CORPUS = TOP / "corpus"
DOCS = sorted((TOP / "docs").rglob("*.md"))
SHARED = TOP.parent / "shared"

_YAML = re.compile(r"^```yaml\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def examples() -> list[tuple[str, str, str]]:
    """Every YAML block of the docs that begins with the file of people's words it goes into: page, file, text."""
    found = []
    for page in [TOP / "README.md", *DOCS]:
        for block in _YAML.findall(page.read_text("utf-8")):
            first = re.match(r"# (\S+/\S+\.yml)\n", block)
            if first:
                found.append((page.relative_to(TOP).as_posix(), first.group(1), block))
    return found


# ------------------------------------------------------------------ docs


def script(name: str) -> Any:
    spec = importlib.util.spec_from_file_location(name, TOP / "scripts" / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["options_page", "rules_page", "api_page"])
def test_pages_made_from_the_code_are_current(name: str) -> None:
    made = script(name)
    assert made.PAGE.read_text("utf-8") == made.page(), f"run: python scripts/{name}.py"


def test_every_option_is_documented() -> None:
    from mkdocs_briefing.config import BriefingConfig

    page = script("options_page").page()
    assert [name for name, _ in BriefingConfig._schema if f"## `{name}`" not in page] == []


def test_settings_that_the_docs_show_are_valid() -> None:
    from mkdocs_briefing.config import BriefingConfig

    shown = [
        yaml.safe_load(block) for page in [TOP / "README.md", *DOCS] for block in _YAML.findall(page.read_text("utf-8"))
    ]
    plugins = [plugin for block in shown for plugin in block.get("plugins", ()) if isinstance(plugin, dict)]
    settings = [plugin["briefing"] for plugin in plugins if "briefing" in plugin]
    assert settings
    for options in settings:
        config = BriefingConfig()
        config.load_dict(options)
        assert config.validate() == ([], []), options


def test_every_rule_that_an_article_shows_is_documented() -> None:
    """Of quotations, attributions and dropped blocks: whoever reads a rule's name finds it in the docs."""
    page = script("rules_page").page()
    found = set()
    for entry in brief(TOP / "corpus", TOP / "curation").entries:
        notes = entry.analysis.annotations
        found |= {q.rule for q in notes.quotations} | {a.rule for a in notes.attributions}
        found |= {block.rule for block in entry.analysis.cleaned.blocks if block.rule}
    for file in sorted((TOP / "plugin" / "mkdocs_briefing" / "clean").glob("*.py")):
        found |= set(re.findall(r"rule=\"([a-z.-]+)\"", file.read_text("utf-8")))
    assert len(found) > 20
    assert [rule for rule in sorted(found) if f"| `{rule}` |" not in page] == []


def test_every_yaml_block_of_the_docs_is_yaml() -> None:
    for page in [TOP / "README.md", *DOCS]:
        for block in _YAML.findall(page.read_text("utf-8")):
            assert isinstance(yaml.safe_load(block), dict), f"{page}: {block}"


@pytest.mark.parametrize(("page", "file", "text"), examples())
def test_examples_of_the_docs_hold(tmp_path: Path, page: str, file: str, text: str) -> None:
    """Examples of curation files load without a problem, and hold something."""
    (tmp_path / "corpus").mkdir()
    (tmp_path / "curation").mkdir()
    (tmp_path / file).write_text(text, "utf-8")
    if file.startswith("curation/"):
        export(brief(tmp_path / "corpus"), tmp_path / "editions" / "1")
        people = curation.load(tmp_path / "curation")
        assert people.problems == ()
        assert people != model.Curation(files=people.files), f"nothing was read from {file} of {page}"
    else:
        (tmp_path / file).with_suffix(".txt").write_text("The old pier", "utf-8")
        source = read(tmp_path / "corpus", Path(file).with_suffix(".txt").name).sources[0]
        notes, problems = curation.notes(tmp_path / "corpus", source)
        assert problems == ()
        written = yaml.safe_load(text)
        assert len(notes.corrections) == len(written.get("corrections", ()))
        assert {d.field for d in notes.declared} == set(written) & {"publisher", "date", "url", "title", "author"}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the tutorial has its reader write, as one project."""
    page = (TOP / "docs/start/first-briefing.md").read_text("utf-8")
    (text,) = re.findall(r"^```text\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    (sidecar,) = (block for block in _YAML.findall(page) if "corrections:" in block)
    (first_page,) = (block for block in _YAML.findall(page) if "key_lines:" in block)
    top = tmp_path_factory.mktemp("tutorial")
    for name, words in (
        ("corpus/pier.txt", text),
        ("corpus/pier.yml", sidecar),
        ("curation/briefing.yml", first_page),
    ):
        (top / name).parent.mkdir(exist_ok=True)
        (top / name).write_text(words, "utf-8")
    guide = (TOP / "docs/guide/curating.md").read_text("utf-8")
    (propositions,) = (block for block in _YAML.findall(guide) if "propositions.yml" in block)
    (top / "curation/propositions.yml").write_text(propositions, "utf-8")
    return top


@pytest.fixture(scope="module")
def tutorial(project: Path) -> Briefing:
    return brief(project / "corpus", project / "curation")


def test_the_tutorial_works_as_it_is_written(tutorial: Briefing) -> None:
    """Evidence, confirmation and propositions of the docs find what they name in the tutorial's article."""
    assert tutorial.problems == ()
    (claim,) = (c for c in tutorial.claims if "not moved by a hair" in c.text)
    assert (claim.actor, claim.certainty) == ("ottilie-brandvold", "explicit")
    assert {mark.by for mark in tutorial.checked.values()} == {"AB"}
    (proposition,) = tutorial.propositions
    assert len(proposition.claims) == 2
    assert [conflict.confirmed_by for conflict in proposition.conflicts] == ["AB"]


def test_the_python_page_runs(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = (TOP / "docs/reference/python.md").read_text("utf-8")
    (code,) = re.findall(r"^```python\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    monkeypatch.chdir(project)
    exec(compile(code, "python.md", "exec"), {})
    printed = capsys.readouterr().out
    assert "2025-03-12 Ottilie Brandvold" in printed
    assert "pier ottilie-brandvold explicit | It has not moved by a hair since 2019," in printed


def test_the_page_about_articles_names_every_suffix_and_field(tmp_path: Path) -> None:
    page = (TOP / "docs/reference/articles.md").read_text("utf-8")
    fields = [name for _, names in records._FIELDS.items() for name in names]
    known = [*SUFFIXES, *records._TEXT, *records._HTML, *fields]
    assert [name for name in known if f"`{name}`" not in page] == []
    (example,) = re.findall(r"^```json\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    (tmp_path / "survey.jsonl").write_text(example, "utf-8")
    reading = read(tmp_path, "survey.jsonl")
    assert reading.problems == ()
    assert [source.record_id for source in reading.sources] == ["pier-7"]


def test_every_kind_of_example_stands_in_the_docs() -> None:
    assert {file for _, file, _ in examples()} == {
        "curation/briefing.yml",
        "curation/actors.yml",
        "curation/sources.yml",
        "curation/propositions.yml",
        "corpus/pier.yml",
    }


def test_the_export_page_names_every_field_of_the_contract() -> None:
    words = (TOP / "docs/reference/export.md").read_text("utf-8")
    records = (
        model.Article,
        model.Metadata,
        model.Fact,
        model.Evidence,
        model.Repair,
        model.Flaw,
        model.Block,
        model.Markup,
        model.Quotation,
        model.Attribution,
        model.Mention,
        model.Related,
        model.Hop,
        model.Actor,
        model.Alias,
        model.Role,
        model.Claim,
        model.Hedge,
        model.Said,
        model.Figure,
        model.Corrected,
        model.Proposition,
        model.Stance,
        model.Conflict,
        Problem,
    )
    missing = [
        f"{record.__name__}.{field.name}"
        for record in records
        for field in msgspec.structs.fields(record)
        if f"`{field.name}`" not in words
    ]
    assert missing == []


def test_the_curation_page_names_every_correction() -> None:
    words = (TOP / "docs/guide/correcting.md").read_text("utf-8")
    kinds = get_args(get_type_hints(model.Correction)["kind"])
    assert "reject_quote" in kinds
    assert [kind for kind in kinds if f"`{kind}:" not in words] == []


# ------------------------------------------------------------------ the corpus


def article(path: str) -> str:
    return (CORPUS / path).read_text("utf-8")


def test_the_corpus_has_every_format_and_flaw() -> None:
    files = [p for p in CORPUS.rglob("*") if p.is_file() and p.suffix != ".yml"]
    assert len(files) >= 14
    assert {p.suffix for p in files} == {".txt", ".md", ".html"}
    texts = {p.relative_to(CORPUS).as_posix(): p.read_bytes() for p in files}
    heads = {p: t.startswith(b"---\n") for p, t in texts.items() if p.endswith(".md")}
    assert set(heads.values()) == {True, False}, "Markdown with and without front matter"
    assert len(list(CORPUS.rglob("*.yml"))) >= 3, "sidecars"
    with pytest.raises(UnicodeDecodeError):
        texts["kiruna-veckoblad/letter-from-the-sivna.txt"].decode("utf-8")
    assert "â€œ" in article("nordic-ledger/institute-raises-estimate.txt"), "decoded wrongly before it came here"
    chrome = article("nordic-ledger/lyngskar-denies-knowing.txt").split("\n")
    title = "Lyngskar Kraft denies it was warned of erosion in Sivnavatn dam"
    assert chrome.count(title) == 2 and "Date:" in chrome and chrome[0] == "Skip to main content"
    assert sum("holds a degree in hydrology" in line for line in chrome) == 2
    dashes = article("sivnadal-avis/sports-hall.txt").split("\n")
    assert sum(line.startswith("– ") for line in dashes) >= 8
    assert "Veckobladreferring" in article("sivnadal-avis/sports-hall.txt"), "words lost where a link was"
    assert not article("sivnadal-avis/sports-hall.txt").rstrip().endswith((".", "!", "?", "”")), "cut off"
    assert article("harbour-courier/workers-letter.txt").startswith("(Clara Whitcombe, The Harbour Courier)")
    assert "August 1979" in article("harbour-courier/2024-09-15-valley-emptied.html"), "a caption of another year"
    lead = "The Sivnavatn dam in northern Norway is unlikely to give way"
    assert article("kiruna-veckoblad/commission-assessment.txt").index(lead) > 1500, "the lead far down"
    assert '<html lang="de">' in article("nordbote/staudamm-gutachten.html")
    assert "''We did what could be done" in article("kiruna-veckoblad/water-down-seven-metres.txt")


def test_the_page_about_the_demo_names_every_file() -> None:
    named = re.findall(r"^\| \[(\S+)\]", (TOP / "docs/start/demo.md").read_text("utf-8"), re.MULTILINE)
    files = (p.relative_to(CORPUS).as_posix() for p in CORPUS.rglob("*") if p.is_file() and p.suffix != ".yml")
    assert sorted(named) == sorted(files)


def test_a_wire_story_stands_in_two_outlets() -> None:
    wire = article("transboreal/sivnavatn-evacuation-figures.txt")
    copy = re.sub(r"<[^>]+>", "", article("lakeland-examiner/dam-owner-mayor-disagree.html"))
    sentences = [s for s in re.split(r"(?<=[.\"])\s", copy) if len(s) > 40]
    shared = [s for s in sentences if s in wire]
    assert len(shared) / len(sentences) > 0.5
    assert len(copy) < len(wire)


def test_the_home_page_says_that_the_story_is_invented() -> None:
    assert "invented" in (TOP / "docs/index.md").read_text("utf-8")
    people = curation.load(TOP / "curation")
    assert people.problems == ()
    assert "invented" in (people.briefing.note or "")
    assert any(p.conflicts for p in people.propositions)


@pytest.mark.skipif(not (SHARED / "seeds").is_dir(), reason="no ../shared beside the repository")
def test_no_sentence_of_shared_texts_stands_in_the_repository() -> None:
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=TOP, capture_output=True, check=True).stdout
    ours = {
        sentence
        for name in tracked.decode().split("\0")
        if name and (TOP / name).is_file()
        for sentence in _sentences((TOP / name).read_bytes().decode("utf-8", "replace"))
    }
    seeds = [p for p in (SHARED / "seeds").iterdir() if p.is_file()]
    wireframes = SHARED / "WIREFRAMES.md"
    copied = {s for p in [*seeds, wireframes] for s in _sentences(p.read_text("utf-8")) if s in ours}
    assert copied == set()


def _sentences(text: str) -> set[str]:
    """Sentences of eight words and more, as they are compared."""
    found = (" ".join(re.findall(r"\w+", s)) for s in re.split(r"(?<=[.!?])[\s\"”]+|\n", text))
    return {s.casefold() for s in found if s.count(" ") >= 7}
