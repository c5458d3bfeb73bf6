"""Lines that other articles of an outlet print too: the furniture of its pages, and teasers of its other stories.

What a wire tells again in each of its updates stays: it speaks of the article's own people and places, or is a short
sentence or subheading in the middle of it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import chain

from ..survey import EVERYWHERE, SEVERAL, LineCounts, line_hash
from .lines import Line

_COPY = 0.5
"""Share of an article's words in lines that some other articles hold too, from which on it is a copy of another."""
_SHORT = 12
_KIN = 2
"""Names shared with the article's own lines from which on a line speaks of the same matter."""
_NAME = re.compile(r"(?<=[^\W\d_A-ZÀ-Þ,;:] )[A-ZÀ-Þ][\w’'-]{2,}|(?<=[,;:] )[A-ZÀ-Þ][\w’'-]{2,}")
"""A word that is not capitalised because a sentence begins."""
_QUOTES = "\"“”‘'«„–—-"


def repeated_lines(lines: Sequence[Line], kept: Sequence[bool], counts: LineCounts) -> set[int]:
    """Numbers of the lines to be left out because other articles of the outlet hold them.

    Where most of an article is in others, it is a copy of one of them, and no line of it is furniture.
    """
    times = [counts.get(line_hash(line.text), 0) for line in lines] if counts else []
    own = [n for n, t in enumerate(times) if t < 2 and kept[n] and lines[n].prose]
    if not own or len(own) == len(lines):
        return set()
    foot = _foot(lines, times, own[-1])
    if _is_copy(lines[:foot], times[:foot]):
        return set()
    names = _Names(lines, own)
    first, last = kept.index(True), len(kept) - 1 - kept[::-1].index(True)
    found = set()
    for n, t in enumerate(times):
        line = lines[n]
        if n >= foot:
            furniture = t > 1 and names.shared(line) < _KIN
        elif t == EVERYWHERE and n < own[0]:
            furniture = names.shared(line) < _KIN
        elif t == EVERYWHERE and line.sentence:
            furniture = line.text[0] not in _QUOTES and not names.shared(line)
        else:
            furniture = (n <= first + 1 or n >= last - 2) and _is_chrome(line, t, names)
        if furniture:
            found.add(n)
    return found


def _foot(lines: Sequence[Line], times: Sequence[int], last: int) -> int:
    """Where the foot of the page begins: with a heading that nearly all pages have, behind the article's own prose."""
    behind = range(last + 1, len(lines))
    return next((n for n in behind if times[n] == EVERYWHERE and not lines[n].sentence), len(lines))


def _is_copy(lines: Sequence[Line], times: Sequence[int]) -> bool:
    shared = sum(line.count for line, t in zip(lines, times, strict=True) if 1 < t < EVERYWHERE)
    return shared > _COPY * sum(line.count for line, t in zip(lines, times, strict=True) if t < EVERYWHERE)


class _Names:
    """The names of an article, gathered when a line asks for them: few lines do."""

    def __init__(self, lines: Sequence[Line], own: Sequence[int]) -> None:
        self._lines, self._own = lines, own

    def shared(self, line: Line) -> int:
        """How many names a line shares with the article's own lines."""
        return len(_names([line]) & self._of_its_own)

    @cached_property
    def _of_its_own(self) -> set[str]:
        return _names(self._lines[n] for n in self._own)

    @cached_property
    def lines(self) -> Counter[str]:
        """In how many lines each of them stands."""
        return Counter(chain.from_iterable(line.names for line in self._lines))


def _is_chrome(line: Line, times: int, names: _Names) -> bool:
    """At the article's edge: a line that is no sentence; or prose of three articles with no name of this one's."""
    if line.count < _SHORT:
        return times > 1 and not line.sentence
    if times < SEVERAL:
        return False
    return all(names.lines[name] == 1 for name in line.names)


def _names(lines: Iterable[Line]) -> set[str]:
    return {name.casefold() for line in lines for name in _NAME.findall(line.text[:1500])}
