"""What the filters of the claims index need: one line a claim, and the rows of each page as they stand there."""

from __future__ import annotations

from ..desk import Desk
from .claims import ClaimsView


def files(desk: Desk, view: ClaimsView) -> dict[str, str]:
    """The rows of this page; with the first page also the index of all."""
    return {}
