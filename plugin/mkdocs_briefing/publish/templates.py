"""Our own Jinja environment: everything is escaped, a theme's ``custom_dir`` may override one template at a time."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from importlib.util import cache_from_source
from pathlib import Path

import jinja2.compiler
from jinja2 import BytecodeCache, ChoiceLoader, Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket

from . import compiling, standoff
from .compiling import QuickEnvironment
from .standoff import plain
from .words import Words, phrases

_OWN = Path(__file__).parent / "templates"


def environment(words: Words, folders: Sequence[Path] = ()) -> Environment:
    """Templates from ``folders`` first, then ours. ``w`` gives the words of the interface, ``show`` article words."""
    made = QuickEnvironment(
        words,
        _OWN,
        autoescape=True,
        loader=ChoiceLoader([FileSystemLoader([str(f) for f in folders]), FileSystemLoader(str(_OWN))]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        cache_size=-1,
        auto_reload=False,  # a preview makes its templates anew after they were edited
        bytecode_cache=Compiled(words.language) if words.ours else None,
    )
    made.globals["w"] = words
    made.globals["ink"] = ""  # style inside each picture, where a page's own does not reach it
    made.filters["show"] = plain
    return made


class Compiled(BytecodeCache):
    """Our templates in one language, compiled, beside them: where and when Python keeps our compiled modules."""

    def __init__(self, language: str) -> None:
        self._language = language

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """The file; nothing for a template that is not ours."""
        if filename is None or not Path(filename).is_relative_to(_OWN):
            return ""
        with suppress(NotImplementedError):  # a Python that keeps nothing
            return f"{cache_from_source(filename).removesuffix('.pyc')}.{self._language}.pyc"
        return ""

    def get_source_checksum(self, source: str) -> str:
        """Of all that the code is made from."""
        return hashlib.sha256(f"{_made_by(self._language)}{source}".encode()).hexdigest()

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key:
            with suppress(Exception), Path(bucket.key).open("rb") as file:  # what is broken is made anew
                bucket.load_bytecode(file)

    def dump_bytecode(self, bucket: Bucket) -> None:
        if not bucket.key or sys.dont_write_bytecode:
            return
        place = Path(bucket.key)
        with suppress(OSError):  # an installation that nobody may write to
            place.parent.mkdir(parents=True, exist_ok=True)
            begun = Path(f"{place}.{os.getpid()}")
            begun.write_bytes(bucket.bytecode_to_string())
            begun.replace(place)


@cache
def _made_by(language: str) -> str:
    """A digest of the compiler, Jinja's and ours, and of the phrases that are put into the code."""
    made = hashlib.sha256(json.dumps(phrases(language), sort_keys=True).encode())
    for module in (compiling, standoff, jinja2.compiler):
        made.update(Path(module.__file__ or "").read_bytes())
    return made.hexdigest()
