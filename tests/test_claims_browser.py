"""What a reader does with claims in a real browser: filter, sort, link, cite, look ahead. Skips without Chromium."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html as lxml_html

import many_claims
from browsing import Browser, browsing, needs_chromium, served
from built_sites import ARTICLES, Project
from mkdocs_briefing.publish.options import Options
from mkdocs_briefing.publish.site import ASSETS, Publisher
from test_pages import url

pytestmark = [pytest.mark.slow, needs_chromium]

MORE = {
    "harbour/letter.txt": (
        "Letter of the <b>pilots</b>\n\n"
        "16 March 2024\n\n"
        "In a letter that the paper was not able to verify, two pilots allegedly wrote that “the pier is not safe in "
        "any wind that we know of.”\n\n"
        "Berit Solvang denied that the pier had moved.\n\n"
        "The pier could sink by another metre before June.\n"
    ),
    "note.txt": "A note\n\n“Somebody moved the buoy in the night,” said Kaspar Vinje.\n",
}
PROPOSITIONS = """\
ferry-stops:
  statement: The night ferry stops in May
  claims:
    - {article: harbour-ferry, exact: "The night ferry to Orvik stops in May", stance: "stops in May"}
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsing() as found:
        found.size(1280)
        yield found


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of two pages of claims, as MkDocs builds it with Material, directory URLs and its offline search."""
    project = Project(
        tmp_path_factory.mktemp("claims") / "project",
        {f"corpus/{p}": t for p, t in (ARTICLES | MORE).items()} | {"curation/propositions.yml": PROPOSITIONS},
        plugins=["search", {"briefing": {"page_size": 6}}],
        site_url="https://orvik.example/briefing/",
    )
    return project.build(strict=False).root


@pytest.fixture(scope="module")
def host(site: Path) -> Iterator[str]:
    """The site in a subfolder of its host."""
    with served(site, "/briefing/") as address:
        yield address


def claims_of(site: Path) -> list[lxml_html.HtmlElement]:
    """Every row that the server's pages hold, in order."""
    pages = [site / "claims/index.html", *sorted((site / "claims").glob("page-*/index.html"))]
    return [r for p in pages for r in lxml_html.fromstring(p.read_text("utf-8")).xpath("//li[@class='bf-row']")]


def words(row: lxml_html.HtmlElement) -> str:
    return " ".join(row.text_content().split())


def filtered(browser: Browser, address: str) -> list[str]:
    """The ids that the filter of an address lets through, once it has answered."""
    browser.open(address)
    browser.until(lambda: browser.text(".bf-found"))
    return [row.get_attribute("id") for row in browser.all(".bf-results .bf-row")]


def test_every_filter_lets_through_what_it_says(browser: Browser, host: str, site: Path) -> None:
    rows = {row.get("id"): row for row in claims_of(site)}
    said = {id: row.xpath("string(.//p[@class='bf-by'])") for id, row in rows.items()}
    claims = f"{host}claims/"

    def by(words: str) -> set[str]:
        return {id for id, who in said.items() if words in who}

    assert len(rows) > 6 and len(by("Berit Solvang")) >= 3
    assert set(filtered(browser, f"{claims}#speaker=Berit+Solvang")) == by("Berit Solvang")
    assert browser.text(".bf-found") == f"{len(by('Berit Solvang'))} of {len(rows)} claims"
    ledger = {id for id, row in rows.items() if "The Orvik Ledger" in words(row.xpath(".//p[@class='bf-from']")[-1])}
    assert ledger and set(filtered(browser, f"{claims}#outlet=The+Orvik+Ledger")) == ledger
    assert set(filtered(browser, f"{claims}#article=ledger-ferry-again")) == ledger
    assert set(filtered(browser, f"{claims}#article=council+was+told")) == ledger, "a part of the title, any case"
    hedged = {id for id, row in rows.items() if "allegedly" in " ".join(row.xpath(".//strong/text()"))}
    assert hedged and set(filtered(browser, f"{claims}#hedge=allegedly")) == hedged
    assert set(filtered(browser, f"{claims}#unverified=1")) == hedged, "the letter alone could not be verified"
    assert set(filtered(browser, f"{claims}#certainty=explicit")) == by("● named")
    assert set(filtered(browser, f"{claims}#certainty=doubtful")) == set(rows) - by("● named") - by("✎")
    (under,) = filtered(browser, f"{claims}#proposition=ferry-stops")
    assert "stops in May" in words(rows[under])
    assert set(filtered(browser, f"{claims}#proposition=-")) == set(rows) - {under}
    assert set(filtered(browser, f"{claims}#from=2024-03-14&to=2024-03-14&outlet=The+Orvik+Ledger")) == ledger
    assert filtered(browser, f"{claims}#speaker=Berit+Solvang&outlet=The+Orvik+Ledger") == [
        id for id in rows if id in ledger & by("Berit Solvang")
    ]
    assert browser.errors() == []
    assert browser.hosts() == {host.removesuffix("/briefing/")}


def test_a_row_that_the_script_shows_is_the_servers_row(browser: Browser, host: str) -> None:
    """Also on another page than its own: the same elements, and links that lead to the same places."""
    shape = "return [...document.querySelectorAll(arguments[0])].map(row => { for (const a of row.querySelectorAll("
    shape += "'a[href]')) a.href = a.href.split('#')[0] === location.href.split('#')[0] ? '#' + a.hash : a.href;"
    shape += "return row.outerHTML.replaceAll('hidden=\"\"', '') })"
    own: list[str] = []
    for page in ("claims/", "claims/page-2/"):
        browser.open(host + page)
        own += browser.run(shape, ".bf-listed .bf-row")
    for page in ("claims/", "claims/page-2/"):
        browser.open(f"{host}{page}#sort=reported")
        browser.until(lambda: browser.text(".bf-found"))
        shown = browser.run(shape, ".bf-results .bf-row")
        permalink = re.compile(r'href="[^"]*#([\w-]+)" aria-label')
        assert sorted(permalink.sub(r"\1", row) for row in shown) == sorted(permalink.sub(r"\1", row) for row in own)


def test_sorting_puts_what_is_unknown_last(browser: Browser, host: str) -> None:
    filtered(browser, f"{host}claims/#sort=speaker")
    speakers = [" ".join(e.text.split()) for e in browser.all(".bf-results .bf-by .bf-name")]
    known = [s for s in speakers if s != "Speaker not found"]
    assert known == sorted(known, key=str.casefold) and speakers[: len(known)] == known
    filtered(browser, f"{host}claims/#sort=reported-newest")
    dates = [e.text.split(" r")[0] for e in browser.all(".bf-results .bf-date")]
    assert [d for d in dates if d != "undated"] == [d for d in dates if d != "undated"][: len(dates)]
    days = [int(d.split()[0]) for d in dates if d != "undated" and "Mar 2024" in d]
    assert days[0] == 16 and dates[len(dates) - dates.count("undated") :] == ["undated"] * dates.count("undated")


def test_what_articles_assert_themselves_is_shown_only_where_it_is_asked_for(browser: Browser, host: str) -> None:
    whole = len(filtered(browser, f"{host}claims/#sort=said"))
    browser.one("[name=voice]").click()
    browser.until(lambda: len(browser.all(".bf-results .bf-row")) > whole)
    assert "could sink by another metre" in browser.text(".bf-results")
    assert "voice=1" in browser.driver.current_url


def test_nothing_found_is_said_and_clear_brings_everything_back(browser: Browser, host: str) -> None:
    browser.open(f"{host}claims/")
    before = browser.text(".bf-listed")
    assert browser.text(".bf-found") == "" and browser.one(".bf-found").get_attribute("role") == "status"
    browser.one("[name=speaker]").send_keys("nobody of this name")
    browser.until(lambda: browser.text(".bf-found") == "No claim matches.")
    assert browser.all(".bf-row") == [] and "?speaker=nobody" in browser.driver.current_url
    browser.one(".bf-clear").click()
    browser.until(lambda: browser.text(".bf-listed") == before)
    assert browser.text(".bf-found") == "" and "speaker" not in browser.driver.current_url
    assert browser.run("return document.activeElement.name") == "speaker"


def test_paper_says_what_was_chosen(browser: Browser, host: str) -> None:
    """A part of the claims must not pass for the whole."""
    filtered(browser, f"{host}claims/#speaker=Berit+Solvang&outlet=The+Orvik+Ledger&sort=speaker")
    assert not browser.one(".bf-chosen").is_displayed()
    browser.media("print")
    told = browser.text(".bf-chosen")
    browser.media()
    assert "claims · Speaker: Berit Solvang · Outlet: The Orvik Ledger · Order: speaker" in told


def test_a_date_leaves_undated_claims_out_and_says_so(browser: Browser, host: str, site: Path) -> None:
    undated = [row for row in claims_of(site) if "undated" in words(row.xpath(".//*[@class='bf-when']")[0])]
    found = filtered(browser, f"{host}claims/#from=1990-01-01")
    assert undated and len(found) == len(claims_of(site)) - len(undated)
    assert f"{len(undated)} undated left out" in browser.text(".bf-found")


def test_by_keyboard_alone(browser: Browser, host: str) -> None:
    browser.open(f"{host}claims/")
    browser.run("[...document.querySelectorAll('.bf-meta a')].at(-1).focus()")
    seen = []
    for _ in range(14):
        browser.press("\ue004")
        seen.append(browser.run("const e = document.activeElement; return e.name || e.className || e.tagName"))
        if seen[-1] == "bf-clear":
            break
    # a date has a stop for each of its parts
    order = list(dict.fromkeys(seen))
    assert order[:4] == ["speaker", "outlet", "proposition", "article"]
    browser.run("document.querySelector('[name=speaker]').focus()")
    browser.press("Anselm Dreyer")
    browser.until(lambda: "claims" in browser.text(".bf-found"))
    found = len(browser.all(".bf-results .bf-row"))
    assert found and {e.text for e in browser.all(".bf-results .bf-by .bf-name")} == {"Anselm Dreyer"}
    browser.run("document.querySelector('.bf-clear').focus()")
    browser.press("\ue007")
    browser.until(lambda: not browser.all(".bf-results"))


def test_what_is_chosen_stands_in_the_address_and_comes_back_with_it(
    browser: Browser, tmp_path: Path, site: Path
) -> None:
    """Also where Material swaps pages in place, and writes headings into the address while one scrolls."""
    theme = {"name": "material", "features": ["navigation.instant", "navigation.tracking"]}
    files = {f"corpus/{p}": t for p, t in (ARTICLES | MORE).items()}
    project = Project(tmp_path / "project", files, theme=theme, site_url="https://orvik.example/", plugins=["briefing"])
    root = project.build(strict=False).root
    with served(root) as address:
        sitemap = root / "sitemap.xml"
        sitemap.write_text(sitemap.read_text("utf-8").replace("https://orvik.example/", address), "utf-8")
        browser.open(address)
        browser.run("window.same = true")
        browser.one(".md-nav a[href$='claims/']").click()
        browser.until(lambda: browser.all(".bf-filter"))
        browser.until(lambda: browser.one(".bf-filter").is_displayed())
        browser.one("[name=speaker]").send_keys("Berit Solvang")
        found = browser.until(lambda: browser.text(".bf-found"))
        for height in (500, 0):
            browser.run("scrollTo(0, arguments[0])", height)
            browser.run("return new Promise(done => setTimeout(done, 300))")
        assert "?speaker=Berit+Solvang" in browser.driver.current_url
        browser.one(".bf-results a.bf-name").click()
        browser.until(lambda: browser.text("h1") == "Berit Solvang")
        assert browser.driver.current_url == f"{address}actors/berit-solvang/"
        browser.driver.back()
        browser.until(lambda: browser.text(".bf-found") == found)
        assert browser.one("[name=speaker]").get_attribute("value") == "Berit Solvang"
        assert browser.run("return window.same") and browser.errors() == []


def test_a_claim_that_moved_to_another_page_is_found_by_its_old_address(
    browser: Browser, host: str, site: Path
) -> None:
    last = claims_of(site)[-1].get("id")
    browser.open(f"{host}claims/#{last}")
    browser.until(lambda: browser.driver.current_url.endswith(f"claims/page-2/#{last}"))
    assert browser.one(f"[id='{last}']").is_displayed()


def test_without_a_script_the_list_is_whole_and_no_control_is_dead(browser: Browser, host: str) -> None:
    browser.command("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        browser.open(f"{host}claims/#speaker=nobody")
        assert len(browser.all(".bf-row")) == 6
        controls = [e for e in browser.all(".bf input, .bf select, .bf button") if e.is_displayed()]
        assert controls == []
        browser.one(".bf-row .bf-cite").click()
        claim = browser.one(".bf-text :target, .bf-text :has(:target)")
        assert claim.is_displayed(), "the words in their article, and how they are cited beside them"
        browser.open(browser.driver.current_url.partition("#")[0])
        browser.one(".bf-article > header .bf-cite summary").click()
        cited = browser.one(".bf-article > header .bf-cite p")
        assert cited.is_displayed() and "2024" in cited.text
    finally:
        browser.command("Emulation.setScriptExecutionDisabled", {"value": False})


@pytest.mark.parametrize(("theme", "directories"), [("material", True), ("material", False), ("mkdocs", False)])
def test_from_a_file_share_filters_and_previews_work_too(
    browser: Browser, tmp_path: Path, theme: str, directories: bool
) -> None:
    project = Project(
        tmp_path / "project",
        {f"corpus/{p}": t for p, t in (ARTICLES | MORE).items()},
        theme=theme,
        plugins=[{"briefing": {"page_size": 6}}],  # the themes' own search wants a server
        use_directory_urls=directories,
    )
    root = project.build(strict=False).root
    start = root / ("claims/index.html" if directories else "claims.html")
    browser.errors()
    filtered(browser, f"{start.as_uri()}#speaker=Berit+Solvang")
    assert {e.text for e in browser.all(".bf-results .bf-by .bf-name")} == {"Berit Solvang"}
    name = browser.one(".bf-results a.bf-name")
    browser.point(name)
    browser.until(lambda: browser.text(".bf-preview"))
    assert browser.text(".bf-preview-who") == "Berit Solvang"
    browser.one(".bf-results .bf-cite summary").click()
    browser.until(lambda: "Berit Solvang: “" in browser.text(".bf-results .bf-cite[open] p"))
    if not directories:  # from a file share, a link to a folder shows the folder
        name.click()
        browser.until(lambda: "Berit Solvang" in browser.text("h1"))
    assert [e for e in browser.errors() if "bootstrap" not in e] == [], "but for a search that the theme misses"


def test_five_thousand_claims_answer_in_time(browser: Browser, tmp_path: Path) -> None:
    """Bound: 200 ms on the machine that builds; three times that wherever tests run."""
    publisher = Publisher(many_claims.briefing(250, 20), Options(), url)
    out = tmp_path / "site"
    for uri, path in ASSETS.items():
        (out / uri).parent.mkdir(parents=True, exist_ok=True)
        (out / uri).write_bytes(path.read_bytes())
    for spec in publisher.pages:
        if spec.kind != "claims":
            continue
        page = publisher.render(spec)
        assert len(page.html.encode()) < 250_000, "300 kB with the theme around it"
        file = out / spec.uri.replace(".md", ".html")
        file.parent.mkdir(parents=True, exist_ok=True)
        root = "../" * spec.uri.count("/")
        scripts = "".join(f'<script src="{root}{uri}"></script>' for uri in ASSETS if uri.endswith(".js"))
        file.write_text(f"<!doctype html><html lang=en><meta charset=utf-8><main>{page.html}</main>{scripts}", "utf-8")
        for uri, data in page.files:
            (out / uri).parent.mkdir(parents=True, exist_ok=True)
            (out / uri).write_bytes(data)
    with served(out) as address:
        browser.open(f"{address}claims.html")
        browser.one("[name=speaker]").click()
        browser.until(lambda: browser.all("#bf-speakers option"))
        measure = """const [name, value, done] = arguments; const field = document.forms[0].elements[name];
            const start = performance.now(); const found = document.querySelector(".bf-found"); found.textContent = "";
            new MutationObserver((_, observer) => { observer.disconnect();
              requestAnimationFrame(() => setTimeout(() => done(performance.now() - start))) })
              .observe(found, {childList: true, characterData: true, subtree: true});
            field.value = value; field.dispatchEvent(new Event("change", {bubbles: true}))"""
        took = {}
        for name, value in (
            ("speaker", "Oda Brekke"),
            ("outlet", "Nordbote"),
            ("hedge", "allegedly"),
            ("sort", "speaker"),
            ("from", "2025-06-01"),
            ("speaker", "crane"),
        ):
            took[name, value] = browser.driver.execute_async_script(measure, name, value)
            time.sleep(0.05)
        assert max(took.values()) < 600, took
        assert browser.text(".bf-found") == "No claim matches."
        browser.one(".bf-clear").click()
        browser.until(lambda: not browser.text(".bf-found"))
        filtered(browser, f"{address}claims.html#sort=speaker")
        assert len(browser.all(".bf-results .bf-row")) == 100
        browser.one(".bf-more").send_keys("\ue007")
        browser.until(lambda: len(browser.all(".bf-results .bf-row")) == 200)
        assert browser.run("return document.activeElement === document.querySelectorAll('.bf-row')[100]")
        print({k: round(v) for k, v in took.items()})
