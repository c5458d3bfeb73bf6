"""Attributions in, the same with their details out: hedges, polarity, figures, date said, reporting chain.

Also the assertions in the article's own voice, and a sketch of the article for near copies. Reads one article; every
detail is an exact span of it; what the text does not say stays empty.
"""

from __future__ import annotations

from collections import defaultdict

from msgspec.structs import replace

from ...ids import Keys
from ...model import Assertion, Cleaned, Figure, FoundAttribution, FoundQuotation, Hedge
from ..layout import Layout
from .chains import chains
from .dates import article_day, said
from .figures import figures
from .hedges import cue_hedges, hedges, note_after
from .polarity import polarity
from .reading import Reading
from .shares import owners
from .sketch import containment, sketch

__all__ = ["assertions", "containment", "enrich", "sketch"]

_SILENT = {"title", "heading", "caption", "byline"}
"""Kinds of block in which the article asserts nothing."""


def enrich(
    text: str, layout: Layout, attributions: tuple[FoundAttribution, ...], cleaned: Cleaned
) -> tuple[FoundAttribution, ...]:
    """The attributions, in their order, with ``via``, ``polarity``, ``hedges``, ``said`` and ``figures`` filled in."""
    reading = Reading(text, layout, attributions, cleaned)
    today = article_day(cleaned)
    hedged = _hedges_of(reading)
    counted = _figures_of(reading)
    vias = chains(reading)
    return tuple(
        replace(
            a,
            via=vias[n],
            polarity=polarity(a, hedged[n], reading),
            hedges=tuple(hedged[n]),
            said=said(a, reading, today),
            figures=tuple(counted[n]),
        )
        for n, a in enumerate(attributions)
    )


def _hedges_of(reading: Reading) -> list[list[Hedge]]:
    """For each attribution the hedges of its claim, in reading order."""
    hedged: list[list[Hedge]] = [[] for _ in reading.attributions]
    for hedge in hedges(reading):
        for n in note_after(hedge, reading) or owners(hedge.start, hedge.end, reading, hedge.type == "not-verified"):
            hedged[n].append(hedge)
    for n, a in enumerate(reading.attributions):
        hedged[n] = sorted(hedged[n] + cue_hedges(a, hedged[n], reading), key=lambda h: h.start)
    return hedged


def _figures_of(reading: Reading) -> list[list[Figure]]:
    """For each attribution the figures in what it reports."""
    counted: list[list[Figure]] = [[] for _ in reading.attributions]
    for figure in figures(reading):
        n = reading.sentence_number(figure.start)
        for m in reading.reported_in(n) if n is not None else ():
            if any(s <= figure.start and figure.end <= e for s, e in reading.attributions[m].content):
                counted[m].append(figure)
    return counted


def assertions(
    text: str,
    layout: Layout,
    attributions: tuple[FoundAttribution, ...],
    cleaned: Cleaned,
    quotations: tuple[FoundQuotation, ...] = (),
) -> tuple[Assertion, ...]:
    """Sentences in the article's own voice that hold a hedge or a figure: no attribution, no speech in them."""
    reading = Reading(text, layout, attributions, cleaned)
    taken = {n for a in attributions for n in reading.sentences_of((*a.sentence, *a.content))}
    taken |= {n for q in quotations if q.use in ("speech", "unclear") for n in reading.sentences_of(q.spans)}
    taken |= {n for n, s in enumerate(reading.sentences) if reading.kind_of(n) in _SILENT}
    hedged: dict[int, list[Hedge]] = defaultdict(list)
    for hedge in hedges(reading):
        n = reading.sentence_number(hedge.start)
        if n is not None and n not in taken and hedge.type != "not-verified":
            hedged[n].append(hedge)
    counted: dict[int, list[Figure]] = defaultdict(list)
    for figure in figures(reading):
        n = reading.sentence_number(figure.start)
        if n is not None and n not in taken:
            counted[n].append(figure)
    keys = Keys("v")
    return tuple(
        Assertion(
            key=keys.key(text[start:end]),
            sentence=((start, end),),
            sentence_text=text[start:end],
            hedges=tuple(hedged[n]),
            figures=tuple(counted[n]),
            paragraph=reading.paragraph_of[n],
        )
        for n, (start, end) in enumerate(reading.sentences)
        if n in hedged or n in counted
    )
