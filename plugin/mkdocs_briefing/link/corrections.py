"""People's corrections that need the whole corpus: speakers, claims, chains, and what was found right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..curation.anchors import suggest
from ..ids import item_id
from ..model import Analysis, Anchored, Checked, Correction, Problem, Record, Span, Spans
from .actors import ActorIndex


class Choice(Record, frozen=True, kw_only=True):
    """A person's word on one attribution; ``actor`` is who they named, None where they named nobody."""

    correction: Correction
    actor: str | None


def choices(analysis: Analysis, index: ActorIndex) -> tuple[dict[int, Choice], list[Problem]]:
    """Number of an attribution to the person's choice; the last correction of several wins."""
    chosen: dict[int, Choice] = {}
    problems: list[Problem] = []
    for anchored in analysis.annotations.anchored:
        correction = anchored.correction
        if correction.kind not in ("quote", "claim"):
            continue
        if not (correction.speaker or correction.via or correction.polarity):
            continue
        numbers = _attributions(analysis, anchored)
        if not numbers:
            problems.append(_nothing_there(correction))
            continue
        actor, found = _actor(correction, index)
        problems += found
        for number in numbers:
            chosen[number] = Choice(correction=correction, actor=actor)
    return chosen, problems


def confirmed(article: str, analysis: Analysis) -> dict[str, Checked]:
    """Ids of the quotations and claims that a person found right."""
    notes = analysis.annotations
    checked: dict[str, Checked] = {}
    for anchored in notes.anchored:
        correction = anchored.correction
        if correction.kind != "confirm":
            continue
        mark = Checked(by=correction.by, on=correction.on, file=correction.file, line=correction.line)
        for quotation in notes.quotations:
            if _overlap(quotation.spans, anchored.spans):
                checked[item_id(article, quotation.key)] = mark
        for number in _attributions(analysis, anchored):
            checked[item_id(article, notes.attributions[number].key)] = mark
        for own in notes.assertions:
            if _overlap(own.sentence, anchored.spans):
                checked[item_id(article, own.key)] = mark
    return checked


def _attributions(analysis: Analysis, anchored: Anchored) -> list[int]:
    """The attributions that a correction's words point at: those holding their quotation, else their content."""
    notes = analysis.annotations
    quoted = {n for n, q in enumerate(notes.quotations) if _overlap(q.spans, anchored.spans)}
    found = [n for n, a in enumerate(notes.attributions) if quoted & set(a.quotations)]
    if found and anchored.correction.kind == "quote":
        return found
    shares = [(_overlap(a.content, anchored.spans), -_length(a.content), n) for n, a in enumerate(notes.attributions)]
    best = max((s for s in shares if s[0]), default=None)
    return [best[2]] if best else found


def _actor(correction: Correction, index: ActorIndex) -> tuple[str | None, list[Problem]]:
    if not correction.speaker:
        return None, []
    named = index.named(correction.speaker)
    if len(named) == 1:
        return named[0], []
    several = " and ".join(named[:4])
    near = suggest(correction.speaker, [name for a in index.actors for name in (a.name, a.id)])
    return None, [
        Problem(
            file=correction.file,
            line=correction.line,
            code="ambiguous-actor" if named else "unknown-actor",
            message=f"“{correction.speaker}” may be {several}"
            if named
            else f"no actor is called “{correction.speaker}”",
            value=correction.speaker,
            fix="write the actor's id"
            if named
            else (f"did you mean “{near}”? " if near else "") + "Actors are named in curation/actors.yml",
        )
    ]


def _nothing_there(correction: Correction) -> Problem:
    return Problem(
        file=correction.file,
        line=correction.line,
        code="correction-without-claim",
        message=f"the words “{correction.words}” stand in the article, but in no quotation or claim",
        value=correction.words,
        fix="choose words inside the quotation or claim that you mean",
    )


def _length(spans: Iterable[Span]) -> int:
    return sum(end - start for start, end in spans)


def _overlap(one: Spans, other: Sequence[Span]) -> int:
    return sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in one for b in other)
