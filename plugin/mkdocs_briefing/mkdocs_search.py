"""Search where the theme's own does not reach: in a preview that writes pages when they are asked for, and over many.

A preview is given titles, actors and claims of all pages; a large site the index of Pagefind, made after its pages.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from markupsafe import escape
from mkdocs.exceptions import PluginError

from .publish.site import Publisher

INDEX = "search/search_index.json"
"""Where the search of MkDocs and of Material looks, in the site."""

LARGE = {"article", "claims", "proposition", "unnamed", "search"}
"""Kinds of pages that the theme's search leaves to Pagefind, where there is one."""

MISSING = "Pagefind is not installed: pip install 'mkdocs-briefing[search]'"

_NO_TEXT = "header, nav, footer, form, [data-search-exclude], .md-sidebar, .headerlink"
"""Parts of a theme's page that are on every page, and the tools of ours."""


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


def available() -> bool:
    """Whether Pagefind is installed."""
    return importlib.util.find_spec("pagefind") is not None


def index(site: Path, language: str) -> None:
    """Make the index of Pagefind over the pages of a site, in ``pagefind/`` there. Raises ``PluginError``, in words."""
    command = [sys.executable, "-m", "pagefind", "--silent", "--site", str(site), "--force-language", language]
    done = subprocess.run([*command, "--exclude-selectors", _NO_TEXT], capture_output=True, text=True, check=False)
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines()
        raise PluginError(f"pagefind: no index could be made ({said[-1] if said else done.returncode})")
