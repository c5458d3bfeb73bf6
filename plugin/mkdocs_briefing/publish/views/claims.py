"""The claims index: by proposition first, then what stands under none; the article's own voice on pages of its own."""

from __future__ import annotations

from collections.abc import Iterable

from ...model import Claim, Conflict, Proposition, Record
from .. import dates
from ..desk import Desk
from . import figures, rows


class Section(Record, frozen=True, kw_only=True):
    """The rows of one proposition, or of none, that stand on this page. ``first`` is the number of the first row."""

    id: str
    heading: str
    mark: str = ""
    note: str = ""
    rows: tuple[rows.Row, ...]
    first: int = 1
    total: int = 0
    articles: int = 0
    conflicts: tuple[str, ...] = ()
    agreements: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


class ClaimsView(Record, frozen=True, kw_only=True):
    total: int
    articles: int
    page: int
    pages: tuple[tuple[int, str], ...]
    sections: tuple[Section, ...]
    figures: tuple[figures.Table, ...]
    own_voice: int
    own_voice_url: str | None
    undated: int
    description: str = ""


def attributed(desk: Desk, key: str) -> ClaimsView:
    """One page of the claims that somebody makes."""
    claims = [c for c in desk.catalogue.claims.values() if c.voice == "attributed"]
    return _view(desk, "claims", int(key), claims, desk.catalogue.briefing.propositions)


def every_proposition(desk: Desk) -> list[Section]:
    """All propositions with all their rows, for paper."""
    found = []
    for number, proposition in enumerate(desk.catalogue.briefing.propositions, 1):
        own = in_order(c for c in desk.catalogue.claims.values() if c.proposition == proposition.id)
        found.append(_proposition(desk, number, proposition, own, 0, len(own)))
    return found


def own_voice(desk: Desk, key: str) -> ClaimsView:
    """One page of what articles assert themselves."""
    claims = [c for c in desk.catalogue.claims.values() if c.voice == "author"]
    return _view(desk, "voice", int(key), claims, ())


def _view(desk: Desk, kind: str, page: int, claims: list[Claim], propositions: tuple[Proposition, ...]) -> ClaimsView:
    size = desk.options.rows
    first, last = (page - 1) * size, page * size
    sections, at = [], 0
    placed: set[str] = set()
    for number, proposition in enumerate(propositions, 1):
        own = in_order(c for c in claims if c.proposition == proposition.id)
        placed.update(c.id for c in own)
        low, high = max(first - at, 0), min(last - at, len(own))
        if low < high or (not own and first <= at < last):
            sections.append(_proposition(desk, number, proposition, own, max(low, 0), max(high, 0)))
        at += len(own)
    rest = in_order(c for c in claims if c.id not in placed)
    for id, members in (("dated", [c for c in rest if when(c)]), ("undated", [c for c in rest if not when(c)])):
        low, high = max(first - at, 0), min(last - at, len(members))
        if low < high:
            heading = desk.words(f"no-proposition-{id}" if propositions else f"claims-{id}")
            sections.append(
                Section(
                    id=f"{kind}-{id}",
                    heading=heading,
                    rows=tuple(rows.row(desk, c) for c in members[low:high]),
                    first=low + 1,
                    total=len(members),
                    articles=len({c.article for c in members}),
                )
            )
        at += len(members)
    pages = -(-len(claims) // size)
    own_voice = sum(c.voice == "author" for c in desk.catalogue.claims.values())
    return ClaimsView(
        total=len(claims),
        articles=len({c.article for c in claims}),
        page=page,
        pages=tuple((n, desk.link(kind, str(n)) or "#") for n in range(1, pages + 1)) if pages > 1 else (),
        sections=tuple(sections),
        figures=figures.tables(desk) if kind == "claims" and page == 1 else (),
        own_voice=own_voice if kind == "claims" else 0,
        own_voice_url=desk.link("voice", "1"),
        undated=sum(not when(c) for c in claims),
    )


def when(claim: Claim) -> str | None:
    """The date that a claim stands under: said, else reported."""
    return claim.said.value if claim.said else claim.reported


def in_order(claims: Iterable[Claim]) -> list[Claim]:
    """By date said or reported, undated last, then as they stand in their articles."""
    return sorted(claims, key=lambda c: (dates.order(when(c)), rows.position(c)))


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
    place = {c.id: n for n, c in enumerate(own, 1)}
    found = []
    for n, claim in enumerate(own, 1):
        if claim.actor:
            by.setdefault(claim.actor, []).append(n)
        if claim.group:
            groups.setdefault(claim.group, []).append(n)
        if claim.origin and claim.origin in place:
            found.append(w("known-only-through", row=n, origin=place[claim.origin]))
    for actor, places in by.items():
        if len(places) > 1:
            found.append(w("one-speaker", rows=_listed(desk, places), name=desk.name(actor)))
    for places in groups.values():
        if len(places) > 1:
            found.append(w("same-words", rows=_listed(desk, places)))
    return tuple(found)


def _listed(desk: Desk, places: list[int]) -> str:
    *head, last = [str(p) for p in places]
    return desk.words("and-list", head=", ".join(head), last=last) if head else last
