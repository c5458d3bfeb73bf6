"""What an HTML page declares of itself: meta elements, JSON-LD, canonical address, language, times."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from lxml import html

from ..model import Declared

Item = dict[str, Any]
"""One object of a page's JSON-LD."""

_LONGEST = 2000
"""Characters of a declared value; what is longer is no title and no name."""

_META = {
    "og:title": "title",
    "twitter:title": "title",
    "dc.title": "title",
    "dcterms.title": "title",
    "parsely-title": "title",
    "sailthru.title": "title",
    "headline": "title",
    "author": "author",
    "article:author": "author",
    "article:author_name": "author",
    "dc.creator": "author",
    "dcterms.creator": "author",
    "parsely-author": "author",
    "sailthru.author": "author",
    "byl": "author",
    "byline": "author",
    "cxenseparse:author": "author",
    "twitter:creator": "author",
    "og:site_name": "publisher",
    "application-name": "publisher",
    "dc.publisher": "publisher",
    "publisher": "publisher",
    "article:published_time": "date",
    "article:published": "date",
    "datepublished": "date",
    "date": "date",
    "pubdate": "date",
    "publishdate": "date",
    "publish-date": "date",
    "publication_date": "date",
    "dc.date": "date",
    "dc.date.issued": "date",
    "dcterms.created": "date",
    "dcterms.date": "date",
    "parsely-pub-date": "date",
    "sailthru.date": "date",
    "og:article:published_time": "date",
    "cxenseparse:recs:publishtime": "date",
    "article:modified_time": "updated",
    "datemodified": "updated",
    "dcterms.modified": "updated",
    "last-modified": "updated",
    "og:updated_time": "updated",
    "og:url": "url",
    "twitter:url": "url",
    "parsely-link": "url",
    "og:locale": "language",
    "content-language": "language",
    "dc.language": "language",
}
_LD_COMMENT = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)|(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/)\s*$"
)
_ARTICLE = re.compile(r"Article|BlogPosting|Report|Review|Story")


def declared_by(root: html.HtmlElement, articles: list[Item]) -> tuple[Declared, ...]:
    """Every declared value, JSON-LD first, in the order of the page. ``articles``: see ``json_ld_articles``."""
    found = [*_json_ld(articles), *_meta(root), *_elements(root)]
    seen: set[tuple[str, str, str]] = set()
    kept = []
    for d in found:
        key = (d.field, d.value, d.where)
        if d.value.strip() and len(d.value) <= _LONGEST and key not in seen:
            seen.add(key)
            kept.append(d)
    return tuple(kept)


def _meta(root: html.HtmlElement) -> Iterator[Declared]:
    for element in root.iter("meta"):
        content = element.get("content")
        if not content:
            continue
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = element.get(attribute)
            field = _META.get(name.lower()) if name else None
            if name and field:
                yield Declared(field=field, value=content, where=f"meta[{name}]")
                break


def _elements(root: html.HtmlElement) -> Iterator[Declared]:
    for element in root.iter("title"):
        yield Declared(field="title", value="".join(element.itertext()).strip()[: _LONGEST + 1], where="title")
        break
    for element in root.iter("link"):
        if (element.get("rel") or "").lower() == "canonical" and element.get("href"):
            yield Declared(field="url", value=element.get("href"), where="link[canonical]")
    for name in ("lang", "xml:lang"):
        value = root.get(name)
        if value:
            yield Declared(field="language", value=value, where=f"html[{name}]")
    times = 0
    for element in root.iter("time"):
        value = element.get("datetime")
        if value and times < 20:
            times += 1
            named = f"{element.get('itemprop') or ''} {element.get('class') or ''}".lower()
            field = "updated" if re.search(r"modif|updat", named) else "date"
            yield Declared(field=field, value=value, where="time[datetime]")


def _json_ld(articles: list[Item]) -> Iterator[Declared]:
    for item in articles:
        for key, field in (("headline", "title"), ("datePublished", "date"), ("dateModified", "updated")):
            if isinstance(item.get(key), str):
                yield Declared(field=field, value=item[key], where=f"json-ld[{key}]")
        for name in _names(item.get("author")):
            yield Declared(field="author", value=name, where="json-ld[author]")
        for name in _names(item.get("publisher")):
            yield Declared(field="publisher", value=name, where="json-ld[publisher]")
        url = item.get("url") or item.get("mainEntityOfPage")
        if isinstance(url, dict):
            url = url.get("@id") or url.get("url")
        if isinstance(url, str):
            yield Declared(field="url", value=url, where="json-ld[url]")
        if isinstance(item.get("inLanguage"), str):
            yield Declared(field="language", value=item["inLanguage"], where="json-ld[inLanguage]")


def article_body(articles: list[Item]) -> str:
    """The text that the page's JSON-LD gives as its article's."""
    bodies = [b for item in articles if isinstance(b := item.get("articleBody"), str)]
    return max(bodies, key=len, default="")


def json_ld_articles(root: html.HtmlElement) -> list[Item]:
    """JSON-LD items that are articles, the page's own first."""
    found = []
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower() or not script.text:
            continue
        try:
            data = json.loads(_LD_COMMENT.sub("", script.text), strict=False)
        except (ValueError, RecursionError):
            continue
        found += [i for i in _items(data) if _ARTICLE.search(str(i.get("@type", ""))) and i.get("headline")]
    return found[:1]


def _items(data: Any) -> Iterator[dict[str, Any]]:
    """Top-level objects and those of ``@graph``, ``mainEntity`` and ``itemListElement``-free nesting."""
    queue = [data]
    for _ in range(1000):
        if not queue:
            return
        item = queue.pop(0)
        if isinstance(item, list):
            queue += item
        elif isinstance(item, dict):
            yield item
            queue += [item[k] for k in ("@graph", "mainEntity", "mainEntityOfPage") if k in item]


def _names(value: Any) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            item = item.get("name")
        if isinstance(item, list):
            yield from (n for n in item if isinstance(n, str))
        elif isinstance(item, str):
            yield item
