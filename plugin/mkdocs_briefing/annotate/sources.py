"""Who says it: the noun phrase before or after an attributing verb, and what kind of source it is."""

from __future__ import annotations

from functools import cache
from typing import Final

from msgspec import Struct

from ..model import Span
from .lexicon import DASHES, lines, times, words_of
from .tokens import Sentence

NOMINAL: Final = frozenset({"NN", "NP", "DT", "PS", "CD", "PN", "PP", "PO"})
_AT_TIMES_NOMINAL: Final = frozenset({"VG", "VX", "VN", "VB", "VZ", "RB"})
FINITE: Final = frozenset({"VD", "VX", "VZ", "VB", "MD", "BE", "HV", "DO", "PV"})
VERBAL = FINITE | {"VG", "VN"}
_HARD: Final = frozenset({";", ":", "Q", "(", ")", ".", "?", "!", "…"}) | DASHES
_CUTS: Final = _HARD - {"(", ")"}
_NOT_ASIDE = frozenset({"IN", "TO", "PO"}) | VERBAL
_LONGEST = 60
"""tokens that a subject may lie before its verb"""

ALONE = frozenset({"another", "some", "many", "most", "several", "few", "both", "all", "one", "others", "neither"})
"""determiners that may stand for somebody by themselves (“another said”)"""

Range = tuple[int, int]
"""First and last token of a phrase, the last one excluded."""


class Described(Struct, frozen=True):
    """What the words of a source tell of it."""

    kind: str
    name: Span | None = None
    role: Span | None = None
    unnamed: bool = False
    noun: str = ""
    """of a description: its head, in the singular (“officer” of “two senior officers of the guard”)"""


@cache
def titles() -> frozenset[str]:
    return _words_before_names()[0]


@cache
def institutions() -> frozenset[str]:
    return _words_before_names()[1]


@cache
def _words_before_names() -> tuple[frozenset[str], frozenset[str]]:
    found: tuple[set[str], set[str]] = (set(), set())
    section = 0
    for line in lines("titles.txt"):
        if line.startswith("["):
            section = 1
        else:
            found[section].update(line.split())
    return frozenset(found[0]), frozenset(found[1])


def nominal(t: Sentence, i: int) -> bool:
    """Whether token ``i`` may be part of a noun phrase. Verb forms count after a determiner, possessive or noun."""
    tag = t.t[i]
    if tag in NOMINAL:
        return True
    if tag not in _AT_TIMES_NOMINAL:
        return False
    before = t.t[i - 1] if i else ""
    after = t.t[i + 1] if i + 1 < len(t.t) else ""
    if tag in ("VG", "VX", "VN", "VB", "VZ"):
        if before in ("DT", "PS", "CD") or (before in ("NP", "NN") and possessive(t.w[i - 1])):
            return True
        if t.w[i] in ("take", "make", "give") and before == "NN" and t.w[i - 1].endswith("s"):
            return False  # “the authors take care to say”
        if tag == "VB" and before in ("NN", "NP", "IN", "VX", "VG") and after not in ("DT", "PS", "TO", "PO", "SU"):
            return True
        if (
            tag == "VZ"
            and before in ("NN", "IN", "VX", "VG")
            and after not in ("DT", "PS", "TO", "PO", "SU", "NP", "PP", "Q", "RB", ":")
        ):
            return True
        return tag in ("VG", "VX") and before in ("IN", "CC", "") and after in ("NN", "NP", "VB", "VZ")
    return tag == "RB" and after in ("NN", "VX", "VG") and before in ("DT", "PS", "IN")


def finite(t: Sentence, i: int) -> bool:
    """Whether token ``i`` may be the verb of a clause; “a person close to the firm” holds none."""
    if t.t[i] not in FINITE or nominal(t, i):
        return False
    return not (t.w[i] == "close" and i + 1 < len(t.w) and t.w[i + 1] == "to" and t.t[i - 1] in ("NN", "PN"))


def possessive(word: str) -> bool:
    return word.endswith(("'s", "s'"))


def possessive_mark(word: str) -> int:
    """Characters of the “’s” or “’” that a possessive ends in."""
    return 2 if word.endswith("'s") else 1 if word.endswith("s'") else 0


def before_verb(t: Sentence, verb: int) -> Range | None:
    """The subject of a verb group that begins at ``verb``."""
    if verb == 0:
        return None
    if t.t[verb - 1] == ",":
        return _across_commas(t, verb)
    if t.t[verb - 1] in DASHES:
        opening = next((k for k in range(verb - 2, max(verb - 40, 0), -1) if t.t[k] in DASHES), 0)
        return ending_at(t, opening) if opening else None  # “officials — and he among them — said”
    last = t.t[verb - 1]
    if last == "WH" or (last == "SU" and t.w[verb - 1] == "that"):
        return (verb - 1, verb) if antecedent(t, verb - 1) else None
    phrase = ending_at(t, verb)
    if phrase is None:
        return None
    first = phrase[0]
    if first > 2 and t.t[first - 1] == "VB" and t.t[first - 2] == "TO" and not nominal(t, first - 1):
        return _past_infinitive(t, first - 2, phrase[1])
    if first == 1 and t.t[0] == "IN" and (begin := _past_document(t, phrase)):
        return begin, phrase[1]
    if first > 1 and t.t[first - 1] == ",":
        return _with_front(t, phrase)
    if first > 2 and t.t[first - 1] in _NOT_ASIDE and t.t[first] != "PP":
        return _with_relative(t, phrase)
    return phrase


def _past_document(t: Sentence, phrase: Range) -> int:
    """“In his diary Ivo Marek wrote”: where the name begins, 0 where none follows what holds the words."""
    begin = phrase[1]
    while begin > phrase[0] and t.t[begin - 1] == "NP":
        begin -= 1
    held = t.w[begin - 1] in words_of("document") or t.w[begin - 1] in words_of("event")
    return begin if phrase[0] < begin < phrase[1] and held and t.t[phrase[0]] in ("DT", "PS") else 0


def _past_infinitive(t: Sentence, to: int, end: int) -> Range | None:
    """“The last man to win a race says”, “an aide who spoke to explain it said”: the race is an object, no subject."""
    at = to
    if t.t[to - 1] not in ("NN", "NP", "PN"):
        at = next((k for k in range(to - 1, max(to - 9, 0), -1) if t.t[k] in ("WH", ",", "CC", "SU", "Q")), 0)
        if not at or t.t[at] != "WH" or t.t[at - 1] not in ("NN", "NP", "PN"):
            return None
    head = ending_at(t, at)
    return (head[0], end) if head is not None and _begins_clause(t, head[0]) else None


def _with_relative(t: Sentence, phrase: Range) -> Range:
    """“An aide who spoke to the board said”: the relative clause belongs to the subject."""
    first, end = phrase
    for k in range(first - 1, max(first - 16, 0), -1):
        if (
            t.t[k] in ("VX", "VN", "VG")
            and t.t[k - 1] in ("NN", "PN")
            and t.t[k + 1] == "IN"
            and t.t[first - 1] == "IN"
        ):
            head = ending_at(t, k)  # “a person briefed on the talks said”
            return (head[0], end) if head else phrase
        if t.t[k] in ("WH",) and t.t[k - 1] in ("NN", "NP"):
            head = ending_at(t, k)
            return (head[0], end) if head else phrase
        if t.t[k] in _HARD or t.t[k] in (",", "CC", "SU", "PP"):
            break
    return phrase


def antecedent(t: Sentence, pronoun: int) -> Range | None:
    """“officials who say”, “a letter that says”: the noun that the relative pronoun stands for."""
    end = pronoun - 1 if pronoun and t.t[pronoun - 1] == "," else pronoun
    phrase = ending_at(t, end)
    if phrase is None or t.t[end - 1] in ("PO", "PP"):
        return None
    if t.w[pronoun] == "which" and t.t[phrase[0]] == "NP":
        # “Ivo Marek of the Harbour Union, which says”: a person is no “which”
        _, stop = _name(t, phrase[0], _head_end(t, phrase), phrase[1]) or phrase
        if stop + 1 < phrase[1] and t.w[stop] in ("of", "from", "at"):
            return stop + 1, phrase[1]
    return phrase


def ending_at(t: Sentence, end: int) -> Range | None:
    """The longest noun phrase that ends before token ``end``, with its “of …” and “for …” parts."""
    i = end - 1
    while (
        i >= 0
        and ((t.w[i] in times() and t.t[i] != "PP") or t.t[i] == "RB" or t.w[i] == "once" or _no_longer(t, i))
        and not (t.t[i] == "NP" and i and t.t[i - 1] == "NP" and t.w[i - 1] not in times())
    ):
        i -= 1
    if i >= 0 and i < end - 1 and t.w[i] in ("on", "last", "late", "early", "this", "in", "earlier", "since"):
        i -= 1
    end = i + 1
    start = end
    if (
        i > 0
        and t.t[i] in ("VX", "VN")
        and (t.t[i - 1] == "NN" or (t.t[i - 1] == "VB" and nominal(t, i - 1)))  # “a report published Wednesday”
        and end < len(t.w)
        and (t.w[end] in times() or t.t[end] == "IN")
    ):
        i -= 1
        start = i + 1
    while i >= 0 and end - i < _LONGEST:
        tag = t.t[i]
        if tag == "PP" or t.w[i] == "whose":
            start = i
            break
        if nominal(t, i):
            if _fresh(t, i, start, end):
                break
            start = i
        elif tag == ")" and (opening := _opening(t, i)) is not None:
            i = opening
        elif tag == "VB" and start < end and t.t[start] == "NN" and i and t.t[i - 1] in (",", "Q"):
            start = i  # “…, campaign officials said”
            break
        elif tag in ("VX", "VN") and start < end and i and t.t[i - 1] == "NN" and t.t[i + 1] in ("IN", "RB", "NP"):
            pass  # “a report published on Wednesday”
        elif t.w[i] == "to" and i > 1 and t.w[i - 1] == "close" and nominal(t, i - 2) and start < end:
            i -= 1  # “people close to the minister”
        elif tag == "IN" or (t.w[i] == "to" and i and t.t[i - 1] == "NN" and start < end):
            if start == end or not i or not (nominal(t, i - 1) or t.t[i - 1] in (")", "%")):
                break
        elif tag == "CC":
            if not (i and start < end and nominal(t, i - 1) and _joined(t, i, start, end)):
                break
        elif t.w[i] == "%":
            start = i
        elif t.w[i] in ("'", "’", "&", "/", ".") or (t.w[i] == "-" and t.s[i] == t.e[i - 1]):
            pass
        else:
            break
        i -= 1
    return _trim(t, start, end)


def owner(t: Sentence, end: int) -> Range | None:
    """Whose claim it is: “(the attack on) the mayor's claim”, “(a result of) Brno's refusal”."""
    phrase = ending_at(t, end)
    if phrase is None:
        return None
    first = phrase[0]
    for k in range(end - 2, first, -1):
        loose = t.w[first] in ("a", "an", "no") or (t.w[k] not in ("of", "for") and t.w[k] != "at")
        if t.t[k] == "IN" and loose:
            return k + 1, end
    return phrase


def _fresh(t: Sentence, i: int, start: int, end: int) -> bool:
    """“In her memoirs the envoy”: an article after a plain noun begins a noun phrase of its own."""
    return (
        i + 1 == start < end
        and t.w[start] in ("the", "a", "an", "his", "her", "its", "their")
        and t.t[i] in ("NN", "NP")
        and t.w[i] not in times()
        and not possessive(t.w[i])
    )


def _no_longer(t: Sentence, i: int) -> bool:
    return (t.w[i] == "longer" and i > 0 and t.w[i - 1] == "no") or t.w[i : i + 2] == ["no", "longer"]


def _opening(t: Sentence, close: int) -> int | None:
    """The “(” of a short insertion that ends at token ``close``: “Ivo Marek (Brno)”."""
    return next((k for k in range(close - 1, max(close - 12, 0), -1) if t.t[k] == "("), None)


def _closing(t: Sentence, opening: int) -> int | None:
    """The “)” of a short insertion that begins at token ``opening``."""
    return next((k for k in range(opening + 1, min(opening + 8, len(t.w))) if t.t[k] == ")"), None)


def _joined(t: Sentence, conjunction: int, start: int, end: int) -> bool:
    """Whether “and” joins two nouns here: both are names, or neither is."""
    left, right = t.t[conjunction - 1], t.t[start]
    if t.w[conjunction] not in ("and", "or") or t.t[start] == "PP":
        return False
    if right == "NP":
        return left == t.t[end - 1]
    if left == "NP" and right in (
        "DT",
        "PS",
        "PN",
    ):  # “Ivo Marek and the board said”, not “he left Brno and the board said”
        first = conjunction - 1
        while first > 0 and t.t[first - 1] == "NP":
            first -= 1
        return right != "PN" and (first == 0 or t.t[first - 1] == "SU")
    return left != "PO"


def _trim(t: Sentence, start: int, end: int) -> Range | None:
    """Leave off leading times and prepositional phrases: “On Monday the campaign” → “the campaign”."""
    last_time = end - 2
    if times().isdisjoint(t.w[start : end - 1]):
        last_time = start - 1
    while last_time >= start and not (
        t.w[last_time] in times() and t.t[last_time] != "PP" and not possessive(t.w[last_time])
    ):
        last_time -= 1
    if last_time >= start and (
        last_time == start or (t.t[start] in ("IN", "DT") and last_time - start < 4) or t.t[last_time - 1] == "IN"
    ):
        named = last_time > start and t.t[last_time - 1] == t.t[last_time] == "NP"
        start = start if named else last_time + 1
    while start < end and t.t[start] in ("IN", "CC", "RB"):
        start += 1
    if start >= end or not (
        nominal(t, end - 1) or t.t[end - 1] == "%" or any(nominal(t, i) for i in range(start, end - 1))
    ):
        return None
    if t.w[end - 1] in times() or t.t[end - 1] in ("CD", "IN"):
        bare = all(t.w[i] in times() or t.t[i] in ("DT", "CD", "IN") for i in range(start, end))
        if bare and t.t[end - 1] != "DT" and "-year-old" not in t.w[end - 1] and not share(t, end):
            return None
    return start, end


def share(t: Sentence, end: int) -> bool:
    """“Six in 10 say”, “about 42% say”: a share of those asked, which stands for them."""
    last = end - 1
    if t.t[last] == "%" or t.w[last] in ("percent", "pct"):
        return last > 0 and t.t[last - 1] == "CD"
    counted = last > 1 and t.t[last] == "CD" and t.w[last - 1] in ("in", "of")
    return counted and (t.t[last - 2] == "CD" or t.w[last - 2] in ("one", "out"))


def _with_front(t: Sentence, phrase: Range) -> Range:
    """“A, B and C said”, “Ivo Marek, a pilot said”: earlier parts that belong to the subject."""
    first, end = phrase
    before = ending_at(t, first - 1)
    if before is None or not _begins_clause(t, before[0]) or t.t[before[0]] == "PP":
        return phrase
    name = t.t[first - 2] == "NP"
    apposition = (
        name and t.t[first] in ("DT", "PS", "NN") and t.t[end - 1] == "NN" and "NP" in t.t[before[0] : before[1]]
    )
    listed = t.t[first] == "NP" and name and "CC" in t.t[first:end]
    if (apposition and all(x == "NP" for x in t.t[before[0] : before[1]])) or listed:
        return before[0], end
    return phrase


def _begins_clause(t: Sentence, i: int) -> bool:
    return i == 0 or t.t[i - 1] in _HARD or t.t[i - 1] in ("CC", "SU", "RB", ",")


def _across_commas(t: Sentence, verb: int) -> Range | None:
    """“Ivo Marek, 41, a pilot from Brno, said”: the head before the commas, with what stands in apposition."""
    i = verb - 2
    close = verb - 1
    chunks: list[Range] = []
    end = close
    while i >= 0 and close - i < _LONGEST:
        if _cuts(t, i):
            break
        if t.t[i] == ",":
            chunks.append((i + 1, end))
            end = i
        i -= 1
    chunks.append((i + 1, end))
    chunks.reverse()
    head: int | None = None
    for n in range(len(chunks) - 1, -1, -1):
        kind = _chunk(t, chunks[n])
        if kind == "head" and n < len(chunks) - 1:
            head = n
        elif kind == "clause":
            phrase = ending_at(t, chunks[n][1]) if n < len(chunks) - 1 and head is None else None
            if phrase is not None and t.t[phrase[0] - 1] in ("CC", "SU"):
                head = n
            break
    if head is None:
        return None
    phrase = _head_phrase(t, chunks[head])
    if phrase is None or (t.t[phrase[1] - 1] == "PO" and t.w[phrase[1] - 2] != "of"):  # “one of them” may speak
        return None
    last = chunks[head][1]
    for chunk in chunks[head + 1 :]:
        if _chunk(t, chunk) == "aside":
            break
        last = chunk[1]
    return phrase[0], last


def _cuts(t: Sentence, i: int) -> bool:
    """Whether a subject ends at token ``i``; not at a quotation in it, nor at the stop of “Ivo Marek, L-O.V., said”."""
    tag = t.t[i]
    if tag not in _CUTS:
        return False
    before = t.t[i - 1] if i else ""
    if tag == "Q":
        return before not in ("NN", "NP", "IN", "DT")
    return not (tag == "." and before == "NP" and t.t[i + 1] in (",", ")"))


def _head_phrase(t: Sentence, chunk: Range) -> Range | None:
    """The noun phrase that a chunk opens with: up to its relative clause, past “close to” and the like."""
    first, end = chunk
    relative = next((k for k in range(first + 1, end) if t.t[k] == "WH" and t.t[k - 1] in ("NN", "NP", "PN")), end)
    phrase = ending_at(t, relative)
    close = next((k for k in range(first + 1, end) if t.w[k] == "close" and not finite(t, k)), None)
    if phrase is not None and close is not None and close < phrase[0]:
        front = ending_at(t, close)
        return (front[0], phrase[1]) if front else phrase
    return phrase


def _past_time(t: Sentence, first: int, end: int) -> int:
    """Past “yesterday”, “last week”, “on Monday evening” at the start of a phrase that goes on."""
    k = first
    if k + 1 < end and (t.t[k] == "IN" or t.w[k] in ("last", "this", "late", "early")) and t.w[k + 1] in times():
        k += 1
    while k < end and t.w[k] in times():
        k += 1
    if t.t[first] == "IN" and k == first:  # “in her memoirs the envoy”
        k = next((n for n in range(first + 2, end) if t.t[n] in ("DT", "PS") and t.t[n - 1] in ("NN", "NP")), first)
    return k if k < end and t.t[k] in ("DT", "PS", "NP", "NN") and k > first else first


def _chunk(t: Sentence, chunk: Range) -> str:
    """What stands between two commas: a head or apposition, a relative clause, an aside, a clause of its own."""
    first, end = chunk
    if first < end and t.t[first] == "CC":
        first += 1
    first = _past_time(t, first, end)
    if first + 1 < end and t.w[first] == "even" and t.t[first + 1] in ("DT", "PS", "NP", "NN"):
        first += 1
    if first >= end or t.w[first] == "according" or (t.t[first] == "VB" and t.w[first + 1] == "by"):
        return "aside"  # “a site, run by two pilots, said”
    tag = t.t[first]
    if tag in ("WH", "WQ") or (tag == "IN" and first + 1 < end and t.t[first + 1] == "WH"):
        return "relative"
    if tag in ("IN", "RB", "VG", "VX", "VN", "SU", "TO") and not (tag == "VX" and nominal(t, first)):
        if tag == "SU" and t.w[first] not in ("as", "after", "before", "since", "until", "like"):
            return "clause" if any(x in FINITE for x in t.t[first:end]) else "aside"
        return "aside"
    if any(finite(t, i) for i in range(first, end)):
        relative = next((i for i in range(first + 1, end) if t.t[i] == "WH" or t.w[i] in ("that", "whom")), None)
        if relative is None or any(finite(t, i) for i in range(first, relative)):
            return "clause"
    if (
        t.w[end - 1] not in ALONE | {"other"}
        and all(t.w[i] in times() or t.t[i] in ("DT", "CD", "RB", "IN") for i in range(first, end))
        and not (end - first == 1 and t.t[first] == "CD")
    ):
        return "aside"
    if end - first == 1 and t.t[first] == "CD":
        return "apposition"
    return "head"


_ALWAYS_JOINS = frozenset({"of", "for", "from", "with"})


def after_verb(t: Sentence, start: int, apposition: bool = True) -> Range | None:
    """The subject after its verb: “said Ivo Marek, a pilot from Brno”."""
    n = len(t.w)
    i = start
    while i < n:
        tag = t.t[i]
        if t.w[i] in times() and not (i > start and t.t[i] == "NP" and t.t[i - 1] == "NP"):
            break
        if tag in ("DT", "PS", "NN", "NP", "CD", "PN", "PP") or (i > start and nominal(t, i)):
            if (tag == "PP" and i > start) or (tag == "DT" and i > start and t.t[i - 1] not in ("IN", "CC", "DT")):
                break
            i += 1
            if tag == "PP":
                break
            if i + 1 < n and t.t[i] == "PP" and t.t[i - 1] == "NN" and t.t[i + 1] in ("VX", "VD", "VZ", "HV"):
                i = _until_comma(t, i)
                break
        elif (
            (tag in ("VX", "VG", "VB", "VZ", "RB") and i > start and nominal(t, i))
            or (i == start and tag in ("VX", "VG") and i + 1 < n and t.t[i + 1] in ("NN", "NP"))
            or (i == start and tag == "VB" and i + 1 < n and t.t[i + 1] == "NP")
            or _named_by_verb(t, start, i)
            or (tag == "IN" and i > start and i + 1 < n and _joins(t, i))
        ):
            i += 1
        elif tag == "(" and i > start and (close := _closing(t, i)) is not None:
            i = close + 1
        elif (
            tag == "CC"
            and i > start
            and i + 1 < n
            and t.t[i + 1] in ("NP", "NN", "PS", "DT")
            and not _verb_next(t, i + 1)
        ) or (t.w[i] in ("&", "'", "’", "-", "/") and i > start):
            i += 1
        else:
            break
    while i > start and t.t[i - 1] in ("IN", "CC", "DT") and i - 1 != start:
        i -= 1
    if i == start or not any(
        t.t[k] in ("NN", "NP", "PP", "PN", "CD", "VB", "VZ") or t.w[k] in ALONE for k in range(start, i)
    ):
        return None
    return start, _apposition(t, start, i) if apposition else i


def _named_by_verb(t: Sentence, start: int, i: int) -> bool:
    """“according to press reports”: words that may be verbs, where none can stand."""
    if i == start:
        return start > 1 and t.w[start - 2] == "according" and t.t[i] in ("VB", "VZ")
    return i == start + 1 and t.t[i] == "VZ" and t.t[start] == "VB"


_MADE = frozenset(
    {"conducted", "compiled", "commissioned", "collected", "gathered", "made", "prepared", "taken", "drawn"}
)
"""participles after which “by” names who made the source"""


def with_participle(t: Sentence, source: Range) -> Range:
    """“according to polls conducted by the station”: a participle and its phrase belong to the source.

    Not so “a diary seen by the Daily Post”: whoever passes the source on is a hop of the reporting chain.
    """
    first, end = source
    if end + 1 >= len(t.w) or t.t[end] not in ("VX", "VN", "VG") or t.t[end - 1] not in ("NN", "VZ"):
        return source
    follows = t.w[end] in _MADE if t.w[end + 1] == "by" else t.t[end + 1] in ("IN", "TO")
    return (first, _until_comma(t, end)) if follows else source


def _verb_next(t: Sentence, i: int) -> bool:
    return i + 1 < len(t.w) and t.t[i + 1] in ("VX", "VD", "VZ", "BE", "HV", "MD")


def _joins(t: Sentence, i: int) -> bool:
    after = t.t[i + 1]
    if t.w[i] in _ALWAYS_JOINS:
        return after in NOMINAL or after in ("VX", "VG", "VB")
    if t.w[i] in ("in", "at", "on", "to", "by"):
        event = any(t.w[k] in words_of("event") or t.w[k] in times() for k in range(i + 1, min(i + 5, len(t.w))))
        return not event and t.t[i - 1] == "NN" and after in ("DT", "NP", "PS") and t.w[i] != "to"
    return False


def _apposition(t: Sentence, start: int, end: int) -> int:
    """Where the apposition or relative clause that follows a noun phrase ends."""
    n = len(t.w)
    if end < n and t.t[end] == "WH" and t.t[end - 1] in ("NN", "NP"):
        return _until_comma(t, end)
    rounds = 0
    while end + 1 < n and t.t[end] == "," and rounds < 4 and t.t[start] != "PP":
        tag, word = t.t[end + 1], t.w[end + 1]
        if word in times() or (
            tag not in ("DT", "NN", "CD", "PS", "NP", "WH")
            and not (word in ("now", "then", "once") and end + 2 < n and t.t[end + 2] in ("DT", "PS"))
            and not (tag == "VX" and end + 2 < n and t.t[end + 2] == "NN")
        ):
            break
        stop = _until_comma(t, end + 1)
        if tag in ("DT", "NN", "PS", "NP") and any(
            t.t[k] in ("BE", "MD", "HV", "PV", "VD", "SU")
            for k in range(end + 1, _relative(t, end + 1, min(stop, end + 9)))
        ):
            break
        end = stop
        rounds += 1
    return end


def _relative(t: Sentence, first: int, end: int) -> int:
    """Where “who …” begins between two tokens, or the end."""
    return next((k for k in range(first, end) if t.t[k] == "WH"), end)


def _until_comma(t: Sentence, i: int) -> int:
    while i < len(t.w) and t.t[i] not in _HARD and t.t[i] != ",":
        i += 1
    return i


def first_subject(t: Sentence, before: int) -> Range | None:
    """The subject of the last finite verb before token ``before`` that has one."""
    tries = 0
    for i in range(before - 1, 0, -1):
        if t.t[i] in ("VD", "VX", "VZ", "BE", "HV", "MD", "DO", "VB") and not nominal(t, i):
            begin = i
            if t.t[i - 1] == "PV":
                return i - 1, i
            while begin > 1 and t.t[begin - 1] in ("BE", "HV", "MD", "DO", "RB"):
                begin -= 1
            if t.t[begin - 1] in ("TO", "CC"):
                continue
            phrase = before_verb(t, begin)
            if phrase is not None and t.t[phrase[1] - 1] != "PO":
                return phrase
            tries += 1
            if tries == 6:
                break
    return None


def _head_end(t: Sentence, phrase: Range) -> int:
    """Where the front part of a noun phrase ends: before its “of …”, its relative clause or its apposition."""
    head, end = phrase
    while head < end and t.t[head] not in (",", "IN", "WH", "CC", "SU", "(") and t.t[head] not in DASHES:
        head += 1
    return head


def describe(text: str, t: Sentence, source: Range) -> Described:
    """Name, description or pronoun; which words name, which state a role; whether it stays unnamed."""
    first, end = source
    if end - first == 1 and (t.t[first] in ("PP", "PO", "PN", "PV", "WH", "PS") or t.w[first] in ("that", "this")):
        return Described(kind="pronoun")
    head = _head_end(t, source)
    name = _name(t, first, head, end)
    if name is None and (apposed := _apposed_name(t, first, end)) is not None:
        begin, stop = apposed
        lead = first + 1 if t.w[first] == "the" else first
        return Described(kind="name", name=(t.s[begin], t.e[stop - 1]), role=(t.s[lead], t.e[_before_comma(t, begin)]))
    if name is None:
        unnamed = _unnamed(t, first, head) or withholds_name(t, 0, len(t.w))
        noun = _singular(t.w[_noun(t, first, head)]) if head > first else ""
        return Described(kind="nominal", unnamed=unnamed and noun not in words_of("document"), noun=noun)
    begin, stop = name
    if stop == head:
        stop = _joint(t, head, end)
    role: Span | None = None
    if begin > first and t.t[first] != "PS":
        lead = first + 1 if t.t[first] == "DT" and t.w[first] == "the" else first
        role = (t.s[lead], t.e[begin - 1]) if lead < begin else None
    elif stop < end and t.t[stop] == "," and stop + 1 < end and t.t[stop + 1] not in ("WH", "CD"):
        role = (t.s[stop + 1], t.e[end - 1])
    return Described(kind="name", name=(t.s[begin], t.e[stop - 1]), role=role)


_WITHHELD = frozenset({"anonymity", "anonymously", "named", "identified", "quoted"})


def withholds_name(t: Sentence, first: int, end: int) -> bool:
    """“asked not to be named”, “on condition of anonymity”: the article leaves somebody unnamed."""
    if _WITHHELD.isdisjoint(t.w[first:end]):
        return False
    return any(
        t.w[k] in ("anonymity", "anonymously")
        or (t.w[k] in ("named", "identified", "quoted") and t.w[k - 1] == "be" and t.w[k - 2] == "to")
        for k in range(first, end)
    )


def _before_comma(t: Sentence, i: int) -> int:
    """The last token before the comma that stands before token ``i``."""
    while t.t[i] != ",":
        i -= 1
    return i - 1


def _joint(t: Sentence, head: int, end: int) -> int:
    """“Ivo Marek and Lena Holm”: where the second of two joint names ends, so that it is nobody's alone."""
    first = head + 1
    while first < end and t.t[first] in ("DT", "NN", "PS"):  # “and the mason Lena Holm”
        first += 1
    stop = first
    while stop < end and t.t[stop] == "NP":
        stop += 1
    return stop if head < end and t.t[head] == "CC" and t.t[head - 1] == "NP" and stop > head + 1 else head


def _apposed_name(t: Sentence, first: int, end: int) -> Range | None:
    """“A lawyer for the firm, Bjarte Nilsen”: a description, then nothing but the name it stands for."""
    if t.t[first] not in ("DT", "PS", "NN") and not possessive(t.w[first]):
        return None
    comma = next((k for k in range(first + 1, end) if t.t[k] == ","), None)
    if comma is None or comma + 1 >= end:
        return None
    begin = next((k for k in range(comma + 1, end) if t.t[k] != "NN"), end)  # “blaster Ivo Marek”
    stop = next((k for k in range(begin, end) if t.t[k] != "NP"), end)
    if stop - begin < 2 or not (stop == end or t.t[stop] == ","):
        return None
    return begin, stop


def _name(t: Sentence, first: int, head: int, end: int) -> Range | None:
    """The capitalised run that the phrase ends in, without titles before it, with “of the …” after an institution."""
    if head == first or t.t[head - 1] != "NP":
        return None
    if head == first + 1 and t.w[first] in words_of("people") and _begins_clause(t, first):
        return None  # “Analysts say”: the capital is the sentence's
    begin = head
    while begin > first and t.t[begin - 1] in ("NP", "CD") and not (t.t[begin - 1] == "CD" and begin - 1 == first):
        begin -= 1
    for i in range(begin, head - 1):
        if t.w[i].rstrip(".") in titles() and t.w[i + 1] not in institutions():
            begin = i + 1
    if begin == head - 1 and t.w[begin].rstrip(".") in titles():
        return None
    stop = head
    while stop + 1 < end and t.w[stop] in ("of", "for") and t.w[stop - 1] in institutions():
        after = stop + 1
        while after < end and t.w[after] in ("the", "a"):
            after += 1
        if after >= end or t.t[after] != "NP":
            break
        while after < end and (
            t.t[after] == "NP" or (t.w[after] == "of" and after + 1 < end and t.t[after + 1] == "NP")
        ):
            after += 1
        stop = after
    return begin, stop


def _noun(t: Sentence, first: int, head: int) -> int:
    """The head of a description: before a reduced clause (“a person briefed on”), else its last word."""
    for k in range(first + 1, head):
        if t.t[k] in ("VX", "VN", "VG") and t.t[k - 1] in ("NN", "PN") and not nominal(t, k):
            return k - 1
    return head - 1


def _singular(noun: str) -> str:
    if noun.endswith("ies"):
        return noun[:-3] + "y"
    return {"men": "man", "women": "woman", "people": "person"}.get(noun, noun.removesuffix("s"))


def _unnamed(t: Sentence, first: int, head: int) -> bool:
    """Indefinite (“a senior official”, “two sources”, “critics”): the article does not mean to name it."""
    return t.w[first] not in words_of("definite") and not any(possessive(t.w[i]) for i in range(first, head))
