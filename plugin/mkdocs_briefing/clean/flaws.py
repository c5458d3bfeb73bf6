"""Shortcomings of the article itself, in plain words: shown to its readers, never mended."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..model import Block, Flaw, Metadata, Source
from .dates import dates, is_day


def flaws_of(source: Source, metadata: Metadata, blocks: Sequence[Block]) -> tuple[Flaw, ...]:
    """Every flaw, in a fixed order."""
    return (
        *_missing(source, metadata, blocks),
        *_truncated(source, blocks),
        *_repaired(source),
    )


def _missing(source: Source, metadata: Metadata, blocks: Sequence[Block]) -> Iterator[Flaw]:
    if metadata.title is None:
        yield Flaw(code="no-title", message="The file shows no title.")
    if metadata.publisher is None:
        yield Flaw(code="no-publisher", message="The file does not say where it was published.")
    if metadata.date is None:
        yield _no_date(source, blocks)


def _no_date(source: Source, blocks: Sequence[Block]) -> Flaw:
    """Undated; a dated post in the text bounds the date from below."""
    bound = None
    for block in blocks:
        if block.kind == "embed":
            for date in dates(source.text, block.start, block.end):
                if is_day(date.value) and (bound is None or date.value > bound.value):
                    bound = date
    if bound is None:
        return Flaw(code="no-date", message="The file states no date.")
    return Flaw(
        code="no-date",
        message=f"The file states no date; it holds a post of {bound.value}, so it is not older than that.",
        start=bound.start,
        end=bound.end,
    )


_END = re.compile(r"[.!?。！？…:;*)\]}\"”’»'›|]\W*$")


def _truncated(source: Source, blocks: Sequence[Block]) -> Iterator[Flaw]:
    """The last kept paragraph breaks off: no full stop, or a quotation that ends on a comma."""
    kept = [b for b in blocks if b.kept and b.kind == "paragraph"]
    if not kept:
        return
    last = kept[-1]
    words = source.text[last.start : last.end].rstrip()
    comma = re.search(r",[\"”’»']?$", words)
    if (comma or not _END.search(words)) and len(words.split()) >= 8:
        start = max(last.start, last.start + len(words) - 60)
        yield Flaw(
            code="truncated",
            message="The text is probably cut off: its last sentence does not end.",
            start=start,
            end=last.start + len(words),
        )


def _repaired(source: Source) -> Iterator[Flaw]:
    if source.repairs:
        count = len(source.repairs)
        runs = "one mis-decoded run was" if count == 1 else f"{count} mis-decoded runs were"
        yield Flaw(code="repaired", message=f"In this text {runs} repaired; what stood there is listed.")
