"""A small fingerprint of an article, by which link finds near copies without reading texts again.

Method: bottom-k sketch of word shingles (A. Broder, “On the resemblance and containment of documents”, 1997). Every
run of five folded words is hashed and the ``SIZE`` smallest hashes are kept. All articles are sampled by the same rule,
so the sketches of two can be compared as far as both reach, and the share of one's words that stand in the other be
estimated. The order is that of CRC-32, which is quick; the low half of a hash only tells apart what CRC-32 confuses.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate
from zlib import crc32

from ...ids import plain_words
from ..layout import Layout

SIZE = 128
"""Hashes kept: the standard error of an estimated share of one half is 1 / (2 √128), 4 points."""
WIDTH = 5
"""Words in a shingle: two articles on one subject share few runs of five, a lightly edited copy most."""

_WORD = re.compile(r"\w+")
_SECOND = 0x5BD1E995
"""Where the second CRC starts; any other number than zero would do."""


def sketch(text: str, layout: Layout) -> tuple[int, ...]:
    """The smallest hashes of the five-word shingles of the kept text, ascending, each in ``[0, 2**63)``.

    A text of one to four words gives one hash, an empty one none. The same on every machine and version of Python.
    """
    kept = " ".join([text[p.start : p.end] for p in layout.paragraphs])
    words = plain_words(kept)
    if words is None:
        words = " ".join(_WORD.findall(kept.casefold())).encode("utf-8", "replace").split()
    run = b" ".join([*words, b""])
    starts = list(accumulate([len(word) + 1 for word in words], initial=0))
    ends = starts[WIDTH:] or starts[1:][-1:]
    hashes = [crc32(run[a:b]) for a, b in zip(starts, ends, strict=False)]
    likely = (2 * SIZE << 32) // max(len(hashes), 1)  # hashes are spread evenly: few are worth sorting
    at = {high: n for n, high in enumerate(hashes) if high < likely}
    if len(at) < SIZE:
        at = {high: n for n, high in enumerate(hashes)}
    smallest = sorted(at)[:SIZE]
    return tuple([high << 31 | crc32(run[starts[at[high]] : ends[at[high]]], _SECOND) >> 1 for high in smallest])


def containment(a: Sequence[int], b: Sequence[int]) -> float:
    """The estimated share, 0 to 1, of the shingles of the article sketched as ``a`` that also stand in ``b``'s.

    Not symmetric: a note taken over whole by a long article gives 1 one way and little the other.
    """
    reach = min((s[-1] for s in (a, b) if len(s) >= SIZE), default=None)
    sample = [h for h in a if reach is None or h <= reach]
    if not sample:
        return 0.0
    held = set(b)
    return sum(h in held for h in sample) / len(sample)
