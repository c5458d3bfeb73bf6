"""What the filters of the claims index need: one line a claim, and the rows of each page as they stand there.

A script loads them when a reader first touches a filter (``assets/claims.js``). Nothing is decided there that is not
decided here: a row is the very HTML of its page.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import msgspec

from ...curation import edtf
from ...model import Claim, Record
from .. import dates
from ..catalogue import anchor, claim_date
from ..datafiles import listed, script
from ..desk import Desk, on_one_line
from ..standoff import visible
from .shown import BETWEEN
from .speakers import MARKS
from .told import Filtered

if TYPE_CHECKING:
    from .claims import ClaimsView

T = TypeVar("T", bound=Hashable)


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


def files(desk: Desk, view: ClaimsView) -> dict[str, bytes]:
    """The rows of this page."""
    rows = desk.rooted(BETWEEN.join(desk.kept)).split(BETWEEN) if desk.kept else []
    return script(view.kind, str(view.page), rows)


def index_file(desk: Desk, kind: str) -> dict[str, bytes]:
    """What goes with the first page of a list: every row in its order, with names written once and numbered."""
    claims = desk.catalogue.listed if kind == "claims" else desk.catalogue.own_voice
    starts = desk.catalogue.page_starts(kind, desk.options.rows)
    names = _Names()
    desk.for_long = True
    told = _Told(desk, "author" if kind == "voice" else "attributed")
    rows = listed(told.rows(claims, names))
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


_pack = msgspec.msgpack.Encoder().encode
_unpacked = msgspec.msgpack.Decoder(dict[str, Filtered]).decode


class _Names:
    def __init__(self) -> None:
        self.speakers, self.outlets, self.articles = _Numbered[str](), _Numbered[str](), _Numbered[str]()
        self.propositions, self.hedges = _Numbered[str](), _Numbered[str]()


OPEN = 500
"""Articles of which it is known at once what filters are told: claims in their order come from few at a time."""


class _Told:
    """What filters know of each claim, article by article, as articles give it to each build.

    A claim is asked for once, and what is known of it then let go: of all claims, that would be much.
    """

    def __init__(self, desk: Desk, voice: str) -> None:
        """``voice``: of most of the claims that will be asked for."""
        self._desk = desk
        self._voice = voice
        self._known: dict[str, dict[str, Filtered]] = {}

    def rows(self, claims: Iterable[Claim], names: _Names) -> Iterator[list[Any]]:
        """One after the other; what is written as a comprehension, C has all at once."""
        for claim in claims:
            yield _numbered(self.of(claim), names)

    def of(self, claim: Claim) -> Filtered:
        known = self._known.get(claim.article)
        if known is None:
            packed = self._desk.piece(
                claim.article, f"filters {self._voice}", partial(_packed, claim.article, self._voice)
            )
            known = self._known[claim.article] = _unpacked(packed)
            if len(self._known) > OPEN:
                del self._known[next(iter(self._known))]
        return known.pop(claim.id, None) or _row(self._desk, claim)


def _packed(article: str, voice: str, desk: Desk) -> bytes:
    claims = desk.catalogue.claims_in.get(article, ())
    return _pack({claim.id: _row(desk, claim) for claim in claims if claim.voice == voice})


def _row(desk: Desk, claim: Claim) -> Filtered:
    """Whoever prints the same words counts."""
    catalogue = desk.catalogue
    copies, others = catalogue.elsewhere(claim)
    printed = [claim, *others, *copies]
    hedges = [h for c in printed for h in c.hedges]
    speaker = desk.name(claim.actor) if claim.actor else on_one_line(claim.source or "")
    return Filtered(
        speaker=speaker if claim.voice == "attributed" else "",
        certainty="person" if claim.corrected else claim.certainty if claim.voice == "attributed" else "",
        outlets=list(dict.fromkeys(desk.outlet(c.article) for c in printed)),
        articles=list(dict.fromkeys(c.article for c in printed)),
        proposition=claim.proposition if claim.proposition in catalogue.propositions else None,
        hedges=list(dict.fromkeys(_words(h.text) for h in hedges if h.type != "not-verified")),
        unverified=int(any(h.type == "not-verified" for h in hedges)),
        days=_days(claim_date(claim), claim.reported),
        key=anchor(claim.id),
    )


@lru_cache(1000)  # claims of an article share theirs
def _days(date: str | None, reported: str | None) -> list[Any]:
    first, last = edtf.bounds(date) or (None, None)
    said, told = dates.order(date), dates.order(reported)
    return [first, 0 if last == first else last, 0 if said == first else said, 0 if told == said else told]


def _numbered(row: Filtered, names: _Names) -> list[Any]:
    """The row as scripts have it: names by their numbers."""
    return [
        names.speakers(row.speaker) if row.speaker else -1,
        row.certainty,
        [*map(names.outlets, row.outlets)],
        [*map(names.articles, row.articles)],
        names.propositions(row.proposition) if row.proposition else -1,
        [*map(names.hedges, row.hedges)],
        row.unverified,
        *row.days,
        row.key,
    ]


def _words(printed: str) -> str:
    return visible(" ".join(printed.split())).casefold()
