"""Where everything of a briefing is found: one pass over it, then look-ups only."""

from __future__ import annotations

import bisect
import re
from collections import Counter, defaultdict
from functools import cached_property

from ..annotate.layout import Layout
from ..link.assemble import article as assemble
from ..link.propositions import Claims as References
from ..model import Actor, Article, Briefing, Claim, Entry, Mention, Proposition, Quotation, Span, Stance
from . import dates

_KEY = re.compile(r"-([a-z]-[0-9a-f]{8}(?:-\d+)?)\Z")


def anchor(id: str) -> str:
    """The anchor of a quotation or claim on its article's page: its key without the article's id."""
    match = _KEY.search(id)
    return match.group(1) if match else id


class Reading:
    """One article with its lines and paragraphs looked up by offset."""

    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        self.id = entry.id
        self.text = entry.analysis.text
        self.article: Article = assemble(entry)
        self.notes = entry.analysis.annotations
        self._breaks = [m.start() for m in re.finditer("\n", self.text)]
        self.kept = [b for b in self.article.blocks if b.kept]
        self._starts = [b.start for b in self.kept]

    def line(self, offset: int) -> int:
        """Number of the line, from 1, that holds the character at ``offset``."""
        return bisect.bisect_left(self._breaks, offset) + 1

    @property
    def lines(self) -> int:
        return len(self._breaks) + (not self.text.endswith("\n") if self.text else 0)

    def block_at(self, offset: int) -> int | None:
        """Index among the kept blocks of the one that holds ``offset``."""
        n = bisect.bisect_right(self._starts, offset) - 1
        return n if n >= 0 and offset < self.kept[n].end else None

    def anchor_at(self, offset: int) -> str:
        """The anchor of the paragraph that holds ``offset``."""
        n = self.block_at(offset)
        return f"line-{self.line(self.kept[n].start if n is not None else offset)}"

    @cached_property
    def _layout(self) -> Layout:
        return Layout(self.text, self.article.blocks)

    def sentence_at(self, offset: int) -> Span:
        """The sentence of a kept paragraph that holds ``offset``; nothing where there is none."""
        return self._layout.sentence_at(offset) or (offset, offset)

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {a.id: n for n, a in enumerate(self.article.attributions)}

    def attribution(self, claim: Claim) -> int | None:
        """Number of the claim's attribution in this article; None for the article's own voice."""
        return self._numbers.get(claim.attribution) if claim.attribution else None

    @cached_property
    def attribution_of(self) -> dict[int, int]:
        """Quotation index to attribution index."""
        return {q: n for n, a in enumerate(self.notes.attributions) for q in a.quotations}


class Catalogue:
    """Look-ups over a briefing."""

    def __init__(self, briefing: Briefing) -> None:
        self.briefing = briefing
        self.entries = {e.id: e for e in briefing.entries}
        self.actors: dict[str, Actor] = {a.id: a for a in briefing.actors}
        self.claims: dict[str, Claim] = {c.id: c for c in briefing.claims}
        self.propositions: dict[str, Proposition] = {p.id: p for p in briefing.propositions}
        self.stances: dict[str, Stance] = {s.claim: s for p in briefing.propositions for s in p.claims}
        self.said: dict[str, list[Claim]] = defaultdict(list)
        """actor id to the claims that the actor makes"""
        self.claims_in: dict[str, list[Claim]] = defaultdict(list)
        """article id to its claims"""
        for claim in self.claims.values():
            self.claims_in[claim.article].append(claim)
            if claim.actor and claim.voice == "attributed":
                self.said[claim.actor].append(claim)
        self._readings: dict[str, Reading] = {}

    def reading(self, id: str) -> Reading:
        """The article, opened; the last hundred stay open."""
        found = self._readings.pop(id, None)
        if found is None:
            found = Reading(self.entries[id])
            while len(self._readings) >= 100:
                del self._readings[next(iter(self._readings))]
        self._readings[id] = found
        return found

    def outlet(self, id: str) -> str | None:
        """Name of the article's outlet as people call it, or as the article states it."""
        cleaned = self.entries[id].analysis.cleaned
        if cleaned.site and (name := self._site_names.get(cleaned.site)):
            return name
        return cleaned.metadata.publisher.value if cleaned.metadata.publisher else None

    @cached_property
    def _site_names(self) -> dict[str, str]:
        return {s.id: s.name for s in self.briefing.curation.sites}

    @cached_property
    def mentions(self) -> dict[str, list[tuple[str, Mention]]]:
        """Actor id to (article id, mention), in the order of the articles."""
        found: dict[str, list[tuple[str, Mention]]] = defaultdict(list)
        for id, entry in self.entries.items():
            for mention in entry.linked.mentions:
                found[mention.actor].append((id, mention))
        return found

    @cached_property
    def claim_of(self) -> dict[str, Claim]:
        """Attribution id to the claim made of it."""
        return {c.attribution: c for c in self.claims.values() if c.attribution}

    @cached_property
    def by_date(self) -> list[str]:
        """Article ids, oldest first, undated last."""
        return sorted(self.entries, key=lambda id: (dates.order(self.date(id)), id))

    def date(self, id: str) -> str | None:
        fact = self.entries[id].analysis.cleaned.metadata.date
        return fact.value if fact else None

    @cached_property
    def _references(self) -> References:
        of = {}
        for article in self.entries:
            reading = self.reading(article)
            for q, a in reading.attribution_of.items():
                claim = self.claim_of.get(reading.article.attributions[a].id)
                if claim:
                    of[reading.article.quotations[q].id] = claim.id
        return References(self.claims.values(), of)

    def meant(self, reference: str) -> Claim | None:
        """The claim that an id, or the unique beginning of one, means; of a quotation, the claim that holds it."""
        found = self._references.by_reference(reference)
        return self.claims[found[0]] if len(found) == 1 else None


def statement_counts(briefing: Briefing) -> Counter[str]:
    """How many claims each actor makes."""
    return Counter(c.actor for c in briefing.claims if c.actor and c.voice == "attributed")


def overlaps(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def words_in(quotation: Quotation, text: str) -> int:
    """How many words stand between the marks."""
    return sum(len(text[a:b].split()) for a, b in quotation.spans)
