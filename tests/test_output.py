"""What lies in the site folder already is not written again, and whatever happened to it, the site is the same."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.built_sites import ARTICLES, Project

from mkdocs_briefing.mkdocs_output import SiteFolder

SETTINGS = {"briefing": {"processes": 1}}
PAGE, DATA, INDEX = "articles/bulletin/index.html", "assets/briefing/article/bulletin.js", "search/search_index.json"
FAR = "A far place\n\n2 May 2024\n\n“The mill is shut,” said Wanda Pell. Nobody knew.\n"
APPENDING = (
    "from pathlib import Path\n"
    "def on_post_build(config):\n"
    "    file = Path(config.site_dir, 'articles/bulletin/index.html')\n"
    "    file.write_text(file.read_text() + '<!-- once -->')\n"
    "    Path(config.site_dir, 'seen.txt').write_text(Path(config.site_dir, 'search/search_index.json').read_text())\n"
)


@pytest.fixture(autouse=True)
def at_one_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    made = Project(tmp_path_factory.mktemp("made") / "site", plugins=["search", SETTINGS])
    made.write("corpus/far.txt", FAR)
    return made


def same_size(file: Path) -> None:
    """The same number of other letters, by somebody who does not mind the time."""
    file.write_bytes(file.read_bytes().replace(b"e", b"x"))


ACCIDENTS: dict[str, Callable[[Path], object]] = {
    "a page was edited": lambda site: same_size(site / PAGE),
    "data were edited": lambda site: same_size(site / DATA),
    "data are gone": lambda site: (site / DATA).unlink(),
    "the index was edited": lambda site: same_size(site / INDEX),
    "something lies beside a page": lambda site: (site / "articles/bulletin/stale.txt").write_text("stale"),
    "a folder lies beside a page": lambda site: (site / "articles/bulletin/old").mkdir(),
    "a page is a link": lambda site: ((site / PAGE).rename(site / "away.html"), (site / PAGE).symlink_to("/dev/null")),
    "a build was killed as it began": lambda site: SiteFolder(
        str(site), str(site.parent / ".cache/briefing")
    ).set_aside(),
    "articles are gone": lambda site: (site / "articles").rename(site.parent / "gone"),
}


def test_whatever_happened_to_the_site_it_is_the_same(project: Project) -> None:
    before = project.build().bytes()
    site = project.root / "site"
    for name, accident in ACCIDENTS.items():
        accident(site)
        assert project.build().bytes() == before, name
        assert not list((project.root / ".cache/briefing").glob("site-*")), name


def test_what_has_not_changed_is_not_written(project: Project) -> None:
    project.build()

    site = project.root / "site"

    def files() -> dict[str, tuple[int, int]]:
        stats = {name: (site / name).stat() for name in (PAGE, DATA, INDEX)}
        return {name: (stat.st_ino, stat.st_mtime_ns) for name, stat in stats.items()}

    before = files()
    project.build()
    assert files() == before
    project.write("corpus/far.txt", FAR.replace("shut", "open"))
    project.build()
    after = files()
    assert after[PAGE] == before[PAGE] and after[DATA] == before[DATA] and after[INDEX] != before[INDEX]
    index = (site / INDEX).read_text()
    places = {entry["location"] for entry in json.loads(index)["docs"]}
    assert {"articles/far/", "articles/bulletin/"} < places
    assert "The mill is open" in index and "The mill is shut" not in index, "as many letters, but other ones"


def test_what_another_plugin_does_after_the_build_is_done_once(tmp_path: Path) -> None:
    made = Project(tmp_path / "site", {"corpus/bulletin.html": ARTICLES["bulletin.html"]}, plugins=["search", SETTINGS])
    made.write("hook.py", APPENDING)
    made.configure(plugins=["search", SETTINGS], hooks=["hook.py"])
    first = made.build().bytes()
    assert first[PAGE].count(b"<!-- once -->") == 1
    assert "Third boat found" in str(first["seen.txt"], "utf-8"), "the index is whole when others come to it"
    assert made.build().bytes() == first
