"""Changes since an earlier edition: a page of all, and the numbers for the home page."""

from __future__ import annotations

from ...curation.editions import edition
from ...model import Record
from .. import editions
from ..desk import Desk
from ..editions import Changes, ClaimChange


class Line(Record, frozen=True, kw_only=True):
    """One thing that changed. ``was`` and ``now``: speaker or date; None where nothing of the kind is told."""

    title: str
    url: str | None
    quiet: str = ""
    words: str = ""
    was: str | None = None
    now: str | None = None
    person: str = ""


class Section(Record, frozen=True, kw_only=True):
    id: str
    heading: str
    lines: tuple[Line, ...]


class Since(Record, frozen=True, kw_only=True):
    """Everything since one edition."""

    heading: str
    counts: str
    sections: tuple[Section, ...]


class ChangesView(Record, frozen=True, kw_only=True):
    since: tuple[Since, ...]
    description: str = ""


class Summary(Record, frozen=True, kw_only=True):
    """Since the latest edition, in numbers: label and how many."""

    name: str
    counts: tuple[tuple[str, int], ...]
    url: str


def changes(desk: Desk, key: str) -> ChangesView:
    """Since each edition that ``briefing.yml`` names, the latest first."""
    now = edition(desk.catalogue.briefing)
    return ChangesView(
        since=tuple(
            since(desk, editions.compare(old, now)) for old in reversed(desk.catalogue.briefing.curation.earlier)
        )
    )


def summary(desk: Desk) -> Summary | None:
    """What the home page says; None without an earlier edition."""
    earlier = desk.catalogue.briefing.curation.earlier
    if not earlier:
        return None
    found = editions.compare(earlier[-1], edition(desk.catalogue.briefing))
    return Summary(
        name=earlier[-1].name,
        counts=tuple((desk.words(f"changes-{name.replace('_', '-')}"), n) for name, n in found.counts()),
        url=desk.link("changes") or "#",
    )


def since(desk: Desk, found: Changes) -> Since:
    """Two editions compared, as a page tells it."""
    w = desk.words
    return Since(
        heading=w("changes-since", edition=found.before) if found.before else w("changes"),
        counts=w(
            "changes-counts",
            articles=found.articles[1],
            were=found.articles[0],
            claims=found.claims[1],
            had=found.claims[0],
        ),
        sections=tuple(
            Section(
                id=name.replace("_", "-"),
                heading=w(f"changes-{name.replace('_', '-')}"),
                lines=_lines(desk, found, name),
            )
            for name, _ in found.counts()
        ),
    )


def _lines(desk: Desk, found: Changes, name: str) -> tuple[Line, ...]:
    if name.startswith("articles"):
        return tuple(
            Line(
                title=a.title,
                url=desk.link("article", a.id),
                quiet=" · ".join(part for part in (a.publisher or "", _counted(desk, a.claims)) if part),
                was=desk.date(a.before) if name == "articles_redated" else None,
                now=desk.date(a.after) if name == "articles_redated" else None,
            )
            for a in getattr(found, name)
        )
    return tuple(_claim(desk, name, c) for c in getattr(found, name))


def _counted(desk: Desk, claims: int) -> str:
    return desk.words("n-claims", n=claims) if claims else ""


def _claim(desk: Desk, name: str, change: ClaimChange) -> Line:
    w = desk.words
    claim = desk.catalogue.claims.get(change.id)
    was = now = None
    if name == "reattributed":
        was, now = change.before or w("speaker-not-found"), change.after or w("speaker-not-found")
    elif name == "redated":
        was, now = desk.date(change.before), desk.date(change.after)
    person = ""
    if change.by is not None and name not in ("new", "gone"):
        person = (w("set-by", by=change.by) if change.by else w("set-by-person")) + (
            f": {change.why}" if change.why else ""
        )
    known = change.article in desk.catalogue.entries
    return Line(
        title=change.speaker or (desk.title(change.article) if known else change.article),
        url=desk.claim(claim) if claim else None,
        quiet=desk.title(change.article) if known and change.speaker else "",
        words=change.words,
        was=was,
        now=now,
        person=person,
    )
