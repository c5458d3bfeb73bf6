"""Analysed articles in, ``ActorIndex`` out: who is named, where, and under which names.

A file each: *evidence* counts what stands around each surface form; *verdicts* decide its type once for the
corpus, by rules in *people*, *organisations*, *places*, *nobody* and *unknown*; *mentions* find the forms in the
articles, *printed* those of people's actors wherever they stand; *identities* say which forms are one actor,
*settled* lays people's word over that, *directory* gives names and ids; *resolve* says whom a bare surname means
in its article; *gathering* sums up.  *curated* reads the people's ``actors.yml`` and ``sources.yml``.  Only
*printed* reads text.

All of them can be undone: each takes what changed in those before it, and says what thereby changed in itself.
*wording* finds the forms that a changed word may mean something for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple, Protocol

from ...model import Analysis, Curation, Names
from ..keeping import Kept
from ..postings import Postings
from .curated import Curated
from .evidence import Corpus, KeptCorpus, Testimony, testimony
from .form import NOTHING, TWO_NAMES, Verdict
from .gathering import ActorIndex, Changed, KeptCasts, KeptIndex, Placed
from .identities import Identities, KeptIdentities, KeptMeetings
from .mentions import Found, KeptMatcher, Matcher
from .printed import with_printed
from .resolve import Bearers, KeptBearers, Question, resolve
from .settled import KeptSettled, Settled
from .verdicts import Decisions
from .wording import Wording

__all__ = ["ActorIndex", "Actors", "Changed", "KeptCasts", "Testimony", "find_actors", "testimony"]


def _verdict(verdicts: Mapping[str, Verdict], matcher: Matcher, form: str) -> Verdict | None:
    """No method, so that the actors are in no cycle, and all go at once where linking is done with them."""
    return verdicts.get(form) or matcher.listed.get(form)


class Opened(Protocol):
    """An article that can be opened in two parts."""

    @property
    def names(self) -> Names: ...

    @property
    def analysis(self) -> Analysis: ...


class _Open(NamedTuple):
    names: Names
    analysis: Analysis


def find_actors(articles: Sequence[tuple[str, Analysis]], curation: Curation) -> ActorIndex:
    """The actors of ``(article id, analysis)``; the same whatever the order of the articles."""
    actors = Actors()
    found = {id: _Open(Names.of(analysis), analysis) for id, analysis in articles}
    actors.update({}, ((id, testimony(one.names)) for id, one in sorted(found.items())), curation, found)
    return actors.index


class KeptActors(Kept):
    verdicts: tuple[Verdict | None, ...]
    """each that there is, once"""
    machine: dict[str, int]
    of_people: dict[str, int]
    corpus: KeptCorpus
    matcher: KeptMatcher
    identities: tuple[KeptIdentities, KeptMeetings]
    settled: KeptSettled
    bearers: KeptBearers
    index: KeptIndex
    by_word: dict[str, list[str]]
    printed: Postings[str]
    redacted: frozenset[str]
    asked: dict[str, frozenset[Question]]


class Actors:
    """The actors of a corpus, kept up to date."""

    def __init__(self) -> None:
        self._corpus = Corpus()
        self._decisions = Decisions(self._corpus)
        self._verdicts: dict[str, Verdict] = {}
        """the machine’s, with people’s word over them"""
        self._of_people: dict[str, Verdict] = {}
        self._matcher = Matcher(self._verdicts)
        verdict = partial(_verdict, self._verdicts, self._matcher)
        self._identities = Identities(self._corpus, verdict)
        self._settled = Settled(self._corpus)
        self._bearers = Bearers(self._corpus, verdict, self._settled.identity)
        self._wording = Wording()
        self._by_word: dict[str, list[str]] = {}
        """names of people’s actors, which are looked for in all texts"""
        self._printed: Postings[str] = Postings()
        """those that stand in an article where no candidate does"""
        self._redacted: frozenset[str] = frozenset()
        self._asked: dict[str, frozenset[Question]] = {}
        """what each article asked of those whom its surnames may mean"""
        self._asking: Postings[Question] = Postings()
        self.index = ActorIndex(self._settled.directory)

    def keep(self, numbers: Mapping[str, int]) -> KeptActors:
        """All of it but what it holds of single articles, to be written down; ``numbers`` of the articles."""
        table: dict[Verdict | None, int] = {}
        known: dict[int, int] = {}

        def number(verdict: Verdict | None) -> int:
            n = known.get(id(verdict))
            if n is None:
                n = known[id(verdict)] = table.setdefault(verdict, len(table))
            return n

        machine = {form: number(verdict) for form, verdict in self._decisions.verdicts.items()}
        of_people = {form: number(verdict) for form, verdict in self._of_people.items()}
        return KeptActors(
            tuple(table),
            machine,
            of_people,
            self._corpus.keep(numbers),
            KeptMatcher.of(self._matcher),
            self._identities.keep(),
            self._settled.keep(),
            KeptBearers.of(self._bearers),
            KeptIndex.of(self.index),
            self._by_word,
            self._printed,
            self._redacted,
            self._asked,
        )

    def restore(self, kept: KeptActors, names: Sequence[str], curation: Curation) -> dict[Any, Any]:
        """Reads again what ``keep`` gave; ``names`` of the articles by number. Gives what need not be held twice."""
        single = {verdict: verdict for verdict in (NOTHING, TWO_NAMES)}
        verdicts = [verdict and single.get(verdict, verdict) for verdict in kept.verdicts]
        self._corpus.restore(kept.corpus, names)
        for numbers, table in ((kept.machine, self._decisions.verdicts), (kept.of_people, self._of_people)):
            table.update((form, verdict) for form, n in numbers.items() if (verdict := verdicts[n]))
        self._verdicts.update(self._decisions.verdicts | self._of_people)
        self._matcher.restore(kept.matcher)
        self._identities.restore(kept.identities)
        identify = Curated(curation, self._corpus).identify(self._identities.identity)
        self._settled.restore(kept.settled, identify)
        kept.bearers.into(self._bearers)
        self.index.restore(kept.index)
        self._by_word, self._printed, self._redacted = kept.by_word, kept.printed, kept.redacted
        for id, questions in kept.asked.items():
            self._ask(id, questions)
        return {**single, **{v: v for v in self._verdicts.values()}, **{i: i for i in self._settled.directory.ids}}

    def update(
        self,
        gone: Mapping[str, Testimony],
        coming: Iterable[tuple[str, Testimony]],
        curation: Curation,
        articles: Mapping[str, Opened],
    ) -> Changed:
        """Takes testimonies back and others in, of an edited article both; ``articles`` are all that there are now."""
        runs: dict[str, Sequence[str]] = {}

        def heard() -> Iterator[tuple[str, Testimony]]:
            for id, told in coming:
                runs[id] = told.runs
                yield id, told

        if self._corpus.holders and not self._wording:
            self._wording.add(self._corpus.holders)
        touched = self._corpus.update(
            gone, heard(), self._wording.spelt, lambda id, form: testimony(articles[id].names).texts.get(form)
        )
        if self._wording:
            self._wording.add(touched.new_runs)
        judged = self._decisions.update(touched, self._wording)
        curated = Curated(curation, self._corpus)
        redecided = self._decide(judged, curated)
        recut, listed = self._matcher.update(touched.new_runs, touched.lost_runs, redecided, self._wording)
        self._wording.discard(touched.lost_runs)
        redecided |= listed
        machine = self._identities.update(redecided | touched.forms | touched.acronyms)
        moved, people = self._settled.update(self._identities.identity, machine, touched.forms, curated)
        identity, directory = self._settled.identity, self._settled.directory
        shared = curated.shared(identity, self._identities.shared)
        people |= {identity[form] for form in redecided if form in identity}
        reshared, questions = self._bearers.update(people, shared, directory.members, fresh=not self._wording)
        meant_otherwise = redecided | moved | reshared
        hidden = curated.hidden(directory)
        redacted = frozenset(curated.redacted(directory))
        concerned = self._concerned(recut, meant_otherwise, questions)
        concerned |= self.index.concerned(directory.renamed, hidden, redacted ^ self._redacted)
        self._redacted = redacted
        by_word = curated.by_word()
        if by_word != self._by_word:
            self._by_word = by_word
            concerned.update(articles)
        concerned = {*runs, *(concerned & articles.keys())}
        placed: dict[str, Placed | None] = dict.fromkeys(gone.keys() - runs.keys())
        for id in gone:
            self._ask(id, None)
        for id in sorted(concerned):
            found = resolve(self._find(id, articles[id], runs.get(id)), self._bearers)
            placed[id] = self.index.placed(id, found, hidden, redacted)
            self._ask(id, found.asked)
        return self.index.update(placed, people | directory.renamed, curated, hidden, redacted)

    def _decide(self, judged: Iterable[str], curated: Curated) -> set[str]:
        """Lays people’s verdicts over the machine’s; gives the forms that mean something else now."""
        machine = self._decisions.verdicts
        of_people = curated.verdicts(machine)
        forms = {*judged, *(of_people.keys() | self._of_people.keys() if of_people != self._of_people else ())}
        self._of_people = of_people
        changed = set()
        for form in forms:
            old, new = self._verdicts.get(form), of_people.get(form) or machine.get(form)
            if old == new:
                continue
            if new is None:
                del self._verdicts[form]
            else:
                self._verdicts[form] = new
            if old is None or new is None or old.meaning != new.meaning:
                changed.add(form)
        return changed

    def _find(self, id: str, article: Opened, runs: Sequence[str] | None) -> list[Found]:
        names = article.names
        if runs is None:
            runs = testimony(names).runs
        found = self._matcher.find(runs, names.candidates)
        if self._by_word:
            found = with_printed(found, article.analysis, self._by_word)
            for mention in found:
                if mention.candidate.paragraph < 0:
                    self._printed.add(mention.form, id)
        return found

    def _ask(self, id: str, questions: frozenset[Question] | None) -> None:
        for question in self._asked.pop(id, ()):
            self._asking.discard(question, id)
        if questions is not None:
            self._asked[id] = questions
            for question in questions:
                self._asking.add(question, id)

    def _concerned(self, recut: Collection[str], forms: Collection[str], questions: Collection[Question]) -> set[str]:
        """The articles in which a name may mean somebody else: in a run that is cut otherwise, or by what it holds."""
        runs = set(recut)
        cuts = self._matcher.cuts
        for form in forms if self._wording else ():
            runs.update(run for run in self._wording.holding(form) if any(f == form for _, _, f in cuts.get(run, ())))
        found = {id for run in runs for id in self._corpus.holders.of(run)}
        found.update(id for question in questions for id in self._asking.of(question))
        found.update(id for form in forms for id in self._printed.of(form))
        return found
