"""Finished pages, kept between builds: a page whose text, theme and settings are as they were is written as it was.

Only pages of ours that stand outside of the navigation are kept, and only where no plugin or hook changes pages. A page
is known by its surroundings (program, libraries, theme, settings, hand-written pages) and by what it looked up in the
briefing. Where nothing has changed at all, not even the briefing is made.
"""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import json
import os
import sys
import warnings
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from .exports.material import Output
from .model import Problem, Record
from .publish.options import Options
from .publish.planning import PageSpec
from .publish.references import Written, scan
from .publish.site import Publisher, Rendered
from .publish.traces import Digests, Read
from .store import Store, code, key

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

PURE = ("material.plugins.search.", "material.plugins.offline.", "material.plugins.info.", "mkdocs.contrib.search")
"""Modules of plugins that change no page: what they add is kept with it, or is the same on every page."""

BESIDE = {"startup", "shutdown", "serve", "pre_build", "post_build", "build_error"}
"""Events that have no part in what a page holds."""

KEEP_RUNS = 3
"""Pages that the last so many builds did not write are dropped."""

_UNKEPT = {"downloads", "changes"}
"""Kinds of pages that show what lies outside of the briefing: sizes of files, editions from before."""


class Kept(Record, frozen=True, kw_only=True):
    """A page as it was written, its data files, its entries in the search index, and the anchors in it."""

    html: bytes
    files: tuple[tuple[str, str], ...]
    entries: str
    """JSON, as the order of its fields is that of the index"""
    anchors: str


class Traced(Record, frozen=True, kw_only=True):
    """What a page looked up when it was written last, and the digest of what it found."""

    reads: tuple[Read, ...]
    digest: bytes


class Edition(Record, frozen=True, kw_only=True):
    """A whole site: its pages, the keys of those that are kept, the others rendered, and what the log said."""

    pages: tuple[PageSpec, ...]
    sources: dict[str, str]
    keys: dict[str, bytes]
    rendered: dict[str, Rendered]
    files: dict[str, str]
    reports: tuple[tuple[str, str], ...]


class Shelf:
    """The pages kept from builds before, and those that this one keeps. Used by one thread, closed at the end."""

    def __init__(self, folder: Path, warn: Callable[[str], None], surroundings: bytes, inputs: bytes) -> None:
        self._store = Store(folder, warn, "pages", KEEP_RUNS)
        self._surroundings = surroundings
        self._whole = key("edition", surroundings, inputs)
        self._keys: dict[str, bytes] = {}
        self.navigation: tuple[tuple[str, str], ...] = ()
        """address and title of what stands in the navigation of every page"""
        self.rendered: dict[str, Rendered] = {}
        """what was rendered for pages that are not kept, by uri"""

    def edition(self) -> Edition | None:
        """The site over the very same inputs, where all of it is there."""
        found = self._store.get(self._whole, Edition)
        if found is None or not all(self._store.holds(key) for key in found.keys.values()):
            return None
        self._keys = dict(found.keys)
        return found

    def known(self, spec: PageSpec, place: Sequence[str], digests: Digests) -> bool:
        """Whether the page would be written just as it was; ``place``: where it stands and what it hangs on."""
        seen = None if spec.kind in _UNKEPT else self._store.get(self._trace_key(spec, place), Traced)
        if seen is None or digests.of(seen.reads) != seen.digest:
            return False
        page = self._page_key(spec, place, seen.digest)
        if not self._store.holds(page):
            return False
        self._keys[spec.uri] = page
        return True

    def fetch(self, uri: str) -> Kept | None:
        """The page, or None where the store has lost it."""
        return self._store.get(self._keys[uri], Kept) if uri in self._keys else None

    def keep(
        self, spec: PageSpec, place: Sequence[str], rendered: Rendered, html: str, entries: Iterable[dict[str, Any]],
        digests: Digests,
    ) -> None:  # fmt: skip
        """Keep a page as it is written now."""
        if spec.kind in _UNKEPT:
            return
        digest = digests.of(rendered.reads)
        self._keys[spec.uri] = page = self._page_key(spec, place, digest)
        self._store.put(self._trace_key(spec, place), Traced(reads=rendered.reads, digest=digest))
        kept = Kept(
            html=zlib.compress(html.encode("utf-8", "xmlcharrefreplace"), 1),
            files=rendered.files,
            entries=json.dumps(list(entries)),
            anchors=" ".join(sorted(rendered.anchors)),
        )
        self._store.put(page, kept)

    def close(self, publisher: Publisher | None, sources: dict[str, str], reports: Iterable[tuple[str, str]]) -> None:
        """Keep the whole site, where ``publisher`` made it anew and every page of it is there, and let go."""
        if publisher is not None and {p.uri for p in publisher.pages} == self._keys.keys() | self.rendered.keys():
            edition = Edition(
                pages=publisher.pages,
                sources=sources,
                keys=self._keys,
                rendered=self.rendered,
                files=publisher.files(),
                reports=tuple(reports),
            )
            self._store.put(self._whole, edition)
        self._store.close()

    def _trace_key(self, spec: PageSpec, place: Sequence[str]) -> bytes:
        return key("trace", self._surroundings, self.navigation, spec, place)

    def _page_key(self, spec: PageSpec, place: Sequence[str], digest: bytes) -> bytes:
        return key("page", self._surroundings, self.navigation, spec, place, digest)


class KeptPublisher:
    """Stands in for a ``Publisher`` where the site is kept whole; makes the real one only for what is not kept."""

    def __init__(self, edition: Edition, make: Callable[[], Publisher], options: Options) -> None:
        self.options = options
        self.pages = edition.pages
        self._edition = edition
        self._make = make
        self._made: Publisher | None = None

        self._written: Sequence[Written] = ()
        self.sources = edition.sources
        self.reports = edition.reports

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
        return self._edition.rendered.get(spec.uri) or self.real.render(spec)

    def files(self) -> dict[str, str]:
        return self._edition.files

    def cite(self, pages: Sequence[Written]) -> tuple[Problem, ...]:
        """What people's pages cite is in the kept pages, and what they cite in vain in the kept reports."""
        self._written = pages
        return ()

    def written(self, text: str, uri: str) -> str:
        return self.real.written(text, uri) if refers(text) else text


def refers(text: str) -> bool:
    """Whether Markdown that a person wrote shows anything of the briefing."""
    return next(iter(scan(text)), None) is not None


def meddlers(config: MkDocsConfig) -> list[str]:
    """Names of plugins and hooks that may change pages, navigation or settings."""
    plugins = config.plugins
    known = (*PURE, f"{__package__}.")
    found = {
        plugins._event_origins.get(handler) or handler.__module__
        for event, handlers in plugins.events.items()
        if event not in BESIDE
        for handler in handlers
        if not f"{handler.__module__}.".startswith(known)
    }
    return sorted(found)


def search_entries(config: MkDocsConfig) -> list[dict[str, Any]] | None:
    """The entries of the search plugin of MkDocs or Material, a list that grows page by page; None without either."""
    for plugin in config.plugins.values():
        index = getattr(plugin, "search_index", None)
        if f"{type(plugin).__module__}.".startswith(PURE) and index is not None:
            found = getattr(index, "entries", None)
            return found if found is not None else getattr(index, "_entries", None)
    return None


def surroundings(config: MkDocsConfig, files: Files, settings: Mapping[str, Any]) -> bytes:
    """Digest of all that pages depend on besides the articles and what people write of them."""
    digest = hashlib.sha256(code(output=True))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # marked for removal, and the only place with the settings as they were given
        given = [{k: v for k, v in one.items() if k != "strict"} for one in config.user_configs]
    plain = {name: value for name, value in settings.items() if name not in ("cache", "use_store", "processes")}
    day = os.environ.get("SOURCE_DATE_EPOCH") or datetime.date.today().isoformat()
    for part in (_installed(), given, plain, sorted(config.plugins), day):
        digest.update(_packed(part))
    for folder in config.theme.dirs:
        digest.update(tree(folder, contents=folder == config.theme.custom_dir))
    for file in files:
        digest.update(file.src_uri.encode("utf-8", "replace") + b"\0")
        if file.is_documentation_page():
            digest.update(hashlib.sha256(file.content_bytes).digest())
    return digest.digest()


def tree(folder: str, contents: bool = True) -> bytes:
    """Digest of all files below a folder: their names and contents, or their sizes and times."""
    digest = hashlib.sha256()
    waiting = [folder]
    while waiting:
        path = waiting.pop()
        try:
            found = sorted(os.scandir(path), key=lambda entry: entry.name)
        except OSError:
            continue
        for entry in found:
            digest.update(os.fsencode(entry.path[len(folder) :]) + b"\0")
            try:
                if entry.is_dir():
                    waiting += [] if entry.name == "__pycache__" else [entry.path]
                elif contents:
                    with open(entry.path, "rb") as file:  # noqa: PTH123  # a path object costs more than the reading
                        digest.update(hashlib.file_digest(file, "sha256").digest())
                else:
                    digest.update(f"{entry.stat().st_size} {entry.stat().st_mtime_ns}".encode())
            except OSError as error:
                digest.update(f"{error.errno}".encode())
    return digest.digest()


def _installed() -> list[str]:
    """Names and versions of all packages, by the folders that tell of them."""
    found = set[str]()
    for path in sys.path:
        with contextlib.suppress(OSError):
            found.update(name for name in os.listdir(path or ".") if name.endswith((".dist-info", ".egg-info")))  # noqa: PTH208
    return sorted(found)


def _packed(value: object) -> bytes:
    return msgspec.json.encode(_plain(value), order="sorted")


def _plain(value: object) -> Any:
    """Settings as they compare: functions and classes by name, everything else as it prints."""
    if isinstance(value, Mapping):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, set | frozenset):
        return sorted(map(repr, map(_plain, value)))
    if isinstance(value, list | tuple):
        return [_plain(v) for v in value]
    if isinstance(value, str | int | float | bool | None):
        return value
    name = getattr(value, "__qualname__", None)
    return f"{getattr(value, '__module__', '')}.{name}" if name else repr(value)
