"""The data that scripts load: what is in it, that it is the pages' own, and that claims are counted once."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

import invented
import many_claims
from mkdocs_briefing.model import Briefing, Curation, Hedge, Hop, Proposition, Related, Stance, Verdict
from mkdocs_briefing.pipeline import brief
from mkdocs_briefing.publish import datafiles
from mkdocs_briefing.publish.options import Options
from mkdocs_briefing.publish.site import Publisher
from test_pages import HOSTILE, url


def data_of(publisher: Publisher) -> dict[str, Any]:
    """Every data file's value by its name, and its page's HTML by the page's address."""
    files = publisher.files()
    found: dict[str, Any] = {}
    for spec in publisher.pages:
        page = publisher.render(spec)
        assert {uri for uri, _ in page.files} <= set(datafiles.names(spec.kind, spec.key))
        files |= dict(page.files)
        found[spec.uri] = page.html
    for uri, data in files.items():
        name, value = re.fullmatch(r'briefingData\("([^"]+)",(.*)\);\n', data.decode(), re.DOTALL).groups()
        assert uri == f"assets/briefing/{name}.js"
        found[name] = json.loads(value)
    return found


@pytest.fixture(scope="module")
def data() -> dict[str, Any]:
    return data_of(Publisher(invented.briefing(), Options(rows=4), url))


def test_rows_of_the_filters_are_those_of_the_pages(data: dict[str, Any]) -> None:
    index = data["claims/index"]
    assert index["starts"] == [0, 4, 8] and index["pages"] == ["#", "claims/page-2.html", "claims/page-3.html"]
    rows = [row for n in (1, 2, 3) for row in data[f"claims/{n}"]]
    assert len(rows) == len(index["rows"]) == len(invented.briefing().claims)
    for n, (row, line) in enumerate(zip(rows, index["rows"], strict=True)):
        page = "claims.md" if n < 4 else f"claims/page-{n // 4 + 1}.md"
        assert row.strip() in data[page]
        assert f'id="{index["articles"][line[3][0]][0]}-{line[11]}"' in row


def test_each_line_of_the_index_says_what_filters_ask(data: dict[str, Any]) -> None:
    index = data["claims/index"]
    lines = {f"{index['articles'][row[3][0]][0]}-{row[11]}": row for row in index["rows"]}
    claims = invented.briefing().claims
    unlikely, drivers, denied = claims[0], claims[3], claims[7]
    row = lines[unlikely.id]
    assert index["speakers"][row[0]] == "Ilse Marrow" and row[1] == "explicit"
    assert [index["outlets"][n] for n in row[2]] == ["The Ostrhaven Courier"]
    assert index["propositions"][row[4]] == "closes" and [index["hedges"][n] for n in row[5]] == ["unlikely"]
    assert row[6:11] == [0, "2031-03-03", 0, 0, "2031-03-04"]
    row = lines[drivers.id]
    assert (row[1], row[4], row[6]) == ("nominal", -1, 1) and index["speakers"][row[0]] == "two crane drivers"
    assert [index["hedges"][n] for n in row[5]] == ["allegedly"], "a verification note is no hedge"
    assert lines[denied.id][4] == 0
    undated = next(row for id, row in lines.items() if id.startswith("note-"))
    assert undated[7:11] == [None, 0, "~", 0]


# ------------------------------------------------------------------ the same words, and what hangs on a claim


def twice(tmp_path: Path) -> Briefing:
    """The same long quotation in three articles that share nothing else, one of them with a doubt of its own."""
    said = "“Nobody has inspected the northern pier since the autumn storms of that year, and nobody will,”"
    texts = {
        "wire": ("Coast Wire", "2024-03-01", f"{said} said Ilva Torm, the harbour master."),
        "paper": ("Bay Paper", "2024-03-04", f"{said} Ilva Torm allegedly told the council."),
        "sheet": ("Pier Sheet", "2024-03-09", f"{said} said Kaspar Vinje of the pilots' guild."),
    }
    about = {"wire": "boats and nets", "paper": "rates and roofs", "sheet": "tides and ropes"}
    for name, (publisher, date, body) in texts.items():
        own = "\n\n".join(f"The {name} tells of {about[name]}, part {n}: {name} {n} {about[name]}." for n in range(9))
        (tmp_path / f"{name}.txt").write_text(f"The {name} of the week\n\n{body}\n\n{own}\n", encoding="utf-8")
        (tmp_path / f"{name}.yml").write_text(f"publisher: {publisher}\ndate: {date}\n", encoding="utf-8")
    return brief(tmp_path)


def test_the_same_words_in_several_articles_are_one_row_with_what_differs(tmp_path: Path) -> None:
    found = data_of(Publisher(twice(tmp_path), Options(), url))
    rows = [row for row in found["claims/1"] if "northern pier" in row]
    assert len(rows) == 1, "one group, with its appearances"
    (row,) = rows
    assert "The same words in 2 other articles" in row
    assert "Bay Paper" in row and "Pier Sheet" in row
    assert "Kaspar Vinje" in row, "who else is said to have spoken them"
    assert "<strong>allegedly</strong>" in row, "and a doubt that stands there alone"
    index = found["claims/index"]
    line = next(line for line, row in zip(index["rows"], found["claims/1"], strict=True) if "northern pier" in row)
    assert sorted(index["outlets"][n] for n in line[2]) == ["Bay Paper", "Coast Wire", "Pier Sheet"]
    assert "allegedly" in [index["hedges"][n] for n in line[5]]


def test_rows_under_a_proposition_stand_alone_and_name_each_other(tmp_path: Path) -> None:
    briefing = twice(tmp_path)
    grouped = [c for c in briefing.claims if c.group]
    chosen = grouped[:2]
    proposition = Proposition(id="safe", statement="The pier is safe", claims=tuple(Stance(claim=c.id) for c in chosen))
    claims = tuple(replace(c, proposition="safe") if c in chosen else c for c in briefing.claims)
    publisher = Publisher(replace(briefing, claims=claims, propositions=(proposition,)), Options(), url)
    found = data_of(publisher)
    assert len([row for row in found["claims/1"] if "northern pier" in row]) == 2
    assert "Rows 1 and 2 are the same words" in found["claims.md"]
    planned = [spec for spec in publisher.pages if spec.kind == "claims"]
    assert len(planned) == -(-len(found["claims/index"]["rows"]) // 100)


def test_a_plan_has_no_empty_page_and_counts_each_row_once(tmp_path: Path) -> None:
    briefing = twice(tmp_path)
    publisher = Publisher(briefing, Options(rows=1), url)
    found = data_of(publisher)
    pages = [spec for spec in publisher.pages if spec.kind == "claims"]
    assert len(pages) == len(found["claims/index"]["rows"]) < len(briefing.claims)
    assert all(len(found[f"claims/{spec.key}"]) == 1 for spec in pages)


def test_no_doubt_falls_off_a_row() -> None:
    """Words of doubt outside the sentence are named; so are both dates, and what a figure counts."""
    briefing = invented.briefing()
    entry = next(e for e in briefing.entries if e.id == "strike")
    text = entry.analysis.text
    start = text.index("allegedly")
    outside = Hedge(type="distance", start=start, end=start + 9, text="allegedly")
    first = replace(briefing.claims[0], hedges=(*briefing.claims[0].hedges, outside))
    page = data_of(Publisher(replace(briefing, claims=(first, *briefing.claims[1:])), Options(), url))
    row = next(row for row in page["claims/1"] if f'id="{first.id}"' in row)
    assert '<span class="bf-label">Hedged</span> “allegedly”' in row
    assert "3 Mar 2031" in row and "reported 4 Mar 2031" in row
    note = next(row for row in page["claims/1"] if "port official" in row)
    assert "“Some 250”" in note and "counted: “jobs”" in note and "scope: “at the northern gate alone”" in note


def test_what_lies_behind_several_rows_is_said_in_words() -> None:
    """A row known only through the speaker of another; one channel behind two articles; a person's verdict."""
    briefing = invented.briefing()
    board, drivers, reyk, official = (briefing.claims[n] for n in (0, 4, 8, 9))
    hop = Hop(spans=(), text="Kestrel Radio", actor="kestrel-radio")
    told = Hop(spans=(), text="Tomas Reyk", actor="tomas-reyk")
    changed = {
        board.id: replace(board, proposition="p"),
        drivers.id: replace(drivers, proposition="p", via=(told,)),
        reyk.id: replace(reyk, proposition="p", via=(hop,)),
        official.id: replace(official, proposition="p"),
    }
    verdict = Verdict(words="not so", by="KL", why="The list says otherwise.")
    stances = tuple(Stance(claim=id, verdict=verdict if id == reyk.id else None) for id in changed)
    proposition = Proposition(id="p", statement="The port loses its ships", claims=stances)
    claims = tuple(changed.get(c.id, replace(c, proposition=None)) for c in briefing.claims)
    page = data_of(Publisher(replace(briefing, claims=claims, propositions=(proposition,)), Options(), url))
    words = " ".join(re.sub(r"<[^>]+>", " ", page["claims.md"]).split())
    assert "Row 2 is known only through the speaker of row 3." in words
    assert "Rows 1 and 3 reach their articles through one channel, Kestrel Radio: one source" in words
    assert "✎ KL finds: not so. The list says otherwise." in words


def test_a_copy_that_changed_the_claim_says_what_it_changed(tmp_path: Path) -> None:
    """A doubt or another speaker that an outlet put into a text it reprints does not fall off with the copy."""
    briefing = twice(tmp_path)
    first = min((c for c in briefing.claims if c.group), key=lambda c: c.reported or "")
    claims = tuple(replace(c, origin=first.id) if c.group and c is not first else c for c in briefing.claims)
    (row,) = data_of(Publisher(replace(briefing, claims=claims), Options(), url))["claims/1"]
    assert "Kaspar Vinje" in row and "<strong>allegedly</strong>" in row
    assert row.count("a copy of this article, changed here") == 2 and "One text" not in row


# ------------------------------------------------------------------ previews


def test_a_preview_is_lines_of_plain_words(data: dict[str, Any]) -> None:
    strike = data["article/strike"]
    assert strike[""][:2] == [
        ["who", "Harbour board doubts that the port will close"],
        ["how", "The Ostrhaven Courier · 4 March 2031"],
    ]
    claims = invented.briefing().claims
    told = {claim.id.removeprefix("strike-") for claim in claims if claim.article == "strike"}
    assert told <= strike.keys(), "every claim"
    letter = strike[claims[3].id.removeprefix("strike-")]
    assert ["who", "two crane drivers (unnamed)"] in letter
    assert ["foot", "Not verified “was not able to verify”"] in letter
    assert ["words", invented.STRIKE.split("\n")[4]] in letter, "the sentence whole"
    assert [part for part, _ in data["actor/ilse-marrow"][""]] == ["who", "how", "words", "from"]
    assert data["site/index"]["places"] == {"articles": "article", "actors": "actor"}


def test_hostile_words_are_letters_in_data_too(tmp_path: Path) -> None:
    for n, words in enumerate(HOSTILE):
        (tmp_path / f"a{n}.txt").write_text(
            f"{words}\n\n“{words} and so on, as ever,” said {words} Ilva Torm.\n", "utf-8"
        )
    publisher = Publisher(brief(tmp_path), Options(), url)
    found = data_of(publisher)
    rows = "".join(found["claims/1"])
    assert "<script" not in rows and "</title><h1>" not in rows
    for spec in publisher.pages:
        for _, data in publisher.render(spec).files:
            assert "\u202e" not in data.decode(), "no word turns the page around"


def test_filters_know_where_pages_begin_that_are_not_all_full() -> None:
    found = data_of(Publisher(many_claims.briefing(40, 5), Options(rows=24), url))
    index = found["claims/index"]
    starts = [*index["starts"], len(index["rows"])]
    assert len(index["pages"]) == len(index["starts"]) > 8
    lengths = [len(found[f"claims/{n}"]) for n in range(1, len(starts))]
    assert lengths == [after - start for start, after in pairwise(starts)]
    assert max(lengths) <= 24 and len(set(lengths[:-1])) > 1


def test_data_are_the_same_every_time() -> None:
    first, second = (data_of(Publisher(many_claims.briefing(12, 5), Options(rows=10), url)) for _ in range(2))
    assert first == second


def test_a_site_without_claims_has_no_filter() -> None:
    found = data_of(Publisher(_empty(), Options(), url))
    assert "bf-filter" not in found["claims.md"] and found["claims/index"]["rows"] == []


def _empty() -> Briefing:
    return Briefing(
        entries=(), actors=(), claims=(), propositions=(), curation=Curation(), problems=(), inputs="0" * 64
    )


def test_related_articles_are_told_apart_from_copies() -> None:
    """What is only related is no copy: both claims stand."""
    briefing = invented.briefing()
    assert all(isinstance(r, Related) and r.kind == "related" for e in briefing.entries for r in e.linked.related)
    page = data_of(Publisher(briefing, Options(), url))
    assert len(page["claims/1"]) == len(briefing.claims)
