"""A part of a store: the briefing over it is the one over a folder that holds nothing else."""

from __future__ import annotations

import gc
import shutil
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner
from mkdocs.config.base import ValidationError

from built_sites import Project
from mkdocs_briefing import pipeline
from mkdocs_briefing.cli import main
from mkdocs_briefing.config import Conditions
from mkdocs_briefing.model import Analysis, Briefing
from mkdocs_briefing.pipeline import Corpus, brief
from mkdocs_briefing.selection import Selection, selection
from mkdocs_briefing.store import Store

NEWS = {
    "2022/ferry.md": ("Harbour Sheet", "2022-03-04", "“The ferry stops,” said Berit Solvang."),
    "2022/tram.md": ("Valley Post", "2022-05-09", "“The tram starts,” said Karsten Holte."),
    "2023/bridge.md": ("Valley Post", "2023-06", "“The bridge opens,” said Berit Solvang."),
    "2023/quay.md": ("Harbour Sheet", "2023-07-07", "“The quay closes,” said Nils Aker."),
    "undated.md": ("Harbour Sheet", "", "“The boats race,” said Berit Solvang."),
}
CURATION = {
    "sources.yml": "harbour:\n  name: Harbour Sheet\n  aliases: [The Sheet]\n",
    "actors.yml": "holte:\n  name: Karsten Holte\n  aliases: [Holte the Tall]\n",
    "propositions.yml": """boats:
  statement: Boats go on.
  claims:
    - {article: 2023-quay, exact: The quay closes}
    - {article: 2022/ferry.md, exact: The ferry stops}
""",
}
PICKS = {
    "since": ({"since": "2023"}, {"2023/bridge.md", "2023/quay.md"}),
    "until": ({"until": "2022-05-08"}, {"2022/ferry.md"}),
    "both": ({"since": "2022-05", "until": "2023-06"}, {"2022/tram.md", "2023/bridge.md"}),
    "outlet": ({"sources": "Valley Post"}, {"2022/tram.md", "2023/bridge.md"}),
    "outlet by another name": ({"sources": ["the sheet"]}, {"2022/ferry.md", "2023/quay.md", "undated.md"}),
    "paths": ({"paths": ["2022/*", "*quay*"]}, {"2022/ferry.md", "2022/tram.md", "2023/quay.md"}),
    "actor": ({"actors": ["Berit Solvang"]}, {"2022/ferry.md", "2023/bridge.md", "undated.md"}),
    "actor by id": ({"actors": ["holte"]}, {"2022/tram.md"}),
    "proposition": ({"propositions": ["boats"]}, {"2022/ferry.md", "2023/quay.md"}),
    "tags": ({"tags": ["Race"]}, {"undated.md"}),
    "kinds narrow": ({"actors": ["Berit Solvang", "Nils Aker"], "since": "2023"}, {"2023/bridge.md", "2023/quay.md"}),
    "nothing": ({"tags": ["nowhere"]}, set()),
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for path, (publisher, date, said) in NEWS.items():
        file = tmp_path / "corpus" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        dated = f"date: {date}\n" if date else ""
        file.write_text(f"---\npublisher: {publisher}\n{dated}---\n# {path}\n\n{said}\n\nIt was a long day.\n")
    (tmp_path / "corpus/undated.yml").write_text("tags: [race, boats]\n")
    (tmp_path / "curation").mkdir()
    for name, words in CURATION.items():
        (tmp_path / "curation" / name).write_text(words)
    return tmp_path


def paths(briefing: Briefing) -> set[str]:
    return {entry.analysis.path for entry in briefing.entries}


def over(project: Path, **more: object) -> Briefing:
    return brief(project / "corpus", project / "curation", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("stored", [False, True], ids=["alone", "with a store"])
@pytest.mark.parametrize("pick", PICKS)
def test_a_part_is_the_briefing_over_a_folder_of_that_part(project: Path, pick: str, stored: bool) -> None:
    given, expected = PICKS[pick]
    if stored:
        with Store(project / "cache") as store:
            Corpus(project / "corpus", project / "curation", once=True).analyse(store)
            part = over(project, select=selection(given), store=store)
    else:
        part = over(project, select=selection(given))
    assert paths(part) == expected
    for path in NEWS.keys() - expected:
        (project / "corpus" / path).unlink()
        (project / "corpus" / path).with_suffix(".yml").unlink(missing_ok=True)
    alone = over(project)
    doubted = tuple(msgspec.structs.replace(p, level="warning") for p in part.problems)
    assert part.left_out == len(NEWS) - len(expected)
    same = [msgspec.json.encode(msgspec.structs.replace(b, problems=(), left_out=0)) for b in (part, alone)]
    assert same[0] == same[1] and doubted == alone.problems
    assert {p.level for p in part.problems} <= {"note"}


def test_lines_are_counted_over_the_whole(project: Path) -> None:
    """What the other articles tell about furniture is not lost, so an analysis is the one that the store has."""
    for n in range(8):
        file = project / f"corpus/2022/more-{n}.md"
        file.write_text(
            (project / "corpus/2022/ferry.md").read_text().replace("stops", f"stops {n}") + "\nRead our paper daily.\n"
        )
    select = Selection(paths=("2022/more-0.md",))
    (part,) = over(project, select=select).entries
    (whole,) = (entry for entry in over(project).entries if entry.analysis.path == part.analysis.path)
    assert part.analysis == whole.analysis


def test_addresses_are_the_same_whatever_is_chosen(project: Path) -> None:
    (project / "corpus/2022-ferry.md").write_text((project / "corpus/2022/ferry.md").read_text())
    whole = {entry.analysis.path: entry.id for entry in over(project).entries}
    for path, id in whole.items():
        assert [e.id for e in over(project, select=Selection(paths=(path,))).entries] == [id]


def test_from_the_store_nothing_is_analysed_again_and_nothing_is_dropped(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store(project / "cache", keep_runs=0) as store:
        Corpus(project / "corpus", project / "curation", once=True).analyse(store)
    monkeypatch.setattr(pipeline, "analyse", None)
    for given, expected in PICKS.values():
        with Store(project / "cache", keep_runs=0) as store:
            assert paths(over(project, select=selection(given), store=store)) == expected


def test_a_run_that_breaks_off_drops_nothing(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store(project / "cache", keep_runs=0) as store:
        Corpus(project / "corpus", once=True).analyse(store)
    with pytest.raises(KeyboardInterrupt), Store(project / "cache", keep_runs=0) as store:
        raise KeyboardInterrupt
    monkeypatch.setattr(pipeline, "analyse", None)
    with Store(project / "cache") as store:
        assert Corpus(project / "corpus", once=True).analyse(store) == (len(NEWS), ())


def test_the_site_of_a_part(tmp_path: Path) -> None:
    project = Project(tmp_path)
    project.configure(plugins=["search", {"briefing": {"select": {"paths": ["harbour/*"]}}}])
    for _ in range(2):  # the second time from what was kept
        site = project.build()
        assert [p for p in site.files() if p.startswith("articles/")] == [
            "articles/harbour-ferry/index.html",
            "articles/index.html",
        ]
        assert "a selection: 2 other articles" in site.page("quality").text_content()
    project.configure()
    assert len([p for p in project.build().files() if p.startswith("articles/")]) == 4


def test_only_the_part_is_held(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for n in range(600):
        shutil.copy(project / "corpus/2022/tram.md", project / f"corpus/2022/tram-{n}.md")
    held: list[int] = []
    real = Corpus._link

    def link(self: Corpus, *rest: object) -> None:
        gc.collect()
        held.append(sum(isinstance(thing, Analysis | pipeline.Source) for thing in gc.get_objects()))
        real(self, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(Corpus, "_link", link)
    gc.collect()
    others = sum(isinstance(thing, Analysis | pipeline.Source) for thing in gc.get_objects())
    with Store(project / "cache") as store:
        over(project, select=Selection(since="2023"), store=store)
    assert held[0] - others <= 3  # two that are chosen, and the last one that was looked at


def test_a_preview_asks_again_only_for_what_changed(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus = Corpus(project / "corpus", project / "curation", select=Selection(actors=("holte",)))
    assert paths(corpus.briefing()) == {"2022/tram.md"}
    real = pipeline.analyse
    worked: list[str] = []
    monkeypatch.setattr(
        pipeline, "analyse", lambda source, *rest, **more: (worked.append(source.path), real(source, *rest, **more))[1]
    )
    assert paths(corpus.briefing()) == {"2022/tram.md"} and not worked
    ferry = project / "corpus/2022/ferry.md"
    ferry.write_text(ferry.read_text().replace("Berit Solvang", "Karsten Holte"))
    assert paths(corpus.briefing()) == {"2022/tram.md", "2022/ferry.md"} and worked == ["2022/ferry.md"]
    names = project / "curation/actors.yml"
    names.write_text(names.read_text().replace("Holte the Tall", "Nils Aker"))
    assert paths(corpus.briefing()) == {"2022/tram.md", "2022/ferry.md", "2023/quay.md"}


@pytest.mark.parametrize(
    ("date", "chosen"), [("2022-22", False), ("2022-06/2022-09-30", False), ("2022-24", True), ("2022-XX", True)]
)
def test_a_summer_is_over_in_october(tmp_path: Path, date: str, chosen: bool) -> None:
    (tmp_path / "ferry.txt").write_text("The ferry stops here.\n")
    (tmp_path / "ferry.yml").write_text(f"date: {date}\n")
    assert bool(brief(tmp_path, select=selection({"since": "2022-10"})).entries) is chosen


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"from": "2022"}, "“from” is no condition; there are since, until, sources"),
        ({"since": "last week"}, "since: “last week” is no day"),
        ({"since": "2022/2023"}, "is no day"),
        ({"tags": []}, "tags: write one or a list"),
        ({"tags": [{"a": 1}]}, "tags: write one or a list"),
        (["2022"], "write a mapping"),
    ],
)
def test_conditions_that_cannot_be_meant_are_said(given: object, said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        Conditions().validate(given)


def test_the_export_of_a_part(project: Path) -> None:
    command = ["export", str(project / "corpus"), str(project / "out"), "--cache", str(project / "cache")]
    done = CliRunner().invoke(
        main, [*command, "--select", "actors=holte", "--select", "since=2022"], catch_exceptions=False
    )
    assert done.exit_code == 0 and done.stderr.startswith("1 article,")
    done = CliRunner().invoke(main, [*command, "--select", "nobody"])
    assert done.exit_code == 2 and "“nobody” is no condition" in done.stderr


def test_readers_are_told_that_it_is_a_part(project: Path) -> None:
    done = CliRunner().invoke(
        main,
        ["export", str(project / "corpus"), "--site", str(project / "site"), "--select", "actors=holte"],
        catch_exceptions=False,
    )
    assert done.exit_code == 0
    assert "a selection: 4 other articles of the corpus are not part of it" in (project / "site/quality.md").read_text()
