"""Finished pages, kept between builds: a page whose text, theme and settings are as they were is written as it was.

Only pages of ours that stand outside of the navigation are kept, and only where no plugin or hook changes pages. A page
is known by its surroundings (program, libraries, theme, settings, hand-written pages) and by what it looked up in the
briefing. Where nothing has changed at all, not even the briefing is made.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from .exports.material import Output
from .mkdocs_output import Lying
from .mkdocs_search import Layout
from .model import Problem, Record
from .publish.options import Options
from .publish.planning import PageSpec
from .publish.references import Written, scan
from .publish.site import Publisher, Rendered
from .publish.traces import Digests, Read
from .store import Store, key

KEEP_RUNS = 3
"""Pages that the last so many builds did not write are dropped."""

_UNKEPT = {"downloads", "changes"}
"""Kinds of pages that show what lies outside of the briefing: sizes of files, editions from before."""


class Finished(Record, frozen=True, kw_only=True):
    """A page as it was written, its data files, its entries in the search index, and the anchors in it."""

    html: bytes
    files: tuple[tuple[str, str], ...]
    entries: bytes
    """as they stand in the index; packed, as the HTML is"""
    anchors: str

    @classmethod
    def of(cls, rendered: Rendered, html: bytes, entries: bytes) -> Finished:
        return cls(
            html=zlib.compress(html, 1),
            files=rendered.files,
            entries=zlib.compress(entries, 1),
            anchors=" ".join(sorted(rendered.anchors)),
        )


class Traced(Record, frozen=True, kw_only=True):
    """What a page looked up when it was written last, and the digest of what it found."""

    reads: tuple[Read, ...]
    digest: bytes


class FinishedSite(Record, frozen=True, kw_only=True):
    """A whole site: its pages, the keys of those that are kept, the others rendered, and what the log said."""

    pages: tuple[PageSpec, ...]
    sources: dict[str, str]
    keys: dict[str, bytes]
    traces: tuple[bytes, ...]
    """keys of what the kept pages looked up, which a later build asks for"""
    rendered: dict[str, Rendered]
    files: dict[str, str]
    reports: tuple[tuple[str, str], ...]


class LastOutput(Record, frozen=True, kw_only=True):
    """What the last build left in a site folder."""

    pages: dict[str, Lying]
    index: Layout | None


class PageCache:
    """The pages kept from builds before, and those that this one keeps. Used by one thread, closed at the end."""

    def __init__(self, folder: Path, warn: Callable[[str], None], surroundings: bytes, inputs: bytes) -> None:
        self._store = Store(folder, warn, "pages", KEEP_RUNS)
        self._surroundings = surroundings
        self._whole = key("site", surroundings, inputs)
        self._keys: dict[str, bytes] = {}
        self._traces: set[bytes] = set()
        self.navigation: tuple[tuple[str, str], ...] = ()
        """address and title of what stands in the navigation of every page"""
        self.rendered: dict[str, Rendered] = {}
        """what was rendered for pages that are not kept, by uri"""

    def key(self, uri: str) -> bytes | None:
        """Under what a page is kept."""
        return self._keys.get(uri)

    def site(self) -> FinishedSite | None:
        """The site over the very same inputs, where all of it is there."""
        found = self._store.get(self._whole, FinishedSite)
        if found is None or not self._store.holds_all(found.keys.values()):
            return None
        self._keys = dict(found.keys)
        self._store.use(found.traces)
        return found

    def known(self, spec: PageSpec, place: Sequence[str], digests: Digests) -> bool:
        """Whether the page would be written just as it was; ``place``: where it stands and what it hangs on."""
        trace = self._trace_key(spec, place)
        seen = None if spec.kind in _UNKEPT else self._store.get(trace, Traced)
        if seen is None or digests.of(seen.reads) != seen.digest:
            return False
        page = self._page_key(spec, place, seen.digest)
        if not self._store.holds(page):
            return False
        self._keys[spec.uri] = page
        self._traces.add(trace)
        return True

    def fetch(self, uri: str) -> Finished | None:
        """The page, or None where the store has lost it."""
        return self._store.get(self._keys[uri], Finished) if uri in self._keys else None

    def keep(
        self, spec: PageSpec, place: Sequence[str], rendered: Rendered, html: bytes, entries: bytes, digests: Digests
    ) -> None:
        """Keep a page as it is written now."""
        if spec.kind in _UNKEPT:
            return
        digest = digests.of(rendered.reads)
        self._keys[spec.uri] = page = self._page_key(spec, place, digest)
        trace = self._trace_key(spec, place)
        self._traces.add(trace)
        self._store.put(trace, Traced(reads=rendered.reads, digest=digest))
        self._store.put(page, Finished.of(rendered, html, entries))

    def output(self, folder: str) -> tuple[dict[str, Lying], Layout | None]:
        """What the last build left in a site folder: its pages by uri, and the index of search."""
        found = self._store.get(key("output", folder), LastOutput)
        return (found.pages, found.index) if found else ({}, None)

    def keep_output(self, folder: str, pages: dict[str, Lying], index: Layout | None) -> None:
        """Take note of what lies in a site folder now."""
        self._store.put(key("output", folder), LastOutput(pages=pages, index=index))

    def close(self, publisher: Publisher | None, sources: dict[str, str], reports: Iterable[tuple[str, str]]) -> None:
        """Keep the whole site, where ``publisher`` made it anew and every page of it is there, and let go."""
        if publisher is not None and {p.uri for p in publisher.pages} == self._keys.keys() | self.rendered.keys():
            site = FinishedSite(
                pages=publisher.pages,
                sources=sources,
                keys=self._keys,
                traces=tuple(sorted(self._traces)),
                rendered=self.rendered,
                files=publisher.files(),
                reports=tuple(reports),
            )
            self._store.put(self._whole, site)
        self._store.close()

    def _trace_key(self, spec: PageSpec, place: Sequence[str]) -> bytes:
        return key("trace", self._surroundings, self.navigation, spec, place)

    def _page_key(self, spec: PageSpec, place: Sequence[str], digest: bytes) -> bytes:
        return key("page", self._surroundings, self.navigation, spec, place, digest)


class CachedPublisher:
    """Stands in for a ``Publisher`` where the site is kept whole; makes the real one only for what is not kept."""

    def __init__(self, site: FinishedSite, make: Callable[[], Publisher], options: Options) -> None:
        self.options = options
        self.pages = site.pages
        self._site = site
        self._make = make
        self._made: Publisher | None = None

        self._written: Sequence[Written] = ()
        self.sources = site.sources
        self.reports = site.reports

    @property
    def real(self) -> Publisher:
        """The publisher itself; this is where the time goes."""
        if self._made is None:
            self._made = self._make()
            self._made.cite(self._written)
        return self._made

    @property
    def outputs(self) -> dict[str, tuple[Output, ...]]:
        return self.real.outputs

    @property
    def sizes(self) -> dict[str, int]:
        return self.real.sizes

    def render(self, spec: PageSpec) -> Rendered:
        return self._site.rendered.get(spec.uri) or self.real.render(spec)

    def files(self) -> dict[str, str]:
        return self._site.files

    def cite(self, pages: Sequence[Written]) -> tuple[Problem, ...]:
        """What people's pages cite is in the kept pages, and what they cite in vain in the kept reports."""
        self._written = pages
        return ()

    def written(self, text: str, uri: str) -> str:
        return self.real.written(text, uri) if refers(text) else text


def refers(text: str) -> bool:
    """Whether Markdown that a person wrote shows anything of the briefing."""
    return next(iter(scan(text)), None) is not None
