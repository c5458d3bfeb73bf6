"""Which surface forms are one actor: what may be merged by machine, and nothing else.

An *identity* is a string; forms with the same identity are one actor.  Merged are people with the same first
and last name, an organisation’s spellings and its acronym, a ministry however its country is put, listed
other names.  Never merged: people who share a surname, an agency and its parent, papers of similar names.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Collection, Mapping
from functools import cache

from ...gazetteer import gazetteer, lower_words, pairs, plain, words
from .evidence import Corpus
from .form import Verdict

_GENERATIONS = frozenset(("jr", "sr", "ii", "iii", "iv"))
_SUFFIXES = _GENERATIONS | {"phd", "md"}
_SMALL = frozenset(("of", "for", "the", "and", "on", "in", "to", "at", "&", "against", "with"))


def bare(words_: str) -> str:
    """A name in small letters without accents: as people’s names are compared."""
    return unicodedata.normalize("NFKD", words_).encode("ascii", "ignore").decode().lower() or words_.lower()


def person(form: str) -> str:
    """First and last name, a middle name or initial set aside; “Jr.” is kept: fathers and sons are two."""
    parts = bare(form).replace(",", "").split(" ")
    kept = [p for p in parts if p.rstrip(".") not in _SUFFIXES]
    if len(kept) < 2:
        return f"person {' '.join(kept or parts)}"
    generation = [p.rstrip(".") for p in parts[1:] if p.rstrip(".") in _GENERATIONS]
    return " ".join(("person", kept[0].rstrip("."), _surname(kept), *generation))


def _surname(parts: list[str]) -> str:
    start = len(parts) - 1
    while start > 1 and parts[start - 1] in words("particles") and parts[start - 1] not in ("y", "e"):
        start -= 1
    return " ".join(parts[start:])


def organisation(form: str) -> str:
    """One spelling, one order of words; a country’s organs by country and kind."""
    spelling = _spellings()
    parts = [spelling.get(p, p) for p in bare(form).replace("&", "and").split(" ")]
    if len(parts) > 2 and parts[-1].rstrip(".") in ("inc", "corp", "ltd", "llc", "plc", "co"):
        parts = parts[:-1]
    owner, rest = _owner(form, parts)
    if owner and (known := _listed_organ(owner, " ".join(form.split(" ")[-len(rest) :]))):
        return f"known {known}"
    kind = _organ(rest)
    if kind:
        return f"organ {kind} of {owner}" if owner else f"organ {kind}"
    return f"organization {' '.join(parts)}"


@cache
def _spellings() -> dict[str, str]:
    return dict(pairs("spellings"))


def _owner(form: str, parts: list[str]) -> tuple[str, list[str]]:
    """The country that an organ belongs to, and the rest of its name."""
    g = gazetteer()
    original = form.split(" ")
    for length in (2, 1):
        if len(parts) > length:
            head = " ".join(original[:length])
            possessed = plain(head).removesuffix("'s").removesuffix("'")
            if head in g.peoples:
                return bare(g.peoples[head]), parts[length:]
            if possessed in g.countries:
                return bare(g.known[possessed].name), parts[length:]
            tail = plain(" ".join(original[-length:]))
            if tail in g.countries and len(parts) > length + 1 and parts[-length - 1] in ("of", "the"):
                rest = parts[:-length]
                while rest and rest[-1] in ("of", "the"):
                    rest = rest[:-1]
                return bare(g.known[tail].name), rest
    return "", parts


def _listed_organ(owner: str, rest: str) -> str | None:
    """The listed organ of a country, whichever name of the country stands before it (“UK”, “British”)."""
    found = (gazetteer().known.get(f"{country} {rest}") for country in _countries().get(owner, ()))
    return next((known.name for known in found if known is not None), None)


@cache
def _countries() -> dict[str, tuple[str, ...]]:
    """All that a country is called, by its name; adjectives too."""
    g = gazetteer()
    called: dict[str, set[str]] = defaultdict(set)
    for words_ in g.countries:
        called[bare(g.known[words_].name)].add(words_)
    for people, country in g.peoples.items():
        called[bare(country)].add(people)
    return {country: tuple(sorted(names)) for country, names in called.items()}


def _organ(parts: list[str]) -> str:
    """“defense ministry” for “Ministry of Defense”; empty for what is no organ of a state."""
    rest = [p for p in parts if p not in ("of", "the", "for", "and")]
    kinds = [p for p in rest if p in ("ministry", "department")]
    if kinds and len(rest) > 1:
        subject = [p for p in rest if p not in kinds]
        if subject == ["foreign", "affairs"]:
            subject = ["foreign"]
        if subject == ["internal", "affairs"]:
            subject = ["interior"]
        return " ".join((*subject, kinds[0]))
    phrase = " ".join(rest)
    return phrase if phrase in _ORGANS else ""


_ORGANS = frozenset(
    [
        "army",
        "navy",
        "air force",
        "armed forces",
        "general staff",
        "parliament",
        "supreme court",
        "security council",
        "national guard",
        "constitutional court",
        "central bank",
        "government",
        "police",
        "military intelligence",
        "embassy",
        "national assembly",
    ]
)


def identities(verdicts: Mapping[str, Verdict], corpus: Corpus) -> tuple[dict[str, str], dict[str, frozenset[str]]]:
    """The identity of every decided form, after all merges; and forms that several people share, with theirs."""
    found = {form: _identity(form, verdict) for form, verdict in verdicts.items() if verdict.type}
    shared = _namesakes(found)
    merged = _short_names(found) | _parts_of_names(found) | _acronyms(found, verdicts, corpus)
    merged |= _juniors(found, merged, corpus)
    return {form: _last(identity, merged) for form, identity in found.items()}, shared


def _last(identity: str, merged: Mapping[str, str]) -> str:
    for _ in range(9):
        if identity not in merged:
            break
        identity = merged[identity]
    return identity


def _identity(form: str, verdict: Verdict) -> str:
    if verdict.known:
        return f"known {verdict.known.name}"
    if verdict.type == "person":
        return person(form)
    if verdict.type == "organization":
        return organisation(form)
    return f"{verdict.type} {bare(form)}"


def _namesakes(found: dict[str, str]) -> dict[str, frozenset[str]]:
    """People of one first and last name whose middle names disagree are set apart (“George H. W.”, “George W.”).

    The form without a middle name then belongs to all of them, and is linked to none.
    """
    groups: dict[str, list[str]] = defaultdict(list)
    for form, identity in found.items():
        if identity.startswith("person ") and identity.count(" ") > 1:
            groups[identity].append(form)
    shared: dict[str, frozenset[str]] = {}
    for identity, forms in groups.items():
        clusters: list[list[tuple[str, ...]]] = []
        middles = {form: _middle(form) for form in sorted(forms)}
        for middle in sorted(set(middles.values()) - {()}):
            home = next((c for c in clusters if any(_agree(middle, other) for other in c)), None)
            if home is None:
                clusters.append([middle])
            else:
                home.append(middle)
        if len(clusters) < 2:
            continue
        names = [f"{identity} ({' '.join(cluster[0])})" for cluster in clusters]
        full = frozenset(form for form, middle in middles.items() if middle)
        for form, middle in middles.items():
            if middle:
                found[form] = next(n for n, c in zip(names, clusters, strict=True) if middle in c)
            else:
                del found[form]
                shared[form] = full
    return shared


def _middle(form: str) -> tuple[str, ...]:
    parts = [p for p in bare(form).split(" ") if p.rstrip(".") not in _SUFFIXES]
    return tuple(p.replace(".", "") for p in parts[1 : len(parts) - len(_surname(parts).split(" "))])


def _agree(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """“J.” and “John”; “Rodham” and “Diane Rodham”."""
    return any(a.startswith(b) or b.startswith(a) for a in one for b in other)


def _short_names(found: Mapping[str, str]) -> dict[str, str]:
    """An initial or a nickname for a first name, where one other bearer of the surname can be meant."""
    bearers: dict[str, set[str]] = defaultdict(set)
    for identity in found.values():
        if identity.startswith("person ") and identity.count(" ") > 1 and not identity.endswith(")"):
            bearers[identity.split(" ", 2)[2]].add(identity)
    merged: dict[str, str] = {}
    for surname in sorted(bearers):
        for identity in sorted(bearers[surname]):
            first = identity.split(" ")[1]
            same = [o for o in sorted(bearers[surname]) if o != identity and _short_for(first, o.split(" ")[1])]
            if len(same) == 1:
                merged[identity] = same[0]
    return merged


def _juniors(found: Mapping[str, str], merged: Mapping[str, str], corpus: Corpus) -> dict[str, str]:
    """“Jr.” left out: where both hold one office (“Senator …”), and no article names the two side by side."""
    offices: dict[str, set[str]] = defaultdict(set)
    beside: dict[str, set[str]] = defaultdict(set)
    for form, identity in found.items():
        if identity.startswith("person ") and (evidence := corpus.forms.get(form)):
            root = _last(identity, merged)
            offices[root] |= {title for title in evidence.forms_of_address if _is_office(title)}
            beside[root] |= {_last(found[kin], merged) for kin in corpus.kin.get(form, ()) if kin in found}
    joined: dict[str, str] = {}
    for junior in sorted(i for i in beside if i.endswith(" jr") and offices[i]):
        _, first, *surname, _ = junior.split(" ")
        called = {first, *(n for pair in _nicknames() if first in pair for n in pair)}
        others = {i for i in (" ".join(("person", name, *surname)) for name in called) if i in offices}
        if len(others) == 1 and not others & beside[junior] and all(offices[i] & offices[junior] for i in others):
            joined[junior] = others.pop()
    return joined


def _is_office(title: str) -> bool:
    return title in words("ranks") or title.lower() in lower_words("roles")


def _parts_of_names(found: Mapping[str, str]) -> dict[str, str]:
    """A second surname or a first name left out, where one longer name only can be meant."""
    longer: dict[str, set[str]] = defaultdict(set)
    bearers: dict[str, set[str]] = defaultdict(set)
    for identity in found.values():
        if identity.count(" ") > 1:
            bearers[identity.rsplit(" ", 1)[-1]].add(identity)
    for form, identity in found.items():
        parts = bare(form).split(" ")
        if identity.startswith("person ") and len(parts) > 2 and parts[-1].rstrip(".") not in _SUFFIXES:
            for end in range(2, min(len(parts), 6)):
                longer[person(" ".join(parts[:end]))].add(identity)
            if form.split(" ")[1] not in gazetteer().first_names or len(bearers[identity.rsplit(" ", 1)[-1]]) == 2:
                longer[person(" ".join(parts[1:]))].add(identity)  # Recep Tayyip Erdogan
    merged: dict[str, str] = {}
    for identity in sorted(set(found.values())):
        others = longer.get(identity, set()) - {identity}
        if len(others) == 1:
            (other,) = others
            if merged.get(other) != identity:
                merged[identity] = other
    return merged


def _short_for(short: str, long: str) -> bool:
    if len(short) == 1:
        return long.startswith(short) and len(long) > 1
    return (short, long) in _nicknames()


@cache
def _nicknames() -> frozenset[tuple[str, str]]:
    return frozenset((bare(a), bare(b)) for a, b in pairs("nicknames"))


def initials(form: str) -> Collection[str]:
    """Acronyms that a name may have: with and without its small words."""
    parts = [p for p in plain(form).replace("-", " ").split(" ") if p]
    large = "".join(p[0] for p in parts if p.lower() not in _SMALL)
    every = "".join(p[0] for p in parts)
    return {large.upper(), every.upper()}


def _acronyms(found: Mapping[str, str], verdicts: Mapping[str, Verdict], corpus: Corpus) -> dict[str, str]:
    """An acronym to the name that it stands for: by brackets, or as the initials of one name only."""
    named: dict[str, set[str]] = defaultdict(set)
    bracketed: dict[str, set[str]] = defaultdict(set)
    for form, identity in found.items():
        if verdicts[form].type not in ("organization", "group"):
            continue
        for acronym in corpus.forms[form].brackets if form in corpus.forms else ():
            bracketed[acronym].add(identity)
        if form.count(" ") > 1:
            for acronym in initials(form):
                named[acronym].add(identity)
    merged: dict[str, str] = {}
    for form, identity in found.items():
        letters = form.replace(".", "")
        if " " in form or not letters.isupper() or verdicts[form].type == "place":
            continue
        meant = bracketed.get(form) or (named.get(letters, set()) if len(letters) > 2 else set())
        meant = meant - {identity}
        if len(meant) == 1 and (not verdicts[form].known or form in bracketed):
            (merged[identity],) = meant
    return merged
