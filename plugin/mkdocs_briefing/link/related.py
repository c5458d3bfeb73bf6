"""Which articles are near each other, and why: copies by their words, others by what they share."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from heapq import nsmallest
from typing import Literal

from msgspec.structs import replace

from ..annotate.details import containment
from ..model import Actor, Analysis, Claim, Entry, Flaw, Mention, Related

_DUPLICATE = 0.7
"""share of an article's shingles in another from which it is called a copy: one outlet's stories share background"""
_SYNDICATED = 0.4
"""the same for two outlets; below it, shared quotations alone can reach the figure"""
_LOWEST = 32
"""smallest hashes by which articles meet: two that share half their words share some ten of them"""
_COMMON = 50
"""a shingle in more articles than this is an outlet's phrase, no sign of a copy"""
_PART_OF_ALL = 3
"""an actor in more than a third of the articles is the corpus's subject, no reason to read one beside another"""
_SAME_WORDS = 10.0
"""weight of a shared proposition or quotation: that of an actor whom one article in twenty thousand names"""
_NEAREST = 5


def copies(articles: Sequence[tuple[str, Analysis]]) -> dict[str, list[Related]]:
    """Near copies by the overlap of their sketches: never quadratic, only articles that share a shingle meet."""
    holders: dict[int, list[int]] = defaultdict(list)
    for n, (_, analysis) in enumerate(articles):
        for shingle in analysis.annotations.sketch[:_LOWEST]:
            holders[shingle].append(n)
    shared: Counter[tuple[int, int]] = Counter()
    for numbers in holders.values():
        if 1 < len(numbers) <= _COMMON:
            for i, a in enumerate(numbers):
                for b in numbers[i + 1 :]:
                    shared[a, b] += 1
    found: dict[str, list[Related]] = defaultdict(list)
    for (a, b), count in sorted(shared.items()):
        if count < 2:
            continue
        pair = (articles[a], articles[b])
        shares = [
            containment(one.annotations.sketch, other.annotations.sketch) for (_, one), (_, other) in (pair, pair[::-1])
        ]
        kind = _copy_kind(max(shares), _publisher(articles[a][1]), _publisher(articles[b][1]))
        if kind is None:
            continue
        for share, ((id, _), (other_id, _)) in zip(shares, (pair, pair[::-1]), strict=True):
            found[id].append(
                Related(
                    article=other_id,
                    kind=kind,
                    share=round(share, 2),
                    why=f"about {round(share * 100)} % of the words of this article stand there too",
                )
            )
    return found


def _copy_kind(share: float, one: str | None, other: str | None) -> Literal["duplicate", "syndicated"] | None:
    if one and other and one != other:
        return "syndicated" if share >= _SYNDICATED else None
    return "duplicate" if share >= _DUPLICATE else None


def _publisher(analysis: Analysis) -> str | None:
    fact = analysis.cleaned.metadata.publisher
    return fact.value if fact else None


def copy_flaws(near: Iterable[Related], titles: Mapping[str, str]) -> tuple[Flaw, ...]:
    """What a reader of a copy must know of it; ``titles`` by article id."""
    return tuple(
        Flaw(
            code=copy.kind,
            message=f"About {round(copy.share * 100)} % of this text also stands in “{titles[copy.article]}”"
            + ("." if copy.kind == "duplicate" else ": one text in two outlets, counted once."),
        )
        for copy in near
        if copy.kind != "related"
    )


def related(
    entries: Sequence[Entry],
    mentions: dict[str, Sequence[Mention]],
    actors: Iterable[Actor],
    claims: Iterable[Claim],
) -> dict[str, tuple[Related, ...]]:
    """For each article its copies, then up to five others by shared propositions, quotations and actors.

    An actor weighs the more, the fewer articles name it (inverse document frequency, Spärck Jones 1972);
    places do not count.
    """
    by_id = {a.id: a for a in actors if a.tier == "published" and a.type != "place"}
    everywhere = min(_COMMON, max(2, len(entries) // _PART_OF_ALL))
    weigh = {id: math.log(len(entries) / a.articles) for id, a in by_id.items() if 1 < a.articles <= everywhere}
    holders: dict[tuple[str, str], set[str]] = defaultdict(set)
    for entry in entries:
        for mention in mentions[entry.id]:
            if mention.actor in weigh:
                holders["actor", mention.actor].add(entry.id)
    for claim in claims:
        if claim.proposition:
            holders["proposition", claim.proposition].add(claim.article)
        if claim.group:
            holders["quotation", claim.group].add(claim.article)
    scores: dict[str, dict[str, int]] = {entry.id: {} for entry in entries}
    reasons: dict[str, set[tuple[str, str]]] = {entry.id: set() for entry in entries}
    for key, together in holders.items():
        if not 1 < len(together) <= _COMMON:
            continue
        kind, id = key
        weight = round((weigh[id] if kind == "actor" else _SAME_WORDS) * 1000)
        for one in together:
            reasons[one].add(key)
            score = scores[one]
            for other in together:
                score[other] = score.get(other, 0) + weight
    result = {}
    for entry in entries:
        near = list(entry.linked.related)
        known = {entry.id, *(r.article for r in near)}
        best = nsmallest(_NEAREST + len(known), scores[entry.id].items(), key=lambda item: (-item[1], item[0]))
        for other in [id for id, _ in best if id not in known][:_NEAREST]:
            why = _in_words(reasons[entry.id] & reasons[other], by_id)
            near.append(Related(article=other, kind="related", share=0.0, why=why))
        result[entry.id] = tuple(near)
    return result


def _in_words(keys: AbstractSet[tuple[str, str]], actors: dict[str, Actor]) -> str:
    names = sorted((actors[id] for kind, id in keys if kind == "actor"), key=lambda a: (a.articles, a.name))
    parts = []
    if any(kind == "proposition" for kind, _ in keys):
        parts.append("bears on the same proposition")
    if any(kind == "quotation" for kind, _ in keys):
        parts.append("has the same quotation")
    if names:
        shown = ", ".join(a.name for a in names[:3])
        parts.append(f"names {shown}" + (f" and {len(names) - 3} more" if len(names) > 3 else "") + " too")
    return "; ".join(parts)


def with_related(entry: Entry, near: tuple[Related, ...]) -> Entry:
    return replace(entry, linked=replace(entry.linked, related=near))
