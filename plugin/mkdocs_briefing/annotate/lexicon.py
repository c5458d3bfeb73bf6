"""The words that the rules know, by class: ``data/word_classes.txt``, ``data/cues.txt`` and the other lists of cues.

Each list is read once. :func:`classify` guesses the class of a word that is in none; there is no statistics.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources

from msgspec import Struct

DASHES = frozenset({"—", "–", "―", "--", "---"})
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
def telling() -> frozenset[str]:
    """Every word at which a construction that tells whose words are reported may begin."""
    return frozenset(
        (*cues(), *noun_cues(), *adjective_cues(), *words_of("gives figure"), *words_of("perceives"), "according", "in")
    )


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
