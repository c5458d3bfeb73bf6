"""The environment of the theme's templates, where each build would spend a tenth of a second on what never changes."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import FileSystemLoader

from .mkdocs_surroundings import changed_by_others
from .publish.templates import Compiled
from .store import code

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig


def quicken(config: MkDocsConfig, folder: Path | None) -> None:
    """From here on every environment of the theme is a quick one. ``folder``: where compiled templates are kept.

    They are not where a plugin or hook that we do not know may change how templates are compiled.
    """
    made = config.theme.get_env
    keeps = folder if folder and not changed_by_others(config, "env") else None

    def get_env() -> Environment:
        env = made()
        if type(env.loader) is FileSystemLoader:
            env.loader = ThemeFiles(env.loader.searchpath, env.loader.encoding, env.loader.followlinks)
        if keeps and env.bytecode_cache is None:
            env.bytecode_cache = CompiledTheme(env, keeps)
        return env

    config.theme.get_env = get_env  # type: ignore[method-assign]


class ThemeFiles(FileSystemLoader):
    """Templates and files of a theme, listed without what is hidden: of that MkDocs copies nothing.

    Material has 14,000 icons in a hidden folder. Templates find them by name, as ever.
    """

    def list_templates(self) -> list[str]:
        """All names, in order."""
        found = set[str]()
        for root in self.searchpath:
            for folder, folders, names in os.walk(root, followlinks=self.followlinks):
                folders[:] = (name for name in folders if name[0] != ".")
                above = folder[len(root) :].replace(os.sep, "/").strip("/")
                found.update(f"{above}/{name}" if above else name for name in names if name[0] != ".")
        return sorted(found)


class CompiledTheme(Compiled):
    """Templates in a folder of the project's cache: that of a theme may be listed by MkDocs, file by file."""

    def __init__(self, env: Environment, folder: Path) -> None:
        super().__init__("")
        self._env = env
        self._folder = folder

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """The file; nothing for a template that has none. Where what is printed is looked at, the code does that."""
        kind = "bytecode" if self._env.finalize is None else "finalized.bytecode"
        return str(self._folder / f"{name.replace('/', '--')}.{kind}") if filename else ""

    def get_source_checksum(self, source: str) -> str:
        """Of all that the code is made from."""
        env = self._env
        how = (sorted(env.extensions), sorted(env.filters), sorted(env.tests), getattr(env, "newstyle_gettext", None))
        return hashlib.sha256(f"{code(output=True).hex()} {how}\0{source}".encode()).hexdigest()
