"""How an article, or words in it, are cited: a line of text, BibTeX, and an address that finds the words.

What the citations of an article's claims have in common is said once, in the article's data file; a script puts each
claim's own into it where a row is asked for its citation (``assets/briefing.js``).
"""

from __future__ import annotations

from typing import Any, NamedTuple

from msgspec.structs import replace

from ...exports import bibtex, citations, works
from ...exports.citations import Citation as Citation
from ...exports.works import Work
from ...model import Claim, Plain, Spans
from ..catalogue import Reading, position
from ..desk import Desk
from .speakers import Speaker, cut

SAID, KEY, LINE, AT = "\x03", "\x04", "\x05", "\x06"
"""Stand in the citation of any words of an article for what is said, its id, its line and its anchor; no visible text
holds them."""


class Cited(Plain, frozen=True, kw_only=True):
    """A citation beside the words themselves: its BibTeX does not say them again."""

    text: str
    bibtex: str
    link: str | None


class Passage(NamedTuple):
    """Words in an article, as far as their citation is not that of the article: who said what, and where."""

    said: str
    line: int
    link: str | None


def article(desk: Desk, id: str) -> Citation:
    """The article as a whole."""
    return citations.article(replace(work(desk, id), page=desk.permalink("article", id)), desk.words)


def claim(desk: Desk, reading: Reading, found: Claim, who: Speaker | None) -> Passage:
    """What somebody claims: quoted where it is a quotation, else as the article reports it."""
    n = reading.attribution(found)
    direct = n is not None and reading.found(n).kind == "direct"
    spans = _quoted(reading, n) if n is not None and direct else found.spans
    name = "cited-quotation" if direct else "cited-report" if who else "cited-article"
    words = cut(reading.text, spans)
    said = desk.words(name, who=who.name if who else "", words=words if direct else words.rstrip(".,;"))
    return _passage(desk, reading, said, spans or found.spans, position(found)[1])


def _quoted(reading: Reading, n: int) -> Spans:
    """The quoted words of an attribution, without their marks."""
    found = reading.found(n)
    return tuple(s for q in found.quotations for s in reading.notes.quotations[q].spans) or found.content


def quotation(desk: Desk, reading: Reading, spans: Spans, who: Speaker) -> Passage:
    """Quotations of one speaker that stand together."""
    said = desk.words("cited-quotation", who=who.name, words=cut(reading.text, spans))
    return _passage(desk, reading, said, spans, spans[0][0])


def _passage(desk: Desk, reading: Reading, said: str, spans: Spans, start: int) -> Passage:
    line = reading.line(spans[0][0] if spans else start)
    return Passage(said, line, citations.fragment(work(desk, reading.id).url, reading.text, spans))


def cited(desk: Desk, article: str, key: str, at: str, passage: Passage) -> Cited:
    """The citation of words in an article by their id; ``at``: their anchor there."""
    frame, line = _frame(desk, article), str(passage.line)
    return Cited(
        text=frame.text.replace(LINE, line).replace(AT, at).replace(SAID, passage.said),
        bibtex=frame.bibtex.replace(LINE, line).replace(AT, at).replace(KEY, key),
        link=passage.link,
    )


def for_scripts(desk: Desk, reading: Reading, claims: dict[str, Passage]) -> dict[str, Any]:
    """All citations of an article's claims, by their anchors: what they share, and of each the rest."""
    frame = _frame(desk, reading.id)
    start = len(frame.link or "")
    parts = {at: [p.said, p.line, (p.link or "")[start:]] for at, p in claims.items()}
    return {"text": frame.text, "bibtex": frame.bibtex, "link": frame.link, "parts": parts}


def _frame(desk: Desk, id: str) -> Cited:
    """The citation of any words of an article, with signs where they differ."""
    return desk.own(("cited", id), _framed, id)


def _framed(desk: Desk, id: str) -> Cited:
    whole, line = work(desk, id), desk.words("line-n", line=LINE)
    page = None if whole.url else desk.permalink("article", id, AT)
    text = (SAID, citations.in_words(whole, desk.words), line, whole.url or page)
    return Cited(
        text=", ".join(filter(None, text)),
        bibtex=bibtex.filled(bibtex.frame(whole, desk.words), KEY, ", ".join(filter(None, (line, page)))),
        link=whole.url,
    )


def work(desk: Desk, id: str) -> Work:
    """The article as bibliographies know it."""
    return desk.own(("work", id), _work, id)


def _work(desk: Desk, id: str) -> Work:
    return works.work(desk.catalogue, id)


def citation(desk: Desk, id: str, line: int | None = None, *, address: bool = True) -> str:
    """A reference as people paste it: title, outlet, date, line, address."""
    data = desk.catalogue.entries[id].card.metadata
    parts = [desk.title(id), desk.outlet(id), desk.published(id)]
    if line:
        parts.append(desk.words("line-n", line=line))
    if data.url and address:
        parts.append(data.url.value)
    return ", ".join(parts)
