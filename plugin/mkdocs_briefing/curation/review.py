"""How much of a briefing people have looked at: what data quality and ``briefing check`` say of it."""

from __future__ import annotations

from collections import Counter

from ..ids import item_id
from ..model import Briefing, Record


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
        notes = entry.analysis.annotations
        resolved = zip(
            notes.attributions, entry.linked.resolved, strict=False
        )  # none of an article that is a reference
        by_person = {q for a, r in resolved if r.corrected for q in a.quotations}
        for n, quotation in enumerate(notes.quotations):
            if quotation.use in ("speech", "unclear") and quotation.parent is None:
                quotations += 1
                id = item_id(entry.id, quotation.key)
                set_by_person = quotation.corrected is not None or n in by_person
                quotations_checked += id in checked or set_by_person
                corrected |= {id} if set_by_person else set()
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
