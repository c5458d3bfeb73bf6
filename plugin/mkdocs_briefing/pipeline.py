"""From a folder to a briefing: read → survey → clean → annotate → link, each stage called once, in order.

This is the one flow that the plugin, the command line and a notebook drive.
"""

from __future__ import annotations

import hashlib
import sys
from array import array
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from concurrent.futures import Executor
from pathlib import Path
from typing import Generic, NamedTuple, Self, TypeVar

import msgspec
from msgspec.structs import replace

from . import curation, ids
from . import store as stores
from .annotate import annotate
from .annotate.memo import forget
from .clean import clean, site_of
from .collecting import fewer_collections, no_collections
from .curation.corrections import sidecar_names
from .curation.redaction import redaction
from .link import Changes, Linker
from .model import Analysis, Briefing, Curation, Notes, Packed, Problem, Record, Row, Site, Source
from .packing import Attic, pack, unpack
from .read import Fields, Reading, read
from .selection import ELSEWHERE, Selection
from .store import Store
from .survey import LineCounts, Lines, Survey
from .verify import verify
from .walk import NEVER, Stamp, Walk, differing
from .workers import Workers

Progress = Callable[[str, int, int], None]
"""Called with the stage's name, the number done and the number in all."""

J = TypeVar("J")
R = TypeVar("R", bound=Record)


class Stage(NamedTuple, Generic[J, R]):
    """Work on one article at a time. A result that is not ``lasting`` (an accident of this run) is not kept, nor one
    that is no more ``of`` the key: a file may be written to meanwhile.
    """

    name: str
    work: Callable[[J], R]
    key: Callable[[J], bytes | None]
    result: type[R]
    lasting: Callable[[R], bool]
    of: Callable[[J, R, bytes], bool] = lambda job, result, key: True


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


class _Read(Row, frozen=True, kw_only=True):
    """What is kept of an article that was read."""

    path: str
    sha256: str
    source: bytes
    """digest of all that was read"""
    record_id: str | None
    publisher: str
    lines: bytes

    @classmethod
    def of(cls, source: Source, packed: bytes) -> Self:
        publisher, hashes = Lines.of(source)
        return cls(
            path=source.path,
            sha256=source.sha256,
            source=_digest(packed),
            record_id=source.record_id,
            publisher=sys.intern(publisher),
            lines=hashes.tobytes(),
        )

    def counted(self) -> Lines:
        return Lines(self.publisher, array("q", self.lines))


class _File(Row, frozen=True, kw_only=True):
    """A file as it was when it was read last, and what was in it."""

    stamp: Stamp
    problems: tuple[Problem, ...] = ()
    articles: tuple[_Read, ...] = ()


class _Noted(NamedTuple):
    """What people wrote of an article."""

    notes: Notes
    problems: tuple[Problem, ...]


class _Look(NamedTuple):
    """What one look at all files has found."""

    people: Curation
    seen: dict[str, _Read]
    """the articles by path, in their order"""
    ids: dict[str, str]
    anew: set[str]
    """those of which something is other than at the last look"""
    problems: list[Problem]


class _State(Row, frozen=True, kw_only=True):
    """What a run leaves to the next one, so that it looks at nothing that has not changed."""

    files: dict[str, _File]
    sidecars: dict[str, Stamp]
    notes: dict[str, _Noted]
    """of the articles of which somebody wrote something"""
    keys: dict[str, bytes]
    """path to the key of its analysis"""
    left_out: set[str]
    """paths of the articles that were not chosen"""
    linked: dict[str, str]
    """id to path"""
    people: Curation
    token: bytes
    """of the linker that knows all of this"""


class _Linked(Row, frozen=True, kw_only=True):
    """The linker of the last run, but for its lots, of which it has the keys."""

    token: bytes
    linker: bytes
    lots: tuple[bytes, ...]


class _Lot(Row, frozen=True, kw_only=True):
    data: bytes


class _Naming(NamedTuple):
    """All that the articles' ids depend on."""

    paths: tuple[str, ...]
    given: dict[str, str]
    records: dict[str, str]
    people: Curation


NOT_CHOSEN = Outcome()
NO_CHANGES = Changes(frozenset(), frozenset(), frozenset(), frozenset())
_NOTHING = _Noted(Notes(), ())

_pack = msgspec.msgpack.Encoder(order="deterministic").encode
_unpack = msgspec.msgpack.Decoder(Source).decode


def _digest(packed: bytes) -> bytes:
    """Of a source that is packed."""
    return hashlib.blake2b(packed, digest_size=16).digest()


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
        aside: bool = False,
    ) -> None:
        """``once``: nobody will ask again, so nothing is kept for a second time.

        ``aside``: what is analysed lies in a file, not in memory; a briefing of it cannot be written down as it is.
        """
        self._aside = aside
        self._folder = folder
        self._once = once
        self._select = select
        self._curation_dir = curation_dir
        self._keep_all = keep_all
        self._fields = tuple(sorted((fields or {}).items()))
        self._files: dict[str, _File] = {}
        self._sidecars: dict[str, Stamp] = {}
        self._walked: Walk | None = None
        """the last look"""
        self._survey: Survey | None = None
        """made when something changes"""
        self._notes: dict[str, _Noted] = {}
        """of the articles of which somebody wrote something"""
        self._sources: dict[str, bytes] = {}
        """what was read and is not analysed yet"""
        self._keys: dict[str, bytes] = {}
        """path to the key of the analysis"""
        self._outcomes: dict[str, Outcome] = {}
        self._named: tuple[_Naming, tuple[dict[str, str], list[Problem]]] | None = None
        self._people: Curation | None = None
        self._ids: dict[str, str] = {}
        self._left: _State | None = None
        """what another run left, until the linker goes on from it"""
        self._state: _State | None = None
        """as it is in the store"""
        self._linked: dict[str, tuple[Packed, Notes]] = {}
        self._token = b""
        """of the linker in the store, which tells its state"""
        self._lots: tuple[bytes, ...] = ()
        """keys of its lots"""
        self._told: Curation | None = None
        """the curation that the linker knows"""
        self._linker = Linker()
        self._last: tuple[tuple[Curation, dict[str, _Read], list[Problem], set[str]], Briefing] | None = None
        """what the last look found, with nothing anew, and the briefing of it"""
        self.changes: Changes | None = None
        """what differs from the briefing before; None where there was none"""
        self.since = b""
        """the state of the store that ``changes`` begin with; nothing where more changed than articles"""

    def briefing(
        self,
        store: Store | None = None,
        *,
        executor: Executor | None = None,
        processes: int | None = 1,
        progress: Progress | None = None,
        touched: Collection[str] | None = None,
    ) -> Briefing:
        """The briefing over the files as they are now; ``touched``: where it is known, all that may be others."""
        say = progress or _silent
        if store and self._people is None:
            self._go_on(store)
        with Workers(None, processes) as here, fewer_collections():
            lean = self._once and self._select is not None and store is not None
            look = self._look(store, here, say, lean=lean, touched=touched)
            if store is None and self._last and self._last[0] == (look.people, look.seen, look.problems, look.anew):
                self.changes, self.since = NO_CHANGES, self._token
                return self._last[1]
            self._last = None
            failed = self._analyse(look, store, Workers(executor) if executor else here, say)
            told = {path for path, outcome in self._outcomes.items() if outcome is not NOT_CHOSEN}
            chosen = {look.ids[path]: path for path in told if self._outcomes[path].article}
            say("link", 0, 1)
            self._link(chosen, look.people, store)
            say("link", 1, 1)
            if store:
                self._leave(chosen, store)
        left_out = look.seen.keys() - told
        problems = [problem for problem in (*look.problems, *failed) if problem.file not in left_out]
        inputs = inputs_of({path: look.seen[path].sha256 for path in told}, self._notes_of, look.people)
        if self._once:
            self._files, self._notes, self._keys, self._outcomes = {}, {}, {}, {}
            self._survey = self._state = self._named = None
        briefing = self._linker.briefing(problems, inputs)
        if self._once:
            self._linker, self._linked = Linker(), {}
        if self._select is not None:
            briefing = replace(briefing, problems=_doubted(briefing.problems), left_out=len(left_out))
        # What failed is tried again at the next look.
        self._last = None if self._once or failed else ((look.people, look.seen, look.problems, set()), briefing)
        return briefing

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
        say = progress or _silent
        failed = []
        with Workers(None, processes) as here, fewer_collections():
            look = self._look(store, here, say, lean=True)
            there = Workers(executor) if executor else here
            for job, outcome in reuse(
                self._stage(), self._jobs(look, look.seen, store), len(look.seen), store, there, say
            ):
                if outcome.error is not None:
                    failed.append(_failed(job.source.path, outcome.error))
        return Tally(len(look.seen), (*look.problems, *failed))

    @property
    def token(self) -> bytes:
        """The state of the store, which the briefing is made of."""
        return self._token

    # ---------------------------------------------------------------- looking at files

    def _look(
        self,
        store: Store | None,
        workers: Workers,
        say: Progress,
        *,
        lean: bool,
        touched: Collection[str] | None = None,
    ) -> _Look:
        """Reads what has changed, counts its lines, and notes what people wrote of it.

        ``lean``: what is read is let go at once, to be had from the store again; else it is held.
        """
        if not self._folder.is_dir():
            raise FileNotFoundError(f"{self._folder} is no folder of articles")
        known = self._walked if touched is not None else None
        found = known.again(self._folder, touched or ()) if known else Walk(self._folder)
        self._walked = None if self._once else found
        stale = self._stale(found)
        gone = self._files.keys() - found.articles.keys()
        survey = self._surveyed() if stale or gone else None
        changed: dict[str, Lines | None] = {}
        anew: set[str] = set()
        for path in gone:
            changed.update((one.path, None) for one in self._files.pop(path).articles)
        jobs = ((self._folder, path, self._fields) for path in found.articles if path in stale)
        for (_, path, _), reading in reuse(READ, jobs, len(stale), store, workers, say):
            before = {one.path: one for one in self._files[path].articles} if path in self._files else {}
            packed = [_pack(source) for source in reading.sources]
            articles = tuple(map(_Read.of, reading.sources, packed))
            for source, one, data in zip(reading.sources, articles, packed, strict=True):
                if self._note(source, found) or before.get(one.path) != one:
                    anew.add(one.path)
                    if not lean:
                        self._sources[one.path] = data
            changed.update(dict.fromkeys(before))
            changed.update((one.path, one.counted()) for one in articles)
            self._files[path] = _File(
                stamp=found.articles[path] if self._lasts(reading) else NEVER,
                problems=reading.problems,
                articles=articles,
            )
        if survey and changed:
            anew |= survey.update(changed)
        for path in [path for path, now in changed.items() if now is None]:
            for table in (self._notes, self._keys, self._outcomes):
                table.pop(path, None)
        self._files = {path: self._files[path] for path in found.articles}
        self._sidecars = found.sidecars
        return self._looked(found, anew)

    def _stale(self, found: Walk) -> set[str]:
        """Files that are new, were written to, or have another sidecar now."""
        before = {path: file.stamp for path, file in self._files.items()}
        stale = differing(before, found.articles) & found.articles.keys()
        stale.update(path for path, stamp in before.items() if stamp == NEVER and path in found.articles)
        if beside := differing(self._sidecars, found.sidecars):
            stale.update(path for path in before if not beside.isdisjoint(sidecar_names(path)))
        return stale & found.articles.keys()

    def _note(self, source: Source, found: Walk) -> bool:
        """Takes down what people wrote of an article; whether that is something else than before."""
        noted = _Noted(*curation.notes(self._folder, source, found.has_sidecars(source.path)))
        before = self._notes.pop(source.path, _NOTHING)
        if noted != _NOTHING:
            self._notes[source.path] = noted
        return noted.notes != before.notes

    def _lasts(self, reading: Reading) -> bool:
        """Whether a file that does not change gives the same again: a reader may fail, and permissions change."""
        told = [*reading.problems, *(p for s in reading.sources for p in self._notes.get(s.path, _NOTHING).problems)]
        return bool(reading.sources) and not any(p.code in ("failed", "unreadable") for p in told)

    def _notes_of(self, path: str) -> Notes:
        return self._notes.get(path, _NOTHING).notes

    def _looked(self, found: Walk, anew: set[str]) -> _Look:
        people = curation.load(self._curation_dir)
        seen = {one.path: one for file in self._files.values() for one in file.articles}
        if people.sites != (self._people.sites if self._people else ()):
            anew.update(seen)
        naming = _Naming(
            tuple(seen),
            {path: noted.notes.id for path, noted in self._notes.items() if noted.notes.id},
            {one.path: one.record_id for one in seen.values() if one.record_id},
            people,
        )
        if self._named is None or self._named[0] != naming:
            address = redaction(people).address
            self._named = naming, ids.article_ids(naming.paths, naming.given, naming.records, address)
        names, clashes = self._named[1]
        problems = [*found.problems, *clashes, *curation.sidecars_alone(self._folder, seen, found.sidecars)]
        problems += (problem for file in self._files.values() for problem in file.problems)
        problems += (problem for noted in self._notes.values() for problem in noted.problems)
        return _Look(people, seen, names, anew, problems)

    # ---------------------------------------------------------------- one article at a time

    def _analyse(self, look: _Look, store: Store | None, workers: Workers, say: Progress) -> list[Problem]:
        """The outcome of every article that may be chosen; problems of those that failed."""
        select = self._select
        chosen = select.late(look.people) if select else lambda id, article: True
        same = look.people == self._people and (not (select and select.propositions) or look.ids == self._ids)
        """whether what was chosen still is"""
        before, self._outcomes = self._outcomes, {}
        again: set[str] = set()
        for path in look.seen:
            if select is None or select.early(path, self._notes_of(path)):
                known = None if path in look.anew else before.get(path) or self._left_to_us(path, store, same)
                if known is None or known.error or (known is NOT_CHOSEN and not same):
                    again.add(path)
                elif known.article is not None and not same and not chosen(look.ids[path], known.article):
                    self._outcomes[path] = NOT_CHOSEN
                else:
                    self._outcomes[path] = known
            elif store and path not in look.anew and path in self._keys:
                store.holds(self._keys[path])  # a store drops what nobody asks for, and it may be chosen tomorrow
        failed: list[Problem] = []
        attic = Attic() if self._aside else None
        for job, outcome in reuse(self._stage(), self._jobs(look, again, store), len(again), store, workers, say):
            path = job.source.path
            if outcome.article is not None and not chosen(look.ids[path], outcome.article):
                outcome = NOT_CHOSEN
            if outcome.error is not None:
                failed.append(_failed(path, outcome.error))
            if attic and outcome.article is not None:
                outcome = Outcome(article=outcome.article.put_away(attic))
            self._outcomes[path] = outcome
        self._sources.clear()
        if self._once:
            forget()
        self._people, self._ids = look.people, look.ids
        return failed

    def _left_to_us(self, path: str, store: Store | None, same: bool) -> Outcome | None:
        """What another run found in an article, as far as it is still there."""
        key = self._keys.get(path)
        if self._left is None or store is None or key is None:
            return None
        if path in self._left.left_out and same:
            store.holds(key)
            return NOT_CHOSEN
        return store.get(key, Outcome)

    def _jobs(self, look: _Look, wanted: Collection[str], store: Store | None) -> Iterator[Job]:
        """What the analysis of each article depends on; of others that have changed, the key is kept."""
        concerned = {*wanted, *(look.anew if store else ())}
        files = {path if path in self._files else path.rpartition("#")[0] for path in concerned}
        for name in [name for name in self._files if name in files]:
            file = self._files[name]
            own = [one for one in file.articles if one.path in concerned]
            held = {one.path: self._sources.pop(one.path, None) for one in own}
            again = () if all(held.values()) else self._again(name, store).sources
            sources = {source.path: source for source in again}
            for one in own:
                packed, digest = held[one.path], one.source
                source = _unpack(packed) if packed else sources.get(one.path)
                if source is not None and not packed:
                    digest = _digest(_pack(source))
                if source is None or digest != one.source:  # written to between the two looks
                    self._files[name] = replace(file, stamp=NEVER)
                if source is None:
                    continue
                notes, sites = self._notes_of(one.path), look.people.sites
                job = Job(
                    source=source,
                    notes=notes,
                    counts=tuple(sorted(self._surveyed().counts(one.path).items())),
                    site=site_of(source, notes, sites) if sites else None,
                    keep_all=self._keep_all,
                )
                if store:
                    self._keys[one.path] = key = _key_of_job(job, digest)
                    if one.path not in wanted:
                        store.holds(key)
                        continue
                yield job

    def _stage(self) -> Stage[Job, Outcome]:
        """The analysis, by the keys that its jobs have already."""
        return ANALYSE._replace(key=lambda job: self._keys[job.source.path])

    def _surveyed(self) -> Survey:
        if self._survey is None:
            known = (one for file in self._files.values() for one in file.articles)
            self._survey = Survey({one.path: one.counted() for one in known})
        return self._survey

    def _again(self, path: str, store: Store | None) -> Reading:
        """What is in a file that was looked at before."""
        job = (self._folder, path, self._fields)
        key = READ.key(job) if store else None
        return (store.get(key, Reading) if store and key else None) or read_one(job)

    # ---------------------------------------------------------------- all together

    def _link(self, chosen: Mapping[str, str], people: Curation, store: Store | None) -> None:
        """Tell the linker what differs from the last time; ``chosen``: id to path."""
        articles = {
            id: (article, self._notes_of(path))
            for id, path in chosen.items()
            if (article := self._outcomes[path].article) is not None
        }
        if self._left and store:
            with no_collections():
                self._take_up(self._left, chosen, articles, store)
        self._left = None
        changed = {
            id: found
            for id, found in sorted(articles.items())
            if (was := self._linked.get(id)) is None or was[0] is not found[0] or was[1] != found[1]
        }
        removed = sorted(self._linked.keys() - articles.keys())
        told = None if people == self._told else people
        first = self._told is None
        changes = NO_CHANGES
        if changed or removed or told is not None:
            with no_collections(much=first):
                changes = self._linker.update(changed, removed, told)
        self.changes = None if first else changes
        self.since = self._token if told is None else b""
        self._linked, self._told = articles, people

    # ---------------------------------------------------------------- from run to run

    def _state_key(self, part: str) -> bytes:
        where = [str(folder.resolve()) for folder in (self._folder, self._curation_dir) if folder]
        return stores.key(part, where, self._keep_all, self._fields, self._select)

    def _go_on(self, store: Store) -> None:
        """Takes up what the last run left: the table of files, and for the linker when its turn comes."""
        left = store.get(self._state_key("state"), _State)
        if left is None:
            return
        self._files, self._sidecars, self._notes = dict(left.files), left.sidecars, dict(left.notes)
        self._keys, self._people, self._left, self._state = dict(left.keys), left.people, left, left

    def _take_up(
        self, left: _State, chosen: Mapping[str, str], articles: Mapping[str, tuple[Packed, Notes]], store: Store
    ) -> None:
        """Goes on from the linker of the last run, if it and each article that it knew are still there."""
        known: dict[str, tuple[Packed, Notes]] = {}
        for id, path in left.linked.items():
            key, notes = left.keys[path], left.notes.get(path, _NOTHING).notes
            if chosen.get(id) == path and self._keys.get(path) == key:
                known[id] = (articles[id][0], notes)
                continue
            found = store.get(key, Outcome)
            if found is None or found.article is None:
                return
            known[id] = (found.article, notes)
        linked = store.get(self._state_key("linked"), _Linked)
        if linked is None or linked.token != left.token:
            return
        lots = (unpack(lot.data) for key in linked.lots if (lot := store.get(key, _Lot)))
        try:
            self._linker = Linker.restored(unpack(linked.linker), lots, known, once=self._once)
        except ValueError:
            return
        self._linked, self._told, self._token, self._lots = known, left.people, left.token, linked.lots

    def _leave(self, chosen: Mapping[str, str], store: Store) -> None:
        """Leaves to the next run what it needs not do again."""
        keys = {path: key for path, key in self._keys.items() if path in self._outcomes or self._select}
        linked = dict(sorted(chosen.items()))
        token = hashlib.blake2b(digest_size=16)
        token.update(_pack([(id, keys[path], self._notes_of(path)) for id, path in linked.items()]))
        token.update(_pack(self._people))
        state = _State(
            files=self._files,
            sidecars=self._sidecars,
            notes=self._notes,
            keys=keys,
            left_out={path for path, outcome in self._outcomes.items() if outcome is NOT_CHOSEN},
            linked=linked,
            people=self._people or Curation(),
            token=token.digest(),
        )
        if state.token != self._token:
            self._write_lots(store)
            packed = pack(self._linker.dump())
            store.put(self._state_key("linked"), _Linked(token=state.token, linker=packed, lots=self._lots))
            self._token = state.token
        if state != self._state or not store.holds(self._state_key("state")):
            store.put(self._state_key("state"), state)

    def _write_lots(self, store: Store) -> None:
        """What the linker holds of single articles, as far as it differs from what is in the store."""
        stale, lots = self._linker.stale_lots(), self._linker.lots()
        keys = list(self._lots) if len(self._lots) == len(lots) else [b""] * len(lots)
        for number, own in enumerate(lots):
            if number in stale or not store.holds(keys[number]):
                lot = _Lot(data=pack(self._linker.lot(own)))
                keys[number] = self._state_key("lot " + hashlib.blake2b(lot.data).hexdigest())
                store.put(keys[number], lot)
        self._lots = tuple(keys)
        self._linker.written()


def _doubted(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Over a part of the articles, what matches nothing is worth a note: its match may be in the rest."""
    return tuple(replace(p, level="note") if p.code in ELSEWHERE else p for p in problems)


def _silent(stage: str, done: int, total: int) -> None:
    """Nobody looks on."""


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
        if store and key and stage.lasting(result) and stage.of(job, result, key):
            store.put(key, result)
        yield job, result
        say(stage.name, n, total)


def inputs_of(chosen: Mapping[str, str], notes: Callable[[str], Notes], people: Curation) -> str:
    """SHA-256 over all inputs: the articles' bytes, what people wrote about each, and the curation files.

    ``chosen``: path to the SHA-256 of each article.
    """
    digest = hashlib.sha256()
    nothing = _pack(_NOTHING.notes)
    told = ((repr(item).encode(), notes(item[0])) for item in sorted(chosen.items()))
    digest.update(b"".join([item + (nothing if noted is _NOTHING.notes else _pack(noted)) for item, noted in told]))
    for file in people.files:
        digest.update(repr(file).encode())
    return digest.hexdigest()


def _key_of_file(job: tuple[Path, str, Fields]) -> bytes | None:
    corpus, path, _ = job
    try:
        return _key_of_bytes(job, stores.digest_of_file(f"{corpus}/{path}"))
    except OSError:
        return None


def _key_of_bytes(job: tuple[Path, str, Fields], sha256: bytes) -> bytes:
    _, path, fields = job
    return stores.key("read", path, fields, sha256)


def _is_reading_of(job: tuple[Path, str, Fields], reading: Reading, key: bytes) -> bool:
    """Whether a file was read as it was when its key was made; one article has the digest of the bytes that were."""
    one = reading.sources[0] if len(reading.sources) == 1 else None
    if one is not None and one.path == job[1] and _key_of_bytes(job, bytes.fromhex(one.sha256)) == key:
        return True
    return _key_of_file(job) == key


def _key_of_job(job: Job, source: bytes | None = None) -> bytes:
    """``source``: its digest, where that is known."""
    digest = source or _digest(_pack(job.source))
    return stores.key("analyse", digest, job.notes, job.counts, job.site, job.keep_all)


READ = Stage(
    "read",
    read_one,
    _key_of_file,
    Reading,
    lambda reading: not any(p.code == "failed" for p in reading.problems),
    _is_reading_of,
)
ANALYSE = Stage("analyse", analyse_one, _key_of_job, Outcome, lambda outcome: outcome.error is None)


def _failed(path: str, error: str) -> Problem:
    return Problem(
        file=path,
        code="failed",
        message=f"could not be worked on, a fault of mkdocs-briefing ({error}); the other articles are complete",
        fix="please report it, with the file",
    )
