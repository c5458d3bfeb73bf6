"""``mkdocs serve``: which folders are watched, also folders that are made later."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from watchdog.events import FileCreatedEvent, FileSystemEvent, FileSystemEventHandler
from watchdog.observers.api import ObservedWatch

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer


def watch(server: LiveReloadServer, folders: Iterable[Path]) -> None:
    """Rebuild when anything under the folders changes, or when one of them comes, goes and comes back."""
    for folder in folders:
        if folder.is_dir():
            server.watch(str(folder))
        home = folder.parent
        while not home.is_dir():
            home = home.parent
        server.observer.schedule(_Awaiting(server, folder), str(home), recursive=False)


class _Awaiting(FileSystemEventHandler):
    """Looks at one level of the parent folder until the folder is there, then has it watched."""

    def __init__(self, server: LiveReloadServer, folder: Path) -> None:
        self._server = server
        self._folder = str(folder)

    def on_created(self, event: FileSystemEvent) -> None:
        if event.src_path != self._folder:
            return
        watched = ObservedWatch(self._folder, recursive=True)
        if self._folder in self._server._watched_paths:  # deleted before: its watch has ended
            self._server.unwatch(self._folder)
        self._server.watch(self._folder)
        # What stands in it already gives no event of its own.
        self._server.observer.event_queue.put((FileCreatedEvent(self._folder), watched))
