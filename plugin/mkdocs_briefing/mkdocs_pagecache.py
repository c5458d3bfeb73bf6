"""Finished pages, kept between builds: a page whose text, theme and settings are as they were is written as it was.

Only pages of ours that stand outside of the navigation are kept, and only where no plugin or hook changes pages. A page
is known by its surroundings (program, libraries, theme, settings, hand-written pages) and by what it looked up in the
briefing. Where nothing has changed at all, not even the briefing is made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from msgspec.msgpack import Decoder, Encoder

from .exports.material import Output
from .link import Changes
from .mkdocs_output import Lying
from .mkdocs_search import Layout
from .model import Problem, Record
from .packing import Attic, Laid, pack, unpack
from .publish.lasting import Lasting, Piece, Pieces
from .publish.options import Options
from .publish.planning import PageSpec
from .publish.reach import Held, Look, Reach, Subjects
from .publish.references import Written, scan
from .publish.site import Publisher, Rendered
from .publish.traces import Digests, Reads
from .store import Store, key

KEEP_RUNS = 3
"""Pages that the last so many builds did not write are dropped."""

LOTS = 64
"""Pieces of articles are kept in so many rows, of which an edit writes few."""

LOT = 256
"""What pages hang on is kept in rows of about so many, of which one at a time is in memory, and an edit writes few."""

_UNKEPT = {"downloads", "changes"}
"""Kinds of pages that show what lies outside of the briefing: sizes of files, editions from before."""


class Finished(Record, frozen=True, kw_only=True):
    """A page as it was written, its data files, its entries as they stand in the search index; its anchors."""

    html: bytes
    files: tuple[tuple[str, bytes], ...]
    entries: bytes
    anchors: str
    parts: tuple[bytes, ...] = ()
    """the rest of a long page, packed part by part"""

    @property
    def rest(self) -> Iterator[bytes]:
        return map(unpack, self.parts)

    @classmethod
    def of(cls, rendered: Rendered, html: bytes, entries: bytes, rest: Iterable[bytes] = ()) -> Finished:
        anchors, parts = " ".join(sorted(rendered.anchors)), tuple(map(pack, rest))
        return cls(html=html, files=rendered.files, entries=entries, anchors=anchors, parts=parts)


class Kept(Record, frozen=True, kw_only=True):
    """A finished page, packed as one: its parts tell much the same."""

    packed: bytes

    @classmethod
    def of(cls, page: Finished) -> Kept:
        return cls(packed=pack(_encode(page)))

    @property
    def page(self) -> Finished:
        return _decode(unpack(self.packed))


_encode = Encoder().encode
_decode = Decoder(Finished).decode


class Traced(Record, frozen=True, kw_only=True):
    """What a page looked up when it was written last, and the digest of what it found."""

    reads: Reads
    digest: bytes


class Stands(Record, frozen=True, kw_only=True):
    """A page of the last build: the keys under which it and what it looked up are kept, and what that is about."""

    trace: bytes
    page: bytes
    subjects: bytes


_decode_rendered = Decoder(Rendered).decode
_decode_stands = Decoder(Stands).decode


class Standing(Record, frozen=True, kw_only=True):
    """All kept pages of the last build, over a state of the articles."""

    state: bytes
    held: Held
    pages: tuple[bytes, ...]
    """keys of the lots of pages"""
    pieces: tuple[bytes, ...]
    """those of the lots of pieces"""


class Places(Record, frozen=True, kw_only=True):
    """Some of the pages of a build, by their addresses."""

    pages: dict[str, Stands]


class Framing(Record, frozen=True, kw_only=True):
    """What the theme puts around pages (``Frames.kept``)."""

    frames: bytes


class Lot(Record, frozen=True, kw_only=True):
    """Pieces that outlast a build, of some of the articles."""

    articles: dict[str, Pieces]


class Edit(NamedTuple):
    """What differs from one state of the articles to another."""

    since: bytes
    """nothing, where more than articles changed"""
    until: bytes
    changes: Changes | None


class FinishedSite(Record, frozen=True, kw_only=True):
    """A whole site: its pages, the keys of those that are kept, the others rendered, and what the log said."""

    pages: tuple[PageSpec, ...]
    sources: dict[str, str]
    keys: dict[str, bytes]
    asked: tuple[bytes, ...]
    """keys of what a later build asks for: of what the kept pages looked up, of what they hang on"""
    rendered: dict[str, bytes]
    """packed"""
    files: dict[str, bytes]
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
        self._standing_key = key("standing", surroundings)
        self._before: dict[str, Stands] = {}
        self._standing: dict[str, Stands | Laid | bytes] = {}
        self._attic: Attic | None = None
        """where lies what new pages hang on, until the end"""
        self._subjects = Subjects()
        self._reach: Reach | None = None
        self._state = b""
        self._look: Look | None = None
        self._lasting = Lasting()
        self._pieces = [b""] * LOTS
        self._stale = set(range(LOTS))
        """lots of which something is other than in the store"""
        self.navigation: tuple[tuple[str, str], ...] = ()
        """address and title of what stands in the navigation of every page"""
        self._rendered: dict[str, bytes] = {}
        """what was rendered for pages that are not kept, packed, by uri"""

    def key(self, uri: str) -> bytes | None:
        """Under what a page is kept."""
        return self._keys.get(uri)

    def site(self) -> FinishedSite | None:
        """The site over the very same inputs, where all of it is there."""
        found = self._store.get(self._whole, FinishedSite)
        if found is None or not self._store.holds_all(found.keys.values()):
            return None
        self._keys = dict(found.keys)
        self._store.use(found.asked)
        return found

    def follow(self, publisher: Publisher, edit: Edit) -> None:
        """Take note of how far an edit reaches, where it is known and the pages before it are."""
        found = self._store.get(self._standing_key, Standing)
        known = found and edit.since and edit.since == found.state
        changes = edit.changes if known else None
        self._state, self._look = edit.until, publisher.look(changes)
        if found and changes and self._look and not changes.propositions:
            self._subjects.compared.update(read for read, _ in found.held.found)
            self._reach = publisher.reach(changes, found.held, self._look)
            for row in found.pages:
                self._before |= lot.pages if (lot := self._store.get(row, Places)) else {}
            self._take_over(found.pieces, self._reach)
        publisher.go_on(self._lasting)

    def _take_over(self, lots: Sequence[bytes], reach: Reach) -> None:
        """Go on from pieces of articles that the edit does not reach."""
        for number, row in enumerate(lots):
            lot = self._store.get(row, Lot)
            if lot and not self._lasting.take_over(lot.articles, reach):
                self._stale.discard(number)
                self._pieces[number] = row

    def add(self, made: Iterable[Piece]) -> None:
        """Keep pieces that were made for a page and outlast the build."""
        self._stale.update(map(_lot_of, self._lasting.add(made, self._subjects)))

    def known(self, spec: PageSpec, place: Sequence[str], digests: Digests) -> bool:
        """Whether the page would be written just as it was; ``place``: where it stands and what it hangs on."""
        if spec.kind in _UNKEPT:
            return False
        trace = self._trace_key(spec, place)
        stands = self._before.get(spec.uri)
        if stands is None or stands.trace != trace or self._reach is None or self._reach.meets(stands.subjects):
            stands = self._compared(trace, spec, place, digests)
        if stands is None or not self._store.holds(stands.page):
            return False
        self._store.use([trace])
        self._standing[spec.uri] = stands
        self._take(spec.uri, stands)
        return True

    def _compared(self, trace: bytes, spec: PageSpec, place: Sequence[str], digests: Digests) -> Stands | None:
        """The page as it stands, if what it looked up is what it was."""
        seen = self._store.get(trace, Traced)
        if seen is None or digests.of(seen.reads) != seen.digest:
            return None
        page = self._page_key(spec, place, seen.digest)
        return Stands(trace=trace, page=page, subjects=self._subjects.of(seen.reads))

    def _take(self, uri: str, stands: Stands) -> None:
        self._keys[uri] = stands.page
        self._traces.add(stands.trace)

    def fetch(self, uri: str) -> Finished | None:
        """The page, or None where the store has lost it."""
        kept = self._store.get(self._keys[uri], Kept) if uri in self._keys else None
        return kept.page if kept else None

    def keep(self, spec: PageSpec, place: Sequence[str], traced: Traced, kept: Kept) -> None:
        """Keep a page as it is written now; ``traced``: what was looked up for it."""
        if spec.kind in _UNKEPT:
            return
        trace, page = self._trace_key(spec, place), self._page_key(spec, place, traced.digest)
        stands = Stands(trace=trace, page=page, subjects=self._subjects.of(traced.reads))
        self._standing[spec.uri] = self._laid(stands)
        self._take(spec.uri, stands)
        self._store.put(trace, traced)
        self._store.put(page, kept)

    def leave(self, uri: str, rendered: Rendered) -> None:
        """Keep with the whole site what was rendered for a page that is not kept: with the index of a list's rows it
        may be large."""
        self._rendered[uri] = pack(_encode(rendered))

    def frames(self) -> bytes:
        """What the theme put around pages in the build before, where the navigation is what it was."""
        found = self._store.get(self._frames_key(), Framing)
        return found.frames if found else b""

    def keep_frames(self, frames: bytes | None) -> None:
        """Keep what the theme put around pages, or what is kept already."""
        if frames is None:
            self._store.use([self._frames_key()])
        else:
            self._store.put(self._frames_key(), Framing(frames=frames))

    def output(self, folder: str) -> tuple[dict[str, Lying], Layout | None]:
        """What the last build left in a site folder: its pages by uri, and the index of search."""
        found = self._store.get(key("output", folder), LastOutput)
        return (found.pages, found.index) if found else ({}, None)

    def keep_output(self, folder: str, pages: dict[str, Lying], index: Layout | None) -> None:
        """Take note of what lies in a site folder now."""
        self._store.put(key("output", folder), LastOutput(pages=pages, index=index))

    def close(self, publisher: Publisher | None, sources: dict[str, str], reports: Iterable[tuple[str, str]]) -> None:
        """Keep the whole site, where ``publisher`` made it anew and every page of it is there, and let go."""
        if publisher is not None and {p.uri for p in publisher.pages} == self._keys.keys() | self._rendered.keys():
            site = FinishedSite(
                pages=publisher.pages,
                sources=sources,
                keys=self._keys,
                asked=(*sorted(self._traces), *self._leave()),
                rendered=self._rendered,
                files=publisher.files(),
                reports=tuple(reports),
            )
            self._store.put(self._whole, site)
        self._store.close()

    def _leave(self) -> tuple[bytes, ...]:
        """Leave to the next build what each page hangs on; gives the keys of it."""
        if not self._state or not self._look:
            return (self._standing_key,)
        subjects = chain((self._stands(uri).subjects for uri in self._standing), self._lasting.subjects())
        held = self._look.held(self._subjects.compared_in(subjects))
        pages, pieces = self._leave_places(), self._leave_pieces()
        self._store.put(self._standing_key, Standing(state=self._state, held=held, pages=pages, pieces=pieces))
        return self._standing_key, *pages, *pieces

    def _leave_places(self) -> tuple[bytes, ...]:
        lots: list[list[str]] = [[] for _ in range(1 + len(self._standing) // LOT)]
        for uri in sorted(self._standing):
            lots[_lot_of(uri, len(lots))].append(uri)
        return tuple(self._left(Places(pages={uri: self._stands(uri) for uri in lot})) for lot in lots)

    def _leave_pieces(self) -> tuple[bytes, ...]:
        lots: dict[int, list[str]] = {number: [] for number in self._stale}
        for article in self._lasting.articles():
            if (number := _lot_of(article)) in lots:
                lots[number].append(article)
        for number, articles in lots.items():
            self._pieces[number] = self._left(
                Lot(articles={article: self._lasting.of(article) for article in articles})
            )
        return tuple(self._pieces)

    def _left(self, lot: Places | Lot) -> bytes:
        """The key of a lot, which the next build asks for."""
        row = key("lot", self._standing_key, lot)
        if not self._store.holds(row):
            self._store.put(row, lot)
        return row

    def _laid(self, stands: Stands) -> Laid | bytes:
        if self._attic is None:
            self._attic = Attic()
        return self._attic.lay(_encode(stands))

    def _stands(self, uri: str) -> Stands:
        found = self._standing[uri]
        return found if isinstance(found, Stands) else _decode_stands(bytes(found))

    def _frames_key(self) -> bytes:
        return key("frames", self._surroundings, self.navigation)

    def _trace_key(self, spec: PageSpec, place: Sequence[str]) -> bytes:
        return key("trace", self._surroundings, self.navigation, spec, place)

    def _page_key(self, spec: PageSpec, place: Sequence[str], digest: bytes) -> bytes:
        return key("page", self._surroundings, self.navigation, spec, place, digest)


def _lot_of(key: str, lots: int = LOTS) -> int:
    return crc32(key.encode("utf-8", "surrogatepass")) % lots


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
        packed = self._site.rendered.get(spec.uri)
        return _decode_rendered(unpack(packed)) if packed else self.real.render(spec)

    def render_in_parts(
        self, spec: PageSpec, write: Callable[[str], object], keep: Callable[[Iterable[Piece]], object]
    ) -> Rendered:
        return self.real.render_in_parts(spec, write, keep)

    def files(self) -> dict[str, bytes]:
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
