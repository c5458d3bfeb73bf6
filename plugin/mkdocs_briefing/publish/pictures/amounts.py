"""Figures that a person found comparable: one bar each, from nought, with the printed words beside it."""

from __future__ import annotations

from ...model import Record
from .drawn import WIDTH, Drawn
from .lettering import Letter, lines

_NAMES = 250
_WORDS = 150
"""room to the right of the longest bar for the printed words"""
_SIZE = 13
_LINE = 16
_GAP = 14


class Amount(Record, frozen=True, kw_only=True):
    """A figure with its value, or its lowest and highest one. ``exact``: not printed as about, at least or at most."""

    low: float
    high: float
    exact: bool = True
    printed: str
    who: str


class Bar(Record, frozen=True, kw_only=True):
    """``open``: a value that is not printed as exact, or the stretch between a lowest and a highest one."""

    x: int
    y: int
    length: int
    open: bool


class Picture(Drawn, frozen=True, kw_only=True):
    axis: int
    bars: tuple[Bar, ...]


def draw(id: str, title: str, told: str, amounts: tuple[Amount, ...]) -> Picture | None:
    """None where lengths would mislead: a value below nought, or none above."""
    most = max((a.high for a in amounts), default=0)
    if most <= 0 or min(a.low for a in amounts) < 0:
        return None
    bars: list[Bar] = []
    letters: list[Letter] = []
    room = WIDTH - _NAMES - _WORDS
    y = 4
    for amount in amounts:
        names = lines(amount.who, _SIZE, _NAMES - 16)
        low, high = round(amount.low / most * room), round(amount.high / most * room)
        printed = lines(amount.printed, _SIZE, max(_WORDS, WIDTH - _NAMES - high) - 12)
        tall = _LINE * max(len(names), len(printed), 1)
        middle = y + tall // 2
        bars.append(Bar(x=_NAMES, y=middle - 6, length=max(low, 1), open=not amount.exact))
        if high > low:
            bars.append(Bar(x=_NAMES + low, y=middle - 6, length=high - low, open=True))
        letters += _set(names, _NAMES - 12, middle, "who", "end")
        letters += _set(printed, _NAMES + max(high, 1) + 8, middle, "words", "start")
        y += tall + _GAP
    return Picture(
        id=id,
        title=title,
        told=told,
        width=WIDTH,
        height=y,
        axis=_NAMES,
        bars=tuple(bars),
        letters=tuple(letters),
    )


def _set(parts: tuple[str, ...], x: int, middle: int, kind: str, anchor: str) -> list[Letter]:
    first = middle + 5 - _LINE * (len(parts) - 1) // 2
    return [Letter(x=x, y=first + _LINE * n, kind=kind, words=w, anchor=anchor) for n, w in enumerate(parts)]
