"""A small fingerprint of an article, by which link finds near copies without reading texts again.

Method: bottom-k sketch of word shingles (A. Broder, “On the resemblance and containment of documents”, 1997). Every
run of five folded words is hashed and the ``SIZE`` smallest hashes are kept. All articles are sampled by the same rule,
so the sketches of two can be compared as far as both reach, and the share of one's words that stand in the other be
estimated. The hash is that of Rabin and Karp over the hashes of the words: it is carried on from word to word. The low
half of it is reckoned for the few that are kept; it only tells apart what the upper half confuses.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from ...native import i64
from ..layout import Layout

SIZE: Final = 128
"""Hashes kept: the standard error of an estimated share of one half is 1 / (2 √128), 4 points."""
WIDTH: Final = 5
"""Words in a shingle: two articles on one subject share few runs of five, a lightly edited copy most."""

_BASE: Final = 0x9E3779B
"""Odd, so that no word is lost, and small enough for sums below 2**62, which compiled code takes at once."""
_UPPER: Final = 0xFFFFFFFF
_LOWER: Final = 0x7FFFFFFF
_LEAVING: Final = 0x56F86FEB
"""the weight of the word that a shingle leaves behind"""
_OTHER_BASE: Final = 0x85EBCA7
"""of the lower half"""


def sketch(text: str, layout: Layout) -> tuple[int, ...]:
    """The smallest hashes of the five-word shingles of the kept text, ascending, each in ``[0, 2**63)``.

    A text of one to four words gives one hash, an empty one none. The same on every machine and version of Python.
    """
    words: list[int] = []
    for here in layout.chunks:
        for chunk in here:
            if chunk.word:
                words.append(chunk.hash)
            else:
                words += chunk.hashes
    likely = (2 * SIZE << 32) // max(len(words), 1)  # hashes are spread evenly: few are worth sorting
    at = _shingles(words, likely)
    if len(at) < SIZE:
        at = _shingles(words, 1 << 32)
    return tuple([high << 31 | _low(words, at[high]) for high in sorted(at)[:SIZE]])


def _shingles(words: list[int], limit: int) -> dict[int, int]:
    """The upper halves of the hashes below a limit, and the word at which such a shingle starts."""
    found: dict[int, int] = {}
    below: i64 = limit
    high: i64 = 0
    for n in range(len(words)):
        entering: i64 = words[n]
        leaving: i64 = words[n - WIDTH] if n >= WIDTH else 0
        high = high * _BASE + entering - leaving * _LEAVING & _UPPER
        if n >= WIDTH - 1 and high < below:
            found[high] = n - WIDTH + 1
    return found if len(words) >= WIDTH or not words else {int(high): 0}


def _low(words: list[int], first: int) -> int:
    low: i64 = 0
    for n in range(first, min(first + WIDTH, len(words))):
        word: i64 = words[n]
        low = (low * _OTHER_BASE + word) & _LOWER
    return low


def containment(a: Sequence[int], b: Sequence[int]) -> tuple[float, float]:
    """The estimated shares, 0 to 1, of the shingles of the article sketched as ``a`` that stand in ``b``'s too, and of
    ``b``'s in ``a``'s.

    A note taken over whole by a long article gives 1 one way and little the other.
    """
    reach = min([s[-1] for s in (a, b) if len(s) >= SIZE], default=None)
    common = len(set(a).intersection(b))  # what both hold lies within the reach of both
    sizes = [len(s) if reach is None else bisect_right(s, reach) for s in (a, b)]
    one, other = [common / size if size else 0.0 for size in sizes]
    return one, other
