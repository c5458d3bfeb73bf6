"""The theme's templates, compiled once: those of Material take a tenth of a second, which each build would pay."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from .mkdocs_surroundings import changed_by_others
from .publish.templates import Compiled
from .store import code

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig


def keep_compiled(env: Environment, config: MkDocsConfig, folder: Path) -> None:
    """Compile no template again, unless a plugin or hook that we do not know may have changed how that is done."""
    if env.bytecode_cache is None and not changed_by_others(config, "env"):
        env.bytecode_cache = CompiledTheme(env, folder)


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
