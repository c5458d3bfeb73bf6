"""What a pure function of a word gave, kept: a corpus repeats its words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

Given = TypeVar("Given")


class Memo(dict[str, Given], Generic[Given]):
    """``memo[word]`` is ``function(word)``. Emptied when it is full, and no endless word is kept: memory has a bound.

    Quicker than ``functools.lru_cache``, which keeps order at every look-up.
    """

    def __init__(self, function: Callable[[str], Given]) -> None:
        self._function = function
        _all.append(self)

    def __missing__(self, word: str) -> Given:
        given = self._function(word)
        if len(word) <= _LONGEST:
            if len(self) >= _MOST:
                self.clear()
            self[word] = given
        return given


def forget() -> None:
    """Let go of what is kept, where no more articles are read for now."""
    for memo in _all:
        memo.clear()


_all: list[Memo[Any]] = []

_MOST = 1 << 16
_LONGEST = 64
"""characters of a word that is kept"""
