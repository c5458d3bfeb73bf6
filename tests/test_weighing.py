"""Pages on which claims are weighed: propositions, figures, timeline, who speaks of whom, key lines nobody read."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from msgspec.structs import replace

import invented
from built_sites import Project
from mkdocs_briefing.model import Briefing, Checked, Comparable, Conflict, Flaw, Proposition, Stance, Withdrawn
from mkdocs_briefing.pipeline import brief
from mkdocs_briefing.publish.options import Options
from test_pages import Site, text_of


@pytest.fixture(scope="module")
def site() -> Site:
    return Site(invented.briefing())


CLOSES = "propositions/closes.md"


def test_a_proposition_has_its_own_page_with_all_its_claims_in_order(site: Site) -> None:
    tree = site.read(CLOSES)
    assert text_of(tree, "//h1") == "P1 The port of Ostrhaven closes"
    briefing = invented.briefing()
    under = [c.id for c in briefing.claims if c.proposition == "closes"]
    assert sorted(tree.xpath("//li[@class='bf-row']/@id")) == sorted(under)
    assert "“unlikely”" in text_of(tree, "//ol[@class='bf-time']")


def test_the_claims_index_and_home_lead_to_it(site: Site) -> None:
    assert "propositions/closes.html" in site.read("index.md").xpath("//h3//a/@href")


def test_confirmed_conflicts_say_who_and_why_and_unconfirmed_ones_do_not_exist(site: Site) -> None:
    tree = site.read(CLOSES)
    assert "✎ confirmed by KL" in text_of(tree, "//ul[@class='bf-pairs']")
    assert "Agreement: none recorded (not the same as: none exists)." in site.words(CLOSES)


def with_agreement() -> Briefing:
    briefing = invented.briefing()
    (proposition,) = briefing.propositions
    a, b = (s.claim for s in proposition.claims[:2])
    agreed = replace(proposition, conflicts=(), agreements=(Conflict(a=a, b=b, confirmed_by="MT", why="one meeting"),))
    return replace(briefing, propositions=(agreed,))


def test_confirmed_agreements_too() -> None:
    words = Site(with_agreement()).words(CLOSES)
    assert "✎ confirmed by MT: one meeting" in words
    assert "Conflict: none recorded (not the same as: none exists)." in words


def test_a_proposition_without_claims_says_so() -> None:
    briefing = invented.briefing()
    empty = Proposition(id="sold", statement="The port is sold", claims=())
    site = Site(replace(briefing, propositions=(*briefing.propositions, empty)))
    words = site.words("propositions/sold.md")
    assert "No claim stands under it." in words and "Conflict: none recorded" in words
    assert not site.read("propositions/sold.md").xpath("//*[local-name()='svg']")


def test_a_long_proposition_goes_on_and_its_rows_keep_their_numbers() -> None:
    briefing = invented.briefing()
    (proposition,) = briefing.propositions
    chosen = [c.id for c in briefing.claims][:5]
    claims = tuple(replace(c, proposition="closes" if c.id in chosen else None) for c in briefing.claims)
    stances = tuple(Stance(claim=id) for id in chosen)
    long = replace(briefing, claims=claims, propositions=(replace(proposition, claims=stances),))
    site = Site(long, Options(rows=2))
    uris = [s.uri for s in site.specs if s.kind == "proposition"]
    assert uris == [CLOSES, "propositions/closes/page-2.md", "propositions/closes/page-3.md"]
    numbers = [n for uri in uris for n in site.read(uri).xpath("//span[@class='bf-rank']/text()")]
    assert [n for n in numbers if n.isdigit()][:5] == ["1", "2", "3", "4", "5"]
    assert len(site.read(uris[1]).xpath("//*[local-name()='svg']")) == 0, "the picture stands on the first page"
    ids = [id for uri in uris for id in site.read(uri).xpath("//li[@class='bf-row']/@id")]
    assert sorted(ids) == sorted(chosen)


UNDATED = """\
Nets on the quay

The fisher Odd Lunde said that the quay is unlikely to be rebuilt.
"""


def test_undated_claims_stand_last_with_the_bound_that_was_found(tmp_path: Path) -> None:
    corpus, curation = tmp_path / "corpus", tmp_path / "curation"
    corpus.mkdir()
    curation.mkdir()
    (corpus / "nets.txt").write_text(UNDATED, "utf-8")
    (corpus / "dated.txt").write_text("A quay\n\n2 May 2031\n\nThe mayor Ivo Marek said it is likely.\n", "utf-8")
    (curation / "propositions.yml").write_text(
        "quay:\n  statement: The quay is rebuilt\n  claims:\n"
        "    - {article: nets, exact: unlikely, stance: unlikely}\n"
        "    - {article: dated, exact: likely, stance: likely}\n",
        "utf-8",
    )
    found = brief(corpus, curation)
    nets = found.entries[-1]
    start = nets.analysis.text.index("quay")
    bound = Flaw(code="no-date", message="The file states no date.", start=start, end=start + 4)
    cleaned = replace(nets.analysis.cleaned, flaws=(bound,))
    nets = nets.showing(replace(nets.analysis, cleaned=cleaned))
    tree = Site(replace(found, entries=(*found.entries[:-1], nets))).read("propositions/quay.md")
    moments = [" ".join(m.text_content().split()) for m in tree.xpath("//ol[@class='bf-time']/li")]
    assert moments[0].startswith("2 May 2031 r “likely”")
    assert moments[1].startswith("undated: not before “quay” (no such date is printed) “unlikely”")
    assert text_of(tree, "//h2[@id='undated']/following-sibling::p[1]").endswith(
        "the text holds “quay”, so it is not older than that"
    )
    assert tree.xpath("//h2/@id").index("dated") < tree.xpath("//h2/@id").index("undated")


# ------------------------------------------------------------------ suggestions


QUAY = {
    "one": "Quay\n\n2 May 2031\n\nIvo Marek said that the northern quay will certainly be rebuilt this summer.\n",
    "two": "Quay again\n\n3 May 2031\n\nRuna Holt said that the northern quay will not be rebuilt this summer.\n",
}


def suggesting(root: Path) -> Briefing:
    corpus, curation = root / "corpus", root / "curation"
    corpus.mkdir()
    curation.mkdir()
    for name, text in QUAY.items():
        (corpus / f"{name}.txt").write_text(text, "utf-8")
    (curation / "propositions.yml").write_text(
        "quay:\n  statement: The northern quay is rebuilt\n"
        "  claims:\n    - {article: one, exact: will certainly be rebuilt}\n",
        "utf-8",
    )
    return brief(corpus, curation)


def test_suggestions_show_in_the_preview_alone_with_the_yaml_to_confirm_them(tmp_path: Path) -> None:
    briefing = suggesting(tmp_path)
    uri = "propositions/quay.md"
    preview, public = Site(briefing, Options(preview=True)), Site(briefing)
    (box,) = preview.read(uri).xpath("//*[@id='suggestions']")
    assert "Further claim" in box.text_content() and "Runa Holt" in box.text_content()
    (ready, *_) = box.xpath(".//@data-copy")
    assert ready.startswith("# curation/propositions.yml") and yaml.safe_load(ready)
    assert not public.read(uri).xpath("//*[@id='suggestions']")
    assert not any("Suggested" in page.html for page in public.pages.values())


# ------------------------------------------------------------------ figures


def compared() -> Briefing:
    briefing = invented.briefing()
    figures = [(c.id, f.start) for c in briefing.claims for f in c.figures]
    assert len(figures) == 2
    return replace(briefing, comparable=(Comparable(figures=tuple(figures), why="both count jobs lost", by="KL"),))


def test_only_figures_that_a_person_compared_are_drawn(site: Site) -> None:
    assert not site.read("figures.md").xpath("//*[local-name()='svg']")
    drawn = Site(compared())
    tree = drawn.read("figures.md")
    (picture,) = tree.xpath("//*[local-name()='svg'][contains(@class, 'bf-amounts')]")
    lengths = [int(bar.get("width")) for bar in picture.xpath(".//rect")]
    assert lengths[1] / lengths[0] == pytest.approx(400 / 250, abs=0.02)
    words = drawn.words("figures.md")
    assert "✎ Comparable. set by KL: both count jobs lost" in words
    assert "Not comparable." not in words and "Rows 1 and 2 are set beside each other by a person." in words
    assert len(tree.xpath("//h3[@id='comparable-1']/following-sibling::div[1]//tbody/tr")) == 2


def test_what_cannot_be_drawn_honestly_is_only_listed() -> None:
    briefing = compared()
    claims = tuple(replace(c, figures=tuple(replace(f, value=None) for f in c.figures)) for c in briefing.claims)
    site = Site(replace(briefing, claims=claims))
    assert not site.read("figures.md").xpath("//*[local-name()='svg']")
    assert "Not drawn, as the values or units as printed do not allow it." in site.words("figures.md")


def test_a_long_table_goes_on_and_its_rows_keep_their_numbers(tmp_path: Path) -> None:
    for n in range(33):
        told = f"Ivo Marek said that {100 + n} residents had left."
        (tmp_path / f"flood-{n:02}.txt").write_text(f"Flood {n}\n\n3 May 2031\n\n{told}\n", "utf-8")
    site = Site(brief(tmp_path), Options(rows=15))
    uris = [s.uri for s in site.specs if s.kind == "figures"]
    assert uris == ["figures.md", "figures/page-2.md", "figures/page-3.md"]
    numbers = [n for uri in uris for n in site.read(uri).xpath("//td[@class='bf-rank']/text()")]
    assert numbers == [str(n) for n in range(1, 34)]
    assert all("Not comparable. Nobody has said" in site.words(uri) for uri in uris)
    claims = site.read("claims.md")
    assert len(claims.xpath("//table//tbody/tr")) == 20, "the index shows the first rows and leads to all"
    assert claims.xpath("//a[.='33 rows']/@href") == ["figures.html#figures-1"]


# ------------------------------------------------------------------ the timeline, who speaks of whom


def test_the_timeline_lists_every_article_and_statement_under_its_date(site: Site) -> None:
    tree = site.read("timeline.md")
    rows = [" ".join(r.text_content().split()) for r in tree.xpath("//table/tbody/tr")]
    assert rows[-1].startswith("undated") and "Untitled: note.txt" in rows[-1]
    briefing = invented.briefing()
    told = sum(
        int(words.split()[0]) for row in tree.xpath("//table/tbody/tr") for words in row.xpath("./td[2]/text()[1]")
    )
    assert told == sum(c.voice == "attributed" for c in briefing.claims)
    assert "Harbour board doubts that the port will close" in " ".join(rows)


@pytest.mark.parametrize(("count", "unit"), [(39, ""), (41, "by month"), (2000, "by year"), (30_000, "by decade")])
def test_many_dates_are_put_together_and_that_is_said(count: int, unit: str) -> None:
    from datetime import date, timedelta

    briefing = invented.briefing()
    entry, *_ = (e for e in briefing.entries if e.analysis.cleaned.metadata.date)
    entries = []
    for n in range(count if count < 100 else 80):
        step = 1 if count < 100 else count // 80
        day = (date(1950, 1, 1) + timedelta(days=n * step)).isoformat()
        meta = entry.analysis.cleaned.metadata
        assert meta.date
        cleaned = replace(entry.analysis.cleaned, metadata=replace(meta, date=replace(meta.date, value=day)))
        linked = replace(entry.linked, id=f"a{n}", mentions=())
        shown = entry.showing(replace(entry.analysis, cleaned=cleaned))
        entries.append(replace(shown, id=f"a{n}", linked=linked))
    claim = replace(briefing.claims[0], article="a0", reported=None, said=None)
    words = Site(replace(briefing, entries=tuple(entries), claims=(claim,), propositions=())).words("timeline.md")
    assert unit in words and ("put together" in words) == bool(unit)


SPOKEN = {
    "a": "Port\n\n2 May 2031\n\nIlse Marrow said that Tomas Reyk had never asked. Ilse Marrow spoke on Monday.\n",
    "b": "Port again\n\n3 May 2031\n\nTomas Reyk said that Ilse Marrow had been asked twice. Tomas Reyk was angry.\n",
    "c": "Port once more\n\n4 May 2031\n\nTomas Reyk said that Ilse Marrow knew all of it.\n",
}


def test_who_speaks_of_whom_with_the_sentence(tmp_path: Path) -> None:
    for name, text in SPOKEN.items():
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    site = Site(brief(tmp_path))
    tree = site.read("who.md")
    rows = [" ".join(r.text_content().split()) for r in tree.xpath("//table/tbody/tr")]
    assert rows[0].startswith("Tomas Reyk Ilse Marrow 2 Tomas Reyk said that Ilse Marrow had been asked twice.")
    assert rows[1].startswith("Ilse Marrow Tomas Reyk 1")
    (picture,) = tree.xpath("//*[local-name()='svg']")
    assert picture.get("role") == "img" and not picture.xpath(".//a")
    assert sorted(t.text for t in picture.xpath(".//text[@class='bf-name']")) == sorted(
        ["Ilse Marrow", "Tomas Reyk"] * 2
    )
    assert len(picture.xpath(".//path")) == 2
    assert not picture.xpath(".//@fill | .//@stroke | .//@style"), "colours are the page's"


def test_where_nobody_speaks_of_anybody_that_is_said(site: Site) -> None:
    assert "No statement names anybody else." in site.words("who.md")


# ------------------------------------------------------------------ key lines that nobody has read


def test_a_key_line_on_unread_evidence_is_marked_where_the_team_asks_for_it() -> None:
    briefing = invented.briefing()
    notes = replace(briefing.curation.briefing, require_reviewed="key_lines")
    strict = replace(briefing, curation=replace(briefing.curation, briefing=notes), checked={})
    mark = "rests on what no person has checked"
    assert mark not in Site(briefing).words("index.md")
    assert mark in Site(strict).words("index.md")
    by_me = Checked(by="KL", on=None, file="x", line=1)
    read = {**{c.id: by_me for c in strict.claims}, **{e: by_me for line in notes.key_lines for e in line.evidence}}
    assert mark not in Site(replace(strict, checked=read)).words("index.md")


def test_data_quality_says_how_much_a_person_has_checked(site: Site) -> None:
    words = site.words("quality.md")
    made = sum(c.voice == "attributed" for c in invented.briefing().claims)
    assert f"of {made} checked" in words and "Evidence of key lines: " in words and "KL 1" in words


def test_data_quality_names_articles_that_were_withdrawn() -> None:
    gone = Withdrawn(id="gone", on="2031-05-02", why="its author asked for it")
    words = Site(replace(invented.briefing(), withdrawn=(gone,))).words("quality.md")
    assert "Withdrawn articles gone its author asked for it" in words


# ------------------------------------------------------------------ one heading a page


@pytest.mark.parametrize(("written", "first"), [("# What we know\n\nWords.\n", "What we know"), ("Words.\n", None)])
def test_a_page_has_one_first_heading_whatever_a_person_wrote_above_it(
    tmp_path: Path, written: str, first: str | None
) -> None:
    project = Project(tmp_path)
    project.write("docs/index.md", written)
    project.write("docs/actors/berit-solvang.md", written)
    site = project.build()
    for uri, own in (("index.html", "Briefing"), ("actors/berit-solvang", "Berit Solvang")):
        page = site.page(uri)
        (heading,) = page.xpath("//article//h1")
        assert heading.text_content().strip().rstrip("¶") == (first or own)
        if first:
            assert own in page.xpath("//article//h2[@class='bf-title']")[0].text_content()


# ------------------------------------------------------------------ what people wrote is no markup either


def test_hostile_words_of_people_and_articles_are_letters_in_pictures_and_tables() -> None:
    briefing = with_agreement()
    (proposition,) = briefing.propositions
    evil = "</text></svg><script>alert(1)</script>{{ 7*7 }}\u202e"
    stances = tuple(replace(s, stance=evil, note=evil) for s in proposition.claims)
    pairs = tuple(replace(p, why=evil, confirmed_by=evil) for p in proposition.agreements)
    made = replace(proposition, statement=evil, note=evil, claims=stances, agreements=pairs, conflicts=pairs)
    actors = tuple(replace(a, name=evil) for a in briefing.actors)
    figures = tuple((c.id, f.start) for c in briefing.claims for f in c.figures)
    compared = (Comparable(figures=figures, why=evil, by=evil),)
    site = Site(replace(briefing, propositions=(made,), actors=actors, comparable=compared), Options(preview=True))
    for uri in (
        "index.md",
        CLOSES,
        "figures.md",
        "timeline.md",
        "who.md",
        "quality.md",
        "actors/tomas-reyk.md",
        "claims.md",
    ):
        html = site.pages[uri].html
        assert "<script" not in html and "\u202e" not in html and "49" not in site.words(uri).split(), uri
    assert "<script>alert(1)</script>" in site.words(CLOSES)
