"""What lists and pages of actors ask of articles that they do not show: where lines and blocks begin.

It is small and quickly at hand, where to open an article takes long.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from ..model import Block, Row

if TYPE_CHECKING:
    from .catalogue import Reading
    from .desk import Desk

OUTLINE = "outline"
"""Key of this piece."""


class Outline(Row, frozen=True, kw_only=True):
    """Where the lines of an article end, and where its blocks, kept and dropped, begin and end."""

    breaks: tuple[int, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @classmethod
    def of(cls, text: str, blocks: Sequence[Block]) -> Outline:
        """The outline of a text with its blocks."""
        return cls(
            breaks=tuple([m.start() for m in re.finditer("\n", text)]),
            starts=tuple([block.start for block in blocks]),
            ends=tuple([block.end for block in blocks]),
        )

    def line(self, offset: int) -> int:
        """Number of the line, from 1, that holds the character at ``offset``."""
        return bisect.bisect_left(self.breaks, offset) + 1

    def anchor_at(self, offset: int) -> str:
        """The anchor of the block, kept or dropped, that holds ``offset``: its first line."""
        n = bisect.bisect_right(self.starts, offset) - 1
        return f"line-{self.line(self.starts[n])}" if n >= 0 and offset < self.ends[n] else "record"


_pack = msgspec.msgpack.Encoder().encode
_outline = msgspec.msgpack.Decoder(Outline).decode


def outline(desk: Desk, article: str) -> Outline:
    """The outline of an article."""
    return desk.own((OUTLINE, article), _read, article)


def _read(desk: Desk, article: str) -> Outline:
    return _outline(desk.piece(article, OUTLINE, lambda site: outlined(site.catalogue.reading(article))))


def outlined(reading: Reading) -> bytes:
    """The outline, made of the open article."""
    return _pack(reading.outline)
