"""When a thing was said: dates of the reporting clause alone, resolved only against a date that the article has."""

from __future__ import annotations

import pytest

from marked import Marked
from mkdocs_briefing.annotate.details import enrich

TUESDAY = "2022-07-12"


def said_of(marked: str, date: str | None = TUESDAY) -> tuple[str, str, bool] | None:
    m = Marked(marked, date=date)
    said = enrich(m.text, m.layout, m.attributions, m.cleaned)[0].said
    return (said.value, m.text[slice(*said.spans[0])], said.inferred) if said else None


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        # dates that the text states whole
        ("{Halden} <said> on March 20, 2022 [that it rained].", ("2022-03-20", "on March 20, 2022", False)),
        ("{Halden} <said> on 20 March 2022 [that it rained].", ("2022-03-20", "on 20 March 2022", False)),
        ("{Halden} <said> on 2022-03-20 [that it rained].", ("2022-03-20", "on 2022-03-20", False)),
        ("In June 2021, {Halden} <said> [it rained].", ("2021-06", "In June 2021", False)),
        ("In 2019, {Halden} <said> [it rained].", ("2019", "In 2019", False)),
        ("In the summer of 2017, {Halden} <said> [it rained].", ("2017-22", "In the summer of 2017", False)),
        ("{Halden} <said> in winter 2019 [that it rained].", ("2019-24", "in winter 2019", False)),
        ("On Friday, 6 May 2011, {Halden} <said> [it rained].", ("2011-05-06", "On Friday, 6 May 2011", False)),
        ("In an interview in March 2015, {Halden} <said> [it rained].", ("2015-03", "in March 2015", False)),
        (
            "In a long letter to the mayor dated 2 May 2015, {he} <said> [it rained].",
            ("2015-05-02", "2 May 2015", False),
        ),
        ("{Halden} <said> in a letter of 2 May 2015 [that it rained].", ("2015-05-02", "2 May 2015", False)),
        ("On the evening of 4 June 2019, {he} <said> [it rained].", ("2019-06-04", "4 June 2019", False)),
        ("In a letter about the flood of May 2015, {Halden} <said> [it rained].", None),
        ("In a village burnt down in May 2015, {Halden} <said> [it rained].", None),
        # dates that need the article's
        ("{Halden} <said> on July 11 [that it rained].", ("2022-07-11", "on July 11", True)),
        ("{Halden} <said> on Dec. 24 [that it rained].", ("2021-12-24", "on Dec. 24", True)),
        ("{Halden} <said> on Sunday [that it rained].", ("2022-07-10", "on Sunday", True)),
        ("{Halden} <said> Monday [that it rained].", ("2022-07-11", "Monday", True)),
        ("{Halden} <said> on Tuesday [that it rained].", ("2022-07-12", "on Tuesday", True)),
        ("{Halden} <said> last Tuesday [that it rained].", ("2022-07-05", "last Tuesday", True)),
        ("{Halden} on Friday <said> [it rained].", ("2022-07-08", "on Friday", True)),
        ("On Monday evening, {Halden} <said> [it rained].", ("2022-07-11", "On Monday evening", True)),
        ("{Halden} <said> yesterday [that it rained].", ("2022-07-11", "yesterday", True)),
        ("[It rained], {he} <said> the day before yesterday.", ("2022-07-10", "the day before yesterday", True)),
        ("{Halden} <said> today [that it rained].", ("2022-07-12", "today", True)),
        ("{Halden} <said> last week [that it rained].", ("2022-07-04/2022-07-10", "last week", True)),
        ("{Halden} <said> earlier this week [that it rained].", ("2022-07-11/2022-07-12", "earlier this week", True)),
        ("{Halden} <said> over the weekend [that it rained].", ("2022-07-09/2022-07-10", "over the weekend", True)),
        ("{Halden} <said> last month [that it rained].", ("2022-06", "last month", True)),
        ("{Halden} <said> this month [that it rained].", ("2022-07", "this month", True)),
        ("{Halden} <said> last year [that it rained].", ("2021", "last year", True)),
        ("{Halden} <said> two days ago [that it rained].", ("2022-07-10", "two days ago", True)),
        ("{Halden} <said> two weeks ago [that it rained].", ("2022-06-28~", "two weeks ago", True)),
        ("[“It rains,”] {Halden} <said> during a video address in late June.", ("2022-06~", "in late June", True)),
        ("In December, {they} <wrote> [that it rained].", ("2021-12", "In December", True)),
        ("{The office} <said> in its July 11 weather report [that it rained].", ("2022-07-11", "July 11", True)),
        ("[“It rains,”] {Halden} <said> on Monday. [“It pours.”]", ("2022-07-11", "on Monday", True)),
        ("{The office} <told> reporters in Korvik on Monday [that it rained].", ("2022-07-11", "on Monday", True)),
        ("At Sunday night’s debate, {Halden} <said> [that it rained].", ("2022-07-10", "At Sunday night", True)),
        # dates of something else
        ("Monday’s storm, {Halden} <said>, [was hard].", None),
        ("The mood changed on Tuesday after {the Gazette} <reported> [that it rained].", None),
        ("{Halden} <told> USA TODAY [that it rained].", None),
        ("{Halden} <said> [it rained on Monday].", None),
        ("{Halden} <said> [the rain began at the end of February].", None),
        ("{Halden}, who won on Monday, <said> [it rained].", None),
        ("{Halden} <said> of the Monday storm [that it was hard].", None),
        ("Since Monday, {Halden} <has said> [that it rained].", None),
        ("{Halden} <said> before the Sunday vote [that it rained].", None),
        ("After the storm of July 2, {Halden} <said> [it rained].", None),
        ("{Halden} may <say> [that it rained].", None),
        ("{Halden} <said> on March 45 [that it rained].", None),
    ],
)
def test_said(marked: str, expected: tuple[str, str, bool] | None) -> None:
    assert said_of(marked) == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("{Halden} <said> on Sunday [that it rained].", None),
        ("{Halden} <said> on July 11 [that it rained].", None),
        ("{Halden} <said> last week [that it rained].", None),
        ("{Halden} <said> in June [that it rained].", None),
        ("{Halden} <said> on July 11, 2022 [that it rained].", "2022-07-11"),
    ],
)
def test_without_a_date_of_the_article_nothing_is_guessed(marked: str, expected: str | None) -> None:
    found = said_of(marked, date=None)
    assert (found[0] if found else None) == expected


@pytest.mark.parametrize(
    ("date", "words", "expected"),
    [
        ("2022", "on Sunday", None),
        ("2022", "in June", None),
        ("2022", "last year", "2021"),
        ("2022-07", "on Sunday", None),
        ("2022-07", "in June", "2022-06"),
        ("2022-07", "last month", "2022-06"),
        ("2022-01", "last month", "2021-12"),
        ("2023-01~", "in December", "2022-12~"),
        ("2022-03-01", "yesterday", "2022-02-28"),
        ("2022-01-03", "on Friday", "2021-12-31"),
        ("2022-07-01/2022-07-12", "on Friday", None),
        ("0001-01-01", "last week", None),
        ("not a date", "on Friday", None),
        ("2022-02-31", "on Friday", None),
    ],
)
def test_no_finer_than_the_article(date: str, words: str, expected: str | None) -> None:
    found = said_of(f"{{Halden}} <said> {words} [that it rained].", date=date)
    assert (found[0] if found else None) == expected


def test_the_inner_statement_has_its_own_date() -> None:
    m = Marked("{The board} <noted> [that {b:Halden} <b:said> Monday [b:that it rained]].", date=TUESDAY)
    outer, inner = enrich(m.text, m.layout, m.attributions, m.cleaned)
    assert outer.said is None
    assert inner.said is not None and inner.said.value == "2022-07-11"


def test_a_posts_signature_tells_its_date() -> None:
    m = Marked("[The river has risen by the old mill.]\n\n— {Lowland Watch} (@lowwatch) March 20, 2022")
    said = enrich(m.text, m.layout, m.attributions, m.cleaned)[0].said
    assert said is not None and (said.value, said.inferred) == ("2022-03-20", False)
