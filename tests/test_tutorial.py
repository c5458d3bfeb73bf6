"""The tutorial, word for word: its commands are run and its files written, in order, in an empty folder."""

from __future__ import annotations

import os
import re
import shlex
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

PAGE = Path(__file__).parent.parent / "docs" / "start" / "first-briefing.md"
PROGRAMS = Path(sys.executable).parent
pytestmark = pytest.mark.slow

_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"`((?:corpus|curation)/[\w.-]+|mkdocs\.yml)`")


def steps() -> Iterator[tuple[str, str]]:
    """Commands, and files with what is in them, in the order of the page."""
    page = PAGE.read_text("utf-8")
    for block in _BLOCK.finditer(page):
        kind, text = block.groups()
        if kind == "console":
            yield from (("$", line[2:]) for line in text.splitlines() if line.startswith("$ "))
        else:
            paragraph = page[: block.start()].rstrip().rsplit("\n\n", 1)[-1]
            yield _FILE.findall(paragraph)[-1], text


def run(command: str, folder: Path) -> str:
    name, *arguments = shlex.split(command)
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(
        [PROGRAMS / name, *arguments], cwd=folder, capture_output=True, text=True, env=environment, timeout=120
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    return done.stdout


def preview(folder: Path) -> str:
    """What “mkdocs serve” shows of the tutorial's article."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [PROGRAMS / "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )
    try:
        for _ in range(150):
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/articles/pier/", timeout=10) as answer:
                    return str(answer.read().decode("utf-8"))
            except OSError:
                time.sleep(0.2)
        raise AssertionError("the preview did not answer")
    finally:
        server.terminate()
        server.wait(20)


def test_every_step_works_as_it_is_written(tmp_path: Path) -> None:
    folder, seen = tmp_path, []
    for what, text in steps():
        if what != "$":
            (folder / what).write_text(text, "utf-8")
            continue
        if text.startswith("cd "):
            folder = folder / text.removeprefix("cd ")
        elif text == "mkdocs serve":
            assert "It has not moved by a hair since 2019" in preview(folder)
        else:
            seen.append((text, run(text, folder)))
    commands = [command for command, _ in seen]
    assert commands == [
        "briefing new harbour",
        "briefing check corpus",
        "mkdocs build --strict",
        "briefing book corpus harbour.html",
    ]
    assert "outlet" in dict(seen)["briefing check corpus"]
    home = (folder / "site" / "index.html").read_text("utf-8")
    assert "Is the old pier sinking?" in home and "The board denies that the pier has moved" in home
    article = (folder / "site" / "articles" / "pier" / "index.html").read_text("utf-8")
    assert "The Mooring Post" in article and re.search(r"checked by AB", article, re.IGNORECASE)
    assert "Is the old pier sinking?" in (folder / "harbour.html").read_text("utf-8")
