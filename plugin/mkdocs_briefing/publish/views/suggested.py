"""In a preview, what the machine would ask a person to confirm and no proposition's page has: claims said twice.

A page of its own, for all claims are compared when it is opened.
"""

from __future__ import annotations

from ...model import Record
from ..desk import Desk
from .propositions import Suggested, suggested


class SuggestedView(Record, frozen=True, kw_only=True):
    found: tuple[Suggested, ...]
    home_url: str
    description: str = ""


def all_suggested(desk: Desk, key: str) -> SuggestedView:
    return SuggestedView(found=tuple(suggested(desk, "", {})), home_url=desk.link("home") or "#")
