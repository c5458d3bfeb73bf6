"""Type and keep-or-drop, decided once for each surface form over the whole corpus.

The rules stand in ``RULES`` in the order in which they win; the first that answers decides.  Each has its
reason as its first line; they live in *nobody*, *people*, *organisations*, *places* and *unknown*.
"""

from __future__ import annotations

from functools import cache

from ...gazetteer import Known, gazetteer
from .evidence import Corpus
from .form import Form, Rule, Verdict
from .nobody import no_actor, product, quoted, thing, two_names
from .organisations import called, foreign, organisation, outlet, team
from .people import people, person, titled
from .places import city, foreign_place, place
from .unknown import acronym, unknown


def decide(corpus: Corpus) -> dict[str, Verdict]:
    """The verdict on every surface form that some rule answers for."""
    judged = ((text, _judge(Form(text, evidence, corpus))) for text, evidence in corpus.forms.items())
    return {text: verdict for text, verdict in judged if verdict is not None}


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
    small = " ".join(part if len(part) < 3 else part.capitalize() for part in form.parts)
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
