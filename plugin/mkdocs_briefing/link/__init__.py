"""Analysed articles in, ``Briefing`` out: actors, speakers, claims, propositions, related articles.

Folds what each article contributed; opens no file, builds no HTML.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple, TypeVar

from msgspec.structs import replace

from ..ids import item_id
from ..model import Actor, Analysis, Briefing, Checked, Claim, Curation, Entry, Linked, Notes, Problem, Proposition
from .actors import ActorIndex, find_actors
from .claims import claims_of, grouped
from .comparisons import comparable
from .corrections import changed, choices, confirmed
from .descriptions import StatedRoles
from .evidence import key_line_problems
from .kept_back import withdrawn
from .propositions import Claims, propositions, with_propositions
from .related import copies, copy_flaws, related, with_related
from .speakers import Speakers

Named = TypeVar("Named", Entry, Actor, Claim, Proposition)


class Changes(NamedTuple):
    """Ids of what differs from the state before an update: new, changed and gone."""

    entries: frozenset[str]
    actors: frozenset[str]
    claims: frozenset[str]
    propositions: frozenset[str]


def link(
    articles: Iterable[tuple[str, Analysis, Notes]],
    curation: Curation,
    problems: Iterable[Problem] = (),
    inputs: str = "",
) -> Briefing:
    """The briefing over ``(article id, analysis, notes)``; ``problems`` are those found before.

    Private articles are left out here, so that nothing of them reaches a page, an index or a file.
    """
    linker = Linker()
    linker.update({id: (analysis, notes) for id, analysis, notes in articles}, curation=curation)
    return linker.briefing(problems, inputs)


class Linker:
    """The corpus as linked so far. What an update leaves as it was stays the same object."""

    def __init__(self) -> None:
        self._articles: dict[str, tuple[Analysis, Notes]] = {}
        self._curation = Curation()
        self._briefing = _linked_anew((), self._curation)

    def update(
        self,
        changed: Mapping[str, tuple[Analysis, Notes]] | None = None,
        removed: Collection[str] = (),
        curation: Curation | None = None,
    ) -> Changes:
        """Takes articles by id, new ones too, lets others go, and takes other curation files (None: as before)."""
        for id in removed:
            self._articles.pop(id, None)
        self._articles.update(changed or {})
        if curation is not None:
            self._curation = curation
        old = self._briefing
        new = _linked_anew([(id, *article) for id, article in self._articles.items()], self._curation)
        entries, changed_entries = _kept(old.entries, new.entries)
        actors, changed_actors = _kept(old.actors, new.actors)
        claims, changed_claims = _kept(old.claims, new.claims)
        propositions, changed_propositions = _kept(old.propositions, new.propositions)
        self._briefing = replace(new, entries=entries, actors=actors, claims=claims, propositions=propositions)
        return Changes(changed_entries, changed_actors, changed_claims, changed_propositions)

    def briefing(self, problems: Iterable[Problem] = (), inputs: str = "") -> Briefing:
        """The briefing over all articles; ``problems`` are all that were found before."""
        return replace(
            self._briefing, problems=tuple(sorted((*problems, *self._briefing.problems), key=_place)), inputs=inputs
        )


def _place(problem: Problem) -> tuple[str, int, str, str]:
    return (problem.file, problem.line or 0, problem.code, problem.message)


def _kept(old: Iterable[Named], new: Iterable[Named]) -> tuple[tuple[Named, ...], frozenset[str]]:
    """The new records, the old ones where they are equal; and the ids of those that are not."""
    before = {record.id: record for record in old}
    after = {record.id: record for record in new}
    kept = {id: before[id] if before.get(id) == record else record for id, record in after.items()}
    differ = {id for id, record in kept.items() if before.get(id) is not record} | (before.keys() - after.keys())
    return tuple(kept.values()), frozenset(differ)


def _linked_anew(articles: Iterable[tuple[str, Analysis, Notes]], curation: Curation) -> Briefing:
    articles = sorted(articles, key=lambda a: a[0])
    gone = withdrawn(articles, curation)
    public = [a for a in articles if not a[2].private and a[0] not in gone]
    analyses = [(id, analysis) for id, analysis, _ in public]
    index = find_actors(analyses, curation)
    found = [*curation.problems, *index.problems]
    for _, analysis in analyses:
        found += (*analysis.cleaned.problems, *analysis.annotations.problems)
    entries, checked = _speakers(public, index, found)
    claims = grouped((c for e in entries for c in changed(e, claims_of(e))), entries)
    lookup = Claims(claims, _claim_of_quotation(entries))
    named, unmatched = propositions(lookup, curation)
    found += unmatched
    found += key_line_problems(curation.briefing, lookup, checked)
    compared, unmatched = comparable(curation.briefing, lookup, claims)
    found += unmatched
    claims = with_propositions(claims, named)
    near = related(entries, {e.id: e.linked.mentions for e in entries}, index.actors, claims)
    return Briefing(
        entries=tuple(with_related(e, near[e.id]) for e in entries),
        actors=_with_unprinted(index, entries),
        claims=claims,
        propositions=named,
        curation=curation,
        problems=tuple(found),
        inputs="",
        checked=checked,
        comparable=compared,
        private=tuple((id, analysis.path) for id, analysis, notes in articles if notes.private or id in gone),
        withdrawn=tuple(gone.values()),
        redacted=index.private_names,
    )


def _speakers(
    articles: Sequence[tuple[str, Analysis, Notes]], index: ActorIndex, problems: list[Problem]
) -> tuple[list[Entry], dict[str, Checked]]:
    """Each article with its mentions, copies and resolved speakers; what people confirmed; new problems."""
    near = copies([(id, analysis) for id, analysis, _ in articles])
    roles = StatedRoles(index.actors)
    titles = {id: _title(analysis) for id, analysis, _ in articles}
    entries, checked = [], {}
    for id, analysis, notes in articles:
        chosen, found = choices(analysis, index)
        problems += found
        read, found = confirmed(id, analysis)
        problems += found
        checked.update(read)
        copied = tuple(near.get(id, ()))
        entries.append(
            Entry(
                id=id,
                analysis=analysis,
                notes=notes,
                linked=Linked(
                    id=id,
                    mentions=index.mentions(id),
                    resolved=Speakers(id, analysis, index, roles, chosen).resolve(),
                    related=copied,
                    flaws=copy_flaws(copied, titles),
                    redacted=index.redacted(id),
                ),
            )
        )
    return entries, checked


def _title(analysis: Analysis) -> str:
    title = analysis.cleaned.metadata.title
    return title.value if title else analysis.path


def _with_unprinted(index: ActorIndex, entries: Iterable[Entry]) -> tuple[Actor, ...]:
    """The actors, and those of ``actors.yml`` that no article prints but a person named as a speaker or hop."""
    used = {a for e in entries for r in e.linked.resolved for a in (r.actor, *(hop.actor for hop in r.via)) if a}
    named = [index.unprinted[id] for id in used & index.unprinted.keys()]
    return tuple(sorted((*index.actors, *named), key=lambda a: a.id))


def _claim_of_quotation(entries: Iterable[Entry]) -> dict[str, str]:
    """Quotation id to the id of the claim that holds it."""
    return {
        item_id(e.id, e.analysis.annotations.quotations[n].key): item_id(e.id, found.key)
        for e in entries
        for found in e.analysis.annotations.attributions
        for n in found.quotations
        if found.content
    }
