"""``mkdocs serve``: which folders are watched, also folders that are made later."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from watchdog.events import FileModifiedEvent, FileSystemEvent, FileSystemEventHandler
from watchdog.observers.api import ObservedWatch

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer


def watch(server: LiveReloadServer, folders: Iterable[Path]) -> None:
    """Rebuild when anything under the folders changes, or when one of them comes, goes and comes back."""
    for folder in folders:
        home = folder.parent
        while not home.is_dir():
            home = home.parent
        server.observer.schedule(_Folder(server, folder), str(home), recursive=False)


class _Folder(FileSystemEventHandler):
    """Looks at one level of the parent for the folder itself; what is in it is MkDocs' to watch while it is there."""

    def __init__(self, server: LiveReloadServer, folder: Path) -> None:
        self._server = server
        self._folder = str(folder)
        self._watched = folder.is_dir()
        if self._watched:
            server.watch(self._folder)

    def on_created(self, event: FileSystemEvent) -> None:
        if event.src_path == self._folder:
            if self._watched:  # it was there before, and its watch ended with it
                self._server.unwatch(self._folder)
            self._server.watch(self._folder)
            self._watched = True
            self._announce()

    def on_deleted(self, event: FileSystemEvent) -> None:
        if event.src_path == self._folder and self._watched:
            self._announce()

    def _announce(self) -> None:
        """What stood in the folder when it came or went gives no event of its own."""
        watched = ObservedWatch(self._folder, recursive=True)
        self._server.observer.event_queue.put((FileModifiedEvent(self._folder), watched))
