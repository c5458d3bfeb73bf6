"""The words of the interface: one file a language, the same keys, and no English left on a German page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from lxml import html as lxml_html

import invented
from built_sites import Project
from mkdocs_briefing.curation.doubts import doubts
from mkdocs_briefing.link.suggestions import suggestions
from mkdocs_briefing.model import Flaw
from mkdocs_briefing.pipeline import brief
from mkdocs_briefing.publish import dates, words
from mkdocs_briefing.publish.options import Options
from mkdocs_briefing.publish.words import PLURALS, Words, phrases
from test_pages import Site

DATA = Path(words.__file__).parents[1] / "data"
LANGUAGES = sorted(p.stem.removeprefix("words-") for p in DATA.glob("words-*.yml"))
SLOT = re.compile(r"\{(\w*)\}")


def own(language: str) -> dict[str, str | dict[str, str]]:
    found: dict[str, str | dict[str, str]] = yaml.safe_load((DATA / f"words-{language}.yml").read_text("utf-8"))
    return found


def forms(phrase: str | dict[str, str]) -> dict[str, str]:
    return phrase if isinstance(phrase, dict) else {"other": phrase}


@pytest.mark.parametrize("language", [one for one in LANGUAGES if one != "en"])
def test_a_language_has_every_key_with_the_same_values_and_forms(language: str) -> None:
    english, other = own("en"), own(language)
    assert sorted(english.keys() - other.keys()) == sorted(other.keys() - english.keys()) == []
    for key, phrase in other.items():
        assert isinstance(phrase, dict) == isinstance(english[key], dict), key
        slots = set(SLOT.findall(" ".join(forms(english[key]).values())))
        assert set(SLOT.findall(" ".join(forms(phrase).values()))) == slots, key
        assert "other" in forms(phrase), key
    assert other["plural"] in PLURALS


@pytest.mark.parametrize(
    ("rule", "numbers"),
    [
        ("one-other", {0: "other", 1: "one", 2: "other", 21: "other"}),
        ("nought-one-other", {0: "one", 1: "one", 2: "other"}),
        ("one-few-other", {1: "one", 3: "few", 5: "other"}),
        ("one-few-many", {1: "one", 2: "few", 5: "many", 11: "many", 12: "many", 21: "one", 22: "few", 100: "many"}),
        ("other", {1: "other", 5: "other"}),
    ],
)
def test_plural_forms(rule: str, numbers: dict[int, str]) -> None:
    assert {n: PLURALS[rule](n) for n in numbers} == numbers


def test_dates_in_german() -> None:
    german = Words("de")
    assert dates.in_words("2022-07-12", german) == "12. Juli 2022"
    assert dates.in_words("2022-07-12", german, short=True) == "12. Juli 2022"
    assert dates.in_words("2023-01~", german, short=True) == "um Jan. 2023"
    assert dates.in_words("2022-06-21/2022-06-30", german) == "Ende Juni 2022"
    assert dates.in_words("2022-07-04/2022-07-10", german) == "4.–10. Juli 2022"


WHOLE = re.compile(r"[a-z’']+")


def sentences(language: str) -> set[str]:
    """Every phrase of two words or more between its slots, and every single word that stands alone as a phrase."""
    found = set()
    for key, phrase in own(language).items():
        if key == "plural":
            continue
        for form in forms(phrase).values():
            for part in SLOT.split(form)[::2]:
                words = " ".join(WHOLE.findall(part.lower()))
                if " " in words or part == form:
                    found.add(words)
    return found - {""}


def told(page: lxml_html.HtmlElement) -> list[str]:
    """What the page itself says: without words of the articles and of people."""
    own = " or ".join(
        f"contains(concat(' ', @class, ' '), ' {name} ')" for name in ("bf-words", "bf-p", "bf-gone", "bf-start")
    )
    for of_others in page.xpath(f"//*[{own} or self::bdi or self::code or self::blockquote or self::mark]"):
        of_others.text = None
        for child in list(of_others):
            of_others.remove(child)
    attributes = page.xpath("//@title | //@aria-label | //@placeholder | //@data-done | //@data-label")
    return [*page.itertext(), *attributes]


@pytest.mark.parametrize("preview", [False, True])
def test_a_german_interface_is_wholly_german(preview: bool) -> None:
    """Every piece of text on every page of a German build, against the whole list of English phrases."""
    english = sentences("en") - sentences("de")
    assert {"key lines", "speaker not found", "not comparable", "claims", "data quality"} <= english
    site = Site(invented.briefing(), Options(language="de", preview=preview))
    for uri in site.pages:
        pieces = (re.sub("„[^“]*“", "", piece) for piece in told(site.read(uri)))
        seen = {" ".join(WHOLE.findall(piece.lower())) for piece in pieces}
        assert not seen & english, (uri, sorted(seen & english))
    assert "Kernaussagen" in site.words("index.md") and "Widersprüche" in site.words("propositions/closes.md")
    assert {s.title for s in site.specs} >= {"Artikel", "Akteure", "Aussagen", "Datenqualität", "Zeitleiste"}


def test_german_numbers_choose_their_forms() -> None:
    german = Words("de")
    assert german("n-outlets", n=1) == "1 Medium" and german("n-outlets", n=2) == "2 Medien"
    assert german("n-corrections", n=1) == "1 Berichtigung von Menschen"


@pytest.mark.parametrize(
    ("english", "german"),
    [
        ("The file states no date.", "Die Datei nennt kein Datum."),
        (
            "The file states no date. It holds a post dated “March 3, 2031”, so it is not older than that.",
            "Die Datei nennt kein Datum. Sie enthält einen Beitrag, datiert „March 3, 2031“, ist also nicht älter.",
        ),
        (
            "About 84 % of this text also stands in “Storm; and after”: one text in two outlets, counted once.",
            "Etwa 84 % dieses Textes stehen auch in „Storm; and after“: ein Text in zwei Medien, einmal gezählt.",
        ),
        (
            "has the same quotation; names Ilse Marrow and 2 more too",
            "enthält dasselbe Zitat; nennt ebenfalls Ilse Marrow und 2 weitere",
        ),
    ],
)
def test_sentences_of_the_program_are_known_by_their_pattern(english: str, german: str) -> None:
    assert Words("de").message(english) == german
    assert Words().message(english) == english


def test_a_sentence_that_is_not_known_is_not_guessed() -> None:
    assert Words("de").message("Something quite new.") is None
    assert Words("de").message("has the same quotation; something quite new") is None
    assert Words().message("Something quite new.") == "Something quite new."


def test_words_of_an_article_are_never_translated() -> None:
    de = Words("de")
    assert de.message("not before 2024-03-01: it holds “date”") == "nicht vor 2024-03-01: der Text enthält „date“"
    assert "„updated“" in (de.message("About 40 % of this text also stands in “updated”.") or "")
    assert "„one denies“" in (
        de.message("Words were probably lost at “one denies”, where a link may have stood.") or ""
    )
    assert "a may be " * 4999 in (de.message("a may be " * 5000 + "b") or "")


def test_every_flaw_that_the_program_finds_is_said_in_german() -> None:
    """The message of each flaw as it stands in the code, with its slots filled."""
    package = DATA.parent
    sources = [package / "clean/flaws.py", package / "clean/order.py", package / "link/related.py"]
    sources += [package / "publish/reprinting.py", package / "publish/redacting.py"]
    text = "\n".join(p.read_text("utf-8") for p in sources)
    literals = re.findall(r'message=(f?"[^"]*"(?:\s*f?"[^"]*")*)', text) + re.findall(
        r'": ("Only[^"]*"|"It was[^"]*")', text
    )
    assert len(literals) > 12
    for literal in literals:
        joined = "".join(re.findall(r'"([^"]*)"', literal))
        joined = joined.replace("{runs}", "2 mis-decoded runs were")
        said = re.sub(r"\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}", "7", joined)
        if said.endswith("”"):  # goes on in one of two ways
            said += "."
        assert Words("de").message(said), said


def test_doubts_and_suggestions_of_the_preview_are_said_in_german(tmp_path: Path) -> None:
    """All that the demo gives rise to, which has every kind of trouble."""
    top = Path(__file__).parents[1]
    briefing = brief(top / "corpus", top / "curation")
    told = [d.message for d in doubts(briefing)] + [s.why for s in suggestions(briefing)]
    assert len(told) > 30
    assert [message for message in told if Words("de").message(message) is None] == []


def test_of_a_regional_language_the_general_one_is_taken_and_of_an_unknown_one_english() -> None:
    assert Words("de-AT")("claims") == "Aussagen"
    assert Words("qq")("claims") == "Claims"


def test_a_theme_brings_its_own_words(tmp_path: Path) -> None:
    folder = tmp_path / "briefing"
    folder.mkdir()
    (folder / "words-en.yml").write_text("claims: Assertions\n", "utf-8")
    (folder / "words-qq.yml").write_text(
        'articles: "Qarticles"\nn-claims: {one: "{n} qlaim", other: "{n} qlaims"}\n', "utf-8"
    )
    site = Site(invented.briefing(), Options(language="qq"), [tmp_path])
    assert site.read("articles.md").xpath("string(//h1)") == "Qarticles"
    assert site.read("claims.md").xpath("string(//h1)") == "Assertions"
    assert phrases("en")["claims"] == "Claims"


def test_a_german_site_with_one_template_of_its_own(tmp_path: Path) -> None:
    """As MkDocs builds it: the setting, and one template of the theme's ``custom_dir`` in place of ours."""
    project = Project(
        tmp_path,
        theme={"name": "material", "custom_dir": "overrides", "language": "de"},
        plugins=["search", {"briefing": {"language": "de"}}],
    )
    project.write("overrides/briefing/quality.html", "<h1>{{ title }}</h1><p>eigene: {{ view.articles }}</p>")
    site = project.build()
    assert site.page("quality").xpath("string(//article//h1)") == "Datenqualität"
    assert site.page("quality").xpath("string(//article/p)") == "eigene: 3"
    assert site.page("claims").xpath("string(//article//h1)") == "Aussagen"
    assert site.page("index.html").get("lang") == "de"


def test_flaws_on_an_article_page_are_in_its_language() -> None:
    flaw = Flaw(code="truncated", message="The text is probably cut off: its last sentence does not end.")
    assert Words("de").message(flaw.message) == "Der Text ist wohl abgeschnitten: Sein letzter Satz endet nicht."
