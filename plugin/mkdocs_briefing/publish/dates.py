"""EDTF dates in words, and as keys to sort by."""

from __future__ import annotations

import calendar
import re

from .words import Words

_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:T(\d\d:\d\d)\S*)?([~?%])?\Z")


def in_words(edtf: str, words: Words, short: bool = False) -> str:
    """“12 July 2022”, “c. Jan 2023”, “late June 2022”; what is no EDTF that we know stays as it is written."""
    said = words.dates.get((edtf, short))
    if said is None:
        said = words.dates[edtf, short] = _in_words(edtf, words, short)
    return said


def _in_words(edtf: str, words: Words, short: bool) -> str:
    if "/" in edtf:
        return _interval(edtf, words, short)
    match = _DATE.match(_known(edtf))
    if not match:
        return edtf
    year, month, day, _, doubt = match.groups()
    said = year
    if month:
        number = int(month)
        if 21 <= number <= 24:
            said = words(f"season-{number}", year=year)
        elif 1 <= number <= 12:
            name = words(f"month-{number}-short" if short else f"month-{number}")
            said = words("date-day", day=int(day), month=name, year=year) if day else f"{name} {year}"
        else:
            return edtf
    return words({"~": "date-about", "?": "date-doubt", "%": "date-about-doubt"}[doubt], date=said) if doubt else said


def _known(edtf: str) -> str:
    """A date without what it says is not known: 2024-03 of 2024-03-XX."""
    return edtf.strip().replace("-XX", "")


def _interval(edtf: str, words: Words, short: bool) -> str:
    first, _, last = edtf.partition("/")
    if first in ("", "..") and last in ("", ".."):
        return words("undated")
    if first in ("", ".."):
        return words("date-until", date=in_words(last, words, short))
    if last in ("", ".."):
        return words("date-from", date=in_words(first, words, short))
    part = _part_of_month(first, last)
    if part:
        return words(f"date-{part}", date=in_words(first[:7], words, short))
    if first[:7] == last[:7] and len(first) == len(last) == 10:
        return words("date-days", first=int(first[8:10]), last=in_words(last, words, short))
    return words("date-range", first=in_words(first, words, short), last=in_words(last, words, short))


def _part_of_month(first: str, last: str) -> str | None:
    """“early”, “mid” or “late”, where an interval is a third of one month."""
    if len(first) != 10 or len(last) != 10 or first[:7] != last[:7] or not _DATE.match(first) or not _DATE.match(last):
        return None
    year, month = int(first[:4]), int(first[5:7])
    end = calendar.monthrange(year, month)[1] if year and 1 <= month <= 12 else 31
    return {(1, 10): "early", (11, 20): "mid", (21, end): "late"}.get((int(first[8:]), int(last[8:])))


def order(edtf: str | None) -> str:
    """A key that puts dates in order, and what has none last."""
    if not edtf:
        return "~"
    first, _, last = edtf.partition("/")
    return last if first in ("", "..") else first.rstrip("~?%")
