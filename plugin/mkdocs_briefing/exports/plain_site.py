"""The pages as plain files for other site generators: front matter, and the body as one block of HTML.

Links between the pages are relative, so that no generator needs to know of them. What a generator takes for its own
(fences, braces of templates, blank lines) stands as entities, which mean the same letters.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from markupsafe import escape

from ..model import Briefing
from ..publish.desk import EXPORTS
from ..publish.options import Options
from ..publish.site import ASSETS, PageSpec, Publisher, plan
from . import files
from .material import Output, Place

_SCRIPT = re.compile(r"(<script\b.*?</script>|<style\b.*?</style>)", re.DOTALL)
_ENTITIES = str.maketrans({"`": "&#96;", "~": "&#126;", "{": "&#123;", "}": "&#125;"})
_BLANK = re.compile(r"\n(?=[ \t]*\n)")
_COPIES = ("print", "quotations", "voice")


class Generator(NamedTuple):
    """How a generator wants its files. ``above`` is how it calls the page of a folder that holds other pages."""

    pages: str
    files: str
    suffix: str
    above: str | None
    escapes: bool
    """whether it prints titles as they stand, so that they must be HTML"""


GENERATORS = {
    "mkdocs": Generator("", "", ".md", None, True),
    "hugo": Generator("content/", "static/", ".html", "_index", False),
}
"""``mkdocs`` is for Zensical and others that turn ``a/b.md`` into ``a/b/``, too."""


def outputs(briefing: Briefing, generator: str = "mkdocs", options: Options | None = None) -> Iterator[Output]:
    """Every page, and the style sheet and scripts that they use."""
    kind = GENERATORS[generator]
    publisher = Publisher(briefing, options or Options(), lambda start, goal: relative(address(start), address(goal)))
    parents = {posixpath.dirname(spec.uri) for spec in publisher.pages}
    for spec in publisher.pages:
        yield Output(_path(spec.uri, kind, parents), partial(_page, publisher, spec, kind))
    for uri, path in ASSETS.items():
        yield Output(f"{kind.files}{uri}", partial(_asset, path))


def address(uri: str) -> str:
    """Where a page stands on the site: in a folder of its own."""
    name = uri.removesuffix(".md")
    return "" if name == "index" else f"{name}/"


def relative(start: str, goal: str) -> str:
    """The way from one page to another page or file."""
    way = posixpath.relpath(f"/{goal}", f"/{start}")
    return f"{way}/" if goal.endswith("/") or not goal else way


def _path(uri: str, kind: Generator, parents: set[str]) -> str:
    name = uri.removesuffix(".md")
    if kind.above:
        name = kind.above if name == "index" else f"{name}/{kind.above}" if name in parents else name
    return f"{kind.pages}{name}{kind.suffix}"


def _page(publisher: Publisher, spec: PageSpec, kind: Generator) -> Iterator[bytes]:
    rendered = publisher.render(spec)
    front: dict[str, Any] = {
        "title": _title(spec.title, kind),
        "description": _title(rendered.description, kind) or None,
        "briefing": spec.kind,
        "issued": publisher.issued(spec),
        "search": {"exclude": True} if spec.kind in _COPIES else None,
    }
    written = yaml.safe_dump(
        {key: value for key, value in front.items() if value}, allow_unicode=True, sort_keys=False, width=1_000_000
    )
    head = "".join(_assets(spec))
    body = f'<div class="briefing">{head}\n{_as_one_block(rendered.html)}\n{publisher.head(spec)}</div>\n'
    yield f"---\n{written}---\n\n{body}".encode("utf-8", "replace")


def _title(words: str, kind: Generator) -> str:
    return str(escape(words)) if kind.escapes else words


def _assets(spec: PageSpec) -> Iterator[str]:
    """Style and scripts, so that the page stands in any theme without being told of them."""
    for uri in ASSETS:
        way = relative(address(spec.uri), uri)
        style = f'<link rel="stylesheet" href="{way}">'
        yield style if uri.endswith(".css") else f'<script src="{way}" defer></script>'


def _as_one_block(html: str) -> str:
    """HTML that stays as it is between the lines of a Markdown file, and that holds nothing of a template."""
    return "".join(
        part if n % 2 else _BLANK.sub("&#10;", part.translate(_ENTITIES)) for n, part in enumerate(_SCRIPT.split(html))
    )


def _asset(path: Path) -> list[bytes]:
    return [path.read_bytes()]


def write(briefing: Briefing, folder: Path, generator: str = "mkdocs") -> None:
    """Write the pages, and take away what an earlier export left. Raises ``OSError`` where one cannot be written."""
    files.keep_list(folder, {"site": files.write(outputs(briefing, generator), folder)})


def place(briefing: Briefing, url: str, options: Options | None = None) -> Place:
    """The addresses of the pages of a briefing that may be shown, below that of its home page."""
    home = url.rstrip("/") + "/"
    pages = {(spec.kind, spec.key): home + address(spec.uri) for spec in plan(briefing, options or Options())}
    name = briefing.curation.briefing.title or ""
    return Place(name, home, pages, f"{home}{EXPORTS}/")
