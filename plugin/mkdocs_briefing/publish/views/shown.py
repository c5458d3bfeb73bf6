"""A piece of an article, as a record and as HTML: a row of a list, a line of a table, sentences that name somebody."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Generic, TypeVar

from markupsafe import Markup

from ..desk import Desk

R = TypeVar("R")

Macro = Callable[[Any], str]

BETWEEN = "\0"
"""Stands between pieces that are kept as one; no visible text holds it."""
_html = str.__new__


class Shown(Generic[R]):
    """Made when a page asks for more than what others made of it before; ``key`` is its own within the article.

    ``lay``: makes as much of the record as our own macros show, where that takes less than ``make``.
    """

    def __init__(
        self,
        desk: Desk,
        article: str,
        key: str,
        make: Callable[[Desk], R],
        lay: Callable[[Desk], R] | None = None,
    ) -> None:
        self.key = key
        self._desk = desk
        self.article = article
        self._make = make
        self._lay = lay or make
        self._record: R | None = None

    @property
    def whole(self) -> R:
        """The record of it."""
        if self._record is None:
            self._record = self._desk.once(("whole", self.article, self.key), self._make)
        return self._record

    def __getattr__(self, name: str) -> Any:
        """What the record has, for templates."""
        return getattr(self.whole, name)

    def pieces(self, *macros: Macro) -> list[Markup]:
        """What these macros make of the record, for every page on which it stands."""
        desk = self._desk
        if self._record is not None:
            return [_html(Markup, macro(self._record)) for macro in macros]
        if desk.fragments and macros in desk.fragments.laid:
            found = desk.piece(self.article, self.key, self.laid_by(macros))
        else:
            found = desk.once((self.article, self.key, *macros), lambda site: _made(self._make(site), macros))
        return [_html(Markup, piece) for piece in found.split(BETWEEN)]

    def laid_by(self, macros: Iterable[Macro]) -> Callable[[Desk], str]:
        """Makes the pieces that are laid down, as one."""
        return lambda site: _made(self._lay(site), macros)


def _made(record: object, macros: Iterable[Macro]) -> str:
    return BETWEEN.join([macro(record) for macro in macros])
