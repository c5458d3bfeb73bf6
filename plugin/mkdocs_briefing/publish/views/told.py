"""What an article tells other pages as a record: packed when it is laid down, unpacked by those who show it.

This module is never compiled: in C, classes keep no types of their fields by which msgspec could unpack them.
"""

from __future__ import annotations

from typing import Any

from ...model import Plain, Row


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


class Beside(Row, frozen=True, kw_only=True):
    """A sentence that names an actor, as HTML, and the others that it names."""

    words: str
    line: int
    at: str
    others: tuple[str, ...]


class Company(Row, frozen=True, kw_only=True):
    """With whom an article names an actor. ``set_aside``: a person found words in it to be nobody's speech."""

    beside: tuple[Beside, ...]
    set_aside: bool


class Filtered(Row, frozen=True, kw_only=True):
    """What filters know of a claim; of ``days`` (first and last, said, reported) 0 where one is as the one before."""

    speaker: str
    certainty: str
    outlets: list[str]
    articles: list[str]
    proposition: str | None
    hedges: list[str]
    unverified: int
    days: list[Any]
    key: str
