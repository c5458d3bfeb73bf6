"""How a thing was put, over time: dates on a line, and under each the words that were printed. No scale, no height."""

from __future__ import annotations

from ...model import Record
from .drawn import WIDTH, Drawn
from .lettering import Letter, lines

COLUMNS = 5
MOST = 40
"""dates in one picture; the list beside it holds all"""
MOST_WORDS = 5
"""words under one date before the rest is counted"""
_DATE, _WORDS, _WHO = 12, 13, 12
_STEP = 17
_GAP = 18
_LINE = 34
"""where the line runs, below the dates"""


class Put(Record, frozen=True, kw_only=True):
    """One date: hollow where no such date is printed; printed words, each with who said them."""

    date: str
    printed: bool
    dated: bool = True
    words: tuple[tuple[str, str], ...]
    more: str = ""
    """how many further words there are, in words"""


class Dot(Record, frozen=True, kw_only=True):
    x: int
    y: int
    hollow: bool


class Stroke(Record, frozen=True, kw_only=True):
    """A piece of the line of time; broken on the way to what has no date at all."""

    x1: int
    x2: int
    y: int
    broken: bool


class Picture(Drawn, frozen=True, kw_only=True):
    strokes: tuple[Stroke, ...]
    dots: tuple[Dot, ...]


def draw(id: str, title: str, told: str, puts: tuple[Put, ...]) -> Picture:
    """The picture of at most ``MOST`` dates, in rows where they are many."""
    strokes: list[Stroke] = []
    dots: list[Dot] = []
    letters: list[Letter] = []
    top = 0
    for first in range(0, len(puts), COLUMNS):
        row = puts[first : first + COLUMNS]
        column = WIDTH // COLUMNS if len(puts) > COLUMNS else min(WIDTH // len(puts), WIDTH // 3)
        heads = [lines(put.date, _DATE, column - _GAP) for put in row]
        line = top + _LINE + (max(map(len, heads)) - 1) * 15
        bottom = line
        for n, put in enumerate(row):
            x = n * column
            last = first + n + 1 == len(puts)
            broken = not put.dated or (not last and not puts[first + n + 1].dated)
            strokes.append(Stroke(x1=x + 7, x2=min(x + column - 7, WIDTH), y=line, broken=broken))
            dots.append(Dot(x=x + 7, y=line, hollow=not put.printed))
            above = line - 18 - (len(heads[n]) - 1) * 15
            letters += [Letter(x=x, y=above + 15 * k, kind="date", words=part) for k, part in enumerate(heads[n])]
            y = line + 8
            for kind, words in _under(put):
                y += 3 if kind == "words" else 0
                for part in lines(words, _WORDS if kind == "words" else _WHO, column - _GAP):
                    y += _STEP
                    letters.append(Letter(x=x, y=y, kind=kind, words=part))
            bottom = max(bottom, y)
        top = bottom + 26
    return Picture(
        id=id,
        title=title,
        told=told,
        width=WIDTH,
        height=top - 12,
        strokes=tuple(strokes),
        dots=tuple(dots),
        letters=tuple(letters),
    )


def _under(put: Put) -> list[tuple[str, str]]:
    """What stands below a date, line by line: words, and who said them once where that is one."""
    found: list[tuple[str, str]] = []
    for n, (words, who) in enumerate(put.words[:MOST_WORDS]):
        found.append(("words", words))
        following = put.words[n + 1][1] if n + 1 < min(len(put.words), MOST_WORDS) else None
        if who and who != following:
            found.append(("who", who))
    return [*found, ("who", put.more)] if put.more else found
