"""How many articles of one publisher hold a line: hashes and counts, never text."""

from __future__ import annotations

import hashlib
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import PurePosixPath
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


class Survey:
    """Counts over all sources of a corpus; a line counts once for an article, however often it stands there."""

    def __init__(self, sources: Iterable[Source], before: Survey | None = None) -> None:
        """``before``: a survey whose work is taken over for articles that it knows."""
        known = before._lines if before else {}
        counted: dict[str, Counter[int]] = defaultdict(Counter)
        articles: Counter[str] = Counter()
        self._lines: dict[str, tuple[str, str, array[int]]] = {}
        """of each article by path: its SHA-256, its publisher, and the hashes of its lines; no text"""
        for source in sources:
            done = known.get(source.path)
            key = publisher_key(source)
            hashes = done[2] if done and done[0] == source.sha256 else array("q", sorted(_hashes(source)))
            self._lines[source.path] = source.sha256, key, hashes
            counted[key].update(hashes)
            articles[key] += 1
        self._counts = {
            key: {h: _level(n, articles[key]) for h, n in counts.items() if n > 1} for key, counts in counted.items()
        }

    def counts(self, source: Source) -> LineCounts:
        """The counts of the lines of one of the sources."""
        _, key, hashes = self._lines[source.path]
        known = self._counts[key]
        return {h: known[h] for h in hashes if h in known} if known else {}


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


def _hashes(source: Source) -> set[int]:
    return {line_hash(source.text[b.start : b.end]) for b in source.blocks}
