"""JSON-LD in the heads of pages, read by a JSON-LD processor."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from pyld import jsonld

import invented
from built_sites import Project
from mkdocs_briefing.exports import linked_data
from mkdocs_briefing.model import Verdict
from mkdocs_briefing.publish import head
from mkdocs_briefing.publish.catalogue import Catalogue
from mkdocs_briefing.publish.words import Words

SCHEMA = "https://schema.org/"
URL = "https://orvik.example/"


def loader(url: str, options: object) -> dict[str, Any]:
    """The context of schema.org as far as it concerns these names: all of them are its own."""
    assert url == "https://schema.org"
    return {"contextUrl": None, "documentUrl": url, "document": {"@context": {"@vocab": SCHEMA}}}


def nodes(written: str, base: str) -> dict[str, list[dict[str, Any]]]:
    """Type to the nodes of it, expanded."""
    found: dict[str, list[dict[str, Any]]] = {}
    expanded = jsonld.flatten(json.loads(written), options={"documentLoader": loader, "base": base})
    assert jsonld.to_rdf(expanded)
    for node in expanded:
        for type in node.get("@type", ()):
            found.setdefault(type.removeprefix(SCHEMA), []).append(node)
    return found


def value(node: dict[str, Any], name: str) -> Any:
    (only,) = node[SCHEMA + name]
    return only.get("@value", only.get("@id"))


def link(kind: str, key: str, at: str | None) -> str:
    return f"{URL}{kind}/{key}/" + (f"#{at}" if at else "")


def read(catalogue: Catalogue, kind: str, key: str) -> dict[str, list[dict[str, Any]]]:
    element = head.linked_data(linked_data.graph(catalogue, Words(), kind, key, link))
    return nodes(element.removeprefix('<script type="application/ld+json">').removesuffix("</script>"), URL)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue(invented.briefing())


def test_the_page_is_about_an_article_and_is_not_the_article(catalogue: Catalogue) -> None:
    found = read(catalogue, "article", "strike")
    (page,), (news,) = found["WebPage"], found["NewsArticle"]
    assert page["@id"] == f"{URL}article/strike/"
    assert value(page, "mainEntity") == news["@id"] != page["@id"]
    assert value(news, "url") == "https://courier.example/port"
    assert value(news, "headline") == "Harbour board doubts that the port will close"
    assert value(news, "datePublished") == "2031-03-04"
    named = [value(node, "name") for node in found["Organization"] if SCHEMA + "name" in node]
    assert "The Ostrhaven Courier" in named


def test_quotations_and_claims_have_the_addresses_of_their_places(catalogue: Catalogue) -> None:
    found = read(catalogue, "article", "strike")
    text = invented.STRIKE
    assert len(found["Quotation"]) == 6
    for node in found["Quotation"]:
        assert node["@id"].startswith(f"{URL}article/strike/#q-")
        assert all(part in " ".join(text.split()) for part in value(node, "text").split(" […] "))
    claims = [c for c in catalogue.briefing.claims if c.article == "strike"]
    assert {n["@id"].rpartition("#")[2] for n in found["Claim"]} == {c.id.removeprefix("strike-") for c in claims}


def test_who_is_not_named_is_known_in_words_and_who_is_not_found_is_left_out(catalogue: Catalogue) -> None:
    found = read(catalogue, "article", "strike")
    roles = {value(n, "description") for n in found["Role"]}
    assert len(roles) >= 2
    nobody = [n for n in found["Claim"] if "nobody [in the office]" in value(n, "text")]
    assert nobody and all(SCHEMA + "creator" not in n for n in nobody)
    named = [n for n in found["Claim"] if "I see no reason" in value(n, "text")]
    assert [value(n, "creator") for n in named] == [f"{URL}actor/ilse-marrow/#who"]


def test_hedges_and_notes_on_verification_are_told(catalogue: Catalogue) -> None:
    found = read(catalogue, "article", "strike")
    told = {value(n, "text")[:20]: value(n, "description") for n in found["Claim"] if SCHEMA + "description" in n}
    letter = next(words for start, words in told.items() if start.startswith("In a letter"))
    assert "“allegedly”" in letter and "“was not able to verify”" in letter
    assert any("denies" in words for words in told.values())


def test_only_a_person_reviews_a_claim(catalogue: Catalogue) -> None:
    assert "ClaimReview" not in read(catalogue, "article", "strike")
    briefing = invented.briefing()
    (proposition,) = briefing.propositions
    verdict = Verdict(words="not borne out", by="KL", why="three gates are open", on="2031-04-02")
    stance = msgspec.structs.replace(proposition.claims[0], verdict=verdict)
    judged = msgspec.structs.replace(proposition, claims=(stance, *proposition.claims[1:]))
    found = read(Catalogue(msgspec.structs.replace(briefing, propositions=(judged,))), "article", "strike")
    (review,), (rating,) = found["ClaimReview"], found["Rating"]
    assert value(rating, "alternateName") == "not borne out"
    assert SCHEMA + "ratingValue" not in rating
    assert value(review, "itemReviewed") in {n["@id"] for n in found["Claim"]}
    assert value(review, "datePublished") == "2031-04-02"
    assert [value(n, "name") for n in found["Person"] if n["@id"].startswith("_:") and value(n, "name") == "KL"] == [
        "KL"
    ]


def test_an_actors_page_says_who_it_is_about(catalogue: Catalogue) -> None:
    found = read(catalogue, "actor", "ilse-marrow")
    (person,) = found["Person"]
    assert value(person, "name") == "Ilse Marrow" and value(person, "description") == "head of the harbour board"
    assert value(found["ProfilePage"][0], "mainEntity") == person["@id"]
    assert head.linked_data(linked_data.graph(catalogue, Words(), "claims", "1", link)) == ""


def test_a_verdict_comes_from_the_people_s_file_alone(tmp_path: Path) -> None:
    claim = "{article: bulletin, exact: A third boat could be hired, verdict: {words: it was, by: AB, on: 2024-07-01}}"
    project = Project(tmp_path, site_url="https://orvik.example/")
    project.write("curation/propositions.yml", f"boats:\n  statement: A boat is hired\n  claims:\n    - {claim}\n")
    site = project.build()
    (element,) = site.page("articles/bulletin").xpath("/html/head/script[@type='application/ld+json']")
    (review,) = nodes(element.text, "https://orvik.example/articles/bulletin/")["ClaimReview"]
    assert value(review, "claimReviewed").startswith("A third boat could be hired")
    assert value(review, "url").startswith("https://orvik.example/articles/bulletin/#c-")


def test_a_verdict_without_a_person_is_a_problem(tmp_path: Path) -> None:
    project = Project(tmp_path)
    claim = "{article: bulletin, exact: A third boat could be hired, verdict: {words: it was}}"
    project.write("curation/propositions.yml", f"boats:\n  statement: A boat is hired\n  claims:\n    - {claim}\n")
    site = project.build(strict=False)
    assert [w for w in site.warnings if "a verdict without by is not shown" in w]
    assert "ClaimReview" not in (site.root / "articles/bulletin/index.html").read_text("utf-8")


HOSTILE = "</script><script>alert(1)</script><!-- {{ x }} {% y %}"


@pytest.mark.parametrize("theme", ["material", "mkdocs"])
def test_hostile_words_end_no_script(tmp_path: Path, theme: str) -> None:
    article = f"---\ntitle: '{HOSTILE}'\n---\n\n“{HOSTILE} and so on it goes,” said Tilda Roke.\n"
    site = Project(tmp_path, {"corpus/a.txt": article, "corpus/b.md": article}, theme=theme).build(strict=False)
    for name in ("articles/a", "articles/b"):
        page = site.page(name)
        (element,) = page.xpath("/html/head/script[@type='application/ld+json']")
        nodes(element.text, "https://orvik.example/")
        assert not page.xpath("//script[starts-with(., 'alert')]")


def test_addresses_hold_without_an_address_of_the_site(tmp_path: Path) -> None:
    """They are seen from the page; nothing says where the page itself is."""
    site = Project(tmp_path).build()
    (element,) = site.page("articles/bulletin").xpath("/html/head/script[@type='application/ld+json']")
    found = nodes(element.text, "https://any.example/x/articles/bulletin/")
    assert found["NewsArticle"][0]["@id"] == "https://any.example/x/articles/bulletin/#source"
    assert found["Person"][0]["@id"] == "https://any.example/x/actors/berit-solvang/#who"
    assert '#"' not in element.text


def test_it_can_be_left_out(tmp_path: Path) -> None:
    site = Project(tmp_path, plugins=["search", {"briefing": {"json_ld": False}}]).build()
    assert "ld+json" not in (site.root / "articles/bulletin/index.html").read_text("utf-8")


def test_search_does_not_find_it(tmp_path: Path) -> None:
    site = Project(tmp_path).build()
    assert "NewsArticle" not in (site.root / "search/search_index.json").read_text("utf-8")
