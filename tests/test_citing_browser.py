"""The citation of a row in a real browser: put together from its article's data, it is what Python makes of the claim.

Skips without Chromium.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from browsing import Browser, browsing, needs_chromium
from mkdocs_briefing.exports import bibtex, citations
from mkdocs_briefing.exports.material import Place
from mkdocs_briefing.exports.works import work
from mkdocs_briefing.model import Briefing, Claim
from mkdocs_briefing.pipeline import brief
from mkdocs_briefing.publish.catalogue import Catalogue, anchor
from mkdocs_briefing.publish.options import Options
from mkdocs_briefing.publish.site import Publisher
from mkdocs_briefing.publish.words import Words
from test_pages import url
from test_pages_browser import written

pytestmark = [pytest.mark.slow, needs_chromium]

FILES = {
    "tolls.txt": (
        "Bridge & {ferry} tolls: 50% off, says “keeper” <b>\n\n"
        "“Nobody has counted the lamps since the old keeper left,” said Ilva Torm, the harbour master.\n\n"
        "Torm said that the toll would rise by June.\n\n"
        "Kaspar Vinje denied that the pier had moved.\n\n"
        "“We pay twice,” said Kaspar Vinje. “We pay twice,” said Ilva Torm.\n\n"
        "The pier could sink by another metre before June.\n"
    ),
    "tolls.yml": (
        "publisher: Quay_Courier $1\ndate: 2031-03-04\nurl: https://quay.example/tolls?a=1&b=2_3\nauthor: Orla Fenn\n"
    ),
    "lamps.txt": (
        "Lamps of the pier\n\n"
        "“The lamps will burn until the winter,” said Ilva Torm, the harbour master.\n\n"
        "Torm allegedly said that the harbour might close.\n"
    ),
    "lamps.yml": "publisher: Pier Sheet\ndate: 2031-03\n",
    "part.txt": "A letter\n\n“We were never asked about the lamps,” wrote Ilva Torm, the harbour master.\n",
    "part.yml": "url: https://quay.example/letters#third\n",
}
PLACE = Place(pages={("article", id): f"https://here.example/a_{id}/" for id in ("tolls", "lamps", "part")})
"""Of what has no address of its own, the briefing's is cited."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsing() as found:
        found.size(1280)
        yield found


@pytest.fixture(scope="module")
def briefing(tmp_path_factory: pytest.TempPathFactory) -> Briefing:
    corpus = tmp_path_factory.mktemp("cited")
    for name, text in FILES.items():
        (corpus / name).write_text(text, "utf-8")
    return brief(corpus)


def site(briefing: Briefing, out: Path, language: str = "en") -> Path:
    options = Options(language=language)
    return written(out, options, Publisher(briefing, options, url, place=PLACE))


def said(catalogue: Catalogue, claim: Claim, words: Words) -> str:
    """Who said what, as far as this needs no second look at the text."""
    reading = catalogue.reading(claim.article)
    n = reading.attribution(claim)
    if n is None:
        return words("cited-article", words=claim.text.rstrip(".,;"))
    found = reading.found(n)
    who = catalogue.actors[claim.actor or ""].name
    if found.kind != "direct":
        return words("cited-report", who=who, words=claim.text.rstrip(".,;"))
    spans = [s for q in found.quotations for s in reading.notes.quotations[q].spans]
    return words("cited-quotation", who=who, words=" […] ".join(reading.text[a:b] for a, b in spans))


def expected(catalogue: Catalogue, claim: Claim, words: Words) -> list[str]:
    """The lines of its citation, by the functions that exports have."""
    cited = work(catalogue, claim.article, PLACE.claim(claim))
    reading = catalogue.reading(claim.article)
    n = reading.attribution(claim)
    direct = n is not None and reading.found(n).kind == "direct"
    spans = tuple(s for q in reading.found(n).quotations for s in reading.notes.quotations[q].spans) if direct else ()
    found = citations.passage(cited, words, claim.id, reading, spans or claim.spans, said(catalogue, claim, words))
    address = cited.url or cited.page or ""
    note = ", ".join(filter(None, (found.on_line, None if cited.url else cited.page)))
    lines = [
        ", ".join((found.said or "", citations.in_words(cited, words), found.on_line or "", address)),
        bibtex.entry(cited, words, note, None, claim.id).strip(),
    ]
    return [*lines, found.link] if found.link else lines


OPEN_ALL = "document.querySelectorAll('.bf-row .bf-cite').forEach(box => { box.open = true })"
READY = "return [...document.querySelectorAll('.bf-row .bf-cite')].every(box => box.querySelector('.bf-copy'))"
LINES = """return Object.fromEntries([...document.querySelectorAll('.bf-row')].map(row => [row.id,
    [...row.querySelectorAll('.bf-cite p')].map(p => p.firstChild.href ?? p.firstChild.textContent)]))"""


@pytest.mark.parametrize("language", ["en", "de"])
def test_a_row_is_cited_letter_for_letter_as_python_cites_it(
    browser: Browser, briefing: Briefing, tmp_path: Path, language: str
) -> None:
    folder, catalogue, words = site(briefing, tmp_path, language), Catalogue(briefing), Words(language)
    shown: dict[str, list[str]] = {}
    for page in ("claims.html", "claims/own-voice.html"):
        browser.open((folder / page).as_uri())
        browser.run(OPEN_ALL)
        browser.until(lambda: browser.run(READY))
        shown |= browser.run(LINES)
    wanted = {claim.id: expected(catalogue, claim, words) for claim in briefing.claims}
    assert shown == wanted
    kinds = {(c.voice, c.polarity == "denied", len(wanted[c.id])) for c in briefing.claims}
    assert kinds >= {("attributed", False, 3), ("attributed", True, 3), ("author", False, 3), ("attributed", False, 2)}
    twice = [lines[2] for lines in wanted.values() if "We%20pay%20twice" in lines[-1]]
    assert len(set(twice)) == 2, "words that are printed twice are told apart"
    assert browser.errors() == []


def test_a_citation_opens_and_closes_by_keyboard_and_its_lines_are_copied(
    browser: Browser, briefing: Briefing, tmp_path: Path
) -> None:
    browser.open((site(briefing, tmp_path) / "claims.html").as_uri())
    summary = browser.one(".bf-row .bf-cite summary")
    browser.run("arguments[0].focus()", summary)
    assert browser.all(".bf-cite p") == [], "nothing is loaded before somebody asks"
    browser.press("\ue007")
    button = browser.until(lambda: browser.all(".bf-cite[open] .bf-copy"))[0]
    browser.run("arguments[0].focus()", button)
    browser.press("\ue00c")
    browser.until(lambda: not browser.all(".bf-cite[open]"))
    assert browser.run("return document.activeElement === arguments[0]", summary)
    browser.press("\ue007")
    browser.until(lambda: browser.all(".bf-cite[open]"))
    copies = len(browser.all(".bf-cite[open] .bf-copy"))
    assert copies == len(browser.all(".bf-cite[open] p")) == 2 + len(browser.all(".bf-cite[open] p > a"))


def test_where_the_data_are_missing_the_link_is_followed(browser: Browser, briefing: Briefing, tmp_path: Path) -> None:
    folder = site(briefing, tmp_path)
    for file in (folder / "assets/briefing/article").iterdir():
        file.unlink()
    browser.open((folder / "claims.html").as_uri())
    row = browser.one(".bf-row").get_attribute("id")
    browser.one(".bf-row .bf-cite summary").click()
    browser.until(lambda: browser.driver.current_url.endswith(f".html#{anchor(row)}"))
    assert browser.all(".bf-article") and browser.all(f"[id='{anchor(row)}']")
    browser.errors()
