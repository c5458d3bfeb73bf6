"""What people say of quotations: a missed one is added, a wrong one taken back, its use is set.

Who speaks is set later, in ``link``: here every quotation that a person wrote down gets an attribution to hang that on.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from ..ids import Keys
from ..model import Anchored, Corrected, Correction, FoundAttribution, FoundQuotation, Spans
from .layout import Layout

_NOT_SPEECH = "term"
"""What a rejected quotation is taken for, where the person does not say."""


def apply(
    text: str,
    layout: Layout,
    quotations: Iterable[FoundQuotation],
    attributions: Iterable[FoundAttribution],
    anchored: Iterable[Anchored],
) -> tuple[tuple[FoundQuotation, ...], tuple[FoundAttribution, ...]]:
    """The quotations and attributions with the corrections ``quote`` and ``reject_quote`` applied, in reading order."""
    quoted, found = list(quotations), list(attributions)
    for one in anchored:
        if one.correction.kind == "reject_quote":
            _reject(quoted, found, one)
        elif one.correction.kind == "quote":
            _demand(text, layout, quoted, found, one)
    return _in_order(quoted, found)


def _reject(quoted: list[FoundQuotation], found: list[FoundAttribution], one: Anchored) -> None:
    """No quotation after all: the marks have another use, and an attribution that held nothing else goes."""
    for n in _touched(quoted, one.spans):
        use = one.correction.use or _NOT_SPEECH
        quoted[n] = replace(quoted[n], use=use, corrected=_mark(one.correction, quoted[n].use))
        for a in range(len(found) - 1, -1, -1):
            if found[a].quotations == (n,) and found[a].kind == "direct":
                _remove(found, a)
            elif n in found[a].quotations:
                kept = tuple(q for q in found[a].quotations if q != n)
                found[a] = replace(found[a], quotations=kept, kind=found[a].kind if kept else "indirect")


def _demand(
    text: str, layout: Layout, quoted: list[FoundQuotation], found: list[FoundAttribution], one: Anchored
) -> None:
    """A quotation that a person wrote down: found already, or added; with an attribution in either case."""
    numbers = _touched(quoted, one.spans)
    for n in numbers:
        use = one.correction.use or ("speech" if quoted[n].use not in ("speech", "unclear") else quoted[n].use)
        if use != quoted[n].use:
            quoted[n] = replace(quoted[n], use=use, corrected=_mark(one.correction, quoted[n].use))
    if not numbers:
        paragraph = layout.paragraph_at(one.spans[0][0])
        if paragraph is None:
            return
        quoted.append(
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
        numbers = [len(quoted) - 1]
    for n in numbers:
        if quoted[n].use in ("speech", "unclear") and not any(n in a.quotations for a in found):
            found.append(_unspoken(text, layout, quoted[n], n))


def _unspoken(text: str, layout: Layout, quotation: FoundQuotation, number: int) -> FoundAttribution:
    """The attribution of a quotation whose speaker the machine does not know."""
    sentence = layout.sentences_of(quotation.spans)
    return FoundAttribution(
        key="",
        source=(),
        source_text="",
        source_kind="none",
        cue=(),
        cue_text="",
        content=quotation.spans,
        kind="direct",
        quotations=(number,),
        paragraph=quotation.paragraph,
        sentence=sentence,
        sentence_text=" ".join(text[a:b] for a, b in sentence),
        rule="person",
    )


def _in_order(
    quoted: list[FoundQuotation], found: list[FoundAttribution]
) -> tuple[tuple[FoundQuotation, ...], tuple[FoundAttribution, ...]]:
    """Added ones take their place in the reading order and get a key; all numbers follow."""
    order = sorted(range(len(quoted)), key=lambda n: (quoted[n].spans[0][0], -quoted[n].spans[0][1]))
    number = {old: new for new, old in enumerate(order)}
    places = sorted(range(len(found)), key=lambda n: (found[n].key == "", n))
    quote_keys = {q.key for q in quoted}
    claim_keys = {a.key for a in found}
    return (
        tuple(
            replace(
                quoted[n],
                key=quoted[n].key or _fresh("q", quoted[n].spans, quote_keys),
                parent=None if quoted[n].parent is None else number[quoted[n].parent],
            )
            for n in order
        ),
        tuple(
            replace(
                found[n],
                key=found[n].key or _fresh("c", found[n].content, claim_keys),
                quotations=tuple(sorted(number[q] for q in found[n].quotations)),
            )
            for n in places
        ),
    )


def _fresh(letter: str, spans: Spans, taken: set[str]) -> str:
    raise RuntimeError


def _remove(found: list[FoundAttribution], gone: int) -> None:
    """Take one out; those after it move up, and what went on from it goes on from what it went on from."""
    before = found[gone].continues
    del found[gone]
    for n, a in enumerate(found):
        if a.continues is not None and a.continues >= gone:
            found[n] = replace(a, continues=before if a.continues == gone else a.continues - 1)


def _touched(quoted: list[FoundQuotation], spans: Spans) -> list[int]:
    """The quotations of which a person's words are part, or that are part of them; outer ones only where one holds them."""
    start, end = spans[0]
    return [n for n, q in enumerate(quoted) if any(a < end and start < b for a, b in q.spans) and q.parent is None]


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


__all__ = ["Keys", "apply"]
