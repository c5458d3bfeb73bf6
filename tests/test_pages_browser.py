"""The pages in a real browser: what can be copied, what fits a phone, what paper shows. Skips without Chromium."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import invented
from mkdocs_briefing.publish.options import Options
from mkdocs_briefing.publish.site import ASSETS
from test_pages import Site

selenium = pytest.importorskip("selenium.webdriver")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not (shutil.which("chromium") and shutil.which("chromedriver")), reason="needs Chromium"),
]

SHELL = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>x</title>
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="{css}"></head>
<body>{page}<script src="{js}"></script></body></html>"""


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    options = selenium.ChromeOptions()
    for argument in ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"):
        options.add_argument(argument)
    options.binary_location = shutil.which("chromium") or ""
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = selenium.Chrome(options=options, service=selenium.ChromeService(shutil.which("chromedriver")))
    yield driver
    driver.quit()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every page of the small briefing as a file that a browser opens by itself."""
    out = tmp_path_factory.mktemp("pages")
    site = Site(invented.briefing(), Options(preview=True))
    css, js = (path.as_uri() for path in ASSETS.values())
    for uri, page in site.pages.items():
        file = out / uri.replace(".md", ".html")
        file.parent.mkdir(exist_ok=True)
        file.write_text(SHELL.format(css=css, js=js, page=page.html), "utf-8")
    return out


def opened(browser: object, folder: Path, uri: str, width: int = 1280) -> None:
    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    browser.get((folder / uri).as_uri())


def test_nothing_is_wider_than_a_phone_and_the_console_is_silent(browser: object, folder: Path) -> None:
    for file in sorted(folder.rglob("*.html")):
        opened(browser, folder, str(file.relative_to(folder)), width=390)
        assert browser.execute_script("return document.documentElement.scrollWidth") <= 390, file.name
        assert browser.get_log("browser") == [], file.name


def test_what_is_copied_from_the_text_is_the_source_without_line_numbers(browser: object, folder: Path) -> None:
    opened(browser, folder, "articles/strike.html")
    script = """const p = document.getElementById("line-6"); const range = document.createRange(); range.selectNode(p);
    getSelection().removeAllRanges(); getSelection().addRange(range); return getSelection().toString()"""
    assert browser.execute_script(script).strip() == invented.STRIKE.split("\n")[5]


def test_a_button_copies_its_reference_and_says_so(browser: object, folder: Path) -> None:
    opened(browser, folder, "articles/strike.html")
    button = browser.find_element("css selector", ".bf-callout .bf-copy")
    assert button.is_displayed(), "hidden only where there is no script"
    browser.execute_script("navigator.clipboard.writeText = async (words) => { window.copied = words }")
    button.click()
    selenium_wait(browser, lambda: button.text == "✓")
    assert browser.execute_script("return window.copied").startswith("Ilse Marrow: “I see no reason at all")


def test_on_paper_a_long_foot_is_whole_and_buttons_are_gone(browser: object, folder: Path) -> None:
    opened(browser, folder, "articles/strike.html")
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    shown = [b for b in browser.find_elements("css selector", ".bf-tools, .bf-copy, .bf-permalink") if b.is_displayed()]
    marks = [m for m in browser.find_elements("css selector", ".bf-head .bf-mark") if m.is_displayed()]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    assert shown == [] and marks == [], "on paper words stand for marks"


def selenium_wait(browser: object, condition: object) -> None:
    from selenium.webdriver.support.ui import WebDriverWait

    WebDriverWait(browser, 5).until(lambda _: condition())
