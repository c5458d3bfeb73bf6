"""The actor index, and one page for each: what it says, what others say of it, its roles as stated."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby
from operator import attrgetter, itemgetter

import msgspec
from markupsafe import Markup

from ...gazetteer import metonyms, plain
from ...ids import fold
from ...model import Actor, Claim, Mention, Record, Role, Span
from .. import paging
from ..catalogue import Reading, claim_date, in_order
from ..desk import Desk, on_one_line
from ..outline import outline
from ..standoff import merge, visible
from . import prose, ready, rows
from .shown import Shown
from .speakers import cut
from .told import Beside, Company

_TOGETHER = 20
"""others in the list of those named together"""
_start = attrgetter("start")
_DATES = 40
"""days in the list by date; more are counted by year"""


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


class StatedRole(Record, frozen=True, kw_only=True):
    words: str
    title: str
    date: str
    url: str
    line: int


class NotSaid(Record, frozen=True, kw_only=True):
    """Words between quotation marks that a person found to be nobody's speech, in a sentence that names the actor."""

    words: str
    title: str
    line: int
    url: str
    by: str


class ActorView(Record, frozen=True, kw_only=True):
    id: str
    index_url: str
    group: str
    name: str
    type: str
    identity: str | None
    wikidata: str | None
    aliases: tuple[tuple[str, int], ...]
    stands_for: tuple[tuple[str, str], ...]
    """names that are of a place or house, with what they are used for"""
    articles: int
    quoted: int
    reported: int
    when: tuple[tuple[str, int, str], ...]
    """days or years on which something was said: how often, and the first statement"""
    says: tuple[Shown[rows.Row], ...]
    about: tuple[Shown[rows.Row], ...]
    roles: tuple[StatedRole, ...]
    named_in: tuple[Shown[NamedIn], ...]
    together: tuple[tuple[str, str | None, int, Sentence], ...]
    not_said: tuple[NotSaid, ...]
    page: int
    pages: tuple[tuple[int, str], ...]
    copies: tuple[ready.Copy, ...]
    description: str = ""


TYPES = ("person", "organization", "group", "place")


def index(desk: Desk, key: str) -> IndexView:
    page, size = int(key), desk.options.rows
    listed = desk.once(("actors", "sorted"), _sorted)
    shown = [desk.catalogue.actors[id] for id in listed[(page - 1) * size : page * size]]
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


def _sorted(desk: Desk) -> list[str]:
    """All who are in the index, once for all of its pages."""
    listed = (a for a in desk.catalogue.actors.values() if a.tier == "published")
    return [a.id for a in sorted(listed, key=lambda a: (TYPES.index(a.type), sort_name(a), a.id))]


def sort_name(actor: Actor) -> str:
    """Surname first for people, no article first for others."""
    words = [folded for word in actor.name.split() if (folded := fold(word))] or [actor.name]
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
            url = desk.article(id, outline(desk, id).anchor_at(mention.start))
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


def page_key(id: str, page: int) -> str:
    """What an actor's page is asked for by."""
    return id if page == 1 else f"{id}/{page}"


def page_count(actor: Actor, statements: int, size: int) -> int:
    """How many pages an actor fills: by statements and mentions; known before anything is rendered."""
    return paging.of_actor(statements, actor.mentions, size)


def actor(desk: Desk, key: str) -> ActorView:
    id, _, number = key.partition("/")
    page = int(number or 1)
    found = desk.catalogue.actors[id]
    here = desk.catalogue.actor_rows(id, page, desk.options.rows)
    last = here.last
    articles = dict.fromkeys(article for article, _ in desk.catalogue.mentions.get(id, ())) if page == 1 else ()
    beside = [(article, _with(desk, article, id)) for article in articles]
    near = sorted({1, last, *range(max(1, page - 3), min(last, page + 3) + 1)})
    return ActorView(
        id=id,
        index_url=desk.link("actors", "1") or "#",
        group=desk.words(f"type-{found.type}s"),
        name=visible(found.name),
        type=desk.words(f"type-{found.type}"),
        identity=found.identity,
        wikidata=found.wikidata,
        aliases=tuple(
            (visible(a.text), a.count) for a in found.aliases if len(found.aliases) > 1 or a.text != found.name
        ),
        stands_for=_stands_for(found),
        articles=found.articles,
        quoted=here.quoted,
        reported=here.statements - here.quoted,
        when=_when(desk, id, in_order(desk.catalogue.said.get(id, ()))) if page == 1 else (),
        says=tuple(rows.row(desk, c) for c in here.says),
        about=tuple(rows.row(desk, c) for c in here.about),
        roles=tuple(_role(desk, role) for role in here.roles),
        named_in=tuple(_named_in(desk, id, here.mentions)),
        together=tuple(_together(desk, beside)),
        not_said=tuple(_not_said(desk, id, beside)),
        page=page,
        pages=tuple((n, desk.link("actor", page_key(id, n)) or "#") for n in near) if last > 1 else (),
        copies=ready.of_actor(desk, found),
    )


def _stands_for(actor: Actor) -> tuple[tuple[str, str], ...]:
    """“Kremlin”: of a house, and used for who sits in it; only where the shipped list says so."""
    if actor.type != "organization":
        return ()
    names = dict.fromkeys((actor.name, *(alias.text for alias in actor.aliases)))
    return tuple((visible(name), meant) for name in names if (meant := metonyms().get(plain(name))))


def _when(desk: Desk, id: str, says: Sequence[Claim]) -> tuple[tuple[str, int, str], ...]:
    """Days on which something was said, or years where there are many."""
    days = {claim_date(claim) for claim in says}
    length = 99 if len(days) <= _DATES else 4
    found: dict[str, tuple[int, str]] = {}
    for n, claim in enumerate(says):
        date = (claim_date(claim) or "")[:length]
        count, url = found.get(date, (0, ""))
        page = page_key(id, n // desk.options.rows + 1)
        found[date] = count + 1, url or desk.link("actor", page, claim.id) or "#"
    return tuple((desk.date(date or None), n, url) for date, (n, url) in found.items()) if len(found) > 1 else ()


def _role(desk: Desk, role: Role) -> StatedRole:
    there = outline(desk, role.article)
    return StatedRole(
        words=on_one_line(role.text),
        title=desk.title(role.article),
        date=desk.published(role.article, short=True),
        url=desk.article(role.article, there.anchor_at(role.start)),
        line=there.line(role.start),
    )


def _named_in(desk: Desk, id: str, mentions: Sequence[tuple[str, Mention]]) -> Iterator[Shown[NamedIn]]:
    """The sentences that name the actor, by article. Pages may part those of one article."""
    for article, some in groupby(mentions, key=itemgetter(0)):
        named, all = [mention for _, mention in some], [m for m in _mentions(desk, article) if m.actor == id]
        if len(named) == len(all):
            yield named_in(desk, article, id)
        else:
            own = frozenset(mention.start for mention in named)
            yield Shown(desk, article, f"{id} {min(own)}", partial(_named, article=article, id=id, own=own))


def named_in(desk: Desk, article: str, id: str) -> Shown[NamedIn]:
    """All sentences of an article that name an actor."""

    return Shown(desk, article, f"named {id}", partial(_named, article=article, id=id))


def _mentions(desk: Desk, article: str) -> tuple[Mention, ...]:
    return desk.catalogue.entries[article].linked.mentions


def _named(desk: Desk, article: str, id: str, own: frozenset[int] | None = None) -> NamedIn:
    """``own``: where some of the mentions begin, if not all are wanted."""
    reading = desk.catalogue.reading(article)
    sentences: dict[Span, list[Span]] = defaultdict(list)
    for mention in reading.names[id]:
        if own is None or mention.start in own:
            sentences[reading.sentence_at(mention.start)].append((mention.start, mention.end))
    return NamedIn(
        title=desk.title(article),
        url=desk.article(article),
        date=desk.published(article, short=True),
        sentences=tuple(
            Sentence(
                words=merge(reading.text, start, end, prose.strong(bold)),
                line=reading.line(start),
                url=desk.article(article, reading.anchor_at(start)),
            )
            for (start, end), bold in sentences.items()
        ),
    )


_pack = msgspec.msgpack.Encoder().encode
_company = msgspec.msgpack.Decoder(Company).decode


def _with(desk: Desk, article: str, id: str) -> Company:
    return _company(desk.piece(article, *company(article, id)))


def company(article: str, id: str) -> tuple[str, Callable[[Desk], bytes]]:
    """Key of what an article tells of the company in which it names an actor, and what makes it."""
    return f"with {id}", lambda site: _beside(site.catalogue.reading(article), id)


def _beside(reading: Reading, id: str) -> bytes:
    """With whom an open article names an actor, sentence by sentence."""
    named = reading.entry.linked.mentions
    beside = []
    for a, b in sorted({reading.sentence_at(mention.start) for mention in reading.names[id]}):
        first, last = (bisect_left(named, at, key=_start) for at in (a, b))
        others = {mention.actor for mention in named[first:last]} - {id}
        if others:
            where = reading.line(a), reading.anchor_at(a)
            words = str(merge(reading.text, a, b))
            beside.append(Beside(words=words, line=where[0], at=where[1], others=tuple(sorted(others))))
    return _pack(Company(beside=tuple(beside), set_aside=bool(reading.set_aside)))


def _together(desk: Desk, found: Iterable[tuple[str, Company]]) -> list[tuple[str, str | None, int, Sentence]]:
    """Actors named in the same sentences, with one of them; no graph."""
    counts: Counter[str] = Counter()
    example: dict[str, tuple[str, Beside]] = {}
    for article, company in found:
        for sentence in company.beside:
            for other in sentence.others:
                if desk.actor(other):
                    counts[other] += 1
                    example.setdefault(other, (article, sentence))
    return [
        (desk.name(other), desk.actor(other), n, _example(desk, *example[other]))
        for other, n in sorted(counts.items(), key=lambda x: (-x[1], x[0]))[:_TOGETHER]
    ]


def _example(desk: Desk, article: str, found: Beside) -> Sentence:
    return Sentence(words=Markup(found.words), line=found.line, url=desk.article(article, found.at))


def _not_said(desk: Desk, id: str, found: Iterable[tuple[str, Company]]) -> Iterator[NotSaid]:
    """A slogan or nickname beside a name: no title of the bearer, as a person has said (``reject_quote``)."""
    for article in (article for article, company in found if company.set_aside):
        reading = desk.catalogue.reading(article)
        near = {reading.sentence_at(mention.start) for mention in reading.names[id]}
        for quotation in reading.set_aside:
            start = quotation.spans[0][0]
            if any(a <= start < b for a, b in near):
                by = quotation.corrected.by if quotation.corrected else None
                yield NotSaid(
                    words=cut(reading.text, quotation.spans),
                    title=desk.title(article),
                    line=reading.line(start),
                    url=desk.article(article, reading.anchor_at(start)),
                    by=desk.words("set-by", by=by) if by else desk.words("set-by-person"),
                )
