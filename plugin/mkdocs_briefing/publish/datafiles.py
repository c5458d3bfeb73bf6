"""Data for scripts: files of one call each, so that a script element brings them, from ``file://`` too.

Nothing loads one before a reader does something that needs it. Values are plain words, never HTML, but for rows that
our own templates escaped.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import islice
from typing import Any

from msgspec import to_builtins
from msgspec.json import Encoder

FOLDER = "assets/briefing"
"""where they stand in the site"""

_encoder = Encoder(enc_hook=str)
"""strings that are more than strings, such as HTML, are strings here"""


_LOT = 1000
"""Rows whose words are put together at once: each by itself takes as much room again."""

LISTS = ("claims", "voice")
"""Kinds of pages whose rows readers filter and order."""


def address(kind: str, key: str) -> str:
    """Address in the site of what goes with one page: rows of a list, previews of an article or actor."""
    return f"{FOLDER}/{kind}/{key}.js"


def names(kind: str, key: str) -> tuple[str, ...]:
    """The files that go with a page, before it is rendered."""
    own = (address(kind, key),) if kind in (*LISTS, "article", "actor") and "/" not in key else ()
    all_rows = index(kind, key)
    return (*own, all_rows) if all_rows else own


def index(kind: str, key: str) -> str | None:
    """The file that goes with the first page of a list, and has all of its rows."""
    return address(kind, "index") if kind in LISTS and key == "1" else None


def script(kind: str, key: str, value: Any, rows: bytes = b"") -> dict[str, bytes]:
    """One file: it hands its value over under its own name. ``rows``: a list made by ``listed``, put at its end."""
    words = written(value)
    told = (words[:-1], b',"rows":', rows, b"}") if rows else (words,)
    return {address(kind, key): b"".join([f'briefingData("{kind}/{key}",'.encode(), *told, b");\n"])}


def listed(rows: Iterable[Any]) -> bytes:
    """A long list, put into words row by row: of all rows no more than the words are ever in memory."""
    lots, words = list[bytes](), iter(map(written, rows))
    while lot := b",".join(islice(words, _LOT)):
        lots.append(lot)
    return b"[%b]" % b",".join(lots)


def written(value: Any) -> bytes:
    """JSON in UTF-8 without spaces; half a character is a question mark."""
    try:
        return _encoder.encode(value)
    except UnicodeEncodeError:
        plain = to_builtins(value, enc_hook=str)
        return json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
