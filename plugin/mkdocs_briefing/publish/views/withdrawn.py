"""The word that stands at the address of an article which was withdrawn."""

from __future__ import annotations

from ...model import Record
from ..desk import Desk


class WithdrawnView(Record, frozen=True, kw_only=True):
    told: str
    why: str
    index_url: str
    description: str = ""


def withdrawn(desk: Desk, key: str) -> WithdrawnView:
    [found] = [w for w in desk.catalogue.briefing.withdrawn if w.id == key]
    w = desk.words
    return WithdrawnView(
        told=w("withdrawn-on", date=desk.date(found.on)) if found.on else w("withdrawn-undated"),
        why=found.why or "",
        index_url=desk.link("articles", "1") or "#",
    )
