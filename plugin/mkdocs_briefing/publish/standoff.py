"""Standoff spans merged into HTML, once: the only place where article text becomes markup.

Text is escaped here and nowhere parsed. Marks may overlap in any way; the output is always nested
properly, because a mark that ends under others closes them and opens them again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from markupsafe import Markup, escape

WITHHELD = "⬚"
"""Stands in a text for one code point that is not reprinted; readers see one mark for all that stand together."""

_RUN = re.compile(f"{WITHHELD}+")
_NOTHING = Markup()
_GAP = Markup('<span class="bf-tool">[…]</span>')
_HIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_SAFE_LINK = re.compile(r"(?:https?://|mailto:)[^\s\x00-\x20]+\Z", re.IGNORECASE)
_html = str.__new__
"""of ``Markup`` and a string: what ``Markup(string)`` gives, without asking whether it is one"""


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
    elif words.isprintable():
        return words
    return _HIDDEN.sub(_shown, words) if _HIDDEN.search(words) else words


@lru_cache(8)
def as_printed(text: str) -> bool:
    """Whether all of a text is visible as it is: asked once of an article, not again of each of its parts."""
    return WITHHELD not in text and text.replace("\n", "").isprintable()


def on_one_line(words: str) -> str:
    """The words visible, and without line breaks, as they stand for a name or as a sentence."""
    if words.isprintable() and "  " not in words and WITHHELD not in words:  # then no other white space is in them
        return words.strip(" ")
    return visible(" ".join(words.split()))


def part_on_one_line(text: str, start: int, end: int) -> str:
    """A part of a text, likewise."""
    words = text[start:end]
    if not as_printed(text):
        return on_one_line(words)
    return " ".join(words.split()) if "\n" in words or "  " in words else words.strip(" ")


def escaped(words: str) -> str:
    """Words with the five signs that mean something to HTML as references; most words have none."""
    if "&" in words:
        words = words.replace("&", "&amp;")
    if "<" in words:
        words = words.replace("<", "&lt;")
    if ">" in words:
        words = words.replace(">", "&gt;")
    if "'" in words:
        words = words.replace("'", "&#39;")
    if '"' in words:
        words = words.replace('"', "&#34;")
    return words


def shown(value: object) -> str:
    """A value of a template as HTML: escaped, unless it is HTML already."""
    kind = type(value)
    if kind is str:
        return escaped(value)  # type: ignore[arg-type]
    return value if kind is Markup else str(value) if kind is int else escape(value)  # type: ignore[return-value]


def written(words: str) -> str:
    """Words as HTML, escaped unless they are HTML; what is withheld as the program's own mark."""
    if type(words) is not str or WITHHELD in words:
        return plain(words)
    return escaped(words if words.isprintable() else visible(words))


def plain(words: str) -> Markup:
    """The same, for what escapes by itself."""
    if WITHHELD in words:
        return _GAP.join(plain(part) for part in _RUN.split(words))
    return escape(visible(words)) if type(words) is not str else _html(Markup, escaped(visible(words)))


def joined(sign: str, parts: Iterable[str]) -> Markup:
    """Words side by side as HTML, each escaped; ``sign`` is HTML."""
    return _html(Markup, sign.join([written(part) for part in parts]))


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
    attributes: Markup = _NOTHING
    id: str | None = None


def merge(text: str, start: int, end: int, marks: Iterable[Mark] = ()) -> Markup:
    """``text[start:end]`` as HTML with the marks set in it; what reaches over an edge is cut there."""
    whole, printed = text[start:end], as_printed(text)
    shown = escaped(whole) if printed else written(whole)
    inside = [
        (a if a > start else start, -b if b < end else -end, rank, n, element, attributes, id)
        for n, (a, b, rank, element, attributes, id) in enumerate(marks)
        if a < end and b > start and a < b
    ]
    if not inside:
        return _html(Markup, shown)
    inside.sort()
    inside.append((end, 0, 0, 0, "", _NOTHING, None))
    as_is = shown is whole
    out: list[str] = []
    stack: list[_Open] = []
    at = start
    crossed = False
    """whether a mark ends after one that it stands in"""
    for begin, stop, _, _, element, attributes, id in inside:
        while stack and (nearest := min(stack)[0] if crossed else stack[-1][0]) <= begin:
            if nearest > at:
                words = text[at:nearest]
                out.append(words if as_is else escaped(words) if printed else written(words))
                at = nearest
            if crossed:
                _close(stack, nearest, out)
            else:
                out.append(f"</{stack.pop()[1]}>")
        if begin > at:
            words = text[at:begin]
            out.append(words if as_is else escaped(words) if printed else written(words))
            at = begin
        if stop:
            out.append(f'<{element} id="{escaped(id)}"{attributes}>' if id else f"<{element}{attributes}>")
            crossed = crossed or bool(stack and stack[-1][0] < -stop)
            stack.append((-stop, element, attributes))
    return _html(Markup, "".join(out))


_Open = tuple[int, str, str]
"""where an open mark ends, its element and attributes"""


def _close(stack: list[_Open], end: int, out: list[str]) -> None:
    """Close the open marks that end here, and open those again that stood in them and go on."""
    again = []
    while any(stop == end for stop, _, _ in stack):
        mark = stack.pop()
        out.append(f"</{mark[1]}>")
        if mark[0] > end and (mark[2] or mark[1] != "span"):  # a bare span says nothing once its id is given
            again.append(mark)
    for mark in reversed(again):
        out.append(f"<{mark[1]}{mark[2]}>")
        stack.append(mark)
