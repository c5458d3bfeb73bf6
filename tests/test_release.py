"""What is released: an sdist and a wheel that hold everything, and run without this checkout."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from mkdocs_briefing import __version__

TOP = Path(__file__).parent.parent
PACKAGE = TOP / "plugin" / "mkdocs_briefing"


def run(*command: str | Path, cwd: Path, **variables: str) -> str:
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1", **variables}
    environment.pop("PYTHONPATH", None)
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist, and the wheel that is made from it where no C compiler works."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--outdir", folder, TOP, cwd=folder, CC="false", BRIEFING_COMPILE="")
    return folder


def test_the_changelog_begins_with_this_version_and_older_ones_have_their_day() -> None:
    sections = re.findall(r"^## (.*)$", (TOP / "CHANGELOG.md").read_text("utf-8"), re.M)
    this = re.escape(__version__.partition(".dev")[0])
    assert re.fullmatch(rf"\[{this}\] - (unreleased|\d{{4}}-\d\d-\d\d)", sections[0])
    assert [s for s in sections[1:] if not re.fullmatch(r"\[\d+\.\d+\.\d+\] - \d{4}-\d\d-\d\d", s)] == []


@pytest.mark.slow
def test_both_bear_the_one_version(released: Path) -> None:
    assert {p.name for p in released.iterdir()} == {
        f"mkdocs_briefing-{__version__}.tar.gz",
        f"mkdocs_briefing-{__version__}-py3-none-any.whl",
    }


@pytest.mark.slow
def test_the_wheel_holds_every_file_of_the_package_and_the_licences(released: Path) -> None:
    (wheel,) = released.glob("*.whl")
    (sdist,) = released.glob("*.tar.gz")
    held = set(zipfile.ZipFile(wheel).namelist())
    listed = run("git", "ls-files", "--", PACKAGE, cwd=TOP).splitlines()
    assert {name.removeprefix("plugin/") for name in listed} <= held
    assert {Path(n).name for n in held if "/licenses/" in n} >= {"LICENSE", "NOTICE"}
    with tarfile.open(sdist) as packed:
        assert any(name.endswith("/NOTICE") for name in packed.getnames())
    assert not any(name.startswith(("tests/", "benchmarks/", "corpus/")) for name in held)


@pytest.mark.slow
def test_it_runs_in_a_clean_environment_without_the_checkout(released: Path, tmp_path: Path) -> None:
    (wheel,) = released.glob("*.whl")
    run(sys.executable, "-m", "venv", "venv", cwd=tmp_path)
    programs = tmp_path / "venv" / "bin"
    run(programs / "python", "-m", "pip", "install", "-q", wheel, cwd=tmp_path)
    run(programs / "briefing", "new", "project", cwd=tmp_path)
    run(programs / "mkdocs", "build", "--strict", cwd=tmp_path / "project")
    assert (tmp_path / "project" / "site" / "articles" / "sample-article" / "index.html").is_file()
    run(programs / "briefing", "export", "corpus", tmp_path / "out", cwd=tmp_path / "project")
    assert (tmp_path / "out" / "claims.jsonl").stat().st_size > 0
    where = run(programs / "python", "-c", "import mkdocs_briefing; print(mkdocs_briefing.__file__)", cwd=tmp_path)
    assert Path(where.strip()).is_relative_to(tmp_path)
    assert (Path(where.strip()).parent / "py.typed").is_file()
