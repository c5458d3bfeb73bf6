"""How one article, claim or quotation is cited: in words, as BibTeX, as CSL-JSON, and as a link to the very words.

Everything here is plain text for somebody else's document; nothing is HTML.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple
from urllib.parse import quote

from ..curation.redaction import BLOCK
from ..model import Span, Spans
from ..publish import dates
from ..publish.catalogue import Reading
from ..publish.standoff import WITHHELD
from ..publish.words import Words
from . import bibtex, csl, wording
from .works import Work

SHORT = 8
"""Up to so many words, a link holds them all; of more, only the first and the last."""
FIRST, LAST, AROUND = 5, 4, 3
"""Words of a link's beginning, end, and of what stands before and after words that are printed twice."""
MOST = 40
"""Words of a beginning that is the same in two places, at most."""
LONG = 200_000
"""In a longer text, nobody looks whether words are printed twice: the link holds what stands around them."""

_WORD = re.compile(r"\S+")
_MASKED = re.compile(f"[{WITHHELD}{BLOCK}]")


class Citation(NamedTuple):
    """One article, or words in it, ready to be pasted. ``link``: the source's address, with a fragment of the words."""

    work: Work
    key: str
    """the id of what is cited"""
    words: Words
    said: str | None = None
    """who said what, as the page has it"""
    line: int | None = None
    link: str | None = None

    @property
    def text(self) -> str:
        """In words: what is said, then authors, title, outlet, date, line and address."""
        whole = [self.said, in_words(self.work, self.words), self.on_line, self.link or self.work.page]
        return ", ".join(part for part in whole if part)

    @property
    def bibtex(self) -> str:
        """An entry of its own, with what is said as its note."""
        return bibtex.entry(self.work, self.words, self._note, self.link, self.key)

    @property
    def csl(self) -> dict[str, Any]:
        """An item of CSL-JSON, likewise."""
        return {**csl.item(self.work, self.words, self._note, self.link), "id": self.key}

    @property
    def on_line(self) -> str | None:
        """The line on which it stands, in words."""
        return self.words.line(self.line) if self.line else None

    @property
    def _note(self) -> str | None:
        parts = (self.said, self.on_line, None if self.link else self.work.page)
        return ", ".join(part for part in parts if part) or None


def article(cited: Work, words: Words) -> Citation:
    """An article as a whole."""
    return Citation(cited, cited.id, words, link=cited.url)


def passage(cited: Work, words: Words, key: str, reading: Reading, spans: Spans, said: str) -> Citation:
    """A claim or quotation, by its id: where it stands, and ``said``, who said what."""
    line = reading.line(spans[0][0]) if spans else None
    return Citation(cited, key, words, said, line, fragment(cited.url, reading.text, spans))


def in_words(cited: Work, words: Words) -> str:
    """Authors, title, outlet and date in words; what is not known is said."""
    return ", ".join(
        [
            *(name.literal for name in cited.authors),
            wording.as_printed(cited.title, words) if cited.title else words("untitled-file", file=cited.file),
            cited.outlet or words("outlet-not-stated"),
            dates.in_words(cited.issued, words) if cited.issued else words("undated"),
        ]
    )


# ------------------------------------------------------------------ text fragments


def fragment(url: str | None, text: str, spans: Spans) -> str | None:
    """The source's address with a text fragment (``#:~:text=``) that finds the first part of the words.

    Words that are printed before as well are told apart by those around them. An address that has a fragment of its
    own, and words of which some are not reprinted, are left without.
    """
    if not url or not spans or "#" in url or _MASKED.search(text, *spans[0]):
        return url
    found = [match.span() for match in _WORD.finditer(text, *spans[0])]
    if not found:
        return url
    first = _opening(text, found)
    last = _on_its_line(text, found[len(first) :][-LAST:], from_end=True)
    parts = [_encoded(text, first), *([_encoded(text, last)] if last else [])]
    if _printed_elsewhere(text, first) or (last and _comes_before(text, first, last)):
        before, after = _around(text, first[0][0], (last or first)[-1][1])
        parts = [*([f"{before}-"] if before else []), *parts, *([f"-{after}"] if after else [])]
    return f"{url}#:~:text={','.join(parts)}"


def _opening(text: str, found: list[Span]) -> list[Span]:
    """The first words, as many as no other place begins with; few words are taken whole."""
    line = _on_its_line(text, found)
    n = len(found) if len(line) == len(found) <= SHORT else FIRST
    while n < min(len(line), MOST) and _printed_elsewhere(text, line[:n]):
        n += FIRST
    return line[:n]


def _on_its_line(text: str, found: list[Span], from_end: bool = False) -> list[Span]:
    """The words that stand on one line with the first (or last) of them: a browser looks in one block at a time."""
    ordered = found[::-1] if from_end else found
    for n in range(1, len(ordered)):
        a, b = sorted((ordered[n - 1], ordered[n]))
        if "\n" in text[a[1] : b[0]]:
            ordered = ordered[:n]
            break
    return ordered[::-1] if from_end else ordered


def _printed_elsewhere(text: str, found: list[Span]) -> bool:
    if len(text) > LONG:
        return True
    start, end = found[0][0], found[-1][1]
    return text.find(text[start:end]) < start or text.find(text[start:end], end) >= 0


def _comes_before(text: str, first: list[Span], last: list[Span]) -> bool:
    """Whether the closing words stand between the opening ones and their own place, where a browser would stop."""
    return text.find(text[last[0][0] : last[-1][1]], first[-1][1], last[0][0]) >= 0


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    """The few words before and after, encoded; of those that cannot be looked for, none."""
    before = [m.span() for m in _WORD.finditer(text, max(0, start - 100), start)]
    after = [m.span() for m in _WORD.finditer(text, end, end + 100)]
    if start > 100 and before and before[0][0] == start - 100:
        before = before[1:]  # begins within a word
    if end + 100 < len(text) and after and after[-1][1] == end + 100:
        after = after[:-1]
    before = _on_its_line(text, before[-AROUND:], from_end=True) if before else []
    after = _on_its_line(text, after[:AROUND]) if after else []
    return _encoded(text, before), _encoded(text, after)


def _encoded(text: str, found: list[Span]) -> str:
    if not found or _MASKED.search(text, found[0][0], found[-1][1]):
        return ""
    words = " ".join(text[a:b] for a, b in found).encode("utf-8", "replace")
    return quote(words, safe="").replace("-", "%2D")
