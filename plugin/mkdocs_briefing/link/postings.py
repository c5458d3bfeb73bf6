"""An inverted index that can be undone: which articles (forms, claims) hold a key."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)


class Postings(Generic[K]):
    """Keys to their holders. Most keys have one holder, which then stands there without a set around it."""

    __slots__ = ("_held",)

    def __init__(self) -> None:
        self._held: dict[K, str | set[str]] = {}

    def add(self, key: K, holder: str) -> None:
        held = self._held.get(key)
        if held is None:
            self._held[key] = holder
        elif isinstance(held, set):
            held.add(holder)
        elif held != holder:
            self._held[key] = {held, holder}

    def discard(self, key: K, holder: str) -> None:
        held = self._held.get(key)
        if held == holder:
            del self._held[key]
        elif isinstance(held, set):
            held.discard(holder)
            if not held:
                del self._held[key]

    def of(self, key: K) -> Collection[str]:
        """The holders; not to be kept over a change."""
        held = self._held.get(key)
        return () if held is None else held if isinstance(held, set) else (held,)

    def __contains__(self, key: object) -> bool:
        return key in self._held

    def __iter__(self) -> Iterator[K]:
        return iter(self._held)

    def __len__(self) -> int:
        return len(self._held)
