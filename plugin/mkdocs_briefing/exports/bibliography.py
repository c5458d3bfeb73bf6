"""The sources as a bibliography: all articles, in one file of CSL-JSON or BibTeX."""

from __future__ import annotations

from collections.abc import Iterator

from . import bibtex, csl
from .material import Material, Output, text
from .works import Work, work


def csl_outputs(material: Material) -> Iterator[Output]:
    """``sources.json``"""
    yield text("sources.json", lambda: [csl.dumped(csl.item(found, material.words) for found in _works(material))])


def bibtex_outputs(material: Material) -> Iterator[Output]:
    """``sources.bib``"""
    yield text(
        "sources.bib",
        lambda: ("\n" * (n > 0) + bibtex.entry(w, material.words) for n, w in enumerate(_works(material))),
    )


def _works(material: Material) -> Iterator[Work]:
    for entry in material.briefing.entries:
        yield work(material.catalogue, entry.id, material.place.page("article", entry.id))
