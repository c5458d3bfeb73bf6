"""``actors.yml`` over the machine: names that people gave, merged, kept apart, ignored, redacted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from ...gazetteer import plain
from ...ids import slug
from ...model import ActorNotes, Curation, Problem
from .verdicts import NOTHING, Verdict

FILE = "curation/actors.yml"


class Curated:
    """What people said about actors, and what of it could not be followed."""

    def __init__(self, curation: Curation) -> None:
        self.entries = {entry.id: entry for entry in curation.actors}
        self.problems: list[Problem] = []
        self.owner: dict[str, str] = {}
        """surface form to the id that people gave it"""
        self._curation = curation
        clashing: set[str] = set()
        for entry in curation.actors:
            for name in (entry.name, *entry.aliases):
                form = plain(name)
                other = self.owner.setdefault(form, entry.id)
                if other != entry.id and form not in clashing:
                    clashing.add(form)
                    self.problems.append(self._clash(entry, name, other))
        self.ambiguous = {form: self._owners(form) for form in clashing}
        for form in clashing:
            del self.owner[form]
        self._hidden = {plain(name) for name in (*curation.ignore, *curation.redact)}

    def _owners(self, form: str) -> tuple[str, ...]:
        return tuple(sorted(e.id for e in self.entries.values() if form in {plain(n) for n in (e.name, *e.aliases)}))

    def _clash(self, entry: ActorNotes, name: str, other: str) -> Problem:
        return Problem(
            file=FILE,
            line=entry.line or None,
            code="alias-clash",
            message=f"“{name}” is a name of both {other} and {entry.id}; where it stands, neither is linked",
            value=name,
            fix=f"keep it under one of them, or merge: [[{other}, {entry.id}]]",
        )

    def over(self, verdicts: dict[str, Verdict]) -> None:
        """People’s names and types in place of the machine’s verdicts."""
        for form, id in self.owner.items():
            entry = self.entries[id]
            machine = verdicts.get(form)
            verdicts[form] = Verdict(_type(entry, machine), "curated", True)  # type: ignore[arg-type]
        for name in self._curation.ignore:
            verdicts[plain(name)] = NOTHING

    def identify(self, identity: dict[str, str]) -> None:
        """Identities of people’s actors, and of all forms that the machine held to be the same."""
        claimed: dict[str, set[str]] = {}
        for form, id in self.owner.items():
            if form in identity:
                claimed.setdefault(identity[form], set()).add(id)
        for form, machine in identity.items():
            if form in self.owner:
                identity[form] = f"id {self.owner[form]}"
            elif len(claimed.get(machine, ())) == 1:
                (id,) = claimed[machine]
                identity[form] = f"id {id}"

    def split(self, identity: dict[str, str]) -> None:
        """Forms that people keep apart get identities of their own."""
        for group in self._curation.keep_apart:
            wanted = {slug(name): name for name in group}
            members: dict[str, list[str]] = {}
            for form in identity:
                if slug(form) in wanted:
                    members.setdefault(identity[form], []).append(form)
            for forms in members.values():
                if len({slug(form) for form in forms}) > 1:
                    for form in forms:
                        identity[form] = f"apart {slug(form)}"

    def merge(self, identity: dict[str, str], named: Callable[[str], Sequence[str]]) -> dict[str, str]:
        """Identity to the identity it is merged into; ``named`` gives the identities of an id or name."""
        target: dict[str, str] = {}
        for group in self._curation.merge:
            members: list[str] = []
            for name in group:
                found = named(name)
                if not found:
                    self._missing("merge", name, identity)
                members += (m for m in found if m not in members)
            if len(members) > 1:
                roots = list(dict.fromkeys(_root(target, member) for member in members))
                head = next((r for r in roots if r.startswith("id ")), roots[0])
                target.update((root, head) for root in roots if root != head)
        return {member: _root(target, member) for member in target}

    def hidden(self, identity: Mapping[str, str], named: Callable[[str], Sequence[str]]) -> tuple[set[str], set[str]]:
        """Identities that people ignore, and those of people that they redact."""
        for name in (*(n for group in self._curation.keep_apart for n in group),):
            if not named(name):
                self._missing("keep_apart", name, identity)
        ignored = self._all("ignore", self._curation.ignore, identity, named)
        return ignored, self._all("redact", self._curation.redact, identity, named)

    def _all(
        self, key: str, names: Iterable[str], identity: Mapping[str, str], named: Callable[[str], Sequence[str]]
    ) -> set[str]:
        found: set[str] = set()
        for name in names:
            identities = named(name)
            if not identities and not self.seen(name):
                self._missing(key, name, identity)
            found.update(identities)
        return found

    def seen(self, name: str) -> bool:
        return plain(name) in self._seen

    _seen: frozenset[str] = frozenset()

    def saw(self, forms: Iterable[str]) -> None:
        """The surface forms of the corpus, for names that people ignore."""
        self._seen = frozenset(forms)

    def _line(self, key: str, name: str) -> int | None:
        """Where in ``actors.yml`` an entry of the list ``key`` has this name."""
        for entry, line in self._curation.lines.items():
            of, _, names = entry.partition(": ")
            if of == key and (names == name or name in names.split(", ")):
                return line
        return None

    def _missing(self, key: str, name: str, identity: Mapping[str, str]) -> None:
        from rapidfuzz import process

        near = process.extractOne(name, sorted(self._seen), score_cutoff=70)
        self.problems.append(
            Problem(
                file=FILE,
                line=self._line(key, name),
                code="no-such-actor",
                message=f"{key}: no actor is called “{name}”",
                value=name,
                fix=f"did you mean “{near[0]}”?" if near else "take the line out, or write the name as it is printed",
            )
        )


def _root(target: Mapping[str, str], member: str) -> str:
    """Where merging leads; cycles end at the first name met twice."""
    seen = set()
    while member in target and member not in seen:
        seen.add(member)
        member = target[member]
    return member


def _type(entry: ActorNotes, machine: Verdict | None) -> str:
    if entry.type:
        return entry.type
    return machine.type if machine and machine.type else "organization"
