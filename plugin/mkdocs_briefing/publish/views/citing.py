"""How an article, or words in it, are cited: a line of text, BibTeX, and an address that finds the words."""

from __future__ import annotations

from urllib.parse import quote

from ...curation.redaction import BLOCK
from ...exports import bibtex, works
from ...model import Claim, Record, Spans
from ..catalogue import Reading, position
from ..desk import Desk
from ..standoff import WITHHELD, safe_link
from .speakers import Speaker, cut


class Citation(Record, frozen=True, kw_only=True):
    """``link`` leads to the source, to the words themselves where they are cited; None where no address is known."""

    text: str
    bibtex: str
    link: str | None


def article(desk: Desk, id: str) -> Citation:
    """The article as a whole."""
    return Citation(text=citation(desk, id), bibtex=_bibtex(desk, id), link=_address(desk.catalogue.reading(id)))


def claim(desk: Desk, reading: Reading, found: Claim, who: Speaker | None) -> Citation:
    """What somebody claims: quoted where it is a quotation, else as the article reports it."""
    n = reading.attribution(found)
    line = reading.line(position(found)[1])
    direct = n is not None and reading.found(n).kind == "direct"
    words = cut(reading.text, found.content if direct and found.content else found.spans)
    name = "cited-quotation" if direct else "cited-report" if who else "cited-article"
    said = desk.words(name, who=who.name if who else "", words=words)
    return _of_words(desk, reading, said, line, found.content if direct and found.content else found.spans)


def quotation(desk: Desk, reading: Reading, spans: Spans, who: Speaker, line: int) -> Citation:
    """A quotation with its speaker."""
    said = desk.words("cited-quotation", who=who.name, words=cut(reading.text, spans))
    return _of_words(desk, reading, said, line, spans)


def _of_words(desk: Desk, reading: Reading, said: str, line: int, spans: Spans) -> Citation:
    link = fragment(_address(reading), reading.text, spans)
    return Citation(
        text=f"{said}, {citation(desk, reading.id, line)}",
        bibtex=_bibtex(desk, reading.id, line, link),
        link=link,
    )


def _address(reading: Reading) -> str | None:
    return safe_link(reading.metadata.url.value if reading.metadata.url else None)


def _bibtex(desk: Desk, id: str, line: int | None = None, link: str | None = None) -> str:
    if id not in desk.works:
        desk.works[id] = works.work(desk.catalogue, id)
    key = f"{id}-{line}" if line else id
    return bibtex.entry(desk.works[id], desk.words, desk.words("line-n", line=line) if line else None, link, key)


def citation(desk: Desk, id: str, line: int | None = None, *, address: bool = True) -> str:
    """A reference as people paste it: title, outlet, date, line, address."""
    data = desk.catalogue.entries[id].analysis.cleaned.metadata
    parts = [desk.title(id), desk.outlet(id), desk.published(id)]
    if line:
        parts.append(desk.words("line-n", line=line))
    if data.url and address:
        parts.append(data.url.value)
    return ", ".join(parts)


def fragment(url: str | None, text: str, spans: Spans) -> str | None:
    """The source's address with a text fragment that finds the words."""
    if not url or not spans or "#" in url:
        return url
    words = text[spans[0][0] : spans[0][1]].encode("utf-8", "replace").decode().split()
    if not words or any(mark in word for word in words for mark in (WITHHELD, BLOCK)):
        return url
    if len(words) <= 8:
        return f"{url}#:~:text={_encoded(words)}"
    return f"{url}#:~:text={_encoded(words[:5])},{_encoded(words[-4:])}"


def _encoded(words: list[str]) -> str:
    return quote(" ".join(words), safe="").replace("-", "%2D")
