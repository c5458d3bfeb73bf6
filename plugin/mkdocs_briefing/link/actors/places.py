"""Rules for places."""

from __future__ import annotations

from ...gazetteer import gazetteer, words
from .form import Form, Verdict
from .organisations import says_too_little
from .people import is_first_name


def place(form: Form) -> Verdict | None:
    """By its last word (“… County”) or first (“Mount …”)."""
    e, parts = form.evidence, form.parts
    if form.single or form.only_in_headlines:
        return None
    if is_first_name(form.first) and form.last in gazetteer().surnames and not (e.determined or e.places):
        return None  # Ana Hill
    if form.last not in words("place heads") and (form.first not in words("natural starts") or e.titles):
        return None
    own_word = not says_too_little(parts)
    if form.last not in words("buildings") and any(part in words("organisation heads") for part in parts[:-1]):
        return Verdict("organization", "head", own_word)  # … School District
    return Verdict("place", "place head", own_word and e.firm > 0)


def foreign_place(form: Form) -> Verdict | None:
    """“Plaza …”: by a first word in another language; “Western Africa”: by a direction."""
    e = form.evidence
    if form.single or form.only_in_headlines or e.titles:
        return None
    if form.first in words("foreign place starts") and form.last not in words("organisation heads"):
        if is_first_name(form.first) and (e.reused or form.last in gazetteer().surnames):
            return None
        return Verdict("place", "foreign head", e.firm > 0 and e.places > 0)
    if form.first in words("directions") and _is_place(" ".join(form.parts[1:])):
        return Verdict("place", "direction", True)
    return None


def _is_place(text: str) -> bool:
    known = gazetteer().known.get(text)
    return text in gazetteer().cities or (known is not None and known.type == "place")


def city(form: Form) -> Verdict | None:
    """A listed city; a listed town where nothing speaks for a person of that name."""
    e, text, g = form.evidence, form.text, gazetteer()
    large, small = text in g.cities, text in g.towns
    if not (large or small) or e.titles * 2 > e.count:
        return None
    likely = e.places * 4 >= e.count or (e.places > 0 and not e.speech)
    if not form.single:
        return Verdict("place", "city", large or likely) if large or not form.only_in_headlines else None
    if form.is_common() or text in words("organisation heads") or text in words("place heads"):
        return None
    named = text in g.surnames or text in g.first_names
    if large:
        return Verdict("place", "city", likely or not named)
    named = named or text.removesuffix("s") in g.surnames
    return Verdict("place", "town", e.places > 0 or not named) if likely or not (named or e.speech) else None
