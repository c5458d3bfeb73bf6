"""One build that reuses finished pages: which are written as they were, and what it leaves for the next build.

No plugin or hook changes pages in such a build. So the pages of ours outside of the navigation are not MkDocs' to
finish: they are written when it copies files, as they were, or anew, byte for byte as it would write them.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from typing import IO, TYPE_CHECKING, NamedTuple

from mkdocs.exceptions import BuildError
from mkdocs.plugins import get_plugin_logger
from msgspec.structs import replace

from .mkdocs_frames import Frames
from .mkdocs_output import Lying, SiteFolder, append, write
from .mkdocs_pagecache import CachedPublisher, Edit, Finished, Kept, PageCache, Traced
from .mkdocs_pages import BriefingPage, LongFile, Machines, OwnFile, Scene
from .mkdocs_search import Entries
from .publish.elsewhere import Ahead
from .publish.lasting import Piece
from .publish.planning import PageSpec
from .publish.site import Publisher, Rendered

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files
    from mkdocs.structure.pages import Page
    from mkdocs.utils.templates import TemplateContext

log = get_plugin_logger("briefing")


_BODY = "\0briefing:body\0"
"""Stands in the theme's frame for the content of a long page."""
_PART = 1 << 20
"""bytes of it that are in memory"""


class _Body(str):
    """The content of a long page, as far as a frame asks for it."""

    file: IO[bytes]

    def __new__(cls, file: IO[bytes]) -> _Body:
        made = super().__new__(cls, _BODY)
        made.file = file
        return made

    def __contains__(self, words: object) -> bool:
        self.file.seek(0)
        wanted = str(words).encode()
        return wanted in self.file.read(_PART) or wanted in self.whole.encode()

    @property
    def whole(self) -> str:
        self.file.seek(0)
        return self.file.read().decode()


class Done(NamedTuple):
    """A page that is written, and what is kept of it."""

    kept: Kept
    entries: bytes
    addresses: tuple[str, ...]
    """of its data files"""
    traced: Traced
    made: tuple[Piece, ...]


class Finishing:
    """Goes with one build from its files to its end."""

    def __init__(
        self,
        cache: PageCache,
        site: SiteFolder,
        publisher: Publisher | CachedPublisher,
        pages: Sequence[BriefingPage],
        files: Files,
        config: MkDocsConfig,
        edit: Edit | None = None,
    ) -> None:
        """``edit``: what differs from the articles as a build before has left them."""
        self._cache = cache
        self._site = site
        self._publisher = publisher
        self._before, layout = cache.output(config.site_dir)
        self._entries = Entries(config, site, layout)
        self._lying: dict[str, Lying] = {}
        self._written: dict[str, tuple[str, ...]] = {}
        """uri of a page that this build writes, to the addresses of its files"""
        self._lost: list[BriefingPage] = []
        self._long: list[tuple[BriefingPage, Callable[[], None]]] = []
        """pages that are written when all else is, and what writes them"""
        self.new: list[BriefingPage] = []
        """pages that are finished anew, and not by MkDocs"""
        self._digests = publisher.digests() if isinstance(publisher, Publisher) else None
        if isinstance(publisher, Publisher) and edit:
            cache.follow(publisher, edit)
        shown = (page for page in pages if not page.outside)
        cache.navigation = tuple((page.spec.uri, page.label or page.spec.title) for page in shown)
        for page in pages:
            page.late = not page.written
            if isinstance(page.file, OwnFile):
                known = self._known(page)
                page.file.writer = writer = partial(self._write if known else self._make, page)
                self._long += [(page, writer)] if isinstance(page.file, LongFile) else []
                page.fetch = partial(self._anchors, page)
                self.new += [] if known else [page]
        self._by_uri = {page.spec.uri: page for page in self.new}
        stay = (self._before[uri] for page in pages if self._lies(uri := page.spec.uri))
        site.bring_back({address: stamp for lying in stay for address, stamp in lying.files})
        self.everything: Sequence[File] = [
            f
            for f in files
            if f.inclusion.is_included() and (f.is_documentation_page() or _is_ours(f))  # type: ignore[no-untyped-call]
        ]
        """the files of all pages, in the order in which a build without a store has them"""

    def stage(self, scene: Scene, machines: Machines, done: Callable[[], None], ahead: Ahead | None = None) -> None:
        """Before MkDocs writes; ``done`` is called for each page that is finished here, ``ahead`` finishes some."""
        if ahead:
            ahead.finish_with(self.elsewhere, [page.spec for page in self.new if isinstance(page.file, LongFile)])
        self._ahead = ahead
        self._scene, self._machines, self._done = scene, machines, done
        left = self._cache.frames() if self.new else b""
        self._frames = Frames(scene.env, scene.config, scene.nav, self.everything, left)
        for page, _ in self._long:
            scene.read(page)  # its title stands in the navigation

    def begin(self, page: Page, context: TemplateContext) -> None:
        """Before search reads a page."""
        context["pages"] = self.everything
        self._entries.begin()

    def indexed(self, page: Page) -> None:
        """After search has read a page."""
        self._of_page = self._entries.take(page.file.src_uri)

    def finished(self, page: BriefingPage, html: bytes) -> None:
        """A page of ours as MkDocs has made it."""
        rendered = page.rendered
        if rendered is None:
            return
        if isinstance(page.file, OwnFile):
            self._keep(page, self._put_away(rendered, html, self._of_page))
        else:
            self._cache.add(rendered.made)
            self._cache.leave(page.spec.uri, replace(rendered, made=()))

    def end(self) -> None:
        """Write what was lost, and take note of what lies in the site before any other plugin changes it."""
        for _, writer in self._long:
            writer()
        for page in self._lost:
            self._make(page)
        for uri, addresses in self._written.items():
            key, stamps = self._cache.key(uri), self._site.stamps(addresses)
            if key and stamps:
                self._lying[uri] = Lying(key=key, files=stamps)
        self._entries.hand_over(f.src_uri for f in self.everything)

    def close(self, config: MkDocsConfig, sources: dict[str, str], reports: Iterable[tuple[str, str]]) -> None:
        """After search has written its index: complete it, and keep the site."""
        self._cache.keep_output(config.site_dir, self._lying, self._entries.join())
        self._lying.clear()  # what is left to do takes more room than any page
        self._written.clear()
        self._cache.keep_frames(self._frames.kept())
        self._cache.close(self._publisher if isinstance(self._publisher, Publisher) else None, sources, reports)
        self._let_go()

    def abandon(self) -> None:
        """The build failed: what is finished is kept, the site is not."""
        self._cache.close(None, {}, ())
        self._let_go()

    def _let_go(self) -> None:
        self._entries.close()
        self._site.clear()

    def _known(self, page: BriefingPage) -> bool:
        if self._digests is None:
            return True
        return self._cache.known(page.spec, page.place, self._digests)

    def _write(self, page: BriefingPage) -> None:
        """The page as it was: moved where the site folder still holds it, else written."""
        uri = page.spec.uri
        if self._lies(uri) and self._site.move_back(self._before[uri].files):
            self._lying[uri] = self._before[uri]
            if not self._entries.wanted or self._entries.as_before(uri):
                return
        found = self._cache.fetch(uri)
        if found is None:
            self._lost.append(page)
            return
        if uri not in self._lying:
            write(page.file.abs_dest_path, found.html)
            if found.parts:
                append(page.file.abs_dest_path, found.rest)
            for address, text in found.files:
                write(self._site.path(address), text)
            self._written[uri] = (page.file.dest_uri, *(address for address, _ in found.files))
        self._entries.put(uri, found.entries)

    def _lies(self, uri: str) -> bool:
        """Whether a page that is kept may lie where the build before has written it."""
        lying = self._before.get(uri)
        return lying is not None and lying.key == self._cache.key(uri)

    def _make(self, page: BriefingPage) -> None:
        """The page as MkDocs would write it, in the frame of those like it."""
        self._done()
        try:
            self._finish(page)
        except Exception as error:
            reason = "" if isinstance(error, BuildError) else f" {error}"
            log.error(f"Error building page '{page.spec.uri}':{reason}")
            raise
        page.empty()
        if page.outside:
            page.meta = {}  # nobody asks for it any more

    def _finish(self, page: BriefingPage) -> None:
        long = isinstance(page.file, LongFile)
        asked = self._ahead if long else page.publisher
        made = asked.made(page.spec) if isinstance(asked, Ahead) else None
        if isinstance(made, Done):
            done: Done | None = made
        else:
            done = self._written_in_parts(page, self._cache.add) if long else self._written_anew(page, made)
        if done is None:
            self._scene.finish(page)
        else:
            self._entries.put(page.spec.uri, done.entries)
            self._keep(page, done)

    def _written_anew(self, page: BriefingPage, rendered: Rendered | None) -> Done | None:
        """A page that is written; None where the theme has to be asked itself. Any process may do it."""
        self._scene.read(page)
        page.fill(self._scene.config, rendered)
        html = self._framed(page)
        if html is None or page.rendered is None:
            return None
        self._entries.read(page)
        entries = self._entries.taken()
        write(page.file.abs_dest_path, html)
        return self._put_away(page.rendered, html, entries)

    def elsewhere(self, spec: PageSpec) -> Done | Rendered | None:
        """A page as a process that helps gives it back: written, where that can be done without MkDocs."""
        page = self._by_uri.get(spec.uri)
        if page is None:
            return None
        try:
            if isinstance(page.file, LongFile):
                return self._long_elsewhere(page)
            return self._written_anew(page, self._publisher.render(spec)) or page.rendered
        finally:
            page.empty()

    def _long_elsewhere(self, page: BriefingPage) -> Done:
        made = list[Piece]()
        done = self._written_in_parts(page, made.extend)
        if done is None:
            raise BuildError("the theme has to be asked itself, where MkDocs is at hand")
        return done._replace(made=tuple(made))

    def _written_in_parts(self, page: BriefingPage, keep: Callable[[Iterable[Piece]], object]) -> Done | None:
        """The same of a long page: what stands in the theme's frame goes from file to file, part by part."""
        self._scene.read(page)
        with tempfile.TemporaryFile() as body:
            page.fill_in_parts(lambda html: body.write(html.encode("utf-8", "xmlcharrefreplace")), keep)
            page.content = content = _Body(body)
            html = self._framed(page)
            if html is None or page.rendered is None:
                page.content = content.whole
                return None
            before, _, after = html.partition(_BODY.encode())
            self._entries.read(page)
            entries = self._entries.taken()
            write(page.file.abs_dest_path, before)
            append(page.file.abs_dest_path, chain(_parts(body), [after]))
            return self._put_away(page.rendered, before, entries, chain(_parts(body), [after]))

    def _framed(self, page: BriefingPage) -> bytes | None:
        self._machines.leave_to_pagefind(page)
        return self._frames.around(page, self._machines.told(page), self._machines.unsearched(page))

    def _put_away(self, rendered: Rendered, html: bytes, entries: bytes, rest: Iterable[bytes] = ()) -> Done:
        """All that is kept of a page; ``rest``: of a long one, what follows.

        What it looked up is looked at here, where the articles shown are open.
        """
        digest = self._digests.of(rendered.reads) if self._digests is not None else b""
        return Done(
            kept=Kept.of(Finished.of(rendered, html, entries, rest)),
            entries=entries,
            addresses=tuple(address for address, _ in rendered.files),
            traced=Traced(reads=rendered.reads, digest=digest),
            made=rendered.made,
        )

    def _keep(self, page: BriefingPage, done: Done) -> None:
        self._cache.add(done.made)
        if self._digests is not None:
            self._cache.keep(page.spec, page.place, done.traced, done.kept)
            self._written[page.spec.uri] = (page.file.dest_uri, *done.addresses)

    def _anchors(self, page: BriefingPage) -> str | None:
        found = self._cache.fetch(page.spec.uri)
        return found.anchors if found else None


def _parts(body: IO[bytes]) -> Iterator[bytes]:
    body.seek(0)
    return iter(partial(body.read, _PART), b"")


def _is_ours(file: File) -> bool:
    return isinstance(file, OwnFile) and file.writer is not None
