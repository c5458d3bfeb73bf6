"""Paragraphs and sentences of the kept blocks, as spans; every other part of ``annotate`` starts from here."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable

from ..model import Block, Record, Span

_ABBREVIATION = re.compile(
    r"(?:^|[\s(“\"'])(?:[A-Z]|[A-Z]\.[A-Z]|Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Sgt|Capt|Maj|Cmdr|Adm|Sen|Rep|Gov|St|Jr|Sr|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|No|vs|etc|Inc|Corp|Co|Ltd|Bros|Rev|Hon|Pres|Ph\.D|a\.m|p\.m)$"
)
_END = re.compile(r"[.!?…]+[\"”’»)\]']*(?=\s|$)|[。！？]+[」』”]*")


class Paragraph(Record, frozen=True, kw_only=True):
    """One kept block, with its number among the kept blocks and its sentences."""

    index: int
    start: int
    end: int
    kind: str
    sentences: tuple[Span, ...]


class Layout:
    """The kept blocks of one article in reading order."""

    def __init__(self, text: str, blocks: Iterable[Block]) -> None:
        kept = [b for b in blocks if b.kept]
        self.paragraphs = tuple(
            Paragraph(
                index=n,
                start=b.start,
                end=b.end,
                kind=b.kind,
                sentences=tuple(sentences(text, b.start, b.end)),
            )
            for n, b in enumerate(kept)
        )
        self._starts = [p.start for p in self.paragraphs]

    def paragraph_at(self, offset: int) -> Paragraph | None:
        """The paragraph that holds the character at ``offset``."""
        n = bisect.bisect_right(self._starts, offset) - 1
        if n < 0 or offset >= self.paragraphs[n].end:
            return None
        return self.paragraphs[n]

    def sentence_at(self, offset: int) -> Span | None:
        """The sentence that holds the character at ``offset``."""
        paragraph = self.paragraph_at(offset)
        if paragraph is None:
            return None
        for start, end in paragraph.sentences:
            if start <= offset < end:
                return start, end
        return None


def sentences(text: str, start: int, end: int) -> list[Span]:
    """Sentences of ``text[start:end]``; together they hold every non-blank character, in order."""
    found = []
    at = start
    for match in _END.finditer(text, start, end):
        if match.group()[0] == "." and _ABBREVIATION.search(text, at, match.start()):
            continue
        after = text[match.end() : match.end() + 2].strip()
        if after and after[0].islower():
            continue
        found.append((at, match.end()))
        at = match.end()
    if at < end:
        found.append((at, end))
    trimmed = []
    for a, b in found:
        words = text[a:b]
        if words.strip():
            trimmed.append((a + len(words) - len(words.lstrip()), a + len(words.rstrip())))
    return trimmed
