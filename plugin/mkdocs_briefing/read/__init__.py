"""Bytes in, ``Source`` out: one reader a format.

Never guesses at content: what is navigation and who wrote it is the next stage's business.
"""

from __future__ import annotations

from pathlib import Path

from ..model import Problem, Record, Source
from .decode import Unreadable

RECORDS = (".jsonl", ".json", ".jsonl.gz", ".json.gz")
"""Files that hold many articles, a record each."""

SUFFIXES = (".txt", ".md", ".html", ".htm", *RECORDS)
"""Files that hold articles; a ``NAME.yml`` beside one is its sidecar."""

LIMIT = 16 * 1024 * 1024
"""Bytes of a file that is still taken for one article."""


class Reading(Record, frozen=True, kw_only=True):
    """What one file gave: its articles, and what went wrong."""

    sources: tuple[Source, ...] = ()
    problems: tuple[Problem, ...] = ()


def read(root: Path, path: str) -> Reading:
    """Read the file ``root / path`` (``path`` relative, with ``/``). Never raises for a file's contents."""
    try:
        if path.lower().endswith(RECORDS):
            from .records import read_records

            sources, problems = read_records(root / path, path)
            return Reading(sources=tuple(sources), problems=tuple(problems))
        return Reading(sources=(_read(path, _bytes(root / path)),))
    except Unreadable as error:
        return Reading(problems=(_problem(path, str(error)),))
    except OSError as error:
        return Reading(problems=(_problem(path, f"cannot be opened: {error.strerror or error}"),))


def _bytes(file: Path) -> bytes:
    size = file.stat().st_size
    if size > LIMIT:
        raise Unreadable(f"is too large for one article: {size:,} bytes, at most {LIMIT:,}")
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
        case _:
            from .text import read_text

            return read_text(path, data)


def _problem(path: str, message: str) -> Problem:
    return Problem(
        file=path,
        code="unreadable",
        message=message,
        fix="remove the file, save it again as UTF-8 text, or leave it: the other articles are complete",
    )
