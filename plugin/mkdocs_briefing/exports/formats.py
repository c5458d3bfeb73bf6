"""The formats by name: what ``briefing export --format`` and the setting ``exports`` take."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from . import bibliography, contract, feeds, files, graph, paper, tables, web_annotations
from .material import Material, Output


class Format(NamedTuple):
    """``what``: in a few words, for people who choose."""

    outputs: Callable[[Material], Iterator[Output]]
    what: str


FORMATS = {
    "jsonl": Format(contract.outputs, "everything, as JSON Lines after the export contract"),
    "csv": Format(tables.outputs, "articles, claims, quotations, actors and figures, as tables"),
    "bibtex": Format(bibliography.bibtex_outputs, "the sources, for LaTeX"),
    "csl": Format(bibliography.csl_outputs, "the sources, as CSL-JSON for Zotero and others"),
    "annotations": Format(web_annotations.outputs, "quotations and claims as Web Annotations, with the reading texts"),
    "graphml": Format(graph.outputs, "who speaks about whom, as a graph"),
    "pdf": Format(paper.outputs, "the book, for paper; needs the extra “pdf”"),
    "atom": Format(feeds.outputs, "feeds of new articles and claims; needs the site's address"),
}


def write(material: Material, formats: Iterable[str], folder: Path) -> dict[str, int]:
    """Write the formats' files into the folder, and take away what an earlier export of the same formats left there.

    Returns the size of each file by its path. Raises ``OSError`` where the folder cannot be written.
    """
    written = {name: files.write(FORMATS[name].outputs(material), folder) for name in dict.fromkeys(formats)}
    if set(written) != {"jsonl"} or (folder / files.LIST).exists():
        files.keep_list(folder, written)
    return {path: size for sizes in written.values() for path, size in sizes.items()}
