"""Same input, same bytes: whatever the hash seed, zone, locale, file order, processes, store, and what was before."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from built_sites import ARTICLES, Project
from mkdocs_briefing import walk, workers
from mkdocs_briefing.exports.contract import export
from mkdocs_briefing.pipeline import brief
from mkdocs_briefing.store import Store

EPOCH = {"SOURCE_DATE_EPOCH": "1710000000", "NO_MKDOCS_2_WARNING": "1"}
SURROUNDINGS = [
    {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", "LC_ALL": "C"},
    {"PYTHONHASHSEED": "2", "TZ": "America/St_Johns", "LC_ALL": "C.UTF-8", "PYTHONUTF8": "0"},
]


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return Project(tmp_path).root / "corpus"


@pytest.fixture
def exported(tmp_path: Path, corpus: Path) -> Callable[..., dict[str, bytes]]:
    """The bytes of an export, made with the settings that are given."""

    def run(**settings: object) -> dict[str, bytes]:
        out = tmp_path / "out"
        export(brief(corpus, tmp_path / "curation", **settings), out)  # type: ignore[arg-type]
        return contents(out)

    return run


def test_the_export_under_other_surroundings(tmp_path: Path, corpus: Path) -> None:
    seen = []
    for n, surroundings in enumerate(SURROUNDINGS):
        out = tmp_path / f"out{n}"
        command = [str(Path(sys.executable).with_name("briefing")), "export", str(corpus), str(out)]
        subprocess.run(command, check=True, env={**os.environ, **EPOCH, **surroundings}, capture_output=True)
        seen.append(contents(out))
    assert seen[0] == seen[1]
    assert seen[0]["articles.jsonl"].count(b"\n") == len(ARTICLES)


def test_the_site_under_other_surroundings_and_with_a_warm_store(tmp_path: Path) -> None:
    seen = []
    project = Project(tmp_path)
    for surroundings in [*SURROUNDINGS, SURROUNDINGS[0]]:
        command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"]
        subprocess.run(command, check=True, cwd=project.root, env={**os.environ, **EPOCH, **surroundings})
        seen.append(contents(project.root / "site"))
    project.configure(plugins=["search", {"briefing": {"use_store": False}}])
    subprocess.run(command, check=True, cwd=project.root, env={**os.environ, **EPOCH})
    seen.append(contents(project.root / "site"))
    for other in seen[1:]:
        assert sorted(other) == sorted(seen[0])
        assert [name for name in other if other[name] != seen[0][name]] == []


def test_another_order_of_files(exported: Callable[..., dict[str, bytes]], monkeypatch: pytest.MonkeyPatch) -> None:
    before = exported()
    real = os.scandir

    def backwards(folder: Path) -> Any:
        with real(folder) as found:
            return nullcontext(sorted(found, key=lambda entry: entry.name, reverse=True))

    monkeypatch.setattr(walk.os, "scandir", backwards)
    assert exported() == before


def test_any_number_of_processes(exported: Callable[..., dict[str, bytes]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "JUDGE_AFTER", dict.fromkeys(("fork", "spawn"), -1.0))
    monkeypatch.setattr(workers, "WORTH", dict.fromkeys(("fork", "spawn"), -1.0))
    monkeypatch.setattr(workers, "CHUNK", 1)
    assert exported(processes=2) == exported(processes=1)


def test_an_executor_of_the_callers(exported: Callable[..., dict[str, bytes]]) -> None:
    with ThreadPoolExecutor(2) as threads:
        assert exported(executor=threads) == exported()


def test_with_and_without_a_store(exported: Callable[..., dict[str, bytes]], tmp_path: Path) -> None:
    without = exported()
    for _ in range(2):
        with Store(tmp_path / "cache") as store:
            assert exported(store=store) == without


def test_any_sequence_of_edits_equals_from_scratch(
    exported: Callable[..., dict[str, bytes]], corpus: Path, tmp_path: Path
) -> None:
    chance = random.Random(7)
    texts = [path.read_bytes() for path in sorted(corpus.rglob("*")) if path.is_file()]
    names = ["a.txt", "b/c.md", "d.html", "harbour/ferry.txt", "A.txt"]
    for _ in range(12):
        file = corpus / chance.choice(names)
        if file.exists() and chance.random() < 0.4:
            file.unlink()
        else:
            file.parent.mkdir(exist_ok=True)
            file.write_bytes(chance.choice(texts) + b"\nOne more line, said Berit Solvang.\n" * chance.randrange(3))
        with Store(tmp_path / "cache") as store:
            assert exported(store=store) == exported()
