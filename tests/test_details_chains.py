"""Reporting chains: the hops from nearest the speaker outward, as printed, without the article's own outlet."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from marked import Marked
from mkdocs_briefing.annotate.details import enrich


def chain_of(marked: str, n: int = 0, **article: str) -> list[str]:
    m = Marked(marked, **article)
    hops = enrich(m.text, m.layout, m.attributions, m.cleaned)[n].via
    for hop in hops:
        assert " ".join(m.text[s:e] for s, e in hop.spans) == hop.text
    return [hop.text for hop in hops]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        # channels
        ("In a tweet, {Lowland Watch} <said> [that it rained].", ["tweet"]),
        ("[“It rains,”] {Halden} <said> during a video address.", ["video address"]),
        ("In an open letter, {officers} <argued> [that it rained].", ["open letter"]),
        ("{The ministry} <said> in a statement [that it rained].", ["statement"]),
        ("[“It rains,”] {the ministry} <said> via a statement posted on its website.", ["statement", "website"]),
        ("{Halden} <said> at a press conference [that it rained].", ["press conference"]),
        ("{Halden} <told> a news conference [that it rained].", ["news conference"]),
        ("{Halden} <said> by email [that it rained].", ["by email"]),
        ("{The ministry} <wrote> on the ministry’s Facebook page [that it rained].", ["the ministry’s Facebook page"]),
        ("{Halden} <wrote> on his Telegram channel [that it rained].", ["Telegram channel"]),
        # “telegram” is in two lists, and either may be meant
        ("[“It rains,”] {the service} <said> on the Telegram messaging app.", ["Telegram"]),
        ("[“It rains,”] {the service} <said> in a telegram.", ["telegram"]),
        ("{The institute} <said> in its July 11 flood assessment [that it rained].", ["July 11 flood assessment"]),
        ("{Halden} <said> in a phone interview [that it rained].", ["phone interview"]),
        ("In her memoirs {Moreau} <claims> [that it rained].", ["memoirs"]),
        ("{Halden} <said> by satellite phone [that it rained].", ["by satellite phone"]),
        ("Lowland News published minutes in which {Halden} <says> [it rained].", ["minutes"]),
        ("The village in which {Halden} <says> [it rained] is small.", []),
        ("In a village by the sea {Halden} <says> [it rained].", []),
        # an outlet spoken to
        ("{A survivor} <told> Ana Radio [that it rained].", ["Ana Radio"]),
        ("{Halden} <told> Channel Six [that it rained].", ["Channel Six"]),
        ("{Halden} <told> the correspondent of Agence Brumaire [that it rained].", ["Agence Brumaire"]),
        ("{Halden} <told> the widow of Channel Six [that it rained].", []),
        ("{Halden} <told> the Lowland agency Kvelden [that it rained].", ["the Lowland agency Kvelden"]),
        ("{Halden} <told> Lowland News [that it rained].", ["Lowland News"]),
        ("{Halden} <told> the Harbour Gazette [that it rained].", ["the Harbour Gazette"]),
        ("{Halden} <told> Korvik's Daily Harbour [that it rained].", ["Korvik's Daily Harbour"]),
        ("{Halden} <told> the newspaper Kvelden [that it rained].", ["the newspaper Kvelden"]),
        ("– [It rains], {Halden} <tells> Dagbladet.", ["Dagbladet"]),
        ("– [It rains], <said> {Halden} to Dagbladet.", ["Dagbladet"]),
        ("While speaking with Lowland News, {Halden} <said> [that it rained].", ["Lowland News"]),
        ("In an interview with the Harbour Gazette, {Halden} <said> [it rained].", ["the Harbour Gazette"]),
        ("{Halden} <told> Reuters on Monday [that it rained].", ["Reuters"]),
        ("{Halden} <said> on Lowland Radio [that it rained].", ["Lowland Radio"]),
        ("– [It rains], {Halden} <tells> Kvelden.", ["Kvelden"]),
        ("– [It rains], <said> {Halden} to Kvelden.", ["Kvelden"]),
        # who passes it on
        ("[“It rains,”] {Halden} <was quoted as saying>, according to Reuters.", ["Reuters"]),
        ("{Halden} <said> [it rained], the Harbour Gazette reported.", ["the Harbour Gazette"]),
        ("{Halden} <said> [it rained], reported the Harbour Gazette.", ["the Harbour Gazette"]),
        ("{Halden} <said> [it rained], writes Lowland News.", ["Lowland News"]),
        ("{Halden} <was quoted> by Lowland News <as saying> [that it rained].", ["Lowland News"]),
        ("Lowland News quoted {Halden} <as saying> [that it rained].", ["Lowland News"]),
        ("State television quoted {Halden} <as saying> [that it rained].", ["State television"]),
        ("A local news site quoted {Halden} <as saying> [that it rained].", ["A local news site"]),
        ("His mother quoted {Halden} <as saying> [that it rained].", []),
        (
            "According to the Harbour Gazette, {the mayor, Ana Moreau,} <told> guards [that it rained].",
            ["the Harbour Gazette"],
        ),
        ("{Halden} <told> aides [that it rained], according to two officials.", ["two officials"]),
        (
            "In an unsigned pamphlet reported by the Harbour Gazette, {officers} <said> [it rained].",
            ["unsigned pamphlet", "the Harbour Gazette"],
        ),
        ("In a letter seen by Reuters, {officers} <said> [it rained].", ["letter", "Reuters"]),
        (
            "{Halden} <said> [it rained], Lowland News reported, citing the Coast Guard.",
            ["the Coast Guard", "Lowland News"],
        ),
        (
            "{Halden} <said> [it rained]. This is reported by Lowland News, citing the Coast Guard.",
            ["the Coast Guard", "Lowland News"],
        ),
        # no hop
        ("{Halden} <commented> on the letter [that it was false].", []),
        ("{Halden} <said> to a Lowland News reporter [that it rained].", []),
        ("{Halden} <told> reporters [that it rained].", []),
        ("{Halden} <told> Ana Moreau [that it rained].", []),
        ("{Halden} <told> the board [that it rained].", []),
        ("{Halden} <told> Kvelden [that it rained].", []),
        ("– [It rains], {Halden} <tells> Ana Moreau.", []),
        ("{Lowland News} <reported> [that it rained].", []),
        ("[It rained], <according to> {Lowland News}.", []),
        ("{Halden} <said> of the letter [that it was false].", []),
        ("{Halden} <said> [it rained]. He reads the Harbour Gazette.", []),
        ("{Halden} <said> [it was reported by Lowland News].", []),
        ("{Halden}, the editor of the Harbour Gazette, <said> [it rained].", []),
        ("{Halden} <sent> [a message] to the board.", []),
    ],
)
def test_hops(marked: str, expected: list[str]) -> None:
    assert chain_of(marked) == expected


def test_who_reports_whom() -> None:
    marked = "{Lowland News} <reported> [that {b:Halden} <b:said> [b:that {c:the miller} <c:warned> [c:of rain]]]."
    assert chain_of(marked, 0) == []
    assert chain_of(marked, 1) == ["Lowland News"]
    assert chain_of(marked, 2) == ["Halden", "Lowland News"]


def test_who_reports_whom_where_the_outer_content_breaks_off() -> None:
    marked = "{The board} <noted> [that {b:the Osk Project}] <b:said> Sunday [b:that it rained]."
    assert chain_of(marked, 1) == ["The board"]


def test_a_hop_that_is_a_who_is_shown_as_what_it_stands_for() -> None:
    m = Marked("The firm, {who} <said> [that {b:Halden} <b:said> [b:it rained]], closed.")
    outer = replace(m.attributions[0], source_text="The firm", source_kind="nominal", name=None)
    found = enrich(m.text, m.layout, (outer, m.attributions[1]), m.cleaned)
    hop = found[1].via[0]
    assert (hop.text, m.cut(hop.spans[0])) == ("The firm", "The firm")


def test_citing_stands_nearer_the_speaker() -> None:
    marked = "{Lowland News}, citing the Coast Guard, <reported> [that {b:Halden} <b:said> [b:it rained]]."
    assert chain_of(marked, 1) == ["the Coast Guard", "Lowland News"]


def test_a_channel_of_the_outer_speaker_is_passed_in_order() -> None:
    marked = "{Moreau} <told> the Harbour Gazette [that {b:Halden} <b:had said> in a letter [b:that it rained]]."
    assert chain_of(marked, 1) == ["letter", "Moreau", "the Harbour Gazette"]


def test_one_reporter_of_two_claims() -> None:
    marked = "{A doctor} <claimed> [900 dead], while {b:the army} <b:claimed> [b:14,000], the Harbour Gazette reported."
    assert chain_of(marked, 0) == chain_of(marked, 1) == ["the Harbour Gazette"]


def test_who_only_wants_or_accuses_is_no_hop() -> None:
    assert chain_of("{Moreau} <wanted> [Korvik to believe that {b:Halden} <b:said> [b:it rained]].", 1) == []


def test_a_post_comes_through_who_posted_it() -> None:
    marked = "[b:{The guard} <reports> [that it rained]]\n\n— {b:Lowland Watch} (@lowwatch) March 20, 2022"
    assert chain_of(marked, 0) == ["Lowland Watch"]
    assert chain_of(marked, 1) == []


def test_the_articles_own_outlet_by_its_last_word_is_no_hop_where_its_name_stands_before() -> None:
    told = "{The bank} <told> the Mirror [that it knew nothing]."
    assert chain_of(f"The Ordan Mirror has seen the letter. {told}", publisher="The Ordan Mirror") == []
    assert chain_of(told, publisher="The Ordan Mirror") == ["the Mirror"]


@pytest.mark.parametrize("publisher", ["Lowland News", "lowlandnews.com", "The Lowland News"])
def test_the_articles_own_outlet_is_no_hop(publisher: str) -> None:
    assert chain_of("{Halden} <told> Lowland News [that it rained].", publisher=publisher) == []
    assert chain_of("{Lowland News} <reported> [that {b:Halden} <b:said> [b:it rained]].", 1, publisher=publisher) == []


INTERVIEW = (
    "While speaking with Lowland News, {Petr Halden} <said> [that it rained].\n\n"
    "[b:“It pours,”] {b:Halden} <b:said>.\n\n"
    "[c:“It rains,”] {c:Ana Moreau} <c:said>.\n\n"
    "[d:“It pours,”] {d:Halden} <d:wrote> in a letter."
)


def test_an_interview_goes_on_for_who_gave_it() -> None:
    assert [chain_of(INTERVIEW, n) for n in range(4)] == [["Lowland News"], ["Lowland News"], [], ["letter"]]


def test_speech_that_runs_on_came_the_same_way() -> None:
    m = Marked("[“It rains,”] {Halden} <wrote> in a letter.\n\n[b:“It pours.”]")
    run_on = replace(m.attributions[1], continues=0, cue=())
    found = enrich(m.text, m.layout, (m.attributions[0], run_on), m.cleaned)
    assert [hop.text for hop in found[1].via] == ["letter"]


def test_nothing_is_carried_where_paragraphs_are_out_of_order() -> None:
    assert chain_of(INTERVIEW, 1, flaw="out-of-order") == []


def test_the_name_is_the_part_that_names() -> None:
    m = Marked("{Halden} <told> the Harbour Gazette in a letter [that it rained].")
    channel, outlet = enrich(m.text, m.layout, m.attributions, m.cleaned)[0].via
    assert (channel.text, channel.name, m.cut(channel.cue[0])) == ("letter", None, "in")
    assert (m.cut(outlet.name), m.cut(outlet.cue[0])) == ("Harbour Gazette", "told")


@pytest.mark.parametrize(
    ("marked", "source", "kind", "via"),
    [
        (
            "{Lowland News}, citing two officials, <reported> [that it rained].",
            "two officials",
            "nominal",
            ["Lowland News"],
        ),
        (
            "{Lowland News} <reported>, citing the Coast Guard, [that it rained].",
            "the Coast Guard",
            "name",
            ["Lowland News"],
        ),
        ("[It rained], {the Harbour Gazette} <said>, citing police.", "police", "nominal", ["the Harbour Gazette"]),
        (
            "{Halden} <says> [the main conclusion from several sources is that it rained].",
            "several sources",
            "nominal",
            ["Halden"],
        ),
        ("{Halden} <says> [the main problem of the town is that it rained].", "Halden", "name", []),
        ("{Lowland News}, citing high costs, <said> [it would close].", "Lowland News", "name", []),
        ("{Halden}, citing two officials, <said> [it rained].", "Halden", "name", []),
    ],
)
def test_whose_words_are_passed_on_is_the_origin(marked: str, source: str, kind: str, via: list[str]) -> None:
    m = Marked(marked)
    a = enrich(m.text, m.layout, m.attributions, m.cleaned)[0]
    assert (a.source_text, a.source_kind, [hop.text for hop in a.via]) == (source, kind, via)
    assert m.cut(a.source[0]) == source


def test_an_unnamed_origin_stays_unnamed() -> None:
    m = Marked("{Lowland News}, citing two officials, <reported> [that it rained].")
    assert enrich(m.text, m.layout, m.attributions, m.cleaned)[0].unnamed


def test_the_means_of_whom_an_outlet_cites_are_no_hop() -> None:
    assert chain_of("[It rains], {the newspaper Kvelden} <reported>, citing residents who spoke by telephone.") == [
        "the newspaper Kvelden"
    ]


def test_an_outlet_which_quotes_passes_on() -> None:
    assert chain_of("<According to> {the daily Kvelden, which quoted a diplomat,} [it rains].") == ["the daily Kvelden"]
    m = Marked("<According to> {the daily Kvelden, which quoted a diplomat,} [it rains].")
    (found,) = enrich(m.text, m.layout, m.attributions, m.cleaned)
    assert found.source_text == "a diplomat"


def test_an_outlet_has_its_whole_name() -> None:
    m = Marked("The Evening {Lantern} <reported>, citing three nurses, [that it rained].")
    (found,) = enrich(m.text, m.layout, m.attributions, m.cleaned)
    assert [hop.text for hop in found.via] == ["The Evening Lantern"]
    assert found.source_text == "three nurses"
