"""Citing: references that can be pasted, links that find the very words, and addresses that stay."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from urllib.parse import unquote

import bibtexparser
import pytest

import invented
from built_sites import Project
from mkdocs_briefing.curation.redaction import BLOCK
from mkdocs_briefing.exports import citations
from mkdocs_briefing.exports.citations import fragment
from mkdocs_briefing.exports.works import work
from mkdocs_briefing.model import Spans
from mkdocs_briefing.pipeline import brief
from mkdocs_briefing.publish.catalogue import Catalogue, speech
from mkdocs_briefing.publish.standoff import WITHHELD
from mkdocs_briefing.publish.words import Words

URL = "https://courier.example/port"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue(invented.briefing())


# ------------------------------------------------------------------ references


def test_an_article_is_cited_in_words_bibtex_and_csl(catalogue: Catalogue) -> None:
    found = citations.article(work(catalogue, "strike"), Words())
    assert found.text == (
        "“Harbour board doubts that the port will close”, The Ostrhaven Courier, 4 March 2031, https://courier.example/port"
    )
    (entry,) = bibtexparser.parse_string(found.bibtex).entries
    assert (entry.key, entry["year"], entry["month"], entry["url"]) == ("strike", "2031", "mar", URL)
    assert found.csl["issued"] == {"date-parts": [[2031, 3, 4]]}
    assert found.csl["type"] == "article-newspaper"
    json.dumps(found.csl)


def test_what_is_not_known_is_said(catalogue: Catalogue) -> None:
    found = citations.article(work(catalogue, "note", "https://here.example/note/"), Words())
    assert found.text == "Untitled: note.txt, [outlet not stated], undated, https://here.example/note/"
    assert found.csl["type"] == "document"
    assert "issued" not in found.csl and "author" not in found.csl
    assert "@misc{note," in found.bibtex and "year" not in found.bibtex


def test_a_passage_carries_who_said_what_and_a_link_to_the_words(catalogue: Catalogue) -> None:
    claim = catalogue.briefing.claims[1]
    reading = catalogue.reading(claim.article)
    page = f"https://here.example/strike/#{claim.id}"
    found = citations.passage(
        work(catalogue, "strike", page), Words(), claim.id, reading, claim.content, "Ilse Marrow: “I see no reason …”"
    )
    assert found.text.startswith("Ilse Marrow: “I see no reason …”, “Harbour board doubts")
    assert found.text.endswith(f"line 4, {found.link}")
    assert found.link == f"{URL}#:~:text=I%20see%20no%20reason%20at,stand%20still%20this%20spring%2C"
    (entry,) = bibtexparser.parse_string(found.bibtex).entries
    assert entry.key == claim.id == found.csl["id"]
    assert entry["note"] == found.csl["note"] == "Ilse Marrow: “I see no reason …”, line 4"
    assert found.csl["custom"]["page"] == page


# ------------------------------------------------------------------ text fragments


def directive(url: str | None) -> list[str]:
    assert url
    return [unquote(part) for part in url.partition("#:~:text=")[2].split(",")]


def find(text: str, found: list[str]) -> tuple[int, int]:
    """Where a browser finds what a directive names: prefix, start, end and suffix, one after another."""
    parts = list(found)
    before = parts.pop(0).removesuffix("-") if parts[0].endswith("-") else ""
    after = parts.pop().removeprefix("-") if parts[-1].startswith("-") else ""
    start, *end = map(_loosely, parts)
    pattern = (_loosely(before) + r"\s*" if before else "") + "(" + ".*?".join([start, *end]) + ")"
    pattern += r"\s*" + _loosely(after) if after else ""
    match = re.search(pattern, text, re.DOTALL)
    assert match, (pattern, text)
    return match.span(1)


def _loosely(words: str) -> str:
    return r"\s+".join(map(re.escape, words.split()))


@pytest.mark.parametrize(
    ("text", "words", "nth"),
    [
        ("“No,” said Ann. “No,” said Bo.", "No", 1),
        ("He left. “We go home,” she said. “We go home,” he said.", "We go home", 1),
        ("One two three four five six seven eight nine ten.", "two three four five six seven eight nine ten", 0),
        ("A b c d e f g h i j. Then again A b c d e x y z h i j.", "A b c d e x y z h i j", 0),
        ("Well-known, he said; 50% & more, #1-2.", "Well-known, he said; 50% & more", 0),
        ("First line of it\nsecond line of it\nthird line of it", "line of it\nsecond line of it\nthird line", 0),
        ("Short\nlines", "Short\nlines", 0),
        ("“We go home by the same way as we came”\n“We go home by the same way as we came,” she said.",
         "We go home by the same way as we came,", 0),
        ("same same same same same same same", "same", 3),
    ],
)  # fmt: skip
def test_a_fragment_finds_the_very_words(text: str, words: str, nth: int) -> None:
    start = [m.start() for m in re.finditer(re.escape(words), text)][nth]
    url = fragment("https://e.example/", text, ((start, start + len(words)),))
    assert url and not re.search(r"[\s\"<>]", url)
    if text.startswith("same"):
        return  # nothing around tells them apart
    assert find(text, directive(url)) == (start, start + len(words))


def test_signs_that_mean_something_in_a_fragment_are_encoded() -> None:
    text = "x-y, 50% & more #1"
    assert fragment("https://e.example/", text, ((0, len(text)),)) == (
        "https://e.example/#:~:text=x%2Dy%2C%2050%25%20%26%20more%20%231"
    )


@pytest.mark.parametrize(
    ("url", "text", "spans"),
    [
        (None, "a b", ((0, 3),)),
        ("https://e.example/#part", "a b", ((0, 3),)),
        ("https://e.example/", "a b", ()),
        ("https://e.example/", "   ", ((0, 3),)),
        ("https://e.example/", f"a {WITHHELD}{WITHHELD} b", ((0, 6),)),
        ("https://e.example/", f"a {BLOCK}{BLOCK} b", ((0, 6),)),
    ],
)
def test_no_fragment_where_none_can_find_the_words(url: str | None, text: str, spans: Spans) -> None:
    assert fragment(url, text, spans) == url


def test_what_is_not_reprinted_stands_in_no_fragment() -> None:
    text = f"{WITHHELD * 6} “No.” {BLOCK * 4} “No.” and so on"
    found = fragment("https://e.example/", text, ((8, 11),))
    assert found and WITHHELD not in unquote(found) and BLOCK not in unquote(found)


def test_a_long_text_is_not_searched_for_every_claim() -> None:
    text = "word other " * 100_000
    assert directive(fragment("https://e.example/", text, ((11, 15),))) == ["word other-", "word", "-other word other"]


# ------------------------------------------------------------------ permalinks

PARAGRAPHS = [
    "The night ferry to Orvik stops in May, the harbour master said on Tuesday.",
    "“We have lost money on every crossing since winter,” said Berit Solvang, who has run the harbour for years.",
    "Councillor Anselm Dreyer denied that the council had been asked.",
    "“Nobody will be left without a way home,” said Berit Solvang.",
    "Some 140 passengers a night were affected, said Idris Halm of the Ferry Union.",
]
PAGE = (
    "<!doctype html><html lang=en><head><title>Ferry line to Orvik will close | {site}</title></head><body>{above}"
    "<article><h1>Ferry line to Orvik will close</h1>{text}</article>{below}</body></html>"
)


def page(paragraphs: list[str], site: str = "The Orvik Ledger", above: str = "", below: str = "") -> str:
    return PAGE.format(site=site, above=above, below=below, text="".join(f"<p>{p}</p>" for p in paragraphs))


def addresses(root: Path, files: dict[str, str]) -> dict[str, set[str]]:
    """Article id to the ids of its quotations and claims, by their words."""
    project = Project(root, {f"corpus/{name}": text for name, text in files.items()})
    found = brief(project.root / "corpus")
    ids: dict[str, set[str]] = {}
    for entry in found.entries:
        notes = entry.analysis.annotations
        ids[entry.id] = {f"{notes.quotations[n].key} {_words(entry.analysis.text, notes.quotations[n].spans)}"
                         for n in speech(notes)}  # fmt: skip
    for claim in found.claims:
        ids[claim.article].add(f"{claim.id} {claim.text}")
    return ids


def _words(text: str, spans: Spans) -> str:
    return " ".join(text[a:b] for a, b in spans)


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    found = addresses(tmp_path_factory.mktemp("before"), {"ferry.html": page(PARAGRAPHS)})["ferry"]
    assert len(found) >= 6
    return found


def test_addresses_survive_another_order_of_paragraphs(tmp_path: Path, before: set[str]) -> None:
    for seed in range(4):
        mixed = random.Random(seed).sample(PARAGRAPHS, len(PARAGRAPHS))
        assert addresses(tmp_path / str(seed), {"ferry.html": page(mixed)})["ferry"] == before


def test_addresses_survive_another_scrape(tmp_path: Path, before: set[str]) -> None:
    """Other navigation, a banner, other stories below, a new name of the site, windows' line ends, other markup."""
    chrome = {
        "above": "<nav><a href=/>Home</a><a href=/s>Sport</a></nav><div class=cookie-banner>We use cookies.</div>",
        "below": "<aside class=related><h2>Read also</h2><a href=/x>Tides</a></aside><footer>Contact</footer>",
    }
    scraped = page(PARAGRAPHS, site="Orvik Ledger Online", **chrome).replace("<p>", '\r\n<p class="story">')
    assert addresses(tmp_path, {"ferry.html": scraped})["ferry"] == before


def test_addresses_survive_new_paragraphs_and_lost_ones(tmp_path: Path, before: set[str]) -> None:
    longer = [*PARAGRAPHS[:2], "“It will be a long winter,” said Tilda Roke.", *PARAGRAPHS[2:]]
    assert before < addresses(tmp_path / "a", {"ferry.html": page(longer)})["ferry"]
    assert addresses(tmp_path / "b", {"ferry.html": page(PARAGRAPHS[:-1])})["ferry"] < before


def test_addresses_survive_articles_that_come_and_go(tmp_path: Path, before: set[str]) -> None:
    others = {
        "a-first.txt": "First\n\nBerit Solvang said that Solvang Shipping would buy a ferry.\n",
        "ledger/copy.html": page(PARAGRAPHS, site="The Bay Wire"),
        "z-last.txt": "Last\n\n“We have lost money on every crossing since winter,” said Anselm Dreyer.\n",
    }
    assert addresses(tmp_path, {"ferry.html": page(PARAGRAPHS), **others})["ferry"] == before
