"""What the whole corpus says of each surface form: how often, where, with what around it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ...gazetteer import gazetteer, lower_words, plain, words
from ...model import Analysis, Candidate

_LONGEST_OUTLET = 6
"""blanks in its name; longer ones are sentences"""
_MOST_KIN = 20
"""bounds the work on hostile lists of one family"""


@dataclass(slots=True)
class Evidence:
    """Counts over all candidates of one surface form."""

    text: str
    count: int = 0
    articles: int = 0
    firm: int = 0
    """neither first in its sentence, nor in a headline, nor alone in quotation marks"""
    firm_articles: int = 0
    headings: int = 0
    quoted: int = 0
    titles: int = 0
    roles: int = 0
    speech: int = 0
    places: int = 0
    natural: int = 0
    """before “river”, “dam”, “valley”"""
    called: int = 0
    """after “company”, “charity”, “aid group”"""
    belongs: int = 0
    """before “of”, as people are named with where they work"""
    near: int = 0
    """after “at”, “from”, “to”, which places share with others"""
    determined: int = 0
    numbers: int = 0
    """with a number after it, as sums of money and flights have"""
    reused: int = 0
    """articles in which the last word stands alone too, as surnames do"""
    brackets: Counter[str] = field(default_factory=Counter)
    forms_of_address: set[str] = field(default_factory=set)
    """the last words of its titles: “President”, “Mrs”"""

    def add(self, candidate: Candidate) -> None:
        self.count += 1
        self.firm += not (candidate.initial or candidate.heading or candidate.quoted)
        self.headings += candidate.heading
        self.quoted += candidate.quoted
        if candidate.title:
            self.titles += 1
            self.forms_of_address.add(last_title(candidate))
        self.roles += candidate.role is not None
        self.speech += candidate.after in words("speech")
        before = candidate.before.lower()
        self.places += before in lower_words("place words before") and not candidate.title
        self.natural += candidate.after in words("place words after") and not candidate.title
        self.called += candidate.before in words("organisation nouns")
        self.belongs += candidate.after == "of"
        self.near += before in ("at", "from", "to")
        self.numbers += candidate.after.isdigit()
        self.determined += before == "the"
        if candidate.bracket:
            self.brackets[candidate.bracket] += 1


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


class Corpus:
    """The evidence of all articles, by :func:`plain` surface form."""

    def __init__(self, articles: Iterable[tuple[str, Analysis]]) -> None:
        self.forms: dict[str, Evidence] = {}
        self.defined: dict[str, set[str]] = defaultdict(set)
        """acronym to the names that it follows in brackets"""
        self.kin: dict[str, set[str]] = defaultdict(set)
        """“Dan Storhaug Jr.” to the other full names of that surname in its articles"""
        self.lower: Counter[str] = Counter()
        """articles in which a word stands in lower case"""
        self.publishers: set[str] = set()
        """outlets, as the articles' metadata name them"""
        for _, analysis in articles:
            notes, metadata = analysis.annotations, analysis.cleaned.metadata
            if metadata.publisher and metadata.publisher.value.count(" ") < _LONGEST_OUTLET:
                self.publishers.add(plain(metadata.publisher.value))
            language = metadata.language.value[:2].lower() if metadata.language else ""
            capitals = language in words("languages that capitalise nouns")
            self._article([c for c in notes.candidates if _is_name_for_sure(c)] if capitals else notes.candidates)
            for line in notes.lowercase:
                self.lower.update(line.split())

    def _article(self, candidates: Sequence[Candidate]) -> None:
        seen: set[str] = set()
        firm: set[str] = set()
        for candidate in candidates:
            form = form_of(candidate)
            evidence = self.forms.get(form)
            if evidence is None:
                evidence = self.forms[form] = Evidence(candidate.text.replace("\n", " "))
            evidence.add(candidate)
            seen.add(form)
            if not (candidate.initial or candidate.heading or candidate.quoted):
                firm.add(form)
            if candidate.bracket:
                self.defined[candidate.bracket].add(form)
        self._kin(seen)
        for form in seen:
            evidence = self.forms[form]
            evidence.articles += 1
            evidence.firm_articles += form in firm
            head, _, last = form.rpartition(" ")
            evidence.reused += bool(head) and last in seen

    def _kin(self, seen: set[str]) -> None:
        juniors = [form for form in seen if form.endswith((" Jr.", " Jr"))]
        if not juniors:
            return
        bearers: dict[str, list[str]] = defaultdict(list)
        for form in sorted(seen):
            bearers[form.rpartition(" ")[2]].append(form)
        for junior in juniors:
            self.kin[junior].update(bearers[junior.rsplit(" ", 2)[-2]][:_MOST_KIN])

    def is_common(self, word: str) -> bool:
        """Whether a word stands in lower case in as many articles as it is capitalised inside sentences."""
        capital = self.forms.get(word)
        lower = self.lower[word.lower()]
        return lower > 0 and lower >= (capital.firm_articles if capital else 0)
