"""``mkdocs serve`` for real: an edit shows, nothing loops, files and folders may come and go."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
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
                env={**os.environ, "TMPDIR": str(self._log.parent)},
            )
        self.until(lambda: "Serving on" in self.log())

    def log(self) -> str:
        return self._log.read_text(encoding="utf-8", errors="replace")

    def builds(self) -> int:
        return self.log().count("Building documentation...")

    def get(self, path: str) -> str:
        try:
            with urllib.request.urlopen(f"http://{self._address}/{path}", timeout=DEADLINE) as answer:
                return str(answer.read().decode())
        except urllib.error.HTTPError as error:
            return f"{error.code}"

    def written(self, folder: str) -> list[str]:
        """What stands below a folder of the site that is served."""
        (site,) = self._log.parent.glob("mkdocs_*")
        return sorted(path.name for path in (site / folder).glob("*"))

    def until(self, holds: Callable[[], bool]) -> None:
        end = time.monotonic() + DEADLINE
        while not holds():
            assert self._process.poll() is None, self.log()
            assert time.monotonic() < end, self.log()
            time.sleep(0.1)

    def shows(self, path: str, words: str) -> None:
        self.until(lambda: words in self.get(path))

    def stop(self) -> None:
        self._process.send_signal(signal.SIGINT)
        self._process.wait(10)


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Preview]:
    running = Preview(Project(tmp_path))
    yield running
    running.stop()


def test_a_preview_and_builds_keep_templates_of_the_theme_for_each_other(tmp_path: Path) -> None:
    project = Project(tmp_path, plugins=["search", "briefing"], theme="material")
    for _ in range(2):  # a build looks at what templates print, a preview does not
        subprocess.run([sys.executable, "-m", "mkdocs", "build", "--quiet"], cwd=project.root, check=True)
        running = Preview(project)
        try:
            assert "hired by June" in running.get("articles/bulletin/")
        finally:
            running.stop()
        shutil.rmtree(project.root / "serve.log.d")


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
    preview.until(lambda: preview.get("articles/later-fourth/") == "404")
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


def _less_preview(page: str) -> str:
    """A page without what differs from one preview to the next: the address, and the script that reloads."""
    return re.sub(r"127\.0\.0\.1:\d+", "", page).rpartition("<script>")[0]


def _lazily(setting: bool) -> list[object]:
    return ["search", {"briefing": {"lazy_preview": setting}}]


def test_pages_written_when_asked_for_are_those_of_a_whole_build(tmp_path: Path) -> None:
    seen: list[dict[str, str]] = []
    for setting in (False, True):
        running = Preview(
            Project(tmp_path / str(setting), plugins=_lazily(setting), site_url="https://x.example/deep/")
        )
        try:
            if not seen:
                names = Project(tmp_path / "built").build().files()
            else:
                assert running.written("articles") == running.written("claims") == []
                assert "index.html" not in running.written("")
            pages = {name: running.get(f"deep/{name.removesuffix('index.html')}") for name in names}
            assert "404" not in pages.values()
            seen.append({name: _less_preview(page) for name, page in pages.items()})
        finally:
            running.stop()
    assert [name for name in names if seen[0][name] != seen[1][name]] == []


def test_data_of_scripts_are_written_when_asked_for_and_follow_edits(tmp_path: Path) -> None:
    running = Preview(Project(tmp_path, plugins=_lazily(True)))
    try:
        assert "hired by June" in running.get("assets/briefing/claims/1.js")
        assert running.get("assets/briefing/claims/index.js").startswith('briefingData("claims/index",{')
        assert "Third boat found" in running.get("assets/briefing/article/bulletin.js")
        assert "Berit Solvang" in running.get("assets/briefing/actor/berit-solvang.js")
        file = running.project.root / "corpus/bulletin.html"
        file.write_text(file.read_text().replace("hired by June", "hired by August"))
        running.shows("assets/briefing/article/bulletin.js", "hired by August")
        assert "hired by August" in running.get("assets/briefing/claims/1.js")
    finally:
        running.stop()


def test_edits_show_on_pages_written_when_asked_for(tmp_path: Path) -> None:
    running = Preview(Project(tmp_path, plugins=_lazily(True)))
    project = running.project
    try:
        running.shows("articles/bulletin/", "hired by June")
        text = (project.root / "corpus/bulletin.html").read_text()
        project.write("corpus/bulletin.html", text.replace("hired by June", "hired by August"))
        running.shows("articles/bulletin/", "hired by August")
        assert "hired by August" in running.get("actors/berit-solvang/")
        project.write("docs/articles/bulletin.md", "A note by hand.\n")
        running.shows("articles/bulletin/", "A note by hand.")
        (project.root / "corpus/harbour/ferry.txt").unlink()
        running.until(lambda: running.get("articles/harbour-ferry/") == "404")
        assert _less_preview(running.get("articles/bulletin")) == _less_preview(running.get("articles/bulletin/"))
    finally:
        running.stop()


def test_search_finds_pages_that_wait_and_follows_edits(tmp_path: Path) -> None:
    running = Preview(Project(tmp_path, plugins=_lazily(True)))
    try:

        def found() -> dict[str, str]:
            docs = json.loads(running.get("search/search_index.json"))["docs"]
            places = [doc["location"] for doc in docs]
            assert len(places) == len(set(places))
            return {doc["location"]: f"{doc['title']}: {doc['text']}" for doc in docs}

        before = found()
        assert "hired by June" in before["articles/bulletin/"]
        assert before["actors/berit-solvang/"].startswith("Berit Solvang")
        assert before[""]
        file = running.project.root / "corpus/bulletin.html"
        file.write_text(file.read_text().replace("hired by June", "hired by August").replace("Third", "Fourth"))
        running.shows("articles/bulletin/", "hired by August")
        assert found()["articles/bulletin/"].startswith("Fourth boat found: ")
        (running.project.root / "corpus/bulletin.html").unlink()
        running.until(lambda: running.get("articles/bulletin/") == "404")
        assert "articles/bulletin/" not in found()
    finally:
        running.stop()


def test_a_reader_does_not_wait_for_the_server_to_look(tmp_path: Path) -> None:
    running = Preview(Project(tmp_path, plugins=_lazily(True)))
    try:
        running.shows("articles/bulletin/", "hired by June")
        builds = running.builds()
        file = running.project.root / "corpus/bulletin.html"
        file.write_text(file.read_text().replace("hired by June", "hired by August"))
        running.shows("articles/bulletin/", "hired by August")
        running.shows("claims/", "hired by August")
        running.project.write("corpus/new.md", "---\ntitle: A new mill opens\n---\n\n“It runs,” said Wanda Pell.\n")
        running.shows("articles/new/", "A new mill opens")
        running.shows("articles/", "A new mill opens")
        time.sleep(1.5)
        assert running.builds() == builds
        running.project.write("docs/more.md", "# By hand\n")
        running.shows("more/", "By hand")
        assert running.builds() > builds
    finally:
        running.stop()


def test_a_page_by_hand_is_written_alone_where_its_title_stays(tmp_path: Path) -> None:
    project = Project(tmp_path, plugins=_lazily(True))
    project.write("docs/more.md", "# By hand\n\nFirst words.\n")
    running = Preview(project)
    try:
        running.shows("more/", "First words.")
        builds = running.builds()
        project.write("docs/more.md", "# By hand\n\nOther words on [[berit-solvang|her]].\n")
        running.shows("more/", "Other words")
        running.shows("actors/berit-solvang/", "By hand")
        assert running.builds() == builds
        found = json.loads(running.get("search/search_index.json"))["docs"]
        assert [doc["text"] for doc in found if doc["location"].startswith("more/")] == ["By hand Other words on her."]
        project.write("docs/more.md", "# By another hand\n\nOther words.\n")
        running.shows("", "By another hand")
        assert running.builds() > builds
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
