"""What machines are told in the head of a page, as HTML, and how it gets there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from markupsafe import Markup, escape

from .datafiles import written


def put(html: str, elements: str) -> str:
    """A page with elements added to its head."""
    return html.replace("</head>", f"{elements}\n</head>", 1) if elements else html


def unsearched(html: str) -> str:
    """A page that Pagefind leaves out."""
    return html.replace("<body", '<body data-pagefind-ignore="all"', 1)


def robots(asked: str | None) -> str:
    """What search engines are asked."""
    return f'<meta name="robots" content="{escape(asked)}">' if asked else ""


def feeds(named: Iterable[tuple[str, str]]) -> str:
    """Elements by which feed readers find feeds, of their names and addresses."""
    element = Markup('<link rel="alternate" type="application/atom+xml" title="{}" href="{}">')
    return "".join(element.format(name, url) for name, url in named)


def linked_data(graph: Sequence[Any]) -> str:
    """The element that holds what a page is about, in the words of schema.org; nothing for a page without."""
    if not graph:
        return ""
    whole = {"@context": "https://schema.org", "@graph": graph}
    return f'<script type="application/ld+json">{_in_html(written(whole).decode())}</script>'


def _in_html(words: str) -> str:
    """JSON that no reader of HTML takes for markup, and no template language for its own."""
    for sign in "<>&\u2028\u2029":
        words = words.replace(sign, f"\\u{ord(sign):04x}")
    return words.replace("{{", "\\u007b\\u007b").replace("{%", "\\u007b%").replace("{#", "\\u007b#")
