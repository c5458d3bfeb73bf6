"""Links with text fragments, followed by a real browser: it must show the very place. Skips without Chromium."""

from __future__ import annotations

import time
from collections.abc import Iterator
from html import escape
from pathlib import Path

import pytest

from browsing import Browser, browsing, needs_chromium
from mkdocs_briefing.exports.citations import fragment
from mkdocs_briefing.pipeline import brief
from mkdocs_briefing.publish.catalogue import Catalogue, speech

pytestmark = [pytest.mark.slow, needs_chromium]

ROOT = Path(__file__).parents[1]
PAGE = """<!doctype html><html><head><meta charset="utf-8"><style>p {{ margin: 150vh 0 }}</style></head>
<body>{paragraphs}</body></html>"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsing() as found:
        yield found


def test_a_browser_shows_the_words_of_every_quotation(browser: Browser, tmp_path: Path) -> None:
    """Every paragraph stands a screen away from the next, so that no other one is seen with it."""
    catalogue = Catalogue(brief(ROOT / "corpus"))
    followed = 0
    for id in ("nordic-ledger-lyngskar-denies-knowing", "harbour-courier-inquiry-hearing"):
        reading = catalogue.reading(id)
        lines = reading.text.split("\n")
        page = tmp_path / f"{id}.html"
        paragraphs = "".join(f'<p id="l{n}">{escape(line)}</p>' for n, line in enumerate(lines, 1) if line.strip())
        page.write_text(PAGE.format(paragraphs=paragraphs), "utf-8")
        for n in speech(reading.notes):
            spans = reading.notes.quotations[n].spans
            url = fragment(page.as_uri(), reading.text, spans)
            assert url and "#:~:text=" in url
            browser.open(url)
            assert shown(browser) == f"l{reading.line(spans[0][0])}", url
            followed += 1
    assert followed > 15


def shown(browser: Browser) -> str:
    """The paragraph on the screen, once the browser has scrolled to it."""
    for _ in range(40):
        found = browser.run(
            "return [...document.querySelectorAll('p')].filter(p => {const r = p.getBoundingClientRect();"
            "return window.scrollY > 0 && r.bottom > 0 && r.top < window.innerHeight}).map(p => p.id).join(' ')"
        )
        if found:
            return str(found)
        time.sleep(0.05)
    return ""
