"""Bytes in, ``Source`` out: one reader a format.

Never guesses at content: what is navigation and who wrote it is the next stage's business.
"""

from __future__ import annotations

from pathlib import Path

from ..model import Problem, Record, Source
from .decode import Unreadable, unreadable

DUMPS = (".jsonl", ".json", ".jsonl.gz", ".json.gz")
ARCHIVES = (".warc", ".warc.gz")
RECORDS = (*DUMPS, *ARCHIVES)
"""Files that hold many articles, a record each."""

SINGLE = (".txt", ".md", ".html", ".htm", ".mhtml", ".mht", ".docx", ".pdf")
"""Files that hold one article; a ``NAME.yml`` beside one is its sidecar."""

SUFFIXES = (*SINGLE, *RECORDS)

LIMIT = 16 * 1024 * 1024
"""Bytes of a file that is still taken for one article."""
LIMIT_WITH_PICTURES = 4 * LIMIT
"""The same, for formats that hold pictures as well."""

_MEND = "remove the file, save it again as UTF-8 text"

FIELDS = ("text", "html", "title", "url", "date", "updated", "retrieved", "author", "publisher", "language", "id")
"""Our names of a record's fields, for which a dump may have others."""

Fields = tuple[tuple[str, str], ...]
"""Pairs of one of our names of fields and the name that it has in a dump."""


class Reading(Record, frozen=True, kw_only=True):
    """What one file gave: its articles, and what went wrong."""

    sources: tuple[Source, ...] = ()
    problems: tuple[Problem, ...] = ()


def read(root: Path, path: str, fields: Fields = ()) -> Reading:
    """Read the file ``root / path`` (``path`` relative, with ``/``). Never raises for a file's contents.

    ``fields``: what a dump calls its fields, where it is none of the usual names.
    """
    try:
        if path.lower().endswith(RECORDS):
            sources, problems = _read_many(root / path, path, fields)
            return Reading(sources=tuple(sources), problems=tuple(problems))
        return Reading(sources=(_read(path, _bytes(root / path)),))
    except Unreadable as error:
        return Reading(problems=(unreadable(path, str(error), _MEND),))
    except OSError as error:
        return Reading(problems=(unreadable(path, f"cannot be opened: {error.strerror or error}", _MEND),))


def _read_many(file: Path, path: str, fields: Fields) -> tuple[list[Source], list[Problem]]:
    if path.lower().endswith(ARCHIVES):
        from .warc import read_warc

        return read_warc(file, path)
    from .records import read_records

    return read_records(file, path, dict(fields))


def _bytes(file: Path) -> bytes:
    size = file.stat().st_size
    limit = LIMIT_WITH_PICTURES if file.suffix.lower() in (".mhtml", ".mht", ".docx", ".pdf") else LIMIT
    if size > limit:
        raise Unreadable(f"is too large for one article: {size:,} bytes, at most {limit:,}")
    return file.read_bytes()


def _read(path: str, data: bytes) -> Source:
    """The reader by suffix; each is imported when its first file comes."""
    match path.rpartition(".")[2].lower():
        case "md":
            from .markdown import read_markdown

            return read_markdown(path, data)
        case "html" | "htm":
            from .html import read_html

            return read_html(path, data)
        case "mhtml" | "mht":
            from .mhtml import read_mhtml

            return read_mhtml(path, data)
        case "docx":
            from .docx import read_docx

            return read_docx(path, data)
        case "pdf":
            from .pdf import read_pdf

            return read_pdf(path, data)
        case _:
            from .text import read_text

            return read_text(path, data)
