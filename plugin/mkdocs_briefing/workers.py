"""Many processes for work on one article at a time, where there is enough of it to be worth their start."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from multiprocessing import get_context, parent_process
from types import TracebackType
from typing import Generic, NamedTuple, TypeVar

JUDGE_AFTER = 0.5
"""Seconds of work in this process before the rest is estimated."""

WORTH = 6.0
"""Seconds of work left that pay for starting processes, also where others use the machine: about a second of CPU."""

CHUNK = 8
"""Jobs that are sent at once."""

KNOWN = 64
"""Jobs of a lot at most, where most of them are known already."""

UNDER_WAY = 4
"""Lots for each process that are sent before the first of them is needed: enough that nobody waits, and no more."""

UNDER_WAY_ELSEWHERE = 256
"""Lots sent to an executor of the caller's, which does not say how many work for it."""

J = TypeVar("J")
R = TypeVar("R")


class _Lot(NamedTuple, Generic[J, R]):
    """Jobs in order, what is known of each, and the rest on its way; no future where none could be sent."""

    jobs: list[J]
    known: list[R | None]
    sent: Future[list[R]] | None

    def open_jobs(self) -> list[J]:
        return [job for job, found in zip(self.jobs, self.known, strict=True) if found is None]


class Workers:
    """Runs a function over jobs, in order, here or elsewhere. The results never depend on where.

    ``executor``: a caller's own (a cluster's, say), which gets all work and is left open. ``processes``: else the most
    that may be started; None for as many as this process may use.
    """

    def __init__(self, executor: Executor | None = None, processes: int | None = 1) -> None:
        self._given = executor
        self._processes = available() if processes is None else processes
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=error is None, cancel_futures=True)

    def map(
        self,
        function: Callable[[J], R],
        jobs: Iterable[J],
        total: int,
        known: Callable[[J], R | None] = lambda job: None,
    ) -> Iterator[R]:
        """``function`` of every job, in the order of the jobs. It must be pure, and both must pickle.

        ``jobs``, about ``total`` of them, are taken as they are needed; what is ``known`` of one is not done again.
        """
        rest = iter(jobs)
        if self._given is None:
            seen, spent = 0, 0.0
            while not self._pays(spent, seen, total):
                try:
                    job = next(rest)
                except StopIteration:
                    return
                result = known(job)
                if result is None:
                    start = time.monotonic()
                    result = function(job)
                    spent += time.monotonic() - start
                seen += 1
                yield result
        yield from self._spread(function, rest, known)

    def _pays(self, spent: float, seen: int, total: int) -> bool:
        if self._processes < 2 or total - seen <= CHUNK:
            return False
        if self._pool is not None:
            return True
        return seen > 0 and spent > JUDGE_AFTER and spent / seen * (total - seen) > WORTH

    def _spread(self, function: Callable[[J], R], jobs: Iterator[J], known: Callable[[J], R | None]) -> Iterator[R]:
        """In lots, of which a few are under way; whoever stops listening calls them back."""
        under_way: deque[_Lot[J, R]] = deque()
        most = UNDER_WAY_ELSEWHERE if self._given else UNDER_WAY * self._processes
        try:
            for lot in _lots(jobs, known):
                under_way.append(lot._replace(sent=self._send(function, lot.open_jobs())))
                if len(under_way) > most:
                    yield from self._finish(function, under_way.popleft())
            while under_way:
                yield from self._finish(function, under_way.popleft())
        finally:
            for lot in under_way:
                if lot.sent:
                    lot.sent.cancel()

    def _send(self, function: Callable[[J], R], jobs: list[J]) -> Future[list[R]] | None:
        if not jobs:
            return None
        if self._given:
            return self._given.submit(each, function, jobs)
        if self._processes < 2:
            return None
        try:
            if self._pool is None:
                # Spawned, not forked: a preview has threads, and other systems cannot fork.
                self._pool = ProcessPoolExecutor(self._processes, get_context("spawn"), initializer=_begin)
            return self._pool.submit(each, function, jobs)
        except (BrokenExecutor, OSError, NotImplementedError, AssertionError):
            self._processes = 1
            return None

    def _finish(self, function: Callable[[J], R], lot: _Lot[J, R]) -> Iterator[R]:
        """The results of a lot; where no process could be started, or one died, it is done here."""
        made: Iterator[R] = map(function, lot.open_jobs())
        if lot.sent:
            try:
                made = iter(lot.sent.result())
            except BrokenExecutor:
                if self._given:
                    raise
                self._processes = 1
        for found in lot.known:
            yield next(made) if found is None else found


def each(function: Callable[[J], R], jobs: Sequence[J]) -> list[R]:
    """What a worker does with a lot."""
    return [function(job) for job in jobs]


def available() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _lots(jobs: Iterator[J], known: Callable[[J], R | None]) -> Iterator[_Lot[J, R]]:
    lot: _Lot[J, R] = _Lot([], [], None)
    unknown = 0
    for job in jobs:
        found = known(job)
        lot.jobs.append(job)
        lot.known.append(found)
        unknown += found is None
        if unknown == CHUNK or len(lot.jobs) == KNOWN:
            yield lot
            lot, unknown = _Lot([], [], None), 0
    if lot.jobs:
        yield lot


def _begin() -> None:
    """In a new process: Ctrl-C is the caller's to answer, and nobody works on for a caller that was killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_the_caller, daemon=True).start()


def _end_with_the_caller() -> None:
    caller = parent_process()
    if caller:
        caller.join()
        os._exit(1)
