"""How many articles of one publisher hold a line: hashes and counts, never text."""

from __future__ import annotations

import hashlib
from array import array
from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import PurePosixPath
from typing import NamedTuple
from urllib.parse import urlsplit

from .ids import fold
from .model import Source

LineCounts = dict[int, int]
"""Hash of a folded line to the number of its publisher's articles that hold it; only counts above one.

Counts are 2, ``SEVERAL`` (for three and more) and ``EVERYWHERE``: so one more article changes few of them, and only the
articles of which it changes some are worked on anew.
"""

SEVERAL = 3
EVERYWHERE = 9
"""Stands for the count of a line that nearly all of the publisher's articles hold: furniture of its pages."""
_NEARLY_ALL = 0.9
_ARTICLES = 5
"""Articles of a publisher from which on nearly all of them are evidence."""

_LONGEST = 600
"""Characters of a line that are compared."""
_FEW = 16
"""Of so many articles of a publisher one may change before it is cheaper to count all of them anew."""


class Lines(NamedTuple):
    """Of one article: whose it is, and the hashes of its lines, each once, in order; no text."""

    publisher: str
    hashes: array[int]

    @classmethod
    def of(cls, source: Source) -> Lines:
        found = {line_hash(source.text[b.start : b.end]) for b in source.blocks}
        return cls(publisher_key(source), array("q", sorted(found)))


class _Publisher:
    """All lines of one publisher's articles, in order: a line stands there as often as articles hold it."""

    def __init__(self) -> None:
        self.hashes: array[int] = array("q")
        self.articles: set[str] = set()
        self.known: LineCounts | None = None
        """the counts of all lines, where they were made since one changed"""

    def level(self, line: int) -> int:
        at = bisect_left(self.hashes, line)
        return _level(bisect_right(self.hashes, line, at) - at, len(self.articles))

    def levels_of(self, lines: Iterable[int]) -> LineCounts:
        """Of those of these lines that several articles hold."""
        return {line: n for line in lines if (n := self.level(line)) > 1}

    def levels(self) -> LineCounts:
        """Of all lines that several articles hold."""
        counts = ((line, sum(1 for _ in same)) for line, same in groupby(self.hashes))
        return {line: _level(n, len(self.articles)) for line, n in counts if n > 1}


class Survey:
    """Counts over all sources of a corpus; a line counts once for an article, however often it stands there."""

    def __init__(self, lines: Mapping[str, Lines]) -> None:
        self._lines: dict[str, Lines] = {}
        """by the article's path"""
        self._publishers: dict[str, _Publisher] = defaultdict(_Publisher)
        self.update(lines)

    @classmethod
    def of(cls, sources: Iterable[Source]) -> Survey:
        return cls({source.path: Lines.of(source) for source in sources})

    def counts(self, path: str) -> LineCounts:
        """The counts of the lines of one of the articles."""
        own = self._lines[path]
        publisher = self._publishers[own.publisher]
        if (known := publisher.known) is not None:
            return {line: known[line] for line in own.hashes if line in known}
        return publisher.levels_of(own.hashes)

    def update(self, changed: Mapping[str, Lines | None]) -> set[str]:
        """Takes articles by path (None: gone); gives all of which the counts are others now, and the new ones."""
        by_publisher: dict[str, dict[str, tuple[Lines | None, Lines | None]]] = defaultdict(dict)
        for path, new in changed.items():
            old = self._lines.pop(path, None)
            if new is not None:
                self._lines[path] = new
            if old == new:
                continue
            if old is not None:
                by_publisher[old.publisher][path] = (old, None)
            if new is not None:
                was, _ = by_publisher[new.publisher].get(path, (None, None))
                by_publisher[new.publisher][path] = (was, new)
        return {path for name, some in by_publisher.items() for path in self._recount(name, some)}

    def _recount(self, name: str, changed: Mapping[str, tuple[Lines | None, Lines | None]]) -> Iterator[str]:
        """Articles of a publisher, of which some were or are others."""
        publisher = self._publishers[name]
        size = len(publisher.articles)
        yield from (path for path, (_, new) in changed.items() if new)
        if len(changed) * _FEW > size:  # all anew
            before = publisher.levels()
            gone = changed.keys()
            publisher.articles = (publisher.articles - gone) | {path for path, (_, new) in changed.items() if new}
            publisher.hashes = array("q", sorted(h for p in publisher.articles for h in self._lines[p].hashes))
            publisher.known = publisher.levels()
            moved = {line for line, _ in before.items() ^ publisher.known.items()}
        else:
            publisher.known = None
            touched = {line for pair in changed.values() for lines in pair if lines for line in lines.hashes}
            resized = sum(bool(new) - bool(old) for old, new in changed.values())
            before = publisher.levels() if resized else publisher.levels_of(touched)
            for path, (old, new) in changed.items():
                self._exchange(publisher, path, old, new)
            after = publisher.levels() if resized else publisher.levels_of(touched)
            moved = {line for line, _ in before.items() ^ after.items()}
        if moved:
            yield from (p for p in publisher.articles if not moved.isdisjoint(self._lines[p].hashes))
        if not publisher.articles:
            del self._publishers[name]

    def _exchange(self, publisher: _Publisher, path: str, old: Lines | None, new: Lines | None) -> None:
        for line in old.hashes if old else ():
            del publisher.hashes[bisect_left(publisher.hashes, line)]
        for line in new.hashes if new else ():
            insort(publisher.hashes, line)
        (publisher.articles.add if new else publisher.articles.discard)(path)


def _level(count: int, articles: int) -> int:
    if articles >= _ARTICLES and count >= _NEARLY_ALL * articles:
        return EVERYWHERE
    return min(count, SEVERAL)


def line_hash(words: str) -> int:
    """63 bits of a folded line."""
    folded = fold(words[:_LONGEST])
    return int.from_bytes(hashlib.blake2b(folded.encode("utf-8", "replace"), digest_size=8).digest(), "big") >> 1


def publisher_key(source: Source) -> str:
    """Whose articles a source is compared with: the declared site, else the address's domain, else the folder."""
    for field in ("publisher", "url"):
        for declared in source.declared:
            if declared.field != field:
                continue
            if field == "publisher":
                return "name:" + fold(declared.value)
            host = urlsplit(declared.value).hostname if "//" in declared.value[:10] else None
            if host:
                return "host:" + host.removeprefix("www.")
    return "folder:" + str(PurePosixPath(source.path.partition("#")[0]).parent)
