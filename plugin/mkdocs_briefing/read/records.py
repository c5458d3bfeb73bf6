"""JSON and JSON Lines, plain or gzipped: an article a record, under the field names of the usual dumps.

One broken record never costs the others: it is named by file and number.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from ..model import Declared, Problem, Source
from .decode import Unreadable, markup, mended, unreadable
from .text import text_blocks

_TEXT = ("text", "body", "content", "maintext", "article_text", "articleBody", "full_text")
_HTML = ("html", "raw_html", "content_html")
_FIELDS = {
    "title": ("title", "headline"),
    "url": ("url", "link", "source_url", "canonical_url"),
    "date": ("date", "date_publish", "published", "published_at", "publish_date", "datePublished", "pubDate"),
    "updated": ("updated", "date_modify", "modified", "updated_at", "dateModified"),
    "retrieved": ("retrieved", "date_download", "crawl_date", "fetched_at"),
    "author": ("authors", "author", "byline"),
    "publisher": ("publisher", "site_name", "source_name", "outlet", "source_domain", "source"),
    "language": ("language", "lang"),
}
_ID = ("id", "_id", "guid", "url", "link")
_LONGEST = 16 * 1024 * 1024
"""Bytes of one record."""
_WHOLE = 512 * 1024 * 1024
"""Bytes of a file, unpacked; more is not read on."""


_MEND = "mend or remove the record"
_BROKEN = 100
"""Broken records of a list after which the rest is not tried."""
_NEXT = re.compile(r"\}\s{0,200},\s{0,200}\{")
"""between two records of a list"""

Names = Mapping[str, tuple[str, ...]]
"""Names that a dump may have for a field of ours, the most likely first."""


def read_records(file: Path, path: str, own: Mapping[str, str]) -> tuple[list[Source], list[Problem]]:
    """The articles of ``file``; each has the path ``path#n``. Raises ``OSError`` where the file cannot be opened.

    ``own``: the names that the dump has for our fields; the usual ones come after them.
    """
    usual = {"text": _TEXT, "html": _HTML, "id": _ID, **_FIELDS}
    names = {field: (own[field], *known) if field in own else known for field, known in usual.items()}
    sources: list[Source] = []
    problems: list[Problem] = []
    with file.open("rb") as packed:
        stream: Any = gzip.GzipFile(fileobj=packed) if path.lower().endswith(".gz") else packed
        records = _lines(stream) if ".jsonl" in path.lower() else _whole(stream)
        number = 0
        try:
            for number, line in records:
                try:
                    sources.append(_source(f"{path}#{number}", line, names))
                except (Unreadable, msgspec.DecodeError, RecursionError) as error:
                    problems.append(unreadable(path, f"record {number} is left out: it {_words(error)}", _MEND, number))
        except (EOFError, zlib.error, gzip.BadGzipFile, Unreadable, msgspec.DecodeError, RecursionError) as error:
            problems.append(unreadable(path, f"breaks off after record {number}: it {_words(error)}", _MEND))
    if not sources and not problems:
        problems.append(unreadable(path, "holds no record", _MEND))
    return sources, problems


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """``(number, bytes)`` of the non-blank lines."""
    size = number = 0
    while line := stream.readline(_LONGEST + 1):
        number += 1
        size += len(line)
        if len(line) > _LONGEST or size > _WHOLE:
            raise Unreadable("is too large to be read on")
        if line.strip():
            yield number, line


def _whole(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """The records of a JSON list, of the list under ``articles``, or the one record that the file is."""
    data = stream.read(4 * _LONGEST + 1)
    if len(data) > 4 * _LONGEST:
        raise Unreadable("is too large to be read on")
    try:
        found = _parsed(data)
    except msgspec.DecodeError:
        if not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"["):
            raise
        yield from _one_by_one(data.decode("utf-8", "replace"))
        return
    if isinstance(found, dict):
        found = found["articles"] if isinstance(found.get("articles"), list) else [found]
    if not isinstance(found, list):
        raise Unreadable("is no list of records")
    for number, item in enumerate(found, 1):
        yield number, _encoded(item)


def _one_by_one(text: str) -> Iterator[tuple[int, bytes]]:
    """The records of a list that cannot be parsed as a whole; a broken one as it stands, up to the next."""
    decoder = json.JSONDecoder()
    at = number = broken = 0
    while (at := text.find("{", at)) >= 0:
        number += 1
        try:
            item, end = decoder.raw_decode(text, at)
            line = _encoded(item)
        except (ValueError, RecursionError):
            broken += 1
            if broken > _BROKEN:
                raise Unreadable(f"has more than {_BROKEN} broken records") from None
            following = _NEXT.search(text, at)
            end = following.start() + 1 if following else len(text)
            yield number, text[at:end].encode("utf-8", "replace")
            at = following.end() - 1 if following else len(text)
        else:
            yield number, line
            at = end


def _parsed(data: bytes) -> Any:
    """JSON as it should be; else as it comes, with half a character in a text or ``NaN`` for a number."""
    try:
        return msgspec.json.decode(data)
    except msgspec.DecodeError as error:
        try:
            return json.loads(data)
        except ValueError:
            raise error from None


def _encoded(item: Any) -> bytes:
    """A record by itself; with escapes where it holds half a character, which UTF-8 cannot."""
    try:
        return msgspec.json.encode(item)
    except ValueError:
        return json.dumps(item).encode()


def _source(path: str, line: bytes, names: Names) -> Source:
    record = _parsed(line)
    if not isinstance(record, dict):
        raise Unreadable("is no record")
    declared = tuple(_declared(record, names))
    text, page = _first(record, names["text"]), _first(record, names["html"])
    if text:
        text, repairs = mended(text)
        source = Source(
            path=path,
            sha256=hashlib.sha256(line).hexdigest(),
            encoding="utf-8",
            format="text",
            text=text,
            repairs=tuple(repairs),
            blocks=text_blocks(text),
        )
    elif page:
        from .html import html_source

        source = html_source(path, line, markup(page, "utf-8"), votes=True)
    else:
        raise Unreadable(f"has no text under {', '.join(names['text'])}")
    own = next((mended(str(record[k]))[0] for k in names["id"] if record.get(k)), source.text)
    return msgspec.structs.replace(source, declared=(*declared, *source.declared), record_id=own)


def _first(record: dict[str, Any], names: tuple[str, ...]) -> str | None:
    return next((v for name in names if isinstance(v := record.get(name), str) and v.strip()), None)


def _declared(record: dict[str, Any], own: Names) -> Iterator[Declared]:
    """What the record states, with the name of its field."""
    for field in _FIELDS:
        for name in own[field]:
            values = record.get(name)
            for value in values if isinstance(values, list) else [values]:
                if isinstance(value, dict):
                    value = value.get("name")
                if isinstance(value, str) and value.strip():
                    yield Declared(field=field, value=mended(value[:2000])[0], where=f"field:{name}")


def _words(error: Exception) -> str:
    return str(error) if isinstance(error, Unreadable) else f"cannot be parsed ({error or type(error).__name__})"
