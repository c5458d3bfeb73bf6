"""Pieces of articles that outlast a build, for pages that show something of every article: after an edit such a page
makes those pieces anew that the edit may reach, and takes the others as they were."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
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
    """Pieces of an article, by their keys, and the subjects of what was looked up for any of them."""

    subjects: bytes
    bodies: dict[str, Any]
    """each a ``Body``"""


class Lasting:
    """The pieces that pages of one site may take over, and those that they make.

    What was made is not asked for again in a build, and lies in a file until its end.
    """

    def __init__(self) -> None:
        self._before: dict[str, Pieces] = {}
        self._added: dict[str, list[Laid | bytes]] = {}
        """article to what was made of it, in lots"""
        self._made: dict[tuple[str, str], Piece] = {}
        self._attic: Attic | None = None

    def take_over(self, articles: Mapping[str, Pieces], reach: Reach) -> set[str]:
        """Go on from the pieces of a build before; gives the articles of which they may be others now."""
        reached = {id for id, pieces in articles.items() if reach.meets(pieces.subjects)}
        self._before.update((id, pieces) for id, pieces in articles.items() if id not in reached)
        return reached

    def get(self, article: str, key: str) -> Body | None:
        """A piece, where it was made just now or taken over."""
        made = self._made.get((article, key))
        if made:
            return made.body  # type: ignore[no-any-return]
        pieces = self._before.get(article)
        return pieces.bodies.get(key) if pieces else None

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
                bodies[piece.key] = piece.body
        for article, (about, bodies) in by_article.items():
            lot = self._away(Pieces(subjects=as_kept(about), bodies=bodies))
            self._added.setdefault(article, []).append(lot)
        return set(by_article)

    def articles(self) -> list[str]:
        """Those of which there are pieces, in order."""
        return sorted(self._before.keys() | self._added.keys())

    def subjects(self) -> Iterator[bytes]:
        """The subjects of all pieces, article by article."""
        for pieces in self._before.values():
            yield pieces.subjects
        for lots in self._added.values():
            for lot in lots:
                yield _about(bytes(lot)).subjects

    def of(self, article: str) -> Pieces:
        """All pieces of an article, as they are kept."""
        before = self._before.get(article)
        lots = [*([before] if before else ()), *(_pieces(bytes(lot)) for lot in self._added.get(article, ()))]
        about = set(chain.from_iterable(numbers(lot.subjects) for lot in lots))
        return Pieces(subjects=as_kept(about), bodies={key: body for lot in lots for key, body in lot.bodies.items()})

    def _away(self, pieces: Pieces) -> Laid | bytes:
        if self._attic is None:
            self._attic = Attic()
        return self._attic.lay(_pack(pieces))


class _About(Record, frozen=True, kw_only=True):
    subjects: bytes


_pack = Encoder().encode
_pieces = Decoder(Pieces).decode
_about = Decoder(_About).decode
