"""Paragraphs and sentences of the kept blocks, as spans; every other part of ``annotate`` starts from here."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable
from typing import Final

from ..model import Block, Record, Span, Spans
from .chunks import Chunk, chunks, stops, with_signs

_ABBREVIATED = (
    r"(?:[A-Z]|(?:[A-Z]\.)+[A-Z]|Mr|Mrs|Ms|Mx|Dr|Prof|Gen|Lt|Col|Sgt|Capt|Maj|Cmdr|Adm|Brig|Sen|Sens|"
    r"Rep|Reps|Gov|Govs|St|Ste|Mt|Ft|Jr|Sr|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|No|Nos|vs|v|etc|Inc|Corp|"
    r"Co|Ltd|Bros|Rev|Hon|Pres|Supt|Ph\.D|a\.m|p\.m|e\.g|i\.e|cf|approx|est)$"
)
_ABBREVIATION: Final = re.compile(rf"[\s(“\"'‘]{_ABBREVIATED}")
_OPENING_ABBREVIATION = re.compile(_ABBREVIATED)
_LONGEST_ABBREVIATION: Final = 12
_LONGEST_SENTENCE: Final = 1500
"""Characters; a text without full stops is cut at blanks, so that no sentence grows with the text."""


class Paragraph(Record, frozen=True, kw_only=True):
    """One kept block, with its number among the kept blocks and its sentences."""

    index: int
    start: int
    end: int
    kind: str
    sentences: tuple[Span, ...]


class Layout:
    """The kept blocks of one article in reading order. Every look-up is a binary search."""

    def __init__(self, text: str, blocks: Iterable[Block]) -> None:
        kept = [b for b in blocks if b.kept]
        self.chunks = [chunks(text, b.start, b.end) for b in kept]
        """those of each paragraph"""
        self.signs = [with_signs(here, b.start) for here, b in zip(self.chunks, kept, strict=True)]
        """of each paragraph, with their places"""
        self.paragraphs = tuple(
            Paragraph(
                index=n,
                start=b.start,
                end=b.end,
                kind=b.kind,
                sentences=tuple(_sentences(text, b.start, b.end, self.signs[n])),
            )
            for n, b in enumerate(kept)
        )
        self._starts = [p.start for p in self.paragraphs]
        self._sentences = [s for p in self.paragraphs for s in p.sentences]
        self._sentence_starts = [s for s, _ in self._sentences]

    def paragraph_at(self, offset: int) -> Paragraph | None:
        """The paragraph that holds the character at ``offset``."""
        n = bisect.bisect_right(self._starts, offset) - 1
        if n < 0 or offset >= self.paragraphs[n].end:
            return None
        return self.paragraphs[n]

    def sentence_at(self, offset: int) -> Span | None:
        """The sentence that holds the character at ``offset``."""
        n = bisect.bisect_right(self._sentence_starts, offset) - 1
        if n < 0 or offset >= self._sentences[n][1]:
            return None
        return self._sentences[n]

    def sentences_of(self, spans: Spans) -> Spans:
        """The sentences that the spans touch; neighbours in one paragraph are joined into one span."""
        found: set[int] = set()
        for start, end in spans:
            first = max(bisect.bisect_right(self._sentence_starts, start) - 1, 0)
            last = bisect.bisect_left(self._sentence_starts, end)
            if first < last and self._sentences[first][1] <= start:
                first += 1
            found.update(range(first, last))
        joined: list[Span] = []
        before = -2
        for n in sorted(found):
            start, end = self._sentences[n]
            if n == before + 1 and self.paragraph_at(joined[-1][0]) is self.paragraph_at(start):
                joined[-1] = (joined[-1][0], end)
            else:
                joined.append((start, end))
            before = n
        return tuple(joined)


def sentences(text: str, start: int, end: int) -> list[Span]:
    """Sentences of ``text[start:end]``; together they hold every non-blank character, in order."""
    return _parted(text, start, end, stops(text, start, end))


def _sentences(text: str, start: int, end: int, told: list[tuple[int, Chunk]]) -> list[Span]:
    """The same of a paragraph whose chunks are known."""
    return _parted(text, start, end, [(at + a, at + b) for at, chunk in told for a, b in chunk.stops])


def _parted(text: str, start: int, end: int, stops: list[Span]) -> list[Span]:
    found: list[Span] = []
    begun = start
    for stop, last in stops:
        if text[stop] == "." and _abbreviates(text, max(begun, stop - _LONGEST_ABBREVIATION), stop):
            continue
        if text[last : last + 2].strip()[:1].islower():
            continue
        _add(found, text, begun, last)
        begun = last
    _add(found, text, begun, end)
    return found


def _abbreviates(text: str, low: int, stop: int) -> bool:
    """Whether what ends at the full stop at ``stop`` is an abbreviation."""
    if _ABBREVIATION.search(text, low, stop) is not None:
        return True
    return low == 0 and _OPENING_ABBREVIATION.match(text, 0, stop) is not None


def _add(found: list[Span], text: str, start: int, end: int) -> None:
    """Adds the stretch without blanks at its ends; in pieces where it is too long for a sentence."""
    while start < end:
        stop = end
        if end - start > _LONGEST_SENTENCE:
            blank = text.rfind(" ", start + 1, start + _LONGEST_SENTENCE)
            stop = blank if blank > 0 else start + _LONGEST_SENTENCE
        words = text[start:stop]
        bare = words.strip()
        if bare:
            first = start + (0 if words[0] == bare[0] else len(words) - len(words.lstrip()))
            found.append((first, first + len(bare)))
        start = stop
