"""What every picture has: its name, what it shows in words, its size, and its letters."""

from __future__ import annotations

from ...model import Record
from .lettering import Letter

WIDTH = 720
"""of a page's column, which a picture fills"""


class Drawn(Record, frozen=True, kw_only=True):
    id: str
    title: str
    told: str
    """what there is to see, in one sentence"""
    width: int
    height: int
    letters: tuple[Letter, ...]
