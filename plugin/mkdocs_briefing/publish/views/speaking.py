"""Who speaks of whom: pairs of a speaker and somebody named in what is said, drawn and as a table with the words."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict

from markupsafe import Markup

from ...model import Claim, Record
from ..catalogue import in_order, position
from ..desk import Desk
from ..pictures import speaking
from . import prose

_ROWS = 100


class Pair(Record, frozen=True, kw_only=True):
    """One who speaks, one spoken of, how often, and the first sentence by date."""

    who: str
    who_url: str | None
    of: str
    of_url: str | None
    statements: int
    words: Markup
    title: str
    line: int
    url: str


class SpeakingView(Record, frozen=True, kw_only=True):
    picture: speaking.Picture | None
    pairs: tuple[Pair, ...]
    more: int
    """pairs that the table leaves to the actors' pages"""
    not_drawn: int
    actors_url: str
    description: str = ""


def who_of_whom(desk: Desk, key: str) -> SpeakingView:
    found = spoken_of(desk)
    counts = {pair: len(claims) for pair, claims in found.items()}
    drawn = speaking.chosen(counts)
    w = desk.words
    picture = None
    if drawn:
        names = {id: desk.name(id) for pair in drawn for id in pair}
        told = w(
            "who-of-whom-told", n=len(drawn), speakers=len({a for a, _ in drawn}), others=len({b for _, b in drawn})
        )
        heads = (w("who-speaks"), w("of-whom"))
        picture = speaking.draw("who-picture", w("who-of-whom"), told, heads, drawn, names)
    ordered = sorted(counts, key=lambda pair: (-counts[pair], pair))
    return SpeakingView(
        picture=picture,
        pairs=tuple(_pair(desk, *pair, found[pair]) for pair in ordered[:_ROWS]),
        more=max(0, len(ordered) - _ROWS),
        not_drawn=len(counts) - len(drawn),
        actors_url=desk.link("actors", "1") or "#",
    )


def spoken_of(desk: Desk) -> dict[tuple[str, str], list[Claim]]:
    """(speaker, spoken of) to the statements, each text once. Places are no one to speak of."""
    catalogue = desk.catalogue
    known = {id for id, a in catalogue.actors.items() if a.tier == "published" and a.type != "place"}
    found: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    names: dict[str, tuple[list[int], list[str]]] = {}
    for who in sorted(known & catalogue.said.keys()):
        for claim in catalogue.said[who]:
            if claim.article not in names:
                mentions = [m for m in catalogue.entries[claim.article].linked.mentions if m.actor in known]
                names[claim.article] = [m.start for m in mentions], [m.actor for m in mentions]
            for other in _named(claim, *names[claim.article]):
                if other != who:
                    found[who, other].append(claim)
    return found


def _named(claim: Claim, starts: list[int], actors: list[str]) -> set[str]:
    """Actors whose names stand in what is said; ``starts``: where names begin, ``actors``: whose they are."""
    found = set[str]()
    for start, end in claim.content:
        found.update(actors[bisect_left(starts, start) : bisect_left(starts, end)])
    return found


def _pair(desk: Desk, who: str, other: str, claims: list[Claim]) -> Pair:
    first = in_order(claims)[0]
    reading = desk.catalogue.reading(first.article)
    return Pair(
        who=desk.name(who),
        who_url=desk.actor(who),
        of=desk.name(other),
        of_url=desk.actor(other),
        statements=len(claims),
        words=prose.sentence(reading, first, None),
        title=desk.title(first.article),
        line=reading.line(position(first)[1]),
        url=desk.claim(first),
    )
