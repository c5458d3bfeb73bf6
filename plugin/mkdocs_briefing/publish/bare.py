"""The words of a page without its markup, for a search that takes headings and text from it."""

from __future__ import annotations

_BESIDE = (
    *("a", "abbr", "b", "bdi", "cite", "code", "em", "i", "mark", "q"),
    *("s", "small", "span", "strong", "sub", "sup", "time", "u", "wbr"),
)
_WITHIN = frozenset((*_BESIDE, *(f"/{name}" for name in _BESIDE)))
"""Tags that stand in a sentence, and part no words."""
_HEADINGS = frozenset(f"{end}h{level}" for end in ("", "/") for level in range(1, 7))


def bare(html: str) -> str:
    """Headings and text, on one line: no other tag is left. One step for each tag, as pages have thousands."""
    html = html.replace("\n", " ").replace("\t", " ")
    found: list[str] = []
    at, tag = 0, html.find("<")
    while tag >= 0 and (end := html.find(">", tag)) >= 0:
        if tag > at:
            found.append(html[at:tag])
        blank = html.find(" ", tag, end)
        name = html[tag + 1 : end if blank < 0 else blank]
        if name not in _WITHIN:
            found.append(html[tag : end + 1] if name in _HEADINGS else " ")
        at = end + 1
        tag = html.find("<", at)
    found.append(html[at:])
    return " ".join("".join(found).split())
