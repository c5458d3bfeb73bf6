"""Resolved mentions, summed into actors."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Literal

from ...gazetteer import gazetteer, plain, words
from ...model import Actor, ActorNotes, Alias, Mention, Problem, Role
from .curated import Curated
from .directory import Directory, folded
from .evidence import last_title
from .form import Type, Verdict
from .mentions import Found
from .resolve import MEN, WOMEN, Resolution

Ambiguous = tuple[int, int, tuple[str, ...]]
"""start, end, and the ids of those who may be meant"""


@dataclass(frozen=True, slots=True)
class ActorIndex:
    """Who is named in the articles, where, and by which names."""

    actors: tuple[Actor, ...]
    """both tiers, by id"""
    unprinted: Mapping[str, Actor]
    """actors of ``actors.yml`` that no article names, by id: a person may still say that one of them spoke"""
    people: frozenset[str]
    organizations: frozenset[str]
    by_type: Mapping[str, tuple[str, ...]]
    problems: tuple[Problem, ...]
    private_names: tuple[str, ...]
    """every name of those whom people redact"""
    _redacted: Mapping[str, tuple[str, ...]]
    _mentions: Mapping[str, tuple[Mention, ...]]
    _ambiguous: Mapping[str, tuple[Ambiguous, ...]]
    _names: Mapping[str, tuple[str, ...]]
    _genders: Mapping[str, Literal["f", "m"]]
    _kinds: Mapping[str, frozenset[str]]

    def mentions(self, article: str) -> tuple[Mention, ...]:
        """Names of actors of both tiers in an article, in order, none over another."""
        return self._mentions.get(article, ())

    def ambiguous(self, article: str) -> tuple[Ambiguous, ...]:
        """Names with several bearers, which are linked to none."""
        return self._ambiguous.get(article, ())

    def redacted(self, article: str) -> tuple[str, ...]:
        """Names in an article that are, or may be, those of people whom ``actors.yml`` redacts; as printed."""
        return self._redacted.get(article, ())

    def named(self, words: str) -> tuple[str, ...]:
        """Ids of the actors that go by an id, name or alias; several where it is ambiguous."""
        return self._names.get(words) or self._names.get(folded(words), ())

    def gender(self, actor: str) -> Literal["f", "m"] | None:
        """Of a person, by titles and first name, where they agree."""
        return self._genders.get(actor)

    def kinds(self, actor: str) -> frozenset[str]:
        """Common nouns that may mean the actor: “think tank”, “ministry”, “newspaper”."""
        return self._kinds.get(actor, frozenset())


@dataclass(slots=True)
class _Sum:
    """What the articles contribute to one actor."""

    aliases: Counter[str] = field(default_factory=Counter)
    articles: set[str] = field(default_factory=set)
    roles: list[Role] = field(default_factory=list)
    titles: Counter[str] = field(default_factory=Counter)
    types: Counter[Type] = field(default_factory=Counter)
    kinds: frozenset[str] = frozenset()
    published: bool = False

    def add(self, article: str, found: Found, verdict: Verdict | None) -> None:
        candidate = found.candidate
        at = found.start - candidate.start
        self.aliases[candidate.text[at : at + found.end - found.start].replace("\n", " ")] += 1
        self.articles.add(article)
        if verdict is not None and verdict.type is not None:
            self.types[verdict.type] += 1
            self.published = self.published or verdict.published
            if verdict.known:
                self.kinds = frozenset(verdict.known.kinds)
        if not found.whole:
            return
        if candidate.title:
            self.titles[last_title(candidate)] += 1
        if candidate.role and candidate.role_text:
            start, end = candidate.role
            self.roles.append(Role(text=candidate.role_text, article=article, start=start, end=end))


def gather(
    resolutions: Mapping[str, Resolution],
    directory: Directory,
    curated: Curated,
    hidden: Collection[str],
    redacted: Collection[str],
) -> ActorIndex:
    """The index over the resolved mentions of each article, without the actors that people hid.

    ``redacted``: those of the hidden whose very names are private.
    """
    sums: dict[str, _Sum] = defaultdict(_Sum)
    mentions, ambiguous = {}, {}
    for article, resolution in resolutions.items():
        certain = [c for c in resolution.certain if c[1] not in hidden]
        for found, i, verdict in certain:
            sums[i].add(article, found, verdict)
        mentions[article] = tuple(Mention(start=f.start, end=f.end, actor=directory.ids[i]) for f, i, _ in certain)
        ambiguous[article] = tuple(
            (found.start, found.end, tuple(sorted(directory.ids[i] for i in people)))
            for found, people in resolution.doubtful
            if people.isdisjoint(hidden)
        )
    private = [name for i in hidden for name in directory.forms(i)]
    for total in sums.values():
        total.roles = [role for role in total.roles if not any(name in role.text for name in private)]
    actors = sorted((_actor(i, sums[i], directory, curated) for i in sums), key=lambda actor: actor.id)
    by_id = {directory.ids[i]: i for i in sums}
    by_type: dict[str, list[str]] = defaultdict(list)
    for actor in actors:
        by_type[actor.type].append(actor.id)
    people = [actor for actor in actors if actor.type == "person"]
    unprinted = {e.id: _unprinted(e) for e in curated.entries() if e.id not in by_id and f"id {e.id}" not in hidden}
    return ActorIndex(
        actors=tuple(actors),
        unprinted=unprinted,
        people=frozenset(actor.id for actor in people),
        organizations=frozenset(by_type.get("organization", ())),
        by_type={type_: tuple(ids) for type_, ids in sorted(by_type.items())},
        problems=tuple(curated.problems),
        private_names=tuple(sorted({name for i in redacted for name in (directory.name(i), *directory.forms(i))})),
        _redacted={article: _private(resolution, redacted) for article, resolution in resolutions.items()}
        if redacted
        else {},
        _mentions=mentions,
        _ambiguous=ambiguous,
        _names=_names([*actors, *unprinted.values()], curated),
        _genders={a.id: gender for a in people if (gender := _gender(a.name, sums[by_id[a.id]].titles))},
        _kinds={actor.id: _kinds(actor, sums[by_id[actor.id]]) for actor in actors},
    )


def _private(resolution: Resolution, redacted: Collection[str]) -> tuple[str, ...]:
    """What names one of the redacted in an article, for certain or perhaps."""
    found = [f for f, i, _ in resolution.certain if i in redacted]
    found += [f for f, people in resolution.doubtful if not people.isdisjoint(redacted)]
    return tuple(dict.fromkeys(f.candidate.text[f.start - f.candidate.start :][: f.end - f.start] for f in found))


def _actor(i: str, found: _Sum, directory: Directory, curated: Curated) -> Actor:
    entry = curated.entry(i)
    listed = gazetteer().known.get(plain(i.removeprefix("known "))) if i.startswith("known ") else None
    wikidata = entry.wikidata if entry else None
    return Actor(
        id=directory.ids[i],
        name=directory.name(i),
        type=_type(found.types, entry.type if entry else None),
        aliases=tuple(Alias(text=t, count=n) for t, n in sorted(found.aliases.items(), key=lambda a: (-a[1], a[0]))),
        identity=entry.identity if entry else None,
        roles=tuple(found.roles),
        wikidata=wikidata or (listed.wikidata if listed else None),
        tier="published" if entry or found.published else "review",
        articles=len(found.articles),
        mentions=found.aliases.total(),
    )


def _unprinted(entry: ActorNotes) -> Actor:
    return Actor(
        id=entry.id,
        name=entry.name,
        type=_type(Counter(), entry.type),
        aliases=(),
        identity=entry.identity,
        roles=(),
        wikidata=entry.wikidata,
        tier="published",
        articles=0,
        mentions=0,
    )


def _type(seen: Counter[Type], stated: str | None) -> Type:
    for type_ in ("person", "organization", "place", "group"):
        if stated == type_:
            return type_
    return max(sorted(seen), key=lambda type_: seen[type_]) if seen else "person"


def _names(actors: Collection[Actor], curated: Curated) -> dict[str, tuple[str, ...]]:
    names: dict[str, set[str]] = defaultdict(set)
    for actor in actors:
        names[actor.id].add(actor.id)
        for name in (actor.name, *(alias.text for alias in actor.aliases)):
            names[folded(name)].add(actor.id)
    for form, owners in curated.ambiguous.items():
        names[folded(form)].update(owners)
    return {name: tuple(sorted(ids)) for name, ids in sorted(names.items())}


def _gender(name: str, titles: Counter[str]) -> Literal["f", "m"] | None:
    women, men = (sum(titles[title] for title in group) for group in (WOMEN, MEN))
    if women != men:
        return "f" if women > men else "m"
    return gazetteer().gender(name.split(" ")[0])


def _kinds(actor: Actor, found: _Sum) -> frozenset[str]:
    """Listed kinds, and the head words of an organisation’s names."""
    if actor.type != "organization":
        return found.kinds
    names = [plain(alias).split(" ") for alias in found.aliases if " " in alias]
    heads = {part for parts in names for part in (parts[0], parts[-1]) if part in words("organisation heads")}
    return found.kinds | {head.lower() for head in heads if not head.isupper()}
