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
from .hedges import cue_hedges, has_clause, hedges, in_relative, note_after
from .origins import from_origin
from .polarity import mood, polarity
from .reading import Reading
from .shares import owners
from .sketch import containment, sketch

__all__ = ["assertions", "containment", "describe", "enrich", "sketch"]

_SILENT = {"title", "heading", "caption", "byline"}
"""Kinds of block in which the article asserts nothing."""


def describe(
    text: str,
    layout: Layout,
    attributions: tuple[FoundAttribution, ...],
    quotations: tuple[FoundQuotation, ...],
    cleaned: Cleaned,
) -> tuple[tuple[FoundAttribution, ...], tuple[Assertion, ...]]:
    """Both :func:`enrich` and :func:`assertions`, reading the article once."""
    reading = Reading(text, layout, attributions, cleaned)
    found = hedges(reading), figures(reading)
    return _enriched(reading, *found), _assertions(reading, quotations, *found)


def enrich(
    text: str, layout: Layout, attributions: tuple[FoundAttribution, ...], cleaned: Cleaned
) -> tuple[FoundAttribution, ...]:
    """The attributions, in their order, with ``via``, ``polarity``, ``hedges``, ``said`` and ``figures`` filled in.

    Where a speaker only passes on what another said (:mod:`.origins`), the source becomes that other.
    """
    reading = Reading(text, layout, attributions, cleaned)
    return _enriched(reading, hedges(reading), figures(reading))


def assertions(
    text: str,
    layout: Layout,
    attributions: tuple[FoundAttribution, ...],
    cleaned: Cleaned,
    quotations: tuple[FoundQuotation, ...] = (),
) -> tuple[Assertion, ...]:
    """Sentences in the article's own voice that hold a hedge or a figure: no attribution, no speech in them."""
    reading = Reading(text, layout, attributions, cleaned)
    return _assertions(reading, quotations, hedges(reading), figures(reading))


def _enriched(reading: Reading, hedged: list[Hedge], counted: list[Figure]) -> tuple[FoundAttribution, ...]:
    today = article_day(reading.cleaned)
    hedges_of = _hedges_of(hedged, reading)
    figures_of = _figures_of(counted, reading)
    via = chains(reading)
    return tuple(
        from_origin(
            n,
            replace(
                a,
                via=via[n],
                polarity=polarity(n, hedges_of[n], reading),
                hedges=tuple(hedges_of[n]),
                said=said(n, reading, today),
                figures=tuple(figures_of[n]),
            ),
            reading,
        )
        for n, a in enumerate(reading.attributions)
    )


def _hedges_of(hedged: list[Hedge], reading: Reading) -> list[list[Hedge]]:
    """For each attribution the hedges of its claim, in reading order."""
    of: list[list[Hedge]] = [[] for _ in reading.attributions]
    for hedge in hedged:
        told = note_after(hedge, reading)
        if not told or has_clause(hedge, reading):
            told = sorted({*told, *owners(hedge.start, hedge.end, reading, hedge.type == "not-verified")})
        for n in told:
            of[n].append(hedge)
    for n, a in enumerate(reading.attributions):
        of[n] = sorted(of[n] + cue_hedges(a, of[n], reading), key=lambda h: h.start)
    return of


def _figures_of(counted: list[Figure], reading: Reading) -> list[list[Figure]]:
    """For each attribution the figures in what it reports."""
    of: list[list[Figure]] = [[] for _ in reading.attributions]
    for figure in counted:
        n = reading.sentence_number(figure.start)
        for m in reading.reported_in(n) if n is not None else ():
            if any(s <= figure.start and figure.end <= e for s, e in reading.attributions[m].content):
                of[m].append(figure)
    return of


def _assertions(
    reading: Reading, quotations: tuple[FoundQuotation, ...], hedged: list[Hedge], counted: list[Figure]
) -> tuple[Assertion, ...]:
    taken = {n for here in reading.touched for n in here}
    taken |= {n for q in quotations if q.use in ("speech", "unclear") for n in reading.sentences_of(q.spans)}
    hedges_in: dict[int, list[Hedge]] = defaultdict(list)
    figures_in: dict[int, list[Figure]] = defaultdict(list)
    for hedge in hedged:
        if (hedge.type != "not-verified" or in_relative(hedge, reading)) and (
            n := reading.sentence_number(hedge.start)
        ) is not None:
            hedges_in[n].append(hedge)
    for figure in counted:
        if (n := reading.sentence_number(figure.start)) is not None:
            figures_in[n].append(figure)
    keys = Keys("v")
    found = []
    for n in sorted(hedges_in.keys() | figures_in.keys()):
        if n in taken or reading.kind_of(n) in _SILENT:
            continue
        start, end = reading.sentences[n]
        found.append(
            Assertion(
                key=keys.key(reading.text[start:end]),
                sentence=((start, end),),
                sentence_text=reading.text[start:end],
                polarity=mood([(start, end)], hedges_in[n], reading),
                hedges=tuple(hedges_in[n]),
                figures=tuple(figures_in[n]),
                paragraph=reading.paragraph_of[n],
            )
        )
    return tuple(found)
