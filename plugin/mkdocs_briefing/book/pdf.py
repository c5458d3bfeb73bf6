"""A document for paper as PDF, by WeasyPrint (the extra ``pdf``): tagged, with bookmarks; it fetches nothing."""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

MISSING = (
    'a PDF needs WeasyPrint and the Pango library: pip install "mkdocs-briefing[pdf]", and from the system '
    "libpango-1.0-0 and libpangoft2-1.0-0 (Debian) or pango (Homebrew). An .html file can be printed from any browser."
)


class Unavailable(Exception):
    """WeasyPrint, or a library of the system that it stands on, is not there."""


def write(html: str, file: Path) -> None:
    """Write the document to ``file``; the same document gives the same bytes.

    Raises ``Unavailable`` without WeasyPrint, ``OSError`` where the file cannot be written.
    """
    weasyprint = _weasyprint()
    document = weasyprint.HTML(string=html, base_url=None, url_fetcher=_fetch_nothing)
    identifier = hashlib.sha256(html.encode("utf-8", "replace")).digest()[:16]
    with _at_no_time():
        made = document.write_pdf(pdf_tags=True, pdf_identifier=identifier)
    file.write_bytes(made)


def available() -> bool:
    """Whether PDFs can be written here."""
    try:
        _weasyprint()
    except Unavailable:
        return False
    return True


def _weasyprint() -> Any:
    try:
        import weasyprint
    except (ImportError, OSError) as error:  # OSError: a library of the system is missing
        raise Unavailable(MISSING) from error
    logging.getLogger("weasyprint").setLevel(logging.ERROR)  # it warns of SVG properties that it then follows
    return weasyprint


@contextmanager
def _at_no_time() -> Iterator[None]:
    """Without HarfBuzz-Subset, fontTools cuts the fonts, and writes the time into each that is not told another one."""
    told = "SOURCE_DATE_EPOCH" in os.environ
    os.environ.setdefault("SOURCE_DATE_EPOCH", "0")
    try:
        yield
    finally:
        if not told:
            os.environ.pop("SOURCE_DATE_EPOCH", None)


def _fetch_nothing(url: str, *_: object, **__: object) -> NoReturn:
    raise ValueError(f"{url}: nothing is loaded from elsewhere")
