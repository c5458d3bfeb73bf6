"""The quotations and attributions of one article: paragraph by paragraph, then what runs over paragraphs."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence

from msgspec.structs import replace

from ..ids import Keys
from ..model import Cleaned, FoundAttribution, FoundQuotation, Span
from .attributions import NOBODY, Finder, Found, states
from .blocks import Dashes, cue_within, is_interview, signature, signed, speaker_turn
from .layout import Layout, Paragraph
from .quotes import Quoted, ordered_again, pair
from .tokens import Sentence, sentences
from .uses import use_of


def attribute(text: str, layout: Layout, cleaned: Cleaned) -> tuple[list[FoundQuotation], list[FoundAttribution]]:
    """Every quotation and attribution, in reading order."""
    quoted = pair(text, layout)
    english = cleaned.metadata.language is None or cleaned.metadata.language.value.lower().startswith("en")
    ordered = all(flaw.code != "out-of-order" for flaw in cleaned.flaws)
    reader = _Reader(text, layout, quoted, english, ordered)
    found = reader.read()
    quoted = ordered_again([*quoted, *reader.unmarked])
    owned = _owners(quoted, found)
    _say_again(text, layout, quoted, found, owned)
    found += [
        nobody(q.paragraph, [(q.start, q.end)])
        for n, q in enumerate(quoted)
        if q.parent is None and n not in owned and use_of(text, q, False) in ("speech", "unclear")
    ]
    found = _in_reading_order(found)
    _stay_unnamed(found)
    return _records(text, layout, quoted, found)


_REPORTING = frozenset({"closing", "inverted", "opening"})
"""rules that tell whose words a quotation is"""


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
        if english:
            self._end_before_cues()
        self.dashes = Dashes(text, layout, english)
        self.unmarked: list[Quoted] = self.dashes.quoted()
        """quotations without quotation marks: dash speeches and posts"""

    def read(self) -> list[Found]:
        outer: dict[int, list[Span]] = {}
        for q in self.quoted:
            if q.parent is None:
                outer.setdefault(q.paragraph, []).append((q.start, q.end))
        for paragraph in self.layout.paragraphs:
            if paragraph.index in self.dashes:
                self._dash(paragraph)
            elif not self._signature(paragraph):
                read = sentences(self.text, (paragraph.start, paragraph.end), outer.get(paragraph.index, ()))
                self._paragraph(paragraph, read)
        return self.found

    def _end_before_cues(self) -> None:
        """A quotation that nothing closes ends where a cue within it says whose words they were."""
        for q in self.quoted:
            if q.open and not q.goes_on and q.parent is None:
                end = cue_within(self.text, (q.first, q.last), q.paragraph)
                if end is not None:
                    q.end = q.last = end + self.text.startswith(",", end)
                    q.rule = "ends-at-cue"

    def _turn(self, turn: Found) -> None:
        """What a speaker's turn holds within marks begins after the name; whom the speaker quotes has a say too."""
        begin = turn.content[0][0]
        for q in self.quoted:
            if q.paragraph == turn.paragraph and q.start < begin <= q.last:
                q.start = q.first = begin
        self.found.append(turn)
        quoted = [(q.start, q.end) for q in self.quoted if q.paragraph == turn.paragraph and q.parent is None]
        for t in sentences(self.text, turn.content[0], [span for span in quoted if span[0] >= begin]):
            self.found += [
                one
                for one in Finder(self.text, t, turn.paragraph).run()
                if one.rule in _REPORTING and one.source_text.lower() not in ("i", "we") and is_direct(one, self.text)
            ]

    def _dash(self, paragraph: Paragraph) -> None:
        """“– We wait, says Marek.”; without a cue the speech before goes on, where that was direct speech too."""
        before, self.last_direct, self.announced = self.last_direct, None, None
        spans, found = self.dashes.spans(paragraph.index), self.dashes.found(paragraph.index)
        if not spans:
            return
        if found is not None:
            self.found.append(found)
        elif before is not None and self.ordered:
            self._go_on(paragraph.index, spans, before, "goes-on-from-paragraph")
        else:
            self.found.append(nobody(paragraph.index, spans))
        self.last_direct = len(self.found) - 1

    def _signature(self, line: Paragraph) -> bool:
        """“— NAME (@handle) March 3, 2021” signs the paragraph before it."""
        name = signature(self.text, line)
        if name is None or not line.index or not self.ordered:
            return False
        post = self.layout.paragraphs[line.index - 1]
        quoted = [q for q in self.quoted if q.paragraph == post.index and q.parent is None]
        if not quoted:
            quoted = [
                Quoted(
                    start=post.start,
                    end=post.end,
                    first=post.start,
                    last=post.end,
                    marks="block",
                    paragraph=post.index,
                    rule="signed-post",
                )
            ]
            self.unmarked += quoted
        self.found.append(signed(self.text, post, line, name, [(q.start, q.end) for q in quoted]))
        self.last_direct = self.announced = None
        return True

    def _paragraph(self, paragraph: Paragraph, read: Sequence[Sentence]) -> None:
        begin = len(self.found)
        before, self.last_direct = self.last_direct, None
        announced, self.announced = self.announced, None
        kept = before
        if paragraph.kind == "quote" and self.layout.paragraphs[paragraph.index - 1].kind != "quote":
            before = None  # a quotation pulled out of the text: it goes on with nothing
        turn = speaker_turn(self.text, paragraph, self.interview) if self.english and read else None
        if turn is not None:
            self._turn(turn)
            return
        silent: Finder | None = None
        """of the sentence before, where it reports nothing"""
        for number, t in enumerate(read):
            if is_bare(t):
                if announced is not None and number == 0:
                    self._announced(announced, t)
                    self.last_direct = announced
                    continue
                acting = silent.acting() if silent is not None else None
                if acting is not None and self._other_speaker(acting, begin):
                    acting.content = quotation_spans(t)
                    self.found.append(acting)
                else:
                    self._bare(paragraph.index, t, begin, number == 0, before)
                silent = None
            elif self.english:
                told = len(self.found)
                finder = Finder(self.text, t, paragraph.index)
                self.found += finder.run()
                self._resumed(t, begin, told)
                silent = finder if told == len(self.found) else None
        if len(self.found) > begin and is_direct(self.found[-1], self.text):
            self.last_direct = len(self.found) - 1
        if paragraph.kind == "quote" and announced is None:
            self.last_direct = kept
        if read and self.english:
            self._announce(paragraph.index, read[-1])

    def _other_speaker(self, acting: Found, begin: int) -> bool:
        """Whether who acts before a bare quotation is not he who spoke last in the paragraph."""
        if len(self.found) == begin:
            return True
        name = acting.described.name
        words = self.text[slice(*name)].split() if name else []
        if not words or words[0].lower() in ("he", "she"):
            return False
        last = self.found[main_of(self.found, begin, self.text)]
        before = self.found[last.continues].source_text if last.continues is not None else last.source_text
        if last.rule == "acting-before" and last.described.name:
            before = self.text[slice(*last.described.name)]
        return words[-1] not in before

    def _resumed(self, t: Sentence, begin: int, told: int) -> None:
        """A sentence that opens with the speech that went before and runs on in the article's words."""
        first = 1 if t.t[0] == "CC" and len(t) > 1 else 0
        if t.t[first] != "Q" or told == begin:
            return
        span = (t.s[first], t.e[first])
        if any(a < span[1] and span[0] < b for one in self.found[told:] for a, b in one.content):
            return
        last = main_of(self.found, begin, self.text, told)
        if is_direct(self.found[last], self.text) and self.text[span[0] + 1 : span[0] + 2].isupper():
            self.found[last].content.append(span)

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


def _in_reading_order(found: list[Found]) -> list[Found]:
    """Sorted by where they stand, without announcements that nothing followed; ``continues`` numbered anew."""
    order = sorted((n for n, one in enumerate(found) if one.content), key=lambda n: _place(found[n]))
    number = {old: new for new, old in enumerate(order)}
    for n in order:
        before = found[n].continues
        found[n].continues = None if before is None else number[before]
    return [found[n] for n in order]


def _place(one: Found) -> tuple[int, int]:
    here = [*one.cue, *one.content, *(() if _speaks_elsewhere(one) else one.source)]
    return min(start for start, _ in here), one.content[0][0]


def _speaks_elsewhere(one: Found) -> bool:
    """Whether the source stands with another attribution."""
    return one.continues is not None or one.rule == "said-again"


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


def _stay_unnamed(found: list[Found]) -> None:
    """“Senior officers argued …”, later or earlier “the officers wrote”: who is meant is left unnamed there too.

    Where a named actor bears that description, ``link`` finds him first.
    """
    nouns = {one.described.noun for one in found if one.described.unnamed} - {""}
    for one in found:
        if one.described.noun in nouns and one.source_text:
            words = one.source_text.lower().split()
            first, last = words[0], words[-1]
            if last.startswith(one.described.noun) and first in ("the", "this", "that", "these", "those"):
                one.described = replace(one.described, unnamed=True)


def _say_again(text: str, layout: Layout, quoted: list[Quoted], found: list[Found], owner: dict[int, int]) -> None:
    """A quotation pulled out of the text is his who says the same words in a paragraph."""
    pulled = [n for n, q in enumerate(quoted) if n in owner and layout.paragraphs[q.paragraph].kind == "quote"]
    if not pulled:
        return
    said: dict[str, set[int]] = {}
    for n in owner.keys() - set(pulled):
        said.setdefault(_folded(text, quoted[n]), set()).add(owner[n])
    for n in pulled:
        q = quoted[n]
        one, same = found[owner[n]], said.get(_folded(text, q), set())
        if one.rule == "nobody-named" and len(same) == 1:
            speaker = found[same.pop()]
            if speaker.described.kind == "name" or speaker.described.unnamed:
                one.source, one.source_text = speaker.source, speaker.source_text
                one.described, one.rule = speaker.described, "said-again"


def _folded(text: str, q: Quoted) -> str:
    return " ".join(text[q.first : q.last].casefold().split()).strip(".,!?… ")


def is_bare(t: Sentence) -> bool:
    return "Q" in t.t and all(tag == "Q" or not tag[0].isalpha() for tag in t.t)


def quotation_spans(t: Sentence) -> list[Span]:
    return [(t.s[k], t.e[k]) for k in range(len(t)) if t.t[k] == "Q"]


_RECENT = 40
"""attributions that are looked back over within a paragraph"""


def main_of(found: list[Found], begin: int, text: str, stop: int | None = None) -> int:
    """The attribution whose speaker goes on: the last one with a quotation, else the last not told by another."""
    stop = len(found) if stop is None else stop
    begin = max(begin, stop - _RECENT)
    last = found[stop - 1].sentence
    for n in range(stop - 1, begin - 1, -1):
        one = found[n]
        if one.sentence is not last:
            break
        if one.source and is_direct(one, text) and one.lemma != "according":
            return n
    for n in range(stop - 1, begin, -1):
        at = found[n].cue[0][0] if found[n].cue else found[n].content[0][0]
        told = any(a <= at < b for m in range(begin, stop) if m != n for a, b in found[m].content[:4])
        if found[n].source and not told:
            return n
    return begin


_UNMARKED = frozenset({"signature", "turn", "question-turn", "answer-turn"})
"""rules whose content is direct speech without marks"""
_MARKED = re.compile(r"[\"“”«»„「」]|''|``")


def is_direct(found: Found, text: str) -> bool:
    return any(_MARKED.match(text, s) for s, _ in found.content[:8])


def _records(
    text: str, layout: Layout, quoted: list[Quoted], found: list[Found]
) -> tuple[list[FoundQuotation], list[FoundAttribution]]:
    """Parts of one speech in one paragraph become one quotation; spans lose their marks; keys are given."""
    owner = _owners(quoted, found)
    uses = {n: use_of(text, quoted[n], True) for n in owner}
    groups: list[list[int]] = []
    group_of: dict[int, int] = {}
    for n, q in enumerate(quoted):
        a = owner.get(n)
        if a is not None and q.parent is None:
            for g in range(len(groups) - 1, max(len(groups) - 4, -1), -1):
                first = quoted[groups[g][0]]
                if first.parent is None and owner.get(groups[g][0]) == a and first.paragraph == q.paragraph:
                    if uses[groups[g][0]] == uses[n] == "speech":
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
                use=uses[members[0]]
                if members[0] in owner and found[owner[members[0]]].rule != "nobody-named"
                else use_of(text, first, False),
                parent=group_of[first.parent] if first.parent is not None else None,
                paragraph=first.paragraph,
                rule=first.rule,
            )
        )
    attributions = []
    held: dict[int, set[int]] = {}
    for part, holder in owner.items():
        held.setdefault(holder, set()).add(group_of[part])
    bare = {(q.start, q.end) for q in quoted if q.marks in ("dash", "block")}
    outer = [q.start for q in quoted if q.parent is None]
    last_of = [q.last for q in quoted if q.parent is None]
    for n, one in enumerate(found):
        members = sorted(held.get(n, ()))
        spans = tuple(sorted(set(one.content)))
        sentence = layout.sentences_of(
            tuple(sorted(spans if _speaks_elsewhere(one) else {*one.source, *one.cue, *spans}))
        )
        at = bisect.bisect_left(outer, sentence[-1][1]) - 1
        if at >= 0 and sentence[-1][1] < last_of[at]:
            sentence = layout.sentences_of((*sentence, (outer[at], last_of[at])))  # not amid a quotation
        sentence_text = " ".join(text[a:b] for a, b in sentence)
        whole = one.rule in _UNMARKED or all(_MARKED.match(text, s) or (s, e) in bare for s, e in spans)
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
                states=states(one),
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


def _speaks(one: Found) -> bool:
    """Whether a quotation may belong here: “a concern that …” without a bearer says nothing of whose words they are."""
    return bool(one.source) or not one.rule.startswith(("noun-", "passive-"))


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
        holders = [(e - s, a) for s, e, a in live if s <= q.start and q.end <= e and _speaks(found[a])]
        if holders:
            owner[n] = min(holders)[1]
    return owner
