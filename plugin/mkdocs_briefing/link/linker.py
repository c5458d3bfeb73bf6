"""The corpus as linked so far: what changes is taken back and put in again, and followed as far as it reaches."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple, TypeVar

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
    Problem,
    Proposition,
    Resolved,
    Withdrawal,
    Withdrawn,
)
from .actors import Actors
from .claims import claims_of
from .comparisons import comparable
from .copies import Copies, copy_flaws
from .corrections import changed as set_by_people
from .corrections import choices, confirmed
from .descriptions import described
from .evidence import key_line_problems
from .groups import Groups, keys_of
from .kept_back import outlets_withdrawn, withdrawn
from .postings import Postings
from .propositions import Claims, propositions, stands
from .related import Neighbours
from .speakers import Speakers


class Changes(NamedTuple):
    """Ids of what differs from the state before an update: new, changed and gone."""

    entries: frozenset[str]
    actors: frozenset[str]
    claims: frozenset[str]
    propositions: frozenset[str]


class _Links(NamedTuple):
    """What linking found in one article, before it was compared with others."""

    resolved: tuple[Resolved, ...]
    claims: tuple[Claim, ...]
    checked: dict[str, Checked]
    problems: tuple[Problem, ...]
    asked: dict[str, tuple[str, ...]]
    """names that people wrote in corrections, and the actors that they meant"""


class _Public(Mapping[str, Analysis]):
    """The analyses of the articles that are not kept back."""

    def __init__(self, articles: Mapping[str, tuple[Analysis, Notes]]) -> None:
        self._articles = articles
        self.ids: set[str] = set()

    def __getitem__(self, id: str) -> Analysis:
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
        self._articles: dict[str, tuple[Analysis, Notes]] = {}
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
        self._claims: dict[str, tuple[Claim, ...]] = {}
        """of each article, as they stand in the briefing"""
        self._stands: dict[str, tuple[str, str | None]] = {}
        """claim to the proposition and stance that people gave it"""
        self._propositions: tuple[Proposition, ...] = ()
        self._comparable: tuple[Comparable, ...] = ()
        self._problems_of_people: tuple[Problem, ...] = ()
        self._entries: dict[str, Entry] = {}
        self._unprinted: dict[str, Actor] = {}
        """those that people named as speakers and no article prints"""

    def update(
        self,
        changed: Mapping[str, tuple[Analysis, Notes]] | None = None,
        removed: Collection[str] = (),
        curation: Curation | None = None,
    ) -> Changes:
        """Takes articles by id, new ones too, lets others go, and takes other curation files (None: as before)."""
        if curation is not None:
            self._curation = curation
        gone, come, renoted = self._exchange(changed or {}, removed)
        left = gone.keys() - come.keys()
        index = self._actors.update(gone, come, self._curation, self._public)
        copied = self._copies.update(gone, come, self._public)
        self._list_descriptions(gone, come)
        relinked = {*come, *index.mentions, *index.facts, *self._asking_anew(index.actors)}
        relinked.update(a for noun, some in index.nouns.items() for a in some if a in self._nominal.of(noun))
        reclaimed = self._link(relinked & self._public.ids, left, copied)
        reclaimed, propositions = self._people_said(reclaimed)
        claims = self._put_together(reclaimed, left)
        neighbours = self._compare(index.mentions, index.actors, reclaimed, copied, left)
        titled = {copy.article for id in come for copy in self._copies.of(id)}
        entries = self._enter(relinked | copied | neighbours | titled | renoted, left)
        return Changes(entries, self._name_unprinted() | index.actors, claims, propositions)

    def briefing(self, problems: Iterable[Problem] = (), inputs: str = "") -> Briefing:
        """The briefing over all articles; ``problems`` are all that were found before."""
        ids = sorted(self._entries)
        found = [*problems, *self._curation.problems, *self._index.problems]
        for id in ids:
            analysis = self._entries[id].analysis
            found += (*analysis.cleaned.problems, *analysis.annotations.problems)
        for id in ids:
            found += self._links[id].problems
        found += self._problems_of_people
        return Briefing(
            entries=tuple(self._entries[id] for id in ids),
            actors=tuple(sorted((*self._index.actors, *self._unprinted.values()), key=lambda actor: actor.id)),
            claims=tuple(claim for id in ids for claim in self._claims[id]),
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
        return {item: mark for id in sorted(self._links) for item, mark in self._links[id].checked.items()}

    # ---------------------------------------------------------------- one article

    def _exchange(
        self, changed: Mapping[str, tuple[Analysis, Notes]], removed: Collection[str]
    ) -> tuple[dict[str, Analysis], dict[str, Analysis], set[str]]:
        """The analyses that go and come, without those kept back; and articles of which only the notes changed."""
        gone: dict[str, Analysis] = {}
        come: dict[str, Analysis] = {}
        renoted: set[str] = set()
        outlets = outlets_withdrawn(self._curation)
        others = [site for site, _ in outlets.items() ^ self._outlets.items()]
        self._outlets = outlets
        for id in sorted({*removed, *changed, *(id for site in others for id in self._of_outlet.of(site))}):
            old = self._articles.pop(id, None)
            new = changed.get(id) or (None if id in removed else old)
            was = old[0] if old and id in self._public.ids else None
            now = new[0] if new and not self._keep_back(id, *new) else None
            if was is not None and was == now:
                renoted.add(id)
                now = was
            else:
                self._public.ids.discard(id)
                if was is not None:
                    gone[id] = was
                if now is not None:
                    come[id] = now
                    self._public.ids.add(id)
            if old and old[0].cleaned.site:
                self._of_outlet.discard(old[0].cleaned.site, id)
            if new is None:
                self._kept_back.pop(id, None)
                continue
            self._articles[id] = (now or new[0], new[1])
            if new[0].cleaned.site:
                self._of_outlet.add(new[0].cleaned.site, id)
        return gone, come, renoted

    def _keep_back(self, id: str, analysis: Analysis, notes: Notes) -> bool:
        """Whether an article is private or withdrawn, so that nothing of it reaches a page, an index or a file."""
        self._kept_back.pop(id, None)
        word = withdrawn(id, analysis, notes, self._outlets)
        if notes.private or word:
            self._kept_back[id] = (analysis.path, word)
        return id in self._kept_back

    def _list_descriptions(self, gone: Mapping[str, Analysis], come: Mapping[str, Analysis]) -> None:
        for articles, put in ((gone, self._nominal.discard), (come, self._nominal.add)):
            for id, analysis in articles.items():
                for found in analysis.annotations.attributions:
                    if found.source_kind == "nominal":
                        put(described(found.source_text).noun, id)

    def _asking_anew(self, changed: AbstractSet[str]) -> Iterator[str]:
        """Articles with corrections that name an actor that changed, or nobody, so that others may be suggested."""
        for id, links in self._links.items():
            for name, meant in links.asked.items():
                if self._index.named(name) != meant or (changed if not meant else not changed.isdisjoint(meant)):
                    yield id

    def _link(self, relinked: Collection[str], left: Collection[str], copied: Collection[str]) -> set[str]:
        """Speakers and claims of articles, anew; gives the articles of which the claims, or their groups, changed."""
        gone: list[Claim] = []
        come: list[tuple[Claim, Sequence[str]]] = []
        for id in left:
            gone += self._links.pop(id).claims
        reclaimed: set[str] = set()
        for id in sorted(relinked):
            old, new = self._links.get(id), self._linked(id)
            if old is not None and old.claims == new.claims:
                new = new._replace(claims=old.claims)
            else:
                keys = keys_of(id, self._public[id])
                gone += old.claims if old is not None else ()
                come += ((claim, keys.get(claim.id, ())) for claim in new.claims)
                reclaimed.add(id)
            self._links[id] = new
        moved = [claim.id for id in copied if id in self._links for claim in self._links[id].claims]
        return reclaimed | (self._groups.update(gone, come, moved, self._copies.shares) - {*left})

    def _linked(self, id: str) -> _Links:
        analysis = self._public[id]
        chosen, problems = choices(analysis, self._index)
        resolved = Speakers(id, analysis, self._index, chosen).resolve()
        checked, unconfirmed = confirmed(id, analysis)
        claims = set_by_people(id, analysis, claims_of(id, analysis, resolved))
        corrections = [anchored.correction for anchored in analysis.annotations.anchored]
        names = {name for c in corrections for name in (c.speaker, *(c.via or ())) if name}
        asked = {name: self._index.named(name) for name in sorted(names)}
        return _Links(resolved, tuple(claims), checked, (*problems, *unconfirmed), asked)

    # ---------------------------------------------------------------- all together

    def _people_said(self, reclaimed: set[str]) -> tuple[set[str], frozenset[str]]:
        """Propositions, key lines and comparisons; adds the articles of which claims stand elsewhere now."""
        lookup = Claims.by_article({id: links.claims for id, links in self._links.items()}, self._claims_of_quotations)
        named, unmatched = propositions(lookup, self._curation)
        unread = key_line_problems(self._curation.briefing, lookup, self._checked())
        claims = (claim for id in sorted(self._links) for claim in self._links[id].claims)
        self._comparable, uncompared = comparable(self._curation.briefing, lookup, claims)
        self._problems_of_people = (*unmatched, *unread, *uncompared)
        given = stands(named)
        for claim, _ in given.items() ^ self._stands.items():
            if article := lookup.article(claim):
                reclaimed.add(article)
        self._stands = given
        self._propositions, differ = _kept(self._propositions, named)
        return reclaimed, differ

    def _claims_of_quotations(self) -> dict[str, str]:
        """Quotation id to the id of the claim that holds it."""
        return {
            item_id(id, notes.quotations[n].key): item_id(id, found.key)
            for id in sorted(self._public.ids)
            for notes in (self._public[id].annotations,)
            for found in notes.attributions
            for n in found.quotations
            if found.content
        }

    def _put_together(self, reclaimed: Collection[str], left: Collection[str]) -> frozenset[str]:
        """The claims of articles with group and proposition; gives those that differ from before."""
        differ: set[str] = set()
        for id in left:
            differ.update(claim.id for claim in self._claims.pop(id))
        for id in reclaimed:
            claims = tuple(self._in_place(claim) for claim in self._links[id].claims)
            self._claims[id], other = _kept(self._claims.get(id, ()), claims)
            differ |= other
        return frozenset(differ)

    def _in_place(self, claim: Claim) -> Claim:
        group, origin = self._groups.place(claim.id)
        proposition, stance = self._stands.get(claim.id, (None, None))
        if group is None and proposition is None:
            return claim
        return replace(claim, group=group, origin=origin, proposition=proposition, stance=stance)

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
            {id: self._claims[id] for id in reclaimed},
            {id: index.actor(id) for id in actors},
            index.articles,
            self._copies.shares,
            [id for id in copied if id in self._links],
        )

    def _enter(self, concerned: Collection[str], left: Collection[str]) -> frozenset[str]:
        """The entries of articles, anew; gives those that differ from before."""
        differ = set(left)
        for id in left:
            del self._entries[id]
        for id in concerned:
            if id not in self._links:
                continue
            analysis, notes = self._articles[id]
            copies = self._copies.of(id)
            linked = Linked(
                id=id,
                mentions=self._index.mentions(id),
                resolved=self._links[id].resolved,
                related=(*copies, *self._neighbours.of(id)),
                flaws=copy_flaws(copies, self._title),
                redacted=self._index.redacted(id),
            )
            old = self._entries.get(id)
            if old is None or old.analysis is not analysis or (old.notes, old.linked) != (notes, linked):
                self._entries[id] = Entry(id=id, analysis=analysis, notes=notes, linked=linked)
                differ.add(id)
        return frozenset(differ)

    def _title(self, id: str) -> str:
        analysis = self._public[id]
        title = analysis.cleaned.metadata.title
        return title.value if title else analysis.path

    def _name_unprinted(self) -> frozenset[str]:
        """Actors of ``actors.yml`` that no article prints, but a person named as a speaker or hop."""
        unprinted = self._index.unprinted
        speakers = (r for links in self._links.values() if links.asked for r in links.resolved)
        used = {a for r in speakers for a in (r.actor, *(hop.actor for hop in r.via)) if a in unprinted}
        named, differ = _kept(self._unprinted.values(), (unprinted[id] for id in sorted(used)))
        self._unprinted = {actor.id: actor for actor in named}
        return differ


Named = TypeVar("Named", Actor, Claim, Proposition)


def _kept(old: Iterable[Named], new: Iterable[Named]) -> tuple[tuple[Named, ...], frozenset[str]]:
    """The new records, the old ones where they are equal; and the ids of those that differ."""
    before = {record.id: record for record in old}
    after = {record.id: record for record in new}
    kept = {id: before[id] if before.get(id) == record else record for id, record in after.items()}
    differ = {id for id, record in kept.items() if before.get(id) is not record} | (before.keys() - after.keys())
    return tuple(kept.values()), frozenset(differ)
