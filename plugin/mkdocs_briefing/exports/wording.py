"""What is said about a claim in words, alike in citations, feeds, annotations and linked data."""

from __future__ import annotations

import re

from ..model import Claim
from ..publish.catalogue import Catalogue
from ..publish.desk import on_one_line
from ..publish.words import Words

_MARKS = re.compile('[“”„‟"«»]')


def who(catalogue: Catalogue, actor: str | None, printed: str = "") -> str:
    """The actor's name, else the words that the article has for the source; empty where nobody is found."""
    found = catalogue.actors.get(actor or "")
    return on_one_line(found.name if found else printed)


def as_printed(printed: str, words: Words) -> str:
    """A printed sentence between quotation marks: single ones where it holds marks, so that no letter changes."""
    line = on_one_line(printed)
    return f"‘{line}’" if _MARKS.search(line) else words("quoted", words=line)


def known(certainty: str, words: Words) -> str:
    """How the speaker is known."""
    return words.get(f"certainty-{certainty}", certainty)


def hedged(claim: Claim, words: Words) -> list[str]:
    """What keeps a claim from being said outright, in printed words: that it is denied, hedged, not verified."""
    groups: dict[str, list[str]] = {"hedged": [], "not-verified": [], "only-if": []}
    for hedge in claim.hedges:
        label = {"not-verified": "not-verified", "condition": "only-if"}.get(hedge.type, "hedged")
        groups[label].append(words("quoted", words=on_one_line(hedge.text)))
    notes = [f"{words(label)}: {', '.join(dict.fromkeys(found))}" for label, found in groups.items() if found]
    return [words("denies"), *notes] if claim.polarity == "denied" else notes
