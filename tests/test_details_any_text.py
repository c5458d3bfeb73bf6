"""The promises that hold for any text: exact spans, no exception, time in proportion to length."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_briefing.annotate.details import describe, sketch
from mkdocs_briefing.annotate.layout import Layout
from mkdocs_briefing.collecting import fewer_collections
from mkdocs_briefing.model import (
    Assertion,
    Block,
    Cleaned,
    Evidence,
    Fact,
    FoundAttribution,
    Metadata,
    Span,
)

WORDS = """may likely highly unlikely if unless reportedly claimed not able to independently verify two 1,200 4.5
million dozens of $ € % percent miles between and to – - 5 2022 July 11 Sunday late June last week said told according
Reuters the Harbour Gazette in a tweet letter interview with while speaking citing reported by This is will not
going deny denied we he so far through one hospital dead people , . ? ! “ ” " ' ’ ( ) @ # — İ ß ١٢ 北京 ﬁ"""
ODD = ["\n", "\n\n", "\u00a0", "\ud800", "\x00"]

texts = st.lists(st.sampled_from([*WORDS.split(), *ODD]) | st.text(max_size=6), max_size=60).map(" ".join)


def article(text: str, cuts: list[int]) -> tuple[Layout, tuple[FoundAttribution, ...], Cleaned]:
    """A layout and two or three attributions whose parts are cut from the text anywhere."""
    blocks = tuple(Block(start=s, end=e, kind="paragraph") for s, e in lines(text))
    date = Fact(value="2022-07-12", method="test", certainty="stated", evidence=Evidence(words="", where="test"))
    cleaned = Cleaned(metadata=Metadata(date=date, publisher=date), blocks=blocks)
    layout = Layout(text, blocks)
    points = [c % (len(text) + 1) for c in cuts]
    attributions = []
    for n in range(0, len(points) - 5, 6):
        source, cue, content = (tuple(sorted(points[n + k : n + k + 2])) for k in (0, 2, 4))
        sentence = layout.sentence_at(cue[0]) or cue
        attributions.append(
            FoundAttribution(
                key=f"a-{n}",
                source=(source,),
                source_text=text[slice(*source)],
                source_kind="name",
                name=source,
                cue=(cue,),
                cue_text=text[slice(*cue)],
                content=(content,),
                kind="mixed",
                paragraph=0,
                sentence=(sentence,),
                sentence_text=text[slice(*sentence)],
                rule="any",
            )
        )
    return layout, tuple(attributions), cleaned


def lines(text: str) -> list[Span]:
    found, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            found.append((at, at + len(line)))
        at += len(line) + 1
    return found


def spans_of(item: FoundAttribution | Assertion) -> list[tuple[Span, str | None]]:
    spans: list[tuple[Span, str | None]] = [((h.start, h.end), h.text) for h in item.hedges]
    spans += [(s, None) for s in (item.said.spans if item.said else ())]
    for figure in item.figures:
        spans.append(((figure.start, figure.end), figure.text))
        spans += [(s, None) for s in (figure.counted, figure.scope) if s]
    for hop in item.via if isinstance(item, FoundAttribution) else ():
        spans += [(s, None) for s in (*hop.cue, *((hop.name,) if hop.name else ()))]
        spans += [(hop.spans[0], hop.text)] if len(hop.spans) == 1 else []
    return spans


@settings(max_examples=400, deadline=None)
@given(text=texts, cuts=st.lists(st.integers(0, 2000), max_size=18))
def test_every_span_is_exact(text: str, cuts: list[int]) -> None:
    layout, attributions, cleaned = article(text, cuts)
    found = describe(text, layout, attributions, (), cleaned)
    assert len(found[0]) == len(attributions)
    for item in (*found[0], *found[1]):
        for (start, end), words in spans_of(item):
            assert 0 <= start <= end <= len(text)
            assert words is None or text[start:end] == words
        for figure in item.figures:
            assert figure.value is None or figure.value == figure.value
    for voice in found[1]:
        assert voice.sentence_text == text[slice(*voice.sentence[0])]
        assert voice.hedges or voice.figures
    assert describe(text, layout, attributions, (), cleaned) == found
    sketch(text, layout)


LONG_LINES = {
    "plain": "the mayor said on Sunday that 1,200 people may have left, according to Reuters, ",
    "digits": "1,234,567",
    "numbers": "twenty-one million and ",
    "hedges": "may could if ",
    "names": "The Harbour Gazette of the ",
    "marks": "“”'\"–",
    "months": "July 11, 2022 ",
    "capitals": "A" * 8,
    "blanks": " " * 8,
    "notes": "was not able to independently verify ",
}


@pytest.mark.parametrize("kind", LONG_LINES)
def test_time_grows_with_length(kind: str) -> None:
    """Ten times the text takes no more than some twenty times the time: no part is quadratic."""
    rounds = [(seconds(kind, 60_000), seconds(kind, 600_000)) for _ in range(5)]  # what is busy slows both of a round
    assert min(long / max(short, 0.002) for short, long in rounds) < 20


@pytest.mark.slow
@pytest.mark.parametrize("kind", LONG_LINES)
def test_five_megabytes_in_one_line(kind: str) -> None:
    assert seconds(kind, 5_000_000) < 30


def seconds(kind: str, size: int) -> float:
    text = LONG_LINES[kind] * (size // len(LONG_LINES[kind]))
    layout, attributions, cleaned = article(text, [0, 9, 10, 14, 15, len(text)])
    with fewer_collections():  # as the pipeline runs it
        start = time.process_time()
        describe(text, layout, attributions, (), cleaned)
        sketch(text, layout)
        return time.process_time() - start
