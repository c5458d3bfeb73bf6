"""How far work is: one line on a terminal, told rarely, in nobody's way."""

from __future__ import annotations

import io
import logging
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from built_sites import Project
from mkdocs_briefing import progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    monkeypatch.setenv("COLUMNS", "70")
    return Clock()


def shown(terminal: Terminal) -> list[str]:
    return terminal.getvalue().split("\r\x1b[K")[1:]


def test_the_line_of_a_stage(clock: Clock) -> None:
    bar = progress.Bar(terminal := Terminal(), clock)
    bar.say("read", 1, 4000)  # too early
    for clock.now, done in ((101.5, 1000), (101.55, 1010), (103.0, 2000)):
        bar.say("read", done, 4000)
    bar.say("link", 0, 1)
    assert shown(terminal) == [
        "reading [#######-----------------------] 1,000 of 4,000, 0:04 left",
        "reading [###############---------------] 2,000 of 4,000, 0:03 left",
        "linking …",
    ]
    bar.clear()
    bar.clear()
    assert shown(terminal)[3:] == [""]


def test_a_narrow_terminal(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    bar = progress.Bar(terminal := Terminal(), clock)
    for clock.now in (101.0, 199.0):
        bar.say("pages", 5, 12)
    assert [len(line) for line in shown(terminal)] == [19, 19]


def test_lines_of_the_log_stand_alone(clock: Clock) -> None:
    bar = progress.Bar(terminal := Terminal(), clock)
    logger = logging.Logger("for a test")
    logger.addHandler(logging.StreamHandler(terminal))
    clock.now += 2
    with progress.beside_log(bar, logger):
        bar.say("link", 0, 1)
        logger.warning("nothing is well")
    logger.warning("nor here")
    assert terminal.getvalue() == "\r\x1b[Klinking …\r\x1b[Knothing is well\nnor here\n"


def test_nothing_is_shown_but_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    assert progress.on_terminal(io.StringIO()) is None
    assert progress.on_terminal(Terminal()) is not None
    monkeypatch.setenv("TERM", "dumb")
    assert progress.on_terminal(Terminal()) is None


@pytest.mark.skipif(os.name == "nt", reason="no such terminals there")
@pytest.mark.parametrize("quiet", [False, True])
def test_a_build_on_a_terminal(quiet: bool, tmp_path: Path) -> None:
    import pty

    project = Project(tmp_path)
    project.write("curation/actors.yml", "ignore: [Nobody Anywhere]\n")
    start = "from mkdocs_briefing import progress; progress.AFTER = progress.EVERY = 0; from mkdocs.__main__ import cli"
    command = [sys.executable, "-c", f"{start}; cli()", "build", *(["--quiet"] if quiet else [])]
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "80", "NO_MKDOCS_2_WARNING": "1"}
    with subprocess.Popen(command, cwd=project.root, stdout=theirs, stderr=theirs, env=environment) as process:
        os.close(theirs)
        said = b""
        try:
            while piece := os.read(ours, 4096):
                said += piece
        except OSError:  # the other end is closed
            pass
    os.close(ours)
    assert process.returncode == 0
    words = said.decode()
    if quiet:
        assert words == ""
        return
    assert "reading [" in words and "linking …" in words and re.search(r"pages \[#+-+\] \d+ of \d+", words)
    assert words.endswith("seconds\r\n")
    logged = [line for line in words.split("\r\n") if re.search("INFO|WARNING", line)]
    assert len(logged) > 2
    assert all(re.search(r"(^|\x1b\[K)(\x1b\[\d+m)?(INFO|WARNING)", line) for line in logged)
