"""Write docs/reference/api.md from the docstrings of the package's doors: ``python scripts/api_page.py``."""

from __future__ import annotations

import importlib
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

PAGE = Path(__file__).parent.parent / "docs" / "reference" / "api.md"

DOORS = {
    "mkdocs_briefing.pipeline": ("brief", "analyse"),
    "mkdocs_briefing.read": ("read",),
    "mkdocs_briefing.clean": ("clean",),
    "mkdocs_briefing.annotate": ("annotate",),
    "mkdocs_briefing.link": ("link",),
    "mkdocs_briefing.curation": ("load", "notes"),
    "mkdocs_briefing.publish.rights": ("shown",),
    "mkdocs_briefing.publish.planning": ("plan",),
    "mkdocs_briefing.publish.site": ("Publisher",),
    "mkdocs_briefing.exports.contract": ("export",),
    "mkdocs_briefing.exports.formats": ("write",),
    "mkdocs_briefing.exports.plain_site": ("write", "place"),
    "mkdocs_briefing.exports.citations": ("article", "passage", "fragment"),
    "mkdocs_briefing.book": ("book",),
    "mkdocs_briefing.book.pdf": ("write",),
    "mkdocs_briefing.add": ("add",),
}
"""Module to what of it is meant to be called from elsewhere."""

RECORDS = "mkdocs_briefing.model"

HEAD = """\
<!-- Made by scripts/api_page.py from the docstrings. Edit them there. -->

# Python API

The doors of the package, one for each room; [From Python](python.md) shows how they are used. All offsets are Unicode
code points into an article's text, half-open; dates are EDTF.
"""


def page() -> str:
    """The page as it should stand."""
    parts = [HEAD]
    for name, doors in DOORS.items():
        module = importlib.import_module(name)
        parts.append(f"## `{name}`\n\n{_prose(_first(module))}\n")
        parts += [_door(getattr(module, door)) for door in doors]
    model = importlib.import_module(RECORDS)
    parts.append(f"## `{RECORDS}`\n\n{_prose(_first(model))}\n")
    parts.append("| record | what it is | fields |\n|---|---|---|\n" + "".join(_records(model)))
    return "\n".join(parts)


def _door(door: object) -> str:
    words = _prose(inspect.getdoc(door) or "")
    signature = str(inspect.signature(door)).replace("'", "")  # type: ignore[arg-type]
    name = door.__name__  # type: ignore[attr-defined]
    return f"### `{name}`\n\n```python\n{name}{_broken(signature)}\n```\n\n{words}\n"


def _broken(signature: str) -> str:
    """A long signature, one parameter a line."""
    if len(signature) < 90:
        return signature
    inside, _, result = signature[1:].rpartition(")")
    depth, lines, start = 0, [], 0
    for n, letter in enumerate(inside + ","):
        depth += (letter in "[(") - (letter in "])")
        if letter == "," and not depth:
            lines.append(f"    {inside[start:n].strip()},")
            start = n + 1
    return "(\n" + "\n".join(lines) + f"\n){result}"


def _records(model: object) -> Iterator[str]:
    for name, record in vars(model).items():
        if inspect.isclass(record) and record.__module__ == RECORDS and hasattr(record, "__struct_fields__"):
            fields = ", ".join(f"`{field}`" for field in record.__struct_fields__)
            yield f"| `{name}` | {_cell(_first(record))} | {fields} |\n"


def _first(thing: object) -> str:
    return (inspect.getdoc(thing) or "").split("\n\n")[0]


def _prose(words: str) -> str:
    """A docstring as Markdown: doubled backticks become single ones."""
    return re.sub(r"``(.+?)``", r"`\1`", words).replace("<", "&lt;")


def _cell(words: str) -> str:
    return " ".join(_prose(words).split()).replace("|", "&#124;")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
