"""Extended Date/Time Format, levels 0 and 1: the way dates are written in the people's files and in the export.

``2023``, ``2023-01~``, ``2022-06/2022-07``, ``../2022-07-12``, ``2022-XX``,
``2022-24`` (winter), and ``2022-03-04T10:00Z``.
"""

from __future__ import annotations

import calendar
import re

EXAMPLES = "2022-03-04, 2022-03, 2022, 2022-03~ (about), 2022-03-01/2022-03-04, ../2022-07-12 (not after)"

_TIME = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?(?:Z|[+-](\d\d)(?::?(\d\d))?)?", re.ASCII)
_DATE = re.compile(
    r"(?P<year>-?\d{4}|\d{3}X|\d{2}XX|Y-?\d{5,9})(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?)?[?~%]?", re.ASCII
)
_STAMP = re.compile(
    r"(\d{4}-\d\d-\d\d)[ T]+(\d\d:\d\d(?::\d\d(?:\.\d+)?)?) ?(Z|UTC|GMT|[+-]\d\d:?(?:\d\d)?)?", re.ASCII
)


def is_edtf(words: str) -> bool:
    """Whether the words are an EDTF date, date and time, or interval of level 0 or 1."""
    first, slash, second = words.partition("/")
    if not slash:
        return _is_date(words) or _is_time(words)
    open_ends = ("", "..")
    ends = [end for end in (first, second) if end not in open_ends]
    if not ends or not all(map(_is_date, ends)):
        return False
    return len(ends) < 2 or not _backwards(first, second)


def normal(words: str) -> str | None:
    """The words as EDTF, where they are that but for the spelling of a YAML timestamp; else None."""
    words = words.strip()
    stamp = _STAMP.fullmatch(words)
    if stamp:
        zone = stamp[3] or ""
        if zone in ("UTC", "GMT"):
            zone = "Z"
        words = f"{stamp[1]}T{stamp[2]}{zone}"
    return words if is_edtf(words) else None


def _is_date(words: str) -> bool:
    match = _DATE.fullmatch(words)
    if match is None:
        return False
    year, month, day = match["year"], match["month"], match["day"]
    if month is None:
        return True
    if not year.lstrip("-").isdigit():
        return False
    if month == "XX":
        return day in (None, "XX")
    if 21 <= int(month) <= 24:
        return day is None
    if not 1 <= int(month) <= 12:
        return False
    return day in (None, "XX") or 1 <= int(day) <= _days(int(year), int(month))


def _days(year: int, month: int) -> int:
    return calendar.monthrange(2000 if calendar.isleap(year) else 2001, month)[1]


def _is_time(words: str) -> bool:
    match = _TIME.fullmatch(words)
    if match is None or not _is_date(match[1]):
        return False
    hours, minutes, seconds, zone_hours, zone_minutes = (int(part or 0) for part in match.groups()[1:])
    return hours < 24 and minutes < 60 and seconds < 60 and zone_hours < 24 and zone_minutes < 60


def _backwards(first: str, second: str) -> bool:
    """Whether an interval ends before it starts, as far as its plain digits say."""
    digits = re.compile(r"\d{4}(?:-\d\d)*", re.ASCII)
    a, b = digits.match(first), digits.match(second)
    if a is None or b is None:
        return False
    shared = min(len(a[0]), len(b[0]))
    return a[0][:shared] > b[0][:shared]
