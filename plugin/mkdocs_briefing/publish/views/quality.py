"""Data quality: what the articles lack, what could not be read, how much is known and checked."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from ...ids import item_id
from ...model import Problem, Record
from ..catalogue import speech
from ..desk import Desk
from ..reprinting import REASON


class Lack(Record, frozen=True, kw_only=True):
    """One flaw and the articles that have it."""

    id: str
    label: str
    articles: tuple[tuple[str, str, str], ...]


class Told(Record, frozen=True, kw_only=True):
    """A problem in words of the page's language."""

    file: str
    line: int | None
    message: str
    fix: str


class Share(Record, frozen=True, kw_only=True):
    """How many of something a person has confirmed or set."""

    label: str
    checked: int
    all: int


class QualityView(Record, frozen=True, kw_only=True):
    articles: int
    lacks: tuple[Lack, ...]
    unreadable: tuple[Told, ...]
    problems: tuple[Told, ...]
    quotations: int
    unattributed: tuple[tuple[str, str, int], ...]
    unattributed_total: int
    certainty: tuple[tuple[str, int], ...]
    repaired: tuple[tuple[str, str, int], ...]
    removed: int
    lines: int
    corrections: int
    shares: tuple[Share, ...]
    people: tuple[tuple[str, int], ...]
    """who confirmed or corrected something, and how often"""
    claims: int
    inputs: str
    description: str = ""


def quality(desk: Desk, key: str) -> QualityView:
    lacking: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    certainty: dict[str, int] = dict.fromkeys(("explicit", "nominal", "pronoun", "implicit", "person", "unknown"), 0)
    unattributed, repaired = [], []
    quotations = corrections = removed = kept = 0
    for id in desk.catalogue.by_date:
        entry = desk.catalogue.entries[id]
        cleaned = entry.analysis.cleaned
        name, url = desk.title(id), desk.article(id)
        codes = {f.code: f.message for f in (*cleaned.flaws, *entry.linked.flaws)}
        for field in ("date", "title", "publisher"):
            if getattr(cleaned.metadata, field) is None:
                codes.setdefault(f"no-{field}", "")
        for code, message in codes.items():
            lacking[code].append((name, url, desk.words.message(message) or message))
        reading = desk.catalogue.reading(id)
        said = speech(reading.notes)
        quotations += len(said)
        missing = 0
        for q in said:
            a = reading.attribution_of.get(q)
            known = entry.linked.resolved[a].certainty if a is not None else "unknown"
            certainty[known] += 1
            missing += known == "unknown"
        if missing:
            unattributed.append((name, url, missing))
        if entry.analysis.repairs:
            repaired.append((name, url, len(entry.analysis.repairs)))
        corrections += len(entry.notes.corrections)
        removed += sum(not b.kept and b.reason != REASON for b in cleaned.blocks)
        kept += sum(b.kept for b in cleaned.blocks)
    problems = desk.catalogue.briefing.problems
    return QualityView(
        articles=len(desk.catalogue.entries),
        lacks=_lacks(desk, lacking),
        unreadable=tuple(_told(desk, p) for p in problems if p.level != "note"),
        problems=tuple(_told(desk, p) for p in problems if p.level == "note"),
        quotations=quotations,
        unattributed=tuple(unattributed),
        unattributed_total=certainty["unknown"],
        certainty=tuple((desk.words(f"certainty-{c}"), n) for c, n in certainty.items() if n),
        repaired=tuple(repaired),
        removed=removed,
        lines=removed + kept,
        corrections=corrections,
        shares=tuple(_shares(desk)),
        people=_people(desk),
        claims=sum(c.voice == "attributed" for c in desk.catalogue.claims.values()),
        inputs=desk.catalogue.briefing.inputs,
    )


def _told(desk: Desk, problem: Problem) -> Told:
    """Problems are written in English, for those who mend them; other languages name the place, and what tells more."""
    message = desk.words.message(problem.message)
    told = message or desk.words("problem-in-check")
    return Told(file=problem.file, line=problem.line, message=told, fix=(problem.fix or "") if message else "")


def _shares(desk: Desk) -> Iterator[Share]:
    """Claims, quotations and the evidence of key lines that a person confirmed or set."""
    catalogue = desk.catalogue
    checked = catalogue.briefing.checked
    made = [c for c in catalogue.claims.values() if c.voice == "attributed" or c.proposition]
    read = sum(c.id in checked or c.corrected is not None for c in made)
    yield Share(label=desk.words("claims"), checked=read, all=len(made))
    said = seen = 0
    for id, entry in catalogue.entries.items():
        notes = entry.analysis.annotations
        of = {q: n for n, a in enumerate(notes.attributions) for q in a.quotations}
        for q in speech(notes):
            said += 1
            resolved = entry.linked.resolved[of[q]] if q in of else None
            by_person = notes.quotations[q].corrected or (resolved and resolved.corrected)
            seen += bool(by_person) or item_id(id, notes.quotations[q].key) in checked
    yield Share(label=desk.words("quotations"), checked=seen, all=said)
    lines = catalogue.briefing.curation.briefing.key_lines
    evidence = [(e, claim) for line in lines for e in line.evidence if (claim := catalogue.meant(e))]
    held = sum(e in checked or c.id in checked or c.corrected is not None for e, c in evidence)
    yield Share(label=desk.words("evidence-of-key-lines"), checked=held, all=len(evidence))


def _people(desk: Desk) -> tuple[tuple[str, int], ...]:
    """Who corrected or confirmed how many things in articles' notes; initials as they are written there."""
    counts = Counter(c.by or "" for e in desk.catalogue.entries.values() for c in e.notes.corrections)
    unnamed = desk.words("somebody")
    return tuple((by or unnamed, n) for by, n in sorted(counts.items(), key=lambda x: (-x[1], x[0])))


def _lacks(desk: Desk, lacking: dict[str, list[tuple[str, str, str]]]) -> tuple[Lack, ...]:
    """Flaws by how many articles have them; the message only where it says more than the flaw's name."""
    found = []
    for code in sorted(lacking, key=lambda c: (-len(lacking[c]), c)):
        articles = lacking[code]
        alike = {message for _, _, message in articles}
        usual = min(sorted(alike), key=len)
        shown = tuple((name, url, "" if message == usual else message) for name, url, message in articles)
        if len(alike) == 1 and code not in ("no-date", "no-title", "no-publisher"):
            shown = tuple(articles)
        found.append(Lack(id=f"lack-{code}", label=flaw_name(desk, code), articles=shown))
    return tuple(found)


def flaw_name(desk: Desk, code: str) -> str:
    return desk.words.get(f"flaw-{code}", code.replace("-", " ").capitalize())
