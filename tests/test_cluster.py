"""Analysis on other machines: the same as here, whatever happens to a worker."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from benchmarks.corpus import texts, write
from click.testing import CliRunner

from mkdocs_briefing import cluster, pipeline
from mkdocs_briefing.cli import main
from mkdocs_briefing.exports.contract import export
from mkdocs_briefing.pipeline import Corpus, brief
from mkdocs_briefing.store import Store

distributed = pytest.importorskip("distributed")


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    corpus = tmp_path_factory.mktemp("far") / "corpus"
    write(texts(160), corpus)
    return corpus


@pytest.fixture(scope="module")
def machines() -> Iterator[object]:
    """A scheduler and three workers, each a process of its own, without our files at hand."""
    with distributed.LocalCluster(
        host="127.0.0.1", processes=True, n_workers=3, threads_per_worker=1, dashboard_address=None
    ) as machines:
        yield machines


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.slow
def test_a_worker_that_is_killed_changes_nothing(
    corpus: Path, machines: distributed.LocalCluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export(brief(corpus), tmp_path / "here")
    killed: list[int] = []

    def kill_one(stage: str, done: int, total: int) -> None:
        if stage == "analyse" and done > 20 and not killed:
            killed.append(next(nanny.pid for nanny in machines.workers.values()))
            os.kill(killed[0], signal.SIGKILL)

    with (
        cluster.executor(machines.scheduler_address) as far,
        Store(tmp_path / "cache") as store,
        monkeypatch.context() as nobody_works_here,
    ):
        nobody_works_here.setattr(pipeline, "analyse", None)
        tally = Corpus(corpus, once=True).analyse(store, executor=far, progress=kill_one)
    assert killed and (tally.articles, tally.problems) == (160, ())
    monkeypatch.setattr(pipeline, "analyse", None)  # the store has it all
    with Store(tmp_path / "cache") as store:
        export(brief(corpus, store=store), tmp_path / "far")
    assert contents(tmp_path / "far") == contents(tmp_path / "here")


@pytest.mark.slow
def test_the_command_fills_the_store_of_later_builds(
    corpus: Path, machines: distributed.LocalCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = ["analyse", str(corpus), "--scheduler", machines.scheduler_address]
    done = CliRunner().invoke(main, command, catch_exceptions=False)
    assert done.exit_code == 0 and "160 articles analysed in" in done.stderr
    monkeypatch.setattr(pipeline, "analyse", None)
    with Store(corpus.parent / ".cache/briefing") as store:
        assert len(brief(corpus, store=store).entries) == 160


@pytest.mark.slow
def test_other_versions_are_refused_by_name(
    machines: distributed.LocalCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    with distributed.Client(machines, set_as_default=False) as client:
        client.wait_for_workers(3)  # one may have been killed above
    monkeypatch.setattr(cluster, "__version__", "0.0.1")
    with pytest.raises(cluster.Unusable) as refused, cluster.executor(machines.scheduler_address):
        pass
    said = str(refused.value)
    assert "3 of 3 workers have other versions" in said and "here: mkdocs-briefing 0.0.1" in said
    assert all(worker.worker_address in said for worker in machines.workers.values())


@pytest.mark.slow
def test_a_worker_of_other_code_that_comes_later_refuses(
    machines: distributed.LocalCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    with cluster.executor(machines.scheduler_address) as far:
        monkeypatch.setattr(cluster.stores, "code", lambda: b"edited")
        with pytest.raises(cluster.Unusable, match="a worker came that has other versions"):
            far.submit(len, "four").result(30)


@pytest.mark.slow
def test_what_was_done_before_an_interruption_stays_done(
    corpus: Path, machines: distributed.LocalCluster, tmp_path: Path
) -> None:
    def interrupt(stage: str, done: int, total: int) -> None:
        if stage == "analyse" and done == 60:
            raise KeyboardInterrupt

    with (
        pytest.raises(KeyboardInterrupt),
        cluster.executor(machines.scheduler_address) as far,
        Store(tmp_path / "cache") as store,
    ):
        Corpus(corpus, once=True).analyse(store, executor=far, progress=interrupt)
    worked: list[int] = []
    with Store(tmp_path / "cache") as store:
        before = store.put
        store.put = lambda key, record: (worked.append(1), before(key, record))[1]  # type: ignore[method-assign]
        Corpus(corpus, once=True).analyse(store)
    assert len(worked) == 100


def test_nobody_answers(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "ANSWER", 0.5)
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{deaf.getsockname()[1]}"
        done = CliRunner().invoke(main, ["analyse", str(corpus), "--scheduler", address])
    assert done.exit_code == 1
    assert f"no scheduler answers at {address} within" in done.stderr and "Traceback" not in done.stderr
