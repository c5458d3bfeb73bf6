"""The quotations and attributions of one article: paragraph by paragraph, then what runs over paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..ids import Keys
from ..model import Cleaned, FoundAttribution, FoundQuotation, Notes, Problem, Span
from .attributions import NOBODY, Finder, Found
from .corrections import apply
from .layout import Layout, Paragraph
from .quotes import Quoted, pair
from .sources import describe
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
    found = _with_content(_Reader(text, layout, quoted, english, ordered).read())
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
        self.announced: int | None = None
        """the attribution that the paragraph before ended with a colon for: this one is its content"""
        self.last_direct: int | None = None
        """the attribution whose quotation ended the paragraph before"""
        self.interview = english and is_interview(text, layout)

    def read(self) -> list[Found]:
        outer: dict[int, list[tuple[int, int, int]]] = {}
        for n, q in enumerate(self.quoted):
            if q.parent is None:
                outer.setdefault(q.paragraph, []).append((q.start, q.end, n))
        for paragraph in self.layout.paragraphs:
            read = sentences(self.text, (paragraph.start, paragraph.end), outer.get(paragraph.index, ()))
            self._paragraph(paragraph, read)
        return self.found

    def _paragraph(self, paragraph: Paragraph, read: Sequence[Sentence]) -> None:
        begin = len(self.found)
        before, self.last_direct = self.last_direct, None
        announced, self.announced = self.announced, None
        turn = speaker_turn(self.text, paragraph, read, self.interview) if self.english and read else None
        if turn is not None:
            self.found.append(turn)
            return
        for number, t in enumerate(read):
            if is_bare(t):
                if announced is not None and number == 0:
                    self._announced(announced, t)
                    self.last_direct = announced
                    continue
                self._bare(paragraph.index, t, begin, number == 0, before)
            elif self.english:
                self.found += Finder(self.text, t, paragraph.index).run()
        if len(self.found) > begin and is_direct(self.found[-1], self.text):
            self.last_direct = len(self.found) - 1
        if read and self.english:
            self._announce(paragraph.index, read[-1])

    def _announce(self, index: int, t: Sentence) -> None:
        """“X said:” at the end of a paragraph: who speaks in the next one."""
        if len(t) > 1 and t.t[-1] == ":":
            one = Finder(self.text, t, index).announcement()
            if one is not None:
                self.found.append(one)
                self.announced = len(self.found) - 1

    def _announced(self, at: int, t: Sentence) -> None:
        self.found[at].content += quotation_spans(t)

    def _bare(self, index: int, t: Sentence, begin: int, leads: bool, before: int | None) -> None:
        """A sentence that is nothing but a quotation: the speech goes on, or nobody is named."""
        spans = quotation_spans(t)
        if len(self.found) > begin:
            last = main_of(self.found, begin, self.text)
            if is_direct(self.found[last], self.text):
                self.found[last].content += spans
                return
            self._go_on(index, spans, last, "goes-on-in-paragraph")
        elif leads and before is not None and self.ordered:
            self._go_on(index, spans, before, "goes-on-from-paragraph")
        else:
            self.found.append(nobody(index, spans))

    def _go_on(self, index: int, spans: list[Span], before: int, rule: str) -> None:
        first = self.found[before]
        one = nobody(index, spans)
        one.source, one.continues, one.rule = first.source, before, rule
        self.found.append(one)


def _with_content(found: list[Found]) -> list[Found]:
    """Leave out announcements that nothing followed, and number the rest anew."""
    number: dict[int, int] = {}
    kept = []
    for n, one in enumerate(found):
        if one.content:
            number[n] = len(kept)
            one.continues = number.get(one.continues) if one.continues is not None else None
            kept.append(one)
    return kept


def nobody(index: int, spans: list[Span]) -> Found:
    """Speech whose speaker the text does not name."""
    return Found(
        source=(),
        source_text="",
        described=NOBODY,
        cue=(),
        content=spans,
        rule="nobody-named",
        lemma="",
        paragraph=index,
    )


def is_bare(t: Sentence) -> bool:
    return "Q" in t.t and all(tag == "Q" or not tag[0].isalpha() for tag in t.t)


def quotation_spans(t: Sentence) -> list[Span]:
    return [(t.s[k], t.e[k]) for k in range(len(t)) if t.t[k] == "Q"]


def main_of(found: list[Found], begin: int, text: str) -> int:
    """The attribution whose speaker goes on: the last one with a quotation, else the last not told by another."""
    last = found[-1].sentence
    for n in range(len(found) - 1, begin - 1, -1):
        if found[n].sentence is last and found[n].source and is_direct(found[n], text):
            return n
    for n in range(len(found) - 1, begin, -1):
        at = found[n].cue[0][0] if found[n].cue else found[n].content[0][0]
        if found[n].source and not any(
            a <= at < b for m in range(begin, len(found)) if m != n for a, b in found[m].content
        ):
            return n
    return begin


_TURN = re.compile(r"(?:[A-Z][\w.’'-]*\s?){1,4}(?:\([^()]{1,30}\))?:\s")
_NO_SPEAKER = frozenset(
    "note update updated correction editor photo image source sources video watch read related more date time where when "
    "what who why how location address phone email tags topics category part chapter section step question answer by "
    "abstract full exclusive breaking live opinion analysis review contact price cost rating bottom line".split()
)


def is_interview(text: str, layout: Layout) -> bool:
    """Whether the article is printed as turns (“MAREK: …”): at least two paragraphs begin with the same name."""
    seen: set[str] = set()
    for paragraph in layout.paragraphs:
        match = _TURN.match(text, paragraph.start, min(paragraph.start + 80, paragraph.end))
        if match:
            if match.group() in seen:
                return True
            seen.add(match.group())
    return False


def speaker_turn(text: str, paragraph: Paragraph, read: Sequence[Sentence], interview: bool) -> Found | None:
    """“MAREK: We never asked for that.” in an interview, “Minister: no talks before spring” in a headline."""
    match = _TURN.match(text, paragraph.start, min(paragraph.start + 80, paragraph.end))
    if match is None or match.end() >= paragraph.end:
        return None
    name = text[paragraph.start : match.end()].rstrip().removesuffix(":")
    words = name.lower().split()
    shouted = name.isupper() and len(name) > 1
    headline = paragraph.index < 2 or paragraph.kind in ("title", "heading")
    if words[0] in _NO_SPEAKER or words[-1] in _NO_SPEAKER or not (interview or shouted or headline):
        return None
    start, end = paragraph.start, paragraph.start + len(name)
    t = read[0]
    head = next((n for n in range(len(t)) if t.t[n] == ":"), 0)
    if not head:
        return None
    return Found(
        source=((start, end),),
        source_text=name,
        described=describe(text, t, (0, head)),
        cue=((end, end + 1),),
        content=[(match.end(), paragraph.end)],
        rule="turn" if interview or shouted else "headline-colon",
        lemma=":",
        paragraph=paragraph.index,
    )


_MARKED = re.compile(r"[\"“”«»„「」]|''|``")


def is_direct(found: Found, text: str) -> bool:
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
                source_text=one.source_text,
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
