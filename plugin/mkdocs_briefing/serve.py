"""``mkdocs serve``: pages written when they are asked for."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from mkdocs.plugins import get_plugin_logger

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

MANY = 300
"""Pages from which on a preview writes them one by one."""

Follow = Callable[[Collection[str] | None], bool]
"""Takes in edits; given the paths of files that were written to, where all are known."""

log = get_plugin_logger("briefing")


def wanted(setting: bool | None, pages: int) -> bool:
    """Whether pages shall wait for readers: as set, else where there are many.

    Only a preview with live reload can bring them later, and MkDocs says only on its command line whether it has that.
    """
    context = click.get_current_context(silent=True)
    if context is None or not context.params.get("livereload"):
        return False
    return pages >= MANY if setting is None else setting


class LazyPages:
    """Writes a page into the site's folder when a reader first asks for it; all else is MkDocs' server's to do."""

    def __init__(self) -> None:
        self._pages: dict[str, Callable[[], None]] = {}
        self._written: set[Callable[[], None]] = set()
        self._lock = threading.Lock()
        self._follow: Follow = lambda _: False
        self._edited = threading.Event()
        self._touched: list[str] = []
        """what was written to since the last look"""
        self._rest: Callable[[], None] = lambda: None

    def await_readers(self, pages: Mapping[str, Callable[[], None]], written: Iterable[str] = ()) -> None:
        """Pages of a new build, by their place in the site's folder, each with what writes it.

        ``written``: places of those that the build writes itself; they wait from the first edit on.
        """
        self._pages = dict(pages)
        self._written = {self._pages[place] for place in written}

    def edited(self, come: Mapping[str, Callable[[], None]], gone: Iterable[str]) -> None:
        """After an edit all pages wait again, those that have come too."""
        for place in gone:
            self._pages.pop(place, None)
        self._pages.update(come)
        self._written = set()

    def attach(self, server: LiveReloadServer, follow: Follow, folders: Iterable[Path]) -> None:
        """Stand between the readers and the server. No page is written while a build is under way.

        ``follow`` takes in edits of the articles and of what people write of them, in ``folders``, and says whether
        that was enough; else the whole site is built. A reader who comes after an edit waits for it, not for the
        server, which looks at files twice a second; for that reader only what the system names is looked at, for
        the server all.
        """
        from . import mkdocs_watch

        build = server.builder
        self._follow = follow

        def build_alone() -> None:
            with self._lock:
                self._edited.clear()
                self._touched = []
                if not follow(None):
                    build()

        def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
            path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
            if path.startswith(server.mount_path):
                self._write(path[len(server.mount_path) :])
            return server.serve_request(environ, start_response)

        server.builder = build_alone
        server.set_app(answer)
        self._rest = mkdocs_watch.tell_of_edits(folders, self._tell)

    def detach(self) -> None:
        """Look at no folder any more."""
        self._rest()

    def _tell(self, paths: Iterable[str]) -> None:
        self._touched += paths
        self._edited.set()

    def _write(self, path: str) -> None:
        with self._lock:
            if self._edited.is_set():
                self._edited.clear()
                touched, self._touched = self._touched, []
                try:
                    self._follow(touched)
                except Exception:
                    log.exception("The edit could not be followed")
            for place in (path, f"{path}index.html", f"{path}/index.html"):
                write = self._pages.get(place)
                if write and write not in self._written:
                    self._written.add(write)
                    try:
                        write()
                    except Exception:
                        log.exception(f"{place} could not be written")
