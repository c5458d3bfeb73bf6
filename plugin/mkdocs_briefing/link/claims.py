"""Claims: every attributed statement and hedged or counted assertion."""

from __future__ import annotations

import bisect
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from sys import intern

from ..ids import item_id
from ..model import Analysis, Claim, Entry, FoundAttribution, Resolved, Span, Spans
from ..spans import disjoint
from .sharing import Shared

_ALL_BUT_CONNECTIVES = 0.8
"""share of an outer content that an inner attribution must fill to be all that is said"""
_NEAR = 24
"""attributions of a sentence on either side that are compared with one; bounds the work on hostile sentences"""


def claims_of(article: str, analysis: Analysis, speakers: Sequence[Resolved]) -> list[Claim]:
    """The claims of one article, in reading order; the author's own after the attributed ones."""
    notes = analysis.annotations
    date = analysis.cleaned.metadata.date
    reported = date.value if date else None
    told = told_elsewhere(notes.attributions)
    spoken = sorted(s for q in notes.quotations if q.use in ("speech", "unclear") for s in q.spans)
    claims = []
    shared = Shared()
    for number, (found, resolved) in enumerate(zip(notes.attributions, speakers, strict=True)):
        if number in told or not _is_statement(found, spoken):
            continue
        id = item_id(article, found.key)
        claims.append(
            Claim(
                id=id,
                article=article,
                spans=shared.spans(found.sentence),
                text=found.sentence_text,
                content=shared.spans(found.content),
                attribution=id,
                voice="attributed",
                actor=resolved.actor,
                source=intern(_printed_source(found, resolved, notes.attributions)),
                certainty=resolved.certainty,
                polarity=intern(resolved.polarity or found.polarity),
                hedges=shared.hedges(found.hedges),
                via=resolved.via,
                said=found.said,
                reported=reported,
                figures=shared.figures(found.figures),
                group=None,
                origin=None,
                proposition=None,
                stance=None,
                corrected=resolved.corrected or found.corrected,
            )
        )
    for own in notes.assertions:
        claims.append(
            Claim(
                id=item_id(article, own.key),
                article=article,
                spans=shared.spans(own.sentence),
                text=own.sentence_text,
                content=shared.spans(own.sentence),
                attribution=None,
                voice="author",
                actor=None,
                source="",
                certainty="unknown",
                polarity=intern(own.polarity),
                hedges=shared.hedges(own.hedges),
                via=(),
                said=own.said,
                reported=reported,
                figures=shared.figures(own.figures),
                group=None,
                origin=None,
                proposition=None,
                stance=None,
            )
        )
    return claims


def _is_statement(found: FoundAttribution, spoken: list[Span]) -> bool:
    """Whether an attribution makes a claim: it states something, denies, counts or quotes, and is no part of a speech.

    “They want to leave” inside somebody's speech is that speaker's claim, not theirs.
    """
    if not found.content:
        return False
    if found.source_kind == "pronoun" and found.cue:
        at = bisect.bisect_right(spoken, (found.cue[0][0], sys.maxsize)) - 1
        if at >= 0 and found.cue[0][0] < spoken[at][1]:
            return False
    unverified = any(h.type == "not-verified" for h in found.hedges)
    return found.states or unverified or found.polarity == "denied" or bool(found.figures) or bool(found.quotations)


def told_elsewhere(attributions: Sequence[FoundAttribution]) -> frozenset[int]:
    """Attributions that add no statement to another of their sentence, so that none is counted twice.

    “A reported that B said X” is one statement, B's, through A, and so is “X, B said, according to A”; “A's warning
    that X”, found as “A warned” and as “a warning that”, is one, A's.
    """
    told: set[int] = set()
    by_sentence: dict[int, list[int]] = defaultdict(list)
    """by where it begins: a quotation may run on over more sentences than the frame around it"""
    for number, found in enumerate(attributions):
        if found.sentence:
            by_sentence[found.sentence[0][0]].append(number)
    for numbers in by_sentence.values():
        for outer, inner in _near_pairs(numbers):
            o, i = attributions[outer], attributions[inner]
            if not o.content or not i.content:
                continue
            if i.source and _passes_on(o, i):
                told.add(outer)
            elif _covered(i.content, o.content) < 1.0:
                continue
            elif not i.source and (o.source or i.content != o.content):
                told.add(inner)
            elif i.content != o.content and _covered(o.content, _whole(i)) >= _ALL_BUT_CONNECTIVES:
                told.add(outer)
    return frozenset(told)


def _near_pairs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Each with each, either way; in a sentence of very many, with those around it."""
    for at, one in enumerate(numbers):
        for other in numbers[max(0, at - _NEAR) : at + _NEAR + 1]:
            if other != one:
                yield one, other


def _passes_on(outer: FoundAttribution, inner: FoundAttribution) -> bool:
    """Whether the outer source is a hop of the inner one's chain, and says nothing besides."""
    hops = tuple(span for hop in inner.via for span in hop.spans)
    if not outer.source or not hops or _covered(outer.source, hops) < 1.0:
        return False
    return _covered(outer.content, _whole(inner)) >= _ALL_BUT_CONNECTIVES


def _whole(found: FoundAttribution) -> Spans:
    return (*found.source, *found.cue, *found.content)


def _covered(spans: Spans, by: Spans) -> float:
    """The share of the characters of ``spans`` that lie in ``by``, each counted once."""
    own, other = disjoint(spans), disjoint(by)
    shared = sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in own for b in other)
    return shared / sum(end - start for start, end in own)


def _printed_source(found: FoundAttribution, resolved: Resolved, all_found: tuple[FoundAttribution, ...]) -> str:
    """The words of the source; where the speech runs on, those of the attribution that it goes on from."""
    while not found.source_text and found.continues is not None and resolved.certainty == "implicit":
        found = all_found[found.continues]
    return found.source_text


def printed(claim: Claim, span: Span, entry: Entry) -> str:
    """What is printed there: cut from the claim's sentence where that holds it, for an article takes long to open."""
    start, end = claim.spans[0] if len(claim.spans) == 1 else (0, 0)
    if start <= span[0] and span[1] <= end and len(claim.text) == end - start:
        return claim.text[span[0] - start : span[1] - start]
    return entry.analysis.text[slice(*span)]
