"""Pages rendered in other processes: the same site, byte for byte, and errors told as ever."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from benchmarks import corpus as corpora

from built_sites import Project
from mkdocs_briefing import mkdocs_finishing, workers
from mkdocs_briefing.pipeline import brief
from mkdocs_briefing.publish import elsewhere
from mkdocs_briefing.publish.options import Options
from mkdocs_briefing.publish.site import Publisher, Rendered
from test_workers import AT_ONCE, METHODS

TOP = Path(__file__).parent.parent


@pytest.fixture(autouse=True)
def at_one_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Any work is worth other processes; how those were started."""
    ways: list[str] = []
    real = workers.Workers._started

    def noting(self: workers.Workers) -> object:
        ways.append(self._method)
        return real(self)

    monkeypatch.setattr(workers.Workers, "_started", noting)
    monkeypatch.setattr(workers, "JUDGE_AFTER", AT_ONCE)
    monkeypatch.setattr(workers, "WORTH", AT_ONCE)
    monkeypatch.setattr(workers, "CHUNK", 2)
    yield ways


def demo(root: Path, **settings: object) -> Project:
    """The demo's articles with what people wrote of them, all formats of exports, and pages that cite it."""
    letter = "harbour-courier-workers-letter"
    by_hand = {"docs/own.md": f"# Own\n\nSee [@{letter}].\n", f"docs/articles/{letter}.md": "A note by hand.\n"}
    project = Project(root, by_hand)
    for name in ("corpus", "curation"):
        shutil.copytree(TOP / name, root / name, dirs_exist_ok=True)
    exports = ["csv", "bibtex"]
    briefing = {"page_size": 20, "exports": exports, "references": True, **settings}
    project.configure(plugins=["search", {"briefing": briefing}], site_url="https://x.example/")
    return project


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("use_store", [True, False])
def test_the_site_is_the_same(
    method: workers.Method, use_store: bool, tmp_path: Path, started: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "start_method", lambda: method)
    alone = demo(tmp_path / "alone", processes=1, use_store=use_store).build().bytes()
    assert started == []
    together = demo(tmp_path / "together", processes=2, use_store=use_store).build().bytes()
    assert set(started) == {method}
    assert sorted(together) == sorted(alone)
    assert [name for name in together if together[name] != alone[name]] == []


@pytest.mark.skipif("fork" not in METHODS, reason="only a forked process knows the theme and the search")
def test_forked_processes_write_pages_themselves(
    tmp_path: Path, started: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "start_method", lambda: "fork")
    written, by = tmp_path / "written", dict[str, list[int]]()
    real = mkdocs_finishing.write

    def noting(path: str, data: bytes) -> None:
        real(path, data)
        with written.open("a") as file:
            print(os.getpid(), path, file=file)

    monkeypatch.setattr(mkdocs_finishing, "write", noting)
    demo(tmp_path / "site", processes=3).build()
    for line in written.read_text().splitlines():
        process, _, path = line.partition(" ")
        by.setdefault(path, []).append(int(process))
    assert {len(processes) for processes in by.values()} == {1}
    assert {process for (process,) in by.values()} - {os.getpid()}
    assert started


@pytest.mark.slow
@pytest.mark.parametrize("method", METHODS)
def test_a_large_site_is_the_same(method: workers.Method, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "start_method", lambda: method)
    texts = {f"corpus/{name}.txt": text for name, text in corpora.texts(320).items()}
    built = []
    for processes in (1, 3):
        project = Project(tmp_path / str(processes), texts)
        project.configure(plugins=["search", {"briefing": {"processes": processes}}])
        built.append(project.build().bytes())
    assert built[0].keys() == built[1].keys()
    assert [name for name in built[0] if built[0][name] != built[1][name]] == []


@pytest.mark.skipif("fork" not in METHODS, reason="a forked process alone fails as this one is told to")
def test_a_page_out_of_turn_and_a_page_that_fails(
    tmp_path: Path, started: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "start_method", lambda: "fork")
    publisher = Publisher(brief(demo(tmp_path).root / "corpus"), Options(), lambda start, goal: goal)
    pages = [publisher.render(spec).html for spec in publisher.pages]
    real = Publisher.render

    def failing(self: Publisher, spec: object) -> Rendered:
        if spec == publisher.pages[40]:
            raise ArithmeticError("no such page")
        return real(self, spec)  # type: ignore[arg-type]

    monkeypatch.setattr(Publisher, "render", failing)
    ahead = elsewhere.Ahead(publisher, publisher.pages, 2)
    assert ahead.render(publisher.pages[30]).html == pages[30]
    for number, spec in enumerate(publisher.pages):
        if number == 40:
            with pytest.raises(ArithmeticError):
                ahead.render(spec)
        else:
            assert ahead.render(spec).html == pages[number]
    ahead.close()
    assert started
    assert ahead.render(publisher.pages[3]).html == pages[3]
