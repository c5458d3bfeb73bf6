"""The listed words of an article: every phrase of the data files, found in one pass over the text.

A data file holds sections: the phrases of a ``[list]`` are searched for in the text, a ``(set)`` is only asked whether
it holds a word. Either may give a phrase a meaning (``dozen = 12``).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import ahocorasick_rs

from ...model import Span

FILES = ("hedges.txt", "figures.txt", "function-words.txt", "denials.txt", "dates.txt", "channels.txt")
"""The data files. No two of their sections have one name."""

_SURROGATE = re.compile(r"[\ud800-\udfff]")


class Listed(NamedTuple):
    """A phrase of a list where it stands in the text. ``meaning`` is the phrase itself where the file gives none."""

    start: int
    end: int
    list: str
    phrase: str
    meaning: str


def fold(text: str) -> str:
    """The text in small letters, with straight apostrophes and plain blanks, at the same offsets."""
    low = text.lower()
    if len(low) != len(text):  # a few capitals have small forms of two letters
        low = "".join([c.lower() if len(c.lower()) == 1 else c for c in text])
    low = low.replace("\n", " ").replace("\r", " ").replace("\t", " ")
    if low.isascii():
        return low
    for odd, plain in ("’'", "‘'", "\u00a0 ", "\u2009 ", "\u202f ", "\u2010-", "\u2011-"):
        low = low.replace(odd, plain)
    try:
        low.encode()
    except UnicodeEncodeError:  # half a character
        return _SURROGATE.sub("\ufffd", low)
    return low


@cache
def _sections() -> tuple[dict[str, dict[str, str]], dict[str, dict[str, str]]]:
    """Lists and sets by name, each from phrase to meaning."""
    lists: dict[str, dict[str, str]] = {}
    sets: dict[str, dict[str, str]] = {}
    for name in FILES:
        section: dict[str, str] = {}
        for line in (files("mkdocs_briefing") / "data" / name).read_text(encoding="utf-8").splitlines():
            if line.startswith("["):
                section = lists.setdefault(line.strip("[]"), {})
            elif line.startswith("("):
                section = sets.setdefault(line.strip("()"), {})
            elif line and not line.startswith("#"):
                phrase, _, meaning = line.partition(" = ")
                section[phrase] = meaning or phrase
    return lists, sets


@cache
def word_set(name: str) -> frozenset[str]:
    """The words of a ``(set)``."""
    return frozenset(_sections()[1][name])


@cache
def meanings(name: str) -> dict[str, str]:
    """The phrases of a ``[list]`` or ``(set)`` with their meanings."""
    lists, sets = _sections()
    return lists[name] if name in lists else sets[name]


@cache
def _automaton() -> tuple[ahocorasick_rs.AhoCorasick, list[list[tuple[str, str, str]]]]:
    """One automaton over all phrases, and for each phrase its lists, itself and its meanings."""
    entries: dict[str, list[tuple[str, str, str]]] = {}
    for name, phrases in _sections()[0].items():
        for phrase, meaning in phrases.items():
            entries.setdefault(phrase, []).append((name, phrase, meaning))
    matcher = ahocorasick_rs.AhoCorasick(list(entries), implementation=ahocorasick_rs.Implementation.ContiguousNFA)
    return matcher, list(entries.values())


def word_before(folded: str, at: int, low: int) -> Span | None:
    """The word that ends, with one blank after it, at ``at``; None where punctuation or ``low`` stands between."""
    end = at - 1
    if end <= low or folded[end] != " " or not folded[end - 1].isalnum():
        return None
    start = folded.rfind(" ", max(low, end - 24), end) + 1 or max(low, end - 24)
    while not folded[start].isalnum():
        start += 1  # an opening mark
    return start, end


class Words:
    """Where the phrases of the lists stand, as whole words, in reading order; of several at one place, all."""

    def __init__(self, folded: str) -> None:
        matcher, entries = _automaton()
        found: dict[str, list[Listed]] = {}
        size = len(folded)
        for which, start, end in matcher.find_matches_as_indexes(folded, overlapping=True):
            if (start and folded[start - 1].isalnum()) or (end < size and folded[end].isalnum()):
                continue
            for name, phrase, meaning in entries[which]:
                found.setdefault(name, []).append(Listed(start, end, name, phrase, meaning))
        for listed in found.values():
            listed.sort()
        self._found = found
        self._starts = {name: [w[0] for w in listed] for name, listed in found.items()}

    def places(self) -> Iterator[tuple[str, list[int]]]:
        """Each list with a phrase in the text, and where its phrases start."""
        yield from self._starts.items()

    def of(self, *names: str) -> list[Listed]:
        """All phrases of the named lists, list by list, each in reading order."""
        return [w for name in names for w in self._found.get(name, ())]

    def within(self, name: str, start: int, end: int) -> list[Listed]:
        """The phrases of a list that lie in ``[start, end)``, in reading order."""
        listed = self._found.get(name)
        if not listed:
            return []
        starts = self._starts[name]
        first = bisect_left(starts, start)
        last = bisect_left(starts, end, first)
        return [w for w in listed[first:last] if w[1] <= end] if first < last else []

    def ending_at(self, name: str, end: int, reach: int = 32) -> Listed | None:
        """The longest phrase of a list that ends at ``end``."""
        return next((w for w in self.within(name, max(0, end - reach), end) if w.end == end), None)

    def starting_at(self, name: str, start: int, reach: int = 32) -> Listed | None:
        """The longest phrase of a list that starts at ``start``."""
        best = None
        for w in self.within(name, start, start + reach):
            if w.start != start:
                break
            best = w
        return best


def longest(listed: Sequence[Listed]) -> list[Listed]:
    """Of phrases that overlap, the one that starts first and reaches furthest."""
    kept: list[Listed] = []
    at = 0
    if not listed:
        return kept
    for w in sorted(listed, key=lambda w: (w.start, -w.end)):
        if w.start >= at:
            kept.append(w)
            at = w.end
    return kept
