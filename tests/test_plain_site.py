"""Plain files for other site generators: built by them, without the plugin, every link and letter in place."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from lxml import html

from built_sites import ARTICLES, Built, Project
from mkdocs_briefing.cli import main
from mkdocs_briefing.exports import plain_site
from mkdocs_briefing.pipeline import brief
from mkdocs_briefing.publish.options import Options
from mkdocs_briefing.publish.site import Publisher

ROOT = Path(__file__).parents[1]
TRAPS = {
    "titled.md": "---\ntitle: 'A {{ title }}, {% traps %} & <b>bold</b>'\n---\n\nUlla Brekke said that all was well.\n",
    "traps.txt": (
        "A {{ title }} with {% traps %} & <b>\n\n5 March 2031\n\n"
        "“Use {{< figure >}} and {{% x %}} or `code`, *stars* and _lines_ [here](there.md),” said Ulla Brekke.\n\n"
        '```\nnot code, said Ulla Brekke\n```\n\n~~~\n\n--8<-- "secret.txt"\n\n'
        "    indented by four, said Bo Holm.\n\n[^1]: no footnote\n\n*[HTML]: none\n\n:smile: {: #id .class }\n\n"
        "<script>alert(1)</script>\n\n<!-- no comment -->\n\n---\n\n# no heading\n"
    ),
}
SOURCES = {f"corpus/{name}": text for name, text in {**ARTICLES, **TRAPS}.items()}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Project(tmp_path_factory.mktemp("plain"), SOURCES).root / "corpus"


def exported(corpus: Path, folder: Path, generator: str) -> None:
    result = CliRunner().invoke(main, ["export", str(corpus), "--site", str(folder), "--for", generator])
    assert result.exit_code == 0, result.output


def check(corpus: Path, built: Path) -> None:
    """All pages are there, all links lead somewhere, and all of each page's text stands in it as it was rendered."""
    site = Built(built, [])
    assert [link for link in site.broken_links() if not link.startswith("404.html")] == []
    publisher = Publisher(brief(corpus), Options(), lambda start, goal: "#")
    for spec in publisher.pages:
        page = site.page(plain_site.address(spec.uri).rstrip("/") or "index")
        (body,) = page.xpath("//div[@class='briefing']")
        assert words(body) == words(html.fromstring(f"<div>{publisher.render(spec).html}</div>")), spec.uri
        assert not page.xpath("//script[contains(., 'alert(1)') and not(@type='application/ld+json')]")


def words(element: html.HtmlElement) -> list[str]:
    """Visible text, tags and ids, in order; white space counts only where it parts words."""
    for script in element.xpath(".//script | .//link"):
        script.drop_tree()
    shape = [f"<{e.tag} {e.get('id', '')}>" for e in element.iter() if isinstance(e.tag, str)][1:]
    return [*element.text_content().split(), *shape]


# ------------------------------------------------------------------ without any generator


def test_every_page_is_one_block_with_front_matter(corpus: Path, tmp_path: Path) -> None:
    exported(corpus, tmp_path, "mkdocs")
    pages = sorted(tmp_path.rglob("*.md"))
    assert len(pages) > 10
    for path in pages:
        _, front, body = path.read_text("utf-8").split("---\n", 2)
        meta = yaml.safe_load(front)
        assert meta["title"] and meta["briefing"] and "<" not in meta["title"]
        assert "\n\n" not in body.strip(), "a blank line ends a block of HTML"
        assert body.strip().startswith('<div class="briefing">') and body.strip().endswith("</div>")
        assert not re.search(r"[`~{}]", re.sub(r"<(script|style).*?</\1>", "", body, flags=re.DOTALL))
    article = yaml.safe_load((tmp_path / "articles/ledger-ferry-again.md").read_text("utf-8").split("---\n")[1])
    assert (article["briefing"], article["issued"]) == ("article", "2024-03-14")


def test_hugo_has_its_own_names_for_pages_of_folders(corpus: Path, tmp_path: Path) -> None:
    exported(corpus, tmp_path, "hugo")
    content = tmp_path / "content"
    assert (content / "_index.md").exists() and (content / "articles/_index.md").exists()
    assert not (content / "articles.md").exists() and not (content / "index.md").exists()
    assert (tmp_path / "static/assets/briefing.css").exists()
    front = (content / "articles/titled.md").read_text("utf-8").split("---\n")[1]
    assert yaml.safe_load(front)["title"] == "A {{ title }}, {% traps %} & <b>bold</b>"


@pytest.mark.parametrize(
    ("start", "goal", "way"),
    [
        ("", "articles/", "articles/"),
        ("articles/a/", "articles/b/", "../b/"),
        ("articles/a/", "", "../../"),
        ("articles/a/", "articles/", "../"),
        ("articles/", "articles/page-2/", "page-2/"),
        ("articles/a/", "assets/x.css", "../../assets/x.css"),
        ("", "", "./"),
    ],
)
def test_ways_between_pages(start: str, goal: str, way: str) -> None:
    assert plain_site.relative(start, goal) == way


@pytest.mark.parametrize(
    ("uri", "given", "seen"),
    [
        ("articles/a.md", "../b/#c", "b/#c"),
        ("articles/a.md", "../", "./"),
        ("articles/a.md", "../../", "../"),
        ("articles/a.md", "../../assets/x.css", "../assets/x.css"),
        ("articles.md", "a/", "articles/a/"),
        ("articles.md", "../claims/", "claims/"),
        ("index.md", "claims/#x", "claims/#x"),
        ("articles/a.md", "#x", "#x"),
        ("articles/a.md", "https://e.example/a?b#c", "https://e.example/a?b#c"),
        ("articles/a.md", "mailto:a@b.example", "mailto:a@b.example"),
    ],
)
def test_addresses_as_seen_from_the_file(uri: str, given: str, seen: str) -> None:
    assert plain_site._seen_from_file(f'<a class="x" href="{given}">', uri) == f'<a class="x" href="{seen}">'


# ------------------------------------------------------------------ by generators


@pytest.mark.parametrize("theme", ["mkdocs", "material"])
def test_mkdocs_builds_them_without_the_plugin(corpus: Path, tmp_path: Path, theme: str) -> None:
    exported(corpus, tmp_path / "docs", "mkdocs")
    extensions = ["abbr", "footnotes", "attr_list", "pymdownx.superfences", "pymdownx.snippets"]
    settings = {"site_name": "Plain", "theme": theme, "plugins": ["search"], "markdown_extensions": extensions}
    (tmp_path / "mkdocs.yml").write_text(yaml.safe_dump(settings))
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"]
    subprocess.run(command, check=True, cwd=tmp_path, capture_output=True)
    check(corpus, tmp_path / "site")


def program(name: str) -> str:
    found = shutil.which(name) or shutil.which(name, path=str(Path(sys.executable).parent))
    if not found:
        pytest.skip(f"{name} is not installed: pip install 'mkdocs-briefing[generators]'")
    return found


@pytest.mark.slow
def test_zensical_builds_them(corpus: Path, tmp_path: Path) -> None:
    zensical = program("zensical")
    exported(corpus, tmp_path / "docs", "zensical")
    (tmp_path / "mkdocs.yml").write_text("site_name: Plain\nnav: [{Home: index.md}, {Articles: articles.md}]\n")
    subprocess.run([zensical, "build", "-f", "mkdocs.yml"], check=True, cwd=tmp_path, capture_output=True)
    check(corpus, tmp_path / "site")


@pytest.mark.slow
def test_hugo_builds_them(corpus: Path, tmp_path: Path) -> None:
    hugo = program("hugo")
    exported(corpus, tmp_path, "hugo")
    (tmp_path / "hugo.toml").write_text(
        'baseURL = "https://plain.example/"\ntitle = "Plain"\ndisableKinds = ["taxonomy", "term", "RSS", "sitemap"]\n'
        "[markup.goldmark.renderer]\nunsafe = true\n"
    )
    for name in ("single", "list"):
        layout = tmp_path / "layouts" / "_default" / f"{name}.html"
        layout.parent.mkdir(parents=True, exist_ok=True)
        layout.write_text(
            "<!doctype html><html><head><title>{{ .Title }}</title></head><body>{{ .Content }}</body></html>"
        )
    subprocess.run([hugo, "--quiet"], check=True, cwd=tmp_path, capture_output=True)
    check(corpus, tmp_path / "public")
