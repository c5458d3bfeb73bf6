"""What stands when: dates down the page, and beside each a dot for articles and for every proposition spoken on."""

from __future__ import annotations

from ...model import Record
from .drawn import WIDTH, Drawn
from .lettering import Letter, lines

MOST = 40
"""dates in one picture"""
LANES = 6
"""columns of dots; what has no lane of its own shares the last"""
_ROW = 24
_DATES = 150
_LANE = 40
_HEAD = 26
_NAME = 13


class Spot(Record, frozen=True, kw_only=True):
    """What stands in one lane on one date: how many, and whether the date is printed."""

    count: int
    printed: bool


class Day(Record, frozen=True, kw_only=True):
    """A date, or a month or year where there are many, with a spot or nothing for each lane."""

    date: str
    dated: bool = True
    spots: tuple[Spot | None, ...]
    who: str


class Dot(Record, frozen=True, kw_only=True):
    x: int
    y: int
    hollow: bool
    square: bool


class Line(Record, frozen=True, kw_only=True):
    x1: int
    y1: int
    x2: int
    y2: int
    kind: str


class Picture(Drawn, frozen=True, kw_only=True):
    lines: tuple[Line, ...]
    dots: tuple[Dot, ...]


def draw(id: str, title: str, told: str, lanes: tuple[str, ...], days: tuple[Day, ...]) -> Picture:
    """The first lane holds articles and is drawn square; the others hold statements."""
    rules: list[Line] = []
    dots: list[Dot] = []
    at = [_DATES + _LANE * n + _LANE // 2 for n in range(len(lanes))]
    names = _DATES + _LANE * len(lanes) + 16
    letters = [Letter(x=x, y=14, kind="lane", words=lane, anchor="middle") for x, lane in zip(at, lanes, strict=True)]
    y = _HEAD
    for n, day in enumerate(days):
        told_by = lines(day.who, _NAME, WIDTH - names)
        middle = y + _ROW // 2
        if n and not day.dated:
            rules.append(Line(x1=0, y1=y, x2=WIDTH, y2=y, kind="rule"))
        letters.append(Letter(x=0, y=middle + 4, kind="date", words=day.date))
        for k, (x, spot) in enumerate(zip(at, day.spots, strict=True)):
            if spot:
                dots.append(Dot(x=x, y=middle, hollow=not spot.printed, square=k == 0))
                if spot.count > 1:
                    letters.append(Letter(x=x + 9, y=middle + 4, kind="count", words=str(spot.count)))
        letters += [Letter(x=names, y=middle + 4 + 17 * k, kind="who", words=w) for k, w in enumerate(told_by)]
        y += max(_ROW, 17 * len(told_by) + 7)
    rules += [Line(x1=x, y1=_HEAD, x2=x, y2=y, kind="lane") for x in at]
    return Picture(
        id=id,
        title=title,
        told=told,
        width=WIDTH,
        height=y + 4,
        lines=tuple(rules),
        dots=tuple(dots),
        letters=tuple(letters),
    )
