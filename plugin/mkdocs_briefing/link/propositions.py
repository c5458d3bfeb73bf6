"""Propositions of ``propositions.yml`` with the claims that their anchors find."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Self

from ..curation.anchors import find, suggest
from ..model import Anchor, AnchorPair, Claim, Conflict, Curation, Problem, Proposition, PropositionNotes, Stance

_VOICE = re.compile(r"-([cv])-[0-9a-f]{1,8}(?:-\d+)?\Z")
_ITEM = re.compile(r"-[a-z]-[0-9a-f]{8}(?:-\d+)?\Z")


class Claims:
    """Claims looked up by id, unique prefix, or words in an article."""

    def __init__(self, claims: Iterable[Claim], quotations: Mapping[str, str]) -> None:
        """``quotations``: quotation id to the id of the claim that holds it."""
        by_article: dict[str, list[Claim]] = {}
        for claim in claims:
            by_article.setdefault(claim.article, []).append(claim)
        self._by_article: Mapping[str, Sequence[Claim]] = by_article
        self._find_quotations: Callable[[], Mapping[str, str]] = lambda: quotations

    @classmethod
    def by_article(cls, claims: Mapping[str, Sequence[Claim]], quotations: Callable[[], Mapping[str, str]]) -> Self:
        """The same over claims by article; ``quotations`` are asked for when a reference is no claim's id."""
        made = cls((), {})
        made._by_article = claims
        made._find_quotations = quotations
        return made

    @cached_property
    def _by_id(self) -> dict[str, Claim]:
        return {c.id: c for claims in self._by_article.values() for c in claims}

    @cached_property
    def _ids(self) -> list[str]:
        return sorted(self._by_id)

    @cached_property
    def _quotations(self) -> Mapping[str, str]:
        return self._find_quotations()

    @cached_property
    def articles(self) -> Sequence[str]:
        return sorted(article for article, own in self._by_article.items() if own)

    def article(self, claim: str) -> str | None:
        """The article of a claim that there is."""
        found = self._find(claim)
        return found.article if found else None

    def _find(self, id: str) -> Claim | None:
        """The claim of an id, in the article whose id it begins with before anywhere."""
        article = _ITEM.sub("", id)
        own = (claim for claim in self._by_article.get(article, ()) if claim.id == id)
        return next(own, None) or self._by_id.get(id)

    def by_reference(self, reference: str) -> list[str]:
        """Ids of the claims that an id of a claim or quotation, or the unique beginning of one, means."""
        if self._find(reference):
            return [reference]
        if reference in self._quotations:
            return [self._quotations[reference]]
        found = {i for i in self._ids if i.startswith(reference)}
        found |= {c for q, c in self._quotations.items() if q.startswith(reference)}
        return sorted(found) or self._in_the_other_voice(reference)

    def _in_the_other_voice(self, reference: str) -> list[str]:
        """A sentence that passes between somebody's mouth and the article's own keeps the words its id is made of."""
        voice = _VOICE.search(reference)
        if voice is None:
            return []
        other = f"{reference[: voice.start(1)]}{'v' if voice[1] == 'c' else 'c'}{reference[voice.end(1) :]}"
        return [i for i in self._ids if i.startswith(other)]

    def by_words(self, anchor: Anchor) -> list[str]:
        """Ids of the claims of the anchor's article (id or unique beginning) whose sentence holds its words.

        Of several, those count in whose content the words stand. Where one sentence then still holds several claims,
        the attributed one with the narrowest content is meant.
        """
        article = anchor.article or ""
        names = [article] if self._by_article.get(article) else [a for a in self.articles if a.startswith(article)]
        if len(names) != 1:
            return []
        own = self._by_article[names[0]]
        found = [c for c in own if find(c.text, anchor.exact or "", anchor.prefix, anchor.suffix)]
        if len(found) > 1:
            found = [c for c in found if _says(c, anchor)] or found
        sentences = {c.text for c in found}
        if len(found) > 1 and len(sentences) == 1:
            found = [min(found, key=lambda c: (c.voice != "attributed", sum(e - s for s, e in c.content), c.id))]
        return sorted(c.id for c in found)


def _says(claim: Claim, anchor: Anchor) -> bool:
    """Whether the anchor's words stand in what is said, not only in the sentence around it."""
    first = claim.spans[0][0] if claim.spans else 0
    places = find(claim.text, anchor.exact or "", anchor.prefix, anchor.suffix)
    return any(a <= first + start and first + end <= b for start, end in places for a, b in claim.content)


def propositions(claims: Claims, curation: Curation) -> tuple[tuple[Proposition, ...], tuple[Problem, ...]]:
    """Every proposition with its claims; anchors that find none or several are problems."""
    reader = _Reader(claims, f"{curation.folder}/propositions.yml")
    return tuple(reader.proposition(notes) for notes in curation.propositions), tuple(reader.problems)


class _Reader:
    """Anchors of one file looked up among the claims; what matches nothing is kept as a problem."""

    def __init__(self, claims: Claims, file: str) -> None:
        self._claims = claims
        self._file = file
        self.problems: list[Problem] = []

    def proposition(self, notes: PropositionNotes) -> Proposition:
        found = [(anchor, self._claim(anchor, notes.id)) for anchor in notes.claims]
        stances = [Stance(claim=claim, stance=a.stance, note=a.note, verdict=a.verdict) for a, claim in found if claim]
        return Proposition(
            id=notes.id,
            statement=notes.statement,
            claims=tuple(stances),
            conflicts=self._pairs(notes.conflicts, notes.id),
            agreements=self._pairs(notes.agreements, notes.id),
            note=notes.note,
            file=self._file,
            line=notes.line,
        )

    def _pairs(self, pairs: Iterable[AnchorPair], proposition: str) -> tuple[Conflict, ...]:
        found = [(pair, self._claim(pair.a, proposition), self._claim(pair.b, proposition)) for pair in pairs]
        return tuple(Conflict(a=a, b=b, confirmed_by=p.confirmed_by, why=p.why) for p, a, b in found if a and b)

    def _claim(self, anchor: Anchor, proposition: str) -> str | None:
        found = self._claims.by_reference(anchor.id) if anchor.id else self._claims.by_words(anchor)
        if len(found) == 1:
            return found[0]
        shown = anchor.id or f"{anchor.article}: {anchor.exact}"
        near = suggest(anchor.article, self._claims.articles) if anchor.article else None
        self.problems.append(
            Problem(
                file=self._file,
                line=anchor.line or None,
                code="ambiguous-anchor" if found else "anchor-unmatched",
                message=f"proposition “{proposition}”: "
                + (f"{len(found)} claims match “{shown}”" if found else f"no claim matches “{shown}”"),
                value=shown,
                fix="write one of " + ", ".join(found[:4])
                if found
                else "choose words inside one claim's sentence"
                + (f"; the nearest article id is “{near}”" if near and near != anchor.article else ""),
            )
        )
        return None


def stands(found: Iterable[Proposition]) -> dict[str, tuple[str, str | None]]:
    """Claim id to the proposition and stance that people gave it; the first proposition counts."""
    given: dict[str, tuple[str, str | None]] = {}
    for proposition in found:
        for stance in proposition.claims:
            given.setdefault(stance.claim, (proposition.id, stance.stance))
    return given
