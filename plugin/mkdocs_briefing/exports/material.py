"""What every export is made from, and what it makes: files, each written piece by piece."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from ..model import Briefing, Claim
from ..publish.catalogue import Catalogue, anchor
from ..publish.options import Options
from ..publish.rights import shown
from ..publish.words import Words


class Place(NamedTuple):
    """Where the briefing stands on the web. Nothing has an address where nobody said what the site's is."""

    name: str = ""
    url: str | None = None
    """the address of the home page"""
    pages: dict[tuple[str, str], str] = {}  # noqa: RUF012
    """(kind, key) of a page to its address, whole"""
    files: str | None = None
    """the address of the folder of exports"""

    def page(self, kind: str, key: str = "", at: str | None = None) -> str | None:
        """The address of a page of the briefing, or of a place on it."""
        url = self.pages.get((kind, key))
        return f"{url}#{at}" if url and at else url

    def claim(self, claim: Claim) -> str | None:
        """The address of a claim's sentence."""
        return self.page("article", claim.article, anchor(claim.id))


class Material(NamedTuple):
    """A briefing that may be shown as it is, with its look-ups; the words of the interface; the place of its pages."""

    catalogue: Catalogue
    words: Words
    place: Place = Place()
    options: Options = Options()
    """what the user set about pages and paper"""

    @classmethod
    def of(cls, briefing: Briefing, language: str = "en", place: Place | None = None) -> Material:
        """What may be shown of a briefing."""
        return cls(Catalogue(shown(briefing)), Words(language), place or Place())

    @property
    def briefing(self) -> Briefing:
        """What may be shown."""
        return self.catalogue.briefing

    def said_once(self) -> Iterator[Claim]:
        """What somebody claims, each text once: not again where another article took it over."""
        claims = self.catalogue.claims
        return (c for c in self.briefing.claims if c.voice == "attributed" and c.origin not in claims)


class Output(NamedTuple):
    """One file to be: its path below the folder of exports, and what gives its bytes, anew at each call."""

    path: str
    pieces: Callable[[], Iterable[bytes]]


def text(path: str, write: Callable[[], Iterable[str]]) -> Output:
    """A file of UTF-8 text."""
    return Output(path, lambda: (piece.encode("utf-8", "replace") for piece in write()))
