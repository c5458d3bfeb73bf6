"""Many processes for pure work on one piece at a time, where there is enough of it to be worth their start.

One way for every stage: the one-article stages (``pipeline.py``) and the pages of a site (``publish/elsewhere.py``).
"""

from __future__ import annotations

import gc
import logging
import os
import pickle
import sys
import tempfile
import threading
import time
from bisect import insort
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from functools import partial
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar, cast

if TYPE_CHECKING:
    from .pool import Pool

CHUNK = 8
"""Jobs that are sent at once."""

KNOWN = 64
"""Jobs of a lot at most, where most of them are known already."""

SENT = 3
"""Lots for each process that are with it: one at work, and enough after it that it never waits."""

AHEAD = 16
"""Lots for each process that are taken ahead of need: this process does some of them, rather than wait for the first.

Of six it had soon done all that were not sent, and waited for a sixth of the build.
"""

UNDER_WAY_ELSEWHERE = 256
"""Lots sent to an executor of the caller's, which does not say how many work for it."""

Method = Literal["fork", "spawn"]

JUDGE_AFTER: dict[Method, float] = {"fork": 0.1, "spawn": 0.5}
"""Seconds of work in this process before the rest is estimated."""

WORTH: dict[Method, float] = {"fork": 0.5, "spawn": 6.0}
"""Seconds of work left that pay for starting processes, also where others use the machine.

A fork takes some hundredths of a second, and has everything at hand; a new interpreter about a second of CPU.
"""

J = TypeVar("J")
R = TypeVar("R")

_log = logging.getLogger(__name__)
_at_hand: Any = None
"""in a process that was started to help: what its caller's ``Workers`` were given for all work"""


class _Lot(Generic[J, R]):
    """Jobs in order with what is known of each; the others are ``open``, and may have been ``sent`` to a process."""

    def __init__(self) -> None:
        self.known: list[R | None] = []
        self.open: list[J] = []
        self.sent: Future[list[R]] | None = None

    def add(self, job: J, found: R | None) -> None:
        self.known.append(found)
        if found is None:
            self.open.append(job)

    def completed(self, made: Iterable[R]) -> Iterator[R]:
        """All results, of which those of the open jobs are ``made`` one by one."""
        fresh = iter(made)
        for found in self.known:
            yield cast("R", next(fresh) if found is None and self.open else found)

    def fill(self, made: Iterable[R]) -> None:
        self.known = [*self.completed(made)]
        self.open = []


class Workers:
    """Runs a function over jobs, in order, here or elsewhere. The results never depend on where.

    ``executor``: a caller's own (a cluster's, say), which gets all work and is left open. ``processes``: else the most
    that may work, this one among them; None for as many as it may use. ``at_hand``: something large that all work
    needs, the first argument of its function. Forked processes have it; others are handed it once, pickled, in a file.
    """

    def __init__(
        self,
        executor: Executor | None = None,
        processes: int | None = 1,
        *,
        at_hand: object = None,
        method: Method | None = None,
    ) -> None:
        self._given = executor
        self._processes = available() if processes is None else processes
        self._at_hand = at_hand
        self._method: Method = method or start_method()
        self._pool: Pool | None = None
        self._packed: Path | None = None
        self._closed = False

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def forks(self) -> bool:
        """Whether the other processes have at hand what this one has, also what does not pickle."""
        return self._method == "fork"

    def close(self) -> None:
        """Let go of the other processes, whatever they are at."""
        if self._closed:
            return
        self._closed = True
        if self._pool:
            self._pool.close()
        if self._packed:
            self._packed.unlink(missing_ok=True)

    def map(
        self,
        function: Callable[..., R],
        jobs: Iterable[J],
        total: int,
        known: Callable[[J], R | None] = lambda job: None,
        alone: Callable[[J], bool] = lambda job: False,
    ) -> Iterator[R]:
        """``function`` of every job, in the order of the jobs. It must be pure, and both must pickle.

        ``jobs``, about ``total`` of them, are taken as they are needed; what is ``known`` of one is not done again.
        ``alone``: which take long, so that none waits behind another.
        """
        rest = iter(jobs)
        here = function if self._at_hand is None else partial(function, self._at_hand)
        if self._given is None:
            seen, spent = 0, list[float]()
            while not self._pays(spent, total - seen):
                try:
                    job = next(rest)
                except StopIteration:
                    return
                result = known(job)
                if result is None:
                    start = time.monotonic()
                    result = here(job)
                    insort(spent, time.monotonic() - start)
                seen += 1
                yield result
        there = each if self._at_hand is None else each_with_it
        yield from self._spread(here, partial(there, function), _lots(rest, known, alone))

    def _pays(self, spent: Sequence[float], left: int) -> bool:
        """Whether so many jobs are worth other processes, by the seconds ``spent`` on some, in order.

        What most of them took counts: the first one loads what all need.
        """
        if self._processes < 2 or left <= CHUNK:
            return False
        if self._pool is not None:
            return True
        usual = spent[len(spent) // 2] if spent else 0.0
        return sum(spent) > JUDGE_AFTER[self._method] and usual * left > WORTH[self._method]

    def _spread(
        self,
        here: Callable[[J], R],
        there: Callable[[Sequence[J]], list[R]],
        lots: Iterator[_Lot[J, R]],
    ) -> Iterator[R]:
        """In lots, some of which are taken ahead of need; whoever stops listening calls them back."""
        ahead: deque[_Lot[J, R]] = deque()
        most = UNDER_WAY_ELSEWHERE if self._given else AHEAD * (self._processes - 1)
        try:
            while True:
                ahead.extend(islice(lots, most - len(ahead)))
                if not ahead:
                    return
                self._send(there, ahead)
                lot = ahead[0]
                while lot.sent and not lot.sent.done() and not self._given and self._help(here, ahead):
                    self._send(there, ahead)
                for result in self._results(here, ahead.popleft()):
                    yield result
                    self._send(there, ahead)
        finally:
            for lot in ahead:
                if lot.sent and self._given:  # else they end with the pool
                    lot.sent.cancel()

    def _send(self, there: Callable[[Sequence[J]], list[R]], ahead: Iterable[_Lot[J, R]]) -> None:
        """As many lots as can be at work or next in line; to an executor of the caller's, all."""
        free = UNDER_WAY_ELSEWHERE if self._given else SENT * (self._processes - 1)
        for lot in ahead:
            if lot.sent:
                free -= not lot.sent.done()
            elif lot.open and free > 0:
                try:
                    lot.sent = (self._given or self._started()).submit(there, lot.open)
                    free -= 1
                except (BrokenExecutor, OSError, NotImplementedError, AssertionError) as error:
                    if self._given:
                        raise
                    self._go_on_alone(error)
                    return

    def _help(self, here: Callable[[J], R], ahead: Iterable[_Lot[J, R]]) -> bool:
        """Instead of waiting, do the last lot that nobody was sent; False where there is none."""
        idle = [lot for lot in ahead if lot.open and not lot.sent]
        if idle:
            idle[-1].fill(map(here, idle[-1].open))
        return bool(idle)

    def _results(self, here: Callable[[J], R], lot: _Lot[J, R]) -> Iterator[R]:
        """Of one lot; where no process could be started, or one died, it is done here, job by job."""
        made: Iterable[R] = map(here, lot.open)
        if lot.sent:
            try:
                made = lot.sent.result()
            except BrokenExecutor as error:
                if self._given:
                    raise
                self._go_on_alone(error)
        return lot.completed(made)

    def _started(self) -> Pool:
        """The pool of the other processes; it is started when it is first needed."""
        if self._pool is None:
            from .pool import Pool, uninterrupted  # little work starts none

            forked = self._method == "fork"
            if self._at_hand is not None and not forked:
                self._packed = _pack(self._at_hand)
            begin = partial(_begin, self._at_hand if forked else None, self._packed)
            with uninterrupted():
                self._pool = Pool(self._processes - 1, self._method, begin)
        return self._pool

    def _go_on_alone(self, error: BaseException) -> None:
        if self._processes > 1:
            _log.warning("a process that helped has ended (%s): the rest is done in this one, and takes longer", error)
        self._processes = 1


def each(function: Callable[[J], R], jobs: Sequence[J]) -> list[R]:
    """What a worker does with a lot."""
    return [function(job) for job in jobs]


def each_with_it(function: Callable[[Any, J], R], jobs: Sequence[J]) -> list[R]:
    """What a worker does with a lot that needs what it has at hand."""
    return [function(_at_hand, job) for job in jobs]


def available() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def start_method() -> Method:
    """How processes are started: forked where that is safe, which it is not beside threads, nor on other systems."""
    if sys.platform != "linux":
        return "spawn"
    try:
        threads = len(os.listdir("/proc/self/task"))  # noqa: PTH208  # also those that Python does not know of
    except OSError:
        threads = threading.active_count() + 1
    return "fork" if threads == 1 else "spawn"


def _lots(jobs: Iterator[J], known: Callable[[J], R | None], alone: Callable[[J], bool]) -> Iterator[_Lot[J, R]]:
    lot = _Lot[J, R]()
    for job in jobs:
        found = known(job)
        single = found is None and alone(job)
        if lot.known and (single or len(lot.open) == CHUNK or len(lot.known) == KNOWN):
            yield lot
            lot = _Lot[J, R]()
        lot.add(job, found)
        if single:
            yield lot
            lot = _Lot[J, R]()
    if lot.known:
        yield lot


def _pack(value: object) -> Path:
    with tempfile.NamedTemporaryFile(prefix="briefing-", suffix=".pickle", delete=False) as file:
        pickle.dump(value, file, pickle.HIGHEST_PROTOCOL)
    return Path(file.name)


def _begin(shared: object, packed: Path | None) -> None:
    """In a new process: take what all work needs."""
    global _at_hand
    _at_hand = shared
    if packed:
        # Written by the process that started this one a moment ago, for this process alone.
        with packed.open("rb") as file:
            _at_hand = pickle.load(file)
    gc.freeze()  # a collection would write to what is shared with the caller, and so copy it
