"""Origins: “Lowland News, citing two officials, reported …” is said by the officials and comes through it."""

from __future__ import annotations

from msgspec.structs import replace

from ...model import FoundAttribution, FoundHop, Span
from .. import sources, tokens
from .outlets import name_phrase, plain_phrase
from .reading import Reading


def from_origin(a: FoundAttribution, reading: Reading) -> FoundAttribution:
    """The attribution itself; where an outlet cites its own source, that of the source, with the outlet as first hop.

    Only an outlet is passed through so: a speaker who cites a report speaks for himself. A person’s correction stands.
    """
    if not a.source or a.corrected or not _is_outlet(a, reading):
        return a
    cited = _cited(a, reading)
    if cited is None:
        return a
    passed_on = FoundHop(spans=a.source, text=a.source_text, cue=a.cue, name=a.name)
    read = tokens.sentences(reading.text, cited, ())
    described = (
        sources.describe(reading.text, read[0], (0, len(read[0]))) if read else sources.Described(kind="nominal")
    )
    return replace(
        a,
        source=(cited,),
        source_text=reading.text[slice(*cited)],
        source_kind="name" if described.kind == "name" else "nominal",
        name=described.name,
        role=described.role,
        role_text=reading.text[slice(*described.role)] if described.role else None,
        unnamed=described.unnamed,
        via=(passed_on, *a.via),
        rule=f"{a.rule}-citing",
    )


def _is_outlet(a: FoundAttribution, reading: Reading) -> bool:
    name = name_phrase(a.source[0][0], a.source[0][1], reading)
    return name is not None and name.outlet


def _cited(a: FoundAttribution, reading: Reading) -> Span | None:
    """Whom the reporting clause cites."""
    n = reading.sentence_number(a.cue[0][0]) if a.cue else None
    for start, end in reading.clause(a, n) if n is not None else ():
        for w in reading.words.within("citing", start, end):
            phrase = name_phrase(w.end + 1, end, reading) or plain_phrase(w.end + 1, end, reading)
            if phrase is not None and not any(s < phrase.span[1] and phrase.span[0] < e for s, e in a.source):
                return phrase.span
    return None
