"""Standoff spans merged into HTML, once: the only place where article text becomes markup.

Text is escaped here and nowhere parsed. Marks may overlap in any way; the output is always nested
properly, because a mark that ends under others closes them and opens them again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from markupsafe import Markup, escape

WITHHELD = "⬚"
"""Stands in a text for one code point that is not reprinted; readers see one mark for all that stand together."""

_RUN = re.compile(f"{WITHHELD}+")
_GAP = Markup('<span class="bf-tool">[…]</span>')
_HIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_SAFE_LINK = re.compile(r"(?:https?://|mailto:)[^\s\x00-\x20]+\Z", re.IGNORECASE)


def _shown(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code == 0x0D:
        return "\n"
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "␡"
    if 0xD800 <= code <= 0xDFFF:
        return "\ufffd"
    return f"⟨U+{code:04X}⟩"


def visible(words: str) -> str:
    """Words with control characters, direction overrides and lone surrogates made visible letters, gaps as a mark."""
    if WITHHELD in words:
        words = _RUN.sub("[…]", words)
    return _HIDDEN.sub(_shown, words) if _HIDDEN.search(words) else words


def plain(words: str) -> Markup:
    """Words as escaped HTML; what is withheld as the program's own mark."""
    if WITHHELD in words:
        return _GAP.join(plain(part) for part in _RUN.split(words))
    return escape(visible(words))


def safe_link(href: str | None) -> str | None:
    """The address where it is http, https or mailto; else None."""
    return href if href and _SAFE_LINK.match(href) else None


class Mark(NamedTuple):
    """One span to be set in an element. ``rank`` decides who stands outside where spans are equal (low = outside).

    ``attributes`` stand on every piece of a mark that had to be split; ``id`` only on the first.
    """

    start: int
    end: int
    rank: int
    element: str
    attributes: Markup = Markup("")
    id: str | None = None


def merge(text: str, start: int, end: int, marks: Iterable[Mark] = ()) -> Markup:
    """``text[start:end]`` as HTML with the marks set in it; what reaches over an edge is cut there."""
    inside = sorted(
        (m for m in marks if m.start < end and m.end > start and m.start < m.end),
        key=lambda m: (max(m.start, start), -min(m.end, end), m.rank),
    )
    if not inside:
        return plain(text[start:end])
    out: list[str] = []
    stack: list[tuple[int, Mark]] = []
    at = start

    def write(until: int) -> None:
        nonlocal at
        if until > at:
            out.append(plain(text[at:until]))
            at = until

    def close(until: int) -> None:
        """Close, in order of their ends, all open marks that end at or before ``until``."""
        while stack:
            first = min(stop for stop, _ in stack)
            if first > until:
                return
            write(first)
            again = []
            while any(stop == first for stop, _ in stack):
                stop, mark = stack.pop()
                out.append(f"</{mark.element}>")
                if stop > first:
                    again.append((stop, mark))
            for stop, mark in reversed(again):
                out.append(f"<{mark.element}{mark.attributes}>")
                stack.append((stop, mark))

    for mark in inside:
        close(max(mark.start, start))
        write(max(mark.start, start))
        name = f' id="{escape(mark.id)}"' if mark.id else ""
        out.append(f"<{mark.element}{name}{mark.attributes}>")
        stack.append((min(mark.end, end), mark))
    close(end)
    write(end)
    return Markup("".join(out))
