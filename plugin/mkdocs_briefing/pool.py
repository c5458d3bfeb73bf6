"""Processes that were started to help, each at the end of a pipe of its own.

They share nothing, no queue and no lock, so any of them may be killed in the middle of a word and nobody waits for the
rest of it. That is why this is no ``ProcessPoolExecutor``, whose caller holds open the end that all results are
written to: after Ctrl-C it waits for ever for a result that was half written.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future
from multiprocessing import get_context
from multiprocessing.connection import Connection
from queue import SimpleQueue
from typing import Any, TypeVar

A_MOMENT = 1.0
"""Seconds in which one that was killed is gone; nobody waits longer."""

J = TypeVar("J")
R = TypeVar("R")


class Pool:
    """So many processes, each of which calls ``begin`` before it works."""

    def __init__(self, processes: int, method: str, begin: Callable[[], None]) -> None:
        self._helpers: list[_Helper] = []
        try:
            for _ in range(processes):
                forked_along = [helper.pipe for helper in self._helpers] if method == "fork" else []
                self._helpers.append(_Helper(method, begin, forked_along))
        except BaseException:
            self.close()
            raise
        for helper in self._helpers:  # when all are there, as forks are safe only without threads
            helper.listen()

    def submit(self, function: Callable[[Sequence[J]], list[R]], jobs: Sequence[J]) -> Future[list[R]]:
        """Have a lot done by whoever has least to do. Raises ``OSError`` where that one has ended."""
        return min(self._helpers, key=lambda helper: len(helper.asked)).submit(function, jobs)

    def close(self) -> None:
        """End them, whatever they are at."""
        for helper in self._helpers:
            helper.kill()
        for helper in self._helpers:
            helper.bury()
        self._helpers = []


class _Helper:
    """One process, as its caller sees it."""

    def __init__(self, method: str, begin: Callable[[], None], forked_along: Sequence[Connection]) -> None:
        context: Any = get_context(method)
        self.asked = deque[Future[Any]]()
        self._gone = False
        self._turn = threading.Lock()
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self.pipe, theirs = context.Pipe()
        ours = [*forked_along, self.pipe] if method == "fork" else []
        self._process = context.Process(target=_serve, args=(theirs, begin, ours), daemon=True)
        try:
            self._process.start()
        except BaseException:
            self.pipe.close()
            raise
        finally:
            theirs.close()  # else the pipe would not end with the process

    def listen(self) -> None:
        self._listener.start()

    def submit(self, function: Callable[[Sequence[J]], list[R]], jobs: Sequence[J]) -> Future[list[R]]:
        message, future = pickle.dumps((function, jobs), pickle.HIGHEST_PROTOCOL), Future[list[R]]()
        with self._turn:
            if self._gone:
                raise BrokenPipeError("nobody is at the other end")
            self.asked.append(future)
        self.pipe.send_bytes(message)
        return future

    def kill(self) -> None:
        self._process.kill()

    def bury(self) -> None:
        self._process.join(A_MOMENT)
        if self._listener.ident:
            self._listener.join(A_MOMENT)
        if not self._listener.is_alive():
            self.pipe.close()

    def _listen(self) -> None:
        """Results in the order of what was asked, until the process ends or what it says makes no sense."""
        why = "its pipe ended"
        try:
            while True:
                made, error = pickle.loads(self.pipe.recv_bytes())
                future = self.asked.popleft()
                if error is None:
                    future.set_result(made)
                else:
                    future.set_exception(error)
        except (EOFError, OSError):
            pass
        except Exception as error:
            why = repr(error)
            self._process.kill()
        with self._turn:
            self._gone = True
        while self.asked:
            self.asked.popleft().set_exception(BrokenExecutor(why))


@contextlib.contextmanager
def uninterrupted() -> Iterator[None]:
    """Ctrl-C waits while processes are started, and never comes to them and to the threads that listen to them.

    Both have from their first instruction on what is blocked here.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(pipe: Connection, begin: Callable[[], None], forked_along: Sequence[Connection]) -> None:
    """What such a process does: lot after lot, until its caller ends it or has gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for end in forked_along:  # else a pipe would not end with the caller
        end.close()
    asked = SimpleQueue[bytes]()
    threading.Thread(target=_take, args=(pipe, asked), daemon=True).start()
    begin()
    while True:
        function, jobs = pickle.loads(asked.get())
        reply = _reply(function, jobs)
        try:
            pipe.send_bytes(reply)
        except OSError:
            os._exit(1)


def _take(pipe: Connection, asked: SimpleQueue[bytes]) -> None:
    """Takes lots at once, so that the caller never waits to hand one over; the end of the pipe is the caller's end."""
    with contextlib.suppress(EOFError, OSError):
        while True:
            asked.put(pipe.recv_bytes())
    os._exit(1)


def _reply(function: Callable[[Sequence[J]], list[R]], jobs: Sequence[J]) -> bytes:
    try:
        return pickle.dumps((function(jobs), None), pickle.HIGHEST_PROTOCOL)
    except Exception as error:
        with contextlib.suppress(Exception):
            return pickle.dumps((None, error), pickle.HIGHEST_PROTOCOL)
        return pickle.dumps((None, RuntimeError(repr(error))), pickle.HIGHEST_PROTOCOL)
