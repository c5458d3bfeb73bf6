"""The home page: a person's question and key lines with their evidence; without them, articles, speakers, limits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from ...curation.doubts import Doubt, first_doubts
from ...model import BriefingNotes, Entry, Record
from ..desk import Desk, by_person
from ..reprinting import LEVELS
from . import changes, citing, figures, lists, propositions, rows
from .quality import flaw_name
from .shown import Shown


class Evidence(Record, frozen=True, kw_only=True):
    """What a key line rests on: a row, an article whose words are not reprinted, or a prefix that finds nothing."""

    number: int
    row: Shown[rows.Row] | None
    sought: str
    cite: str = ""
    url: str = ""
    unread: bool = False
    """whether the team wants it read by a person (``require_reviewed``), and nobody has confirmed or set it"""


class KeyLine(Record, frozen=True, kw_only=True):
    line: str
    evidence: tuple[Evidence, ...]


class Conflict(Record, frozen=True, kw_only=True):
    """Where sources conflict on one proposition."""

    mark: str
    statement: str
    url: str
    pairs: tuple[propositions.Pair, ...]


class HomeView(Record, frozen=True, kw_only=True):
    notes: BriefingNotes
    title: str
    as_of: str | None
    articles: int
    outlets: int
    no_outlet: int
    undated: int
    key_lines: tuple[KeyLine, ...]
    timelines: tuple[propositions.Timeline, ...]
    more_timelines: tuple[propositions.Timeline, ...]
    conflicts: tuple[Conflict, ...]
    propositions: int
    figures: tuple[figures.Named, ...]
    all_figures: int
    """tables of them"""
    speakers: tuple[tuple[str, str | None, int], ...]
    more_speakers: int
    lines: tuple[lists.ArticleLine, ...]
    limits: tuple[tuple[str, int], ...]
    corrections: int
    doubts: tuple[Doubt, ...]
    """in preview, before anybody wrote a question: what is most worth a person's time"""
    links: dict[str, str]
    changes: changes.Summary | None
    description: str


TIMES = 3
"""Propositions drawn on the home page; the others are linked."""
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
    times = propositions.timelines(desk)
    unasked = desk.options.preview and not notes.question
    return HomeView(
        notes=notes,
        title=notes.question or notes.title or desk.words("home"),
        as_of=desk.date(notes.as_of) if notes.as_of else None,
        articles=len(ids),
        outlets=len(outlets - {None}),
        no_outlet=sum(catalogue.outlet(id) is None for id in ids),
        undated=sum(_prints_no_date(catalogue.entries[id]) for id in ids),
        key_lines=key_lines(desk),
        timelines=tuple(times[:TIMES]),
        more_timelines=tuple(times[TIMES:]),
        conflicts=tuple(_conflicts(desk)),
        propositions=len(catalogue.propositions),
        figures=figures.named(desk),
        all_figures=len(catalogue.counted),
        speakers=tuple(speakers[:FEW]),
        more_speakers=max(0, len(speakers) - FEW),
        lines=tuple(lists.article_line(desk, id) for id in ids[:FEW]),
        limits=limits(desk, ids),
        doubts=first_doubts(catalogue.briefing, 5, desk.options.corpus) if unasked else (),
        corrections=sum(len(e.notes.corrections) for e in catalogue.entries.values()),
        changes=changes.summary(desk),
        links={
            k: desk.link(k, "1") or desk.link(k) or ""
            for k in ("articles", "actors", "claims", "quality", "unnamed", "figures", "timeline", "who", "suggested")
        },
        description=notes.question or notes.scope or "",
    )


def _prints_no_date(entry: Entry) -> bool:
    """Whether the file itself says nothing of a date, whatever a person knows."""
    date = entry.card.metadata.date
    return date is None or (by_person(date) and date.was is None)


def key_lines(desk: Desk) -> tuple[KeyLine, ...]:
    found, number = [], 0
    notes, checked = desk.catalogue.briefing.curation.briefing, desk.catalogue.briefing.checked
    for line in notes.key_lines:
        evidence = []
        for sought in line.evidence:
            number += 1
            claim = desk.catalogue.meant(sought)
            article = None if claim else desk.catalogue.article_of(sought)
            if claim:
                unread = notes.require_reviewed == "key_lines" and not {claim.id, sought} & checked.keys()
                evidence.append(Evidence(number=number, row=rows.row(desk, claim), sought=sought, unread=unread))
            elif article and desk.catalogue.entries[article].notes.publish in LEVELS:
                cite, url = citing.citation(desk, article), desk.article(article)
                evidence.append(Evidence(number=number, row=None, sought=sought, cite=cite, url=url))
            else:
                evidence.append(Evidence(number=number, row=None, sought=sought))
        found.append(KeyLine(line=line.line, evidence=tuple(evidence)))
    return tuple(found)


def _conflicts(desk: Desk) -> Iterator[Conflict]:
    """Confirmed by people, of all propositions, in the order of the file."""
    for proposition in desk.catalogue.briefing.propositions:
        place = {c.id: n for n, c in enumerate(desk.catalogue.under[proposition.id], 1)}
        found = propositions.pairs(desk, proposition.conflicts, place)
        if found:
            yield Conflict(
                mark=propositions.mark(desk, proposition.id),
                statement=proposition.statement,
                url=desk.proposition(proposition.id),
                pairs=found,
            )


def limits(desk: Desk, ids: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """How many of the articles lack what, in words."""
    counts: Counter[str] = Counter()
    for id in ids:
        entry = desk.catalogue.entries[id]
        data = entry.card.metadata
        codes = {f.code for f in (*entry.card.flaws, *entry.linked.flaws)}
        codes |= {f"no-{n}" for n in ("date", "title", "publisher") if getattr(data, n) is None}
        counts.update(codes)
    order = sorted(counts.items(), key=lambda x: (-x[1], x[0]))
    return tuple((flaw_name(desk, c), n) for c, n in order)
