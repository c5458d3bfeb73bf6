"""Actors over a corpus: their types and tiers, what is one actor and what never is, and people's word over all."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_briefing.annotate.layout import Layout
from mkdocs_briefing.annotate.names import candidates
from mkdocs_briefing.link.actors import ActorIndex, find_actors
from mkdocs_briefing.model import (
    Actor,
    ActorNotes,
    Analysis,
    Annotations,
    Block,
    Cleaned,
    Curation,
    Evidence,
    Fact,
    Metadata,
    Site,
)


def stated(value: str | None) -> Fact | None:
    return Fact(value=value, method="test", certainty="stated", evidence=Evidence(words=value)) if value else None


def analysis(text: str, publisher: str | None = None, language: str | None = None) -> Analysis:
    blocks, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(start=at, end=at + len(line), kind="paragraph"))
        at += len(line) + 1
    found, words = candidates(text, Layout(text, blocks))
    return Analysis(
        path="a.txt",
        sha256="",
        encoding="utf-8",
        format="text",
        text=text,
        repairs=(),
        markup=(),
        cleaned=Cleaned(
            metadata=Metadata(publisher=stated(publisher), language=stated(language)), blocks=tuple(blocks)
        ),
        annotations=Annotations(candidates=found, lowercase=words),
    )


def index(*texts: str, **curation: object) -> ActorIndex:
    articles = [(f"a{n}", analysis(text)) for n, text in enumerate(texts)]
    return find_actors(articles, Curation(**curation))  # type: ignore[arg-type]


def by_name(found: ActorIndex) -> Mapping[str, Actor]:
    return {actor.name: actor for actor in found.actors}


def aliases(actor: Actor) -> dict[str, int]:
    return {alias.text: alias.count for alias in actor.aliases}


def notes(id: str, name: str, *other: str, **fields: str) -> ActorNotes:
    return ActorNotes(id=id, name=name, aliases=other, **fields)  # type: ignore[arg-type]


# ------------------------------------------------------------------ types and tiers


@pytest.mark.parametrize(
    ("text", "name", "type_"),
    [
        ("They met Lena Storhaug at noon.", "Lena Storhaug", "person"),
        ("It was up to Foreign Minister Zqorr Vantbeek.", "Zqorr Vantbeek", "person"),
        ("They met Kim Zang-ho at noon.", "Kim Zang-ho", "person"),
        ("He wrote to the Sivna River Commission.", "Sivna River Commission", "organization"),
        ("He wrote to the Institute for Northern Slopes.", "Institute for Northern Slopes", "organization"),
        ("He works for Halvorsen & Lied there.", "Halvorsen & Lied", "organization"),
        ("He studies at the Universidad de Valnegro there.", "Universidad de Valnegro", "organization"),
        ("The dam is in Sivna County, he said.", "Sivna County", "place"),
        ("They flew to Norway.", "Norway", "place"),
        ("They flew to Bodø.", "Bodø", "place"),
        ("He spoke to the Norwegians.", "Norwegians", "group"),
        ("He feared that the West would wait.", "The West", "group"),
        ("He read the Express to them.", "Daily Express", "organization"),
        ("Aid group Open Hearth Relief opened a hall. Relief was wide open.", "Open Hearth Relief", "organization"),
        ("Mark Voldren of the Harbour Security Program at the Lima Center told us so.", "Mark Voldren", "person"),
    ],
)
def test_types(text: str, name: str, type_: str) -> None:
    actor = by_name(index(text))[name]
    assert (actor.type, actor.tier) == (type_, "published")


@pytest.mark.parametrize(
    "text",
    [
        "They met on Wednesday in March at Christmas.",
        "The Valley Act was passed before the Second World War.",
        "He read “The Long Winter” to them.",
        "A Norwegian ship and an Indigenous guide came. An Indigenous guide came again.",
        "The Prime Minister and the Foreign Minister met the Norwegian President.",
        "He paid Rs 4500 for a T-shirt.",
        "They stayed at the St. Valder for a week.",
        "He asked the Republican House about it.",
        "It was asked again. However, it was late. Nobody knew.",
    ],
)
def test_what_has_no_page(text: str) -> None:
    assert [a.name for a in index(text).actors if a.tier == "published"] == []


def test_rivers_are_places_for_review() -> None:
    sivna = by_name(index("Water of the Sivna dam rose. The Sivna valley is wide."))["Sivna"]
    assert (sivna.type, sivna.tier) == ("place", "review")


def test_where_an_organisation_sits_is_no_part_of_its_name() -> None:
    found = index("He met the Institute for Northern Slopes in Tromsø. The Institute for Northern Slopes in Oslo left.")
    assert by_name(found)["Institute for Northern Slopes"].mentions == 2


def test_a_headline_alone_gives_no_page() -> None:
    assert not [a for a in index("Storhaug Valley Waits For Its Water Again").actors if a.tier == "published"]


def test_a_company_and_what_it_makes() -> None:
    assert "Toyota Fjordmaster" not in by_name(index("He drove a Toyota Fjordmaster to work."))


# ------------------------------------------------------------------ what is one actor


def test_a_surname_is_the_person_of_its_article() -> None:
    found = index("Lena Storhaug spoke. Then Storhaug left.", "Tor Brekkan spoke. Brekkan’s boat left.")
    assert aliases(by_name(found)["Lena Storhaug"]) == {"Lena Storhaug": 1, "Storhaug": 1}
    assert aliases(by_name(found)["Tor Brekkan"]) == {"Tor Brekkan": 1, "Brekkan": 1}


def test_two_bearers_of_a_surname_are_never_one() -> None:
    text = "Henrik Aune met Anneli Aune. Later Aune left."
    found = index(text)
    assert {"Henrik Aune", "Anneli Aune"} <= by_name(found).keys()
    assert found.ambiguous("a0") == ((text.index("Later") + 6, text.index(" left"), ("anneli-aune", "henrik-aune")),)
    assert found.named("Aune") == ()


def test_a_form_of_address_tells_a_man_from_a_woman() -> None:
    found = index("Henrik Aune met Anna Aune. Later Mrs. Aune left. Mr. Aune stayed.")
    assert aliases(by_name(found)["Anna Aune"]) == {"Anna Aune": 1, "Aune": 1}
    assert aliases(by_name(found)["Henrik Aune"]) == {"Henrik Aune": 1, "Aune": 1}
    assert (found.gender("anna-aune"), found.gender("henrik-aune")) == ("f", "m")


def test_a_surname_without_its_person_is_the_only_bearer_in_the_corpus() -> None:
    found = index("Lena Storhaug spoke.", "They say that Mr. Storhaug left.", "Soon Storhaug said so.")
    assert by_name(found)["Lena Storhaug"].articles == 3
    store = index("Lena Storhaug spoke.", "It is sold at Storhaug and other stores.")
    assert by_name(store)["Lena Storhaug"].articles == 1


def test_middle_names_that_disagree_are_two_people() -> None:
    found = index("They met George H. Lima.", "They met George W. Lima.", "They met George Lima.")
    assert {"George H. Lima", "George W. Lima"} <= by_name(found).keys()
    assert found.mentions("a2") == ()
    assert [people for _, _, people in found.ambiguous("a2")] == [("george-h-lima", "george-w-lima")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("They met Lena B. Storhaug.", "They met Lena Storhaug."),
        ("They met Joseph Storhaug.", "They met Joe Storhaug."),
        ("They met LENA STORHAUG there.", "They met Lena Storhaug."),
        ("They asked the Ministry of Defense of Norway.", "They asked the Norwegian Defence Ministry."),
        ("They asked Norway’s Defense Ministry.", "They asked the Norwegian Ministry of Defense."),
        ("They asked the Sivna Research Centre.", "They asked the Sivna Research Center."),
        ("The Sivna River Commission (SRC) met.", "They asked the SRC again."),
        ("They flew to Kiev.", "They flew to Kyiv."),
        ("They flew to Britain.", "They flew to the UK."),
        ("They met Senator Joe Storhaug.", "They met Senator Joseph R. Storhaug Jr. there."),
        ("They asked the Home Office.", "They asked the British Home Office."),
    ],
)
def test_what_is_one_actor(one: str, other: str) -> None:
    assert [a.articles for a in index(one, other).actors if a.type != "group" and a.articles > 1] == [2]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("He read the Daily Mail.", "He read the Daily Express."),
        ("He read the Financial Times.", "He read The Times today."),
        ("They asked the Norwegian Defense Ministry.", "They asked the Swedish Defense Ministry."),
        ("They asked the Sivna Police Department.", "They asked the Sivna Fire Department."),
        ("They met Lena Storhaug.", "They met Anna Storhaug."),
        ("They met Dan Storhaug.", "They met Danielle Storhaug."),
        ("They met Dan Storhaug.", "They met Dan Storhaug Jr. there."),
        ("They met Dan K. Storhaug.", "They met Dan K. Storhaug Jr. there."),
        ("They met Senator Dan Storhaug.", "They met Dan Storhaug Jr. there."),
        ("They asked the UK Home Office.", "They asked the Brazilian Home Office."),
    ],
)
def test_what_is_never_one_actor(one: str, other: str) -> None:
    assert all(actor.articles == 1 for actor in index(one, other).actors)


def test_a_father_and_a_son_in_one_article_are_two() -> None:
    found = index("Senator Dan Storhaug met Senator Dan Storhaug Jr. there.", "They met Senator Dan Storhaug.")
    assert {"Dan Storhaug", "Dan Storhaug Jr."} <= set(by_name(found))


def test_an_acronym_of_two_names_stays_alone() -> None:
    found = index("The Sivna River Commission met.", "The Saivo Road Council met.", "He said that the SRC left.")
    assert all("SRC" not in aliases(a) for a in found.actors if " " in a.name)


def test_a_country_inside_its_ministry_is_not_mentioned_twice() -> None:
    text = "They asked Norway’s Defense Ministry. Norway’s farmers waited."
    spans = [text[m.start : m.end] for m in index(text).mentions("a0")]
    assert spans == ["Norway’s Defense Ministry", "Norway"]


def test_roles_as_stated() -> None:
    found = index("They met then President Ana Lima.", "They met Ana Lima, a former harbour pilot, there.")
    assert [(r.text, r.article) for r in by_name(found)["Ana Lima"].roles] == [
        ("then President", "a0"),
        ("a former harbour pilot", "a1"),
    ]


def test_kinds_are_what_a_description_may_say() -> None:
    found = index("The Sivna River Commission met. He read the Financial Times.")
    assert "commission" in found.kinds("sivna-river-commission")
    assert "newspaper" in found.kinds("financial-times")


def test_wikidata_only_from_lists() -> None:
    found = by_name(index("Lena Storhaug flew to Norway."))
    assert (found["Norway"].wikidata, found["Lena Storhaug"].wikidata) == ("Q20", None)


# ------------------------------------------------------------------ people's word


def test_people_name_type_and_alias() -> None:
    found = index(
        "They say that the Grey Lady sank. Lena B. Storhaug saw it.",
        actors=(notes("grey-lady", "Grey Lady", type="place"), notes("ls", "Lena Storhaug", identity="Mayor")),
    )
    lady, lena = by_name(found)["Grey Lady"], by_name(found)["Lena Storhaug"]
    assert (lady.id, lady.type, lady.tier) == ("grey-lady", "place", "published")
    assert (lena.id, lena.identity, aliases(lena)) == ("ls", "Mayor", {"Lena B. Storhaug": 1})
    assert found.named("lena storhaug") == ("ls",)


def printed(text: str, **curation: object) -> list[tuple[str, str]]:
    found = index(text, **curation)
    return [(text[m.start : m.end], m.actor) for m in found.mentions("a0")]


NOW = ActorNotes(id="sivnadal-now", name="Sivnadal Now", type="organization", aliases=("@sivnadalnow", "the flow"))


def test_names_of_people_are_found_wherever_they_stand_as_words() -> None:
    text = "Then Sivnadal Now wrote it, so @sivnadalnow said: the flow rises. Nobody else."
    assert printed(text, actors=(NOW,)) == [
        ("Sivnadal Now", "sivnadal-now"),
        ("@sivnadalnow", "sivnadal-now"),
    ]


def test_a_longer_name_beats_a_name_of_people() -> None:
    lima = ActorNotes(id="lima", name="Lima", type="person")
    found = printed("He met Ana Lima of the Lima River Trust. He saw Lima.", actors=(lima,))
    assert [words for words, _ in found] == ["Ana Lima", "Lima River Trust", "Lima"]
    assert [id for _, id in found].count("lima") == 1


def test_outlets_of_sources_are_organisations_under_one_name() -> None:
    site = Site(id="nordavis", name="The Norda Avisen Today", aliases=("Norda",))
    found = index("Ana Rossi told Norda that it rains. The Norda Avisen Today wrote so.", sites=(site,))
    (outlet,) = [actor for actor in found.actors if actor.id == "nordavis"]
    assert (outlet.name, outlet.type, outlet.mentions) == ("The Norda Avisen Today", "organization", 2)
    assert found.named("Norda") == ("nordavis",)


def test_an_entry_about_an_outlet_takes_its_names() -> None:
    site = Site(id="nordavis", name="Norda Avisen", aliases=("Norda",))
    entry = ActorNotes(id="the-paper", name="Norda Avisen")
    found = index("Ana Rossi told Norda that it rains. Norda Avisen wrote so.", sites=(site,), actors=(entry,))
    assert {actor.id: actor.mentions for actor in found.actors}["the-paper"] == 2


def test_publishers_are_organisations() -> None:
    text = "Arne Berg wrote in Paula Sentrum that it rains."
    found = find_actors([("a", analysis(text, publisher="Paula Sentrum"))], Curation())
    assert by_name(found)["Paula Sentrum"].type == "organization"


def test_german_nouns_are_nobody() -> None:
    german = "Nach Angaben der Gemeinde sprach Chefingenieur Tor Brekkan mit Menschen im Tal, sagte Hanna Solberg."
    english = "They met Tor Brekkan there."
    found = find_actors([("a", analysis(german, language="de")), ("b", analysis(english))], Curation())
    assert {actor.name for actor in found.actors} == {"Tor Brekkan", "Hanna Solberg"}


def test_people_merge_split_ignore() -> None:
    text = "Tor Brekkan met Thor Brekkan at the Valley Trust. The Fjord Bank and Anna Aune waited."
    found = index(text, merge=(("tor-brekkan", "Thor Brekkan"),), ignore=("Valley Trust", "fjord-bank"))
    assert found.named("Thor Brekkan") == found.named("Tor Brekkan") == ("tor-brekkan",)
    assert not {"Valley Trust", "Fjord Bank"} & by_name(found).keys()
    apart = index(
        "They met Lena B. Storhaug.", "They met Lena Storhaug.", keep_apart=(("Lena B. Storhaug", "Lena Storhaug"),)
    )
    assert len(apart.actors) == 2


def test_redacted_people_are_nowhere() -> None:
    found = index("Lena Storhaug spoke to Tor Brekkan. Then Storhaug left.", redact=("Lena Storhaug",))
    assert [a.name for a in found.actors] == ["Tor Brekkan"]
    assert found.named("Storhaug") == found.named("Lena Storhaug") == ()
    assert {m.actor for m in found.mentions("a0")} == {"tor-brekkan"}
    assert found.ambiguous("a0") == ()


def test_a_redacted_name_is_in_nobodys_role() -> None:
    found = index("They met Tor Brekkan, a brother of Lena Storhaug, there.", redact=("Lena Storhaug",))
    assert [a.roles for a in found.actors] == [()]


def test_merges_in_a_circle_are_one_actor() -> None:
    text = "Tor Brekkan met Lena Storhaug and Anna Aune."
    found = index(
        text, merge=(("Tor Brekkan", "Lena Storhaug"), ("Lena Storhaug", "Anna Aune"), ("Anna Aune", "Tor Brekkan"))
    )
    assert len(found.actors) == 1


def test_an_alias_of_two_actors_is_a_problem_and_links_neither() -> None:
    actors = (notes("tb", "Tor Brekkan", "the Skipper", line=2), notes("ls", "Lena Storhaug", "the Skipper", line=5))  # type: ignore[arg-type]
    found = index("They asked the Skipper of it.", actors=actors)
    assert [(p.code, p.line) for p in found.problems] == [("alias-clash", 5)]
    assert found.mentions("a0") == ()
    assert found.named("Skipper") == ("ls", "tb")


def test_what_matches_nothing_is_a_problem_with_the_nearest_name() -> None:
    found = index(
        "They met Lena Storhaug.",
        merge=(("Lena Storhaug", "Lena Storhaugh"),),
        redact=("Nobody Atall",),
        lines={"merge: Lena Storhaug, Lena Storhaugh": 7},
    )
    assert [(p.code, p.value, p.line) for p in found.problems] == [
        ("no-such-actor", "Lena Storhaugh", 7),
        ("no-such-actor", "Nobody Atall", None),
    ]
    assert "Lena Storhaug" in (found.problems[0].fix or "")


def test_five_thousand_curated_actors_cost_little() -> None:
    actors = tuple(notes(f"p{n}", f"Ana{n:04} Lima{n:04}".replace("0", "o"), f"Lima{n}x") for n in range(5000))
    texts = [f"They met Ana{n:04} Lima{n:04}.".replace("0", "o") for n in range(0, 5000, 50)]
    began = time.process_time()
    found = index(*texts, actors=actors)
    assert time.process_time() - began < 3
    assert sum(a.tier == "published" for a in found.actors) >= 1


# ------------------------------------------------------------------ properties

SENTENCES = (
    "Lena Storhaug met Tor Brekkan in Narvik.",
    "Storhaug told the Sivna River Commission (SRC) that it was late.",
    "The SRC asked Norway’s Defense Ministry, and Brekkan left.",
    "Henrik Aune and Anneli Aune waited; Aune spoke.",
    "Mrs. Aune read the Daily Mail, the Express and The Guardian.",
    "President Ana Lima of the Institute for Northern Slopes flew to Kiev.",
    "LIMA SAYS NO TO NORWAY AGAIN TODAY",
    "They saw Kim Zang-ho, a Swedish pilot, at the Valley Trust.",
)


def shown(found: ActorIndex, ids: Iterable[str]) -> tuple[object, ...]:
    return found.actors, [(id, found.mentions(id), found.ambiguous(id)) for id in sorted(ids)]


corpora = st.lists(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=5).map(" ".join), min_size=1, max_size=6)


@settings(max_examples=60, deadline=None)
@given(corpora, st.randoms(use_true_random=False))
def test_mentions_are_exact_apart_and_the_same_in_any_order(texts: list[str], chance: random.Random) -> None:
    articles = [(f"a{n}", analysis(text)) for n, text in enumerate(texts)]
    found = find_actors(articles, Curation())
    names = {actor.id: {alias.text for alias in actor.aliases} for actor in found.actors}
    assert sorted(names) == [actor.id for actor in found.actors]
    for id, article in articles:
        at = 0
        spans = [(m.start, m.end) for m in found.mentions(id)] + [(s, e) for s, e, _ in found.ambiguous(id)]
        for start, end in sorted(spans):
            assert at <= start < end <= len(article.text)
            at = end
        assert all(article.text[m.start : m.end] in names[m.actor] for m in found.mentions(id))
    shuffled = articles[:]
    chance.shuffle(shuffled)
    ids = [id for id, _ in articles]
    assert shown(find_actors(shuffled, Curation()), ids) == shown(found, ids)
    wider = find_actors([*articles, ("more", analysis(SENTENCES[0]))], Curation())
    assert wider.actors
    assert shown(find_actors(articles, Curation()), ids) == shown(found, ids)


def test_the_same_under_another_hash_seed() -> None:
    script = (
        "import sys; sys.path.insert(0, 'tests'); import test_actors as t\n"
        "found = t.index(*t.SENTENCES)\n"
        "sys.stdout.buffer.write(t.msgspec.json.encode((found.actors, [found.mentions(f'a{n}') for n in range(8)],"
        " [found.ambiguous(f'a{n}') for n in range(8)], found.problems)))"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", script], env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "77")
    }
    assert len(runs) == 1
    assert len(msgspec.json.decode(runs.pop())[0]) > 5


# ------------------------------------------------------------------ bad input


@pytest.mark.parametrize(
    "text", ["", " ", "Lima", "LIMA", "A", "…", "Ö", "\u202eLima", "Анна", "東京", "A\x00B", "😀 Lima"]
)
def test_short_and_odd_articles(text: str) -> None:
    found = index(text)
    assert all(text[m.start : m.end] for m in found.mentions("a0"))


def test_cyrillic_names_are_found() -> None:
    found = index("Потом Анна Петренко уехала.", actors=(notes("anna", "Анна Петренко"),))
    assert aliases(by_name(found)["Анна Петренко"]) == {"Анна Петренко": 1}


def test_ten_thousand_names_take_linear_time() -> None:
    def seconds(count: int) -> float:
        text = "\n".join(f"They met Lena Stor{chr(97 + n % 26)}{n}haug and Storhaug there." for n in range(count))
        began = time.process_time()
        found = index(text)
        assert found.actors
        return time.process_time() - began

    small = max(seconds(1_000), 0.02)
    assert seconds(10_000) < 25 * small


def test_five_thousand_names_that_match_nothing_cost_little() -> None:
    began = time.process_time()
    found = index("They met Lena Storhaug.", ignore=tuple(f"Nobody Number{n}" for n in range(5000)))
    assert len(found.problems) == 5000
    assert time.process_time() - began < 3


def test_time_grows_with_the_articles_and_not_with_their_square() -> None:
    def seconds(count: int) -> float:
        articles = [(f"a{n}", analysis(" ".join(SENTENCES))) for n in range(count)]
        began = time.process_time()
        find_actors(articles, Curation())
        return time.process_time() - began

    assert seconds(1_000) < 25 * max(seconds(100), 0.02)
