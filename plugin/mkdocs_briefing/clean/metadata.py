"""Metadata with evidence: each value with the exact words it was read from, and whether they state it.

People's word comes first, then what the page declares, then what the text prints; what is in none of them is missing.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from html import unescape
from importlib import resources
from typing import Literal
from urllib.parse import unquote, urljoin, urlsplit

from msgspec.structs import replace

from ..ids import fold
from ..model import Declared, Evidence, Fact, Metadata, Notes, Site, Source
from ..read.decode import mended
from .authors import names_in, names_of, organisation_of
from .dates import Date, ago, dates, edtf, is_day
from .language import language_of
from .lines import Line
from .mastheads import byline_in, outlet_in
from .rules import WRITER
from .selection import Selection, leading_byline
from .titles import without_site

Certainty = Literal["stated", "inferred"]


def metadata_of(source: Source, notes: Notes, site: Site | None, chosen: Selection) -> Metadata:
    """All that is known of the article; beside what people wrote in its sidecar, what was found without them."""
    known = _known(source, notes, site, chosen)
    if not any(d.where.startswith("sidecar") for d in notes.declared):
        return known
    found = _known(source, replace(notes, declared=()), site, chosen)
    fields = {name: _beside(getattr(known, name), getattr(found, name)) for name in _SINGLE}
    was = ", ".join(fact.value for fact in found.author) or None
    authors = tuple(_beside(fact, fact if was is None else replace(fact, value=was)) or fact for fact in known.author)
    return replace(known, author=authors, **fields)


_SINGLE = ("title", "publisher", "date", "updated", "retrieved", "url", "archived_url", "language")


def _beside(fact: Fact | None, machine: Fact | None) -> Fact | None:
    """A person's value with the machine's, where that is another one."""
    by_person = fact is not None and fact.method == "person" and (fact.evidence.where or "").startswith("sidecar")
    if fact is None or machine is None or not by_person or machine.value == fact.value:
        return fact
    return replace(fact, was=machine.value)


def _known(source: Source, notes: Notes, site: Site | None, chosen: Selection) -> Metadata:
    reader = _Reader(source, notes, site, chosen)
    url = reader.url()
    publisher = reader.publisher(url)
    return Metadata(
        title=reader.title(publisher),
        publisher=publisher,
        date=reader.date(url),
        updated=reader.updated(),
        retrieved=reader.person("retrieved") or reader.retrieved(),
        url=url,
        archived_url=reader.person("archived_url"),
        language=reader.language(),
        author=reader.author(publisher),
    )


def host_of(url: str) -> str | None:
    """The host of an http address, without ``www.``; None for anything else."""
    words = url.strip().split(maxsplit=1)[0] if url.strip() else ""
    if not re.match(r"(?:https?:)?//", words, re.I):
        return None
    try:
        host = urlsplit(words).hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


@functools.cache
def outlets() -> dict[str, str]:
    """Domain to the outlet's name (``data/outlets.tsv``)."""
    table = resources.files("mkdocs_briefing").joinpath("data", "outlets.tsv").read_text("utf-8")
    return dict(line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))


def outlet_of(host: str) -> str | None:
    """The outlet by its domain or the one above it."""
    known = outlets()
    while host:
        if host in known:
            return known[host]
        host = host.partition(".")[2]
    return None


_DATELINE = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ .’'-]+,?[^()]{0,40}\((?P<agency>[A-ZÀ-Þ][^()]{1,40})\)\s+(?:-|–|—|--)\s")
"""city in capitals, perhaps country and day, the agency in brackets, a dash"""
_NEAR_THE_HEAD = 4
"""lines from the first of the article in which its dateline stands: title, byline and a summary may come before"""


class _Reader:
    """One article's sources of metadata, asked field by field."""

    def __init__(self, source: Source, notes: Notes, site: Site | None, chosen: Selection) -> None:
        self._source = source
        self._notes = notes
        self._site = site
        self._lines = chosen.lines
        self._chosen = chosen
        self._head = chosen.lines[max(0, chosen.first - 40) : chosen.first + 2]

    # ---------------------------------------------------------------- where values come from

    def person(self, field: str) -> Fact | None:
        """What people wrote in front matter or sidecar."""
        for d in self._notes.declared:
            if d.field == field:
                return _by_person(d)
        return None

    def _declared(self, field: str) -> list[Declared]:
        return [d for d in self._source.declared if d.field == field and d.value.strip()]

    def _printed(self, value: str, start: int, end: int, method: str, certainty: Certainty = "stated") -> Fact:
        words = self._source.text[start:end]
        return Fact(
            value=value, method=method, certainty=certainty, evidence=Evidence(words=words, start=start, end=end)
        )

    def retrieved(self) -> Fact | None:
        """When the page was fetched, where a record or an archive says so."""
        for d in self._declared("retrieved"):
            if value := edtf(d.value):
                return Fact(value=value, method="declared", certainty="stated", evidence=_there(d))
        return None

    # ---------------------------------------------------------------- title

    def title(self, publisher: Fact | None) -> Fact | None:
        if found := self.person("title"):
            return found
        names = self._site_names(publisher)
        ranked = sorted(self._declared("title"), key=lambda d: _place_of(_TITLE_ORDER, d.where))
        wholes = {fold(_plain(d.value)) for d in ranked}
        wholes |= {fold(line.text) for line in self._lines if line.level == 1}
        sites = {fold(n) for n in names}
        for d in ranked:
            value = without_site(_plain(d.value), names, wholes)
            if value and fold(value) not in sites:
                return Fact(value=value, method="declared", certainty="stated", evidence=_there(d))
        if self._chosen.title is not None:
            line = self._lines[self._chosen.title]
            certainty: Certainty = "stated" if self._chosen.title == 0 or line.level == 1 else "inferred"
            return self._printed(" ".join(line.text.split()), line.start, line.end, "headline", certainty)
        return None

    def _site_names(self, publisher: Fact | None) -> list[str]:
        """What the site calls itself: declared names, handles and the labels of its host."""
        names = [d.value for d in self._declared("publisher")] + ([publisher.value] if publisher else [])
        for host in {host for d in self._declared("url") if (host := host_of(d.value))}:
            labels = host.split(".")
            names += [host, *labels[-3:-1], " ".join(labels[-2].split("-"))] if len(labels) > 1 else [host]
        return names

    # ---------------------------------------------------------------- address and publisher

    def url(self) -> Fact | None:
        if found := self.person("url"):
            return found
        ranked = sorted(self._declared("url"), key=lambda d: _place_of(_URL_ORDER, d.where))
        base = next((d.value for d in ranked if host_of(d.value)), None)
        for d in ranked:
            value = _absolute(d.value.strip(), base)
            if value and len(urlsplit(value).path) > 1:
                return Fact(value=value, method="declared", certainty="stated", evidence=_there(d))
        if self._source.format != "html":
            for line in self._head:
                match = re.match(
                    r"\s*(?:(?:source|url|link|original)\s*:\s*)?(https?://\S+)\s*$", line.text[:2000], re.I
                )
                if match and host_of(match.group(1)):
                    start = line.start + match.start(1)
                    return self._printed(match.group(1), start, start + len(match.group(1)), "printed")
        return None

    def publisher(self, url: Fact | None) -> Fact | None:
        if found := self.person("publisher"):
            return found
        host = host_of(url.value) if url else None
        ranked = sorted(self._declared("publisher"), key=lambda d: d.where != "meta[og:site_name]")
        for d in ranked:
            if not d.value.startswith(("http", "@", "//")) and len(d.value) < 80:
                return Fact(value=d.value.strip(), method="declared", certainty="stated", evidence=_there(d))
        if self._chosen.first < len(self._lines):
            line = self._lines[self._chosen.first]
            match = leading_byline(line)
            if match:
                start = line.start + match.start("outlet")
                return self._printed(match["outlet"], start, start + len(match["outlet"]), "byline")
        if url and host:
            name = self._site.name if self._site and _within(host, self._site.domains) else outlet_of(host)
            return Fact(
                value=name or host,
                method="domain table" if name else "address",
                certainty="stated" if name else "inferred",
                evidence=url.evidence,
            )
        return self._masthead() or self._dateline() or self._employer()

    def _masthead(self) -> Fact | None:
        """The outlet named beside date and author above the article."""
        for line in self._head:
            place = outlet_in(line.text) if line.masthead else None
            if place:
                start, end = line.start + place[0], line.start + place[1]
                return self._printed(self._source.text[start:end], start, end, "masthead", "inferred")
        return None

    def _dateline(self) -> Fact | None:
        """The agency whose report it is: “ORDANA, Sept 16 (Transit News) - The …”."""
        for line in self._lines[self._chosen.first : self._chosen.first + _NEAR_THE_HEAD]:
            if match := _DATELINE.match(line.text):
                start, end = (line.start + n for n in match.span("agency"))
                return self._printed(match["agency"], start, end, "dateline", "inferred")
        return None

    def _employer(self) -> Fact | None:
        """The outlet that a biography, or the lines about the site, say the author or editor works for."""
        for block in self._chosen.blocks:
            if block.reason in ("biography", "site", "related", "navigation", "boilerplate"):
                for pattern in _EMPLOYER:
                    match = pattern.search(self._source.text, block.start, min(block.end, block.start + 500))
                    if match:
                        start, end = match.span("outlet")
                        return self._printed(match["outlet"], start, end, "biography", "inferred")
        return None

    # ---------------------------------------------------------------- dates

    def date(self, url: Fact | None) -> Fact | None:
        if found := self.person("date"):
            return found
        for d in self._ranked_dates("date"):
            value = edtf(d.value)
            if value and is_day(value):
                return Fact(value=value, method="declared", certainty="stated", evidence=_there(d))
        vague: Date | None = None
        for printed in self._head_dates():
            if is_day(printed.value):
                return self._printed(printed.value, printed.start, printed.end, "printed")
            vague = vague or printed
        if url and (value := _date_in_url(url.value)):
            return Fact(value=value, method="address", certainty="inferred", evidence=url.evidence)
        if value := edtf(re.sub(r"(?<=\d)_(?=\d)", "-", self._source.path.rpartition("/")[2])):
            where = Evidence(words=self._source.path, where="path")
            return Fact(value=value, method="file name", certainty="inferred", evidence=where)
        if relative := self._days_ago():
            return self._printed(relative.value, relative.start, relative.end, "relative words", "inferred")
        return self._printed(vague.value, vague.start, vague.end, "printed") if vague else None

    def _days_ago(self) -> Date | None:
        """“2 days ago” between title and article, where it is known when the page was fetched."""
        fetched = self.person("retrieved") or self.retrieved()
        if not fetched or not is_day(fetched.value):
            return None
        first = self._chosen.first
        title = self._chosen.title if self._chosen.title is not None else first - _NEAR_THE_HEAD
        for line in self._lines[max(0, min(title, first)) : first + 1]:
            short = line.count <= 12 and not line.sentence
            if short and (day := ago(self._source.text, line.start, line.end, fetched.value)):
                return day
        return None

    def updated(self) -> Fact | None:
        if found := self.person("updated"):
            return found
        for d in self._ranked_dates("updated"):
            if value := edtf(d.value):
                return Fact(value=value, method="declared", certainty="stated", evidence=_there(d))
        for line in self._head:
            match = _UPDATED.search(line.text[:200]) if line.count < 25 else None
            if match:
                found_dates = dates(self._source.text, line.start + match.start(), line.end)
                if day := next(found_dates, None):
                    return self._printed(day.value, day.start, day.end, "printed")
        return None

    def _ranked_dates(self, field: str) -> list[Declared]:
        """JSON-LD and meta elements before times of the page."""
        return sorted(self._declared(field), key=lambda d: (d.where.startswith("time"), not d.where.startswith("json")))

    def _head_dates(self) -> Iterator[Date]:
        """Dates of the lines above the article: date lines first, then bylines; never captions, posts or prose."""
        for wanted in (_is_date_line, _may_hold_date):
            for line in self._head:
                if wanted(line) and line.phrase != "caption" and line.kind != "embed":
                    text = self._source.text
                    updated = _UPDATED.search(line.text[:200])
                    stop = line.start + updated.start() if updated else line.end
                    yield from dates(text, line.start, stop if stop > line.start else line.end)

    # ---------------------------------------------------------------- authors and language

    def author(self, publisher: Fact | None) -> tuple[Fact, ...]:
        people = [d for d in self._notes.declared if d.field == "author"]
        if people:
            return tuple(map(_by_person, people))
        known = self._site_names(publisher)
        declared = _by_place(self._declared("author"))
        for group in declared:
            facts = [
                Fact(value=name, method="declared", certainty="stated", evidence=_there(d))
                for d in group
                for name in names_of(_plain(d.value), known)
            ]
            if facts:
                return _each_once(facts)
        if printed := self._printed_authors(known):
            return _each_once(printed)
        for group in declared:
            for d in group:
                if name := organisation_of(_plain(d.value)):
                    return (Fact(value=name, method="declared", certainty="stated", evidence=_there(d)),)
        return ()

    def _printed_authors(self, known: Iterable[str]) -> list[Fact]:
        """Names of bylines above the article (or just inside it), and of the elements that are called so."""
        found: list[Fact] = []
        first = self._chosen.first
        for n in range(max(0, first - 30), min(first + 3, len(self._lines))):
            line = self._lines[n]
            match = leading_byline(line) if n == first else None
            if match:
                start = line.start + match.start("name")
                found.append(self._printed(match["name"], start, start + len(match["name"]), "byline"))
            elif line.byline or (line.count <= 12 and _AUTHOR_ELEMENT.search(_inner(line.path))):
                for name, start, end in names_in(line.text, known):
                    found.append(self._printed(name, line.start + start, line.start + end, "byline"))
            elif line.masthead and (place := byline_in(line.text)):
                for name, start, end in names_in(line.text[place[0] : place[1]], known):
                    at = line.start + place[0]
                    found.append(self._printed(name, at + start, at + end, "byline"))
        return found or self._biographies()

    def _biographies(self) -> list[Fact]:
        """Who a biography that was left out is about."""
        found = []
        for block in self._chosen.blocks:
            if block.reason == "biography":
                stop = min(block.end, block.start + 500)
                text = self._source.text
                match = WRITER.search(text, block.start, stop) or _COVERS.match(text, block.start, stop)
                if match:
                    start, end = match.span("name")
                    found.append(self._printed(match["name"], start, end, "biography", "inferred"))
        return found

    def language(self) -> Fact | None:
        if found := self.person("language"):
            return found
        for d in self._declared("language"):
            match = re.match(r"\s*([A-Za-z]{2,3})(?:[-_]([A-Za-z]{2,4}))?\b", d.value)
            if match:
                region = f"-{match[2].upper() if len(match[2]) == 2 else match[2].title()}" if match[2] else ""
                value = match[1].lower() + region
                return Fact(value=value, method="declared", certainty="stated", evidence=_there(d))
        kept = [b for b in self._chosen.blocks if b.kept][:40]
        value = language_of(" ".join(self._source.text[b.start : b.end][:2000] for b in kept))
        if value is None or not kept:
            return None
        first = kept[0]
        end = min(first.end, first.start + 200)
        return self._printed(value, first.start, end, "common words", "inferred")


_URL_ORDER = ("link[canonical]", "meta[og:url]", "json-ld[url]")
_TITLE_ORDER = ("meta[og:title]", "meta[headline]", "json-ld[headline]", "meta[twitter:title]")
_DESK = r"(?i:columnist|reporter|editor(?:-in-chief)?|correspondent|journalist|writer)"
_OUTLET = r"(?P<outlet>[A-Z0-9][\w&’'-]*(?: [A-Z][\w&’'-]*){0,3}?)"
_EMPLOYER = (
    re.compile(rf"\b{_DESK} (?:of|at|for|with) (?:the )?{_OUTLET}(?=[.,;]|$| (?:and|who|in)\b)"),
    re.compile(rf"\b(?:covers|writes|reports)\b[^.]{{0,80}}? for (?:the )?{_OUTLET}(?=[.,;]|$| (?:and|who|in)\b)"),
    re.compile(rf"(?:^|: |\. )(?:An?|The) (?P<outlet>[A-Z0-9]\w*[A-Z0-9]\w*) (?:[\w&]+ ){{0,6}}{_DESK}\b"),
)
_COVERS = re.compile(r"(?P<name>[A-ZÀ-Þ][\w.’'-]+(?: [A-ZÀ-Þ][\w.’'-]+){1,3}) (?:covers|writes about|reports on)\b")
_AUTHOR_ELEMENT = re.compile(r"author|byline|autor\b")
_UPDATED = re.compile(r"\b(?:last )?(?:updated|modified|aktualisiert|mis à jour|actualizado|aggiornato)\b", re.I)
_URL_DATE = re.compile(r"/((?:19|20)\d\d)[/-]([01]?\d)[/-]([0-3]?\d)(?=[/-])")


def _place_of(order: tuple[str, ...], where: str) -> int:
    return order.index(where) if where in order else len(order)


def _plain(words: str) -> str:
    """A declared value without the entities that pages leave in it, mended, and with single blanks."""
    return " ".join(mended(unescape(words))[0].split())


def _by_person(d: Declared) -> Fact:
    return Fact(value=d.value, method="person", certainty="stated", evidence=_there(d), by=d.by, why=d.why)


def _there(d: Declared) -> Evidence:
    return Evidence(words=d.words or d.value, where=d.where)


def _within(host: str, domains: Iterable[str]) -> bool:
    return any(host == d or host.endswith(f".{d}") for d in domains)


def _absolute(url: str, base: str | None) -> str | None:
    if url.startswith("//"):
        url = "https:" + url
    elif base and not re.match(r"https?://", url, re.I):
        try:
            url = urljoin(base, url)
        except ValueError:
            return None
    return url if host_of(url) else None


def _date_in_url(url: str) -> str | None:
    match = _URL_DATE.search(unquote(urlsplit(url).path))
    return edtf(f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}") if match else edtf(urlsplit(url).path)


def _by_place(found: Iterable[Declared]) -> list[list[Declared]]:
    """Declared values grouped by the place that declares them, in order."""
    groups: dict[str, list[Declared]] = {}
    for d in found:
        groups.setdefault(d.where, []).append(d)
    return list(groups.values())


def _is_date_line(line: Line) -> bool:
    return line.date


def _may_hold_date(line: Line) -> bool:
    """A byline or a short line that is no sentence."""
    return line.byline or (line.count < 25 and not line.sentence)


def _inner(path: str) -> str:
    """The innermost three elements of a path."""
    return ">".join(path.split(">")[-3:])


def _each_once(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    seen: dict[str, Fact] = {}
    for fact in facts:
        seen.setdefault(fold(fact.value), fact)
    return tuple(seen.values())
