"""Where everything of a briefing is found: one pass over it, then look-ups only."""

from __future__ import annotations

import bisect
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from ..annotate.layout import sentences
from ..curation.snippets import sidecar
from ..ids import fold, is_record, item_id
from ..link.propositions import Claims as References
from ..link.suggestions import suggestions
from ..model import (
    Actor,
    Annotations,
    Block,
    Briefing,
    Claim,
    Entry,
    FoundAttribution,
    Mention,
    Proposition,
    Resolved,
    Span,
    Stance,
    Suggestion,
)
from . import dates
from .counting import Counted, groups

OPEN = 1000
"""Articles that stay open: pages that follow each other often show the same ones."""

_KEY = re.compile(r"-([a-z]-[0-9a-f]{8}(?:-\d+)?)\Z")


def anchor(id: str) -> str:
    """The anchor of a quotation or claim on its article's page: its key without the article's id."""
    match = _KEY.search(id)
    return match.group(1) if match else id


def speech(notes: Annotations) -> list[int]:
    """Indexes of the quotations that are somebody's speech and stand in no other quotation."""
    return [n for n, q in enumerate(notes.quotations) if q.use in ("speech", "unclear") and q.parent is None]


def unnamed(entry: Entry) -> list[int]:
    """Indexes of the attributions whose source the article leaves unnamed for good."""
    found = zip(entry.analysis.annotations.attributions, entry.linked.resolved, strict=True)
    return [n for n, (a, resolved) in enumerate(found) if a.unnamed and resolved.actor is None]


def claim_date(claim: Claim) -> str | None:
    """The date that a claim stands under: said, else reported."""
    return claim.said.value if claim.said else claim.reported


def position(claim: Claim) -> tuple[str, int]:
    """Article and offset of a claim."""
    return claim.article, claim.spans[0][0] if claim.spans else 0


def in_order(claims: Iterable[Claim]) -> list[Claim]:
    """By date said or reported, undated last, then as they stand in their articles."""
    return sorted(claims, key=lambda c: (dates.order(claim_date(c)), position(c)))


class Count(NamedTuple):
    """How many claims, in how many articles, how many of them undated."""

    claims: int
    articles: int
    undated: int

    @classmethod
    def of(cls, claims: list[Claim]) -> Count:
        return cls(len(claims), len({c.article for c in claims}), sum(not claim_date(c) for c in claims))


class Listing(NamedTuple):
    """The rows of the claims index: each text once, and the same words in several articles once."""

    under: list[Claim]
    """what people put under a proposition: a row each"""
    loose: list[Claim]
    """what somebody claims and no proposition holds"""
    own_voice: list[Claim]
    """what articles assert themselves and no proposition holds"""

    @classmethod
    def of(cls, briefing: Briefing) -> Listing:
        """Unordered; cheap, for a plan."""
        ids, propositions = {c.id for c in briefing.claims}, {p.id for p in briefing.propositions}
        under, loose, own = cls([], [], [])
        first: dict[str, Claim] = {}
        for claim in briefing.claims:
            if claim.proposition in propositions:
                under.append(claim)
                if claim.group:
                    first.setdefault(claim.group, claim)
        for claim in in_order(c for c in briefing.claims if c.proposition not in propositions and c.origin not in ids):
            if claim.voice == "author":
                own.append(claim)
            elif not claim.group or first.setdefault(claim.group, claim) is claim:
                loose.append(claim)
        return cls(under, loose, own)


class Reading:
    """One article with its lines and paragraphs looked up by offset."""

    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        self.id = entry.id
        self.text = entry.analysis.text
        self.metadata = entry.analysis.cleaned.metadata
        self.blocks = entry.analysis.cleaned.blocks
        self.notes = entry.analysis.annotations
        self.flaws = (*entry.analysis.cleaned.flaws, *entry.linked.flaws)

    @cached_property
    def _breaks(self) -> list[int]:
        return [m.start() for m in re.finditer("\n", self.text)]

    @cached_property
    def kept(self) -> list[Block]:
        """The kept blocks, in order."""
        return [b for b in self.blocks if b.kept]

    @cached_property
    def _starts(self) -> list[int]:
        return [b.start for b in self.kept]

    @cached_property
    def _sentences(self) -> dict[int, list[Span]]:
        """By paragraph; most pages ask for those of one or two."""
        return {}

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {item_id(self.id, a.key): n for n, a in enumerate(self.notes.attributions)}

    @cached_property
    def attribution_of(self) -> dict[int, int]:
        """Quotation index to attribution index."""
        return {q: n for n, a in enumerate(self.notes.attributions) for q in a.quotations}

    def attribution(self, claim: Claim) -> int | None:
        """Number of the claim's attribution in this article; None for the article's own voice."""
        return self._numbers.get(claim.attribution) if claim.attribution else None

    def resolved(self, n: int) -> Resolved:
        """Who the source of attribution ``n`` is."""
        return self.entry.linked.resolved[n]

    def found(self, n: int) -> FoundAttribution:
        """Attribution ``n`` as printed."""
        return self.notes.attributions[n]

    def line(self, offset: int) -> int:
        """Number of the line, from 1, that holds the character at ``offset``."""
        return bisect.bisect_left(self._breaks, offset) + 1

    def block_at(self, offset: int) -> int | None:
        """Index among the kept blocks of the one that holds ``offset``."""
        n = bisect.bisect_right(self._starts, offset) - 1
        return n if n >= 0 and offset < self.kept[n].end else None

    def anchor_at(self, offset: int) -> str:
        """The anchor of the block, kept or dropped, that holds ``offset``: its first line."""
        n = bisect.bisect_right(self.blocks, offset, key=lambda b: b.start) - 1
        return f"line-{self.line(self.blocks[n].start)}" if n >= 0 and offset < self.blocks[n].end else "record"

    def sentence_at(self, offset: int) -> Span:
        """The sentence of a kept paragraph that holds ``offset``; nothing where there is none."""
        n = self.block_at(offset)
        if n is None:
            return offset, offset
        if n not in self._sentences:
            self._sentences[n] = sentences(self.text, self.kept[n].start, self.kept[n].end)
        return next(((a, b) for a, b in self._sentences[n] if a <= offset < b), (offset, offset))


class Catalogue:
    """Look-ups over a briefing. What is sorted or counted over all of it is done once."""

    def __init__(self, briefing: Briefing) -> None:
        self.briefing = briefing
        self.entries = {e.id: e for e in briefing.entries}
        self.actors: dict[str, Actor] = {a.id: a for a in briefing.actors}
        self.claims: dict[str, Claim] = {c.id: c for c in briefing.claims}
        self.propositions: dict[str, Proposition] = {p.id: p for p in briefing.propositions}
        self.stances: dict[str, Stance] = {s.claim: s for p in briefing.propositions for s in p.claims}
        self.said: dict[str, list[Claim]] = defaultdict(list)
        """actor id to the claims that the actor makes, each text counted once"""
        self.claims_in: dict[str, list[Claim]] = defaultdict(list)
        """article id to its claims"""
        self.reprints: dict[str, list[Claim]] = defaultdict(list)
        """claim id to the same claim in copies of its article"""
        self.groups: dict[str, list[Claim]] = defaultdict(list)
        """group to its claims, in order; without those in copies of an article"""
        for claim in self.claims.values():
            self.claims_in[claim.article].append(claim)
            if claim.origin in self.claims:
                self.reprints[claim.origin].append(claim)
            elif claim.actor and claim.voice == "attributed":
                self.said[claim.actor].append(claim)
        for claim in in_order(c for c in self.claims.values() if c.group and c.origin not in self.claims):
            self.groups[claim.group or ""].append(claim)
        self.cited: dict[tuple[str, str], list[tuple[str, str]]] = {}
        """kind and id of what people's own pages cite, to titles and places of these pages"""
        self._readings: dict[str, Reading] = {}

    def reading(self, id: str) -> Reading:
        """The article, opened; those asked for last stay open."""
        found = self._readings.pop(id, None)
        if found is None:
            found = Reading(self.entries[id])
            while len(self._readings) >= OPEN:
                del self._readings[next(iter(self._readings))]
        self._readings[id] = found
        return found

    def sidecar(self, id: str) -> str | None:
        """The file, within the corpus, that corrections of an article go into; records of one file have none."""
        path = self.entries[id].analysis.path
        if is_record(path):
            return None
        return sidecar(path, self._stems[path.rsplit(".", 1)[0]])

    @cached_property
    def _stems(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for entry in self.entries.values():
            found[entry.analysis.path.rsplit(".", 1)[0]].append(entry.analysis.path)
        return found

    def outlet(self, id: str) -> str | None:
        """Name of the article's outlet as people call it, or as the article states it."""
        cleaned = self.entries[id].analysis.cleaned
        if cleaned.site and (name := self._site_names.get(cleaned.site)):
            return name
        return cleaned.metadata.publisher.value if cleaned.metadata.publisher else None

    @cached_property
    def by_name(self) -> dict[str, list[Actor]]:
        """Folded name to the actors who go by it."""
        found: dict[str, list[Actor]] = defaultdict(list)
        for actor in self.briefing.actors:
            found[fold(actor.name)].append(actor)
        return found

    @cached_property
    def _site_names(self) -> dict[str, str]:
        return {s.id: s.name for s in self.briefing.curation.sites}

    def date(self, id: str) -> str | None:
        """The article's date, as EDTF."""
        fact = self.entries[id].analysis.cleaned.metadata.date
        return fact.value if fact else None

    @cached_property
    def outlets(self) -> list[str | None]:
        """Every outlet's name, in order; None, last, where an article states none."""
        names = {self.outlet(id) for id in self.entries}
        return sorted(names, key=lambda name: (name is None, (name or "").casefold(), name or ""))

    @cached_property
    def by_date(self) -> list[str]:
        """Article ids, oldest first, undated last."""
        return sorted(self.entries, key=lambda id: (dates.order(self.date(id)), id))

    @cached_property
    def newest_first(self) -> list[str]:
        """Article ids, newest first, undated last."""
        dated = [id for id in self.by_date if self.date(id)]
        return dated[::-1] + self.by_date[len(dated) :]

    @cached_property
    def mentions(self) -> dict[str, list[tuple[str, Mention]]]:
        """Actor id to (article id, mention), newest article first."""
        found: dict[str, list[tuple[str, Mention]]] = defaultdict(list)
        for id in self.newest_first:
            for mention in self.entries[id].linked.mentions:
                found[mention.actor].append((id, mention))
        return found

    @cached_property
    def quotations(self) -> list[tuple[str, int]]:
        """(article id, quotation index) of all that is said by somebody, newest article first."""
        return [(id, n) for id in self.newest_first for n in speech(self.entries[id].analysis.annotations)]

    @cached_property
    def unnamed(self) -> list[tuple[str, int]]:
        """(article id, attribution index) of all unnamed sources, newest article first."""
        return [(id, n) for id in self.newest_first for n in unnamed(self.entries[id])]

    @cached_property
    def claim_of(self) -> dict[str, Claim]:
        """Attribution id to the claim made of it."""
        return {c.attribution: c for c in self.claims.values() if c.attribution}

    @cached_property
    def under(self) -> dict[str, list[Claim]]:
        """Proposition id to the claims under it, in order."""
        found: dict[str, list[Claim]] = {id: [] for id in self.propositions}
        for claim in in_order(c for c in self.claims.values() if c.proposition in self.propositions):
            found[claim.proposition or ""].append(claim)
        return found

    @cached_property
    def _listing(self) -> Listing:
        return Listing.of(self.briefing)

    @cached_property
    def loose(self) -> list[Claim]:
        """What somebody claims and no proposition holds, in order, the same words once."""
        return in_order(self._listing.loose)

    @cached_property
    def own_voice(self) -> list[Claim]:
        """What articles assert themselves and no proposition holds, in order."""
        return in_order(self._listing.own_voice)

    @cached_property
    def listed(self) -> list[Claim]:
        """The claims index, row by row: proposition after proposition, then the others."""
        return [*(c for own in self.under.values() for c in own), *self.loose]

    @cached_property
    def attributed_count(self) -> Count:
        """Of all rows in the claims index."""
        return Count.of(self.listed)

    @cached_property
    def own_voice_count(self) -> Count:
        """Of what articles assert themselves."""
        return Count.of(self.own_voice)

    def appearances(self, claim: Claim) -> list[Claim]:
        """The same words in other articles that are no copies of its own."""
        return [c for c in self.groups.get(claim.group or "", ()) if c.id not in (claim.id, claim.origin)]

    @cached_property
    def _references(self) -> References:
        of = {}
        for id, entry in self.entries.items():
            notes = entry.analysis.annotations
            for a in notes.attributions:
                claim = self.claim_of.get(item_id(id, a.key))
                if claim:
                    of.update({item_id(id, notes.quotations[q].key): claim.id for q in a.quotations})
        return References(self.claims.values(), of)

    @cached_property
    def counted(self) -> tuple[tuple[Counted, ...], ...]:
        """Figures of one thing side by side; a text that is printed again is counted once."""
        told = (c for c in self.claims.values() if c.origin not in self.claims)
        return groups(told, lambda id: self.entries[id].analysis.text)

    @cached_property
    def suggestions(self) -> tuple[Suggestion, ...]:
        """What people may want to write into ``propositions.yml``; for previews only."""
        return suggestions(self.briefing)

    def article_of(self, reference: str) -> str | None:
        """The article that an id of a claim or quotation begins with."""
        found = [id for id in self.entries if reference.startswith(f"{id}-")]
        return max(found, key=len, default=None)

    def meant(self, reference: str) -> Claim | None:
        """The claim that an id, or the unique beginning of one, means; of a quotation, the claim that holds it."""
        found = self._references.by_reference(reference)
        return self.claims[found[0]] if len(found) == 1 else None


def statement_counts(briefing: Briefing) -> Counter[str]:
    """How many claims each actor makes, each text counted once."""
    return Counter(c.actor for c in briefing.claims if c.actor and c.voice == "attributed" and not c.origin)
