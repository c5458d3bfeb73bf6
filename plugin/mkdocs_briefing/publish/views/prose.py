"""Article words as HTML: which spans get which element. Merging itself is in ``standoff``."""

from __future__ import annotations

import bisect
from collections import defaultdict
from collections.abc import Iterable, Sequence

from markupsafe import Markup

from ...model import Claim, Span, Spans
from ...spans import disjoint, without
from ..catalogue import Reading, anchor
from ..desk import Desk
from ..standoff import Mark, escaped, merge, safe_link

CLAIM, QUOTE, EMPHASIS, REPORTING, LINK, MENTION, INSERT, STRONG = range(8)
"""Who stands outside whom where spans are equal."""

_BARE = Markup()
_SAID = Markup(' class="bf-said"')
_SCRAP = Markup(' class="bf-said bf-scrap"')
_REPORTING = Markup(' class="bf-reporting"')
_INSERT = Markup(' class="bf-insert"')
_LEFT_OUT = Markup(' <span class="bf-tool">[…]</span> ')


def by_block(reading: Reading, marks: Iterable[Mark]) -> dict[int, list[Mark]]:
    """Index of a kept block to the marks that reach into it."""
    found: dict[int, list[Mark]] = defaultdict(list)
    starts = [b.start for b in reading.kept]
    last = len(starts)
    for mark in marks:
        n = max(0, bisect.bisect_right(starts, mark[0]) - 1)
        end = mark[1]
        while n < last and starts[n] < end:
            found[n].append(mark)
            n += 1
    return found


def links(reading: Reading) -> list[Mark]:
    """Links and emphasis that the source itself has."""
    found = []
    for mark in reading.analysis.markup:
        if mark.kind == "link":
            href = safe_link(mark.href)
            if href:
                attributes = Markup(' class="bf-out" rel="nofollow noopener noreferrer" href="{}"').format(href)
                found.append(Mark(mark.start, mark.end, LINK, "a", attributes))
        else:
            found.append(Mark(mark.start, mark.end, EMPHASIS, mark.kind))
    return found


def mentions(desk: Desk, reading: Reading, taken: Iterable[Mark], once: bool = True) -> list[Mark]:
    """Names linked to their actors: the first in each paragraph, never inside another link."""
    busy = sorted((m.start, m.end) for m in taken if m.rank == LINK)
    starts = [a for a, _ in busy]
    seen: set[tuple[int | None, str]] = set()
    found = []
    attributes: dict[str, Markup | None] = {}
    """of each actor's link; None for one without a page"""
    for mention in reading.entry.linked.mentions:
        actor, start, end = mention.actor, mention.start, mention.end
        if actor not in attributes:
            url = desk.actor(actor)
            attributes[actor] = None if url is None else Markup(f' class="bf-actor" href="{escaped(url)}"')
        link = attributes[actor]
        if link is None:
            continue
        key = (reading.block_at(start), actor)
        if once and key in seen:
            continue
        if busy and (near := bisect.bisect_left(starts, end) - 1) >= 0 and busy[near][1] > start:
            continue
        seen.add(key)
        found.append(Mark(start, end, MENTION, "a", link))
    return found


def said(spans: Spans, id: str | None, scrap: bool = False) -> list[Mark]:
    """Words between quotation marks; the id stands on the first part."""
    attributes = _SCRAP if scrap else _SAID
    return [Mark(a, b, QUOTE, "span", attributes, id if n == 0 else None) for n, (a, b) in enumerate(spans)]


def reporting(spans: Iterable[Span], said: Sequence[Span], text: str) -> list[Mark]:
    """What the article itself says there, in grey, so that what is ``said`` (``disjoint``) stands out."""
    found = []
    for span in spans:
        for start, end in without(span, said):
            while start < end and not text[start].isalnum():  # quotation marks and blanks at both ends
                start += 1
            while start < end and not text[end - 1].isalnum():
                end -= 1
            if start < end:
                found.append(Mark(start, end, REPORTING, "span", _REPORTING))
    return found


def strong(spans: Iterable[Span]) -> list[Mark]:
    return [Mark(a, b, STRONG, "strong") for a, b in spans]


def inserts(spans: Iterable[Span]) -> list[Mark]:
    """The outlet's own words inside a quotation, in grey."""
    return [Mark(a, b, INSERT, "span", _INSERT) for a, b in spans]


def claim_places(claims: Iterable[Claim]) -> list[Mark]:
    """The sentence of every claim, so that it can be linked to."""
    return [Mark(a, b, CLAIM, "span", _BARE, anchor(c.id)) for c in claims for a, b in c.spans[:1]]


def sentence(reading: Reading, claim: Claim, stance: str | None = None) -> Markup:
    """A claim's sentence whole, as printed: reported words in ink, the rest in grey, words of doubt bold."""
    text = reading.text
    bold = [(h.start, h.end) for h in claim.hedges]
    if stance:
        for a, b in claim.spans:
            at = text.find(stance, a, b)
            if at >= 0:
                bold.append((at, at + len(stance)))
    marks = strong(sorted(set(bold)))
    said = disjoint(claim.content)
    for span in claim.spans:
        marks += [Mark(a, b, REPORTING, "span", _REPORTING) for a, b in without(span, said)]
    parts = [merge(text, a, b, marks) for a, b in claim.spans]
    return parts[0] if len(parts) == 1 else _LEFT_OUT.join(parts)
