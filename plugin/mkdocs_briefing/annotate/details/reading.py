"""One article as the rules of this package read it: text, folded text, listed words, paragraphs and sentences."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from ...model import Cleaned, FoundAttribution, Span
from ..layout import Layout
from .words import Words, fold


class Reading:
    """What is looked up again and again, worked out once an article."""

    def __init__(self, text: str, layout: Layout, attributions: tuple[FoundAttribution, ...], cleaned: Cleaned) -> None:
        self.text = text
        self.layout = layout
        self.attributions = attributions
        self.cleaned = cleaned
        self.folded = fold(text)
        self.words = Words(self.folded)
        self.sentences = [s for p in layout.paragraphs for s in p.sentences]
        self.paragraph_of = [p.index for p in layout.paragraphs for _ in p.sentences]
        self.heads = {start for start, _ in self.sentences}
        self._starts = [s for s, _ in self.sentences]

    def sentence_number(self, offset: int) -> int | None:
        """The number of the sentence that holds the character at ``offset``."""
        n = bisect_right(self._starts, offset) - 1
        return n if n >= 0 and offset < self.sentences[n][1] else None

    def kind_of(self, sentence: int) -> str:
        """The kind of block that the sentence stands in."""
        return self.layout.paragraphs[self.paragraph_of[sentence]].kind

    def sentences_of(self, spans: tuple[Span, ...]) -> list[int]:
        """Numbers of the sentences that the spans touch, in order."""
        numbers: list[int] = []
        for start, end in spans:
            first = bisect_right(self._starts, start) - 1
            for n in range(max(first, 0), bisect_left(self._starts, end)):
                if self.sentences[n][1] > start and (not numbers or n > numbers[-1]):
                    numbers.append(n)
        return numbers
