"""The pages in a real browser: what can be copied, where links lead, what fits a phone, what paper shows, and whether
everybody can read it. Skips without Chromium."""

from __future__ import annotations

import importlib.util
import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

import invented
from browsing import Browser, browsing, needs_chromium
from built_sites import ARTICLES, Project
from mkdocs_briefing.publish.options import Options
from mkdocs_briefing.publish.site import ASSETS, Publisher
from test_claims_browser import MORE, PROPOSITIONS
from test_pages import url

pytestmark = [pytest.mark.slow, needs_chromium]

SHELL = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>x</title>
<meta name="viewport" content="width=device-width">{css}</head><body><main>{page}</main>{js}</body></html>"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsing() as found:
        yield found


def written(out: Path, options: Options, publisher: Publisher | None = None) -> Path:
    """Every page of the small briefing as a file that a browser opens, with styles, scripts and their data."""
    publisher = publisher or Publisher(invented.briefing(), options, url)
    files = {uri: path.read_bytes() for uri, path in ASSETS.items()} | publisher.files()
    for spec in publisher.pages:
        page = publisher.render(spec)
        root = "../" * spec.uri.count("/")
        css = "".join(f'<link rel="stylesheet" href="{root}{uri}">' for uri in ASSETS if uri.endswith(".css"))
        js = "".join(f'<script src="{root}{uri}"></script>' for uri in ASSETS if uri.endswith(".js"))
        html = SHELL.format(css=css, js=js, page=page.html).encode()
        files |= {spec.uri.replace(".md", ".html"): html, **dict(page.files)}
    for uri, data in files.items():
        (out / uri).parent.mkdir(parents=True, exist_ok=True)
        (out / uri).write_bytes(data)
    return out


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """As people who curate see it."""
    return written(tmp_path_factory.mktemp("pages"), Options(preview=True))


def opened(browser: Browser, folder: Path, uri: str, width: int = 1280) -> None:
    browser.size(width)
    browser.open((folder / uri).as_uri())


def test_nothing_is_wider_than_a_phone_and_the_console_is_silent(browser: Browser, folder: Path) -> None:
    for file in sorted(folder.rglob("*.html")):
        opened(browser, folder, str(file.relative_to(folder)), width=390)
        assert browser.run("return document.documentElement.scrollWidth") <= 390, file.name
        assert browser.errors() == [], file.name


def test_what_is_copied_from_the_text_is_the_source_without_line_numbers(browser: Browser, folder: Path) -> None:
    opened(browser, folder, "articles/strike.html")
    script = """const p = document.getElementById("line-6"); const range = document.createRange(); range.selectNode(p);
    getSelection().removeAllRanges(); getSelection().addRange(range); return getSelection().toString()"""
    assert browser.run(script).strip() == invented.STRIKE.split("\n")[5]


# ------------------------------------------------------------------ copying and citing

CLIPBOARD = (
    "Object.defineProperty(navigator, 'clipboard', {value: {writeText: async words => { window.copied = words }}})"
)
NO_CLIPBOARD = """Object.defineProperty(navigator, 'clipboard', {value: undefined});
document.execCommand = () => false"""


def button(browser: Browser, within: str, label: str) -> object:
    return next(b for b in browser.all(f"{within} .bf-copy") if b.text == label)


@pytest.mark.parametrize(
    ("uri", "within", "label", "begins"),
    [
        ("articles/strike.html", ".bf-callout", "copy YAML", "# corpus/strike.yml, below “corrections:”\n  - {quote: "),
        ("articles/strike.html", ".bf-callout", "copy reference", "[[quote:strike-q-"),
        ("articles/strike.html", "header", "copy reference", "[[article:strike]]"),
        ("claims.html", ".bf-row", "copy YAML", "# corpus/strike.yml, below “corrections:”\n  - {claim: "),
        ("claims.html", ".bf-row", "copy reference", "[[claim:strike-c-"),
        ("actors/ilse-marrow.html", ".bf-actor-page", "copy YAML", "# curation/actors.yml\nilse-marrow:"),
        ("actors/ilse-marrow.html", ".bf-actor-page", "copy reference", "[[Ilse Marrow]]"),
    ],
)
def test_in_preview_a_button_copies_what_is_to_be_pasted_and_says_so(
    browser: Browser, folder: Path, uri: str, within: str, label: str, begins: str
) -> None:
    opened(browser, folder, uri)
    browser.run(CLIPBOARD)
    wanted = button(browser, within, label)
    browser.run("arguments[0].focus()", wanted)
    browser.press("\ue007")
    browser.until(lambda: browser.text(".bf-told") == "copied")
    assert browser.run("return window.copied").startswith(begins)
    assert browser.one(".bf-told").get_attribute("role") == "status"
    assert browser.run("return document.activeElement === arguments[0]", wanted)


def test_where_there_is_no_clipboard_the_words_are_there_to_be_taken(browser: Browser, folder: Path) -> None:
    opened(browser, folder, "actors/ilse-marrow.html")
    browser.run(NO_CLIPBOARD)
    button(browser, ".bf-actor-page", "copy YAML").click()
    field = browser.until(lambda: browser.all(".bf-by-hand"))[0]
    chosen = "const e = document.activeElement; return e.value.slice(e.selectionStart, e.selectionEnd)"
    assert browser.run(chosen).startswith("# curation/actors.yml\n")
    assert field.get_attribute("aria-label")
    browser.press("\ue00c")
    browser.until(lambda: not browser.all(".bf-by-hand"))
    assert browser.run("return document.activeElement.className") == "bf-copy"


def test_the_published_site_has_nothing_to_paste_but_citations(browser: Browser, tmp_path: Path) -> None:
    folder = written(tmp_path, Options())
    for uri in ("articles/strike.html", "claims.html", "actors/ilse-marrow.html"):
        opened(browser, folder, uri)
        assert not {b.get_attribute("textContent") for b in browser.all(".bf-copy")} - {"copy", "Print"}
        source = browser.driver.page_source
        assert "[[" not in source and "corrections:" not in source


def test_a_citation_is_copied_line_by_line(browser: Browser, folder: Path) -> None:
    opened(browser, folder, "articles/strike.html")
    browser.run(CLIPBOARD)
    browser.one(".bf-callout .bf-cite summary").click()
    copied = []
    own = ".bf-callout:first-of-type .bf-cite"
    for wanted in browser.until(lambda: browser.all(f"{own} .bf-copy"))[:3]:
        assert wanted.text == "copy"
        wanted.click()
        copied.append(browser.until(lambda: browser.run("const w = window.copied; window.copied = ''; return w")))
    text, bibtex, link = copied
    assert text.startswith("Ilse Marrow: “I see no reason at all why a single crane")
    assert bibtex.startswith("@article{") and "The Ostrhaven Courier" in bibtex
    assert link.startswith("https://courier.example/port#:~:text=")


# ------------------------------------------------------------------ previews of links


def preview(browser: Browser) -> str:
    return browser.text(".bf-preview")


def away(browser: Browser) -> None:
    browser.point(browser.one("h1"))
    browser.until(lambda: not browser.all(".bf-preview"))


def test_a_link_shows_where_it_leads_before_anybody_goes_there(browser: Browser, folder: Path) -> None:
    opened(browser, folder, "actors/tomas-reyk.html")
    browser.point(browser.one(".bf-from a[href*='#c-']"))
    around = browser.until(lambda: preview(browser))
    assert around.startswith("Harbour board doubts that the port will close The Ostrhaven Courier · 4 March 2031")
    away(browser)
    opened(browser, folder, "articles/strike.html")
    browser.point(browser.one(".bf-text a[href$='ilse-marrow.html']"))
    actor = browser.until(lambda: preview(browser))
    assert actor.startswith(
        "Ilse Marrow Person · head of the harbour board “who heads the harbour board” In 1 article."
    )
    away(browser)
    browser.point(browser.one("a[href$='note.html']"))
    article = browser.until(lambda: preview(browser))
    assert "note.txt" in article and "The file prints no date." in article
    away(browser)
    browser.point(browser.one(".bf-claims a"))
    whole = browser.until(lambda: preview(browser))
    assert "Ilse Marrow ● named" in whole and "told Kestrel Radio on Monday that a closure" in whole
    assert "Hedged “unlikely”" in whole and "Through Kestrel Radio → The Ostrhaven Courier" in whole
    assert browser.errors() == []


def test_a_quotation_is_previewed_with_everything_that_hedges_it(browser: Browser, folder: Path) -> None:
    opened(browser, folder, "quotations.html")
    scrap = next(a for a in browser.all(".bf-row a") if a.text == "line 5")
    browser.point(scrap)
    shown = browser.until(lambda: preview(browser))
    assert "two crane drivers (unnamed) ◐" in shown and "“a slow drowning.”" in shown
    assert "Hedged “allegedly”" in shown and "Not verified “was not able to verify”" in shown


def test_by_keyboard_a_preview_comes_with_focus_and_goes_with_escape(browser: Browser, folder: Path) -> None:
    opened(browser, folder, "actors/tomas-reyk.html")
    browser.run("document.querySelector('.bf-up a').focus()")
    browser.press("\ue004")
    for _ in range(12):
        if "#c-" in (browser.run("return document.activeElement.href") or ""):
            break
        browser.press("\ue004")
    browser.until(lambda: preview(browser))
    focused = "return document.activeElement"
    assert browser.run(f"{focused}.getAttribute('aria-describedby')") == "bf-preview"
    assert browser.one("#bf-preview").get_attribute("role") == "tooltip"
    browser.press("\ue00c")
    browser.until(lambda: not browser.all(".bf-preview"))
    assert browser.run(f"{focused}.getAttribute('aria-describedby')") is None
    assert "#c-" in browser.run(f"{focused}.href"), "the focus stays"


def test_the_pointer_may_cross_over_and_read_on(browser: Browser, folder: Path) -> None:
    opened(browser, folder, "articles/strike.html")
    browser.point(browser.one(".bf-text a[href$='ilse-marrow.html']"))
    browser.until(lambda: preview(browser))
    browser.point(browser.one(".bf-preview"))
    browser.run("return new Promise(done => setTimeout(done, 500))")
    assert preview(browser), "it stays while the pointer is in it"
    away(browser)


def test_previews_hold_letters_only_and_stand_in_nobodys_way(browser: Browser, tmp_path: Path) -> None:
    project = Project(tmp_path / "p", {f"corpus/{p}": t for p, t in MORE.items()}, plugins=["briefing"])
    root = project.build(strict=False).root
    browser.size(1280)
    browser.media(prefers_reduced_motion="reduce")
    browser.open((root / "articles/index.html").as_uri())
    assert browser.all("a[title]:not([class*='md-'])") == []
    browser.point(browser.one(".bf-list a"))
    browser.until(lambda: preview(browser))
    assert preview(browser).startswith("Letter of the <b>pilots</b>")
    assert browser.run("return getComputedStyle(document.querySelector('.bf-preview')).animationName") == "none"
    browser.media(media="print")
    assert not browser.one(".bf-preview").is_displayed()
    browser.media()


def test_links_that_people_write_have_previews_too(browser: Browser, tmp_path: Path) -> None:
    note = "# A note\n\nSee [what she says](actors/berit-solvang.md), [the list](claims.md) and [more](more.md).\n"
    files = {f"corpus/{p}": t for p, t in ARTICLES.items()} | {"docs/note.md": note, "docs/more.md": "# More\n"}
    root = Project(tmp_path / "p", files, plugins=["briefing"], use_directory_urls=False).build(strict=False).root
    browser.size(1280)
    browser.open((root / "note.html").as_uri())
    for link, begins in (("the list", ""), ("more", ""), ("what she says", "Berit Solvang Person")):
        browser.point(browser.driver.find_element("link text", link))
        if begins:
            browser.until(lambda: preview(browser))
        else:
            browser.run("return new Promise(done => setTimeout(done, 500))")
        assert preview(browser).startswith(begins) and bool(preview(browser)) == bool(begins)
    assert browser.errors() == []


def test_touch_has_no_previews(browser: Browser, folder: Path) -> None:
    opened(browser, folder, "articles/strike.html")
    touched = """document.querySelector(".bf-text a[href$='ilse-marrow.html']")
        .dispatchEvent(new PointerEvent("pointerover", {bubbles: true, pointerType: "touch"}));
        return new Promise(done => setTimeout(done, 500))"""
    browser.run(touched)
    assert browser.all(".bf-preview") == []


# ------------------------------------------------------------------ paper


def test_on_paper_a_long_foot_is_whole_and_buttons_are_gone(browser: Browser, folder: Path) -> None:
    for uri in ("articles/strike.html", "claims.html"):
        opened(browser, folder, uri)
        browser.media("print")
        tools = ".bf-tools, .bf-copy, .bf-permalink, .bf-filter, .bf-cite"
        shown = [e.get_attribute("class") for e in browser.all(tools) if e.is_displayed()]
        marks = [m for m in browser.all(".bf-head .bf-mark") if m.is_displayed()]
        browser.media()
        assert shown == [] and marks == [], "on paper words stand for marks"


# ------------------------------------------------------------------ whether everybody can read it

AXE = importlib.util.find_spec("axe_core_python")


with_axe = pytest.mark.skipif(AXE is None, reason="axe-core-python brings axe; it is not installed")


def faults(browser: Browser, pages: list[Path], scheme: str, within: str = "html") -> list[str]:
    """What axe says of the pages in light or dark colours, with everything opened that can be."""
    assert AXE and AXE.submodule_search_locations
    axe = (Path(AXE.submodule_search_locations[0]) / "axe.min.js").read_text("utf-8")
    found = []
    for page in pages:
        browser.open(page.as_uri())
        browser.run("document.body.setAttribute('data-md-color-scheme', arguments[0])", scheme)
        dark = "dark" if scheme == "slate" else "light"
        browser.run("document.documentElement.setAttribute('data-bs-theme', arguments[0])", dark)
        browser.run("document.head.insertAdjacentHTML('beforeend', '<style>* {transition: none !important}</style>')")
        browser.run("document.querySelectorAll('.bf details').forEach(d => d.open = true)")
        browser.run(axe)
        told = browser.driver.execute_async_script(
            "const [within, done] = arguments;"
            "axe.run(within).then(r => done(r.violations), e => done([{id: String(e), nodes: [{html: ''}]}]))",
            within,
        )
        found += [f"{page.parent.name}: {f['id']} {n['html'][:160]}" for f in told for n in f["nodes"]]
    return found


@with_axe
@pytest.mark.parametrize(("width", "scheme"), list(itertools.product((1280, 390), ("default", "slate"))))
def test_axe_finds_no_fault_with_any_kind_of_page(browser: Browser, built: Path, width: int, scheme: str) -> None:
    browser.size(width)
    assert faults(browser, kinds(built), scheme) == []


@with_axe
def test_axe_finds_no_fault_with_what_is_ours_in_the_mkdocs_theme(browser: Browser, tmp_path: Path) -> None:
    files = {f"corpus/{p}": t for p, t in ARTICLES.items()}
    root = Project(tmp_path / "project", files, plugins=["briefing"], theme="mkdocs").build(strict=False).root
    pages = [root / "index.html", root / "claims/index.html", *sorted(root.glob("articles/*/index.html"))[:1]]
    browser.size(1280)
    assert [f for scheme in ("default", "slate") for f in faults(browser, pages, scheme, ".bf")] == []


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with something of everything on it."""
    people = {
        "curation/propositions.yml": PROPOSITIONS,
        "curation/briefing.yml": "question: Will the ferry stop?\nprepared_by: KL\nkey_lines:\n"
        "  - {line: The harbour master says so., evidence: [harbour-ferry]}\n",
    }
    project = Project(
        tmp_path_factory.mktemp("axe") / "project",
        {f"corpus/{p}": t for p, t in (ARTICLES | MORE).items()} | people,
        plugins=["briefing"],
        theme={"name": "material", "palette": {"scheme": "default"}},
    )
    return project.build(strict=False).root


def kinds(root: Path) -> list[Path]:
    """One page of each kind: all of the first level, one of each folder."""
    pages = [root / "index.html", *sorted(root.glob("*/index.html"))]
    return pages + [
        next(iter(sorted(root.glob(f"{folder}/*/index.html")))) for folder in ("articles", "actors", "propositions")
    ]
