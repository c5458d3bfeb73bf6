"""Names that may be two spellings of one (“Donbas”, “Donbass”): proposed to people, never merged by machine."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from ..ids import fold

_ALIKE = (
    (r"sch|sh|sz|š", "s"),
    (r"tch|ch|cz|ts|tz", "c"),
    (r"zh", "z"),
    (r"kh|gh", "h"),
    (r"ph", "f"),
    (r"ck|k|q", "k"),
    (r"x", "ks"),
    (r"w", "v"),
    (r"ou|oo", "u"),
    (r"yo|jo|io", "o"),
    (r"[iyj]+", "i"),
    (r"ei|ai", "i"),
    (r"(.)\1+", r"\1"),
)
"""letters that languages and times write differently for one sound; in this order"""
_LONGEST = 120
"""letters; a longer name is a fault of the text"""


@lru_cache(100_000)
def sound(name: str) -> str:
    """The same for spellings of one name; for different names seldom."""
    letters = fold(name[:_LONGEST])
    for pattern, instead in _rules():
        letters = pattern.sub(instead, letters)
    return letters


@cache
def _rules() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), letters) for pattern, letters in _ALIKE)
