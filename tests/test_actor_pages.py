"""Actor pages: everything once however much there is, roles with dates, names that stand for somebody else."""

from __future__ import annotations

import time

import pytest
from msgspec.structs import replace

import invented
from mkdocs_briefing.model import Actor, Alias, Briefing, Mention, Role
from mkdocs_briefing.publish.options import Options
from mkdocs_briefing.publish.planning import PageSpec
from mkdocs_briefing.publish.site import Publisher
from mkdocs_briefing.publish.views.actors import sort_name
from test_pages import Site

REYK = "actors/tomas-reyk"


def test_a_long_page_goes_on_and_nothing_is_lost() -> None:
    whole, parts = Site(invented.briefing()), Site(invented.briefing(), Options(rows=1))
    uris = [spec.uri for spec in parts.specs if spec.uri.startswith(REYK)]
    assert uris[:2] == [f"{REYK}.md", f"{REYK}/page-2.md"] and len(uris) > 2
    expected = whole.read(f"{REYK}.md").xpath("//li[@class='bf-row']/@id")
    assert sorted(id for uri in uris for id in parts.read(uri).xpath("//li[@class='bf-row']/@id")) == sorted(expected)
    sentences = {" ".join(s.text_content().split()) for s in whole.read(f"{REYK}.md").xpath("//details//li")}
    shown = {" ".join(s.text_content().split()) for uri in uris for s in parts.read(uri).xpath("//details//li")}
    assert sentences == shown
    links = parts.read(uris[0]).xpath("//nav[@class='bf-pages']//a/@href")
    assert any(link.endswith("/tomas-reyk/page-2.html") for link in links)


@pytest.mark.parametrize(
    ("name", "type", "key"),
    [
        ("Marit Solvang-Eide", "person", "solvang eide marit"),
        ("Ana d’Orsa", "person", "d orsa ana"),
        ("Reyk", "person", "reyk"),
        ("The Quay Post", "organization", "quay post"),
    ],
)
def test_people_stand_under_their_whole_surname(name: str, type: str, key: str) -> None:
    marrow = next(a for a in invented.briefing().actors if a.id == "ilse-marrow")
    assert sort_name(replace(marrow, name=name, type=type)) == key


def test_what_was_said_by_date() -> None:
    site = Site(invented.briefing())
    tree = site.read(f"{REYK}.md")
    days = tree.xpath("//ul[@id='when']/li")
    rows = tree.xpath("//h2[@id='says']/following-sibling::ol[1]/li")
    assert sum(int(day.xpath("string(span)").split()[0]) for day in days) == len(rows)
    assert {day.xpath("string(a/@href)").partition("#")[2] for day in days} <= {row.get("id") for row in rows}


def many(times: int) -> Briefing:
    sentence = "Tomas Reyk came with the union. "
    draft = invented.Draft("long", sentence * times)
    for n in range(times):
        start = n * len(sentence)
        draft.mentions.append(Mention(start=start, end=start + 10, actor="tomas-reyk"))
    actor = Actor(
        id="tomas-reyk",
        name="Tomas Reyk",
        type="person",
        aliases=(Alias(text="Tomas Reyk", count=times),),
        identity=None,
        roles=(),
        wikidata=None,
        tier="published",
        articles=1,
        mentions=times,
    )
    return replace(invented.briefing(), entries=(draft.entry(),), actors=(actor,), claims=(), propositions=())


@pytest.mark.parametrize(("mentions", "pages"), [(3, 1), (100, 1), (101, 2), (10_000, 100)])
def test_pages_grow_with_mentions_and_each_stays_small(mentions: int, pages: int) -> None:
    publisher = Publisher(many(mentions), Options(), lambda start, goal: goal, [])
    specs: list[PageSpec] = [spec for spec in publisher.pages if spec.kind == "actor"]
    assert len(specs) == pages
    started = time.process_time()
    first, last = publisher.render(specs[0]), publisher.render(specs[-1])
    assert time.process_time() - started < 10
    assert max(html.count("<li>") for html in (first.html, last.html)) <= 100
    assert "No statement" in first.html and ("No statement" in last.html) == (pages == 1)


def test_roles_stand_with_article_and_date_in_order_of_time() -> None:
    briefing = invented.briefing()
    dated = [e for e in briefing.entries if e.analysis.cleaned.metadata.date]
    others = [e for e in briefing.entries if not e.analysis.cleaned.metadata.date]
    texts = ("then mayor", "former mayor")
    roles = [Role(text=t, article=e.id, start=0, end=4) for e, t in zip((dated[0], others[0]), texts, strict=True)]
    actors = tuple(
        replace(actor, roles=tuple(reversed(roles))) if actor.id == "tomas-reyk" else actor for actor in briefing.actors
    )
    tree = Site(replace(briefing, actors=actors)).read(f"{REYK}.md")
    lines = [" ".join(li.text_content().split()) for li in tree.xpath("//h2[@id='roles']/following-sibling::ul[1]/li")]
    assert [line.split("”")[0] for line in lines] == [f"“{role.text}" for role in roles]
    assert lines[0][-4:].isdigit() and lines[1].endswith("undated")


def test_a_name_of_a_house_says_whom_it_stands_for() -> None:
    briefing = invented.briefing()
    kremlin = replace(
        next(actor for actor in briefing.actors if actor.id == "dockers-union"),
        name="Kremlin",
        aliases=(Alias(text="Kremlin", count=2), Alias(text="Red House", count=1)),
    )
    actors = tuple(kremlin if actor.id == kremlin.id else actor for actor in briefing.actors)
    site = Site(replace(briefing, actors=actors))
    words = site.words("actors/dockers-union.md")
    assert "“Kremlin” is the name of a place or a house, used for the president of Russia" in words
    assert "“Red House”" not in words and "Printed as: Kremlin 2 · Red House 1" in words
    assert "used for" not in site.words(f"{REYK}.md")
