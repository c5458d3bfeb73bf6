"""The actor index, and one page for each: what it says, what others say of it, its roles as stated."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import groupby

from markupsafe import Markup

from ...ids import fold
from ...model import Actor, Claim, Mention, Record, Span
from ..catalogue import Reading, claim_date, in_order
from ..desk import Desk
from ..standoff import merge, visible
from . import prose, ready, rows

MANY = 200
"""Sentences of a list before it says how many more there are."""


class Listed(Record, frozen=True, kw_only=True):
    """An actor in the index; one without a page of its own links to the sentence that names it."""

    name: str
    url: str
    own_page: bool
    identity: str
    statements: int
    articles: int
    letter: str


class Group(Record, frozen=True, kw_only=True):
    id: str
    heading: str
    letters: tuple[tuple[str, tuple[Listed, ...]], ...]


class IndexView(Record, frozen=True, kw_only=True):
    total: int
    groups: tuple[Group, ...]
    page: int
    pages: tuple[tuple[int, str], ...]
    unnamed_url: str | None
    description: str = ""


class Sentence(Record, frozen=True, kw_only=True):
    words: Markup
    line: int
    url: str


class NamedIn(Record, frozen=True, kw_only=True):
    title: str
    url: str
    date: str
    sentences: tuple[Sentence, ...]


class ActorView(Record, frozen=True, kw_only=True):
    index_url: str
    group: str
    name: str
    type: str
    identity: str | None
    wikidata: str | None
    aliases: tuple[str, ...]
    articles: int
    quoted: int
    reported: int
    says: tuple[rows.Row, ...]
    says_more: int
    about: tuple[rows.Row, ...]
    about_more: int
    roles: tuple[tuple[str, str, str, int], ...]
    named_in: tuple[NamedIn, ...]
    named_more: int
    together: tuple[tuple[str, str | None, int, Sentence], ...]
    cite: str
    yaml: str | None
    description: str = ""


TYPES = ("person", "organization", "group", "place")


def index(desk: Desk, key: str) -> IndexView:
    page, size = int(key), desk.options.rows
    listed = sorted(
        (a for a in desk.catalogue.actors.values() if a.tier == "published"),
        key=lambda a: (TYPES.index(a.type), sort_name(a), a.id),
    )
    shown = listed[(page - 1) * size : page * size]
    groups = []
    for type, members in groupby(shown, key=lambda a: a.type):
        lines = [_listed(desk, a) for a in members]
        letters = tuple((letter, tuple(some)) for letter, some in groupby(lines, key=lambda x: x.letter))
        groups.append(Group(id=type, heading=desk.words(f"type-{type}s"), letters=letters))
    return IndexView(
        total=len(listed),
        groups=tuple(groups),
        page=page,
        pages=desk.pages("actors", page, len(listed)),
        unnamed_url=desk.link("unnamed", "1"),
    )


def sort_name(actor: Actor) -> str:
    """Surname first for people, no article first for others."""
    words = fold(actor.name).split() or [actor.name]
    if words[0] == "the" and len(words) > 1:
        words = words[1:]
    return " ".join([words[-1], *words[:-1]]) if actor.type == "person" else " ".join(words)


def _listed(desk: Desk, actor: Actor) -> Listed:
    url = desk.actor(actor.id)
    own = url is not None
    if url is None:
        named = desk.catalogue.mentions.get(actor.id)
        url = "#"
        if named:
            id, mention = named[0]
            url = desk.article(id, desk.catalogue.reading(id).anchor_at(mention.start))
    letter = sort_name(actor)[:1].upper()
    return Listed(
        name=visible(actor.name),
        url=url,
        own_page=own,
        identity=actor.identity or "",
        statements=len(desk.catalogue.said.get(actor.id, ())),
        articles=actor.articles,
        letter=letter if letter.isalpha() else "#",
    )


def actor(desk: Desk, id: str) -> ActorView:
    found = desk.catalogue.actors[id]
    says = in_order(desk.catalogue.said.get(id, ()))
    about = _about(desk, id)
    mentions = desk.catalogue.mentions.get(id, [])
    named, more = _named_in(desk, mentions)
    return ActorView(
        index_url=desk.link("actors", "1") or "#",
        group=desk.words(f"type-{found.type}s"),
        name=visible(found.name),
        type=desk.words(f"type-{found.type}"),
        identity=found.identity,
        wikidata=found.wikidata,
        aliases=tuple(visible(a.text) for a in found.aliases if a.text != found.name),
        articles=found.articles,
        quoted=sum(_direct(desk, c) for c in says),
        reported=sum(not _direct(desk, c) for c in says),
        says=tuple(rows.row(desk, c) for c in says[:MANY]),
        says_more=max(0, len(says) - MANY),
        about=tuple(rows.row(desk, c) for c in about[:MANY]),
        about_more=max(0, len(about) - MANY),
        roles=tuple(_roles(desk, found)),
        named_in=named,
        named_more=more,
        together=tuple(_together(desk, id, mentions)),
        cite=visible(found.name),
        yaml=ready.actor(desk, found),
    )


def _direct(desk: Desk, claim: Claim) -> bool:
    reading = desk.catalogue.reading(claim.article)
    n = reading.attribution(claim)
    return n is not None and reading.found(n).kind != "indirect"


def _about(desk: Desk, id: str) -> list[Claim]:
    """What others say in a sentence that names this actor; newest first, undated last."""
    places: dict[str, list[int]] = defaultdict(list)
    for article, mention in desk.catalogue.mentions.get(id, ()):
        places[article].append(mention.start)
    found = []
    for article, starts in places.items():
        for claim in desk.catalogue.claims_in[article]:
            if claim.voice == "attributed" and claim.actor != id and _holds(claim, starts):
                found.append(claim)
    ordered = in_order(found)
    dated = [c for c in ordered if claim_date(c)]
    return dated[::-1] + ordered[len(dated) :]


def _holds(claim: Claim, starts: list[int]) -> bool:
    """Whether one of the places stands in what is said, not only in who says it."""
    return any(a <= s < b for s in starts for a, b in claim.content)


def _roles(desk: Desk, actor: Actor) -> list[tuple[str, str, str, int]]:
    found = []
    seen = set()
    for role in actor.roles:
        if role.article not in desk.catalogue.entries or fold(role.text) in seen:
            continue
        seen.add(fold(role.text))
        reading = desk.catalogue.reading(role.article)
        url = desk.article(role.article, reading.anchor_at(role.start))
        found.append((visible(role.text), desk.title(role.article), url, reading.line(role.start)))
    return found


def _named_in(desk: Desk, mentions: list[tuple[str, Mention]]) -> tuple[tuple[NamedIn, ...], int]:
    """The sentences that name the actor, by article."""
    found, shown = [], 0
    for article, some in groupby(mentions[: MANY * 4], key=lambda m: m[0]):
        reading = desk.catalogue.reading(article)
        sentences: dict[Span, Sentence] = {}
        for _, mention in some:
            span = reading.sentence_at(mention.start)
            if span not in sentences and shown < MANY:
                sentences[span] = _sentence(desk, reading, span, [(mention.start, mention.end)])
                shown += 1
        if sentences:
            found.append(
                NamedIn(
                    title=desk.title(article),
                    url=desk.article(article),
                    date=desk.published(article, short=True),
                    sentences=tuple(sentences.values()),
                )
            )
    return tuple(found), max(0, len(mentions) - MANY * 4)


def _sentence(desk: Desk, reading: Reading, span: Span, bold: list[Span]) -> Sentence:
    return Sentence(
        words=merge(reading.text, *span, prose.strong(bold)),
        line=reading.line(span[0]),
        url=desk.article(reading.id, reading.anchor_at(span[0])),
    )


def _together(desk: Desk, id: str, mentions: list[tuple[str, Mention]]) -> list[tuple[str, str | None, int, Sentence]]:
    """Actors named in the same sentences, with one of them; no graph."""
    counts: Counter[str] = Counter()
    example: dict[str, tuple[Reading, Span]] = {}
    for article, some in groupby(mentions[:MANY], key=lambda m: m[0]):
        reading = desk.catalogue.reading(article)
        spans = {reading.sentence_at(m.start) for _, m in some}
        for a, b in sorted(spans):
            near = {m.actor for m in reading.entry.linked.mentions if a <= m.start < b} - {id}
            for other in sorted(near):
                if desk.actor(other):
                    counts[other] += 1
                    example.setdefault(other, (reading, (a, b)))
    return [
        (desk.name(other), desk.actor(other), n, _sentence(desk, *example[other], []))
        for other, n in sorted(counts.items(), key=lambda x: (-x[1], x[0]))[:20]
    ]
