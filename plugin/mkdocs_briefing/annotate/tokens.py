"""A sentence as tokens with light word classes: enough grammar to find subjects and clauses, and no more.

A quotation is one token (class ``Q``), so that the words around it read like any other sentence.
Classes come from word lists (``data/word_classes.txt``, ``data/cues.txt``) and endings; there is no statistics.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from itertools import accumulate
from operator import sub

from msgspec import Struct

from ..model import Span
from .memo import Memo

_TOKEN = re.compile(
    r"[A-Za-z][a-z]*+(?: |(?=,))|\s++|(?:"  # first what nearly every word is; then what is no token
    r"(?:[A-Z]\.){2,}(?:-\w+)*"
    r"|(?:Mr|Mrs|Ms|Dr|Sens?|Reps?|Govs?|Gen|Lt|Col|Sgt|Capt|Maj|Cmdr|Adm|Prof|St|Jr|Sr|Rev|Hon|Jan|Feb|Aug|Sept|Oct"
    r"|Nov|Dec|Inc|Corp|Co|Ltd|a\.m|p\.m|vs)\."
    r"|[A-Z]\.(?=\s?[A-Z])|[A-Z][A-Za-z-]{1,6}\.(?=,)"
    r"|[$€£]?\d+(?:[.,:/]\d+)*%?(?:-\w+)*(?:st|nd|rd|th|s|m|bn|k)?\b"
    r"|[@#]\w+"
    r"|\w+(?:[-'’&.]\w+)*(?:(?<=s)['’](?!\w))?"
    r"|\.\s?\.\s?\.|…|-{2,}|[^\w\s]) ?"
)
"""Tokens, each with the blank after it, and other blanks: together they are the text, so that their lengths tell
where each stands, and no match object has to be asked."""

DASHES = frozenset({"—", "–", "―", "--", "---"})
_ENDS = frozenset({".", "?", "!", "…"})
_CLASS = {
    "determiner": "DT",
    "number": "CD",
    "noun": "NN",
    "possessive": "PS",
    "subject pronoun": "PP",
    "pronoun": "PN",
    "object pronoun": "PO",
    "preposition": "IN",
    "subordinator": "SU",
    "relative": "WH",
    "question word": "WQ",
    "conjunction": "CC",
    "modal": "MD",
    "be": "BE",
    "have": "HV",
    "do": "DO",
    "adverb": "RB",
}
_CONTRACTED = re.compile(r"(?:i|you|he|she|it|we|they|that|there|who|what)['’](?:s|m|re|ve|d|ll)")


class Cue(Struct, frozen=True):
    """One form of an attributing verb.

    ``form``: B base, Z third person, D past, N participle, G -ing, X past or participle.
    """

    lemma: str
    form: str
    frames: frozenset[str]
    particles: frozenset[str]

    @property
    def states(self) -> bool:
        """Whether it is a verb of saying: it takes a quotation and a clause."""
        return "q" in self.frames and bool(self.frames & {"c", "t"})


class Sentence:
    """Parallel lists: ``w`` words in lower case, ``t`` classes, ``s`` and ``e`` offsets into ``text``.

    ``spoken``: all of it is speech but for its cue, so that a fragment may be content too.
    """

    __slots__ = ("e", "s", "spoken", "t", "text", "w")

    def __init__(self, text: str) -> None:
        self.text = text
        self.spoken = False
        self.w: list[str] = []
        self.t: list[str] = []
        self.s: list[int] = []
        self.e: list[int] = []

    def __len__(self) -> int:
        return len(self.w)

    def add(self, word: str, tag: str, start: int, end: int) -> None:
        self.w.append(word)
        self.t.append(tag)
        self.s.append(start)
        self.e.append(end)


def lines(name: str) -> Iterator[str]:
    """The lines of a data file without comments and blanks."""
    for line in resources.files("mkdocs_briefing.data").joinpath(name).read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.strip()


def forms(base: str, past: str = "", participle: str = "") -> dict[str, str]:
    """The forms of a verb by letter: B, Z, D, N, G (D and N are one, X, where they are equal)."""
    if not past:
        past = base + "d" if base.endswith("e") else base[:-1] + "ied" if _ends_in_y(base) else base + "ed"
    third = (
        base[:-1] + "ies" if _ends_in_y(base) else base + ("es" if re.search(r"(?:s|x|z|ch|sh|[^o]o)$", base) else "s")
    )
    if base.endswith("ie"):
        ing = base[:-2] + "ying"
    elif base.endswith("e") and base != "be" and not base.endswith("ee"):
        ing = base[:-1] + "ing"
    elif (past.endswith(base[-1] + "ed") and len(past) == len(base) + 3) or re.fullmatch(_DOUBLING, base):
        ing = base + base[-1] + "ing"
    else:
        ing = base + "ing"
    found = {third: "Z", ing: "G"}
    participle = participle or past
    found.update({past: "X"} if past == participle else {past: "D", participle: "N"})
    found[base] = "B" if base != past else "X"
    return found


_DOUBLING = r"(?:begin|forget|get|hit|let|put|quit|run|set|shut|sit|spin|split|swim|win|cut|dig|bet)"


def _ends_in_y(base: str) -> bool:
    return base.endswith("y") and base[-2:-1] not in "aeiou"


@cache
def cues() -> dict[str, Cue]:
    """Every form of every attributing verb."""
    found: dict[str, Cue] = {}
    frames_of: dict[str, set[str]] = {}
    verbs: dict[str, list[str]] = {}
    for line in lines("cues.txt"):
        words, _, frames = line.partition("|")
        base, *others = words.split()
        verbs.setdefault(base, others)
        frames_of.setdefault(base, set()).update(_frames(frames.split()))
    for base, others in verbs.items():
        takes = frozenset(f for f in frames_of[base] if len(f) == 1)
        particles = frozenset(f for f in frames_of[base] if len(f) > 1)
        for form, letter in forms(base, *others).items():
            found.setdefault(form, Cue(base, letter, takes, particles))
    return found


def _frames(words: Sequence[str]) -> Iterator[str]:
    after_plus = False
    for word in words:
        after_plus = (after_plus and len(word) > 1) or word.startswith("+")
        yield word.removeprefix("+") if after_plus else word


@cache
def adjective_cues() -> dict[str, frozenset[str]]:
    """Adjectives that tell what somebody thinks, and what brings their content."""
    return {
        word.strip(): frozenset(after.split())
        for word, _, after in (x.partition("|") for x in lines("adjective_cues.txt"))
    }


@cache
def noun_cues() -> dict[str, frozenset[str]]:
    """Nouns that stand for a statement, singular and plural, and what brings their content."""
    found = {}
    for line in lines("noun_cues.txt"):
        noun, _, after = line.partition("|")
        noun = noun.strip()
        brings = frozenset(after.split())
        found[noun] = brings
        found[noun[:-1] + "ies" if _ends_in_y(noun) else noun + ("es" if noun.endswith(("s", "sh", "x")) else "s")] = (
            brings
        )
    return found


@cache
def word_classes() -> dict[str, str]:
    """Word in lower case to its class; the first list that holds a word wins."""
    found: dict[str, str] = {}
    for section, listed in _sections().items():
        for line in listed:
            if section == "irregular":
                for form, letter in forms(*line.split()).items():
                    found.setdefault(form, _VERB[letter])
            elif section == "verbs":
                for base in line.split():
                    for form, letter in forms(base).items():
                        found.setdefault(form, _VERB[letter])
            elif section in _CLASS:
                for word in line.split():
                    found.setdefault(word, _CLASS[section])
    for word, tag in (("her", "PS"), ("that", "SU"), ("to", "TO"), ("there", "PN")):
        found[word] = tag
    for form, cue in cues().items():
        found.setdefault(form, _VERB[cue.form])
    return found


_VERB = {"B": "VB", "Z": "VZ", "D": "VD", "N": "VN", "G": "VG", "X": "VX"}


@cache
def times() -> frozenset[str]:
    """Words that name a time (“Monday”, “yesterday”, “week”)."""
    return words_of("time")


@cache
def words_of(wanted: str) -> frozenset[str]:
    """The words of one section of ``word_classes.txt``."""
    return frozenset(word for line in _sections()[wanted] for word in line.split())


@cache
def _sections() -> dict[str, list[str]]:
    """The lines of ``word_classes.txt`` by section."""
    found: dict[str, list[str]] = {}
    here: list[str] = []
    for line in lines("word_classes.txt"):
        if line.startswith("["):
            here = found.setdefault(line.strip("[]"), [])
        else:
            here.append(line)
    return found


_ADVERBS = (
    "tely",
    "sly",
    "cally",
    "ntly",
    "vely",
    "bly",
    "dly",
    "gly",
    "fully",
    "nally",
    "rally",
    "tally",
    "ually",
    "ially",
)
"""ends of “Privately” and the like, which no given name has"""


def classify(word: str, lower: str, first: bool) -> str:
    """The class of a word; a capital inside a sentence makes a name."""
    known = word_classes().get(lower)
    if lower == "says":
        return "VZ"  # in a headline too, as no name holds it
    if known is None and ("'" in lower or "’" in lower) and _CONTRACTED.fullmatch(lower):
        return "PV"
    if word[0].isupper() and not first and (known is None or known[0] in "VJNR" or known in ("MD", "IN")):
        return "NP"
    if known:
        return known
    if word[0].isupper():
        return "RB" if first and lower.endswith(_ADVERBS) else "NP"
    if not word[0].isalpha():
        if word in DASHES:
            return word
        return "CD" if word[0].isdigit() or word[0] in "$€£" else "NP" if word[0] in "@#" else word[0]
    if lower.endswith("ly"):
        return "RB"
    if lower.endswith("ing"):
        return "VG"
    if lower.endswith("ed"):
        return "VX"
    return "NN"


def sentences(text: str, span: Span, quoted: Sequence[Span]) -> list[Sentence]:
    """The sentences of a paragraph. ``quoted``: its outer quotations, marks included, in order."""
    done: list[Sentence] = []
    now = Sentence(text)
    at = span[0]
    for start, end in (*quoted, (span[1], span[1])):
        now = _plain(text, at, start, now, done)
        if start < end:
            now.add("“”", "Q", start, end)
            at = end
            if len(now) >= _LONGEST or (_closes(text, start, end) and not _runs_on(text, start, end, span[1])):
                done.append(now)
                now = Sentence(text)
    if len(now):
        done.append(now)
    for sentence in done:
        if _is_headline(sentence):
            for k in range(1, len(sentence)):
                sentence.t[k] = word_classes().get(sentence.w[k], sentence.t[k])
    return done


def _is_headline(t: Sentence) -> bool:
    """“Board Says Bridge Is Safe”: capitals throughout and no full stop, so that a capital makes no name."""
    if len(t) < 4 or t.t[-1] == ".":
        return False
    words = [k for k in range(len(t)) if t.t[k][0].isalpha() and t.t[k] != "Q"]
    capitals = sum(1 for k in words if t.text[t.s[k]].isupper())
    return len(words) > 3 and capitals * 10 >= len(words) * 7 and "VX" not in t.t[1:]


_LONGEST = 160
"""tokens of one sentence; what is longer is no sentence, and is read in pieces, so that time stays linear"""


class _Tokens:
    """The tokens of a stretch without quotations, column by column."""

    __slots__ = ("e", "printed", "s", "t", "w")

    def __init__(self, text: str, start: int, end: int) -> None:
        self.printed = printed = _TOKEN.findall(text, start, end)
        self.w, self.t, blanks = map(list, zip(*map(_inside.__getitem__, printed), strict=True))
        self.s = list(accumulate(map(len, printed), initial=start))
        self.e = list(map(sub, self.s[1:], blanks))
        if _BLANK in self.t:
            self._without_blanks()

    def _without_blanks(self) -> None:
        kept = [k for k, tag in enumerate(self.t) if tag != _BLANK]
        self.printed = [self.printed[k] for k in kept]
        self.w, self.t = [self.w[k] for k in kept], [self.t[k] for k in kept]
        self.s, self.e = [self.s[k] for k in kept], [self.e[k] for k in kept]

    def opening(self, at: int, end: int) -> None:
        """Classes anew for what opens a sentence, up to its first word: a capital there makes no name."""
        for k in range(at, end):
            self.t[k] = _opening[self.printed[k]][1]
            if self.t[k][0].isalpha():
                break


def _plain(text: str, start: int, end: int, now: Sentence, done: list[Sentence]) -> Sentence:
    """Reads on in sentence ``now``. Whole sentences are ``done``; the one that is begun is given back."""
    while start < end and text[start].isspace():
        start += 1
    if start == end:
        return now
    tokens = _Tokens(text, start, end)
    at = 0
    stop = -1
    for _ in range(tokens.t.count(".")):
        stop = tokens.t.index(".", stop + 1)
        if _ends_sentence(text, tokens.e[stop], end):
            now = _filled(now, tokens, at, stop + 1, done)
            done.append(now)
            now, at = Sentence(text), stop + 1
    return _filled(now, tokens, at, len(tokens.w), done)


def _filled(now: Sentence, tokens: _Tokens, at: int, stop: int, done: list[Sentence]) -> Sentence:
    """The sentence with these tokens at its end; what is too long for one is ``done`` in pieces."""
    while at < stop:
        if len(now.w) >= _LONGEST:
            done.append(now)
            now = Sentence(now.text)
        end = min(stop, at + _LONGEST - len(now.w))
        if not now.t or not any(tag[0].isalpha() for tag in now.t):
            tokens.opening(at, end)
        now.w += tokens.w[at:end]
        now.t += tokens.t[at:end]
        now.s += tokens.s[at:end]
        now.e += tokens.e[at:end]
        if len(now.t) > 1 and now.t[1] == "NP" and _may_name(now):
            now.t[0] = "NP"
        at = end
    return now


_BLANK = ""


def _tagged(printed: str, first: bool) -> tuple[str, str, int]:
    """A token in lower case, its class, its blanks; an abbreviation stands for a name, “?” and “…” for a full stop."""
    word = printed.removesuffix(" ")
    if not word or word.isspace():
        return "", _BLANK, 0
    lower, blanks = word.lower(), len(printed) - len(word)
    if word in _ENDS:
        return lower, ".", blanks
    if word[-1] == "." and len(word) > 1:
        return lower, "NP", blanks
    return lower.replace("’", "'"), classify(word, lower, first), blanks


_inside = Memo(lambda printed: _tagged(printed, False))
_opening = Memo(lambda printed: _tagged(printed, True))


def _may_name(now: Sentence) -> bool:
    """“Mark Weber said”: a first word that may be a verb or noun, but stands before a name."""
    return now.t[0] in ("VB", "VZ", "NN") and now.text[now.s[0]].isupper() and now.w[0] not in cues()


def _ends_sentence(text: str, at: int, end: int) -> bool:
    after = text[at : min(at + 2, end)].lstrip()
    return not after or not (after[0].islower() or after[0] in ",;)")


def _closes(text: str, start: int, end: int) -> bool:
    """Whether the quotation ends a sentence with its own mark, inside or just after it."""
    return bool(re.search(r"[.?!…][\"”’»'`)」』\]]*$", text[max(start, end - 5) : end]))


_FEW = 8
"""words that may stand between a quotation and the verb that closes it (“…!” the mayor of Brno asked)"""


def _runs_on(text: str, start: int, at: int, end: int) -> bool:
    """Whether the sentence goes on after a quotation that ends with a full stop or question mark."""
    after = text[at : min(at + 90, end)].lstrip()
    if not after:
        return False
    if after[0].islower() or after[0] in ",;:-" or after[0] in DASHES:
        return True
    stopped = "." in text[max(start, at - 3) : at]
    words = after.split()[:_FEW]
    for n, word in enumerate(words[1:], 1):
        bare = word.rstrip(".,;:").lower()
        cue = cues().get(bare)
        if cue is not None and "q" in cue.frames and cue.form in "XDZ":
            closed = word[-1] in ".,;:" or (n + 1 < len(words) and words[n + 1].lower() in words_of("after cue"))
            return word[-1] == "." if stopped else closed
        if (word[-1] in ".;:" and len(word) > 4) or (
            word[0].islower() and word_classes().get(bare) not in (None, "DT", "IN")
        ):
            return False
    return False
