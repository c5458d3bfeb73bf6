"""Spans as sets of letters."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Sequence

from .model import Span


def disjoint(spans: Iterable[Span]) -> list[Span]:
    """The same letters in spans that neither touch nor overlap, in order."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def without(span: Span, holes: Sequence[Span]) -> list[Span]:
    """What is left of a span outside the holes, which are ``disjoint``."""
    at, end = span
    left = []
    for n in range(max(0, bisect.bisect_right(holes, (at, at)) - 1), len(holes)):
        a, b = holes[n]
        if a >= end:
            break
        if a > at:
            left.append((at, a))
        at = max(at, b)
    if at < end:
        left.append((at, end))
    return left
