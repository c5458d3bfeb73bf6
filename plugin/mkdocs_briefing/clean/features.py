"""What the model of the body sees of each line: the line, its neighbours, its place, its words beside the core's.

The core is the stretch of lines with the most prose for the least clutter; a text nearly always has its article there.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import accumulate, chain, compress
from math import log1p, nan

from .lines import Line

NAMES = (
    *("words", "capitals", "small", "sentence", "sentences", "teaser", "speech", "you", "digits", "quote", "colon"),
    *("again", "before_again", "phrase_related", "phrase_other", "phrase_caption", "phrase_subscribe"),
    *("prose_1", "prose_2", "prose_5", "next_prose_1", "next_prose_2", "next_prose_5"),
    *("words_before", "words_after", "short_before", "short_after", "words_2_before", "words_2_after"),
    *("place", "prose_place", "prose_share", "lines"),
    *("in_core", "core_distance", "core_words", "core_before_gap", "marks_since", "words_since_mark", "next_mark"),
    *("coherent", "coherent_rare", "coherent_names", "coherent_start", "coherent_before"),
    *("phrase_before", "phrase_after", "same_kind_run", "ago_near"),
)
DEAR = NAMES.index("coherent_names")
"""The feature that costs most to find; few trees ask for it, so it is found where the others do not decide."""
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_STOP = ("related", "comment", "subscribe", "share", "copyright")


def features(lines: Sequence[Line]) -> list[list[float]]:
    """A row of ``NAMES`` for each line."""
    page = Page(lines)
    return page.completed(page.rows(range(len(lines))))


class Page:
    """The lines with all that is counted over them once, so that rows are drawn up of those that are wanted."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.first, self.last = first, last = core(lines)
        self._prose = [line.count if line.prose else 0 for line in lines]
        self._inside = [first <= i <= last and words > 0 for i, words in enumerate(self._prose)]
        self._running = [0, *accumulate(self._prose)]
        self._sizes = [0.0, 0.0, *(log1p(line.count) for line in lines), 0.0, 0.0]
        self._phrases = [0, *accumulate(line.phrase is not None for line in lines)]
        self._dated = [0, *accumulate(line.ago or line.date for line in lines)]
        short = [line.count < 8 and not line.sentence for line in lines]
        self._short_before, self._short_after = _runs(short, 8), _runs(short[::-1], 8)[::-1]
        self._gap = _runs([not words for words in self._prose], 20)
        self._looks = [(line.sentence, line.count, line.capitals) for line in lines]
        self._times = Counter(line.words for line in lines)
        self._earlier = _earlier(lines) if len(self._times) < len(lines) else [0] * len(lines)
        self._marks = _marks_before(lines, first)
        self._following = _next_marks(lines)

    def sure(self, i: int) -> bool:
        """Whether a line is the article's at a look: prose of ten words among prose, in the core, and no phrase near it
        nor before it in the core. Of 157,000 lines of dev, no such line was left out by the trees.
        """
        first, last, phrases = self.first, self.last, self._phrases
        return (
            first <= i <= last
            and self._prose[i] >= 10
            and (i == first or self._prose[i - 1] > 0)
            and (i == last or self._prose[i + 1] > 0)
            and phrases[min(last + 1, i + 7)] == phrases[first] == phrases[max(first, i - 6)]
        )

    def rows(self, numbers: Sequence[int]) -> list[list[float]]:
        """A row of ``NAMES`` for each of these lines, without what is dear to find."""
        kin = _Kin(self.lines, self._inside, self.first + 5, numbers) if numbers else None
        return [self._row(i, kin) for i in numbers] if kin else []

    def completed(self, rows: list[list[float]]) -> list[list[float]]:
        """The rows of all lines, with what is dear to find."""
        for i, row in enumerate(rows):
            row[DEAR] = self.names_of_core(i)
        return rows

    def names_of_core(self, i: int) -> float:
        """How many of a line's names are names of the core, too."""
        names = self.lines[i].names
        return len(names & self._names.beside(self._inside[i])) / (len(names) + 1)

    @cached_property
    def _names(self) -> _Held:
        return _Held([line.names for line in compress(self.lines, self._inside)])

    def _row(self, i: int, kin: _Kin) -> list[float]:
        line, n = self.lines[i], len(self.lines)
        first, last, running = self.first, self.last, self._running
        inside = first <= i <= last
        marks, since = self._marks[i]
        return [
            *_shape(line),
            min(self._times[line.words] - 1, 5),
            self._earlier[i],
            line.phrase == "related",
            line.phrase in ("share", "comment", "navigation", "sponsor", "copyright"),
            line.phrase == "caption",
            line.phrase == "subscribe",
            log1p(running[i] - running[max(0, i - 1)]),
            log1p(running[i] - running[max(0, i - 2)]),
            log1p(running[i] - running[max(0, i - 5)]),
            log1p(running[min(n, i + 2)] - running[i + 1]),
            log1p(running[min(n, i + 3)] - running[i + 1]),
            log1p(running[min(n, i + 6)] - running[i + 1]),
            self._sizes[i + 1],
            self._sizes[i + 3],
            self._short_before[i],
            self._short_after[i],
            self._sizes[i],
            self._sizes[i + 4],
            i / n,
            running[i] / max(1, running[-1]),
            self._prose[i] / max(1, running[-1]),
            log1p(n),
            inside,
            0 if inside else min(first - i if i < first else i - last, 40),
            log1p(running[last + 1] - running[first]),
            self._gap[i],
            min(marks, 8),
            log1p(since),
            self._following[i],
            *kin.scores(i),
            self._phrases[i] - self._phrases[max(0, i - 4)],
            self._phrases[min(n, i + 5)] - self._phrases[i + 1],
            _alike(self._looks[max(0, i - 3) : i + 4], self._looks[i]),
            self._dated[min(n, i + 3)] > self._dated[max(0, i - 2)],
        ]


def core(lines: Sequence[Line]) -> tuple[int, int]:
    """First and last line of the stretch with the largest sum of prose words less clutter."""
    best, best_span = 0.0, (0, max(0, len(lines) - 1))
    total, start = 0.0, 0
    for i, line in enumerate(lines):
        if total <= 0:
            total, start = 0.0, i
        total += _gain(line)
        if total > best:
            best, best_span = total, (start, i)
    return best_span


def _gain(line: Line) -> float:
    if line.prose:
        return min(line.count, 80)
    if line.phrase:
        return -12.0
    if line.count >= 12:
        return 0.0
    return -6.0


def _shape(line: Line) -> list[float]:
    text = line.text[:400]
    return [
        log1p(line.count),
        line.capitals,
        line.small,
        line.sentence,
        min(line.sentences, 6),
        line.teaser,
        line.speech,
        line.you,
        _digits(text) / max(1, len(text)),
        text[0] in "\"“”‘'«„–—-",
        text.rstrip()[-1] == ":",
    ]


def _digits(text: str) -> int:
    """How many characters are digits, the rare ones beyond ASCII included."""
    plain = text.encode("ascii", "ignore")
    beyond = _BEYOND_ASCII.findall(text) if len(plain) < len(text) else ()
    return len(plain) - len(plain.translate(None, b"0123456789")) + sum(map(str.isdigit, beyond))


def _runs(flags: Sequence[bool], most: int) -> list[int]:
    """For each place, how many flags in a row stand just before it, at most ``most``."""
    found = []
    run = 0
    for flag in flags:
        found.append(min(run, most))
        run = run + 1 if flag else 0
    return found


def _earlier(lines: Sequence[Line]) -> list[int]:
    """How often each line's words have stood before it, at most three times."""
    seen: Counter[tuple[str, ...]] = Counter()
    found = []
    for line in lines:
        found.append(min(seen[line.words], 3))
        seen[line.words] += 1
    return found


def _alike(around: Sequence[tuple[bool, int, float]], own: tuple[bool, int, float]) -> int:
    """Lines around this one that look like it: as long, as capitalised, as little a sentence."""
    sentence, count, capitals = own
    return sum([s == sentence and -3 <= c - count <= 3 and -0.3 < x - capitals < 0.3 for s, c, x in around]) - 1


def _marks_before(lines: Sequence[Line], first: int) -> list[tuple[int, int]]:
    """Up to each line, how many marks that usually follow an article stand behind the core's first line, and how many
    words since the last of them.
    """
    found = []
    marks = since = 0
    for i, line in enumerate(lines):
        if i > first and line.phrase in _STOP:
            marks, since = marks + 1, 0
        found.append((marks, since))
        since += line.count
    return found


def _next_marks(lines: Sequence[Line]) -> list[int]:
    """Lines until the next one that usually follows an article (related, comments, copyright)."""
    found = [20] * len(lines)
    at = 20
    for i in range(len(lines) - 1, -1, -1):
        found[i] = at
        at = 0 if lines[i].phrase in _STOP else min(20, at + 1)
    return found


class _Kin:
    """How much a line's words are those of the core: of all, of the rare ones, of its first lines.

    Only the words of the lines that are asked about are looked for in the others.
    """

    def __init__(self, lines: Sequence[Line], inside: Sequence[bool], opening: int, numbers: Iterable[int]) -> None:
        asked = frozenset().union(*(lines[i].content for i in numbers))
        self._content = [asked.intersection(line.words) for line in lines]
        self._inside, self._opening = inside, opening
        self._core = _Held(list(compress(self._content, inside)))
        self._start = _Held(list(compress(self._content[:opening], inside)))

    @cached_property
    def _frequent(self) -> frozenset[str]:
        """Words of so many lines that they say little of any."""
        times = Counter(chain.from_iterable(self._content)) if len(self._content) > 12 else {}
        return frozenset([word for word, n in times.items() if n > 12])

    def scores(self, i: int) -> list[float]:
        own = self._content[i]
        inside = self._inside[i]
        common = own & self._core.beside(inside)
        start = own & self._start.beside(inside and i < self._opening)
        before = own.intersection(chain.from_iterable(self._content[max(0, i - 2) : i]))
        return [
            len(common) / (len(own) + 2),
            len(common - self._frequent) / (len(own - self._frequent) + 2),
            nan,
            log1p(len(start)),
            log1p(len(before)),
        ]


class _Held:
    """The words of some lines, put together when they are asked for: most articles have no line inside that asks."""

    def __init__(self, lines: Sequence[frozenset[str]]) -> None:
        self._lines = lines

    def beside(self, inside: bool) -> frozenset[str]:
        """Those of any line; for a line that is one of them, those that another may hold, too."""
        return self._twice if inside else self._once

    @cached_property
    def _once(self) -> frozenset[str]:
        return frozenset().union(*self._lines)

    @cached_property
    def _twice(self) -> frozenset[str]:
        return frozenset([word for word, n in Counter(chain.from_iterable(self._lines)).items() if n > 1])
