"""What the whole corpus says of each surface form: how often, where, with what around it.

A *testimony* is what one article says of its forms.  It depends on nothing else, so it can be taken back.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from sys import intern

from ...gazetteer import gazetteer, lower_words, plain, words
from ...model import Candidate, Names
from ..keeping import Kept
from ..postings import Numbered, Postings

_LONGEST_OUTLET = 6
"""blanks in its name; longer ones are sentences"""
_MOST_KIN = 20
"""bounds the work on hostile lists of one family"""

_COUNTS = (
    *("count", "articles", "firm", "firm_articles", "headings", "quoted", "titles", "roles", "speech", "places"),
    *("natural", "called", "belongs", "near", "determined", "numbers", "reused"),
)
_BITS = 40
"""of each count: the counts of a form are one number, so that articles are added and taken back in one step"""
_FULL = (1 << _BITS) - 1
_BYTES = len(_COUNTS) * _BITS // 8
_ONE = {name: 1 << n * _BITS for n, name in enumerate(_COUNTS)}


class _Count:
    """One of the counts."""

    def __init__(self, name: str) -> None:
        self._at = _COUNTS.index(name) * _BITS

    def __get__(self, evidence: Evidence, _: object = None) -> int:
        return evidence.sums >> self._at & _FULL


class Evidence:
    """Counts over all candidates of one surface form."""

    __slots__ = ("addresses", "brackets", "first", "sums", "text")

    def __init__(self, text: str, first: str) -> None:
        self.text = text
        self.first = first
        """the article whose spelling this is: the first that has the form"""
        self.sums = 0
        self.brackets: Counter[str] = _NONE
        self.addresses: Counter[str] = _NONE
        """the last words of its titles: “President”, “Mrs”"""

    count = _Count("count")
    articles = _Count("articles")
    firm = _Count("firm")
    """neither first in its sentence, nor in a headline, nor alone in quotation marks"""
    firm_articles = _Count("firm_articles")
    headings = _Count("headings")
    quoted = _Count("quoted")
    titles = _Count("titles")
    roles = _Count("roles")
    speech = _Count("speech")
    places = _Count("places")
    natural = _Count("natural")
    """before “river”, “dam”, “valley”"""
    called = _Count("called")
    """after “company”, “charity”, “aid group”"""
    belongs = _Count("belongs")
    """before “of”, as people are named with where they work"""
    near = _Count("near")
    """after “at”, “from”, “to”, which places share with others"""
    determined = _Count("determined")
    numbers = _Count("numbers")
    """with a number after it, as sums of money and flights have"""
    reused = _Count("reused")
    """articles in which the last word stands alone too, as surnames do"""

    @property
    def forms_of_address(self) -> Collection[str]:
        return self.addresses.keys()


_NONE: Counter[str] = Counter()
"""stands in for the many that are empty; never added to"""


@lru_cache(maxsize=1 << 16)
def _surroundings(before: str, after: str, titled: bool) -> int:
    """What the words around a candidate count for."""
    small = before.lower()
    found = {
        "speech": after in words("speech"),
        "places": small in lower_words("place words before") and not titled,
        "natural": after in words("place words after") and not titled,
        "called": before in words("organisation nouns"),
        "belongs": after == "of",
        "near": small in ("at", "from", "to"),
        "numbers": after.isdigit(),
        "determined": small == "the",
        "titles": titled,
    }
    return sum(_ONE[name] for name, holds in found.items() if holds)


def last_title(candidate: Candidate) -> str:
    """“President” of “Acting President”; empty without a title."""
    return candidate.title.split(" ")[-1].rstrip(".")


def form_of(candidate: Candidate) -> str:
    """What a candidate is counted as: its plain words, and “the” before them where a list asks for it."""
    form = plain(candidate.text)
    if candidate.before not in ("the", "The") or " " in form or f"the {form}" not in gazetteer().known:
        return form
    if candidate.after == "of":  # “The Age of …” is no paper
        return form
    certain = candidate.before == "The" or f"the {candidate.text}" in gazetteer().determined
    return f"the {form}" if certain else form


def _is_name_for_sure(candidate: Candidate) -> bool:
    """In a language that writes every noun with a capital: a listed name, or a first name and at most two words."""
    form = plain(candidate.text)
    first, *rest = form.split(" ")
    if form in gazetteer().known:
        return True
    personal = first in gazetteer().first_names and first not in words("given-name words")
    return personal and 0 < len(rest) < 3 and all(part[0].isupper() for part in rest)


@dataclass(slots=True)
class Testimony:
    """What one article says of its forms."""

    runs: Sequence[str]
    """the form of each candidate, counted or not"""
    sums: dict[str, int] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    """each form as it is first spelt here"""
    addresses: Counter[tuple[str, str]] = field(default_factory=Counter)
    brackets: Counter[tuple[str, str]] = field(default_factory=Counter)
    kin: set[tuple[str, str]] = field(default_factory=set)
    """“Dan Storhaug Jr.” and another full name of that surname"""
    lower: list[str] = field(default_factory=list)
    publisher: str | None = None


def testimony(names: Names) -> Testimony:
    """The candidates of one article, counted by form."""
    told = Testimony([intern(form_of(candidate)) for candidate in names.candidates])
    if names.publisher and names.publisher.count(" ") < _LONGEST_OUTLET:
        told.publisher = plain(names.publisher)
    for line in names.lowercase:
        told.lower += line.split()
    capitals = names.language[:2].lower() in words("languages that capitalise nouns")
    sums, firm = told.sums, set()
    for form, candidate in zip(told.runs, names.candidates, strict=True):
        if capitals and not _is_name_for_sure(candidate):
            continue
        count = _ONE["count"] + _surroundings(candidate.before, candidate.after, bool(candidate.title))
        if candidate.heading:
            count += _ONE["headings"]
        if candidate.quoted:
            count += _ONE["quoted"]
        if candidate.role is not None:
            count += _ONE["roles"]
        if not (candidate.initial or candidate.heading or candidate.quoted):
            count += _ONE["firm"]
            firm.add(form)
        if candidate.title:
            told.addresses[form, last_title(candidate)] += 1
        if candidate.bracket:
            told.brackets[form, candidate.bracket] += 1
        if form in sums:
            sums[form] += count
        else:
            sums[form] = count
            told.texts[form] = candidate.text.replace("\n", " ")
    for form in sums:
        head, _, last = form.rpartition(" ")
        reused = _ONE["reused"] if head and last in sums else 0
        sums[form] += _ONE["articles"] + reused + (_ONE["firm_articles"] if form in firm else 0)
    told.kin = _kin(sums.keys())
    return told


def _kin(seen: Collection[str]) -> set[tuple[str, str]]:
    juniors = [form for form in seen if form.endswith((" Jr.", " Jr"))]
    if not juniors:
        return set()
    bearers: dict[str, list[str]] = defaultdict(list)
    for form in sorted(seen):
        bearers[form.rpartition(" ")[2]].append(form)
    return {(junior, other) for junior in juniors for other in bearers[junior.rsplit(" ", 2)[-2]][:_MOST_KIN]}


@dataclass(slots=True)
class Touched:
    """What the testimonies of an update changed."""

    forms: set[str] = field(default_factory=set)
    """forms with other evidence, new ones and those that nobody has any more"""
    words: set[str] = field(default_factory=set)
    """single words of which rules on longer forms may think otherwise now"""
    publishers: set[str] = field(default_factory=set)
    acronyms: set[str] = field(default_factory=set)
    """acronyms that are, or were, in brackets after another name"""
    new_runs: set[str] = field(default_factory=set)
    lost_runs: set[str] = field(default_factory=set)


class KeptEvidence(Kept):
    text: str
    first: str
    sums: bytes
    brackets: dict[str, int]
    addresses: dict[str, int]


class KeptCorpus(Kept):
    forms: dict[str, KeptEvidence]
    defined: Postings[str]
    kin: Mapping[str, Mapping[str, int]]
    lower: dict[str, int]
    publishers: dict[str, int]
    holders: Numbered[str]


class Corpus:
    """The evidence of all articles, by :func:`plain` surface form."""

    def __init__(self) -> None:
        self.forms: dict[str, Evidence] = {}
        self.defined: Postings[str] = Postings()
        """acronym to the names that it follows in brackets"""
        self.kin: defaultdict[str, Counter[str]] = defaultdict(Counter)
        """“Dan Storhaug Jr.” to the other full names of that surname in its articles"""
        self.lower: Counter[str] = Counter()
        """articles in which a word stands in lower case"""
        self._publishers: Counter[str] = Counter()
        self.holders: Postings[str] = Postings()
        """run of an article, counted or not, to the articles that have it"""

    def keep(self, numbers: Mapping[str, int]) -> KeptCorpus:
        """All of it, to be written down; ``numbers`` of the articles."""
        forms = {
            form: KeptEvidence(e.text, e.first, e.sums.to_bytes(_BYTES, "big"), e.brackets, e.addresses)
            for form, e in self.forms.items()
        }
        return KeptCorpus(
            forms, self.defined, dict(self.kin), self.lower, self._publishers, self.holders.numbered(numbers)
        )

    def restore(self, kept: KeptCorpus, names: Sequence[str]) -> None:
        for form, row in kept.forms.items():
            evidence = self.forms[form] = Evidence(row.text, row.first)
            evidence.sums = int.from_bytes(row.sums, "big")
            if row.brackets:
                evidence.brackets = Counter(row.brackets)
            if row.addresses:
                evidence.addresses = Counter(row.addresses)
        self.defined = kept.defined
        self.kin.update((form, Counter(others)) for form, others in kept.kin.items())
        dict.update(self.lower, kept.lower)
        dict.update(self._publishers, kept.publishers)
        self.holders.fill(kept.holders, names)

    @property
    def publishers(self) -> Collection[str]:
        """Outlets, as the articles' metadata name them."""
        return self._publishers.keys()

    def is_common(self, word: str) -> bool:
        """Whether a word stands in lower case in as many articles as it is capitalised inside sentences."""
        lower = self.lower.get(word.lower(), 0)
        if not lower:
            return False
        capital = self.forms.get(word)
        return lower >= (capital.firm_articles if capital else 0)

    def speaks(self, word: str) -> bool:
        """Whether a single word is somebody: by titles before it, or words of speech after it."""
        evidence = self.forms.get(word)
        return evidence is not None and (evidence.titles > 0 or evidence.speech > 1)

    def standing(self, word: str) -> tuple[bool, bool, bool]:
        """All that rules on longer forms ask of a single word."""
        return self.is_common(word), self.speaks(word), self.lower.get(word.lower(), 0) > 1

    def update(
        self,
        gone: Mapping[str, Testimony],
        coming: Iterable[tuple[str, Testimony]],
        spelt: Callable[[str], Iterable[str]],
        first_text: Callable[[str, str], str | None],
    ) -> Touched:
        """Takes testimonies back and new ones in, each by its article's id.

        ``spelt``: the words that are one in lower case; ``first_text``: how an article spells a form first, if it
        counts it.
        """
        differ = _Difference()
        touched = Touched(forms=differ.forms, publishers=differ.publishers, acronyms=differ.acronyms)
        if not self.forms:  # then nothing can stand otherwise than before, and each testimony is heard and forgotten
            for id, told in coming:
                differ.add(_SILENCE, told)
                self._take_in(id, told, set())
                self._runs(id, (), told.runs, touched)
            return touched
        come = dict(coming)
        for id in gone.keys() | come.keys():
            differ.add(gone.get(id, _SILENCE), come.get(id, _SILENCE))
        words = {form for form in differ.forms if " " not in form}
        words.update(word for small in differ.lower for word in spelt(small))
        before = {word: self.standing(word) for word in words}
        orphans = {form for id, told in gone.items() for form in told.sums if self.forms[form].first == id}
        for id, told in sorted(gone.items()):
            self._take_back(id, told)
        for id, told in sorted(come.items()):
            self._take_in(id, told, orphans)
        for id in gone.keys() | come.keys():
            self._runs(id, gone.get(id, _SILENCE).runs, come.get(id, _SILENCE).runs, touched)
        touched.lost_runs = {run for run in touched.lost_runs if run not in self.holders}
        self._adopt(orphans, first_text)
        touched.words = {word for word, was in before.items() if self.standing(word) != was}
        return touched

    def _take_back(self, id: str, told: Testimony) -> None:
        for form, sums in told.sums.items():
            self.forms[form].sums -= sums
        for (form, title), n in told.addresses.items():
            _less(self.forms[form].addresses, title, n)
        for (form, acronym), n in told.brackets.items():
            brackets = self.forms[form].brackets
            _less(brackets, acronym, n)
            if acronym not in brackets:
                self.defined.discard(acronym, form)
        for form, other in told.kin:
            _less(self.kin[form], other, 1)
        for word in told.lower:
            _less(self.lower, word, 1)
        if told.publisher:
            _less(self._publishers, told.publisher, 1)

    def _take_in(self, id: str, told: Testimony, orphans: set[str]) -> None:
        for form, sums in told.sums.items():
            evidence = self.forms.get(form)
            if evidence is None:
                evidence = self.forms[form] = Evidence(told.texts[form], id)
            elif id <= evidence.first:
                evidence.text, evidence.first = told.texts[form], id
                orphans.discard(form)
            evidence.sums += sums
        for (form, title), n in told.addresses.items():
            evidence = self.forms[form]
            evidence.addresses = evidence.addresses or Counter()
            evidence.addresses[title] += n
        for (form, acronym), n in told.brackets.items():
            evidence = self.forms[form]
            evidence.brackets = evidence.brackets or Counter()
            evidence.brackets[acronym] += n
            self.defined.add(acronym, form)
        for form, other in told.kin:
            self.kin[form][other] += 1
        self.lower.update(told.lower)
        if told.publisher:
            self._publishers[told.publisher] += 1

    def _adopt(self, orphans: Iterable[str], first_text: Callable[[str, str], str | None]) -> None:
        """Forms whose first article has them no more: gone, or spelt as the next one has them."""
        for form in orphans:
            evidence = self.forms[form]
            if not evidence.sums:
                del self.forms[form]
                continue
            for id in sorted(self.holders.of(form)):
                text = first_text(id, form)
                if text is not None:
                    evidence.text, evidence.first = text, id
                    break

    def _runs(self, id: str, was: Sequence[str], now: Sequence[str], touched: Touched) -> None:
        old, new = set(was), set(now)
        for run in old - new:
            self.holders.discard(run, id)
            touched.lost_runs.add(run)
        for run in new - old:
            if run not in self.holders:
                touched.new_runs.add(run)
            self.holders.add(run, id)


def _less(counter: Counter[str], key: str, n: int) -> None:
    counter[key] -= n
    if not counter[key]:
        del counter[key]


class _Difference:
    """What articles say otherwise than before."""

    def __init__(self) -> None:
        self.forms: set[str] = set()
        self.lower: set[str] = set()
        self.acronyms: set[str] = set()
        self.publishers: set[str] = set()

    def add(self, old: Testimony, new: Testimony) -> None:
        if old is _SILENCE:
            self.forms.update(new.sums)
        else:
            self.forms.update(form for form, _ in old.sums.items() ^ new.sums.items())
            self.forms.update(form for form, _ in old.texts.items() ^ new.texts.items())
            self.forms.update(form for (form, _), _ in old.addresses.items() ^ new.addresses.items())
            self.forms.update(form for form, _ in old.kin ^ new.kin)
        for (form, acronym), _ in old.brackets.items() ^ new.brackets.items():
            self.forms.add(form)
            self.acronyms.add(acronym)
        if old.lower != new.lower:
            self.lower.update((*old.lower, *new.lower))
        self.publishers.update(p for p in (old.publisher, new.publisher) if p)


_SILENCE = Testimony(())
