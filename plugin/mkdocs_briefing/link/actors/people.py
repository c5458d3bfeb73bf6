"""Rules for people and peoples."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from ...gazetteer import gazetteer, plain, words
from .evidence import Corpus
from .form import NOTHING, TWO_NAMES, Form, Verdict

_HYPHENATED = re.compile(r"[A-Z][a-z]{1,6}-[A-Za-z][a-z]{1,6}")
"""Kim Jong-un, Park Geun-hye, Tsai Ing-wen"""
_GLUED = re.compile(r"[a-z]{4}[A-Z][a-z]{3}|[a-z][A-Z]{3}|[A-Z]{4}[a-z]{2}")
"""words that lost the blank between them"""


def people(form: Form) -> Verdict | None:
    """“Chechens”: a people by its plural; “Chechen”: an adjective, nobody."""
    text, listed = form.text, gazetteer().peoples
    if is_group(f"{text}s"):
        return NOTHING
    plural = text.endswith("s") and not text.endswith("ss")
    if text in listed:
        return Verdict("group", "people", True) if plural else NOTHING
    return Verdict("group", "people", True) if plural and text[:-1] in listed else None


def is_group(text: str) -> bool:
    known = gazetteer().known.get(text)
    return known is not None and known.type == "group"


def person(form: Form) -> Verdict | None:
    """By first name, title, role, or a surname that is used alone."""
    parts, e = form.parts, form.evidence
    if not 2 <= len(parts) <= 6 or not looks_personal(parts):
        return None
    common = [form.corpus.is_common(part) for part in parts if part[0].isupper()]
    if any(common[1:-1]) or _holds_a_person(form):
        return TWO_NAMES  # “Ana Lima Beats Odds”, “Skipper Ana Lima”
    listed, surname = is_first_name(form.first), form.last in gazetteer().surnames
    stated = e.titles + e.roles > 0 and not form.only_in_headlines
    if form.only_in_headlines:
        sure = listed and surname and not any(common) and len(parts) < 4
        return Verdict("person", "headline") if sure else None
    if e.determined * 2 > e.count and not stated and not (listed and surname):
        return None
    if len(parts) == 2 and len(form.first) < 8 and _HYPHENATED.fullmatch(form.last):
        return Verdict("person", "hyphenated given name", True)
    if listed and not any(common):
        return Verdict("person", "first name", True)
    if stated and not common[-1]:
        return Verdict("person", "title", True)
    if (e.reused or e.speech) and not any(common) and len(parts) < 5 and form.last not in gazetteer().known:
        return Verdict("person", "surname alone", bool(e.firm or e.reused))
    if e.belongs and len(parts) == 2 and form.first in gazetteer().first_names and not common[-1]:
        return Verdict("person", "first name, and where from", form.last not in gazetteer().known)
    weak = form.first in words("given-name words") and form.first in gazetteer().first_names
    if (listed or weak) and (surname or stated):
        return Verdict("person", "first name and surname", stated or e.reused > 0 or (surname and not common[-1]))
    return None


def titled(form: Form) -> Verdict | None:
    """A single word after “Mr.” or a rank."""
    e, text = form.evidence, form.text
    if not form.single or not e.titles or not e.firm or len(text) < 3 or "." in text:
        return None
    if text in words("given-name words"):
        return None
    sure = e.titles * 4 >= e.count and not form.is_common() and text not in gazetteer().first_names
    return Verdict("person", "title", sure)


def _holds_a_person(form: Form) -> bool:
    """Whether it begins or ends with a person’s name that is printed more often by itself."""
    parts, most = form.parts, max(form.evidence.count, 2)
    inner = [parts[:2], parts[:3]] if len(parts) > 3 else []
    inner += [parts[1:]] if len(parts) > 2 else []
    found = (form.corpus.forms.get(" ".join(some)) for some in inner if is_first_name(some[0]) and len(some[0]) > 2)
    return any(evidence is not None and evidence.count > most for evidence in found)


@lru_cache(maxsize=1 << 16)
def is_first_name(word: str) -> bool:
    """A listed first name that is no plain word, or initials."""
    if word in words("given-name words"):
        return False
    listed = gazetteer().first_names
    initials = word.endswith(".") and word.replace(".", "").isupper() and len(word) < 5 and word != "U.S."
    return word in listed or word.split("-")[0] in listed or initials


def is_person(parts: Sequence[str], corpus: Corpus) -> bool:
    """Words before another name: a full name by its first name, a surname by title or speech."""
    if len(parts) > 1:
        return is_first_name(parts[0])
    return corpus.speaks(parts[0])


def looks_personal(parts: Sequence[str]) -> bool:
    """Nothing in it that people’s names do not have: digits, head words, peoples, countries, capitals throughout."""
    small = words("particles")
    return all(part in small if part.islower() else _may_be_in_a_name(part, n == 0) for n, part in enumerate(parts))


@lru_cache(maxsize=1 << 16)
def _may_be_in_a_name(part: str, stands_first: bool) -> bool:
    g = gazetteer()
    capitals = part.isupper() and len(part) > 1 and "." not in part
    initials = stands_first and len(part) == 2 and part not in g.known  # JD Lima
    if any(c.isdigit() or c == "&" for c in part) or (capitals and not initials):
        return False
    if part in g.peoples or part in words("no actors") or is_group(part) or is_group(f"{part}s"):
        return False
    if plain(part) in g.countries and part not in g.first_names and part not in g.surnames:
        return False
    if stands_first:
        return True
    if len(part) == 1 or part in words("abbreviations") or _GLUED.search(part):
        return False
    return not any(part in words(s) for s in ("dropped heads", "organisation starts", "organisation heads"))
