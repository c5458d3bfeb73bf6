"""PDF: the text layer, page after page. Needs pypdf, which the extra ``pdf`` brings.

A PDF knows where letters stand, not what they are for. Lines in letters larger than those of the text are headings;
there are no votes, and pictures of pages hold no text. Its own properties are not believed: they name the program and
the template.
"""

from __future__ import annotations

import hashlib
import logging
import math
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from msgspec.structs import replace

from ..model import RawBlock, Source
from .decode import Unreadable, mended
from .text import text_blocks

if TYPE_CHECKING:
    from pypdf import PageObject

_PAGES = 500
_LARGER = 1.15
"""Times the usual size from which on letters are those of a heading."""
_COLUMN = 40
"""Characters that the lines of a column have at least."""
_FULL = 0.8
"""Share of the column's width from which on a line is full, and the next one belongs to its paragraph."""
_HEADING = 200
"""Characters that a line of a heading has at most."""
_DRAWING = 2 * 1024 * 1024
_DRAWINGS = 8 * 1024 * 1024
"""Bytes of drawing commands of one page and of all; more is a map, and time grows with their square."""


def read_pdf(path: str, data: bytes) -> Source:
    try:
        from pypdf import PdfReader
        from pypdf.errors import FileNotDecryptedError
    except ImportError:
        raise Unreadable("is a PDF, for which a library is missing: pip install 'mkdocs-briefing[pdf]'") from None
    if b"%PDF-" not in data[:1024]:
        raise Unreadable("is no PDF")
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(BytesIO(data))
        count = len(reader.pages)
        if count > _PAGES:
            raise Unreadable(f"has more pages than an article: {count:,}, at most {_PAGES}")
        text, large = _text([reader.pages[n] for n in range(count)])
    except FileNotDecryptedError:
        raise Unreadable("is locked by a password") from None
    except Unreadable:
        raise
    except Exception as error:  # its failures on broken files are its own, and of every kind
        raise Unreadable(f"is no PDF that can be read ({type(error).__name__}: {error})") from None
    if not text.strip():
        raise Unreadable("holds no text, only pictures of pages")
    text, repairs = mended(text)
    return Source(
        path=path,
        sha256=hashlib.sha256(data).hexdigest(),
        encoding="pdf",
        format="text",
        text=text,
        repairs=tuple(repairs),
        blocks=tuple(_with_headings(text, large)),
    )


def _text(pages: list[PageObject]) -> tuple[str, dict[str, int]]:
    """The text of the pages, and their lines in large letters with the level of heading that they are."""
    drawn = 0
    texts = []
    sizes: Counter[float] = Counter()
    lines: dict[str, float] = {}
    for number, page in enumerate(pages, 1):
        drawing = page.get_contents()
        size = len(drawing.get_data()) if drawing is not None else 0
        drawn += size
        if size > _DRAWING or drawn > _DRAWINGS:
            raise Unreadable(f"draws too much to be an article, on page {number}")
        letters = _Letters()
        texts.append(page.extract_text(visitor_text=letters.drawn).strip())
        sizes.update(letters.sizes)
        lines.update(letters.lines())
    usual = max(sizes, key=lambda size: (sizes[size], -size), default=0.0)
    large = sorted({size for size in lines.values() if size >= _LARGER * usual > 0}, reverse=True)
    level = {size: min(n, 6) for n, size in enumerate(large, 1)}
    text = "\n\n".join(filter(None, texts))
    headings = {line: level[size] for line, size in lines.items() if size in level and len(line) <= _HEADING}
    return _set_apart(text, headings), headings


class _Letters:
    """How large the letters of one page are drawn."""

    def __init__(self) -> None:
        self.sizes: Counter[float] = Counter()
        self._drawn: list[tuple[str, float]] = []

    def drawn(self, text: str, cm: list[float], tm: list[float], font: object, size: float) -> None:
        """As pypdf calls it for each run of text, with the matrices of page and text."""
        height = round(abs(size) * math.hypot(tm[2], tm[3]) * math.hypot(cm[2], cm[3]), 1)
        self.sizes[height] += len(text.strip())
        self._drawn.append((text, height))

    def lines(self) -> dict[str, float]:
        """Each line of the page, its blanks folded, with the size of its smallest letters."""
        found: dict[str, float] = {}
        line, least = "", math.inf
        for text, height in (*self._drawn, ("\n", 0.0)):
            for number, part in enumerate(text.split("\n")):
                if number:
                    if line.strip():
                        found.setdefault(" ".join(line.split()), least)
                    line, least = "", math.inf
                line += part
                least = min(least, height) if part.strip() else least
        return found


def _set_apart(text: str, headings: dict[str, int]) -> str:
    """The text with an empty line around each heading, which parts it from the paragraphs."""
    parts: list[str] = []
    before = False
    for line in text.split("\n"):
        heading = " ".join(line.split()) in headings
        if parts and heading != before and parts[-1].strip() and line.strip():
            parts.append("")
        parts.append(line)
        before = heading
    return "\n".join(parts)


def _with_headings(text: str, headings: dict[str, int]) -> Iterator[RawBlock]:
    """Paragraphs, the lines of which are layout in a PDF, and headings, also those of several lines."""
    widths = sorted(len(line) for line in text.split("\n") if line.strip())
    width = widths[len(widths) * 9 // 10] if widths else 0
    last: RawBlock | None = None
    for block in text_blocks(text, int(_FULL * width) if width >= _COLUMN else None):
        level = headings.get(" ".join(text[block.start : block.end].split("\n")[0].split()))
        block = replace(block, kind="heading", level=level) if level else block
        if last and level and last.level == level and text.count("\n", last.end, block.start) == 1:
            block = replace(block, start=last.start)
        elif last:
            yield last
        last = block
    if last:
        yield last
