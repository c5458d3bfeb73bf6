"""The article's text in its order: every paragraph once and whole, with a head and a foot where somebody is quoted."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator

from markupsafe import Markup

from ...ids import item_id
from ...model import RIGHTS, Block, Claim, Plain, Span, Spans
from ...spans import disjoint
from ..catalogue import Reading, speech
from ..desk import Desk
from ..standoff import Mark, escaped, joined, merge, plain, visible
from . import citing, prose, ready, rows
from .speakers import Speaker, chain, cut, hedges, quoted, speaker

SCRAP = 8
"""Quotations of fewer words get a line under the paragraph, not a box."""

_INSERTED = re.compile(
    r"\[[^\[\]\n]{1,60}\]|\((?=[^()\n]{0,60}\b(?:ed|journ|red|transl|tr|anm|note)\b)[^()\n]{1,80}\)", re.I
)
_AUTHOR = re.compile(r"\s*[—–-]+\s*([^\n]{1,120})")
_DOTS = ("…", ". . .", "...")


Hops = tuple[tuple[str, str | None], ...]
"""Names and addresses of those through whom words came."""


class Line(Plain, frozen=True, kw_only=True):
    """One line of a callout's foot: a label and printed words. ``weighty`` ones are never folded away."""

    label: str
    words: Markup
    weighty: bool = False


class Voice(Plain, frozen=True, kw_only=True):
    """One speaker's part of a paragraph: head and foot of a callout, or a scrap's line."""

    number: str
    anchor: str
    line: int
    speaker: Speaker
    hops: Hops
    foot: tuple[Line, ...]
    said: str
    """the words, on one line"""
    cite: citing.Cited
    copies: tuple[ready.Copy, ...] = ()
    """in preview: what to paste"""
    rules: str | None = None
    """in preview: the rules that made it"""
    note: int | None = None
    """number of its endnote, on paper"""


class Meant(Plain, frozen=True, kw_only=True):
    """A printed word and the one that was meant, by a person."""

    printed: str
    meant: str
    by: str
    why: str


class Paragraph(Plain, frozen=True, kw_only=True):
    line: int
    id: str | None
    html: Markup
    kind: str
    level: int = 0


class Item(Plain, frozen=True, kw_only=True):
    """A piece of the text in its place. A callout holds more than one paragraph where a quotation runs over them."""

    kind: str
    paragraphs: tuple[Paragraph, ...]
    heads: tuple[Voice, ...] = ()
    scraps: tuple[Voice, ...] = ()
    meant: tuple[Meant, ...] = ()
    rule: str = "solid"
    post: str | None = None
    """of a post in the text: its author and day as printed"""
    withheld: int = 0
    """paragraphs that are not reprinted here"""
    ids: tuple[str, ...] = ()
    """of their lines, for what leads there"""

    @property
    def footed(self) -> bool:
        """Whether there is something to say below."""
        return any(v.foot for v in self.heads)


def line_of_title(reading: Reading) -> int | None:
    """Line of the title where it stands in the text: the page's heading stands for it."""
    title = reading.metadata.title
    start = title.evidence.start if title else None
    return None if start is None else reading.line(start)


class Text:
    """The kept blocks of one article as items: plain paragraphs, and callouts where somebody is quoted."""

    def __init__(self, desk: Desk, reading: Reading, claims: Iterable[Claim], *, anchors: bool = True) -> None:
        """``anchors``: whether lines, claims and quotations have ids; not where several articles share a page."""
        self._desk, self._reading, self._anchors = desk, reading, anchors
        self._number = {q: n for n, q in enumerate(speech(reading.notes), 1)}
        self._blocks_of = {q: self._blocks(q) for q in self._number}
        self._by_block: dict[int, list[int]] = {}
        for q, blocks in self._blocks_of.items():
            for block in blocks:
                self._by_block.setdefault(block, []).append(q)
        self._title = self._title_block()
        self._withheld = [b for b in reading.blocks if b.reason == RIGHTS]
        self._depth = 2
        self._lines_seen: set[int | None] = {line_of_title(reading)}
        source_links = prose.links(reading)
        marks = source_links + prose.mentions(desk, reading, source_links) + prose.claim_places(claims)
        self._marks = prose.by_block(reading, marks)

    def _title_block(self) -> int | None:
        """A kept block that holds nothing but the title, so that it is not printed twice."""
        title = self._reading.metadata.title
        if title is None or title.evidence.start is None:
            return None
        n = self._reading.block_at(title.evidence.start)
        if n is None:
            return None
        block = self._reading.kept[n]
        return n if self._reading.text[block.start : block.end].split() == title.value.split() else None

    def _blocks(self, q: int) -> list[int]:
        found = {self._reading.block_at(a) for a, b in self._reading.notes.quotations[q].spans}
        return sorted([n for n in found if n is not None])

    def items(self) -> Iterator[Item]:
        at = 0
        for first, last in self._runs():
            yield from self._gap(at, self._reading.kept[first].start)
            at = self._reading.kept[last].end
            quotes = sorted({q for n in range(first, last + 1) for q in self._by_block.get(n, ())})
            post = self._reading.kept[first].kind == "embed"
            if quotes:
                yield self._quoting(first, last, quotes, post)
            else:
                yield self._plain(first, last, post)
        yield from self._gap(at, len(self._reading.text) + 1)

    def _gap(self, start: int, end: int) -> Iterator[Item]:
        """Where paragraphs are not reprinted between two that are, how many."""
        if not self._withheld:
            return
        first, last = (bisect.bisect_left(self._withheld, at, key=lambda b: b.start) for at in (start, end))
        if first == last:
            return
        lines = {self._reading.line(b.start) for b in self._withheld[first:last]} if self._anchors else set()
        ids = tuple(f"line-{n}" for n in sorted(lines - self._lines_seen))
        self._lines_seen |= lines
        yield Item(kind="withheld", paragraphs=(), withheld=last - first, ids=ids)

    def _runs(self) -> Iterator[Span]:
        """Blocks one by one; those that one quotation runs over, together."""
        reach = {b[0]: b[-1] for b in self._blocks_of.values() if len(b) > 1}
        n, total = 0, len(self._reading.kept)
        while n < total:
            last = n
            at = n
            while at <= last:
                last = max(last, reach.get(at, at))
                at += 1
            if self._reading.kept[n].kind == "embed":
                while last + 1 < total and self._reading.kept[last + 1].kind == "embed":
                    last += 1
            if n != self._title:
                yield n, last
            n = last + 1

    def _plain(self, first: int, last: int, post: bool) -> Item:
        return Item(
            kind="post" if post else self._reading.kept[first].kind,
            paragraphs=tuple([self._paragraph(n) for n in range(first, last + 1)]),
            meant=self._meant(first, last),
            post=self._author(last) if post else None,
        )

    def _author(self, last: int) -> str:
        """Author and day of a post that the article holds, as its last line prints them."""
        block = self._reading.kept[last]
        author = _AUTHOR.match(self._reading.text, block.start, block.end)
        return visible(author.group(1).strip()) if author else ""

    def _quoting(self, first: int, last: int, quotes: list[int], post: bool) -> Item:
        reading, notes = self._reading, self._reading.notes
        groups = self._by_speaker(quotes)
        marks: list[Mark] = []
        heads: list[Voice] = []
        scraps: list[Voice] = []
        for group in groups:
            spans = [s for q in group for s in notes.quotations[q].spans]
            scrap = not post and sum([len(reading.text[a:b].split()) for a, b in spans]) < SCRAP
            voice = self._voice(group, tuple(spans))
            (scraps if scrap else heads).append(voice)
            for n, q in enumerate(group):
                found = notes.quotations[q]
                own = None if (n == 0 and not scrap and len(heads) == 1) or not self._anchors else found.key
                marks += prose.said(found.spans, own, scrap)
            marks += prose.inserts(_inserted(reading.text, spans))
        if heads:
            sources = sorted({reading.attribution_of[q] for q in quotes if q in reading.attribution_of})
            content = [s for q in quotes for s in notes.quotations[q].spans]
            said = disjoint([*content, *(s for a in sources for s in reading.found(a).content)])
            marks += prose.reporting([(b.start, b.end) for b in reading.kept[first : last + 1]], said, reading.text)
        return Item(
            kind="callout" if heads else reading.kept[first].kind,
            paragraphs=tuple([self._paragraph(n, marks) for n in range(first, last + 1)]),
            heads=tuple(heads),
            scraps=tuple(scraps),
            meant=self._meant(first, last),
            rule=heads[0].speaker.rule if heads else "",
            post=self._author(last) if post else None,
        )

    def _meant(self, first: int, last: int) -> tuple[Meant, ...]:
        """What people say is meant by words of these blocks. The text itself stays as printed."""
        if not self._reading.notes.anchored:
            return ()
        found = []
        for one in self._reading.notes.anchored:
            word = one.correction
            blocks = [self._reading.block_at(a) for a, _ in one.spans] if word.meant else []
            if any(n is not None and first <= n <= last for n in blocks):
                found.append(Meant(printed=word.words, meant=word.meant or "", by=word.by or "", why=word.why or ""))
        return tuple(dict.fromkeys(found))

    def _by_speaker(self, quotes: list[int]) -> list[list[int]]:
        """Quotations of one speaker in one paragraph belong together."""
        if len(quotes) == 1:
            return [quotes]
        groups: dict[object, list[int]] = {}
        for q in quotes:
            a = self._reading.attribution_of.get(q)
            key: object = ("none", q) if a is None else ("attribution", a)
            if a is not None:
                resolved = self._reading.resolved(a)
                before = self._reading.found(a).continues
                if resolved.actor:
                    key = ("actor", resolved.actor)
                elif before is not None and ("attribution", before) in groups:
                    key = ("attribution", before)
            groups.setdefault(key, []).append(q)
        return list(groups.values())

    def _voice(self, group: list[int], spans: Spans) -> Voice:
        desk, reading = self._desk, self._reading
        first = group[0]
        quotation = reading.notes.quotations[first]
        who = speaker(desk, reading, reading.attribution_of.get(first))
        attributions = list(dict.fromkeys([a for q in group if (a := reading.attribution_of.get(q)) is not None]))
        ways = [tuple(way) for a in attributions if (way := chain(desk, reading, a))]
        words = citing.quotation(desk, reading, spans, who)
        return Voice(
            number=f"q{self._number[first]}",
            anchor=quotation.key,
            line=reading.line(spans[0][0]),
            speaker=who,
            hops=tuple(dict.fromkeys([hop for way in ways for hop in way])) if ways else (),
            foot=tuple(self._foot(attributions, group, ways, spans)),
            said=cut(reading.text, spans),
            cite=citing.cited(desk, reading.id, item_id(reading.id, quotation.key), quotation.key, words),
            copies=ready.of_quotation(desk, reading, quotation.key, spans[0]),
            rules=self._rules(attributions, group) if desk.options.preview else None,
        )

    def _rules(self, attributions: list[int], group: list[int]) -> str:
        """The names of the rules behind a callout, as docs and export give them."""
        named = [self._reading.notes.quotations[q].rule for q in group]
        named += [self._reading.found(a).rule for a in attributions]
        return self._desk.words("rules", names=", ".join(dict.fromkeys(named)))

    def _foot(self, attributions: list[int], group: list[int], ways: list[Hops], spans: Spans) -> Iterator[Line]:
        """What there is to say below, each thing once: stance, when, through, words of doubt, people's words, notes."""
        desk, reading, w = self._desk, self._reading, self._desk.words
        found = [(a, reading.found(a), reading.resolved(a)) for a in attributions]
        if [a for a, f, r in found if (r.polarity or f.polarity) == "denied"]:
            yield Line(label=w("stance"), words=plain("⊘ " + w("denies")), weighty=True)
        for words in dict.fromkeys([when(desk, reading, a) for a, f, _ in found if f.said]):
            yield Line(label=w("when"), words=words)
        told = [a for _, f, _ in found if f.rule == "signature" for a in self._told_in(f.content, attributions)]
        for hops in dict.fromkeys(ways) if not told else ():
            yield Line(label=w("through"), words=path(desk, hops))
        for a in told:
            who = speaker(desk, reading, a)
            yield Line(label=w("through"), words=path(desk, [(who.name, who.url), *chain(desk, reading, a)]))
        doubts: dict[str, list[str]] = {}
        for a, f, _ in found:
            for label, printed in hedges(desk, reading, a).items() if f.hedges else ():
                doubts.setdefault(label, []).extend(printed)
        for label in ("hedged", "only-if", "not-verified"):
            if label in doubts:
                words = quoted(desk, list(dict.fromkeys(doubts[label])))
                yield Line(label=w(label), words=words, weighty=True)
        yield from self._set_by(attributions, group)
        yield from self._remarks(spans)

    def _remarks(self, spans: Spans) -> Iterator[Line]:
        """What in the quoted words is the source's own doing, not the speaker's."""
        desk, text, w = self._desk, self._reading.text, self._desk.words
        own = list(dict.fromkeys([text[a:b] for a, b in _inserted(text, spans)]))
        if own:
            yield Line(label=w("note"), words=joined(" ", (quoted(desk, own), w("insertion"))))
        if any(text.find(dots, a, b) >= 0 for a, b in spans for dots in _DOTS):
            yield Line(label=w("note"), words=plain(w("ellipsis-in-source")))

    def _told_in(self, post: Spans, own: list[int]) -> list[int]:
        """Attributions inside a post, in which its author passes on what somebody else says; the longest chain."""
        inside = [
            a
            for a, found in enumerate(self._reading.notes.attributions)
            if a not in own and found.via and any(s <= found.content[0][0] < e for s, e in post)
            if speaker(self._desk, self._reading, a).known
        ]
        longest = max((len(self._reading.found(a).via) for a in inside), default=0)
        return [a for a in inside if len(self._reading.found(a).via) == longest]

    def _set_by(self, attributions: list[int], group: list[int]) -> Iterator[Line]:
        desk, w, reading = self._desk, self._desk.words, self._reading
        said = [reading.notes.quotations[q] for q in group]
        changed = [c for a in attributions if (c := reading.resolved(a).corrected)]
        changed += [q.corrected for q in said if q.corrected]
        for corrected in dict.fromkeys(changed):
            added = any(q.rule == "person" for q in said)
            label = w("set-by", by=corrected.by) if corrected.by else w("set-by-person")
            yield Line(label=f"✎ {label}", words=plain(rows.why(desk, corrected, added=added)), weighty=True)
        marks = desk.catalogue.checked
        keys = [*(reading.found(a).key for a in attributions), *(q.key for q in said)]
        for checked in dict.fromkeys([mark for key in keys if (mark := marks.get(item_id(reading.id, key)))]):
            yield Line(label=w("checked"), words=plain(checked_by(desk, checked.by, checked.on)))

    def _level(self, block: Block) -> int:
        """A heading's level on the page: below the page's own, and never skipping one."""
        self._depth = min(self._depth + 1, max(3, (block.level or 2) + 1), 6)
        return self._depth

    def _paragraph(self, n: int, more: Iterable[Mark] = ()) -> Paragraph:
        block = self._reading.kept[n]
        line = self._reading.line(block.start)
        fresh = self._anchors and line not in self._lines_seen
        self._lines_seen.add(line)
        return Paragraph(
            line=line,
            id=f"line-{line}" if fresh else None,
            html=merge(self._reading.text, block.start, block.end, [*self._marks[n], *more]),
            kind=block.kind,
            level=self._level(block) if block.kind in ("heading", "title") else 0,
        )


def _inserted(text: str, spans: Iterable[Span]) -> list[Span]:
    """Words in brackets that the outlet set into what somebody said."""
    return [
        match.span()
        for a, b in spans
        if text.find("[", a, b) >= 0 or text.find("(", a, b) >= 0
        for match in _INSERTED.finditer(text, a, b)
    ]


def when(desk: Desk, reading: Reading, a: int) -> Markup:
    """The printed words of a date, and what was added to them."""
    said = reading.found(a).said
    if said is None:
        return Markup("")
    words = cut(reading.text, said.spans) if said.spans else ""
    shown = plain(desk.words("quoted", words=words)) if words else Markup("")
    if said.inferred:
        note = desk.words("date-inferred", date=desk.date(said.value))
        return Markup('{} <span class="bf-tool">[{}]</span>').format(shown, note)
    return shown or plain(desk.date(said.value))


def path(desk: Desk, hops: Iterable[tuple[str, str | None]]) -> Markup:
    """A reporting chain: origin first, the article's outlet last."""
    shown = [
        f'<a class="bf-actor" href="{escaped(url)}"><bdi>{escaped(name)}</bdi></a>'
        if url
        else f"<bdi>{escaped(name)}</bdi>"
        for name, url in hops
    ]
    arrow = f' <span class="bf-arrow" role="img" aria-label="{escaped(desk.words("arrow"))}">→</span> '
    return Markup(arrow.join(shown))


def checked_by(desk: Desk, by: str | None, on: str | None) -> str:
    who = by or desk.words("a-person")
    return desk.words("checked-by-on", by=who, date=desk.date(on)) if on else desk.words("checked-by", by=who)
