"""A cleaned article in, ``Annotations`` out: quotations, attributions, candidate names, hedges, figures.

Looks at one article only; knows no actor; opens no file but the word lists of ``data/``, once.
"""

from __future__ import annotations

from ..model import Annotations, Cleaned, Notes
from .article import attribute
from .corrections import Marked
from .details import describe, sketch
from .layout import Layout
from .names import candidates


def annotate(text: str, cleaned: Cleaned, notes: Notes) -> Annotations:
    """All that is found in the kept blocks of ``text``, as spans of it."""
    layout = Layout(text, cleaned.blocks)
    marked = Marked(text, layout, *attribute(text, layout, cleaned))
    marked.correct(notes)
    quotations = tuple(marked.quotations)
    attributions, own_voice = describe(text, layout, tuple(marked.attributions), quotations, cleaned)
    names, lowercase = candidates(text, layout)
    return Annotations(
        quotations=quotations,
        attributions=attributions,
        assertions=marked.told_by_nobody(own_voice),
        candidates=names,
        lowercase=lowercase,
        sketch=sketch(text, layout),
        anchored=marked.anchored,
        problems=marked.problems,
    )
