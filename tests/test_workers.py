"""Work in other processes: the same results in the same order, and nobody left over."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any, get_args

import pytest

from mkdocs_briefing import workers

METHODS = [m for m in get_args(workers.Method) if m == "spawn" or sys.platform == "linux"]
AT_ONCE = dict.fromkeys(METHODS, -1.0)


@pytest.fixture
def eager(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any work is worth other processes."""
    monkeypatch.setattr(workers, "JUDGE_AFTER", AT_ONCE)
    monkeypatch.setattr(workers, "WORTH", AT_ONCE)


def _double(n: int) -> int:
    return 2 * n


def _times(factor: list[int], n: int) -> tuple[int, int]:
    time.sleep(0.002)
    return factor[0] * n, os.getpid()


def _die(n: int) -> int:
    """Ends the process it runs in, unless that is the caller's."""
    if os.getpid() != int(os.environ["CALLER"]):
        os._exit(1)
    return 2 * n


def test_little_work_starts_no_processes() -> None:
    with workers.Workers(processes=4) as few:
        assert list(few.map(_double, range(50), 50)) == [2 * n for n in range(50)]
        assert few._pool is None


@pytest.mark.parametrize("method", METHODS)
def test_what_is_at_hand_is_there_in_every_process(method: workers.Method, eager: None) -> None:
    with workers.Workers(processes=3, at_hand=[7], method=method) as three:
        found = list(three.map(_times, range(400), 400))
    assert [product for product, _ in found] == [7 * n for n in range(400)]
    assert len({pid for _, pid in found}) > 1


@pytest.mark.parametrize("method", METHODS)
def test_a_process_that_dies_leaves_its_work_to_the_caller(
    method: workers.Method, eager: None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("CALLER", str(os.getpid()))
    with workers.Workers(processes=2, method=method) as frail:
        assert list(frail.map(_die, range(40), 40)) == [2 * n for n in range(40)]
    assert [record.getMessage().partition(" (")[0] for record in caplog.records] == ["a process that helped has ended"]


class _Here(Executor):
    """A caller's executor that works at once, and knows what it was sent together."""

    def __init__(self) -> None:
        self.sent: list[list[int]] = []

    def submit(self, function: Any, /, *given: Any, **named: Any) -> Future[Any]:
        self.sent.append([*given[-1]])
        done = Future[Any]()
        done.set_result(function(*given, **named))
        return done


def test_long_jobs_go_alone_and_all_come_back_in_order() -> None:
    executor = _Here()
    with workers.Workers(executor) as elsewhere:
        known = elsewhere.map(_double, range(20), 20, {5: 0, 6: 0}.get, alone=lambda n: n in (3, 6, 14))
        assert list(known) == [0 if n in (5, 6) else 2 * n for n in range(20)]
    assert executor.sent == [[0, 1, 2], [3], [4, 7, 8, 9, 10, 11, 12, 13], [14], [15, 16, 17, 18, 19]]


def _pid(n: int) -> int:
    time.sleep(0.1)
    return os.getpid()


_STARTS = """
import sys; sys.path[:0] = [{tests!r}]
from mkdocs_briefing import workers
from test_workers import _pid
workers.JUDGE_AFTER = workers.WORTH = {{{method!r}: -1.0}}
if __name__ == "__main__":
    with workers.Workers(processes=4, method={method!r}) as four:
        for pid in four.map(_pid, range(5000), 5000):
            print(pid, flush=True)
"""


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("how", ["SIGKILL", "SIGINT"])
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal there")
def test_processes_end_with_their_caller(how: str, method: workers.Method, tmp_path: Path) -> None:
    program = tmp_path / "starts.py"
    program.write_text(_STARTS.format(tests=str(Path(__file__).parent), method=method))
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, str(program)], stdout=pipe, stderr=pipe, text=True) as caller:
        assert caller.stdout and caller.stderr
        seen = {int(caller.stdout.readline()) for _ in range(20)} - {caller.pid}
        caller.send_signal(getattr(signal, how))
        start = time.monotonic()
        caller.wait(20)
        took = time.monotonic() - start
        said = caller.stderr.read() if how == "SIGINT" else ""
    assert len(seen) > 1
    assert took < 0.5  # a lot takes 0.8
    assert said.count("Traceback") == (how == "SIGINT")
    end = time.monotonic() + 5
    while any(_lives(pid) for pid in seen):
        assert time.monotonic() < end, "it works on"
        time.sleep(0.05)


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
