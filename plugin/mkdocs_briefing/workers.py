"""Many processes for work on one article at a time, where there is enough of it to be worth their start."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor
from multiprocessing import get_context
from types import TracebackType
from typing import TypeVar

JUDGE_AFTER = 0.5
"""Seconds of work in this process before the rest is estimated."""

WORTH = 6.0
"""Seconds of work left that pay for starting processes, also where others use the machine: about a second of CPU."""

CHUNK = 8

J = TypeVar("J")
R = TypeVar("R")


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

    def map(self, function: Callable[[J], R], jobs: Sequence[J]) -> Iterator[R]:
        """``function`` of every job, in the order of the jobs. It must be pure, and both must pickle."""
        if self._given is not None:
            yield from self._given.map(function, jobs, chunksize=CHUNK)
            return
        done = 0
        start = time.monotonic()
        while done < len(jobs) and not self._pays(time.monotonic() - start, done, len(jobs)):
            yield function(jobs[done])
            done += 1
        if done < len(jobs):
            for result in self._spread(function, jobs[done:]):
                yield result
                done += 1
        for job in jobs[done:]:  # the processes could not be started, or one of them died
            yield function(job)

    def _pays(self, spent: float, done: int, total: int) -> bool:
        if self._processes < 2 or total - done <= CHUNK:
            return False
        if self._pool is not None:
            return True
        return done > 0 and spent > JUDGE_AFTER and spent / done * (total - done) > WORTH

    def _spread(self, function: Callable[[J], R], jobs: Sequence[J]) -> Iterator[R]:
        try:
            if self._pool is None:
                # Spawned, not forked: a preview has threads, and other systems cannot fork.
                self._pool = ProcessPoolExecutor(self._processes, get_context("spawn"), initializer=_leave_interrupts)
            yield from self._pool.map(function, jobs, chunksize=CHUNK)
        except (BrokenExecutor, OSError, NotImplementedError, AssertionError):
            self._processes = 1


def available() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _leave_interrupts() -> None:
    """Ctrl-C is the caller's to answer."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
