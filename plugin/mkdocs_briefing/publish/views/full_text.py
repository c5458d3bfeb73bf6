"""The page of full-text search over an index too large for the theme's own."""

from __future__ import annotations

from ...model import Record
from ..desk import Desk


class FullTextView(Record, frozen=True, kw_only=True):
    """``index``: the URL of the folder of the index. ``preview``: a preview has none."""

    index: str
    preview: bool
    description: str = ""


def full_text(desk: Desk, key: str) -> FullTextView:
    """Where the index is; nothing of the briefing."""
    return FullTextView(index=desk.outside("pagefind/"), preview=desk.options.preview)
