"""Numbers as printed: digits and number words joined into one number, its value, currency and range."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from .reading import Reading
from .words import longest, meanings, word_set

_DIGITS = re.compile(r"[0-9][0-9]{0,2}(?:(?:,[0-9]{3})+(?![0-9])|[0-9]*)(?:\.[0-9]+)?")
_ATTACHED = re.compile(r"[^\W\d_]+(?:/h|²|³)?")
_RANGE = re.compile(r" ?[-–—] ?| to | or | and | in | out of ")
_LAST_WORD = re.compile(r"[a-z]+$")
_CURRENCY = {"$": "dollars", "€": "euros", "£": "pounds", "¥": "yen", "₽": "rubles", "₴": "hryvnia", "₹": "rupees"}
_LONGEST_NUMBER = 15
"""Digits beyond which a run is an account, a hash or a barcode, and no longer exact as a number."""


class Number(NamedTuple):
    """A number as printed. ``value`` is None where the words name none ("dozens")."""

    start: int
    end: int
    value: float | None
    high: float | None = None
    kind: str = "digits"
    currency: str | None = None
    attached: str | None = None
    """a unit written close to the digits or after a hyphen"""


def numbers(reading: Reading) -> Iterator[Number]:
    """The numbers of the whole text, in reading order; digits of words, addresses and clock times left out."""
    yield from _ranges(list(_numbers(reading)), reading)


def _numbers(reading: Reading) -> Iterator[Number]:
    """Digits and number words, joined into numbers: "2.8 billion", "twenty-one", "half a million"."""
    atoms = sorted([*_digits(reading), *_number_words(reading)])
    n = 0
    while n < len(atoms):
        run = [atoms[n]]
        while n + 1 < len(atoms) and _joins(run[-1], atoms[n + 1], reading.folded):
            n += 1
            run.append(atoms[n])
        n += 1
        number = _joined(run, reading.folded)
        if number is not None:
            yield number


def _digits(reading: Reading) -> Iterator[Number]:
    text = reading.folded
    for match in _DIGITS.finditer(text):
        start, end = match.span()
        if end - start > _LONGEST_NUMBER:
            continue
        before = text[start - 1] if start else " "
        currency = _CURRENCY.get(before)
        if before.isalnum() or before in "_@#/\\&=" or (before in ".,:'" and text[start - 2 : start - 1].isalnum()):
            continue
        if before in "-–" and text[start - 2 : start - 1].isalpha():
            continue  # "COVID-19", "mid-2020"
        if currency:
            start -= 1
            while start and text[start - 1].isalpha() and match.start() - start < 4:
                start -= 1  # "US$"
        value = float(match.group().replace(",", ""))
        after = text[end : end + 2]
        if after[:1] in ("/", ":", ".", ",") and after[1:].isdigit():
            continue
        attached = None
        if after[:1].isalpha():
            letters = _ATTACHED.match(text, end)
            word = letters.group() if letters else ""
            if word in meanings("suffix"):
                value *= float(meanings("suffix")[word])
            elif word in meanings("unit"):
                attached = meanings("unit")[word]
            else:
                continue  # "19th", "1990s", "5G"
            end += len(word)
        elif after[:1] == "-" and after[1:].isalpha():
            letters = _ATTACHED.match(text, end + 1)
            word = letters.group() if letters else ""
            if word not in meanings("unit") or word in word_set("time-unit"):
                continue  # "45-year-old", "50-page"
            attached = meanings("unit")[word]
            end += 1 + len(word)
        if is_year(match.group()) and not currency and not attached:
            yield Number(start, end, value, kind="year")
        else:
            yield Number(start, end, value, currency=currency, attached=attached)


def is_year(digits: str) -> bool:
    """Whether four digits read as a year."""
    return len(digits) == 4 and "1500" <= digits <= "2100"


def _number_words(reading: Reading) -> Iterator[Number]:
    for w in longest(reading.words.of("number", "one", "scale", "vague", "fraction")):
        if w.list == "vague":
            yield Number(w.start, w.end, None, kind="vague")
        else:
            yield Number(w.start, w.end, float(w.meaning), kind=w.list)


def _joins(a: Number, b: Number, text: str) -> bool:
    """Whether two atoms are parts of one number."""
    gap = text[a.end : b.start]
    if a.attached or b.currency:
        return False
    if b.kind == "scale":
        return gap in (" ", "-") and a.kind != "vague"
    if b.kind not in ("number", "one", "digits") or b.value is None or a.value is None:
        return False
    if a.kind == "number" and b.kind != "digits" and gap in ("-", " "):
        return a.value >= 20 and b.value < 10
    return a.kind == "scale" and a.value > b.value and b.kind != "digits" and gap in (" ", " and ")


def _joined(run: list[Number], text: str) -> Number | None:
    """One number from its atoms; None where they make none ("one", "half a")."""
    first, last = run[0], run[-1]
    start, kind = first.start, first.kind
    if kind == "scale":
        article = 2 if text[start - 2 : start] == "a " else 3 if text[start - 3 : start] == "an " else 0
        if not article or text[start - 1 - article : start - article].isalnum():
            return None
        start -= article
    if kind == "fraction" and len(run) == 1:
        end = text.rindex(" ", start, first.end)
        return None if text[end:].startswith(" a") else first._replace(end=end)  # "half a", "a third of"
    if kind == "vague":
        return first
    total = current = 0.0
    for atom in run:
        value = atom.value or 0.0
        if atom.kind != "scale":
            current += value
        elif value < 1000:
            current = (current or 1) * value
        else:
            total += (current or 1) * value
            current = 0.0
    kind = "digits" if kind == "year" and len(run) > 1 else kind
    return Number(start, last.end, total + current, kind=kind, currency=first.currency, attached=last.attached)


def _ranges(numbers: list[Number], reading: Reading) -> Iterator[Number]:
    """Numbers that bound one range, or make one share, become one."""
    n = 0
    while n < len(numbers):
        pair = _pair(numbers[n], numbers[n + 1], reading) if n + 1 < len(numbers) else None
        yield from (numbers[n],) if pair is None else pair
        n += 1 if pair is None else 2


def _pair(low: Number, high: Number, reading: Reading) -> tuple[Number, ...] | None:
    """“5 to 10 percent”, “8 in 10”; nothing of a score or a telephone number; None for strangers."""
    gap = _RANGE.fullmatch(reading.folded, low.end, high.start)
    if gap is None or low.value is None or high.value is None:
        return None
    link = gap.group().strip()
    years = "year" in (low.kind, high.kind)
    if link in ("in", "out of"):
        share = low.value / high.value if high.value else 1
        is_share = share < 1 and high.value <= 100 and not (years or low.currency or low.attached)
        return (low._replace(end=high.end, value=share, kind="fraction"),) if is_share else None
    if link == "and" and reading.folded[low.start - 8 : low.start] != "between ":
        return None
    if link == "to" and _is_change(low.start, reading):
        return None
    bottom = _scaled(low, high, reading)
    if years or not bottom < high.value:
        return () if link in ("-", "–", "—") else None
    return (Number(low.start, high.end, bottom, high.value, high.kind, low.currency or high.currency, high.attached),)


def _scaled(low: Number, high: Number, reading: Reading) -> float:
    """“5 to 10 million”: the scale word of the second holds for the first, where that has none of its own."""
    last = _LAST_WORD.search(reading.folded, high.start, high.end)
    word = last.group() if last else ""
    scale = float(meanings("scale").get(word) or meanings("suffix").get(word) or 1)
    value = low.value or 0.0
    return value * scale if value < scale and high.value is not None and value * scale < high.value else value


def _is_change(start: int, reading: Reading) -> bool:
    """“rose from 20 to 35”: two figures, no range."""
    before = reading.folded[max(0, start - 40) : start].split()
    return bool(before) and before[-1] == "from" and any(w in word_set("change") for w in before)
