"""Near copies: one text in several articles, by the words they share."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import chain
from typing import Literal, NamedTuple

from ..annotate.details import containment
from ..model import Flaw, Names, Packed, Related
from .keeping import Kept
from .postings import Numbered, Postings

_DUPLICATE = 0.7
"""share of an article's shingles in another from which it is called a copy: one outlet's stories share background"""
_SYNDICATED = 0.4
"""the same for two outlets; below it, shared quotations alone can reach the figure"""
_LOWEST = 32
"""smallest hashes by which articles meet: two that share half their words share some ten of them"""
_COMMON = 50
"""a shingle in more articles than this is an outlet's phrase, no sign of a copy"""


class Sketch(NamedTuple):
    """The smallest hashes of an article's shingles, and its outlet."""

    hashes: array[int]
    publisher: str | None

    @classmethod
    def of(cls, names: Names) -> Sketch:
        return cls(array("q", names.sketch), names.publisher)


class KeptCopies(Kept):
    holders: Numbered[int]
    near: dict[str, dict[str, Related]]


class Copies:
    """Near copies by the overlap of sketches: never quadratic, only articles that share shingles meet."""

    def __init__(self) -> None:
        self._holders: Postings[int] = Postings()
        self._near: dict[str, dict[str, Related]] = {}

    def keep(self, numbers: Mapping[str, int]) -> KeptCopies:
        return KeptCopies(self._holders.numbered(numbers), self._near)

    def restore(self, kept: KeptCopies, names: Sequence[str]) -> None:
        self._holders.fill(kept.holders, names)
        self._near = kept.near

    def of(self, article: str) -> tuple[Related, ...]:
        """The copies of an article, by id."""
        return tuple(copy for _, copy in sorted(self._near.get(article, {}).items()))

    def shares(self, article: str) -> Mapping[str, float]:
        """The copies of an article, with the part of its words that each has too."""
        return {other: copy.share for other, copy in self._near.get(article, {}).items()}

    def update(
        self, gone: Mapping[str, Sketch], come: Mapping[str, Sketch], articles: Mapping[str, Packed]
    ) -> set[str]:
        """Takes articles away and others in; gives those that have other copies now. ``articles``: all there are."""
        changed = {shingle for some in (gone, come) for sketch in some.values() for shingle in _lowest(sketch)}
        common = {shingle for shingle in changed if len(self._holders.several(shingle)) > _COMMON}
        for id, sketch in gone.items():
            for shingle in _lowest(sketch):
                self._holders.discard(shingle, id)
        for id, sketch in come.items():
            for shingle in _lowest(sketch):
                self._holders.add(shingle, id)

        def sketch_of(id: str) -> Sketch:
            return come[id] if id in come else Sketch.of(articles[id].names)

        crossed = {s for s in changed if (len(self._holders.several(s)) > _COMMON) != (s in common)}
        concerned = {*gone, *come, *(id for shingle in crossed for id in self._holders.of(shingle))}
        old = {id: self._near.pop(id, {}) for id in concerned}
        moved: set[str] = set()
        for id, near in old.items():
            for other in near.keys() - concerned:
                del self._near[other][id]
                moved.add(other)
        for id in sorted(concerned):
            if id in articles:
                self._meet(id, sketch_of, concerned, moved)
        return moved | {id for id in concerned if self._near.get(id, {}) != old[id]}

    def _meet(
        self,
        id: str,
        sketch_of: Callable[[str], Sketch],
        concerned: Collection[str],
        moved: set[str],
    ) -> None:
        """Looks at the articles that share several shingles with this one."""
        own = sketch_of(id)
        holders = map(self._holders.several, _lowest(own))
        shared = Counter(chain.from_iterable([some for some in holders if len(some) <= _COMMON]))
        for other, count in shared.items():
            if count < 2 or other == id or (other in concerned and other < id):
                continue  # a pair is looked at once
            theirs = sketch_of(other)
            shares = containment(own.hashes, theirs.hashes)
            kind = _copy_kind(max(shares), own.publisher, theirs.publisher)
            if kind is None:
                continue
            for share, (one_id, two_id) in zip(shares, ((id, other), (other, id)), strict=True):
                copy = Related(
                    article=two_id,
                    kind=kind,
                    share=round(share, 2),
                    why=f"about {round(share * 100)} % of the words of this article stand there too",
                )
                self._near.setdefault(one_id, {})[two_id] = copy
            if other not in concerned:
                moved.add(other)


def _lowest(sketch: Sketch) -> Sequence[int]:
    return sketch.hashes[:_LOWEST]


def _copy_kind(share: float, one: str | None, other: str | None) -> Literal["duplicate", "syndicated"] | None:
    if one and other and one != other:
        return "syndicated" if share >= _SYNDICATED else None
    return "duplicate" if share >= _DUPLICATE else None


def copy_flaws(near: Iterable[Related], title: Callable[[str], str]) -> tuple[Flaw, ...]:
    """What a reader of a copy must know of it; ``title`` of an article by its id."""
    return tuple(
        Flaw(
            code=copy.kind,
            message=f"About {round(copy.share * 100)} % of this text also stands in “{title(copy.article)}”"
            + ("." if copy.kind == "duplicate" else ": one text in two outlets, counted once."),
        )
        for copy in near
    )
