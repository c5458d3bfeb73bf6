"""A cleaned article in, ``Annotations`` out: quotations, attributions, candidate names, hedges, figures.

Looks at one article only; knows no actor; opens no file but the word lists of ``data/``, once.
"""

from __future__ import annotations

from ..model import Annotations, Cleaned, Notes
from .article import attribute
from .details import describe, sketch
from .layout import Layout
from .names import candidates


def annotate(text: str, cleaned: Cleaned, notes: Notes) -> Annotations:
    """All that is found in the kept blocks of ``text``, as spans of it."""
    layout = Layout(text, cleaned.blocks)
    quotations, attributions, problems = attribute(text, layout, cleaned, notes)
    attributions, own_voice = describe(text, layout, attributions, quotations, cleaned)
    names, lowercase = candidates(text, layout)
    return Annotations(
        quotations=quotations,
        attributions=attributions,
        assertions=own_voice,
        candidates=names,
        lowercase=lowercase,
        sketch=sketch(text, layout),
        problems=problems,
    )
