"""Data quality: what the articles lack, what could not be read, how much is known and checked."""

from __future__ import annotations

from collections import defaultdict

from ...model import Problem, Record
from ..catalogue import speech
from ..desk import Desk
from ..reprinting import REASON


class Lack(Record, frozen=True, kw_only=True):
    """One flaw and the articles that have it."""

    id: str
    label: str
    articles: tuple[tuple[str, str, str], ...]


class QualityView(Record, frozen=True, kw_only=True):
    articles: int
    lacks: tuple[Lack, ...]
    unreadable: tuple[Problem, ...]
    problems: tuple[Problem, ...]
    quotations: int
    unattributed: tuple[tuple[str, str, int], ...]
    unattributed_total: int
    certainty: tuple[tuple[str, int], ...]
    repaired: tuple[tuple[str, str, int], ...]
    removed: int
    lines: int
    corrections: int
    checked: int
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
            lacking[code].append((name, url, message))
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
        unreadable=tuple(p for p in problems if p.level != "note"),
        problems=tuple(p for p in problems if p.level == "note"),
        quotations=quotations,
        unattributed=tuple(unattributed),
        unattributed_total=certainty["unknown"],
        certainty=tuple((desk.words(f"certainty-{c}"), n) for c, n in certainty.items() if n),
        repaired=tuple(repaired),
        removed=removed,
        lines=removed + kept,
        corrections=corrections,
        checked=len(desk.catalogue.briefing.checked),
        claims=sum(c.voice == "attributed" for c in desk.catalogue.claims.values()),
        inputs=desk.catalogue.briefing.inputs,
    )


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
