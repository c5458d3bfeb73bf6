"""People's corrections that need the whole corpus: speakers, claims, chains, and what was found right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from ..curation.anchors import suggest
from ..ids import item_id
from ..model import (
    Analysis,
    Anchored,
    Checked,
    Claim,
    Corrected,
    Correction,
    Problem,
    Record,
    Said,
    Span,
    Spans,
)
from .actors import ActorIndex


class Choice(Record, frozen=True, kw_only=True):
    """A person's word on one attribution; ``actor`` is who they named, None where they named nobody."""

    correction: Correction
    actor: str | None


def choices(analysis: Analysis, index: ActorIndex) -> tuple[dict[int, Choice], list[Problem]]:
    """Number of an attribution to the person's choice; where several corrections say the same thing, the last wins."""
    chosen: dict[int, Choice] = {}
    problems: list[Problem] = []
    for anchored in analysis.annotations.anchored:
        correction = anchored.correction
        if correction.kind not in ("quote", "claim"):
            continue
        if not _says(correction):
            continue
        numbers = _attributions(analysis, anchored)
        if not numbers:
            if not _assertions(analysis, anchored) or correction.speaker or correction.via:
                problems.append(_nothing_there(correction))
            continue
        actor, found = _actor(correction, index)
        problems += found
        for number in numbers:
            before = chosen.get(number)
            chosen[number] = Choice(
                correction=_over(correction, before.correction) if before else correction,
                actor=actor or (before.actor if before else None),
            )
    return chosen, problems


def _says(correction: Correction) -> bool:
    """Whether it says anything of who claims what; one with ``use`` alone is of the quotation marks."""
    said = (correction.speaker, correction.certainty, correction.via, correction.polarity, correction.said)
    return any(value is not None for value in said)


def _over(last: Correction, before: Correction) -> Correction:
    """Two corrections of one thing: what the last says, and of the other what the last is silent about."""
    return replace(
        last,
        speaker=last.speaker or before.speaker,
        certainty=last.certainty or before.certainty,
        via=before.via if last.via is None else last.via,
        polarity=last.polarity or before.polarity,
        said=last.said or before.said,
        by=last.by or before.by,
        why=last.why or before.why,
    )


def changed(article: str, analysis: Analysis, claims: Iterable[Claim]) -> Iterator[Claim]:
    """The claims of an article with the date, and of its own voice also the polarity, that people set."""
    of_attribution: dict[str, Correction] = {}
    of_assertion: dict[str, Correction] = {}
    for anchored in analysis.annotations.anchored:
        correction = anchored.correction
        if correction.kind not in ("quote", "claim") or not (correction.said or correction.polarity):
            continue
        numbers = _attributions(analysis, anchored)
        for number in numbers:
            if correction.said:
                of_attribution[item_id(article, analysis.annotations.attributions[number].key)] = correction
        for key in () if numbers else _assertions(analysis, anchored):
            of_assertion[item_id(article, key)] = correction
    for claim in claims:
        correction_of = (of_assertion if claim.voice == "author" else of_attribution).get(claim.id)
        yield _changed(claim, correction_of) if correction_of else claim


def _changed(claim: Claim, correction: Correction) -> Claim:
    said = Said(value=correction.said, spans=(), inferred=False) if correction.said else claim.said
    was = (claim.said.value if claim.said else None) if correction.said else claim.polarity
    polarity = correction.polarity or claim.polarity if claim.voice == "author" else claim.polarity
    mark = Corrected(by=correction.by, why=correction.why, file=correction.file, line=correction.line, was=was)
    return replace(claim, said=said, polarity=polarity, corrected=claim.corrected or mark)


def confirmed(article: str, analysis: Analysis) -> tuple[dict[str, Checked], list[Problem]]:
    """Ids of the quotations and claims that a person found right; words that hold none are a problem."""
    notes = analysis.annotations
    checked: dict[str, Checked] = {}
    problems: list[Problem] = []
    for anchored in notes.anchored:
        correction = anchored.correction
        if correction.kind != "confirm":
            continue
        mark = Checked(by=correction.by, on=correction.on, file=correction.file, line=correction.line)
        found = [q.key for q in notes.quotations if _overlap(q.spans, anchored.spans)]
        found += [notes.attributions[number].key for number in _attributions(analysis, anchored)]
        found += _assertions(analysis, anchored)
        checked.update((item_id(article, key), mark) for key in found)
        if not found:
            problems.append(_nothing_there(correction))
    return checked, problems


def _assertions(analysis: Analysis, anchored: Anchored) -> list[str]:
    """Keys of the sentences in the article's own voice that a correction's words point at."""
    return [own.key for own in analysis.annotations.assertions if _overlap(own.sentence, anchored.spans)]


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
    return correction.problem(
        "correction-without-claim",
        f"the words “{correction.words}” stand in the article, but in no quotation or claim",
        "choose words inside the quotation or claim that you mean",
    )


def _length(spans: Iterable[Span]) -> int:
    return sum(end - start for start, end in spans)


def _overlap(one: Spans, other: Sequence[Span]) -> int:
    return sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in one for b in other)
