"""What stands below an article: what was cleaned away, how its metadata is known, what people corrected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...model import RIGHTS, Block, Correction, Fact, Plain
from ..catalogue import Reading
from ..desk import Desk, by_person
from ..standoff import safe_link, visible
from . import ready
from .speakers import cut
from .text import line_of_title


class Known(Plain, frozen=True, kw_only=True):
    """One metadata value with the words it came from."""

    label: str
    value: str
    how: str
    words: str
    where: str
    at: str | None = None
    person: bool = False
    href: str | None = None
    told: str = ""
    """of what a person set: who, why, and what the machine had"""


class Removed(Plain, frozen=True, kw_only=True):
    """Neighbouring lines that were cleaned away for one reason, in full."""

    lines: str
    count: int
    ids: tuple[str, ...]
    code: str
    reason: str
    words: str
    yaml: str | None
    rules: str | None = None
    """in preview: the rules that left them out"""


class Person(Plain, frozen=True, kw_only=True):
    """One correction by a person."""

    what: str
    words: str
    outcome: str
    """what was meant, or who speaks"""
    why: str | None
    by: str | None
    where: str


class Nobody(Plain, frozen=True, kw_only=True):
    line: int
    at: str
    words: str
    use: str


ABOVE = ("title", "date", "address", "byline")
"""Reasons of lines that stand at the head of the page, so that nothing of them is removed."""
IN_PLACE = (RIGHTS,)
"""Reasons that are told in the text, where the lines would stand."""


def dropped(desk: Desk, reading: Reading) -> Iterator[Removed]:
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
    seen = kept | {line_of_title(reading)}
    for group in groups:
        first, last = reading.line(group[0].start), reading.line(max(group[-1].end - 1, group[-1].start))
        lines = [n for n in dict.fromkeys(reading.line(b.start) for b in group) if n not in seen]
        seen.update(lines)
        words = "\n".join(reading.text[b.start : b.end].strip() for b in group)
        reason = group[0].reason or "other"
        if reason in IN_PLACE:
            continue
        yield Removed(
            lines=str(first) if first == last else f"{first}–{last}",
            count=len(group),
            ids=tuple(f"line-{n}" for n in lines),
            code=reason,
            reason=desk.words.get(f"reason-{reason}", reason),
            words=words,
            yaml=ready.kept_line(desk, reading, (group[0].start, group[0].end)),
            rules=_rules(desk, group) if desk.options.preview else None,
        )


def _rules(desk: Desk, dropped: Iterable[Block]) -> str | None:
    names = ", ".join(dict.fromkeys(block.rule for block in dropped if block.rule))
    return desk.words("rules", names=names) if names else None


def nobody(desk: Desk, reading: Reading) -> tuple[Nobody, ...]:
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


def known(desk: Desk, reading: Reading) -> Iterator[Known]:
    data = reading.metadata
    fields: list[tuple[str, Fact | None]] = [("title", data.title)]
    fields += [("author", a) for a in data.author] or [("author", None)]
    fields += [(n, getattr(data, n)) for n in ("publisher", "date", "url", "language")]
    fields += [(n, f) for n in ("updated", "retrieved", "archived_url") if (f := getattr(data, n))]
    for name, fact in fields:
        yield _fact(desk, reading, name, fact)
        if name == "publisher":
            yield from _reliability(desk, reading)


def _fact(desk: Desk, reading: Reading, name: str, fact: Fact | None) -> Known:
    w = desk.words
    label = w(f"field-{name}")
    if fact is None:
        return Known(label=label, value=w("not-stated"), how="", words="", where="")
    evidence, at, where = fact.evidence, None, fact.evidence.where or ""
    if evidence.start is not None:
        at = reading.anchor_at(evidence.start)
        where = w.line(reading.line(evidence.start))
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
        told=_told(desk, name, fact),
        href=safe_link(fact.value) if name in ("url", "archived_url") else None,
    )


def _reliability(desk: Desk, reading: Reading) -> Iterator[Known]:
    """What a person found of the outlet; never the machine's."""
    site = desk.catalogue.site(reading.id)
    if site is None or site.reliability is None:
        return
    found, w = site.reliability, desk.words
    who = w("set-by", by=visible(found.by)) if found.by else w("set-by-person")
    why = w("set-by-why", who=who, why=visible(found.why)) if found.why else who
    yield Known(
        label=w("field-reliability"),
        value=f"{found.letter}: {w(f'reliability-{found.letter}')}",
        how="",
        words="",
        where=f"{site.file}:{site.line}",
        told=" · ".join(part for part in (f"✎ {why}", desk.date(found.on) if found.on else "") if part),
    )


def _told(desk: Desk, name: str, fact: Fact) -> str:
    if not by_person(fact) or not (fact.by or fact.why or fact.was):
        return ""
    was = desk.date(fact.was) if fact.was and name in ("date", "updated", "retrieved") else fact.was
    parts = [desk.words("set-by", by=fact.by) if fact.by else desk.words("set-by-person")]
    parts += [fact.why] if fact.why else []
    had = desk.words("machine-had", was=visible(was)) if was else ""
    return f"{': '.join(parts)}. {had}".strip()


def people(desk: Desk, corrections: Iterable[Correction]) -> Iterator[Person]:
    for c in corrections:
        yield Person(
            what=desk.words.get(f"correction-{c.kind}", c.kind),
            words=visible(c.words),
            outcome=_outcome(desk, c),
            why=c.why,
            by=c.by,
            where=f"{c.file}:{c.line}",
        )


def _outcome(desk: Desk, correction: Correction) -> str:
    if correction.meant:
        return desk.words("meant", words=visible(correction.meant))
    speaker = correction.speaker
    return "" if not speaker else desk.name(speaker) if speaker in desk.catalogue.actors else visible(speaker)
