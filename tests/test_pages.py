"""Every kind of page of a small briefing about invented people, read as a reader's browser reads it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote

import pytest
import yaml
from lxml import html as lxml_html
from msgspec.structs import replace

import invented
from mkdocs_briefing import publish
from mkdocs_briefing.exports.citations import fragment
from mkdocs_briefing.model import Actor, Briefing, Curation, Mention
from mkdocs_briefing.pipeline import brief
from mkdocs_briefing.publish import dates
from mkdocs_briefing.publish.options import Options
from mkdocs_briefing.publish.planning import PageSpec, plan
from mkdocs_briefing.publish.site import ASSETS, Publisher, Rendered
from mkdocs_briefing.publish.standoff import visible
from mkdocs_briefing.publish.words import Words, phrases

OWN = Path(__file__).parents[1] / "plugin" / "mkdocs_briefing" / "publish"
HOSTILE = (
    "<script>alert(1)</script>",
    "{{ 7*7 }}",
    "[x](javascript:alert(1))",
    "&lt;b&gt;",
    "</title><h1>",
    "\u05e9\u05dc\u05d5\u05dd\u202e",
)


def url(start: str, goal: str) -> str:
    """Relative addresses as a site without directory URLs has them."""
    return posixpath.relpath(goal.replace(".md", ".html"), posixpath.dirname(start) or ".")


class Pages(Mapping[str, Rendered]):
    """Every page of a publisher by its address, rendered when it is asked for."""

    def __init__(self, publisher: Publisher) -> None:
        self._publisher = publisher
        self._specs = {spec.uri: spec for spec in publisher.pages}
        self._rendered: dict[str, Rendered] = {}

    def __getitem__(self, uri: str) -> Rendered:
        if uri not in self._rendered:
            self._rendered[uri] = self._publisher.render(self._specs[uri])
        return self._rendered[uri]

    def __iter__(self) -> Iterator[str]:
        return iter(self._specs)

    def __len__(self) -> int:
        return len(self._specs)


class Site:
    """All pages of a briefing."""

    def __init__(self, briefing: Briefing, options: Options | None = None, templates: list[Path] | None = None) -> None:
        publisher = Publisher(briefing, options or Options(), url, templates or [])
        self.specs = publisher.pages
        self.pages = Pages(publisher)

    def read(self, uri: str) -> lxml_html.HtmlElement:
        return lxml_html.document_fromstring(f"<!doctype html><html><body>{self.pages[uri].html}</body></html>")

    def words(self, uri: str) -> str:
        return " ".join(self.read(uri).text_content().split())


@pytest.fixture(scope="module")
def site() -> Site:
    return Site(invented.briefing())


def test_the_plan_names_every_page_before_any_is_rendered(site: Site) -> None:
    assert [s.uri for s in site.specs] == [
        "index.md",
        "articles.md",
        "articles/note.md",
        "articles/strike.md",
        "actors.md",
        "actors/ilse-marrow.md",
        "actors/tomas-reyk.md",
        "actors/dockers-union.md",
        "claims.md",
        "propositions/closes.md",
        "figures.md",
        "timeline.md",
        "who.md",
        "quotations.md",
        "unnamed.md",
        "quality.md",
        "print.md",
    ]
    assert {s.uri: s.section for s in site.specs}["actors/tomas-reyk.md"] == "actors.md"


def test_actors_named_in_passing_places_and_doubtful_ones_have_no_page(site: Site) -> None:
    kinds = {s.key for s in site.specs if s.kind == "actor"}
    assert not kinds & {"kestrel-radio", "ostrhaven", "unsure"}
    asked = plan(invented.briefing(), Options(place_pages=True))
    assert "ostrhaven" in {s.key for s in asked if s.kind == "actor"}
    index = site.read("actors.md")
    assert index.xpath("//a[normalize-space()='Kestrel Radio']/@href") == ["articles/strike.html#line-4"]
    assert "Unsure Thing" not in site.words("actors.md")


@pytest.mark.parametrize("curated", [True, False])
@pytest.mark.parametrize("preview", [True, False])
def test_every_link_leads_somewhere_and_every_id_is_the_only_one(curated: bool, preview: bool) -> None:
    site = Site(invented.briefing(curated), Options(preview=preview, rows=3))
    at = {s.uri.replace(".md", ".html"): s.uri for s in site.specs}
    for uri, page in site.pages.items():
        tree = site.read(uri)
        ids = tree.xpath("//@id")
        assert sorted(set(ids)) == sorted(ids), f"{uri}: an id stands twice"
        assert page.anchors == frozenset(ids)
        assert all(item.id in page.anchors for item in page.toc)
        for href in tree.xpath("//a/@href"):
            assert re.match(r"https?://|mailto:|[^:]*(#|\Z)", href), href
            if "://" in href:
                continue
            path, _, anchor = href.partition("#")
            goal = at[posixpath.normpath(posixpath.join(posixpath.dirname(uri), path))] if path else uri
            assert not anchor or unquote(anchor) in site.pages[goal].anchors, f"{uri} → {href}"


def test_reading_down_an_article_is_reading_its_source(site: Site) -> None:
    """Each kept paragraph once, whole, in order; heads, feet and numbers are no part of it."""
    for entry in invented.briefing().entries:
        shown = [p.text_content() for p in site.read(f"articles/{entry.id}.md").xpath("//*[@class='bf-p']")]
        title = entry.analysis.cleaned.metadata.title
        kept = [entry.analysis.text[b.start : b.end] for b in entry.analysis.cleaned.blocks if b.kept]
        assert shown == [words for words in kept if not title or words != title.value]


def callouts(site: Site) -> list[lxml_html.HtmlElement]:
    return list(site.read("articles/strike.md").xpath("//figure"))


def text_of(element: lxml_html.HtmlElement, path: str) -> str:
    return " ".join(" ".join(e.text_content() for e in element.xpath(path)).split())


def test_a_callout_has_its_speaker_above_and_chain_below(site: Site) -> None:
    first = callouts(site)[0]
    assert "● named Ilse Marrow, “who heads the harbour board”" in text_of(first, "header")
    assert text_of(first, "footer") == "Through Kestrel Radio → The Ostrhaven Courier"
    assert len(first.xpath("blockquote/p")) == 1, "two quotations of one speaker in one paragraph are one callout"
    assert first.xpath(".//span[contains(@class, 'bf-said')]")


def test_a_scrap_gets_one_line_and_no_box(site: Site) -> None:
    tree = site.read("articles/strike.md")
    (line,) = tree.xpath("//p[@class='bf-scrap-line']")
    words = " ".join(line.text_content().split())
    assert "◐ as “two crane drivers”" in words
    assert "a letter → The Ostrhaven Courier" in words
    assert "Hedged “allegedly”" in words and "Not verified “was not able to verify”" in words
    assert line.getprevious().tag == "p"


def test_unnamed_speakers_say_so_and_keep_the_words_that_stand_there(site: Site) -> None:
    drivers = callouts(site)[1]
    assert "bf-dashed" in drivers.get("class")
    assert "◐ as “the drivers” two crane drivers (unnamed)" in text_of(drivers, "header")
    assert text_of(drivers, "footer") == "Hedged “reportedly”"
    assert drivers.xpath("header//*[contains(@class, 'bf-printed')]"), "a description does not look like a name"
    assert not callouts(site)[0].xpath("header//*[contains(@class, 'bf-printed')]")


def test_where_nobody_is_found_nobody_is_guessed(site: Site) -> None:
    unknown = callouts(site)[2]
    assert "bf-dotted" in unknown.get("class")
    assert "? as “He” Speaker not found" in text_of(unknown, "header")
    assert not unknown.xpath("header//a[contains(@href, 'actors/')]")
    assert "“[in the office]” stands in brackets in the source" in text_of(unknown, "footer")
    assert "“…” is in the source; nothing was cut by us" in text_of(unknown, "footer")


def test_a_quotation_over_two_paragraphs_is_one_callout_with_the_persons_mark(site: Site) -> None:
    last = callouts(site)[3]
    assert len(last.xpath("blockquote/p")) == 2
    assert "✎ set by KL Tomas Reyk" in text_of(last, "header")
    assert "he heads the union. The machine had: speaker not found." in text_of(last, "footer")


def test_reporting_words_are_grey_and_said_words_are_not(site: Site) -> None:
    grey = [e.text_content() for e in callouts(site)[1].xpath(".//span[@class='bf-reporting']")]
    assert grey == ["the drivers reportedly wrote"]


def test_what_the_article_says_around_a_quotation_is_grey_too(tmp_path: Path) -> None:
    said = "“The quay was never safe for boats of that size,” said Ilva Torm, the harbour master."
    (tmp_path / "quay.txt").write_text(f"Quay\n\nThe board met for an hour. {said} Nobody asked her why.\n", "utf-8")
    callout = Site(brief(tmp_path)).read("articles/quay.md").xpath("//figure")[0]
    grey = "|".join(e.text_content() for e in callout.xpath(".//span[@class='bf-reporting']"))
    assert grey == "The board met for an hour|said Ilva Torm, the harbour master.| Nobody asked her why"


def test_a_sentence_with_a_quoted_scrap_is_a_report_and_a_quotation_with_an_opening_is_none(tmp_path: Path) -> None:
    (tmp_path / "quay.txt").write_text(
        "Quay\n\nIlva Torm said that the southern quay of the town would be in “full use” again before the winter.\n\n"
        "Jonas Reik said that “nobody in this town has ever asked for a second quay of that size”.\n",
        "utf-8",
    )
    rows = [
        text_of(r, ".//*[@class='bf-words']")
        for r in Site(brief(tmp_path)).read("claims.md").xpath("//li[@class='bf-row']")
    ]
    assert [words.startswith("reported:") for words in rows] == [True, False]


def test_what_says_nothing_without_its_verb_is_listed_with_it(tmp_path: Path) -> None:
    said = (
        "has refused to lift the order for 29 houses",
        "put the number of boats at 18",
        "said that it was safe there",
    )
    (tmp_path / "quay.txt").write_text("Quay\n\n" + "\n\n".join(f"Ilva Torm {words}." for words in said), "utf-8")
    lines = [
        text_of(li, ".") for li in Site(brief(tmp_path)).read("articles/quay.md").xpath("//ol[@class='bf-claims']/li")
    ]
    listed = [line.partition("Torm ")[2] for line in lines]
    assert listed == [
        "has refused to lift the order for 29 houses",
        "put the number of boats at 18",
        "that it was safe there",
    ]


def test_names_are_linked_once_a_paragraph_and_never_inside_a_link(site: Site) -> None:
    tree = site.read("articles/strike.md")
    first = tree.xpath("//*[@id='line-4']")[0]
    assert [a.text_content() for a in first.xpath(".//a[@class='bf-actor']")] == ["Ilse Marrow"]
    assert first.xpath(".//a[@class='bf-out']/@href") == ["https://kestrel.example/"]
    assert not tree.xpath("//a//a")


def test_the_rest_of_the_article_page(site: Site) -> None:
    words = site.words("articles/strike.md")
    assert "6 quotations, 3 speakers:" in words
    assert "1 verification note." in words
    assert "Bears on: The port of Ostrhaven closes (2 claims)" in words
    assert "Paragraphs are probably out of order. line 4 Speakers known only by order" in words
    assert "The Ostrhaven Courier · 4 March 2031 · author not stated" in words
    assert "other stories Read more: our other stories" in words, "what was cut away stands in full, with its reason"
    assert "“soft” set off" in words
    assert "Both quote Tomas Reyk." in words
    assert invented.briefing().entries[1].analysis.sha256 in words
    assert "Harbâ€™our" in words


def test_line_numbers_are_drawn_and_not_written(site: Site) -> None:
    tree = site.read("articles/strike.md")
    assert tree.xpath("//*[@id='line-6']/@data-line") == ["6"]
    assert "attr(data-line)" in ASSETS["assets/briefing.css"].read_text("utf-8")
    assert site.pages["articles/strike.md"].toc[0].title == "At a glance"


def test_claims_stand_whole_by_proposition_with_their_doubt_in_bold(site: Site) -> None:
    tree = site.read("claims.md")
    first = tree.xpath("//section[1]")[0]
    assert text_of(first, "h2") == "P1 The port of Ostrhaven closes"
    rows = first.xpath(".//li")
    assert "told Kestrel Radio on Monday that a closure of the port is unlikely." in text_of(rows[0], ".")
    assert text_of(rows[0], ".//strong") == "unlikely"
    assert "3 Mar 2031“on Monday”" in text_of(rows[0], ".//div[@class='bf-when']").replace(" “", "“")
    assert "⊘ denies" in text_of(rows[1], ".")
    assert "Conflict: row 1 and row 2, confirmed by KL." in text_of(first, ".")
    assert "Agreement: none recorded (not the same as: none exists)." in text_of(first, ".")
    assert len(tree.xpath("//li[@class='bf-row']")) == len(invented.briefing().claims)
    assert "checked by KL" in site.words("claims.md")


def test_figures_stand_side_by_side_and_are_not_compared(site: Site) -> None:
    for uri in ("claims.md", "figures.md"):
        assert (
            "Not comparable. How far the count reaches is not the same as printed: row 1 “at the northern gate alone”; "
            "row 2 not stated."
        ) in site.words(uri)
        rows = [" ".join(r.text_content().split()) for r in site.read(uri).xpath("//table/tbody/tr")]
        assert rows[0].startswith("1 “Some 250” “jobs” “at the northern gate alone” a port official (unnamed)")
        assert rows[1].startswith("2 “400” “jobs” not stated Dockers’ Union") and rows[1].endswith("undated")
        assert not site.read(uri).xpath("//svg[contains(@class, 'bf-amounts')]"), "nobody has set them side by side"


def test_people_by_whatever_word_stand_side_by_side(tmp_path: Path) -> None:
    told = ("340 people had left", "1,180 residents had left", "612 evacuees had come")
    for n, words in enumerate(told):
        (tmp_path / f"{n}.txt").write_text(f"Flood {n}\n\nIvo Marek {n} said that {words} by the evening.\n", "utf-8")
    (heading,) = Site(brief(tmp_path)).read("claims.md").xpath("//h3[starts-with(@id, 'figures-')]")
    assert heading.text_content() == "people, residents, evacuees"


def test_claims_below_an_article_are_whole_and_never_cut_by_the_browser(site: Site) -> None:
    starts = site.read("articles/strike.md").xpath("//ol[@class='bf-claims']//*[@class='bf-start']")
    assert starts and not any(s.text_content().endswith("…") for s in starts)
    css = (Path(publish.__file__).parent / "assets" / "briefing.css").read_text("utf-8")
    rules = re.findall(r"ol\.bf-claims > li \{([^}]*)\}", css)
    assert rules and not re.search("nowrap|hidden|ellipsis", " ".join(rules))


def test_an_actors_page_keeps_what_is_said_apart_from_what_is_said_of_them(site: Site) -> None:
    tree = site.read("actors/tomas-reyk.md")
    assert "Quoted 2 times. 1 further statement reported." in site.words("actors/tomas-reyk.md")
    assert len(tree.xpath("//h2[@id='says']/following-sibling::ol[1]/li")) == 3
    assert "“who heads the harbour board”" in site.words("actors/ilse-marrow.md")
    assert "head of the harbour board ✎" in site.words("actors/ilse-marrow.md")
    assert "No statement" not in site.words("actors/tomas-reyk.md")


def test_home_gives_a_persons_question_and_lines_with_their_evidence(site: Site) -> None:
    tree = site.read("index.md")
    assert tree.xpath("string(//h1)") == "Will the port of Ostrhaven close?"
    words = site.words("index.md")
    assert "Prepared by KL · information to 1 April 2031 · edition 1 · For the harbour desk only" in words
    evidence = [text_of(d, ".") for d in tree.xpath("//details")]
    assert "a closure of the port is unlikely" in evidence[0]
    assert "two crane drivers" in evidence[1], "a quotation's id leads to the claim that holds it"
    assert "✎ confirmed by KL" in words
    sides = [text_of(p, ".") for p in tree.xpath("//*[@class='bf-sides']/p")]
    assert sides[0] == "“unlikely” Ilse Marrow, row 1" and sides[1].endswith("Tomas Reyk, row 2")
    assert "“unlikely” Ilse Marrow" in words


def test_without_a_question_home_lists_articles_and_only_the_preview_asks_for_one() -> None:
    public = Site(invented.briefing(curated=False))
    preview = Site(invented.briefing(curated=False), Options(preview=True))
    assert "has no question yet" not in public.words("index.md")
    assert "has no question yet" in preview.words("index.md")
    assert "Harbour board doubts that the port will close" in public.words("index.md")
    assert "Conflict" not in public.words("index.md"), "nobody looked, so nothing is said"


def test_ready_yaml_is_for_the_preview_and_names_its_file(site: Site) -> None:
    assert not site.read("articles/strike.md").xpath("//*[contains(@data-copy, 'corrections:')]")
    preview = Site(invented.briefing(), Options(preview=True, corpus="scrapes"))
    for uri in ("articles/strike.md", "claims.md"):
        ready = preview.read(uri).xpath("//@data-copy[contains(., '- {')]")
        assert ready and all(r.startswith(("# scrapes/strike.yml", "# scrapes/note.yml")) for r in ready)
        assert all(yaml.safe_load(r) for r in ready)
    written = yaml.safe_load(preview.read("actors/tomas-reyk.md").xpath("//@data-copy[contains(., 'actors.yml')]")[0])
    assert written == {"tomas-reyk": {"name": "Tomas Reyk", "type": "person", "aliases": ["Reyk"]}}


def test_the_preview_names_the_rules_behind_what_it_shows(site: Site) -> None:
    uri = "articles/strike.md"
    preview = Site(invented.briefing(), Options(preview=True))
    heads = preview.read(uri).xpath("//figure/header | //p[@class='bf-scrap-line']")
    assert heads and all("rule: marks" in head.text_content() for head in heads)
    assert "rule: marks, test" in text_of(heads[0], ".")
    assert "rule: sponsor" in preview.words(uri)
    for public in (site.words(uri), preview.words("print.md")):
        assert "rule:" not in public


def test_the_preview_names_what_is_most_doubtful_before_anybody_asked_a_question() -> None:
    preview = Site(invented.briefing(curated=False), Options(preview=True))
    hint = " ".join(preview.read("index.md").xpath("string(//div[@class='bf-hint'])").split())
    assert "Most doubtful so far: note.txt" in hint


def test_unnamed_sources_are_listed_by_article_and_never_merged(site: Site) -> None:
    names = [e.text_content() for e in site.read("unnamed.md").xpath("//span[@class='bf-name']")]
    assert sorted(names) == ["“a port official”", "“the drivers”", "“two crane drivers”"]


def test_data_quality_lists_flaws_unreadable_files_and_missing_speakers(site: Site) -> None:
    words = site.words("quality.md")
    assert "No date: 1 of 2 articles Untitled: note.txt" in words
    assert "broken.html: is no text in any known encoding" in words
    assert "speaker not found: 1 quotation" in words
    assert "Paragraphs out of order: 1 of 2 articles" in words


def test_paper_says_what_it_leaves_out_and_bears_the_handling_line() -> None:
    site = Site(invented.briefing(), Options(print_full_texts=1))
    assert "The full text of 1 article is left out here." in site.words("print.md")
    assert r'"For\20 the\20 harbour' in site.pages["print.md"].html


def hostile() -> Briefing:
    """Letters that mean something to HTML, Jinja or Markdown, wherever words of others show."""
    draft = invented.Draft("bad", "\n".join((*HOSTILE, 'He said "' + " and ".join(HOSTILE) + '", he did.')))
    draft.metadata.clear()
    everything = " and ".join(HOSTILE)
    title = HOSTILE[0] + HOSTILE[1] + HOSTILE[2] + HOSTILE[3] + HOSTILE[4]
    for field, value in (("title", title), ("publisher", HOSTILE[0]), ("url", "javascript:alert(1)")):
        draft.fact(field, value, words=HOSTILE[0], where="front-matter:1")
    draft.fact("author", HOSTILE[3], words=HOSTILE[4], where="front-matter:2")
    draft.metadata["author"] = (draft.metadata["author"],)
    draft.say(everything, source="He", cue="said", sentence=draft.text.split("\n")[-1], actor="x")
    draft.mentions.append(Mention(start=draft.text.index("He said"), end=draft.text.index("He said") + 2, actor="x"))
    entry = draft.entry(markup=(invented.Markup(start=0, end=8, kind="link", href="javascript:alert(1)"),))
    actor = Actor(
        id="x",
        name=HOSTILE[0] + HOSTILE[5],
        type="person",
        aliases=(invented.Alias(text=HOSTILE[1], count=1),),
        identity=HOSTILE[2],
        roles=(),
        wikidata='"><script>',
        tier="published",
        articles=1,
        mentions=5,
    )
    return replace(
        invented.briefing(), entries=(entry,), actors=(actor,), claims=tuple(draft.claims()), propositions=()
    )


def test_hostile_words_come_out_as_letters_on_every_page() -> None:
    briefing = hostile()
    site = Site(replace(briefing, curation=Curation()), Options(preview=True))
    for uri in site.pages:
        tree = site.read(uri)
        assert not tree.xpath("//script | //title | //img"), uri
        assert len(tree.xpath("//h1")) == 1
        assert not [h for h in tree.xpath("//@href") if "javascript" in h.lower()], uri
        assert "49" not in [w.strip() for w in tree.xpath("//text()")], uri
        assert "\u202e" not in site.pages[uri].html, uri
    said = site.read("articles/bad.md").xpath("//figure/blockquote/p")[0].text_content()
    assert said == visible(briefing.entries[0].analysis.text.split("\n")[-1])
    assert site.read("articles/bad.md").xpath("string(//h1)") == "".join(HOSTILE[:5])
    assert site.read("actors/x.md").xpath("string(//h1)") == visible(HOSTILE[0] + HOSTILE[5])


def test_a_theme_overrides_one_template_and_the_rest_stays(tmp_path: Path) -> None:
    (tmp_path / "briefing").mkdir()
    (tmp_path / "briefing" / "quality.html").write_text("<h1>{{ title }}</h1><p>ours: {{ view.articles }}</p>", "utf-8")
    site = Site(invented.briefing(), templates=[tmp_path])
    assert site.pages["quality.md"].html == "<h1>Data quality</h1><p>ours: 2</p>"
    assert "Will the port" in site.words("index.md")


def test_long_indexes_go_on_to_further_pages() -> None:
    site = Site(invented.briefing(), Options(rows=4))
    claims = [s for s in site.specs if s.kind == "claims"]
    assert [s.uri for s in claims] == ["claims.md", "claims/page-2.md", "claims/page-3.md"]
    shown = [row for s in claims for row in site.read(s.uri).xpath("//li[@class='bf-row']/@id")]
    assert len(shown) == len(set(shown)) == len(invented.briefing().claims)
    assert site.read("claims/page-2.md").xpath("//nav//span[@aria-current]/text()") == ["2"]


def test_pages_are_the_same_every_time() -> None:
    first, second = Site(invented.briefing()), Site(invented.briefing())
    assert first.pages == second.pages


def test_a_page_that_is_not_planned_is_an_error() -> None:
    publisher = Publisher(invented.briefing(), Options(), url)
    with pytest.raises(KeyError):
        publisher.render(PageSpec(uri="articles/none.md", kind="article", title="x", key="none"))


def test_every_word_that_templates_and_views_ask_for_is_in_the_file_and_none_is_left_over() -> None:
    sources = "\n".join(p.read_text("utf-8") for p in OWN.rglob("*") if p.suffix in (".py", ".html"))
    asked = set(re.findall(r"""\b(?:w|words)\(\s*["']([a-z0-9_-]+)["']""", sources))
    asked |= set(re.findall(r"""\bw\(["']([a-z-]+)["'] if """, sources))
    asked -= {"key"}  # of the example in a docstring
    known = phrases("en")
    assert asked <= known.keys(), sorted(asked - known.keys())
    families = (
        "reason-",
        "flaw-",
        "certainty-",
        "use-",
        "correction-",
        "field-",
        "type-",
        "month-",
        "season-",
        "date-",
    )
    families += ("language-", "claims-", "no-proposition-", "care-", "sort-", "export-", "reliability-")
    families += ("message-", "suggest-", "problem-", "grouped-", "differ-", "method-", "changes-")
    loose = {k for k in known if k not in asked and not k.startswith(families) and f'"{k}"' not in sources}
    assert not loose, sorted(loose)


@pytest.mark.parametrize(
    ("edtf", "long", "short"),
    [
        ("2022-07-12", "12 July 2022", "12 Jul 2022"),
        ("2023-01~", "c. January 2023", "c. Jan 2023"),
        ("2022", "2022", "2022"),
        ("2022-06-21/2022-06-30", "late June 2022", "late Jun 2022"),
        ("2022-07-04/2022-07-10", "4–10 July 2022", "4–10 Jul 2022"),
        ("2022-03-20/..", "from 20 March 2022", "from 20 Mar 2022"),
        ("../2022-03", "until March 2022", "until Mar 2022"),
        ("2022-21", "spring 2022", "spring 2022"),
        ("2022-07-12T10:30:00Z", "12 July 2022", "12 Jul 2022"),
        ("no date at all", "no date at all", "no date at all"),
    ],
)
def test_dates_are_written_in_words(edtf: str, long: str, short: str) -> None:
    assert dates.in_words(edtf, Words()) == long
    assert dates.in_words(edtf, Words(), short=True) == short


def test_dates_sort_and_undated_is_last() -> None:
    given = [None, "2023-01~", "2022-07-12", "../2022-03", "2022"]
    assert sorted(given, key=dates.order) == ["2022", "../2022-03", "2022-07-12", "2023-01~", None]


def test_text_fragments_find_long_words_by_their_ends() -> None:
    text = "one two three four five six seven eight nine ten"
    assert fragment("https://a.example/", text, ((0, 7),)) == "https://a.example/#:~:text=one%20two"
    assert fragment("https://a.example/", text, ((0, len(text)),)) == (
        "https://a.example/#:~:text=one%20two%20three%20four%20five,seven%20eight%20nine%20ten"
    )


def test_a_text_printed_twice_is_one_row_that_names_the_other_printing(tmp_path: Path) -> None:
    body = "\n\n".join(
        f"Paragraph {n} tells of the quay, of crane {n} and of the tide that came in at hour {n}." for n in range(12)
    )
    said = '"The quay was never safe in any winter that I remember," said Ilva Torm, the harbour master.'
    for name, publisher, date in (("wire", "Coast Wire", "2024-03-01"), ("paper", "Bay Paper", "2024-03-02")):
        (tmp_path / f"{name}.txt").write_text(f"Quay closed\n\n{said}\n\n{body}\n", encoding="utf-8")
        (tmp_path / f"{name}.yml").write_text(f"publisher: {publisher}\ndate: {date}\n", encoding="utf-8")
    site = Site(brief(tmp_path))
    shown = [r for r in site.read("claims.md").iter("li") if "bf-row" in r.get("class", "")]
    rows = [words for r in shown if "never safe" in (words := " ".join(r.text_content().split()))]
    assert len(rows) == 1
    assert "Coast Wire" in rows[0] and "One text, printed in 1 more outlet and counted once: Bay Paper" in rows[0]


CHANGED = """The pier is sinking

Ottilie Brandvold, who chairs the harbour board, met the people of the village on Monday.

“Nobody ever asked us for a pier, and nobody ever will ask us for one.”

The pier has sunk by four centimeters a weak, and more of it will sink before the summer is over, the village fears.

“It was long enough,” said a diver. The board will meet again before the summer, when the water is low and warm.
"""


def changed(folder: Path, corrections: str) -> Site:
    """The pages of one article with these corrections beside it."""
    (folder / "pier.txt").write_text(CHANGED, "utf-8")
    (folder / "pier.yml").write_text(f"date: 2031-03-04\npublisher: Coast Wire\ncorrections:\n{corrections}", "utf-8")
    return Site(brief(folder))


def test_what_a_person_changed_stands_beside_what_the_machine_had(tmp_path: Path) -> None:
    nobody = '  - {quote: "Nobody ever asked us", speaker: ottilie-brandvold, by: AB, why: she told me}\n'
    added = '  - {quote: "more of it will sink", speaker: ottilie-brandvold, by: CD, why: her words}\n'
    use = '  - {reject_quote: "It was long enough", use: slogan, by: EF}\n'
    page = changed(tmp_path, nobody + added + use).words("articles/pier.md")
    assert "set by AB she told me. The machine had: speaker not found." in page
    assert "set by CD her words. The machine had: nothing here." in page
    assert "Quotation: “Nobody ever asked us”, Ottilie Brandvold ✎ AB: she told me" in page


def test_a_misprint_stays_and_what_was_meant_stands_below_its_paragraph(tmp_path: Path) -> None:
    site = changed(tmp_path, "  - {meant: {printed: weak, meant: week <b>}, by: AB, why: a slip}\n")
    for uri in ("articles/pier.md", "print.md"):
        (remark,) = site.read(uri).xpath("//p[@class='bf-scrap-line'][contains(., 'meant')]")
        assert " ".join(remark.text_content().split()) == "└ printed “weak”, meant “week <b>” ✎ AB: a slip"
        assert "centimeters a weak, and more" in remark.getprevious().text_content()
    assert "Printed word: “weak”, meant “week <b>” ✎ AB: a slip" in site.words("articles/pier.md")


def test_a_relative_pronoun_is_never_shown_as_who_speaks() -> None:
    briefing = invented.briefing()
    entry = next(e for e in briefing.entries if e.id == "note")
    number = next(
        n for n, a in enumerate(entry.analysis.annotations.attributions) if a.source_text == "a port official"
    )
    text = entry.analysis.text.replace("a port official", "the office, who")
    found = list(entry.analysis.annotations.attributions)
    at = text.index("who")
    for stands_for, shown in (("the office", "the office"), ("who", "Speaker not found")):
        found[number] = replace(found[number], source=((at, at + 3),), source_text=stands_for)
        notes = replace(entry.analysis.annotations, attributions=tuple(found))
        analysis = replace(entry.analysis, text=text, annotations=notes)
        entries = tuple(e.showing(analysis) if e is entry else e for e in briefing.entries)
        site = Site(replace(briefing, entries=entries))
        names = [e.text_content() for e in site.read("claims.md").xpath("//*[contains(@class, 'bf-name')]")]
        assert shown in names and "who" not in names


def test_the_note_of_the_briefing_stands_on_paper_too() -> None:
    briefing = invented.briefing()
    noted = replace(briefing.curation.briefing, note="All of it is invented.")
    site = Site(replace(briefing, curation=replace(briefing.curation, briefing=noted)))
    for uri in ("index.md", "print.md"):
        assert "All of it is invented." in site.words(uri)
