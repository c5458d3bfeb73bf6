"""The pages of a briefing: which there are, and the HTML of each.

A ``Planner`` names every page without rendering any; a ``Publisher`` renders one at a time, in any order.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from html import unescape
from pathlib import Path
from typing import Any, cast

from jinja2 import Environment
from markupsafe import Markup

from ..exports import feeds, formats, linked_data
from ..exports.material import Material, Place
from ..link import Changes
from ..model import Briefing, Problem, Record
from . import carrying, datafiles, head, references, templates
from .catalogue import FEW, Catalogue
from .desk import Desk, SiteDesk, Ways
from .fragments import Fragments
from .lasting import Lasting, Piece
from .options import Options
from .planning import PageSpec, Planner
from .reach import Held, Look, Reach
from .references import References, Written
from .rights import shown
from .traces import EVERYTHING, Digests, Read, Reads, TracedCatalogue, TracedMap, in_order
from .views import (
    actors,
    article,
    changes,
    chronology,
    citing,
    claims,
    contributions,
    downloads,
    figures,
    filtering,
    full_text,
    home,
    lists,
    previews,
    printed,
    propositions,
    quality,
    speaking,
    suggested,
    withdrawn,
)
from .words import Words

ASSETS = {
    f"assets/{name}": Path(__file__).parent / "assets" / name
    for name in ("briefing.css", "tools.css", "briefing.js", "claims.js", "previews.js", "search.js")
}
"""Site address to file: the style sheets and the scripts that every page may use."""

VIEWS: dict[str, Callable[[Desk, str], Any]] = {
    "home": home.home,
    "articles": lists.articles,
    "article": article.article,
    "actors": actors.index,
    "actor": actors.actor,
    "claims": claims.attributed,
    "voice": claims.own_voice,
    "proposition": propositions.proposition,
    "figures": figures.figures,
    "timeline": chronology.chronology,
    "who": speaking.who_of_whom,
    "quotations": lists.quotations,
    "unnamed": lists.unnamed,
    "quality": quality.quality,
    "print": printed.printed,
    "downloads": downloads.downloads,
    "search": full_text.full_text,
    "withdrawn": withdrawn.withdrawn,
    "changes": changes.changes,
    "suggested": suggested.all_suggested,
}
"""Kind of page to the function that gathers what its template, ``briefing/KIND.html``, shows."""

FILES: dict[str, Callable[[Desk, Any], dict[str, bytes]]] = {
    "claims": filtering.files,
    "voice": filtering.files,
    "article": previews.article,
    "actor": previews.actor,
}
"""Kind of page to the function that makes the data files that go with it, by their addresses in the site."""

Url = Callable[[str, str], str]
"""The relative URL from one virtual page to another."""

_ID = re.compile(r' id="([^"]*)"')
"""in any element: quotation marks of words are escaped"""
_HEADING = re.compile(r'<h2 id="([^"]+)"[^>]*>(.*?)</h2>', re.DOTALL)

_OVER_ALL = frozenset(("timeline", "who"))
"""kinds of pages that hang on everything, and need not take note of all of it"""

_PART = 1 << 18
"""letters of a long page that are put together before they are handed over"""


class TocItem(Record, frozen=True, kw_only=True):
    """A section of a page; ``title`` is plain text, not escaped."""

    id: str
    title: str
    level: int = 2


class Rendered(Record, frozen=True, kw_only=True):
    """One page: its HTML from ``h1`` on, sections, all ids in it, a plain description, and its data files."""

    html: str
    toc: tuple[TocItem, ...]
    anchors: frozenset[str]
    description: str = ""
    files: tuple[tuple[str, bytes], ...] = ()
    """address in the site and bytes of each: what scripts load on first use"""
    head: str = ""
    """elements for the head of the page"""
    reads: Reads = ()
    """what was looked up for it"""
    made: tuple[Piece, ...] = ()
    """pieces that were made for it and outlast the build"""


class Publisher:
    """Renders the pages of one briefing; ``template_dirs`` hold ``briefing/*.html`` that stand in for ours."""

    def __init__(
        self,
        briefing: Briefing,
        options: Options,
        url: Url,
        template_dirs: Sequence[Path] = (),
        place: Place | None = None,
        before: Publisher | None = None,
        changes: Changes | None = None,
    ) -> None:
        """``before``: one with the same options and folders, whose compiled templates are taken over.

        ``changes``: all in which the briefing differs from that one's.
        """
        self._made_of = (briefing, options, url, tuple(template_dirs), place)
        self.problems = briefing.problems
        """of the briefing as it is, for those who build the site"""
        self.whole = briefing
        """the briefing as it is"""
        self.briefing = briefing = shown(briefing)
        """what of the briefing may be shown"""
        self._words: Words = before._words if before else Words(options.language, template_dirs)
        whole = briefing is self.whole and before is not None and before.briefing is before.whole
        known: Catalogue | None = before._catalogue if before and whole else None
        self._catalogue: Catalogue = (
            carrying.after(known, briefing, changes) if known and changes else Catalogue(briefing)
        )
        self._planner: Planner = before._planner if before else Planner(options, self._words)
        self.pages = self._planner.pages(self._catalogue)
        self.options = options
        self._way = Ways(url, self.pages[0].uri)
        kept = before._uris if before and _at_same_places(self.pages, before.pages) else None
        self._uris: dict[tuple[str, str], str] = kept or _uris(self.pages)
        self._place = place or Place()
        material = Material(self._catalogue, self._words, self._place, options)
        self.outputs = {name: tuple(formats.FORMATS[name].outputs(material)) for name in options.exports}
        """format to the files that stand beside the pages, below ``desk.EXPORTS``; nothing of them is made yet"""
        self.sizes: dict[str, int] = {}
        """bytes of each, told by whoever writes them"""
        self._fragments = self._pieces()
        self._macros: dict[str, tuple[Callable[..., str], ...]] = {}
        compiled = before._templates if before else None
        self._templates: Environment = compiled or templates.environment(self._words, template_dirs)
        self._references = References(self._catalogue, self._templates, self._desk)
        self._now: list[References] = before._now if before else []
        self._now[:] = [self._references]
        if not before:
            now = self._now  # templates that are taken over keep what they have looked up once
            self._templates.globals["linked"] = lambda *line: now[0].in_line(*line)

    def __reduce__(self) -> tuple[Any, ...]:
        """Another process makes it again, of the same things."""
        return _again, (self._made_of, self.sizes, self._catalogue.cited)

    def render(self, spec: PageSpec, whole: bool = True) -> Rendered:
        """The page; raises ``KeyError`` for one that is not of this briefing's plan.

        ``whole``: with the index of all rows that goes with the first page of a list.
        """
        index = self.index(spec) if whole and datafiles.index(spec.kind, spec.key) else {}
        # Some hang on everything, and those of the navigation and of a preview are not kept.
        noted = spec.section and spec.kind not in _OVER_ALL and not index and not self.options.preview
        reads = set[Read]() if noted else None
        desk = self._desk(spec.uri, reads)
        gives = spec.kind == "article" and self._fragments.begin(spec.key)
        view = VIEWS[spec.kind](desk, spec.key)
        if gives:
            pieces = contributions.of_article(self._desk(""), spec.key, self._macros)
            self._fragments.lay_down(spec.key, pieces)
        template = self._templates.get_template(f"briefing/{spec.kind}.html")
        html = desk.rooted(template.render(view=view, desk=desk, title=spec.title))
        files = FILES[spec.kind](desk, view) if spec.kind in FILES else {}
        return Rendered(
            html=html,
            toc=tuple(TocItem(id=id, title=_plain(words)) for id, words in _HEADING.findall(html)),
            anchors=frozenset(_ID.findall(html)),
            description=getattr(view, "description", "") or "",
            files=(*files.items(), *index.items()),
            head=self._head(spec, desk),
            reads=in_order([EVERYTHING] if reads is None else reads),
            made=self._fragments.lasting.made() if self._fragments.lasting else (),
        )

    def render_in_parts(
        self, spec: PageSpec, write: Callable[[str], object], keep: Callable[[Iterable[Piece]], object]
    ) -> Rendered:
        """A long page: as it is made, its HTML goes to ``write``, and pieces that outlast the build to ``keep``.

        It tells of everything; what is looked up for it is not noted one by one, which would be all there is.
        """
        desk = self._desk(spec.uri)
        view = VIEWS[spec.kind](desk, spec.key)
        template = self._templates.get_template(f"briefing/{spec.kind}.html")
        toc, anchors = list[TocItem](), set[str]()
        for part in _parts(template.generate(view=view, desk=desk, title=spec.title)):
            html = desk.rooted(part)
            toc += [TocItem(id=id, title=_plain(words)) for id, words in _HEADING.findall(html)]
            anchors.update(_ID.findall(html))
            write(html)
            keep(self._fragments.lasting.made() if self._fragments.lasting else ())
        return Rendered(
            html="",
            toc=tuple(toc),
            anchors=frozenset(anchors),
            description=getattr(view, "description", "") or "",
            head=self._head(spec, desk),
            reads=in_order([EVERYTHING]),
        )

    def expect(self, specs: Iterable[PageSpec]) -> None:
        """These pages will be rendered, those of articles first: what they give to others is made with them."""
        self._macros = contributions.macros(self._templates)
        articles = [spec.key for spec in specs if spec.kind == "article"]
        self._fragments.shelve(articles, self._macros.values())
        if self._fragments.shelved and 2 * len(articles) > len(self._catalogue.entries):
            self._catalogue.open = FEW

    def index(self, spec: PageSpec) -> dict[str, bytes]:
        """The data file with the index of all rows of a list, by its address in the site; ``spec``: its first page.

        It tells of everything, and notes nothing of what it looks up.
        """
        return filtering.index_file(self._desk(spec.uri), spec.kind)

    def digests(self) -> Digests:
        """What look-ups find in this briefing, for comparison with those of an earlier one."""
        return Digests(self._catalogue, {"uris": self._uris}, self.briefing.inputs.encode())

    def look(self, changes: Changes | None) -> Look | None:
        """What look-ups of many pages find now; None where not all of the briefing may be shown."""
        if self.briefing is not self.whole:
            return None
        return Look(changes, self._catalogue, self.digests(), self._uris)

    def reach(self, changes: Changes, before: Held, look: Look) -> Reach:
        """How far changes of the articles reach."""
        return Reach(changes, self._catalogue, before, look)

    def go_on(self, lasting: Lasting) -> None:
        """Take pieces that outlast a build from here."""
        self._fragments.lasting = lasting

    def cite(self, pages: Sequence[Written]) -> tuple[Problem, ...]:
        """Take note of what people's own pages cite, for the pages that are cited; what they cite in vain."""
        self._catalogue.cited = self._references.cited(pages)
        lines = references.lines(self.briefing.curation.briefing)
        return tuple(problem for page in (*pages, *lines) for problem in self._references.problems(page))

    def written(self, text: str, uri: str) -> str:
        """The Markdown of a page that a person wrote, with links, endnotes and listings for its references."""
        return self._references.put(text, uri)

    def _pieces(self) -> Fragments:
        """What several pages show, to be made at a desk of no page."""
        reads = set[Read]()
        desk = self._desk("", reads, SiteDesk)
        desk.fragments = Fragments(desk, reads)
        return desk.fragments

    def _desk(self, uri: str, reads: set[Read] | None = None, kind: type[Desk] = Desk) -> Desk:
        """``reads``: takes note of what is looked up."""
        return kind(
            self._catalogue if reads is None else cast(Catalogue, TracedCatalogue(self._catalogue, reads)),
            self.options,
            self._words,
            self._uris if reads is None else TracedMap("uris", self._uris, reads),
            uri,
            self._way,
            self._place,
            self.outputs,
            self.sizes,
            self._fragments if uri else None,
            reads,
        )

    def head(self, spec: PageSpec) -> str:
        """Elements for the head of a page: linked data of what it is about, and where the feeds are."""
        return self._head(spec, self._desk(spec.uri))

    def _head(self, spec: PageSpec, desk: Desk) -> str:
        found = ""
        if self.options.linked_data:
            graph = linked_data.graph(
                desk.catalogue,
                self._words,
                spec.kind,
                spec.key,
                lambda kind, key, at: desk.permalink(kind, key, at) or (desk.link(kind, key, at) or "").rstrip("#"),
                citing.work(desk, spec.key) if spec.kind == "article" else None,
            )
            found = head.linked_data(graph)
        if "atom" in self.options.exports:
            notes = desk.catalogue.briefing.curation.briefing
            found += head.feeds(feeds.named(self._place, self._words, notes.title or self._place.name))
        return found

    def issued(self, spec: PageSpec) -> str | None:
        """The date of the article that a page is about, as EDTF."""
        return self._catalogue.date(spec.key) if spec.kind == "article" else None

    def findable(self) -> Iterator[tuple[str, str, str]]:
        """uri and title of all but further pages of an index, with an article's claims or an actor's names."""
        for spec in self.pages:
            if spec.kind == "article":
                yield spec.uri, spec.title, " ".join(c.text for c in self._catalogue.claims_in.get(spec.key, ()))
            elif spec.kind == "actor" and (found := self._catalogue.actors.get(spec.key)):
                yield spec.uri, spec.title, ", ".join(alias.text for alias in found.aliases)
            elif spec.section is None:
                yield spec.uri, spec.title, ""

    def files(self) -> dict[str, bytes]:
        """The data files that go with no single page, by their addresses in the site."""
        return previews.site(self.options, self._words)


def _parts(pieces: Iterable[str]) -> Iterator[str]:
    """What a template gives, in parts; none ends within a tag or a heading."""
    waiting, length = list[str](), 0
    for piece in pieces:
        waiting.append(piece)
        length += len(piece)
        if length > _PART:
            whole = "".join(waiting)
            heading, cut = whole.rfind("<h2 "), max(0, whole.rfind("<"))
            if heading >= 0 and not 0 <= whole.find("</h2>", heading) < cut:
                cut = heading
            if cut:
                yield whole[:cut]
            waiting, length = [whole[cut:]], len(whole) - cut
    yield "".join(waiting)


def _uris(pages: Iterable[PageSpec]) -> dict[tuple[str, str], str]:
    return {(page.kind, page.key): page.uri for page in pages}


def _at_same_places(pages: Sequence[PageSpec], before: Sequence[PageSpec]) -> bool:
    """Whether all that differs in two plans is what stands in their pages' titles."""
    others = [(page, was) for page, was in zip(pages, before, strict=False) if page is not was]
    return len(pages) == len(before) and _uris(a for a, _ in others) == _uris(b for _, b in others)


def _again(made_of: tuple[Any, ...], sizes: dict[str, int], cited: Any) -> Publisher:
    made = Publisher(*made_of)
    made.sizes.update(sizes)
    made._catalogue.cited = cited
    return made


def _plain(html: str) -> str:
    return unescape(Markup(html).striptags())
