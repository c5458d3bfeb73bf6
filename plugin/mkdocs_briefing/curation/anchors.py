"""Anchors: words that find their place in a text, so that a correction outlives a re-scrape.

Two texts hold the same words where they differ only in runs of white space, in characters that nobody sees (soft
hyphens, joiners, marks of direction) and in the variant of a quotation mark, apostrophe or dash.  Only when nothing
matches so is letter case set aside as well.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from ..model import Span

_DOUBLE = '"“”„‟«»″〝〞＂'
_SINGLE = "'‘’‚‛‹›′`´ʼ＇"
_DASH = "-‐‑‒–—―−﹘﹣－"
_VARIANTS = str.maketrans(dict.fromkeys(_DOUBLE, '"') | dict.fromkeys(_SINGLE, "'") | dict.fromkeys(_DASH, "-"))
_BLANK = re.compile(r"\s")
_UNSEEN = "\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
_SURPLUS = re.compile(rf"(?<= )[ {_UNSEEN}]+|[{_UNSEEN}]+")

_PATIENCE = 50_000_000
"""Characters compared for places that turn out to be mid-word or lack their prefix; bounds hostile anchors."""


def find(text: str, words: str, prefix: str | None = None, suffix: str | None = None) -> tuple[Span, ...]:
    """Every place in ``text`` that holds ``words``, as whole words, in order and without overlap.

    ``prefix`` and ``suffix`` are words that must stand directly before and after.  Linear in the text.
    """
    needle = _fold(words).strip()
    if not needle:
        return ()
    folded = _folded(text)
    before, after = _fold(prefix or "").strip(), _fold(suffix or "").strip()
    exact = folded.places(folded.words, needle, before, after)
    return exact or folded.places(folded.lower, _lower(needle), _lower(before), _lower(after))


class _Folded:
    """A text with variants and runs of white space folded, and the way back to its own offsets."""

    def __init__(self, text: str) -> None:
        even = _even(text)
        self._cuts: list[int] = []
        """offsets in the folded text before which something was left out, with the sum left out so far"""
        self._gone: list[int] = [0]
        for run in _SURPLUS.finditer(even):
            self._cuts.append(run.start() - self._gone[-1])
            self._gone.append(self._gone[-1] + run.end() - run.start())
        self.words = _SURPLUS.sub("", even)
        self._lower: str | None = None

    @property
    def lower(self) -> str:
        if self._lower is None:
            self._lower = _lower(self.words)
        return self._lower

    def places(self, folded: str, needle: str, before: str, after: str) -> tuple[Span, ...]:
        found: list[Span] = []
        patience = _PATIENCE
        at = folded.find(needle)
        while at >= 0:
            end = at + len(needle)
            if _is_whole(folded, at, end) and _stands_between(folded, at, end, before, after):
                found.append((self._own(at), self._own(end - 1) + 1))
                at = folded.find(needle, end)
                continue
            patience -= len(needle)
            if patience < 0:
                break
            at = folded.find(needle, at + 1)
        return tuple(found)

    def _own(self, at: int) -> int:
        """The offset in the text itself of the character at ``at``."""
        return at + self._gone[bisect.bisect_right(self._cuts, at)]


@lru_cache(maxsize=4)
def _folded(text: str) -> _Folded:
    """Folded once for all anchors of an article."""
    return _Folded(text)


def _even(words: str) -> str:
    """One kind of white space, quotation mark and dash, character for character."""
    return _BLANK.sub(" ", words).translate(_VARIANTS)


def _fold(words: str) -> str:
    return _SURPLUS.sub("", _even(words))


def _lower(words: str) -> str:
    """Lower case, character for character, so that offsets stay."""
    lower = words.lower()
    if len(lower) == len(words):
        return lower
    return "".join(small if len(small := c.lower()) == 1 else c for c in words)


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether no word is cut at either side. Scripts without letter case are written without spaces, or may be."""
    return not (
        (start > 0 and _spaced(text[start - 1]) and _spaced(text[start]))
        or (end < len(text) and _spaced(text[end - 1]) and _spaced(text[end]))
    )


def _spaced(char: str) -> bool:
    return char.isdigit() or char.islower() or char.isupper()


def _stands_between(text: str, start: int, end: int, before: str, after: str) -> bool:
    if before:
        edge = start - 1 if start and text[start - 1] == " " else start
        if not text.endswith(before, 0, edge):
            return False
    if after:
        edge = end + 1 if text[end : end + 1] == " " else end
        if not text.startswith(after, edge):
            return False
    return True


def words_for(text: str, span: Span, words: int = 8) -> tuple[str, str | None]:
    """Words by which ``find`` finds just this place, and the prefix that they need where they stand elsewhere too.

    The shortest beginning of the span, of at least so many ``words``, that stands nowhere else.
    """
    start, end = span
    ends = [start + match.end() for match in re.finditer(r"\S+", text[start:end])]
    tried = [*ends[words - 1 : words + 30 : 3], end] if len(ends) > words else [end]
    for stop in tried:
        exact = " ".join(text[start:stop].split())
        found = find(text, exact)
        if not found or _is_there(found, span):
            return exact, None
    before = text[max(0, start - 80) : start].split()
    for count in range(1, len(before) + 1):
        prefix = " ".join(before[-count:])
        if _is_there(find(text, exact, prefix), span):
            return exact, prefix
    return exact, None


def _is_there(found: tuple[Span, ...], span: Span) -> bool:
    """Whether a span holds the one place that was found: “..” may be found one dot further on."""
    return len(found) == 1 and span[0] <= found[0][0] and found[0][1] <= span[1]


# ------------------------------------------------------------------ the nearest thing, for the way out of a problem
# (rapidfuzz is heavy and only problems need it, so it is imported where it is used)

_REACH = 400_000
"""Characters of a text that are looked through for near words."""
_LONGEST = 300
_SHORTLIST = 40
_NEAR = 60.0
_PART = re.compile(r"[^\n.!?…]{1,400}[.!?…]*")
_WORD = re.compile(r"\w+")


def nearest(text: str, words: str) -> str | None:
    """The words of ``text`` that come nearest to ``words``, exactly as they stand there; None where nothing is near."""
    wanted = " ".join(words.split())[:_LONGEST]
    terms = set(_WORD.findall(wanted.lower()))
    if not terms:
        return None
    scored = []
    for part in _PART.finditer(text, 0, _REACH):
        shared = terms.intersection(_WORD.findall(part.group().lower()))
        if shared:
            scored.append((-sum(map(len, shared)), part.start(), part.end()))
    best: tuple[float, int, int] | None = None
    for _, start, end in sorted(scored)[:_SHORTLIST]:
        found = _align(text, wanted, start, min(len(text), end + len(wanted)))
        if found and (best is None or found[0] > best[0]):
            best = found
    return text[best[1] : best[2]].strip() or None if best else None


def _align(text: str, wanted: str, start: int, end: int) -> tuple[float, int, int] | None:
    """How near a part of the text comes, and where, out to whole words."""
    from rapidfuzz import fuzz

    found = fuzz.partial_ratio_alignment(wanted.lower(), _lower(text[start:end]), score_cutoff=_NEAR)
    if found is None:
        return None
    a, b = start + found.dest_start, start + found.dest_end
    while a > start and text[a - 1].isalnum() and text[a : a + 1].isalnum():
        a -= 1
    while b < end and text[b].isalnum() and text[b - 1].isalnum():
        b += 1
    return found.score, a, b


def suggest(value: str, choices: Iterable[str]) -> str | None:
    """The choice that ``value`` was probably meant to be: by a slip of the pen, or a part of the name."""
    from rapidfuzz import fuzz

    return _extract(value, choices, fuzz.ratio, 70) or _extract(value, choices, fuzz.WRatio, _NEAR)


def slip(value: str, choices: Iterable[str]) -> str | None:
    """The choice that ``value`` is but for a letter or so."""
    from rapidfuzz import fuzz

    return _extract(value, choices, fuzz.ratio, 80)


def _extract(value: str, choices: Iterable[str], scorer: Callable[..., float], least: float) -> str | None:
    from rapidfuzz import process

    ordered = sorted(set(choices))
    small = [c.lower()[:_LONGEST] for c in ordered]
    found = process.extractOne(value.lower()[:_LONGEST], small, scorer=scorer, score_cutoff=least)
    return ordered[found[2]] if found else None
