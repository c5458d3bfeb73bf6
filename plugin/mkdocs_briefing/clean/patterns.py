"""Known phrases beside an article: ``data/boilerplate.tsv``."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from importlib import resources
from typing import NamedTuple

import ahocorasick_rs


class _Pattern:
    """One alternative of one row."""

    def __init__(self, reason: str, alternative: str, needs: tuple[frozenset[str], ...]) -> None:
        """``needs``: sets of words; without one of each it cannot match."""
        self.reason, self.needs = reason, needs
        self._alternative = alternative

    @functools.cached_property
    def found_in(self) -> Callable[[str], re.Match[str] | None]:
        """Compiled when it is first tried: few are, in a build in which little changed."""
        compiled = re.compile(self._alternative, re.I)
        return compiled.match if self._alternative.startswith("^") else compiled.search


class _Patterns(NamedTuple):
    """All alternatives in the order of the file, and what calls each of them up."""

    ordered: tuple[_Pattern, ...]
    words: ahocorasick_rs.AhoCorasick
    """finds the words that patterns cannot do without"""
    called: tuple[tuple[int, ...], ...]
    """for each word, the patterns to be tried where it stands"""
    opened: dict[str, list[tuple[str, int]]]
    """for the first two characters of a line, or one, each longer beginning, and the pattern to be tried where it is"""
    always: frozenset[int]


@functools.cache
def _patterns() -> _Patterns:
    """``data/boilerplate.tsv``, its rows taken apart.

    Alternatives that begin with ``^`` are tried at the start only; searching for them would try every place.
    """
    table = resources.files("mkdocs_briefing").joinpath("data", "boilerplate.tsv").read_text("utf-8")
    by_reason: dict[str, list[str]] = {}
    for row in table.splitlines():
        if row and not row.startswith("#"):
            reason, _, pattern = row.partition("\t")
            by_reason.setdefault(reason, []).extend(_alternatives(pattern))
    called: dict[str, list[int]] = defaultdict(list)
    opened: dict[str, list[tuple[str, int]]] = defaultdict(list)
    ordered: list[_Pattern] = []
    always: list[int] = []
    for reason, alternatives in by_reason.items():
        for one in alternatives:
            at_start = one.startswith("^")
            needs = sorted(needed(one), key=_rarity, reverse=True)
            if at_start and (beginnings := opening(one)):
                for beginning in sorted(beginnings):
                    opened[beginning[:2]].append((beginning, len(ordered)))
            elif needs:
                for word in sorted(needs[0]):
                    called[word].append(len(ordered))
            else:
                always.append(len(ordered))
            ordered.append(_Pattern(reason, one, () if at_start else tuple(needs[1:])))
    automaton = ahocorasick_rs.AhoCorasick(list(called), implementation=ahocorasick_rs.Implementation.DFA)
    return _Patterns(tuple(ordered), automaton, tuple(map(tuple, called.values())), dict(opened), frozenset(always))


_RARE_MARKS = "()/|"


def _rarity(words: frozenset[str]) -> int:
    """The longer the shortest word, the fewer lines hold one of them; brackets and bars are rare, too."""
    return min(3 if word in _RARE_MARKS else len(word.strip()) for word in words)


def _alternatives(pattern: str) -> Iterator[str]:
    """A pattern cut at the bars that stand in no bracket."""
    depth = start = at = 0
    while at < len(pattern):
        char = pattern[at]
        if char == "\\":
            at += 1
        elif char == "[":
            at = pattern.index("]", at + 2)
        elif char in "()":
            depth += 1 if char == "(" else -1
        elif char == "|" and not depth:
            yield pattern[start:at]
            start = at + 1
        at += 1
    yield pattern[start:]


def needed(pattern: str) -> list[frozenset[str]]:
    """Sets of words in lower case; of each set, one stands in everything that the pattern matches."""
    found: list[frozenset[str]] = []
    for piece, optional in _pieces(pattern):
        if optional:
            continue
        if piece.startswith("(?:"):
            each = [max(needed(alternative), key=_rarity, default=None) for alternative in _alternatives(piece[3:-1])]
            sure = [words for words in each if words]
            if len(sure) == len(each):
                found.append(frozenset().union(*sure))
        elif _LETTERS.fullmatch(piece):
            found.append(frozenset({_letters(piece)}))
    return found


def _letters(piece: str) -> str:
    """What a run of letters matches, in lower case."""
    return (_ESCAPED.sub(r"\1", piece) if "\\" in piece else piece).lower()


def opening(pattern: str) -> frozenset[str]:
    """Up to five characters, in lower case, of which some must stand from the first letter or digit of a line on, so
    that a pattern ``^…`` matches; none where any may stand there, the empty one where the line has neither.
    """
    found: set[str] = set()
    for piece, optional in _pieces(pattern.removeprefix("^")):
        if piece in (r"\W", "$"):
            continue
        if piece == r"\d":
            found.update("0123456789")
        elif piece.startswith("(?:"):
            each = [opening(alternative) for alternative in _alternatives(piece[3:-1])]
            if not all(each):
                break
            found.update(*each)
        elif _LETTERS.fullmatch(piece) and piece[0].isalnum():
            found.add(_letters(piece)[: 1 if optional else _BEGINNING])
        else:
            break
        if not optional:
            return frozenset(found)
    else:
        return frozenset() if found else frozenset({""})
    return frozenset()


_LETTER = r"(?:[^\\\[().^$?*+{|]|\\[^\w\s])"
_LETTERS = re.compile(rf"{_LETTER}*?({_LETTER})")
_PIECE = re.compile(rf"{_LETTER}+?(?=[?*+{{])|{_LETTER}+(?![?*+{{])|\\.|\[.[^\]]*\]|[.^$]")
_ESCAPED = re.compile(r"\\(.)")
_REPEAT = re.compile(r"[?*+]\??|\{[^}]*\}\??")


def _pieces(pattern: str) -> Iterator[tuple[str, bool]]:
    """One alternative's groups, classes and runs of letters, in order, and whether each may be left out."""
    at = 0
    while at < len(pattern):
        if pattern[at] == "(":
            end = _closing(pattern, at)
        else:
            piece = _PIECE.match(pattern, at)
            assert piece, f"no piece of a pattern at {pattern[at:]}"
            end = piece.end()
        repeat = _REPEAT.match(pattern, end)
        text, stop = pattern[at:end], repeat.end() if repeat else end
        optional = bool(repeat and (repeat.group()[0] in "?*" or repeat.group().startswith(("{0", "{,"))))
        letters = _LETTERS.fullmatch(text)
        if repeat and letters and letters.start(1):
            yield text[: letters.start(1)], False  # the repetition is of the last letter only
            text = letters[1]
        yield text, optional
        at = stop


def _closing(pattern: str, at: int) -> int:
    """Where the bracket that opens at ``at`` has closed."""
    depth = 0
    while True:
        char = pattern[at]
        if char == "\\":
            at += 1
        elif char == "[":
            at = pattern.index("]", at + 2)
        elif char in "()":
            depth += 1 if char == "(" else -1
        at += 1
        if not depth:
            return at


_BEGINNING = 5
"""Characters of a line's beginning that are looked up: with fewer, any line with “The” is tried for “the author”."""
_FIRST = re.compile(r"[^\W_].?", re.S)


_AGAIN = 160
"""Characters up to which a line may well stand in other articles, too."""


def phrase(words: str) -> str | None:
    """The reason for which a line with these words is known to stand beside an article, never in it."""
    return _phrase_again(words) if len(words) <= _AGAIN else _phrase(words)


def _phrase(words: str) -> str | None:
    low = words.lower()
    if not low.isascii():  # as patterns fold case: long s, dotless i, and the dot of a capital dotted i are no obstacle
        low = low.replace("ſ", "s").replace("ı", "i").replace("\u0307", "")
    known = _patterns()
    first = _FIRST.search(low)
    two, at = (first[0], first.start()) if first else ("", 0)
    called = set(known.always)
    for key in (two, two[:1]):
        for beginning, n in known.opened.get(key, ()):
            if low.startswith(beginning, at):
                called.add(n)
    try:
        hits = known.words.find_matches_as_indexes(low, overlapping=True)
    except UnicodeEncodeError:  # half a character
        hits = known.words.find_matches_as_indexes(low.encode(errors="replace").decode(), overlapping=True)
    for word, _, _ in hits:
        called.update(known.called[word])
    for n in sorted(called):
        pattern = known.ordered[n]
        for either in pattern.needs:
            if not any(map(low.__contains__, either)):
                break
        else:
            if pattern.found_in(words):
                return pattern.reason
    return None


_phrase_again = functools.lru_cache(maxsize=8192)(_phrase)
