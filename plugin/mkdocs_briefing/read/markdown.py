"""Markdown: front matter set aside, the rest rendered by Python-Markdown with a fixed list of extensions, then read
like HTML, without votes. The site's own extensions never run here: some of them read files."""

from __future__ import annotations

import hashlib
import re

import msgspec

from ..model import Source
from .decode import Decoded, decode, mended, unmarked
from .text import text_blocks

_FENCE = re.compile(r"\A---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.S | re.M)
_EXTENSIONS = ("tables", "fenced_code", "footnotes", "sane_lists", "def_list")
_LONGEST = 200_000
_BRACKETS = 1000
"""Characters and opening brackets that are still rendered: Python-Markdown takes time by their square, and nobody
writes such an article by hand. What is beyond is read as plain text."""


def read_markdown(path: str, data: bytes) -> Source:
    decoded = decode(data, mend=False)
    front, line, body = split_front_matter(decoded.text)
    front = unmarked(front) if front and decoded.marked else front
    if not body.strip():
        body = "\n"
    source = _read(path, data, decoded, body)
    return msgspec.structs.replace(source, format="markdown", front_matter=front, front_matter_line=line)


def split_front_matter(text: str) -> tuple[str | None, int, str]:
    """``(YAML, number of its first line, the text after it)``; None where the text has no front matter."""
    fence = _FENCE.match(text)
    if not fence:
        return None, 1, text
    return fence.group(1), 2, text[fence.end() :]


def _read(path: str, data: bytes, decoded: Decoded, body: str) -> Source:
    from .html import html_source

    if len(body) > _LONGEST or body.count("[") > _BRACKETS:
        body, repairs = mended(body, marked=decoded.marked)
        return Source(
            path=path,
            sha256=hashlib.sha256(data).hexdigest(),
            encoding=decoded.encoding,
            format="markdown",
            text=body,
            repairs=tuple(repairs),
            blocks=text_blocks(body),
        )
    import markdown

    try:
        page = markdown.markdown(body, extensions=list(_EXTENSIONS), output_format="html")
    except RecursionError:  # quotation marks nested a thousand deep
        from html import escape

        page = f"<pre>{escape(body)}</pre>"
    rendered = Decoded(text=f"<html><body>{page}</body></html>", encoding=decoded.encoding, marked=decoded.marked)
    return html_source(path, data, rendered, votes=False)
