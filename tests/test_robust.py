"""Builds that are disturbed: side by side, killed, on a full disk, with a store that is broken or cannot be written.

Each time the site is the one that a build without a store makes, then and at the next build.
"""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from benchmarks import corpus as corpora

from built_sites import Project

pytestmark = pytest.mark.slow

ENVIRONMENT = {**os.environ, "SOURCE_DATE_EPOCH": "1767225600", "NO_MKDOCS_2_WARNING": "1", "COLUMNS": "500"}
ARTICLES = 40
STORES = ("analyses.sqlite", "pages.sqlite")

KILLED = """
import importlib, os, signal, sys
module, kind, method, count = sys.argv.pop(1).split(":")
owner = importlib.import_module(module)
owner = getattr(owner, kind) if kind else owner
real, calls = getattr(owner, method), [int(count)]
def dying(*given, **named):
    calls[0] -= 1
    if calls[0] < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return real(*given, **named)
setattr(owner, method, dying)
from mkdocs.__main__ import cli
cli()
"""

MOMENTS = {
    "reading": "mkdocs_briefing.store:Store:put:15",
    "analysing": "mkdocs_briefing.store:Store:put:60",
    "writing analyses": "mkdocs_briefing.store:Store:_flush:0",
    "linking": "mkdocs_briefing.link.linker:Linker:update:0",
    "rendering": "mkdocs_briefing.publish.site:Publisher:render:30",
    "finishing pages": "mkdocs_briefing.mkdocs_finishing:Finishing:_keep:50",
    "the end": "mkdocs_briefing.mkdocs_finishing:Finishing:end:0",
    "closing the store": "mkdocs_briefing.store:Store:_drop_old:1",
}


def project(root: Path, **settings: object) -> Project:
    texts = {f"corpus/{name}.txt": text for name, text in corpora.texts(ARTICLES).items()}
    made = Project(root, texts)
    made.configure(plugins=["search", {"briefing": {"page_size": 50, "processes": 1, **settings}}])
    return made


def build(root: Path, site: str = "site", start: tuple[str, ...] = ("-m", "mkdocs")) -> subprocess.Popen[str]:
    command = [sys.executable, *start, "build", "-d", str(root / site)]
    return subprocess.Popen(command, cwd=root, env=ENVIRONMENT, stderr=subprocess.PIPE, text=True)


def built(root: Path, site: str = "site") -> tuple[dict[str, bytes], str]:
    """A whole build: the files of the site, and what was said."""
    with build(root, site) as process:
        said = process.communicate()[1]
    assert process.returncode == 0, said
    return contents(root / site), said


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


@pytest.fixture(scope="module")
def right(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The site as it is without a store."""
    return built(project(tmp_path_factory.mktemp("right"), use_store=False).root)[0]


@pytest.fixture(scope="module")
def warm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that was built."""
    root = project(tmp_path_factory.mktemp("warm")).root
    built(root)
    return root


@pytest.fixture
def copied(warm: Path, tmp_path: Path) -> Iterator[Path]:
    """A project of its own with a store from before."""
    root = tmp_path / "project"
    shutil.copytree(warm, root, symlinks=True)
    yield root


def test_two_builds_at_once(right: dict[str, bytes], tmp_path: Path) -> None:
    root = project(tmp_path).root
    with build(root, "one") as one, build(root, "two") as two:
        said = one.communicate()[1] + two.communicate()[1]
    assert (one.returncode, two.returncode) == (0, 0), said
    assert "Traceback" not in said
    assert differing(contents(root / "one"), right) == differing(contents(root / "two"), right) == []
    again, said = built(root)
    assert differing(again, right) == []
    assert "cannot be used" not in said and "damaged" not in said


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal there")
@pytest.mark.parametrize("moment", MOMENTS)
def test_a_build_that_is_killed(moment: str, right: dict[str, bytes], tmp_path: Path) -> None:
    root = project(tmp_path).root
    with build(root, start=("-c", KILLED, MOMENTS[moment])) as process:
        said = process.communicate()[1]
    assert process.returncode == -signal.SIGKILL, said
    for _ in range(2):
        site, said = built(root)
        assert differing(site, right) == []
        assert "damaged" not in said and "cannot be used" not in said


def _cut(file: Path) -> None:
    os.truncate(file, file.stat().st_size * 2 // 3)


def _empty(file: Path) -> None:
    os.truncate(file, 0)


def _scribble(file: Path) -> None:
    with file.open("r+b") as stored:
        for at in range(4096, file.stat().st_size, 8192):
            stored.seek(at)
            stored.write(b"\xff" * 600)


def _something_else(file: Path) -> None:
    file.write_bytes(b"no database at all " * 500)


@pytest.mark.parametrize("name", STORES)
@pytest.mark.parametrize("harm", [_cut, _empty, _scribble, _something_else])
def test_a_store_that_is_broken(harm: Callable[[Path], None], name: str, right: dict[str, bytes], copied: Path) -> None:
    harm(next(copied.rglob(name)))
    for path in copied.rglob(f"{name}-*"):
        path.unlink()
    # An article is new, so that the store is asked.
    new = copied / "corpus" / "news-000003.txt"
    text = new.read_text()
    new.write_text(text + "\nNobody was asked, said Berit Solvang.\n")
    _, said = built(copied)
    assert "Traceback" not in said
    if harm in (_cut, _something_else):
        assert f"{name} is damaged" in said
    new.write_text(text)
    site, said = built(copied)
    assert differing(site, right) == []
    assert "damaged" not in said


def test_a_cache_that_cannot_be_written(right: dict[str, bytes], tmp_path: Path) -> None:
    root = project(tmp_path).root
    (root / ".cache").write_text("a file where a folder should be")
    for _ in range(2):
        site, said = built(root)
        assert differing(site, right) == []
        assert said.count("cannot be used") == len(STORES)


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write anywhere")
def test_a_cache_that_may_not_be_written(right: dict[str, bytes], copied: Path) -> None:
    cache = next(copied.rglob("pages.sqlite")).parent
    for path in (*cache.iterdir(), cache):
        path.chmod(path.stat().st_mode & ~0o222)
    try:
        assert differing(built(copied)[0], right) == []
    finally:
        cache.chmod(0o755)


def test_a_store_that_finds_no_room(right: dict[str, bytes], tmp_path: Path) -> None:
    root = project(tmp_path).root
    most = max(map(len, right.values())) + 1000
    program = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({most}, {resource.RLIM_INFINITY}))"
    with build(root, start=("-c", f"{program}; from mkdocs.__main__ import cli; cli()")) as process:
        said = process.communicate()[1]
    assert process.returncode == 0, said
    assert "cannot be used" in said or "damaged" in said
    assert differing(contents(root / "site"), right) == []
    site, said = built(root)
    assert differing(site, right) == []


@pytest.mark.parametrize("to", [os.kill, os.killpg])
@pytest.mark.parametrize("moment", [".cache/briefing/analyses.sqlite", "site/articles/news-000003"])
def test_a_build_that_is_interrupted(
    to: Callable[[int, int], None], moment: str, right: dict[str, bytes], tmp_path: Path
) -> None:
    """Ctrl-C goes to all processes of a terminal, or to the first alone; either ends all of them at once."""
    root = project(tmp_path, processes=3).root
    eager = "workers.JUDGE_AFTER = workers.WORTH = {'fork': -1.0, 'spawn': -1.0}"
    program = f"from mkdocs_briefing import workers; {eager}; from mkdocs.__main__ import cli; cli()"
    command = [sys.executable, "-c", program, "build"]
    with subprocess.Popen(
        command, cwd=root, env=ENVIRONMENT, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        while not (root / moment).exists():
            assert process.poll() is None
            time.sleep(0.02)
        to(process.pid, signal.SIGINT)
        start = time.monotonic()
        said = process.communicate()[1]
    assert time.monotonic() - start < 2
    assert process.returncode == 1
    assert said.endswith("Aborted!\n") and "Traceback" not in said
    with pytest.raises(ProcessLookupError):  # nobody is left of its group
        os.killpg(process.pid, 0)
    assert differing(built(root)[0], right) == []
