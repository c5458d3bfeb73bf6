"""Which words of a sentence belong to which of its attributions."""

from __future__ import annotations

from collections import defaultdict

from ...model import Span
from .reading import Reading


class Shares:
    """Whose words are whose, where a sentence holds several attributions.

    A word in an attribution's own source, cue or content is its own; in another's, that other's; in neither, of the
    attribution that stands nearest in the sentence.
    """

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._in_sentence: dict[int, list[int]] = defaultdict(list)
        self._parts: list[tuple[Span, ...]] = []
        for n, a in enumerate(reading.attributions):
            self._parts.append((*a.content, *a.cue, *a.source))
            for s in reading.sentences_of((*a.sentence, *a.content, *a.cue)):
                self._in_sentence[s].append(n)

    def owners(self, start: int, end: int) -> list[int]:
        """Indexes of the attributions that the words ``[start, end)`` belong to."""
        sentence = self._reading.sentence_number(start)
        here = self._in_sentence.get(sentence, []) if sentence is not None else []
        holding = [n for n in here if any(s <= start and end <= e for s, e in self._parts[n])]
        if holding or len(here) < 2:
            return holding or here
        assert sentence is not None
        return [min(here, key=lambda n: (self._distance(n, start, end, self._reading.sentences[sentence]), n))]

    def of_sentence(self, sentence: int) -> list[int]:
        """The attributions of a sentence."""
        return self._in_sentence.get(sentence, [])

    def _distance(self, n: int, start: int, end: int, sentence: Span) -> tuple[int, int]:
        """How far the words stand from the attribution's hull in this sentence; inside it, the narrower is nearer."""
        parts = [p for p in self._parts[n] if p[0] < sentence[1] and p[1] > sentence[0]]
        low, high = min(p[0] for p in parts), max(p[1] for p in parts)
        gap = max(0, low - end, start - high)
        return gap, high - low
