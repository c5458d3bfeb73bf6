"""What a preview of a link shows: an actor, an article, a claim or quotation, as plain words."""

from __future__ import annotations

from typing import Any

from ..desk import Desk
from ..options import Options


def places(options: Options) -> dict[str, str]:
    """Where articles and actors have their pages, so that a script knows which links lead to one."""
    return {}


def article(desk: Desk, view: Any) -> dict[str, str]:
    """An article, its quotations and claims."""
    return {}


def actor(desk: Desk, view: Any) -> dict[str, str]:
    """An actor."""
    return {}
