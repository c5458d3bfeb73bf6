"""Which words of a sentence belong to which of its attributions."""

from __future__ import annotations

from ...model import Span
from .reading import Reading


def owners(start: int, end: int, reading: Reading, note: bool = False) -> list[int]:
    """Indexes of the attributions that the words ``[start, end)`` belong to.

    A word in an attribution's own source, cue or content is its own; one in another's, that other's; one in neither is
    of the attribution that stands nearest in the sentence. A verification ``note`` outside all contents is of them all.
    """
    sentence = reading.sentence_number(start)
    here = reading.reported_in(sentence) if sentence is not None else []
    if note:
        return [n for n in here if any(s <= start and end <= e for s, e in reading.attributions[n].content)] or here
    holding = [n for n in here if any(s <= start and end <= e for s, e in _parts(n, reading))]
    if holding or sentence is None or len(here) < 2:
        return holding or here
    return [min(here, key=lambda n: (_distance(n, start, end, reading.sentences[sentence], reading), n))]


def _parts(n: int, reading: Reading) -> tuple[Span, ...]:
    a = reading.attributions[n]
    return (*a.content, *a.cue, *a.source)


def _distance(n: int, start: int, end: int, sentence: Span, reading: Reading) -> tuple[int, int]:
    """How far the words stand from the attribution's parts here; of two around them, the narrower is nearer."""
    parts = [p for p in _parts(n, reading) if p[0] < sentence[1] and p[1] > sentence[0]]
    if not parts:
        return sentence[1] - sentence[0], 0
    low, high = min(p[0] for p in parts), max(p[1] for p in parts)
    return max(0, low - end, start - high), high - low
