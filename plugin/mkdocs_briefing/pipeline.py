"""From a folder to a briefing: read → survey → clean → annotate → link, each stage called once, in order.

This is the one flow that the plugin, the command line and a notebook drive.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from pathlib import Path

from . import curation, ids
from .annotate import annotate
from .clean import clean, site_of
from .link import link
from .model import Analysis, Briefing, Notes, Problem, Site, Source
from .read import SUFFIXES, read
from .store import Store
from .survey import LineCounts, Survey

Progress = Callable[[str, int, int], None]
"""Called with the stage's name, the number done and the number in all."""


def brief(
    corpus: Path,
    curation_dir: Path | None = None,
    *,
    store: Store | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> Briefing:
    """Everything that is known of the articles under ``corpus``.

    Unreadable files become problems of the briefing; nothing is raised for the contents of a file.
    Raises ``FileNotFoundError`` where ``corpus`` is no folder.
    """
    if not corpus.is_dir():
        raise FileNotFoundError(f"{corpus} is no folder of articles")
    problems: list[Problem] = []
    sources: list[Source] = []
    for path in find(corpus):
        reading = read(corpus, path)
        sources += reading.sources
        problems += reading.problems
    notes: dict[str, Notes] = {}
    for source in sources:
        notes[source.path], found = curation.notes(corpus, source)
        problems += found
    given = {path: n.id for path, n in notes.items() if n.id}
    records = {s.path: s.record_id for s in sources if s.record_id}
    names, found_clashes = ids.article_ids([s.path for s in sources], given, records)
    problems += found_clashes
    people = curation.load(curation_dir)
    counted = Survey(sources)
    analysed = []
    for source in sources:
        own = notes[source.path]
        site = site_of(source, own, people.sites)
        analysed.append((names[source.path], analyse(source, own, counted.counts(source), site), own))
    inputs = hashlib.sha256()
    for item in sorted((s.path, s.sha256) for s in sources):
        inputs.update(repr(item).encode())
    for item in people.files:
        inputs.update(repr(item).encode())
    return link(sorted(analysed, key=lambda a: a[0]), people, problems, inputs.hexdigest())


def find(corpus: Path) -> Iterator[str]:
    """Paths of the article files under a folder, relative, with ``/``, in order; hidden ones left out."""
    for folder, folders, files in os.walk(corpus):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in sorted(files):
            if not name.startswith(".") and name.lower().endswith(SUFFIXES):
                yield (Path(folder) / name).relative_to(corpus).as_posix()


def analyse(source: Source, notes: Notes, counts: LineCounts, site: Site | None) -> Analysis:
    """The one-article stages, pure: the same arguments always give the same analysis."""
    cleaned = clean(source, notes, counts, site)
    return Analysis(
        path=source.path,
        sha256=source.sha256,
        encoding=source.encoding,
        format=source.format,
        text=source.text,
        repairs=source.repairs,
        markup=source.markup,
        cleaned=cleaned,
        annotations=annotate(source.text, cleaned, notes),
    )
