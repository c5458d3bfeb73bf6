"""Claims: every attributed statement and hedged or counted assertion."""

from __future__ import annotations

import bisect
import sys
from collections import defaultdict
from collections.abc import Sequence
from itertools import permutations

from ..ids import item_id
from ..model import Analysis, Claim, FoundAttribution, Resolved, Span, Spans

_ALL_BUT_CONNECTIVES = 0.8
"""share of an outer content that an inner attribution must fill to be all that is said"""


def claims_of(article: str, analysis: Analysis, speakers: Sequence[Resolved]) -> list[Claim]:
    """The claims of one article, in reading order; the author's own after the attributed ones."""
    notes = analysis.annotations
    date = analysis.cleaned.metadata.date
    reported = date.value if date else None
    told = told_elsewhere(notes.attributions)
    spoken = sorted(s for q in notes.quotations if q.use in ("speech", "unclear") for s in q.spans)
    claims = []
    for number, (found, resolved) in enumerate(zip(notes.attributions, speakers, strict=True)):
        if number in told or not _is_statement(found, spoken):
            continue
        claims.append(
            Claim(
                id=item_id(article, found.key),
                article=article,
                spans=found.sentence,
                text=found.sentence_text,
                content=found.content,
                attribution=item_id(article, found.key),
                voice="attributed",
                actor=resolved.actor,
                source=_printed_source(found, resolved, notes.attributions),
                certainty=resolved.certainty,
                polarity=resolved.polarity or found.polarity,
                hedges=found.hedges,
                via=resolved.via,
                said=found.said,
                reported=reported,
                figures=found.figures,
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
                spans=own.sentence,
                text=own.sentence_text,
                content=own.sentence,
                attribution=None,
                voice="author",
                actor=None,
                source="",
                certainty="unknown",
                polarity=own.polarity,
                hedges=own.hedges,
                via=(),
                said=own.said,
                reported=reported,
                figures=own.figures,
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

    “A reported that B said X” is one statement, B's, through A; “A's warning that X”, found as “A warned”
    and as “a warning that”, is one, A's.
    """
    told: set[int] = set()
    by_sentence: dict[Spans, list[int]] = defaultdict(list)
    for number, found in enumerate(attributions):
        by_sentence[found.sentence].append(number)
    for numbers in by_sentence.values():
        for outer, inner in permutations(numbers, 2):
            o, i = attributions[outer], attributions[inner]
            if not o.content or not i.content or not _within(i.content, o.content):
                continue
            if not i.source:
                told.add(inner)
            elif _covered(o.content, (*i.source, *i.cue, *i.content)) >= _ALL_BUT_CONNECTIVES:
                told.add(outer)
    return frozenset(told)


def _within(one: Spans, other: Spans) -> bool:
    return one != other and _covered(one, other) == 1.0


def _covered(spans: Spans, by: Spans) -> float:
    """The share of the characters of ``spans`` that lie in ``by``, each counted once."""
    own = {n for start, end in spans for n in range(start, end)}
    return len(own & {n for start, end in by for n in range(start, end)}) / len(own)


def _printed_source(found: FoundAttribution, resolved: Resolved, all_found: tuple[FoundAttribution, ...]) -> str:
    """The words of the source; where the speech runs on, those of the attribution that it goes on from."""
    while not found.source_text and found.continues is not None and resolved.certainty == "implicit":
        found = all_found[found.continues]
    return found.source_text
