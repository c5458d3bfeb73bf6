"""Who a name means in one article: full names by themselves, a surname by the person of the article who bears it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from ...gazetteer import gazetteer, lower_words, words
from ..keeping import Kept
from ..postings import Postings
from .evidence import Corpus, last_title
from .form import Verdict
from .identities import bare
from .mentions import Found

Question = tuple[str, str]
"""What an article asks of the corpus: who has a surname at all (“”), or who is more often meant by it than somebody."""
_UNLISTED = "?"
"""stands for somebody under a name that only people gave them, or for that name"""


@dataclass(slots=True)
class Resolution:
    """The mentions of one article: those with one bearer, and those with several."""

    certain: list[tuple[Found, str, Verdict | None]] = field(default_factory=list)
    doubtful: list[tuple[Found, frozenset[str]]] = field(default_factory=list)
    asked: frozenset[Question] = frozenset()


class Person(NamedTuple):
    """What the corpus says of somebody whom it names in full."""

    weight: int
    titles: frozenset[str]
    first: frozenset[str]
    surnames: frozenset[str]
    parts: frozenset[str]
    """all that an article may call them for short"""


_NOBODY = Person(0, frozenset(), frozenset(), frozenset(), frozenset())


class KeptBearers(Kept):
    _shared: dict[str, frozenset[str]]
    _people: dict[str, Person]
    _by_surname: Postings[str]
    _by_part: Postings[str]
    _shared_by_part: Postings[str]


class Bearers:
    """Identities by form, and people by the parts of their names."""

    def __init__(self, corpus: Corpus, verdict: Callable[[str], Verdict | None], identity: Mapping[str, str]) -> None:
        self._corpus, self.verdict, self._identity = corpus, verdict, identity
        self._shared: dict[str, frozenset[str]] = {}
        self._people: dict[str, Person] = {}
        self._by_surname: Postings[str] = Postings()
        self._by_part: Postings[str] = Postings()
        """word to those who may be called so by an article that names them in full"""
        self._shared_by_part: Postings[str] = Postings()

    def update(
        self,
        touched: Iterable[str],
        shared: Mapping[str, Collection[str]],
        members: Callable[[str], Iterable[str]],
        fresh: bool,
    ) -> tuple[set[str], set[Question]]:
        """Takes identities whose forms or evidence changed; ``members`` are the forms of one.

        Gives the forms that several share otherwise, and the questions that have another answer now.
        """
        now = {form: frozenset(identities) for form, identities in shared.items()}
        differ = {form for form, _ in now.items() ^ self._shared.items()}
        touched = {*touched, *(i for form in differ for i in (*now.get(form, ()), *self._shared.get(form, ())))}
        people = {i: self._person(members(i)) for i in touched}
        parts: set[str] = set()
        changed = {i for i, person in people.items() if self._people.get(i, _NOBODY) != person}
        if not fresh:  # somebody may have asked
            for i in changed:
                old = self._people.get(i, _NOBODY)
                parts.update(old.surnames, old.parts, people[i].surnames, people[i].parts)
            for form, identities in (*now.items(), *self._shared.items()):
                if form in differ or not changed.isdisjoint(identities):
                    parts.update(_parts(form))
        before = {part: self._standing(part) for part in parts}
        self._shared = now
        if differ:
            self._shared_by_part = Postings()
            for form, identities in now.items():
                for part in _parts(form):
                    for i in identities:
                        self._shared_by_part.add(part, i)
        for i, person in people.items():
            self._note(i, person)
        questions: set[Question] = {(part, _UNLISTED) for part in before}
        questions.update((_UNLISTED, i) for i in changed)
        for part, was in before.items():
            now_ = self._standing(part)
            questions.update(q for q in was.keys() | now_.keys() if was.get(q) != now_.get(q))
        return differ, questions

    def _person(self, forms: Iterable[str]) -> Person:
        weight = 0
        titles: set[str] = set()
        first: set[str] = set()
        surnames: set[str] = set()
        parts: set[str] = set()
        for form in forms:
            if " " not in form:
                continue
            verdict, evidence = self.verdict(form), self._corpus.forms.get(form)
            if evidence is None or verdict is None or verdict.type != "person":
                continue
            weight += evidence.count
            titles.update(evidence.forms_of_address)
            first.add(bare(form).split(" ")[0])
            surnames.add(surname(form))
            parts.update(_parts(form))
        if not weight:
            return _NOBODY
        return Person(weight, frozenset(titles), frozenset(first), frozenset(surnames), frozenset(parts))

    def _note(self, i: str, person: Person) -> None:
        old = self._people.pop(i, _NOBODY)
        if person is not _NOBODY:
            self._people[i] = person
        for part in old.surnames - person.surnames:
            self._by_surname.discard(part, i)
        for part in person.surnames - old.surnames:
            self._by_surname.add(part, i)
        for part in old.parts - person.parts:
            self._by_part.discard(part, i)
        for part in person.parts - old.parts:
            self._by_part.add(part, i)

    def _standing(self, part: str) -> dict[Question, object]:
        """The answers to all that can be asked of those whom a word may mean."""
        surnamed = sorted(self._by_surname.of(part))
        people = {*surnamed, *self._by_part.of(part), *self._shared_by_part.of(part)}
        known = [(i, self._people.get(i, _NOBODY)) for i in surnamed]
        facts = tuple((i, person.titles, person.first, person.weight >= _WELL_KNOWN) for i, person in known)
        answers: dict[Question, object] = {(part, ""): facts}
        for i in people:
            person = self._people.get(i, _NOBODY)
            rivals = tuple((r, other.first) for r, other in known if r != i and other.weight > person.weight)
            answers[part, i] = (person.titles, person.first, rivals)
        return answers

    def questions(self, part: str, person: str) -> tuple[Question, ...]:
        """What is asked where an article names somebody who may be called by the word."""
        if any(person in some.of(part) for some in (self._by_surname, self._by_part, self._shared_by_part)):
            return ((part, person),)
        return (part, _UNLISTED), (_UNLISTED, person)

    def identities(self, form: str) -> frozenset[str]:
        """Whom or what a form names: one, or several namesakes."""
        found = self._identity.get(form)
        return frozenset((found,)) if found else self._shared.get(form, _NONE)

    def of_surname(self, part: str) -> frozenset[str]:
        """People of the corpus who bear the surname."""
        return frozenset(self._by_surname.of(part))

    def addressed_as(self, title: str, people: frozenset[str]) -> frozenset[str]:
        """Those whom the corpus gives the title together with their full name; of those of fitting gender."""
        wanted = "f" if title in WOMEN else "m" if title in MEN else None
        if wanted:
            return frozenset(p for p in people if self._gender(p) in (wanted, None))
        return frozenset(p for p in people if title in self._people.get(p, _NOBODY).titles)

    def _gender(self, person: str) -> str | None:
        found = {gazetteer().gender(first.capitalize()) for first in self.first_names(person)}
        return found.pop() if len(found) == 1 else None

    def rivals(self, person: str, part: str) -> frozenset[str]:
        """Other bearers of the surname who are named more often than this one."""
        weight = self._weight(person)
        return frozenset(p for p in self._by_surname.of(part) if p != person and self._weight(p) > weight)

    def _weight(self, person: str) -> int:
        return self._people.get(person, _NOBODY).weight

    def are_known(self, people: frozenset[str]) -> bool:
        """Whether the corpus names one of them in full so often that a bare surname far away means them."""
        return any(self._weight(person) >= _WELL_KNOWN for person in people)

    def first_names(self, person: str) -> frozenset[str]:
        return self._people.get(person, _NOBODY).first


_NONE: frozenset[str] = frozenset()
WOMEN = frozenset(("Mrs", "Ms", "Miss", "Lady", "Madame", "Mme"))
MEN = frozenset(("Mr", "Sir", "Lord", "Monsieur"))


@lru_cache(maxsize=1 << 16)
def surname(form: str) -> str:
    """The last word of a person’s name, as it is looked up."""
    parts = bare(form).split(" ")
    return parts[-1] if parts[-1] not in ("jr.", "jr", "sr.", "sr", "ii", "iii") else parts[-2]


@lru_cache(maxsize=1 << 16)
def _parts(form: str) -> tuple[str, ...]:
    """What a person named in full may be called for short: every later part of the name."""
    parts = [p for p in bare(form).split(" ") if p not in ("jr.", "jr", "sr.", "sr", "ii", "iii")]
    tails = [" ".join(parts[n:]) for n in range(1, len(parts))]
    middle = [p for p in parts[1:-1] if len(parts) > 3 and p.capitalize() not in gazetteer().first_names]
    return tuple(t for t in (*tails, *middle) if len(t) > 1 and not t.endswith("."))


class _Article:
    """The people whom one article names in full, so far as it is read."""

    def __init__(self, found: Sequence[Found], bearers: Bearers) -> None:
        self.bearers = bearers
        forms = {f.form for f in found}
        self.meant = {form: (bearers.verdict(form), bearers.identities(form)) for form in forms}
        """each form with its verdict, and whom or what it names by itself"""
        self.later: dict[str, frozenset[str]] = {}
        self.first: dict[str, frozenset[str]] = {}
        self.since: dict[str, int] = {}
        self.words = {bare(form) for form in forms if " " not in form}
        self.asked: set[Question] = set()
        for mention in found:
            verdict, people = self.meant[mention.form]
            if verdict is not None and verdict.type == "person" and verdict.published and " " in mention.form:
                for part in _parts(mention.form):
                    self.later[part] = self.later.get(part, _NONE) | people
                first = bare(mention.form).split(" ")[0]
                self.first[first] = self.first.get(first, _NONE) | people
                self._seen(people, mention)
        for mention in found:
            if mention.whole and mention.candidate.title and " " not in mention.form:
                self._introduced_by_title(mention)

    def _seen(self, people: Iterable[str], mention: Found) -> None:
        for person in people:
            self.since[person] = min(self.since.get(person, mention.start), mention.start)

    def _introduced_by_title(self, mention: Found) -> None:
        """“Mrs. Lima” brings the one Lima who can be meant into the article, named in full or not."""
        if not (title := last_title(mention.candidate)):
            return
        part = bare(mention.form)
        self.asked.add((part, ""))
        people = self.bearers.addressed_as(title, self.bearers.of_surname(part))
        if len(people) == 1:
            self.later[part] = self.later.get(part, _NONE) | people
            self._seen(people, mention)

    def people(self, mention: Found) -> frozenset[str]:
        """Who a single word may mean as a person."""
        part = bare(mention.form)
        title = last_title(mention.candidate) if mention.whole else ""
        here = self.later.get(part, _NONE)
        self.asked.update(q for person in here for q in self.bearers.questions(part, person))
        if not here:
            self.asked.add((part, ""))
        if title and (titled := self.bearers.addressed_as(title, here or self.bearers.of_surname(part))):
            return titled if len(titled) == 1 else here or titled
        if not here:
            return self.first.get(part) or self._somewhere_else(mention, part)
        if len(here) == 1:
            (person,) = here
            rivals = self.bearers.rivals(person, part)
            if mention.start < self.since[person]:
                return here | rivals
            return here | {r for r in rivals if self.bearers.first_names(r) & self.words} if rivals else here
        return here

    def _somewhere_else(self, mention: Found, part: str) -> frozenset[str]:
        """The bearers of a surname whom the article does not name in full, where a person is meant for sure."""
        verdict, own = self.meant[mention.form]
        if not (verdict is not None and verdict.type == "person") and (own or not mention.whole):
            return _NONE
        anywhere = self.bearers.of_surname(part)
        certain = _is_called_so(mention) or (_like_a_surname(mention) and self.bearers.are_known(anywhere))
        return anywhere if certain else _NONE


def resolve(found: Sequence[Found], bearers: Bearers) -> Resolution:
    """The mentions of one article, in order."""
    article = _Article(found, bearers)
    resolution = Resolution()
    for mention in sorted(found, key=lambda f: (f.start, -f.end)):
        verdict, own = article.meant[mention.form]
        meant = own
        if " " not in mention.form and not (own and verdict and _plainly(mention, verdict, article)):
            people = article.people(mention)
            stands = mention.whole or (verdict is not None and verdict.known is not None)
            meant = people or (own if stands else _NONE)
            if people and own and verdict is not None and verdict.known is not None and verdict.type != "place":
                meant = people | own  # a paper and a person of one name
            verdict = verdict if meant == own else None
        if len(meant) == 1:
            resolution.certain.append((mention, next(iter(meant)), verdict))
        elif meant:
            resolution.doubtful.append((mention, meant))
    resolution.asked = frozenset(article.asked)
    return resolution


def _plainly(mention: Found, verdict: Verdict, article: _Article) -> bool:
    """A single word that means what it says: curated, or the surname of nobody in this article."""
    if verdict.rule == "curated":
        return True
    if verdict.type == "person":
        return False
    if bare(mention.form) not in article.later:
        return True
    return mention.candidate.before.lower() in lower_words("place words before") and not mention.candidate.title


_WELL_KNOWN = 5
"""mentions in full"""


def _is_called_so(mention: Found) -> bool:
    """A title before it, or a word of speech after it: a person is meant."""
    return bool(mention.candidate.title) or mention.candidate.after in words("speech")


def _like_a_surname(mention: Found) -> bool:
    """Printed where a capital says something, and no first name."""
    candidate = mention.candidate
    return not candidate.heading and not candidate.initial and mention.form not in gazetteer().first_names
