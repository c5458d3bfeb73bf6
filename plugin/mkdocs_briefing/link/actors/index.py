"""The actor index: mentions resolved article by article, then gathered into actors."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from ...gazetteer import gazetteer, plain, words
from ...ids import digest, is_reserved, slug
from ...model import Actor, ActorNotes, Alias, Analysis, Curation, Mention, Problem, Role
from .curated import Curated
from .evidence import Corpus
from .identities import bare, identities
from .mentions import Found, Matcher
from .resolve import Bearers, Resolution, resolve
from .verdicts import Type, Verdict, decide


class ActorIndex:
    """Who is named in the articles, where, and by which names."""

    def __init__(
        self,
        actors: tuple[Actor, ...],
        mentions: Mapping[str, tuple[Mention, ...]],
        ambiguous: Mapping[str, tuple[tuple[int, int, tuple[str, ...]], ...]],
        names: Mapping[str, tuple[str, ...]],
        genders: Mapping[str, str],
        kinds: Mapping[str, frozenset[str]],
        problems: tuple[Problem, ...],
        unprinted: Mapping[str, Actor],
    ) -> None:
        self.actors = actors
        """both tiers, by id"""
        self.unprinted = unprinted
        """actors of ``actors.yml`` that no article names, by id: a person may still say that one of them spoke"""
        self.problems = problems
        self._mentions = mentions
        self._ambiguous = ambiguous
        self._names = names
        self._genders = genders
        self._kinds = kinds
        self.people = frozenset(a.id for a in actors if a.type == "person")
        self.organizations = frozenset(a.id for a in actors if a.type == "organization")

    def mentions(self, article: str) -> tuple[Mention, ...]:
        """Names of actors of both tiers in an article, in order, none over another."""
        return self._mentions.get(article, ())

    def ambiguous(self, article: str) -> tuple[tuple[int, int, tuple[str, ...]], ...]:
        """Names with two bearers: start, end, and the ids of those who may be meant."""
        return self._ambiguous.get(article, ())

    def named(self, words: str) -> tuple[str, ...]:
        """Ids of the actors that go by an id, name or alias; several where it is ambiguous."""
        return self._names.get(words) or self._names.get(_folded(words), ())

    def gender(self, actor: str) -> str | None:
        """``f`` or ``m`` of a person, by titles and first name, where they agree."""
        return self._genders.get(actor)

    def kinds(self, actor: str) -> frozenset[str]:
        """Common nouns that may mean the actor: “think tank”, “ministry”, “newspaper”."""
        return self._kinds.get(actor, frozenset())


def find_actors(articles: Sequence[tuple[str, Analysis]], curation: Curation) -> ActorIndex:
    """The actors of ``(article id, analysis)``; the same whatever the order of the articles."""
    articles = sorted(articles, key=lambda a: a[0])
    corpus = Corpus(articles)
    curated = Curated(curation)
    curated.saw(corpus.forms)
    verdicts = decide(corpus)
    curated.over(verdicts)
    identity, shared = identities(verdicts, corpus)
    curated.identify(identity)
    curated.split(identity)
    listed = _Directory(identity, corpus, curated)
    merged = curated.merge(identity, listed.named)
    identity = {form: merged.get(i, i) for form, i in identity.items()}
    listed = _Directory(identity, corpus, curated)
    ignored, redacted = curated.hidden(identity, listed.named)
    bearers = Bearers(identity, shared, verdicts, corpus)
    matcher = Matcher(verdicts)
    resolutions = {
        id: resolve([f for c in analysis.annotations.candidates for f in matcher.find(c)], bearers)
        for id, analysis in articles
    }
    return _Gathering(resolutions, verdicts, listed, curated, ignored | redacted).index()


class _Directory:
    """Names and ids of identities."""

    def __init__(self, identity: Mapping[str, str], corpus: Corpus, curated: Curated) -> None:
        self._curated = curated
        self._forms: dict[str, dict[str, int]] = defaultdict(dict)
        for form, i in sorted(identity.items()):
            evidence = corpus.forms.get(form)
            self._forms[i][evidence.text if evidence else form] = evidence.count if evidence else 0
        wanted: dict[str, list[str]] = defaultdict(list)
        for i in self._forms:
            wanted[self._wish(i)].append(i)
        self.ids: dict[str, str] = {}
        for id, members in wanted.items():
            for i in members:
                clash = (len(members) > 1 or is_reserved(id)) and not i.startswith("id ")
                self.ids[i] = f"{id[:71].rstrip('-')}-{digest(i)}" if clash else id
        self._named: dict[str, list[str]] = defaultdict(list)
        for i, id in sorted(self.ids.items()):
            self._named[id].append(i)
            for form in (self.name(i), *self._forms[i]):
                if i not in self._named[_folded(form)]:
                    self._named[_folded(form)].append(i)

    def _wish(self, i: str) -> str:
        return i[3:] if i.startswith("id ") else slug(self.name(i))

    def name(self, i: str) -> str:
        """The name of an actor: people’s, the list’s, or the form that is printed most."""
        if i.startswith("id "):
            return self._curated.entries[i[3:]].name
        if i.startswith("known "):
            return i.removeprefix("known ")
        forms = self._forms.get(i) or {i.split(" ", 1)[1].title(): 0}
        return max(forms, key=lambda f: (" " in f and not f.isupper(), forms[f], len(f), f))

    def id(self, i: str) -> str:
        found = self.ids.get(i)
        if found is None:
            found = self.ids[i] = self._wish(i)
        return found

    def named(self, words: str) -> tuple[str, ...]:
        return tuple(self._named.get(words) or self._named.get(_folded(words), ()))


class _Gathering:
    """Resolved mentions, summed into actors."""

    def __init__(
        self,
        resolutions: Mapping[str, Resolution],
        verdicts: Mapping[str, Verdict],
        directory: _Directory,
        curated: Curated,
        hidden: set[str],
    ) -> None:
        self._directory, self._curated, self._verdicts = directory, curated, verdicts
        self._hidden = hidden
        self._aliases: dict[str, Counter[str]] = defaultdict(Counter)
        self._articles: Counter[str] = Counter()
        self._roles: dict[str, list[Role]] = defaultdict(list)
        self._titles: dict[str, Counter[str]] = defaultdict(Counter)
        self._types: dict[str, Counter[Type]] = defaultdict(Counter)
        self._published: set[str] = set()
        self._mentions: dict[str, tuple[Mention, ...]] = {}
        self._ambiguous: dict[str, tuple[tuple[int, int, tuple[str, ...]], ...]] = {}
        self._known: dict[str, frozenset[str]] = {}
        for article, resolution in resolutions.items():
            self._article(article, resolution, hidden)

    def _article(self, article: str, resolution: Resolution, hidden: set[str]) -> None:
        mentions = []
        for found, i, verdict in resolution.certain:
            if i in hidden:
                continue
            mentions.append(Mention(start=found.start, end=found.end, actor=self._directory.id(i)))
            self._count(article, found, i, verdict)
        self._articles.update({i for _, i, _ in resolution.certain})
        self._mentions[article] = tuple(mentions)
        self._ambiguous[article] = tuple(
            (found.start, found.end, tuple(sorted(self._directory.id(i) for i in candidates)))
            for found, candidates in resolution.doubtful
            if not candidates & hidden
        )

    def _count(self, article: str, found: Found, i: str, verdict: Verdict | None) -> None:
        candidate = found.candidate
        at = found.start - candidate.start
        self._aliases[i][candidate.text[at : at + found.end - found.start]] += 1
        if verdict is not None and verdict.type is not None:
            self._types[i][verdict.type] += 1
            if verdict.published:
                self._published.add(i)
            if verdict.known:
                self._known[i] = frozenset(verdict.known.kinds)
        if found.whole and candidate.title:
            self._titles[i][candidate.title.split(" ")[-1].rstrip(".")] += 1
        if found.whole and candidate.role and candidate.role_text:
            start, end = candidate.role
            self._roles[i].append(Role(text=candidate.role_text, article=article, start=start, end=end))

    def index(self) -> ActorIndex:
        actors = sorted((self._actor(i) for i in self._aliases), key=lambda a: a.id)
        ids = {self._directory.id(i): i for i in self._aliases}
        names: dict[str, set[str]] = defaultdict(set)
        for actor in actors:
            names[actor.id].add(actor.id)
            for name in (actor.name, *(a.text for a in actor.aliases)):
                names[_folded(name)].add(actor.id)
        unprinted = {
            entry.id: _unprinted(entry)
            for entry in self._curated.entries.values()
            if entry.id not in ids and f"id {entry.id}" not in self._hidden
        }
        for entry in (self._curated.entries[id] for id in unprinted):
            for name in (entry.name, *entry.aliases):
                names[_folded(name)].add(entry.id)
            names[entry.id].add(entry.id)
        for form, owners in self._curated.ambiguous.items():
            names[_folded(form)].update(owners)
        genders = {id: gender for id, i in sorted(ids.items()) if (gender := self._gender(i))}
        kinds = {id: self._kind(i) for id, i in sorted(ids.items())}
        return ActorIndex(
            actors=tuple(actors),
            mentions=self._mentions,
            ambiguous=self._ambiguous,
            names={name: tuple(sorted(found)) for name, found in sorted(names.items())},
            genders=genders,
            kinds=kinds,
            problems=tuple(self._curated.problems),
            unprinted=unprinted,
        )

    def _type(self, i: str) -> Type:
        types = self._types[i]
        if not types:
            return "person"
        return max(sorted(types), key=lambda t: types[t])

    def _actor(self, i: str) -> Actor:
        entry = self._curated.entries.get(i[3:]) if i.startswith("id ") else None
        aliases = self._aliases[i]
        name = self._directory.name(i)
        place = gazetteer().known.get(plain(i.removeprefix("known "))) if i.startswith("known ") else None
        type_ = self._type(i)
        return Actor(
            id=self._directory.id(i),
            name=name,
            type=entry.type if entry and entry.type else type_,  # type: ignore[arg-type]
            aliases=tuple(Alias(text=t, count=n) for t, n in sorted(aliases.items(), key=lambda a: (-a[1], a[0]))),
            identity=entry.identity if entry else None,
            roles=tuple(self._roles[i]),
            wikidata=entry.wikidata if entry and entry.wikidata else (place.wikidata if place else None),
            tier="published" if entry or i in self._published else "review",
            articles=self._articles[i],
            mentions=sum(aliases.values()),
        )

    def _gender(self, i: str) -> str | None:
        if self._type(i) != "person":
            return None
        titles = self._titles[i]
        female = sum(titles[t] for t in ("Mrs", "Ms", "Miss", "Lady", "Dame", "Queen", "Princess", "Congresswoman"))
        male = sum(titles[t] for t in ("Mr", "Sir", "Lord", "King", "Prince", "Congressman"))
        if female != male:
            return "f" if female > male else "m"
        return gazetteer().gender(self._directory.name(i).split(" ")[0])

    def _kind(self, i: str) -> frozenset[str]:
        listed = self._known.get(i, frozenset())
        if self._type(i) != "organization":
            return listed
        heads = set()
        for alias in self._aliases[i]:
            parts = plain(alias).split(" ")
            if len(parts) > 1:
                for part in (parts[0], parts[-1]):
                    if part in words("organisation heads") and part not in ("AG", "SA", "Co", "FC"):
                        heads.add(part.lower())
        return listed | heads


def _unprinted(entry: ActorNotes) -> Actor:
    return Actor(
        id=entry.id,
        name=entry.name,
        type=entry.type or "person",  # type: ignore[arg-type]
        aliases=(),
        identity=entry.identity,
        roles=(),
        wikidata=entry.wikidata,
        tier="published",
        articles=0,
        mentions=0,
    )


def _folded(name: str) -> str:
    return f"name {bare(plain(name))}"


def _sorted_unique(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(names)))
