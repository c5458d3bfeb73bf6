"""Folders that a preview watches, also those that are made later.

Loaded for a preview only: watchdog starts a thread when it is imported, and a process with threads cannot be forked.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.plugins import get_plugin_logger
from watchdog.events import FileModifiedEvent, FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import ObservedWatch

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

log = get_plugin_logger("briefing")


def tell_of_edits(folders: Iterable[Path], tell: Callable[[list[str]], None]) -> Callable[[], None]:
    """Call ``tell`` with paths at every edit below the folders, where the system tells of it; gives what ends that."""
    observer = Observer()
    try:
        for folder in folders:
            if folder.is_dir():
                observer.schedule(_Edits(tell), str(folder), recursive=True)
        observer.start()
    except (OSError, RuntimeError) as error:
        log.debug(f"the system tells nothing of edits ({error})")
    return observer.stop if observer.is_alive() else lambda: None


def watch(server: LiveReloadServer, folders: Iterable[Path]) -> None:
    """Rebuild when anything under the folders changes, or when one of them comes, goes and comes back."""
    for folder in folders:
        _Folder(server, folder).wait()


class _Edits(FileSystemEventHandler):
    def __init__(self, tell: Callable[[list[str]], None]) -> None:
        self._tell = tell

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type in ("created", "modified", "moved", "deleted") and not event.is_directory:
            self._tell([os.fsdecode(path) for path in (event.src_path, event.dest_path) if path])


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
