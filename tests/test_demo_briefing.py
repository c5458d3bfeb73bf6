"""The demo's briefing: facts that a reader of its articles would find, chosen by reading them."""

from __future__ import annotations

import html
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from mkdocs_briefing.link.assemble import article
from mkdocs_briefing.model import Article, Briefing, Spans
from mkdocs_briefing.pipeline import brief

TOP = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def demo() -> Briefing:
    return brief(TOP / "corpus", TOP / "curation")


@pytest.fixture(scope="module")
def articles(demo: Briefing) -> dict[str, Article]:
    return {entry.id: article(entry) for entry in demo.entries}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo site, built in a copy so that neither cache nor site of the checkout are touched."""
    top = tmp_path_factory.mktemp("demo")
    for name in ("corpus", "curation", "docs"):
        shutil.copytree(TOP / name, top / name)
    shutil.copy(TOP / "mkdocs.yml", top)
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"]
    done = subprocess.run(command, cwd=top, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return top / "site"


def words(of: Article, spans: Spans) -> str:
    return " … ".join(of.text[start:end] for start, end in spans)


# ------------------------------------------------------------------ who says what

SAID = [
    ("harbour-courier-2024-09-15-valley-emptied", "It was the colour of tea", "odd-lyngmo", "pronoun"),
    ("harbour-courier-2024-09-15-valley-emptied", "This is a precaution", "henrik-aune", "explicit"),
    ("harbour-courier-2024-09-15-valley-emptied", "every reading, however dull", "sivna-river-commission", "nominal"),
    ("harbour-courier-inquiry-hearing", "My client had a man on duty", "bjarte-nilsgaard", "explicit"),
    ("harbour-courier-inquiry-hearing", "a bucket, and what was in it", "anneli-aune", "explicit"),
    ("harbour-courier-workers-letter", "No reading has been altered", "henrik-aune", "explicit"),
    ("harbour-courier-workers-letter", "Whoever they are", "lena-storhaug", "pronoun"),
    ("kiruna-veckoblad-commission-assessment", "A dam that leaks less", "pekka-saivolainen", "explicit"),
    ("kiruna-veckoblad-commission-assessment", "It is unlikely that", "sivna-river-commission", "nominal"),
    ("kiruna-veckoblad-commission-assessment", "full and unannounced", "sivna-river-commission", "explicit"),
    ("kiruna-veckoblad-letter-from-the-sivna", "You wake up and you listen", "risten-jomppala", "explicit"),
    ("kiruna-veckoblad-water-down-seven-metres", "Wrong rock", "arvid-kjelstrup", "pronoun"),
    ("nordic-ledger-institute-raises-estimate", "Winter was one question", "anneli-aune", "explicit"),
    ("nordic-ledger-institute-raises-estimate", "We see no scenario", "tor-brekkan", "explicit"),
    ("sivnadal-avis-sports-hall", "I understand that you are angry", "henrik-aune", "person"),
    ("sivnadal-avis-sports-hall", "We stood in the yard", "risten-jomppala", "explicit"),
    ("transboreal-interim-report", "a map of where the words got lost", "ingrid-aasgaard", "explicit"),
    ("transboreal-sivnavatn-evacuation-figures", "That is the number that counts", "tor-brekkan", "explicit"),
]


@pytest.mark.parametrize(("where", "beginning", "actor", "certainty"), SAID)
def test_speakers(articles: dict[str, Article], where: str, beginning: str, actor: str, certainty: str) -> None:
    own = articles[where]
    (quotation,) = (q for q in own.quotations if words(own, q.spans).lstrip("– ").startswith(beginning))
    assert (quotation.actor, quotation.certainty) == (actor, certainty)
    assert quotation.use == "speech"


NOT_SAID_BY = [
    ("harbour-courier-inquiry-hearing", "Nobody wanted to be the one", "bjarte-nilsgaard"),
    ("harbour-courier-workers-letter", "Let them write", "henrik-aune"),
    ("kiruna-veckoblad-letter-from-the-sivna", "One of the two believes", "risten-jomppala"),
    ("sivnadal-avis-sports-hall", "It has been raining", "anneli-aune"),
]


@pytest.mark.parametrize(("where", "beginning", "actor"), NOT_SAID_BY)
def test_nobody_is_given_the_words_of_another(
    articles: dict[str, Article], where: str, beginning: str, actor: str
) -> None:
    own = articles[where]
    found = [q for q in own.quotations if words(own, q.spans).lstrip("– ").startswith(beginning)]
    assert found
    assert actor not in {q.actor for q in found}


def test_words_of_other_stories_and_page_furniture_are_nobodys(articles: dict[str, Article]) -> None:
    for own in articles.values():
        said = " ".join(words(own, q.spans) for q in own.quotations)
        for stray in ("Nobody will lose a job", "We have learned our lesson", "Accept", "We ran out of legs"):
            assert stray not in said


def test_two_people_of_one_surname_stay_two(demo: Briefing, articles: dict[str, Article]) -> None:
    """Where an article names both and prints only the surname, nobody is shown, and both are kept."""
    assert {actor.id for actor in demo.actors if actor.name.endswith("Aune")} == {"anneli-aune", "henrik-aune"}
    hall = articles["sivnadal-avis-sports-hall"]
    (shoe,) = (a for a in hall.attributions if "like a shoe" in words(hall, a.content))
    assert (shoe.actor, set(shoe.candidates)) == (None, {"anneli-aune", "henrik-aune"})


# ------------------------------------------------------------------ doubt, chains, copies, corrections


@pytest.mark.parametrize(
    ("where", "note"),
    [
        ("harbour-courier-2024-09-15-valley-emptied", "could not independently verify"),
        ("kiruna-veckoblad-commission-assessment", "was not able to independently verify"),
        ("nordic-ledger-lyngskar-denies-knowing", "could not confirm"),
        ("sivnadal-avis-grouting-brief", "unable to confirm"),
    ],
)
def test_verification_notes_are_kept(demo: Briefing, where: str, note: str) -> None:
    notes = {h.text for c in demo.claims if c.article == where for h in c.hedges if h.type == "not-verified"}
    assert any(note in found for found in notes), notes


@pytest.mark.parametrize(
    ("where", "claimed", "hop"),
    [
        ("harbour-courier-workers-letter", "No reading has been altered", "email"),
        ("kiruna-veckoblad-commission-assessment", "It is unlikely that", "19-page assessment"),
        ("harbour-courier-inquiry-hearing", "that the number was no higher than 17", "unsigned letter"),
    ],
)
def test_chains_are_kept(demo: Briefing, articles: dict[str, Article], where: str, claimed: str, hop: str) -> None:
    own = articles[where]
    claims = [c for c in demo.claims if c.article == where and claimed in words(own, c.content)]
    assert any(hop in h.text for c in claims for h in c.via), claims


def test_unnamed_sources_are_known_to_be_unnamed(articles: dict[str, Article]) -> None:
    for where, source in (
        ("transboreal-sivnavatn-evacuation-figures", "Two people familiar with"),
        ("sivnadal-avis-grouting-brief", "A senior manager"),
        ("harbour-courier-workers-letter", "one of the two, a technician"),
    ):
        own = articles[where]
        assert any(a.unnamed and words(own, a.source).startswith(source) for a in own.attributions)


def test_a_copy_is_said_to_be_one(articles: dict[str, Article]) -> None:
    copy = articles["lakeland-examiner-dam-owner-mayor-disagree"]
    (near,) = (r for r in copy.related if r.article == "transboreal-sivnavatn-evacuation-figures")
    assert near.kind in ("syndicated", "duplicate")
    assert near.share > 0.7


def test_a_persons_word_wins(demo: Briefing, articles: dict[str, Article]) -> None:
    hall = articles["sivnadal-avis-sports-hall"]
    (said,) = (q for q in hall.quotations if "It has been raining" in words(hall, q.spans))
    assert (said.actor, said.certainty) == ("henrik-aune", "implicit")
    assert said.corrected and said.corrected.by == "KB"
    post = articles["spillway-nine-ways"]
    (slogan,) = (q for q in post.quotations if "Calm water" in words(post, q.spans))
    assert slogan.use not in ("speech", "unclear")
    denial = next(i for i in demo.checked if i.startswith("nordic-ledger-lyngskar-denies-knowing"))
    assert demo.checked[denial].by == "KB"


def test_flaws_are_told(articles: dict[str, Article]) -> None:
    def codes(where: str) -> set[str]:
        return {flaw.code for flaw in articles[where].warnings}

    assert "no-date" in codes("sivnadal-avis-grouting-brief")
    assert "truncated" in codes("sivnadal-avis-sports-hall")
    assert "out-of-order" in codes("kiruna-veckoblad-commission-assessment")
    assert articles["kiruna-veckoblad-letter-from-the-sivna"].encoding == "cp1252"
    mended = articles["nordic-ledger-institute-raises-estimate"]
    assert mended.repairs and "â€" not in mended.text


def test_dates_of_captions_and_other_stories_are_not_the_articles(articles: dict[str, Article]) -> None:
    years = {a.metadata.date.value[:4] for a in articles.values() if a.metadata.date}
    assert years == {"2024", "2025"}


# ------------------------------------------------------------------ the pages


def page(site: Path, address: str) -> str:
    """A page's words, as a reader has them."""
    source = (site / address / "index.html").read_text("utf-8")
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", source)).split())


def test_the_home_page_answers_the_question(site: Path) -> None:
    home = page(site, "")
    for said in (
        "The story is invented",
        "Will the Sivnavatn dam hold through the spring melt?",
        "The owner denies that it was warned of erosion.",
        "confirmed by KB",
        "“a realistic possibility”",
    ):
        assert said in home


def test_what_a_person_wrote_stands_above_what_was_found(site: Path) -> None:
    aune = page(site, "actors/anneli-aune")
    assert aune.index("Two people called Aune") < aune.index("Winter was one question")


def test_an_article_page_holds_text_speakers_and_what_was_removed(site: Path) -> None:
    shown = page(site, "articles/nordic-ledger-lyngskar-denies-knowing")
    assert "We were never warned of erosion" in shown
    assert "Tor Brekkan" in shown
    assert "We value your privacy" in shown, "what was removed is listed"
    assert "drop" in shown or "removed" in shown.lower()


def test_the_print_page_holds_every_key_line(site: Path, demo: Briefing) -> None:
    paper = page(site, "print")
    for line in demo.curation.briefing.key_lines:
        assert " ".join(line.line.split()) in paper
