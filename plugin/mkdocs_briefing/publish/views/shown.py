"""A piece of an article, as a record and as HTML: a row of a list, a line of a table, sentences that name somebody."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Generic, TypeVar

from markupsafe import Markup

from ..desk import Desk

R = TypeVar("R")

Macro = Callable[[Any], str]

_BETWEEN = "\0"
"""Stands between pieces that are kept as one."""
_html = str.__new__


class Shown(Generic[R]):
    """Made when a page asks for more than what others made of it before; ``key`` is its own within the article."""

    def __init__(self, desk: Desk, article: str, key: str, make: Callable[[Desk], R], id: str = "") -> None:
        self.id = id
        self.key = key
        self._desk = desk
        self.article = article
        self._make = make
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
            found = desk.piece(self.article, self.key, self.made_by(macros))
        else:
            found = desk.once((self.article, self.key, *macros), self.made_by(macros))
        return [_html(Markup, piece) for piece in found.split(_BETWEEN)]

    def made_by(self, macros: Iterable[Macro]) -> Callable[[Desk], str]:
        """Makes the pieces, as one."""

        def made(site: Desk) -> str:
            record = self._make(site)
            return _BETWEEN.join([macro(record) for macro in macros])

        return made
