"""``Source`` in, ``Cleaned`` out: which blocks are the article, and its metadata with evidence.

Never throws text away: a dropped block stays, with its reason and the rule that dropped it.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..model import Block, Cleaned, Metadata, Notes, Site, Source
from ..survey import LineCounts


def site_of(source: Source, notes: Notes, sites: Iterable[Site]) -> Site | None:
    """The outlet of ``sources.yml`` that this source comes from, by declared publisher or address."""
    return None


def clean(source: Source, notes: Notes, counts: LineCounts, site: Site | None) -> Cleaned:
    """Decide on every block, and read the metadata."""
    return Cleaned(
        metadata=Metadata(),
        blocks=tuple(Block(start=b.start, end=b.end, kind=b.kind, level=b.level) for b in source.blocks),
    )
