"""Files to download beside the pages: written by the build, listed with their sizes, found by feed readers."""

from __future__ import annotations

import re
from pathlib import Path

import feedparser
import pytest
from click.testing import CliRunner
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, PluginError

import test_rights
from built_sites import Built, Project
from mkdocs_briefing import mkdocs_exports
from mkdocs_briefing.cli import main
from mkdocs_briefing.exports import formats
from mkdocs_briefing.pipeline import brief
from mkdocs_briefing.publish.options import Options
from mkdocs_briefing.publish.site import Publisher

URL = "https://orvik.example/b/"
NAMES = [name for name in formats.FORMATS if name != "pdf"]


def settings(*exports: str, **more: object) -> dict[str, object]:
    return {"site_url": URL, "plugins": ["search", {"briefing": {"exports": list(exports), **more}}]}


@pytest.fixture(scope="module", params=[True, False], ids=["folders", "files"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    project = Project(tmp_path_factory.mktemp("site"), **settings(*NAMES), use_directory_urls=request.param)
    return project.build()


def test_the_page_lists_every_file_with_its_size(site: Built) -> None:
    page = site.page("downloads")
    listed = {a.get("href").rpartition("exports/")[2]: a for a in page.xpath("//a[@download]")}
    made = {
        p.relative_to(site.root / "exports").as_posix(): p for p in (site.root / "exports").rglob("*") if p.is_file()
    }
    assert set(listed) == {path for path in made if "/" not in path} > {"claims.csv", "sources.bib", "articles.atom"}
    assert "And 6 files in the folder annotations" in page.text_content()
    for path, element in listed.items():
        size = made[path].stat().st_size
        told = element.getnext()
        assert told is not None
        number, unit = told.text_content().split()
        assert abs(float(number) * {"bytes": 1, "kB": 1000, "MB": 1e6}[unit] - size) <= size / 20 + 1
    assert list(site.broken_links("/b/")) == []


def test_sizes_are_written_as_the_language_writes_numbers(tmp_path: Path) -> None:
    page = Project(tmp_path, **settings("jsonl", language="de")).build().page("downloads").text_content()
    assert re.search(r"\d,\d kB", page) and not re.search(r"\d\.\d kB", page)


def test_the_page_is_in_the_navigation(site: Built) -> None:
    assert site.page("index").xpath("//nav//a[contains(normalize-space(.), 'Downloads')]")


def test_the_build_and_the_command_write_the_same(tmp_path: Path) -> None:
    """But for the site's name, which only the build knows: it is in feeds and labels."""
    names = [name for name in NAMES if name not in ("atom", "annotations")]
    project = Project(tmp_path, **settings(*names))
    built = project.build()
    arguments = [word for name in names for word in ("--format", name)]
    out = tmp_path / "out"
    result = CliRunner().invoke(main, ["export", str(project.root / "corpus"), str(out), *arguments, "--site-url", URL])
    assert result.exit_code == 0, result.output
    written = {p.name: p.read_bytes() for p in out.iterdir() if not p.name.startswith(".")}
    assert written == {p.name: p.read_bytes() for p in (built.root / "exports").iterdir()}
    assert URL.encode() in written["claims.csv"]


def test_feed_readers_find_the_feeds(site: Built) -> None:
    for name in ("index", "articles", "articles/bulletin", "downloads"):
        links = site.page(name).xpath("/html/head/link[@rel='alternate'][@type='application/atom+xml']")
        assert [e.get("href") for e in links] == [f"{URL}exports/articles.atom", f"{URL}exports/claims.atom"]
    read = feedparser.parse((site.root / "exports/claims.atom").read_bytes())
    assert not read.bozo and read.entries
    for entry in read.entries:
        path, _, anchor = entry.link.removeprefix(URL).partition("#")
        page = site.root / path
        assert f'id="{anchor}"' in (page / "index.html" if page.is_dir() else page).read_text("utf-8")


def test_nothing_is_written_where_nothing_is_asked_for(tmp_path: Path) -> None:
    built = Project(tmp_path).build()
    assert not (built.root / "exports").exists() and not (built.root / "downloads").exists()
    assert "Downloads" not in built.page("index").text_content()


def test_a_format_that_there_is_not(tmp_path: Path) -> None:
    project = Project(tmp_path, **settings("xlsx"))
    with pytest.raises(Abort):
        project.build()


def test_feeds_without_an_address_are_a_warning(tmp_path: Path) -> None:
    given = {**settings("atom", "csv"), "site_url": None}
    built = Project(tmp_path, **given).build(strict=False)
    assert [w for w in built.warnings if "set site_url" in w]
    assert not list((built.root / "exports").glob("*.atom"))
    assert "Feeds" not in built.page("downloads").text_content()


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    project = Project(tmp_path, **settings("csv"))
    config = load_config(str(project.root / "mkdocs.yml"))
    publisher = Publisher(brief(project.root / "corpus"), Options(exports=("csv",)), lambda a, b: b)
    Path(config.site_dir).mkdir()
    (Path(config.site_dir) / "exports").write_text("a file in the way")
    with pytest.raises(PluginError, match=r"cannot be written into .*site"):
        mkdocs_exports.write(mkdocs_exports.writers(publisher, config), config)


def test_a_preview_writes_a_file_when_it_is_asked_for(tmp_path: Path) -> None:
    project = Project(tmp_path, **settings("csv"))
    config = load_config(str(project.root / "mkdocs.yml"))
    publisher = Publisher(brief(project.root / "corpus"), Options(exports=("csv",)), lambda a, b: b)
    waiting = mkdocs_exports.writers(publisher, config)
    assert not Path(config.site_dir).exists()
    waiting["exports/claims.csv"]()
    assert [p.name for p in (Path(config.site_dir) / "exports").iterdir()] == ["claims.csv"]
    assert publisher.sizes == {"claims.csv": (Path(config.site_dir) / "exports/claims.csv").stat().st_size}


def test_nothing_that_may_not_be_shown_is_anywhere_in_the_site(tmp_path: Path) -> None:
    """Pages with their JSON-LD, feeds and files, looked through for words that must not leave."""
    project = Project(tmp_path, test_rights.FILES, **{**test_rights.SETTINGS, **settings(*NAMES)})
    built = project.build(strict=False)
    found = {name: data for name, data in built.bytes().items() if not name.endswith((".gz", ".png", ".woff2"))}
    assert len([name for name in found if name.startswith("exports/")]) > 20
    for words in (test_rights.NAME, test_rights.PRIVATE, test_rights.UNPRINTED):
        left = [t for t in test_rights.traces(found, words) if not re.search("karl.storhaug", t, re.IGNORECASE)]
        assert left == []
