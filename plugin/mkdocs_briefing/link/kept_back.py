"""Articles of which nothing but a word at their address is left."""

from __future__ import annotations

from collections.abc import Mapping

from ..model import Card, Curation, Notes, Withdrawal, Withdrawn


def outlets_withdrawn(curation: Curation) -> dict[str, Withdrawal]:
    """The outlets of which people withdrew all articles, by id."""
    return {site.id: site.withdrawn for site in curation.sites if site.withdrawn}


def withdrawn(id: str, card: Card, notes: Notes, outlets: Mapping[str, Withdrawal]) -> Withdrawn | None:
    """What is said of an article that people withdrew, alone or with its outlet; of a private one there is no word."""
    said = notes.withdrawn or outlets.get(card.site or "")
    return Withdrawn(id=id, on=said.on, why=said.why) if said and not notes.private else None
