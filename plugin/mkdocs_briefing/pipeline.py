"""From a folder to a briefing: read → survey → clean → annotate → link, each stage called once, in order.

This is the one flow that the plugin, the command line and a notebook drive.
"""

from __future__ import annotations

import gc
import hashlib
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

import msgspec
from msgspec.structs import replace

from . import curation, ids
from . import store as stores
from .annotate import annotate
from .clean import clean, site_of
from .curation.redaction import redaction
from .link import Linker
from .model import Analysis, Briefing, Curation, Notes, Problem, Record, Site, Source
from .read import SUFFIXES, Fields, Reading, read
from .store import Store
from .survey import LineCounts, Survey
from .verify import verify
from .workers import Workers

Progress = Callable[[str, int, int], None]
"""Called with the stage's name, the number done and the number in all."""

SIDECARS = (".yml", ".yaml")
"""Endings of files that stand beside articles."""

Stamp = tuple[int, int, int]

J = TypeVar("J")
R = TypeVar("R", bound=Record)


class Stage(NamedTuple, Generic[J, R]):
    """Work on one article at a time. A result that is not ``lasting`` (an accident of this run) is not kept."""

    name: str
    work: Callable[[J], R]
    key: Callable[[J], bytes | None]
    result: type[R]
    lasting: Callable[[R], bool]


class Job(Record, frozen=True, kw_only=True):
    """All that the analysis of one article depends on, besides our code."""

    source: Source
    notes: Notes
    counts: tuple[tuple[int, int], ...]
    site: Site | None
    keep_all: bool = False


class Outcome(Record, frozen=True, kw_only=True):
    """An analysis, or why there is none."""

    analysis: Analysis | None = None
    error: str | None = None


def brief(
    corpus: Path,
    curation_dir: Path | None = None,
    *,
    store: Store | None = None,
    executor: Executor | None = None,
    processes: int | None = 1,
    keep_all: bool = False,
    fields: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> Briefing:
    """Everything that is known of the articles under ``corpus``.

    ``store`` gives back work done before; ``executor``, or as many ``processes`` as pay off (None: as many as there
    are processors), take the one-article stages. Neither changes the result. ``keep_all`` takes every block as part of
    its article, for texts that are clean already. ``fields``: the names that ``.json`` dumps have for our fields, where
    they are none of the usual ones. Unreadable files become problems of the
    briefing; nothing is raised for the contents of a file. Raises ``FileNotFoundError`` where ``corpus`` is no folder.
    """
    read = Corpus(corpus, curation_dir, keep_all=keep_all, fields=fields, once=True)
    return read.briefing(store, executor=executor, processes=processes, progress=progress)


class Corpus:
    """A folder of articles as it was read last. What has not changed since is neither read nor worked on again.

    The briefing is always the one that a new ``Corpus`` over the same files would give.
    """

    def __init__(
        self,
        folder: Path,
        curation_dir: Path | None = None,
        *,
        keep_all: bool = False,
        fields: Mapping[str, str] | None = None,
        once: bool = False,
    ) -> None:
        """``once``: nobody will ask again, so nothing is kept for a second time."""
        self._folder = folder
        self._once = once
        self._curation_dir = curation_dir
        self._keep_all = keep_all
        self._fields = tuple(sorted((fields or {}).items()))
        self._readings: dict[str, tuple[Stamp, Reading]] = {}
        self._notes: dict[str, tuple[Source, Notes, tuple[Problem, ...]]] = {}
        self._beside: dict[str, Stamp] = {}
        self._survey: Survey | None = None
        self._done: dict[str, tuple[Job, Outcome]] = {}
        self._linked: dict[str, tuple[Analysis, Notes]] = {}
        self._people: Curation | None = None
        self._linker = Linker()

    def briefing(
        self,
        store: Store | None = None,
        *,
        executor: Executor | None = None,
        processes: int | None = 1,
        progress: Progress | None = None,
    ) -> Briefing:
        """The briefing over the files as they are now."""
        if not self._folder.is_dir():
            raise FileNotFoundError(f"{self._folder} is no folder of articles")
        say = progress or (lambda stage, done, total: None)
        with Workers(executor, processes) as workers, fewer_collections():
            sources, problems = self._read(store, workers, say)
            notes = self._noted(sources, problems)
            people = curation.load(self._curation_dir)
            names, clashes = _ids(sources, notes, people)
            jobs = self._jobs(sources, notes, people)
            self._analyse(jobs, store, workers, say)
        analysed = {}
        for job in jobs:
            outcome = self._done[job.source.path][1]
            if outcome.analysis:
                analysed[names[job.source.path]] = (outcome.analysis, job.notes)
            else:
                problems.append(_failed(job.source.path, outcome.error or ""))
        inputs = inputs_of(sources, notes, people)
        if self._once:
            sources, jobs = [], []
            self._readings, self._notes, self._done, self._survey = {}, {}, {}, None
        say("link", 0, 1)
        self._link(analysed, people)
        say("link", 1, 1)
        return self._linker.briefing([*problems, *clashes], inputs)

    def _read(self, store: Store | None, workers: Workers, say: Progress) -> tuple[list[Source], list[Problem]]:
        """Every article of the folder in the order of paths, and what could not be read."""
        problems: list[Problem] = []
        stamps = {}
        for path in find(self._folder):
            problem = _unfit(self._folder, path)
            if problem:
                problems.append(problem)
            else:
                stamps[path] = stamp(self._folder / path)
        kept = {path: found for path, found in self._readings.items() if stamps.get(path) == found[0]}
        jobs = [(self._folder, path, self._fields) for path in stamps if path not in kept]
        for (_, path, _), reading in zip(jobs, reuse(READ, jobs, store, workers, say), strict=True):
            kept[path] = (stamps[path], reading)
        self._readings = {path: kept[path] for path in stamps}
        readings = [reading for _, reading in self._readings.values()]
        problems += (problem for reading in readings for problem in reading.problems)
        return [source for reading in readings for source in reading.sources], problems

    def _noted(self, sources: Sequence[Source], problems: list[Problem]) -> dict[str, Notes]:
        """What people wrote about each article; read again where any file beside the articles has changed."""
        beside = {path: stamp(self._folder / path) for path in find(self._folder, SIDECARS)}
        before = self._notes if beside == self._beside else {}
        self._beside = beside
        found = {}
        for source in sources:
            known = before.get(source.path)
            if known is None or known[0] is not source:
                known = (source, *curation.notes(self._folder, source))
            found[source.path] = known
            problems += known[2]
        self._notes = found
        notes = {path: of_one for path, (_, of_one, _) in found.items()}
        problems += curation.sidecars_alone(self._folder, notes)
        return notes

    def _jobs(self, sources: Sequence[Source], notes: Mapping[str, Notes], people: Curation) -> list[Job]:
        """What the analysis of each article depends on: one changed article may change the counts of its neighbours."""
        self._survey = survey = Survey(sources, self._survey)
        return [
            Job(
                source=source,
                notes=notes[source.path],
                counts=tuple(sorted(survey.counts(source).items())),
                site=site_of(source, notes[source.path], people.sites) if people.sites else None,
                keep_all=self._keep_all,
            )
            for source in sources
        ]

    def _analyse(self, jobs: Sequence[Job], store: Store | None, workers: Workers, say: Progress) -> None:
        done = {}
        changed = []
        for job in jobs:
            before = self._done.get(job.source.path)
            if before is not None and _same(before[0], job):
                done[job.source.path] = before
            else:
                changed.append(job)
        for job, outcome in zip(changed, reuse(ANALYSE, changed, store, workers, say), strict=True):
            done[job.source.path] = (job, outcome)
        self._done = done

    def _link(self, analysed: dict[str, tuple[Analysis, Notes]], people: Curation) -> None:
        """Tell the linker what differs from the last time."""
        changed = {
            id: found
            for id, found in sorted(analysed.items())
            if id not in self._linked or any(a is not b for a, b in zip(found, self._linked[id], strict=True))
        }
        removed = self._linked.keys() - analysed.keys()
        told = None if people == self._people else people
        if changed or removed or told is not None:
            self._linker.update(changed, sorted(removed), told)
        self._linked, self._people = analysed, people


def _same(before: Job, now: Job) -> bool:
    return (
        before.source is now.source
        and before.notes is now.notes
        and before.counts == now.counts
        and before.site == now.site
    )


def _ids(
    sources: Sequence[Source], notes: Mapping[str, Notes], people: Curation
) -> tuple[dict[str, str], list[Problem]]:
    """Path to id, and clashes."""
    given = {path: n.id for path, n in notes.items() if n.id}
    records = {s.path: s.record_id for s in sources if s.record_id}
    return ids.article_ids([s.path for s in sources], given, records, redaction(people).address)


def stamp(file: Path) -> Stamp:
    """What changes when a file is written: its size, time and number; nothing where it cannot be looked at."""
    try:
        found = file.stat()
    except OSError:
        return (0, 0, 0)
    return (found.st_size, found.st_mtime_ns, found.st_ino)


@contextmanager
def fewer_collections() -> Iterator[None]:
    """Records hold no cycles: looking for some while they pile up finds nothing, and takes a tenth of the time."""
    before = gc.get_threshold()
    gc.set_threshold(100_000, 20, 50)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def find(corpus: Path, endings: tuple[str, ...] = SUFFIXES) -> Iterator[str]:
    """Paths of the article files under a folder, relative, with ``/``, in order; hidden ones left out."""
    for folder, folders, files in os.walk(corpus):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in sorted(files):
            if not name.startswith(".") and name.lower().endswith(endings):
                yield (Path(folder) / name).relative_to(corpus).as_posix()


def read_one(job: tuple[Path, str, Fields]) -> Reading:
    """One file, whatever is in it: a reader that fails must not take the other articles with it."""
    corpus, path, fields = job
    try:
        return read(corpus, path, fields)
    except Exception as error:
        return Reading(problems=(_failed(path, f"{type(error).__name__}: {error}"),))


def analyse_one(job: Job) -> Outcome:
    """One article, whatever is in it."""
    try:
        return Outcome(analysis=analyse(job.source, job.notes, dict(job.counts), job.site, keep_all=job.keep_all))
    except Exception as error:
        return Outcome(error=f"{type(error).__name__}: {error}")


def analyse(source: Source, notes: Notes, counts: LineCounts, site: Site | None, *, keep_all: bool = False) -> Analysis:
    """The one-article stages, pure: the same arguments always give the same analysis.

    Raises ``InexactError`` where a span does not cut what it claims; the article is then left out, with a problem.
    """
    cleaned = clean(source, notes, counts, site)
    if keep_all:
        kept = tuple(replace(block, kept=True, reason=None, rule=None) for block in cleaned.blocks)
        cleaned = replace(cleaned, blocks=kept)
    analysis = Analysis(
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
    verify(analysis)
    return analysis


def reuse(stage: Stage[J, R], jobs: Sequence[J], store: Store | None, workers: Workers, say: Progress) -> Iterator[R]:
    """The stage's result for every job, in order; what the store has is not done again, and what is done is kept.

    A job without a key is always done. What comes out is the same with a store and without.
    """
    keys = [stage.key(job) if store else None for job in jobs]
    known = [store.get(key, stage.result) if store and key else None for key in keys]
    made = workers.map(stage.work, [job for job, found in zip(jobs, known, strict=True) if found is None])
    for n, (job, key) in enumerate(zip(jobs, keys, strict=True)):
        result = known[n]
        known[n] = None  # handed on and let go
        if result is None:
            result = next(made)
            # A file that was written to meanwhile has another key now.
            if store and key and stage.lasting(result) and stage.key(job) == key:
                store.put(key, result)
        yield result
        say(stage.name, n + 1, len(jobs))


def inputs_of(sources: Sequence[Source], notes: dict[str, Notes], people: Curation) -> str:
    """SHA-256 over all inputs: the articles' bytes, what people wrote about each, and the curation files."""
    digest = hashlib.sha256()
    for source in sorted(sources, key=lambda s: s.path):
        digest.update(repr((source.path, source.sha256)).encode())
        digest.update(msgspec.msgpack.encode(notes[source.path]))
    for item in people.files:
        digest.update(repr(item).encode())
    return digest.hexdigest()


def _key_of_file(job: tuple[Path, str, Fields]) -> bytes | None:
    corpus, path, fields = job
    try:
        with (corpus / path).open("rb") as file:
            return stores.key("read", path, fields, hashlib.file_digest(file, "sha256").digest())
    except OSError:
        return None


READ = Stage(
    "read", read_one, _key_of_file, Reading, lambda reading: not any(p.code == "failed" for p in reading.problems)
)
ANALYSE = Stage(
    "analyse", analyse_one, lambda job: stores.key("analyse", job), Outcome, lambda outcome: outcome.error is None
)


def _unfit(corpus: Path, path: str) -> Problem | None:
    """Names and files that no reader can open."""
    try:
        path.encode()
    except UnicodeEncodeError:
        printable = path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        return Problem(
            file=printable,
            code="unreadable",
            message="has a name that is not UTF-8, so no address can be made of it",
            fix="rename the file",
        )
    if (corpus / path).exists() and not (corpus / path).is_file():
        return Problem(
            file=path, code="unreadable", message="is not an ordinary file", fix="put the article itself there"
        )
    return None


def _failed(path: str, error: str) -> Problem:
    return Problem(
        file=path,
        code="failed",
        message=f"could not be worked on, a fault of mkdocs-briefing ({error}); the other articles are complete",
        fix="please report it, with the file",
    )
