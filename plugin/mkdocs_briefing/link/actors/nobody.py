"""Rules for what has no page: adjectives, titles, events, works, products, headlines that run on."""

from __future__ import annotations

import re
from functools import cache

from ...gazetteer import gazetteer, lower_words, plain, words
from .form import NOTHING, TWO_NAMES, Form, Verdict
from .people import is_first_name, is_person

RUN_TOGETHER = re.compile(r"[a-z][A-Z]{3}|[A-Z]{4}[a-z]{2}")
"""words that lost the blank between them, as in broken captions"""


def two_names(form: Form) -> Verdict | None:
    """“Lima White House”, “Battleground Senate”: a surname or a common word before a listed organisation."""
    parts, corpus = form.parts, form.corpus
    for cut in range(1, len(parts)):
        known = gazetteer().known.get(" ".join(parts[cut:]))
        if known is not None and known.type == "organization":
            person = cut == 1 and is_person(parts[:1], corpus)
            return TWO_NAMES if person or all(corpus.is_common(part) for part in parts[:cut]) else None
    opens = len(parts) > 2 and not form.evidence.firm and corpus.lower[form.first.lower()] > 1
    if opens and form.first not in gazetteer().first_names and form.first not in words("organisation starts"):
        return TWO_NAMES  # “Addressing Sivna County Council …”
    return None


def no_actor(form: Form) -> Verdict | None:
    """Days, laws, things, titles, lines of a page’s frame."""
    if form.single and (form.text in words("dropped heads") or len(form.text) < 2):
        return NOTHING
    if RUN_TOGETHER.search(form.text) or _is_only_a_title(form.parts):
        return NOTHING
    listed = _no_actors()
    if form.text in listed or all(part in listed or part in lower_words("closed class") for part in form.parts):
        return NOTHING
    return None


def _is_only_a_title(parts: list[str]) -> bool:
    """“Prime Minister”, “Norwegian President”: nobody’s name."""
    last, g = parts[-1], gazetteer()
    if last not in words("titles") and last.lower().removesuffix("s") not in lower_words("roles"):
        return False
    modifiers = lower_words("role modifiers") | lower_words("roles")
    return all(
        part.lower() in modifiers or part in words("subjects") or part in g.peoples or part in g.countries
        for part in parts[:-1]
    )


@cache
def _no_actors() -> frozenset[str]:
    return frozenset(plain(word) for word in words("no actors"))


def quoted(form: Form) -> Verdict | None:
    """Only ever alone between quotation marks: the name of a film, a song, a phrase."""
    return NOTHING if form.evidence.quoted == form.evidence.count else None


def thing(form: Form) -> Verdict | None:
    """Events, laws, works, by their last word."""
    if not form.single and form.last in words("dropped heads") and not form.evidence.titles:
        return NOTHING
    return None


def product(form: Form) -> Verdict | None:
    """A listed company and one word more (“Toyota Corolla”): what it makes."""
    maker = gazetteer().known.get(form.first)
    if maker is None or "company" not in maker.kinds or len(form.parts) != 2:
        return None
    return None if form.last in words("organisation heads") or is_first_name(form.first) else NOTHING
