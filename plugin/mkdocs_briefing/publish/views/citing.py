"""How an article, or words in it, are cited: a line of text, BibTeX, and an address that finds the words."""

from __future__ import annotations

from msgspec.structs import replace

from ...exports import bibtex, citations, works
from ...exports.citations import Citation as Citation
from ...exports.works import Work
from ...ids import item_id
from ...model import Claim, Spans
from ..catalogue import Reading, anchor
from ..desk import Desk
from .speakers import Speaker, cut


def article(desk: Desk, id: str) -> Citation:
    """The article as a whole."""
    return citations.article(_work(desk, id), desk.words)


def claim(desk: Desk, reading: Reading, found: Claim, who: Speaker | None) -> Citation:
    """What somebody claims: quoted where it is a quotation, else as the article reports it."""
    n = reading.attribution(found)
    direct = n is not None and reading.found(n).kind == "direct"
    spans = _quoted(reading, n) if n is not None and direct else found.spans
    name = "cited-quotation" if direct else "cited-report" if who else "cited-article"
    words = cut(reading.text, spans)
    said = desk.words(name, who=who.name if who else "", words=words if direct else words.rstrip(".,;"))
    return citations.passage(_work(desk, reading.id, anchor(found.id)), desk.words, found.id, reading, spans, said)


def _quoted(reading: Reading, n: int) -> Spans:
    """The quoted words of an attribution, without their marks."""
    found = reading.found(n)
    return tuple(s for q in found.quotations for s in reading.notes.quotations[q].spans) or found.content


def quotation(desk: Desk, reading: Reading, key: str, spans: Spans, who: Speaker) -> Citation:
    """Quotations of one speaker that stand together; ``key`` is that of the first."""
    said = desk.words("cited-quotation", who=who.name, words=cut(reading.text, spans))
    cited = _work(desk, reading.id, key)
    return citations.passage(cited, desk.words, item_id(reading.id, key), reading, spans, said)


def work(desk: Desk, id: str) -> Work:
    """The article as bibliographies know it."""
    return desk.once(("work", id), lambda site: works.work(site.catalogue, id))


def _work(desk: Desk, id: str, at: str | None = None) -> Work:
    """The same, and where it stands here."""
    found = work(desk, id)
    page = desk.permalink("article", id, at)
    return replace(found, page=page) if page else found


def shared(desk: Desk, cited: Work) -> tuple[str, bibtex.Frame]:
    """What all citations of an article have in common: its description in words, and its BibTeX."""
    return desk.once(("cited", cited.id), lambda site: _shared(site, _work(site, cited.id)))


def _shared(desk: Desk, cited: Work) -> tuple[str, bibtex.Frame]:
    return citations.in_words(cited, desk.words), bibtex.frame(cited, desk.words)


def citation(desk: Desk, id: str, line: int | None = None, *, address: bool = True) -> str:
    """A reference as people paste it: title, outlet, date, line, address."""
    data = desk.catalogue.entries[id].card.metadata
    parts = [desk.title(id), desk.outlet(id), desk.published(id)]
    if line:
        parts.append(desk.words("line-n", line=line))
    if data.url and address:
        parts.append(data.url.value)
    return ", ".join(parts)
