"""What an article tells other pages as a record: packed when it is laid down, unpacked by those who show it.

This module is never compiled: in C, classes keep no types of their fields by which msgspec could unpack them.
"""

from __future__ import annotations

from ...model import Plain


class Speaker(Plain, frozen=True, kw_only=True):
    """``mark`` and ``how`` say how the speaker is known; ``rule`` is the left rule of a callout."""

    mark: str
    how: str
    rule: str
    name: str
    url: str | None = None
    unnamed: bool = False
    known: bool = True
    described: bool = False
    """whether the name is nothing but the description that stands here"""
    printed: bool = False
    """whether the name is words of the text that name no actor"""
    role: str | None = None


class There(Plain, frozen=True, kw_only=True, array_like=True):
    """A claim as other articles tell of it that print the same words."""

    speaker: Speaker | None
    printed: str
    words: str
    weighty: tuple[tuple[str, str], ...]
    hops: tuple[tuple[str, str | None], ...]
    outlet: str
    date: str
    title: str
    line: int
    url: str
