"""One article as the contract has it: what was found in it, with ids and actors filled in."""

from __future__ import annotations

from ..ids import item_id
from ..model import Article, Attribution, Entry, Quotation


def article(entry: Entry) -> Article:
    """The contract's article for one entry of the briefing."""
    analysis, linked = entry.analysis, entry.linked
    notes = analysis.annotations
    attribution_of = {q: n for n, found in enumerate(notes.attributions) for q in found.quotations}
    quotation_ids = [item_id(entry.id, q.key) for q in notes.quotations]
    attribution_ids = [item_id(entry.id, a.key) for a in notes.attributions]
    quotations = []
    for n, q in enumerate(notes.quotations):
        a = attribution_of.get(n)
        resolved = linked.resolved[a] if a is not None else None
        quotations.append(
            Quotation(
                id=quotation_ids[n],
                spans=q.spans,
                marks=q.marks,
                open=q.open,
                use=q.use,
                parent=quotation_ids[q.parent] if q.parent is not None else None,
                attribution=attribution_ids[a] if a is not None else None,
                actor=resolved.actor if resolved else None,
                certainty=resolved.certainty if resolved else "unknown",
                rule=q.rule,
                corrected=q.corrected or (resolved.corrected if resolved else None),
            )
        )
    attributions = tuple(
        Attribution(
            id=attribution_ids[n],
            source=a.source,
            cue=a.cue,
            content=a.content,
            kind=a.kind,
            actor=r.actor,
            candidates=r.candidates,
            unnamed=a.unnamed and r.actor is None,
            antecedent=r.antecedent,
            certainty=r.certainty,
            via=r.via,
            rule=a.rule,
        )
        for n, (a, r) in enumerate(zip(notes.attributions, linked.resolved, strict=True))
    )
    return Article(
        id=entry.id,
        path=analysis.path,
        sha256=analysis.sha256,
        encoding=analysis.encoding,
        repairs=analysis.repairs,
        text=analysis.text,
        metadata=analysis.cleaned.metadata,
        warnings=(*analysis.cleaned.flaws, *linked.flaws),
        blocks=analysis.cleaned.blocks,
        markup=analysis.markup,
        quotations=tuple(quotations),
        attributions=attributions,
        mentions=linked.mentions,
        related=linked.related,
    )
