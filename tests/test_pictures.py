"""Static pictures: what is drawn is what is listed, nothing overlaps, and equal inputs give equal lines."""

from __future__ import annotations

import itertools
import random

import pytest
from lxml import html as lxml_html

import invented
from mkdocs_briefing.publish.options import Options
from mkdocs_briefing.publish.pictures import amounts, days, lettering, speaking, words_over_time
from mkdocs_briefing.publish.pictures.words_over_time import Put
from test_pages import Site


def put(n: int, *words: tuple[str, str], printed: bool = True, dated: bool = True) -> Put:
    return Put(date=f"{n} May 2031", printed=printed, dated=dated, words=words or (("“unlikely”", "Ilse Marrow"),))


@pytest.mark.parametrize("room", [20, 80, 300])
def test_lines_hold_every_letter_and_none_is_too_wide(room: int) -> None:
    words = "a realistic possibility, an extraordinarilylongwordthatfitsnowhere and 可能性は低い"
    found = lettering.lines(words, 12, room)
    assert "".join("".join(found).split()) == "".join(words.split())
    assert all(lettering.width(line, 12) <= room for line in found if len(line) > 1)


def test_no_words_need_no_line() -> None:
    assert lettering.lines("  ", 12, 100) == ()


def test_dates_stand_in_order_hollow_where_none_is_printed() -> None:
    picture = words_over_time.draw("t", "title", "told", (put(1), put(2, printed=False), put(3)))
    assert [d.hollow for d in picture.dots] == [False, True, False]
    assert [d.x for d in picture.dots] == sorted(d.x for d in picture.dots)
    assert len({d.y for d in picture.dots}) == 1, "no height means anything"
    assert [letter.words for letter in picture.letters if letter.kind == "date"] == [
        "1 May 2031",
        "2 May 2031",
        "3 May 2031",
    ]


def test_the_line_is_broken_on_the_way_to_what_has_no_date() -> None:
    picture = words_over_time.draw("t", "", "", (put(1), put(2), put(3, printed=False, dated=False)))
    assert [s.broken for s in picture.strokes] == [False, True, True]


def test_distances_say_nothing() -> None:
    near = words_over_time.draw("t", "", "", (put(1), put(2), put(3)))
    far = words_over_time.draw("t", "", "", (put(1), Put(date="1 May 2099", printed=True, words=put(1).words), put(3)))
    assert [d.x for d in near.dots] == [d.x for d in far.dots]


@pytest.mark.parametrize("count", [1, 2, 5, 6, 17, 40])
def test_letters_of_neighbours_never_overlap(count: int) -> None:
    long = (
        ("“" + "so unlikely as to be out of the question " * 3 + "”", "the Committee for the Inspection of Harbours"),
    )
    picture = words_over_time.draw("t", "", "", tuple(put(n, *long) for n in range(1, count + 1)))
    boxes = [(t.x, t.y, t.x + lettering.width(t.words, 13), t.kind) for t in picture.letters]
    for (x, y, end, _), (x2, y2, _, _) in itertools.permutations(boxes, 2):
        assert not (x < x2 < end and abs(y - y2) < 11), (x, y, x2, y2)
    assert max(end for *_, end, _ in boxes) <= picture.width + 20
    assert max(y for _, y, *_ in boxes) <= picture.height
    assert len(picture.dots) == count


def test_one_speaker_of_several_words_is_named_once_and_the_rest_is_counted() -> None:
    said = [("“unlikely”", "Ilse Marrow"), ("“hardly”", "Ilse Marrow"), ("“certain”", "Tomas Reyk")]
    picture = words_over_time.draw("t", "", "", (Put(date="d", printed=True, words=tuple(said), more="and 4 more"),))
    kinds = [(letter.kind, letter.words) for letter in picture.letters]
    assert kinds[1:] == [
        ("words", "“unlikely”"),
        ("words", "“hardly”"),
        ("who", "Ilse Marrow"),
        ("words", "“certain”"),
        ("who", "Tomas Reyk"),
        ("who", "and 4 more"),
    ]


def pairs(count: int, seed: int) -> dict[tuple[str, str], int]:
    chance = random.Random(seed)
    names = [f"actor-{n}" for n in range(count)]
    return {(a, b): chance.randint(1, 9) for a in names for b in names if a != b and chance.random() < 0.2}


def test_at_most_forty_names_and_the_most_frequent_pairs_first() -> None:
    found = pairs(90, 1)
    drawn = speaking.chosen(found)
    assert len({a for a, _ in drawn}) <= 20 and len({b for _, b in drawn}) <= 20 and len(drawn) <= 60
    assert max(found.values()) == max(drawn.values()) and drawn.items() <= found.items()
    picture = speaking.draw("w", "", "", ("Who", "Of whom"), drawn, {f"actor-{n}": f"Actor {n}" for n in range(90)})
    assert sum(letter.kind == "name" for letter in picture.letters) <= 40
    assert len(picture.curves) == len(drawn) and {c.weight for c in picture.curves} <= {1, 2, 3, 4}


def test_curves_end_where_names_stand_and_cross_no_more_than_in_plain_order() -> None:
    found = pairs(12, 3)
    names = {f"actor-{n}": f"Actor {n}" for n in range(12)}
    picture = speaking.draw("w", "", "", ("Who", "Of whom"), found, names)
    at = {(letter.anchor, letter.y - 5) for letter in picture.letters if letter.kind == "name"}
    assert {("end", c.y1) for c in picture.curves} <= at and {("start", c.y2) for c in picture.curves} <= at
    left, right = speaking._order(found)
    assert speaking._crossings(found, left, right) <= speaking._crossings(found, sorted(left), sorted(right))


def test_the_order_of_what_is_given_changes_nothing() -> None:
    found = pairs(15, 5)
    names = {f"actor-{n}": f"Actor {n}" for n in range(15)}
    again = dict(reversed(found.items()))
    assert speaking.draw("w", "", "", ("a", "b"), found, names) == speaking.draw("w", "", "", ("a", "b"), again, names)


def test_days_down_the_page_articles_square_statements_round() -> None:
    spot = days.Spot(count=3, printed=False)
    told = (days.Day(date="1 May 2031", spots=(days.Spot(count=1, printed=True), spot), who="Ilse Marrow"),)
    told += (days.Day(date="undated", dated=False, spots=(None, spot), who=""),)
    picture = days.draw("d", "", "", ("Art.", "said"), told)
    assert [(d.square, d.hollow) for d in picture.dots] == [(True, False), (False, True), (False, True)]
    assert [letter.words for letter in picture.letters if letter.kind == "count"] == ["3", "3"], "one needs no number"
    assert sum(line.kind == "rule" for line in picture.lines) == 1, "what is undated stands apart"


def test_bars_begin_at_nought_and_ranges_are_open() -> None:
    told = (
        amounts.Amount(low=250, high=250, printed="“some 250”", who="a port official, 3 May 2031"),
        amounts.Amount(low=400, high=500, printed="“400 to 500”", who="Dockers’ Union, 4 May 2031"),
    )
    picture = amounts.draw("a", "", "", told)
    assert picture is not None
    first, second, reach = picture.bars
    assert first.x == second.x == picture.axis and second.length == round(first.length * 400 / 250)
    assert reach.open and reach.x == second.x + second.length
    assert abs((second.length + reach.length) / first.length - 2) < 0.01


def test_a_bar_is_hollow_where_the_value_is_not_printed_as_exact() -> None:
    told = (
        amounts.Amount(low=17, high=17, exact=False, printed="“no more than 17”", who="the crane drivers"),
        amounts.Amount(low=21, high=21, printed="“21”", who="the harbour board"),
    )
    picture = amounts.draw("a", "", "", told)
    assert picture is not None and [bar.open for bar in picture.bars] == [True, False]


@pytest.mark.parametrize("low", [-3.0, 0.0])
def test_lengths_that_would_mislead_are_not_drawn(low: float) -> None:
    assert amounts.draw("a", "", "", (amounts.Amount(low=low, high=0, printed="“none”", who="x"),)) is None


PICTURED = ("index.md", "propositions/closes.md", "timeline.md")


@pytest.mark.parametrize("uri", PICTURED)
def test_a_picture_is_one_named_image_and_its_equal_stands_on_the_page(uri: str) -> None:
    site = Site(invented.briefing(), Options())
    page = site.read(uri)
    (picture, *_) = page.xpath("//*[local-name()='svg']")
    assert picture.get("role") == "img" and not picture.xpath(".//a")
    for id in picture.get("aria-labelledby").split():
        (told,) = page.xpath(f"//*[@id='{id}']")
        assert told.text_content().strip()
    drawn = {
        " ".join(t.text_content().split()) for t in picture.xpath(".//text[@class='bf-words' or @class='bf-name']")
    }
    for aside in page.xpath("//*[local-name()='svg']"):
        aside.getparent().remove(aside)
    listed = " ".join(page.text_content().split())
    assert all(words in listed for words in drawn)
    assert not lxml_html.tostring(picture, encoding="unicode").count("style=")
    colours = {
        word for word in ("#", "rgb(", "fill=", "stroke=") if word in lxml_html.tostring(picture, encoding="unicode")
    }
    assert not colours, "colours are the page's"


def test_pictures_hold_hostile_words_as_letters() -> None:
    picture = words_over_time.draw("t", "", "", (put(1, ("</text><script>x</script>", "\u202eevil")),))
    assert "".join(letter.words for letter in picture.letters if letter.kind == "words") == "</text><script>x</script>"
