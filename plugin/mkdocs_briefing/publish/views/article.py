"""The article page: the source in its order, with a head and a foot on every paragraph that quotes somebody."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from markupsafe import Markup

from ...model import Block, Claim, Correction, Fact, Flaw, Record, Span
from ..catalogue import Reading, speech
from ..desk import Desk, by_person
from ..standoff import Mark, merge, plain, safe_link, visible
from . import prose, ready, rows
from .speakers import Speaker, chain, cut, hedges, quoted, speaker

SCRAP = 8
"""Quotations of fewer words get a line under the paragraph, not a box."""

_INSERTED = re.compile(
    r"\[[^\[\]\n]{1,60}\]|\((?=[^()\n]{0,60}\b(?:ed|journ|red|transl|tr|anm|note)\b)[^()\n]{1,80}\)", re.I
)
_AUTHOR = re.compile(r"\s*[—–-]+\s*([^\n]{1,120})")
_DOTS = re.compile(r"…|\. \. \.|\.\.\.")


class Line(Record, frozen=True, kw_only=True):
    """One line of a callout's foot: a label and printed words. ``weighty`` ones are never folded away."""

    label: str
    words: Markup
    weighty: bool = False


class Voice(Record, frozen=True, kw_only=True):
    """One speaker's part of a paragraph: head and foot of a callout, or a scrap's line."""

    number: str
    anchor: str
    line: int
    speaker: Speaker
    hops: tuple[tuple[str, str | None], ...]
    scrap: bool
    foot: tuple[Line, ...]
    source: str | None = None
    cite: str = ""
    yaml: str | None = None
    note: int | None = None
    """number of its endnote, on paper"""


class Paragraph(Record, frozen=True, kw_only=True):
    line: int
    id: str | None
    html: Markup
    kind: str
    level: int = 0


class Item(Record, frozen=True, kw_only=True):
    """A piece of the text in its place. A callout holds more than one paragraph where a quotation runs over them."""

    kind: str
    paragraphs: tuple[Paragraph, ...]
    heads: tuple[Voice, ...] = ()
    scraps: tuple[Voice, ...] = ()
    rule: str = "solid"
    post: str | None = None
    """of a post in the text: its author and day as printed"""


class Known(Record, frozen=True, kw_only=True):
    """One metadata value with the words it came from."""

    label: str
    value: str
    how: str
    words: str
    where: str
    at: str | None = None
    person: bool = False
    href: str | None = None


class Removed(Record, frozen=True, kw_only=True):
    """Neighbouring lines that were cleaned away for one reason, in full."""

    lines: str
    count: int
    ids: tuple[str, ...]
    code: str
    reason: str
    words: str
    yaml: str | None


class Person(Record, frozen=True, kw_only=True):
    """One correction by a person."""

    what: str
    words: str
    why: str | None
    by: str | None
    where: str


class Nobody(Record, frozen=True, kw_only=True):
    line: int
    at: str
    words: str
    use: str


class Neighbour(Record, frozen=True, kw_only=True):
    url: str
    title: str
    outlet: str
    date: str
    why: str


class ArticleView(Record, frozen=True, kw_only=True):
    title: str
    title_line: int | None
    untitled: bool
    outlet: str
    date: str
    date_by_person: bool
    authors: str | None
    original: str | None
    archived: str | None
    language: str
    file: str
    cite: str
    flaws: tuple[Flaw, ...]
    glance: tuple[tuple[str, str | None, int], ...]
    quotations: int
    speakers: int
    notes: int
    bears_on: tuple[tuple[str, str, int], ...]
    items: tuple[Item, ...]
    claims: tuple[rows.Line, ...]
    related: tuple[Neighbour, ...]
    removed: tuple[Removed, ...]
    removed_count: int
    above: tuple[Removed, ...]
    lines: int
    nobody: tuple[Nobody, ...]
    known: tuple[Known, ...]
    sha256: str
    repairs: tuple[tuple[int, str, str, str], ...]
    people: tuple[Person, ...]
    description: str


def article(desk: Desk, id: str) -> ArticleView:
    reading = desk.catalogue.reading(id)
    data = reading.metadata
    claims = [c for c in desk.catalogue.claims_in[id] if c.voice == "attributed"]
    said = speech(reading.notes)
    text = Text(desk, reading, desk.catalogue.claims_in[id])
    title = data.title
    glance = at_a_glance(desk, reading, said)
    dropped = tuple(_dropped(desk, reading))
    removed = tuple(r for r in dropped if r.code not in _ABOVE)
    return ArticleView(
        title=desk.title(id),
        title_line=Text.line_of_title(reading),
        untitled=title is None,
        outlet=desk.outlet(id),
        date=desk.published(id),
        date_by_person=by_person(data.date),
        authors=", ".join(visible(a.value) for a in data.author) or None,
        original=safe_link(data.url.value if data.url else None),
        archived=safe_link(data.archived_url.value if data.archived_url else None),
        language=(data.language.value if data.language else "") or "",
        file=reading.entry.analysis.path,
        cite=rows.citation(desk, id),
        flaws=reading.flaws,
        glance=glance,
        quotations=len(said),
        speakers=len([name for name, _, _ in glance if name != desk.words("speaker-not-found")]),
        notes=sum(any(h.type == "not-verified" for h in a.hedges) for a in reading.notes.attributions),
        bears_on=_bears_on(desk, claims),
        items=tuple(text.items()),
        claims=tuple(rows.line(desk, reading, c) for c in claims),
        related=tuple(
            Neighbour(
                url=desk.article(r.article),
                title=desk.title(r.article),
                outlet=desk.outlet(r.article),
                date=desk.published(r.article, short=True),
                why=r.why,
            )
            for r in reading.entry.linked.related
            if r.article in desk.catalogue.entries
        ),
        removed=removed,
        removed_count=sum(r.count for r in removed),
        above=tuple(r for r in dropped if r.code in _ABOVE),
        lines=len(reading.blocks),
        nobody=_nobody(desk, reading),
        known=tuple(_known(desk, reading)),
        sha256=reading.entry.analysis.sha256,
        repairs=tuple(
            (reading.line(r.start), reading.anchor_at(r.start), visible(r.original), r.reason)
            for r in reading.entry.analysis.repairs
        ),
        people=tuple(_people(desk, reading.entry.notes.corrections)),
        description=_description(reading),
    )


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
        self._depth = 2
        self._lines_seen: set[int | None] = {self.line_of_title(reading)}
        source_links = prose.links(reading)
        marks = source_links + prose.mentions(desk, reading, source_links) + prose.claim_places(claims)
        self._marks = prose.by_block(reading, marks)

    @staticmethod
    def line_of_title(reading: Reading) -> int | None:
        """Line of the title where it stands in the text: the page's heading stands for it."""
        title = reading.metadata.title
        start = title.evidence.start if title else None
        return None if start is None else reading.line(start)

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
        return sorted(n for n in found if n is not None)

    def items(self) -> Iterator[Item]:
        for first, last in self._runs():
            quotes = sorted({q for n in range(first, last + 1) for q in self._by_block.get(n, ())})
            post = self._reading.kept[first].kind == "embed"
            if quotes:
                yield self._quoting(first, last, quotes, post)
            else:
                yield self._plain(first, last, post)

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
            paragraphs=tuple(self._paragraph(n) for n in range(first, last + 1)),
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
            scrap = (
                not post
                and sum(len(reading.text[a:b].split()) for q in group for a, b in notes.quotations[q].spans) < SCRAP
            )
            voice = self._voice(group, scrap)
            (scraps if scrap else heads).append(voice)
            for n, q in enumerate(group):
                found = notes.quotations[q]
                own = None if (n == 0 and not scrap and len(heads) == 1) or not self._anchors else found.key
                marks += prose.said(found.spans, own, scrap)
                marks += prose.inserts(_inserted(reading.text, found.spans))
        if heads:
            content = tuple(s for q in quotes for s in notes.quotations[q].spans)
            for a in {reading.attribution_of[q] for q in quotes if q in reading.attribution_of}:
                found_a, via = notes.attributions[a], reading.resolved(a).via
                spans = [*found_a.source, *found_a.cue, *(s for h in via for s in (*h.spans, *h.cue))]
                marks += prose.reporting(spans, (*content, *found_a.content), reading.text)
        return Item(
            kind="callout" if heads else reading.kept[first].kind,
            paragraphs=tuple(self._paragraph(n, marks) for n in range(first, last + 1)),
            heads=tuple(heads),
            scraps=tuple(scraps),
            rule=heads[0].speaker.rule if heads else "",
            post=self._author(last) if post else None,
        )

    def _by_speaker(self, quotes: list[int]) -> list[list[int]]:
        """Quotations of one speaker in one paragraph belong together."""
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

    def _voice(self, group: list[int], scrap: bool) -> Voice:
        desk, reading = self._desk, self._reading
        first = group[0]
        quotation = reading.notes.quotations[first]
        who = speaker(desk, reading, reading.attribution_of.get(first))
        attributions = list(dict.fromkeys(a for q in group if (a := reading.attribution_of.get(q)) is not None))
        spans = tuple(s for q in group for s in reading.notes.quotations[q].spans)
        url = safe_link(reading.metadata.url.value if reading.metadata.url else None)
        return Voice(
            number=f"q{self._number[first]}",
            anchor=quotation.key,
            line=reading.line(spans[0][0]),
            speaker=who,
            hops=tuple(dict.fromkeys(h for a in attributions for h in chain(desk, reading, a))),
            scrap=scrap,
            foot=tuple(self._foot(attributions, group)),
            source=rows.fragment(url, reading.text, spans),
            cite=rows.citation(desk, reading.id, who.name, cut(reading.text, spans), reading.line(spans[0][0])),
            yaml=ready.quotation(desk, reading, spans[0]),
        )

    def _foot(self, attributions: list[int], group: list[int]) -> Iterator[Line]:
        """What there is to say below, each thing once: stance, when, through, words of doubt, people's words, notes."""
        desk, reading, w = self._desk, self._reading, self._desk.words
        found = [(a, reading.found(a), reading.resolved(a)) for a in attributions]
        if any((r.polarity or f.polarity) == "denied" for _, f, r in found):
            yield Line(label=w("stance"), words=plain("⊘ " + w("denies")), weighty=True)
        for words in dict.fromkeys(when(desk, reading, a) for a, f, _ in found if f.said):
            yield Line(label=w("when"), words=words)
        for hops in dict.fromkeys(tuple(chain(desk, reading, a)) for a in attributions):
            if hops:
                yield Line(label=w("through"), words=path(hops))
        doubts: dict[str, list[str]] = {}
        for a in attributions:
            for label, printed in hedges(desk, reading, a).items():
                doubts.setdefault(label, []).extend(printed)
        for label in ("hedged", "only-if", "not-verified"):
            if label in doubts:
                words = quoted(desk, list(dict.fromkeys(doubts[label])))
                yield Line(label=w(label), words=words, weighty=True)
        yield from self._set_by(attributions, group)
        yield from self._remarks([s for q in group for s in reading.notes.quotations[q].spans])

    def _remarks(self, spans: list[Span]) -> Iterator[Line]:
        """What in the quoted words is the source's own doing, not the speaker's."""
        desk, text, w = self._desk, self._reading.text, self._desk.words
        own = list(dict.fromkeys(text[a:b] for a, b in _inserted(text, spans)))
        if own:
            yield Line(label=w("note"), words=Markup("{} {}").format(quoted(desk, own), w("insertion")))
        if any(_DOTS.search(text, a, b) for a, b in spans):
            yield Line(label=w("note"), words=plain(w("ellipsis-in-source")))

    def _set_by(self, attributions: list[int], group: list[int]) -> Iterator[Line]:
        desk, w = self._desk, self._desk.words
        resolved = [self._reading.resolved(a) for a in attributions]
        changed = [r.corrected for r in resolved] + [self._reading.notes.quotations[q].corrected for q in group]
        for corrected in dict.fromkeys(c for c in changed if c):
            label = w("set-by", by=corrected.by) if corrected.by else w("set-by-person")
            yield Line(label=f"✎ {label}", words=plain(rows.why(desk, corrected)), weighty=True)
        for checked in dict.fromkeys(r.checked for r in resolved if r.checked):
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


def _inserted(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    for a, b in spans:
        for match in _INSERTED.finditer(text, a, b):
            yield match.span()


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


def path(hops: Iterable[tuple[str, str | None]]) -> Markup:
    """A reporting chain: origin first, the article's outlet last."""
    shown = [
        Markup('<a class="bf-actor" href="{}"><bdi>{}</bdi></a>').format(url, name)
        if url
        else Markup("<bdi>{}</bdi>").format(name)
        for name, url in hops
    ]
    return Markup(' <span class="bf-arrow" role="img" aria-label="to">→</span> ').join(shown)


def checked_by(desk: Desk, by: str | None, on: str | None) -> str:
    who = by or desk.words("a-person")
    return desk.words("checked-by-on", by=who, on=desk.date(on)) if on else desk.words("checked-by", by=who)


def at_a_glance(desk: Desk, reading: Reading, speech: list[int]) -> tuple[tuple[str, str | None, int], ...]:
    """Speakers by how often they are quoted here."""
    counts: Counter[tuple[str, str | None]] = Counter()
    for q in speech:
        who = speaker(desk, reading, reading.attribution_of.get(q))
        name = desk.words("unnamed-name", name=who.name) if who.unnamed else who.name
        counts[(name, who.url)] += 1
    unknown = desk.words("speaker-not-found")
    order = sorted(counts.items(), key=lambda c: (c[0][0] == unknown, -c[1]))
    return tuple((name, url, n) for (name, url), n in order)


def _bears_on(desk: Desk, claims: list[Claim]) -> tuple[tuple[str, str, int], ...]:
    counts = Counter(c.proposition for c in claims if c.proposition)
    return tuple(
        (desk.catalogue.propositions[p].statement, desk.proposition(p), n)
        for p, n in counts.items()
        if p in desk.catalogue.propositions
    )


_ABOVE = ("title", "date", "address", "byline")
"""Reasons of lines that stand at the head of the page, so that nothing of them is removed."""


def _dropped(desk: Desk, reading: Reading) -> Iterator[Removed]:
    """Dropped blocks, neighbours of one reason together; nothing is shortened."""
    groups: list[list[Block]] = []
    before: Block | None = None
    for block in reading.blocks:
        if not block.kept:
            if before is not None and not before.kept and before.reason == block.reason:
                groups[-1].append(block)
            else:
                groups.append([block])
        before = block
    kept = {reading.line(b.start) for b in reading.kept}
    seen = kept | {Text.line_of_title(reading)}
    for group in groups:
        first, last = reading.line(group[0].start), reading.line(max(group[-1].end - 1, group[-1].start))
        lines = [n for n in dict.fromkeys(reading.line(b.start) for b in group) if n not in seen]
        seen.update(lines)
        words = "\n".join(reading.text[b.start : b.end].strip() for b in group)
        reason = group[0].reason or "other"
        yield Removed(
            lines=str(first) if first == last else f"{first}–{last}",
            count=len(group),
            ids=tuple(f"line-{n}" for n in lines),
            code=reason,
            reason=desk.words.get(f"reason-{reason}", reason),
            words=words,
            yaml=ready.kept_line(desk, reading, (group[0].start, group[0].end)),
        )


def _nobody(desk: Desk, reading: Reading) -> tuple[Nobody, ...]:
    return tuple(
        Nobody(
            line=reading.line(q.spans[0][0]),
            at=reading.anchor_at(q.spans[0][0]),
            words=cut(reading.text, q.spans),
            use=desk.words.get(f"use-{q.use}", q.use),
        )
        for q in reading.notes.quotations
        if q.use not in ("speech", "unclear") and q.spans
    )


def _known(desk: Desk, reading: Reading) -> Iterator[Known]:
    data = reading.metadata
    fields: list[tuple[str, Fact | None]] = [("title", data.title)]
    fields += [("author", a) for a in data.author] or [("author", None)]
    fields += [(n, getattr(data, n)) for n in ("publisher", "date", "url", "language")]
    fields += [(n, f) for n in ("updated", "retrieved", "archived_url") if (f := getattr(data, n))]
    for name, fact in fields:
        yield known(desk, reading, name, fact)


def known(desk: Desk, reading: Reading, name: str, fact: Fact | None) -> Known:
    w = desk.words
    label = w(f"field-{name}")
    if fact is None:
        return Known(label=label, value=w("not-stated"), how="", words="", where="")
    evidence, at, where = fact.evidence, None, fact.evidence.where or ""
    if evidence.start is not None:
        at = reading.anchor_at(evidence.start)
        where = w("line-n", line=reading.line(evidence.start))
    value = fact.value
    if name in ("date", "updated", "retrieved"):
        value = desk.date(value)
    elif name == "language":
        value = w.get(f"language-{value}", value)
    return Known(
        label=label,
        value=visible(value),
        how=w("certainty-stated") if fact.certainty == "stated" else w("certainty-inferred"),
        words=visible(evidence.words),
        where=visible(where),
        at=at,
        person=by_person(fact),
        href=safe_link(fact.value) if name in ("url", "archived_url") else None,
    )


def _people(desk: Desk, corrections: Iterable[Correction]) -> Iterator[Person]:
    for c in corrections:
        yield Person(
            what=desk.words.get(f"correction-{c.kind}", c.kind),
            words=visible(c.words),
            why=c.why,
            by=c.by,
            where=f"{c.file}:{c.line}",
        )


def _description(reading: Reading) -> str:
    """The first words of the text, for lists of results."""
    for block in reading.kept:
        if block.kind == "paragraph":
            words = " ".join(visible(reading.text[block.start : block.start + 400]).split())
            return words if len(words) <= 160 else words[:160].rsplit(" ", 1)[0] + " …"
    return ""
