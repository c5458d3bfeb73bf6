"""From a folder to a briefing: read → survey → clean → annotate → link, each stage called once, in order.

This is the one flow that the plugin, the command line and a notebook drive.
"""

from __future__ import annotations

import gc
import hashlib
import os
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
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
from .model import Analysis, Briefing, Curation, Notes, Packed, Problem, Record, Row, Site, Source
from .read import SUFFIXES, Fields, Reading, read
from .selection import ELSEWHERE, Selection
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


class Job(Row, frozen=True, kw_only=True):
    """All that the analysis of one article depends on, besides our code."""

    source: Source
    notes: Notes
    counts: tuple[tuple[int, int], ...]
    site: Site | None
    keep_all: bool = False


class Tally(NamedTuple):
    """What was analysed: how many articles, and what is wrong with files."""

    articles: int
    problems: tuple[Problem, ...]


class Outcome(Row, frozen=True, kw_only=True):
    """An analysis, put away, or why there is none."""

    article: Packed | None = None
    error: str | None = None


class _Seen(NamedTuple):
    """What is kept of an article that was read."""

    record_id: str | None
    notes: Notes


class _Look(NamedTuple):
    """What one look at all files has found."""

    people: Curation
    seen: dict[str, _Seen]
    ids: dict[str, str]
    survey: Survey
    stamps: dict[str, Stamp]
    lean: bool
    problems: list[Problem]


NOT_CHOSEN = Outcome()


def brief(
    corpus: Path,
    curation_dir: Path | None = None,
    *,
    store: Store | None = None,
    executor: Executor | None = None,
    processes: int | None = 1,
    keep_all: bool = False,
    fields: Mapping[str, str] | None = None,
    select: Selection | None = None,
    progress: Progress | None = None,
) -> Briefing:
    """Everything that is known of the articles under ``corpus``.

    ``store`` gives back work done before; ``executor``, or as many ``processes`` as pay off (None: as many as there
    are processors), take the one-article stages. Neither changes the result. ``keep_all`` takes every block as part of
    its article, for texts that are clean already. ``fields``: the names that ``.json`` dumps have for our fields, where
    they are none of the usual ones. ``select``: which articles it is about, where not all; the others are let go as
    soon as their lines are counted. Unreadable files become problems of the briefing; nothing is raised for the
    contents of a file. Raises ``FileNotFoundError`` where ``corpus`` is no folder.
    """
    read = Corpus(corpus, curation_dir, keep_all=keep_all, fields=fields, select=select, once=True)
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
        select: Selection | None = None,
        once: bool = False,
    ) -> None:
        """``once``: nobody will ask again, so nothing is kept for a second time."""
        self._folder = folder
        self._once = once
        self._select = select
        self._curation_dir = curation_dir
        self._keep_all = keep_all
        self._fields = tuple(sorted((fields or {}).items()))
        self._readings: dict[str, tuple[Stamp, Reading]] = {}
        self._notes: dict[str, tuple[Source, Notes, tuple[Problem, ...]]] = {}
        self._beside: dict[str, Stamp] = {}
        self._survey: Survey | None = None
        self._done: dict[str, tuple[Job, Outcome]] = {}
        self._linked: dict[str, tuple[Packed, Notes]] = {}
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
        say = progress or _silent
        chosen: dict[str, str] = {}
        analysed = {}
        failed = []
        with Workers(None, processes) as here, fewer_collections():
            look = self._look(store, here, say, lean=self._once and self._select is not None and store is not None)
            wanted = self._select.late(look.people) if self._select else lambda id, article: True
            there = Workers(executor) if executor else here
            for job, outcome in self._outcomes(look, store, here, there, say):
                path, article = job.source.path, outcome.article
                if outcome.error is not None:
                    failed.append(_failed(path, outcome.error))
                    chosen[path] = job.source.sha256
                elif article is None:
                    continue  # not chosen the last time, and nothing has changed since
                elif wanted(look.ids[path], article):
                    analysed[look.ids[path]] = (article, job.notes)
                    chosen[path] = job.source.sha256
                elif path in self._done:
                    self._done[path] = (job, NOT_CHOSEN)
        left_out = look.seen.keys() - chosen.keys()
        problems = [problem for problem in (*look.problems, *failed) if problem.file not in left_out]
        inputs = inputs_of(chosen, {path: look.seen[path].notes for path in chosen}, look.people)
        if self._once:
            self._readings, self._notes, self._done, self._survey = {}, {}, {}, None
        people = look.people
        del look
        say("link", 0, 1)
        self._link(analysed, people)
        say("link", 1, 1)
        briefing = self._linker.briefing(problems, inputs)
        if self._select is None:
            return briefing
        return replace(briefing, problems=_doubted(briefing.problems), left_out=len(left_out))

    def analyse(
        self,
        store: Store,
        *,
        executor: Executor | None = None,
        processes: int | None = 1,
        progress: Progress | None = None,
    ) -> Tally:
        """The one-article stages alone, into ``store``, from which a briefing is made later, here or elsewhere.

        No more than the articles under way are held in memory, and a few numbers of each other one.
        """
        articles = 0
        failed = []
        with Workers(None, processes) as here, fewer_collections():
            look = self._look(store, here, progress or _silent, lean=True)
            there = Workers(executor) if executor else here
            for job, outcome in self._outcomes(look, store, here, there, progress or _silent):
                articles += 1
                if outcome.error is not None:
                    failed.append(_failed(job.source.path, outcome.error))
        return Tally(articles, (*look.problems, *failed))

    def _look(self, store: Store | None, workers: Workers, say: Progress, *, lean: bool) -> _Look:
        """Read every article, count its lines, and note what people wrote of it.

        ``lean``: what is read is let go at once, to be had from the store again; else it is held.
        """
        if not self._folder.is_dir():
            raise FileNotFoundError(f"{self._folder} is no folder of articles")
        problems: list[Problem] = []
        stamps = self._stamps(problems)
        beside = {path: stamp(self._folder / path) for path in find(self._folder, SIDECARS)}
        before = self._notes if beside == self._beside else {}
        self._beside = beside
        unread: list[Problem] = []
        of_notes: list[Problem] = []
        held: dict[str, tuple[Stamp, Reading]] = {}
        noted: dict[str, tuple[Source, Notes, tuple[Problem, ...]]] = {}
        seen: dict[str, _Seen] = {}

        def sources() -> Iterator[Source]:
            for path, reading in self._read(stamps, store, workers, say):
                unread.extend(reading.problems)
                if not lean:
                    held[path] = (stamps[path], reading)
                for source in reading.sources:
                    known = before.get(source.path)
                    if known is None or known[0] is not source:
                        known = (source, *curation.notes(self._folder, source))
                    if not lean:
                        noted[source.path] = known
                    of_notes.extend(known[2])
                    seen[source.path] = _Seen(source.record_id, known[1])
                    yield source

        self._survey = survey = Survey(sources(), self._survey)
        self._readings, self._notes = held, noted
        people = curation.load(self._curation_dir)
        names, clashes = _ids(seen, people)
        alone = curation.sidecars_alone(self._folder, seen)
        return _Look(people, seen, names, survey, stamps, lean, [*problems, *unread, *of_notes, *alone, *clashes])

    def _stamps(self, problems: list[Problem]) -> dict[str, Stamp]:
        """The files that can be read, in the order of their paths."""
        stamps = {}
        for path in find(self._folder):
            problem = _unfit(self._folder, path)
            if problem:
                problems.append(problem)
            else:
                stamps[path] = stamp(self._folder / path)
        return stamps

    def _read(
        self, stamps: Mapping[str, Stamp], store: Store | None, workers: Workers, say: Progress
    ) -> Iterator[tuple[str, Reading]]:
        """What is in each file, in their order; what has not changed since the last time is not read again."""

        def held(job: tuple[Path, str, Fields]) -> Reading | None:
            known = self._readings.get(job[1])
            return known[1] if known and known[0] == stamps[job[1]] else None

        jobs = ((self._folder, path, self._fields) for path in stamps)
        for (_, path, _), reading in reuse(READ, jobs, len(stamps), store, workers, say, held):
            yield path, reading

    def _outcomes(
        self, look: _Look, store: Store | None, here: Workers, there: Workers, say: Progress
    ) -> Iterator[tuple[Job, Outcome]]:
        """The analysis of every article that may be chosen, in the order of paths."""
        select = self._select
        wanted = [path for path, seen in look.seen.items() if select is None or select.early(path, seen.notes)]
        before, self._done = self._done, {}

        def done(job: Job) -> Outcome | None:
            known = before.get(job.source.path)
            if known is None or not _same(known[0], job) or (known[1] is NOT_CHOSEN and look.people != self._people):
                return None
            return known[1]

        jobs = self._jobs(look, set(wanted), store, here)
        for job, outcome in reuse(ANALYSE, jobs, len(wanted), store, there, say, done):
            if not look.lean:
                self._done[job.source.path] = (job, outcome)
            yield job, outcome

    def _jobs(self, look: _Look, wanted: Collection[str], store: Store | None, workers: Workers) -> Iterator[Job]:
        """What the analysis of each article depends on: one changed article may change the counts of its neighbours."""
        again = self._read(look.stamps, store, workers, _silent)
        readings = again if look.lean else ((path, reading) for path, (_, reading) in self._readings.items())
        for _, reading in readings:
            for source in reading.sources:
                if source.path not in look.seen:  # its file was written to between the two looks
                    continue
                notes = look.seen[source.path].notes
                job = Job(
                    source=source,
                    notes=notes,
                    counts=tuple(sorted(look.survey.counts(source).items())),
                    site=site_of(source, notes, look.people.sites) if look.people.sites else None,
                    keep_all=self._keep_all,
                )
                if source.path in wanted:
                    yield job
                elif store and (key := ANALYSE.key(job)):
                    store.holds(key)  # a store drops what nobody asks for, and the rest may be chosen tomorrow

    def _link(self, analysed: dict[str, tuple[Packed, Notes]], people: Curation) -> None:
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


def _ids(seen: Mapping[str, _Seen], people: Curation) -> tuple[dict[str, str], list[Problem]]:
    """Path to id, and clashes; of all articles, so that an address does not change with what is chosen."""
    given = {path: known.notes.id for path, known in seen.items() if known.notes.id}
    records = {path: known.record_id for path, known in seen.items() if known.record_id}
    return ids.article_ids(seen, given, records, redaction(people).address)


def _doubted(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Over a part of the articles, what matches nothing is worth a note: its match may be in the rest."""
    return tuple(replace(p, level="note") if p.code in ELSEWHERE else p for p in problems)


def _silent(stage: str, done: int, total: int) -> None:
    """Nobody looks on."""


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
        found = analyse(job.source, job.notes, dict(job.counts), job.site, keep_all=job.keep_all)
        return Outcome(article=Packed.of(found))
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


def reuse(
    stage: Stage[J, R],
    jobs: Iterable[J],
    total: int,
    store: Store | None,
    workers: Workers,
    say: Progress,
    held: Callable[[J], R | None] = lambda job: None,
) -> Iterator[tuple[J, R]]:
    """Every job with the stage's result, in order; what is ``held`` or in the store is not done again.

    What is done is kept in the store; a job without a key is always done. The result is the same with a store and
    without. Only the jobs under way are in memory.
    """
    asked: deque[tuple[J, bytes | None]] = deque()

    def known(job: J) -> R | None:
        found = held(job)
        key = stage.key(job) if store and found is None else None
        if store and key:
            found = store.get(key, stage.result)
        asked.append((job, key if found is None else None))
        return found

    for n, result in enumerate(workers.map(stage.work, jobs, total, known), 1):
        job, key = asked.popleft()
        # A file that was written to meanwhile has another key now.
        if store and key and stage.lasting(result) and stage.key(job) == key:
            store.put(key, result)
        yield job, result
        say(stage.name, n, total)


def inputs_of(chosen: Mapping[str, str], notes: Mapping[str, Notes], people: Curation) -> str:
    """SHA-256 over all inputs: the articles' bytes, what people wrote about each, and the curation files.

    ``chosen``: path to the SHA-256 of each article.
    """
    digest = hashlib.sha256()
    for item in sorted(chosen.items()):
        digest.update(repr(item).encode())
        digest.update(msgspec.msgpack.encode(notes[item[0]]))
    for file in people.files:
        digest.update(repr(file).encode())
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
