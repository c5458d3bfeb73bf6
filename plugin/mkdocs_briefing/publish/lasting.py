"""Pieces of articles that outlast a build, for pages that show something of every article: after an edit such a page
makes those pieces anew that the edit may reach, and takes the others as they were."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from msgspec.msgpack import Decoder, Encoder

from ..model import Record
from ..packing import Attic, Laid
from .reach import EVERYTHING, Reach, Subjects, as_kept, numbers
from .shelf import Body
from .traces import Reads


class Piece(NamedTuple):
    """A piece of an article that was made, and what was looked up for it."""

    article: str
    key: str
    body: Any
    """a ``Body``"""
    reads: Reads


class Pieces(Record, frozen=True, kw_only=True):
    """The pieces of an article, by their keys, and the subjects of what was looked up for any of them."""

    subjects: bytes
    bodies: dict[str, Any]
    """each a ``Body``; of one that was added, where it lies"""

    @property
    def at_hand(self) -> Pieces:
        """The same with all bodies, as they are kept."""
        return Pieces(subjects=self.subjects, bodies={key: _at_hand(body) for key, body in self.bodies.items()})


class Lasting:
    """The pieces that pages of one site may take over, and those that they make.

    What was made is seldom asked for again in a build, and lies in a file until its end.
    """

    def __init__(self) -> None:
        self.articles: dict[str, Pieces] = {}
        self._made: dict[tuple[str, str], Piece] = {}
        self._attic: Attic | None = None

    def take_over(self, articles: Mapping[str, Pieces], reach: Reach) -> set[str]:
        """Go on from the pieces of a build before; gives the articles of which they may be others now."""
        reached = {id for id, pieces in articles.items() if reach.meets(pieces.subjects)}
        self.articles.update((id, pieces) for id, pieces in articles.items() if id not in reached)
        return reached

    def get(self, article: str, key: str) -> Body | None:
        """A piece, where it is at hand."""
        made = self._made.get((article, key))
        if made:
            return made.body  # type: ignore[no-any-return]
        pieces = self.articles.get(article)
        return _at_hand(pieces.bodies.get(key)) if pieces else None

    def put(self, piece: Piece) -> None:
        """Keep a piece that was made."""
        self._made[piece.article, piece.key] = piece

    def made(self) -> tuple[Piece, ...]:
        """The pieces made since this was asked last, to be added by whoever keeps them."""
        found, self._made = tuple(self._made.values()), {}
        return found

    def add(self, made: Iterable[Piece], subjects: Subjects) -> set[str]:
        """Add pieces, made here or by another process; gives their articles. What hangs on everything does not last."""
        by_article: dict[str, tuple[set[int], dict[str, Any]]] = {}
        for piece in made:
            found = subjects.numbers(piece.reads)
            if EVERYTHING not in found:
                about, bodies = by_article.setdefault(piece.article, (set(), {}))
                about |= found
                bodies[piece.key] = self._away(piece.body)
        for article, (about, bodies) in by_article.items():
            known = self.articles.get(article, _NONE)
            about.update(numbers(known.subjects))
            self.articles[article] = Pieces(subjects=as_kept(about), bodies=known.bodies | bodies)
        return set(by_article)

    def _away(self, body: Body) -> Laid | Body:
        if self._attic is None:
            self._attic = Attic()
        laid = self._attic.lay(_pack(body))
        return laid if isinstance(laid, Laid) else body


def _at_hand(body: Any) -> Any:
    return _unpack(bytes(body)) if isinstance(body, Laid) else body


_pack, _unpack = Encoder().encode, Decoder().decode
_NONE = Pieces(subjects=b"", bodies={})
