"""Plain text: the bytes decoded, a block a line (or a paragraph, where lines are wrapped by hand)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from itertools import islice, pairwise

from ..model import RawBlock, Source, Span
from .decode import Unreadable, decode

_MOST = 100_000
"""Lines that are still taken for one article."""


_WIDE = 45
"""Characters from which on a line of wrapped text is full."""


def read_text(path: str, data: bytes) -> Source:
    decoded = decode(data)
    return Source(
        path=path,
        sha256=hashlib.sha256(data).hexdigest(),
        encoding=decoded.encoding,
        format="text",
        text=decoded.text,
        repairs=decoded.repairs,
        blocks=text_blocks(decoded.text),
    )


def text_blocks(text: str, full: int | None = None) -> tuple[RawBlock, ...]:
    """Every non-blank line; lines of one paragraph together where the text is wrapped at a fixed width.

    ``full``: characters from which on a line is full, where it is known that the text is wrapped.
    """
    lines = list(islice(_lines(text), _MOST + 1))
    if len(lines) > _MOST:
        raise Unreadable(f"has more lines than an article: over {_MOST:,}")
    if lines and (full or _wrapped(text, lines)):
        lines = _paragraphs(text, lines, full or _WIDE)
    return tuple(RawBlock(start=a, end=b, kind="paragraph") for a, b in lines)


def _lines(text: str) -> Iterator[Span]:
    """Spans of the non-blank lines, blanks around them left out."""
    at = 0
    for line in text.splitlines(keepends=True):
        words = line.strip()
        if words:
            start = at + line.index(words)
            yield start, start + len(words)
        at += len(line)


def _wrapped(text: str, lines: list[Span]) -> bool:
    """Most lines that another follows directly are of one width and break off in mid-sentence."""
    inner = [a for a, b in pairwise(lines) if text.count("\n", a[1], b[0]) == 1]
    if len(inner) < 8 or len(inner) < len(lines) / 2 or max(b - a for a, b in lines) > 110:
        return False
    wide = sum(b - a >= _WIDE for a, b in inner)
    broken = sum(text[b - 1].isalnum() or text[b - 1] == "," for _, b in inner)
    return wide >= 0.8 * len(inner) and broken >= 0.7 * len(inner)


def _paragraphs(text: str, lines: list[Span], full: int) -> list[Span]:
    """Lines that follow a full one directly belong to its paragraph; a short one ends it."""
    groups = [lines[0]]
    for before, line in pairwise(lines):
        if before[1] - before[0] >= full and text.count("\n", before[1], line[0]) == 1:
            groups[-1] = (groups[-1][0], line[1])
        else:
            groups.append(line)
    return groups
