"""What people put into their own pages: endnotes of what they cite, and listings by filter."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from markupsafe import Markup

from ...curation import edtf
from ...curation.anchors import suggest
from ...curation.located import Fields, Reader
from ...ids import fold, item_id
from ...model import Actor, Claim, Record
from ..catalogue import Catalogue, Reading, anchor, claim_date, in_order
from ..desk import Desk
from ..standoff import merge
from . import citing, figures, propositions, rows
from .shown import Shown
from .speakers import Speaker, speaker

LISTINGS = ("claims", "figures", "timeline")
_FILTERS = ("actor", "proposition", "article", "outlet", "since", "until", "polarity", "limit")
_POLARITIES = ("asserted", "denied", "conditional", "predicted", "question")
_MOST = 50
"""rows of a listing that sets no limit"""


class Note:
    """An endnote: what was said, by whom, where; and from where on the page it is cited."""

    def __init__(
        self, number: int, who: Speaker | None, words: Markup, url: str, place: str, date: str, source: str | None
    ) -> None:
        self.number = number
        self.who = who
        self.words = words
        self.url = url
        self.place = place
        """title, outlet, line"""
        self.date = date
        self.source = source
        """the words at their source"""
        self.backs: list[str] = []

    def cited(self) -> str:
        """Another place that cites it; the id of its mark."""
        self.backs.append(f"bf-ref-{self.number}" + (f"-{len(self.backs) + 1}" if self.backs else ""))
        return self.backs[-1]


def quotation_ids(catalogue: Catalogue, article: str) -> Iterator[str]:
    """Ids of the quotations of an article."""
    return (item_id(article, key) for key in catalogue.entries[article].card.quotations)


def note(desk: Desk, kind: str, id: str, number: int) -> Note:
    """The endnote of a claim, with its sentence whole, or of the words of a quotation."""
    if kind == "claim":
        claim = desk.catalogue.claims[id]
        row, reading = rows.row(desk, claim).whole, desk.catalogue.reading(claim.article)
        place = desk.words("note-place", title=row.article_title, outlet=desk.outlet(claim.article), line=row.line)
        source = citing.claim(desk, reading, claim, row.speaker).link
        return Note(number, row.speaker, row.words, row.url, place, row.date, source)
    reading, n = _quotation(desk, id)
    quotation = reading.notes.quotations[n]
    who = speaker(desk, reading, reading.attribution_of.get(n))
    words = Markup(" […] ").join(merge(reading.text, a, b) for a, b in quotation.spans)
    line = reading.line(quotation.spans[0][0])
    return Note(
        number,
        who,
        Markup(desk.words("quoted", words=words)),
        desk.article(reading.id, quotation.key),
        desk.words("note-place", title=desk.title(reading.id), outlet=desk.outlet(reading.id), line=line),
        desk.published(reading.id, short=True),
        citing.quotation(desk, reading, quotation.spans, who).link,
    )


def address(desk: Desk, kind: str, id: str) -> str:
    """Where a claim or quotation stands in its article."""
    if kind == "claim":
        return desk.claim(desk.catalogue.claims[id])
    reading, n = _quotation(desk, id)
    return desk.article(reading.id, reading.notes.quotations[n].key)


def who(desk: Desk, kind: str, id: str) -> str:
    """Who says it, else the title of the article that does."""
    if kind == "claim":
        claim = desk.catalogue.claims[id]
        reading, n = desk.catalogue.reading(claim.article), None
        n = reading.attribution(claim)
        return speaker(desk, reading, n).name if n is not None else desk.title(claim.article)
    reading, number = _quotation(desk, id)
    return speaker(desk, reading, reading.attribution_of.get(number)).name


def _quotation(desk: Desk, id: str) -> tuple[Reading, int]:
    article = desk.catalogue.article_of(id) or ""
    reading = desk.catalogue.reading(article)
    return reading, [q.key for q in reading.notes.quotations].index(anchor(id))


# ------------------------------------------------------------------ listings


class Wanted(Record, frozen=True, kw_only=True):
    """A listing and its filter: ids, dates as they are written, a number of rows."""

    kind: str
    actors: tuple[str, ...] = ()
    propositions: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    polarity: str | None = None
    limit: int = _MOST


class ListingView(Record, frozen=True, kw_only=True):
    kind: str
    rows: tuple[Shown[rows.Row], ...] = ()
    more: int = 0
    """rows that the limit leaves out"""
    figures: tuple[Shown[figures.Line], ...] = ()
    timelines: tuple[propositions.Timeline, ...] = ()


def wanted(
    reader: Reader,
    kind: str,
    body: str,
    line: int,
    catalogue: Catalogue,
    called: Callable[[str], Sequence[Actor]],
) -> Wanted | None:
    """What a block asks for; what is wrong in it is a problem of the reader, and it is None."""
    if kind not in LISTINGS:
        near = suggest(kind, LISTINGS)
        fix = f"did you mean “{near}”?" if near else f"there are {', '.join(LISTINGS)}"
        reader.problem(line - 1, "unknown-listing", f"there is no listing “{kind}”", kind, fix)
        return None
    fields = Fields(reader, line)
    for key, value in reader.entries(body, line):
        fields.add(key, value, _FILTERS, f"a listing of {kind}")
    outlets = {fold(catalogue.outlet(id) or ""): catalogue.outlet(id) or "" for id in catalogue.entries}
    found = Wanted(
        kind=kind,
        actors=_known(
            fields, "actor", lambda w: [a.id for a in called(w)], [a.name for a in catalogue.briefing.actors]
        ),
        propositions=_known(
            fields, "proposition", lambda w: [w] * (w in catalogue.propositions), catalogue.propositions
        ),
        articles=_known(fields, "article", lambda w: [w] * (w in catalogue.entries), catalogue.entries),
        outlets=_known(fields, "outlet", lambda w: [fold(w)] * (fold(w) in outlets), outlets.values()),
        since=fields.date("since"),
        until=fields.date("until"),
        polarity=fields.choice("polarity", _POLARITIES),
        limit=_number(fields),
    )
    return None if reader.problems else found


def _known(fields: Fields, key: str, meant: Callable[[str], Sequence[str]], all: Iterable[str]) -> tuple[str, ...]:
    ids = []
    for words in fields.texts(key):
        found = meant(words)
        if len(found) == 1:
            ids.append(found[0])
        else:
            near = suggest(words, all)
            fix = f"did you mean “{near}”?" if near else None
            message = f"“{words}” may be {' or '.join(found[:4])}" if found else f"there is no {key} “{words}”"
            fields.reader.problem(fields.line_of(key), "reference-unmatched", message, words, fix)
    return tuple(ids)


def _number(fields: Fields) -> int:
    words = fields.text("limit")
    if words is None:
        return _MOST
    if not words.isdecimal() or len(words) > 9 or not int(words):
        fields.reader.wrong(fields.nodes["limit"], "“limit” is a number of rows", "write limit: 20")
        return _MOST
    return int(words)


def listing(desk: Desk, wanted: Wanted) -> ListingView:
    """The rows that a filter leaves."""
    if wanted.kind == "timeline":
        ids = wanted.propositions or tuple(desk.catalogue.propositions)
        found = (propositions.timeline(desk, desk.catalogue.propositions[id]) for id in ids)
        return ListingView(kind="timeline", timelines=tuple(t for t in found if t))
    claims = in_order(c for c in desk.catalogue.claims.values() if _fits(desk, c, wanted))
    if wanted.kind == "figures":
        lines = [line for claim in claims for line in figures.of_claim(desk, claim)]
        return ListingView(kind="figures", figures=tuple(lines[: wanted.limit]), more=len(lines[wanted.limit :]))
    shown = tuple(rows.row(desk, claim) for claim in claims[: wanted.limit])
    return ListingView(kind="claims", rows=shown, more=len(claims) - len(shown))


def _fits(desk: Desk, claim: Claim, wanted: Wanted) -> bool:
    own_voice = claim.voice == "author" and claim.proposition is None and not wanted.articles
    if own_voice or claim.origin in desk.catalogue.claims:
        return False
    if wanted.actors and claim.actor not in wanted.actors:
        return False
    if wanted.propositions and claim.proposition not in wanted.propositions:
        return False
    if wanted.articles and claim.article not in wanted.articles:
        return False
    if wanted.outlets and fold(desk.catalogue.outlet(claim.article) or "") not in wanted.outlets:
        return False
    if wanted.polarity and claim.polarity != wanted.polarity:
        return False
    return edtf.within(claim_date(claim), wanted.since, wanted.until)
