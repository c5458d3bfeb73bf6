"""Figures that ``briefing.yml`` sets beside each other, found by the words that hold them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..curation.anchors import find
from ..model import Anchor, BriefingNotes, Claim, Comparable, Problem
from .propositions import Claims


def comparable(
    notes: BriefingNotes, lookup: Claims, claims: Iterable[Claim]
) -> tuple[tuple[Comparable, ...], tuple[Problem, ...]]:
    """Every comparison whose words find two figures or more; words that find none or several are problems."""
    found: list[Comparable] = []
    problems: list[Problem] = []
    if not notes.comparable:
        return (), ()
    known = [c for c in claims if c.figures]
    for entry in notes.comparable:
        places: list[tuple[str, int]] = []
        for anchor in entry.figures:
            figures = _figures_at(anchor, lookup, known)
            if len(figures) == 1:
                places += figures
            else:
                problems.append(_problem(notes.file, anchor, len(figures)))
        places = list(dict.fromkeys(places))
        if len(places) > 1:
            found.append(Comparable(figures=tuple(places), why=entry.why, by=entry.by))
    return tuple(found), tuple(problems)


def _figures_at(anchor: Anchor, lookup: Claims, claims: Sequence[Claim]) -> list[tuple[str, int]]:
    """(claim, start) of the figures within the anchor's words; of a claim that is given by its id alone, of all."""
    ids = lookup.by_reference(anchor.id) if anchor.id else ()
    named = [a for a in lookup.articles if a.startswith(anchor.article)] if anchor.article else []
    article = anchor.article if anchor.article in named else named[0] if len(named) == 1 else None
    found: dict[tuple[str, int], str] = {}
    for claim in claims:
        if claim.id in ids if anchor.id else claim.article == article:
            for start in _within(claim, anchor):
                found.setdefault((claim.article, start), claim.id)
    return [(id, start) for (_, start), id in sorted(found.items())]


def _within(claim: Claim, anchor: Anchor) -> list[int]:
    """Where the figures begin that the words reach over, as they stand in the claim's sentence."""
    if not anchor.exact:
        return [f.start for f in claim.figures]
    first = claim.spans[0][0]
    places = find(claim.text, anchor.exact, anchor.prefix, anchor.suffix)
    return [f.start for f in claim.figures if any(first + a < f.end and f.start < first + b for a, b in places)]


def _problem(file: str, anchor: Anchor, count: int) -> Problem:
    shown = ": ".join(filter(None, (anchor.article or anchor.id, anchor.exact)))
    return Problem(
        file=file,
        line=anchor.line or None,
        code="ambiguous-anchor" if count else "anchor-unmatched",
        message=f"comparable: {count or 'no'} figure{'s' if count else ''} of claims found in “{shown}”",
        value=shown,
        fix="choose words of a claim's sentence that hold one number",
    )
