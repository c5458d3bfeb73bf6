"""Our own Jinja environment: everything is escaped, a theme's ``custom_dir`` may override one template at a time."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined

from .compiling import QuickEnvironment
from .standoff import plain
from .words import Words

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
    )
    made.globals["w"] = words
    made.globals["ink"] = ""  # style inside each picture, where a page's own does not reach it
    made.filters["show"] = plain
    return made
