"""What pages of actors ask of articles that they do not show: where lines, sentences and blocks begin, who is quoted.

An outline is small and quickly at hand, where to open an article takes long.
"""

from __future__ import annotations

import bisect
from typing import TYPE_CHECKING

import msgspec

from ..ids import item_id
from ..model import Row, Span

if TYPE_CHECKING:
    from .catalogue import Reading
    from .desk import Desk


class Outline(Row, frozen=True, kw_only=True):
    """Of one article. ``breaks``: where its lines end; ``blocks``: kept and dropped ones."""

    breaks: tuple[int, ...]
    blocks: tuple[Span, ...]
    sentences: tuple[Span, ...]
    """those that name somebody, in the order in which they first do"""
    naming: tuple[int, ...]
    """of each mention, in their order, which of the sentences it stands in"""
    quoted: tuple[str, ...]
    """attributions that are quotations, wholly or in part"""
    set_aside: bool
    """whether a person found that words between quotation marks are nobody's speech"""

    def line(self, offset: int) -> int:
        """Number of the line, from 1, that holds the character at ``offset``."""
        return bisect.bisect_left(self.breaks, offset) + 1

    def anchor_at(self, offset: int) -> str:
        """The anchor of the block, kept or dropped, that holds ``offset``: its first line."""
        n = bisect.bisect_right(self.blocks, offset, key=lambda block: block[0]) - 1
        return f"line-{self.line(self.blocks[n][0])}" if n >= 0 and offset < self.blocks[n][1] else "record"


_pack = msgspec.msgpack.Encoder().encode
_unpack = msgspec.msgpack.Decoder(Outline).decode

KEY = "outline"


def outline(desk: Desk, article: str) -> Outline:
    """The outline of an article."""
    return _unpack(desk.piece(article, KEY, lambda site: packed(site, article)))


def packed(desk: Desk, article: str) -> bytes:
    """The same, made of the article."""
    return _pack(_of(desk.catalogue.reading(article)))


def _of(reading: Reading) -> Outline:
    sentences: dict[Span, int] = {}
    places = [reading.sentence_at(mention.start) for mention in reading.entry.linked.mentions]
    naming = tuple(sentences.setdefault(place, len(sentences)) for place in places)
    numbers = {item_id(reading.id, a.key): a.kind for a in reading.notes.attributions}
    return Outline(
        breaks=tuple(reading.breaks),
        blocks=tuple((block.start, block.end) for block in reading.blocks),
        sentences=tuple(sentences),
        naming=naming,
        quoted=tuple(id for id, kind in numbers.items() if kind != "indirect"),
        set_aside=any(q.corrected and q.use not in ("speech", "unclear") for q in reading.notes.quotations),
    )
