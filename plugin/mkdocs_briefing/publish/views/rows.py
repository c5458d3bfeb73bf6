"""One claim or quotation as a row: date, speaker, the printed sentence whole, chain, article and line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import msgspec
from markupsafe import Markup

from ...model import Claim, Corrected, Plain, Verdict
from ...spans import disjoint
from ..catalogue import Reading, anchor, claim_date, position
from ..desk import Desk, by_person, on_one_line
from ..standoff import visible
from . import prose, ready
from .shown import Macro, Shown
from .speakers import chain, cut, hedge_words, speaker
from .told import Speaker, There

_FEWEST, _MOST = 3, 40
"""Words of a claim in the list below its article; of what is shorter, its sentence."""

_OBJECTS = frozenset(("infinitive", "noun-object", "verb-preposition", "noun-to", "adjective-of", "figure-given"))
"""Rules of claims that say nothing without their verb: “refused to leave”, “called for a bridge”."""


class Appearance(Plain, frozen=True, kw_only=True):
    """The same words in another article: what differs there, and where it stands."""

    speaker: Speaker | None
    """where it is not the same, or known in another way"""
    words: Markup | None
    """the sentence there, where it is another one"""
    there: There
    copy: bool
    """whether that article is a copy of this one, changed here"""


class Amount(Plain, frozen=True, kw_only=True):
    """A figure as printed, what it counts and how far it reaches, where the text says so."""

    printed: str
    counted: str
    scope: str


class Row(Plain, frozen=True, kw_only=True):
    """``dated`` says whose date it is: said, reported (r), set by a person, or none."""

    id: str
    date: str
    dated: str
    printed_date: str
    by_person: bool
    reported_date: str
    """the article's date, where another is known on which it was said"""
    note: str
    speaker: Speaker | None
    words: Markup
    reported: bool
    weighty: tuple[tuple[str, str], ...]
    """label and printed words of doubt that stand outside the sentence, and every verification note"""
    denies: bool
    figures: tuple[Amount, ...]
    hops: tuple[tuple[str, str | None], ...]
    article: str
    article_title: str
    line: int
    url: str
    corrected: str | None
    checked: str | None
    verdict: str | None
    """what a person found of it, in that person's words"""
    reprints: tuple[tuple[str, str], ...]
    """outlets that print the same text, each with the address of the claim there"""
    appearances: tuple[Appearance, ...]
    copies: tuple[ready.Copy, ...]
    """in preview: what to paste"""


class Line(Plain, frozen=True, kw_only=True):
    """A claim in short that leads to its sentence on the same page; ``start``: what is said, or its first words."""

    line: int
    url: str
    speaker: Speaker | None
    denies: bool
    hedges: tuple[str, ...]
    start: str


class Elsewhere(NamedTuple):
    """Where else a claim is printed: what differs there, and where nothing does."""

    appearances: tuple[Appearance, ...] = ()
    reprints: tuple[tuple[str, str], ...] = ()


class ShownRow(Shown[Row]):
    """A claim as a row. What it says of other articles is put together from what these lay down, by each page."""

    def __init__(self, desk: Desk, claim: Claim) -> None:
        super().__init__(
            desk,
            claim.article,
            claim.id,
            lambda site: _row(site, claim, elsewhere(site, claim)),
            lambda site: _row(site, claim, Elsewhere()),
        )
        self.id = claim.id
        self._claim = claim

    def elsewhere(self, macro: Macro) -> str | Markup:
        """What a macro makes of it."""
        found = elsewhere(self._desk, self._claim)
        return macro(found) if found.appearances or found.reprints else ""


def row(desk: Desk, claim: Claim) -> ShownRow:
    """The row of a claim, for any page."""
    return ShownRow(desk, claim)


def _row(desk: Desk, claim: Claim, elsewhere: Elsewhere) -> Row:
    reading = desk.catalogue.reading(claim.article)
    n = reading.attribution(claim)
    date, dated, person = _dated(desk, reading, claim)
    known = desk.catalogue.stances.get(claim.id)
    checked = desk.catalogue.checked.get(claim.id)
    corrected = claim.corrected
    return Row(
        id=claim.id,
        date=date,
        dated=dated,
        printed_date=cut(reading.text, claim.said.spans) if claim.said and claim.said.inferred else "",
        by_person=person,
        reported_date=_reported(desk, claim, date),
        note=known.note or "" if known else "",
        speaker=speaker(desk, reading, n) if n is not None else None,
        words=words(desk, reading, claim),
        reported=n is not None and _in_report(reading, n),
        weighty=_weighty(desk, claim),
        denies=claim.polarity == "denied",
        figures=tuple(_amounts(reading, claim)),
        hops=hops(desk, reading, claim, n),
        article=claim.article,
        article_title=desk.title(claim.article),
        line=reading.line(position(claim)[1]),
        url=desk.claim(claim),
        corrected=set_by(desk, corrected, added=n is not None and reading.found(n).rule == "person")
        if corrected
        else None,
        checked=desk.words("checked-by", by=checked.by or desk.words("a-person")) if checked else None,
        verdict=_verdict(desk, known.verdict) if known and known.verdict else None,
        reprints=elsewhere.reprints,
        appearances=elsewhere.appearances,
        copies=ready.of_claim(desk, reading, claim),
    )


def _verdict(desk: Desk, found: Verdict) -> str:
    said = desk.words("verdict", by=found.by, words=found.words)
    return f"{said} {found.why}" if found.why else said


def words(desk: Desk, reading: Reading, claim: Claim) -> Markup:
    """The claim's sentence, with the words bold that a person pointed at."""
    known = desk.catalogue.stances.get(claim.id)
    return prose.sentence(reading, claim, (known.stance if known else None) or claim.stance)


def hops(desk: Desk, reading: Reading, claim: Claim, n: int | None) -> tuple[tuple[str, str | None], ...]:
    """Through whom it came; the article's outlet alone, where nobody stands between."""
    return () if n is None else tuple(chain(desk, reading, n) or [(desk.outlet(claim.article), None)])


def _weighty(desk: Desk, claim: Claim) -> tuple[tuple[str, str], ...]:
    """Words of doubt that would fall off with the sentence, and every verification note."""
    reading, found = desk.catalogue.reading(claim.article), []
    for hedge in claim.hedges:
        label = {"not-verified": "not-verified", "condition": "only-if"}.get(hedge.type, "hedged")
        if label == "not-verified" or not any(a <= hedge.start < b for a, b in claim.spans):
            found.append((desk.words(label), hedge_words(reading, hedge)))
    return tuple(dict.fromkeys(found))


def _amounts(reading: Reading, claim: Claim) -> Iterator[Amount]:
    for figure in claim.figures:
        counted, scope = (cut(reading.text, (span,)) if span else "" for span in (figure.counted, figure.scope))
        if counted or scope:
            yield Amount(printed=on_one_line(figure.text), counted=counted, scope=scope)


_pack = msgspec.msgpack.Encoder().encode
_there = msgspec.msgpack.Decoder(There).decode


def elsewhere(desk: Desk, claim: Claim) -> Elsewhere:
    """The same words in other articles; copies of the article that change nothing are only named."""
    copies, others = desk.catalogue.elsewhere(claim)
    if not copies and not others:
        return Elsewhere()
    return desk.once(("elsewhere", claim.id), lambda site: _elsewhere(site, claim, others, copies))


def _elsewhere(desk: Desk, claim: Claim, others: Iterable[Claim], copies: Iterable[Claim]) -> Elsewhere:
    here = there(desk, claim)
    found = [_appearance(here, there(desk, other)) for other in others]
    same = []
    for copy in copies:
        printed = _appearance(here, there(desk, copy), copy=True)
        if printed.speaker or printed.words or printed.there.weighty != here.weighty:
            found.append(printed)
        else:
            same.append((printed.there.outlet, printed.there.url))
    return Elsewhere(tuple(found), tuple(same))


def there(desk: Desk, claim: Claim) -> There:
    """What other articles tell of a claim."""
    return _there(desk.piece(claim.article, *told_there(claim)))


def told_there(claim: Claim) -> tuple[str, Callable[[Desk], bytes]]:
    """Key of what other articles tell of a claim, and what makes it."""
    return f"there {claim.id}", lambda site: _told_there(site, claim)


def _told_there(desk: Desk, claim: Claim) -> bytes:
    """The same, made of the open article."""
    reading = desk.catalogue.reading(claim.article)
    n = reading.attribution(claim)
    return _pack(
        There(
            speaker=speaker(desk, reading, n) if n is not None else None,
            printed=cut(reading.text, claim.spans),
            words=str(prose.sentence(reading, claim, claim.stance)),
            weighty=_weighty(desk, claim),
            hops=tuple(chain(desk, reading, n)) if n is not None else (),
            outlet=desk.outlet(claim.article),
            date=desk.date(claim_date(claim), short=True),
            title=desk.title(claim.article),
            line=reading.line(position(claim)[1]),
            url=desk.claim(claim),
        )
    )


def _appearance(here: There, found: There, *, copy: bool = False) -> Appearance:
    """One more article that prints the words: the speaker, sentence and doubts only where they are others."""
    own, other = here.speaker, found.speaker
    same = (own and (own.name, own.mark)) == (other and (other.name, other.mark))
    return Appearance(
        speaker=None if same else other,
        words=None if found.printed == here.printed else Markup(found.words),
        there=found,
        copy=copy,
    )


def line(desk: Desk, reading: Reading, claim: Claim) -> Line:
    n = reading.attribution(claim)
    return Line(
        line=reading.line(position(claim)[1]),
        url=f"#{anchor(claim.id)}",
        speaker=speaker(desk, reading, n) if n is not None else None,
        denies=claim.polarity == "denied",
        hedges=tuple(dict.fromkeys([" ".join(visible(h.text).split()) for h in claim.hedges])) if claim.hedges else (),
        start=_start(reading, claim, n),
    )


def _start(reading: Reading, claim: Claim, n: int | None) -> str:
    spans = claim.content or claim.spans
    found = reading.found(n) if n is not None else None
    if found and found.rule in _OBJECTS and claim.polarity != "denied" and found.cue[0][0] < spans[0][0]:
        spans = ((found.cue[0][0], spans[-1][1]),)
    words = cut(reading.text, spans)
    if words.count(" ") + 1 < _FEWEST:
        words = cut(reading.text, claim.spans)
    if words.count(" ") < _MOST:
        return words
    return " ".join(words.split(" ")[:_MOST]) + " …"


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


def _in_report(reading: Reading, n: int) -> bool:
    """Whether less than half of what is said stands in quotation marks: most of the words are the article's own."""
    found = reading.found(n)
    if found.kind != "mixed":
        return found.kind == "indirect"
    quoted = disjoint(s for q in found.quotations for s in reading.notes.quotations[q].spans)
    return 2 * sum(b - a for a, b in quoted) < sum(b - a for a, b in disjoint(found.content))


def _reported(desk: Desk, claim: Claim, shown: str) -> str:
    """When it was reported, where the row stands under the day on which it was said."""
    date = desk.date(claim.reported, short=True) if claim.said and claim.reported else ""
    return "" if date == shown else date
