"""Analysed articles in, ``Briefing`` out: actors, speakers, claims, propositions, related articles.

Folds what each article contributed; reads no file, builds no HTML.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..model import Analysis, Briefing, Curation, Entry, Linked, Notes, Problem, Resolved


def link(
    articles: Iterable[tuple[str, Analysis, Notes]],
    curation: Curation,
    problems: Iterable[Problem] = (),
    inputs: str = "",
) -> Briefing:
    """The briefing over ``(article id, analysis, notes)``; ``problems`` are those found before."""
    entries = tuple(
        Entry(
            id=id,
            analysis=analysis,
            notes=notes,
            linked=Linked(id=id, resolved=tuple(Resolved() for _ in analysis.annotations.attributions)),
        )
        for id, analysis, notes in articles
    )
    return Briefing(
        entries=entries,
        actors=(),
        claims=(),
        propositions=(),
        curation=curation,
        problems=(*problems, *curation.problems),
        inputs=inputs,
    )
