"""Pages that come from the briefing, not from ``docs/``: MkDocs' ``Page``, filled straight with HTML.

Nothing of an article passes through Markdown: the page's ``markdown`` is empty, or what a person wrote.
"""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from jinja2 import Environment
from markupsafe import escape
from mkdocs.commands.build import _build_page, _populate_page
from mkdocs.structure import StructureItem
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from .curation.redaction import BLOCK
from .model import Briefing, Problem
from .publish import datafiles
from .publish.site import PageSpec, Publisher, TocItem

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


class LazyFile(File):
    """The file of a page that is written when a reader asks for it: links lead to it, and a build leaves it alone."""

    def is_documentation_page(self) -> bool:
        return False

    is_static_page = is_media_file = is_javascript = is_css = is_documentation_page

    def copy_file(self, dirty: bool = False) -> None:
        """There is nothing to copy."""


COPIES = {"print", "quotations", "voice"}
"""Kinds of pages that only repeat what stands on others: search finds it there."""

_INLINE = re.compile(r"</?(?:a|abbr|b|bdi|cite|code|em|i|mark|q|s|small|span|strong|sub|sup|time|u|wbr)\b[^>]*>")
_TOOLS = re.compile(r'<(?:details class="bf-cite"|form class="bf-filter").*?</(?:details|form)>', re.DOTALL)
_TAG = re.compile(r"<(?!/?h[1-6]\b)[^>]*>")
_SPACE = re.compile(r"\s+")


class BriefingPage(Page):
    """One page of the briefing; where a person wrote a file of the same name, that stands above it."""

    def __init__(
        self,
        spec: PageSpec,
        file: File,
        config: MkDocsConfig,
        publisher: Publisher,
        *,
        label: str | None,
        written: bool,
    ) -> None:
        super().__init__(label, file, config)
        self.spec = spec
        self.label = label
        self.written = written
        self._publisher = publisher

    @property
    def data_uris(self) -> tuple[str, ...]:
        """Addresses of the data files that are written with it."""
        return datafiles.names(self.spec.kind, self.spec.key)

    def read_source(self, config: MkDocsConfig) -> None:
        """What a person wrote for this page, or nothing."""
        if self.written:
            super().read_source(config)
        else:
            self.markdown, self.meta = "", {}

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Content, table of contents and all anchors: the hand-written part, then the generated one.

        Themes print titles, description and contents as they stand, so they are set escaped.
        """
        above, toc, anchors = "", [], set[str]()
        if self.written:
            super().render(config, files)
            above, toc, anchors = self.content or "", list(self.toc), self.present_anchor_ids or set()
        rendered = self._publisher.render(self.spec)
        write_data(config, dict(rendered.files))
        self.content = f'<div class="briefing-written">\n{above}\n</div>\n{rendered.html}' if above else rendered.html
        self.toc = TableOfContents(_joined(toc, _links(rendered.toc)))
        self.present_anchor_ids = anchors | set(rendered.anchors)
        self.title = self.label or self.meta.get("title") or str(escape(self.spec.title))
        self.meta.setdefault("title", str(escape(self.spec.title)))
        if rendered.description:
            self.meta.setdefault("description", str(escape(rendered.description)))
        if self.spec.kind in ("article", "actor"):
            self.meta.setdefault("hide", ["navigation"])
        if self.spec.kind in COPIES:
            self.meta.setdefault("search", {"exclude": True})

    @contextmanager
    def plain(self, lean: bool) -> Iterator[None]:
        """While it is open, title and contents are plain letters, for what escapes them by itself.

        ``lean``: the content too, down to headings and text. A search plugin takes the same words from it, in a
        fraction of the time that it takes to parse the page.
        """
        title, content, links = self.title, self.content, list(_walk(self.toc))
        shown = [link.title for link in links]
        plain = self.title = unescape(title or "")
        for link in links:
            link.title = unescape(link.title)
        if lean and self.spec.kind in COPIES:
            self.content = ""
        elif lean and content and "data-search-exclude" not in (words := _TOOLS.sub("", content)):
            self.content = _SPACE.sub(" ", _TAG.sub(" ", _INLINE.sub("", words)))
        yield
        if self.title == plain:
            self.title = title
        if lean:
            self.content = content
        for link, words in zip(links, shown, strict=True):
            link.title = words


def add_pages(
    files: Files,
    config: MkDocsConfig,
    publisher: Publisher,
    labels: Mapping[str, str],
    sources: Mapping[str, str],
    lazy: bool = False,
) -> list[BriefingPage]:
    """Put a page for each of the publisher's plan into ``files``; nothing is written to disk.

    ``labels``: kind to the word for it in the navigation. ``sources``: article id to the address of its file, seen
    from ``docs_dir``. A hand-written page that would stand at the same place becomes the upper part of ours.
    ``lazy``: generated pages that are not in the navigation wait until they are asked for.
    """
    named = labels_of(config.nav)
    written = {f.dest_uri: f for f in files.documentation_pages()}
    pages = []
    for spec in publisher.pages:
        level = InclusionLevel.NOT_IN_NAV if spec.section else InclusionLevel.INCLUDED
        file = File.generated(config, spec.uri, content="", inclusion=level)
        own = written.get(file.dest_uri)
        if own:
            file = own
            file.inclusion = level
        else:
            if lazy and spec.section:
                file = LazyFile(
                    spec.uri, None, config.site_dir, config.use_directory_urls, dest_uri=file.dest_uri, inclusion=level
                )
                file.generated_by = "briefing"
            if excluded := files.get_file_from_path(spec.uri):
                files.remove(excluded)
            files.append(file)
        if spec.kind == "article":
            file.edit_uri = sources.get(spec.key)
        label = named.get(file.src_uri) or (None if spec.section else labels.get(spec.kind))
        pages.append(BriefingPage(spec, file, config, publisher, label=label, written=own is not None))
    return pages


def add_assets(files: Files, config: MkDocsConfig, assets: Mapping[str, Path]) -> None:
    """Put style sheets and scripts into ``files``, unless the user's docs have their own of the same name."""
    for uri, path in assets.items():
        if files.get_file_from_path(uri) is None:
            files.append(File.generated(config, uri, abs_src_path=str(path), inclusion=InclusionLevel.INCLUDED))


def write_data(config: MkDocsConfig, files: Mapping[str, str]) -> None:
    """Write data files of scripts straight into the site: at any other time MkDocs wants to know them beforehand."""
    for uri, text in files.items():
        path = Path(config.site_dir) / uri
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


def unmatched(files: Files, pages: Iterable[BriefingPage], folders: Iterable[str], nav: Any) -> list[Problem]:
    """Hand-written pages under the folders of articles and actors that no article or actor answers to.

    They are kept out of the automatic navigation. One that the user's ``nav`` names is meant to stand alone.
    """
    taken = {page.file.src_uri for page in pages}
    named = labels_of(nav)
    problems = []
    for file in files.documentation_pages():
        folder, _, name = file.src_uri.rpartition("/")
        if folder not in folders or file.src_uri in taken or file.src_uri in named:
            continue
        file.inclusion = InclusionLevel.NOT_IN_NAV
        known = [uri.rpartition("/")[2] for uri in sorted(taken) if uri.startswith(f"{folder}/")]
        near = difflib.get_close_matches(name, known, n=1)
        problems.append(
            Problem(
                file=file.abs_src_path or file.src_uri,
                code="page-unmatched",
                message=f"“{file.src_uri}” stands above no page of the briefing",
                value=name,
                fix=f"did you mean {near[0]}?" if near else f"{folder}/ has no page of that name",
            )
        )
    return problems


def order_navigation(nav: Navigation, pages: Iterable[BriefingPage]) -> None:
    """The automatic navigation: the briefing's own pages first, in their order, then what people wrote."""
    ours: list[StructureItem] = [page for page in pages if page.spec.section is None]
    nav.items = ours + [item for item in nav.items if not any(item is page for page in ours)]
    nav.pages = [*(p for p in ours if isinstance(p, Page)), *(p for p in nav.pages if not any(p is o for o in ours))]
    around = [None, *nav.pages, None]
    for before, page, after in zip(around, nav.pages, around[2:], strict=False):
        page.previous_page, page.next_page = before, after


def set_parents(pages: Sequence[BriefingPage]) -> None:
    """Hang pages that are not in the navigation below their index, so that themes can show the way up."""
    by_uri = {page.spec.uri: page for page in pages}
    for page in pages:
        if page.spec.section and page.parent is None:
            page.parent = by_uri[page.spec.section]  # type: ignore[assignment]  # themes need title, url, active


def _links(toc: Iterable[TocItem]) -> list[AnchorLink]:
    """The table of contents as MkDocs has it: titles are HTML there, and deeper items hang on those before them."""
    roots: list[AnchorLink] = []
    path: list[AnchorLink] = []
    for item in toc:
        link = AnchorLink(str(escape(item.title)), item.id, item.level)
        while path and path[-1].level >= link.level:
            path.pop()
        (path[-1].children if path else roots).append(link)
        path.append(link)
    return roots


def _joined(above: list[AnchorLink], below: list[AnchorLink]) -> list[AnchorLink]:
    """One table of contents. Themes show only what hangs below a first title, so the rest is hung there."""
    if above and above[0].level == 1:
        above[0].children += below
        return above
    return [*above, *below]


def _walk(links: Iterable[AnchorLink]) -> Iterable[AnchorLink]:
    for link in links:
        yield link
        yield from _walk(link.children)


def labels_of(nav: Any) -> dict[str, str]:
    """Source path to the label that the user's ``nav`` gives it (MkDocs gives labels only to pages it makes itself)."""
    if isinstance(nav, list):
        return {uri: label for item in nav for uri, label in labels_of(item).items()}
    if isinstance(nav, Mapping):
        found: dict[str, str] = {}
        for label, item in nav.items():
            found |= {item: str(label)} if isinstance(item, str) else labels_of(item)
        return found
    return {}


def edit_uris(shown: Briefing, corpus: Path, docs_dir: Path) -> dict[str, str]:
    """Article id to the place of its file, but for files whose names are not told."""
    paths = {e.id: e.analysis.path for e in shown.entries}
    return {id: edit_uri(path, corpus, docs_dir) for id, path in paths.items() if BLOCK not in path}


def edit_uri(article_path: str, corpus: Path, docs_dir: Path) -> str:
    """Where an article's file stands, seen from ``docs_dir``, which is what MkDocs' ``edit_uri`` leads to."""
    file = corpus / article_path
    if not file.exists():  # a record: the file's path, and a number
        file = corpus / article_path.rpartition("#")[0]
    return quote(Path(os.path.relpath(file, docs_dir)).as_posix())


class Scene(NamedTuple):
    """What MkDocs has gathered when it begins to write pages, kept for those that are written later."""

    config: MkDocsConfig
    files: Files
    nav: Navigation
    env: Environment

    def write(self, page: BriefingPage) -> None:
        """Write one page as the build would have, with all events of all plugins."""
        _populate_page(page, self.config, self.files)
        _build_page(page, self.config, self.files.documentation_pages(), self.nav, self.env)
