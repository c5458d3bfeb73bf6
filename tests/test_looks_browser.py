"""Colours and pictures in a real browser: the palette decides, every letter can be read. Skips without Chromium."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from browsing import Browser, browsing, needs_chromium
from built_sites import ARTICLES, Built, Project

pytestmark = [pytest.mark.slow, needs_chromium]

CURATION = {
    "curation/briefing.yml": "question: Will the ferry stop?\n",
    "curation/propositions.yml": (
        "stops:\n  statement: The ferry stops\n  claims:\n"
        "    - {article: bulletin, exact: could be hired, stance: could}\n"
        "    - {article: ledger-ferry-again, exact: mislaid, stance: may have been}\n"
    ),
}
PALETTES = [("default", "teal", "pink"), ("slate", "indigo", "lime"), ("slate", "red", "amber")]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsing() as found:
        yield found


@pytest.fixture(scope="module", params=PALETTES, ids=lambda p: "-".join(p))
def painted(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    scheme, primary, accent = request.param
    files = {f"corpus/{path}": text for path, text in ARTICLES.items()} | CURATION
    theme = {"name": "material", "palette": {"scheme": scheme, "primary": primary, "accent": accent}}
    return Project(tmp_path_factory.mktemp("painted"), files, theme=theme, use_directory_urls=False).build(strict=False)


COLOUR = """
const of = (words) => { const e = document.createElement("span"); e.style.color = words;
  document.querySelector(".bf").append(e); const found = getComputedStyle(e).color; e.remove(); return found };
const shown = (path, what) => getComputedStyle(document.querySelector(path))[what];
"""
CONTRAST = """
const canvas = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
const rgb = (words) => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = words; canvas.fillRect(0, 0, 1, 1);
  return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3) };
const light = (words) => { const [r, g, b] = rgb(words).map((v) => v / 255)
  .map((v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4); return 0.2126 * r + 0.7152 * g + 0.0722 * b };
const behind = getComputedStyle(document.body).backgroundColor;
const ratio = (words) => { const [a, b] = [light(words), light(behind)].sort((x, y) => y - x);
  return (a + 0.05) / (b + 0.05) };
const ink = (e) => getComputedStyle(e)[e.namespaceURI.endsWith("svg") ? "fill" : "color"];
return [...document.querySelectorAll(".bf *")]
  .filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()) && e.checkVisibility())
  .map((e) => [ratio(ink(e)), e.className.baseVal ?? e.className, e.textContent.trim().slice(0, 40)])
  .filter(([found]) => found < 4.5);
"""


def opened(browser: Browser, site: Built, page: str, width: int = 1280) -> None:
    browser.size(width)
    browser.open((site.root / page).as_uri())


def test_pictures_and_links_have_the_colours_of_the_palette(browser: Browser, painted: Built) -> None:
    opened(browser, painted, "index.html")
    script = (
        COLOUR
        + """return [
      [shown(".bf h3 a", "color"), of("var(--md-typeset-a-color)")],
      [shown(".bf-picture .bf-words", "fill"), of("var(--md-typeset-color)")],
      [shown(".bf-picture circle.bf-hollow, .bf-picture circle", "stroke"), of("var(--md-typeset-color)")],
      [shown(".bf-picture .bf-hollow", "fill"), of("var(--md-default-bg-color)")]]"""
    )
    for shown, wanted in browser.run(script):
        assert shown == wanted


@pytest.mark.parametrize("page", ["index.html", "propositions/stops.html", "timeline.html", "figures.html", "who.html"])
def test_every_letter_can_be_read(browser: Browser, painted: Built, page: str) -> None:
    if not (painted.root / page).exists():
        pytest.skip("this small corpus has no such page")
    opened(browser, painted, page)
    ours = [found for found in browser.run(CONTRAST) if "md-" not in found[1]]
    links = {"", "bf-name", "bf-actor"}
    assert [found for found in ours if found[1] not in links] == []


def test_links_are_known_by_more_than_their_colour(browser: Browser, painted: Built) -> None:
    opened(browser, painted, "index.html")
    bare = browser.run(
        """return [...document.querySelectorAll(".bf a:not(.bf-permalink)")]
        .filter((a) => a.checkVisibility() && !getComputedStyle(a).textDecorationLine.includes("underline"))
        .map((a) => a.outerHTML)"""
    )
    assert bare == []


def test_a_picture_gives_way_to_its_list_on_a_phone(browser: Browser, painted: Built) -> None:
    both = """const tall = (e) => e.getBoundingClientRect().height > 0;
    const seen = (e) => e.checkVisibility({contentVisibilityAuto: true}) && tall(e);
    return [seen(document.querySelector(".bf-picture")), seen(document.querySelector(".bf-time li a"))]"""
    opened(browser, painted, "propositions/stops.html")
    assert browser.run(both) == [True, False], "the list is folded beside the picture"
    opened(browser, painted, "propositions/stops.html", width=390)
    assert browser.run(both) == [False, True]
    assert browser.run("return document.documentElement.scrollWidth") <= 390
