"""Real scrapes with a curation folder written for them: the pages come out as they were drawn.

The articles are not part of this repository. Where they lie beside it, they are read; anchors are as short as can be.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html as lxml_html

from mkdocs_briefing.model import Briefing
from mkdocs_briefing.pipeline import brief
from test_pages import Site

SEEDS = Path(__file__).parents[2] / "shared" / "seeds"
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="needs ../shared/seeds")

CURATION = {
    "briefing.yml": """\
question: Will Belarus enter the war?
scope: Five articles, March 2022 to January 2023
as_of: 2023-01-31
prepared_by: AB
edition: 1
require_reviewed: key_lines
key_lines:
  - {line: Those who put a likelihood in words call it low or unlikely., evidence: [LOW, KYIV, FORESEEABLE]}
  - {line: Kyiv's ministry warns of an invasion; Minsk denies it., evidence: [PLANNING, DENIAL]}
  - {line: A Russian attack from Belarus is another question., evidence: [POSSIBLE]}
  - {line: The officers' letter could not be verified., evidence: [LETTER]}
""",
    "actors.yml": """\
institute-for-the-study-of-war: {name: Institute for the Study of War, type: organization, aliases: [ISW]}
alexander-lukashenko: {name: Alexander Lukashenko, type: person, aliases: [Lukashenko], identity: President of Belarus}
godzimirski: {name: Jakub M. Godzimirski, type: person, aliases: [Godzimirski]}
""",
    "propositions.yml": """\
enter:
  statement: Belarusian forces enter the war
  claims:
    - {article: "001", exact: remains low, stance: remains low}
    - {article: "003", exact: extremely unlikely, stance: extremely unlikely}
    - {article: "003", exact: highly unlikely, stance: highly unlikely}
    - article: "003"
      exact: such an attack is unlikely
      stance: unlikely
      note: "only if, line 33: “the likelihood of an attack begins to increase”; condition joined by AB"
    - {article: "000", exact: is planning a separate, stance: planning}
    - {article: "000", exact: We are not going to become involved, stance: not going to become involved}
  conflicts:
    - a: {article: "000", exact: is planning a separate}
      b: {article: "000", exact: We are not going to become involved}
      confirmed_by: AB
      why: one says what the other denies
again:
  statement: Russia attacks again from Belarus
  note: Kept apart from the question before it.
  claims:
    - {article: "004", exact: We are considering a possible, stance: considering a possible}
    - {article: "004", exact: while not imminent, stance: while not imminent}
""",
}
SIDECARS = {
    "003.yml": """\
date: 2023-01~
corrections:
  - quote: Some fear that we could try
    speaker: godzimirski
    certainty: implicit
    why: follows “He also says”
    by: AB
  - {reject_quote: Europe’s last dictator, by: AB}
  - {confirm: such an attack is unlikely, by: AB, on: 2023-02-01}
""",
    "002.yml": "date: 2022-12~\n",
    "001.yml": """\
corrections:
  - quote: the likelihood of direct
    speaker: institute-for-the-study-of-war
    certainty: nominal
    by: AB
""",
    "000.yml": """\
corrections:
  - {claim: losses have been closer to, source: Pentagon, via: [the Financial Times], by: AB}
""",
}
EVIDENCE = {
    "LOW": ("001", "remains low"),
    "KYIV": ("003", "highly unlikely"),
    "FORESEEABLE": ("003", "extremely unlikely"),
    "PLANNING": ("000", "planning a separate"),
    "DENIAL": ("000", "not going to become involved"),
    "POSSIBLE": ("004", "considering a possible"),
    "LETTER": ("001", "pure suicide"),
}


@pytest.fixture(scope="module")
def briefing(tmp_path_factory: pytest.TempPathFactory) -> Briefing:
    root = tmp_path_factory.mktemp("seeds")
    corpus, curation = root / "corpus", root / "curation"
    corpus.mkdir()
    curation.mkdir()
    for seed in SEEDS.glob("*.txt"):
        (corpus / f"{seed.name[:3]}.txt").write_bytes(seed.read_bytes())
    for name, text in SIDECARS.items():
        (corpus / name).write_text(text, "utf-8")
    claims = brief(corpus).claims
    for name, text in CURATION.items():
        for key, (article, words) in EVIDENCE.items():
            found = [c for c in claims if c.article == article and words in c.text and c.voice == "attributed"]
            text = text.replace(key, min(found, key=lambda c: sum(b - a for a, b in c.content)).id)
        (curation / name).write_text(text, "utf-8")
    return brief(corpus, curation)


@pytest.fixture(scope="module")
def site(briefing: Briefing) -> Site:
    return Site(briefing)


def part(site: Site, uri: str, path: str) -> list[str]:
    """Words of each element, without what opens and copies."""
    tree = site.read(uri)
    for fold in tree.xpath("//details[not(contains(@class, 'bf-fold')) and not(contains(@class, 'bf-as-list'))]"):
        fold.getparent().remove(fold)
    return [" ".join(lxml_html.tostring(e, encoding="unicode", method="text").split()) for e in tree.xpath(path)]


def test_every_anchor_finds_its_words(briefing: Briefing) -> None:
    assert {p.code for p in briefing.problems} == {"evidence-unread"}


def test_likelihood_over_time_in_the_sources_own_words(site: Site) -> None:
    moments = part(site, "propositions/enter.md", "//ol[@class='bf-time']/li")
    assert [m.split("“")[0].strip() for m in moments[:3]] == [
        "12 Jul 2022 r",
        "c. Dec 2022 (no such date is printed)",
        "c. Jan 2023 r ✎ (no such date is printed)",
    ]
    told = [("remains low", "Institute for the Study of War"), ("extremely unlikely", "Institute for the Study of War")]
    for moment, (words, who) in zip(moments, told, strict=False):
        assert f"“{words}” {who}" in moment
    assert "“highly unlikely” multiple sources" in moments[2] and "“unlikely” Arne Bård Dalhaug" in moments[2]
    assert "not before “March 20, 2022”" in moments[3] and "“planning”" in moments[3]
    dots = site.read("propositions/enter.md").xpath("//*[local-name()='circle']")
    assert [d.get("class") for d in dots] == [None, "bf-hollow", "bf-hollow", "bf-hollow"]


def test_rows_with_conditions_and_what_depends_on_whom(site: Site) -> None:
    rows = part(site, "propositions/enter.md", "//li[@class='bf-row']")
    assert len(rows) == 6 and "only if, line 33" in rows[3] and "checked by AB" in rows[3]
    assert "→ the Epoch Times → Headline USA" in rows[4]
    assert "⊘ denies" in rows[5] and "→ Reuters → Headline USA" in rows[5]
    words = site.words("propositions/enter.md")
    assert "Rows 1 and 2 are one speaker, Institute for the Study of War." in words
    assert "Row 3 is known only through the speaker of row 4." in words
    assert "the text holds “March 20, 2022”, so it is not older than that" in words
    sides = part(site, "propositions/enter.md", "//*[@class='bf-sides']/p")
    assert sides[0].startswith("“planning”") and sides[1].startswith("“not going to become involved”")
    assert "✎ confirmed by AB: one says what the other denies" in words
    assert "Agreement: none recorded (not the same as: none exists)." in words


def test_two_questions_stay_two(site: Site) -> None:
    words = site.words("propositions/again.md")
    assert "Kept apart from the question before it." in words
    assert "Conflict: none recorded (not the same as: none exists)." in words
    assert "→ Sky News → Atlas News" in words


def test_three_figures_and_why_they_are_not_comparable(site: Site) -> None:
    rows = part(site, "figures.md", "//table/tbody/tr")
    assert len(rows) == 3
    for row, words in zip(
        rows,
        (
            "“2,500” “Russian dead” “through one regional hospital” One local Belarus medical official (unnamed) → the",
            "“14,000” “Russian dead” “so far” the Ukraine military → the Daily Mail",
            "“closer to 6,000” “Russian losses” “so far” Pentagon → the Financial Times",
        ),
        strict=True,
    ):
        assert words in row
    words = site.words("figures.md")
    assert "Not comparable. How far the count reaches is not the same as printed: row 1 “through one regional" in words
    assert "rows 1 and 2 “Russian dead”; row 3 “Russian losses”" in words
    assert not site.read("figures.md").xpath("//*[local-name()='svg']"), "nobody has set them side by side"


CALLOUTS = [
    (
        "000",
        "Lukashenko was quoted",
        ("bf-solid", "● named", "⊘ denies", "Through Reuters → Headline USA", "“…” is in the source"),
    ),
    ("003", "Some fear that", ("bf-dashed", "✎ set by AB", "Godzimirski", "The machine had: speaker not found.")),
    (
        "003",
        "One could be that",
        ("bf-solid", "Arne Bård Dalhaug", "“(eastern Ukraine, journ.amn.)” stands in brackets"),
    ),
    ("004", "“Definitely", ("bf-dashed", "◐ as “he”", "Andrii Kovalchuk", "When asked if", "Sky News → Atlas News")),
    ("000", "AFU General Staff", ("Post in the text", "NEXTA", "→ NEXTA → Headline USA", "“March 20, 2022”")),
]


@pytest.mark.parametrize(("article", "words", "expected"), CALLOUTS)
def test_the_five_callouts(site: Site, article: str, words: str, expected: tuple[str, ...]) -> None:
    figures = site.read(f"articles/{article}.md").xpath("//figure[contains(@class, 'bf-callout')]")
    (callout,) = [f for f in figures if words in f.text_content()]
    told = f"{callout.get('class')} {' '.join(callout.text_content().split())}"
    assert [e for e in expected if e not in told] == []


def test_a_scrap_keeps_its_chain_its_hedge_and_its_verification_note(site: Site) -> None:
    scraps = part(site, "articles/001.md", "//p[contains(@class, 'bf-scrap-line')]")
    (letter,) = [s for s in scraps if "senior officers" in s]
    assert "◐ as “senior officers”" in letter and "→ the Express → Newsweek" in letter
    assert "Hedged “allegedly”" in letter and "Not verified “was not able to independently verify”" in letter


def test_home_answers_in_a_persons_words_and_says_what_nobody_has_read(site: Site) -> None:
    headings = part(site, "index.md", "//h2")
    assert headings == [
        "Key lines",
        "How it was put, over time",
        "Where sources conflict",
        "Figures in dispute",
        "Who speaks",
        "Articles",
        "Limits",
    ]
    words = site.words("index.md")
    assert "Prepared by AB · information to 31 January 2023 · edition 1" in words
    lines = part(site, "index.md", "//ol[@class='bf-key']/li/p")
    assert all(line.endswith("[rests on what no person has checked]") for line in lines), "nobody confirmed any of it"
    assert "Russian dead, Russian losses: “2,500” · “14,000” · “closer to 6,000” Not comparable." in words
