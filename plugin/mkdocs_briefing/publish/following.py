"""Lists in order, and lists under keys, that follow an edit: what changed is taken out, and put in where it belongs.

Each function gives a new list or mapping and leaves the old one as it was. An order is a key that no two values of
a list share; ``was`` is that of the list as it stands, ``now`` that of the one to be.
"""

from __future__ import annotations

from bisect import bisect_left, insort_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

K = TypeVar("K")
V = TypeVar("V")
Order = Callable[[V], Any]

FEW = 8
"""Of so many values of a list one may change; of more than that it is sorted anew."""


def followed(known: Sequence[V], gone: Iterable[V], come: Iterable[V], was: Order[V], now: Order[V]) -> list[V]:
    """The list without what is gone and with what has come."""
    gone, come, rows = list(gone), list(come), list(known)
    if (len(gone) + len(come)) * FEW > len(rows):
        out = {was(value) for value in gone}
        return sorted([*(value for value in rows if was(value) not in out), *come], key=now)
    for value in gone:
        del rows[bisect_left(rows, was(value), key=was)]
    for value in come:
        insort_left(rows, value, key=now)
    return rows


def followed_by_key(
    index: Mapping[K, list[V]],
    gone: Iterable[tuple[K, V]],
    come: Iterable[tuple[K, V]],
    was: Order[V],
    now: Order[V],
) -> dict[K, list[V]]:
    """The lists under keys without what is gone and with what has come; a key under which nothing is left goes too."""
    out, put = _by_key(gone), _by_key(come)
    new = copied(index)
    for key in out.keys() | put.keys():
        rows = followed(new.get(key, []), out.get(key, ()), put.get(key, ()), was, now)
        if rows:
            new[key] = rows
        else:
            del new[key]
    return new


def copied(table: Mapping[K, V]) -> dict[K, V]:
    """A copy as the table lies in memory; ``dict()`` puts in one by one where something was taken out before."""
    return table.copy() if isinstance(table, dict) else dict(table)


def _by_key(pairs: Iterable[tuple[K, V]]) -> dict[K, list[V]]:
    found: dict[K, list[V]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found


class Backwards:
    """A key that puts what is greater first."""

    __slots__ = ("_key",)

    def __init__(self, key: Any) -> None:
        self._key = key

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Backwards) and self._key == other._key

    def __lt__(self, other: Backwards) -> bool:
        return bool(other._key < self._key)

    def __hash__(self) -> int:
        return hash(self._key)
