"""The print page: the briefing and digests, then full texts of some articles; endnotes hold what the lines rest on."""

from __future__ import annotations

from ...model import Record
from ..desk import Desk
from . import article as articles
from . import claims, home, lists, rows


class Digest(Record, frozen=True, kw_only=True):
    title: str
    outlet: str
    date: str
    speakers: str
    quotations: int
    flaws: tuple[str, ...]
    anchor: str


class Endnote(Record, frozen=True, kw_only=True):
    number: int
    cite: str
    row: rows.Row


class PrintedView(Record, frozen=True, kw_only=True):
    home: home.HomeView
    claims: claims.ClaimsView
    digests: tuple[Digest, ...]
    texts: tuple[articles.ArticleView, ...]
    left_out: int
    endnotes: tuple[Endnote, ...]
    inputs: str
    description: str = ""


def printed(desk: Desk, key: str) -> PrintedView:
    front = home.home(desk, "")
    ids = desk.catalogue.by_date
    shown = ids[: desk.options.print_full_texts]
    notes = [
        Endnote(number=e.number, cite=rows.citation(desk, e.row.article, line=e.row.line), row=e.row)
        for line in front.key_lines
        for e in line.evidence
        if e.row
    ]
    return PrintedView(
        home=front,
        claims=claims.attributed(desk, "1"),
        digests=tuple(_digest(desk, id) for id in ids),
        texts=tuple(articles.article(desk, id) for id in shown),
        left_out=len(ids) - len(shown),
        endnotes=tuple(notes),
        inputs=desk.catalogue.briefing.inputs,
    )


def _digest(desk: Desk, id: str) -> Digest:
    line = lists.article_line(desk, id)
    reading = desk.catalogue.reading(id)
    speakers = articles.at_a_glance(desk, reading, articles.top_level(reading))
    return Digest(
        title=line.title,
        outlet=line.outlet,
        date=line.date,
        speakers=" · ".join(f"{name} {n}" for name, _, n in speakers),
        quotations=line.quotations,
        flaws=line.flaws,
        anchor=f"text-{id}",
    )
