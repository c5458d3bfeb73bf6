"""Resolved mentions, summed into actors."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Literal, NamedTuple, TypeVar

from msgspec import Struct, field

from ...gazetteer import gazetteer, plain, words
from ...model import Actor, ActorNotes, Alias, Linked, Mention, Problem, Role
from ..descriptions import Nouns, nouns_of
from ..keeping import Kept
from ..postings import Postings
from ..sharing import mention
from .curated import Curated
from .directory import Directory, folded
from .evidence import last_title
from .form import Type, Verdict
from .mentions import Found
from .resolve import MEN, WOMEN, Resolution

Ambiguous = tuple[int, int, tuple[str, ...]]
"""start, end, and the ids of those who may be meant"""

Count = TypeVar("Count")


class _Cast(NamedTuple):
    """Whom one article names: columns over its mentions, and what few of them have."""

    identities: tuple[str, ...]
    aliases: tuple[str, ...]
    verdicts: tuple[Verdict | None, ...]
    titles: tuple[tuple[int, str], ...]
    roles: tuple[tuple[int, Role], ...]
    others: frozenset[str]
    """who may be meant by a name of several, and those whom people hid"""


_EMPTY = _Cast((), (), (), (), (), frozenset())


class Placed(NamedTuple):
    """What is named where in one article."""

    cast: _Cast
    mentions: tuple[Mention, ...]
    ambiguous: tuple[Ambiguous, ...]
    redacted: tuple[str, ...]


class Sum(Struct, array_like=True):
    """What the articles contribute to one actor."""

    aliases: dict[str, int] = field(default_factory=dict)
    titles: dict[str, int] = field(default_factory=dict)
    types: dict[Type, int] = field(default_factory=dict)
    kinds: dict[tuple[str, ...], int] = field(default_factory=dict)
    roles: dict[str, list[Role]] = field(default_factory=dict)
    """by article"""
    published: int = 0

    def add(self, alias: str, verdict: Verdict | None, n: int) -> None:
        """Counts a mention in (1) or out again (-1)."""
        _count(self.aliases, alias, n)
        if verdict is not None and verdict.type is not None:
            _count(self.types, verdict.type, n)
            self.published += n * verdict.published
            if verdict.known:
                _count(self.kinds, verdict.known.kinds, n)


def _count(counter: dict[Count, int], key: Count, n: int) -> None:
    total = counter.get(key, 0) + n
    if total:
        counter[key] = total
    else:
        del counter[key]


class KeptIndex(Kept):
    _sums: dict[str, Sum]
    _actors: dict[str, Actor]
    _ambiguous: dict[str, tuple[Ambiguous, ...]]
    _genders: dict[str, Literal["f", "m"]]
    _kinds: dict[str, frozenset[str]]
    _hidden: frozenset[str]
    _private: frozenset[str]
    unprinted: dict[str, Actor]
    _unprinted_names: Postings[str]
    problems: tuple[Problem, ...]
    private_names: tuple[str, ...]


KeptCast = tuple[
    tuple[str, ...],
    tuple[str, ...],
    tuple[int, ...],
    tuple[tuple[int, str], ...],
    tuple[tuple[int, Role], ...],
    frozenset[str],
]
"""a ``_Cast`` with numbers of verdicts"""


class KeptCasts(Kept):
    """Those of some articles."""

    verdicts: tuple[Verdict | None, ...]
    """each that there is, once"""
    casts: dict[str, KeptCast]


class Facts(NamedTuple):
    """What the search for speakers asks of an actor."""

    type: Type
    gender: Literal["f", "m"] | None
    kinds: frozenset[str]
    nouns: Nouns


class Changed(NamedTuple):
    """What an update of the index changed."""

    placed: Collection[str]
    """articles that were looked at"""
    mentions: set[str]
    """articles in which others are named, or may be"""
    actors: set[str]
    """ids of records that are new, different or gone"""
    were: tuple[Actor, ...]
    """those that are different or gone, as they were"""
    facts: set[str]
    """articles that name an actor whose type, gender or kinds changed"""
    nouns: dict[str, set[str]]
    """nouns of roles that changed, each with the articles that name the actor"""


class ActorIndex:
    """Who is named in the articles, where, and by which names."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory
        self._sums: dict[str, Sum] = {}
        self._casts: dict[str, _Cast] = {}
        self._spellings: dict[str, str] = {}
        """each name as printed, once"""
        self._actors: dict[str, Actor] = {}
        """by identity"""
        self._identities: dict[str, str] = {}
        """by id"""
        self._where: Postings[str] = Postings()
        """identity to the articles that name it"""
        self._perhaps: Postings[str] = Postings()
        """identity to the articles that may name it, and those of hidden ones"""
        self._mentions: dict[str, tuple[Mention, ...]] = {}
        self._ambiguous: dict[str, tuple[Ambiguous, ...]] = {}
        self._redacted: dict[str, tuple[str, ...]] = {}
        self._genders: dict[str, Literal["f", "m"]] = {}
        self._kinds: dict[str, frozenset[str]] = {}
        self._nouns: dict[str, Nouns] = {}
        self._hidden: frozenset[str] = frozenset()
        self._private: frozenset[str] = frozenset()
        """names of those whom people hid"""
        self._names: Postings[str] | None = None
        """folded name to ids; made when somebody asks"""
        self._in_order: tuple[Actor, ...] | None = None
        self.people: set[str] = set()
        self.organizations: set[str] = set()
        self.unprinted: dict[str, Actor] = {}
        """actors of ``actors.yml`` that no article names, by id: a person may still say that one of them spoke"""
        self._unprinted_names: Postings[str] = Postings()
        self.problems: tuple[Problem, ...] = ()
        self.private_names: tuple[str, ...] = ()
        """every name of those whom people redact"""

    def keep_casts(self, articles: Iterable[str]) -> KeptCasts:
        """Whom articles name, to be written down; the mentions are kept elsewhere."""
        table: dict[Verdict | None, int] = {}
        casts = {}
        for article in articles:
            cast = self._casts.get(article, _EMPTY)
            numbers = tuple([table.setdefault(verdict, len(table)) for verdict in cast.verdicts])
            casts[article] = (*cast[:2], numbers, *cast[3:])
        return KeptCasts(tuple(table), casts)

    def restore_casts(self, kept: KeptCasts, linked: Mapping[str, Linked], known: dict[Any, Any]) -> None:
        """Reads again what ``keep_casts`` gave; what is ``known`` is not held twice."""
        verdicts = [known.setdefault(verdict, verdict) for verdict in kept.verdicts]
        for article, (identities, aliases, numbers, titles, roles, others) in kept.casts.items():
            identities = tuple([known.setdefault(i, i) for i in identities])
            aliases = tuple([self._spellings.setdefault(alias, alias) for alias in aliases])
            columns = (identities, aliases, tuple([verdicts[n] for n in numbers]), titles, roles, others)
            self._casts[article] = _Cast(*columns)
            for i in set(identities):
                self._where.add(i, article)
            for i in others:
                self._perhaps.add(i, article)
        for article, found in linked.items():
            self._mentions[article], self._redacted[article] = found.mentions, found.redacted

    def restore(self, kept: KeptIndex) -> None:
        kept.into(self)
        for i, actor in self._actors.items():
            self._identities[actor.id] = i
            if actor.type == "person":
                self.people.add(actor.id)
            elif actor.type == "organization":
                self.organizations.add(actor.id)

    @property
    def actors(self) -> tuple[Actor, ...]:
        """Both tiers, by id."""
        if self._in_order is None:
            self._in_order = tuple(sorted(self._actors.values(), key=lambda actor: actor.id))
        return self._in_order

    def actor(self, id: str) -> Actor | None:
        i = self._identities.get(id)
        return self._actors[i] if i is not None else None

    def mentions(self, article: str) -> tuple[Mention, ...]:
        """Names of actors of both tiers in an article, in order, none over another."""
        return self._mentions.get(article, ())

    def ambiguous(self, article: str) -> tuple[Ambiguous, ...]:
        """Names with several bearers, which are linked to none."""
        return self._ambiguous.get(article, ())

    def redacted(self, article: str) -> tuple[str, ...]:
        """Names in an article that are, or may be, those of people whom ``actors.yml`` redacts; as printed."""
        return self._redacted.get(article, ())

    def articles(self, actor: str) -> Collection[str]:
        """The articles that name an actor."""
        i = self._identities.get(actor)
        return () if i is None else self._where.of(i)

    def named(self, words: str) -> tuple[str, ...]:
        """Ids of the actors that go by an id, name or alias; several where it is ambiguous."""
        if self._names is None:
            self._names = Postings()
            for actor in self._actors.values():
                for name in _names(actor):
                    self._names.add(name, actor.id)
        for key in (words, folded(words)):
            own = (words,) if words == key and words in self._identities else ()
            found = {*own, *self._names.of(key), *self._unprinted_names.of(key)}
            if found:
                return tuple(sorted(found))
        return ()

    def gender(self, actor: str) -> Literal["f", "m"] | None:
        """Of a person, by titles and first name, where they agree."""
        return self._genders.get(actor)

    def kinds(self, actor: str) -> frozenset[str]:
        """Common nouns that may mean the actor: “think tank”, “ministry”, “newspaper”."""
        return self._kinds.get(actor, frozenset())

    def nouns(self, actor: str) -> Nouns:
        """The roles that all articles state of an actor."""
        i = self._identities.get(actor)
        if i is None:
            return {}
        found = self._nouns.get(i)
        if found is None:
            found = self._nouns[i] = nouns_of(role.text for role in self._roles(i))
        return found

    def nouns_here(self, article: str) -> Mapping[str, Nouns]:
        """The roles that one article states, by actor."""
        cast = self._casts.get(article, _EMPTY)
        stated: dict[str, list[str]] = defaultdict(list)
        for n, role in cast.roles:
            if not self._is_private(role):
                stated[self._directory.ids[cast.identities[n]]].append(role.text)
        return {actor: nouns_of(roles) for actor, roles in stated.items()}

    # ---------------------------------------------------------------- updates

    def concerned(self, touched: Iterable[str], hidden: Collection[str], redacted_anew: Iterable[str]) -> set[str]:
        """Articles that name one of these identities, or one that is hidden or redacted now and was not, or no more."""
        identities = {*touched, *(set(hidden) ^ set(self._hidden)), *redacted_anew}
        return {a for i in identities for where in (self._where, self._perhaps) for a in where.of(i)}

    def placed(self, article: str, found: Resolution, hidden: Collection[str], redacted: Collection[str]) -> Placed:
        """What is kept of the mentions of an article; ``hidden`` and ``redacted`` as ``update`` is told them."""
        ids = self._directory.ids
        return Placed(
            _cast(article, found, hidden, self._spellings),
            tuple([mention(f.start, f.end, ids[i]) for f, i, _ in found.certain if i not in hidden]),
            tuple(
                (f.start, f.end, tuple(sorted(ids[i] for i in people)))
                for f, people in found.doubtful
                if people.isdisjoint(hidden)
            ),
            _private(found, redacted) if redacted else (),
        )

    def update(
        self,
        placed: Mapping[str, Placed | None],
        touched: Iterable[str],
        curated: Curated,
        hidden: Collection[str],
        redacted: Collection[str],
    ) -> Changed:
        """Takes what names mean in articles (None: an article that is gone), and identities that changed themselves.

        ``hidden`` are left out; of those of them that are ``redacted`` the very names are private.
        """
        private = frozenset(name for i in hidden for name in self._directory.forms(i))
        found = ((a, now.cast if now else None) for a, now in placed.items())
        casts = {a: cast for a, cast in found if cast != self._casts.get(a)}
        anew = {*touched, *(self._sums if private != self._private else ())}
        for article, cast in casts.items():
            for one in (cast, self._casts.get(article)):
                if one is not None:
                    anew.update(one.identities)
        before = {actor.id: self._facts(actor) for i in anew if (actor := self._actors.get(i))}
        mentions = {a for a, cast in self._casts.items() if cast.roles} if private != self._private else set()
        for article, cast in casts.items():
            self._take_back(article)
            if cast is not None:
                self._take_in(article, cast)
        self._hidden, self._private = frozenset(hidden), private
        mentions.update(a for a, now in placed.items() if self._place(a, now))
        were = {actor.id: actor for i in anew if (actor := self._forget(i))}
        are = {actor.id: actor for i in anew if (actor := self._make(i, were, curated))}
        actors = {id for id in were.keys() | are.keys() if were.get(id) is not are.get(id)}
        if actors:
            self._in_order = None
        self._lay_down(curated, redacted)
        changed = self._changed(placed.keys(), mentions, actors, before)
        return changed._replace(were=tuple(were[id] for id in sorted(actors & were.keys())))

    def _take_back(self, article: str) -> None:
        cast = self._casts.pop(article, _EMPTY)
        for i, alias, verdict in zip(cast.identities, cast.aliases, cast.verdicts, strict=True):
            self._sums[i].add(alias, verdict, -1)
        for i in set(cast.identities):
            self._where.discard(i, article)
        for n, title in cast.titles:
            _count(self._sums[cast.identities[n]].titles, title, -1)
        for n, _ in cast.roles:
            self._sums[cast.identities[n]].roles.pop(article, None)
        for i in cast.others:
            self._perhaps.discard(i, article)

    def _take_in(self, article: str, cast: _Cast) -> None:
        self._casts[article] = cast
        for i in set(cast.identities):
            if i not in self._sums:
                self._sums[i] = Sum()
            self._where.add(i, article)
        for i, alias, verdict in zip(cast.identities, cast.aliases, cast.verdicts, strict=True):
            self._sums[i].add(alias, verdict, 1)
        for n, title in cast.titles:
            _count(self._sums[cast.identities[n]].titles, title, 1)
        for n, role in cast.roles:
            self._sums[cast.identities[n]].roles.setdefault(article, []).append(role)
        for i in cast.others:
            self._perhaps.add(i, article)

    def _place(self, article: str, now: Placed | None) -> bool:
        """Writes down what is named where; whether that is something else than before."""
        tables = (self._mentions, self._ambiguous, self._redacted)
        if now is None:
            for table in tables:
                table.pop(article, None)
            return True
        if now[1:] == tuple(table.get(article) for table in tables):
            return False
        self._mentions[article], self._ambiguous[article], self._redacted[article] = now[1:]
        return True

    def _forget(self, i: str) -> Actor | None:
        old = self._actors.pop(i, None)
        if old is None:
            return None
        self._nouns.pop(i, None)
        if self._names is not None:
            for name in _names(old):
                self._names.discard(name, old.id)
        del self._identities[old.id]
        self.people.discard(old.id)
        self.organizations.discard(old.id)
        self._genders.pop(old.id, None)
        self._kinds.pop(old.id, None)
        return old

    def _make(self, i: str, were: Mapping[str, Actor], curated: Curated) -> Actor | None:
        """The record of an actor, anew: the one that there was, where nothing differs."""
        total = self._sums.get(i)
        if total is None or not total.aliases:
            self._sums.pop(i, None)
            return None
        new = self._actor(i, total, curated)
        if (old := were.get(new.id)) == new:
            new = old
        self._actors[i] = new
        self._identities[new.id] = i
        if new.type == "person":
            self.people.add(new.id)
            if gender := _gender(new.name, total.titles):
                self._genders[new.id] = gender
        elif new.type == "organization":
            self.organizations.add(new.id)
        if kinds := _kinds(new, total, self._last_kinds(i, total)):
            self._kinds[new.id] = kinds
        if self._names is not None:
            for name in _names(new):
                self._names.add(name, new.id)
        return new

    def _actor(self, i: str, found: Sum, curated: Curated) -> Actor:
        entry = curated.entry(i)
        listed = gazetteer().known.get(plain(i.removeprefix("known "))) if i.startswith("known ") else None
        wikidata = entry.wikidata if entry else None
        aliases = sorted(found.aliases.items(), key=lambda a: (-a[1], a[0]))
        return Actor(
            id=self._directory.ids[i],
            name=self._directory.name(i),
            type=_type(found.types, entry.type if entry else None),
            aliases=tuple(Alias(text=text, count=count) for text, count in aliases),
            identity=entry.identity if entry else None,
            roles=tuple(self._roles(i)),
            wikidata=wikidata or (listed.wikidata if listed else None),
            tier="published" if entry or found.published else "review",
            articles=len(self._where.of(i)),
            mentions=sum(found.aliases.values()),
        )

    def _roles(self, i: str) -> list[Role]:
        """The roles that articles state of somebody, but those that name somebody hidden."""
        stated = self._sums[i].roles
        return [role for article in sorted(stated) for role in stated[article] if not self._is_private(role)]

    def _is_private(self, role: Role) -> bool:
        return any(name in role.text for name in self._private)

    def _last_kinds(self, i: str, total: Sum) -> frozenset[str]:
        """Kinds of the listed name; of several, those of the one that stands last."""
        if len(total.kinds) < 2:
            return frozenset(*total.kinds)
        for article in sorted(self._where.of(i), reverse=True):
            cast = self._casts[article]
            for named, verdict in zip(reversed(cast.identities), reversed(cast.verdicts), strict=True):
                if named == i and verdict is not None and verdict.type is not None and verdict.known:
                    return frozenset(verdict.known.kinds)
        return frozenset()

    def _lay_down(self, curated: Curated, redacted: Collection[str]) -> None:
        """What people said that no article shows."""
        self.problems = tuple(curated.problems)
        self.unprinted = {
            e.id: _unprinted(e)
            for e in curated.entries()
            if e.id not in self._identities and f"id {e.id}" not in self._hidden
        }
        self._unprinted_names = Postings()
        for actor in self.unprinted.values():
            for name in (actor.id, *_names(actor)):
                self._unprinted_names.add(name, actor.id)
        for form, owners in curated.ambiguous.items():
            for owner in owners:
                self._unprinted_names.add(folded(form), owner)
        directory = self._directory
        self.private_names = tuple(
            sorted({name for i in redacted for name in (directory.name(i), *directory.forms(i))})
        )

    def _facts(self, actor: Actor) -> Facts:
        return Facts(actor.type, self.gender(actor.id), self.kinds(actor.id), self.nouns(actor.id))

    def _changed(
        self, placed: Collection[str], mentions: set[str], actors: set[str], before: Mapping[str, Facts]
    ) -> Changed:
        facts: set[str] = set()
        nouns: dict[str, set[str]] = defaultdict(set)
        for id, was in before.items():
            if (actor := self.actor(id)) is None:
                continue  # nobody names them any more
            now = self._facts(actor)
            if was[:3] != now[:3]:
                facts.update(self.articles(id))
            for noun in was.nouns.keys() | now.nouns.keys():
                if was.nouns.get(noun) != now.nouns.get(noun):
                    nouns[noun].update(self.articles(id))
        return Changed(placed, mentions, actors, (), facts, nouns)


def _cast(article: str, found: Resolution, hidden: Collection[str], spellings: dict[str, str]) -> _Cast:
    certain = [c for c in found.certain if c[1] not in hidden]
    others = {i for _, people in found.doubtful for i in people}
    others.update(i for _, i, _ in found.certain if i in hidden)
    titles, roles = [], []
    for n, (named, _, _) in enumerate(certain):
        candidate = named.candidate
        if named.whole and candidate.title:
            titles.append((n, last_title(candidate)))
        if named.whole and candidate.role and candidate.role_text:
            start, end = candidate.role
            roles.append((n, Role(text=candidate.role_text, article=article, start=start, end=end)))
    return _Cast(
        tuple([i for _, i, _ in certain]),
        tuple([spellings.setdefault(alias, alias) for named, _, _ in certain for alias in (_as_printed(named),)]),
        tuple([verdict for _, _, verdict in certain]),
        tuple(titles),
        tuple(roles),
        frozenset(others),
    )


def _as_printed(mention: Found) -> str:
    candidate = mention.candidate
    at = mention.start - candidate.start
    alias = candidate.text[at : at + mention.end - mention.start].replace("\n", " ")
    return mention.form if alias == mention.form else alias


def _private(resolution: Resolution, redacted: Collection[str]) -> tuple[str, ...]:
    """What names one of the redacted in an article, for certain or perhaps."""
    found = [f for f, i, _ in resolution.certain if i in redacted]
    found += [f for f, people in resolution.doubtful if not people.isdisjoint(redacted)]
    return tuple(dict.fromkeys(f.candidate.text[f.start - f.candidate.start :][: f.end - f.start] for f in found))


def _unprinted(entry: ActorNotes) -> Actor:
    return Actor(
        id=entry.id,
        name=entry.name,
        type=_type({}, entry.type),
        aliases=(),
        identity=entry.identity,
        roles=(),
        wikidata=entry.wikidata,
        tier="published",
        articles=0,
        mentions=0,
    )


def _type(seen: Mapping[Type, int], stated: str | None) -> Type:
    for type_ in ("person", "organization", "place", "group"):
        if stated == type_:
            return type_
    return max(sorted(seen), key=lambda type_: seen[type_]) if seen else "person"


def _names(actor: Actor) -> set[str]:
    return {folded(name) for name in (actor.name, *(alias.text for alias in actor.aliases))}


def _gender(name: str, titles: Mapping[str, int]) -> Literal["f", "m"] | None:
    women, men = (sum(titles.get(title, 0) for title in group) for group in (WOMEN, MEN))
    if women != men:
        return "f" if women > men else "m"
    return gazetteer().gender(name.split(" ")[0])


def _kinds(actor: Actor, found: Sum, listed: frozenset[str]) -> frozenset[str]:
    """Listed kinds, and the head words of an organisation’s names."""
    if actor.type != "organization":
        return listed
    names = [plain(alias).split(" ") for alias in found.aliases if " " in alias]
    heads = {part for parts in names for part in (parts[0], parts[-1]) if part in words("organisation heads")}
    return listed | {head.lower() for head in heads if not head.isupper()}
