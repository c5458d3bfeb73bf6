"""The steps of annotating one article, in their order."""

from __future__ import annotations

from ..model import Annotations, Cleaned, Notes
from .article import attribute
from .corrections import Marked
from .details import describe, sketch
from .layout import Layout
from .names import candidates


def annotated(text: str, cleaned: Cleaned, notes: Notes) -> Annotations:
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
