"""Every combination that the project says it works with, tried: Python, generator, theme, old and new dependencies.

    python scripts/matrix.py [--python PATH ...] [--only NAME ...] [--quick]

For each interpreter on this machine: a wheel is built once and installed into a fresh environment, with the lowest
versions that ``setup.cfg`` allows and with the newest, and beside ProperDocs; a new project and the demo are built
strictly there with each theme, away from this checkout, and the quick tests run (with the
newest). Exit status 1 where anything fails.
"""

from __future__ import annotations

import argparse
import configparser
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
THEMES = ("material", "mkdocs")
VERSIONS = range(11, 20)
_THEME = re.compile(r"(?m)^(theme:\n  name: )\w+")
_BOUND = re.compile(r"^([A-Za-z0-9._-]+)\s*>=\s*([0-9.]+)")


class Case(NamedTuple):
    """One environment: what is installed besides the wheel, and the command that builds sites in it.

    ``tested``: whether the quick tests run there too; the libraries that they need are newer than the oldest of ours.
    """

    name: str
    requirements: tuple[str, ...]
    generator: str
    tested: bool = True


def cases() -> list[Case]:
    """Newest and lowest dependencies with MkDocs, newest with ProperDocs."""
    return [
        Case("newest", (), "mkdocs"),
        Case("lowest", lowest(), "mkdocs", tested=False),
        Case("properdocs", ("properdocs >= 1.6, < 2", "properdocs-theme-mkdocs"), "properdocs"),
    ]


def lowest() -> tuple[str, ...]:
    """The oldest series of each dependency that ``setup.cfg`` allows, as requirements."""
    settings = configparser.ConfigParser()
    settings.read(ROOT / "setup.cfg", encoding="utf-8")
    found = (_BOUND.match(line) for line in settings["options"]["install_requires"].splitlines())
    return tuple(f"{bound[1]} == {bound[2]}.*" for bound in found if bound)


def interpreters() -> Iterator[str]:
    """The Pythons of this machine that the project supports, oldest first."""
    for minor in VERSIONS:
        path = shutil.which(f"python3.{minor}")
        if path and version(path):
            yield path


def version(python: str) -> str:
    """Such as 3.13.0; empty where the program is none that runs."""
    code = "import platform; print(platform.python_version())"
    return subprocess.run([python, "-c", code], capture_output=True, text=True).stdout.strip()


def run(command: list[str | Path], folder: Path) -> None:
    """Run a command; ``CalledProcessError`` with its output where it fails."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    environment.pop("PYTHONPATH", None)
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment)


def try_case(python: str, case: Case, wheel: Path, quick: bool) -> None:
    """All of one environment, in a folder of its own; raises ``CalledProcessError`` at the first failure."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run([python, "-m", "venv", "venv"], folder)
        programs = folder / "venv" / "bin"
        run(
            [
                programs / "python",
                "-m",
                "pip",
                "install",
                "-q",
                f"{wheel}[test]" if case.tested else wheel,
                *case.requirements,
            ],
            folder,
        )
        run([programs / "briefing", "new", "project"], folder)
        checkout(folder / "demo")
        for project in (folder / "project", folder / "demo"):
            settings = project / "mkdocs.yml"
            for theme in THEMES:
                words = settings.read_text(encoding="utf-8")
                settings.write_text(_THEME.sub(rf"\g<1>{theme}", words, count=1), encoding="utf-8")
                run([programs / case.generator, "build", "--strict"], project)
        if case.tested and not quick:
            run([programs / "python", "-m", "pytest", "-q", "-n", "auto"], folder / "demo")


def checkout(folder: Path) -> None:
    """A copy of the project's own files, which the installed package does not read."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for name in filter(None, listed.split("\0")):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name)


def main() -> int:
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--python", nargs="+", default=list(interpreters()), help="interpreters to try")
    cli.add_argument("--only", nargs="+", choices=[case.name for case in cases()], help="environments to try")
    cli.add_argument("--quick", action="store_true", help="build sites only, leave the tests out")
    args = cli.parse_args()
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        os.environ["BRIEFING_COMPILE"] = "0"  # one wheel for all interpreters
        run([sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", folder, ROOT], ROOT)
        (wheel,) = Path(folder).glob("*.whl")
        for python in args.python:
            for case in cases():
                if args.only and case.name not in args.only:
                    continue
                if case.name == "lowest" and python != args.python[0]:
                    continue  # old releases of compiled libraries have no builds for new Pythons
                start = time.monotonic()
                try:
                    try_case(python, case, wheel, args.quick)
                except subprocess.CalledProcessError as error:
                    failed += 1
                    command = " ".join(map(str, error.cmd))
                    print(f"FAILED  {version(python):7} {case.name:10}  {command}\n{error.output.decode()[-3000:]}")
                else:
                    print(f"passed  {version(python):7} {case.name:10}  {time.monotonic() - start:4.0f} s", flush=True)
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
