"""How far work is, as one line on a terminal: the same for a build and for commands. Nowhere else is anything shown."""

from __future__ import annotations

import logging
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

AFTER = 1.0
"""Seconds of work after which the line is worth showing."""

EVERY = 0.1
"""Seconds between two looks."""

STAGES = {"read": "reading", "analyse": "analysing", "link": "linking", "pages": "pages", "bring": "bringing"}
"""What a stage is called while it runs."""

_START_OF_LINE = "\r\x1b[K"


class Bar:
    """The line of what is under way: ``analysing [####----] 120 of 300, 0:07 left``."""

    def __init__(self, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream = stream
        self._clock = clock
        self._start = self._began = clock()
        self._next = self._start + AFTER
        self._stage = ""
        self._shown = False

    def say(self, stage: str, done: int, total: int) -> None:
        """So much of a stage is done; cheap enough to be told of every article and page."""
        now = self._clock()
        if stage != self._stage:
            self._stage, self._began = stage, now
            self._next = max(self._start + AFTER, now)
        if now < self._next:
            return
        self._next = now + EVERY
        self._stream.write(_START_OF_LINE + self._line(done, total, now - self._began))
        self._stream.flush()
        self._shown = True

    def clear(self) -> None:
        """Make room for other words; the line comes again with what is told next."""
        if self._shown:
            self._stream.write(_START_OF_LINE)
            self._stream.flush()
            self._shown = False

    def _line(self, done: int, total: int, spent: float) -> str:
        name = STAGES.get(self._stage, self._stage)
        width = shutil.get_terminal_size().columns - 1
        if total <= 1:  # nobody knows how far it is
            return f"{name} …"[:width]
        words = f"{done:,} of {total:,}"
        if 0 < done < total and spent > AFTER:
            left = round(spent / done * (total - done))
            words += f", {left // 60}:{left % 60:02} left"
        space = min(30, width - len(name) - len(words) - 4)
        full = max(0, space * done // total)
        return f"{name} [{'#' * full}{'-' * (space - full)}] {words}"[:width]


def on_terminal(stream: TextIO | None = None) -> Bar | None:
    """A bar on the terminal, where one looks on that can move back to the start of a line."""
    shown = stream or sys.stderr
    return Bar(shown) if shown.isatty() and os.environ.get("TERM") != "dumb" else None


@contextmanager
def beside_log(bar: Bar, logger: logging.Logger) -> Iterator[None]:
    """While it is open, the lines of a logger stand on lines of their own."""
    first = _Clearing(bar)
    logger.addHandler(first)
    logger.handlers.insert(0, logger.handlers.pop())
    try:
        yield
    finally:
        logger.removeHandler(first)
        bar.clear()


class _Clearing(logging.Handler):
    """Comes before the handler that writes the line."""

    def __init__(self, bar: Bar) -> None:
        super().__init__()
        self._bar = bar

    def emit(self, record: logging.LogRecord) -> None:
        self._bar.clear()
