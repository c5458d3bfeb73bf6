"""Cleaning: the article's lines kept, the page's dropped with a reason, nothing lost; flaws said in plain words."""

from __future__ import annotations

import inspect
import re
import time
from importlib import resources

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_briefing.clean import clean, flaws, order, site_of
from mkdocs_briefing.clean.lines import lines_of
from mkdocs_briefing.clean.repeated import repeated_lines
from mkdocs_briefing.clean.selection import MOST
from mkdocs_briefing.model import Block, Cleaned, Correction, Declared, Notes, Site, Source
from mkdocs_briefing.read.html import read_html
from mkdocs_briefing.read.text import read_text
from mkdocs_briefing.survey import SEVERAL, Survey, line_hash

PROSE = (
    "The harbour of Port Lindow was closed on Tuesday after a crane fell into the water, the port authority said.",
    "“Nobody was hurt, and that is what matters,” said Mara Quell, who has led the authority for nine years.",
    "Divers will look at the wreck on Wednesday, and two ferries will sail from the old pier in the meantime.",
    "The crane was built in the nineties and had been checked in spring, according to the authority's own report.",
    "Fishermen in the town said that they had warned of rust at the foot of the crane more than once this year.",
    "A spokesman for the builder of the crane, Tollman Works, said the company would not comment on the warnings.",
    "The town council of Port Lindow will meet on Thursday to talk about money for a new crane and a second pier.",
)
TITLE = "Crane Falls Into Harbour of Port Lindow"


def source_of(*lines: str) -> Source:
    return read_text("a.txt", "\n\n".join(lines).encode())


def cleaned(*lines: str, notes: Notes | None = None, site: Site | None = None) -> tuple[Source, Cleaned]:
    source = source_of(*lines)
    return source, clean(source, notes or Notes(), {}, site)


def block_of(source: Source, result: Cleaned, words: str) -> Block:
    return next(b for b in result.blocks if words in source.text[b.start : b.end])


def kept(source: Source, result: Cleaned) -> list[str]:
    return [source.text[b.start : b.end] for b in result.blocks if b.kept]


def dropped(*lines: str) -> list[tuple[str, str | None]]:
    source, result = cleaned(*lines)
    return [(source.text[b.start : b.end], b.reason) for b in result.blocks if not b.kept]


# ------------------------------------------------------------------ what stays


def test_a_clean_text_stays_whole() -> None:
    source, result = cleaned(*PROSE)
    assert kept(source, result) == list(PROSE)


def test_a_last_line_that_breaks_off_stays() -> None:
    broken = "The council was briefer. “I believe the divers and the fishermen,” said the mayor of the town,"
    source, result = cleaned(TITLE, *PROSE, broken)
    assert kept(source, result) == [*PROSE, broken]
    assert "truncated" in {flaw.code for flaw in result.flaws}


def test_subheadings_lists_and_short_paragraphs_stay() -> None:
    lines = [
        *PROSE[:3],
        "Rust at the foot",
        *PROSE[3:5],
        "• two ferries from the old pier",
        "He did not reply.",
        PROSE[6],
    ]
    source, result = cleaned(*lines)
    assert kept(source, result) == lines
    assert block_of(source, result, "Rust at the foot").kind == "heading"
    assert block_of(source, result, "two ferries from").kind == "list-item"


def test_short_lines_by_dash_are_headings_and_speech_by_dash_is_not() -> None:
    source, result = cleaned(*PROSE[:3], "– Not surprised", "– I saw it coming for years, says Quell.", *PROSE[3:])
    assert block_of(source, result, "Not surprised").kind == "heading"
    assert block_of(source, result, "I saw it").kind == "paragraph"


def test_posts_in_the_text_stay_as_embeds() -> None:
    post = "Our divers are in the water at #PortLindow pic.twitter.com/abcdef"
    above = "Port Lindow @portlindow"
    source, result = cleaned(*PROSE[:4], above, post, "— Port Lindow (@portlindow) March 3, 2031", *PROSE[4:])
    for words in (above, post, "(@portlindow)"):
        block = block_of(source, result, words)
        assert block.kept
        assert block.kind == "embed"


def test_what_the_outlet_corrected_stays_and_where_the_story_first_stood_goes() -> None:
    note = "This article was amended on 16 May 2031. An earlier version gave the age of Mara Quell as 59."
    first = "This article was first published by another paper."
    source, result = cleaned(*PROSE, note, first)
    assert block_of(source, result, note).kept
    assert block_of(source, result, first).reason == "biography"


# ------------------------------------------------------------------ what goes, and why


def test_title_date_and_address_above_the_article_go_with_their_reasons() -> None:
    address = "https://www.example.org/news/crane-falls-port-lindow-17"
    assert dropped(TITLE, "20310304", address, *PROSE) == [(TITLE, "title"), ("20310304", "date"), (address, "address")]


def test_the_title_again_and_an_empty_label_go() -> None:
    assert dropped(TITLE, TITLE, "Date:", *PROSE) == [
        (TITLE, "title"),
        (TITLE, "title-again"),
        ("Date:", "empty-label"),
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("- Sponsor -spot_img", "sponsor"),
        ("Share on Facebook", "share"),
        ("12 Comments", "comment"),
        ("Sign up for our newsletter", "subscribe"),
        ("© 2031 The Example Post. All rights reserved.", "copyright"),
        ("You may also like", "related"),
        ("Reporting by Jan Ode; editing by Mia Falk", "biography"),
        ("File photo: the old crane. (Ann Lee/Example Images)", "caption"),
    ],
)
def test_lines_of_known_kinds_go_with_their_reason(line: str, reason: str) -> None:
    source, result = cleaned(TITLE, *PROSE, line)
    block = block_of(source, result, line)
    assert not block.kept
    assert block.reason == reason
    assert block.rule


def test_other_stories_behind_the_article_go() -> None:
    others = [
        "Related",
        "Ten Recipes for a Rainy Day",
        "What you need to know: Soup is back in...",
        "Cup Final Moved Again",
    ]
    source, result = cleaned(TITLE, *PROSE, *others)
    assert kept(source, result) == list(PROSE)


def test_biographies_go_also_as_prose_and_twice() -> None:
    first = (
        "Author Biography: Jan Ode is a reporter for The Example Post who covers ports and ships. His work has been "
        "featured in Quay Weekly and The Tide."
    )
    second = (
        "Jan Ode is a seasoned reporter who covers ports, ships. His work has been featured in Quay Weekly, The Tide."
    )
    source, result = cleaned(TITLE, *PROSE, first, second)
    assert kept(source, result) == list(PROSE)
    assert {b.reason for b in result.blocks[-2:]} == {"biography"}


def test_a_byline_before_the_first_sentence_is_a_block_of_its_own() -> None:
    source, result = cleaned(f"(Jan Ode, The Example Post) {PROSE[0]}", *PROSE[1:])
    assert [source.text[b.start : b.end] for b in result.blocks[:2]] == ["(Jan Ode, The Example Post)", PROSE[0]]
    assert (result.blocks[0].kept, result.blocks[0].reason) == (False, "byline")
    assert result.blocks[1].kept


# ------------------------------------------------------------------ the corpus and people


def test_lines_that_repeat_over_articles_of_a_publisher_go_and_copies_stay() -> None:
    chrome = "Readers of this page know more about tides and boats than the readers of any other page in the county."
    sources = []
    for n in range(3):
        lines = [f"{line[:-1]} for the {('first', 'second', 'third')[n]} time." for line in PROSE]
        sources.append(read_text(f"post/{n}.txt", "\n".join([*lines, chrome]).encode()))
    survey = Survey.of(sources)
    result = clean(sources[0], Notes(), survey.counts(sources[0].path), None)
    found = block_of(sources[0], result, chrome)
    assert (found.reason, found.rule) == ("boilerplate", "repeated-line")
    assert len(kept(sources[0], result)) == len(PROSE)
    copies = [read_text(f"wire/{n}.txt", "\n".join(PROSE).encode()) for n in range(3)]
    survey = Survey.of(copies)
    assert kept(copies[0], clean(copies[0], Notes(), survey.counts(copies[0].path), None)) == list(PROSE)


def test_short_sentences_and_subheadings_are_no_chrome_for_being_repeated() -> None:
    wire = "The harbour of Port Lindow is the largest in the county, and the crane was the only one of its kind there."
    sources = []
    for n in ("first", "second", "third"):
        lines = [f"{line[:-1]} for the {n} time." for line in PROSE]
        lines[3:3] = ["Background", "He declined to comment."]
        lines.append(wire)
        sources.append(read_text(f"post/{n}.txt", "\n".join(lines).encode()))
    counts = Survey.of(sources).counts(sources[0].path)
    assert len(counts) == 3
    repeated = {"Background", "He declined to comment.", wire}
    assert repeated <= set(kept(sources[0], clean(sources[0], Notes(), counts, None)))


def test_thousands_of_repeated_lines_are_judged_in_linear_time() -> None:
    pier = "the crane stood at the old pier of Place{0} and Town{0} until the winter came round."
    furniture = [pier.format(n) for n in range(8000)]
    own = [f"Nothing of this is told by any other article, number {n}, and the mayor goes on." for n in range(16000)]
    source = read_text("post/a.txt", "\n".join([*furniture, *own]).encode())
    lines = lines_of(source.text, source.blocks)
    counts = {line_hash(line): SEVERAL for line in furniture}
    began = time.process_time()
    found = repeated_lines(lines, [False] * len(furniture) + [True] * len(own), counts)
    assert found == set(range(len(furniture)))
    assert time.process_time() - began < 3


TIMES = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")


def _pages(before: list[str], within: list[str], behind: list[str], articles: int = 8) -> list[Source]:
    """Articles of one outlet, with lines that stand on each of its pages."""
    found = []
    for n in TIMES[:articles]:
        lines = [f"{line[:-1]} for the {n} time." for line in PROSE]
        lines[3:3] = within
        found.append(read_text(f"post/{n}.txt", "\n".join([*before, *lines, *behind]).encode()))
    return found


def _kept_of_first(sources: list[Source]) -> set[str]:
    return set(kept(sources[0], clean(sources[0], Notes(), Survey.of(sources).counts(sources[0].path), None)))


def test_furniture_of_nearly_all_pages_goes_wherever_it_stands() -> None:
    head = "A paper is only as good as its last line, and ours is set every evening by people who were there."
    middle = "The whole table stands in the printed edition, on the page with the red border."
    foot = ["Earlier on the hill", "Lamp oil is dearer than last year, says the keeper", "Masts and maps"]
    foot.append("When the lamp on the tower burns green, the door is open for whoever has walked up to it.")
    assert not _kept_of_first(_pages([head], [middle], foot)) & {head, middle, *foot}
    assert middle in _kept_of_first(_pages([head], [middle], foot, articles=4))  # too few to know


def test_background_that_a_wire_repeats_everywhere_stays() -> None:
    middle = "Tollman Works, which built the cranes of Port Lindow, was founded by two brothers before the war."
    quote = "“We have said all that we have to say.”"
    end = "The harbour of Port Lindow has belonged to Mara Quell and her council since the old company failed."
    repeated = {"Background", middle, quote, end}
    assert repeated <= _kept_of_first(_pages([], ["Background", middle, quote], [end]))


def test_one_article_more_changes_no_count_of_those_before() -> None:
    sources = _pages(["The Quay Post"], [], ["Boats for hire"])
    counts = Survey.of(sources[:7]).counts(sources[0].path)
    assert len(counts) == 2
    assert Survey.of(sources).counts(sources[0].path) == counts


def test_words_about_the_site_are_told_from_other_stories() -> None:
    about = "Fearless news from every quay since 2009, by people who know their boats."
    lines = ("Lindow Ledger", "Lindow Ledgerhttps://www.thelindowledger.example", about)
    source, result = cleaned(*PROSE, *lines, "- Sponsor -", "Related", "Crane of Ordan sold to a farmer from the hills")
    assert {block_of(source, result, words).reason for words in lines} == {"site"}
    assert block_of(source, result, "Crane of Ordan").reason == "related"
    other = ("Lindow Ledger", "The Mara Queen https://boats.example")
    source, result = cleaned(*PROSE, *other, "- Sponsor -")
    assert "site" not in {block.reason for block in result.blocks}


def test_the_survey_counts_articles_of_one_publisher_only_and_only_above_one() -> None:
    a, b, other = (read_text(f"{n}.txt", b"Same line.\nSame line.\n") for n in ("x/a", "x/b", "y/a"))
    survey = Survey.of([a, b, other])
    assert list(survey.counts(a.path).values()) == [2]
    assert survey.counts(other.path) == {}


def test_patterns_of_sources_yml_drop_lines() -> None:
    site = Site(id="post", name="The Example Post", boilerplate=("^Divers will look",))
    source, result = cleaned(*PROSE, site=site)
    block = block_of(source, result, "Divers will look")
    assert (block.kept, block.reason, block.rule) == (False, "person", "sources.yml")
    assert result.site == "post"


def test_the_site_is_found_by_name_and_by_address() -> None:
    site = Site(id="post", name="The Example Post", domains=("example.org",), aliases=("Post",))
    named = Notes(declared=(Declared(field="publisher", value="post", where="front-matter:2"),))
    assert site_of(source_of(*PROSE), named, [site]) is site
    assert site_of(source_of("https://www.example.org/a/b", *PROSE), Notes(), [site]) is site
    assert site_of(source_of("https://example.com/a", *PROSE), Notes(), [site]) is None


def correction(kind: str, words: str) -> Correction:
    return Correction(kind=kind, words=words, file="a.yml", line=3)  # type: ignore[arg-type]


def test_people_keep_and_drop_lines_by_words() -> None:
    notes = Notes(corrections=(correction("keep_line", "12 Comments"), correction("drop_line", "Divers will look")))
    source, result = cleaned(*PROSE, "12 Comments", notes=notes)
    assert block_of(source, result, "12 Comments").kept
    assert block_of(source, result, "Divers will look").rule == "drop-line"
    assert not block_of(source, result, "Divers will look").kept
    assert not result.problems


def test_a_correction_that_matches_nothing_is_a_problem_with_the_nearest_words() -> None:
    notes = Notes(corrections=(correction("drop_line", "Divers will looks at the wreck"),))
    _, result = cleaned(*PROSE, notes=notes)
    assert result.problems[0].file == "a.yml"
    assert result.problems[0].line == 3
    assert "Divers will look at the wreck" in (result.problems[0].fix or "")


# ------------------------------------------------------------------ HTML


def test_a_page_keeps_its_article_and_drops_its_frame() -> None:
    page = f"""<html><head><title>{TITLE} | The Example Post</title></head><body>
    <nav class="menu"><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
    <article class="story"><h1>{TITLE}</h1><p class="byline">By Jan Ode</p><div class="article-body">
    {"".join(f"<p>{line}</p>" for line in PROSE)}</div></article>
    <aside class="related"><h3>More stories</h3><ul><li><a href="/x">Cup final moved again</a></li></ul></aside>
    <footer>© 2031 The Example Post</footer></body></html>"""
    source = read_html("a.html", page.encode())
    assert kept(source, clean(source, Notes(), {}, None)) == list(PROSE)


# ------------------------------------------------------------------ flaws


def codes(*lines: str) -> list[str]:
    return [flaw.code for flaw in cleaned(*lines)[1].flaws]


def test_what_is_missing_is_said_with_the_bounds_that_were_found() -> None:
    source, result = cleaned(*PROSE[:4], "Look at this", "— Port (@portlindow) March 3, 2031", *PROSE[4:])
    flaw = next(f for f in result.flaws if f.code == "no-date")
    assert source.text[flaw.start : flaw.end] == "March 3, 2031"
    assert "a post dated “March 3, 2031”, so it is not older" in flaw.message
    assert {"no-title", "no-publisher"} <= {f.code for f in result.flaws}


def test_far_too_many_lines_are_all_kept_and_that_is_said() -> None:
    _, result = cleaned(*(f"Crate {n} was landed at the quay." for n in range(MOST + 1)))
    assert all(block.kept for block in result.blocks)
    assert "not-cleaned" in [flaw.code for flaw in result.flaws]


def test_every_flaw_has_its_words_on_the_pages() -> None:
    known = resources.files("mkdocs_briefing").joinpath("data", "words-en.yml").read_text("utf-8")
    named = {code for room in (flaws, order) for code in re.findall(r'code="([\w-]+)"', inspect.getsource(room))}
    assert {code for code in named if f"\nflaw-{code}: " not in known} == set()


def test_a_text_that_breaks_off_is_said_to_be_cut() -> None:
    assert "truncated" in codes(*PROSE, "The council has said that it will look for money in every place that")
    assert "truncated" in codes(*PROSE, "“We shall look for money in every place that may have some of it,”")
    assert "truncated" not in codes(*PROSE)


ORDERED = (
    "Port chief Mara Quell and mayor Olaf Brandt met in Port Lindow on Monday, their first talk since the crane fell.",
    "Quell told Brandt that the harbour would stay closed for another week, according to people in the room.",
    "Brandt said that the town could not wait so long, and that the ferries had to sail from the old pier at once.",
    "Divers will look at the wreck again on Wednesday, and a report is to come before the end of the month.",
    "The head of the builder, Nils Farrow, came to the town hall later in the day but would not talk to reporters.",
    "Farrow had said last week that the crane was safe, and that rust at its foot was nothing to be afraid of.",
    "Quell has asked for the papers of the last check, and Farrow is expected to send them by Friday evening.",
    "Brandt and Quell will meet again next Monday, when the report of the divers may be on the table of both.",
)


def test_paragraphs_in_order_raise_no_doubt_and_scrambled_ones_do() -> None:
    assert "out-of-order" not in codes(*ORDERED)
    scrambled = [ORDERED[n] for n in (1, 2, 5, 6, 3, 7, 4, 0)]
    source, result = cleaned(*scrambled)
    flaw = next(f for f in result.flaws if f.code == "out-of-order")
    assert source.text[flaw.start : flaw.end] == ORDERED[0]


def test_words_that_ran_together_and_gaps_are_said() -> None:
    assert "words-lost" in codes(*PROSE, "This is reported by the paper Tidewatchciting the ministry of the sea.")
    assert "words-lost" in codes(*PROSE, "The ministry was first heard by , and then by others in the capital.")
    assert "words-lost" not in codes(*PROSE)


def test_a_probable_translation_is_said() -> None:
    speech = [f"– The pier is too old for that number {n}, says Quell (the pier, journ.anm.)." for n in range(3)]
    assert "translated" in codes(*PROSE[:3], *speech, *PROSE[3:])
    assert "translated" not in codes(*PROSE)


# ------------------------------------------------------------------ whatever the text


LINE = st.one_of(
    st.sampled_from(PROSE),
    st.sampled_from(
        ["Share", TITLE, "By Jan Ode", "20310304", "https://example.org/x", "Related", "— A (@b) March 3, 2031"]
    ),
    st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=60),
)


@given(st.lists(LINE, min_size=1, max_size=25))
@settings(max_examples=60, deadline=None)
def test_every_word_lies_in_a_block_and_every_dropped_block_says_why(lines: list[str]) -> None:
    text = "\n".join(lines)
    source = read_text("a.txt", (text + "\nend").encode("utf-8", "replace"))
    result = clean(source, Notes(), {}, None)
    at = 0
    for block in result.blocks:
        assert not source.text[at : block.start].strip()
        assert at <= block.start < block.end
        assert block.kept or (block.reason and block.rule)
        at = block.end
    assert not source.text[at:].strip()
    for flaw in result.flaws:
        assert flaw.start is None or 0 <= flaw.start < (flaw.end or 0) <= len(source.text)
    for fact in (result.metadata.title, result.metadata.date, result.metadata.url, *result.metadata.author):
        if fact and fact.evidence.start is not None:
            assert source.text[fact.evidence.start : fact.evidence.end] == fact.evidence.words


@pytest.mark.parametrize("unit", ["word and ", "a", "By John ", "Aaaa ", "(", ". ", "“x” ", "@a #b ", "1 2 3 "])
def test_one_long_line_takes_no_longer_than_its_length(unit: str) -> None:
    source = read_text("a.txt", (unit * (2_000_000 // len(unit))).encode())
    assert clean(source, Notes(), {}, None).blocks[0].start == 0
