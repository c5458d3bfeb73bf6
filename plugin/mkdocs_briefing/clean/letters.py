"""The words of a line, and how they begin: where print has no other letters, by tables over a whole text's bytes."""

from __future__ import annotations

import re

MOST = 400
"""Words of a line that are kept; the others are only counted."""
_SIGNS = "‘’“”–—―…\u00a0"
"""what print has beside ASCII, none of it a letter"""
_ASCII = bytes(range(128))
_SPACED = "".join(c if c.isalnum() or c in "_'" else " " for c in _ASCII.decode())
_FOLDED = _SPACED.lower().encode().ljust(256)
_CASES = "".join("A" if c.isupper() else "a" if c.islower() else c for c in _SPACED).encode().ljust(256)
_BLANK = ord(" ")
_TWICE = re.compile("'[^ ]*'")
_WORD = re.compile(r"\w+(?:['’]\w+)?")


Words = tuple[tuple[str, ...], int, int, int]
"""Of a line: its first words in small letters, where an apostrophe holds two parts of one together; how many it has;
how many begin with a capital, and how many with a letter.
"""


def plain(text: str) -> bool:
    """Whether a text is of ASCII and the signs of print only."""
    if text.isascii():
        return True
    beyond = text.encode("utf-8", "surrogatepass").translate(None, _ASCII)
    return not beyond.decode("utf-8", "surrogatepass").strip(_SIGNS)


class Letters:
    """A text, prepared for the words of its lines."""

    def __init__(self, text: str) -> None:
        ascii_only = b" " + text.replace("’", "'").encode("ascii", "replace")  # a blank before the first word, too
        self._folded = ascii_only.translate(_FOLDED).decode()
        self._cases = ascii_only.translate(_CASES)
        self._plain = plain(text)

    def words(self, start: int, line: str) -> Words:
        """``start``: where the line begins in the text."""
        cases, end = self._cases, start + len(line) + 1
        if cases[start] != _BLANK or not (self._plain or plain(line)):
            return _any_words(line)
        folded = self._folded[start:end]
        capitals = cases.count(b" A", start, end)
        letters = capitals + cases.count(b" a", start, end)
        if "'" in folded:
            typewritten = "'" in line
            held = f"{folded} ".replace("' ", "  ").replace(" '", "  ")
            if "''" in folded or _TWICE.search(held) or (typewritten and "’" in line):
                return _any_words(line)
            quoted = cases.count(b" 'A", start, end)
            capitals += quoted
            letters += quoted + cases.count(b" 'a", start, end)
            folded = held if typewritten else held.replace("'", "’")
        words = folded.split()
        return tuple(words if len(words) <= MOST else words[:MOST]), len(words), capitals, letters


def _any_words(line: str) -> Words:
    """Of any letters."""
    tokens = _WORD.findall(line)
    initials = list(filter(str.isalpha, [token[0] for token in tokens]))
    folded = tuple(map(str.casefold, tokens[:MOST]))
    return folded, len(tokens), sum(map(str.isupper, initials)), len(initials)
