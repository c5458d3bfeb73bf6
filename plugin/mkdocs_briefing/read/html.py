"""HTML: all visible text in document order, one newline between blocks, and what the page declares of itself.

The tree is walked with a stack of its own, never by recursion, so that nesting costs nothing. Extractors only
vote on blocks (``votes.py``); which of them are the article is decided in ``clean``.
"""

from __future__ import annotations

import functools
import hashlib
import re
from typing import Any
from urllib.parse import urljoin

from lxml import etree, html
from msgspec.structs import replace

from ..model import Declared, Markup, RawBlock, Repair, Source
from .declared import article_body, declared_by, json_ld_articles
from .decode import Decoded, Unreadable, decode, mended, unmarked
from .votes import vote

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([a-zA-Z0-9_:.-]{2,40})""", re.I)
_BLANK = re.compile(r"[ \t\n\r\f]+")
_UNSEEN = {"script", "style", "noscript", "template", "head", "svg", "math", "iframe", "object", "textarea", "canvas"}
_UNSEEN |= {"audio", "video", "datalist", "map"}
_BLOCKS = (
    "address article aside blockquote body button center dd details dialog div dl dt fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 header hr legend li main menu nav ol option p pre section select summary table tbody tfoot "
    "thead tr ul caption"
)
_BLOCK = frozenset(_BLOCKS.split())
_INLINE = {"strong": "strong", "b": "strong", "em": "em", "i": "em", "a": "link"}
_KINDS = {"li": "list-item", "dd": "list-item", "dt": "list-item", "figcaption": "caption", "caption": "caption"}
_KINDS |= {"blockquote": "quote", "tr": "table", "pre": "code"} | {f"h{n}": "heading" for n in range(1, 7)}
_EMBED = re.compile(r"\b(?:twitter-tweet|tweet|instagram-media|tiktok-embed|fb-post|bluesky-embed|reddit-embed)", re.I)
_ROOTED = re.compile(r"/(?:[\w.%+~-][\w.%+~/-]*)?")
"""An address that only the host's name is to be put before; others are joined by the rules, which takes longer."""
_MARKS = {"class": ".", "id": "#", "role": "@", "itemprop": "!", "rel": "~"}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_NESTING = re.compile(r"</?(?!(?:html|head|body|title|meta|link|script|style|p|br|h[1-6]|li|a)\b)[a-zA-Z][^<>]*>")
"""Tags that may be nested without end; without them a page is flat, and its text whole."""
_RUNS = re.compile(r"(?:<p>\s*){2,}")
_MOST = 100_000
"""Blocks that are still taken for one page."""
_HINTS = 14
"""Elements of a path that are kept, the innermost ones."""


def read_html(path: str, data: bytes) -> Source:
    return html_source(path, data, decode(data, charset_in(data), mend=False), votes=True)


def charset_in(data: bytes) -> str | None:
    """The charset that the page itself names."""
    charset = _CHARSET.search(data[:4096])
    return charset.group(1).decode() if charset else None


def html_source(path: str, data: bytes, decoded: Decoded, *, votes: bool, stated: tuple[Declared, ...] = ()) -> Source:
    """The article of one HTML page; ``data`` only for its digest. ``stated``: what its archive says of it."""
    page = decoded.text.replace("\0", "\ufffd")
    root = parse(unmarked(page) if decoded.marked else page)
    articles = json_ld_articles(root)
    found = (*declared_by(root, articles), *stated)
    base = _base(root, found)
    lines = Linearisation(base, decoded.marked)
    lines.walk(parse(page) if decoded.marked else root)
    text = lines.text()
    if not text.strip():
        raise Unreadable("holds no visible text")
    blocks = tuple(lines.blocks)
    return Source(
        path=path,
        sha256=hashlib.sha256(data).hexdigest(),
        encoding=decoded.encoding,
        format="html",
        text=text,
        repairs=tuple(lines.repairs),
        blocks=vote(root, lines.depth, text, blocks, article_body(articles)) if votes else blocks,
        markup=tuple(sorted(lines.markup, key=lambda m: (m.start, -m.end, m.kind))),
        declared=found,
    )


def parse(page: str) -> html.HtmlElement:
    """The tree of a page, however broken. Raises ``Unreadable`` where there is none."""
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(page.encode("utf-8", "replace"), parser=parser)
        if any("depth" in error.message for error in parser.error_log):  # the parser has left the rest out
            flat = _RUNS.sub("<p>", _NESTING.sub("<p>", page))
            root = html.document_fromstring(flat.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise Unreadable(f"holds no HTML that can be read: {error}") from None
    return root


def _base(root: html.HtmlElement, found: tuple[Declared, ...]) -> str | None:
    """The address that relative links start from, where the page names one."""
    for element in root.iter("base"):
        href = element.get("href")
        if href and href.startswith(("http://", "https://")):
            return str(href)
    return next((d.value for d in found if d.field == "url" and d.value.startswith("http")), None)


class Linearisation:
    """Text, blocks and markup of one page, in document order."""

    def __init__(self, base: str | None, marked: bool) -> None:
        self.blocks: list[RawBlock] = []
        self.markup: list[Markup] = []
        self.repairs: list[Repair] = []
        self._base = base
        self._marked = marked
        origin = re.match(r"https?://[\w.:-]+(?=/|$)", base or "")
        self._origin = origin[0] if origin else None
        self._done: list[str] = []
        self._at = 0
        self._line: list[str] = []
        self._length = 0
        self._open: list[tuple[Any, str, str | None, int]] = []
        self._path: list[_Element] = []
        self._pre = 0
        self.depth = 0
        """elements within each other at the deepest place"""

    def text(self) -> str:
        return "\n".join(self._done)

    def walk(self, root: html.HtmlElement) -> None:
        walker = etree.iterwalk(root, events=("start", "end"))
        for event, element in walker:
            tag = element.tag
            if not isinstance(tag, str):
                if event == "end":
                    self._add(element.tail)
                continue
            if event == "start":
                if tag in _UNSEEN:
                    walker.skip_subtree()
                else:
                    self._enter(element, tag)
            else:
                if tag not in _UNSEEN:
                    self._leave(element, tag)
                if element is not root:
                    self._add(element.tail)
        self._flush()

    def _enter(self, element: html.HtmlElement, tag: str) -> None:
        if tag in _BLOCK:
            if self._length:
                self._flush()
            self._pre += tag == "pre"
        elif tag == "br":
            self._break()
        elif tag in ("td", "th") and self._length:
            self._push("\t")
        self._path.append(_Element(tag, element))
        self.depth = max(self.depth, len(self._path))
        kind = _INLINE.get(tag)
        if kind and len(self._open) < 20:
            href = self._href(element.get("href")) if kind == "link" else None
            if kind != "link" or href:
                self._open.append((element, kind, href, self._at + self._length))
        self._add(element.text)

    def _leave(self, element: html.HtmlElement, tag: str) -> None:
        if tag in _BLOCK:
            if self._length:
                self._flush()
            self._pre -= tag == "pre"
        self._path.pop()
        if self._open and self._open[-1][0] is element:
            _, kind, href, start = self._open.pop()
            self._mark(kind, href, start, "".join(self._line))

    def _add(self, chunk: str | None) -> None:
        if not chunk:
            return
        if self._pre:
            words = chunk
        else:
            words = _BLANK.sub(" ", chunk)
            if words[0] == " " and (not self._length or self._line[-1][-1] in " \n\t"):
                words = words[1:]
        if not words.isascii():
            words, repairs = mended(words, marked=self._marked)
            at = self._at + self._length
            self.repairs += [replace(r, start=at + r.start, end=at + r.end) for r in repairs]
        if words:
            self._push(words)

    def _push(self, words: str) -> None:
        self._line.append(words)
        self._length += len(words)

    def _break(self) -> None:
        """A line break; a second one in a row ends the block."""
        if not self._length:
            return
        if self._line[-1].rstrip(" ")[-1:] == "\n" or (self._line[-1] == " " and self._line[-2:-1] == ["\n"]):
            self._flush()
        else:
            self._push("\n")

    def _flush(self) -> None:
        if not self._length:
            return
        line = "".join(self._line)
        words = line.rstrip(" \n\t\r\f")
        self._line, self._length = [], 0
        if not words.strip():
            self.repairs = [r for r in self.repairs if r.start < self._at]
            self._open = [(e, k, h, self._at) for e, k, h, _ in self._open]
            return
        for _, kind, href, start in self._open:
            self._mark(kind, href, start, words)
        path = self._path_here()
        kind, level = self._kind(path)
        self.blocks.append(RawBlock(start=self._at, end=self._at + len(words), kind=kind, level=level, path=path))
        if len(self.blocks) > _MOST:
            raise Unreadable(f"has more blocks than an article: over {_MOST:,}")
        self._done.append(words)
        self._at += len(words) + 1
        self._open = [(e, k, h, self._at) for e, k, h, _ in self._open]

    def _path_here(self) -> str:
        """What the innermost elements are called; most blocks share all of them but the last."""
        if len(self._path) < 2:
            return ">".join([e.hint() for e in self._path])
        parent = self._path[-2]
        if parent.path is None:
            parent.path = ">".join([e.hint() for e in self._path[-_HINTS:-1]])
        return f"{parent.path}>{self._path[-1].hint()}"

    def _mark(self, kind: str, href: str | None, start: int, line: str) -> None:
        """Note a link or emphasis over the current block's words from ``start`` on, blanks left out."""
        first = max(start - self._at, 0)
        words = line[first:]
        inner = words.strip()
        if inner:
            begin = self._at + first + words.index(inner[0])
            self.markup.append(Markup(start=begin, end=begin + len(inner), kind=kind, href=href))  # type: ignore[arg-type]

    def _kind(self, path: str) -> tuple[str, int | None]:
        if _is_embed(path):
            return "embed", None
        for element in reversed(self._path[-_HINTS:]):
            tag = element.tag
            if tag in _KINDS:
                return _KINDS[tag], int(tag[1]) if tag[0] == "h" and tag[1:].isdigit() else None
        return "paragraph", None

    def _href(self, href: str | None) -> str | None:
        """The address of a link, absolute where the page's own is known; only http, https and mailto."""
        if not href or len(href) > 2000:
            return None
        href = href.strip()
        if self._base and not href.lower().startswith(("mailto:", "http://", "https://")):
            if self._origin and _ROOTED.fullmatch(href) and "/." not in href:
                return self._origin + href
            try:
                href = urljoin(self._base, href)
            except ValueError:
                return None
        return href if href.lower().startswith(("http://", "https://", "mailto:")) else None


@functools.lru_cache(maxsize=4096)
def _is_embed(path: str) -> bool:
    return bool(_EMBED.search(path))


class _Element:
    """An element that is open; what its author called it is only asked for where a block of text lies in it."""

    __slots__ = ("_element", "_hint", "path", "tag")

    def __init__(self, tag: str, element: html.HtmlElement) -> None:
        self.tag = tag
        self._element = element
        self._hint: str | None = None
        self.path: str | None = None
        """the path that ends here, as far as the blocks in its children need it"""

    def hint(self) -> str:
        """``div.article-body#main``: tag, classes, id, role and the like."""
        if self._hint is None:
            hint = self.tag
            for name, value in self._element.items():
                if name in _MARKS:
                    hint += _MARKS[name] + ".".join(value[:120].lower().split())
                elif name == "hidden" or (name == "style" and _HIDDEN.search(value)):
                    hint += "?hidden"
            self._hint = hint.replace(">", "")
        return self._hint
