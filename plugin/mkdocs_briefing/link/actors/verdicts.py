"""Type and keep-or-drop, decided once for each surface form over the whole corpus.

The rules stand in ``RULES`` in the order in which they win; the first that answers decides.  Each has its
reason as its first line; they live in *nobody*, *people*, *organisations*, *places* and *unknown*.
"""

from __future__ import annotations

from functools import cache

from ...gazetteer import Known, gazetteer
from .evidence import Corpus, Touched
from .form import Form, Rule, Verdict
from .nobody import no_actor, product, quoted, thing, two_names
from .organisations import called, foreign, organisation, outlet, team
from .people import people, person, titled
from .places import city, foreign_place, place
from .unknown import acronym, unknown
from .wording import Wording, small_letters


class Decisions:
    """The verdict on every surface form that some rule answers for."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self.verdicts: dict[str, Verdict] = {}

    def update(self, touched: Touched, wording: Wording) -> set[str]:
        """Decides anew on the forms that rules may see differently, and names those that have another verdict now."""
        changed = set()
        for form in self._concerned(touched, wording) if wording else touched.forms:
            evidence = self._corpus.forms.get(form)
            verdict = _judge(Form(form, evidence, self._corpus)) if evidence is not None else None
            if verdict == self.verdicts.get(form):
                continue
            if verdict is None:
                del self.verdicts[form]
            else:
                self.verdicts[form] = verdict
            changed.add(form)
        return changed

    def _concerned(self, touched: Touched, wording: Wording) -> set[str]:
        """The touched forms, and those whose rules ask for them: through a word, a part, small letters, a bracket."""
        concerned = touched.forms | touched.publishers | touched.acronyms
        for word in touched.words:
            concerned.update(wording.with_word(word))
        for form in touched.forms:
            if " " in form:
                concerned.update(wording.around(form))
        concerned.update(capitals for form in list(concerned) for capitals in wording.in_capitals(form))
        for form in list(concerned):
            if evidence := self._corpus.forms.get(form):
                concerned.update(evidence.brackets)
        return concerned


def _judge(form: Form) -> Verdict | None:
    for rule in RULES:
        verdict = rule(form)
        if verdict is not None:
            return verdict
    return None


def listed(form: Form) -> Verdict | None:
    """A name of the shipped lists."""
    known, e = form.known, form.evidence
    if known is None and form.text.isupper() and len(form.text) > 5:
        known = _in_capitals().get(form.text)
    if known is None:
        return None
    if form.single:
        if e.titles * 2 > e.count or (len(form.text) < 4 and form.only_in_headlines):
            return None
        if known.type != "place" and not known.name.isupper() and form.is_common():
            return None  # “apple”, “fortune”
    return Verdict(known.type, "listed", True, known)


@cache
def _in_capitals() -> dict[str, Known]:
    return {name.upper(): known for name, known in gazetteer().known.items()}


def in_capitals(form: Form) -> Verdict | None:
    """A name in capitals is judged as the same name in small letters."""
    if not form.text.isupper() or len(form.text) < 5:
        return None
    small = small_letters(form.text)
    if form.single:
        return Verdict("place", "city", True) if small in gazetteer().cities else None
    evidence = form.corpus.forms.get(small)
    return _judge(Form(small, evidence, form.corpus)) if evidence and small != form.text else None


RULES: tuple[Rule, ...] = (
    listed,
    outlet,
    two_names,
    in_capitals,
    no_actor,
    people,
    quoted,
    thing,
    product,
    team,
    foreign,
    foreign_place,
    called,
    organisation,
    place,
    city,
    person,
    titled,
    acronym,
    unknown,
)
