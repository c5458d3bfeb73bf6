"""Whether a word is an attributing verb here, where its group begins, and what stands between it and its content."""

from __future__ import annotations

from .clauses import names_a_work
from .lexicon import DASHES, Cue, times, words_of
from .sources import ALONE, FINITE, before_verb, ending_at, nominal, possessive, share
from .tokens import Sentence

_HAS_SAID = frozenset({"say", "promise", "vow", "argue", "write", "pledge"})
"""verbs after which “he's said” means “he has said”"""


_ASKED_IN_POLLS = frozenset({"surveyed", "polled", "interviewed", "questioned"})
"""participles after which those asked may have a verb without -s (“those surveyed say”)"""


def verb_group(t: Sentence, i: int, cue: Cue) -> tuple[int, str] | None:
    """Where the verb group begins and its voice, or None where the word is no verb here."""
    j = i - 1
    while j >= 0 and (t.t[j] == "RB" or (t.w[j] == "once" and j and t.t[j - 1] in ("NN", "NP", "PP"))):
        j -= 1
    if j > 0 and t.w[j] in ("all", "both", "each") and t.t[j - 1] in ("HV", "BE", "MD", "DO"):
        j -= 1  # “have all said”
    tag = t.t[j] if j >= 0 else ""
    word = t.w[j] if j >= 0 else ""
    if cue.form in ("G",):
        if tag == "BE":
            return chain(t, j), "active"
        if tag in ("DT", "PS", "CD") or (t.t[i - 1] in ("NP", "NN") and possessive(t.w[i - 1])):
            return None
        return j + 1, "participle"
    if cue.form == "B":
        if tag == "TO":
            return j, "infinitive"
        if tag in ("MD", "DO"):
            return chain(t, j), "active"
        if tag in ("PP", "PN", "WH") or (tag == "PV" and word.endswith(("'d", "'ll"))) or word in ALONE:
            return (j if tag == "PV" else j + 1), "active"
        if j and word in _ASKED_IN_POLLS and t.t[j - 1] in ("NN", "NP", "PN", "DT"):
            return j + 1, "active"  # “those surveyed say”
        if tag in (",", "Q") and may_invert(t, i):
            return i, "active"
        if tag == "CC" and j + 1 == i:
            return (i, "active") if "q" in cue.frames or "c" in cue.frames else None
        if (tag == "," or tag in DASHES) and plural_across(t, i):
            return i, "active"
        named = tag in ("NN", "NP") or (tag in ("VZ", "VB", "VG") and nominal(t, j))
        if (named and not possessive(word) and plural(t, j)) or (tag and share(t, j + 1)):
            return (
                (j + 1, "active")
                if has_object(t, i)
                or t.w[min(i + 1, len(t.w) - 1)] in cue.particles
                or (cue.states and closes(t, i))
                or ("q" in cue.frames and "Q" in t.t[:j])
                else None
            )
        return None
    if cue.form == "Z":
        if tag == "CD" and "-year-old" in word:
            return j + 1, "active"
        if word in ALONE and t.t[i + 1 : i + 2] != ["IN"]:  # “another says”
            return j + 1, "active"
        if tag in ("DT", "PS", "IN", "CD", "TO", "MD") or possessive(word):
            return None
        if tag == "PO" and j > 1 and t.w[j - 1] == "of":  # “one of them says”
            return j + 1, "active"
        noun = tag == "VG" and j and t.t[j - 1] == "DT"  # “another ranking says”
        if noun or tag in ("NN", "NP", "PN", "PP", "WH", ",", "CC", ")", "Q", "SU", "VZ", "VB") or j < 0 or j + 1 < i:
            if tag == "NN" and ((word.endswith("s") and not word.endswith("ss")) or not determined(t, j)):
                return None
            return j + 1, "active"
        return None
    if tag == "PV" and word.endswith("'s") and cue.lemma in _HAS_SAID:
        return chain(t, j), "active"
    if tag == "PV" and word.endswith("'s") and i + 1 < len(t.w) and t.w[i + 1] in cue.particles:
        return chain(t, j), "active"  # “who's called for”
    if (
        tag == "BE"
        or word in ("gets", "got", "get")
        or (tag == "PV" and word.endswith(("'s", "'re", "'m")) and cue.form != "D")
    ):
        return chain(t, j), "passive"
    if word == "since" and j and t.t[j - 1] == "HV":  # “has since said”
        return chain(t, j - 1), "active"
    if tag == "HV" or (tag == "PV" and word.endswith(("'ve", "'s", "'d"))):
        return chain(t, j), "active"
    if cue.form == "N":
        return None
    if (tag in ("DT", "PS", "IN") and word not in ALONE) or possessive(word):
        return None
    return j + 1, "active"


def may_invert(t: Sentence, i: int) -> bool:
    """“…, say two officials”: a base form before its subject, where it is no noun (“email chains”)."""
    return t.w[i] in words_of("inverts") and i + 1 < len(t.w) and nominal(t, i + 1)


def plural(t: Sentence, last: int) -> bool:
    """Whether a noun phrase may take a verb without -s: “officials”, “farmers in the valley”, “Tom and Ivo Marek”."""
    phrase = before_verb(t, last + 1)
    if phrase is None:
        return False
    head = next((k for k in range(phrase[0] + 1, phrase[1]) if t.t[k] == "IN" or not nominal(t, k)), phrase[1]) - 1
    word = t.w[head]
    if word in words_of("fractions"):
        return True
    if t.w[phrase[0]] in ("a", "an", "this", "that", "each", "every", "another"):
        return False
    return (
        word.endswith("s")
        or word in words_of("plural")
        or "CC" in t.t[phrase[0] : phrase[1]]
        or t.w[last].endswith("s")
    )


def plural_across(t: Sentence, verb: int) -> bool:
    """“The unions, like the board, say”, “A third, 33 percent, say”: several, before a comma or dash."""
    phrase = before_verb(t, verb)
    if phrase is None:
        return False
    head = next((k for k in range(*phrase) if t.t[k] == ","), phrase[1])
    return plural(t, head - 1) or share(t, phrase[1])


def several(t: Sentence, source: tuple[int, int]) -> bool:
    """Whether a source after its verb is more than one: “say experts”, “write Ivo Marek and Lena Holm”."""
    head = next((k for k in range(source[0] + 1, source[1]) if t.t[k] in ("IN", "WH", ",")), source[1]) - 1
    return "CC" in t.t[source[0] : source[1]] or t.w[head].endswith("s") or t.w[head] in words_of("plural")


def determined(t: Sentence, noun: int) -> bool:
    """Whether a common noun has an article, a possessive or a name before it; else “crude remarks” is no verb."""
    phrase = ending_at(t, noun + 1)
    return phrase is not None and (
        t.w[phrase[0]] == "one"
        or t.t[phrase[0]] in ("DT", "PS", "NP", "CD")
        or any(possessive(t.w[k]) for k in range(*phrase))
    )


def chain(t: Sentence, j: int) -> int:
    """The start of a chain of auxiliaries that ends at ``j``."""
    while j > 0 and (
        t.t[j - 1] in ("MD", "BE", "HV", "DO")
        or (t.t[j - 1] == "RB" and j > 1 and t.t[j - 2] in ("MD", "BE", "HV", "DO"))
    ):
        j -= 1
    while (
        j > 0
        and t.t[j - 1] == "RB"
        and t.w[j - 1] in ("also", "then", "now", "later", "still", "once", "even", "earlier")
    ):
        j -= 1
    return j


def closes(t: Sentence, i: int) -> bool:
    """“…, officials say.”: the verb ends its clause."""
    return i + 1 == len(t.w) or t.t[i + 1] in (".", ",", ")")


def has_object(t: Sentence, i: int) -> bool:
    return i + 1 < len(t.w) and t.t[i + 1] not in ("VX", "VD", "VZ", "BE", "HV", "MD", "DO", ".", ",", "IN", "CC")


def that_ahead(t: Sentence, i: int) -> int | None:
    """The “that” behind nothing but an addressee, times and places: “said in its July 11 report that”."""
    if "that" not in t.w[i : i + 16]:
        return None
    for k in range(i, min(i + 16, len(t.w))):
        if t.w[k] == "that" and t.t[k] == "SU":
            return k if k > i else None
        reduced = t.t[k] in ("VX", "VN") and k > i and t.t[k - 1] == "NN"  # “in a letter dated 2 May that”
        so_far = t.w[k] == "so" and t.w[k + 1 : k + 2] == ["far"]
        known = nominal(t, k) or t.t[k] in ("IN", "TO", "PO", "RB") or t.w[k] in times() or reduced or so_far
        if not known or t.t[k] == "PP":
            return None
    return None


def skip(t: Sentence, i: int, cue: Cue) -> int:
    """Past addressee, time and place between a verb and its content: “said in Brno on Monday that”."""
    n = len(t.w)
    while i < n and t.t[i] == "RB" and t.w[i] not in ("not",):
        i += 1
    that = that_ahead(t, i)
    if that is not None and "o" not in cue.frames and t.t[i] in ("DT", "PS") and times().isdisjoint(t.w[i : i + 4]):
        that = None if t.t[i + 1] in ("NN", "NP") else that  # “recalled an incident that left her shaken”
    if that is not None:
        return that
    if "o" in cue.frames and i < n and (nominal(t, i) or t.t[i] == "PO"):
        k = addressee(t, i)
        if k is not None:
            i = k
    while i < n:
        if t.w[i] in times() and not (t.t[i] == "NP" and i + 1 < n and t.t[i + 1] in FINITE):
            i = past_date(t, i)
        elif t.t[i] in ("IN", "TO") or t.w[i] in ("after", "before", "when", "as", "while"):
            k = phrase_end(t, i)
            if k is None:
                break
            i = k
        elif (t.t[i] == "DT" or t.w[i] in ("late", "early", "last", "next")) and i + 1 < n and t.w[i + 1] in times():
            if t.t[i + 2 : i + 3] and t.t[i + 2] in ("BE", "HV", "MD", "DO", "VD"):
                break  # “saying this year will be better”
            i += 2
        elif t.t[i] in DASHES:
            close = next((k for k in range(i + 1, min(i + 14, n - 1)) if t.t[k] in DASHES), None)
            if close is None or t.w[close + 1] != "that":
                break
            i = close + 1  # “said — on the radio — that …”
        elif t.t[i] == "," and i + 1 < n and t.w[i + 1] in ("citing", "quoting"):
            close = next((k for k in range(i + 2, min(i + 14, n)) if t.t[k] == ","), None)
            if close is None:
                break
            i = close + 1  # “reported, citing two pilots, that …”
        elif t.t[i] == "RB" or (t.t[i] == "," and i + 1 < n and (t.w[i + 1] == "that" or t.t[i + 1] == "Q")):
            i += 1
        else:
            break
    return i


def past_aside(t: Sentence, i: int) -> int:
    """Past what stands between two commas after the verb: “said, if elected, she would …”."""
    if i + 1 >= len(t.w) or t.t[i] != "," or t.t[i + 1] not in ("SU", "RB", "IN", "VX", "VB", "VG") or "Q" in t.t:
        return i
    close = next((k for k in range(i + 2, min(i + 12, len(t.w) - 1)) if t.t[k] in (",", "Q", ";", ".")), None)
    if close is None or t.t[close] != "," or any(t.t[k] in ("BE", "HV", "MD", "VD", "PV") for k in range(i, close)):
        return i
    return close + 1 if t.w[close + 1] == "that" or t.t[close + 1] in ("PP", "PV", "DT", "PS", "NP") else i


def addressee(t: Sentence, i: int) -> int | None:
    """Past the person told: up to “that”, a quotation, a time, a preposition or a fresh subject."""
    n = len(t.w)
    if t.t[i] == "PO" or t.w[i] in ("you", "it"):
        return i + 1
    k = i
    while k < n and k - i < 14:
        if t.t[k] == "Q" and names_a_work(t, k):
            k += 1
            continue
        if t.t[k] in ("Q", ":", ",", ".", ";") or t.w[k] == "that" or t.t[k] in ("SU", "WQ", "TO") or t.w[k] in times():
            return k
        if k > i and t.t[k] in ("PP", "PV"):
            return k
        if k > i and t.t[k] in ("DT", "PS") and t.t[k - 1] not in ("IN", "CC", "DT"):
            return k
        if k > i and t.t[k] == "IN" and t.w[k] not in ("of", "for", "from", "at", "with"):
            return k
        if not nominal(t, k) and t.t[k] not in ("IN", "CC"):
            return None
        k += 1
    return None


def past_date(t: Sentence, i: int) -> int:
    """Past a word of time and the day and year with it: “March 9, 2016”."""
    month = t.w[i] in words_of("month")
    i += 1
    if month and i < len(t.w) and t.t[i] == "CD":
        i += 1
    if month and i + 1 < len(t.w) and t.t[i] == "," and t.t[i + 1] == "CD":
        i += 2
    return i


def phrase_end(t: Sentence, i: int) -> int | None:
    """Past a prepositional phrase, when content still follows it."""
    n = len(t.w)
    k = i + 1
    while k < n and k - i < 16:
        if t.t[k] == "Q" and names_a_work(t, k):
            k += 1
            continue
        if t.t[k] in ("Q", ":") or (t.w[k] == "that" and t.t[k - 1] != "IN"):
            return k
        if t.t[k] in (".", ";", ","):
            return k
        if t.t[k] in ("PP", "PV") and t.t[k - 1] not in ("IN",):
            return k
        if t.w[k] in times() and (k + 1 >= n or t.t[k + 1] not in ("NN",)):
            return past_date(t, k) if t.w[k] in words_of("month") else k
        if t.t[k] in ("DT", "PS") and k > i + 1 and t.t[k - 1] in ("NN", "NP"):
            return k
        k += 1
    return None
