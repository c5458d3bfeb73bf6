"""WARC, plain or gzipped: the HTML pages of a web archive, an article a response.

The file is walked here and not by a library, because of what is broken: one record never costs the others. After a
damaged record the walk goes on at the next one that begins.
"""

from __future__ import annotations

import mmap
import re
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

from msgspec.structs import replace

from ..model import Declared, Problem, Source
from .decode import Unreadable, decode, unreadable
from .packed import inflated

LIMIT = 16 * 1024 * 1024
"""Bytes of one page."""
_WHOLE = 2 * 1024**3
"""Bytes of a file, unpacked; more is not read on."""
_FETCH = "fetch the page again"
_CHUNK = 1 << 20
_HEAD = 64 * 1024
"""Bytes of a record's own lines, and of those of HTTP."""
_BEGIN = b"WARC/"
_NEXT = re.compile(rb"\nWARC/\d")
_CHUNK_SIZE = re.compile(rb"([0-9a-fA-F]{1,8})[^\r\n]{0,200}\r\n")
_MEMBER = b"\x1f\x8b\x08"
_LOST = b"WARC/0.0\r\n\r\n"
"""stands where a gzipped record could not be unpacked, so that it is counted and named"""

Headers = dict[str, str]


def read_warc(file: Path, path: str) -> tuple[list[Source], list[Problem]]:
    """The articles of ``file``; each has the path ``path#n``. Raises ``OSError`` where the file cannot be opened."""
    sources: list[Source] = []
    problems: list[Problem] = []
    with ExitStack() as stack:
        stream: BinaryIO = stack.enter_context(file.open("rb"))
        if path.lower().endswith(".gz"):
            packed, stream = stream, stack.enter_context(tempfile.TemporaryFile())
            whole = _unpack(packed, stream)
            if not whole:
                problems.append(unreadable(path, f"is read up to its first {_WHOLE:,} bytes: it is too large", _FETCH))
        if not stream.seek(0, 2):
            return [], [unreadable(path, "is empty", _FETCH)]
        data = stack.enter_context(mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ))
        for number, span in enumerate(_records(data), 1):
            try:
                source = _source(f"{path}#{number}", data, *span)
            except Unreadable as error:
                problems.append(unreadable(path, f"record {number} is left out: it {error}", _FETCH, number))
            else:
                sources += [source] if source else []
    if not sources and not problems:
        problems.append(unreadable(path, "holds no HTML page", _FETCH))
    return sources, problems


# ------------------------------------------------------------------ records


def _unpack(packed: BinaryIO, stream: BinaryIO) -> bool:
    """Write every member of a gzip file that can be unpacked; say whether that was all of it."""
    packed.seek(0, 2)
    if not packed.tell():
        return True
    written = at = 0
    with mmap.mmap(packed.fileno(), 0, access=mmap.ACCESS_READ) as data:
        while 0 <= at < len(data):
            unpacker = zlib.decompressobj(31)
            begin, before = at, written
            try:
                while not unpacker.eof and (at < len(data) or unpacker.unconsumed_tail):
                    chunk = unpacker.unconsumed_tail or data[at : at + _CHUNK]
                    at += 0 if unpacker.unconsumed_tail else len(chunk)
                    written += stream.write(unpacker.decompress(chunk, _CHUNK))
                    if written > _WHOLE:
                        return False
                written += stream.write(unpacker.flush())
                at -= len(unpacker.unused_data)
            except zlib.error:
                at = data.find(_MEMBER, begin + 1)
            stream.write(_LOST if written == before else b"\r\n\r\n")
    return True


def _records(data: mmap.mmap) -> Iterator[tuple[int, int, int]]:
    """``(start, body, end)`` of every record; ``body`` is 0 where the record is damaged."""
    at = 0
    while (at := _after_blanks(data, at)) < len(data):
        body = data.find(b"\r\n\r\n", at, at + _HEAD) + 4
        length = re.search(rb"\r\ncontent-length:[ \t]*(\d{1,15})[ \t]*\r\n", data[at:body], re.I) if body > 3 else None
        end = body + int(length[1]) if length else 0
        following = _after_blanks(data, end) if end else 0
        whole = data[at : at + 5] == _BEGIN and end and end <= len(data)
        if whole and (following == len(data) or data[following : following + 5] == _BEGIN):
            yield at, body, end
            at = end
        else:
            begins = _NEXT.search(data, at + 1)
            end = begins.start() + 1 if begins else len(data)
            yield at, 0, end
            at = end


def _after_blanks(data: mmap.mmap, at: int) -> int:
    while data[at : at + 1] in (b"\r", b"\n"):
        at += 1
    return at


# ------------------------------------------------------------------ pages


def _source(path: str, data: mmap.mmap, start: int, body: int, end: int) -> Source | None:
    """The page of one record; None for requests, pictures, redirects and the archive's own notes."""
    if not body:
        raise Unreadable("is damaged")
    head = _headers(data[start:body])
    kind = head.get("warc-type")
    if kind == "response" and head.get("content-type", "").startswith("application/http"):
        split = data.find(b"\r\n\r\n", body, min(end, body + _HEAD)) + 4
        if split < 4:
            return None
        http = _headers(data[body:split])
        status = data[body:split].split(None, 2)[1:2]
        if status != [b"200"]:
            return None
        body = split
    elif kind == "resource":
        http = {"content-type": head.get("content-type", "")}
    else:
        return None
    type_, _, parameters = http.get("content-type", "").partition(";")
    if type_.strip().lower() not in ("text/html", "application/xhtml+xml"):
        return None
    if end - body > LIMIT:
        raise Unreadable(f"is too large for one article: {end - body:,} bytes, at most {LIMIT:,}")
    return _page(path, head, http, parameters, data[body:end])


def _page(path: str, head: Headers, http: Headers, parameters: str, packed: bytes) -> Source:
    from .html import charset_in, html_source

    page = _dechunked(packed) if "chunked" in http.get("transfer-encoding", "").lower() else packed
    page = inflated(page, http.get("content-encoding", "").strip().lower(), LIMIT)
    charset = re.search(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", parameters, re.I)
    decoded = decode(page, charset[1] if charset else None, charset_in(page), mend=False)
    address = head.get("warc-target-uri", "").strip("<>")
    stated = [
        Declared(field=field, value=value[:2000], where=f"warc[{name}]")
        for field, value, name in (
            ("url", address, "WARC-Target-URI"),
            ("retrieved", head.get("warc-date", "")[:10], "WARC-Date"),
        )
        if value
    ]
    source = html_source(path, page, decoded, votes=True, stated=tuple(stated))
    return replace(source, record_id=head.get("warc-record-id") or address or source.text)


def _headers(data: bytes) -> Headers:
    """Fields by their names in small letters; the first of each name."""
    found: Headers = {}
    for line in data.decode("utf-8", "replace").split("\r\n")[1:]:
        name, colon, value = line.partition(":")
        if colon:
            found.setdefault(name.strip().lower(), value.strip())
    return found


def _dechunked(data: bytes) -> bytes:
    """The body of a chunked response; as it stands where it is not chunked after all, as some archives keep it."""
    parts: list[bytes] = []
    at = 0
    while size := _CHUNK_SIZE.match(data, at):
        length = int(size[1], 16)
        if not length:
            return b"".join(parts)
        parts.append(data[size.end() : size.end() + length])
        at = size.end() + length + 2
    if parts:
        raise Unreadable("breaks off in the middle of the page")
    return data
