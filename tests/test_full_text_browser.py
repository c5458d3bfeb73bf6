"""Full-text search over a large site: in small pieces from the site itself, as readers have it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from browsing import browsing, needs_chromium, served
from built_sites import Project
from mkdocs_briefing import mkdocs_search

needs_pagefind = pytest.mark.skipif(not mkdocs_search.available(), reason="needs Pagefind")


def built(project: Project) -> Path:
    project.configure(plugins=["search", {"briefing": {"pagefind": True}}])
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"]
    subprocess.run(command, check=True, cwd=project.root)
    return project.root / "site"


def test_without_pagefind_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from mkdocs.config import load_config
    from mkdocs.exceptions import PluginError

    monkeypatch.setattr(mkdocs_search, "available", lambda: False)
    project = Project(tmp_path)
    project.configure(plugins=["search", {"briefing": {"pagefind": True}}])
    config = load_config(str(project.root / "mkdocs.yml"))
    with pytest.raises(PluginError, match="Pagefind is not installed: pip install"):
        config.plugins.on_config(config)


@pytest.mark.slow
@needs_chromium
@needs_pagefind
def test_words_are_found_on_their_page(tmp_path: Path) -> None:
    site = built(Project(tmp_path))
    theirs = {
        doc["location"].partition("#")[0] for doc in json.loads((site / "search/search_index.json").read_text())["docs"]
    }
    assert "articles/harbour-ferry/" not in theirs and {"articles/", "actors/"} <= theirs
    with served(site, "/news/") as address, browsing() as browser:
        browser.open(address + "search/")
        browser.one("[data-bf-pagefind] input").send_keys("ferry")
        browser.until(lambda: browser.all("[data-bf-results] a"))
        links = [link.get_attribute("href") for link in browser.all("[data-bf-results] a")]
        assert address + "articles/harbour-ferry/" in links
        assert not {address + f"{copy}/" for copy in ("print", "quotations")} & set(links)
        assert "ferry" in browser.text("[data-bf-results] mark").lower()
        assert f"Pages found: {len(links)}" in browser.text("[data-bf-found]")
        browser.open(address + "search/?words=zeppelin")
        browser.until(lambda: "No page has these words" in browser.text("[data-bf-found]"))
        assert not browser.run("return document.querySelector('[data-md-toggle=search]')?.checked ?? false")
        assert browser.hosts() == {"/".join(address.split("/")[:3])} and not browser.errors()
        browser.open((site / "search/index.html").as_uri() + "?words=ferry")
        browser.until(lambda: "It needs a web server" in browser.text("[data-bf-found]"))


@pytest.mark.slow
@needs_pagefind
def test_the_index_is_the_same_from_kept_pages(tmp_path: Path) -> None:
    seen = []
    project = Project(tmp_path)
    for _ in range(2):
        site = built(project)
        seen.append({p.relative_to(site).as_posix(): p.read_bytes() for p in site.rglob("*") if p.is_file()})
    assert seen[0] == seen[1] and any(name.startswith("pagefind/index/") for name in seen[0])
