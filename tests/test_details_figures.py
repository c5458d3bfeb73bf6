"""Figures: what is counted or measured, with value, unit, approximation and scope; and numbers that are no figures."""

from __future__ import annotations

import pytest

from marked import Marked
from mkdocs_briefing.annotate.details import enrich

Row = tuple[str, object, str | None, str | None, str | None, str | None]


def figures_of(content: str) -> list[Row]:
    """(text, value, approximate, unit, counted, scope) of the figures in what Halden said."""
    m = Marked(f"{{Halden}} <said> [{content}].")
    found = enrich(m.text, m.layout, m.attributions, m.cleaned)[0].figures
    assert all(m.text[f.start : f.end] == f.text for f in found)
    return [(f.text, f.value, f.approximate, f.unit, m.cut(f.counted), m.cut(f.scope)) for f in found]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("1,200 sheep drowned", ("1,200", 1200, None, None, "sheep", None)),
        ("they saw 900 Lowland dead pass", ("900", 900, None, None, "Lowland dead", None)),
        ("two boats were lost", ("two", 2, None, None, "boats", None)),
        ("twenty-one boats were lost", ("twenty-one", 21, None, None, "boats", None)),
        ("three hundred and fifty men marched", ("three hundred and fifty", 350, None, None, "men", None)),
        ("a dozen fishing boats sank", ("a dozen", 12, None, None, "fishing boats", None)),
        ("half a million people fled", ("half a million", 500000, None, None, "people", None)),
        ("2.5 million people fled", ("2.5 million", 2500000, None, None, "people", None)),
        ("dozens of villagers fled", ("dozens", None, "dozens", None, "villagers", None)),
        (
            "tens of thousands of refugees fled",
            ("tens of thousands", None, "tens of thousands", None, "refugees", None),
        ),
        ("a few hundred sailors stayed", ("a few hundred", None, "a few hundred", None, "sailors", None)),
        ("at least 40 people died", ("at least 40", 40, "at least", None, "people", None)),
        ("more than 300 houses burned", ("more than 300", 300, "more than", None, "houses", None)),
        ("some 2000 people marched", ("some 2000", 2000, "some", None, "people", None)),
        (
            "approximately 600,000 tonnes were lost",
            ("approximately 600,000 tonnes", 600000, "approximately", "t", None, None),
        ),
        ("losses have been closer to 4,000", ("closer to 4,000", 4000, "closer to", None, "losses", None)),
        ("the death toll reached 45", ("45", 45, None, None, "death toll", None)),
        ("14 were killed", ("14", 14, None, None, "killed", None)),
        ("40 percent of voters stayed home", ("40 percent", 40, None, "%", "voters", None)),
        ("prices rose 7.5%", ("7.5%", 7.5, None, "%", None, None)),
        ("between 5 and 10 percent left", ("between 5 and 10 percent", (5, 10), None, "%", None, None)),
        ("5 to 10 million birds died", ("5 to 10 million", (5e6, 1e7), None, None, "birds", None)),
        ("two or three boats sank", ("two or three", (2, 3), None, None, "boats", None)),
        ("20-30 boats sank", ("20-30", (20, 30), None, None, "boats", None)),
        ("the field lies 19 miles from the border", ("19 miles", 19, None, "miles", None, None)),
        ("a 30-mile front held", ("30-mile", 30, None, "miles", None, None)),
        ("it weighed 80kg", ("80kg", 80, None, "kg", None, None)),
        ("the bridge cost $2.8 billion", ("$2.8 billion", 2.8e9, None, "dollars", None, None)),
        ("the bridge cost €5m", ("€5m", 5e6, None, "euros", None, None)),
        ("the state sent £3 million in aid", ("£3 million", 3e6, None, "pounds", "aid", None)),
        ("they paid 400 million pesos", ("400 million pesos", 4e8, None, "pesos", None, None)),
        (
            "hundreds of thousands of dollars vanished",
            ("hundreds of thousands of dollars", None, "hundreds of thousands", "dollars", None, None),
        ),
        ("two-thirds of the houses stood empty", ("two-thirds", 2 / 3, None, None, "houses", None)),
        ("more than half of the boats sank", ("more than half", 0.5, "more than", None, "boats", None)),
        ("12 or more boats sank", ("12 or more", 12, "or more", None, "boats", None)),
        ("up to 500 wounded came in", ("up to 500", 500, "up to", None, "wounded", None)),
        ("the strike lasted 45 minutes", ("45 minutes", 45, None, "minutes", None, None)),
        ("8 in 10 voters stayed home", ("8 in 10", 0.8, None, None, "voters", None)),
        ("at least one in five boats leaked", ("at least one in five", 0.2, "at least", None, "boats", None)),
        ("they kept peace over two decades of marriage", ("two decades", 2, None, "decades", None, None)),
        ("they stay six more weeks", ("six more weeks", 6, None, "weeks", None, None)),
        ("they stood 12 km of the dam", ("12 km", 12, None, "km", None, None)),
        ("it cost 15 million crowns a day", ("15 million crowns", 15000000, None, "crowns", None, "a day")),
        ("500 to 1,000 boats sank", ("500 to 1,000", (500, 1000), None, None, "boats", None)),
        ("20-30k people fled", ("20-30k", (20000, 30000), None, None, "people", None)),
        ("two to three thousand geese", ("two to three thousand", (2000, 3000), None, None, "geese", None)),
        ("26 of its 40 gauges failed", ("26", 26, None, None, "gauges", "of its 40 gauges")),
        (
            "at least 21 of the dam's roughly 40 pressure gauges failed",
            ("at least 21", 21, "at least", None, "pressure gauges", "of the dam's roughly 40 pressure gauges"),
        ),
        ("two of the 12 jurors slept", ("two", 2, None, None, "jurors", "of the 12 jurors")),
        ("66 lbs of tea were seized", ("66 lbs", 66, None, "lb", "tea", None)),
    ],
)
def test_a_figure(content: str, expected: Row) -> None:
    assert figures_of(content) == [expected]


@pytest.mark.parametrize(
    ("content", "scope"),
    [
        ("they saw 900 dead going through one village hospital", "through one village hospital"),
        ("there were 900 dead so far", "so far"),
        ("the count so far is that losses have been closer to 400", "so far"),
        ("40 boats sank over the weekend", "over the weekend"),
        ("40 boats sank in the northern harbours", "in the northern harbours"),
        ("40 boats sank since the start of the war", "since the start of the war"),
        ("the port loads 40 boats a day", "a day"),
        ("40 boats sank worldwide", "worldwide"),
        ("40 boats sank last winter", "last winter"),
        ("40 boats sank, not counting the two ferries", "not counting the two ferries"),
        ("it lost 40 metres in length on its southern side", "on its southern side"),
        ("40 boats sank on Monday", None),
        ("40 men drowned, including the captain", None),
        ("it holds 40 tons of daily bread", None),
        ("40 boats sank and in the north a mill burned", None),
        ("40 boats sank, in a bid to stop them", None),
        ("40 boats sank in an effort to block the port", None),
        ("40 boats sank at least", None),
    ],
)
def test_scope(content: str, scope: str | None) -> None:
    assert figures_of(content)[0][5] == scope


@pytest.mark.parametrize(
    "content",
    [
        "the war began in 2014",
        "the harbour froze in March 1996",
        "they met on July 11",
        "they met on 11 July",
        "they met at 5 p.m. and left at 17:30",
        "the 1990s were hard",
        "he came 19th",
        "the captain, 45, stayed",
        "a 45-year-old captain stayed",
        "Section 230 stands",
        "he flew in a Corvan 737",
        "COVID-19 closed the port",
        "he fired an AK-47",
        "the number is 555-0142",
        "the home side won 3-2",
        "the two sides met",
        "his three sons sailed",
        "there were two reasons",
        "they came two weeks ago",
        "over the past three years they sailed",
        "one official stayed",
        "no one came",
        "the two met",
        "see page 12",
        "order 12345678901234567890 failed",
        "https://lowland.example/2022/14 has it",
        "it is 1.2.3 now",
        "the G7 and Channel 4 met",
    ],
)
def test_no_figure(content: str) -> None:
    assert figures_of(content) == []


def test_a_change_is_no_range() -> None:
    assert [row[1] for row in figures_of("prices rose from 20 percent to 35 percent")] == [20, 35]
    assert [row[1] for row in figures_of("the toll grew from 1,000 to 3,500 people")] == [1000, 3500]


def test_several_figures_keep_their_things_apart() -> None:
    rows = figures_of("40 boats and 300 nets were lost, and 12 percent of jobs")
    assert [(value, counted) for _, value, _, _, counted, _ in rows] == [(40, "boats"), (300, "nets"), (12, "jobs")]


def test_a_part_of_those_just_counted() -> None:
    assert [row[1:5:3] for row in figures_of("40 men drowned, eleven of them sailors")] == [
        (40, "men"),
        (11, "sailors"),
    ]


def test_a_whole_of_thousands_is_a_figure_too() -> None:
    rows = figures_of("8,000 of its 12,000 sheep drowned")
    assert [(row[1], row[5]) for row in rows] == [(8000, "of its 12,000 sheep"), (12000, None)]


def test_a_figure_is_of_the_claim_that_reports_it() -> None:
    m = Marked("{A doctor} <has claimed> [900 dead], while {b:the army} <b:claimed> [b:14,000 dead so far].")
    first, second = enrich(m.text, m.layout, m.attributions, m.cleaned)
    assert [f.value for f in first.figures] == [900]
    assert [f.value for f in second.figures] == [14000]
    assert m.cut(second.figures[0].scope) == "so far"
