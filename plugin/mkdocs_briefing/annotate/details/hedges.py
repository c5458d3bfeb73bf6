"""Hedges: the printed words that say how sure, how near, how checked or on what condition a claim is."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ...model import FoundAttribution, Hedge
from .reading import Reading
from .words import Listed, longest, word_set

_NOTE = re.compile(
    r"(?:\b(?:has|have|had|was|were|is|are|be|been|being|could|can|did|does|do)(?:n't| ?not| yet to| never)?\b"
    r"|\bnot\b|\bcannot\b|\bno\b|\bwithout\b|\bunable\b|\bfailed\b)"
    r"(?: (?:yet|been|be|not|immediately|independently|independent|able|to|officially|fully|further|publicly|any|its|"
    r"separately|conclusively|outside|official))*[ ]$"
)
_PURPOSE = re.compile(r"\bso (?:that )?[\w']+ $")
_DOUBT = re.compile(r"n't|\b(?:not|cannot|no|without|unable|failed|never|yet to)\b")


def hedges(reading: Reading) -> list[Hedge]:
    """All hedges of the kept text, in reading order, none inside another."""
    listed = longest(reading.words.of("modality", "distance", "condition", "not-verified", "nothing"))
    found = [_grown(w, reading) for w in listed if not _is_idle(w, reading)]
    found += _measures(reading)
    found += _notes(reading)
    kept = sorted({(h.start, -h.end): h for h in found}.items())
    result: list[Hedge] = []
    for _, h in kept:
        if not result or h.start >= result[-1].end:
            result.append(h)
    return result


def _hedge(kind: str, start: int, end: int, reading: Reading) -> Hedge:
    return Hedge(type=kind, start=start, end=end, text=reading.text[start:end])


def _is_idle(w: Listed, reading: Reading) -> bool:
    return w.list == "nothing" or _is_name(w, reading) or _is_purpose(w, reading)


def _is_name(w: Listed, reading: Reading) -> bool:
    """“May” with its capital is a month or a person."""
    return w.phrase == "may" and reading.text[w.start : w.start + 2] == "Ma"


def _is_purpose(w: Listed, reading: Reading) -> bool:
    """“so that he could leave” tells what for, not how surely."""
    return w.phrase == "could" and _PURPOSE.search(reading.folded, max(0, w.start - 32), w.start) is not None


def _grown(w: Listed, reading: Reading) -> Hedge:
    """“highly unlikely”, “most likely”: the word of degree before a word of likelihood belongs to it."""
    start = w.start
    if w.phrase in word_set("gradable"):
        for degree in reading.words.within("degree", max(0, start - 24), start):
            if reading.folded[degree.end : start] == " ":
                start = degree.start
                break
    return _hedge(w.list, start, w.end, reading)


def _measures(reading: Reading) -> Iterable[Hedge]:
    """“the likelihood … remains low”: a measure is a hedge where its sentence names a likelihood before it."""
    for w in longest(reading.words.of("measure")):
        n = reading.sentence_number(w.start)
        if n is not None and any(reading.words.within("likelihood", reading.sentences[n][0], w.start)):
            yield _hedge("modality", w.start, w.end, reading)


def _notes(reading: Reading) -> Iterable[Hedge]:
    """“was not able to independently verify”: the verb of checking with the words of not being able before it."""
    for w in reading.words.of("verify"):
        before = _NOTE.search(reading.folded, max(0, w.start - 70), w.start)
        if before and _DOUBT.search(before.group()):
            yield _hedge("not-verified", before.start(), w.end, reading)


def cue_hedges(a: FoundAttribution, had: list[Hedge], reading: Reading) -> list[Hedge]:
    """“has claimed”: a reporting word that keeps its distance is a hedge of what it reports."""
    return [
        _hedge("distance", w.start, w.end, reading)
        for start, end in a.cue
        for w in longest(reading.words.within("distance-cue", start, end))
        if not any(h.start < w.end and w.start < h.end for h in had)
        and not any(idle.start <= w.start for idle in reading.words.within("nothing", w.start, w.end + 16))
    ]


def note_after(hedge: Hedge, reading: Reading) -> list[int]:
    """The attributions of the sentence before, where a sentence that reports nothing says these were not verified."""
    if hedge.type != "not-verified":
        return []
    n = reading.sentence_number(hedge.start)
    if not n or (reading.scrambled and reading.paragraph_of[n] != reading.paragraph_of[n - 1]):
        return []
    if reading.reported_in(n) or "," in reading.text[reading.sentences[n][0] : hedge.start]:
        return []
    return reading.reported_in(n - 1)
