"""Who speaks about whom, as GraphML: an edge leads from who says something to whoever is named in what is said.

Only names count, never pronouns, and only in what is said, not in who says it. Unnamed sources are nobody's node.
"""

from __future__ import annotations

import bisect
from collections import defaultdict
from collections.abc import Iterator
from xml.etree import ElementTree as etree

from ..model import Claim, Mention
from . import elements
from .material import Material, Output

_KEYS = (
    ("node", "name", "string"),
    ("node", "type", "string"),
    ("node", "mentions", "int"),
    ("node", "statements", "int"),
    ("node", "page", "string"),
    ("edge", "weight", "int"),
    ("edge", "claims", "string"),
)


def outputs(material: Material) -> Iterator[Output]:
    """``who-speaks-about-whom.graphml``"""
    yield Output("who-speaks-about-whom.graphml", lambda: [elements.dumped(_document(material))])


def edges(material: Material) -> dict[tuple[str, str], list[Claim]]:
    """(speaker, named) to the claims, each text once, in the order of ids."""
    found: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    places: dict[str, list[Mention]] = {}
    for claim in material.said_once():
        if claim.article not in places:
            named = material.catalogue.entries[claim.article].linked.mentions
            places[claim.article] = sorted(named, key=lambda m: m.start)
        if claim.actor:
            for other in sorted(_named(claim, places[claim.article]) - {claim.actor}):
                found[claim.actor, other].append(claim)
    return dict(sorted(found.items()))


def _named(claim: Claim, mentions: list[Mention]) -> set[str]:
    """The actors named in what is said; mentions in order."""
    found: set[str] = set()
    for start, end in claim.content:
        first, last = (bisect.bisect_left(mentions, place, key=lambda m: m.start) for place in (start, end))
        found.update(m.actor for m in mentions[first:last])
    return found


def _document(material: Material) -> etree.Element:
    root = etree.Element("graphml", {"xmlns": "http://graphml.graphdrawing.org/xmlns"})
    for kind, name, type in _KEYS:
        elements.add(root, "key", id=name, for_=kind, **{"attr.name": name, "attr.type": type})
    graph = elements.add(root, "graph", id="who-speaks-about-whom", edgedefault="directed")
    found = edges(material)
    ends = {actor for edge in found for actor in edge}
    for actor in material.briefing.actors:
        if actor.id in ends:
            node = elements.add(graph, "node", id=actor.id)
            _data(node, "name", actor.name)
            _data(node, "type", actor.type)
            _data(node, "mentions", actor.mentions)
            _data(node, "statements", len(material.catalogue.said.get(actor.id, ())))
            _data(node, "page", material.place.page("actor", actor.id))
    for (speaker, other), claims in found.items():
        edge = elements.add(graph, "edge", source=speaker, target=other)
        _data(edge, "weight", len(claims))
        _data(edge, "claims", " ".join(claim.id for claim in claims))
    return root


def _data(above: etree.Element, key: str, value: object) -> None:
    if value is not None:
        elements.add(above, "data", value, key=key)
