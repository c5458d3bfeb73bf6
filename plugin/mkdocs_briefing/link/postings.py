"""An inverted index that can be undone: which articles (forms, claims) hold a key."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from typing import Generic, TypeVar

from msgspec import Struct, field

K = TypeVar("K", bound=Hashable)

Numbered = dict[K, int | list[int]]


class Postings(Struct, Generic[K]):
    """Keys to their holders. Most keys have one holder, which then stands there without a set around it."""

    held: dict[K, str | set[str]] = field(default_factory=dict)

    def add(self, key: K, holder: str) -> None:
        held = self.held.get(key)
        if held is None:
            self.held[key] = holder
        elif isinstance(held, set):
            held.add(holder)
        elif held != holder:
            self.held[key] = {held, holder}

    def discard(self, key: K, holder: str) -> None:
        held = self.held.get(key)
        if held == holder:
            del self.held[key]
        elif isinstance(held, set):
            held.discard(holder)
            if not held:
                del self.held[key]

    def of(self, key: K) -> Collection[str]:
        """The holders; not to be kept over a change."""
        held = self.held.get(key)
        return () if held is None else held if isinstance(held, set) else (held,)

    def several(self, key: K) -> Collection[str]:
        """The holders, where there are two or more."""
        held = self.held.get(key)
        return held if isinstance(held, set) and len(held) > 1 else ()

    def __contains__(self, key: object) -> bool:
        return key in self.held

    def __iter__(self) -> Iterator[K]:
        return iter(self.held)

    def __len__(self) -> int:
        return len(self.held)

    def numbered(self, numbers: Mapping[str, int]) -> Numbered[K]:
        """The same with numbers for holders, to be written down."""
        return {
            key: numbers[held] if isinstance(held, str) else [numbers[holder] for holder in held]
            for key, held in self.held.items()
        }

    def fill(self, numbered: Numbered[K], names: Sequence[str]) -> None:
        """Reads again what ``numbered`` gave."""
        for key, held in numbered.items():
            self.held[key] = names[held] if isinstance(held, int) else {names[n] for n in held}
