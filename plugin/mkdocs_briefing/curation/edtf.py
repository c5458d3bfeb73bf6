"""Extended Date/Time Format, levels 0 and 1: the way dates are written in the people's files and in the export.

``2023``, ``2023-01~``, ``2022-06/2022-07``, ``../2022-07-12``, ``2022-XX``,
``2022-24`` (winter), and ``2022-03-04T10:00Z``. Which days a date may mean is told here alone.
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


def bounds(edtf: str | None) -> tuple[str, str] | None:
    """First and last possible day, as ``YYYY-MM-DD``; an open end is empty. None where nothing is known."""
    if not edtf:
        return None
    first, slash, last = edtf.partition("/")
    if not slash:
        return _span(edtf)
    low, high = _span(first), _span(last)
    return (low[0] if low else "", high[1] if high else "") if low or high else None


def within(edtf: str | None, since: str | None, until: str | None) -> bool:
    """Whether a date may lie within days; one that is not known lies within none."""
    if not since and not until:
        return True
    days, first, last = bounds(edtf), bounds(since), bounds(until)
    if days is None:
        return False
    early = first and first[0] and days[1] and days[1] < first[0]
    late = last and last[1] and days[0] and days[0] > last[1]
    return not early and not late


def _span(date: str) -> tuple[str, str] | None:
    """Of one date; None for a year that has more or less than four digits, or stands before the year 1."""
    match = _DATE.fullmatch(date.strip().partition("T")[0])
    if match is None or not _is_date(match[0]) or len(match["year"]) != 4:
        return None
    first, last = match["year"].replace("X", "0"), match["year"].replace("X", "9")
    month, day = match["month"], match["day"]
    if first == "0000":
        return None
    if month in (None, "XX"):
        return f"{first}-01-01", f"{last}-12-31"
    if day not in (None, "XX"):
        return f"{first}-{month}-{day}", f"{first}-{month}-{day}"
    year, begins, ends = int(first), int(month), int(month)
    if begins > 20:  # a season: spring from March, and winter into the next year
        begins, ends = 3 * (begins - 20), 3 * (begins - 20) + 2
    until, ends = year + (ends > 12), (ends - 1) % 12 + 1
    return f"{year:04}-{begins:02}-01", f"{until:04}-{ends:02}-{_days(until, ends):02}"


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
