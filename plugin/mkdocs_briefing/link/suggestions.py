"""What a person may want to look at: claims that may belong under a proposition, agree, clash, or repeat another.

Lexical only: the words that two claims share, rare ones counting more. Claims meet in an inverted index of their rarer
words, so that the time grows with their number and not with the number of pairs. Shown in the preview and by
``briefing check``; a page says nothing of it until a person writes it down.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from itertools import combinations
from typing import Literal

from ..curation import snippets
from ..curation.anchors import words_for
from ..ids import fold, slug
from ..model import Anchor, Briefing, Claim, Proposition, Suggestion
from .claims import printed
from .propositions import Claims

NEAR = 0.34
"""share of two claims' words, by weight, from which one may bear on the proposition of the other"""
SAME = 0.7
"""share from which one may repeat the other"""
OF_A_PROPOSITION = 8
"""claims proposed for one proposition: the nearest"""
PAIRED = 60
"""claims of a proposition that are compared with each other"""
_COMMON = 60
"""a word that more claims hold brings none together"""
_RARE = 10
"""words of a claim, the rarest, by which others are looked for"""
_FEWEST = 3
"""words that two claims must share"""
_SHOWN = 4
_ROUNDING = 1e-9
_WORD = re.compile(r"[^\W\d_]{3,}|\d+")


def suggestions(briefing: Briefing) -> tuple[Suggestion, ...]:
    """Claims for propositions, then agreements and conflicts of their claims, then claims that repeat each other."""
    words = _Words(briefing)
    if not words.of:
        return ()
    suggester = _Suggester(briefing, words)
    dismissed = {frozenset(ids) for ids in briefing.curation.dismissed}
    found = (*suggester.claims(), *suggester.pairs(), *suggester.repeats())
    return tuple(s for s in found if frozenset(dismissal(s)) not in dismissed)


def dismissal(suggestion: Suggestion) -> tuple[str, ...]:
    """What ``dismissed:`` of ``propositions.yml`` holds where a person wants none of it."""
    return (suggestion.proposition, *suggestion.claims) if suggestion.kind == "claim" else suggestion.claims


class _Words:
    """The words of every claim that somebody makes, or that a person put under a proposition, and their weights."""

    def __init__(self, briefing: Briefing) -> None:
        entries = {e.id: e for e in briefing.entries}
        self.of: dict[str, tuple[str, ...]] = {}
        """claim id to its words"""
        for claim in briefing.claims:
            if (claim.voice == "attributed" or claim.proposition) and not claim.origin:
                entry = entries[claim.article]
                said = " ".join(printed(claim, span, entry) for span in claim.content or claim.spans)
                fact = entry.card.metadata.language
                self.of[claim.id] = _terms(said, fact.value if fact else "en")
        self._holders: dict[str, list[str]] = defaultdict(list)
        for id, terms in self.of.items():
            for term in terms:
                self._holders[term].append(id)
        self._counts = {term: len(ids) for term, ids in self._holders.items()}
        self._weights = {term: math.log(1 + len(self.of) / len(ids)) for term, ids in self._holders.items()}

    def weight(self, terms: Iterable[str]) -> float:
        return sum(self._weights.get(term, 0.0) for term in sorted(terms))

    def nearness(self, one: Collection[str], other: Collection[str]) -> float:
        """The share of the words of both that both have, by weight; nothing where they share but a word or two."""
        shared = set(one).intersection(other)
        if len(shared) < _FEWEST:
            return 0.0
        return self.weight(shared) / (self.weight(shared.union(one, other)) or 1.0)

    def rarest(self, id: str, share: float) -> list[str]:
        """The rarest words of a claim, so many that the others weigh less than ``share`` of all of them.

        Two claims that have so large a share of their words in common share one of these. Words that too many hold
        are left out.
        """
        counts, weights = self._counts, self._weights
        terms = sorted(self.of[id], key=counts.__getitem__)
        left = (1 - share) * sum(weights[term] for term in terms) + _ROUNDING
        found = []
        for term in terms:
            if left < 0 or counts[term] > _COMMON:
                break
            found.append(term)
            left -= weights[term]
        return found

    def shared(self, one: Iterable[str], other: Iterable[str]) -> list[str]:
        """The words of both, the rarest first."""
        return sorted(set(one) & set(other), key=lambda term: (-self._weights.get(term, 0.0), term))

    def around(self, terms: Iterable[str]) -> list[str]:
        """Claims that hold any of the rarest of the terms; those with most of them first."""
        known = [t for t in terms if 0 < len(self._holders.get(t, ())) <= _COMMON]
        rarest = sorted(known, key=lambda t: (len(self._holders[t]), t))[:_RARE]
        counts = Counter(id for term in rarest for id in self._holders[term])
        return sorted(counts, key=lambda id: (-counts[id], id))


class _Suggester:
    def __init__(self, briefing: Briefing, words: _Words) -> None:
        self._briefing = briefing
        self._words = words
        self._claims: Mapping[str, Claim] = {c.id: c for c in briefing.claims}
        self._entries = {e.id: e for e in briefing.entries}
        self._references = Claims(briefing.claims, {})
        self._file = f"{briefing.curation.folder}/propositions.yml"

    # ------------------------------------------------------------------ further claims

    def claims(self) -> Iterator[Suggestion]:
        """For each proposition, the claims under none that come nearest to its statement or to one of its claims."""
        for proposition in self._briefing.propositions:
            own = [s.claim for s in proposition.claims if s.claim in self._words.of]
            anchors = [(None, _terms(proposition.statement)), *((id, self._words.of[id]) for id in own)]
            best: dict[str, tuple[float, str | None]] = {}
            for near, terms in anchors:
                for id in self._words.around(terms):
                    if self._claims[id].proposition or id in own:
                        continue
                    score = self._words.nearness(terms, self._words.of[id])
                    if near is None:
                        score = max(score, self._held(terms, self._words.of[id]))
                    if score >= NEAR and score > best.get(id, (0.0, None))[0]:
                        best[id] = score, near
            for id in sorted(best, key=lambda i: (-best[i][0], i))[:OF_A_PROPOSITION]:
                near = best[id][1]
                terms = self._words.of[near] if near else _terms(proposition.statement)
                to = f"“{_short(self._claims[near].text)}”" if near else "the statement"
                yield Suggestion(
                    kind="claim",
                    proposition=proposition.id,
                    claims=(id,),
                    why=f"shares {self._shared(terms, self._words.of[id])} with {to}",
                    file=self._file,
                    yaml=f"# {self._file}, below “claims:” of {proposition.id}\n    - {self.anchor(id)}\n",
                )

    def _held(self, statement: Iterable[str], said: Iterable[str]) -> float:
        """The share of a statement's words that a claim holds: a statement is short, a claim may say more."""
        known = frozenset(term for term in statement if self._words.weight((term,)))
        shared = known.intersection(said)
        held = self._words.weight(shared) / (self._words.weight(known) or 1.0)
        return held / 2 if len(shared) >= 2 else 0.0

    # ------------------------------------------------------------------ agreements and conflicts

    def pairs(self) -> Iterator[Suggestion]:
        """Claims of one proposition by different people, where one denies what the other says, or both say it."""
        for proposition in self._briefing.propositions:
            known = {frozenset((p.a, p.b)) for p in (*proposition.conflicts, *proposition.agreements)}
            own = [c for s in proposition.claims if (c := self._claims.get(s.claim)) and c.id in self._words.of][
                :PAIRED
            ]
            for a, b in combinations(own, 2):
                if frozenset((a.id, b.id)) not in known and _independent(a, b):
                    yield from self._pair(proposition, a, b)

    def _pair(self, proposition: Proposition, a: Claim, b: Claim) -> Iterator[Suggestion]:
        kind: Literal["conflict", "agreement"]
        sides = {a.polarity, b.polarity}
        near = self._words.nearness(self._words.of[a.id], self._words.of[b.id])
        shared = self._shared(self._words.of[a.id], self._words.of[b.id])
        if "denied" in sides and len(sides) == 2 and "question" not in sides:
            kind, why = "conflict", "one denies" + (f", and both speak of {shared}" if shared else "")
        elif numbers := _other_figures(a, b):
            kind, why = "conflict", f"they print {numbers}; compare what each counts"
        elif len(sides) == 1 and near >= NEAR:
            kind, why = "agreement", f"both say {shared}"
        else:
            return
        yield Suggestion(
            kind=kind,
            proposition=proposition.id,
            claims=(a.id, b.id),
            why=why,
            file=self._file,
            yaml=f"# {self._file}, below “{kind}s:” of {proposition.id}\n"
            f"    - a: {self.anchor(a.id)}\n      b: {self.anchor(b.id)}\n      confirmed_by:\n      why:\n",
        )

    # ------------------------------------------------------------------ repeats

    def repeats(self) -> Iterator[Suggestion]:
        """Claims in different articles that say nearly the same, where no proposition holds them and no group does."""
        sharing: dict[str, list[str]] = defaultdict(list)
        for id in self._words.of:
            if not self._claims[id].proposition:
                for term in self._words.rarest(id, SAME):
                    sharing[term].append(id)
        pairs = {
            (min(pair), max(pair))
            for ids in sharing.values()
            if 1 < len(ids) <= _COMMON
            for pair in combinations(ids, 2)
        }
        for one, other in sorted(pairs):
            first, second = self._claims[one], self._claims[other]
            if second.article == first.article or (first.group and first.group == second.group):
                continue
            if "denied" in {first.polarity} ^ {second.polarity}:
                continue
            if self._words.nearness(self._words.of[one], self._words.of[other]) >= SAME:
                yield self._repeat(first, second)

    def _repeat(self, one: Claim, other: Claim) -> Suggestion:
        shared = self._words.shared(self._words.of[one.id], self._words.of[other.id])
        name = "-".join(sorted(shared[:3])) or "proposition"
        return Suggestion(
            kind="repeat",
            proposition="",
            claims=(one.id, other.id),
            why=f"nearly the same words: {self._shared(self._words.of[one.id], self._words.of[other.id])}",
            file=self._file,
            yaml=f"# {self._file}\n{slug(name)}:\n  statement:\n  claims:\n"
            f"    - {self.anchor(one.id)}\n    - {self.anchor(other.id)}\n",
        )

    # ------------------------------------------------------------------ words

    def anchor(self, id: str) -> str:
        """The claim's own words as an anchor, where they find just this claim; else its id."""
        claim = self._claims[id]
        exact, prefix = words_for(self._entries[claim.article].analysis.text, (claim.content or claim.spans)[0])
        anchor = Anchor(article=claim.article, exact=exact, prefix=prefix)
        if self._references.by_words(anchor) != [id]:
            return id
        before = f", prefix: {snippets.quoted(prefix)}" if prefix else ""
        return f"{{article: {snippets.scalar(claim.article)}, exact: {snippets.quoted(exact)}{before}}}"

    def _shared(self, one: Iterable[str], other: Iterable[str]) -> str:
        return ", ".join(f"“{term}”" for term in self._words.shared(one, other)[:_SHOWN])


def _independent(a: Claim, b: Claim) -> bool:
    """Two people, and not one text printed twice."""
    same_speaker = a.actor is not None and a.actor == b.actor
    return not same_speaker and not (a.group and a.group == b.group)


def _other_figures(a: Claim, b: Claim) -> str:
    """Two figures of one unit that differ."""
    for one in a.figures:
        for other in b.figures:
            if (
                one.unit
                and one.unit == other.unit
                and None not in (one.value, other.value)
                and one.value != other.value
            ):
                return f"“{one.text}” and “{other.text}”"
    return ""


def _terms(words: str, language: str = "en") -> tuple[str, ...]:
    """The words that mean something, as they are compared: small letters, without a plural's s; each once, in order."""
    compared = _compared(language.split("-")[0])
    return tuple(sorted({term for word in _WORD.findall(fold(words)) if (term := compared[word])}))


class _Compared(dict[str, str]):
    """Each word as it is compared, found once; nothing where it stands in every text of the language."""

    def __init__(self, language: str) -> None:
        self._empty = _empty(language)

    def __missing__(self, word: str) -> str:
        term = word.rstrip("s") if len(word) > 4 else word
        found = self[word] = "" if term in self._empty else term
        return found


@lru_cache(maxsize=8)
def _compared(language: str) -> _Compared:
    return _Compared(language)


@cache
def _empty(language: str) -> frozenset[str]:
    """Words that stand in every text of a language."""
    table = files(__package__).joinpath("..", "data", "stopwords.tsv").read_text("utf-8")
    rows = (line.partition("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return frozenset(word for name, _, words in rows if name == language for word in words.split())


def _short(words: str) -> str:
    cut = " ".join(words.split()[:12])
    return cut if cut == " ".join(words.split()) else f"{cut} …"
