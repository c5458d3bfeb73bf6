"""Type and keep-or-drop, decided once for each surface form over the whole corpus.

The rules stand in the order in which they win; the first that answers decides.  ``published`` says that the
rule is sure enough for a page; other actors are kept for review.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from ...gazetteer import Known, gazetteer, lower_words, plain, words
from .evidence import Corpus, Evidence

Type = Literal["person", "organization", "place", "group"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a surface form names; ``type`` None: nothing that has a page."""

    type: Type | None
    rule: str
    published: bool = False
    known: Known | None = None


NOTHING = Verdict(None, "nothing")
TWO_NAMES = Verdict(None, "two names")
"""a run in which names meet: found in its parts, never as a whole"""


def decide(corpus: Corpus) -> dict[str, Verdict]:
    """The verdict on every surface form that some rule answers for."""
    judged = ((form, _judge(form, evidence, corpus)) for form, evidence in corpus.forms.items())
    return {form: verdict for form, verdict in judged if verdict is not None}


def _judge(form: str, evidence: Evidence, corpus: Corpus) -> Verdict | None:
    parts = form.split(" ")
    for rule in _RULES:
        verdict = rule(form, parts, evidence, corpus)
        if verdict is not None:
            return verdict
    return None


Rule = Callable[[str, list[str], Evidence, Corpus], "Verdict | None"]


def _listed(form: str, parts: list[str], e: Evidence, corpus: Corpus) -> Verdict | None:
    """A name of the shipped lists."""
    known = gazetteer().known.get(form)
    if known is None and form.isupper() and len(form) > 5:
        known = _capitals().get(form)
    if known is None or (len(parts) == 1 and len(form) < 4 and e.headings == e.count):
        return None
    if len(parts) == 1 and known.type != "place" and not known.name.isupper() and corpus.is_common(form):
        return None  # Nature, Science, Apple as common words
    if len(parts) == 1 and e.titles > e.count / 2:
        return None
    return Verdict(known.type, "listed", True, known)


@cache
def _capitals() -> dict[str, Known]:
    return {name.upper(): known for name, known in gazetteer().known.items()}


def _two_names(form: str, parts: list[str], e: Evidence, corpus: Corpus) -> Verdict | None:
    """“Lima White House”, “Battleground Senate”: a surname or a common word before a listed organisation."""
    for cut in range(1, len(parts)):
        known = gazetteer().known.get(" ".join(parts[cut:]))
        if known is not None and known.type == "organization":
            person = cut == 1 and _is_person_name(parts[:1], corpus)
            return TWO_NAMES if person or all(corpus.is_common(part) for part in parts[:cut]) else None
    opens = len(parts) > 2 and not e.firm and corpus.lower[parts[0].lower()] > 1
    if opens and parts[0] not in gazetteer().first_names and parts[0] not in words("organisation starts"):
        return TWO_NAMES  # “Addressing the …” lost its article
    return None


def _in_capitals(form: str, parts: list[str], e: Evidence, corpus: Corpus) -> Verdict | None:
    """A name in capitals is judged as the same name in small letters."""
    if not form.isupper() or len(form) < 5:
        return None
    small = " ".join(part if len(part) < 3 else part.capitalize() for part in parts)
    if len(parts) == 1:
        return Verdict("place", "city", True) if small in gazetteer().cities else None
    known = corpus.forms.get(small)
    return _judge(small, known, corpus) if known and small != form else None


def _named_as_nothing(form: str, parts: list[str], e: Evidence, corpus: Corpus) -> Verdict | None:
    """Days, laws, things, lines of a page’s frame."""
    if len(parts) == 1 and (form in words("dropped heads") or len(form) < 2):
        return NOTHING
    if _RUN_TOGETHER.search(form) or _only_a_title(parts):
        return NOTHING
    if form in _nothings() or all(part in _nothings() or part in lower_words("closed class") for part in parts):
        return NOTHING
    return None


def _only_a_title(parts: list[str]) -> bool:
    """“Prime Minister”, “Norwegian President”: nobody’s name."""
    modifiers, g = lower_words("role modifiers") | lower_words("roles"), gazetteer()
    return (parts[-1] in words("titles") or parts[-1].lower().removesuffix("s") in lower_words("roles")) and all(
        part.lower() in modifiers or part in words("subjects") or part in g.peoples or part in g.countries
        for part in parts[:-1]
    )


@cache
def _nothings() -> frozenset[str]:
    return frozenset(plain(word) for word in words("no actors"))


def _people(form: str, parts: list[str], e: Evidence, corpus: Corpus) -> Verdict | None:
    """“Chechens”: a people by its plural; “Chechen”: an adjective, nobody."""
    if _is_group(f"{form}s"):
        return NOTHING
    if form not in gazetteer().peoples:
        singular = form.removesuffix("s")
        if singular == form or singular not in gazetteer().peoples:
            return None
        return Verdict("group", "people", True)
    return Verdict("group", "people", True) if form.endswith("s") and not form.endswith("ss") else NOTHING


def _is_group(form: str) -> bool:
    known = gazetteer().known.get(form)
    return known is not None and known.type == "group"


def _quoted(form: str, parts: list[str], e: Evidence, corpus: Corpus) -> Verdict | None:
    """Only ever alone between quotation marks: the name of a film, a song, a phrase."""
    return NOTHING if e.quoted == e.count else None


def _thing(form: str, parts: list[str], e: Evidence, corpus: Corpus) -> Verdict | None:
    """Events, laws, works, by their last word."""
    if len(parts) > 1 and parts[-1] in words("dropped heads") and not e.titles:
        return NOTHING
    return None


def _product(form: str, parts: list[str], e: Evidence, corpus: Corpus) -> Verdict | None:
    """A listed company and one word more (“Toyota Corolla”): what it makes."""
    maker = gazetteer().known.get(parts[0])
    if maker is None or "company" not in maker.kinds or len(parts) != 2 or parts[1] in words("organisation heads"):
        return None
    return None if _first_name(parts[0]) else NOTHING


def _team(form: str, parts: list[str], e: Evidence, corpus: Corpus) -> Verdict | None:
    """A city or country and a plural (“Riga Falcons”): a team; with a common plural (“Iowa voters”), nobody."""
    if len(parts) < 2 or not parts[-1].endswith("s") or parts[-1].endswith(("ss", "is", "us")):
        return None
    town = " ".join(parts[:-1])
    g = gazetteer()
    listed = g.known.get(town)
    if not (town in g.cities or (listed and listed.type == "place") or town in g.peoples):
        return None
    if parts[-1] in g.surnames or parts[-1] in words("organisation heads") or parts[-1] in words("place heads"):
        return None
    if corpus.is_common(parts[-1]) or parts[-1] in g.known or parts[-1] in words("dropped heads"):
        return NOTHING
    return Verdict("organization", "team", e.determined > 0)


def _foreign(form: str, parts: list[str], e: Evidence, corpus: Corpus) -> Verdict | None:
    """“Universidad de …”, “Plaza …”: by a first word in another language; “Western Africa”: by a direction."""
    if len(parts) < 2 or e.headings == e.count or e.titles:
        return None
    if parts[0] in words("foreign organisation starts") and parts[-1] not in words("place heads"):
        return Verdict("organization", "foreign head", e.firm > 0)
    if parts[0] in words("foreign place starts") and parts[-1] not in words("organisation heads"):
        if _first_name(parts[0]) and (e.reused or parts[-1] in gazetteer().surnames):
            return None
        return Verdict("place", "foreign head", e.firm > 0 and e.places > 0)
    if parts[0] in _DIRECTIONS and _is_place(" ".join(parts[1:])):
        return Verdict("place", "direction", True)
    return None


def _is_place(form: str) -> bool:
    known = gazetteer().known.get(form)
    return form in gazetteer().cities or (known is not None and known.type == "place")


_DIRECTIONS = frozenset(
    (
        "Western",
        "Eastern",
        "Northern",
        "Southern",
        "Central",
        "North",
        "South",
        "East",
        "West",
        "Upper",
        "Lower",
        "Southeast",
        "Southwest",
        "Northeast",
        "Northwest",
    )
)


def _organisation(form: str, parts: list[str], e: Evidence, corpus: Corpus) -> Verdict | None:
    """By its last word (“… Ministry”), or its first before “of”, “for”, “on” (“Institute for …”)."""
    if len(parts) < 2 or e.headings == e.count:
        return None
    starts = parts[0] in words("organisation starts") or " ".join(parts[:2]) in words("organisation starts")
    of_something = starts and any(p in ("of", "for", "on", "to", "against") for p in parts[1:4])
    inner = any(p in words("organisation starts") for p in parts) and any(p in ("of", "for", "on") for p in parts)
    heads = parts[-1] in words("organisation heads") or plain(parts[-1]).rstrip(".") in words("organisation heads")
    if "&" in parts:
        return Verdict("organization", "&", True)
    if not (heads or of_something or inner):
        return None
    if parts[-1] in words("owned by a person") and _is_person_name(parts[:-1], corpus):
        return None
    if parts[-1] in _BUILDINGS:
        return None
    return Verdict("organization", "head", not _generic(parts, corpus))


_BUILDINGS = frozenset(
    ("Hall", "Building", "Stadium", "Arena", "Airport", "Bridge", "Tower", "Park", "Palace", "Castle")
)


def _generic(parts: list[str], corpus: Corpus) -> bool:
    """“Defense Ministry”, “City Council”: an organ of some state or town, and no word of its own."""
    return any(part in words("organs") for part in parts) and all(
        part in words("subjects")
        or part in words("organisation heads")
        or part in words("organisation starts")
        or part in words("place heads")
        or part.islower()
        or part.lower() in lower_words("role modifiers")
        or (part[0].isdigit() and parts[-1] in ("District", "Division", "Street", "Avenue"))
        or part
        in (
            "Islamic",
            "Christian",
            "Jewish",
            "Congressional",
            "Judicial",
            "Circuit",
            "Electoral",
            "City",
            "High",
            "Supreme",
            "Grand",
            "Joint",
            "Great",
            "General",
            "Main",
            "Central",
            "National",
        )
        for part in parts
    )


def _place(form: str, parts: list[str], e: Evidence, corpus: Corpus) -> Verdict | None:
    """By its last word (“… County”) or first (“Mount …”), or a listed city."""
    g = gazetteer()
    if e.headings == e.count and len(parts) > 1 and form not in g.cities:
        return None
    person = _first_name(parts[0]) and parts[-1] in g.surnames and not (e.determined or e.places)
    if len(parts) > 1 and not person and (parts[-1] in words("place heads") or (parts[0] in _MOUNTS and not e.titles)):
        if any(part in words("organisation heads") for part in parts[:-1]) and parts[-1] not in _BUILDINGS:
            return Verdict("organization", "head", not _generic(parts, corpus))  # … School District
        return Verdict("place", "place head", not _generic(parts, corpus) and e.firm > 0)
    if e.titles * 2 > e.count or form in words("organisation heads") or form in words("place heads"):
        return None
    likely = e.places * 4 >= e.count or (e.places > 0 and not e.speech)
    named = form in g.surnames or form in g.first_names or form.removesuffix("s") in g.surnames
    if len(parts) > 1 and (form in g.cities or form in g.towns):
        return Verdict("place", "city", form in g.cities or likely)
    if form in g.cities and not corpus.is_common(form):
        return Verdict("place", "city", likely or (form not in g.surnames and form not in g.first_names))
    if form in g.towns and (likely or not (named or e.speech)) and not corpus.is_common(form):
        return Verdict("place", "town", e.places > 0 or not named)
    return None


_MOUNTS = frozenset(("Mount", "Mt", "Mt.", "Lake", "Cape", "Port", "Fort", "Ft.", "Gulf", "Bay", "Isle", "Strait"))


def _person(form: str, parts: list[str], e: Evidence, corpus: Corpus) -> Verdict | None:
    """By first name, title, role, or a surname that is used alone."""
    if not 2 <= len(parts) <= 6 or not _looks_personal(parts):
        return None
    stated = e.titles + e.roles > 0 and e.headings < e.count
    listed = _first_name(parts[0])
    surname = parts[-1] in gazetteer().surnames
    common = [corpus.is_common(part) for part in parts if part[0].isupper()]
    if any(common[1:-1]) or _holds_a_person(parts, e, corpus):
        return TWO_NAMES  # “Ana Lima Beats Odds”, “Skipper Ana Lima”
    if e.headings == e.count and not stated:
        return (
            Verdict("person", "headline", False) if listed and surname and not any(common) and len(parts) < 4 else None
        )
    if e.determined * 2 > e.count and not stated and not (listed and surname):
        return None
    if len(parts) == 2 and _HYPHENATED.fullmatch(parts[1]) and len(parts[0]) < 8:
        return Verdict("person", "hyphenated given name", True)
    if listed and not any(common):
        return Verdict("person", "first name", True)
    if stated and not common[-1]:
        return Verdict("person", "title", True)
    if (e.reused or e.speech) and not any(common) and len(parts) <= 4 and parts[-1] not in gazetteer().known:
        return Verdict("person", "surname alone", bool(e.firm or e.reused))
    weak = parts[0] in words("given-name words") and parts[0] in gazetteer().first_names
    if (listed or weak) and (surname or stated):
        return Verdict("person", "first name and surname", stated or e.reused > 0 or (surname and not common[-1]))
    return None


def _holds_a_person(parts: list[str], e: Evidence, corpus: Corpus) -> bool:
    """Whether the name begins or ends with a person’s name that is printed more often by itself."""
    heads = [parts[:n] for n in (2, 3) if len(parts) > 3]
    tails = [parts[1:]] if len(parts) > 2 else []
    inner = (corpus.forms.get(" ".join(some)) for some in heads + tails if _first_name(some[0]) and len(some[0]) > 2)
    return any(evidence is not None and evidence.count > max(e.count, 2) for evidence in inner)


_HYPHENATED = re.compile(r"[A-Z][a-z]{1,6}-[A-Za-z][a-z]{1,6}")
"""Kim Jong-un, Park Geun-hye, Tsai Ing-wen"""


def _first_name(word: str) -> bool:
    if word in words("given-name words"):
        return False
    head = word.split("-")[0]
    initials = word.endswith(".") and len(word.replace(".", "")) <= 2 and word[0].isupper() and word != "U.S."
    return word in gazetteer().first_names or head in gazetteer().first_names or initials


def _looks_personal(parts: list[str]) -> bool:
    """Nothing in it that people’s names do not have: digits, head words, peoples, countries, capitals throughout."""
    return all(
        part in words("particles") if part.islower() else _may_be_part_of_a_name(part, n)
        for n, part in enumerate(parts)
    )


def _may_be_part_of_a_name(part: str, place: int) -> bool:
    g = gazetteer()
    initials = place == 0 and len(part) == 2 and part not in g.known
    if any(c.isdigit() or c == "&" for c in part) or (
        part.isupper() and len(part) > 1 and "." not in part and not initials
    ):
        return False
    if part in g.peoples or part in words("no actors") or _RUN_TOGETHER.search(part):
        return False
    if _is_group(part) or _is_group(f"{part}s"):
        return False
    if plain(part) in g.countries and part not in g.first_names and part not in g.surnames:
        return False
    if place and (len(part) == 1 or part in words("abbreviations") or _GLUED.search(part)):
        return False
    return place == 0 or not (
        part in words("dropped heads") or part in words("organisation starts") or part in words("organisation heads")
    )


_GLUED = re.compile(r"[a-z]{4}[A-Z][a-z]{3}")
_RUN_TOGETHER = re.compile(r"[a-z][A-Z]{3}|[A-Z]{4}[a-z]{2}")
"""words that lost the blank between them, as in broken captions"""


def _is_person_name(parts: list[str], corpus: Corpus) -> bool:
    form = " ".join(parts)
    evidence = corpus.forms.get(form)
    return (len(parts) == 1 and evidence is not None and (evidence.titles > 0 or evidence.speech > 1)) or (
        len(parts) > 1 and _first_name(parts[0])
    )


def _titled(form: str, parts: list[str], e: Evidence, corpus: Corpus) -> Verdict | None:
    """A single word after “Mr.” or a rank."""
    if len(parts) == 1 and e.titles and len(form) > 2 and "." not in form and form not in words("given-name words"):
        sure = e.titles * 4 >= e.count and not corpus.is_common(form) and form not in gazetteer().first_names
        return Verdict("person", "title", sure)
    return None


def _acronym(form: str, parts: list[str], e: Evidence, corpus: Corpus) -> Verdict | None:
    """Two to six capitals: what they stand for in brackets, or used like a name."""
    letters = form.replace(".", "").replace("-", "")
    if len(parts) > 1 or not (2 <= len(letters) <= 6 and letters.isupper() and letters.isalpha()):
        return None
    meant = {_meant(name, corpus) for name in corpus.defined.get(form, ())}
    if meant:
        return Verdict("organization", "acronym in brackets", True) if meant == {"organization"} else NOTHING
    if e.headings == e.count or e.numbers * 3 > e.count or not e.determined + e.speech:
        return NOTHING
    return Verdict("organization", "acronym", e.articles > 1 and e.count > 3 and e.determined + e.speech > 1)


def _meant(name: str, corpus: Corpus) -> str | None:
    """The type of a name before a bracket."""
    for rule in (_listed, _thing, _foreign, _organisation, _place):
        verdict = rule(name, name.split(" "), corpus.forms[name], corpus)
        if verdict is not None:
            return verdict.type
    return None


def _unknown(form: str, parts: list[str], e: Evidence, corpus: Corpus) -> Verdict | None:
    """Names that no list holds: by what stands around them, for review."""
    if not e.firm or any(corpus.is_common(part) for part in parts if not part.islower()):
        return None
    if len(parts) > 4 or any(part in words("no actors") or part in gazetteer().peoples for part in parts):
        return None
    if e.numbers * 2 > e.count:
        return NOTHING
    if len(parts) == 1:
        return _unknown_word(form, e)
    if e.places * 2 > e.count:
        return Verdict("place", "place words", False)
    if e.determined * 2 > e.count:
        return Verdict("organization", "determiner", False)
    personal = _looks_personal(parts) and (len(parts) < 4 or any(part.lower() in words("particles") for part in parts))
    return Verdict("person" if personal else "organization", "unknown", False)


def _unknown_word(form: str, e: Evidence) -> Verdict | None:
    """A single word that no list holds."""
    if form in words("organisation heads") or form in words("place heads") or form in words("given-name words"):
        return None  # “the Council”: which one, only the article knows
    where = 2 * e.places + e.near
    if e.places and where * 2 > e.count and where > 3 * e.speech:
        return Verdict("place", "place words", False)
    if e.speech or form in gazetteer().surnames or form in gazetteer().first_names:
        return Verdict("person", "speech" if e.speech else "listed name", False) if e.firm > 1 else None
    return Verdict("organization", "unknown", False) if e.determined > 2 or (e.firm > 3 and e.articles > 1) else None


_RULES: tuple[Rule, ...] = (
    _listed,
    _two_names,
    _in_capitals,
    _named_as_nothing,
    _people,
    _quoted,
    _thing,
    _product,
    _team,
    _foreign,
    _organisation,
    _place,
    _person,
    _titled,
    _acronym,
    _unknown,
)


def rules() -> Iterator[tuple[str, str]]:
    """The rules in the order in which they win, each with its reason: for the docs."""
    for rule in _RULES:
        yield rule.__name__.strip("_").replace("_", " "), (rule.__doc__ or "").strip()
