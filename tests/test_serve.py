"""``mkdocs serve`` for real: an edit shows, nothing loops, files and folders may come and go."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from built_sites import Project

DEADLINE = 20.0


class Preview:
    """A running ``mkdocs serve`` of a project."""

    def __init__(self, project: Project) -> None:
        self.project = project
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._address = f"127.0.0.1:{free.getsockname()[1]}"
        self._log = project.root / "serve.log.d" / "out"
        self._log.parent.mkdir()
        with self._log.open("wb") as out:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "mkdocs", "serve", "-a", self._address],
                cwd=project.root,
                stdout=out,
                stderr=subprocess.STDOUT,
            )
        self.until(lambda: "Serving on" in self.log())

    def log(self) -> str:
        return self._log.read_text(encoding="utf-8", errors="replace")

    def builds(self) -> int:
        return self.log().count("Building documentation...")

    def get(self, path: str) -> str:
        try:
            with urllib.request.urlopen(f"http://{self._address}/{path}", timeout=10) as answer:
                return str(answer.read().decode())
        except urllib.error.HTTPError as error:
            return f"{error.code}"

    def until(self, holds: Callable[[], bool]) -> None:
        end = time.monotonic() + DEADLINE
        while not holds():
            assert self._process.poll() is None, self.log()
            assert time.monotonic() < end, self.log()
            time.sleep(0.1)

    def shows(self, path: str, words: str) -> None:
        self.until(lambda: words in self.get(path))

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(10)


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Preview]:
    running = Preview(Project(tmp_path))
    yield running
    running.stop()


def test_articles_that_change_come_and_go_show_after_reload(preview: Preview) -> None:
    project = preview.project
    assert "hired by June" in preview.get("articles/bulletin/")
    text = (project.root / "corpus/bulletin.html").read_text()
    project.write("corpus/bulletin.html", text.replace("hired by June", "hired by August"))
    preview.shows("articles/bulletin/", "hired by August")
    project.write("corpus/later/fourth.txt", "A fourth boat\n\n“None is left,” said Berit Solvang.\n")
    preview.shows("articles/later-fourth/", "None is left")
    assert "later-fourth" in preview.get("articles/")
    (project.root / "corpus/later/fourth.txt").unlink()
    preview.shows("articles/later-fourth/", "404")
    assert "later-fourth" not in preview.get("articles/")


def test_curation_files_and_folders_that_are_made_later_show_after_reload(preview: Preview) -> None:
    project = preview.project
    assert not (project.root / "curation").exists()
    project.write("curation/briefing.yml", "question: Will the ferry stop?\n")
    preview.shows("", "Will the ferry stop?")
    project.write("curation/briefing.yml", "question: Who closed the line?\n")
    preview.shows("", "Who closed the line?")
    shutil.rmtree(project.root / "curation")
    preview.until(lambda: "Who closed the line?" not in preview.get(""))
    project.write("curation/briefing.yml", "question: Is it back?\n")
    preview.shows("", "Is it back?")


def test_a_folder_whose_parent_is_made_later_too(tmp_path: Path) -> None:
    running = Preview(Project(tmp_path, plugins=[{"briefing": {"curation": "desk/orvik/curation"}}]))
    try:
        (tmp_path / "desk").mkdir()
        time.sleep(1)
        running.project.write("desk/orvik/curation/briefing.yml", "question: Who pays?\n")
        running.shows("", "Who pays?")
    finally:
        running.stop()


def test_no_reload_loop(preview: Preview) -> None:
    before = preview.builds()
    time.sleep(2.5)
    assert preview.builds() == before
    preview.project.write("corpus/more.txt", "More\n\nMore of it.\n")
    preview.shows("articles/more/", "More of it")
    after = preview.builds()
    time.sleep(2.5)
    assert preview.builds() == after


def test_an_article_that_breaks_does_not_end_the_preview(preview: Preview) -> None:
    (preview.project.root / "corpus/broken.md").write_bytes(b"---\ntitle: [\n---\n\xff\xfe\x00")
    preview.until(lambda: "broken.md" in preview.log())
    preview.shows("articles/bulletin/", "hired by June")
