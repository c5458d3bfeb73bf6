"""The listed words of an article: every phrase of the data files, found in one pass over the text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import ahocorasick_rs

LISTS = ("hedges.txt",)
"""The data files. Each section ``[modality]`` is a list; no two sections have one name."""

_SURROGATE = re.compile("[\ud800-\udfff]")


class Listed(NamedTuple):
    """A phrase of a list where it stands in the text."""

    start: int
    end: int
    list: str
    phrase: str


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
    return _SURROGATE.sub("\ufffd", low)


@cache
def _lists() -> tuple[ahocorasick_rs.AhoCorasick, list[tuple[str, list[str]]]]:
    """One automaton over all phrases, and each phrase with its lists."""
    lists: dict[str, list[str]] = {}
    for name in LISTS:
        section = ""
        for line in (files("mkdocs_briefing") / "data" / name).read_text(encoding="utf-8").splitlines():
            if line.startswith("["):
                section = line.strip("[]")
            elif line and not line.startswith("#"):
                lists.setdefault(line, []).append(section)
    return ahocorasick_rs.AhoCorasick(list(lists)), list(lists.items())


class Words:
    """Where the phrases of the lists stand, as whole words, in reading order; of several at one place, all."""

    def __init__(self, folded: str) -> None:
        matcher, phrases = _lists()
        found: dict[str, list[Listed]] = {}
        size = len(folded)
        for which, start, end in matcher.find_matches_as_indexes(folded, overlapping=True):
            if (start and folded[start - 1].isalnum()) or (end < size and folded[end].isalnum()):
                continue
            phrase, lists = phrases[which]
            for name in lists:
                found.setdefault(name, []).append(Listed(start, end, name, phrase))
        for listed in found.values():
            listed.sort()
        self._found = found

    def of(self, *names: str) -> list[Listed]:
        """All phrases of the named lists, list by list, each in reading order."""
        return [w for name in names for w in self._found.get(name, ())]

    def within(self, name: str, start: int, end: int) -> Iterator[Listed]:
        """The phrases of a list that lie in ``[start, end)``."""
        listed = self._found.get(name, [])
        for n in range(bisect_left(listed, (start,)), len(listed)):
            if listed[n].start >= end:
                return
            if listed[n].end <= end:
                yield listed[n]


def longest(listed: Iterable[Listed]) -> list[Listed]:
    """Of phrases that overlap, the one that starts first and reaches furthest."""
    kept: list[Listed] = []
    at = 0
    for w in sorted(listed, key=lambda w: (w.start, -w.end)):
        if w.start >= at:
            kept.append(w)
            at = w.end
    return kept
