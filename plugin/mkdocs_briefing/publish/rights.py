"""What of a briefing may be shown: the one door that every output goes through.

``private:`` articles leave no trace, ``publish:`` decides how much of a text is reprinted, ``redact:`` makes blocks
of a person's name. Letters are replaced one for one, so every span of what is left cuts what it did, or a mark.
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from ..curation.corrections import sidecar_names
from ..curation.redaction import redaction
from ..model import Briefing, Entry, Problem
from .redacting import redacted
from .reprinting import LEVELS, reprinted

_QUOTED = re.compile("“[^“”]*”")


def shown(briefing: Briefing) -> Briefing:
    """The briefing as pages and exports may have it; the very same one where nothing is kept back."""
    outlets = {site.id: site.publish for site in briefing.curation.sites if site.publish}
    levels = {e.id: level for e in briefing.entries if (level := _level(e, outlets)) in LEVELS}
    hidden = redaction(briefing.curation, briefing.redacted)
    if briefing.private:
        briefing = _without_private(briefing)
    if levels:
        briefing = reprinted(briefing, levels)
    if levels or briefing.private:
        briefing = replace(briefing, problems=tuple(_without_words(p) for p in briefing.problems), private=())
    return redacted(briefing, hidden) if hidden else briefing


def _level(entry: Entry, outlets: dict[str, str]) -> str:
    """What people said of the article, else of its outlet."""
    return entry.notes.publish or outlets.get(entry.analysis.cleaned.site or "", "full")


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


def _without_words(problem: Problem) -> Problem:
    """A problem may quote an article; ``briefing check`` shows it whole."""
    fix = _QUOTED.sub("“…”", problem.fix) if problem.fix else None
    return replace(problem, message=_QUOTED.sub("“…”", problem.message), value=None, fix=fix)
