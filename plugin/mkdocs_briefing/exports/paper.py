"""The book as PDF, beside the site."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from .material import Material, Output


def outputs(material: Material) -> Iterator[Output]:
    """``briefing.pdf``. Raises ``book.pdf.Unavailable`` at once where none can be written."""
    from ..book import pdf

    if not pdf.available():
        raise pdf.Unavailable(pdf.MISSING)
    yield Output("briefing.pdf", lambda: _pieces(material))


def _pieces(material: Material) -> Iterator[bytes]:
    from ..book import book, pdf

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "book.pdf"
        pdf.write(book(material.briefing, material.options), file)
        yield file.read_bytes()
