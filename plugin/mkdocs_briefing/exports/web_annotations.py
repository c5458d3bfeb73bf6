"""Web Annotations (W3C): quotations and claims as marks on the article, for Hypothesis and other annotation tools.

Each stands in two places that hold the same words: the source's own page, found by the words and those around them,
and the reading text that lies beside as a ``.txt`` file, where code points are counted.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from ..model import Claim, Span, Spans
from ..publish.catalogue import anchor, speech
from ..publish.standoff import WITHHELD
from . import material as materials
from .material import Material, Output
from .wording import hedged, known, who
from .works import address

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
FOLDER = "annotations"
AROUND = 32
"""Code points before and after that tell words apart which are printed twice."""


def outputs(material: Material) -> Iterator[Output]:
    """All of them in ``annotations.jsonld``; those of each article, and its text, in ``annotations/``."""
    yield materials.text(f"{FOLDER}.jsonld", partial(_collection, material))
    for entry in material.briefing.entries:
        yield materials.text(f"{FOLDER}/{entry.id}.jsonld", partial(_of_article, material, entry.id))
        yield materials.text(f"{FOLDER}/{entry.id}.txt", partial(_text, material, entry.id))


def _text(material: Material, id: str) -> list[str]:
    return [material.catalogue.reading(id).text]


def _of_article(material: Material, id: str) -> Iterator[str]:
    """A page of annotations, with addresses as seen from ``annotations/``."""
    found = list(described(material, id, ""))
    yield _dumped(
        {
            "@context": CONTEXT,
            "id": f"{id}.jsonld",
            "type": "AnnotationPage",
            "partOf": {"id": f"../{FOLDER}.jsonld", "type": "AnnotationCollection", "label": _label(material)},
            "startIndex": 0,
            "items": found,
        }
    )


def _collection(material: Material) -> Iterator[str]:
    """One collection with one page that holds all; an annotation a line."""
    total = sum(len(list(_marks(material, entry.id))) for entry in material.briefing.entries)
    head = {
        "@context": CONTEXT,
        "id": f"{FOLDER}.jsonld",
        "type": "AnnotationCollection",
        "label": _label(material),
        "total": total,
    }
    yield _dumped(head).rstrip("\n}") + ',"first":{"type":"AnnotationPage","startIndex":0,"items":['
    between = "\n"
    for entry in material.briefing.entries:
        for mark in described(material, entry.id, f"{FOLDER}/"):
            yield between + _dumped(mark).rstrip("\n")
            between = ",\n"
    yield "\n]}}\n"


def _label(material: Material) -> str:
    notes = material.briefing.curation.briefing
    return notes.title or material.place.name or material.words("home")


def _dumped(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"


def described(material: Material, id: str, folder: str) -> Iterator[dict[str, Any]]:
    """The annotations of one article; ``folder`` leads to the files of single articles."""
    reading = material.catalogue.reading(id)
    url = address(reading.metadata.url)
    sources = [(url, False)] if url else []
    sources.append((f"{folder}{id}.txt", True))
    for key, spans, bodies in _marks(material, id):
        targets = [
            {"type": "SpecificResource", "source": source, "selector": _selectors(reading.text, span, counted)}
            for source, counted in sources
            for span in spans
        ]
        yield {
            "@context": CONTEXT,
            "id": material.place.page("article", id, key) or f"{folder}{id}.jsonld#{key}",
            "type": "Annotation",
            "motivation": "describing",
            "body": bodies,
            "target": targets,
        }


def _marks(material: Material, id: str) -> Iterator[tuple[str, Spans, list[dict[str, Any]]]]:
    """Key, spans and bodies of all that is marked in an article: what is quoted, then what is claimed."""
    reading = material.catalogue.reading(id)
    for n in speech(reading.notes):
        found = reading.notes.quotations[n]
        at = reading.attribution_of.get(n)
        name, certainty = "", "unknown"
        if at is not None:
            resolved = reading.resolved(at)
            name, certainty = who(material.catalogue, resolved.actor, reading.found(at).source_text), resolved.certainty
        yield found.key, found.spans, [_tag("quotation"), *_described(material, name, certainty, ())]
    for claim in material.catalogue.claims_in.get(id, ()):
        if claim.spans:
            yield anchor(claim.id), claim.spans, [_tag("claim"), *_of_claim(material, claim)]


def _of_claim(material: Material, claim: Claim) -> Iterator[dict[str, Any]]:
    notes = hedged(claim, material.words)
    if claim.voice == "author":
        yield from (_body("; ".join(notes)),) if notes else ()
    else:
        yield from _described(material, who(material.catalogue, claim.actor, claim.source), claim.certainty, notes)
    proposition = material.catalogue.propositions.get(claim.proposition or "")
    if proposition:
        yield _tag(proposition.statement)


def _described(material: Material, name: str, certainty: str, notes: Iterable[str]) -> Iterator[dict[str, Any]]:
    speaker = f"{name} ({known(certainty, material.words)})" if name else material.words("speaker-not-found")
    yield _body("; ".join([speaker, *notes]))


def _body(value: str) -> dict[str, Any]:
    return {"type": "TextualBody", "purpose": "describing", "format": "text/plain", "value": value}


def _tag(value: str) -> dict[str, Any]:
    return {"type": "TextualBody", "purpose": "tagging", "value": value}


def _selectors(text: str, span: Span, counted: bool) -> list[dict[str, Any]] | dict[str, Any]:
    """By the words and those around them; ``counted``: by the numbers of their code points as well."""
    start, end = span
    quoted = {
        "type": "TextQuoteSelector",
        "exact": text[start:end],
        "prefix": text[max(0, start - AROUND) : start].rpartition(WITHHELD)[2],
        "suffix": text[end : end + AROUND].partition(WITHHELD)[0],
    }
    return [quoted, {"type": "TextPositionSelector", "start": start, "end": end}] if counted else quoted
