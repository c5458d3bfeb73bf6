"""``publish:`` of an article or its outlet: how much of the text is reprinted, and what goes with the rest.

What is not reprinted stands in the text as ``WITHHELD``, a code point each; paragraphs of which nothing is left are
dropped, with the reason. The article's warnings say so to its readers.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice

from msgspec.structs import replace

from ..ids import item_id
from ..model import (
    RIGHTS,
    Actor,
    Alias,
    Annotations,
    Block,
    Briefing,
    Claim,
    Correction,
    Entry,
    Fact,
    Flaw,
    FoundAttribution,
    Mention,
    Metadata,
    Notes,
    Proposition,
    Span,
    Spans,
)
from ..spans import disjoint, without
from .catalogue import speech
from .standoff import WITHHELD

LEVELS = {
    "excerpt": "Only its first words, its quotations and what it reports are reprinted here (publish: excerpt).",
    "quotes": "Only its quotations and what it reports are reprinted here (publish: quotes).",
    "reference": "It was read, but nothing of it is reprinted here (publish: reference).",
}
"""What readers of an article are told; ``full`` needs no word."""

OPENING = 60
"""Words of an excerpt."""
FEW = 12
"""Words in which an author, an outlet or a date is printed; more are a part of the text."""
CALLOUT = 8
"""From so many quoted words on, the paragraph around them is reprinted, else the words alone."""

_INK = re.compile(r"\S(?:[^\n]*\S)?")
_NAMES = re.compile("names .+ too$")
_QUOTED = re.compile("“([^“”]*)”")


def reprinted(briefing: Briefing, levels: Mapping[str, str]) -> Briefing:
    """The briefing with the articles that ``levels`` (by id) limits cut down to what may be reprinted."""
    anchored: dict[str, list[Claim]] = defaultdict(list)
    for claim in briefing.claims:
        if claim.proposition:
            anchored[claim.article].append(claim)
    entries = {
        e.id: _related(_entry(e, levels[e.id], anchored[e.id]) if e.id in levels else e, levels)
        for e in briefing.entries
    }
    kept = {c.id for c in briefing.claims if _may_stand(c, levels.get(c.article))}
    claims = tuple(replace(c, origin=c.origin if c.origin in kept else None) for c in briefing.claims if c.id in kept)
    lost = {
        item_id(e.id, key)
        for e in briefing.entries
        if e.id in levels
        for key in _keys(e.analysis.annotations) - _keys(entries[e.id].analysis.annotations)
    }
    changed = [(e, entries[e.id]) for e in briefing.entries if e.id in levels]
    return replace(
        briefing,
        entries=tuple(entries.values()),
        claims=claims,
        actors=tuple(_actors(briefing.actors, changed, claims)),
        propositions=tuple(_proposition(p, kept) for p in briefing.propositions),
        checked={id: mark for id, mark in briefing.checked.items() if id not in lost},
    )


def _may_stand(claim: Claim, level: str | None) -> bool:
    """What somebody claims, or a person pointed at; nothing of an article that is a reference only."""
    return level is None or (level != "reference" and (claim.voice == "attributed" or claim.proposition is not None))


def _related(entry: Entry, levels: Collection[str]) -> Entry:
    """The article's neighbours; why they are, without names that may stand in withheld words alone."""
    near = tuple(
        replace(r, why=_NAMES.sub("names the same actors", r.why)) if entry.id in levels or r.article in levels else r
        for r in entry.linked.related
    )
    return entry if near == entry.linked.related else replace(entry, linked=replace(entry.linked, related=near))


def _keys(notes: Annotations) -> set[str]:
    return {q.key for q in notes.quotations} | {a.key for a in notes.attributions} | {a.key for a in notes.assertions}


def _entry(entry: Entry, level: str, anchored: Iterable[Claim]) -> Entry:
    analysis, linked = entry.analysis, entry.linked
    words = [] if level == "reference" else disjoint(_words(entry, level, anchored))
    facts = disjoint(_facts(entry))
    text = _masked(analysis.text, analysis.cleaned.blocks, disjoint([*words, *facts]))
    blocks = tuple(_block(b, level, words, facts) for b in analysis.cleaned.blocks)
    cleaned = replace(
        analysis.cleaned,
        metadata=recut(analysis.cleaned.metadata, text),
        blocks=blocks,
        flaws=(
            Flaw(code=f"publish-{level}", message=LEVELS[level]),
            *(_flaw(flaw, text) for flaw in analysis.cleaned.flaws),
        ),
    )
    shown = replace(
        analysis,
        text=text,
        repairs=tuple(r for r in analysis.repairs if _within(words, r.start, r.end)),
        markup=tuple(m for m in analysis.markup if _within(words, m.start, m.end)),
        cleaned=cleaned,
        annotations=_annotations(analysis.annotations, level, text),
    )
    return replace(
        entry.showing(shown),
        notes=_notes(entry.notes, level, text),
        linked=replace(
            linked,
            mentions=tuple(m for m in linked.mentions if _within(words, m.start, m.end)),
            resolved=() if level == "reference" else linked.resolved,
        ),
    )


# ------------------------------------------------------------------ what is reprinted


def _words(entry: Entry, level: str, anchored: Iterable[Claim]) -> Iterator[Span]:
    """The spans that may be reprinted: what is said with its paragraph, what is reported, all that belongs to it."""
    analysis = entry.analysis
    if level == "excerpt":
        yield from _opening(analysis.text, analysis.cleaned.blocks)
    kept = [b for b in analysis.cleaned.blocks if b.kept]
    for n in speech(analysis.annotations):
        spans = analysis.annotations.quotations[n].spans
        yield from ((max(0, a - 1), min(b + 1, len(analysis.text))) for a, b in spans)
        if sum(len(analysis.text[a:b].split()) for a, b in spans) >= CALLOUT:
            yield from ((k.start, k.end) for k in kept if any(k.start < b and a < k.end for a, b in spans))
    for found, resolved in zip(analysis.annotations.attributions, entry.linked.resolved, strict=True):
        yield from _reported(found)
        yield from resolved.antecedent
        yield from (span for hop in resolved.via for span in (*hop.spans, *hop.cue))
    for claim in anchored:
        yield from claim.spans
        yield from ((h.start, h.end) for h in claim.hedges)


def _reported(found: FoundAttribution) -> Iterator[Span]:
    yield from (*found.sentence, *found.source, *found.cue, *found.content)
    yield from (span for hop in found.via for span in (*hop.spans, *hop.cue))
    yield from ((hedge.start, hedge.end) for hedge in found.hedges)
    yield from found.said.spans if found.said else ()
    for figure in found.figures:
        yield from (s for s in ((figure.start, figure.end), figure.counted, figure.scope) if s)


def _opening(text: str, blocks: Iterable[Block]) -> Iterator[Span]:
    """The first paragraphs, cut after the last word of an excerpt."""
    left = OPENING
    for block in blocks:
        if not block.kept or block.kind != "paragraph":
            continue
        ends = [m.end() for m in islice(re.compile(r"\S+").finditer(text, block.start, block.end), left)]
        if ends:
            yield block.start, ends[-1]
        left -= len(ends)
        if not left:
            return


def _facts(entry: Entry) -> Iterator[Span]:
    """Where title, outlet, author, dates and address are printed: every reference names these."""
    data = entry.card.metadata
    for fact in (data.title, data.publisher, data.date, data.updated, data.url, *data.author):
        if fact and (span := _printed(fact)) and (fact is data.title or len(fact.evidence.words.split()) <= FEW):
            yield span


def _printed(fact: Fact) -> Span | None:
    start, end = fact.evidence.start, fact.evidence.end
    return None if start is None or end is None else (start, end)


# ------------------------------------------------------------------ what becomes of the rest


def _masked(text: str, blocks: Iterable[Block], shown: list[Span]) -> str:
    """The text with the words of blocks outside ``shown`` withheld; line breaks and what lies between blocks stay."""
    parts, at = [], 0
    for block in blocks:
        for a, b in without((block.start, block.end), shown):
            if any(map(str.isalnum, text[a:b])):
                parts += [text[at:a], _INK.sub(lambda m: WITHHELD * len(m[0]), text[a:b])]
                at = b
    return "".join((*parts, text[at:]))


def recut(data: Metadata, text: str) -> Metadata:
    """Metadata whose evidence is cut from the text as it now is."""

    def cut(fact: Fact) -> Fact:
        span = _printed(fact)
        was = fact.was if fact.was and fact.was in text else None
        return (
            replace(fact, evidence=replace(fact.evidence, words=text[slice(*span)])) if span else replace(fact, was=was)
        )

    fields = ("title", "publisher", "date", "updated", "retrieved", "url", "archived_url", "language")
    found = {name: cut(fact) for name in fields if (fact := getattr(data, name))}
    return replace(data, **found, author=tuple(map(cut, data.author)))


def _within(spans: list[Span], start: int, end: int) -> bool:
    return not without((start, end), spans)


def _block(block: Block, level: str, words: list[Span], facts: list[Span]) -> Block:
    """A kept block of which no word is reprinted is dropped, unless the head of the page holds all of it."""
    whole = [(block.start, block.end)]
    if not block.kept or without(whole[0], words) != whole or _within(facts, *whole[0]):
        return block
    return replace(block, kept=False, reason=RIGHTS, rule=f"publish-{level}")


def _annotations(notes: Annotations, level: str, text: str) -> Annotations:
    """What was found in words that are reprinted. Quotations are numbered anew."""
    if level == "reference":
        return Annotations()
    numbers = [n for n, q in enumerate(notes.quotations) if not _withheld(text, q.spans)]
    new = {n: number for number, n in enumerate(numbers)}
    quotations = [notes.quotations[n] for n in numbers]
    return Annotations(
        quotations=tuple(replace(q, parent=None if q.parent is None else new.get(q.parent)) for q in quotations),
        attributions=tuple(
            replace(a, quotations=tuple(new[n] for n in a.quotations if n in new)) for a in notes.attributions
        ),
        assertions=tuple(a for a in notes.assertions if not _withheld(text, a.sentence)),
    )


def _withheld(text: str, spans: Spans) -> bool:
    return any(WITHHELD in text[a:b] for a, b in spans)


def _flaw(flaw: Flaw, text: str) -> Flaw:
    """A flaw may quote the place, or point to it."""
    message = _QUOTED.sub(lambda m: m[0] if m[1] in text else "“…”", flaw.message)
    if flaw.start is None or flaw.end is None or not _withheld(text, ((flaw.start, flaw.end),)):
        return replace(flaw, message=message)
    return replace(flaw, message=message, start=None, end=None)


def _notes(notes: Notes, level: str, text: str) -> Notes:
    """People's corrections stay, with their words where these are reprinted."""

    def quoting(correction: Correction) -> Correction:
        words = correction.words if correction.words in text else WITHHELD
        return replace(correction, words=words, prefix=None, suffix=None)

    return Notes(id=notes.id, publish=level, tags=notes.tags, corrections=tuple(map(quoting, notes.corrections)))


def _actors(
    actors: Iterable[Actor], changed: Iterable[tuple[Entry, Entry]], claims: Iterable[Claim]
) -> Iterator[Actor]:
    """The actors without what only withheld words say of them: names counted, roles, and those not named elsewhere."""
    gone: dict[str, Counter[str]] = defaultdict(Counter)
    articles: Counter[str] = Counter()
    texts: dict[str, str] = {}
    for before, after in changed:
        texts[after.id] = after.analysis.text
        still, text = set(after.linked.mentions), before.analysis.text
        removed: list[Mention] = [m for m in before.linked.mentions if m not in still]
        for mention in removed:
            gone[mention.actor][text[mention.start : mention.end]] += 1
        articles.update({m.actor for m in removed} - {m.actor for m in after.linked.mentions})
    speaking = {a for c in claims for a in (c.actor, *(hop.actor for hop in c.via)) if a}
    for actor in actors:
        lost = gone.get(actor.id, Counter())
        left = actor.mentions - lost.total()
        if lost and not left and actor.id not in speaking:
            continue
        roles = tuple(
            r for r in actor.roles if r.article not in texts or not _withheld(texts[r.article], ((r.start, r.end),))
        )
        if not lost and roles == actor.roles:
            yield actor
            continue
        aliases = (Alias(text=a.text, count=a.count - lost[a.text]) for a in actor.aliases)
        yield replace(
            actor,
            aliases=tuple(a for a in aliases if a.count > 0),
            roles=roles,
            articles=actor.articles - articles[actor.id],
            mentions=left,
        )


def _proposition(found: Proposition, kept: Collection[str]) -> Proposition:
    return replace(
        found,
        claims=tuple(s for s in found.claims if s.claim in kept),
        conflicts=tuple(p for p in found.conflicts if p.a in kept and p.b in kept),
        agreements=tuple(p for p in found.agreements if p.a in kept and p.b in kept),
    )
