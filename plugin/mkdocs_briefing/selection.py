"""Which articles of a store are published, where that is not all of them.

Kinds of conditions narrow one another; several of a kind widen it. So an article is chosen where, for each kind that is
given, one of its values fits. An article that does not say what is asked for (an undated one, say) is not chosen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fnmatch import fnmatchcase
from urllib.parse import urlsplit

from .curation import edtf
from .ids import fold
from .model import Anchor, Card, Curation, Notes, Packed, Record

LISTS = ("sources", "paths", "actors", "propositions", "tags")
DAYS = ("since", "until")

ELSEWHERE = frozenset({"anchor-unmatched", "evidence-unmatched", "no-such-actor"})
"""Problems that may be none: what a person pointed at may stand in an article that is not chosen."""


class Selection(Record, frozen=True, kw_only=True):
    """The conditions, as people write them."""

    since: str | None = None
    """a day, month or year: published then or later"""
    until: str | None = None
    sources: tuple[str, ...] = ()
    """outlets, by id, name, another name or domain of ``sources.yml``, or by the name or host that the article gives"""
    paths: tuple[str, ...] = ()
    """patterns of paths in the corpus; ``*`` goes over folders too"""
    actors: tuple[str, ...] = ()
    """names as printed; for an entry of ``actors.yml``, by id or name, each of its names"""
    propositions: tuple[str, ...] = ()
    """ids of ``propositions.yml``: the articles that their claims point at"""
    tags: tuple[str, ...] = ()
    """``tags:`` in front matter or sidecar"""

    def early(self, path: str, notes: Notes) -> bool:
        """Whether the article may be chosen, as far as it can be told before it is analysed."""
        file = path.rpartition("#")[0]
        if self.paths and not any(fnmatchcase(p, pattern) for p in (path, file) if p for pattern in self.paths):
            return False
        return not self.tags or bool(set(map(fold, self.tags)) & set(map(fold, notes.tags)))

    def late(self, people: Curation) -> Callable[[str, Packed], bool]:
        """Whether an analysed article (by its id) that may be chosen is."""
        outlets, names = _outlets(self.sources, people), _names(self.actors, people)
        anchors = _anchors(self.propositions, people)

        def chosen(id: str, article: Packed) -> bool:
            card = article.card
            date = card.metadata.date
            return (
                edtf.within(date.value if date else None, self.since, self.until)
                and (not self.sources or not outlets.isdisjoint(_outlets_of(card)))
                and (not self.actors or not names.isdisjoint(_names_in(article)))
                and (not self.propositions or any(_points_at(anchor, id, card.path) for anchor in anchors))
            )

        return chosen


def selection(given: Mapping[str, object]) -> Selection:
    """From a mapping as in ``mkdocs.yml``; raises ``ValueError``, in words, for what cannot be meant."""
    known: dict[str, object] = {}
    for name, value in given.items():
        if name in DAYS:
            day = edtf.normal(str(value))
            if day is None or "/" in day:
                raise ValueError(f"{name}: “{value}” is no day, month or year; write 2022-03-04, 2022-03 or 2022")
            known[name] = day
        elif name in LISTS:
            values = value if isinstance(value, list | tuple) else [value]
            if not values or not all(isinstance(v, str | int) and str(v).strip() for v in values):
                raise ValueError(f"{name}: write one or a list of {name}")
            known[name] = tuple(map(str, values))
        else:
            raise ValueError(f"“{name}” is no condition; there are {', '.join((*DAYS, *LISTS))}")
    return Selection(**known)  # type: ignore[arg-type]


def _outlets(wanted: Iterable[str], people: Curation) -> frozenset[str]:
    """All names and hosts of the outlets, folded."""
    found = set(map(fold, wanted))
    for site in people.sites:
        names = {fold(name) for name in (site.id, site.name, *site.aliases, *site.domains)}
        if found & names:
            found |= names
    return frozenset(found)


def _outlets_of(card: Card) -> set[str]:
    facts = card.metadata
    host = urlsplit(facts.url.value).hostname if facts.url else None
    said = (card.site, facts.publisher and facts.publisher.value, host and host.removeprefix("www."))
    return {fold(name) for name in said if name}


def _names(wanted: Iterable[str], people: Curation) -> frozenset[str]:
    """All names of the actors, folded: those given, and those that ``actors.yml`` has for them."""
    found = set(map(fold, wanted))
    for entry in people.actors:
        names = {fold(name) for name in (entry.name, *entry.aliases)}
        if fold(entry.id) in found or found & names:
            found |= names
    return frozenset(found)


def _names_in(article: Packed) -> set[str]:
    """What may name somebody in an article: as printed, in brackets behind it, or put there by a person."""
    found = {fold(name) for c in article.names.candidates for name in (c.text, c.bracket) if name}
    for anchored in article.analysis.annotations.anchored:
        said = anchored.correction
        found.update(fold(name) for name in (said.speaker, *(said.via or ())) if name)
    return found


def _anchors(wanted: Iterable[str], people: Curation) -> list[Anchor]:
    ids = set(wanted)
    found: list[Anchor] = []
    for proposition in people.propositions:
        if proposition.id in ids:
            found += proposition.claims
            found += (
                anchor for pair in (*proposition.conflicts, *proposition.agreements) for anchor in (pair.a, pair.b)
            )
    return found


def _points_at(anchor: Anchor, id: str, path: str) -> bool:
    if anchor.article:
        return anchor.article in (id, path)
    return bool(anchor.id) and str(anchor.id).startswith(f"{id}-")
