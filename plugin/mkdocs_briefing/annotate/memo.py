"""What a pure function of a word gave, kept: a corpus repeats its words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

Given = TypeVar("Given")


class Memo(dict[str, Given], Generic[Given]):
    """``memo[word]`` is ``function(word)``. Emptied when it is full, so that a hostile corpus cannot fill the memory.

    Quicker than ``functools.lru_cache``, which keeps order at every look-up.
    """

    def __init__(self, function: Callable[[str], Given]) -> None:
        self._function = function

    def __missing__(self, word: str) -> Given:
        if len(self) >= _MOST:
            self.clear()
        self[word] = given = self._function(word)
        return given


_MOST = 1 << 16
