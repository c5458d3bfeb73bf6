"""When a thing was said, as EDTF: dates of the reporting clause, never those of what is reported.

Choices. "on Sunday" is the last Sunday up to the article's day, "last Sunday" one before it. "last week" is the Monday
to Sunday before ("2022-07-04/2022-07-10"), "this week" its Monday to the article's day. "in June" is the last June that
has begun; "late June" the month marked approximate ("2022-06~"). What the text states with its year is not inferred;
all else is, and needs the article's own date. Without that, and for a time to come, there is no date.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import NamedTuple

from ...model import Cleaned, FoundAttribution, Said, Span
from .reading import Reading
from .words import meanings, word_set

_M = "(?:" + "|".join(rf"{m}\b\.?" if len(m) == 3 or m == "sept" else rf"{m}\b" for m in meanings("month")) + ")"
_W = "(?:" + "|".join(meanings("weekday")) + r")\b"
_N = "(?:" + "|".join(sorted(meanings("count"), key=lambda n: (-len(n), n))) + r"|[0-9]{1,2})"
_YEAR_DIGITS = re.compile(r"[12][0-9]{3}")
_YEAR = r"[12][0-9]{3}\b"
_WHOLE = r"(?:late\ |earlier\ |early\ )?(?:last|this)\ (?:week|month|year) | (?:last|the|this|this\ past)\ weekend"
_PART = r"early|mid|late|the\ (?:beginning|middle|end)\ of"
_TH = r"(?:st|nd|rd|th)?"
_DATE = re.compile(
    rf"""(?<!\w)(?:
      (?:{_W},?\ (?:the\ )?)? (?P<month1>{_M})\ (?P<day1>[0-3]?[0-9]){_TH}\b (?:,?\ (?P<year1>{_YEAR}))?
    | (?:{_W},?\ (?:the\ )?)? \b(?P<day2>[0-3]?[0-9]){_TH}\ (?:of\ )?(?P<month2>{_M}) (?:,?\ (?P<year2>{_YEAR}))?
    | \b(?P<iso>[12][0-9]{{3}}-[01][0-9]-[0-3][0-9])\b
    | \b(?:(?P<part>{_PART})[ -])? (?P<month3>{_M}) (?:,?\ (?:of\ )?(?P<year3>{_YEAR}))?
    | \b(?P<whole>{_WHOLE})\b
    | \b(?P<day>(?:earlier\ )?(?:today|this\ (?:morning|afternoon|evening)) | tonight
        | (?:the\ day\ before\ )?yesterday | last\ night)\b
    | \b(?P<last>last\ |this\ past\ )? (?P<weekday>{_W}) (?:\ (?:morning|afternoon|evening|night)\b)?
    | \b(?P<count>{_N})\ (?P<unit>day|week|month|year)s?\ (?:ago|earlier)\b
    | \bin\ (?P<year4>(?:19|20)[0-9]{{2}})\b
    | \b(?P<season>spring|summer|autumn|fall|winter),?\ (?:of\ )?(?P<year5>(?:19|20)[0-9]{{2}})\b
    )""",
    re.VERBOSE,
)
_PREPOSITION = re.compile(r"\b(?:earlier |early |late |back )?(?:on|in|over|during|at) (?:the )?$")
_WORD_BEFORE = re.compile(r"(\w+) (?:the |a |an |its |his |her |their )?$")
_WORDS_AFTER = re.compile(r"(?: [\w-]+){1,3}")
_OTHER_CLAUSE = re.compile(r"\b(?:that|who|whom|which|whose|when|where|while|because|if|whether)\b|[;:]")
_OTHER_SUBJECT = re.compile(_OTHER_CLAUSE.pattern + r"|\b(?:after|before|since|as|to)\b")
_SIGNATURE = re.compile(r"[ ,]*\(@\w+\)[ ,·]*")
_HOURS = r"(?:morning|afternoon|evening|night|hours|eve|weekend|week)"
_FRONTED = re.compile(
    r"\W*(?:(?:earlier|early|late|back|and|but|then|meanwhile|also|only|just|speaking|writing)\W+)*"
    r"(?:(?:on|in|over|during|at)\W+)?(?:(?:the|its|his|her|a)\W+)?"
    rf"(?:(?:(?:early|late|small)\W+)?{_HOURS}\W+of\W+(?:the\W+)?)?$"
)
_CHANNEL = "(?:" + "|".join(sorted(c for c in meanings("channel") if c.isalpha())) + r")\b"
_MADE = r"(?:(?:aired|broadcast|dated|filed|given|held|issued|made|posted|published|recorded|released|sent|signed) )?"
_IN_A_CHANNEL = re.compile(
    rf"\W*(?:in|at|during|on|by) (?:[\w'-]+ ){{1,6}}?{_CHANNEL} (?:(?:with|to|for) (?:[\w'-]+ ){{1,5}}?)?"
    rf"{_MADE}(?:(?:early|late|back) )?(?:(?:on|in|of|from|over) )?(?:the )?$"
)
_OF_A_CHANNEL = re.compile(rf"\b(?:{_CHANNEL}|{_HOURS}) (?:of|from) $")
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
"""as EDTF numbers them"""
_MONTHS_LIKE_WORDS = ("may", "march", "mar")


class Day(NamedTuple):
    """The article's date as far as it is known."""

    year: int
    month: int | None
    day: int | None
    mark: str
    """“~” or “?” where the date itself is so marked"""


def article_day(cleaned: Cleaned) -> Day | None:
    """The article's date, or None where there is none or it is an interval."""
    fact = cleaned.metadata.date
    match = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?([~?%]?)", fact.value) if fact else None
    if match is None:
        return None
    year, month, day, mark = match.groups()
    known = Day(int(year), int(month) if month else None, int(day) if day else None, mark)
    try:
        date(known.year, known.month or 1, known.day or 1)
    except ValueError:
        return None
    return known


def said(n: int, reading: Reading, today: Day | None) -> Said | None:
    """The date that the reporting clause of an attribution states."""
    a = reading.attributions[n]
    best: tuple[int, Said] | None = None
    for start, end in _places(n, a, reading):
        for match in _dates(start, end, reading):
            if not _belongs(match, a, start, end, reading):
                continue
            value = resolve(match, today)
            if value is None:
                continue
            before = _PREPOSITION.search(reading.folded, max(start, match.start() - 20), match.start())
            span = (before.start() if before else match.start(), match.end())
            found = Said(value=value[0], spans=(span,), inferred=value[1])
            distance = min(abs(span[0] - e) for _, e in a.cue) if a.cue else 0
            if best is None or distance < best[0]:
                best = distance, found
    return best[1] if best else None


def _places(n: int, a: FoundAttribution, reading: Reading) -> list[Span]:
    """Where the reporting clause stands: around the cue, at the head of its sentence, and after a post's signature."""
    places: list[Span] = []
    for end in (a.source[-1][1],) if a.source else ():
        if signature := _SIGNATURE.match(reading.text, end):
            line_end = reading.text.find("\n", signature.end(), signature.end() + 24)
            places.append(
                (signature.end(), line_end if line_end >= 0 else min(signature.end() + 24, len(reading.text)))
            )
    return places + reading.clause(n)


_REACH = 28
"""characters of a date before its first word of time (“the day before yesterday”)"""
_LONGEST = 64
"""characters after it"""


def _dates(start: int, end: int, reading: Reading) -> Iterator[re.Match[str]]:
    """Each date around a word of time or the digits of a year; mostly there are none."""
    places = [w.start for w in reading.words.within("time-word", start, end)]
    places += [year.start() for year in _YEAR_DIGITS.finditer(reading.folded, start, end)]
    at = start
    for place in sorted(places):
        if place >= at:
            match = _DATE.search(reading.folded, max(at, place - _REACH), min(end, place + _LONGEST))
            if match is not None and match.start() <= place:
                at = match.end()
                yield match


def _belongs(match: re.Match[str], a: FoundAttribution, start: int, end: int, reading: Reading) -> bool:
    """Whether the date tells when the cue's act was done."""
    text = reading.folded
    if (
        any(m in _MONTHS_LIKE_WORDS for m in (match.group(0), match["month3"]))
        and not reading.text[match.start()].isupper()
    ):
        return False
    before = _WORD_BEFORE.search(text, max(start, match.start() - 20), match.start())
    if (
        before
        and before.group(1) in word_set("of-another-time")
        and not _OF_A_CHANNEL.search(text, max(start, match.start() - 24), match.start())
    ):
        return False
    after = _WORDS_AFTER.match(text, match.end(), end)
    if after is not None:
        words = after.group().split()
        if words[0] not in word_set("function") and word_set("occasion").isdisjoint(words):
            return False  # “the Monday storm”, but “its July 11 weather report”
    if reading.text[match.start() : match.end()].isupper():
        return False  # a name: “USA TODAY”
    if text.startswith("'s ", match.end()) and not _PREPOSITION.search(
        text, max(start, match.start() - 20), match.start()
    ):
        return False  # “Monday's speech shows”, but “at Sunday's debate”
    if not a.cue or _SIGNATURE.search(reading.text, max(0, start - 40), start):
        return True
    cue = a.cue[0]
    if match.end() <= cue[0]:
        between = text[match.end() : cue[0]]
        head = reading.sentence_around(match.start())[0]
        if _FRONTED.fullmatch(text, head, match.start()):
            return True
        if match.start() - head <= 120 and _IN_A_CHANNEL.fullmatch(text, head, match.start()):
            return True
        return len(between) <= 40 and "," not in between and not _OTHER_SUBJECT.search(between)
    between = text[max((e for s, e in a.cue if s <= match.start()), default=cue[1]) : match.start()]
    return (
        len(between) <= 90 and not _OTHER_CLAUSE.search(between) and not reading.cue_between(a, cue[1], match.start())
    )


def resolve(match: re.Match[str], today: Day | None) -> tuple[str, bool] | None:
    """EDTF of a matched expression and whether the article's date had to help; None where that date does not do."""
    g = match.groupdict()
    if g["iso"]:
        return _checked(*(int(p) for p in g["iso"].split("-")))
    for n in ("1", "2"):
        if g["month" + n]:
            month, day = _month(g["month" + n]), int(g["day" + n])
            if g["year" + n]:
                return _checked(int(g["year" + n]), month, day)
            return _day_of_year(month, day, today)
    if g["month3"]:
        return _month_of_year(_month(g["month3"]), g["year3"], bool(g["part"]), today)
    if g["year4"]:
        return g["year4"], False
    if g["season"]:
        return f"{g['year5']}-{_SEASONS[g['season']]}", False
    if today is None:
        return None
    value = _whole(g["whole"], today) if g["whole"] else _relative_day(g, today)
    return (value + today.mark if "/" not in value and not value.endswith("~") else value, True) if value else None


def _month(word: str) -> int:
    return int(meanings("month")[word.rstrip(".")])


def _checked(year: int, month: int, day: int) -> tuple[str, bool] | None:
    try:
        return date(year, month, day).isoformat(), False
    except ValueError:
        return None


def _day_of_year(month: int, day: int, today: Day | None) -> tuple[str, bool] | None:
    """“July 11”: the last one up to the article's date."""
    if today is None or today.month is None:
        return None
    year = today.year - ((month, day) > (today.month, today.day or 31))
    checked = _checked(year, month, day)
    return (checked[0] + today.mark, True) if checked else None


def _month_of_year(month: int, year: str | None, part: bool, today: Day | None) -> tuple[str, bool] | None:
    """“in June”, “late June”, “June 2022”."""
    mark = "~" if part else ""
    if year:
        return f"{year}-{month:02}{mark}", False
    if today is None or today.month is None:
        return None
    return f"{today.year - (month > today.month):04}-{month:02}{mark or today.mark}", True


def _whole(phrase: str, today: Day) -> str | None:
    """“last week”, “earlier this month”, “over the weekend”."""
    unit, last = phrase.rsplit(" ", 1)[-1], "last" in phrase
    if unit == "year":
        return f"{today.year - last:04}"
    if today.month is None:
        return None
    if unit == "month":
        first = _back(date(today.year, today.month, 1), 1) if last else date(today.year, today.month, 1)
        return f"{first.year:04}-{first.month:02}" if first else None
    day = _date(today)
    if day is None or today.mark:
        return None
    monday = _back(day, day.weekday() + (7 if unit == "week" and last else 0))
    if unit == "week":
        return f"{monday}/{_back(monday, -6) if last else day}" if monday else None
    saturday = _back(day, (day.weekday() - 5) % 7 or (7 if last else 0))
    if saturday is None:
        return None
    return f"{saturday}/{_back(saturday, -1)}"


def _relative_day(g: dict[str, str | None], today: Day) -> str | None:
    """“today”, “yesterday”, “on Monday”, “two weeks ago”."""
    if g["unit"] in ("month", "year") and g["count"]:
        return _months_ago(_number(g["count"]) * (12 if g["unit"] == "year" else 1), g["unit"], today)
    day = _date(today)
    if day is None:
        return None
    if g["day"]:
        back = {"yesterday": 1, "last night": 1, "the day before yesterday": 2}.get(g["day"], 0)
    elif g["weekday"]:
        back = (day.weekday() - int(meanings("weekday")[g["weekday"]])) % 7
        back = back or (7 if g["last"] else 0)
    elif g["count"]:
        back = _number(g["count"]) * (7 if g["unit"] == "week" else 1)
    else:
        return None
    then = _back(day, back)
    return f"{then}~" if then and g["unit"] == "week" else str(then) if then else None


def _months_ago(months: int, unit: str, today: Day) -> str | None:
    if unit == "year":
        return f"{today.year - months // 12:04}~" if today.year > months // 12 else None
    if today.month is None:
        return None
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    return f"{year:04}-{month + 1:02}~" if year >= MINYEAR else None


def _number(word: str) -> int:
    return int(meanings("count").get(word, word))


def _date(today: Day) -> date | None:
    if today.month is None or today.day is None:
        return None
    return date(today.year, today.month, min(today.day, monthrange(today.year, today.month)[1]))


def _back(day: date, days: int) -> date | None:
    """The day so many days before, where the calendar reaches."""
    if not MINYEAR * 366 < day.toordinal() - days < MAXYEAR * 365:
        return None
    return day - timedelta(days=days)
