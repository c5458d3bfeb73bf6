"""The quotations and attributions of one article: paragraph by paragraph, then what runs over paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..ids import Keys
from ..model import Cleaned, FoundAttribution, FoundQuotation, Notes, Problem, Span
from .attributions import NOBODY, Finder, Found
from .corrections import apply
from .layout import Layout
from .quotes import Quoted, pair
from .tokens import Sentence, sentences
from .uses import use_of

_FAR = 400
"""characters of one text run that two parts of a quotation in several parts may lie apart"""


def attribute(
    text: str, layout: Layout, cleaned: Cleaned, notes: Notes
) -> tuple[tuple[FoundQuotation, ...], tuple[FoundAttribution, ...], tuple[Problem, ...]]:
    """Every quotation and attribution, in reading order, with people's corrections of quotations applied."""
    quoted = pair(text, layout)
    english = cleaned.metadata.language is None or cleaned.metadata.language.value.lower().startswith("en")
    ordered = all(flaw.code != "out-of-order" for flaw in cleaned.flaws)
    found = _Reader(text, layout, quoted, english, ordered).read()
    quotations, attributions = _records(text, layout, quoted, found)
    return apply(text, layout, quotations, attributions, notes)


class _Reader:
    """One pass over the paragraphs. ``found`` grows in reading order."""

    def __init__(self, text: str, layout: Layout, quoted: list[Quoted], english: bool, ordered: bool) -> None:
        self.text = text
        self.layout = layout
        self.quoted = quoted
        self.english = english
        self.ordered = ordered
        self.found: list[Found] = []
        self.colon: Found | None = None
        """a paragraph that ended with “X said:”; the next one is its content"""
        self.last_direct: int | None = None
        """the attribution whose quotation ended the paragraph before"""

    def read(self) -> list[Found]:
        outer: dict[int, list[tuple[int, int, int]]] = {}
        for n, q in enumerate(self.quoted):
            if q.parent is None:
                outer.setdefault(q.paragraph, []).append((q.start, q.end, n))
        for paragraph in self.layout.paragraphs:
            self._paragraph(
                paragraph.index, sentences(self.text, (paragraph.start, paragraph.end), outer.get(paragraph.index, ()))
            )
        return self.found

    def _paragraph(self, index: int, read: Sequence[Sentence]) -> None:
        begin = len(self.found)
        before, self.last_direct = self.last_direct, None
        for number, t in enumerate(read):
            bare = all(tag == "Q" or not tag[0].isalpha() for tag in t.t) and "Q" in t.t
            if bare:
                self._bare(index, t, begin, number == 0, before)
                continue
            if self.english:
                self.found += Finder(self.text, t, index).run()
        self._last(begin, read)

    def _bare(self, index: int, t: Sentence, begin: int, leads: bool, before: int | None) -> None:
        """A sentence that is nothing but a quotation: the speech goes on, or nobody is named."""
        spans = [(t.s[k], t.e[k]) for k in range(len(t)) if t.t[k] == "Q"]
        here = self.found[begin:]
        if here:
            last = here[-1]
            if _direct(last, self.text):
                last.content += spans
                return
            self._go_on(index, spans, self.found.index(last), "goes-on-in-paragraph")
        elif leads and before is not None and self.ordered:
            self._go_on(index, spans, before, "goes-on-from-paragraph")
        else:
            self.found.append(
                Found(
                    source=(), described=NOBODY, cue=(), content=spans, rule="nobody-named", lemma="", paragraph=index
                )
            )

    def _go_on(self, index: int, spans: list[Span], before: int, rule: str) -> None:
        first = self.found[before]
        self.found.append(
            Found(
                source=first.source,
                described=NOBODY,
                cue=(),
                content=spans,
                rule=rule,
                lemma="",
                paragraph=index,
                continues=before,
            )
        )

    def _last(self, begin: int, read: Sequence[Sentence]) -> None:
        """Remember the direct speech that this paragraph ends with, for a next one that names nobody."""
        if len(self.found) > begin and _direct(self.found[-1], self.text):
            self.last_direct = len(self.found) - 1


_MARKED = re.compile(r"[\"“”«»„「」]|''|``")


def _direct(found: Found, text: str) -> bool:
    return any(_MARKED.match(text, s) for s, _ in found.content)


def _records(
    text: str, layout: Layout, quoted: list[Quoted], found: list[Found]
) -> tuple[list[FoundQuotation], list[FoundAttribution]]:
    """Parts of one speech in one paragraph become one quotation; spans lose their marks; keys are given."""
    owner = _owners(quoted, found)
    groups: list[list[int]] = []
    group_of: dict[int, int] = {}
    for n, q in enumerate(quoted):
        a = owner.get(n)
        if a is not None and q.parent is None:
            for g in range(len(groups) - 1, max(len(groups) - 4, -1), -1):
                first = quoted[groups[g][0]]
                if first.parent is None and owner.get(groups[g][0]) == a and first.paragraph == q.paragraph:
                    if use_of(text, first, True) == use_of(text, q, True) == "speech":
                        groups[g].append(n)
                        group_of[n] = g
                    break
        if n not in group_of:
            group_of[n] = len(groups)
            groups.append([n])
    quote_keys, claim_keys = Keys("q"), Keys("c")
    quotations = []
    for members in groups:
        parts = [quoted[n] for n in members]
        first = parts[0]
        spans = tuple((p.first, p.last) for p in parts)
        quotations.append(
            FoundQuotation(
                key=quote_keys.key(" ".join(text[a:b] for a, b in spans)),
                spans=spans,
                marks=first.marks,
                open=any(p.open for p in parts),
                use=use_of(
                    text, first, owner.get(members[0]) is not None and found[owner[members[0]]].rule != "nobody-named"
                ),
                parent=group_of[first.parent] if first.parent is not None else None,
                paragraph=first.paragraph,
                rule=first.rule,
            )
        )
    attributions = []
    for n, one in enumerate(found):
        members = sorted({group_of[q] for q, a in owner.items() if a == n})
        spans = tuple(sorted(set(one.content)))
        sentence = layout.sentences_of(
            tuple(sorted({*one.source, *one.cue, *spans} if one.continues is None else spans))
        )
        sentence_text = " ".join(text[a:b] for a, b in sentence)
        whole = all(_MARKED.match(text, s) for s, _ in spans)
        attributions.append(
            FoundAttribution(
                key=claim_keys.key(sentence_text),
                source=one.source,
                source_text="" if one.continues is not None else " ".join(text[a:b] for a, b in one.source),
                source_kind=one.described.kind,  # type: ignore[arg-type]
                name=one.described.name,
                role=one.described.role,
                role_text=text[slice(*one.described.role)] if one.described.role else None,
                unnamed=one.described.unnamed,
                continues=one.continues,
                cue=one.cue,
                cue_text=" ".join(text[a:b] for a, b in one.cue),
                content=spans,
                kind="direct" if whole else "mixed" if members else "indirect",
                quotations=tuple(members),
                paragraph=one.paragraph,
                sentence=sentence,
                sentence_text=sentence_text,
                rule=one.rule,
            )
        )
    return quotations, attributions


def _owners(quoted: list[Quoted], found: list[Found]) -> dict[int, int]:
    """Quotation to the attribution that holds it: the innermost one, that is the one with the shortest content."""
    owner: dict[int, int] = {}
    spans = sorted((s, e, n) for n, one in enumerate(found) for s, e in one.content)
    at = 0
    live: list[tuple[int, int, int]] = []
    for n, q in enumerate(quoted):
        while at < len(spans) and spans[at][0] <= q.start:
            live.append(spans[at])
            at += 1
        live = [x for x in live if x[1] > q.start]
        holders = [(e - s, a) for s, e, a in live if s <= q.start and q.end <= e]
        if holders:
            owner[n] = min(holders)[1]
    return owner
