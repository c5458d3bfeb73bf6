"""What an update of the links changed."""

from __future__ import annotations

from typing import NamedTuple

from ..model import Actor, Claim


class Changes(NamedTuple):
    """Ids of what differs from the state before an update: new, changed and gone."""

    entries: frozenset[str]
    actors: frozenset[str]
    claims: frozenset[str]
    propositions: frozenset[str]
    were: tuple[Claim, ...] = ()
    """the claims that changed or are gone, as they were"""
    named: frozenset[str] = frozenset()
    """actors whom articles that changed mention, or mentioned"""
    actors_were: tuple[Actor, ...] = ()
    """the actors of the index that changed or are gone, as they were"""
