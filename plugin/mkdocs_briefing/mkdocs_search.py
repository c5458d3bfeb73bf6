"""Search where the theme's own does not reach: in a preview that writes pages when they are asked for, and over many.

A preview is given titles, actors and claims of all pages; a large site the index of Pagefind, made after its pages.
A build that reuses pages puts the theme's own index together from the entries of each.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from markupsafe import Markup, escape
from mkdocs.exceptions import PluginError

from .mkdocs_output import SiteFolder, Stamp
from .mkdocs_surroundings import PURE
from .model import Record
from .publish.site import Publisher

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page

    from .mkdocs_pages import BriefingPage

INDEX = "search/search_index.json"
"""Where the search of MkDocs and of Material looks, in the site."""

MISSING = "Pagefind is not installed: pip install 'mkdocs-briefing[search]'"

_NO_TEXT = "header, nav, footer, form, [data-search-exclude], .md-skip, .md-sidebar, .headerlink, .bf-up"
"""Parts of a theme's page that are on every page, and the tools of ours."""


def complete(site: Path, publisher: Publisher, addresses: Mapping[str, str], rewritten: Mapping[str, Page]) -> None:
    """Add to the index of what MkDocs has written the pages that it has not; those from before an edit go.

    ``rewritten``: pages written by hand that were edited since, by their addresses.
    """
    file = site / INDEX
    try:
        index = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return  # the site has no search, or another one
    waiting = {}
    for uri, title, words in publisher.findable():
        location = addresses[uri].removeprefix("./")  # the home page
        waiting[location] = {"location": location, "title": str(escape(title)), "text": str(escape(words))}
    for url, page in rewritten.items():
        location, words = url.removeprefix("./"), Markup(page.content or "").striptags()
        waiting[location] = {"location": location, "title": str(page.title or ""), "text": str(escape(words))}
    known = [entry for entry in index["docs"] if not entry.get("waiting")]
    of_mkdocs = {entry["location"] for entry in known} - {url.removeprefix("./") for url in rewritten}
    waiting = {at: entry for at, entry in waiting.items() if entry["text"] or at not in of_mkdocs}
    others = [entry for entry in known if entry["location"].partition("#")[0] not in waiting]
    index["docs"] = others + [{**entry, "waiting": True} for entry in waiting.values()]
    file.write_text(json.dumps(index, separators=(",", ":")), "utf-8")


def available() -> bool:
    """Whether Pagefind is installed."""
    return importlib.util.find_spec("pagefind") is not None


def index(site: Path, language: str) -> None:
    """Make the index of Pagefind over the pages of a site, in ``pagefind/`` there. Raises ``PluginError``, in words."""
    command = [sys.executable, "-m", "pagefind", "--silent", "--site", str(site), "--force-language", language]
    done = subprocess.run([*command, "--exclude-selectors", _NO_TEXT], capture_output=True, text=True, check=False)
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines()
        raise PluginError(f"pagefind: no index could be made ({said[-1] if said else done.returncode})")


_MARK = {"location": "briefing:entries-of-all-pages"}
"""Stands in the index for the entries, which are put in when the search plugin has written it."""
_SOME = 16 << 20
"""Bytes of entries that are held in memory; more of them go into a file."""


class Layout(Record, frozen=True, kw_only=True):
    """Where the entries of each page stand in an index that was written: offset and length, by uri."""

    stamp: Stamp
    head: bytes
    tail: bytes
    pieces: dict[str, tuple[int, int]]


class _Piece(NamedTuple):
    """The entries of a page, as they stand in one of two files: in the index of the build before, or gathered anew."""

    file: IO[bytes]
    start: int
    length: int


class Entries:
    """The entries of the search plugin of MkDocs or Material, page by page, as they are written in the index.

    They are not held as records: the index of a large site takes more room than all else.
    """

    def __init__(self, config: MkDocsConfig, site: SiteFolder, before: Layout | None) -> None:
        self._config = config
        self._site = site
        self._plugin, self._records = _search_plugin(config)
        self.wanted = self._plugin is not None
        """whether there is a search"""
        self._sorted = type(self._plugin).__module__.startswith("mkdocs.")
        self._joins = (
            self.wanted and _nobody_reads(config) and not getattr(self._plugin, "config", {}).get("prebuild_index")
        )
        self._begun = 0
        self._new: IO[bytes] = tempfile.SpooledTemporaryFile(_SOME)  # noqa: SIM115
        self._end = 0
        self._pieces: dict[str, _Piece] = {}
        path = site.before(INDEX, before.stamp) if before else None
        self._old = Path(path).open("rb") if path else None  # noqa: SIM115
        self._before = before if self._old else None

    def begin(self) -> None:
        """Before the plugin reads a page."""
        self._begun = len(self._records)

    def read(self, page: BriefingPage) -> None:
        """Have the plugin read a page of ours, as it would when MkDocs comes to it."""
        self.begin()
        if self._plugin is not None:
            with page.plain(lean=True):
                self._plugin.search_index.add_entry_from_context(page)

    def take(self, uri: str) -> bytes:
        """After it has: the entries of the page, of which note is taken."""
        entries = self.taken()
        self.put(uri, entries)
        return entries

    def taken(self) -> bytes:
        """The entries of the page alone."""
        found = self._records[self._begun :]
        del self._records[self._begun :]
        return ",".join(self._encoded(entry) for entry in found).encode()

    def put(self, uri: str, entries: bytes) -> None:
        """Take note of the entries of a page."""
        if self._before and self._old and uri in self._before.pieces:
            start, length = self._before.pieces[uri]
            self._old.seek(start)
            if length == len(entries) and self._old.read(length) == entries:
                self._pieces[uri] = _Piece(self._old, start, length)
                return
        self._new.write(entries)
        self._pieces[uri] = _Piece(self._new, self._end, len(entries))
        self._end += len(entries)

    def as_before(self, uri: str) -> bool:
        """Take the entries of a page from the index of the build before, if they are there."""
        if self._before is None or self._old is None or uri not in self._before.pieces:
            return False
        self._pieces[uri] = _Piece(self._old, *self._before.pieces[uri])
        return True

    def hand_over(self, uris: Iterable[str]) -> None:
        """Before the plugin writes the index: entries in the order of pages, or a mark where they will stand."""
        self._pieces = {uri: self._pieces[uri] for uri in uris if uri in self._pieces}
        if self._joins:
            self._records[:] = [_MARK]
        else:
            self._give_all()

    def join(self) -> Layout | None:
        """After the plugin has written the index: put the entries in."""
        if not self._joins:
            return None
        path = Path(self._site.path(INDEX))
        try:
            head, mark, tail = path.read_bytes().partition(self._encoded(_MARK).encode())
        except OSError:
            return None  # the plugin writes none
        if not mark:
            self._give_all()
            self._plugin.on_post_build(config=self._config)
            return None
        shown = {uri: piece for uri, piece in self._pieces.items() if piece.length}
        places, end = dict.fromkeys(self._pieces, (0, 0)), len(head)
        for uri, piece in shown.items():
            places[uri] = (end, piece.length)
            end += piece.length + 1
        same = all(piece.file is self._old for piece in shown.values())
        if not (same and self._lies_there(head, tail, places)):
            with path.open("wb") as file:
                file.write(head)
                for n, (source, start, length) in enumerate(_runs(shown.values())):
                    file.write(b"," if n else b"")
                    _copy(source, start, length, file)
                file.write(tail)
        stamps = self._site.stamps([INDEX])
        return Layout(stamp=stamps[0][1], head=head, tail=tail, pieces=places) if stamps else None

    def close(self) -> None:
        """Let go of the files."""
        self._new.close()
        if self._old:
            self._old.close()

    def _lies_there(self, head: bytes, tail: bytes, places: dict[str, tuple[int, int]]) -> bool:
        """Move the index of the build before back, if these pieces of it are all that is in it."""
        known = self._before
        if known is None or (known.head, known.tail, known.pieces) != (head, tail, places):
            return False
        return self._site.move_back([(INDEX, known.stamp)])

    def _encoded(self, entry: Mapping[str, Any]) -> str:
        return json.dumps(entry, sort_keys=self._sorted, separators=(",", ":"), default=str)

    def _give_all(self) -> None:
        del self._records[:]
        for file, start, length in self._pieces.values():
            file.seek(start)
            self._records += json.loads(b"[%b]" % file.read(length))


def _search_plugin(config: MkDocsConfig) -> tuple[Any, list[dict[str, Any]]]:
    """The search plugin of MkDocs or Material, and its entries, a list that grows page by page; None without either."""
    for plugin in config.plugins.values():
        index = getattr(plugin, "search_index", None)
        if f"{type(plugin).__module__}.".startswith(PURE) and index is not None:
            found = getattr(index, "entries", None)
            return plugin, found if found is not None else getattr(index, "_entries", [])
    return None, []


def _nobody_reads(config: MkDocsConfig) -> bool:
    """Whether no plugin or hook that we do not know may look at the index when it is written."""
    known = (*PURE, f"{__package__}.")
    return all(f"{handler.__module__}.".startswith(known) for handler in config.plugins.events["post_build"])


def _runs(pieces: Iterable[_Piece]) -> Iterator[_Piece]:
    """Pieces that stand beside each other in one index, with a comma between them, are one."""
    whole: _Piece | None = None
    for piece in pieces:
        if whole and piece.file is whole.file and piece.start == whole.start + whole.length + 1:
            whole = _Piece(whole.file, whole.start, whole.length + 1 + piece.length)
        else:
            if whole:
                yield whole
            whole = piece
    if whole:
        yield whole


def _copy(source: IO[bytes], start: int, length: int, goal: IO[bytes]) -> None:
    source.seek(start)
    while length > 0 and (lot := source.read(min(length, _SOME))):
        goal.write(lot)
        length -= len(lot)
