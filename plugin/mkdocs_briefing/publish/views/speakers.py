"""Who speaks and how that is known, in the marks of the page: named, as “…”, runs on, set by a person, not found."""

from __future__ import annotations

import re

from markupsafe import Markup

from ...model import Corrected, FoundAttribution, Hedge, Spans
from ..catalogue import Reading
from ..desk import Desk, on_one_line
from ..standoff import joined, part_on_one_line, visible
from .told import Speaker as Speaker

MARKS = {"explicit": "●", "nominal": "◐", "pronoun": "◐", "implicit": "○", "unknown": "?", "person": "✎"}
RULES = {"explicit": "solid", "person": "solid", "nominal": "dashed", "pronoun": "dashed", "implicit": "dashed"}
_CLAUSE = 160
"""letters of a condition that are looked through for its end"""
_CLAUSE_END = re.compile(r",(?! (?:or|and) [^,;:.]{1,60}, then\b)|[;:.!?\n”\"»]|\s[—–]")
_RELATIVE = ("who", "whom", "whose", "which", "that")


def cut(text: str, spans: Spans) -> str:
    """The words of the spans, on one line, visible; parts joined by an ellipsis in brackets."""
    if len(spans) == 1:
        ((a, b),) = spans
        return part_on_one_line(text, a, b)
    return " […] ".join([part_on_one_line(text, a, b) for a, b in spans])


def speaker(desk: Desk, reading: Reading, n: int | None) -> Speaker:
    """The speaker of attribution number ``n`` of the article; None where there is no attribution."""
    w = desk.words
    if n is None:
        return Speaker(mark="?", how="", rule="dotted", name=w("speaker-not-found"), known=False)
    return desk.own(("speaker", reading.id, n), _speaker, reading, n)


def _speaker(desk: Desk, reading: Reading, n: int) -> Speaker:
    w = desk.words
    found, resolved = reading.found(n), reading.resolved(n)
    printed = named(reading, found.source, found)
    begun = _begun(reading, n)
    meant = named(reading, resolved.antecedent or begun.source, begun)
    unnamed = begun.unnamed and resolved.actor is None
    name = ""
    if resolved.actor:
        name = desk.name(resolved.actor)
    elif len(resolved.candidates) > 1:
        name = w("one-of", names=w("or").join(desk.name(c) for c in resolved.candidates))
    elif meant and (unnamed or begun.source_kind in ("name", "nominal")):
        name = meant
    certainty = resolved.certainty if name else "unknown"
    corrected = resolved.corrected or found.corrected
    by_person = corrected is not None or certainty == "person"
    return Speaker(
        mark=MARKS["person" if by_person else certainty],
        how=_set_by(desk, corrected) if by_person else _how(desk, reading, n, certainty, printed),
        rule=RULES.get(certainty, "dotted"),
        name=name or w("speaker-not-found"),
        url=desk.actor(resolved.actor),
        unnamed=unnamed,
        known=bool(name),
        printed=bool(name) and resolved.actor is None and not resolved.candidates,
        described=certainty == "nominal" and name == printed,
        role=visible(found.role_text) if found.role_text else None,
    )


def named(reading: Reading, spans: Spans, found: FoundAttribution) -> str:
    """The printed words that name a source; for “who” and “which” the words that these stand for, if any are found."""
    words = cut(reading.text, spans)
    if words.casefold() not in _RELATIVE:
        return words
    stands_for = on_one_line(found.source_text)
    return "" if stands_for.casefold() in _RELATIVE else stands_for


def _begun(reading: Reading, n: int) -> FoundAttribution:
    """Where the text named the speaker of a speech that runs on."""
    found = reading.found(n)
    seen = {n}
    while found.continues is not None and found.continues not in seen:
        seen.add(found.continues)
        found = reading.found(found.continues)
    return found


def _set_by(desk: Desk, corrected: Corrected | None) -> str:
    return desk.words("set-by", by=corrected.by) if corrected and corrected.by else desk.words("set-by-person")


def _how(desk: Desk, reading: Reading, n: int, certainty: str, printed: str) -> str:
    w = desk.words
    if certainty == "explicit":
        return w("named")
    if certainty == "implicit":
        before = reading.found(n).continues
        if before is None or not reading.found(before).content:
            return w("runs-on")
        return w("runs-on-from", line=reading.line(reading.found(before).content[0][0]))
    return w("as-printed", words=printed) if printed else ""


def chain(desk: Desk, reading: Reading, n: int) -> list[tuple[str, str | None]]:
    """Hops from nearest the speaker outward, the article's outlet last; empty where nothing stands between."""
    hops = reading.resolved(n).via
    if hops:
        found = [(visible(h.text), desk.actor(h.actor)) for h in hops]
    elif printed := reading.found(n).via:
        found = [(visible(h.text), None) for h in printed]
    else:
        return []
    return [*found, (desk.outlet(reading.id), None)]


def hedges(desk: Desk, reading: Reading, n: int) -> dict[str, list[str]]:
    """Printed words of doubt by label: hedged, not verified, only if."""
    groups: dict[str, list[str]] = {}
    for hedge in reading.found(n).hedges:
        label = {"not-verified": "not-verified", "condition": "only-if"}.get(hedge.type, "hedged")
        words = hedge_words(reading, hedge)
        if words not in groups.setdefault(label, []):
            groups[label].append(words)
    return groups


def hedge_words(reading: Reading, hedge: Hedge) -> str:
    """A hedge as printed; of a condition the clause that it opens, for “if” alone says nothing."""
    end = hedge.end
    if hedge.type == "condition":
        stop = _CLAUSE_END.search(reading.text, end, end + _CLAUSE)
        end = stop.start() if stop else end
    return cut(reading.text, ((hedge.start, end),))


def quoted(desk: Desk, words: list[str]) -> Markup:
    """Printed words side by side, each between quotation marks."""
    return joined(" · ", [desk.words("quoted", words=w) for w in words])
