"""What of a briefing may be shown: the one door that every output goes through.

``private:`` articles leave no trace, ``publish:`` decides how much of a text is reprinted, ``redact:`` makes blocks
of a person's name. Letters are replaced one for one, so every span of what is left cuts what it did, or a mark.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from msgspec.structs import replace

from ..curation.corrections import sidecar_names
from ..curation.redaction import redaction
from ..ids import claim_words
from ..model import Briefing, Entry, OldClaim, Problem
from .redacting import redacted
from .reprinting import LEVELS, reprinted

_QUOTED = re.compile("“[^“”]*”")


def shown(briefing: Briefing) -> Briefing:
    """The briefing as pages and exports may have it; the very same one where nothing is kept back."""
    outlets = {site.id: site.publish for site in briefing.curation.sites if site.publish}
    levels = {e.id: level for e in briefing.entries if (level := _level(e, outlets)) in LEVELS}
    hidden = redaction(briefing.curation, briefing.redacted)
    hidden_ids = briefing.private
    if briefing.private:
        briefing = _without_private(briefing)
    if levels:
        briefing = reprinted(briefing, levels)
    if briefing.curation.earlier:
        briefing = _earlier(briefing, {id for id, _ in hidden_ids}, levels)
    if levels or briefing.private:
        briefing = replace(briefing, problems=tuple(_without_words(p) for p in briefing.problems), private=())
    return redacted(briefing, hidden) if hidden else briefing


def _level(entry: Entry, outlets: dict[str, str]) -> str:
    """What people said of the article, else of its outlet."""
    return entry.notes.publish or outlets.get(entry.card.site or "", "full")


def _without_private(briefing: Briefing) -> Briefing:
    """Nothing that names a private article's file or address: no problem, and no evidence of a key line."""
    ids = {id for id, _ in briefing.private}
    names = ids | {name for _, path in briefing.private for name in (path, *sidecar_names(path))}
    told = re.compile("|".join(rf"(?<![\w-]){re.escape(name)}(?![\w-])" for name in sorted(names)))
    notes = briefing.curation.briefing
    lines = tuple(
        replace(line, evidence=tuple(e for e in line.evidence if not any(e == i or e.startswith(f"{i}-") for i in ids)))
        for line in notes.key_lines
    )
    return replace(
        briefing,
        curation=replace(briefing.curation, briefing=replace(notes, key_lines=lines)),
        problems=tuple(
            p
            for p in briefing.problems
            if not any(told.search(words or "") for words in (p.file, p.message, p.value, p.fix))
        ),
    )


def _earlier(briefing: Briefing, private: Collection[str], levels: Mapping[str, str]) -> Briefing:
    """Earlier editions as they may be told of now: nothing of what is private or withdrawn since.

    The words of a claim stand only where its article is still here and may be reprinted in full, or has the claim.
    """
    here, told = {e.id for e in briefing.entries}, {claim_words(c.id): c.text for c in briefing.claims}

    def words(claim: OldClaim) -> str:
        if claim.article in here and claim.article not in levels:
            return claim.text
        return told.get(claim_words(claim.id), "")

    earlier = tuple(
        replace(
            old,
            articles=tuple(a for a in old.articles if a.id not in private),
            claims=tuple(
                replace(c, text=words(c), speaker=c.speaker if words(c) else None, why=c.why if words(c) else None)
                for c in old.claims
                if c.article not in private
            ),
        )
        for old in briefing.curation.earlier
    )
    return replace(briefing, curation=replace(briefing.curation, earlier=earlier))


def _without_words(problem: Problem) -> Problem:
    """A problem may quote an article; ``briefing check`` shows it whole."""
    fix = _QUOTED.sub("“…”", problem.fix) if problem.fix else None
    return replace(problem, message=_QUOTED.sub("“…”", problem.message), value=None, fix=fix)
