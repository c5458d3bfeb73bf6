"""Spans as sets of letters."""

from __future__ import annotations

from collections.abc import Iterable

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
