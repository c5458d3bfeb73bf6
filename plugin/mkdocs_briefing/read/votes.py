"""Extractors vote on blocks: each names the text it takes for the article; a block that lies in it gets its vote."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from itertools import chain

import msgspec
from lxml import html

from ..model import RawBlock

_WORD = re.compile(r"\w+")
_LONGEST = 2_000_000
"""Characters of visible text that an extractor is still asked about."""
_DEEPEST = 400
"""Elements within each other; an extractor that recurses fails on more."""


def vote(
    root: html.HtmlElement, depth: int, text: str, blocks: tuple[RawBlock, ...], stated: str
) -> tuple[RawBlock, ...]:
    """The blocks with the names of the extractors that keep them. Uses up the tree.

    ``stated``: what the page's JSON-LD gives as the article's text.
    """
    ballots = {"json-ld": stated, "trafilatura": _trafilatura(root, depth, len(text))}
    words = [_WORD.findall(text[b.start : b.end]) for b in blocks]
    kept = {name: _covered(words, ballot) for name, ballot in sorted(ballots.items()) if ballot}
    return tuple(
        msgspec.structs.replace(b, votes=votes) if (votes := tuple(v for v in kept if n in kept[v])) else b
        for n, b in enumerate(blocks)
    )


def _trafilatura(root: html.HtmlElement, depth: int, length: int) -> str:
    """What trafilatura takes for the article; nothing where it fails or the page is too much for it."""
    if length > _LONGEST or depth > _DEEPEST:
        return ""
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        return trafilatura.extract(root, fast=True, include_comments=False, include_tables=True) or ""
    except Exception:  # its failures on broken pages are its own; the blocks stay without this vote
        return ""


def _covered(blocks: Sequence[list[str]], ballot: str) -> frozenset[int]:
    """Numbers of the blocks whose words stand in the ballot: most four-word runs, or a short one as a whole line."""
    by_line = [_WORD.findall(line) for line in ballot.splitlines()]
    lines = set(map(tuple, by_line))
    runs = set(_runs(list(chain.from_iterable(by_line))))
    covered = set()
    for n, own in enumerate(blocks):
        if not own:
            continue
        if len(own) < 4:
            if tuple(own) in lines:
                covered.add(n)
            continue
        inside = sum(map(runs.__contains__, _runs(own)))
        if inside >= 0.6 * (len(own) - 3):
            covered.add(n)
    return frozenset(covered)


def _runs(words: list[str]) -> Iterator[tuple[str, ...]]:
    """Every four words in a row."""
    return zip(words, words[1:], words[2:], words[3:], strict=False)
