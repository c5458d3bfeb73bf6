"""One claim or quotation as a row: date, speaker, the printed sentence whole, chain, article and line."""

from __future__ import annotations

from urllib.parse import quote

from markupsafe import Markup

from ...model import Claim, Corrected, Record, Spans
from ..catalogue import Reading, anchor, position
from ..desk import Desk, by_person, on_one_line
from ..standoff import visible
from . import prose, ready
from .speakers import Speaker, chain, cut, speaker

_MOST = 40
"""Words of a claim in the list below its article."""


class Row(Record, frozen=True, kw_only=True):
    """``dated`` says whose date it is: said, reported (r), set by a person, or none."""

    id: str
    date: str
    dated: str
    printed_date: str
    by_person: bool
    note: str
    speaker: Speaker | None
    words: Markup
    reported: bool
    weighty: tuple[tuple[str, str], ...]
    denies: bool
    hops: tuple[tuple[str, str | None], ...]
    article: str
    article_title: str
    article_url: str
    line: int
    url: str
    corrected: str | None
    checked: str | None
    reprints: tuple[tuple[str, str], ...]
    """outlets that print the same text, each with the address of the claim there"""
    yaml: str | None
    """in preview: the correction to paste"""


class Line(Record, frozen=True, kw_only=True):
    """A claim in short that leads to its sentence on the same page; ``start``: what is said, or its first words."""

    line: int
    url: str
    speaker: Speaker | None
    denies: bool
    hedges: tuple[str, ...]
    start: str


def row(desk: Desk, claim: Claim, stance: str | None = None) -> Row:
    reading = desk.catalogue.reading(claim.article)
    n = reading.attribution(claim)
    date, dated, person = _dated(desk, reading, claim)
    known = desk.catalogue.stances.get(claim.id)
    checked = desk.catalogue.briefing.checked.get(claim.id)
    weighty = []
    for label in ("not-verified", "only-if"):
        type = {"only-if": "condition"}.get(label, label)
        for hedge in claim.hedges:
            if hedge.type == type and not any(a <= hedge.start < b for a, b in claim.spans):
                weighty.append((desk.words(label), " ".join(visible(hedge.text).split())))
    corrected = claim.corrected
    return Row(
        id=claim.id,
        date=date,
        dated=dated,
        printed_date=cut(reading.text, claim.said.spans) if claim.said and claim.said.inferred else "",
        by_person=person,
        note=known.note or "" if known else "",
        speaker=speaker(desk, reading, n) if n is not None else None,
        words=prose.sentence(reading, claim, stance or (known.stance if known else None) or claim.stance),
        reported=n is not None and reading.found(n).kind == "indirect",
        weighty=tuple(dict.fromkeys(weighty)),
        denies=claim.polarity == "denied",
        hops=tuple(chain(desk, reading, n) or [(desk.outlet(claim.article), None)]) if n is not None else (),
        article=claim.article,
        article_title=desk.title(claim.article),
        article_url=desk.article(claim.article),
        line=reading.line(position(claim)[1]),
        url=desk.claim(claim),
        corrected=set_by(desk, corrected, added=n is not None and reading.found(n).rule == "person")
        if corrected
        else None,
        checked=desk.words("checked-by", by=checked.by or desk.words("a-person")) if checked else None,
        reprints=tuple((desk.outlet(c.article), desk.claim(c)) for c in desk.catalogue.reprints.get(claim.id, ())),
        yaml=ready.claim(desk, reading, claim) if desk.options.preview else None,
    )


def line(desk: Desk, reading: Reading, claim: Claim) -> Line:
    n = reading.attribution(claim)
    return Line(
        line=reading.line(position(claim)[1]),
        url=f"#{anchor(claim.id)}",
        speaker=speaker(desk, reading, n) if n is not None else None,
        denies=claim.polarity == "denied",
        hedges=tuple(dict.fromkeys(" ".join(visible(h.text).split()) for h in claim.hedges)),
        start=_start(reading, claim),
    )


def _start(reading: Reading, claim: Claim) -> str:
    words = cut(reading.text, claim.content or claim.spans).split()
    return " ".join(words[:_MOST]) + (" …" if len(words) > _MOST else "")


def set_by(desk: Desk, corrected: Corrected, *, added: bool) -> str:
    """Who overruled the machine, why, and what the machine had."""
    w = desk.words
    who = w("set-by", by=corrected.by) if corrected.by else w("set-by-person")
    return w("set-by-why", who=who, why=why(desk, corrected, added=added))


def why(desk: Desk, corrected: Corrected, *, added: bool) -> str:
    """A person's reason, and what the machine had. ``added``: the machine had not even seen that somebody speaks."""
    reason = (corrected.why or desk.words("no-reason-given")).rstrip()
    reason += "" if reason.endswith((".", "!", "?")) else "."
    return f"{reason} {desk.words('machine-had', was=_was(desk, corrected.was, added))}"


def _was(desk: Desk, was: str | None, added: bool) -> str:
    """What stood before: an actor, a source as printed, the use of a quotation, or nothing."""
    if was is None:
        return desk.words("machine-had-nothing" if added else "certainty-unknown")
    if was in desk.catalogue.actors:
        return desk.name(was)
    return desk.words.get(f"use-{was}", "") or desk.words.get(f"certainty-{was}", on_one_line(was))


def _dated(desk: Desk, reading: Reading, claim: Claim) -> tuple[str, str, bool]:
    if claim.said:
        return desk.date(claim.said.value, short=True), "inferred" if claim.said.inferred else "said", False
    if claim.reported:
        return desk.date(claim.reported, short=True), "reported", by_person(reading.metadata.date)
    return desk.words("undated"), "", False


def citation(
    desk: Desk,
    id: str,
    who: str | None = None,
    words: str | None = None,
    line: int | None = None,
    *,
    address: bool = True,
) -> str:
    """A reference as people paste it: speaker, words, title, outlet, date, line, address."""
    data = desk.catalogue.entries[id].analysis.cleaned.metadata
    parts = []
    if who and words:
        parts.append(f"{who}: {desk.words('quoted', words=words)}")
    parts += [desk.title(id), desk.outlet(id), desk.published(id)]
    if line:
        parts.append(desk.words("line-n", line=line))
    if data.url and address:
        parts.append(data.url.value)
    return ", ".join(parts)


def fragment(url: str | None, text: str, spans: Spans) -> str | None:
    """The source's address with a text fragment that finds the words."""
    if not url or not spans or "#" in url:
        return url
    words = text[spans[0][0] : spans[0][1]].encode("utf-8", "replace").decode().split()
    if not words:
        return url
    if len(words) <= 8:
        return f"{url}#:~:text={_encoded(words)}"
    return f"{url}#:~:text={_encoded(words[:5])},{_encoded(words[-4:])}"


def _encoded(words: list[str]) -> str:
    return quote(" ".join(words), safe="").replace("-", "%2D")
