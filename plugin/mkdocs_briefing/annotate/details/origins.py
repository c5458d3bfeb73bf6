"""Origins: “Lowland News, citing two officials, reported …” is said by the officials and comes through it."""

from __future__ import annotations

import re

from msgspec.structs import replace

from ...model import FoundAttribution, Span
from .. import sources, tokens
from .chains import speaker_hop
from .outlets import is_publisher, name_phrase, plain_phrase
from .reading import Reading
from .words import word_set

_ARTICLE = re.compile(r"(?<!\S)[Tt]he (?:[A-ZÀ-Þ][\w'’-]* )*$")
_RELAYED = re.compile(
    r"(?:that )?(?:the|a|one) (?:[\w-]+ ){0,2}(?:assessment|conclusion|consensus|finding|judgement|judgment|message|"
    r"verdict|view|word) (?:from|of|among) ((?:[\w-]+ ){0,3}[\w-]+) (?:is|was) that "
)


def from_origin(n: int, a: FoundAttribution, reading: Reading) -> FoundAttribution:
    """The attribution itself; or where its speaker passes on what another said, that other's, with the speaker as hop.

    An outlet that cites its source passes on; a speaker who cites a report speaks for himself. A person's correction
    stands.
    """
    if not a.source or a.corrected:
        return a
    origin, how = _cited(n, a, reading), "citing"
    if origin is None:
        origin, how = _relayed(a, reading), "relayed"
    if origin is None:
        return a
    read = tokens.sentences(reading.text, origin, ())
    described = sources.Described(kind="nominal")
    if read:
        described = sources.describe(reading.text, read[0], (0, len(read[0])))
    return replace(
        a,
        source=(origin,),
        source_text=reading.text[slice(*origin)],
        source_kind="name" if described.kind == "name" else "nominal",
        name=described.name,
        role=described.role,
        role_text=reading.text[slice(*described.role)] if described.role else None,
        unnamed=described.unnamed,
        via=a.via
        if is_publisher(a.source_text, reading)
        else (speaker_hop(_without(origin, a, reading), reading), *a.via),
        rule=f"{a.rule}-{how}",
    )


def _without(origin: Span, a: FoundAttribution, reading: Reading) -> FoundAttribution:
    """The outlet alone and whole, where its source goes on to whom it cites or has lost a part of the name."""
    start, end = _whole(a, reading)
    outlet = name_phrase(start, end, reading)
    if (start, end) == a.source[0] and (outlet is None or not start < origin[0] < end):
        return a
    cut = outlet.span if outlet else (start, end)
    return replace(a, source=(cut,), source_text=reading.text[slice(*cut)])


def _whole(a: FoundAttribution, reading: Reading) -> Span:
    """The source with its article and the capitals after that: “The Evening Lantern”, where only “Lantern” was read."""
    start, end = a.source[0]
    low = reading.sentence_around(start)[0]
    before = _ARTICLE.search(reading.text, max(low, start - 40), start)
    return (before.start() if before else start), end


def _cited(n: int, a: FoundAttribution, reading: Reading) -> Span | None:
    """“Lowland News, citing two officials, reported that …”: whom an outlet cites in its reporting clause."""
    sentence = reading.cue_sentence[n]
    if sentence is None or "citing" not in reading.lists_in[sentence]:
        return None
    outlet = name_phrase(*_whole(a, reading), reading)
    if outlet is None or not outlet.outlet:
        return None
    for start, end in reading.clause(n):
        for w in reading.words.within("citing", start, end):
            phrase = name_phrase(w.end + 1, end, reading) or plain_phrase(w.end + 1, end, reading)
            if phrase is not None and (phrase.span[0] >= outlet.span[1] or phrase.span[1] <= outlet.span[0]):
                return phrase.span
    return None


def _relayed(a: FoundAttribution, reading: Reading) -> Span | None:
    """“Halden says the conclusion from several sources is that …”: the sources' words, through Halden."""
    if a.kind == "direct" or not a.content:
        return None
    match = _RELAYED.match(reading.folded, *a.content[0])
    if match is None or word_set("source-word").isdisjoint(match.group(1).split()):
        return None
    return match.span(1)
