"""Which surface forms are one actor: what may be merged by machine, and nothing else.

An *identity* is a string; forms with the same identity are one actor.  Merged are people with the same first
and last name, an organisation’s spellings and its acronym, a ministry however its country is put, listed
other names.  Never merged: people who share a surname, an agency and its parent, papers of similar names.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from ...gazetteer import gazetteer, lower_words, pairs, plain, words
from ..keeping import Kept
from ..postings import Postings
from .evidence import Corpus
from .form import Verdict

_GENERATIONS = frozenset(("jr", "sr", "ii", "iii", "iv"))
_SUFFIXES = _GENERATIONS | {"phd", "md"}
_SMALL = frozenset(("of", "for", "the", "and", "on", "in", "to", "at", "&", "against", "with"))


@lru_cache(maxsize=1 << 16)
def bare(words_: str) -> str:
    """A name in small letters without accents: as people’s names are compared."""
    if words_.isascii():
        return words_.lower()
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


class Keys(NamedTuple):
    """Where a form can be met."""

    longer: tuple[str, ...] = ()
    tails: tuple[str, ...] = ()
    initials: tuple[str, ...] = ()
    letters: tuple[str, ...] = ()


class KeptIdentities(Kept):
    identity: dict[str, str]
    shared: dict[str, frozenset[str]]
    _own: dict[str, str]
    _namesakes: Postings[str]
    _found: dict[str, str]
    _forms: Postings[str]
    _merged: dict[str, str]
    _into: Postings[str]
    _joined: dict[str, str]
    _juniors: set[str]


class KeptMeetings(Kept):
    _surnames: Postings[str]
    _last_words: Postings[str]
    _longer: Postings[str]
    _tails: Postings[str]
    _initials: Postings[str]
    _letters: Postings[str]
    _keys: dict[str, Keys]


class Identities:
    """The identity of every decided form, after all merges; and forms that several people share.

    A change of one form is carried to the forms that it can meet: namesakes, bearers of the surname, longer and
    shorter names, acronyms.
    """

    def __init__(self, corpus: Corpus, verdict: Callable[[str], Verdict | None]) -> None:
        self._corpus, self._verdict = corpus, verdict
        self.identity: dict[str, str] = {}
        self.shared: dict[str, frozenset[str]] = {}
        """a name without a middle name, to the full names of all who bear it"""
        self._own: dict[str, str] = {}
        """form to what it is by itself"""
        self._namesakes: Postings[str] = Postings()
        self._found: dict[str, str] = {}
        """form to its identity, namesakes set apart"""
        self._forms: Postings[str] = Postings()
        """the same the other way round"""
        self._meetings = _Meetings(self._found, self._forms, corpus, verdict)
        self._merged: dict[str, str] = {}
        self._into: Postings[str] = Postings()
        """identity to those that are merged into it"""
        self._joined: dict[str, str] = {}
        self._juniors: set[str] = set()

    def keep(self) -> tuple[KeptIdentities, KeptMeetings]:
        return KeptIdentities.of(self), KeptMeetings.of(self._meetings)

    def restore(self, kept: tuple[KeptIdentities, KeptMeetings]) -> None:
        kept[0].into(self)
        kept[1].into(self._meetings)

    def update(self, changed: Collection[str]) -> set[str]:
        """Takes forms whose verdict or evidence changed; gives the forms whose identity or namesakes changed."""
        fresh = not self._own
        found, shared = self._with_namesakes(changed)
        for form in changed:
            if form in self._found and form not in found:
                self._meetings.meet_again(form)
        for form, new in found.items():
            self._meetings.leave(form)
            if new is not None:
                self._meetings.meet(form, new)
                if new.endswith(" jr") and _has_namesakes(new):
                    self._juniors.add(new)
        dirty = self._meetings.concerned()
        if fresh:
            dirty = set(self._forms)
        moved = self._merge(dirty) | self._join()
        forms = set(found)
        for identity in self._before(moved):
            forms.update(self._forms.of(identity))
        differ = set(shared)
        for form in forms:
            new = self._last(self._found[form]) if form in self._found else None
            if self.identity.get(form) != new:
                differ.add(form)
                if new is None:
                    del self.identity[form]
                else:
                    self.identity[form] = new
        return differ

    def _with_namesakes(self, changed: Iterable[str]) -> tuple[dict[str, str | None], set[str]]:
        """New identities of forms before merges (None: has none now), and the forms that are shared otherwise."""
        found: dict[str, str | None] = {}
        groups: set[str] = set()
        for form in changed:
            verdict = self._verdict(form)
            old = self._own.get(form)
            new = _identity(form, verdict) if verdict is not None and verdict.type else None
            if old == new:
                continue
            found[form] = new
            if old is not None:
                del self._own[form]
                if _has_namesakes(old):
                    self._namesakes.discard(old, form)
                    groups.add(old)
            if new is not None:
                self._own[form] = new
                if _has_namesakes(new):
                    self._namesakes.add(new, form)
                    groups.add(new)
        differ: set[str] = set()
        for form in found:
            if self.shared.pop(form, None) is not None:
                differ.add(form)
        for group in groups:
            forms = self._namesakes.of(group)
            apart, shared = _namesakes(group, forms) if len(forms) > 1 else (dict.fromkeys(forms, group), {})
            for form in forms:
                if self.shared.get(form) != shared.get(form):
                    differ.add(form)
                self.shared.pop(form, None)
                found[form] = apart.get(form)
            self.shared.update(shared)
        return {form: new for form, new in found.items() if self._found.get(form) != new}, differ

    def _merge(self, dirty: Iterable[str]) -> set[str]:
        """Decides anew what identities are merged into; gives those for which that is another now."""
        moved = set()
        for identity in dirty:
            new = self._meetings.merged(identity) if identity in self._forms else None
            old = self._merged.get(identity)
            if old == new:
                continue
            moved.add(identity)
            if old is not None:
                self._into.discard(old, identity)
                del self._merged[identity]
            if new is not None:
                self._merged[identity] = new
                self._into.add(new, identity)
        return moved

    def _join(self) -> set[str]:
        """“Jr.” left out: where both hold one office (“Senator …”), and no article names the two side by side."""
        self._juniors = {junior for junior in self._juniors if junior in self._forms}
        joined = {}
        for junior in sorted(self._juniors):
            offices, beside = self._offices(junior), self._beside(junior)
            if not offices:
                continue
            _, first, *surname, _ = junior.split(" ")
            called = {first, *(n for pair in _nicknames() if first in pair for n in pair)}
            names = (" ".join(("person", name, *surname)) for name in called)
            others = {i: offices_of for i in names if (offices_of := self._offices(i)) is not None}
            if len(others) == 1 and not others.keys() & beside and all(held & offices for held in others.values()):
                (joined[junior],) = others
        old, self._joined = self._joined, joined
        return {junior for junior in old.keys() | joined.keys() if old.get(junior) != joined.get(junior)}

    def _offices(self, root: str) -> set[str] | None:
        """The offices that all forms of a person state; None where no form printed in full is of this person."""
        evidence = [e for form in self._under(root) if (e := self._corpus.forms.get(form))]
        return {t for e in evidence for t in e.forms_of_address if _is_office(t)} if evidence else None

    def _beside(self, root: str) -> set[str]:
        kin = {other for form in self._under(root) for other in self._corpus.kin.get(form, ())}
        return {_last(self._found[form], self._merged) for form in kin if form in self._found}

    def _under(self, root: str) -> Iterator[str]:
        """Forms of people that are this person before juniors are joined."""
        for identity in self._before({root}):
            if identity.startswith("person ") and _last(identity, self._merged) == root:
                yield from self._forms.of(identity)

    def _before(self, identities: Iterable[str]) -> set[str]:
        """The identities, and all that are merged into them by any way."""
        reached = set(identities)
        waiting = list(reached)
        joined = defaultdict(list)
        for junior, other in self._joined.items():
            joined[other].append(junior)
        while waiting:
            identity = waiting.pop()
            for before in (*self._into.of(identity), *joined.get(identity, ())):
                if before not in reached:
                    reached.add(before)
                    waiting.append(before)
        return reached

    def _last(self, identity: str) -> str:
        for _ in range(9):
            other = self._joined.get(identity) or self._merged.get(identity)
            if other is None:
                break
            identity = other
        return identity


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


def _has_namesakes(identity: str) -> bool:
    return identity.startswith("person ") and identity.count(" ") > 1


def _namesakes(identity: str, forms: Collection[str]) -> tuple[dict[str, str], dict[str, frozenset[str]]]:
    """People of one first and last name whose middle names disagree are set apart (“George H. W.”, “George W.”).

    The form without a middle name then belongs to all of them, and is linked to none.
    """
    clusters: list[list[tuple[str, ...]]] = []
    middles = {form: _middle(form) for form in sorted(forms)}
    for middle in sorted(set(middles.values()) - {()}):
        home = next((c for c in clusters if any(_agree(middle, other) for other in c)), None)
        if home is None:
            clusters.append([middle])
        else:
            home.append(middle)
    if len(clusters) < 2:
        return dict.fromkeys(forms, identity), {}
    names = {m: f"{identity} ({' '.join(cluster[0])})" for cluster in reversed(clusters) for m in cluster}
    full = frozenset(form for form, middle in middles.items() if middle)
    apart = {form: names[middle] for form, middle in middles.items() if middle}
    return apart, {form: full for form, middle in middles.items() if not middle}


def _middle(form: str) -> tuple[str, ...]:
    parts = [p for p in bare(form).split(" ") if p.rstrip(".") not in _SUFFIXES]
    return tuple(p.replace(".", "") for p in parts[1 : len(parts) - len(_surname(parts).split(" "))])


def _agree(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """“J.” and “John”; “Rodham” and “Diane Rodham”."""
    return any(a.startswith(b) or b.startswith(a) for a in one for b in other)


class _Meetings:
    """Where identities meet that may be one: at a surname, at a shorter name, at initials."""

    def __init__(
        self,
        found: dict[str, str],
        forms: Postings[str],
        corpus: Corpus,
        verdict: Callable[[str], Verdict | None],
    ) -> None:
        self._found, self._forms, self._corpus, self._verdict = found, forms, corpus, verdict
        self._surnames: Postings[str] = Postings()
        self._last_words: Postings[str] = Postings()
        self._longer: Postings[str] = Postings()
        """shorter name to the forms that are longer"""
        self._tails: Postings[str] = Postings()
        """the same, where it holds only while no third has the last word"""
        self._initials: Postings[str] = Postings()
        self._letters: Postings[str] = Postings()
        """letters to the forms that are an acronym of them"""
        self._keys: dict[str, Keys] = {}
        self._touched: set[str] = set()
        """acronyms in brackets after names that changed"""
        self._met: set[str] = set()
        """identities and shorter names that may be merged otherwise now"""
        self._crowds: dict[str, int] = {}
        """last words that changed, with the number of bearers before"""
        self._heard: set[str] = set()
        """surnames and letters that changed"""

    def meet(self, form: str, identity: str) -> None:
        """A form gets an identity."""
        self._found[form] = identity
        if identity not in self._forms:
            self._index(identity, self._surnames.add, self._last_words.add)
        self._forms.add(identity, form)
        keys = _keys(form, identity, self._verdict(form))
        if keys is not None:
            self._keys[form] = keys
            for index, entries in zip(self._indexes(), keys, strict=True):
                for key in entries:
                    index.add(key, form)
        self._note(form, identity)

    def leave(self, form: str) -> None:
        """A form loses its identity, if it had one."""
        identity = self._found.pop(form, None)
        if identity is None:
            return
        self._note(form, identity)
        self._forms.discard(identity, form)
        if identity not in self._forms:
            self._index(identity, self._surnames.discard, self._last_words.discard)
        if keys := self._keys.pop(form, None):
            for index, entries in zip(self._indexes(), keys, strict=True):
                for key in entries:
                    index.discard(key, form)

    def meet_again(self, form: str) -> None:
        """The identity of a form stays, but its verdict or what stands in brackets after it may not."""
        identity = self._found[form]
        if _keys(form, identity, self._verdict(form)) == self._keys.get(form):
            self._note(form, identity)
        else:
            self.leave(form)
            self.meet(form, identity)

    def _index(self, identity: str, surname: Callable[[str, str], None], last_word: Callable[[str, str], None]) -> None:
        if short := _surname_of(identity):
            surname(short, identity)
        if last := _last_word(identity):
            self._crowds.setdefault(last, len(self._last_words.of(last)))
            last_word(last, identity)

    def _indexes(self) -> tuple[Postings[str], ...]:
        return self._longer, self._tails, self._initials, self._letters

    def _note(self, form: str, identity: str) -> None:
        keys = self._keys.get(form, _NO_KEYS)
        self._met.update((identity, *keys.longer, *keys.tails))
        self._heard.update((_surname_of(identity), *keys.initials))
        if evidence := self._corpus.forms.get(form):
            self._touched.update(evidence.brackets)

    def concerned(self) -> set[str]:
        """Identities that may be merged otherwise than when this was asked last."""
        for last, before in self._crowds.items():
            identities = self._last_words.of(last)
            if (before == 2) != (len(identities) == 2):
                forms = (form for identity in identities for form in self._forms.of(identity))
                self._met.update(key for form in forms for key in self._keys.get(form, _NO_KEYS).tails)
        concerned = set(self._met)
        for met in self._met:  # of two that are longer than each other, one is merged: the shorter ones ask for it
            for form in self._forms.of(met):
                keys = self._keys.get(form, _NO_KEYS)
                concerned.update((*keys.longer, *keys.tails))
        for heard in self._heard:
            concerned.update(self._surnames.of(heard))
            concerned.update(self._found[acronym] for acronym in self._letters.of(heard))
        concerned.update(self._found[acronym] for acronym in self._touched if acronym in self._found)
        self._met, self._heard, self._touched, self._crowds = set(), set(), set(), {}
        return concerned

    def merged(self, identity: str) -> str | None:
        """The other identity that this one is; the surer ways first."""
        return self._spelt_out(identity) or self._in_full(identity) or self._with_first_name(identity)

    def _with_first_name(self, identity: str) -> str | None:
        """An initial or a nickname for a first name, where one other bearer of the surname can be meant."""
        surname = _surname_of(identity)
        if not surname:
            return None
        first = identity.split(" ", 2)[1]
        bearers = self._surnames.of(surname)
        same = [o for o in bearers if o != identity and _short_for(first, o.split(" ", 2)[1])]
        return same[0] if len(same) == 1 else None

    def _in_full(self, identity: str) -> str | None:
        """A second surname or a first name left out, where one longer name only can be meant."""
        other = self._only_longer(identity)
        if other is None or (other < identity and self._only_longer(other) == identity):
            return None  # the other is merged into this one
        return other

    def _only_longer(self, identity: str) -> str | None:
        longer = {self._found[form] for form in self._longer.of(identity)}
        for form in self._tails.of(identity):
            if len(self._last_words.of(_last_word(self._found[form]))) == 2:
                longer.add(self._found[form])
        longer.discard(identity)
        return longer.pop() if len(longer) == 1 else None

    def _spelt_out(self, identity: str) -> str | None:
        """The name that an acronym stands for: by brackets, or as the initials of one name only."""
        merged = None
        for form in sorted(self._forms.of(identity)):
            keys = self._keys.get(form)
            verdict = self._verdict(form)
            if keys is None or not keys.letters or verdict is None or verdict.type == "place":
                continue
            (letters,) = keys.letters
            bracketed = {
                self._found[name]
                for name in self._corpus.defined.of(form)
                if name in self._found and self._is_group(name)
            }
            meant = bracketed
            if not meant and len(letters) > 2:
                meant = {self._found[name] for name in self._initials.of(letters)}
            meant = meant - {identity}
            if len(meant) == 1 and (not verdict.known or bracketed):
                (merged,) = meant
        return merged

    def _is_group(self, form: str) -> bool:
        verdict = self._verdict(form)
        return verdict is not None and verdict.type in ("organization", "group")


_NO_KEYS = Keys()


def _keys(form: str, identity: str, verdict: Verdict | None) -> Keys | None:
    if " " not in form:
        letters = form.replace(".", "")
        return Keys(letters=(letters,)) if letters.isupper() else None
    longer: list[str] = []
    tails: list[str] = []
    parts = bare(form).split(" ")
    if identity.startswith("person ") and len(parts) > 2 and parts[-1].rstrip(".") not in _SUFFIXES:
        longer = [person(" ".join(parts[:end])) for end in range(2, min(len(parts), 6))]
        tail = person(" ".join(parts[1:]))  # Recep Tayyip Erdogan
        (tails if form.split(" ")[1] in gazetteer().first_names else longer).append(tail)
    named: Collection[str] = ()
    if verdict is not None and verdict.type in ("organization", "group") and form.count(" ") > 1:
        named = initials(form)
    return Keys(tuple(longer), tuple(tails), tuple(named)) if longer or tails or named else None


def _surname_of(identity: str) -> str:
    """Of a person with a first name, where no namesake is set apart."""
    if identity.startswith("person ") and not identity.endswith(")"):
        parts = identity.split(" ", 2)
        return parts[2] if len(parts) > 2 else ""
    return ""


def _last_word(identity: str) -> str:
    return identity.rsplit(" ", 1)[-1] if identity.count(" ") > 1 else ""


def _is_office(title: str) -> bool:
    return title in words("ranks") or title.lower() in lower_words("roles")


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
