"""What people say of quotations and claims: a missed one is added, a wrong one taken back. Who spoke is set in link."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from ..curation.anchoring import anchored
from ..ids import Keys
from ..model import (
    Anchored,
    Corrected,
    Correction,
    FoundAttribution,
    FoundQuotation,
    Notes,
    Problem,
    Span,
    Spans,
)
from .layout import Layout

_OF_BLOCKS = ("keep_line", "drop_line")
"""corrections that cleaning has applied"""


class Marked:
    """The quotations and attributions of one article, as people correct them."""

    def __init__(
        self,
        text: str,
        layout: Layout,
        quotations: Iterable[FoundQuotation],
        attributions: Iterable[FoundAttribution],
    ) -> None:
        self._text = text
        self._layout = layout
        self.quotations = list(quotations)
        self.attributions = list(attributions)
        self.anchored: tuple[Anchored, ...] = ()
        self.problems: tuple[Problem, ...] = ()

    def correct(self, notes: Notes) -> None:
        """Apply what ``notes`` says; corrections whose words stand in no kept text become problems."""
        own = [c for c in notes.corrections if c.kind not in _OF_BLOCKS]
        if not own:
            return
        found, problems = anchored(self._text, own)
        shown = [replace(one, spans=tuple(s for s in one.spans if self._is_kept(s))) for one in found]
        self.anchored = tuple(one for one in shown if one.spans)
        self.problems = (*problems, *(_removed(one.correction) for one in shown if not one.spans))
        for one in self.anchored:
            if one.correction.kind == "quote":
                self._quote(one)
            elif one.correction.kind == "reject_quote":
                self._reject(one)
            elif one.correction.kind == "claim":
                self._claim(one)
        self._put_in_order()

    # ---------------------------------------------------------------- the kinds

    def _quote(self, one: Anchored) -> None:
        """Words that somebody said: their quotation is made speech, or added where there is none."""
        for n in self._touched(one.spans) or [self._add_quotation(one)]:
            quotation = self.quotations[n]
            use = one.correction.use or (quotation.use if quotation.use == "unclear" else "speech")
            if quotation.use != use:
                self.quotations[n] = replace(quotation, use=use, corrected=_mark(one.correction, quotation.use))
            if use in ("speech", "unclear") and not any(n in a.quotations for a in self.attributions):
                self._give_attribution(n)

    def _reject(self, one: Anchored) -> None:
        """Words that nobody said: no callout, and no attribution that held nothing else."""
        rejected = set(self._touched(one.spans))
        for n in rejected:
            quotation = self.quotations[n]
            mark = _mark(one.correction, quotation.use)
            self.quotations[n] = replace(quotation, use=one.correction.use or "term", corrected=mark)
        kept: dict[int, int] = {}
        for n, found in enumerate(self.attributions):
            if not (found.kind == "direct" and found.quotations and rejected.issuperset(found.quotations)):
                kept[n] = len(kept)
        self.attributions = [
            replace(
                found,
                quotations=tuple(q for q in found.quotations if q not in rejected),
                continues=kept.get(found.continues) if found.continues is not None else None,
            )
            for n, found in enumerate(self.attributions)
            if n in kept
        ]

    def _claim(self, one: Anchored) -> None:
        """A statement that the machine took for nobody's: an attribution of these words, its speaker set in link."""
        if not any(_overlap(a.content, one.spans) for a in self.attributions):
            self.attributions.append(self._attribution(one.spans[:1], "indirect"))

    # ---------------------------------------------------------------- new ones

    def _touched(self, spans: Spans) -> list[int]:
        """Quotations that share words with the spans; of nested ones the outer."""
        return [n for n, q in enumerate(self.quotations) if q.parent is None and _overlap(q.spans, spans)]

    def _add_quotation(self, one: Anchored) -> int:
        span = one.spans[0]
        self.quotations.append(
            FoundQuotation(
                key="",
                spans=(span,),
                marks="none",
                use=one.correction.use or "speech",
                paragraph=self._paragraph(span),
                rule="person",
                corrected=_mark(one.correction, None),
            )
        )
        return len(self.quotations) - 1

    def _give_attribution(self, n: int) -> None:
        """The narrowest attribution whose content holds the quotation, else one of its own."""
        quotation = self.quotations[n]
        holders = [m for m, a in enumerate(self.attributions) if _overlap(a.content, quotation.spans)]
        if holders:
            m = min(holders, key=lambda m: _length(self.attributions[m].content))
            found = self.attributions[m]
            kind = found.kind if found.kind != "indirect" else "mixed"
            self.attributions[m] = replace(found, quotations=(*found.quotations, n), kind=kind)
        else:
            self.attributions.append(replace(self._attribution(quotation.spans, "direct"), quotations=(n,)))

    def _attribution(self, spans: Spans, kind: str) -> FoundAttribution:
        sentence = self._layout.sentences_of(spans)
        return FoundAttribution(
            key="",
            source=(),
            source_text="",
            source_kind="none",
            cue=(),
            cue_text="",
            content=spans,
            kind="direct" if kind == "direct" else "indirect",
            paragraph=self._paragraph(spans[0]),
            sentence=sentence,
            sentence_text=" ".join(self._text[s:e] for s, e in sentence),
            rule="person",
        )

    def _is_kept(self, span: Span) -> bool:
        paragraph = self._layout.paragraph_at(span[0])
        return paragraph is not None and span[1] <= paragraph.end

    def _paragraph(self, span: Span) -> int:
        paragraph = self._layout.paragraph_at(span[0])
        return paragraph.index if paragraph else 0

    def _put_in_order(self) -> None:
        """Reading order again, with numbers and keys that follow it."""
        order = sorted(range(len(self.quotations)), key=lambda n: self.quotations[n].spans)
        at = {old: new for new, old in enumerate(order)}
        keys = Keys("q")
        quotations = []
        for n in order:
            quotation = self.quotations[n]
            key = keys.key(" ".join(self._text[s:e] for s, e in quotation.spans))
            parent = at[quotation.parent] if quotation.parent is not None else None
            quotations.append(replace(quotation, key=key, parent=parent))
        self.quotations = quotations
        placed = sorted(range(len(self.attributions)), key=lambda n: _place(self.attributions[n]))
        number = {old: new for new, old in enumerate(placed)}
        keys = Keys("c")
        self.attributions = [
            replace(
                found,
                key=keys.key(found.sentence_text),
                quotations=tuple(sorted(at[q] for q in found.quotations)),
                continues=number[found.continues] if found.continues is not None else None,
            )
            for found in (self.attributions[n] for n in placed)
        ]


def _removed(correction: Correction) -> Problem:
    return Problem(
        file=correction.file,
        line=correction.line,
        code="correction-removed",
        message=f"{correction.kind}: the words “{correction.words}” stand only in text that was removed",
        value=correction.words,
        fix="add {keep_line: “…”} for that line, or choose words of one paragraph of the article",
    )


def _mark(correction: Correction, was: str | None) -> Corrected:
    return Corrected(by=correction.by, why=correction.why, file=correction.file, line=correction.line, was=was)


def _place(found: FoundAttribution) -> tuple[int, int]:
    """Where an attribution begins; the source of one that runs on stands before it, elsewhere."""
    here = [*found.cue, *found.content, *(found.source if found.continues is None else ())]
    return min(start for start, _ in here), found.content[0][0]


def _length(spans: Spans) -> int:
    return sum(end - start for start, end in spans)


def _overlap(one: Sequence[Span], other: Sequence[Span]) -> bool:
    return any(a[0] < b[1] and b[0] < a[1] for a in one for b in other)
