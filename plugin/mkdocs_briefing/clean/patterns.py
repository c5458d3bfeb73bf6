"""Known phrases beside an article: ``data/boilerplate.tsv``."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from importlib import resources
from typing import NamedTuple


class _Reason(NamedTuple):
    """The patterns of one reason: those tried at a line's start, and those searched where their words stand."""

    name: str
    starting: re.Pattern[str] | None
    anywhere: tuple[tuple[tuple[str, ...], re.Pattern[str]], ...]


@functools.cache
def _boilerplate() -> tuple[_Reason, ...]:
    """The reasons in the order of the file.

    Alternatives that begin with ``^`` are tried at the start only; searching for them would try every place. For the
    others a look for the words that they cannot do without comes first: most lines hold none, and that is quick.
    """
    table = resources.files("mkdocs_briefing").joinpath("data", "boilerplate.tsv").read_text("utf-8")
    by_reason: dict[str, tuple[list[str], list[str]]] = {}
    for row in table.splitlines():
        if row and not row.startswith("#"):
            reason, _, pattern = row.partition("\t")
            starting, anywhere = by_reason.setdefault(reason, ([], []))
            for alternative in _alternatives(pattern):
                (starting if alternative.startswith("^") else anywhere).append(alternative)
    return tuple(
        _Reason(
            name,
            re.compile("|".join(starting), re.I) if starting else None,
            tuple((tuple(sorted(needed(one) or ("",))), re.compile(one, re.I)) for one in anywhere),
        )
        for name, (starting, anywhere) in by_reason.items()
    )


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


def needed(pattern: str) -> frozenset[str]:
    """Words in lower case, one of which stands in everything that the pattern matches; empty where none is sure."""
    found: list[frozenset[str]] = []
    for piece, optional in _pieces(pattern):
        if optional:
            continue
        if piece.startswith("(?:"):
            each = [needed(alternative) for alternative in _alternatives(piece[3:-1])]
            if all(each):
                found.append(frozenset().union(*each))
        elif piece[0] not in "([\\.^$":
            found.append(frozenset({piece.lower()}))
    return max(found, key=lambda words: min(map(len, words)), default=frozenset())


_PIECE = re.compile(r"\\.|\[.[^\]]*\]|[.^$]|[^\\\[().^$?*+{|]+?(?=[?*+{])|[^\\\[().^$?*+{|]+(?![?*+{])")
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
        if repeat and text[0] not in "([\\.^$" and len(text) > 1:
            yield text[:-1], False  # the repetition is of the last letter only
            text = text[-1]
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


@functools.lru_cache(maxsize=8192)
def phrase(words: str) -> str | None:
    """The reason for which a line with these words is known to stand beside an article, never in it."""
    # As patterns fold case: long s, dotless i, and the dot of a capital dotted i are no obstacle.
    low = words.lower().replace("ſ", "s").replace("ı", "i").replace("\u0307", "")
    for reason in _boilerplate():
        if reason.starting and reason.starting.match(words):
            return reason.name
        for any_of, pattern in reason.anywhere:
            if any(word in low for word in any_of) and pattern.search(words):
                return reason.name
    return None
