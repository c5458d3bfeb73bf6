"""Rules for names that no list holds: acronyms, and whatever is left, for review."""

from __future__ import annotations

from ...gazetteer import gazetteer, words
from .form import NOTHING, Form, Verdict
from .nobody import thing
from .organisations import foreign, organisation
from .people import looks_personal
from .places import place


def acronym(form: Form) -> Verdict | None:
    """Two to six capitals: what they stand for in brackets, or used like a name."""
    e = form.evidence
    letters = form.text.replace(".", "").replace("-", "")
    if not form.single or not (2 <= len(letters) <= 6 and letters.isupper() and letters.isalnum()):
        return None
    if meant := {_meant(name, form) for name in form.corpus.defined.of(form.text)}:
        return Verdict("organization", "acronym in brackets", True) if meant == {"organization"} else NOTHING
    if not letters.isalpha():
        return None
    if form.only_in_headlines or e.numbers * 3 > e.count or not e.determined + e.speech:
        return NOTHING
    return Verdict("organization", "acronym", e.articles > 1 and e.count > 3 and e.determined + e.speech > 1)


def _meant(name: str, acronym_of: Form) -> str | None:
    """The type of a name before a bracket."""
    form = Form(name, acronym_of.corpus.forms[name], acronym_of.corpus)
    if form.known is not None:
        return form.known.type
    verdicts = (rule(form) for rule in (thing, foreign, organisation, place))
    return next((verdict.type for verdict in verdicts if verdict is not None), None)


def unknown(form: Form) -> Verdict | None:
    """By what stands around it."""
    e, parts = form.evidence, form.parts
    if not e.firm or len(parts) > 4 or any(form.corpus.is_common(part) for part in parts if not part.islower()):
        return None
    if any(part in words("no actors") or part in gazetteer().peoples for part in parts):
        return None
    if e.numbers * 2 > e.count:
        return NOTHING
    if form.single:
        return _unknown_word(form)
    if (e.places + e.natural) * 2 > e.count:
        return Verdict("place", "place words")
    if e.determined * 2 > e.count:
        return Verdict("organization", "determiner")
    personal = looks_personal(parts) and (len(parts) < 4 or any(part.lower() in words("particles") for part in parts))
    return Verdict("person" if personal else "organization", "unknown")


def _unknown_word(form: Form) -> Verdict | None:
    e, text, g = form.evidence, form.text, gazetteer()
    if text in words("organisation heads") or text in words("place heads") or text in words("given-name words"):
        return None  # “the Council”: which one, only the article knows
    where = 2 * (e.places + e.natural) + e.near
    if e.places + e.natural and where * 2 > e.count and where > 3 * e.speech:
        return Verdict("place", "place words")
    if e.speech or text in g.surnames or text in g.first_names:
        return Verdict("person", "speech" if e.speech else "listed name") if e.firm > 1 else None
    return Verdict("organization", "unknown") if e.determined > 2 or (e.firm > 3 and e.articles > 1) else None
