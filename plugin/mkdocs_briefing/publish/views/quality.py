"""Data quality: what the articles lack, what could not be read, how much is known and checked."""

from __future__ import annotations

from collections import defaultdict

from ...curation.review import Review, review
from ...model import Problem, Record
from ..desk import Desk


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
    certainty: tuple[tuple[str, int], ...]
    repaired: tuple[tuple[str, str, int], ...]
    removed: int
    lines: int
    corrections: int
    shares: tuple[Share, ...]
    people: tuple[tuple[str, int], ...]
    """who confirmed or corrected something, and how often"""
    claims: int
    withdrawn: tuple[tuple[str, str, str], ...]
    """articles of which only the address is left: id, where it stands, why"""
    left_out: int
    """articles of the corpus that this briefing is not about"""
    inputs: str
    description: str = ""


def quality(desk: Desk, key: str) -> QualityView:
    lacking: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    certainty: dict[str, int] = dict.fromkeys(("explicit", "nominal", "pronoun", "implicit", "person", "unknown"), 0)
    unattributed, repaired = [], []
    quotations = corrections = removed = kept = 0
    for id in desk.catalogue.by_date:
        entry = desk.catalogue.entries[id]
        card = entry.card
        name, url = desk.title(id), desk.article(id)
        codes = {f.code: f.message for f in (*card.flaws, *entry.linked.flaws)}
        for field in ("date", "title", "publisher"):
            if getattr(card.metadata, field) is None:
                codes.setdefault(f"no-{field}", "")
        for code, message in codes.items():
            lacking[code].append((name, url, desk.words.message(message) or message))
        quotations += len(card.speech)
        missing = 0
        for n in card.attributed:
            known = entry.linked.resolved[n].certainty if n >= 0 else "unknown"
            certainty[known] += 1
            missing += known == "unknown"
        if missing:
            unattributed.append((name, url, missing))
        if card.repairs:
            repaired.append((name, url, card.repairs))
        corrections += len(entry.notes.corrections)
        removed += card.dropped
        kept += card.kept
    problems, seen = desk.catalogue.briefing.problems, review(desk.catalogue.briefing)
    return QualityView(
        articles=len(desk.catalogue.entries),
        lacks=_lacks(desk, lacking),
        unreadable=tuple(_told(desk, p) for p in problems if p.level != "note"),
        problems=tuple(_told(desk, p) for p in problems if p.level == "note"),
        quotations=quotations,
        unattributed=tuple(unattributed),
        certainty=tuple((desk.words(f"certainty-{c}"), n) for c, n in certainty.items() if n),
        repaired=tuple(repaired),
        removed=removed,
        lines=removed + kept,
        corrections=corrections,
        shares=_shares(desk, seen),
        people=tuple((by or desk.words("somebody"), n) for by, n in seen.people),
        claims=sum(c.voice == "attributed" for c in desk.catalogue.claims.values()),
        withdrawn=tuple(
            (w.id, desk.link("withdrawn", w.id) or "#", w.why or "") for w in desk.catalogue.briefing.withdrawn
        ),
        left_out=desk.catalogue.briefing.left_out,
        inputs=desk.catalogue.briefing.inputs,
    )


def _told(desk: Desk, problem: Problem) -> Told:
    """Problems are written in English, for those who mend them; other languages name the place, and what tells more."""
    message = desk.words.message(problem.message)
    told = message or desk.words("problem-in-check")
    return Told(file=problem.file, line=problem.line, message=told, fix=(problem.fix or "") if message else "")


def _shares(desk: Desk, seen: Review) -> tuple[Share, ...]:
    counts = (
        ("claims", seen.claims_checked, seen.claims),
        ("quotations", seen.quotations_checked, seen.quotations),
        ("evidence-of-key-lines", seen.key_evidence_checked, seen.key_evidence),
    )
    return tuple(Share(label=desk.words(key), checked=checked, all=total) for key, checked, total in counts)


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
