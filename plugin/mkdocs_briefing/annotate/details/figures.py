"""Figures: numbers that count or measure something, with what they count and how far they reach, all as printed.

Numbers that only name (years, dates, times, ages, sections, telephone numbers, scores) are no figures, nor are small
numbers that point back ("the two leaders").
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from ...model import Figure, Span
from .numbers import Number, is_year, numbers
from .reading import Reading
from .words import Listed, meanings, word_set

_MONTH = re.compile("(?:" + "|".join(meanings("month")) + r")\b")
_MONTH_BEFORE = re.compile(_MONTH.pattern + r"\.?,? (?:the )?$")
_CLOCK = re.compile(r" ?(?:a\.?m\b|p\.?m\b|o'clock|hrs\b|gmt\b)")
_TOKEN = re.compile(r" (\w[\w'’.-]*\w|\w)")
_WORD_BEFORE = re.compile(r"([\w'’.-]+) $")
_LAST_WORD = re.compile(r"[\w'’.-]+\Z")
_CLAUSE_END = re.compile(
    r"[,;:!?()\[\]\"“”„«»\n]|\.(?:\s|$)| [-–—] |—"
    r"| (?:and|but|or|while|who|whom|which|that|because|as|when|where|after|before|until|if|than|to)\b"
)
_SCOPE_PREPOSITION = re.compile(r"\b(?:" + "|".join(sorted(word_set("scope-preposition"))) + r")\b")
_OF_WHOLE = re.compile(r" (?:out )?of (?:(?:the|a|its|their|his|her|our|my|those|these|all) ?)?(?:[\w-]+(?:'s|s') )?")
_OF_THEM = re.compile(r" (?:of|among) (?:them|whom|these|those|which)\b")
_COUNTING = re.compile(
    r"(?: [\w'-]+){0,3}?(,? )(?:(?:not )?counting|not including|excluding|leaving out|not to count) "
)
_STOP = re.compile(r"[.;:!?()\[\]\"“”„«»\n]|,")
_MORE = re.compile(r" (?:more|other|additional|further) ")
_STANDS_ALONE = 1000
"""from here on a number is told for its own sake, even where nothing says what it counts"""
_SKIPPED = frozenset({"more", "other", "additional", "further", "such", "whole", "full"})


def figures(reading: Reading) -> list[Figure]:
    """All figures of the kept text, in reading order."""
    found: list[Figure] = []
    part: Number | None = None
    for number in numbers(reading):
        figure = _figure(number, reading)
        if part is not None and (share := _part_of(part, number, reading)) is not None:
            if found and found[-1].end == share.end:
                found.pop()
            found.append(share)
            if (number.value or 0) < _STANDS_ALONE:
                figure = None
        part = number
        if figure is not None:
            after = max(found[-1].end, (found[-1].scope or (0, 0))[1]) if found else 0
            found.append(figure if figure.scope else replace(figure, scope=_scope_before(figure, after, reading)))
    return found


def _part_of(part: Number, whole: Number, reading: Reading) -> Figure | None:
    """“26 of its 40 gauges”: one figure, the 26, that reaches no further than the 40."""
    if part.value is None or whole.value is None or not part.value < whole.value or whole.start - part.end > 48:
        return None
    if part.high or whole.high or part.currency or part.attached or whole.currency or part.kind == "fraction":
        return None
    approximated, _ = _approximate(whole, reading)
    sentence = reading.sentence_number(part.start)
    if sentence is None or _OF_WHOLE.fullmatch(reading.folded, part.end, approximated) is None:
        return None
    limit = reading.border_after(whole.end, reading.sentences[sentence][1])
    counted = _counted(whole, None, whole.end, limit, reading)
    if counted is None:
        return None
    start, approximate = _approximate(part, reading)
    return Figure(
        text=reading.text[start : part.end],
        value=part.value,
        approximate=approximate,
        unit=None,
        start=start,
        end=part.end,
        counted=counted,
        scope=(part.end + 1, counted[1]),
    )


def _figure(number: Number, reading: Reading) -> Figure | None:
    """The figure that the number gives, with all that belongs to it; None where it only names or points back."""
    sentence = reading.sentence_number(number.start)
    if sentence is None or number.kind == "one" or _names_only(number, reading):
        return None
    start, approximate = _approximate(number, reading)
    unit, end = _unit(number, reading)
    if (trailing := _approximate_after(end, reading)) is not None:
        approximate, end = approximate or reading.text[trailing[0] : trailing[1]], trailing[1]
    before = _word_before(number.start, reading)
    if (number.kind == "year" and approximate is None) or _points_back(number, unit, before, end, reading):
        return None
    limit = reading.border_after(number.end, reading.sentences[sentence][1])
    counted = _counted(number, unit, end, limit, reading)
    if counted is None and not _is_time(number.end, end, reading):
        counted = _subject(start, reading)
    if not _is_figure(number, unit, counted, approximate, before):
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
    before = reading.text[max(0, at - 24) : at]
    if before[-1:] != " ":
        return ""
    last = before[:-1].rpartition(" ")[2]
    if last.isalnum():
        return last
    match = _LAST_WORD.search(last)
    return match.group() if match else ""


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
    return reading.folded[number_end:end].strip(" -+").removeprefix("more ") in word_set("time-unit")


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
        more = _MORE.match(text, end)
        w = reading.words.starting_at("unit", more.end() if more else end + 1)
        if w is not None and not (text[end] == "-" and w.phrase in word_set("time-unit")):
            return w.meaning, w.end
    return number.currency, end


def _counted(number: Number, unit: str | None, end: int, limit: int, reading: Reading) -> Span | None:
    """What is counted, where it follows: “2,500 Russian dead”, “40 percent of voters”, “dozens of civilians”."""
    at = end
    text = reading.folded
    if unit is None and (them := _OF_THEM.match(text, at)) is not None and them.end() <= limit:
        return _noun_phrase(them.end(), limit, reading, measured=False) or (them.end() - 4, them.end())
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
    if unit in _EXTENTS:
        return None  # “12 km of the dam”, “two decades of peace”
    return _noun_phrase(at, limit, reading, measured=unit is not None)


_EXTENTS = word_set("time-unit") | {"km", "m", "cm", "mm", "miles", "nautical miles", "feet", "yards", "inches"}


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
    verb = _WORD_BEFORE.search(text, max(0, start - 16), start)
    if verb is None:
        return None
    listed = reading.words.ending_at("equals", start - 1)
    if listed is None and verb.group(1) not in word_set("equals-word"):
        return None
    at = listed.start if listed else verb.start()
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


def _points_back(number: Number, unit: str | None, before: str, end: int, reading: Reading) -> bool:
    """“the two leaders”, “those three weeks”, “two weeks ago”: known already, or a date."""
    refers = before.lower() in word_set("reference")
    small = number.value is not None and number.value <= 12 and number.high is None
    if refers and small and unit != "%" and not number.currency:
        return True
    if not _is_time(number.end, end, reading):
        return False
    following = _TOKEN.match(reading.folded, end)
    return refers or (following is not None and following.group(1) in word_set("time-reference"))


def _is_figure(number: Number, unit: str | None, counted: Span | None, approximate: str | None, before: str) -> bool:
    """Whether the number counts or measures something, rather than names it (“Highway 61”)."""
    if before.lower() in word_set("numbered") and (before[0].isupper() or not (unit or counted)):
        return False
    if number.kind == "year":
        return counted is not None
    if unit or counted:
        return True
    if number.kind in ("vague", "number", "scale", "fraction"):
        return False
    return approximate is not None or (number.value or 0) >= _STANDS_ALONE


# ------------------------------------------------------------------ scope


def _scope(at: int, limit: int, reading: Reading) -> Span | None:
    """How far the figure reaches, as printed after it in its clause: “through one regional hospital”, “so far”."""
    if (counting := _COUNTING.match(reading.folded, at, limit)) is not None:
        stop = _STOP.search(reading.text, counting.end(), limit)
        return counting.end(1), stop.start() if stop else limit
    stop = _CLAUSE_END.search(reading.text, at, min(limit, at + 90))
    limit = stop.start() if stop else min(limit, at + 90)
    said = next((w for w in reading.words.within("scope", at, limit) if not _is_adjective(w, reading)), None)
    idiom = 0
    for match in _SCOPE_PREPOSITION.finditer(reading.folded, at, min(limit, at + 44)):
        if said is not None and said.start < match.start():
            break
        if (no := reading.words.starting_at("no-scope", match.start())) is not None:
            idiom = no.end  # “in an effort”, “at least”
        elif match.start() >= idiom and (end := _phrase_end(match.end(), limit, reading)) is not None:
            last = reading.folded[match.end() : end].rsplit(" ", 1)[-1]
            if match.group() == "on" and last not in word_set("lies-on"):
                continue  # “on Monday” tells when, “on its southern side” how far
            return match.start(), end
    return (said.start, said.end) if said is not None and said.start - at < 30 else None


def _is_adjective(w: Listed, reading: Reading) -> bool:
    """“four years of daily sheets”: before a noun the word limits that noun."""
    following = _TOKEN.match(reading.folded, w.end)
    return " " not in w.phrase and following is not None and following.group(1) not in word_set("function")


def _scope_before(figure: Figure, after: int, reading: Reading) -> Span | None:
    """“has estimated so far that losses have been closer to 6,000”: the word stands before the figure."""
    low = max(after, reading.sentence_around(figure.start)[0], figure.start - 100)
    for w in reversed(reading.words.within("scope", low, figure.start)):
        if w.phrase in _RUNNING:
            return w.start, w.end
    return None


_RUNNING = frozenset({"so far", "thus far", "to date", "until now", "up to now"})


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
        elif (
            word in word_set("function")
            or (not opening and word in meanings("number"))
            or (word[0].isdigit() and not opening and not (is_year(word) and end == match.start()))
        ):
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
