"""What the filters of the claims index need: one line a claim, and the rows of each page as they stand there.

A script loads them when a reader first touches a filter (``assets/claims.js``). Nothing is decided there that is not
decided here: a row is the very HTML of its page.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from ...curation import edtf
from ...model import Claim, Record
from .. import dates
from ..catalogue import anchor, claim_date
from ..datafiles import listed, script
from ..desk import Desk, on_one_line
from ..standoff import visible
from .speakers import MARKS

if TYPE_CHECKING:
    from .claims import ClaimsView

T = TypeVar("T", bound=Hashable)

_BETWEEN = "\0"
"""Stands between rows; no visible text holds it."""


class Form(Record, frozen=True, kw_only=True):
    """The controls whose choices are few; the others offer what the data holds. ``first``: the index's first page."""

    outlets: tuple[str, ...]
    propositions: tuple[tuple[str, str], ...]
    certainties: tuple[str, ...]
    first: str
    own_voice: str | None


def form(desk: Desk) -> Form:
    """The controls of this briefing."""
    catalogue = desk.catalogue
    statements = [(p.id, f"P{n} {p.statement}") for n, p in enumerate(catalogue.briefing.propositions, 1)]
    return Form(
        outlets=tuple(on_one_line(o) if o else desk.words("outlet-not-stated") for o in catalogue.outlets),
        propositions=tuple(statements),
        certainties=tuple(MARKS),
        first=desk.link("claims", "1") or "#",
        own_voice=desk.link("voice", "1"),
    )


def files(desk: Desk, view: ClaimsView) -> dict[str, str]:
    """The rows of this page."""
    rows = desk.rooted(_BETWEEN.join(desk.kept)).split(_BETWEEN) if desk.kept else []
    return script(view.kind, str(view.page), rows)


def index_file(desk: Desk, kind: str) -> dict[str, str]:
    """What goes with the first page of a list: every row in its order, with names written once and numbered."""
    claims = desk.catalogue.listed if kind == "claims" else desk.catalogue.own_voice
    starts = desk.catalogue.page_starts(kind, desk.options.rows)
    names = _Names()
    rows = listed(_row(desk, claim, names) for claim in claims)
    head = {
        "version": desk.catalogue.briefing.inputs[:8],
        "starts": starts,
        "pages": [desk.link(kind, str(n)) or "" for n in range(1, len(starts) + 1)],
        "speakers": names.speakers.all,
        "outlets": names.outlets.all,
        "articles": [[id, desk.title(id)] for id in names.articles.all],
        "propositions": names.propositions.all,
        "hedges": names.hedges.all,
    }
    return script(kind, "index", head, rows)


class _Numbered(Generic[T]):
    def __init__(self) -> None:
        self._at: dict[T, int] = {}

    def __call__(self, name: T) -> int:
        return self._at.setdefault(name, len(self._at))

    @property
    def all(self) -> list[T]:
        return list(self._at)


class _Names:
    def __init__(self) -> None:
        self.speakers, self.outlets, self.articles = _Numbered[str](), _Numbered[str](), _Numbered[str]()
        self.propositions, self.hedges = _Numbered[str](), _Numbered[str]()


def _row(desk: Desk, claim: Claim, names: _Names) -> list[Any]:
    """Speaker, certainty, outlets, articles, proposition, hedges, not verified, first and last day, when said, when
    reported, key; of these days, 0 where one is the same as the one before. Whoever prints the same words counts."""
    catalogue = desk.catalogue
    printed = [claim, *catalogue.appearances(claim), *catalogue.reprints.get(claim.id, ())]
    hedges = [h for c in printed for h in c.hedges]
    first, last = edtf.bounds(claim_date(claim)) or (None, None)
    said, reported = dates.order(claim_date(claim)), dates.order(claim.reported)
    speaker = desk.name(claim.actor) if claim.actor else on_one_line(claim.source or "")
    return [
        names.speakers(speaker) if speaker and claim.voice == "attributed" else -1,
        "person" if claim.corrected else claim.certainty if claim.voice == "attributed" else "",
        [*dict.fromkeys(names.outlets(desk.outlet(c.article)) for c in printed)],
        [*dict.fromkeys(names.articles(c.article) for c in printed)],
        names.propositions(claim.proposition) if claim.proposition in catalogue.propositions else -1,
        [*dict.fromkeys(names.hedges(_words(h.text)) for h in hedges if h.type != "not-verified")],
        int(any(h.type == "not-verified" for h in hedges)),
        first,
        0 if last == first else last,
        0 if said == first else said,
        0 if reported == said else reported,
        anchor(claim.id),
    ]


def _words(printed: str) -> str:
    return visible(" ".join(printed.split())).casefold()
