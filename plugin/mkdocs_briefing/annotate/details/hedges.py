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
_NONE = re.compile(
    r"\b(?:neither|none|no|nor)(?: [\w'-]+){0,5} (?:could|can|has|have|had|was|were|is|are)"
    r"(?: (?:yet|been|be|immediately|independently|officially|fully|separately|conclusively))* $"
)
_POSSIBLE = re.compile(r"\b(?:could|can|cannot|able|unable|failed)")
_RELATIVE = re.compile(r",(?: [\w'’-]+){0,2} (?:which|whose|that|who|whom)\b[^,]*$")
_OF_SEVERAL = re.compile(r"\b(?:neither|either|both|none|any of|these|those|two|all)\b")
_PAUSE = re.compile(r"[,.;:!?]")
_CLAUSE = re.compile(r" that (?:the|an?|any|no|he|she|it|they|his|her|its|their|there)\b")
_LONG = re.compile(r"\b[^\W\d_]{5,}")
_INVERTED = ("Should ", "Had ", "Were ")
_WOULD = re.compile(r"\b(?:would|could|might|will)\b|'d\b")
_ABLE_ONCE = re.compile(
    r"[^,.;:!?]{0,60}?\b(?:at (?:the age of|\w+teen)\b|by the age of\b|in those days\b|back then\b"
    r"|as an? (?:child|boy|girl|teenager|student|young)\b"
    r"|in (?:his|her|my|our|their) (?:day|prime|teens|twenties|youth)\b"
    r"|when (?:he|she|i|they|we) (?:was|were) (?:a|an|still|little|small|younger|young|\w+teen)\b)"
)
_PURPOSE = re.compile(r"\bso (?:that )?[\w']+ $")
_DOUBT = re.compile(r"n't|\b(?:not|cannot|no|without|unable|failed|never|yet to)\b")


def hedges(reading: Reading) -> list[Hedge]:
    """All hedges of the kept text, in reading order, none inside another."""
    listed = longest(reading.words.of("modality", "distance", "condition", "not-verified", "nothing"))
    found = [_grown(w, reading) for w in listed if not _is_idle(w, reading)]
    found += _measures(reading)
    found += _notes(reading)
    found += _unproven(reading)
    found += _inversions(reading)
    kept = sorted({(h.start, -h.end): h for h in found}.items())
    result: list[Hedge] = []
    for _, h in kept:
        if not result or h.start >= result[-1].end:
            result.append(h)
    return result


def _hedge(kind: str, start: int, end: int, reading: Reading) -> Hedge:
    return Hedge(type=kind, start=start, end=end, text=reading.text[start:end])


def _is_idle(w: Listed, reading: Reading) -> bool:
    return w.list == "nothing" or _is_name(w, reading) or _is_purpose(w, reading) or _is_past(w, reading)


def _is_name(w: Listed, reading: Reading) -> bool:
    """“May” with its capital is a month or a person."""
    return w.phrase == "may" and reading.text[w.start : w.start + 2] == "Ma"


def _is_purpose(w: Listed, reading: Reading) -> bool:
    """“so that he could leave” tells what for, not how surely."""
    return w.phrase == "could" and _PURPOSE.search(reading.folded, max(0, w.start - 32), w.start) is not None


def _is_past(w: Listed, reading: Reading) -> bool:
    """“He could do so as a child” tells what he was able to do."""
    return w.phrase == "could" and _ABLE_ONCE.match(reading.folded, w.end, w.end + 90) is not None


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
        start = _not_done(w.start, reading)
        if start is not None:
            yield _hedge("not-verified", start, w.end, reading)


def _not_done(at: int, reading: Reading) -> int | None:
    """Where the words begin that say it was not, or could not be, done: “could not be”, “Neither figure could be”."""
    low = max(0, at - 70)
    before = _NOTE.search(reading.folded, low, at)
    if before is not None and _DOUBT.search(before.group()):
        return before.start()
    none = _NONE.search(reading.folded, low, at)
    return none.start() if none else None


def _unproven(reading: Reading) -> Iterable[Hedge]:
    """“whose authenticity could not be established”, “could not vouch for its accuracy”, “could not be checked”."""
    for w in reading.words.of("establish"):
        start = _not_done(w.start, reading)
        if start is None:
            continue
        subject = _checkable_before(start, reading)
        if subject is not None:
            yield _hedge("not-verified", subject.start, w.end, reading)
        elif w.phrase in word_set("checked-freely"):
            if _POSSIBLE.search(reading.folded, start, w.start):
                yield _hedge("not-verified", start, w.end, reading)
        elif _POSSIBLE.search(reading.folded, start, w.start) and reading.words.within("checkable", w.end, w.end + 32):
            yield _hedge("not-verified", start, w.end, reading)


def _checkable_before(at: int, reading: Reading) -> Listed | None:
    """The noun whose truth is told of, right before ``at`` or with an “of” after it: “the accuracy of the list”."""
    for w in reversed(reading.words.within("checkable", max(0, at - 48), at)):
        if w.end == at - 1 or (
            reading.folded.startswith(" of ", w.end) and not _PAUSE.search(reading.folded, w.end, at)
        ):
            return w
    return None


def _inversions(reading: Reading) -> Iterable[Hedge]:
    """“Should the pump fail, …”, “Had they known, they would …”: a condition without “if”, up to its comma."""
    heads = []
    for start, end in reading.sentences:
        start += reading.text[start] in "“\"‘'«„"
        if reading.text.startswith(_INVERTED, start):
            heads.append((start, end))
    for w in reading.words.of("inverted"):
        before = reading.folded[max(0, w.start - 6) : w.start].rstrip()
        if before.endswith((",", ";", "that", " and", " but")):
            heads.append((w.start, reading.sentence_around(w.start)[1]))
    for start, end in heads:
        comma = reading.text.find(",", start, min(end, start + 160))
        if comma < 0 or reading.text[start:end].rstrip("”\"’'» ").endswith("?"):
            continue
        if _WOULD.search(reading.folded, comma, end):
            yield _hedge("condition", start, comma, reading)


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
    """The attributions before, where a sentence that reports nothing itself says that these were not verified.

    They are those of the sentence before; where the note is of several (“neither”, “either figure”), of the two before.
    """
    if hedge.type != "not-verified":
        return []
    n = reading.sentence_number(hedge.start)
    if not n or in_relative(hedge, reading):
        return []
    if any(not _is_the_note(reading.attributions[m], hedge) for m in reading.reported_in(n)):
        return []
    start, end = reading.sentences[n]
    several = _OF_SEVERAL.search(reading.folded, start, end) is not None
    found: list[int] = []
    for before in range(n - 1, max(-1, n - 4), -1):
        reported = reading.reported_in(before)
        if not reported or (reading.scrambled and reading.paragraph_of[n] != reading.paragraph_of[before]):
            break
        if has_clause(hedge, reading) and not _resembles(n, before, hedge, reading):
            break
        found += [m for m in reported if m not in found]
        if not several or len(found) > 1:
            break
    return sorted(found)


def has_clause(hedge: Hedge, reading: Reading) -> bool:
    """“The Courier could not confirm that the road is shut”: the note says itself what is not confirmed."""
    return _CLAUSE.match(reading.folded, hedge.end) is not None


def _resembles(note: int, before: int, hedge: Hedge, reading: Reading) -> bool:
    """Whether what a note says is not confirmed shares a word with the sentence before."""
    said = _LONG.findall(reading.folded, *reading.sentences[before])
    return not set(_LONG.findall(reading.folded, hedge.end, reading.sentences[note][1])).isdisjoint(said)


def in_relative(hedge: Hedge, reading: Reading) -> bool:
    """“The documents, which the Observer could not verify, …”: the note is of what stands before it."""
    return _RELATIVE.search(reading.folded, reading.sentence_around(hedge.start)[0], hedge.start) is not None


def _is_the_note(a: FoundAttribution, hedge: Hedge) -> bool:
    """“… has not been confirmed by others” is read as reporting; “could not verify the union's figure, which …”."""
    return any(s < hedge.end and hedge.start < e for s, e in a.cue) or all(
        s >= hedge.end for s, _ in (*a.source, *a.cue, *a.content)
    )
