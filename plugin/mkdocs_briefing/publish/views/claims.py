"""The claims index: by proposition first, then what stands under none; the article's own voice on pages of its own."""

from __future__ import annotations

from ...model import Claim, Conflict, Proposition, Record
from ..catalogue import Count, Lists, claim_date
from ..desk import Desk
from . import figures, filtering, rows
from .shown import Shown


class Section(Record, frozen=True, kw_only=True):
    """The rows of one proposition, or of none, that stand on this page. ``first`` is the number of the first row."""

    id: str
    heading: str
    mark: str = ""
    note: str = ""
    rows: tuple[Shown[rows.Row], ...]
    first: int = 1
    total: int = 0
    articles: int = 0
    conflicts: tuple[str, ...] = ()
    agreements: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


class ClaimsView(Record, frozen=True, kw_only=True):
    kind: str
    filter: filtering.Form | None = None
    count: Count
    page: int
    pages: tuple[tuple[int, str], ...]
    sections: tuple[Section, ...]
    figures: tuple[figures.Table, ...]
    own_voice: int
    own_voice_url: str | None
    description: str = ""


def attributed(desk: Desk, key: str) -> ClaimsView:
    """One page of the claims that somebody makes, and of those that people put under a proposition."""
    catalogue, page = desk.catalogue, int(key)
    shown = desk.rows("claims", page)
    of = Lists.of((c.proposition, c) for c in shown if c.proposition in catalogue.propositions)
    sections = []
    for number, proposition in enumerate(catalogue.briefing.propositions, 1):
        here = of[proposition.id]
        own = catalogue.under[proposition.id] if here or page == 1 else []
        if here or (not own and page == 1):
            low = own.index(here[0]) if here else 0
            sections.append(_proposition(desk, number, proposition, own, low, low + len(here)))
    sections += _by_date(desk, "claims", [c for c in shown if c.proposition not in of])
    count = catalogue.attributed_count if page == 1 else Count.of(shown)
    return ClaimsView(
        kind="claims",
        filter=filtering.form(desk) if count.claims else None,
        count=count,
        page=page,
        pages=desk.pages("claims", page),
        sections=tuple(sections),
        figures=figures.few(desk) if page == 1 else (),
        own_voice=catalogue.own_voice_count.claims if page == 1 else 0,
        own_voice_url=desk.link("voice", "1"),
    )


def own_voice(desk: Desk, key: str) -> ClaimsView:
    """One page of what articles assert themselves."""
    page = int(key)
    shown = desk.rows("voice", page)
    return ClaimsView(
        kind="voice",
        count=desk.catalogue.own_voice_count if page == 1 else Count.of(shown),
        page=page,
        pages=desk.pages("voice", page),
        sections=tuple(_by_date(desk, "voice", shown)),
        figures=(),
        own_voice=0,
        own_voice_url=None,
    )


def _by_date(desk: Desk, kind: str, claims: list[Claim]) -> list[Section]:
    """Dated claims of a page, then undated ones; their numbers begin anew on each page, for nothing refers to them."""
    of = "no-proposition" if kind == "claims" and desk.catalogue.propositions else "claims"
    dated = ("dated", [c for c in claims if claim_date(c)])
    undated = ("undated", [c for c in claims if not claim_date(c)])
    return [
        Section(id=f"{kind}-{id}", heading=desk.words(f"{of}-{id}"), rows=tuple(rows.row(desk, c) for c in found))
        for id, found in (dated, undated)
        if found
    ]


def _proposition(desk: Desk, number: int, proposition: Proposition, own: list[Claim], low: int, high: int) -> Section:
    place = {c.id: n for n, c in enumerate(own, 1)}
    return Section(
        id=f"p-{proposition.id}",
        heading=proposition.statement,
        mark=f"P{number}",
        note=proposition.note or "",
        rows=tuple(rows.row(desk, c) for c in own[low:high]),
        first=low + 1,
        total=len(own),
        articles=len({c.article for c in own}),
        conflicts=pairs(desk, proposition.conflicts, place),
        agreements=pairs(desk, proposition.agreements, place),
        remarks=remarks(desk, own),
    )


def pairs(desk: Desk, pairs: tuple[Conflict, ...], place: dict[str, int]) -> tuple[str, ...]:
    """Conflicts and agreements that a person confirmed, by row."""
    found = []
    for pair in pairs:
        names = [desk.words("row-n", n=place[id]) if id in place else _short(desk, id) for id in (pair.a, pair.b)]
        text = desk.words("pair", a=names[0], b=names[1], by=pair.confirmed_by)
        found.append(f"{text} {pair.why}" if pair.why else text)
    return tuple(found)


def _short(desk: Desk, id: str) -> str:
    claim = desk.catalogue.claims.get(id)
    return desk.words("claim-of", who=claim.source or desk.title(claim.article)) if claim else id


def remarks(desk: Desk, own: list[Claim]) -> tuple[str, ...]:
    """One speaker or one origin behind several rows, in words and never as a score."""
    w = desk.words
    by: dict[str, list[int]] = {}
    groups: dict[str, list[int]] = {}
    through_one: dict[str, list[int]] = {}
    found = []
    for n, claim in enumerate(own, 1):
        if claim.actor:
            by.setdefault(claim.actor, []).append(n)
        if claim.group:
            groups.setdefault(claim.group, []).append(n)
        for actor in dict.fromkeys(hop.actor for hop in claim.via if hop.actor):
            through_one.setdefault(actor, []).append(n)
    for n, claim in enumerate(own, 1):
        through = [p for hop in claim.via if hop.actor for p in by.get(hop.actor, ()) if p != n]
        if through:
            found.append(w("known-only-through", row=n, origin=through[0]))
    for actor, places in by.items():
        if len(places) > 1:
            found.append(w("one-speaker", rows=_listed(desk, places), name=desk.name(actor)))
    for actor, places in through_one.items():
        if len({own[n - 1].article for n in places}) > 1:
            found.append(w("one-channel", rows=_listed(desk, places), name=desk.name(actor)))
    for places in groups.values():
        if len(places) > 1:
            found.append(w("same-words", rows=_listed(desk, places)))
    return tuple(found)


def _listed(desk: Desk, places: list[int]) -> str:
    *head, last = [str(p) for p in places]
    return desk.words("and-list", head=", ".join(head), last=last) if head else last
