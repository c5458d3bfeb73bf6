"""Article words become HTML in one place: nothing is lost, nothing is parsed, everything is nested."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from mkdocs_briefing.publish.standoff import Mark, merge, on_one_line, part_on_one_line, plain, safe_link, visible

ELEMENTS = ("a", "em", "strong", "span")


class Reader(HTMLParser):
    """Reads HTML back: its letters, whether it is nested properly, which elements and ids it has."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.letters = ""
        self.open: list[str] = []
        self.elements: list[str] = []
        self.ids: list[str] = []
        self.nested = True
        self.feed(str(html))
        self.close()

    def handle_data(self, data: str) -> None:
        self.letters += data

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.elements.append(tag)
        self.ids += [v for k, v in attrs if k == "id" and v]

    def handle_endtag(self, tag: str) -> None:
        self.nested = self.nested and bool(self.open) and self.open.pop() == tag


texts = st.text(alphabet=st.sampled_from("ab <>&\"'{}%`[]()\n\\é“”\u202e\u05d0\x00\x07\ud800"), max_size=60)
marks = st.lists(
    st.builds(
        Mark,
        start=st.integers(0, 60),
        end=st.integers(0, 60),
        rank=st.integers(0, 5),
        element=st.sampled_from(ELEMENTS),
        attributes=st.just(Markup(' class="x"')),
        id=st.none(),
    ),
    max_size=8,
)


@given(text=texts, found=marks, start=st.integers(0, 60), length=st.integers(0, 60))
def test_the_letters_of_the_html_are_the_letters_of_the_source(
    text: str, found: list[Mark], start: int, length: int
) -> None:
    end = min(len(text), start + length)
    start = min(start, end)
    read = Reader(merge(text, start, end, found))
    assert read.letters == visible(text[start:end])
    assert read.nested and not read.open
    assert set(read.elements) <= set(ELEMENTS)


@given(text=texts, found=marks)
def test_a_mark_that_is_cut_keeps_one_id(text: str, found: list[Mark]) -> None:
    named = [m._replace(id=f"m-{n}") for n, m in enumerate(found)]
    read = Reader(merge(text, 0, len(text), named))
    assert len(read.ids) == len(set(read.ids))
    assert set(read.ids) == {m.id for m in named if m.start < min(m.end, len(text))}


def test_marks_that_cross_are_closed_and_opened_again() -> None:
    html = merge("one two three", 0, 13, [Mark(0, 7, 0, "em", id="x"), Mark(4, 13, 1, "strong")])
    assert html == '<em id="x">one <strong>two</strong></em><strong> three</strong>'


def test_a_mark_that_only_has_an_id_is_not_opened_again() -> None:
    html = merge("one two three", 0, 13, [Mark(0, 7, 0, "em"), Mark(4, 13, 1, "span", id="x")])
    assert html == '<em>one <span id="x">two</span></em> three'


def test_of_equal_spans_the_lower_rank_stands_outside() -> None:
    marks = [Mark(0, 3, 5, "a"), Mark(0, 3, 1, "span")]
    assert merge("one", 0, 3, marks) == "<span><a>one</a></span>"


@pytest.mark.parametrize(
    "letters",
    [
        "<script>alert(1)</script>",
        "{{ 7*7 }} {% raw %}",
        "[x](javascript:alert(1))",
        "&lt;b&gt; &amp;amp;",
        "</title></p><img src=x onerror=y>",
        '--8<-- "mkdocs.yml"\n::: x\n[[x]] \\* `a`',
        "שלום עולם and مرحبا",
    ],
)
def test_hostile_letters_come_out_as_letters(letters: str) -> None:
    read = Reader(plain(letters))
    assert read.letters == letters
    assert read.elements == []


def test_what_cannot_be_seen_is_made_visible() -> None:
    assert visible("a\x00b\x7fc\u202ed\ud800e\x85\r") == "a␀b␡c⟨U+202E⟩d\ufffde⟨U+0085⟩\n"
    assert visible("tab\tand line\nstay") == "tab\tand line\nstay"


@given(
    text=st.text(alphabet=st.sampled_from("ab \n\t\u00a0\u2028⬚\x00é"), max_size=30)
    | st.text(alphabet="ab \n", max_size=30),
    start=st.integers(0, 30),
    end=st.integers(0, 30),
)
def test_a_part_is_shown_as_it_is_alone(text: str, start: int, end: int) -> None:
    assert part_on_one_line(text, start, end) == on_one_line(text[start:end])
    assert merge(text, start, max(start, end)) == plain(text[start : max(start, end)])


@pytest.mark.parametrize("href", ["http://a.example/x", "https://a.example/?q=1&r=2", "mailto:a@b.example"])
def test_links_lead_to_the_web_and_to_mail(href: str) -> None:
    assert safe_link(href) == href


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:x",
        "data:text/html,x",
        "//a.example",
        "/x",
        " http://a",
        "http://a b",
        "",
        None,
    ],
)
def test_and_nowhere_else(href: str | None) -> None:
    assert safe_link(href) is None
