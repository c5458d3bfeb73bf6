"""The promise, checked on every article before anything of it is shown: all words are exact spans of the text."""

from __future__ import annotations

import bisect
from collections.abc import Iterable

from .model import Analysis, Block, FoundAttribution, Hedge, Span, Spans

_RELATIVE = ("who", "whom", "whose", "which", "that", "")


class InexactError(ValueError):
    """A span that does not cut what it claims: a fault of this program, and the article is not shown."""


def verify(analysis: Analysis) -> None:
    """Raises ``InexactError`` where a span lies outside the text, outside kept blocks, or cuts other words."""
    check = _Check(analysis.text, analysis.cleaned.blocks)
    notes, metadata = analysis.annotations, analysis.cleaned.metadata
    for repair in analysis.repairs:
        check.inside((repair.start, repair.end), "repair")
    facts = (metadata.title, metadata.publisher, metadata.date, metadata.updated, metadata.language, *metadata.author)
    for fact in facts:
        if fact and fact.evidence.start is not None and fact.evidence.end is not None:
            check.cut(fact.evidence.start, fact.evidence.end, fact.evidence.words, "evidence")
    for quotation in notes.quotations:
        check.kept(quotation.spans, "quotation")
    for found in notes.attributions:
        check.attribution(found)
    for own in notes.assertions:
        check.cuts(own.sentence, own.sentence_text, "sentence")
        check.hedges(own.hedges)
    for candidate in notes.candidates:
        check.cut(candidate.start, candidate.end, candidate.text, "name")


class _Check:
    def __init__(self, text: str, blocks: Iterable[Block]) -> None:
        self._text, self._length = text, len(text)
        self._starts = [b.start for b in blocks if b.kept]
        self._ends = [b.end for b in blocks if b.kept]
        self._covered(blocks)

    def _covered(self, blocks: Iterable[Block]) -> None:
        """Blocks are in order, and what lies between them is blank."""
        at = 0
        for block in blocks:
            if not at <= block.start <= block.end <= self._length or self._text[at : block.start].strip():
                raise InexactError(f"block {block.start}–{block.end}")
            at = block.end
        if self._text[at:].strip():
            raise InexactError(f"no block holds {at}–{len(self._text)}")

    def inside(self, span: Span, what: str) -> None:
        if not 0 <= span[0] <= span[1] <= self._length:
            raise InexactError(f"{what} {span[0]}–{span[1]}")

    def kept(self, spans: Spans, what: str) -> None:
        """Each span is some text, within one kept block."""
        for start, end in spans:
            n = bisect.bisect_right(self._starts, start) - 1
            if start >= end or n < 0 or end > self._ends[n]:
                raise InexactError(f"{what} {start}–{end}")

    def cut(self, start: int, end: int, words: str, what: str) -> None:
        """The span cuts exactly these words."""
        if not (0 <= start <= end <= self._length and self._text[start:end] == words):
            self._fail(((start, end),), words, what)

    def cuts(self, spans: Spans, words: str, what: str) -> None:
        """The spans cut exactly these words; several parts are set apart by one space."""
        if not self._exact(spans, words):
            self._fail(spans, words, what)

    def _exact(self, spans: Spans, words: str) -> bool:
        if len(spans) == 1:  # the most, of which there are very many
            ((start, end),) = spans
            return 0 <= start <= end <= self._length and self._text[start:end] == words
        inside = all(0 <= start <= end <= self._length for start, end in spans)
        return inside and " ".join([self._text[start:end] for start, end in spans]) == words

    def _fail(self, spans: Spans, words: str, what: str) -> None:
        for span in spans:
            self.inside(span, what)
        raise InexactError(f"{what} {spans[0][0] if spans else 0}–{spans[-1][1] if spans else 0}: “{words[:60]}”")

    def names(self, spans: Spans, words: str, what: str) -> None:
        """The spans cut these words, or a relative pronoun that stands for them: “the board, which said”."""
        if not self._exact(spans, words):
            pronoun = all(self._text[start:end].casefold() in _RELATIVE for start, end in spans)
            if not (pronoun and words in self._text):
                self._fail(spans, words, what)

    def hedges(self, hedges: Iterable[Hedge]) -> None:
        for hedge in hedges:
            self.cut(hedge.start, hedge.end, hedge.text, "hedge")

    def attribution(self, found: FoundAttribution) -> None:
        self.kept(found.source, "source")
        self.kept(found.cue, "cue")
        self.kept(found.content, "content")
        if found.source_text:
            self.names(found.source, found.source_text, "source")
        self.cuts(found.cue, found.cue_text, "cue")
        self.cuts(found.sentence, found.sentence_text, "sentence")
        self.hedges(found.hedges)
        for hop in found.via:
            self.names(hop.spans, hop.text, "hop")
        for figure in found.figures:
            self.cut(figure.start, figure.end, figure.text, "figure")
            for part in (figure.counted, figure.scope):
                if part:
                    self.inside(part, "figure")
