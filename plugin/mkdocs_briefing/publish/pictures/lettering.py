"""How wide words will be, and where they break: estimates, as no browser is at hand when a page is made."""

from __future__ import annotations

import unicodedata

from ...model import Record


class Letter(Record, frozen=True, kw_only=True):
    """A line of letters that starts, ends or has its middle at ``x``. ``kind``: date, words, who, name, count, lane."""

    x: int
    y: int
    kind: str
    words: str
    anchor: str = "start"


_NARROW = frozenset("iljtfrI.,;:'’‘“”\"!|()[] -·")
_BROAD = frozenset("mwMW@%—…")


def width(words: str, size: int) -> int:
    """Width of words set in letters of ``size``; on the generous side."""
    return round(sum(_letter(c) for c in words) * size)


def _letter(c: str) -> float:
    if c in _NARROW:
        return 0.34
    if c in _BROAD:
        return 0.92
    if ord(c) > 0x2FF and unicodedata.east_asian_width(c) in "WF":
        return 1.05
    return 0.7 if c.isupper() else 0.56


def lines(words: str, size: int, room: int) -> tuple[str, ...]:
    """Words broken into lines no wider than ``room``; a wider word is broken itself, nothing is left out."""
    found: list[str] = []
    line = ""
    for word in words.split():
        longer = f"{line} {word}" if line else word
        if width(longer, size) <= room:
            line = longer
            continue
        if line:
            found.append(line)
        *whole, line = _pieces(word, size, room)
        found += whole
    return (*found, line) if line else tuple(found)


def _pieces(word: str, size: int, room: int) -> list[str]:
    """A word cut where it would leave the room."""
    found, piece, taken = [], "", 0.0
    for c in word:
        wide = _letter(c) * size
        if piece and taken + wide > room:
            found.append(piece)
            piece, taken = "", 0.0
        piece += c
        taken += wide
    return [*found, piece]
