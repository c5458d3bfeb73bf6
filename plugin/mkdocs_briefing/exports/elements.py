"""XML by the standard library, with words that XML can hold."""

from __future__ import annotations

import re
from xml.etree import ElementTree as etree

from ..publish.standoff import visible

_NONE = re.compile("[\ufffe\uffff]")
"""Noncharacters that no XML may hold; ``visible`` has made letters of all others."""


def words(given: object) -> str:
    """The value as text of an element or attribute."""
    return _NONE.sub("\ufffd", visible(str(given)))


def add(above: etree.Element, name: str, text: object = None, **attributes: object) -> etree.Element:
    """A new element; attributes without a value are left out."""
    given = {key.rstrip("_"): words(value) for key, value in attributes.items() if value is not None}
    made = etree.SubElement(above, name, given)
    if text is not None:
        made.text = words(text)
    return made


def dumped(root: etree.Element) -> bytes:
    """The document as a file holds it."""
    etree.indent(root)
    written: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"
