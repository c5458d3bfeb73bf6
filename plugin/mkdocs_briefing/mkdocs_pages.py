"""Pages that come from the briefing, not from ``docs/``: MkDocs' ``Page``, filled straight with HTML.

Nothing of an article passes through Markdown: the page's ``markdown`` is empty, or what a person wrote.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property, lru_cache, partial
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote, urljoin, urlsplit

from jinja2 import Environment
from markupsafe import escape
from mkdocs.commands.build import _build_page, _populate_page
from mkdocs.structure import StructureItem
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils import get_relative_url

from .curation.anchors import suggest
from .curation.redaction import BLOCK
from .ids import is_record
from .mkdocs_output import write
from .model import Briefing, Problem
from .publish import datafiles, head
from .publish.bare import bare
from .publish.elsewhere import Ahead
from .publish.lasting import Piece
from .publish.planning import PageSpec
from .publish.site import Publisher, Rendered, TocItem

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from .mkdocs_pagecache import CachedPublisher


class _GeneratedFile(File):
    """The file of a page of ours; thousands are made at a time."""

    @property
    def src_path(self) -> str:
        return os.path.normpath(self.src_uri)

    @src_path.setter
    def src_path(self, uri: str) -> None:
        self.src_uri = uri  # MkDocs takes it for a path of the system, and takes it apart


class LazyFile(_GeneratedFile):
    """The file of a page that is written when a reader asks for it: links lead to it, and a build leaves it alone.

    MkDocs makes the navigation of documentation pages: one that is to be ``in_navigation`` is left alone from then on.
    """

    in_navigation = False
    waiting = True

    def is_documentation_page(self) -> bool:
        return not self.waiting

    def is_media_file(self) -> bool:
        return False

    is_static_page = is_javascript = is_css = is_media_file

    def copy_file(self, dirty: bool = False) -> None:
        """There is nothing to copy."""


class OwnFile(_GeneratedFile):
    """The file of a generated page outside of the navigation; MkDocs leaves one to its ``writer`` that has one."""

    writer: Callable[[], None] | None = None

    def is_documentation_page(self) -> bool:
        return self.writer is None and super().is_documentation_page()

    def is_media_file(self) -> bool:
        return self.writer is None and super().is_media_file()

    def copy_file(self, dirty: bool = False) -> None:
        if self.writer is not None:
            self.writer()


class LongFile(OwnFile):
    """The file of a long page of the navigation: who finishes the build has its ``writer`` called when all else is
    written, as it is put together from pieces of other pages."""

    placed = False
    """whether it stands in the navigation, which MkDocs makes of documentation pages"""

    def is_documentation_page(self) -> bool:
        return not self.placed or super().is_documentation_page()

    def copy_file(self, dirty: bool = False) -> None:
        """It is not time yet."""


LONG = {"print"}
"""Kinds of pages that are written in parts, as they show something of every article."""

COPIES = {"print", "quotations", "voice", "figures", "timeline", "who"}
"""Kinds of pages that only repeat what stands on others: search finds it there."""

LARGE = {"article", "claims", "proposition", "unnamed", "search"}
"""Kinds of pages that the theme's search leaves to Pagefind, where there is one."""

_TOOLS = (
    ('<details class="bf-cite"', "</details>"),
    ('<a class="bf-cite"', "</a>"),
    ('<form class="bf-filter"', "</form>"),
)
_H1 = re.compile(r"<h1([^>]*)>(.*?)</h1>", re.DOTALL)


class BriefingPage(Page):
    """One page of the briefing; where a person wrote a file of the same name, that stands above it."""

    __slots__ = ("_anchors", "fetch", "label", "late", "publisher", "rendered", "spec", "written")
    # beside what MkDocs knows of a page: with more attributes than a class may share, each has a dictionary of 1.8 KB

    def __init__(
        self,
        spec: PageSpec,
        file: File,
        config: MkDocsConfig,
        publisher: Publisher | CachedPublisher,
        *,
        label: str | None,
        written: bool,
    ) -> None:
        super().__init__(label, file, config)
        self.spec = spec
        self.label = label
        self.written = written
        self.late = isinstance(file, LazyFile)
        """whether the page is filled just before it is written, and emptied after it: thousands take much room"""
        self.rendered: Rendered | None = None
        self.publisher: Publisher | CachedPublisher | Ahead = publisher
        self._anchors: set[str] | None = None
        self.fetch: Callable[[], str | None] | None = None
        """gives the anchors of the page as it is kept"""
        if self.late:
            self.title = label or str(escape(spec.title))  # as navigation shows it before the page is read

    def _set_canonical_url(self, base: str | None) -> None:
        """As MkDocs does, which takes the site's address apart for every page."""
        root, path = _root(base) if base else (None, None)
        self.canonical_url = None if root is None else root + self.url
        self.abs_url = None if path is None else path + self.url

    @property
    def present_anchor_ids(self) -> set[str] | None:
        """All anchors; of a page that is not at hand, from where it is kept, or rendered again."""
        if self._anchors is None and self.late:
            kept = self.fetch() if self.fetch else None
            self._anchors = set(kept.split() if kept is not None else self.publisher.render(self.spec).anchors)
        return self._anchors

    @present_anchor_ids.setter
    def present_anchor_ids(self, found: set[str] | None) -> None:
        self._anchors = found

    @property
    def head(self) -> str:
        """Elements for the head of the page."""
        return self.rendered.head if self.rendered else ""

    @property
    def data_uris(self) -> tuple[str, ...]:
        """Addresses of the data files that are written with it."""
        return datafiles.names(self.spec.kind, self.spec.key)

    @property
    def index_uri(self) -> str | None:
        """Address of the index of all rows of a list, which goes with its first page."""
        return datafiles.index(self.spec.kind, self.spec.key)

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
        self.content = ""
        self.toc = TableOfContents([])
        if self.written:
            super().render(config, files)
        self.title = self.label or self.meta.get("title") or str(escape(self.spec.title))
        self.meta.setdefault("title", str(escape(self.spec.title)))
        if self.spec.kind in ("article", "actor"):
            self.meta.setdefault("hide", ["navigation"])
        if self.spec.kind in COPIES:
            self.meta.setdefault("search", {"exclude": True})
        if not self.late:
            self.fill(config)

    def fill(self, config: MkDocsConfig, rendered: Rendered | None = None) -> None:
        """The generated part, below what a person wrote; it may be ``rendered`` already."""
        rendered = rendered or self._asked_for()
        self._show(rendered)
        write_data(config, dict(rendered.files))

    def _asked_for(self) -> Rendered:
        if isinstance(self.file, LazyFile) and isinstance(self.publisher, Publisher):
            return self.publisher.render(self.spec, whole=False)
        return self.publisher.render(self.spec)

    def fill_in_parts(self, write: Callable[[str], object], keep: Callable[[Iterable[Piece]], object]) -> None:
        """All but the content, which goes to ``write`` as it is made, and pieces that outlast the build to ``keep``."""
        assert not isinstance(self.publisher, Ahead), "it is rendered where it is written"
        self._show(self.publisher.render_in_parts(self.spec, write, keep))

    def _show(self, rendered: Rendered) -> None:
        above, toc, anchors = self.content or "", list(self.toc), self._anchors or set()
        self.rendered = rendered
        html = stepped_back(rendered.html) if "<h1" in above else rendered.html
        self.content = f'<div class="briefing-written">\n{above}\n</div>\n{html}' if above else html
        self.toc = TableOfContents(_joined(toc, _links(rendered.toc)))
        self.present_anchor_ids = anchors | set(rendered.anchors)
        if rendered.description:
            self.meta.setdefault("description", str(escape(rendered.description)))

    def empty(self) -> None:
        """Let go of what is written."""
        self.content, self.toc, self.rendered, self._anchors = "", TableOfContents([]), None, None

    @property
    def outside(self) -> bool:
        """Whether it is finished outside of MkDocs' loop, and not in the navigation."""
        return isinstance(self.file, OwnFile) and not isinstance(self.file, LongFile)

    @property
    def place(self) -> tuple[str, ...]:
        """Where it stands and what it hangs on, as far as templates show it."""
        parent = self.parent
        above = (parent.spec.uri, parent.label or "", parent.spec.title) if isinstance(parent, BriefingPage) else ()
        return (self.file.url, self.file.edit_uri or "", self.label or "", *above)

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
        elif lean and content and "data-search-exclude" not in (words := _without_tools(content)):
            self.content = bare(words)
        yield
        if self.title == plain:
            self.title = title
        if lean:
            self.content = content
        for link, words in zip(links, shown, strict=True):
            link.title = words


class Machines(NamedTuple):
    """What programs that read the site are told: what search engines are asked, and whether Pagefind is used."""

    robots: str
    pagefind: bool

    def told(self, page: BriefingPage) -> str:
        """Lines for the head of a page of ours."""
        return "".join(f"{elements}\n" for elements in (self.robots, page.head) if elements)

    def put(self, html: str, page: Page) -> str:
        """A page, with what is told in it."""
        html = head.put(html, self.robots)
        if not isinstance(page, BriefingPage):
            return html
        html = head.put(html, page.head)
        return head.unsearched(html) if self.unsearched(page) else html

    def unsearched(self, page: BriefingPage) -> bool:
        """Whether Pagefind leaves it out."""
        return self.pagefind and page.spec.kind in COPIES

    def leave_to_pagefind(self, page: BriefingPage) -> None:
        """Keep what Pagefind finds out of the theme's search."""
        if self.pagefind and page.spec.kind in LARGE:
            page.meta.setdefault("search", {"exclude": True})


def _without_tools(html: str) -> str:
    """A page without boxes to cite from and filters, whose words are no part of what it says."""
    for opening, closing in _TOOLS:
        before, *others = html.split(opening)
        html = before + "".join(part.partition(closing)[2] for part in others)
    return html


def stepped_back(html: str) -> str:
    """A generated page below a hand-written part that has a heading of its own: no page has two ``h1``."""
    return _H1.sub(r'<h2 class="bf-title"\1>\2</h2>', html, count=1)


def add_pages(
    files: Files,
    config: MkDocsConfig,
    publisher: Publisher | CachedPublisher,
    labels: Mapping[str, str],
    sources: Mapping[str, str],
    lazy: bool = False,
) -> list[BriefingPage]:
    """Put a page for each of the publisher's plan into ``files``; nothing is written to disk.

    ``labels``: kind to the word for it in the navigation. ``sources``: article id to the address of its file, seen
    from ``docs_dir``. A hand-written page that would stand at the same place becomes the upper part of ours.
    ``lazy``: generated pages wait until they are asked for.
    """
    named = labels_of(config.nav)
    written = {f.dest_uri: f for f in files.documentation_pages()}
    pages = []
    for spec in publisher.pages:
        level = InclusionLevel.NOT_IN_NAV if spec.section else InclusionLevel.INCLUDED
        place = _place(spec.uri, config.use_directory_urls)
        own = written.get(place)
        if own:
            file = own
            file.inclusion = level
        else:
            shown = not spec.section or spec.uri in named
            kind = LazyFile if lazy else LongFile if spec.kind in LONG else File if shown else OwnFile
            file = kind(spec.uri, None, config.site_dir, config.use_directory_urls, dest_uri=place, inclusion=level)
            file.generated_by, file.content_string = "briefing", ""
            if isinstance(file, LazyFile):
                file.in_navigation, file.waiting = shown, not shown
            if excluded := files.get_file_from_path(spec.uri):
                files.remove(excluded)
            files.append(file)
        if spec.kind == "article":
            file.edit_uri = sources.get(spec.key)
        label = named.get(file.src_uri) or (None if spec.section else labels.get(spec.kind))
        pages.append(BriefingPage(spec, file, config, publisher, label=label, written=own is not None))
    return pages


def _place(uri: str, directories: bool) -> str:
    """Where MkDocs writes the page of a source path."""
    folder, slash, name = uri.removesuffix(".md").rpartition("/")
    name = "index" if name == "README" else name
    return f"{folder}{slash}{name}" + ("/index.html" if directories and name != "index" else ".html")


@lru_cache(maxsize=1)
def _root(site_url: str) -> tuple[str, str]:
    """The address of the site's root, which that of a page begins with; and the path in it."""
    root = urljoin(site_url if site_url.endswith("/") else f"{site_url}/", ".")
    return root, urlsplit(root).path


def leave_alone(pages: Iterable[BriefingPage]) -> None:
    """Pages that wait for a reader, or to be written last, now that they stand in the navigation."""
    for page in pages:
        if isinstance(page.file, LazyFile):
            page.file.waiting = True
        elif isinstance(page.file, LongFile):
            page.file.placed = True


class Followed(NamedTuple):
    """The pages of a preview after an edit: all, those that are new or planned otherwise, and those that are gone."""

    pages: list[BriefingPage]
    changed: list[BriefingPage]
    gone: list[BriefingPage]


def follow(
    files: Files,
    config: MkDocsConfig,
    publisher: Publisher,
    pages: Sequence[BriefingPage],
    edit_uri: Callable[[str], str],
) -> Followed | None:
    """The pages of a preview after an edit: the same ones where they are still there, filled by another publisher.

    New ones wait in ``files``, those that are gone leave it and the site. None where pages in the navigation or
    pages with a hand-written part come, go or change their title: then the whole site has to be built.
    """
    before = {page.spec.uri: page for page in pages}
    planned = {spec.uri for spec in publisher.pages}
    gone = [page for uri, page in before.items() if uri not in planned]
    others = [spec for spec in publisher.pages if spec.uri not in before or before[spec.uri].spec != spec]
    if not all(_movable(page) for page in gone) or not all(_may_change(s, before, files) for s in others):
        return None
    for page in gone:
        files.remove(page.file)
        for written in (page.file.dest_uri, *page.data_uris):
            Path(config.site_dir, written).unlink(missing_ok=True)
    for spec in others:
        known = before.get(spec.uri)
        if known is None or _movable(known):
            file = known.file if known else _lazy_file(spec, config)
            file.edit_uri = edit_uri(spec.source) if spec.source else None
            if known is None:
                files.append(file)
            before[spec.uri] = BriefingPage(spec, file, config, publisher, label=None, written=False)
    found = [before[spec.uri] for spec in publisher.pages]
    for page, spec in zip(found, publisher.pages, strict=True):
        page.spec, page.publisher = spec, publisher
    changed = [before[spec.uri] for spec in others]
    set_parents(changed, before)
    return Followed(found, changed, gone)


def _may_change(spec: PageSpec, before: Mapping[str, BriefingPage], files: Files) -> bool:
    """Whether a page is new or planned otherwise without a change of the navigation."""
    known = before.get(spec.uri)
    if known is None:
        return spec.section is not None and files.get_file_from_path(spec.uri) is None
    return _movable(known) or known.spec.title == spec.title


def _movable(page: BriefingPage) -> bool:
    return isinstance(page.file, LazyFile) and not page.file.in_navigation


def _lazy_file(spec: PageSpec, config: MkDocsConfig) -> File:
    place = _place(spec.uri, config.use_directory_urls)
    level = InclusionLevel.NOT_IN_NAV
    file = LazyFile(spec.uri, None, config.site_dir, config.use_directory_urls, dest_uri=place, inclusion=level)
    file.generated_by = "briefing"
    return file


def add_assets(files: Files, config: MkDocsConfig, assets: Mapping[str, Path]) -> None:
    """Put style sheets and scripts into ``files``, unless the user's docs have their own of the same name."""
    for uri, path in assets.items():
        if files.get_file_from_path(uri) is None:
            files.append(File.generated(config, uri, abs_src_path=str(path), inclusion=InclusionLevel.INCLUDED))


def write_data(config: MkDocsConfig, files: Mapping[str, bytes]) -> None:
    """Write data files of scripts straight into the site: at any other time MkDocs wants to know them beforehand."""
    for uri, data in files.items():
        write(f"{config.site_dir}/{uri}", data)


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
        near = suggest(name, known)
        problems.append(
            Problem(
                file=file.abs_src_path or file.src_uri,
                code="page-unmatched",
                message=f"“{file.src_uri}” stands above no page of the briefing",
                value=name,
                fix=f"did you mean {near}?" if near else f"{folder}/ has no page of that name",
            )
        )
    return problems


def go_ahead(files: Files, own: Sequence[BriefingPage], publisher: Publisher, processes: int | None) -> Ahead:
    """Have other processes render the pages, in the order in which their turn comes.

    MkDocs fills pages with a hand-written part when it reads them; then come our ``own``, which it does not finish,
    and the others, where they are ``late``, one by one as it writes them.
    """
    found = files.documentation_pages(inclusion=InclusionLevel.is_included)
    of_mkdocs = [file.page for file in found if isinstance(file.page, BriefingPage)]
    pages = [page for page in of_mkdocs if not page.late]
    pages += [page for page in own if not isinstance(page.file, LongFile)]
    pages += [page for page in of_mkdocs if page.late]
    ahead = Ahead(publisher, [page.spec for page in pages], processes)
    for page in pages:
        page.publisher = ahead
    return ahead


def order_navigation(nav: Navigation, pages: Iterable[BriefingPage]) -> None:
    """The automatic navigation: the briefing's own pages first, in their order, then what people wrote."""
    ours: list[StructureItem] = [page for page in pages if page.spec.section is None]
    nav.items = ours + [item for item in nav.items if not any(item is page for page in ours)]
    nav.pages = [*(p for p in ours if isinstance(p, Page)), *(p for p in nav.pages if not any(p is o for o in ours))]
    around = [None, *nav.pages, None]
    for before, page, after in zip(around, nav.pages, around[2:], strict=False):
        page.previous_page, page.next_page = before, after


def set_parents(pages: Sequence[BriefingPage], known: Mapping[str, BriefingPage] | None = None) -> None:
    """Hang pages that are not in the navigation below their index, so that themes can show the way up.

    ``known``: all pages by uri, where ``pages`` are some of them.
    """
    by_uri = known or {page.spec.uri: page for page in pages}
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
    place = edit_uri(corpus, docs_dir)
    paths = {e.id: e.card.path for e in shown.entries}
    return {id: place(path) for id, path in paths.items() if BLOCK not in path}


def edit_uri(corpus: Path, docs_dir: Path) -> Callable[[str], str]:
    """Gives where an article's file stands, seen from ``docs_dir``, which is what MkDocs' ``edit_uri`` leads to."""
    above = Path(os.path.relpath(corpus, docs_dir)).as_posix()

    def place(path: str) -> str:
        file = path.rpartition("#")[0] if is_record(path) else path
        return quote(f"{above}/{file}")

    return place


class Links:
    """Relative addresses between virtual pages; it goes along to processes that render some of them."""

    def __init__(self, addresses: Mapping[str, str]) -> None:
        """``addresses``: source path to address in the site; what is none is an address itself."""
        self._addresses = addresses

    def __call__(self, start: str, goal: str) -> str:
        return get_relative_url(self._addresses.get(goal, goal), self._addresses[start])


class Scene:
    """What MkDocs has gathered when it begins to write pages, kept for those that are written later."""

    def __init__(self, config: MkDocsConfig, files: Files, nav: Navigation, env: Environment) -> None:
        self.config, self.files, self.nav, self.env = config, files, nav, env

    @cached_property
    def documentation(self) -> Sequence[File]:
        """The pages of the build; those that are written later are none of them."""
        return self.files.documentation_pages()

    def writers(self, pages: Iterable[Page]) -> dict[str, Callable[[], None]]:
        """What writes pages, by the places in the site's folder of the pages and of the data files with them."""
        found: dict[str, Callable[[], None]] = {}
        for page in pages:
            data = page.data_uris if isinstance(page, BriefingPage) else ()
            found |= dict.fromkeys((page.file.dest_uri, *data), partial(self.write, page))
            if isinstance(page, BriefingPage) and isinstance(page.file, LazyFile) and page.index_uri:
                found[page.index_uri] = partial(self._write_index, page)  # it takes longer than the page
        return found

    def _write_index(self, page: BriefingPage) -> None:
        if isinstance(page.publisher, Publisher):
            write_data(self.config, page.publisher.index(page.spec))

    def read(self, page: Page) -> None:
        """Read one page, and what stands in it."""
        _populate_page(page, self.config, self.files)

    def write(self, page: Page) -> None:
        """Write one page as the build would have, with all events of all plugins."""
        self.read(page)
        self._build(page)

    def finish(self, page: BriefingPage) -> None:
        """Write a page that is read and filled."""
        page.late = False
        self._build(page)
        page.late = True

    def _build(self, page: Page) -> None:
        _build_page(page, self.config, self.documentation, self.nav, self.env)
