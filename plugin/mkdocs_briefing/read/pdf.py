"""PDF: the text layer, page after page. Needs pypdf, which the extra ``pdf`` brings.

A PDF knows where letters stand, not what they are for: there are no headings and no votes, and pictures of pages hold
no text. Its own properties are not believed: they name the program and the template.
"""

from __future__ import annotations

import hashlib
import logging
from io import BytesIO
from typing import TYPE_CHECKING

from ..model import Source
from .decode import Unreadable, mended
from .text import text_blocks

if TYPE_CHECKING:
    from pypdf import PageObject

_PAGES = 500
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
        text = _text([reader.pages[n] for n in range(count)])
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
        blocks=text_blocks(text),
    )


def _text(pages: list[PageObject]) -> str:
    drawn = 0
    for number, page in enumerate(pages, 1):
        drawing = page.get_contents()
        size = len(drawing.get_data()) if drawing is not None else 0
        drawn += size
        if size > _DRAWING or drawn > _DRAWINGS:
            raise Unreadable(f"draws too much to be an article, on page {number}")
    return "\n\n".join(filter(None, (page.extract_text().strip() for page in pages)))
