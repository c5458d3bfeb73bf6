"""What can be seen of one block without its neighbours: length, case, ending, known phrases."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain

from ..model import Markup, RawBlock, Record, Span
from .dates import dates
from .letters import MOST, Letters
from .mastheads import is_masthead
from .patterns import phrase

_REACH = 3000
"""Characters of a line that are looked at."""
_NAMED = 1500
"""Characters of it in which names are looked for."""
_STOPS = (".", "!", "?")
_SENTENCE_END = re.compile(r"[.!?。！？…][\"”’»'›)\]]*$|[,;][\"”»]$")
_INNER_END = re.compile(r"[.!?][\"”’»']? +[\"“‘«]?[A-ZÀ-Þ]")
_TEASER = re.compile(r"(?:\.\.\.|…|\[…\]|»|›|→)\W*$")
_URL = re.compile(r"^\W*(?:https?://|www\.)\S+\W*$|^\S+\.(?:com|org|net|co\.uk)\S*$", re.I)
_BYLINE = re.compile(
    r"^\W*(?:by|von|par|por|di|av|door|written by|posted by|reported by|published by|story by|words by|author)\s?:?\s+"
    r"(?-i:[A-ZÀ-Þ@])[^!?]{1,78}[^.!?]$|"
    r"^(?-i:[A-Z])[\w.’'-]+(?: (?-i:[A-Z])[\w.’'-]+){1,2},? (?:/ |\| |, |for |in (?-i:[A-Z]))"
    r"(?:(?-i:[A-Z])\w*\W{0,3}){1,4}$",
    re.I,
)
_AGO = re.compile(r"\b(?:\d+|an?|one) ?(?:m|h|d|min|mins|minutes?|hrs?|hours?|days?|weeks?|months?|years?) ago\b", re.I)
_SPEECH = re.compile(
    r"\b(?:said|says|told|added|wrote|according to|announced|claimed|warned|asked|noted|explained|reported|was|were|"
    r"had|has been|have been|will)\b"
)
_YOU = frozenset(("you", "your", "yours", "we", "our", "us"))
_YOU_THERE = re.compile(rf"\b(?:{'|'.join(sorted(_YOU))})\b", re.I)
_BINDING = (
    "the a an of to in and that for on is was with as by at from it he she they his her their has have had be been are "
    "were but not this which who or its will would after about said der die das und den von zu mit ist im auf für ein "
    "eine des dem sich nicht le la les de des et du un une que qui dans pour est au sur el los las en del y se con por "
    "una il di che e per non och att det som på av är til med ikke een het van dat w z na do się"
)
_SMALL = frozenset(_BINDING.split())


class Line(Record, frozen=True, kw_only=True):
    """One block as the rules see it. What only few lines are asked for is found when it is asked for."""

    start: int
    end: int
    text: str
    kind: str
    level: int | None
    path: str
    votes: tuple[str, ...]
    words: tuple[str, ...]
    """folded words, the first 400"""
    count: int
    capitals: float
    """share of words that begin with a capital"""
    small: float
    """share of words that only bind a sentence (the, of, und, que)"""
    sentence: bool
    """ends as a sentence does"""
    phrase: str | None
    date: bool
    """nothing but a date, a time and the words around them"""
    masthead: bool
    """outlet, date and author in one line"""
    address: bool
    byline: bool
    links: float
    """share of the characters that are links"""

    @property
    def content(self) -> frozenset[str]:
        """Words of more than three letters."""
        return frozenset([word for word in self.words if len(word) > 3])

    @property
    def names(self) -> frozenset[str]:
        """Capitalised words that do not open the line, folded."""
        words = self.text[:_NAMED].split()[1:]
        return frozenset([word.casefold() for word in words if word[0].isupper() and len(word) > 2])

    @property
    def prose(self) -> bool:
        """Reads as sentences of an article: full stops, small words, no known phrase."""
        return self.count >= 8 and self.sentence and self.small >= 0.15 and self.phrase is None

    @property
    def sentences(self) -> int:
        return 1 + len(_INNER_END.findall(self.text[:_REACH]))

    @property
    def teaser(self) -> bool:
        return bool(_TEASER.search(self.text[-12:]))

    @property
    def ago(self) -> bool:
        return len(self.text) < 200 and "ago" in self.text.lower() and bool(_AGO.search(self.text))

    @property
    def speech(self) -> bool:
        return bool(_SPEECH.search(self.text[:_REACH]))

    @property
    def you(self) -> bool:
        """speaks to its readers, or of those who write"""
        if not _YOU.isdisjoint(self.words):
            return True
        hidden = len(self.words) == MOST or "’" in self.text or "'" in self.text  # words that are not looked up
        return hidden and bool(_YOU_THERE.search(self.text[:_REACH]))


def among(asked: frozenset[str], lines: Iterable[Line]) -> frozenset[str]:
    """Those of the words asked for that stand in any of the lines."""
    return asked.intersection(chain.from_iterable([line.words for line in lines]))


def lines_of(text: str, blocks: Iterable[RawBlock], markup: Iterable[Markup] = ()) -> list[Line]:
    """A ``Line`` for each block, in order."""
    links = [(m.start, m.end) for m in markup if m.kind == "link"]
    letters = Letters(text)
    at = 0
    found = []
    for block in blocks:
        while at < len(links) and links[at][1] <= block.start:
            at += 1
        found.append(_line(letters, text[block.start : block.end], block, _linked(block, links, at) if links else 0))
    return found


def _linked(block: RawBlock, links: list[Span], at: int) -> int:
    """How many characters of a block are links; ``at``: the first link that may be one of its own."""
    linked = 0
    while at < len(links) and links[at][0] < block.end:
        linked += links[at][1] - links[at][0]
        at += 1
    return linked


def _line(letters: Letters, words: str, block: RawBlock, linked: int) -> Line:
    reach = words if len(words) <= _REACH else words[:_REACH]
    folded, count, capitals, initials = letters.words(block.start, reach)
    sentence = words.endswith(_STOPS) or bool(_SENTENCE_END.search(words[-12:]))
    date = count <= 16 and len(words) <= 140 and _only_date(words)
    return Line(
        start=block.start,
        end=block.end,
        text=words,
        kind=block.kind,
        level=block.level,
        path=block.path,
        votes=block.votes,
        words=folded,
        count=count if len(words) <= _REACH else len(words) // 6,
        capitals=capitals / (initials or 1),
        small=sum(map(_SMALL.__contains__, folded)) / (len(folded) or 1),
        sentence=sentence,
        phrase=phrase(words if len(words) <= 460 else f"{words[:300]}\n{words[-160:]}"),
        date=date,
        masthead=not date and not sentence and count <= 20 and is_masthead(words, sentence),
        address=bool(_URL.match(words[:2000])),
        byline=len(words) < 120 and bool(_BYLINE.match(words)),
        links=linked / (len(words) or 1),
    )


_AROUND = re.compile(
    r"(?:published|posted|updated|last|modified|on|at|date|time|first|created|release[d]?|by|"
    r"mon|tue|wed|thu|fri|sat|sun|(?:mon|tues|wednes|thurs|fri|satur|sun)day|a\.?m|p\.?m|[ecmp][ds]?t|gmt|utc|bst|ist|"
    r"est|edt|uhr|h|\d{1,2}|\d{1,2}(?:[:.]\d\d){0,2}\s?(?:[ap]\.?m)?|ap|et|jst|hrs|local|t|z)\b|[\W_]+",
    re.I,
)


def _only_date(words: str) -> bool:
    found = list(dates(words))
    if not found:
        return False
    rest = words
    for d in reversed(found):
        rest = rest[: d.start] + " " + rest[d.end :]
    return not _AROUND.sub("", rest)
