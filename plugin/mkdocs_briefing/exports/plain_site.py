"""The pages as plain files for other site generators: front matter, and the body as one block of HTML.

Links between the pages are relative, so that no generator needs to know of them. What a generator takes for its own
(fences, braces of templates, blank lines) stands as entities, which mean the same letters.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from markupsafe import escape

from ..model import Briefing
from ..publish import datafiles
from ..publish.desk import EXPORTS
from ..publish.options import Options
from ..publish.planning import PageSpec, plan
from ..publish.site import ASSETS, Publisher, Rendered
from . import files
from .material import Output, Place

_SCRIPT = re.compile(r"(<script\b.*?</script>|<style\b.*?</style>)", re.DOTALL)
_ENTITIES = str.maketrans({"`": "&#96;", "~": "&#126;", "{": "&#123;", "}": "&#125;"})
_ADDRESS = re.compile(r"""\b(href=|src=)"(?![a-z][a-z0-9+.-]*:|/|\#)([^"?\#]*)([^"]*)\"""")
_BLANK = re.compile(r"\n(?=[ \t]*\n)")

Render = Callable[[PageSpec], Rendered]

_COPIES = ("print", "quotations", "voice", "figures", "timeline", "who")


class Generator(NamedTuple):
    """How a generator wants its files."""

    pages: str = ""
    files: str = ""
    """folders of pages and of all else"""
    above: str | None = None
    """how it calls the page of a folder that holds other pages, where that is in the folder"""
    escapes: bool = False
    """whether it escapes titles; else they must be HTML"""
    moves: bool = False
    """whether it takes addresses in HTML to be seen from the file, and moves them to where the page stands"""


GENERATORS = {
    "mkdocs": Generator(),
    "zensical": Generator(moves=True),
    "hugo": Generator(pages="content/", files="static/", above="_index", escapes=True),
}


def outputs(briefing: Briefing, generator: str = "mkdocs", options: Options | None = None) -> Iterator[Output]:
    """Every page, and the style sheet and scripts that they use."""
    kind = GENERATORS[generator]
    publisher = Publisher(briefing, options or Options(), lambda start, goal: relative(address(start), address(goal)))
    parents = {posixpath.dirname(spec.uri) for spec in publisher.pages}
    rendered = lru_cache(maxsize=1)(publisher.render)
    for spec in publisher.pages:
        yield Output(_path(spec.uri, kind, parents), partial(_page, publisher, spec, kind, rendered))
        for uri in datafiles.names(spec.kind, spec.key):
            yield Output(f"{kind.files}{uri}", partial(_data, spec, uri, rendered))
    for uri, data in publisher.files().items():
        yield Output(f"{kind.files}{uri}", partial(list, [data]))
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
    return f"{kind.pages}{name}.md"


def _page(publisher: Publisher, spec: PageSpec, kind: Generator, render: Render) -> list[bytes]:
    rendered = render(spec)
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
    html = f"{head}\n{rendered.html}"
    if kind.moves:
        html = _seen_from_file(html, spec.uri)
    body = f'<div class="briefing">{_as_one_block(html)}\n{publisher.head(spec)}</div>\n'
    return _encoded(f"---\n{written}---\n\n{body}")


def _data(spec: PageSpec, uri: str, render: Render) -> list[bytes]:
    """A data file of the page's scripts; empty where the page has none after all."""
    return [dict(render(spec).files).get(uri, b"")]


def _encoded(text: str) -> list[bytes]:
    return [text.encode("utf-8", "replace")]


def _title(words: str, kind: Generator) -> str:
    return words if kind.escapes else str(escape(words))


def _assets(spec: PageSpec) -> Iterator[str]:
    """Style and scripts, so that the page stands in any theme without being told of them."""
    for uri in ASSETS:
        way = relative(address(spec.uri), uri)
        style = f'<link rel="stylesheet" href="{way}">'
        yield style if uri.endswith(".css") else f'<script src="{way}" defer></script>'


def _seen_from_file(html: str, uri: str) -> str:
    """HTML with its relative addresses as they are seen from the file of the page."""
    page, folder = f"/{address(uri)}", posixpath.dirname(f"/{uri}")

    def moved(match: re.Match[str]) -> str:
        path, rest = match[2], match[3]
        goal = posixpath.join(page, path)
        way = posixpath.relpath(goal, folder)
        return f'{match[1]}"{way}{"/" if goal.endswith("/") and way != "/" else ""}{rest}"'

    return _ADDRESS.sub(moved, html)


def _as_one_block(html: str) -> str:
    """HTML that stays as it is between the lines of a Markdown file, and that holds nothing of a template."""
    return "".join(
        part if n % 2 else _BLANK.sub("&#10;", part.translate(_ENTITIES)) for n, part in enumerate(_SCRIPT.split(html))
    )


def _asset(path: Path) -> list[bytes]:
    return [path.read_bytes()]


def write(briefing: Briefing, folder: Path, generator: str = "mkdocs") -> None:
    """Write the pages, and take away what an earlier export left.

    Raises ``OSError`` where one cannot be written, before anything is, where a file of somebody else's is in the way.
    """
    made = list(outputs(briefing, generator))
    files.claim(folder, "site", [output.path for output in made])
    files.keep_list(folder, {"site": files.write(made, folder)})


def place(briefing: Briefing, url: str, options: Options | None = None) -> Place:
    """The addresses of the pages of a briefing that may be shown, below that of its home page."""
    home = url.rstrip("/") + "/"
    pages = {(spec.kind, spec.key): home + address(spec.uri) for spec in plan(briefing, options or Options())}
    name = briefing.curation.briefing.title or ""
    return Place(name, home, pages, f"{home}{EXPORTS}/")
