"""Search in a preview that writes pages when they are asked for: titles, actors and claims of all of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from markupsafe import escape

from .publish.site import Publisher

INDEX = "search/search_index.json"
"""Where the search of MkDocs and of Material looks, in the site."""


def complete(site: Path, publisher: Publisher, addresses: Mapping[str, str]) -> None:
    """Add to the index of what MkDocs has written the pages that it has not; those from before an edit go."""
    file = site / INDEX
    try:
        index = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return  # the site has no search, or another one
    waiting = {
        addresses[uri]: {"location": addresses[uri], "title": str(escape(title)), "text": str(escape(words))}
        for uri, title, words in publisher.findable()
    }
    others = [entry for entry in index["docs"] if not entry.get("waiting") and entry["location"] not in waiting]
    index["docs"] = others + [{**entry, "waiting": True} for entry in waiting.values()]
    file.write_text(json.dumps(index, separators=(",", ":")), "utf-8")
