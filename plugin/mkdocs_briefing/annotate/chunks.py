"""Chunks, which stand between two blanks (“said,”): what can be told of each alone is told once for all articles.

A corpus repeats its words with the marks on them, so most of an article has been seen before. The stages take of a
chunk what they need: tokens, quotation marks, where a sentence may end, the words that link and the sketch compare.
"""

from __future__ import annotations

import re
from typing import Final
from zlib import crc32

from ..model import Span
from ..native import mypyc_attr
from .lexicon import classify, telling
from .memo import Memo

_TOKEN = re.compile(
    r"[A-Za-z]\w*+(?:[-'’&]\w++)*+(?![-'’&.])"  # nearly every word, where nothing after it can belong to it
    r"|\s++"  # what is no token
    r"|(?:[A-Z]\.){2,}(?:-\w+)*"
    r"|(?:Mr|Mrs|Ms|Dr|Sens?|Reps?|Govs?|Gen|Lt|Col|Sgt|Capt|Maj|Cmdr|Adm|Prof|St|Jr|Sr|Rev|Hon|Jan|Feb|Aug|Sept|Oct"
    r"|Nov|Dec|Inc|Corp|Co|Ltd|a\.m|p\.m|vs)\."
    r"|[A-Z]\.(?=\s?[A-Z])|[A-Z][A-Za-z-]{1,6}\.(?=,)"
    r"|[$€£]?\d+(?:[.,:/]\d+)*%?(?:-\w+)*(?:st|nd|rd|th|s|m|bn|k)?\b"
    r"|[@#]\w+"
    r"|\w+(?:[-'’&.]\w+)*(?:(?<=s)['’](?!\w))?"
    r"|\.\s?\.\s?\.|…|-{2,}|[^\w\s]"
)
_ENDS = frozenset({".", "?", "!", "…"})
_STOP = re.compile(
    r"[.!?…。！？](?:(?<=[.!?…])(?<![.!?…]{2})[.!?…]*+[\"”’»)\]']*+(?=\s|$)|(?<=[。！？])(?<![。！？]{2})[。！？]*+[」』”]*+)"
)
"""A run of full stops with the marks that close on it."""
_STOP_SIGNS: Final = (".", "?", "!", "…", "。", "！", "？")
_MARK = re.compile(r"[\"“”„‟«»‹›「」『』‘’'`](?:(?<=')''?|(?<=`)`|(?<=’)’|(?<=‘)‘|(?<!`))")
_SMALL_WORD = re.compile(r"[a-zß-öø-ÿ](?<![\w’'.@/-].)[a-zß-öø-ÿ]{2,13}(?![\w@])")
_WORD = re.compile(r"\w+")
_STOPS_OR_MARKS = re.compile("[.!?…。！？\"“”„‟«»‹›「」『』‘’'`]")
_SIGNS: Final = ',;:!?()“”"'
"""each a token of its own, whatever it stands beside"""
_SIGNS_AND_STOP: Final = _SIGNS + "."
_LONGEST = 64
"""characters of chunks that are read as one; a row of full stops has no end"""

Token = tuple[str, str, int, int]
"""The word in small letters, its class, and where it starts and ends in its chunk."""
Mark = tuple[str, int, int]
"""A quotation mark, and where it starts and ends in its chunk."""


@mypyc_attr(acyclic=True)
class Chunk:
    """What a chunk holds.

    ``stops``: where a sentence may end; ``marks``: the quotation marks; ``capital``: whether there may be a name;
    ``signs``: whether there is any of the three. Most chunks are one word of ASCII letters, at ``first`` to ``last``,
    with signs around it or ``bare``: of these ``word``, ``tag`` and ``hash`` say all, ``small`` whether it is in small
    letters, and ``cue`` whether it may report. Of the others ``word`` is empty: they hold ``hashes``, ``small_words``.
    """

    __slots__ = (
        "bare",
        "capital",
        "cue",
        "dotted",
        "first",
        "hash",
        "hashes",
        "last",
        "marks",
        "signs",
        "size",
        "small",
        "small_words",
        "stops",
        "tag",
        "tokens",
        "word",
    )

    def __init__(self, printed: str) -> None:
        self.size = size = len(printed)
        self.bare = printed.isalpha() and printed.isascii()
        letters = printed if self.bare else _between_signs(printed)
        self.stops: tuple[Span, ...] = ()
        self.marks: tuple[Mark, ...] = ()
        self.tokens: tuple[Token, ...] = ()
        self.hashes: tuple[int, ...] = ()
        self.small_words: tuple[str, ...] = ()
        self.dotted = not self.bare and printed.endswith(".")
        if self.bare or (letters and letters.isascii()):
            long = len(letters)
            self.first = 0 if self.bare else printed.index(letters)
            self.last = self.first + long
            self.word = letters if letters.islower() else letters.lower()
            self.capital = self.word is not letters
            self.tag = classify(letters, self.word, False)
            self.cue = self.word in telling()
            self.hash = _hash(self.word)
            self.small = not self.capital and 3 <= long <= 14
            if not self.bare:
                letters_token = (self.word, self.tag, self.first, self.last)
                self.tokens = (*_signs(printed, 0, self.first), letters_token, *_signs(printed, self.last, size))
        else:
            self.word, self.tag, self.hash, self.first, self.last = "", "", 0, 0, 0
            self.cue = self.small = False
            self.capital = not printed.islower() and size > 0
            self.tokens = tokens_of(printed)
            self.hashes = tuple([_hash(word) for word in _WORD.findall(printed.casefold())])
            self.small_words = tuple(_SMALL_WORD.findall(printed))
        if not self.bare and _STOPS_OR_MARKS.search(printed):
            self.stops = tuple([m.span() for m in _STOP.finditer(printed)])
            self.marks = tuple([(m[0], *m.span()) for m in _MARK.finditer(printed)])
        self.signs = self.capital or bool(self.stops) or bool(self.marks)

    def read(self) -> tuple[Token, ...]:
        """Its tokens."""
        return ((self.word, self.tag, 0, self.size),) if self.bare else self.tokens


def _between_signs(printed: str) -> str:
    """The letters of a chunk that are one token, each sign around them being one too; empty where it is not so simple.

    A full stop may belong to an abbreviation, but to none of four and more small letters.
    """
    letters = printed.strip(_SIGNS)
    if not letters.isalpha():
        letters = printed.lstrip(_SIGNS).rstrip(_SIGNS_AND_STOP)
        if not (letters.isalpha() and letters.islower() and len(letters) > 3 and printed.count(".") == 1):
            return ""
    return letters


def _signs(printed: str, start: int, end: int) -> list[Token]:
    return [(*tagged(printed[n], False), n, n + 1) for n in range(start, end)]


def tokens_of(printed: str) -> tuple[Token, ...]:
    """The tokens of any chunk."""
    return tuple([(*tagged(m[0], False), *m.span()) for m in _TOKEN.finditer(printed) if not m[0].isspace()])


def _hash(word: str) -> int:
    """30 bits: the same on every machine, and small enough to be reckoned with quickly."""
    return crc32(word.encode("utf-8", "replace")) >> 2


def tagged(word: str, first: bool) -> tuple[str, str]:
    """A token in lower case and its class; an abbreviation stands for a name, “?” and “…” for a full stop."""
    lower = word if word.islower() else word.lower()
    if word in _ENDS:
        return lower, "."
    if word[-1] == "." and len(word) > 1:
        return lower, "NP"
    return lower.replace("’", "'"), classify(word, lower, first)


known: Final = Memo(Chunk)


def chunks(text: str, start: int, end: int) -> list[Chunk]:
    """The chunks of ``text[start:end]``, each followed by one blank."""
    return list(map(known.__getitem__, text[start:end].split(" ")))


def with_signs(chunks: list[Chunk], start: int) -> list[tuple[int, Chunk]]:
    """Those with a capital, a full stop or a mark, and where they start, if the first starts at ``start``."""
    found: list[tuple[int, Chunk]] = []
    for chunk in chunks:
        if chunk.signs:
            found.append((start, chunk))
        start += chunk.size + 1
    return found


def stops(text: str, start: int, end: int) -> list[Span]:
    """The full stops of all chunks of ``text[start:end]``, found by their signs, without a look at any word."""
    words = text[start:end]
    found: list[Span] = []
    for sign in _STOP_SIGNS:
        at = words.find(sign)
        while at >= 0:
            if match := _STOP.match(words, at):
                found.append((start + at, start + match.end()))
            at = words.find(sign, at + 1)
    found.sort()
    return found


def read_as_one(text: str, start: int, end: int) -> list[Chunk]:
    """The same, where “J. Marek” and “. . .” are one chunk: what follows a full stop tells what it is."""
    if "." not in text[start:end]:
        return chunks(text, start, end)
    found: list[Chunk] = []
    before, open = "", False
    for printed in text[start:end].split(" "):
        if open and printed and _goes_on(before, printed):
            printed = f"{before} {printed}"
            found.pop()
        chunk = known[printed]
        found.append(chunk)
        before, open = printed, chunk.dotted
    return found


def _goes_on(dotted: str, after: str) -> bool:
    """Whether a full stop may be read otherwise for what comes after it."""
    if after[0] == ".":
        return len(dotted) <= _LONGEST
    initial = "A" <= after[0] <= "Z" and dotted[-2:-1].isupper()
    return initial and len(dotted) <= _LONGEST and known[dotted].tokens[-1][0] == "."
