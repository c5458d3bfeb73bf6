"""Analysed articles in, ``Briefing`` out: actors, speakers, claims, propositions, related articles.

Folds what each article contributed; opens no file, builds no HTML.  ``Linker`` keeps what it folded, so that an edit
costs what it touches; ``link`` is a linker that was updated once.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..model import Analysis, Briefing, Curation, Notes, Packed, Problem
from .changes import Changes

if TYPE_CHECKING:
    from .linker import Linker

__all__ = ["Changes", "Linker", "link"]


def link(
    articles: Iterable[tuple[str, Analysis, Notes]],
    curation: Curation,
    problems: Iterable[Problem] = (),
    inputs: str = "",
) -> Briefing:
    """The briefing over ``(article id, analysis, notes)``; ``problems`` are those found before.

    Private articles are left out here, so that nothing of them reaches a page, an index or a file.
    """
    from .linker import Linker

    linker = Linker()
    linker.update({id: (Packed.of(analysis), notes) for id, analysis, notes in articles}, curation=curation)
    return linker.briefing(problems, inputs)


def __getattr__(name: str) -> object:
    """The linker is loaded when it is asked for: pages ask for claims and names of this folder only."""
    if name == "Linker":
        from .linker import Linker

        return Linker
    raise AttributeError(name)
