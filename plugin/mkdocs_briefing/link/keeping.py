"""Writing down what an object holds, so that another process goes on from there."""

from __future__ import annotations

from typing import Any, Self

from msgspec import Struct

from .postings import Postings


class Kept(Struct, array_like=True):
    """The attributes of an object that are written down: those that have the names of these fields.

    They are read into a fresh object in place, since others may hold the same dict.
    """

    @classmethod
    def of(cls, owner: object) -> Self:
        return cls(*(getattr(owner, name) for name in cls.__struct_fields__))

    def into(self, owner: object) -> None:
        for name in self.__struct_fields__:
            own: Any = getattr(owner, name)
            kept = getattr(self, name)
            if isinstance(own, Postings):
                own.held.update(kept.held)
            elif isinstance(own, dict):
                dict.update(own, kept)
            elif isinstance(own, set):
                own.update(kept)
            else:
                setattr(owner, name, kept)
