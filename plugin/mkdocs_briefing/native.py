"""Words to the compiler of the rules, which mean nothing while they run as Python. This module is never compiled."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from mypy_extensions import i64, mypyc_attr
else:
    Class = TypeVar("Class", bound=type)
    i64 = int

    def mypyc_attr(**_: bool) -> Callable[[Class], Class]:
        """``acyclic``: no object of the class leads back to itself, so that nobody need look for that."""
        return lambda decorated: decorated


__all__ = ["i64", "mypyc_attr"]
