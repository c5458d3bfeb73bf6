"""CSL-JSON: the articles as Zotero, Mendeley, pandoc and citation processors read them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from ..publish.words import Words
from . import dates
from .works import Name, Work


def item(work: Work, words: Words, note: str | None = None, url: str | None = None) -> dict[str, Any]:
    """One work; an article without an outlet is a document. The date as EDTF and the digest stand under ``custom``."""
    found: dict[str, Any] = {
        "id": work.id,
        "type": "article-newspaper" if work.outlet else "document",
        "title": work.title or words("untitled-file", file=work.file),
        "author": [_name(name) for name in work.authors],
        "container-title": work.outlet,
        "issued": dates.csl(work.issued, words) if work.issued else None,
        "accessed": dates.csl(work.accessed, words) if work.accessed else None,
        "URL": url or work.url,
        "archive_location": work.archived,
        "language": work.language,
        "note": note,
        "custom": {"date": work.issued, "sha256": work.sha256, "page": work.page},
    }
    return {key: value for key, value in found.items() if value not in (None, [])}


def dumped(items: Iterable[dict[str, Any]]) -> str:
    """The items as a file holds them: one array, an item a line."""
    return "[\n" + ",\n".join(json.dumps(item, ensure_ascii=False) for item in items) + "\n]\n"


def _name(name: Name) -> dict[str, str]:
    if name.family is None:
        return {"literal": name.literal}
    found = {"family": name.family, "given": name.given or "", "suffix": name.suffix or ""}
    return {key: value for key, value in found.items() if value}
