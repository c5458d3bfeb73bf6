"""Figures: numbers that count or measure something, with what they count and how far they reach, all as printed.

Numbers that only name (years, dates, times, ages, sections, telephone numbers, scores) are no figures, nor are small
numbers that point back ("the two leaders").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ...model import Figure, Span
from .reading import Reading
from .words import longest, meanings, word_set

_DIGITS = re.compile(r"[0-9]{1,3}(?:(?:,[0-9]{3})+(?![0-9])|[0-9]*)(?:\.[0-9]+)?")
_MONTH = re.compile(
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec|january|february|march|april|june|july|august|september|"
    r"october|november|december)\b"
)
_MONTH_BEFORE = re.compile(_MONTH.pattern + r"\.?,? (?:the )?$")
_CLOCK = re.compile(r" ?(?:a\.?m\b|p\.?m\b|o'clock|hrs\b|gmt\b)")
_ATTACHED = re.compile(r"[^\W\d_]+(?:/h|²|³)?")
_TOKEN = re.compile(r" (\w[\w'’.-]*\w|\w)")
_WORD_BEFORE = re.compile(r"([\w'’.-]+) $")
_RANGE = re.compile(r" ?[-–—] ?| to | or | and ")
_CURRENCY = {"$": "dollars", "€": "euros", "£": "pounds", "¥": "yen", "₽": "rubles", "₴": "hryvnia", "₹": "rupees"}
_CLAUSE_END = re.compile(
    r"[,;:!?()\[\]\"“”„«»\n]|\.(?:\s|$)| [-–—] |—"
    r"| (?:and|but|or|while|who|whom|which|that|because|as|when|where|after|before|until|if|than|to)\b"
)
_SKIPPED = frozenset({"more", "other", "additional", "further", "such", "whole", "full"})
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


def figures(reading: Reading) -> list[Figure]:
    """All figures of the kept text, in reading order."""
    found = (_figure(number, reading) for number in _ranges(list(_numbers(reading)), reading))
    return [f for f in found if f is not None]


# ------------------------------------------------------------------ numbers


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
        if _is_year(match.group()) and not currency and not attached:
            yield Number(start, end, value, kind="year")
        else:
            yield Number(start, end, value, currency=currency, attached=attached)


def _is_year(digits: str) -> bool:
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
    if kind == "one" and len(run) == 1:
        return None
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
    """Numbers that bound one range become one: "5 to 10 percent", "two or three", "between 5 and 10"."""
    n = 0
    while n < len(numbers):
        low = numbers[n]
        high = numbers[n + 1] if n + 1 < len(numbers) else None
        gap = _RANGE.fullmatch(reading.folded, low.end, high.start) if high else None
        if high is None or gap is None or low.value is None or high.value is None:
            yield low
            n += 1
            continue
        link = gap.group().strip()
        dash = link in ("-", "–", "—")
        between = reading.folded[low.start - 8 : low.start] == "between "
        bottom = _scaled(low.value, high)
        if (link == "and" and not between) or (link == "to" and _is_change(low.start, reading)):
            yield low
            n += 1
            continue
        n += 2
        if "year" in (low.kind, high.kind) or not bottom < high.value:
            if not dash:
                yield low
                yield high
            continue  # a score, a telephone number, a run of years
        yield Number(low.start, high.end, bottom, high.value, high.kind, low.currency or high.currency, high.attached)


def _scaled(low: float, high: Number) -> float:
    """“5 to 10 million”: the scale word of the second holds for the first."""
    scale = 1.0
    for candidate in (1e3, 1e6, 1e9, 1e12):
        if high.value is not None and high.value >= candidate and low < 1000 and high.end - high.start < 14:
            scale = candidate
    return low * scale


def _is_change(start: int, reading: Reading) -> bool:
    """“rose from 20 to 35”: two figures, no range."""
    before = reading.folded[max(0, start - 40) : start].split()
    return bool(before) and before[-1] == "from" and any(w in word_set("change") for w in before)


# ------------------------------------------------------------------ from number to figure


def _figure(number: Number, reading: Reading) -> Figure | None:
    """The figure that the number gives, with all that belongs to it; None where it only names or points back."""
    sentence = reading.sentence_number(number.start)
    if sentence is None or _names_only(number, reading):
        return None
    limit = reading.border_after(number.end, reading.sentences[sentence][1])
    start, approximate = _approximate(number, reading)
    unit, end = _unit(number, reading)
    if (trailing := _approximate_after(end, reading)) is not None:
        approximate, end = approximate or reading.text[trailing[0] : trailing[1]], trailing[1]
    counted = _counted(number, unit, end, limit, reading)
    if counted is None and not _is_time(number.end, end, reading):
        counted = _subject(start, reading)
    if not _is_figure(number, unit, counted, approximate, end, reading):
        return None
    after = max(end, counted[1] if counted else 0)
    value = number.value if number.high is None or number.value is None else (number.value, number.high)
    return Figure(
        text=reading.text[start:end],
        value=value,
        approximate=approximate,
        unit=unit,
        start=start,
        end=end,
        counted=counted,
        scope=_scope(after, limit, reading),
    )


def _names_only(number: Number, reading: Reading) -> bool:
    """Dates and times of day: “July 11”, “11 July”, “5 p.m.”."""
    text = reading.folded
    if number.kind not in ("digits", "year") or number.currency:
        return False
    if _CLOCK.match(text, number.end):
        return True
    if number.value is not None and (number.value <= 31 or number.kind == "year"):
        following = text[number.end + 1 : number.end + 12] if text[number.end : number.end + 1] == " " else ""
        if _MONTH.match(following) or _MONTH_BEFORE.search(text, max(0, number.start - 16), number.start):
            return True
    return False


def _word_before(at: int, reading: Reading) -> str:
    """The word before ``at`` as printed, or nothing where punctuation stands between."""
    match = _WORD_BEFORE.search(reading.text, max(0, at - 24), at)
    return match.group(1) if match else ""


def _approximate(number: Number, reading: Reading) -> tuple[int, str | None]:
    """Where the figure starts with its words of approximation, and these words."""
    start = number.start
    if number.kind == "vague":
        return start, reading.text[start : number.end]
    w = reading.words.ending_at("approximate", start - 1) if reading.folded[start - 1 : start] in (" ", "-") else None
    if w is None:
        return start, None
    if w.phrase == "between":
        return (w.start, None) if number.high is not None else (start, None)
    if w.phrase in ("over", "under", "about", "around") and _is_span_of_time(number, reading):
        return start, None
    return w.start, reading.text[w.start : w.end]


def _is_time(number_end: int, end: int, reading: Reading) -> bool:
    return reading.folded[number_end:end].strip(" -+") in word_set("time-unit")


def _is_span_of_time(number: Number, reading: Reading) -> bool:
    match = _TOKEN.match(reading.folded, number.end)
    return match is not None and match.group(1) in word_set("time-unit")


def _approximate_after(end: int, reading: Reading) -> Span | None:
    if reading.folded[end : end + 1] == "+":
        return end, end + 1
    w = reading.words.starting_at("approximate-after", end + 1) if reading.folded[end : end + 1] == " " else None
    return (w.start, w.end) if w else None


def _unit(number: Number, reading: Reading) -> tuple[str | None, int]:
    """The unit, and where the figure ends with it."""
    text, end = reading.folded, number.end
    if number.attached:
        return number.attached, end
    for sign in ("%", " %"):
        if text.startswith(sign, end):
            return "%", end + len(sign)
    if number.kind == "vague" and text.startswith(" of ", end):
        w = reading.words.starting_at("unit", end + 4)
        return (w.meaning, w.end) if w is not None else (None, end)
    if text[end : end + 1] in (" ", "-"):
        w = reading.words.starting_at("unit", end + 1)
        if w is not None and not (text[end] == "-" and w.phrase in word_set("time-unit")):
            return w.meaning, w.end
    return number.currency, end


def _counted(number: Number, unit: str | None, end: int, limit: int, reading: Reading) -> Span | None:
    """What is counted, where it follows: “2,500 Russian dead”, “40 percent of voters”, “dozens of civilians”."""
    at = end
    text = reading.folded
    if unit is not None:
        if text.startswith((" of ", " worth of "), at):
            at = text.index(" of ", at) + 3
        elif number.currency and text.startswith(" in ", at):
            at += 3
            bare = _TOKEN.match(text, at)
            if bare is None or bare.group(1) in word_set("reference") or bare.group(1) in word_set("function"):
                return None
        else:
            return None
    elif text.startswith(" of ", at):
        at += 3
    return _noun_phrase(at, limit, reading, measured=unit is not None)


def _noun_phrase(at: int, limit: int, reading: Reading, measured: bool) -> Span | None:
    """The words from ``at`` up to the first head noun: a plural, or after a measure whatever the phrase ends with."""
    start = end = None
    for _ in range(6):
        match = _TOKEN.match(reading.folded, at)
        if match is None or match.end() > limit:
            break
        word = match.group(1)
        if start is None and (word in _SKIPPED or word in word_set("reference")):
            at = match.end()
            continue
        if word in word_set("toll") and start is None:
            return match.span(1)
        if word in ("was", "were", "have", "been") and start is None:
            at = match.end()
            continue
        if word in word_set("function") or word in meanings("month") or word[0].isdigit():
            break
        start = match.start(1) if start is None else start
        at = end = match.end()
        if _is_plural(word) and not _goes_on(match, reading):
            return None if word in word_set("uncounted") else (start, end)
    if measured and start is not None and end is not None:
        return start, end
    return None


def _is_plural(word: str) -> bool:
    if word in word_set("counted-plural"):
        return True
    return len(word) > 3 and word[-1] == "s" and not word.endswith(("ss", "us", "is", "'s", "ous"))


def _goes_on(match: re.Match[str], reading: Reading) -> bool:
    """“300 Armed Forces members”: a capitalised plural before another noun is not yet the head."""
    following = _TOKEN.match(reading.folded, match.end())
    if following is None or not reading.text[match.start(1)].isupper():
        return False
    word = following.group(1)
    return word not in word_set("function") and (reading.text[following.start(1)].isupper() or _is_plural(word))


def _subject(start: int, reading: Reading) -> Span | None:
    """What is counted, where it stands before: “Russian losses have been closer to 6,000”, “the toll reached 45”."""
    text = reading.folded
    verb = reading.words.ending_at("equals", start - 1) if text[start - 1 : start] == " " else None
    if verb is None:
        return None
    at = verb.start
    low = high = None
    for _ in range(8):
        match = _WORD_BEFORE.search(text, max(0, at - 24), at)
        if match is None:
            break
        word = match.group(1)
        if word in word_set("function") or (high is None and word.endswith("ly")) or "'" in word:
            if high is None and word in ("has", "have", "had", "will", "would", "could", "may", "might", "to"):
                at = match.start()
                continue
            break
        high = match.end(1) if high is None else high
        low = at = match.start(1)
    if low is None or high is None or reading.text[text.rfind(" ", 0, high) + 1].isupper():
        return None
    return low, high


def _is_figure(
    number: Number, unit: str | None, counted: Span | None, approximate: str | None, end: int, reading: Reading
) -> bool:
    """Whether the number counts or measures something, rather than names it or points back to it."""
    before = _word_before(number.start, reading)
    small = number.value is not None and number.value <= 12 and number.high is None
    if small and unit != "%" and not number.currency and before.lower() in word_set("reference"):
        return False
    if before.lower() in word_set("numbered") and (before[0].isupper() or not (unit or counted)):
        return False
    if _is_time(number.end, end, reading):
        following = _TOKEN.match(reading.folded, end)
        if before.lower() in word_set("reference") or (following and following.group(1) in word_set("time-reference")):
            return False
    if number.kind == "year":
        return counted is not None and approximate is not None
    if unit or counted:
        return True
    if number.kind in ("vague", "number", "scale", "fraction", "one"):
        return False
    return approximate is not None or (number.value or 0) >= 1000


# ------------------------------------------------------------------ scope


def _scope(at: int, limit: int, reading: Reading) -> Span | None:
    """How far the figure reaches, as printed after it in its clause: “through one regional hospital”, “so far”."""
    stop = _CLAUSE_END.search(reading.text, at, min(limit, at + 90))
    limit = stop.start() if stop else min(limit, at + 90)
    said = next(iter(reading.words.within("scope", at, limit)), None)
    for w in longest(
        [*reading.words.within("scope-preposition", at, limit), *reading.words.within("no-scope", at, limit)]
    ):
        if said is not None and said.start < w.start:
            break
        if w.start - at > 40:
            break
        if w.list == "scope-preposition" and (end := _phrase_end(w.end, limit, reading)) is not None:
            return w.start, end
    return (said.start, said.end) if said is not None and said.start - at < 30 else None


def _phrase_end(at: int, limit: int, reading: Reading) -> int | None:
    """Where the noun phrase after a preposition ends: “the start of the war”, “three villages”."""
    end = None
    opening = True
    for _ in range(8):
        match = _TOKEN.match(reading.folded, at)
        if match is None or match.end() > limit:
            break
        word = match.group(1)
        at = match.end()
        if word == "of" and end is not None:
            opening = True
        elif opening and word in _DETERMINERS:
            continue
        elif word in word_set("function") or (not opening and (word in meanings("number") or word[0].isdigit())):
            break
        else:
            opening = False
            if not (word.endswith("ed") and len(word) > 4):
                end = at
    return end


_DETERMINERS = frozenset(
    {"a", "an", "the", "this", "that", "these", "those", "some", "any", "each", "every", "all", "both", "another"}
    | {"his", "her", "its", "their", "our", "my", "your", "one"}
)
