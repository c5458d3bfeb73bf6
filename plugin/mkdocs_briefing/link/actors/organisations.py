"""Rules for organisations."""

from __future__ import annotations

from functools import lru_cache

from ...gazetteer import gazetteer, lower_words, plain, words
from .form import NOTHING, Form, Verdict
from .people import is_person


def organisation(form: Form) -> Verdict | None:
    """By its last word (“… Ministry”), or an earlier one before “of”, “for”, “on” (“Institute for …”)."""
    parts = form.parts
    if form.single or form.only_in_headlines:
        return None
    if "&" in parts:
        return Verdict("organization", "&", form.evidence.firm > 0)
    small = any(part in ("of", "for", "on", "to", "against") for part in parts[1:])
    starts = small and any(part in words("organisation starts") for part in parts)
    heads = plain(form.last).rstrip(".") in words("organisation heads")
    if form.last in words("buildings") or not (starts or heads):
        return None
    if form.last in words("owned by a person") and is_person(parts[:-1], form.corpus):
        return None  # the Lima Administration
    return Verdict("organization", "head", not says_too_little(parts))


def outlet(form: Form) -> Verdict | None:
    """What an article's metadata name as its publisher."""
    if form.text not in form.corpus.publishers or form.evidence.titles:
        return None
    return None if form.single and form.is_common() else Verdict("organization", "outlet", True)


def called(form: Form) -> Verdict | None:
    """By the noun before it, once or more often: “aid group Open Hearth”, “brokerage Lima Markets”."""
    e = form.evidence
    if not e.called or e.titles or e.called * 4 < e.count or (form.single and form.is_common()):
        return None
    if is_person(form.parts[:1], form.corpus) or form.last in words("dropped heads"):
        return None
    return Verdict("organization", "called so", True)


def says_too_little(parts: list[str]) -> bool:
    """“Defense Ministry”, “City Council”: an organ of some state or town, and no word of its own."""
    return any(part in words("organs") for part in parts) and all(_is_general(part) for part in parts)


@lru_cache(maxsize=1 << 16)
def _is_general(part: str) -> bool:
    lists = ("subjects", "organisation heads", "organisation starts", "place heads", "general words")
    return (
        part.islower()
        or part[0].isdigit()
        or part.lower() in lower_words("role modifiers")
        or any(part in words(section) for section in lists)
    )


def foreign(form: Form) -> Verdict | None:
    """“Universidad de …”: by a first word in another language."""
    if form.single or form.only_in_headlines or form.evidence.titles:
        return None
    if form.first in words("foreign organisation starts") and form.last not in words("place heads"):
        return Verdict("organization", "foreign head", form.evidence.firm > 0)
    return None


def team(form: Form) -> Verdict | None:
    """A city or country and a plural (“Riga Falcons”): a team; with a common plural (“Iowa voters”), nobody."""
    last, g = form.last, gazetteer()
    if form.single or not last.endswith("s") or last.endswith(("ss", "is", "us")) or not form.evidence.firm:
        return None
    town = " ".join(form.parts[:-1])
    listed = g.known.get(town)
    if town not in g.cities and town not in g.peoples and (listed is None or listed.type != "place"):
        return None
    if last in g.surnames or last in words("organisation heads") or last in words("place heads"):
        return None
    if form.corpus.is_common(last) or last in g.known or last in words("dropped heads"):
        return NOTHING
    return Verdict("organization", "team", form.evidence.determined > 0)
