"""A cleaned article in, ``Annotations`` out: quotations, attributions, candidate names, hedges, figures.

Looks at one article only; knows no actor; opens no file but the word lists of ``data/``, once.
"""

from __future__ import annotations

from ..model import Annotations, Cleaned, Notes


def annotate(text: str, cleaned: Cleaned, notes: Notes) -> Annotations:
    """All that is found in the kept blocks of ``text``, as spans of it."""
    from .stage import annotated  # the rules are loaded for the first article: pages ask for the layout only

    return annotated(text, cleaned, notes)
