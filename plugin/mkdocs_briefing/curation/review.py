"""How much of a briefing people have looked at: what data quality and ``briefing check`` say of it."""

from __future__ import annotations

from collections import Counter

from ..ids import item_id
from ..model import Briefing, Entry, Record


class Review(Record, frozen=True, kw_only=True):
    """Counts. An item is checked where a person confirmed it or set something of it."""

    quotations: int
    quotations_checked: int
    claims: int
    """that somebody makes"""
    claims_checked: int
    key_evidence: int
    """claims and quotations that key lines rest on"""
    key_evidence_checked: int
    corrected: int
    """quotations and claims of which a person set something"""
    corrections: tuple[tuple[str, int], ...]
    """kind of correction, how many, in the order of the alphabet"""
    people: tuple[tuple[str, int], ...]
    """who wrote them, and how many; those who wrote most first"""


def review(briefing: Briefing) -> Review:
    """What people have looked at so far."""
    checked, written = briefing.checked, [c for e in briefing.entries for c in e.notes.corrections]
    quotations = quotations_checked = 0
    corrected = {c.id for c in briefing.claims if c.corrected}
    for entry in briefing.entries:
        by_person = _set_by_people(entry)
        quotations += len(entry.card.speech)
        if checked or by_person:
            for n in entry.card.speech:
                id = item_id(entry.id, entry.card.quotations[n])
                quotations_checked += id in checked or n in by_person
                corrected |= {id} if n in by_person else set()
    claims = [c for c in briefing.claims if c.voice == "attributed"]
    evidence = {sought for line in briefing.curation.briefing.key_lines for sought in line.evidence}
    sure = {*checked, *corrected}
    return Review(
        quotations=quotations,
        quotations_checked=quotations_checked,
        claims=len(claims),
        claims_checked=sum(c.id in sure for c in claims),
        key_evidence=len(evidence),
        key_evidence_checked=sum(any(id == sought or id.startswith(sought) for id in sure) for sought in evidence),
        corrected=len(corrected),
        corrections=tuple(sorted(Counter(c.kind for c in written).items())),
        people=tuple(sorted(Counter(c.by or "" for c in written).items(), key=lambda x: (-x[1], x[0]))),
    )


def _set_by_people(entry: Entry) -> set[int]:
    """Numbers of the quotations that somebody set right, themselves or who says them."""
    found = set(entry.card.corrected)
    if any(resolved.corrected for resolved in entry.linked.resolved):
        attributions = entry.analysis.annotations.attributions
        # none is resolved of an article that is a reference
        for attribution, resolved in zip(attributions, entry.linked.resolved, strict=False):
            found.update(attribution.quotations if resolved.corrected else ())
    return found
