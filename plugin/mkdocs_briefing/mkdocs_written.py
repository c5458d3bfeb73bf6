"""The pages that people write, as MkDocs has them: what stands in them, and what becomes of ``[[…]]``."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.utils.meta import get_data

from .mkdocs_pages import BriefingPage, Scene, labels_of
from .publish.references import Written
from .walk import Stamp, stamp

if TYPE_CHECKING:
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page


def written(files: Files, pages: Iterable[BriefingPage], nav: Any) -> list[Written]:
    """Every page that is not made by the briefing alone, named as the navigation names it."""
    ours = {page.file.src_uri for page in pages if not page.written}
    titles = {page.file.src_uri: page.spec.title for page in pages if page.written}
    labels = labels_of(nav)
    found = []
    for file in sorted(files.documentation_pages(), key=lambda f: f.src_uri):
        if file.src_uri in ours:
            continue
        try:
            source = file.content_string
        except (OSError, ValueError):
            continue  # MkDocs says so itself when it comes to the page
        text, meta = get_data(source)
        found.append(
            Written(
                uri=file.src_uri,
                file=file.abs_src_path or file.src_uri,
                text=text,
                line=source.count("\n") - text.count("\n") + 1,
                title=labels.get(file.src_uri) or str(meta.get("title") or "") or titles.get(file.src_uri, ""),
            )
        )
    return found


def stamps(docs_dir: str) -> dict[str, Stamp]:
    """Every file below ``docs_dir`` with what changes when it is written."""
    return {
        os.path.join(folder, name): stamp(Path(folder, name))  # noqa: PTH118  # as MkDocs spells it
        for folder, _, names in os.walk(docs_dir)
        for name in names
    }


def read_again(scene: Scene, changed: Iterable[str]) -> dict[str, Page] | None:
    """Pages whose files changed, read again, by their addresses.

    None where that is not all: for a file that is no page, a title, or front matter, which others may show.
    """
    pages = {file.abs_src_path: file.page for file in scene.documentation if file.page}
    found = {}
    for path in sorted(changed):
        page = pages.get(path)
        if page is None:
            return None
        before = page.title, dict(page.meta)
        scene.read(page)
        if before != (page.title, dict(page.meta)):
            return None
        found[page.file.url] = page
    return found
