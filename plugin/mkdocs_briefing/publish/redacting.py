"""``redact:``: a private person's names as blocks, in every word of a briefing, whatever record holds it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import msgspec
from msgspec.structs import replace

from ..curation.redaction import BLOCK, Redaction
from ..model import Actor, Briefing, Edition, Entry, Fact, Flaw, Packed, Proposition
from .reprinting import recut

BLACKED_OUT = Flaw(code="redacted", message=f"Names of private people are blacked out ({BLOCK}).")
"""What readers of an article are told."""

R = TypeVar("R")
Change = Callable[[str], str]


def redacted(briefing: Briefing, hidden: Redaction) -> Briefing:
    """The briefing without the names that ``hidden`` finds.

    In an article that means the person, and in what people wrote, surname and first name go too: whoever else bears
    them there is hidden with them. Elsewhere only whole names go, so that namesakes stay.
    """
    about = {e.id for e in briefing.entries if _means(e, hidden)}
    everywhere: Change = hidden.names

    def closely(words: str) -> str:
        return hidden.names(words, parts=True)

    def within(article: str | None) -> Change:
        return closely if article in about else everywhere

    article_of = {claim.id: claim.article for claim in briefing.claims}
    people = _changed(replace(briefing.curation, earlier=()), everywhere)
    earlier = tuple(
        Edition(
            name=closely(old.name),
            articles=tuple(_changed(a, within(a.id)) for a in old.articles),
            claims=tuple(_changed(c, within(c.article)) for c in old.claims),
        )
        for old in briefing.curation.earlier
    )
    return replace(
        briefing,
        entries=tuple(_entry(e, within(e.id)) for e in briefing.entries),
        actors=tuple(_actor(a, everywhere, within) for a in briefing.actors),
        claims=tuple(_changed(c, within(c.article)) for c in briefing.claims),
        propositions=tuple(_proposition(p, closely, within, article_of) for p in briefing.propositions),
        curation=replace(people, briefing=_changed(briefing.curation.briefing, closely), earlier=earlier),
        problems=tuple(_changed(p, closely) for p in briefing.problems),
        checked={everywhere(id): _changed(mark, closely) for id, mark in briefing.checked.items()},
        comparable=tuple(_changed(c, closely) for c in briefing.comparable),
        withdrawn=tuple(replace(_changed(w, closely), id=w.id) for w in briefing.withdrawn),
        redacted=(),
    )


def _means(entry: Entry, hidden: Redaction) -> bool:
    """Whether the article is known to speak of the person: by a mention, a whole name, or a surname at its head."""
    data = entry.card.metadata
    head = [fact.value for fact in (data.title, data.url, *data.author) if fact]
    return (
        bool(entry.linked.redacted)
        or hidden.found(entry.analysis.text)
        or any(hidden.found(words, parts=True) for words in (*head, entry.card.path))
    )


def _entry(entry: Entry, change: Change) -> Entry:
    """The article, which says so; addresses that hold a name are taken out, since a changed one leads nowhere."""
    made = _changed(entry.analysis, change)
    data = recut(made.cleaned.metadata, made.text)
    metadata = replace(data, url=_whole(data.url), archived_url=_whole(data.archived_url))
    markup = tuple(replace(m, href=None) if BLOCK in (m.href or "") else m for m in made.markup)
    said = (BLACKED_OUT,) if BLOCK in made.text or BLOCK in (data.title.value if data.title else "") else ()
    cleaned = replace(made.cleaned, metadata=metadata, flaws=(*said, *made.cleaned.flaws))
    shown = replace(made, cleaned=cleaned, markup=markup)
    return Entry(
        id=change(entry.id),
        article=entry.article if shown == entry.analysis else Packed.of(shown),
        notes=_changed(entry.notes, change),
        linked=replace(_changed(entry.linked, change), redacted=()),
    )


def _whole(fact: Fact | None) -> Fact | None:
    return None if fact is None or BLOCK in fact.value + fact.evidence.words else fact


def _actor(actor: Actor, change: Change, within: Callable[[str | None], Change]) -> Actor:
    """Another actor: its roles are words of articles, its own names are hidden only where they hold the whole name."""
    return replace(_changed(actor, change), roles=tuple(_changed(r, within(r.article)) for r in actor.roles))


def _proposition(
    found: Proposition, change: Change, within: Callable[[str | None], Change], article_of: dict[str, str]
) -> Proposition:
    """A person's sentences, with words of articles for stances."""
    stances = tuple(_changed(s, within(article_of.get(s.claim))) for s in found.claims)
    return replace(_changed(found, change), claims=stances)


def _changed(record: R, change: Change) -> R:
    """The record with every string in it changed."""
    plain = msgspec.to_builtins(record)
    new = _strings(plain, change)
    return record if new == plain else msgspec.convert(new, type(record))


def _strings(value: Any, change: Change) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {_strings(k, change): _strings(v, change) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_strings(v, change) for v in value]
    return value
