"""``actors.yml`` over the machine: names that people gave, merged, kept apart, ignored, redacted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from ...gazetteer import gazetteer, plain, words
from ...ids import slug
from ...model import ActorNotes, Curation, Problem, Site
from .directory import Directory
from .evidence import Corpus
from .form import NOTHING, Type, Verdict
from .printed import WORD

FILE = "curation/actors.yml"


_SUGGESTED = 100
"""problems that get the nearest name; a file that matches nothing at all needs no more of them"""


class Curated:
    """What people said about actors, and what of it could not be followed."""

    def __init__(self, curation: Curation, corpus: Corpus) -> None:
        self._curation, self._corpus = curation, corpus
        self._entries = {entry.id: entry for entry in curation.actors}
        self._lines = {
            (key, name): line
            for entry, line in curation.lines.items()
            for key, _, names in (entry.partition(": "),)
            for name in (names, *names.split(", "))
        }
        """where in the file a name of “merge”, “ignore” and so on stands"""
        self.problems: list[Problem] = []
        owners: dict[str, list[ActorNotes]] = defaultdict(list)
        for entry in curation.actors:
            for form in dict.fromkeys(plain(name) for name in (entry.name, *entry.aliases)):
                owners[form].append(entry)
        self.owner = {form: entries[0].id for form, entries in owners.items() if len(entries) == 1}
        """surface form to the id that people gave it"""
        self._of_outlets = _names_of_outlets(curation.sites, self.owner, corpus)
        """names of outlets of ``sources.yml``, which no entry has, to the id of an entry or outlet"""
        ids = frozenset(self._of_outlets.values()) - self._entries.keys()
        self._outlets = {site.id: _organisation(site) for site in curation.sites if site.id in ids}
        self.ambiguous = {form: [e.id for e in entries] for form, entries in owners.items() if len(entries) > 1}
        """forms that people gave to several actors"""
        self.problems += [_clash(form, entries) for form, entries in owners.items() if len(entries) > 1]

    def entry(self, identity: str) -> ActorNotes | None:
        if not identity.startswith("id "):
            return None
        id = identity.removeprefix("id ")
        return self._entries.get(id) or self._outlets.get(id)

    def known(self) -> tuple[ActorNotes, ...]:
        """Entries of ``actors.yml``, and outlets of ``sources.yml`` that no entry is about."""
        return (*self._entries.values(), *self._outlets.values())

    def entries(self) -> Iterable[ActorNotes]:
        return self._entries.values()

    def by_word(self) -> dict[str, list[str]]:
        """The forms of people’s actors by their first word, without plain words (“the flow”) and short outlets."""
        found: dict[str, list[str]] = defaultdict(list)
        for form in sorted(self.owner.keys() | self.ambiguous.keys() | {f for f in self._of_outlets if " " in f}):
            if form.isalpha() and form.islower():
                continue
            if first := WORD.search(form):
                found[first.group()].append(form)
        return found

    def verdicts(self, machine: Mapping[str, Verdict]) -> dict[str, Verdict]:
        """People’s names and types, to stand in place of the machine’s verdicts."""
        found: dict[str, Verdict] = {}
        for form in self._of_outlets:
            found[form] = Verdict("organization", "outlet", True, gazetteer().known.get(form))
        for form, id in self.owner.items():
            found[form] = Verdict(_type(self._entries[id], machine.get(form)), "curated", True)
        for form, ids in self.ambiguous.items():
            was = found.get(form) or machine.get(form)
            found[form] = Verdict(_type(self._entries[ids[0]], was), "curated", True)
        for name in self._curation.ignore:
            found[plain(name)] = NOTHING
        return found

    def identify(self, machine: Mapping[str, str]) -> Identify:
        """How identities of the machine become those of people’s actors."""
        outlets = _Owned(self._of_outlets, machine.get)
        return Identify(outlets, _Owned(self.owner, partial(outlets.of, machine)), frozenset(self.ambiguous))

    def shared(self, identity: dict[str, str], shared: Mapping[str, Iterable[str]]) -> dict[str, set[str]]:
        """Identities that may be meant by a name of several: namesakes found, and names that people gave twice."""
        found = {form: {identity[f] for f in forms} for form, forms in shared.items() if form not in self.owner}
        return found | {form: {f"id {id}" for id in ids} for form, ids in self.ambiguous.items()}

    def split(self, identity: Callable[[str], str | None], spelt: Callable[[str], Iterable[str]]) -> dict[str, str]:
        """Forms that people keep apart, with identities of their own where the machine made them one.

        ``spelt``: the forms that have a slug.
        """
        apart: dict[str, str] = {}
        for group in self._curation.keep_apart:
            together: dict[str, list[str]] = defaultdict(list)
            for wanted in {slug(name) for name in group}:
                for form in spelt(wanted):
                    i = apart.get(form) or identity(form)
                    if i is not None and form not in self.owner:
                        together[i].append(form)
            for forms in together.values():
                if len({slug(form) for form in forms}) > 1:
                    apart.update((form, f"apart {slug(form)}") for form in forms)
        return apart

    @property
    def keeps_apart(self) -> bool:
        return bool(self._curation.keep_apart)

    @property
    def merges(self) -> bool:
        return bool(self._curation.merge)

    def merged(self, directory: Directory) -> dict[str, str]:
        """Identities that people hold to be one with another, and that one.

        A chain or circle of merges is one actor too.
        """
        target: dict[str, str] = {}
        apart = {frozenset((slug(a), slug(b))) for group in self._curation.keep_apart for a in group for b in group}
        for group in self._curation.merge:
            names = [n for n in group if not any(frozenset((slug(n), slug(o))) in apart for o in group if o != n)]
            members = [i for name in names for i in self._known("merge", name, directory)]
            roots = list(dict.fromkeys(_root(target, member) for member in members))
            if len(roots) > 1:
                head = next((root for root in roots if root.startswith("id ")), roots[0])
                target.update((root, head) for root in roots if root != head)
        return {member: _root(target, member) for member in sorted(target)}

    def hidden(self, directory: Directory) -> set[str]:
        """Identities that people ignore or redact."""
        for name in (name for group in self._curation.keep_apart for name in group):
            self._known("keep_apart", name, directory)
        named = [("ignore", name) for name in self._curation.ignore]
        named += [("redact", name) for name in self._curation.redact]
        return {i for key, name in named for i in self._known(key, name, directory)}

    def redacted(self, directory: Directory) -> set[str]:
        """Identities whose very names are private."""
        return {i for name in self._curation.redact for i in directory.named(name)}

    def _known(self, key: str, name: str, directory: Directory) -> tuple[str, ...]:
        """The identities of a name or id; a problem where the corpus has none."""
        found = directory.named(name)
        if not found and name not in self._entries and plain(name) not in self._corpus.forms:
            names = directory.names() if len(self.problems) < _SUGGESTED else ()
            self.problems.append(_missing(key, name, names, self._lines.get((key, name))))
        return found


@dataclass(init=False)
class _Owned:
    """Forms with an owner, and the identities of the machine that thereby are one owner’s."""

    names: dict[str, str]
    whole: dict[str, str]

    def __init__(self, names: Mapping[str, str], identity: Callable[[str], str | None]) -> None:
        self.names = {form: f"id {id}" for form, id in names.items()}
        claimed: dict[str, set[str]] = defaultdict(set)
        for form, id in self.names.items():
            if (i := identity(form)) is not None:
                claimed[i].add(id)
        self.whole = {i: ids.pop() for i, ids in claimed.items() if len(ids) == 1}

    def of(self, machine: Mapping[str, str], form: str) -> str | None:
        """The identity of a form, after the owners’ claims."""
        return self.over(form, machine.get(form))

    def over(self, form: str, i: str | None) -> str | None:
        return self.names.get(form) or (i if i is None else self.whole.get(i, i))


class Identify(NamedTuple):
    """Identities of people’s actors, also for the other forms that the machine holds to be the same.

    Two of these that are equal make the same of every form.
    """

    outlets: _Owned
    owned: _Owned
    ambiguous: frozenset[str]

    def of(self, form: str, i: str | None) -> str | None:
        """The identity of a form of which the machine says that it is ``i``."""
        return None if form in self.ambiguous else self.owned.over(form, self.outlets.over(form, i))

    def forms(self) -> Iterable[str]:
        """The forms of which people said something."""
        return self.outlets.names.keys() | self.owned.names.keys() | self.ambiguous


def _organisation(site: Site) -> ActorNotes:
    return ActorNotes(id=site.id, name=site.name, type="organization", aliases=site.aliases)


def _names_of_outlets(sites: Iterable[Site], owner: Mapping[str, str], corpus: Corpus) -> dict[str, str]:
    """Their names to ids: of the entry of ``actors.yml`` that has one of them, else their own."""
    found: dict[str, set[str]] = defaultdict(set)
    for site in sites:
        forms = [plain(name) for name in (site.name, *site.aliases)]
        people = {owner[form] for form in forms if form in owner}
        id = people.pop() if len(people) == 1 else site.id
        for form in forms:
            if form not in owner and (" " in form or not corpus.is_common(form)):
                found[form].add(id)
    return {form: ids.pop() for form, ids in found.items() if len(ids) == 1}


def _root(target: dict[str, str], member: str) -> str:
    while member in target:
        member = target[member]
    return member


def _type(entry: ActorNotes, machine: Verdict | None) -> Type:
    """The type that people stated; else the machine’s; else by the head of the name."""
    for type_ in ("person", "organization", "place", "group"):
        if entry.type == type_:
            return type_
    if machine is not None and machine.type is not None:
        return machine.type
    first, _, rest = entry.name.partition(" ")
    return (
        "person"
        if rest and first in gazetteer().first_names and first not in words("given-name words")
        else "organization"
    )


def _clash(form: str, entries: list[ActorNotes]) -> Problem:
    ids = ", ".join(entry.id for entry in entries)
    return Problem(
        file=FILE,
        line=entries[-1].line or None,
        code="alias-clash",
        message=f"“{form}” is a name of {ids}; where it stands, none of them is linked",
        value=form,
        fix=f"keep it under one of them, or merge: [[{ids}]]",
    )


def _missing(key: str, name: str, names: Sequence[str], line: int | None) -> Problem:
    from rapidfuzz import process

    near = process.extractOne(name, names, score_cutoff=70)
    return Problem(
        file=FILE,
        line=line,
        code="no-such-actor",
        message=f"{key}: no actor is called “{name}”",
        value=name,
        fix=f"did you mean “{near[0]}”?" if near else "take it out, or write the name as it is printed",
    )
