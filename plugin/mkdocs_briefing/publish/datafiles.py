"""Data for scripts: files of one call each, so that a script element brings them, from ``file://`` too.

Nothing loads one before a reader does something that needs it. Values are plain words, never HTML, but for rows that
our own templates escaped.
"""

from __future__ import annotations

import json
from typing import Any

FOLDER = "assets/briefing"
"""where they stand in the site"""


def address(kind: str, key: str) -> str:
    """Address in the site of what goes with one page: rows of a list, previews of an article or actor."""
    return f"{FOLDER}/{kind}/{key}.js"


def names(kind: str, key: str) -> tuple[str, ...]:
    """The files that go with a page, before it is rendered."""
    if kind in ("claims", "voice"):
        return (address(kind, key), address(kind, "index")) if key == "1" else (address(kind, key),)
    return (address(kind, key),) if kind in ("article", "actor") and "/" not in key else ()


def script(kind: str, key: str, value: Any) -> dict[str, str]:
    """One file: it hands its value over under its own name."""
    words = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace").decode()
    return {address(kind, key): f'briefingData("{kind}/{key}",{words});\n'}
