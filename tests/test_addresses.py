"""Files and addresses of our pages, worked out more quickly than MkDocs does it: they are MkDocs' own."""

from __future__ import annotations

import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

import invented
from mkdocs_briefing.mkdocs_pages import add_pages
from mkdocs_briefing.publish.options import Options
from mkdocs_briefing.publish.planning import PageSpec
from mkdocs_briefing.publish.site import Publisher

ODD = (
    "articles/README.md",
    "articles/index.md",
    "articles/a b.md",
    "articles/økt-é.md",
    "articles/1.md.md",
    "x.y/z:1.md",
)
FILE = ("src_uri", "src_path", "name", "dest_uri", "dest_path", "url", "abs_dest_path", "abs_src_path")


@pytest.mark.parametrize("site_url", ["", "https://h.example", "https://h.example/news/", "https://h.example:8000/a/b"])
@pytest.mark.parametrize("lazy", [False, True])
@pytest.mark.parametrize("directories", [False, True])
def test_a_page_lies_where_mkdocs_puts_it(directories: bool, lazy: bool, site_url: str) -> None:
    config = MkDocsConfig()
    config.load_dict({"site_name": "x", "site_url": site_url, "use_directory_urls": directories, "site_dir": "/s"})
    assert config.validate() == ([], [])
    publisher = Publisher(invented.briefing(), Options(rows=3), lambda start, goal: goal)
    publisher.pages = (
        *publisher.pages,
        *(PageSpec(uri=uri, kind="article", title=uri, key=uri, section="articles.md") for uri in ODD),
    )
    assert len({spec.kind for spec in publisher.pages}) > 8
    for page in add_pages(Files([]), config, publisher, {}, {}, lazy):
        file = File(page.spec.uri, None, config.site_dir, directories)
        theirs = Page(None, file, config)
        assert [getattr(page.file, name) for name in FILE] == [getattr(file, name) for name in FILE]
        assert (page.url, page.canonical_url, page.abs_url) == (theirs.url, theirs.canonical_url, theirs.abs_url)
