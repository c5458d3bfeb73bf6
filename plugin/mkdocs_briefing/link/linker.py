"""The corpus as linked so far: what changes is taken back and put in again, and followed as far as it reaches."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain
from typing import Any, NamedTuple, TypeVar
from zlib import crc32

import msgspec
from msgspec.structs import replace

from ..ids import item_id
from ..model import (
    Actor,
    Analysis,
    Briefing,
    Checked,
    Claim,
    Comparable,
    Curation,
    Entry,
    Linked,
    Notes,
    Packed,
    Problem,
    Proposition,
    Resolved,
    Withdrawal,
    Withdrawn,
)
from .actors import Actors, KeptActors, KeptCasts, Testimony, testimony
from .changes import Changes
from .claims import claims_of
from .comparisons import comparable
from .copies import Copies, KeptCopies, Sketch, copy_flaws
from .corrections import changed as set_by_people
from .corrections import choices, confirmed
from .descriptions import described
from .evidence import key_line_problems
from .groups import Groups, KeptGroups, Place, keys_of
from .keeping import Kept
from .kept_back import outlets_withdrawn, withdrawn
from .postings import Postings
from .propositions import Claims, propositions, stands
from .related import KeptNeighbours, Neighbours
from .sharing import Shared, mention
from .speakers import Speakers

_SCHEMA = "4"
"""of what ``dump`` and ``lot`` write; another one for every change of a field"""
_LOT = 128
"""articles of a lot, about"""


class _Links(NamedTuple):
    """What linking found in one article, before it was compared with others."""

    resolved: tuple[Resolved, ...]
    checked: dict[str, Checked]
    problems: tuple[Problem, ...]
    asked: dict[str, tuple[str, ...]]
    """names that people wrote in corrections, and the actors that they meant"""


Article = tuple[Packed, Notes]


class _Articles:
    """All articles: those that came, over those that another process left."""

    def __init__(self) -> None:
        self._own: dict[str, Article] = {}
        self._left: Mapping[str, Article] = {}
        self._gone: set[str] = set()

    def leave(self, left: Mapping[str, Article]) -> None:
        self._left = left

    def __getitem__(self, id: str) -> Article:
        return self._own[id] if id in self._own or id in self._gone else self._left[id]

    def __setitem__(self, id: str, article: Article) -> None:
        self._own[id] = article

    def pop(self, id: str) -> Article | None:
        old = self._own.pop(id, None)
        if old is None and id not in self._gone:
            old = self._left.get(id)
        self._gone.add(id)
        return old


class KeptLinker(Kept):
    schema: str
    ids: list[str]
    actors: KeptActors
    copies: KeptCopies
    groups: KeptGroups
    neighbours: KeptNeighbours
    nominal: Postings[str]
    stands: dict[str, tuple[str, str | None]]
    propositions: tuple[Proposition, ...]
    comparable: tuple[Comparable, ...]
    problems_of_people: tuple[Problem, ...]
    unprinted: dict[str, Actor]
    kept_back: dict[str, tuple[str, Withdrawn | None]]
    of_outlet: Postings[str]
    curation: Curation


class KeptLot(Kept):
    """What is kept of some of the articles."""

    schema: str
    casts: KeptCasts
    linked: dict[str, Linked]
    claims: dict[str, tuple[Claim, ...]]
    keys: dict[str, tuple[tuple[int, ...], ...]]
    """of each claim, those by which it may be one with others"""
    notable: dict[str, tuple[dict[str, Checked], tuple[Problem, ...], dict[str, tuple[str, ...]]]]
    """what few articles have: marks of who checked, problems, names in corrections"""


class _Public(Mapping[str, Packed]):
    """The articles that are not kept back."""

    def __init__(self, articles: _Articles) -> None:
        self._articles = articles
        self.ids: set[str] = set()

    def __getitem__(self, id: str) -> Packed:
        return self._articles[id][0]

    def __contains__(self, id: object) -> bool:
        return id in self.ids

    def __iter__(self) -> Iterator[str]:
        return iter(self.ids)

    def __len__(self) -> int:
        return len(self.ids)


class Linker:
    """The corpus as linked so far. What an update leaves as it was stays the same object."""

    def __init__(self) -> None:
        self._articles = _Articles()
        self._public = _Public(self._articles)
        self._kept_back: dict[str, tuple[str, Withdrawn | None]] = {}
        """private and withdrawn articles, with their paths and what is said of them"""
        self._outlets: dict[str, Withdrawal] = {}
        """outlets that are withdrawn"""
        self._of_outlet: Postings[str] = Postings()
        """outlet of ``sources.yml`` to its articles"""
        self._curation = Curation()
        self._actors = Actors()
        self._index = self._actors.index
        self._copies = Copies()
        self._groups = Groups()
        self._neighbours = Neighbours()
        self._nominal: Postings[str] = Postings()
        """noun of a description (“the minister”) to the articles in which somebody speaks who is called so"""
        self._links: dict[str, _Links] = {}
        self._found: dict[str, tuple[Claim, ...]] = {}
        """claims of articles by themselves, as far as anybody asked"""
        self._claims: dict[str, tuple[Claim, ...]] = {}
        """the same with groups and propositions"""
        self._stands: dict[str, tuple[str, str | None]] = {}
        """claim to the proposition and stance that people gave it"""
        self._propositions: tuple[Proposition, ...] = ()
        self._comparable: tuple[Comparable, ...] = ()
        self._problems_of_people: tuple[Problem, ...] = ()
        self._linked: dict[str, Linked] = {}
        self._entries: dict[str, Entry] = {}
        """as far as anybody asked"""
        self._plainly: dict[tuple[str | None, str], Resolved] = {}
        """actor and certainty to the record of a speaker of whom no more is said"""
        self._stale: set[str] = set()
        """articles of which something was found since all lots were written down"""
        self._lots = 0
        """how many were written down"""
        self._unprinted: dict[str, Actor] = {}
        """those that people named as speakers and no article prints"""

    def update(
        self,
        changed: Mapping[str, Article] | None = None,
        removed: Collection[str] = (),
        curation: Curation | None = None,
    ) -> Changes:
        """Takes articles by id, new ones too, lets others go, and takes other curation files (None: as before)."""
        if curation is not None:
            self._curation = curation
        gone, come, renoted = self._exchange(changed or {}, removed)
        left = gone.keys() - come.keys()
        lost: dict[str, Sketch] = {}
        won: dict[str, Sketch] = {}
        silenced = dict(self._heard(gone, lost, self._nominal.discard))
        index = self._actors.update(silenced, self._heard(come, won, self._nominal.add), self._curation, self._public)
        copied = self._copies.update(lost, won, self._public)
        del silenced, lost, won
        relinked = {*come, *index.mentions, *index.facts, *self._asking_anew(index.actors)}
        relinked.update(a for noun, some in index.nouns.items() for a in some if a in self._nominal.of(noun))
        reclaimed, were = self._link(relinked & self._public.ids, gone, copied)
        stood = self._stands
        propositions = self._people_said(reclaimed)
        differ = self._put_together(reclaimed, left, were, stood)
        neighbours = self._compare(index.mentions, index.actors, reclaimed, copied, left)
        titled = {copy.article for id in come for copy in self._copies.of(id)}
        entries, named = self._enter(relinked | copied | neighbours | titled, come.keys() | renoted, left)
        self._stale.update(index.placed, relinked, entries)
        were_claims = tuple(claim for claim in differ.values() if claim)
        actors = self._name_unprinted() | index.actors
        return Changes(entries, actors, frozenset(differ), propositions, were_claims, named, index.were)

    def briefing(self, problems: Iterable[Problem] = (), inputs: str = "") -> Briefing:
        """The briefing over all articles; ``problems`` are all that were found before."""
        ids = sorted(self._linked)
        entries = [self._entry(id) for id in ids]
        found = [*problems, *self._curation.problems, *self._index.problems]
        found += chain.from_iterable([entry.card.problems for entry in entries])
        found += chain.from_iterable([self._links[id].problems for id in ids])
        found += self._problems_of_people
        return Briefing(
            entries=tuple(entries),
            actors=tuple(sorted((*self._index.actors, *self._unprinted.values()), key=lambda actor: actor.id)),
            claims=tuple(chain.from_iterable(map(self._claims_of, ids))),
            propositions=self._propositions,
            curation=self._curation,
            problems=tuple(sorted(found, key=lambda p: (p.file, p.line or 0, p.code, p.message))),
            inputs=inputs,
            checked=self._checked(),
            comparable=self._comparable,
            private=tuple((id, path) for id, (path, _) in sorted(self._kept_back.items())),
            withdrawn=tuple(word for _, (_, word) in sorted(self._kept_back.items()) if word),
            redacted=self._index.private_names,
        )

    def _checked(self) -> dict[str, Checked]:
        found = {id: links.checked for id, links in self._links.items() if links.checked}
        return {item: mark for _, marks in sorted(found.items()) for item, mark in marks.items()}

    # ---------------------------------------------------------------- from process to process

    def dump(self) -> bytes:
        """What was found in all articles together, for another process to go on from with the lots of all of them."""
        ids = sorted(self._linked)
        numbers = {id: n for n, id in enumerate(ids)}
        kept = KeptLinker(
            schema=_SCHEMA,
            ids=ids,
            actors=self._actors.keep(numbers),
            copies=self._copies.keep(numbers),
            groups=KeptGroups.of(self._groups),
            neighbours=KeptNeighbours.of(self._neighbours),
            nominal=self._nominal,
            stands=self._stands,
            propositions=self._propositions,
            comparable=self._comparable,
            problems_of_people=self._problems_of_people,
            unprinted=self._unprinted,
            kept_back=self._kept_back,
            of_outlet=self._of_outlet,
            curation=self._curation,
        )
        return msgspec.msgpack.encode(kept)

    def lots(self) -> list[list[str]]:
        """The articles of each lot; one stays in its lot while the number of lots does not change."""
        made: list[list[str]] = [[] for _ in range(self._lots_now)]
        for id in sorted(self._linked):
            made[_lot_of(id, len(made))].append(id)
        return made

    @property
    def _lots_now(self) -> int:
        return 1 << (len(self._linked) // _LOT).bit_length()

    def stale_lots(self) -> set[int]:
        """Numbers of those in which something differs from when all were written down last."""
        if self._lots != self._lots_now:
            return set(range(self._lots_now))
        return {_lot_of(id, self._lots) for id in self._stale}

    def lot(self, ids: Sequence[str]) -> bytes:
        """What was found in the articles of one lot; no texts and no analyses are in it."""
        links = {id: self._links[id] for id in ids}
        claims = {id: self._claims_by_themselves(id) for id in ids}
        kept = KeptLot(
            schema=_SCHEMA,
            casts=self._index.keep_casts(ids),
            linked={id: self._linked[id] for id in ids},
            claims=claims,
            keys={id: tuple([self._groups.keys(claim.id) for claim in own]) for id, own in claims.items()},
            notable={id: (x.checked, x.problems, x.asked) for id, x in links.items() if x[1:] != ({}, (), {})},
        )
        return msgspec.msgpack.encode(kept)

    def written(self) -> None:
        """Says that all that is stale was written down."""
        self._stale, self._lots = set(), self._lots_now

    @classmethod
    def restored(
        cls, state: bytes, lots: Iterable[bytes], articles: Mapping[str, Article], *, once: bool = False
    ) -> Linker:
        """The linker that was dumped with its lots; of its ``articles``, each is asked for when it is needed.

        ``once``: it will not be for long, so that what is equal may lie in memory more than once.
        Raises ``ValueError`` for what another version dumped.
        """
        kept = _read(state, KeptLinker)
        self = cls()
        self._articles.leave(articles)
        self._curation, self._outlets = kept.curation, outlets_withdrawn(kept.curation)
        self._public.ids.update(kept.ids)
        known = self._actors.restore(kept.actors, kept.ids, kept.curation)
        known.update((id, id) for id in kept.ids)
        known.update((actor.id, actor.id) for actor in self._index.actors)
        for lot in lots:
            self._restore_lot(_read(lot, KeptLot), known, once)
        if self._linked.keys() != self._public.ids:
            raise ValueError("a lot is missing")
        self._copies.restore(kept.copies, kept.ids)
        self._groups.restore(kept.groups)
        named = {id: frozenset([m.actor for m in linked.mentions]) for id, linked in self._linked.items()}
        self._neighbours.restore(kept.neighbours, named, self._index.actors)
        self._nominal, self._stands, self._unprinted = kept.nominal, kept.stands, kept.unprinted
        self._propositions, self._comparable = kept.propositions, kept.comparable
        self._problems_of_people, self._kept_back = kept.problems_of_people, kept.kept_back
        self._of_outlet = kept.of_outlet
        self.written()
        return self

    def _restore_lot(self, kept: KeptLot, known: dict[Any, Any], once: bool) -> None:
        """Reads what ``lot`` gave; what is ``known`` is not held twice, unless it is for ``once``."""
        for id, found in kept.linked.items():
            if once:
                linked = found
            else:
                mentions = tuple([mention(m.start, m.end, known.get(m.actor, m.actor)) for m in found.mentions])
                resolved = tuple(map(self._as_before, found.resolved))
                kept.linked[id] = linked = replace(found, mentions=mentions, resolved=resolved)
            self._linked[id] = linked
            self._links[id] = _Links(linked.resolved, *kept.notable.get(id, ({}, (), {})))
        for id, claims in kept.claims.items():
            shared = Shared()
            own = claims if once else tuple([shared.claim(claim, known[id]) for claim in claims])
            self._found[id] = own
            self._groups.restore_keys(zip(own, kept.keys[id], strict=True))
        self._index.restore_casts(kept.casts, kept.linked, known)

    # ---------------------------------------------------------------- one article

    def _exchange(
        self, changed: Mapping[str, Article], removed: Collection[str]
    ) -> tuple[dict[str, Packed], dict[str, Packed], set[str]]:
        """The analyses that go and come, without those kept back; and articles of which only the notes changed."""
        gone: dict[str, Packed] = {}
        come: dict[str, Packed] = {}
        renoted: set[str] = set()
        outlets = outlets_withdrawn(self._curation)
        others = [site for site, _ in outlets.items() ^ self._outlets.items()]
        self._outlets = outlets
        for id in sorted({*removed, *changed, *(id for site in others for id in self._of_outlet.of(site))}):
            old = self._articles.pop(id)
            new = changed.get(id) or (None if id in removed else old)
            was = old[0] if old and id in self._public.ids else None
            now = new[0] if new and not self._keep_back(id, *new) else None
            if was is not None and now is not None and was.same_as(now):
                if old and new and old[1] != new[1]:
                    renoted.add(id)
                now = was
            else:
                self._public.ids.discard(id)
                if was is not None:
                    gone[id] = was
                if now is not None:
                    come[id] = now
                    self._public.ids.add(id)
            if old and old[0].card.site:
                self._of_outlet.discard(old[0].card.site, id)
            if new is None:
                self._kept_back.pop(id, None)
                continue
            self._articles[id] = (now or new[0], new[1])
            if new[0].card.site:
                self._of_outlet.add(new[0].card.site, id)
        return gone, come, renoted

    def _keep_back(self, id: str, article: Packed, notes: Notes) -> bool:
        """Whether an article is private or withdrawn, so that nothing of it reaches a page, an index or a file."""
        self._kept_back.pop(id, None)
        word = withdrawn(id, article.card, notes, self._outlets)
        if notes.private or word:
            self._kept_back[id] = (article.card.path, word)
        return id in self._kept_back

    def _heard(
        self, articles: Mapping[str, Packed], sketches: dict[str, Sketch], put: Callable[[str, str], None]
    ) -> Iterator[tuple[str, Testimony]]:
        """What each article says of its names; its sketch and descriptions are taken down while it is open."""
        for id, article in sorted(articles.items()):
            names = article.names
            sketches[id] = Sketch.of(names)
            for words in names.nominal:
                put(described(words).noun, id)
            yield id, testimony(names)

    def _asking_anew(self, changed: AbstractSet[str]) -> Iterator[str]:
        """Articles with corrections that name an actor that changed, or nobody, so that others may be suggested."""
        for id, links in self._links.items():
            for name, meant in links.asked.items():
                if self._index.named(name) != meant or (changed if not meant else not changed.isdisjoint(meant)):
                    yield id

    def _link(
        self, relinked: Collection[str], gone: Mapping[str, Packed], copied: Collection[str]
    ) -> tuple[set[str], dict[str, tuple[Claim, ...]]]:
        """Speakers and claims of articles, anew.

        Gives the articles of which the claims, or their groups, changed; and the claims that were, where they did.
        """
        were: dict[str, tuple[Claim, ...]] = {}
        come: list[tuple[Claim, Sequence[int]]] = []
        for id in sorted({*relinked, *gone}):
            old = self._links.pop(id, None)
            was = self._found.pop(id, ())
            if not was and old is not None:
                was = _claims_in(id, (gone[id] if id in gone else self._public[id]).analysis, old)
            if id not in self._public:
                were[id] = was
                continue
            self._links[id] = new = self._link_one(id)
            analysis = self._public[id].analysis
            claims = _claims_in(id, analysis, new)
            self._found[id] = was if was == claims else claims
            if was != claims or old is None:
                were[id] = was
                keys = keys_of(id, analysis)
                come += ((claim, keys.get(claim.id, ())) for claim in claims)
        moved = [claim.id for id in copied if id in self._public for claim in self._claims_by_themselves(id)]
        lost = (claim for some in were.values() for claim in some)
        return {*were, *self._groups.update(lost, come, moved, self._copies.shares)} & self._public.ids, were

    def _link_one(self, id: str) -> _Links:
        analysis = self._public[id].analysis
        chosen, problems = choices(analysis, self._index)
        resolved = Speakers(id, analysis, self._index, chosen).resolve()
        checked, unconfirmed = confirmed(id, analysis)
        corrections = [anchored.correction for anchored in analysis.annotations.anchored]
        names = {name for c in corrections for name in (c.speaker, *(c.via or ())) if name}
        asked = {name: self._index.named(name) for name in sorted(names)}
        return _Links(tuple(map(self._as_before, resolved)), checked, (*problems, *unconfirmed), asked)

    def _as_before(self, resolved: Resolved) -> Resolved:
        """The same record for the same word: most say no more than who speaks, and that the article names them."""
        plain = Resolved(actor=resolved.actor, certainty=resolved.certainty)
        return self._plainly.setdefault((plain.actor, plain.certainty), plain) if plain == resolved else resolved

    def _claims_by_themselves(self, id: str) -> tuple[Claim, ...]:
        """The claims of an article, without their groups and propositions."""
        found = self._found.get(id)
        if found is None:
            found = self._found[id] = _claims_in(id, self._public[id].analysis, self._links[id])
        return found

    # ---------------------------------------------------------------- all together

    def _people_said(self, reclaimed: set[str]) -> frozenset[str]:
        """Propositions, key lines and comparisons; adds the articles of which claims stand elsewhere now."""
        lookup = Claims.by_article(_OnDemand(self._links, self._claims_by_themselves), self._claims_of_quotations)
        named, unmatched = propositions(lookup, self._curation)
        unread = key_line_problems(self._curation.briefing, lookup, self._checked())
        claims = (claim for id in sorted(self._links) for claim in self._claims_by_themselves(id))
        self._comparable, uncompared = comparable(self._curation.briefing, lookup, claims)
        self._problems_of_people = (*unmatched, *unread, *uncompared)
        given = stands(named)
        for claim, _ in given.items() ^ self._stands.items():
            if article := lookup.article(claim):
                reclaimed.add(article)
        self._stands = given
        self._propositions, differ = _kept(self._propositions, named)
        return differ

    def _claims_of_quotations(self) -> dict[str, str]:
        """Quotation id to the id of the claim that holds it."""
        return {
            item_id(id, notes.quotations[n].key): item_id(id, found.key)
            for id in sorted(self._public.ids)
            for notes in (self._public[id].analysis.annotations,)
            for found in notes.attributions
            for n in found.quotations
            if found.content
        }

    def _put_together(
        self,
        reclaimed: Collection[str],
        left: Collection[str],
        were: Mapping[str, tuple[Claim, ...]],
        stood: Mapping[str, tuple[str, str | None]],
    ) -> dict[str, Claim | None]:
        """The claims of articles with group and proposition; gives those that differ from before, as they were."""
        differ: dict[str, Claim | None] = {}
        for id in left:
            self._claims.pop(id, None)
            differ.update((claim.id, _in_place(claim, self._groups.was(claim.id), stood)) for claim in were[id])
        for id in reclaimed:
            old = self._claims.get(id)
            if old is None:
                before = were.get(id)
                before = self._claims_by_themselves(id) if before is None else before
                old = tuple(_in_place(claim, self._groups.was(claim.id), stood) for claim in before)
            claims = self._claims_by_themselves(id)
            new = tuple(_in_place(claim, self._groups.place(claim.id), self._stands) for claim in claims)
            self._claims[id], other = _kept(old, new)
            before_of = {claim.id: claim for claim in old} if other else {}
            differ.update((claim, before_of.get(claim)) for claim in other)
        return differ

    def _claims_of(self, id: str) -> tuple[Claim, ...]:
        """The claims of an article, as they stand in the briefing."""
        found = self._claims.get(id)
        if found is None:
            claims = self._claims_by_themselves(id)
            found = tuple(_in_place(claim, self._groups.place(claim.id), self._stands) for claim in claims)
            self._claims[id] = found
        return found

    def _compare(
        self,
        named: Iterable[str],
        actors: Iterable[str],
        reclaimed: Iterable[str],
        copied: Iterable[str],
        left: Iterable[str],
    ) -> set[str]:
        """Articles that are worth reading beside others now, and were not, or no more."""
        index = self._index
        mentions: dict[str, frozenset[str] | None] = dict.fromkeys(left)
        for id in named:
            if id in self._links:
                mentions[id] = frozenset(m.actor for m in index.mentions(id))
        return self._neighbours.update(
            mentions,
            {id: self._claims_of(id) for id in reclaimed},
            {id: index.actor(id) for id in actors},
            index.articles,
            self._copies.shares,
            [id for id in copied if id in self._links],
        )

    def _enter(
        self, concerned: Collection[str], anew: Collection[str], left: Collection[str]
    ) -> tuple[frozenset[str], frozenset[str]]:
        """What is linked in articles, anew.

        Gives those that differ from before, as those do that are ``anew``; and whom they mention or mentioned.
        """
        mentioned = [self._linked[id].mentions for id in {*left, *anew} if id in self._linked]
        for id in left:
            del self._linked[id]
        differ = {*left, *anew}
        for id in concerned:
            if id not in self._links:
                continue
            copies = self._copies.of(id)
            linked = Linked(
                id=id,
                mentions=self._index.mentions(id),
                resolved=self._links[id].resolved,
                related=(*copies, *self._neighbours.of(id)),
                flaws=copy_flaws(copies, self._title),
                redacted=self._index.redacted(id),
            )
            if (was := self._linked.get(id)) != linked:
                mentioned += [was.mentions] if was else []
                self._linked[id] = linked
                differ.add(id)
        for id in differ:
            self._entries.pop(id, None)
        mentioned += [self._linked[id].mentions for id in differ if id in self._linked]
        return frozenset(differ), frozenset([mention.actor for some in mentioned for mention in some])

    def _entry(self, id: str) -> Entry:
        entry = self._entries.get(id)
        if entry is None:
            article, notes = self._articles[id]
            entry = self._entries[id] = Entry(id=id, article=article, notes=notes, linked=self._linked[id])
        return entry

    def _title(self, id: str) -> str:
        card = self._articles[id][0].card
        return card.metadata.title.value if card.metadata.title else card.path

    def _name_unprinted(self) -> frozenset[str]:
        """Actors of ``actors.yml`` that no article prints, but a person named as a speaker or hop."""
        unprinted = self._index.unprinted
        speakers = (r for links in self._links.values() if links.asked for r in links.resolved)
        used = {a for r in speakers for a in (r.actor, *(hop.actor for hop in r.via)) if a in unprinted}
        named, differ = _kept(self._unprinted.values(), (unprinted[id] for id in sorted(used)))
        self._unprinted = {actor.id: actor for actor in named}
        return differ


KeptT = TypeVar("KeptT", KeptLinker, KeptLot)


def _read(state: bytes, kind: type[KeptT]) -> KeptT:
    kept = msgspec.msgpack.decode(state, type=kind)  # a ValueError where its fields are others
    if kept.schema != _SCHEMA:
        raise ValueError("dumped by another version")
    return kept


def _lot_of(article: str, lots: int) -> int:
    return crc32(article.encode()) % lots


class _OnDemand(Mapping[str, Sequence[Claim]]):
    """The claims of each article, found when somebody asks."""

    def __init__(self, articles: Collection[str], claims: Callable[[str], Sequence[Claim]]) -> None:
        self._articles, self._claims = articles, claims

    def __getitem__(self, article: str) -> Sequence[Claim]:
        if article not in self._articles:
            raise KeyError(article)
        return self._claims(article)

    def __iter__(self) -> Iterator[str]:
        return iter(self._articles)

    def __len__(self) -> int:
        return len(self._articles)


def _claims_in(id: str, analysis: Analysis, links: _Links) -> tuple[Claim, ...]:
    """The claims of an article, as people corrected them."""
    return tuple(set_by_people(id, analysis, claims_of(id, analysis, links.resolved)))


def _in_place(claim: Claim, place: Place, stands: Mapping[str, tuple[str, str | None]]) -> Claim:
    """A claim with its group, origin, proposition and stance."""
    group, origin = place
    proposition, stance = stands.get(claim.id, (None, None))
    if group is None and proposition is None:
        return claim
    return replace(claim, group=group, origin=origin, proposition=proposition, stance=stance)


Named = TypeVar("Named", Actor, Claim, Proposition)


def _kept(old: Iterable[Named], new: Iterable[Named]) -> tuple[tuple[Named, ...], frozenset[str]]:
    """The new records, the old ones where they are equal; and the ids of those that differ."""
    before = {record.id: record for record in old}
    after = {record.id: record for record in new}
    kept = {id: before[id] if before.get(id) == record else record for id, record in after.items()}
    differ = {id for id, record in kept.items() if before.get(id) is not record} | (before.keys() - after.keys())
    return tuple(kept.values()), frozenset(differ)
