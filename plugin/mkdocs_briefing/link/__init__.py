"""Analysed articles in, ``Briefing`` out: actors, speakers, claims, propositions, related articles.

Folds what each article contributed; opens no file, builds no HTML.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..ids import item_id
from ..model import Actor, Analysis, Briefing, Checked, Curation, Entry, Linked, Notes, Problem
from .actors import ActorIndex, find_actors
from .claims import claims_of, grouped
from .corrections import choices, confirmed
from .descriptions import StatedRoles
from .evidence import key_line_problems
from .propositions import Claims, propositions, with_propositions
from .related import copies, copy_flaws, related, with_related
from .speakers import Speakers


def link(
    articles: Iterable[tuple[str, Analysis, Notes]],
    curation: Curation,
    problems: Iterable[Problem] = (),
    inputs: str = "",
) -> Briefing:
    """The briefing over ``(article id, analysis, notes)``; ``problems`` are those found before.

    Private articles are left out here, so that nothing of them reaches a page, an index or a file.
    """
    articles = sorted(articles, key=lambda a: a[0])
    public = [a for a in articles if not a[2].private]
    analyses = [(id, analysis) for id, analysis, _ in public]
    index = find_actors(analyses, curation)
    found = [*problems, *curation.problems, *index.problems]
    for _, analysis in analyses:
        found += (*analysis.cleaned.problems, *analysis.annotations.problems)
    entries, checked = _speakers(public, index, found)
    claims = grouped((c for e in entries for c in claims_of(e)), entries)
    lookup = Claims(claims, _claim_of_quotation(entries))
    named, unmatched = propositions(lookup, curation)
    found += unmatched
    found += key_line_problems(curation.briefing, lookup, checked)
    claims = with_propositions(claims, named)
    near = related(entries, {e.id: e.linked.mentions for e in entries}, index.actors, claims)
    return Briefing(
        entries=tuple(with_related(e, near[e.id]) for e in entries),
        actors=_with_unprinted(index, entries),
        claims=claims,
        propositions=named,
        curation=curation,
        problems=tuple(sorted(found, key=lambda p: (p.file, p.line or 0, p.code, p.message))),
        inputs=inputs,
        checked=checked,
        private=tuple((id, analysis.path) for id, analysis, notes in articles if notes.private),
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
        checked.update(confirmed(id, analysis))
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
