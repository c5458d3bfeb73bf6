"""Word documents: paragraphs, headings, lists, tables and links, read by way of plain HTML.

Text that was deleted under “track changes”, comments, headers, footers and notes are not read. The document's own
properties are not believed either: they name whoever installed the program, and the template's title.
"""

from __future__ import annotations

import zipfile
import zlib
from html import escape
from io import BytesIO
from typing import Any

from lxml import etree
from msgspec.structs import replace

from ..model import Source
from .decode import Decoded, Unreadable
from .html import html_source

_LIMIT = 16 * 1024 * 1024
"""Bytes of XML, unpacked: more is no article, whatever the archive's own figures say."""
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", _W[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", _R[1:-1].encode()),
)
"""the same names in the “strict” flavour of the format"""
_UNREAD = {f"{_W}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "instrText", "footnoteReference")}
_UNREAD |= {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
_SIGNS = {f"{_W}tab": "\t", f"{_W}br": "<br>", f"{_W}cr": "<br>", f"{_W}noBreakHyphen": "\u2011"}


def read_docx(path: str, data: bytes) -> Source:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            document = _xml(archive, "word/document.xml")
            if document is None:
                raise Unreadable("is no Word document")
            page = _Page(
                _levels(_xml(archive, "word/styles.xml")), _links(_xml(archive, "word/_rels/document.xml.rels"))
            )
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise Unreadable(f"is no Word document that can be unpacked ({error})") from None
    decoded = Decoded(text=page.html(document), encoding="utf-8")
    return replace(html_source(path, data, decoded, votes=False), format="text")


def _xml(archive: zipfile.ZipFile, name: str) -> Any | None:
    """The tree of one part, or None where the archive has no such part."""
    try:
        with archive.open(name) as part:
            data = part.read(_LIMIT + 1)
    except KeyError:
        return None
    if len(data) > _LIMIT:
        raise Unreadable(f"is too large for one article: over {_LIMIT:,} bytes when unpacked")
    for strict, usual in _STRICT:
        data = data.replace(strict, usual)
    try:
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except etree.XMLSyntaxError as error:
        raise Unreadable(f"is no Word document that can be read ({error})") from None


def _levels(styles: Any | None) -> dict[str, int]:
    """Level of heading, by the id of a paragraph style: by its name or outline level, or what it is based on."""
    found: dict[str, int] = {}
    based: dict[str, str] = {}
    for style in styles.iter(f"{_W}style") if styles is not None else ():
        key = style.get(f"{_W}styleId", "")
        name = _value(style, "name").lower()
        level = _value(style, f"pPr/{_W}outlineLvl")
        if name in ("title", "heading 1"):
            found[key] = 1
        elif name.startswith("heading ") and name[8:].isdigit():
            found[key] = min(int(name[8:]), 6)
        elif level.isdigit() and int(level) < 6:
            found[key] = int(level) + 1
        based[key] = _value(style, "basedOn")
    for key in based:
        above, steps = key, 0
        while above and above not in found and steps < 20:
            above, steps = based.get(above, ""), steps + 1
        if above in found:
            found[key] = found[above]
    return found


def _links(relations: Any | None) -> dict[str, str]:
    if relations is None:
        return {}
    return {r.get("Id", ""): r.get("Target", "") for r in relations if r.get("TargetMode") == "External"}


def _value(element: Any, path: str) -> str:
    found = element.find(f"{_W}{path}")
    return found.get(f"{_W}val", "") if found is not None else ""


class _Page:
    """The document as HTML, walked without recursion."""

    def __init__(self, levels: dict[str, int], links: dict[str, str]) -> None:
        self._levels = levels
        self._links = links

    def html(self, document: Any) -> str:
        parts: list[str] = []
        closing: dict[Any, str] = {}
        walker = etree.iterwalk(document, events=("start", "end"))
        for event, element in walker:
            if event == "end":
                parts.append(closing.pop(element, ""))
            elif element.tag in _UNREAD:
                walker.skip_subtree()
            elif element.tag == f"{_W}t":
                parts.append(escape(element.text or ""))
            elif element.tag in _SIGNS:
                parts.append(_SIGNS[element.tag])
            elif tags := self._tags(element):
                parts.append("".join(f"<{tag}>" for tag in tags))
                closing[element] = "".join(f"</{tag.split()[0]}>" for tag in reversed(tags))
        return f"<html><body>{''.join(parts)}</body></html>"

    def _tags(self, element: Any) -> list[str]:
        match element.tag.removeprefix(_W) if isinstance(element.tag, str) else "":
            case "p":
                return [self._paragraph(element)]
            case "r":
                return [tag for name, tag in (("b", "strong"), ("i", "em")) if _is_on(element, name)]
            case "hyperlink":
                address = self._links.get(element.get(f"{_R}id", ""), "")
                return [f'a href="{escape(address)}"'] if address else []
            case "tbl":
                return ["table"]
            case "tr":
                return ["tr"]
            case "tc":
                return ["td"]
        return []

    def _paragraph(self, element: Any) -> str:
        if any(above.tag == f"{_W}tc" for above in element.iterancestors()):
            return "span"  # a row of a table is one line
        style = _value(element, f"pPr/{_W}pStyle")
        level = _value(element, f"pPr/{_W}outlineLvl")
        if style in self._levels:
            return f"h{self._levels[style]}"
        if level.isdigit() and int(level) < 6:
            return f"h{int(level) + 1}"
        return "li" if element.find(f"{_W}pPr/{_W}numPr") is not None or "list" in style.lower() else "p"


def _is_on(run: Any, name: str) -> bool:
    found = run.find(f"{_W}rPr/{_W}{name}")
    return found is not None and found.get(f"{_W}val", "1") not in ("0", "false", "off")
