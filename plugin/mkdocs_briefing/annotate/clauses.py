"""Where content begins and ends: clauses, quotations within them, and the words at which another statement begins."""

from __future__ import annotations

from functools import cache
from typing import Final

from .lexicon import DASHES, Cue, cues, words_of
from .sources import FINITE, finite, nominal, possessive
from .tokens import Sentence

STARTS: Final = frozenset({"NN", "NP", "DT", "PS", "PP", "PN", "PV", "CD", "SU", "VG", "VB"})
"""classes of words with which a clause may begin"""


def whole(t: Sentence, i: int) -> bool:
    """Whether the quotation at token ``i`` is a sentence of its own: a capital first, a mark last."""
    words = t.text[t.s[i] : t.e[i]].strip("“”\"'`‘’«»„ ")
    return words[:1].isupper() and words[-1:] in (".", ",", "?", "!", "…")


def is_cue_at(t: Sentence, i: int) -> bool:
    while i < len(t.w) and t.t[i] in ("CC", "RB", "SU", "WH"):
        return True
    return i < len(t.w) and t.w[i] in cues()


def finite_in(t: Sentence, first: int, end: int) -> bool:
    return t.spoken or any((t.t[k] in FINITE and not nominal(t, k)) or t.t[k] == "Q" for k in range(first, end))


def before_comma(t: Sentence, i: int) -> int:
    return i - 1 if i and t.t[i - 1] == "," else i


def clause_start(t: Sentence, before: int) -> int:
    """Where the clause to the left begins: the start of the sentence, after a leading conjunction, or after “;”."""
    i = before - 1
    while i >= 0 and t.t[i] not in (";",):
        if t.t[i] in (":",) and i < before - 1:
            break
        i -= 1
    i += 1
    if i == 0:
        i = past_dateline(t, before)
    while i < before and t.t[i] in ("CC", ","):
        i += 1
    return i


def past_dateline(t: Sentence, before: int) -> int:
    """Past “BRNO (Reuters) —” and “(Ivo Marek, Daily Post)” at the start of an article."""
    if t.t[0] not in ("NP", "("):
        return 0
    k = 0
    while k < min(before, 12) and t.t[k] in ("NP", "(", ")", ",", "."):
        k += 1
    if (k < before and t.t[k] in DASHES) or (k and k < before and t.t[0] == "(" and t.t[k - 1] == ")"):
        return k + (t.t[k] in DASHES)
    close = next((n for n in range(1, min(before, 10)) if t.t[n] == ")"), 0)
    return close + 1 if t.t[0] == "(" and close else 0


def resumes(t: Sentence, after: int) -> bool:
    return after + 1 < len(t.w) and t.t[after] == "," and finite_in(t, after + 1, len(t.w))


def mid(t: Sentence, first: int, end: int, after: int) -> bool:
    """“The law, he said, would fail”: the clause to the left lacks its verb, so it goes on to the right."""
    if ("Q" in t.t[after:] and t.t[after] in ("IN", "VG")) or (
        t.t[after] in _FINITE_FOR_SURE and not nominal(t, after)
    ):
        return True
    if t.t[after] in ("VX", "VZ") and not nominal(t, after) and lacks_verb(t, first, end):
        return True
    if t.t[after] in ("VG", "CC", "RB", "WH", "IN"):
        return False
    if t.t[first] in ("SU", "IN", "VG", "TO"):
        return finite_in(t, after, len(t.w))
    return not finite_in(t, first, end)


def lacks_verb(t: Sentence, first: int, end: int) -> bool:
    """“The years that followed”: each verb here is a relative clause's, and that of the clause itself is to come."""
    opened = sum(t.t[k] in ("WH", "WQ") or (t.w[k] == "that" and k > first) for k in range(first, end))
    verbs = sum(finite(t, k) and (k == first or t.t[k - 1] not in FINITE) for k in range(first, end))
    return 0 < verbs <= opened


def quote_clause(t: Sentence, first: int, q: int) -> int:
    """Where content that ends in a quotation begins: at the quotation, unless the clause runs into it."""
    if q == first:
        return first
    k = q
    while k > first and t.t[k - 1] == "Q":
        k -= 1
    if k > first and t.t[k - 1] not in (".", ",", ":") and t.t[q] == "Q":
        words = t.text[t.s[q] : t.e[q]]
        inner = words.strip("“”\"'`‘’ ")
        if inner[:1].islower() or len(inner.split()) < 4:
            return first
    return k


def quotes_end(t: Sentence, i: int) -> int:
    """Past neighbouring quotations: “A,” “B” and “C”."""
    while i < len(t.w) and (t.t[i] == "Q" or (t.t[i] in (",", "CC") and i + 1 < len(t.w) and t.t[i + 1] == "Q")):
        i += 1
    return i


def names_a_work(t: Sentence, i: int) -> bool:
    """“on NBC’s “Morning Talk””: the quotation at token ``i`` is the name of a programme, book or the like."""
    before = t.w[i - 1] if i else ""
    inner = t.text[t.s[i] : t.e[i]].strip("“”\"'`‘’«»„., ")
    words = inner.split()
    capitals = sum(1 for w in words if w[:1].isupper() or w in ("the", "of", "a", "and", "in", "with", "to", "for"))
    return (
        bool(words)
        and len(words) < 9
        and capitals == len(words)
        and (possessive(before) or t.t[i - 1] in ("IN", "DT", "PS") or before in words_of("work"))
    )


def quoted_extent(t: Sentence, start: int) -> int:
    """Content that opens with a quotation ends with it where it is a sentence of its own."""
    if t.t[start] == "Q" and whole(t, start):
        return quotes_end(t, start)
    return extent(t, start)


def clause_at(t: Sentence, i: int) -> bool:
    """Whether a clause begins here: a noun phrase or adverbial, and a finite verb soon."""
    if t.t[i] in (".", ",", ";", "CC", "Q") or t.t[i] in DASHES:
        return False
    relative = in_relative(t, i)
    for k in range(i, min(i + 40, len(t.w))):
        if relative and t.t[k] == "," and closes_relative(t, i, k):
            return False
        if t.t[k] == "CC" and t.t[k - 1] == "," and k > i + 1 and t.t[i] in ("DT", "PS"):
            return False  # “announced the purchase, and left”
        if t.t[k] in FINITE and not nominal(t, k):
            return True
    return False


def stands_alone(t: Sentence, that: int) -> bool:
    """“understands that and has …”: “that” is a pronoun before “and”, a full stop or the like, and opens no clause."""
    after = that + 1
    return after >= len(t.w) or t.t[after] in (".", ";", ":", ")") or (t.t[after] == "CC" and t.w[after] != "so")


def extent(t: Sentence, start: int, phrase: bool = False, noun: bool = False) -> int:
    """Where content that begins at ``start`` ends.

    ``phrase``: a noun phrase, which ends sooner than a clause; ``noun``: a noun is the cue (“the claim that”).
    """
    n = len(t.w)
    if start < n:
        n = main_verb(t, start, phrase, noun)
    depth = 0
    i = start
    within = within_clause(t, start)
    relative = in_relative(t, start)
    while i < n:
        tag, word = t.t[i], t.w[i]
        if tag in _INSIDE and not (phrase and word in _tells_when()):
            i += 1
            continue
        if tag == "(":
            depth += 1
        elif tag == ")":
            if depth == 0:
                return i
            depth -= 1
        elif depth == 0 and i > start:
            if tag == ";":
                return i
            if relative and tag == "," and closes_relative(t, start, i):
                return i
            if within and (tag == "," or (tag == "Q" and t.text[t.e[i] - 2] == ",")) and main_clause(t, i + 1):
                return i + (tag == "Q")
            if tag == "VG" and t.t[i - 1] == "Q" and word in cues():
                return i
            if tag == "Q" and i + 1 < n and (t.t[i + 1] in ("NP", "PP", "DT") and new_cue(t, i + 1)):
                return i + (t.t[i - 1] not in (",", ":", "Q"))
            if tag in (".", "?", "!", "…") and i == n - 1:
                return i
            if (tag == "," or tag in DASHES) and stops_at_comma(t, start, i, phrase):
                return i
            if phrase and spaced_hyphen(t, i):
                return i
            if tag == "CC" and conjoined_cue(t, i, phrase):
                return i
            if phrase and tag == ":" and i + 1 < n and states_next(t, i + 1):
                return i
            if phrase and tag == "CC" and (own_clause(t, i + 1) or goes_on(t, i + 1)):
                return i
            if phrase and adjunct(t, i) and "that" not in t.w[start:i]:
                return i - 1 if t.w[i - 1] in ("on", "last") else i
        i += 1
    return n


_INSIDE: Final = FINITE | {"NN", "NP", "DT", "PS", "PP", "PO", "PN", "CD", "TO", "RB", "WH", "WQ", "IN", "SU", "VN"}
"""classes of words at which content does not end, but for what tells when after a noun phrase"""


@cache
def _tells_when() -> frozenset[str]:
    return words_of("weekday") | words_of("adjunct") | {"in", "during", "on", "at"}


def in_relative(t: Sentence, start: int) -> bool:
    """Whether the cue before token ``start`` stands in a relative clause: “…, who says …”, “whose owner insists”."""
    for k in range(start - 1, max(start - 9, 0), -1):
        if t.t[k] == "WH" or t.w[k] == "whose":
            return True
        if t.t[k] in (",", ";", "Q", "PP", "CC"):
            return False
    return False


def closes_relative(t: Sentence, start: int, i: int) -> bool:
    """“…, which says so, called on …”: the comma after which the sentence takes up its own verb or subject again."""
    k = i + 1
    while k < len(t.w) and t.t[k] == "RB":
        k += 1
    if k >= len(t.w):
        return False
    if t.t[k] in ("VX", "VD", "VZ", "BE", "HV", "MD", "DO") and not nominal(t, k):
        return True
    before = next((x for x in range(start - 1, 0, -1) if t.t[x] == "WH" or t.w[x] == "whose"), 0)
    return (t.w[0] == "according" or t.t[0] == "IN") and not finite_in(t, 0, before) and main_clause(t, k)


def waits(t: Sentence, start: int, noun: bool) -> bool:
    """Whether a subject before token ``start`` has its verb still to come: “officials who say that … are”.

    That is so where a relative clause or a noun cue (“the claim that”) follows a subject, with no comma between.
    """
    at = start - 1
    if not noun:
        while at > 0 and start - at < 9 and t.t[at] != "WH":
            if t.t[at] in (",", ";", "Q", "PP", "CC", "SU"):
                return False
            at -= 1
        if at <= 0 or t.t[at] != "WH" or t.t[at - 1] not in ("NN", "NP", "PN", "CD"):
            return False
    k = at - 1
    while k >= 0 and t.t[k] not in (",", ";", ":", "SU", "CC", "Q", "(") and t.t[k] not in DASHES:
        if t.t[k] in FINITE and not nominal(t, k):
            return False
        k -= 1
    return t.t[k + 1] not in ("IN", "TO", "VG")


_FINITE_FOR_SURE: Final = frozenset({"BE", "HV", "MD", "DO", "VD"})
_IN_GROUP: Final = frozenset({"BE", "HV", "DO", "RB", "VX", "VN", "VG", "VB", "VD"})
"""what may follow an auxiliary within one verb"""


def _opens_anew(t: Sentence, i: int) -> bool:
    """“told voters the bridge is”, “told voters he is”: a noun phrase right after another begins a clause."""
    if t.t[i] == "PP":
        return t.t[i - 1] not in ("SU", "WH", "WQ", "CC")
    if t.t[i - 1] == "VB" and t.t[i] in ("DT", "PS", "NP"):
        return t.w[i - 1] in cues() and cues()[t.w[i - 1]].states  # “to admit his view is wrong”
    return t.t[i - 1] in ("NN", "NP") and (t.t[i] in ("DT", "PS") or (t.t[i] == "NP" and t.t[i - 1] == "NN"))


def main_verb(t: Sentence, start: int, phrase: bool, noun: bool) -> int:
    """Where the verb of the main clause ends content within its subject: “the claim that it leaks | was wrong”.

    Each word that opens a clause (that, who, and …) has one verb to come; a verb more is the waiting subject's.
    """
    n = len(t.w)
    planned = t.w[start] == "to"
    if not (planned and noun) and not waits(t, start, noun):
        return n
    missing = 0 if phrase else 1  # “his decision to leave | was right”: no verb to come
    i = first = start + (2 if planned else t.w[start] == "that")
    while i < n:
        tag = t.t[i]
        if (tag == "Q" and missing) or tag in (":", ";"):
            return n  # the verb may stand within the marks
        if tag in ("SU", "WH", "WQ", "CC") or (i > first and _opens_anew(t, i)):
            missing += 1
        elif tag in FINITE or tag == "VX":
            if tag != "PV" and nominal(t, i):
                i += 1
                continue
            if tag == "VX" and t.t[i - 1] in ("SU", "CC", "IN") and t.t[i + 1 : i + 2] == ["NN"]:
                i += 1  # “that displaced miners will move”
                continue
            if missing:
                says = t.w[i] in cues() and i + 1 < n and t.t[i + 1] in _FINITE_FOR_SURE  # “that he says is kept”
                missing -= (tag != "PV" or i > first) and not says
            elif tag in _FINITE_FOR_SURE:
                while t.t[i - 1] in ("RB", ","):
                    i -= 1
                return i
            while i + 1 < n and t.t[i] in ("BE", "HV", "DO", "MD", "RB") and t.t[i + 1] in _IN_GROUP:
                i += 1
        i += 1
    return n


def adjunct(t: Sentence, i: int) -> bool:
    """Whether a time, occasion or clause that tells when begins at token ``i`` and ends a noun phrase."""
    word = t.w[i]
    if word in words_of("weekday") or (t.t[i] == "SU" and word in words_of("adjunct")):
        return True
    occasion = word in ("in", "during", "on", "at") and t.t[i] == "IN" and i + 2 < len(t.w)
    return occasion and any(w in words_of("occasion") for w in t.w[i + 1 : i + 5])


_OPENS_SENTENCE = frozenset(
    {"when", "while", "although", "though", "after", "if", "unless", "since", "because", "as", "before", "whereas"}
)
"""subordinators whose clause the main clause may follow"""


def within_clause(t: Sentence, start: int) -> bool:
    """“When X said that …, both …”: the sentence opens with a clause that holds the cue."""
    first = next((k for k in range(min(start, 3)) if t.t[k] not in ("CC", "RB", ",")), 0)
    return (
        t.t[first] == "SU"
        and t.w[first] in _OPENS_SENTENCE
        and not any(t.t[k] == "," and main_clause(t, k + 1) for k in range(first + 1, start))
    )


def main_clause(t: Sentence, i: int) -> bool:
    """Whether a subject and a finite verb begin at token ``i``."""
    if i >= len(t.w) or not (nominal(t, i) or t.t[i] == "PV"):
        return False
    if t.w[i] in ("more", "less", "most") and t.t[i + 1 : i + 2] == ["RB"]:
        return False  # “a larger, more heavily armed force”
    for k in range(i, min(i + 12, len(t.w))):
        if t.t[k] in ("BE", "HV", "MD", "DO", "VD", "PV", "VZ", "VX") and not nominal(t, k):
            return True
        if not (nominal(t, k) or t.t[k] in ("IN", "RB", "(", ")")):
            return False
    return False


_OPENS_SUBJECT = frozenset({"NN", "NP", "DT", "PS", "PP", "VX", "CD"})
"""classes of words with which a subject may begin, “undeclared voters” among them"""


def has_main(t: Sentence, before: int) -> bool:
    """Whether a main clause stands before token ``before``, after the adverbial that the sentence opens with."""
    last = next((k for k in range(before - 2, 0, -1) if finite_in(t, k, k + 1)), 0)  # “…, guests who came would stay”
    return any(
        t.t[k] == "," and (main_clause(t, k + 1) or (t.t[k + 1] in _OPENS_SUBJECT and k + 1 < last))
        for k in range(1, before - 1)
    )


def opens_adverbial(t: Sentence, first: int, end: int) -> bool:
    """Whether a clause is to come: “Since it rained, …”, as against “That is so”, “Waiting costs money”."""
    if t.t[first] == "VG":
        return not ("," not in t.t[first : end - 1] and finite_in(t, first + 1, end - 1))
    return t.t[first] == "IN" or (t.t[first] == "SU" and t.w[first] != "that")


def counts(t: Sentence, i: int) -> bool:
    """Whether token ``i`` is a number, or a quotation that holds one."""
    return t.t[i] == "CD" or (t.t[i] == "Q" and any(c.isdigit() for c in t.text[t.s[i] : t.e[i]]))


def new_cue(t: Sentence, i: int) -> bool:
    return any(t.w[k] in cues() and t.t[k] in ("VX", "VD", "VZ") for k in range(i, min(i + 8, len(t.w))))


def stops_at_comma(t: Sentence, start: int, i: int, phrase: bool) -> bool:
    n = len(t.w)
    k = i + 1
    if k >= n:
        return True
    word, tag = t.w[k], t.t[k]
    if i == start + 1 and t.w[start] == "that":
        return False  # “that, while it costs more, …”
    if word in ("according", "compared") or (t.t[i - 1] == "MD" and tag == "CC"):
        return True  # “as she said she would, and …”
    if tag == "VG" and word in cues():
        return True
    if (tag == "DT" or word == "whom") and told_aside(t, k):
        return True
    if word == "even" and t.w[k + 1 : k + 2] == ["as"]:
        return True
    if word in ("while", "whereas", "although") and (phrase or finite_in(t, start, i) or not resumed(t, k)):
        return True
    if tag == "CC" and (
        conjoined_cue(t, k, phrase) or (k + 1 < n and t.t[k + 1] in ("VX", "VD", "WQ")) or adverbial_next(t, k)
    ):
        return True
    if t.t[i] in DASHES and (phrase or tag == "CC"):
        return True
    if states_next(t, k) and finite_in(t, start, i):
        return True
    if phrase and word in words_of("continues"):
        return False
    if phrase:
        return tag in ("VG", "SU", "PP", "RB", "PV", "WH") or tag == "IN" or (tag == "CC" and finite_soon(t, k))
    return said_next(t, k)


def spaced_hyphen(t: Sentence, i: int) -> bool:
    """“the mill - a gift of the town”: a hyphen between spaces is a dash."""
    return t.w[i] == "-" and 0 < i < len(t.w) - 1 and t.s[i] > t.e[i - 1] and t.s[i + 1] > t.e[i]


def told_aside(t: Sentence, i: int) -> bool:
    """“…, an act that the mayor called brave”: the article's own remark, on what somebody else says of it."""
    k = i + 1
    if t.w[i] != "whom":
        while k < min(i + 6, len(t.w) - 2) and nominal(t, k) and t.w[k] not in ("that", "which"):
            k += 1
        if k + 2 >= len(t.w) or t.w[k] not in ("that", "which") or k == i + 1:
            return False
        k += 1
    first = k
    while k < min(first + 8, len(t.w)) and (nominal(t, k) or t.t[k] in ("IN", "RB", "HV")):
        k += 1
    cue = cues().get(t.w[k]) if k < len(t.w) else None
    return k > first and cue is not None and t.t[k] in ("VX", "VD", "VZ") and bool(cue.frames & {"q", "d"})


def resumed(t: Sentence, i: int) -> bool:
    """“the plan, while costly, was dealt with”: a verb follows the comma that ends the aside at token ``i``."""
    comma = next((k for k in range(i, min(i + 20, len(t.w) - 1)) if t.t[k] == ","), None)
    return comma is not None and t.t[comma + 1] in _FINITE_FOR_SURE


def own_clause(t: Sentence, i: int) -> bool:
    """“called him nice and he left”: a pronoun and its verb begin at token ``i``, after “and”."""
    if i + 1 >= len(t.w) or t.t[i] not in ("PP", "PV"):
        return False
    return t.t[i] == "PV" or t.t[i + 1] in FINITE or (t.t[i + 1] == "RB" and t.t[i + 2 : i + 3] != [","])


def goes_on(t: Sentence, i: int) -> bool:
    """“praised the mill but stopped there”: a verb of the same subject begins at token ``i``, after “and”."""
    return (
        i + 1 < len(t.w)
        and not nominal(t, i)
        and (t.t[i] in ("VD", "MD", "DO") or (t.t[i] == "VX" and t.t[i + 1] in ("DT", "PS", "PO", "TO", "RB", "NN")))
    )


def adverbial_next(t: Sentence, k: int) -> bool:
    """“…, and when asked …”: a new clause of the article's own, as against “…, and that …”."""
    return k + 1 < len(t.w) and t.t[k + 1] == "SU" and t.w[k + 1] != "that"


def states_next(t: Sentence, k: int) -> bool:
    """“…, 39 have said they …”, “…, said one …”: another statement begins after the comma."""
    k += t.w[k] in ("although", "though", "as")
    for j in range(k, min(k + 6, len(t.w))):
        cue = cues().get(t.w[j])
        if cue is not None and t.t[j] in ("VX", "VD", "VZ") and cue.states:
            return True
        if not (nominal(t, j) or t.t[j] in ("RB", "HV")):
            return False
    return False


def finite_soon(t: Sentence, i: int) -> bool:
    return any(t.t[k] in FINITE and not nominal(t, k) for k in range(i + 1, min(i + 4, len(t.w))))


def said_next(t: Sentence, k: int) -> bool:
    """“…, he said” at the end: the clause belongs to that cue."""
    n = len(t.w)
    for j in range(k, min(k + 8, n)):
        if t.w[j] in ("said", "says", "added", "adds", "wrote", "told", "reported", "reports") and (
            j + 1 >= n or t.t[j + 1] in (".", ",", "IN")
        ):
            return all(nominal(t, x) or t.t[x] == "RB" for x in range(k, j))
    return False


def _ends_other(cue: Cue) -> bool:
    """Whether a verb with its own subject after “, and” ends the statement before."""
    return cue.states or cue.lemma in ("decline", "refuse")


def conjoined_cue(t: Sentence, i: int, phrase: bool) -> bool:
    """“and said …”, “but he added …”: the next statement begins."""
    n = len(t.w)
    k = i + 1
    while k < n and t.t[k] == "RB":
        k += 1
    if k >= n:
        return False
    if t.w[i] == "but" and t.t[k] in ("DO", "BE", "HV", "MD"):
        return True
    if t.t[k] == "IN":  # “but in a later interview said”
        while k < n and (t.t[k] == "IN" or nominal(t, k)) and k - i < 7 and t.t[k] != "PP":
            k += 1
        if k >= n:
            return False
    if t.t[k] == "HV" and k + 1 < n:  # “and has said”
        if phrase:
            return True
        k = next((x for x in range(k + 1, min(k + 4, n)) if t.t[x] != "RB"), k)
    cue = cues().get(t.w[k])
    if cue is not None and cue.form in ("X", "D", "Z", "N") and t.t[k] != "NP":
        that = t.w[k + 1 : k + 2] == ["that"] and bool(cue.frames & {"c", "t"})
        return phrase or cue.states or that or (t.t[k + 1 : k + 2] == ["WQ"] and "w" in cue.frames)
    comma = t.t[i - 1] == "," or (t.t[i - 1] == "Q" and t.text[t.e[i - 1] - 2] == ",")
    if t.w[i] in ("and", "but") and comma:
        for j in range(k, min(k + 5, n)):
            cue = cues().get(t.w[j])
            if cue is not None and t.t[j] in ("VX", "VD", "VZ") and cue.form in ("X", "D", "Z") and _ends_other(cue):
                return j > k
            if not (nominal(t, j) or t.t[j] == "RB" or t.t[j] == "HV"):
                break
    return False
