"""What a view has at hand while one page is written: look-ups, words, dates, and links from this page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from ..model import Claim, Fact
from . import dates
from .catalogue import Catalogue, anchor
from .standoff import visible
from .words import Words

if TYPE_CHECKING:
    from markupsafe import Markup

    from ..exports.material import Output, Place
    from ..exports.works import Work
    from .options import Options
    from .views.speakers import Speaker

EXPORTS = "exports"
"""The folder of files to download, in the site."""


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
    ) -> None:
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
        self.speakers: dict[tuple[str, int], Speaker] = {}
        """(article id, attribution index) to who speaks there, once found for this page"""
        self.works: dict[str, Work] = {}
        """article id to the article as bibliographies know it, once asked for on this page"""
        self.kept: list[Markup] = []
        """rows of this page as they stand in it, for the scripts that show them elsewhere"""
        self._links: dict[tuple[str, str], str | None] = {}

    def link(self, kind: str, key: str = "", at: str | None = None) -> str | None:
        """Relative URL of a page, or None where there is no such page."""
        name = (kind, key)
        if name not in self._links:
            uri = self._uris.get(name)
            self._links[name] = None if uri is None else "" if uri == self.uri else self._url(self.uri, uri)
        base = self._links[name]
        if base is None:
            return None
        return f"{base}#{at}" if at else base or "#"

    def permalink(self, kind: str, key: str = "", at: str | None = None) -> str | None:
        """The whole address of a page, where the site's is known."""
        known = self._uris.get((kind, key))
        return self._place.page(kind, key, at) if self._place and known else None

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

    def pages(self, kind: str, page: int, total: int) -> tuple[tuple[int, str], ...]:
        """Numbers and links of an index's first, last and neighbouring pages; none where there is one page."""
        last = -(-total // self.options.rows)
        near = {1, last, *range(max(1, page - 3), min(last, page + 3) + 1)}
        return tuple((n, self.link(kind, str(n)) or "#") for n in sorted(near)) if last > 1 else ()

    def cited_by(self, kind: str, id: str) -> list[tuple[str, str]]:
        """Titles and links of the pages that people wrote and that cite an actor, or an article or words in it."""
        pages = self.catalogue.cited.get((kind, id), ())
        return [(on_one_line(title), self._url(self.uri, uri)) for title, uri in pages if uri != self.uri]

    def name(self, actor: str) -> str:
        found = self.catalogue.actors.get(actor)
        return on_one_line(found.name) if found else actor

    def outlet(self, article: str) -> str:
        name = self.catalogue.outlet(article)
        return on_one_line(name) if name else self.words("outlet-not-stated")

    def title(self, article: str) -> str:
        """The article's title, or the name of its file."""
        card = self.catalogue.entries[article].card
        title = card.metadata.title
        return on_one_line(title.value) if title else self.words("untitled-file", file=on_one_line(card.path))

    def date(self, edtf: str | None, short: bool = False) -> str:
        return dates.in_words(edtf, self.words, short) if edtf else self.words("undated")

    def published(self, article: str, short: bool = False) -> str:
        """The article's date in words; undated is said."""
        return self.date(self.catalogue.date(article), short)


def on_one_line(words: str) -> str:
    """Words of an article or a person where they stand as a name: visible, and without line breaks."""
    return visible(" ".join(words.split()))


def by_person(fact: Fact | None) -> bool:
    """Whether a person wrote this value."""
    return fact is not None and fact.method == "person"
