"""The line above an article that names outlet, date and author together: “The Example Post | 4 March 2031 | By …”."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Span
from .dates import dates

_BETWEEN = re.compile(r"\s*[|•·–—]\s*|\s+-\s+|,\s+")
_LEAD = re.compile(r"\s*(?:by|text|von|av|par|por|words|story)\b\s*:?\s", re.I)
_CALLED = (
    r"\b(?:post|times|news|ledger|courier|herald|gazette|journal|daily|press|tribune|chronicle|review|examiner|observer|"
    r"telegraph|agency|magazine|weekly|report|standard|independent|today|bulletin|dispatch|monitor|mirror|sentinel)\b"
)
_OUTLET = re.compile(
    rf"{_CALLED}|(?:blad|blatt|zeitung|tidning|tidende|avis|post|presse|rundschau|anzeiger)\b",
    re.I,
)
_ENDS_AS_OUTLETS = re.compile(rf"{_CALLED}\Z", re.I)
_WORDS = re.compile(r"(?:the |The )?[A-ZÀ-Þ0-9][\w&’'.-]*(?: (?:of|the|and|&|[A-ZÀ-Þ0-9][\w&’'.-]*)){0,4}")
_SECTION = re.compile(r"(?:world|local|latest|breaking|top|business|sports?|political|national|us|uk) news", re.I)


def is_masthead(words: str, sentence: bool) -> bool:
    """A date, a bar, dash or comma, and something else; no sentence."""
    if sentence or len(words) > 160 or not _BETWEEN.search(words):
        return False
    return next(dates(words), None) is not None


def outlet_in(words: str) -> Span | None:
    """Where the masthead names its outlet: a part that is called like one, or stands beside a date and a byline."""
    parts = list(_parts(words))
    signed = any(_LEAD.match(words[a:b]) for a, b in parts)
    for start, end in parts:
        part = words[start:end]
        if not _WORDS.fullmatch(part) or _SECTION.fullmatch(part) or next(dates(part), None):
            continue
        if _OUTLET.search(part) or (signed and " " in part):
            return start, end
    return None


def called_like_an_outlet(words: str) -> bool:
    """Whether words end in one that outlets are called by: “Harbour Courier”; “Travis” and “Lindblad” are people."""
    return _ENDS_AS_OUTLETS.search(words) is not None


def byline_in(words: str) -> Span | None:
    """Where the masthead names its author: a part that begins with “By” or the like."""
    return next(((a, b) for a, b in _parts(words) if _LEAD.match(words[a:b])), None)


def _parts(words: str) -> Iterator[Span]:
    """The parts between bars, dashes and commas; a date with a comma in it stays whole."""
    held = [(d.start, d.end) for d in dates(words)]
    at = 0
    for gap in _BETWEEN.finditer(words):
        if any(a < gap.start() and gap.end() <= b for a, b in held):
            continue
        if gap.start() > at:
            yield at, gap.start()
        at = gap.end()
    if at < len(words):
        yield at, len(words)
