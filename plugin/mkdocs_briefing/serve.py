"""``mkdocs serve``: pages written when they are asked for, and folders watched, also those that are made later."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from mkdocs.plugins import get_plugin_logger
from watchdog.events import FileModifiedEvent, FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import ObservedWatch

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

MANY = 300
"""Pages from which on a preview writes them one by one."""

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
        self._waiting: dict[str, Callable[[], None]] = {}
        self._lock = threading.Lock()
        self._follow: Callable[[], bool] = lambda: False
        self._edited = threading.Event()
        self._observer = Observer()

    def await_readers(self, pages: Mapping[str, Callable[[], None]]) -> None:
        """Pages of a new build, by their place in the site's folder, each with what writes it."""
        self._waiting = dict(pages)

    def attach(self, server: LiveReloadServer, follow: Callable[[], bool], folders: Iterable[Path]) -> None:
        """Stand between the readers and the server. No page is written while a build is under way.

        ``follow`` takes in edits of the articles and of what people write of them, in ``folders``, and says whether
        that was enough; else the whole site is built. A reader who comes after an edit waits for it, not for the
        server, which looks at files twice a second.
        """
        build = server.builder
        self._follow = follow

        def build_alone() -> None:
            with self._lock:
                self._edited.clear()
                if not follow():
                    build()

        def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
            path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
            if path.startswith(server.mount_path):
                self._write(path[len(server.mount_path) :])
            return server.serve_request(environ, start_response)

        server.builder = build_alone
        server.set_app(answer)
        self._look_at(folders)

    def detach(self) -> None:
        """Look at no folder any more."""
        if self._observer.is_alive():
            self._observer.stop()

    def _look_at(self, folders: Iterable[Path]) -> None:
        """Take note of edits as the system tells of them; where it tells nothing, the server looks."""
        handler = FileSystemEventHandler()
        handler.on_any_event = self._note  # type: ignore[method-assign]
        try:
            for folder in folders:
                if folder.is_dir():
                    self._observer.schedule(handler, str(folder), recursive=True)
            self._observer.start()
        except (OSError, RuntimeError) as error:
            log.debug(f"the system tells nothing of edits ({error})")

    def _note(self, event: FileSystemEvent) -> None:
        if event.event_type in ("created", "modified", "moved", "deleted") and not event.is_directory:
            self._edited.set()

    def _write(self, path: str) -> None:
        with self._lock:
            if self._edited.is_set():
                self._edited.clear()
                try:
                    self._follow()
                except Exception:
                    log.exception("The edit could not be followed")
            for place in (path, f"{path}index.html", f"{path}/index.html"):
                if write := self._waiting.pop(place, None):
                    try:
                        write()
                    except Exception:
                        log.exception(f"{place} could not be written")


def watch(server: LiveReloadServer, folders: Iterable[Path]) -> None:
    """Rebuild when anything under the folders changes, or when one of them comes, goes and comes back."""
    for folder in folders:
        _Folder(server, folder).wait()


class _Folder(FileSystemEventHandler):
    """Looks for the folder itself, one level at a time; what is in it is MkDocs' to watch while it is there."""

    def __init__(self, server: LiveReloadServer, folder: Path) -> None:
        self._server = server
        self._folder = folder
        self._watched = folder.is_dir()
        if self._watched:
            server.watch(str(folder))

    def wait(self) -> None:
        """Look at the nearest folder above that is there."""
        home = next(above for above in self._folder.parents if above.is_dir())
        self._server.observer.schedule(self, str(home), recursive=False)

    def on_created(self, event: FileSystemEvent) -> None:
        if not self._folder.is_relative_to(os.fsdecode(event.src_path)):
            return
        if not self._folder.is_dir():
            self.wait()
            return
        if self._watched:  # it was there before, and its watch ended with it
            self._server.unwatch(str(self._folder))
        self._server.watch(str(self._folder))
        self._watched = True
        self._announce()

    def on_deleted(self, event: FileSystemEvent) -> None:
        if os.fsdecode(event.src_path) == str(self._folder) and self._watched:
            self._announce()

    def _announce(self) -> None:
        """What stood in the folder when it came or went gives no event of its own."""
        watched = ObservedWatch(str(self._folder), recursive=True)
        self._server.observer.event_queue.put((FileModifiedEvent(str(self._folder)), watched))
