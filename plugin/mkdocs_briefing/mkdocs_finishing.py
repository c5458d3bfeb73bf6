"""One build that reuses finished pages: which are written as they were, and what it leaves for the next build."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from mkdocs.utils import write_file

from .mkdocs_pages import BriefingPage, OwnFile, Scene, write_data
from .mkdocs_shelf import KeptPublisher, Shelf, search_entries
from .publish.site import Publisher

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files
    from mkdocs.structure.pages import Page
    from mkdocs.utils.templates import TemplateContext


class Finishing:
    """Goes with one build from its files to its end."""

    def __init__(
        self,
        shelf: Shelf,
        publisher: Publisher | KeptPublisher,
        pages: Sequence[BriefingPage],
        files: Files,
        config: MkDocsConfig,
    ) -> None:
        self._shelf = shelf
        self._publisher = publisher
        self._config = config
        self._entries = search_entries(config)
        self._of_page: dict[str, Sequence[dict[str, Any]]] = {}
        self._start = 0
        self._lost: list[BriefingPage] = []
        self._digests = publisher.digests() if isinstance(publisher, Publisher) else None
        shown = (page for page in pages if not isinstance(page.file, OwnFile))
        shelf.navigation = tuple((page.spec.uri, page.label or page.spec.title) for page in shown)
        for page in pages:
            page.late = not page.written
            if isinstance(page.file, OwnFile) and self._known(page):
                page.file.kept = partial(self._write, page)
                page.fetch = partial(self._anchors, page)
        self.everything: Sequence[File] = [
            f
            for f in files
            if f.inclusion.is_included() and (f.is_documentation_page() or _is_kept(f))  # type: ignore[no-untyped-call]
        ]
        """the files of all pages, in the order in which a build without a store has them"""

    def begin(self, page: Page, context: TemplateContext) -> None:
        """Before search reads a page."""
        context["pages"] = self.everything
        self._start = len(self._entries) if self._entries is not None else 0

    def indexed(self, page: Page) -> None:
        """After search has read a page."""
        if self._entries is not None:
            self._of_page[page.file.src_uri] = self._entries[self._start :]

    def finished(self, page: BriefingPage, html: str) -> None:
        """A page of ours as it is written."""
        rendered = page.rendered
        if rendered is None:
            return
        if not isinstance(page.file, OwnFile):
            self._shelf.rendered[page.spec.uri] = rendered
        elif self._digests is not None:
            entries = self._of_page.get(page.file.src_uri, ())
            self._shelf.keep(page.spec, page.place, rendered, html, entries, self._digests)

    def end(self, scene: Scene, sources: dict[str, str], reports: Iterable[tuple[str, str]]) -> None:
        """Write what was lost, put the entries of search in the order of pages, keep the site."""
        for page in self._lost:
            scene.write(page)
        if self._entries is not None:
            self._entries[:] = [e for f in self.everything for e in self._of_page.get(f.src_uri, ())]
        self._shelf.close(self._publisher if isinstance(self._publisher, Publisher) else None, sources, reports)

    def abandon(self) -> None:
        """The build failed: what is finished is kept, the site is not."""
        self._shelf.close(None, {}, ())

    def _known(self, page: BriefingPage) -> bool:
        if self._digests is None:
            return True
        return self._shelf.known(page.spec, page.place, self._digests)

    def _write(self, page: BriefingPage) -> None:
        kept = self._shelf.fetch(page.spec.uri)
        if kept is None:
            self._lost.append(page)
            return
        write_file(zlib.decompress(kept.html), page.file.abs_dest_path)
        write_data(self._config, dict(kept.files))
        self._of_page[page.file.src_uri] = json.loads(kept.entries)

    def _anchors(self, page: BriefingPage) -> str | None:
        kept = self._shelf.fetch(page.spec.uri)
        return kept.anchors if kept else None


def _is_kept(file: File) -> bool:
    return isinstance(file, OwnFile) and file.kept is not None
