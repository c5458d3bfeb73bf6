"""One proposition: its claims by date in the sources' own words, drawn and listed, and what people found of them."""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Claim, Conflict, Proposition, Record
from .. import dates
from ..catalogue import Reading, claim_date
from ..desk import Desk
from ..pictures import words_over_time
from ..standoff import visible
from . import claims, rows
from .shown import Shown


class Moment(Record, frozen=True, kw_only=True):
    """One date of the words over time; ``printed`` is False where no such date stands in the file."""

    date: str
    printed: bool
    dated: bool
    bound: str
    """of what is undated: words of the file that date something in it"""
    words: tuple[tuple[str, str, str], ...]
    """printed words, who said them, where they stand"""


class Timeline(Record, frozen=True, kw_only=True):
    """The words of one proposition over time: a picture, and the list that is its equal."""

    id: str
    mark: str
    statement: str
    url: str
    moments: tuple[Moment, ...]
    picture: words_over_time.Picture
    left_out: int
    """moments that the picture has no room for"""


class Side(Record, frozen=True, kw_only=True):
    """One claim of a pair."""

    label: str
    who: str
    words: str
    url: str | None


class Pair(Record, frozen=True, kw_only=True):
    """A conflict or an agreement that a person confirmed."""

    sides: tuple[Side, Side]
    by: str
    why: str | None


class Suggested(Record, frozen=True, kw_only=True):
    """What the machine would put here, for a person to confirm or not."""

    label: str
    sides: tuple[Side, ...]
    why: str
    yaml: str


class PropositionView(Record, frozen=True, kw_only=True):
    id: str
    mark: str
    statement: str
    note: str
    index_url: str
    timeline: Timeline | None
    dated: tuple[tuple[int, Shown[rows.Row]], ...]
    undated: tuple[tuple[int, Shown[rows.Row]], ...]
    bounds: tuple[tuple[str, str, str], ...]
    """undated articles: title, address, the words that they are not older than"""
    total: int
    articles: int
    remarks: tuple[str, ...]
    conflicts: tuple[Pair, ...]
    agreements: tuple[Pair, ...]
    suggestions: tuple[Suggested, ...]
    """in preview only: what the machine would ask a person to confirm"""
    page: int
    pages: tuple[tuple[int, str], ...]
    description: str = ""


def page_key(id: str, page: int) -> str:
    """What a proposition's page is asked for by."""
    return id if page == 1 else f"{id}/{page}"


def proposition(desk: Desk, key: str) -> PropositionView:
    id, _, number = key.partition("/")
    page, size = int(number or 1), desk.options.rows
    found = desk.catalogue.propositions[id]
    own = desk.catalogue.under[id]
    last = max(1, -(-len(own) // size))
    near = sorted({1, last, *range(max(1, page - 3), min(last, page + 3) + 1)})
    shown = list(enumerate(own, 1))[(page - 1) * size : page * size]
    undated = [c for _, c in shown if not claim_date(c)]
    place = {c.id: n for n, c in enumerate(own, 1)}
    return PropositionView(
        id=id,
        mark=mark(desk, id),
        statement=found.statement,
        note=found.note or "",
        index_url=desk.link("claims", "1") or "#",
        timeline=timeline(desk, found) if page == 1 else None,
        dated=tuple((n, rows.row(desk, c)) for n, c in shown if claim_date(c)),
        undated=tuple((n, rows.row(desk, c)) for n, c in shown if not claim_date(c)),
        bounds=tuple(_bounds(desk, undated)),
        total=len(own),
        articles=len({c.article for c in own}),
        remarks=claims.remarks(desk, own),
        conflicts=pairs(desk, found.conflicts, place),
        agreements=pairs(desk, found.agreements, place),
        suggestions=tuple(suggested(desk, id, place)) if desk.options.preview and page == 1 else (),
        page=page,
        pages=tuple((n, desk.link("proposition", page_key(id, n)) or "#") for n in near) if last > 1 else (),
        description=found.statement,
    )


def mark(desk: Desk, id: str) -> str:
    """The short name that the pages give a proposition: P1, P2, in the order of the file."""
    return f"P{list(desk.catalogue.propositions).index(id) + 1}"


def timelines(desk: Desk) -> list[Timeline]:
    """Of every proposition whose claims put it in words."""
    return [found for p in desk.catalogue.briefing.propositions if (found := timeline(desk, p))]


def timeline(desk: Desk, proposition: Proposition) -> Timeline | None:
    """The words of likelihood by date, undated last; None where nobody pointed at words and none hedges."""
    found = moments(desk, proposition)
    if not found:
        return None
    id = f"time-{proposition.id}"
    shown = found[-words_over_time.MOST :]
    return Timeline(
        id=id,
        mark=mark(desk, proposition.id),
        statement=proposition.statement,
        url=desk.proposition(proposition.id),
        moments=found,
        picture=words_over_time.draw(
            id,
            desk.words("picture-words", statement=proposition.statement),
            desk.words("picture-words-told", n=len(shown), first=shown[0].date, last=shown[-1].date),
            tuple(_put(desk, m) for m in shown),
        ),
        left_out=len(found) - len(shown),
    )


def _put(desk: Desk, moment: Moment) -> words_over_time.Put:
    more = len(moment.words) - words_over_time.MOST_WORDS
    return words_over_time.Put(
        date=f"{moment.date}: {desk.words('not-before', words=moment.bound)}" if moment.bound else moment.date,
        printed=moment.printed,
        dated=moment.dated,
        words=tuple((words, who) for words, who, _ in moment.words),
        more=desk.words("and-n-more", n=more) if more > 0 else "",
    )


def moments(desk: Desk, proposition: Proposition) -> tuple[Moment, ...]:
    """Dates in order, each with the words that were printed; undated last, apart by what they are not older than."""
    groups: dict[tuple[str, str, bool, str], list[tuple[str, str, str]]] = {}
    for claim in desk.catalogue.under[proposition.id]:
        words = stance(desk, claim)
        if not words:
            continue
        row = rows.row(desk, claim).whole
        printed = not row.by_person and row.dated in ("said", "reported")
        label = row.date + (" r" if row.dated == "reported" else "") + (" ✎" if row.by_person else "")
        bound = "" if claim_date(claim) else undated_bound(desk.catalogue.reading(claim.article))
        who = row.speaker.name if row.speaker else row.article_title
        entry = (desk.words("quoted", words=visible(words)), who, row.url)
        groups.setdefault((dates.order(claim_date(claim)), label, printed, bound), []).append(entry)
    return tuple(
        Moment(date=date, printed=printed, dated=order != dates.order(None), bound=bound, words=tuple(said))
        for (order, date, printed, bound), said in groups.items()
    )


def stance(desk: Desk, claim: Claim) -> str:
    """The words that a person pointed at, else those that hedge the claim, as printed."""
    known = desk.catalogue.stances.get(claim.id)
    pointed = (known.stance if known else None) or claim.stance
    return pointed or "; ".join(dict.fromkeys(" ".join(h.text.split()) for h in claim.hedges))


def undated_bound(reading: Reading) -> str:
    """Of an undated article: the dated words in it that it is not older than."""
    for flaw in reading.flaws:
        if flaw.code == "no-date" and flaw.start is not None:
            return visible(" ".join(reading.text[flaw.start : flaw.end].split()))
    return ""


def _bounds(desk: Desk, undated: list[Claim]) -> list[tuple[str, str, str]]:
    articles = dict.fromkeys(c.article for c in undated)
    found = ((id, undated_bound(desk.catalogue.reading(id))) for id in articles)
    return [(desk.title(id), desk.article(id), words) for id, words in found if words]


def pairs(desk: Desk, pairs: tuple[Conflict, ...], place: dict[str, int]) -> tuple[Pair, ...]:
    return tuple(
        Pair(sides=(side(desk, p.a, place), side(desk, p.b, place)), by=p.confirmed_by, why=p.why) for p in pairs
    )


def side(desk: Desk, id: str, place: dict[str, int], *, whole: bool = False) -> Side:
    """One claim of a pair: its row, its speaker, and the words that matter, else (or ``whole``) all of what is said."""
    claim = desk.catalogue.claims.get(id)
    label = desk.words("row-n", n=place[id]) if id in place else ""
    if claim is None:
        return Side(label=label, who=id, words="", url=None)
    row = rows.row(desk, claim).whole
    text = desk.catalogue.reading(claim.article).text
    words = (not whole and stance(desk, claim)) or " […] ".join(text[a:b] for a, b in claim.content)
    return Side(
        label=label,
        who=row.speaker.name if row.speaker else row.article_title,
        words=desk.words("quoted", words=visible(" ".join(words.split()))) if words else "",
        url=row.url,
    )


def suggested(desk: Desk, id: str, place: dict[str, int]) -> Iterator[Suggested]:
    """What the machine suggests for a proposition; without one, claims that nearly repeat each other."""
    for found in desk.catalogue.suggestions:
        if found.proposition == id:
            yield Suggested(
                label=desk.words(f"suggest-{found.kind}"),
                sides=tuple(side(desk, claim, place, whole=True) for claim in found.claims),
                why=desk.words.message(found.why) or found.why,
                yaml=found.yaml,
            )
