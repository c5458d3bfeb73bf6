"""What an article puts on other pages: rows of lists, sentences on pages of actors. Made while it is open."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from jinja2 import Environment

from ..catalogue import unnamed
from ..counting import counted, family
from ..desk import Desk
from ..outline import OUTLINE, outlined
from ..shelf import Body
from . import actors, figures, lists, printed, rows
from .shown import Macro, Shown

MACROS = {
    "row": ("parts", ("row_when", "row_by", "row_how", "row_words", "row_from", "row_do")),
    "quotations": ("parts", ("quotations",)),
    "unnamed": ("parts", ("unnamed",)),
    "named": ("parts", ("named",)),
    "figure": ("weighing", ("figure",)),
}
"""Kind of piece to the template with the macros that make it, as pages call them."""

Make = Callable[[Desk], Body]


def macros(templates: Environment) -> dict[str, tuple[Macro, ...]]:
    """The macros of each kind of piece that these templates have: those of a theme may have others."""
    found = {}
    for kind, (template, names) in MACROS.items():
        module: Any = templates.get_template(f"briefing/{template}.html").module
        if all(hasattr(module, name) for name in names):
            found[kind] = tuple(getattr(module, name) for name in names)
    return found


def of_article(desk: Desk, id: str, macros: Mapping[str, tuple[Macro, ...]]) -> Iterator[tuple[str, Make]]:
    """Key of each piece, and what makes it. Those that are missing are made when a page asks for them."""
    reading = desk.catalogue.reading(id)
    yield OUTLINE, lambda site: outlined(site.catalogue.reading(id))
    yield printed.SPEAKERS, partial(printed.speakers, id=id)
    for kind, shown in _shown(desk, id):
        if kind in macros:
            yield shown.key, shown.laid_by(macros[kind])
    for claim in desk.catalogue.claims_in[id]:
        if claim.group or claim.origin or claim.id in desk.catalogue.reprints:
            yield rows.told_there(claim)
    for actor in sorted(reading.names):
        if desk.actor(actor):
            yield actors.company(id, actor)


def _shown(desk: Desk, id: str) -> Iterator[tuple[str, Shown[Any]]]:
    catalogue = desk.catalogue
    entry = catalogue.entries[id]
    for claim in catalogue.claims_in[id]:
        yield "row", rows.row(desk, claim)
        for figure in claim.figures if claim.voice == "attributed" else ():
            one = counted(claim, figure, entry)
            if len(catalogue.values.get(family(one) or "", ())) > 1:  # others stand in no table
                yield "figure", figures.line(desk, one)
    if speech := entry.card.speech:
        yield "quotations", lists.quotation_lines(desk, id, speech)
    if nameless := unnamed(entry):
        yield "unnamed", lists.unnamed_lines(desk, id, nameless)
    for actor in catalogue.reading(id).names:
        if desk.actor(actor):
            yield "named", actors.named_in(desk, id, actor)
