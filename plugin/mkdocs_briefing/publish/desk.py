"""What a view has at hand while one page is written: look-ups, words, dates, and links from this page."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from ..model import Claim, Fact
from . import dates
from .catalogue import Catalogue, anchor
from .fragments import ROOT
from .standoff import on_one_line as on_one_line
from .words import Words

if TYPE_CHECKING:
    from markupsafe import Markup

    from ..exports.material import Output, Place
    from .fragments import Fragments
    from .options import Options
    from .traces import Read

T = TypeVar("T")
B = TypeVar("B", str, bytes)

EXPORTS = "exports"
"""The folder of files to download, in the site."""


class Ways:
    """Links by way of the site's root: what is the same for a page, or for a goal, is asked for once."""

    def __init__(self, url: Callable[[str, str], str], home: str) -> None:
        """``url``: the relative URL from one page to another; ``home``: a page at the root."""
        self._url = url
        self._home = home
        self._goals: dict[str, str] = {}
        self._roots = {"": ROOT}
        self._goals[""] = ""

    def __call__(self, start: str, goal: str) -> str:
        if goal not in self._goals:
            self._goals[goal] = self._url(self._home, goal)
        found = self._goals[goal]
        root = self.root(start)
        return root if root and found == "./" else root + found

    def root(self, start: str) -> str:
        """From a page to the root, with a slash at its end; nothing, where the page is there."""
        if start not in self._roots:
            self._roots = {"": ROOT, start: self._url(start, "x").removesuffix(self._url(self._home, "x"))}
        return self._roots[start]


class Masthead(NamedTuple):
    """An article's title or file, its outlet and its date, in words: what is not known is said."""

    title: str
    outlet: str
    date: str
    short_date: str


class Desk:
    """``uri`` is the page being written; every link is relative to it. Names and titles come ready to be shown."""

    def __init__(
        self,
        catalogue: Catalogue,
        options: Options,
        words: Words,
        uris: Mapping[tuple[str, str], str],
        uri: str,
        url: Callable[[str, str], str],
        place: Place | None = None,
        downloads: Mapping[str, Sequence[Output]] | None = None,
        sizes: Mapping[str, int] | None = None,
        fragments: Fragments | None = None,
        reads: set[Read] | None = None,
    ) -> None:
        """``fragments``: what other pages show too; ``reads`` takes note of what these looked up."""
        self.catalogue = catalogue
        self.options = options
        self.words = words
        self.uri = uri
        self._uris = uris
        self._url = url
        self._place = place
        self.downloads = downloads or {}
        """format to the files of it that the site offers"""
        self.sizes = sizes or {}
        """bytes of each of these files, once it is written"""
        self.kept: list[Markup] = []
        """rows of this page as they stand in it, for the scripts that show them elsewhere"""
        self.fragments = fragments
        self.for_long = False
        """whether this page shows something of every article, so that its pieces outlast the build"""
        self._reads = reads
        self._links: dict[tuple[str, str], str | None] = {}
        self._made: dict[Hashable, Any] = {}
        self._mastheads: dict[str, Masthead] = {}

    def once(self, key: Hashable, make: Callable[[Desk], T]) -> T:
        """What this page shows more than once, or others too: made at a desk of the whole site, where there is one."""
        if key in self._made:
            return self._made[key]  # type: ignore[no-any-return]  # a key stands for one kind of piece
        found = make(self) if self.fragments is None else self.fragments.once(key, make, self._reads)
        self._made[key] = found
        return found

    def own(self, key: Hashable, make: Callable[..., T], *given: Any) -> T:
        """What this page shows more than once, made here: it takes less time than to find what others made.

        What the pieces of its article show too is made with these.
        """
        if key in self._made:
            return self._made[key]  # type: ignore[no-any-return]  # a key stands for one kind of piece
        if self._reads is not None and self.fragments is not None and self.fragments.passing:
            found = self.fragments.in_passing(key, make, given, self._reads)
        else:
            found = make(self, *given)
        self._made[key] = found
        return found

    def piece(self, article: str, key: str, make: Callable[[Desk], B]) -> B:
        """A piece of an article, HTML or a packed record, that other pages show too."""
        if self.fragments is None:
            return make(self)
        take = self.fragments.for_long if self.for_long else self.fragments.piece
        return take(article, key, make, self._reads)  # type: ignore[return-value]  # a key stands for one kind

    def link(self, kind: str, key: str = "", at: str | None = None) -> str | None:
        """Relative URL of a page, or None where there is no such page."""
        base = self._address((kind, key))
        if base is None:
            return None
        return f"{base}#{at}" if at else base or "#"

    def _address(self, page: tuple[str, str]) -> str | None:
        if page not in self._links:
            uri = self._uris.get(page)
            self._links[page] = None if uri is None else "" if uri == self.uri else self._url(self.uri, uri)
        return self._links[page]

    def permalink(self, kind: str, key: str = "", at: str | None = None) -> str | None:
        """The whole address of a page, where the site's is known."""
        if not self._place or not self._place.pages:
            return None
        return self._place.page(kind, key, at) if self._uris.get((kind, key)) else None

    def rooted(self, html: str) -> str:
        """Pieces of the whole site as they stand on this page: their links lead from here."""
        return html.replace(ROOT, self._url(self.uri, ""))

    def file(self, path: str) -> str:
        """Relative URL of a file to download."""
        return self._url(self.uri, f"{EXPORTS}/{path}")

    def outside(self, path: str) -> str:
        """Relative URL of what another program puts into the site."""
        return self._url(self.uri, path)

    def keep(self, row: Markup) -> Markup:
        """The row as it is; templates say with this that a script may show it too."""
        self.kept.append(row)
        return row

    def article(self, id: str, at: str | None = None) -> str:
        return self.link("article", id, at) or "#"

    def actor(self, id: str | None) -> str | None:
        return self.link("actor", id) if id else None

    def claim(self, claim: Claim) -> str:
        """The claim's sentence in its article."""
        return self.article(claim.article, anchor(claim.id))

    def proposition(self, id: str) -> str:
        """The proposition's own page."""
        return self.link("proposition", id) or "#"

    def rows(self, kind: str, page: int) -> list[Any]:
        """What stands on one page of a long list."""
        return self.catalogue.rows_on(kind, page, self.options.rows)

    def pages(self, kind: str, page: int, total: int | None = None) -> tuple[tuple[int, str], ...]:
        """Numbers and links of an index's first, last and neighbouring pages; none where there is one page.

        ``total``: the rows of an index whose pages are all full; else the catalogue knows its pages.
        """
        size = self.options.rows
        last = -(-total // size) if total is not None else self.catalogue.page_count(kind, size)
        near = {1, last, *range(max(1, page - 3), min(last, page + 3) + 1)}
        return tuple((n, self.link(kind, str(n)) or "#") for n in sorted(near)) if last > 1 else ()

    def cited_by(self, kind: str, id: str) -> list[tuple[str, str]]:
        """Titles and links of the pages that people wrote and that cite an actor, or an article or words in it."""
        pages = self.catalogue.cited.get((kind, id), ())
        return [(on_one_line(title), self._url(self.uri, uri)) for title, uri in pages if uri != self.uri]

    def name(self, actor: str) -> str:
        found = self.catalogue.actors.get(actor)
        return on_one_line(found.name) if found else actor

    def masthead(self, article: str) -> Masthead:
        """What lists show of an article; looked up each time, put in words once."""
        told = self.catalogue.masthead(article)
        found = self._mastheads.get(article)
        if found is None:
            found = self._mastheads[article] = Masthead(
                on_one_line(told.title) if told.title else self.words("untitled-file", file=on_one_line(told.path)),
                on_one_line(told.outlet) if told.outlet else self.words("outlet-not-stated"),
                self.date(told.date),
                self.date(told.date, short=True),
            )
        return found

    def outlet(self, article: str) -> str:
        return self.masthead(article).outlet

    def title(self, article: str) -> str:
        """The article's title, or the name of its file."""
        return self.masthead(article).title

    def date(self, edtf: str | None, short: bool = False) -> str:
        return dates.in_words(edtf, self.words, short) if edtf else self.words("undated")

    def published(self, article: str, short: bool = False) -> str:
        """The article's date in words; undated is said."""
        found = self.masthead(article)
        return found.short_date if short else found.date


class SiteDesk(Desk):
    """The desk at which is written what several pages show; it takes note anew of what each piece looks up."""

    def once(self, key: Hashable, make: Callable[[Desk], T]) -> T:
        return make(self) if self.fragments is None else self.fragments.once(key, make, self._reads)

    def own(self, key: Hashable, make: Callable[..., T], *given: Any) -> T:
        if self.fragments is None or self._reads is None:
            return make(self, *given)
        return self.fragments.in_passing(key, make, given, self._reads)

    def _address(self, page: tuple[str, str]) -> str | None:
        uri = self._uris.get(page)
        return None if uri is None else self._url(self.uri, uri)


class BookDesk(Desk):
    """A desk whose links stay in the book: to digests and full texts, actors and propositions."""

    def link(self, kind: str, key: str = "", at: str | None = None) -> str | None:
        place = {"article": f"article-{key}", "actor": f"actor-{key}", "proposition": f"p-{key}"}.get(kind)
        return f"#{place}" if place else None


def by_person(fact: Fact | None) -> bool:
    """Whether a person wrote this value."""
    return fact is not None and fact.method == "person"
