"""The home page: a person's question and key lines with their evidence; without them, articles, speakers, limits."""

from __future__ import annotations

from collections import Counter

from ...curation.doubts import Doubt, doubts
from ...model import BriefingNotes, Proposition, Record
from .. import dates
from ..catalogue import claim_date
from ..desk import Desk
from ..reprinting import LEVELS
from ..standoff import visible
from . import claims, figures, lists, rows
from .quality import flaw_name


class Evidence(Record, frozen=True, kw_only=True):
    """What a key line rests on: a row, an article whose words are not reprinted, or a prefix that finds nothing."""

    number: int
    row: rows.Row | None
    sought: str
    cite: str = ""
    url: str = ""


class KeyLine(Record, frozen=True, kw_only=True):
    line: str
    evidence: tuple[Evidence, ...]


class Moment(Record, frozen=True, kw_only=True):
    """One date of the words over time; ``printed`` is False where no such date stands in the file."""

    date: str
    printed: bool
    rows: tuple[tuple[str, str, str], ...]


class Timeline(Record, frozen=True, kw_only=True):
    id: str
    mark: str
    statement: str
    moments: tuple[Moment, ...]
    url: str


class HomeView(Record, frozen=True, kw_only=True):
    notes: BriefingNotes
    title: str
    as_of: str | None
    articles: int
    outlets: int
    no_outlet: int
    undated: int
    key_lines: tuple[KeyLine, ...]
    timelines: tuple[Timeline, ...]
    conflicts: tuple[tuple[str, str, str], ...]
    propositions: int
    figures: tuple[figures.Table, ...]
    speakers: tuple[tuple[str, str | None, int], ...]
    more_speakers: int
    lines: tuple[lists.ArticleLine, ...]
    limits: tuple[tuple[str, int], ...]
    corrections: int
    doubts: tuple[Doubt, ...]
    """in preview, before anybody wrote a question: what is most worth a person's time"""
    links: dict[str, str]
    description: str


FEW = 12
"""Speakers and articles on the home page; the rest stand in their indexes."""


def home(desk: Desk, key: str) -> HomeView:
    catalogue = desk.catalogue
    notes = catalogue.briefing.curation.briefing
    ids = catalogue.newest_first
    outlets = {catalogue.outlet(id) for id in ids}
    said = Counter({a: len(c) for a, c in catalogue.said.items()})
    speakers = [
        (desk.name(a), desk.actor(a), n)
        for a, n in sorted(said.items(), key=lambda x: (-x[1], x[0]))
        if a in catalogue.actors and catalogue.actors[a].type != "place" and catalogue.actors[a].tier == "published"
    ]
    unasked = desk.options.preview and not notes.question
    return HomeView(
        notes=notes,
        title=notes.question or notes.title or desk.words("home"),
        as_of=desk.date(notes.as_of) if notes.as_of else None,
        articles=len(ids),
        outlets=len(outlets - {None}),
        no_outlet=sum(catalogue.outlet(id) is None for id in ids),
        undated=sum(catalogue.date(id) is None for id in ids),
        key_lines=key_lines(desk),
        timelines=tuple(timelines(desk)),
        conflicts=tuple(_conflicts(desk)),
        propositions=len(catalogue.propositions),
        figures=figures.tables(desk),
        speakers=tuple(speakers[:FEW]),
        more_speakers=max(0, len(speakers) - FEW),
        lines=tuple(lists.article_line(desk, id) for id in ids[:FEW]),
        limits=limits(desk),
        doubts=doubts(catalogue.briefing, desk.options.corpus)[:5] if unasked else (),
        corrections=sum(len(e.notes.corrections) for e in catalogue.entries.values()),
        links={
            k: desk.link(k, "1") or desk.link(k) or "#" for k in ("articles", "actors", "claims", "quality", "unnamed")
        },
        description=notes.question or notes.scope or "",
    )


def key_lines(desk: Desk) -> tuple[KeyLine, ...]:
    found, number = [], 0
    for line in desk.catalogue.briefing.curation.briefing.key_lines:
        evidence = []
        for sought in line.evidence:
            number += 1
            claim = desk.catalogue.meant(sought)
            article = None if claim else desk.catalogue.article_of(sought)
            if claim:
                evidence.append(Evidence(number=number, row=rows.row(desk, claim), sought=sought))
            elif article and desk.catalogue.entries[article].notes.publish in LEVELS:
                cite, url = rows.citation(desk, article), desk.article(article)
                evidence.append(Evidence(number=number, row=None, sought=sought, cite=cite, url=url))
            else:
                evidence.append(Evidence(number=number, row=None, sought=sought))
        found.append(KeyLine(line=line.line, evidence=tuple(evidence)))
    return tuple(found)


def timelines(desk: Desk) -> list[Timeline]:
    """The words of likelihood of each proposition, by date; no axis and no scale."""
    found = []
    for number, proposition in enumerate(desk.catalogue.briefing.propositions, 1):
        moments = _moments(desk, proposition)
        if moments:
            found.append(
                Timeline(
                    id=f"time-{proposition.id}",
                    mark=f"P{number}",
                    statement=proposition.statement,
                    moments=moments,
                    url=desk.proposition(proposition.id),
                )
            )
    return found


def _moments(desk: Desk, proposition: Proposition) -> tuple[Moment, ...]:
    groups: dict[tuple[str, str, bool], list[tuple[str, str, str]]] = {}
    own = desk.catalogue.under[proposition.id]
    for claim in own:
        stance = desk.catalogue.stances.get(claim.id)
        words = (
            (stance.stance if stance else None)
            or claim.stance
            or "; ".join(dict.fromkeys(h.text for h in claim.hedges))
        )
        if not words:
            continue
        row = rows.row(desk, claim)
        printed = not row.by_person and row.dated in ("said", "reported")
        who = row.speaker.name if row.speaker else row.article_title
        key = (dates.order(claim_date(claim)), row.date, printed)
        groups.setdefault(key, []).append((desk.words("quoted", words=visible(words)), who, row.url))
    return tuple(Moment(date=date, printed=printed, rows=tuple(r)) for (_, date, printed), r in groups.items())


def _conflicts(desk: Desk) -> list[tuple[str, str, str]]:
    found = []
    for number, proposition in enumerate(desk.catalogue.briefing.propositions, 1):
        own = desk.catalogue.under[proposition.id]
        place = {c.id: n for n, c in enumerate(own, 1)}
        for text in claims.pairs(desk, proposition.conflicts, place):
            found.append((f"P{number}", text, desk.proposition(proposition.id)))
    return found


def limits(desk: Desk) -> tuple[tuple[str, int], ...]:
    """How many articles lack what, in words."""
    counts: Counter[str] = Counter()
    for entry in desk.catalogue.entries.values():
        data = entry.analysis.cleaned.metadata
        codes = {f.code for f in (*entry.analysis.cleaned.flaws, *entry.linked.flaws)}
        codes |= {f"no-{n}" for n in ("date", "title", "publisher") if getattr(data, n) is None}
        counts.update(codes)
    order = sorted(counts.items(), key=lambda x: (-x[1], x[0]))
    return tuple((flaw_name(desk, c), n) for c, n in order)
