"""Who a name means in one article: full names by themselves, a surname by the person of the article who bears it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from ...gazetteer import gazetteer, lower_words, words
from .evidence import Corpus, last_title
from .form import Verdict
from .identities import bare
from .mentions import Found


@dataclass(slots=True)
class Resolution:
    """The mentions of one article: those with one bearer, and those with several."""

    certain: list[tuple[Found, str, Verdict | None]] = field(default_factory=list)
    doubtful: list[tuple[Found, frozenset[str]]] = field(default_factory=list)


class Bearers:
    """Identities by form, and people by the parts of their names."""

    def __init__(
        self,
        identity: Mapping[str, str],
        shared: Mapping[str, Collection[str]],
        verdicts: Mapping[str, Verdict],
        corpus: Corpus,
    ) -> None:
        self._identity, self._verdicts = identity, verdicts
        self._shared = {form: frozenset(identities) for form, identities in shared.items()}
        self._by_part: dict[str, set[str]] = defaultdict(set)
        self._weight: Counter[str] = Counter()
        self._titles: dict[str, set[str]] = defaultdict(set)
        self._first: dict[str, set[str]] = defaultdict(set)
        for form, i in identity.items():
            if verdicts[form].type == "person" and " " in form and (evidence := corpus.forms.get(form)):
                self._by_part[surname(form)].add(i)
                self._weight[i] += evidence.count
                self._titles[i] |= evidence.forms_of_address
                self._first[i].add(bare(form).split(" ")[0])

    def verdict(self, form: str) -> Verdict | None:
        return self._verdicts.get(form)

    def identities(self, form: str) -> frozenset[str]:
        """Whom or what a form names: one, or several namesakes."""
        found = self._identity.get(form)
        return frozenset((found,)) if found else self._shared.get(form, frozenset())

    def of_surname(self, part: str) -> frozenset[str]:
        """People of the corpus who bear the surname."""
        return frozenset(self._by_part.get(part, ()))

    def addressed_as(self, title: str, people: frozenset[str]) -> frozenset[str]:
        """Those whom the corpus gives the title together with their full name; of those of fitting gender."""
        wanted = "f" if title in WOMEN else "m" if title in MEN else None
        if wanted:
            return frozenset(p for p in people if self._gender(p) in (wanted, None))
        return frozenset(p for p in people if title in self._titles[p])

    def _gender(self, person: str) -> str | None:
        found = {gazetteer().gender(first.capitalize()) for first in self._first[person]}
        return found.pop() if len(found) == 1 else None

    def rivals(self, person: str, part: str) -> frozenset[str]:
        """Other bearers of the surname who are named more often than this one."""
        return frozenset(p for p in self.of_surname(part) if p != person and self._weight[p] > self._weight[person])

    def are_known(self, people: frozenset[str]) -> bool:
        """Whether the corpus names one of them in full so often that a bare surname far away means them."""
        return any(self._weight[person] >= _WELL_KNOWN for person in people)

    def first_names(self, person: str) -> frozenset[str]:
        return frozenset(self._first[person])


WOMEN = frozenset(("Mrs", "Ms", "Miss", "Lady", "Madame", "Mme"))
MEN = frozenset(("Mr", "Sir", "Lord", "Monsieur"))


def surname(form: str) -> str:
    """The last word of a person’s name, as it is looked up."""
    parts = bare(form).split(" ")
    return parts[-1] if parts[-1] not in ("jr.", "jr", "sr.", "sr", "ii", "iii") else parts[-2]


def _parts(form: str) -> list[str]:
    """What a person named in full may be called for short: every later part of the name."""
    parts = [p for p in bare(form).split(" ") if p not in ("jr.", "jr", "sr.", "sr", "ii", "iii")]
    tails = [" ".join(parts[n:]) for n in range(1, len(parts))]
    middle = [p for p in parts[1:-1] if len(parts) > 3 and p.capitalize() not in gazetteer().first_names]
    return [t for t in (*tails, *middle) if len(t) > 1 and not t.endswith(".")]


class _Article:
    """The people whom one article names in full, so far as it is read."""

    def __init__(self, found: Sequence[Found], bearers: Bearers) -> None:
        self.bearers = bearers
        self.later: dict[str, set[str]] = defaultdict(set)
        self.first: dict[str, set[str]] = defaultdict(set)
        self.since: dict[str, int] = {}
        self.words = {bare(f.form) for f in found if " " not in f.form}
        for mention in found:
            verdict = bearers.verdict(mention.form)
            people = bearers.identities(mention.form)
            if " " in mention.form and verdict is not None and verdict.type == "person" and verdict.published:
                for part in _parts(mention.form):
                    self.later[part] |= people
                self.first[bare(mention.form).split(" ")[0]] |= people
                for person in people:
                    self.since[person] = min(self.since.get(person, mention.start), mention.start)
        for mention in found:
            self._introduced_by_title(mention)

    def _introduced_by_title(self, mention: Found) -> None:
        """“Mrs. Lima” brings the one Lima who can be meant into the article, named in full or not."""
        title = last_title(mention.candidate)
        if " " in mention.form or not title or not mention.whole:
            return
        part = bare(mention.form)
        people = self.bearers.addressed_as(title, self.bearers.of_surname(part))
        if len(people) == 1:
            self.later[part] |= people
            for person in people:
                self.since[person] = min(self.since.get(person, mention.start), mention.start)

    def people(self, mention: Found) -> frozenset[str]:
        """Who a single word may mean as a person."""
        part = bare(mention.form)
        title = last_title(mention.candidate) if mention.whole else ""
        here = frozenset(self.later.get(part, ()))
        verdict = self.bearers.verdict(mention.form)
        anywhere = self.bearers.of_surname(part)
        if title and (titled := self.bearers.addressed_as(title, here or anywhere)):
            return titled if len(titled) == 1 else here or titled
        if not here:
            if first := self.first.get(part):
                return frozenset(first)
            personal = verdict is not None and verdict.type == "person"
            unclaimed = personal or (not self.bearers.identities(mention.form) and mention.whole)
            certain = _is_called_so(mention) or (_like_a_surname(mention) and self.bearers.are_known(anywhere))
            return anywhere if unclaimed and certain else frozenset()
        if len(here) == 1:
            (person,) = here
            rivals = self.bearers.rivals(person, part)
            if mention.start < self.since[person]:
                return here | rivals
            return here | {r for r in rivals if self.bearers.first_names(r) & self.words}
        return here


def resolve(found: Sequence[Found], bearers: Bearers) -> Resolution:
    """The mentions of one article, in order."""
    article = _Article(found, bearers)
    resolution = Resolution()
    for mention in sorted(found, key=lambda f: (f.start, -f.end)):
        verdict = bearers.verdict(mention.form)
        own = bearers.identities(mention.form)
        meant = own
        if " " not in mention.form and not (own and verdict and _plainly(mention, verdict, article)):
            people = article.people(mention)
            stands = mention.whole or (verdict is not None and verdict.known is not None)
            meant = people or (own if stands else frozenset())
            if people and own and verdict is not None and verdict.known is not None and verdict.type != "place":
                meant = people | own  # a paper and a person of one name
            verdict = verdict if meant == own else None
        if len(meant) == 1:
            resolution.certain.append((mention, next(iter(meant)), verdict))
        elif meant:
            resolution.doubtful.append((mention, meant))
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
