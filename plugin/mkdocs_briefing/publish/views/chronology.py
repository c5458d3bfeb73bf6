"""The timeline: which articles and statements stand under which date, drawn and as a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from ...model import Claim, Record
from .. import dates
from ..catalogue import claim_date
from ..desk import Desk, by_person
from ..pictures import days
from .propositions import mark

_NAMES = 4
"""speakers beside a date in the picture"""
_LISTED = 8
"""articles and speakers beside a date in the table before the rest is counted"""


class Line(Record, frozen=True, kw_only=True):
    """One date of the table."""

    date: str
    dated: bool
    printed: bool
    articles: tuple[tuple[str, str], ...]
    more_articles: int
    statements: int
    speakers: tuple[tuple[str, int, str], ...]
    more_speakers: int
    propositions: tuple[tuple[str, int, str], ...]


class ChronologyView(Record, frozen=True, kw_only=True):
    picture: days.Picture | None
    lines: tuple[Line, ...]
    lanes: tuple[tuple[str, str, str], ...]
    """propositions that have a lane: mark, statement, address"""
    grouped: str | None
    """what the dates are put together by, where there are many"""
    left_out: int
    index_url: str
    description: str = ""


class _Day:
    """What stands under one date while it is gathered."""

    def __init__(self, label: str) -> None:
        self.label = label
        self.articles: list[str] = []
        self.claims: list[Claim] = []
        self.printed = False


def chronology(desk: Desk, key: str) -> ChronologyView:
    catalogue = desk.catalogue
    claims = [*(c for own in catalogue.under.values() for c in own), *catalogue.loose]
    named = {dates.order(catalogue.date(id)) for id in catalogue.entries} | {dates.order(claim_date(c)) for c in claims}
    unit, cut = _unit(named)
    found: dict[str, _Day] = {}

    def day(edtf: str | None) -> _Day:
        order = dates.order(edtf)
        group = cut(order)
        if group not in found:
            found[group] = _Day(desk.date(edtf, short=True) if unit == "day" else _label(desk, group, unit))
        return found[group]

    printing = {id for id in catalogue.by_date if _prints(desk, id)}
    for id in catalogue.by_date:
        at = day(catalogue.date(id))
        at.articles.append(id)
        at.printed |= id in printing
    for claim in claims:
        at = day(claim_date(claim))
        at.claims.append(claim)
        at.printed |= _printed(claim, printing)
    ordered = [found[group] for group in sorted(found)]
    shown = ordered[-days.MOST :]
    lanes = list(catalogue.propositions)[: days.LANES - 2]
    return ChronologyView(
        picture=_picture(desk, shown, lanes, printing) if len(shown) > 1 else None,
        lines=tuple(_line(desk, d) for d in shown),
        lanes=tuple((mark(desk, id), catalogue.propositions[id].statement, desk.proposition(id)) for id in lanes),
        grouped=None if unit == "day" else desk.words(f"grouped-{unit}"),
        left_out=len(ordered) - len(shown),
        index_url=desk.link("claims", "1") or "#",
    )


_LENGTHS = {"day": None, "month": 7, "year": 4, "decade": 3}


def _unit(orders: set[str]) -> tuple[str, Callable[[str], str]]:
    """The finest unit that gives no more dates than the picture has room for; decades at the last."""
    for unit, length in _LENGTHS.items():
        if len({order[:length] for order in orders}) <= days.MOST or unit == "decade":
            return unit, lambda order, length=length: order[:length]
    raise AssertionError("decades are always taken")


def _label(desk: Desk, group: str, unit: str) -> str:
    if group == dates.order(None):
        return desk.words("undated")
    if unit == "decade":
        return desk.words("date-range", first=f"{group}0", last=f"{group}9")
    return desk.date(group, short=True)


def _prints(desk: Desk, id: str) -> bool:
    """Whether an article prints its date."""
    fact = desk.catalogue.entries[id].card.metadata.date
    return fact is not None and fact.certainty == "stated" and not by_person(fact)


def _printed(claim: Claim, printing: set[str]) -> bool:
    """Whether the file prints the date that the claim stands under; ``printing``: articles that print theirs."""
    return not claim.said.inferred if claim.said else bool(claim.reported) and claim.article in printing


def _picture(desk: Desk, shown: list[_Day], lanes: list[str], printing: set[str]) -> days.Picture:
    w = desk.words
    heads = (w("lane-articles"), *(mark(desk, id) for id in lanes), w("lane-other") if lanes else w("lane-statements"))
    return days.draw(
        "timeline-picture",
        w("timeline"),
        w("timeline-told", n=len(shown), first=shown[0].label, last=shown[-1].label),
        heads,
        tuple(_drawn(desk, d, lanes, printing) for d in shown),
    )


def _drawn(desk: Desk, day: _Day, lanes: list[str], printing: set[str]) -> days.Day:
    spots: list[days.Spot | None] = []
    written = [id in printing for id in day.articles]
    spots.append(days.Spot(count=len(written), printed=any(written)) if written else None)
    rest = [c for c in day.claims if c.proposition not in lanes]
    for own in (*([c for c in day.claims if c.proposition == id] for id in lanes), rest):
        spots.append(days.Spot(count=len(own), printed=any(_printed(c, printing) for c in own)) if own else None)
    names = _speakers(day)
    told = " · ".join(desk.name(actor) for actor, _ in names[:_NAMES])
    if len(names) > _NAMES:
        told = f"{told} · {desk.words('and-n-more', n=len(names) - _NAMES)}"
    return days.Day(date=day.label, dated=day.label != desk.words("undated"), spots=tuple(spots), who=told)


def _speakers(day: _Day) -> list[tuple[str, int]]:
    """Who speaks, and how often; those who speak most first. Descriptions name nobody here."""
    return Counter([c.actor for c in day.claims if c.actor]).most_common()


def _line(desk: Desk, day: _Day) -> Line:
    names = _speakers(day)
    first = {c.actor: c for c in reversed(day.claims)}
    under = Counter(c.proposition for c in day.claims if c.proposition)
    return Line(
        date=day.label,
        dated=day.label != desk.words("undated"),
        printed=day.printed,
        articles=tuple((desk.title(id), desk.article(id)) for id in day.articles[:_LISTED]),
        more_articles=max(0, len(day.articles) - _LISTED),
        statements=len(day.claims),
        speakers=tuple((desk.name(actor), n, desk.claim(first[actor])) for actor, n in names[:_LISTED]),
        more_speakers=max(0, len(names) - _LISTED),
        propositions=tuple(
            (mark(desk, id), under[id], desk.proposition(id)) for id in desk.catalogue.propositions if under[id]
        ),
    )
