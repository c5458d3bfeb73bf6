"""What the theme puts around a page, made once for many: the same letters as where every page is rendered whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils.templates import script_tag_filter, url_filter
from tests.built_sites import Project

from mkdocs_briefing.mkdocs_frames import Frames
from mkdocs_briefing.mkdocs_pages import BriefingPage, OwnFile, Scene
from mkdocs_briefing.publish.planning import PageSpec

WHOLE = "<html><head><title>Mills</title></head><body>{{ page.content }}%s</body></html>"

FRAMED = {
    "what is printed": "{{ page.title }} {{ page.meta.title }} {{ page.canonical_url }} {{ page.title }}",
    "what may be missing": "{% if page.meta.description %}{{ page.meta.description }}{% else %}nothing{% endif %}",
    "one of two": "{{ page.meta.get('description') or page.meta.title }}{{ page.meta.get('image', 'none') }}",
    "whether a word is in it": "{% if '<h1' not in page.content %}{{ page.title }}{% endif %}",
    "lists": "{% if page.meta.hide and 'toc' in page.meta.hide %}hidden{% endif %}{{ 'tags' in page.meta }}",
    "contents": "{% for link in page.toc %}{{ link.title }}{{ link.url }}{% endfor %}{{ page.toc | first is defined }}",
    "addresses": "{{ 'assets/a.css' | url }}{{ 'mills/one/x.css' | url }}{{ base_url }}{{ extra_css }}",
    "scripts": "{{ 'mills/two/x.js' | script_tag }}{{ '//x.example/y.js' | script_tag }}{{ '#top' | url }}",
    "navigation": "{% for p in nav %}{{ p.title }}{{ p.active }}{{ p == page }}{% endfor %}{{ page in nav }}",
    "what no page has": "{{ page.kites }}{{ page.meta.kites }}{{ kites }}{% if page.previous_page %}x{% endif %}",
    "who stands above": "{{ page.parent.title }}{% for p in page.ancestors %}{{ p.url | url }}{% endfor %}",
    "a macro of other things": "{% macro shown(x) %}<b>{{ x }}</b>{% endmacro %}{{ shown(config.site_name) | upper }}",
}

ASKED_FOR_MORE = {
    "changed": "{{ page.title | upper }}",
    "joined": "{{ page.title ~ '!' }}",
    "added": "{{ page.title + '!' }}",
    "escaped": "{{ page.title | e }}",
    "in a filter": "{% filter lower %}{{ page.title }}{% endfilter %}",
    "set aside": "{% set words %}{{ page.title }}{% endset %}{{ words | length }}",
    "through a macro": "{% macro shown(x) %}{{ x }}{% endmacro %}{{ shown(page.title) | length }}",
    "a block again": "{% block b %}{{ page.meta.title }}{% endblock %}{{ self.b() | wordcount }}",
    "its length": "{{ page.content | length }}",
    "its letters": "{% for letter in page.title %}{{ letter }}.{% endfor %}{{ page.title[0] }}{{ page.title[:2] }}",
    "what it is": "{{ page.title is sequence }}{{ page.title is string }}{{ page.title is iterable }}",
    "a number": "{{ page.meta.title | int(7) }}{{ page.meta.title | float(7) }}",
    "compared": "{{ page.title < 'The mill' }}",
    "its methods": "{{ page.title.swapcase() }}",
    "put into": "{{ '%s' | format(page.title) }}{{ 'a{}'.format(page.title) }}",
    "a default": "{{ page.title | default('none') }}",
    "all of meta": "{{ page.meta | length }}{% for key in page.meta %}{{ key }}{% endfor %}{{ page.meta.items() }}",
    "the page": "{{ page }}",
    "its file": "{{ page.file.src_uri }}",
    "all pages": "{% for file in pages %}{{ file.url }}{% endfor %}",
    "out of sight": "{{ [page.title] | join(', ') }}{{ [page.title] | tojson }}",
}

ITS_OWN = {
    "its address": "{{ page.url }}{{ page.url | url }}",
    "its name": "{% if page.title == 'The mill Two' %}second{% endif %}",
}


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> MkDocsConfig:
    root = tmp_path_factory.mktemp("frames")
    (root / "docs").mkdir()
    settings = "site_name: Mills\nsite_url: https://x.example/\nextra_css: [mills/one/own.css]\nplugins: []\n"
    (root / "mkdocs.yml").write_text(settings)
    return load_config(str(root / "mkdocs.yml"))


def pages_of(config: MkDocsConfig) -> tuple[Navigation, list[BriefingPage]]:
    """Pages below one that stands in the navigation, with titles that mean something in HTML and in templates."""

    def made(kind: type[File], uri: str, title: str, dest: str) -> BriefingPage:
        file = kind(uri, None, config.site_dir, True, dest_uri=dest)  # type: ignore[call-arg]
        section = None if kind is File else "mills.md"
        spec = PageSpec(uri=uri, kind="article", key=uri, title=title, section=section)
        page = BriefingPage(spec, file, config, None, label=None, written=False)  # type: ignore[arg-type]
        page.title, page.content, page.meta = title, f"<h1>{title}</h1>", {"title": title}
        return page

    index = made(File, "mills.md", "Mills", "mills/index.html")
    names = ["One", "Two", "{{ page.title }}", "7", "&amp; &lt;b&gt;", "Twelve", "Mills", ""]
    found = [
        made(OwnFile, f"mills/{n}.md", f"The mill {name}", f"mills/{n}/index.html") for n, name in enumerate(names)
    ]
    found.append(made(OwnFile, "mills/one.md", "Mills", "mills/one/index.html"))
    found.append(made(OwnFile, "mills/two.md", "Mills", "mills/two/index.html"))
    found.append(made(OwnFile, "mills/deep/down.md", "Mills", "mills/deep/down/index.html"))
    found.append(made(OwnFile, "towns/one.md", "A town", "towns/one/index.html"))
    found[2].meta |= {"description": "Words", "hide": ["toc"]}
    found[3].content = "No heading"
    found[4].toc = TableOfContents([AnchorLink("Who says so", "says", 2)])
    for page in found:
        page.parent = index  # type: ignore[assignment]
    return Navigation([index], [index]), found


def environment(template: str) -> Environment:
    env = Environment(loader=DictLoader({"main.html": template}), auto_reload=False)
    env.filters |= {"url": url_filter, "script_tag": script_tag_filter}
    return env


def framed(config: MkDocsConfig, template: str) -> list[bool]:
    """Which pages are framed; those are compared with what they are as a whole."""
    from mkdocs.commands.build import get_context

    nav, pages = pages_of(config)
    files = [page.file for page in pages]
    frames = Frames(environment(template), config, nav, files)
    found = []
    for page in pages:
        page.active = True
        whole = environment(template).get_template("main.html").render(get_context(nav, files, config, page))
        page.active = False
        for _ in range(2):
            html = frames.around(page, "", unsearched=False)
            assert html is None or html.decode() == whole, page.title
        found.append(html is not None)
    return found


@pytest.mark.parametrize("template", FRAMED.values(), ids=FRAMED)
def test_what_is_only_printed_is_framed(config: MkDocsConfig, template: str) -> None:
    assert all(framed(config, WHOLE % template))


@pytest.mark.parametrize("template", ASKED_FOR_MORE.values(), ids=ASKED_FOR_MORE)
def test_a_page_of_which_more_is_asked_is_rendered_whole(config: MkDocsConfig, template: str) -> None:
    assert not any(framed(config, WHOLE % template))


@pytest.mark.parametrize("template", ITS_OWN.values(), ids=ITS_OWN)
def test_what_differs_from_page_to_page_is_in_no_other_frame(config: MkDocsConfig, template: str) -> None:
    assert any(framed(config, WHOLE % template))


def test_a_page_without_a_head_and_one_that_escapes_is_rendered_whole(config: MkDocsConfig) -> None:
    assert not any(framed(config, "<body>{{ page.content }}"))
    assert not any(framed(config, WHOLE % "{% autoescape true %}{{ page.title }}{% endautoescape %}"))
    assert not any(framed(config, "<head>{{ page.content }}</head><body>"))


def test_what_is_told_to_machines_stands_in_the_head(config: MkDocsConfig) -> None:
    nav, pages = pages_of(config)
    frames = Frames(environment(WHOLE % ""), config, nav, [])
    html = frames.around(pages[0], "<meta told>\n", unsearched=True)
    assert html is not None
    assert b"</title><meta told>\n</head>" in html
    assert b'<body data-pagefind-ignore="all">' in html
    plain = frames.around(pages[0], "", unsearched=False)
    assert plain is not None
    assert b"</title></head><body>" in plain


def test_the_themes_pages_are_framed_and_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    whole: list[Page] = []
    finish = Scene.finish
    monkeypatch.setattr(Scene, "finish", lambda self, page: (whole.append(page), finish(self, page)))
    features = ["navigation.path", "navigation.tabs", "navigation.footer", "content.action.edit", "toc.follow"]
    built = []
    for use_store in (True, False):
        made = Project(tmp_path / str(use_store))
        settings = {"page_size": 3, "processes": 1, "use_store": use_store, "robots": "noindex"}
        made.configure(
            plugins=["search", {"briefing": settings}],
            theme={"name": "material", "features": features},
            site_url="https://x.example/deep/",
            repo_url="https://x.example/repo",
            edit_uri="edit/",
        )
        built.append(made.build().bytes())
    assert whole == []
    assert [name for name in built[0].keys() | built[1].keys() if built[0].get(name) != built[1].get(name)] == []


def test_a_page_is_framed_alike_whatever_page_mkdocs_is_at(config: MkDocsConfig) -> None:
    template = WHOLE % "{% for p in nav.pages %}{{ p.title }}{{ p.active }}{% endfor %}"
    nav, [page, *_] = pages_of(config)
    other = Page("Towns", File("towns.md", None, config.site_dir, True), config)  # type: ignore[no-untyped-call]
    nav.pages.append(other)
    at_rest = Frames(environment(template), config, nav, []).around(page, "", unsearched=False)
    other.active = True
    assert Frames(environment(template), config, nav, []).around(page, "", unsearched=False) == at_rest
    assert at_rest is not None and b"TownsFalse" in at_rest
    assert (other.active, page.active) == (True, False)
