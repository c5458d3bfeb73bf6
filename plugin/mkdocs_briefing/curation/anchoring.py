"""An article's corrections and the spans of its text where their words stand."""

from __future__ import annotations

from collections.abc import Iterable

from ..model import Anchored, Correction, Problem
from .anchors import find, nearest


def anchored(text: str, corrections: Iterable[Correction]) -> tuple[tuple[Anchored, ...], tuple[Problem, ...]]:
    """Each correction with its spans; one whose words stand nowhere is a problem with the nearest words."""
    found: list[Anchored] = []
    problems: list[Problem] = []
    for correction in corrections:
        spans = find(text, correction.words, correction.prefix, correction.suffix)
        if spans:
            found.append(Anchored(correction=correction, spans=spans))
            continue
        near = nearest(text, correction.words)
        problems.append(
            correction.problem(
                "correction-unmatched",
                f"{correction.kind}: the words “{correction.words}” do not stand in the article",
                f"the nearest words are “{near}”" if near else "copy the words from the article's page",
            )
        )
    return tuple(found), tuple(problems)
