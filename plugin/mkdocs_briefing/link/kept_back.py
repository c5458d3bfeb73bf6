"""Articles of which nothing but a word at their address is left."""

from __future__ import annotations

from collections.abc import Iterable

from ..model import Analysis, Curation, Notes, Withdrawn


def withdrawn(articles: Iterable[tuple[str, Analysis, Notes]], curation: Curation) -> dict[str, Withdrawn]:
    """Those that people withdrew, one by one or with all of their outlet; of a private one there is no word."""
    outlets = {site.id: site.withdrawn for site in curation.sites if site.withdrawn}
    found = {}
    for id, analysis, notes in articles:
        said = notes.withdrawn or outlets.get(analysis.cleaned.site or "")
        if said and not notes.private:
            found[id] = Withdrawn(id=id, on=said.on, why=said.why)
    return found
