"""Wheels hold modules in C where a compiler works; they give the same bytes as the Python that they were made of."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

import pytest
from benchmarks import installed

sys.path.insert(0, str(installed.TOP / "scripts"))
import wheels

NATIVE = str(sysconfig.get_config_var("EXT_SUFFIX"))
PACKAGE = installed.TOP / "plugin" / "mkdocs_briefing"
MODULES = sorted(p.relative_to(PACKAGE) for pattern in wheels.COMPILED for p in PACKAGE.glob(pattern))
RULES = ("attributions", "details_*", "gold", "growth", "names", "quotes", "quote_corrections", "standoff", "verify")
PAGES = (
    *("actor_pages", "bare", "book", "citing", "claims", "data_files", "linked_data"),
    *("marks_of_people", "pages", "reach", "rights", "weighing"),
)
"""the suites that read what compiled modules find, or write; none of these puts another function into a module"""

ANNOTATE = """
import signal, sys
from mkdocs_briefing.annotate import annotate
from mkdocs_briefing.clean import clean
from mkdocs_briefing.model import Notes
from mkdocs_briefing.read import read
from pathlib import Path
(source,) = read(Path(sys.argv[1]), sys.argv[2]).sources
cleaned = clean(source, Notes(), {}, None)
signal.signal(signal.SIGINT, signal.default_int_handler)  # one that was started in the background ignores it
print("begun", flush=True)
while True:
    annotate(source.text, cleaned, Notes())
"""


def run(*command: str | Path, **variables: str) -> str:
    environment = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "BENCH_CHECKOUT")} | variables
    done = subprocess.run(command, cwd=installed.TOP, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def python() -> Path:
    """The Python of an environment with the compiled wheel."""
    if not wheels._compiler_works():
        pytest.skip("no C compiler works here")
    return installed.python(compiled=True)


def test_only_wheels_are_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFING_COMPILE", "1")
    for command in ("egg_info", "sdist", "editable_wheel", "develop"):
        monkeypatch.setattr(sys, "argv", ["setup.py", command])
        assert wheels.extensions() == []


def test_the_compiler_is_asked_for_where_it_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wheels, "_for_any_wheel", lambda config: ["setuptools"])
    monkeypatch.setenv("BRIEFING_COMPILE", "0")
    assert wheels.get_requires_for_build_wheel() == ["setuptools"]
    monkeypatch.setenv("BRIEFING_COMPILE", "1")
    assert wheels.get_requires_for_build_wheel() == ["setuptools", *wheels.COMPILER]


def test_without_a_compiler_the_wheel_is_pure_and_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(wheels, "_compiler_works", lambda: False)
    monkeypatch.delenv("BRIEFING_COMPILE", raising=False)
    monkeypatch.setattr(sys, "argv", ["setup.py", "bdist_wheel"])
    assert wheels.extensions() == []
    (line,) = capsys.readouterr().err.splitlines()
    assert "pure Python" in line and "no C compiler" in line


def test_a_compiler_that_fails_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CC", "false")
    assert not wheels._compiler_works()


@pytest.mark.slow
def test_an_editable_installation_is_pure(tmp_path: Path) -> None:
    sources = installed.copied(tmp_path / "sources")
    run(sys.executable, "-m", "venv", tmp_path / "venv")
    venv_python = tmp_path / "venv" / "bin" / "python"
    run(venv_python, "-m", "pip", "install", "-q", "--no-deps", "--editable", sources, BRIEFING_COMPILE="1")
    assert not list(tmp_path.glob("sources/**/*" + NATIVE))
    assert str(sources) in run(venv_python, "-c", "import mkdocs_briefing; print(mkdocs_briefing.__file__)")


@pytest.mark.slow
def test_every_named_module_is_compiled_and_lies_there_as_python_too(python: Path) -> None:
    where = "import mkdocs_briefing, pathlib; print(pathlib.Path(mkdocs_briefing.__file__).parent)"
    package = Path(run(python, "-c", where).strip())
    assert package.is_relative_to(installed.TOP / ".cache") and MODULES
    for module in MODULES:
        assert (package / module).read_bytes() == (PACKAGE / module).read_bytes()
        assert (package / module).with_suffix(NATIVE).is_file(), module
    loaded = run(python, "-c", "from mkdocs_briefing.annotate import names; print(names.__file__)").strip()
    assert loaded.endswith(NATIVE)


@pytest.mark.slow
def test_compiled_and_pure_export_the_same_bytes(python: Path, tmp_path: Path) -> None:
    exported = {}
    for kind, program in (("compiled", python), ("pure", installed.python(compiled=False))):
        folder = tmp_path / kind
        run(program.with_name("briefing"), "export", "corpus", folder, SOURCE_DATE_EPOCH="1767225600")
        exported[kind] = {p.relative_to(folder): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    assert exported["compiled"] == exported["pure"]
    assert len(exported["pure"][Path("claims.jsonl")]) > 10_000


@pytest.mark.slow
def test_rules_and_pages_hold_when_compiled(python: Path) -> None:
    suites = [str(path) for name in (*RULES, *PAGES) for path in sorted(installed.TOP.glob(f"tests/test_{name}.py"))]
    assert len(suites) > len(RULES) + len(PAGES)
    assert " passed" in run(python, "-m", "pytest", "-q", "-p", "no:cacheprovider", *suites)


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="signals of another kind")
def test_control_c_ends_compiled_code(python: Path, tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text("“We wait here,” said Ivo Marek on Monday. " * 5_000, encoding="utf-8")
    begun = [python, "-c", ANNOTATE, tmp_path, "long.txt"]
    with subprocess.Popen(begun, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path) as process:
        assert process.stdout is not None and process.stdout.readline() == b"begun\n"
        time.sleep(0.3)
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=60)
    assert b"KeyboardInterrupt" in told
