"""Claims: every attributed statement and hedged or counted assertion, equal ones grouped over articles."""

from __future__ import annotations

import bisect
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import permutations

from msgspec.structs import replace

from ..ids import item_id
from ..model import Claim, Entry, FoundAttribution, Resolved, Span, Spans

_LONG_ENOUGH = 25
"""characters a quotation must have before its return elsewhere makes two claims one: short ones return by chance"""


_ALL_BUT_CONNECTIVES = 0.8
"""share of an outer content that an inner attribution must fill to be all that is said"""


def claims_of(entry: Entry) -> list[Claim]:
    """The claims of one article, in reading order; the author's own after the attributed ones."""
    notes = entry.analysis.annotations
    date = entry.analysis.cleaned.metadata.date
    reported = date.value if date else None
    told = told_elsewhere(notes.attributions)
    spoken = sorted(s for q in notes.quotations if q.use in ("speech", "unclear") for s in q.spans)
    claims = []
    for number, (found, resolved) in enumerate(zip(notes.attributions, entry.linked.resolved, strict=True)):
        if number in told or not _is_statement(found, spoken):
            continue
        claims.append(
            Claim(
                id=item_id(entry.id, found.key),
                article=entry.id,
                spans=found.sentence,
                text=found.sentence_text,
                content=found.content,
                attribution=item_id(entry.id, found.key),
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
                id=item_id(entry.id, own.key),
                article=entry.id,
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


def grouped(claims: Iterable[Claim], entries: Iterable[Entry]) -> tuple[Claim, ...]:
    """The claims, in their order, with ``group`` set where another article has the sentence or the long quotation.

    ``origin`` is set on those whose article is a copy of another in the group: one text printed twice is one source.
    """
    ordered = list(claims)
    words = _words_of(entries)
    leader = {c.id: c.id for c in ordered}

    def find(claim: str) -> str:
        while leader[claim] != claim:
            leader[claim] = leader[leader[claim]]
            claim = leader[claim]
        return claim

    first: dict[str, str] = {}
    for claim in ordered:
        for key in words.get(claim.id, ()):
            known = first.setdefault(key, claim.id)
            a, b = sorted((find(known), find(claim.id)))
            leader[b] = a
    members: dict[str, list[Claim]] = defaultdict(list)
    for claim in ordered:
        members[find(claim.id)].append(claim)
    near = {(e.id, r.article): r.share for e in entries for r in e.linked.related if r.kind != "related"}
    done = []
    for name, group in members.items():
        shared = len({c.article for c in group}) > 1
        for claim in group:
            if shared:
                same_text = [c for c in group if c.article == claim.article or (claim.article, c.article) in near]
                origin = _origin(same_text, near)
                claim = replace(claim, group=name, origin=origin if origin != claim.id else None)
            done.append(claim)
    order = {claim.id: n for n, claim in enumerate(ordered)}
    return tuple(sorted(done, key=lambda c: order[c.id]))


def _origin(claims: list[Claim], near: Mapping[tuple[str, str], float]) -> str:
    """The claim in the article that the others were probably taken from.

    The earliest dated one, where all are dated; of equals the one with most words that the others lack, since
    outlets cut what they reprint.
    """
    articles = {c.article for c in claims}
    dated = all(c.reported for c in claims)

    def rank(claim: Claim) -> tuple[str, float, str]:
        shared = max((near.get((claim.article, other), 0.0) for other in articles), default=0.0)
        return (_first_day(claim.reported or "") if dated else "", shared, claim.id)

    return min(claims, key=rank).id


def _first_day(date: str) -> str:
    """The sortable beginning of an EDTF date: its first eight digits, unknown ones as zero."""
    return re.sub(r"\D", "", date.split("/")[0].replace("X", "0"))[:8]


def _words_of(entries: Iterable[Entry]) -> dict[str, list[str]]:
    """Claim id to the keys (hashes of folded words, without the number) that make two claims the same."""
    keys: dict[str, list[str]] = {}
    for entry in entries:
        notes = entry.analysis.annotations
        for found in notes.attributions:
            own = [_base(found.key)] if len(found.sentence_text) >= _LONG_ENOUGH else []
            for n in found.quotations:
                quotation = notes.quotations[n]
                if sum(e - s for s, e in quotation.spans) >= _LONG_ENOUGH:
                    own.append(_base(quotation.key))
            keys[item_id(entry.id, found.key)] = own
    return keys


def _base(key: str) -> str:
    return "-".join(key.split("-")[:2])
