"""The plugin, by real builds: pages, links, titles, navigation, hand-written pages, other plugins."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from lxml import etree, html
from mkdocs.commands.build import build
from mkdocs.config import load_config

from built_sites import Built, Project

THEMES = ("material", "mkdocs")
WAYS = [
    pytest.param((theme, directories), id=f"{theme}-{'dirs' if directories else 'files'}")
    for theme in THEMES
    for directories in (True, False)
]


@pytest.fixture(scope="module", params=WAYS)
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    theme, directories = request.param
    return Project(tmp_path_factory.mktemp("site"), theme=theme, use_directory_urls=directories).build()


def test_three_lines_make_a_complete_site(site: Built) -> None:
    for name in ("articles", "actors", "claims", "quotations", "unnamed", "quality", "print"):
        assert site.page(name).xpath("//h1")
    for name in ("harbour-ferry", "ledger-ferry-again", "bulletin"):
        assert site.page(f"articles/{name}").xpath("//h1")
    assert "nobody will be left without a way home" in site.page("articles/harbour-ferry").text_content().lower()


def test_every_internal_link_and_anchor_resolves(site: Built) -> None:
    assert list(site.broken_links()) == []


def test_nothing_is_loaded_from_other_hosts(site: Built) -> None:
    for name in site.files():
        for element, _, link, _ in site.page(name).iterlinks():
            if link.startswith(("http:", "https:", "//")):
                assert element.tag == "a" or element.get("rel") == "canonical", (name, link)


def test_ids_are_unique_on_every_page(site: Built) -> None:
    for name in site.files():
        ids = site.page(name).xpath("//main//@id | //*[@role='main']//@id")
        assert len(ids) == len(set(ids)), name


def test_style_and_script_are_there(site: Built) -> None:
    page = site.page("index")
    assert page.xpath("//link[contains(@href, 'assets/briefing.css')]")
    assert (site.root / "assets/briefing.css").is_file()


def test_nothing_is_written_into_docs_and_no_page_is_left_out_of_search_and_sitemap(tmp_path: Path) -> None:
    project = Project(tmp_path, site_url="https://briefing.example/orvik/")
    site = project.build()
    assert list((tmp_path / "docs").iterdir()) == []
    index = json.loads((site.root / "search/search_index.json").read_text())
    places = {entry["location"].partition("#")[0] for entry in index["docs"]}
    assert {"", "articles/", "articles/harbour-ferry/", "claims/"} <= places
    assert any("lost money on every crossing" in entry["text"] for entry in index["docs"])
    sitemap = (site.root / "sitemap.xml").read_text()
    assert "https://briefing.example/orvik/articles/harbour-ferry/" in sitemap
    assert not any("lost money" in e["text"] for e in index["docs"] if e["location"].startswith("print"))


def test_a_site_in_a_subfolder_of_its_host(tmp_path: Path) -> None:
    site = Project(tmp_path, site_url="https://briefing.example/deep/orvik/").build()
    assert list(site.broken_links("/deep/orvik/")) == []


ROOT = Path(__file__).parent.parent


def test_the_demo_builds_strictly_and_every_link_resolves(tmp_path: Path) -> None:
    config = load_config(str(ROOT / "mkdocs.yml"), strict=True, site_dir=str(tmp_path / "site"))
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    assert list(Built(tmp_path / "site", []).broken_links()) == []


def test_real_scrapes_build_strictly_and_every_link_resolves(tmp_path: Path) -> None:
    seeds = ROOT.parent / "shared" / "seeds"
    if not seeds.is_dir():
        pytest.skip("the shared seeds are not here")
    files = {f"corpus/{path.name}": path.read_text(encoding="utf-8") for path in seeds.glob("*.txt")}
    assert list(Project(tmp_path, files).build().broken_links()) == []


# ------------------------------------------------------------------ navigation


def _navigation(page: html.HtmlElement) -> list[str]:
    return [
        " ".join(a.text_content().split()) for a in page.xpath("//nav[contains(@class, 'md-nav--primary')]/ul/li/a")
    ]


def test_the_automatic_navigation_has_the_briefing_first_and_no_single_articles(tmp_path: Path) -> None:
    project = Project(tmp_path)
    project.write("docs/about.md", "# About us\n")
    found = _navigation(project.build().page("quality"))
    assert found[0] == "Briefing" and found[-1] == "About us"
    assert found.index("Articles") < found.index("Claims") < found.index("About us")
    assert not any("ferry" in label.lower() for label in found)


def test_labels_of_the_automatic_navigation(tmp_path: Path) -> None:
    project = Project(tmp_path, plugins=["search", {"briefing": {"labels": {"articles": "Stories"}}}])
    assert "Stories" in _navigation(project.build().page("quality"))


def test_the_users_own_navigation_keeps_its_labels(tmp_path: Path) -> None:
    nav = [{"Start": "index.md"}, {"What they said": "claims.md"}, {"More": [{"One story": "articles/bulletin.md"}]}]
    site = Project(tmp_path, nav=nav).build()
    page = site.page("articles/bulletin")
    assert _navigation(page)[:2] == ["Start", "What they said"]
    assert "One story" in page.xpath("string(//nav[contains(@class, 'md-nav--primary')])")
    assert page.xpath("string(//title)").startswith("Third boat found")


def test_an_article_hangs_below_the_index_of_articles(tmp_path: Path) -> None:
    project = Project(tmp_path, theme={"name": "material", "features": ["navigation.path"]})
    page = project.build().page("articles/bulletin")
    crumbs = [" ".join(a.text_content().split()) for a in page.xpath("//nav[@class='md-path']//a")]
    assert crumbs[-1] == "Articles"
    assert page.xpath(
        "//nav[contains(@class, 'md-nav--primary')]//li[contains(@class, '--active')]//a[contains(., 'Articles')]"
    )


# ------------------------------------------------------------------ hand-written pages


@pytest.mark.parametrize("directories", [True, False])
def test_a_hand_written_page_stands_above_the_generated_one(tmp_path: Path, directories: bool) -> None:
    project = Project(tmp_path, use_directory_urls=directories)
    project.write(
        "docs/index.md", "# Why this briefing\n\nWritten *by hand*. See [the ferry](articles/harbour-ferry.md).\n"
    )
    project.write("docs/articles/bulletin.md", "We asked the outlet and got no answer.\n")
    site = project.build()
    home = site.page("index")
    assert home.xpath("//em[.='by hand']")
    text = home.text_content()
    assert text.index("Why this briefing") < text.rindex("Third boat found")
    article = site.page("articles/bulletin").xpath("//body")[0].text_content()
    assert article.index("We asked the outlet") < article.index("hired by June")
    assert _navigation(site.page("quality")).count("Briefing") == 1
    assert "bulletin" not in " ".join(_navigation(site.page("quality"))).lower()
    assert list(site.broken_links()) == []


def test_links_from_hand_written_pages_to_generated_anchors_are_checked(tmp_path: Path) -> None:
    project = Project(tmp_path, validation={"anchors": "warn"})
    project.write("docs/about.md", "[there](articles/bulletin.md#no-such-words)\n")
    with pytest.raises(SystemExit):
        project.build()
    anchor = next(i for i in project.build(strict=False).page("articles/bulletin").xpath("//main//article//@id") if i)
    project.write("docs/about.md", f"[there](articles/bulletin.md#{anchor})\n")
    assert project.build().warnings == []


def test_a_hand_written_page_that_matches_nothing_is_a_warning_with_the_nearest_match(tmp_path: Path) -> None:
    project = Project(tmp_path)
    project.write("docs/articles/bulletins.md", "A note.\n")
    (warning,) = project.build(strict=False).warnings
    assert "docs/articles/bulletins.md" in warning and "bulletin.md?" in warning
    with pytest.raises(SystemExit):
        project.build()


def test_a_page_that_the_users_navigation_names_may_stand_alone(tmp_path: Path) -> None:
    project = Project(tmp_path, nav=["index.md", {"How we read": "articles/method.md"}])
    project.write("docs/articles/method.md", "Our method.\n")
    assert project.build().warnings == []


def test_readme_stands_for_index(tmp_path: Path) -> None:
    project = Project(tmp_path)
    project.write("docs/README.md", "Read me first.\n")
    assert "Read me first." in project.build().page("index").text_content()


# ------------------------------------------------------------------ edit links


def test_edit_links_lead_to_the_article(tmp_path: Path) -> None:
    project = Project(
        tmp_path,
        repo_url="https://git.example/desk/orvik",
        edit_uri="edit/main/docs/",
        theme={"name": "material", "features": ["content.action.edit"]},
    )
    project.write("corpus/odd name #2?.txt", "A third story\n\nThe mayor said no.\n")
    project.write("docs/about.md", "About.\n")
    site = project.build()

    def edit(page: str) -> list[str]:
        return [str(href) for href in site.page(page).xpath("//a[@rel='edit']/@href")]

    base = "https://git.example/desk/orvik/edit/main"
    assert edit("articles/harbour-ferry") == [f"{base}/corpus/harbour/ferry.txt"]
    assert [f"{base}/corpus/odd%20name%20%232%3F.txt"] in [edit(name) for name in site.files()]
    assert edit("about") == [f"{base}/docs/about.md"]
    assert edit("claims") == []


# ------------------------------------------------------------------ beside other plugins


def test_what_another_plugin_adds_to_a_page_stays(tmp_path: Path) -> None:
    project = Project(tmp_path, hooks=["hook.py"])
    hook = "def on_page_context(context, page, **rest):\n    page.content += '<p id=hooked>By a hook</p>'\n"
    project.write("hook.py", hook)
    site = project.build()
    assert site.page("articles/bulletin").xpath("//p[@id='hooked']")
    assert site.page("articles/bulletin").xpath("//h1")


@pytest.mark.parametrize("theme", THEMES)
def test_pages_that_repeat_others_are_not_searched(tmp_path: Path, theme: str) -> None:
    index = json.loads((Project(tmp_path, theme=theme).build().root / "search/search_index.json").read_text())
    found = {e["location"].partition("#")[0] for e in index["docs"] if "lost money on every crossing" in e["text"]}
    assert "articles/harbour-ferry/" in found
    assert not found & {"print/", "quotations/"}


# ------------------------------------------------------------------ problems


def test_a_file_that_cannot_be_read_is_a_warning_and_the_others_are_complete(tmp_path: Path) -> None:
    project = Project(tmp_path)
    (tmp_path / "corpus/noise.txt").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "corpus/empty.txt").write_bytes(b"")
    site = project.build(strict=False)
    assert any("corpus/noise.txt" in w for w in site.warnings) and any("empty.txt" in w for w in site.warnings)
    assert site.page("articles/harbour-ferry") is not None
    assert "noise.txt" in site.page("quality").text_content()
    with pytest.raises(SystemExit):
        project.build()


def test_a_missing_corpus_says_what_to_do(tmp_path: Path) -> None:
    project = Project(tmp_path, files={})
    (tmp_path / "corpus").rmdir()
    with pytest.raises(SystemExit), pytest.MonkeyPatch.context() as patch:
        said: list[str] = []
        patch.setattr("mkdocs.commands.build.log.error", said.append)
        project.build()
    assert "is not there" in said[0] and "corpus: FOLDER" in said[0]


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"corpus": "docs/stories"}, "publish the raw files"),
        ({"cache": "docs/cache"}, "watched or published"),
        ({"cache": "corpus/.cache"}, "watched or published"),
        ({"corpus": "site/stories"}, "empties before it builds"),
        ({"curation": "site"}, "empties before it builds"),
    ],
)
def test_folders_that_would_publish_or_loop_are_refused(tmp_path: Path, settings: dict[str, str], words: str) -> None:
    project = Project(tmp_path, plugins=[{"briefing": settings}])
    project.write("docs/stories/a.txt", "A story.\n")
    kept = project.write("site/stories/a.txt", "A story.\n")
    with pytest.raises(SystemExit), pytest.MonkeyPatch.context() as patch:
        said: list[str] = []
        patch.setattr("mkdocs.commands.build.log.error", said.append)
        project.build()
    assert words in said[0]
    assert kept.exists()


def test_an_empty_corpus_builds(tmp_path: Path) -> None:
    site = Project(tmp_path, files={}).build()
    assert list(site.broken_links()) == []


def test_fonts_that_the_user_chose_are_kept(tmp_path: Path) -> None:
    site = Project(tmp_path, theme={"name": "material", "font": {"text": "Lato"}}).build()
    assert "family=Lato" in (site.root / "index.html").read_text()


# ------------------------------------------------------------------ hostile text

MARK = "kvasir"
HOSTILE = (
    f"<script>{MARK}(1)</script> <b id={MARK}>bold</b> {{{{ 7*7 }}}} {{% raw %}} [x](javascript:alert(1)) "
    f'--8<-- "mkdocs.yml" ::: {MARK} [[{MARK}]] &lt;i&gt; &amp;amp; </title></style></script> C:\\new\\table '
    f'" onmouseover="{MARK}()" שלום *stars* `ticks` <!-- gone -->'
)


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(("material", ["search", "tags", "macros", "briefing"]), id="material-macros-tags"),
        pytest.param(("material", ["briefing", "macros", "search"]), id="material-first"),
        pytest.param(("mkdocs", ["search", "macros", "briefing"]), id="mkdocs-macros"),
    ],
)
def hostile(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    theme, plugins = request.param
    if "macros" in plugins:
        pytest.importorskip("mkdocs_macros")
    article = f"\n\n“We saw it {HOSTILE},” said Tove {HOSTILE} Anker, a clerk.\n\nTove Anker denied {HOSTILE} twice.\n"
    front = json.dumps(HOSTILE)  # JSON strings are YAML strings
    files = {
        "corpus/plain.txt": f"{HOSTILE}\n\nBy {HOSTILE}\n{article}",
        "corpus/fronted.md": f"---\ntitle: {front}\nauthor: {front}\npublisher: {front}\ntags: [{front}]\n---\n"
        "“It is so,” said Tove Anker, a clerk.\n\n“It is not,” said Tove Anker.\n\nTove Anker said it may rain.\n",
        "curation/actors.yml": (
            f"tove-anker:\n  name: {front}\n  type: person\n  aliases: [Tove Anker]\n  identity: {front}\n"
        ),
        "curation/briefing.yml": f"question: {front}\n",
    }
    features = ["navigation.path", "navigation.footer", "toc.integrate"]
    settings = {"name": theme, "features": features} if theme == "material" else theme
    project = Project(tmp_path_factory.mktemp("hostile"), files, theme=settings, plugins=plugins)
    return project.build(strict=False)


def test_hostile_letters_make_no_elements_anywhere(hostile: Built) -> None:
    for name in hostile.files():
        page = hostile.page(name)
        assert not page.xpath(f"//*[@id='{MARK}'] | //*[@onmouseover]"), name
        assert not [s for s in page.xpath("//script[not(@type='application/ld+json')]") if MARK in (s.text or "")], name
        assert len(page.xpath("//title")) == len(page.xpath("//head/title")) == 1, name
        assert not page.xpath("//a[starts-with(translate(@href, 'JAVSCRIPT', 'javscript'), 'javascript:')]"), name
        assert not page.xpath("//comment()[contains(., 'gone')]"), name


def test_hostile_letters_are_shown_as_they_are(hostile: Built) -> None:
    page = hostile.page("articles/fronted")
    assert page.xpath("string(//title)").startswith(HOSTILE)
    assert HOSTILE in " ".join(page.xpath("//h1")[0].text_content().split()) or HOSTILE in page.text_content()
    body = " ".join(hostile.page("articles/plain").text_content().split())
    assert "{{ 7*7 }}" in body and '--8<-- "mkdocs.yml"' in body and "C:\\new\\table" in body and "&lt;i&gt;" in body
    actor = hostile.page("actors/tove-anker")
    assert actor.xpath("string(//title)").startswith(HOSTILE)


def test_hostile_letters_in_the_search_index_are_letters_once_shown(hostile: Built) -> None:
    index = json.loads((hostile.root / "search/search_index.json").read_text())
    title = next(e["title"] for e in index["docs"] if e["location"].rstrip("/") == "articles/fronted")
    escapes_itself = "fields" not in index["config"]  # MkDocs' own search escapes what it shows, Material's does not
    shown = title if escapes_itself else html.fromstring(f"<p>{title}</p>").text_content()
    assert " ".join(shown.split()) == " ".join(HOSTILE.split())
    if not escapes_itself:
        for entry in index["docs"]:
            tags = {
                e.tag
                for e in html.fragment_fromstring(entry["text"], create_parent="div").iter()
                if e.tag is not etree.Comment
            }
            assert tags <= {"div", "p", "li", "ul", "ol", "code", "pre", "sub", "sup"}, entry["location"]
            assert not re.search(r"<(script|b|i)\b", entry["text"])
