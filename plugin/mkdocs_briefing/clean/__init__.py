"""``Source`` in, ``Cleaned`` out: which blocks are the article, and its metadata with evidence.

Never throws text away: a dropped block stays, dropped, with its reason and the rule that dropped it.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..model import Cleaned, Notes, Site, Source
from ..survey import LineCounts


def site_of(source: Source, notes: Notes, sites: Iterable[Site]) -> Site | None:
    """The outlet of ``sources.yml`` that this source comes from, by declared publisher or address."""
    from .stage import outlet_of

    return outlet_of(source, notes, sites)


def clean(source: Source, notes: Notes, counts: LineCounts, site: Site | None) -> Cleaned:
    """Decide on every block, and read the metadata."""
    from .stage import cleaned  # the rules are loaded for the first article: exports ask for names of authors only

    return cleaned(source, notes, counts, site)
