"""Metadata: each value with the exact words it came from; what is not known is missing, never guessed."""

from __future__ import annotations

import pytest

from mkdocs_briefing.clean import clean
from mkdocs_briefing.clean.authors import names_in, names_of
from mkdocs_briefing.clean.dates import dates, edtf
from mkdocs_briefing.clean.language import language_of
from mkdocs_briefing.clean.titles import without_site
from mkdocs_briefing.model import Declared, Fact, Metadata, Notes, Site, Source
from mkdocs_briefing.read.html import read_html
from mkdocs_briefing.read.text import read_text
from test_clean import PROSE, TITLE


def text_metadata(*lines: str, notes: Notes | None = None, path: str = "a.txt") -> tuple[Source, Metadata]:
    source = read_text(path, "\n".join(lines).encode())
    return source, clean(source, notes or Notes(), {}, None).metadata


def page_metadata(head: str, above: str = "", lang: str = "") -> Metadata:
    body = "".join(f"<p>{line}</p>" for line in PROSE)
    page = f"<html{lang}><head>{head}</head><body>{above}<div class='article-body'>{body}</div></body></html>"
    return clean(read_html("a.html", page.encode()), Notes(), {}, None).metadata


def value(fact: Fact | None) -> str | None:
    return fact.value if fact else None


# ------------------------------------------------------------------ dates


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("2031-03-04T10:00:00+02:00", "2031-03-04"),
        ("20310304", "2031-03-04"),
        ("July 12, 2031", "2031-07-12"),
        ("Tuesday, 12 July 2031, 8:22AM", "2031-07-12"),
        ("12th of July 2031", "2031-07-12"),
        ("4. März 2031", "2031-03-04"),
        ("le 4 août 2031", "2031-08-04"),
        ("4 de enero de 2031", "2031-01-04"),
        ("2031年3月4日", "2031-03-04"),
        ("04.03.2031", "2031-03-04"),
        ("13/07/2031", "2031-07-13"),
        ("July 2031", "2031-07"),
        ("04/03/2031", None),
        ("2031-13-45", None),
        ("20311345", None),
        ("in 17240473 cases", None),
        ("yesterday", None),
    ],
)
def test_dates_as_printed_and_nothing_where_they_are_ambiguous(words: str, expected: str | None) -> None:
    assert edtf(words) == expected


def test_the_span_of_a_date_is_its_words() -> None:
    text = "Posted on July 12, 2031 and updated 13 July 2031."
    assert [text[d.start : d.end] for d in dates(text)] == ["July 12, 2031", "13 July 2031"]


# ------------------------------------------------------------------ plain text


def test_title_date_address_and_publisher_of_a_scrape_with_their_words() -> None:
    address = "https://www.reuters.com/world/crane-falls-port-lindow-17"
    source, found = text_metadata(TITLE, "20310304", address, *PROSE)
    assert (value(found.title), value(found.date), value(found.url)) == (TITLE, "2031-03-04", address)
    assert value(found.publisher) == "Reuters"
    for fact in (found.title, found.date, found.url):
        assert fact is not None
        assert fact.certainty == "stated"
        assert source.text[fact.evidence.start : fact.evidence.end] == fact.evidence.words


def test_what_a_text_does_not_show_is_missing() -> None:
    _, found = text_metadata(*PROSE)
    assert (found.title, found.date, found.url, found.publisher, found.author) == (None, None, None, None, ())


def test_a_date_in_a_post_or_a_caption_is_not_the_articles() -> None:
    post = "— Port Lindow (@portlindow) March 3, 2031"
    caption = "File photo: the harbour on May 7, 2019. (Ann Lee/Example Images)"
    _, found = text_metadata(TITLE, caption, *PROSE[:3], "Look at this", post, *PROSE[3:])
    assert found.date is None


def test_the_date_of_an_address_or_a_file_name_is_inferred() -> None:
    _, by_address = text_metadata(TITLE, "https://example.org/2031/03/04/crane", *PROSE)
    assert by_address.date is not None
    assert (by_address.date.value, by_address.date.certainty) == ("2031-03-04", "inferred")
    _, by_name = text_metadata(TITLE, *PROSE, path="x/2031-03-04_crane.txt")
    assert by_name.date is not None
    assert (by_name.date.value, by_name.date.evidence.where) == ("2031-03-04", "path")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("2 days ago", "2031-02-27"),
        ("Published a day ago", "2031-02-28"),
        ("By Jan Ode | Yesterday", "2031-02-28"),
        ("35 min ago", "2031-03-01"),
        ("3 hours ago", "2031-03-01"),
        ("20 hours ago", None),
        ("3 weeks ago", None),
    ],
)
def test_relative_words_give_a_date_by_inference_where_the_day_of_fetching_is_known(
    words: str, expected: str | None
) -> None:
    fetched = Notes(declared=(Declared(field="retrieved", value="2031-03-01", where="sidecar:1"),))
    source, found = text_metadata(TITLE, words, *PROSE, notes=fetched)
    assert value(found.date) == expected
    if found.date:
        assert (found.date.certainty, found.date.method) == ("inferred", "relative words")
        assert source.text[found.date.evidence.start : found.date.evidence.end] == found.date.evidence.words
        assert found.date.evidence.words in words
    assert text_metadata(TITLE, words, *PROSE)[1].date is None


def test_the_byline_before_the_first_sentence_gives_author_and_publisher() -> None:
    source, found = text_metadata(f"(Jan Ode, The Example Post) {PROSE[0]}", *PROSE[1:])
    assert [a.value for a in found.author] == ["Jan Ode"]
    assert value(found.publisher) == "The Example Post"
    assert source.text[found.author[0].evidence.start : found.author[0].evidence.end] == "Jan Ode"


def test_a_byline_gives_its_people_and_not_the_outlet() -> None:
    _, found = text_metadata(TITLE, "By Jan Ode and Mia Falk, Staff Writers | March 4, 2031", *PROSE)
    assert [a.value for a in found.author] == ["Jan Ode", "Mia Falk"]
    assert value(found.date) == "2031-03-04"


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("By Jan Ode, Quayside Courier", ["Jan Ode"]),
        ("By Jan Ode and Mia Falk | Quayside Weekly", ["Jan Ode", "Mia Falk"]),
        ("By Jan Herald, Mia Falk", ["Jan Herald", "Mia Falk"]),
        ("By Jan Ode, Quayside Daily", ["Jan Ode"]),
        ("By Jan Ode, Mia Daily and Ilse Falk", ["Jan Ode", "Mia Daily", "Ilse Falk"]),
        ("By Jan Ode and Mia Daily", ["Jan Ode", "Mia Daily"]),
        ("By Jan Ode, Ilse Falk, and Mia Daily", ["Jan Ode", "Ilse Falk", "Mia Daily"]),
        ("By Jan Ode, Mia Travis", ["Jan Ode", "Mia Travis"]),
        ("By Jan Ode, Mia Lindblad", ["Jan Ode", "Mia Lindblad"]),
    ],
)
def test_behind_people_what_is_called_like_an_outlet_is_one(line: str, authors: list[str]) -> None:
    _, found = text_metadata(TITLE, line, *PROSE)
    assert [a.value for a in found.author] == authors
    declared = page_metadata(f'<meta name="author" content="{line}">')
    assert [a.value for a in declared.author] == authors


@pytest.mark.parametrize(
    "line",
    [
        "Jan Ode is a seasoned reporter for The Example Post. His work has been featured in Quay Weekly.",
        "Jan Ode covers ports and ships for the Example Post. Follow him on Twitter.",
        "Author Biography: An ExamplePost Harbour and Shipping Columnist, Jan Ode is a writer who knows the sea.",
    ],
)
def test_a_biography_tells_author_and_outlet_but_only_by_inference(line: str) -> None:
    source, found = text_metadata(TITLE, *PROSE, line)
    assert [(a.value, a.certainty) for a in found.author] == [("Jan Ode", "inferred")]
    assert found.publisher is not None
    assert found.publisher.value.removeprefix("The ").replace(" ", "") == "ExamplePost"
    assert found.publisher.certainty == "inferred"
    for fact in (found.publisher, *found.author):
        assert source.text[fact.evidence.start : fact.evidence.end] == fact.evidence.words


@pytest.mark.parametrize(
    ("line", "outlet", "author"),
    [
        ("The Example Ledger | March 4, 2031 | Text: Jan Ode", "The Example Ledger", ["Jan Ode"]),
        ("4 March 2031 – Example Blue – By Jan Ode", "Example Blue", ["Jan Ode"]),
        ("Exempelblad, English supplement, 4 March 2031", "Exempelblad", []),
        ("World News | 4 March 2031", None, []),
        ("Jan Ode | 4 March 2031", None, []),
    ],
)
def test_outlet_and_author_of_a_masthead(line: str, outlet: str | None, author: list[str]) -> None:
    source, found = text_metadata(TITLE, line, *PROSE)
    assert (value(found.publisher), [a.value for a in found.author]) == (outlet, author)
    assert value(found.date) == "2031-03-04"
    assert next(b for b in clean(source, Notes(), {}, None).blocks if b.start == len(TITLE) + 1).reason == "date"


def test_the_headline_below_the_menu_is_the_title_and_not_the_section() -> None:
    _, found = text_metadata("Connect with us", "Smart Ships: Ports, Piers and Boats", TITLE, *PROSE)
    assert value(found.title) == TITLE


def test_people_beat_the_text() -> None:
    notes = Notes(
        declared=(
            Declared(field="date", value="2031-03~", where="sidecar:1"),
            Declared(field="title", value="The Crane", where="front-matter:2"),
        )
    )
    _, found = text_metadata(TITLE, "20310304", *PROSE, notes=notes)
    assert (value(found.date), value(found.title)) == ("2031-03~", "The Crane")
    assert found.date is not None
    assert found.date.evidence.where == "sidecar:1"
    assert found.date.certainty == "stated"


def test_the_name_of_sources_yml_is_the_publisher_of_its_addresses() -> None:
    site = Site(id="post", name="The Example Post", domains=("example.org",))
    source = read_text("a.txt", "\n".join([TITLE, "https://news.example.org/crane-falls", *PROSE]).encode())
    assert value(clean(source, Notes(), {}, site).metadata.publisher) == "The Example Post"


# ------------------------------------------------------------------ HTML


def test_declared_values_with_their_places() -> None:
    found = page_metadata(
        f"""<title>{TITLE} - Example Post</title><meta property="og:title" content="{TITLE} - Example Post">
        <meta property="og:site_name" content="The Example Post"><meta name="author" content="By Jan Ode">
        <meta property="article:published_time" content="2031-03-04T23:30:00+10:00">
        <meta property="article:modified_time" content="2031-03-06T08:00:00Z">
        <link rel="canonical" href="https://example.org/crane">""",
        lang=' lang="en_gb"',
    )
    assert (value(found.title), value(found.publisher)) == (TITLE, "The Example Post")
    assert (value(found.date), value(found.updated)) == ("2031-03-04", "2031-03-06")
    assert (value(found.url), value(found.language)) == ("https://example.org/crane", "en-GB")
    assert [(a.value, a.evidence.words, a.evidence.where) for a in found.author] == [
        ("Jan Ode", "By Jan Ode", "meta[author]")
    ]


def test_an_author_that_is_only_the_outlet_gives_way_to_the_printed_byline() -> None:
    head = """<meta property="og:site_name" content="Example Post"><meta name="author" content="Example Post">"""
    assert [a.value for a in page_metadata(head, "<p class='byline'>By Jan Ode</p>").author] == ["Jan Ode"]
    assert [a.value for a in page_metadata(head).author] == ["Example Post"]


def test_entities_left_in_declared_titles_are_read() -> None:
    assert value(page_metadata('<meta property="og:title" content="Crane &amp;#8216;fell&amp;#8217;">').title) == (
        "Crane ‘fell’"
    )


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Crane falls | The Example Post", "Crane falls"),
        ("The Example Post: Crane falls", "Crane falls"),
        ("Crane falls - example.org", "Crane falls"),
        ("Crane falls - and rises", "Crane falls - and rises"),
        ("Port Lindow: Crane falls", "Port Lindow: Crane falls"),
        ("A crane in the harbour | Local news", "A crane in the harbour"),
    ],
)
def test_only_the_sites_name_is_cut_from_a_title(title: str, expected: str) -> None:
    assert without_site(title, ["The Example Post", "example.org"], {"a crane in the harbour"}) == expected


# ------------------------------------------------------------------ names and languages


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        ("Jan Ode", ["Jan Ode"]),
        ("By Jan Ode, Mia Falk and Bo Lind", ["Jan Ode", "Mia Falk", "Bo Lind"]),
        ("Jan Ode Published", ["Jan Ode"]),
        ("Jan Ode, Senior Reporter", ["Jan Ode"]),
        ("Jan Ode; Example Post", ["Jan Ode"]),
        ("Example Post", []),
        ("https://example.org/jan", []),
        ("j.ode@example.org", []),
        ("小田真理", ["小田真理"]),
        ("港湾新聞", []),
        ("港町編集部", []),
    ],
)
def test_people_of_a_declared_author(declared: str, expected: list[str]) -> None:
    assert names_of(declared, ["Example Post"]) == expected


def test_an_outlet_with_a_date_glued_to_it_is_no_author() -> None:
    assert [name for name, _, _ in names_in("Harbour LightMarch", ["Harbour Light"])] == []
    assert [name for name, _, _ in names_in("By Mia Falk", ["Mia"])] == ["Mia Falk"]


def test_names_of_a_byline_have_their_places() -> None:
    line = "By JAN ODE and Mia van Falk for Example Post"
    assert [(name, line[a:b]) for name, a, b in names_in(line, ["Example Post"])] == [
        ("Jan Ode", "JAN ODE"),
        ("Mia van Falk", "Mia van Falk"),
    ]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The harbour of the town was closed after a crane fell into the water, and nobody knows when it opens."),
        ("de", "Der Hafen der Stadt ist geschlossen, weil ein Kran in das Wasser gefallen ist und niemand ihn holt."),
        (
            "fr",
            "Le port de la ville est fermé depuis que la grue est tombée dans l'eau, et les bateaux ne partent pas.",
        ),
        (
            "sv",
            "Hamnen i staden är stängd efter att en kran har fallit i vattnet, och det är inte klart när den öppnar.",
        ),
        ("ru", "Порт закрыт после того, как кран упал в воду, и никто не знает, когда он будет открыт для судов."),
        ("ja", "クレーンが水に落ちた後、町の港は閉鎖された。"),
        (None, "Port Lindow 1 2 3"),
    ],
)
def test_languages_by_their_small_words(language: str | None, text: str) -> None:
    assert language_of(text) == language


def test_a_dateline_names_the_agency_by_inference_and_a_bracket_in_a_sentence_does_not() -> None:
    line = "ORDANA, Velland, Sept 16 (Transit News) - The ferry line stopped all crossings on Monday after a fire."
    _, metadata = text_metadata("Ferry line stops crossings", "", line, "", "Nobody was hurt, the harbour board said.")
    assert value(metadata.publisher) == "Transit News"
    assert metadata.publisher is not None and metadata.publisher.certainty == "inferred"
    plain = "The ferry line (Transit News called it a relic) stopped all crossings on Monday after a fire on board."
    _, metadata = text_metadata("Ferry line stops crossings", "", plain, "", "Nobody was hurt, the harbour board said.")
    assert metadata.publisher is None
