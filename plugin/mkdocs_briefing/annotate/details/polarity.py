"""Polarity: whether a claim is asserted, denied, conditional, predicted or asked, and only where the text says so."""

from __future__ import annotations

import re
from bisect import bisect_left

from ...model import FoundAttribution, Hedge, Span
from .reading import Reading
from .words import longest, word_set

_WORD_BEFORE = re.compile(r"([\w]+)(?: |(?='))$")
_WORD_AFTER = re.compile(r" (\w+)")
_SUBORDINATE = re.compile(
    r"(?<=[\w,] )(?<!likely )(?<!certain )(?<!sure )(?<!convinced )(?<!confident )(?<!believe )(?<!think )(?<!clear )"
    r"(?<!chance )(?<!risk )(?<!danger )(?<!possibility )(?<!probability )(?<!likelihood )"
    r"(?:that|which|who|whom|whose|where|when|until|because|how|what|whether|so|than|as)\b"
)
_WORDS = re.compile(r"[\w']+")
_INDIRECT_QUESTION = re.compile(r"\W*(?:if|whether|who|whom|whose|what|when|where|why|how|which)\b")
_OPENING = re.compile(r"\W*(?:(?:that|and|but) )?\W*")
_DONE = re.compile(
    r"[^.;:!?,]{0,60}? (?:was|were|is|are|has|have|had)(?: been| being)? (?P<ever>ever )?(?:been )?(?P<verb>\w+)"
)
_DENYING_STARTS = ("den", "also den", "categorically den", "have den", "rule", "ruling", "do", "did")
_ASKED = re.compile(r"\?[\"”’»)\]']*\s*$")


def polarity(n: int, hedges: list[Hedge], reading: Reading) -> str:
    """Denied before asked, asked before conditional, conditional before predicted, else asserted."""
    a = reading.attributions[n]
    if not _DENYING.isdisjoint(reading.lists_of[n]) and _denies(a, hedges, reading):
        return "denied"
    verbs = {reading.folded[s:e].rsplit(" ", 1)[-1] for s, e in a.cue}
    if not verbs.isdisjoint(word_set("asking")) and _asks(a, reading):
        return "question"
    found = mood(_sentences(n, reading), hedges, reading)
    if found == "question" and a.kind == "indirect":
        return "asserted"
    if found == "asserted" and not verbs.isdisjoint(word_set("predicting")):
        return "predicted"
    return found


_DENYING = frozenset({"denying", "no-intent", "no-future", "no-past", "untrue", "none"})
"""word lists without which nothing is denied"""


def _asks(a: FoundAttribution, reading: Reading) -> bool:
    """“asked whether …”; not “asked for help”."""
    return bool(a.content) and _INDIRECT_QUESTION.match(reading.folded, *a.content[0]) is not None


def mood(parts: list[Span], hedges: list[Hedge], reading: Reading) -> str:
    """Question, conditional or predicted where at least half of the sentences are, else asserted."""
    half = (len(parts) + 1) // 2
    if not half:
        return "asserted"
    if sum([_asked(s, e, reading) for s, e in parts]) >= half:
        return "question"
    conditions = sorted([h.start for h in hedges if h.type == "condition" and h.text.lower() != "even if"])
    if conditions and sum(bisect_left(conditions, s) < bisect_left(conditions, e) for s, e in parts) >= half:
        return "conditional"
    if sum([_foretells(s, e, reading) for s, e in parts]) >= half:
        return "predicted"
    return "asserted"


def _asked(start: int, end: int, reading: Reading) -> bool:
    return reading.text.find("?", start, end) >= 0 and _ASKED.search(reading.text, start, end) is not None


def _sentences(n: int, reading: Reading) -> list[Span]:
    """The content of an attribution cut at sentence ends; blank pieces left out."""
    pieces = []
    for start, end in reading.attributions[n].content:
        for s in reading.touched[n]:
            low, high = reading.sentences[s]
            if end <= low or high <= start:
                continue
            piece = max(start, low), min(end, high)
            if reading.text[piece[0] : piece[1]].strip():
                pieces.append(piece)
    return pieces


def _denies(a: FoundAttribution, hedges: list[Hedge], reading: Reading) -> bool:
    conditions = [h for h in hedges if h.type == "condition"]
    return _denying_cue(a, reading) or any(
        _own_denial(s, e, a, conditions, reading)
        or _called_untrue(s, e, reading)
        or _none_did(s, e, a, conditions, reading)
        for s, e in a.content
    )


def _denying_cue(a: FoundAttribution, reading: Reading) -> bool:
    """“denied that”, “rejected claims that”; not “did not deny”."""
    for start, end in a.cue:
        for w in longest(reading.words.within("denying", start, end)):
            sentence = reading.sentence_number(w.start)
            if sentence is None:
                continue
            low, high = reading.sentences[sentence]
            if any(n.start <= w.start and w.end <= n.end for n in reading.words.within("not-denying", low, high)):
                continue
            if w.phrase.startswith(_DENYING_STARTS):
                return True
            if any(word in word_set("denied-thing") for word in reading.folded[w.end : min(high, w.end + 60)].split()):
                return True
    return False


def _same_sentence(hedge: Hedge, offset: int, reading: Reading) -> bool:
    """“If the board stays, we will not go” refuses on a condition, and denies nothing."""
    return reading.sentence_number(hedge.start) == reading.sentence_number(offset)


def _own_denial(start: int, end: int, a: FoundAttribution, conditions: list[Hedge], reading: Reading) -> bool:
    """“We are not going to become involved”, “said he had no plans to run”: the speaker denies a deed or plan."""
    quoted = a.kind != "indirect"
    listed = [w for name in ("no-intent", "no-future", "no-past") for w in reading.words.within(name, start, end)]
    for w in longest(listed):
        if reading.passed_on(a, w.start) or any(_same_sentence(h, w.start, reading) for h in conditions):
            continue
        subject = _WORD_BEFORE.search(reading.folded, max(start, w.start - 8), w.start)
        if subject is None or subject.group(1) not in word_set("own-pronoun"):
            continue
        own = subject.group(1) in ("i", "we")
        if not own and (quoted or subject.start() - start > 6):
            continue
        verb = _WORD_AFTER.match(reading.folded, w.end, end)
        if w.list == "no-intent" or (verb is not None and _is_deed(verb.group(1), w.list)):
            return True
    return False


def _none_did(start: int, end: int, a: FoundAttribution, conditions: list[Hedge], reading: Reading) -> bool:
    """“No reading has been altered”, “none of us was ever asked”: the sentence rejects an accusation."""
    for w in longest(reading.words.within("none", start, end)):
        head = max(start, reading.sentence_around(w.start)[0])
        if _OPENING.fullmatch(reading.folded, head, w.start) is None:
            continue
        done = _DONE.match(reading.folded, w.end, end)
        if (
            done is None
            or reading.passed_on(a, w.start)
            or any(_same_sentence(h, w.start, reading) for h in conditions)
        ):
            continue
        if done.group("ever") or done.group("verb") in word_set("misdeed"):
            return True
    return False


def _is_deed(verb: str, when: str) -> bool:
    """“we will not deploy”, “I did not order”; not “we will not forget”, “I did not know”."""
    return verb in word_set("deed") if when == "no-past" else verb not in word_set("not-a-deed")


def _called_untrue(start: int, end: int, reading: Reading) -> bool:
    """“the reports are false”, “that is not true”: a thing reported, or “it” and “that”, is called untrue."""
    for w in longest(reading.words.within("untrue", start, end)):
        before = _WORDS.findall(reading.folded, max(start, w.start - 40), w.start)[-5:]
        if before and before[-1] in _COPULAS and any(b in _REPORTED for b in before[:-1]):
            return True
    return False


_COPULAS = frozenset({"is", "was", "are", "were", "be", "been", "it's", "that's", "as"})
_REPORTED = word_set("denied-thing") | {"it", "that", "this", "these", "those"}


def _foretells(start: int, end: int, reading: Reading) -> bool:
    """The main clause holds “will”, “is going to”, “is expected to”, and not as the speaker's own promise."""
    if reading.folded.startswith("that ", start):
        start += 5
    foretelling = longest(reading.words.within("will", start, end))
    subordinate = _SUBORDINATE.search(reading.folded, start, foretelling[-1].start) if foretelling else None
    for w in foretelling:
        if subordinate and w.start > subordinate.start():
            break
        subject = _WORD_BEFORE.search(reading.folded, max(start, w.start - 8), w.start)
        if subject is not None and subject.group(1) in ("i", "we"):
            continue
        verb = _WORD_AFTER.match(reading.folded, w.end, end)
        if verb is not None and not (w.phrase in ("won't", "will not") and verb.group(1) in word_set("refused")):
            return True
    return False
