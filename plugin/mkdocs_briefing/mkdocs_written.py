"""The pages that people write, as MkDocs has them: what stands in them, and what becomes of ``[[…]]``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from mkdocs.utils.meta import get_data

from .mkdocs_pages import BriefingPage, labels_of
from .publish.references import Written

if TYPE_CHECKING:
    from mkdocs.structure.files import Files


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
