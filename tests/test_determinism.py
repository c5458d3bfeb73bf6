"""Same input, same bytes: whatever the hash seed, zone, locale, file order, processes, store, and what was before."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from built_sites import ARTICLES, Project
from mkdocs_briefing import pipeline, workers
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
    real = os.walk

    def backwards(top: Path) -> Iterator[tuple[str, list[str], list[str]]]:
        for folder, folders, files in real(top):
            folders.reverse()
            yield folder, folders, list(reversed(files))

    monkeypatch.setattr(pipeline.os, "walk", backwards)
    assert exported() == before


def test_any_number_of_processes(exported: Callable[..., dict[str, bytes]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "JUDGE_AFTER", -1.0)
    monkeypatch.setattr(workers, "WORTH", -1.0)
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


# ------------------------------------------------------------------ workers


def _double(n: int) -> int:
    return 2 * n


def _die(n: int) -> int:
    """Ends the process it runs in, unless that is the caller's."""
    if os.getpid() != int(os.environ["CALLER"]):
        os._exit(1)
    return 2 * n


def test_little_work_starts_no_processes() -> None:
    with workers.Workers(processes=4) as few:
        assert list(few.map(_double, range(50), 50)) == [2 * n for n in range(50)]
        assert few._pool is None


def test_a_process_that_dies_leaves_its_work_to_the_caller(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CALLER", str(os.getpid()))
    monkeypatch.setattr(workers, "JUDGE_AFTER", -1.0)
    monkeypatch.setattr(workers, "WORTH", -1.0)
    with workers.Workers(processes=2) as frail:
        assert list(frail.map(_die, range(40), 40)) == [2 * n for n in range(40)]


def _pid(n: int) -> int:
    time.sleep(0.3)
    return os.getpid()


_STARTS = """
import sys; sys.path[:0] = [{tests!r}]
from mkdocs_briefing import workers
from test_determinism import _pid
workers.JUDGE_AFTER = workers.WORTH = -1.0
if __name__ == "__main__":
    with workers.Workers(processes=2) as two:
        for pid in two.map(_pid, range(500), 500):
            print(pid, flush=True)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal there")
def test_processes_end_with_a_caller_that_is_killed(tmp_path: Path) -> None:
    (tmp_path / "starts.py").write_text(_STARTS.format(tests=str(Path(__file__).parent)))
    with subprocess.Popen([sys.executable, str(tmp_path / "starts.py")], stdout=subprocess.PIPE, text=True) as caller:
        assert caller.stdout
        seen = {int(caller.stdout.readline()) for _ in range(2)} - {caller.pid}
        caller.kill()
    assert seen
    end = time.monotonic() + 20
    while any(_lives(pid) for pid in seen):
        assert time.monotonic() < end, "it works on"
        time.sleep(0.1)


def _lives(pid: int) -> bool:
    """Whether a process does anything; one that has ended may wait for somebody to look."""
    try:
        os.kill(pid, 0)
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except ProcessLookupError:
        return False
    except OSError:
        return not Path("/proc").is_dir()


def test_results_come_in_the_order_of_the_jobs_whatever_the_executor_does() -> None:
    class Backwards(Executor):
        """Does nothing until the last job is there, then all of them, last first."""

        def __init__(self, expected: int) -> None:
            self._jobs: list[Callable[[], None]] = []
            self._expected = expected

        def submit(self, fn, /, *args, **kwargs):  # type: ignore[no-untyped-def]
            future: Future[object] = Future()
            self._jobs.append(lambda: future.set_result(fn(*args, **kwargs)))
            if len(self._jobs) == self._expected:
                for job in reversed(self._jobs):
                    job()
            return future

    with workers.Workers(Backwards(2)) as spread:  # two lots
        assert list(spread.map(_double, range(9), 9)) == [2 * n for n in range(9)]
