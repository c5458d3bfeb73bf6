"""Names of outlets: where a name stands, how far it reaches, and whether it is an outlet's."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from ...gazetteer import gazetteer, plain
from ...model import Span
from .reading import Reading
from .words import meanings, word_set

CAPITALISED = re.compile(r"[A-Z0-9À-ÖØ-ÞА-ЯĀ-ž][\w&.’'+-]*\w|[A-Z]\b")
DETERMINERS = frozenset({"a", "an", "the", "his", "her", "its", "their", "my", "our", "your", "one", "another", "this"})
_TOKEN = re.compile(r"[ \n](\w[\w.'’&/-]*\w|\w)")
_POSSESSIVE = re.compile(r"['’]s? ")
_PHRASE_END = re.compile(r"[,;:.!?()“”\"\n]| (?:who|that|which|and|but|in|on|with|from|familiar|briefed|citing)\b")
_DAYS = frozenset(meanings("month")) | frozenset(meanings("weekday"))
_NAME_LINKS = frozenset({"of", "de", "della", "des", "du", "la", "le", "for", "&"})
_NEWS = frozenset({"newspaper", "magazine", "broadcaster", "news agency", "outlet", "news site", "journal", "tabloid"})
"""Kinds of the shipped organisations that are outlets."""


class Name(NamedTuple):
    """A noun phrase that may name an outlet. ``name``: the part that may name an actor."""

    span: Span
    name: Span | None
    outlet: bool


def name_phrase(at: int, end: int, reading: Reading) -> Name | None:
    """The name at ``at``, with the words before it that say what it is: “the German newspaper Bild”."""
    text = reading.text
    start = at
    kind = False
    for _ in range(5):
        match = CAPITALISED.match(text, at, end)
        if match is not None:
            break
        token = _TOKEN.match(" " + text[at : min(end, at + 24)])
        if token is None:
            return None
        word = token.group(1).lower()
        if word in word_set("function") and word not in DETERMINERS:
            return None
        kind = kind or word in word_set("outlet-kind")
        at += len(token.group(1)) + 1
        if text[at - 1 : at] != " ":
            return None
    else:
        return None
    first = match.start()
    last = match.end()
    while (following := _TOKEN.match(text, last)) is not None and following.end() <= end:
        word = following.group(1)
        if word.lower() in _DAYS:
            break
        if word[0].isupper() or word[0].isdigit():
            last = following.end()
            continue
        joins = word in _NAME_LINKS or word in word_set("outlet-kind")  # “the Finnish agency Pohjola”
        beyond = _TOKEN.match(text, following.end()) if joins or word == "news" else None
        if beyond is not None and word == "news" and beyond.group(1) in word_set("outlet-kind"):
            beyond = _TOKEN.match(text, beyond.end())
        if beyond is None or beyond.end() > end or not beyond.group(1)[0].isupper() or word == "and":
            break
        last = beyond.end()
    return _as_name(start, first, last, kind, reading)


def _as_name(start: int, first: int, last: int, kind: bool, reading: Reading) -> Name | None:
    """The phrase as a name: possessives before it (“London's Daily Express”) set aside, known as an outlet or not."""
    text = reading.text
    if text[first:last].lower() in _DAYS or text[last - 2 : last] in ("'s", "’s"):
        return None
    possessives = list(_POSSESSIVE.finditer(text, first, last))
    possessive = possessives[-1] if possessives else None
    name = first
    if possessive is not None:
        owner = text[first : possessive.start()]
        if _is_outlet(owner, kind=False, definite=start < first):
            return Name((start, last), (first, possessive.start()), True)
        name = possessive.end()
    words = text[name:last].split()
    kinds = [n for n, w in enumerate(words[:-1]) if w.lower() in word_set("outlet-kind") and w[0].islower()]
    if words and words[0] in ("The",) and len(words) > 1:
        name += 4
    definite = text[start:first].lower().endswith("the ") or words[:1] == ["The"]
    outlet = _is_outlet(text[name:last], kind or bool(kinds), definite or possessive is not None)
    return Name((start, last), (name, last), outlet)


def _is_outlet(name: str, kind: bool, definite: bool) -> bool:
    """By the words before it ("the newspaper"), by the lists, or by a word of its own ("… Times")."""
    words = name.split()
    if kind or not words:
        return kind
    low = name.lower()
    if low in word_set("outlet") or f"the {low}" in word_set("outlet"):
        return True
    if any(_is_listed(" ".join(words[:n])) for n in (len(words), 2, 1)) or (definite and _is_listed(f"the {name}")):
        return True
    if len(words) > 1 and (
        words[0].lower() in word_set("outlet-start") or words[-1].lower() in word_set("outlet-tail")
    ):
        return True
    if words[0] in gazetteer().first_names:
        return False
    return any(w.lower() in word_set("outlet-word") for w in words) and (definite or len(words) > 1)


@cache
def _is_listed(name: str) -> bool:
    known = gazetteer().known.get(name if name.startswith("the ") else plain(name))
    return known is not None and not _NEWS.isdisjoint(known.kinds)


def subject_before(at: int, low: int, reading: Reading) -> Name | None:
    """The name that ends just before ``at``, back to a comma, a quotation mark or the sentence's start."""
    cut = max(low, at - 64)
    for sign in ',;:“”"()':
        cut = max(cut, reading.text.rfind(sign, cut, at) + 1)
    words = reading.text[cut:at].strip()
    if not words:
        return None
    start = reading.text.index(words, cut)
    if words.startswith("as "):
        start += 3
    name = name_phrase(start, start + len(words), reading)
    return name if name and reading.text[name.span[1] : at].strip() == "" else None


def plain_phrase(at: int, end: int, reading: Reading) -> Name | None:
    """A source that has no name: “two officials”, “court documents”; not “plan”."""
    match = _PHRASE_END.search(reading.text, at, min(end, at + 80))
    last = match.start() if match else min(end, at + 80)
    words = reading.folded[at:last].split()
    if not words or reading.text[at] == " " or not any(w in word_set("source-word") for w in words):
        return None
    return Name((at, last), None, False)


def squash(name: str) -> str:
    """A name without case, blanks, marks and “the”."""
    words = re.sub(r"\W+", " ", name.lower()).split()
    return "".join(w for w in words if w != "the")


def is_publisher(name: str, reading: Reading) -> bool:
    """Whether the name is the article's own outlet: it reports, but it is no hop."""
    fact = reading.cleaned.metadata.publisher
    if fact is None:
        return False
    publisher = squash(re.sub(r"\.(?:com|org|net|co|news|info|ua|co\.uk)$", "", fact.value.lower()))
    if not publisher:
        return False
    squashed = squash(name)
    if squashed in (publisher, publisher.removeprefix("www")):
        return True
    # “The Ostrand Mirror has learnt …”, and then “told the Mirror”
    last = fact.value.split()[-1].lower()
    return squashed == last and last in word_set("outlet-word") and fact.value in reading.text
