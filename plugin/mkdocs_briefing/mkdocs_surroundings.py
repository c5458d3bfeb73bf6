"""What finished pages depend on besides the articles: program, theme, settings, hand-written pages, other plugins."""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import os
import sys
import warnings
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import msgspec

from .store import code, digest_of_file

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

PURE = ("material.plugins.search.", "material.plugins.offline.", "material.plugins.info.", "mkdocs.contrib.search")
"""Modules of plugins that change no page: what they add is kept with it, or is the same on every page."""

BESIDE = {"startup", "shutdown", "serve", "pre_build", "post_build", "build_error"}
"""Events that have no part in what a page holds."""


def meddlers(config: MkDocsConfig) -> list[str]:
    """Names of plugins and hooks that may change pages, navigation or settings."""
    events = (event for event in config.plugins.events if event not in BESIDE)
    return sorted({name for event in events for name in changed_by_others(config, event)})


def changed_by_others(config: MkDocsConfig, event: str) -> set[str]:
    """Names of plugins and hooks that take part in an event, but those that are known to change no page."""
    plugins = config.plugins
    known = (*PURE, f"{__package__}.")
    return {
        plugins._event_origins.get(handler) or handler.__module__
        for handler in plugins.events[event]
        if not f"{handler.__module__}.".startswith(known)
    }


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
        digest.update(tree(folder) if folder == config.theme.custom_dir else _installed_theme(folder))
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
                    digest.update(digest_of_file(entry.path))
                else:
                    digest.update(f"{entry.stat().st_size} {entry.stat().st_mtime_ns}".encode())
            except OSError as error:
                digest.update(f"{error.errno}".encode())
    return digest.digest()


def _installed_theme(folder: str) -> bytes:
    """Digest of a theme as it was installed: its files, and of thousands of icons the times of their folders."""
    digest = hashlib.sha256()
    waiting = [folder]
    while waiting:
        path = waiting.pop()
        hidden = f"{os.sep}." in path[len(folder) :]  # ``.icons`` of Material
        try:
            about = os.stat(path)  # noqa: PTH116
            lines = [path[len(folder) :], str(about.st_mtime_ns) if hidden else ""]
            leaf = hidden and about.st_nlink == 2  # file systems that count folders in a folder say that it has none
            for entry in [] if leaf else sorted(os.scandir(path), key=lambda entry: entry.name):
                if entry.is_dir():
                    waiting += [] if entry.name == "__pycache__" else [entry.path]
                elif not hidden:
                    status = entry.stat()
                    lines += [entry.name, str(status.st_size), str(status.st_mtime_ns)]
        except OSError as error:
            lines = [path[len(folder) :], str(error.errno)]
        digest.update(os.fsencode("\0".join(lines)) + b"\n")
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
