"""What people say of quotations and claims: a missed one is added, a wrong one taken back, its use is set.

Who speaks is set later, in ``link``: here everything that a person wrote down gets an attribution to hang that on.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from ..curation.anchoring import anchored
from ..ids import Keys
from ..model import (
    Anchored,
    Assertion,
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

_NOT_SPEECH = "term"
"""What a rejected quotation is taken for, where the person does not say."""
_OF_CLEANING = ("keep_line", "drop_line")


class Marked:
    """The quotations and attributions of one article, and what people's corrections make of them."""

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
        self._rejected: set[int] = set()
        """lines of the rejections of claims that met one"""

    def correct(self, notes: Notes) -> None:
        """Apply the corrections, in the order in which they are written, and put additions into reading order."""
        own = [c for c in notes.corrections if c.kind not in _OF_CLEANING]
        if not own:
            return
        found, problems = anchored(self._text, own)
        shown = [replace(one, spans=tuple(s for s in one.spans if self._is_kept(s))) for one in found]
        self.anchored = tuple(one for one in shown if one.spans)
        self.problems = (*problems, *(_removed(one.correction) for one in shown if not one.spans))
        for one in self.anchored:
            if one.correction.kind == "reject_quote":
                self._reject(one)
            elif one.correction.kind == "reject_claim":
                self._reject_claim(one)
            elif one.correction.kind == "quote":
                self._demand(one)
            elif one.correction.kind == "claim":
                self._claim(one)
        self._put_in_order()

    def told_by_nobody(self, assertions: Iterable[Assertion]) -> tuple[Assertion, ...]:
        """Of what the article asserts itself, what no person rejected; a rejection that meets nothing is a problem."""
        rejected = [one for one in self.anchored if one.correction.kind == "reject_claim"]
        kept = []
        for own in assertions:
            found = [one for one in rejected if _meet(one.spans, own.sentence)]
            self._rejected.update(one.correction.line for one in found)
            if not found:
                kept.append(own)
        for one in rejected:
            if one.correction.line not in self._rejected:
                self.problems = (*self.problems, _nothing_there(one.correction, "claim"))
        return tuple(kept)

    def _reject_claim(self, one: Anchored) -> None:
        """No claim after all: the attribution that holds most of the words, of equals the narrowest, goes."""
        shares = [(_shared(one.spans, a.content), -_length(a.content), n) for n, a in enumerate(self.attributions)]
        best = max((share for share in shares if share[0]), default=None)
        if best:
            self._remove(best[2])
            self._rejected.add(one.correction.line)

    def _reject(self, one: Anchored) -> None:
        """No quotation after all: the marks have another use, and an attribution that held nothing else goes."""
        numbers = self._touched(one.spans)
        if not numbers:
            self.problems = (*self.problems, _nothing_there(one.correction, "quotation"))
        for n in numbers:
            before = self.quotations[n]
            self.quotations[n] = replace(
                before, use=one.correction.use or _NOT_SPEECH, corrected=_mark(one.correction, before.use)
            )
            for a in range(len(self.attributions) - 1, -1, -1):
                holder = self.attributions[a]
                if holder.quotations == (n,) and holder.kind == "direct":
                    self._remove(a)
                elif n in holder.quotations:
                    kept = tuple(q for q in holder.quotations if q != n)
                    self.attributions[a] = replace(holder, quotations=kept, kind=holder.kind if kept else "indirect")

    def _demand(self, one: Anchored) -> None:
        """A quotation that a person wrote down: found already, or added; with an attribution in either case."""
        numbers = self._touched(one.spans)
        for n in numbers:
            before = self.quotations[n]
            use = one.correction.use or (before.use if before.use == "unclear" else "speech")
            if use != before.use:
                self.quotations[n] = replace(before, use=use, corrected=_mark(one.correction, before.use))
        paragraph = self._layout.paragraph_at(one.spans[0][0])
        if not numbers and paragraph is not None:
            numbers = [len(self.quotations)]
            self.quotations.append(
                FoundQuotation(
                    key="",
                    spans=one.spans[:1],
                    marks="none",
                    use=one.correction.use or "speech",
                    paragraph=paragraph.index,
                    rule="person",
                    corrected=_mark(one.correction, None),
                )
            )
        for n in numbers:
            quotation = self.quotations[n]
            held = any(n in a.quotations for a in self.attributions)
            if quotation.use in ("speech", "unclear") and not held:
                self._attribute(one, quotation.spans, quotation.paragraph, (n,))

    def _claim(self, one: Anchored) -> None:
        """Words that a person ascribes to somebody and that stand in no attribution become the content of one."""
        paragraph = self._layout.paragraph_at(one.spans[0][0])
        taken = any(_meet(one.spans, a.content) for a in self.attributions)
        if paragraph is not None and not taken and (one.correction.speaker or one.correction.via):
            self._attribute(one, one.spans[:1], paragraph.index, ())

    def _attribute(self, one: Anchored, content: Spans, paragraph: int, quotations: tuple[int, ...]) -> None:
        """An attribution whose speaker the machine does not know."""
        sentence = self._layout.sentences_of(content)
        self.attributions.append(
            FoundAttribution(
                key="",
                source=(),
                source_text="",
                source_kind="none",
                cue=(),
                cue_text="",
                content=content,
                kind="direct" if quotations else "indirect",
                quotations=quotations,
                paragraph=paragraph,
                sentence=sentence,
                sentence_text=" ".join(self._text[a:b] for a, b in sentence),
                rule="person",
                corrected=_mark(one.correction, None),
            )
        )

    def _remove(self, gone: int) -> None:
        """Take one out; those after it move up, and what went on from it goes on from what it went on from."""
        before = self.attributions[gone].continues
        del self.attributions[gone]
        for n, a in enumerate(self.attributions):
            if a.continues is not None and a.continues >= gone:
                self.attributions[n] = replace(a, continues=before if a.continues == gone else a.continues - 1)

    def _touched(self, spans: Spans) -> list[int]:
        """The outer quotations that share words with a person's words."""
        return [n for n, q in enumerate(self.quotations) if q.parent is None and _meet(spans[:1], q.spans)]

    def _is_kept(self, span: Span) -> bool:
        paragraph = self._layout.paragraph_at(span[0])
        return paragraph is not None and span[1] <= paragraph.end

    def _put_in_order(self) -> None:
        """Additions take their place among the rest and get keys; every number follows."""
        quoted, found = self.quotations, self.attributions
        quotes = sorted(range(len(quoted)), key=lambda n: (quoted[n].spans[0][0], -quoted[n].spans[0][1]))
        claims = sorted(range(len(found)), key=lambda n: (_place(found[n]), n))
        quote_number = {old: new for new, old in enumerate(quotes)}
        claim_number = {old: new for new, old in enumerate(claims)}
        quote_keys, claim_keys = Keys("q"), Keys("c")
        self.quotations = [
            replace(
                quoted[n],
                key=quote_keys.key(" ".join(self._text[a:b] for a, b in quoted[n].spans)),
                parent=_follow(quoted[n].parent, quote_number),
            )
            for n in quotes
        ]
        self.attributions = [
            replace(
                found[n],
                key=claim_keys.key(found[n].sentence_text),
                continues=_follow(found[n].continues, claim_number),
                quotations=tuple(sorted(quote_number[q] for q in found[n].quotations)),
            )
            for n in claims
        ]


def _follow(number: int | None, moved: dict[int, int]) -> int | None:
    return None if number is None else moved[number]


def _place(one: FoundAttribution) -> int:
    return min(start for start, _ in (*one.content, *one.cue, *(one.source if one.continues is None else ())))


def _shared(some: Spans, others: Spans) -> int:
    return sum(max(0, min(b, d) - max(a, c)) for a, b in some for c, d in others)


def _length(spans: Spans) -> int:
    return sum(end - start for start, end in spans)


def _meet(some: Spans, others: Spans) -> bool:
    return any(a < d and c < b for a, b in some for c, d in others)


def _removed(correction: Correction) -> Problem:
    return correction.problem(
        "correction-removed",
        f"{correction.kind}: the words “{correction.words}” stand only in text that was removed",
        "add {keep_line: “…”} for that line, or choose words of one paragraph of the article",
    )


def _nothing_there(correction: Correction, what: str) -> Problem:
    return correction.problem(
        "correction-without-claim",
        f"{correction.kind}: the words “{correction.words}” stand in the article, but in no {what}",
        f"take it out, or choose words inside the {what} that you mean",
    )


def _mark(correction: Correction, was: str | None) -> Corrected:
    return Corrected(by=correction.by, why=correction.why, file=correction.file, line=correction.line, was=was)
