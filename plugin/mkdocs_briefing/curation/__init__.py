"""The people's files: parsed, validated, anchored by words.

Never fails silently: what matches nothing is a problem with file, line and nearest match.
"""

from __future__ import annotations

from pathlib import Path

from ..model import Curation, Notes, Problem, Source


def load(folder: Path | None) -> Curation:
    """``briefing.yml``, ``actors.yml``, ``sources.yml``, ``propositions.yml``; each optional."""
    return Curation()


def notes(root: Path, source: Source) -> tuple[Notes, tuple[Problem, ...]]:
    """Front matter and sidecar of one article; the sidecar wins."""
    return Notes(), ()
