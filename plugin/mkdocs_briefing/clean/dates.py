"""Dates as printed, to EDTF. Only what is printed: no day is added to a month, and an ambiguous order is no date."""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Iterator
from importlib import resources

from ..model import Record


class Date(Record, frozen=True, kw_only=True):
    """``value``: EDTF (``2022-07-12``, ``2022-07``); the span is of the words it was read from."""

    value: str
    start: int
    end: int


@functools.cache
def _months() -> dict[str, int]:
    table = resources.files("mkdocs_briefing").joinpath("data", "months.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in table.splitlines() if line and not line.startswith("#")]
    return {name: int(number) for number, names in rows for name in names.split()}


@functools.cache
def _pattern() -> re.Pattern[str]:
    month = "|".join(re.escape(m) for m in sorted(_months(), key=len, reverse=True))
    return re.compile(
        rf"""
          (?<!\d)(?P<iso>(?:19|20)\d\d-\d\d-\d\d)(?!\d)
        | (?<![\d/.-])(?P<compact>(?:19|20)\d\d[01]\d[0-3]\d)(?![\d/-])
        | (?<!\w)(?P<mdy>(?P<m1>{month})\.?\s{{1,2}}(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?,?\s{{1,2}}
            (?P<y1>(?:19|20)\d\d))(?!\d)
        | (?<!\w)(?P<dmy>(?P<d2>\d{{1,2}})(?:st|nd|rd|th|\.|º|er)?[\s-]{{1,2}}
            (?:of\s|de\s)?(?P<m2>{month})\.?,?[\s-]{{1,2}}
            (?:de\s|del\s)?(?P<y2>(?:19|20)\d\d))(?!\d)
        | (?<!\d)(?P<cjk>(?P<y3>(?:19|20)\d\d)年\s?(?P<m3>\d{{1,2}})月\s?(?P<d3>\d{{1,2}})日)
        | (?<![\d/.-])(?P<ymd>(?P<y4>(?:19|20)\d\d)[/.](?P<m4>\d{{1,2}})[/.](?P<d4>\d{{1,2}}))(?![\d/-])
        | (?<![\d/.-])(?P<num>(?P<a5>\d{{1,2}})(?P<sep>[/.-])(?P<b5>\d{{1,2}})(?P=sep)(?P<y5>(?:19|20)\d\d))(?![\d/-])
        | (?<!\w)(?P<my>(?P<m6>{month})\.?,?\s{{1,2}}(?P<y6>(?:19|20)\d\d))(?!\d)
        """,
        re.I | re.X,
    )


_CENTURIES = ("19", "20")
"""one of which stands in every year that is read"""


def dates(text: str, start: int = 0, end: int | None = None) -> Iterator[Date]:
    """Every date in ``text[start:end]`` that can be read in one way only."""
    stop = len(text) if end is None else end
    if all(text.find(century, start, stop) < 0 for century in _CENTURIES):
        return
    for match in _pattern().finditer(text, start, stop):
        value = _value(match)
        if value:
            yield Date(value=value, start=match.start(), end=match.end())


_AGO = re.compile(
    r"\b(?:(?P<number>\d{1,2}|an?|one|two|three) ?(?P<unit>min(?:ute)?s?|hours?|hrs?|days?) ago|"
    r"(?P<word>yesterday|today|gestern|heute|ayer|hoy|ieri|oggi))\b",
    re.I,
)
_YESTERDAY = ("yesterday", "gestern", "ayer", "ieri")
_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3}


def ago(text: str, start: int, end: int, day: str) -> Date | None:
    """The date that relative words (“2 days ago”, “yesterday”) mean on a page fetched on ``day`` (``2024-03-01``).

    Hours are of the same day, up to twelve; with more, it is not known which day is meant.
    """
    match = _AGO.search(text, start, end)
    if not match:
        return None
    back = int(match["word"].lower() in _YESTERDAY) if match["word"] else 0
    if number := match["number"]:
        count = int(number) if number.isdigit() else _NUMBERS[number.lower()]
        unit = match["unit"].lower()
        if unit.startswith("h") and count > 12:
            return None
        back = count if unit.startswith("d") else 0
    try:
        value = (datetime.date.fromisoformat(day) - datetime.timedelta(days=back)).isoformat()
    except (ValueError, OverflowError):
        return None
    return Date(value=value, start=match.start(), end=match.end())


def edtf(words: str) -> str | None:
    """The first date in the words (of a meta element, an address, a sidecar)."""
    return next((d.value for d in dates(words[:300])), None)


def is_day(value: str) -> bool:
    return bool(re.fullmatch(r"\d{4}-\d\d-\d\d", value))


def _value(match: re.Match[str]) -> str | None:
    month, g = _months(), match
    match match.lastgroup:
        case "iso":
            return _day(*map(int, g["iso"].split("-")))
        case "compact":
            return _day(int(g["compact"][:4]), int(g["compact"][4:6]), int(g["compact"][6:]))
        case "mdy":
            return _day(int(g["y1"]), month[g["m1"].lower()], int(g["d1"]))
        case "dmy":
            return _day(int(g["y2"]), month[g["m2"].lower()], int(g["d2"]))
        case "cjk":
            return _day(int(g["y3"]), int(g["m3"]), int(g["d3"]))
        case "ymd":
            return _day(int(g["y4"]), int(g["m4"]), int(g["d4"]))
        case "num":
            return _numeric(int(g["a5"]), int(g["b5"]), int(g["y5"]), g["sep"])
        case _:
            return f"{g['y6']}-{month[g['m6'].lower()]:02}"


def _numeric(a: int, b: int, year: int, sep: str) -> str | None:
    """``12.07.2022`` is day first; with a slash or hyphen only where one number can be no month."""
    if sep == "." or a > 12:
        return _day(year, b, a)
    if b > 12 or a == b:
        return _day(year, a, b)
    return None


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None
