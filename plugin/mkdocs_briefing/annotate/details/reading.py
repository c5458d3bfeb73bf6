"""One article as the rules of this package read it: text, folded text, listed words, paragraphs and sentences."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from ...model import Cleaned, FoundAttribution, Span
from ..layout import Layout
from .words import Words, fold, word_set

_RELAY = word_set("relay")
_LONGEST_SENTENCE = 2_000
"""characters beyond which a run without a full stop is read in stretches, so that time stays in proportion to length"""


class Reading:
    """What is looked up again and again, worked out once an article."""

    def __init__(self, text: str, layout: Layout, attributions: tuple[FoundAttribution, ...], cleaned: Cleaned) -> None:
        self.text = text
        self.layout = layout
        self.attributions = attributions
        self.cleaned = cleaned
        self.folded = fold(text)
        self.words = Words(self.folded)
        self.sentences: list[Span] = []
        self.paragraph_of: list[int] = []
        for p in layout.paragraphs:
            for start, end in p.sentences:
                stretches = _stretches(text, start, end) if end - start > _LONGEST_SENTENCE else [(start, end)]
                self.sentences += stretches
                self.paragraph_of += [p.index] * len(stretches)
        self.heads = {start for start, _ in self.sentences}
        self._starts = [s for s, _ in self.sentences]
        self.lists_in: list[set[str]] = [set() for _ in self.sentences]
        """for each sentence the word lists that it holds a phrase of: most rules have nothing to do in most of them"""
        for name, starts in self.words.places():
            for start in starts if self.sentences else ():
                self.lists_in[max(bisect_right(self._starts, start) - 1, 0)].add(name)
        self.touched = [self.sentences_of((*a.sentence, *a.content, *a.cue)) for a in attributions]
        """for each attribution the sentences that hold a part of it"""
        self.lists_of = [set().union(*[self.lists_in[s] for s in here]) for here in self.touched]
        """for each attribution the word lists of its sentences"""
        self._reported: dict[int, list[int]] = {}
        for n, here in enumerate(self.touched):
            for s in here:
                self._reported.setdefault(s, []).append(n)
        self._clauses: dict[int, list[Span]] = {}
        self._borders: list[int] | None = None
        self.cue_sentence = [self.sentence_number(a.cue[0][0]) if a.cue else None for a in attributions]
        """for each attribution the sentence that its cue stands in"""
        self.scrambled = any("order" in f.code for f in cleaned.flaws)
        """the paragraphs are out of order: nothing is carried from one to the next"""

    def sentence_number(self, offset: int) -> int | None:
        """The number of the sentence that holds the character at ``offset``."""
        n = bisect_right(self._starts, offset) - 1
        return n if n >= 0 and offset < self.sentences[n][1] else None

    def kind_of(self, sentence: int) -> str:
        """The kind of block that the sentence stands in."""
        return self.layout.paragraphs[self.paragraph_of[sentence]].kind

    def sentences_of(self, spans: tuple[Span, ...]) -> list[int]:
        """Numbers of the sentences that the spans touch, in order."""
        numbers: set[int] = set()
        for start, end in spans:
            first = bisect_right(self._starts, start) - 1
            if first < 0 or self.sentences[first][1] <= start:
                first += 1
            numbers.update(range(first, bisect_left(self._starts, end, first)))
        return sorted(numbers)

    def border_after(self, at: int, limit: int) -> int:
        """Where the next part of an attribution begins or ends, at most ``limit``: what is counted ends there."""
        if self._borders is None:
            self._borders = sorted({at for a in self.attributions for s in (*a.source, *a.cue, *a.content) for at in s})
        n = bisect_left(self._borders, at)
        return min(limit, self._borders[n]) if n < len(self._borders) else limit

    def sentence_around(self, offset: int) -> Span:
        """The sentence that holds ``offset``; nothing where none does."""
        n = self.sentence_number(offset)
        return (offset, offset) if n is None else self.sentences[n]

    def reported_in(self, sentence: int) -> list[int]:
        """Indexes of the attributions that have a part in the sentence."""
        return self._reported.get(sentence, [])

    def beside(self, a: FoundAttribution, sentence: int) -> list[FoundAttribution]:
        """The other attributions of the sentence."""
        here = self.reported_in(sentence)
        return [b for n in here if (b := self.attributions[n]) is not a] if len(here) > 1 else []

    def cue_between(self, a: FoundAttribution, start: int, end: int) -> bool:
        """Whether another attribution's cue stands in ``[start, end)``."""
        n = self.sentence_number(start)
        return n is not None and any(start <= s < end for b in self.beside(a, n) for s, _ in b.cue)

    def clause(self, n: int) -> list[Span]:
        """The reporting clause of an attribution; empty where it has no cue."""
        found = self._clauses.get(n)
        if found is None:
            sentence = self.cue_sentence[n]
            found = self._clauses[n] = [] if sentence is None else self._clause(self.attributions[n], sentence)
        return found

    def _clause(self, a: FoundAttribution, sentence: int) -> list[Span]:
        """The words around the cue up to what is reported, and the head of the sentence."""
        cue = a.cue[0]
        low, high = self.room(a, sentence)
        reported = list(a.content)
        for b in self.beside(a, sentence):
            if b.cue_text.lower() not in _RELAY:  # whom an outlet cites stands in its reporting clause
                reported += [s for s in b.content if not s[0] <= cue[0] < s[1]]
        left = max((e for _, e in reported if low < e <= cue[0]), default=low)
        right = min((s for s, _ in reported if cue[1] <= s < high), default=high)
        if left == low:
            return [(left, right)]
        head = min((s for s, _ in reported if low <= s), default=low)
        return [(low, min(head, left)), (left, right)] if head > low else [(left, right)]

    def room(self, a: FoundAttribution, sentence: int) -> Span:
        """The part of the sentence that that is the attribution's: all, or an outer one's content."""
        cue = a.cue[0]
        low, high = self.sentences[sentence]
        for b in self.beside(a, sentence):
            for start, end in b.content:
                if start <= cue[0] < end:
                    low, high = max(low, start), min(high, end)
        return low, high

    def holds(self, a: FoundAttribution, b: FoundAttribution) -> bool:
        """Whether what ``a`` reports holds the source and cue of ``b``, and not the other way round.

        It does too where it breaks off just before the cue: “A noted that B | said that …”.
        """
        parts = (*b.source, *b.cue)
        if not parts:
            return False
        start = min(s for s, _ in (*parts, *b.content[:1]))
        end = max(e for _, e in parts)
        cue = b.cue[0][0] if b.cue else end
        return any(s <= start and (end <= e or cue - 2 <= e <= cue) for s, e in a.content)

    def passed_on(self, a: FoundAttribution, offset: int) -> bool:
        """Whether the words at ``offset`` of what ``a`` reports are in turn reported of somebody else."""
        n = self.sentence_number(offset)
        return n is not None and any(
            s <= offset < e for b in self.beside(a, n) if self.holds(a, b) for s, e in b.content
        )


def _stretches(text: str, start: int, end: int) -> list[Span]:
    """Pieces, cut at blanks, of what is longer than any sentence."""
    pieces = []
    while end - start > _LONGEST_SENTENCE:
        cut = text.rfind(" ", start + _LONGEST_SENTENCE // 2, start + _LONGEST_SENTENCE)
        cut = cut if cut > start else start + _LONGEST_SENTENCE
        pieces.append((start, cut))
        start = cut
    return [*pieces, (start, end)]
