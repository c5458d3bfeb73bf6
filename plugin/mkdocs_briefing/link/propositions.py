"""Propositions of ``propositions.yml`` with the claims that their anchors find."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from ..curation.anchors import suggest
from ..ids import fold
from ..model import Anchor, AnchorPair, Claim, Conflict, Curation, Problem, Proposition, PropositionNotes, Stance

_FILE = "curation/propositions.yml"


class Claims:
    """Claims looked up by id, unique prefix, or words in an article."""

    def __init__(self, claims: Iterable[Claim], quotations: dict[str, str]) -> None:
        """``quotations``: quotation id to the id of the claim that holds it."""
        self._by_id = {c.id: c for c in claims}
        self._ids = sorted(self._by_id)
        self._quotations = quotations
        self._by_article: dict[str, list[tuple[str, Claim]]] = {}
        for claim in self._by_id.values():
            self._by_article.setdefault(claim.article, []).append((fold(claim.text), claim))

    @property
    def articles(self) -> Sequence[str]:
        return sorted(self._by_article)

    def by_reference(self, reference: str) -> list[str]:
        """Ids of the claims that an id of a claim or quotation, or the unique beginning of one, means."""
        if reference in self._by_id:
            return [reference]
        if reference in self._quotations:
            return [self._quotations[reference]]
        found = {i for i in self._ids if i.startswith(reference)}
        found |= {c for q, c in self._quotations.items() if q.startswith(reference)}
        return sorted(found)

    def by_words(self, article: str, words: str) -> list[str]:
        """Ids of the claims of an article (id or unique beginning) whose sentence holds the words.

        Where one sentence holds several claims, the attributed one with the narrowest content is meant.
        """
        names = [article] if article in self._by_article else [a for a in self.articles if a.startswith(article)]
        wanted = fold(words)
        if len(names) != 1 or not wanted:
            return []
        found = [c for text, c in self._by_article[names[0]] if wanted in text]
        sentences = {c.text for c in found}
        if len(found) > 1 and len(sentences) == 1:
            found = [min(found, key=lambda c: (c.voice != "attributed", sum(e - s for s, e in c.content), c.id))]
        return sorted(c.id for c in found)


def propositions(claims: Claims, curation: Curation) -> tuple[tuple[Proposition, ...], tuple[Problem, ...]]:
    """Every proposition with its claims; anchors that find none or several are problems."""
    problems: list[Problem] = []
    done = tuple(_proposition(notes, claims, problems) for notes in curation.propositions)
    return done, tuple(problems)


def _proposition(notes: PropositionNotes, claims: Claims, problems: list[Problem]) -> Proposition:
    stances = []
    for anchor in notes.claims:
        claim = _claim(anchor, claims, notes.id, problems)
        if claim:
            stances.append(Stance(claim=claim, stance=anchor.stance, note=anchor.note))
    return Proposition(
        id=notes.id,
        statement=notes.statement,
        claims=tuple(stances),
        conflicts=_pairs(notes.conflicts, claims, notes.id, problems),
        agreements=_pairs(notes.agreements, claims, notes.id, problems),
        note=notes.note,
        file=_FILE,
        line=notes.line,
    )


def _pairs(
    pairs: Iterable[AnchorPair], claims: Claims, proposition: str, problems: list[Problem]
) -> tuple[Conflict, ...]:
    found = []
    for pair in pairs:
        a = _claim(pair.a, claims, proposition, problems)
        b = _claim(pair.b, claims, proposition, problems)
        if a and b:
            found.append(Conflict(a=a, b=b, confirmed_by=pair.confirmed_by, why=pair.why))
    return tuple(found)


def _claim(anchor: Anchor, claims: Claims, proposition: str, problems: list[Problem]) -> str | None:
    if anchor.id:
        found = claims.by_reference(anchor.id)
        shown = anchor.id
    else:
        found = claims.by_words(anchor.article or "", anchor.exact or "")
        shown = f"{anchor.article}: {anchor.exact}"
    if len(found) == 1:
        return found[0]
    near = suggest(anchor.article or "", claims.articles) if anchor.article else None
    problems.append(
        Problem(
            file=_FILE,
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


def with_propositions(claims: Iterable[Claim], found: Iterable[Proposition]) -> tuple[Claim, ...]:
    """The claims with the proposition and stance that people gave them; the first proposition counts."""
    stands: dict[str, tuple[str, str | None]] = {}
    for proposition in found:
        for stance in proposition.claims:
            stands.setdefault(stance.claim, (proposition.id, stance.stance))
    return tuple(
        replace(c, proposition=stands[c.id][0], stance=stands[c.id][1]) if c.id in stands else c for c in claims
    )
