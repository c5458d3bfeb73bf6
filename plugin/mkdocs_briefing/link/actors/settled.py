"""Identities as people leave them: their names and outlets laid over the machine’s, some kept apart, some merged."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from ...ids import slug
from ..keeping import Kept
from ..postings import Postings
from .curated import Curated, Identify
from .directory import Directory, KeptDirectory
from .evidence import Corpus


class KeptSettled(Kept):
    identity: dict[str, str]
    apart: dict[str, str]
    target: dict[str, str]
    slugs: Postings[str] | None
    directory: KeptDirectory
    unmerged: tuple[dict[str, str], KeptDirectory] | None
    """what people’s merges are laid over"""


class Settled:
    """The identity of every form, and the directory of them all."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self.identity: dict[str, str] = {}
        self.directory = Directory(corpus)
        self._unmerged = self.identity
        self._names = self.directory
        """of what is not merged yet, by which merges are read"""
        self._identify: Identify | None = None
        self._apart: dict[str, str] = {}
        self._target: dict[str, str] = {}
        self._slugs: Postings[str] | None = None

    def keep(self) -> KeptSettled:
        unmerged = None if self._names is self.directory else (self._unmerged, KeptDirectory.of(self._names))
        directory = KeptDirectory.of(self.directory)
        return KeptSettled(self.identity, self._apart, self._target, self._slugs, directory, unmerged)

    def restore(self, kept: KeptSettled, identify: Identify) -> None:
        self.identity.update(kept.identity)
        self._apart, self._target, self._slugs, self._identify = kept.apart, kept.target, kept.slugs, identify
        kept.directory.into(self.directory)
        if kept.unmerged is not None:
            self._unmerged, self._names = kept.unmerged[0], Directory(self._corpus)
            kept.unmerged[1].into(self._names)

    def update(
        self, machine: Mapping[str, str], changed: Collection[str], recounted: Collection[str], curated: Curated
    ) -> tuple[set[str], set[str]]:
        """Takes forms of which the machine thinks otherwise, or which are printed more or less often.

        Gives the forms whose identity is another now, and the identities that people see otherwise: their name, id
        or forms.
        """
        if curated.merges and self._names is self.directory:
            self._unmerged, self._names = dict(self.identity), self.directory.copy()
        moved = self._settle(machine, changed, curated)
        touched = self._names.update(moved, self._unmerged, recounted, curated.known())
        target = curated.merged(self._names) if curated.merges else {}
        if self._names is self.directory and not self._target:
            return set(moved), touched
        forms = set(moved) if target == self._target else self._unmerged.keys() | self.identity.keys()
        self._target = target
        moved = {}
        for form in forms:
            i = self._unmerged.get(form)
            _put(self.identity, form, i if i is None else target.get(i, i), moved)
        chosen = {root: self._names.name(root) for root in sorted(set(target.values()))}
        return set(moved), self.directory.update(moved, self.identity, recounted, curated.known(), chosen)

    def _settle(self, machine: Mapping[str, str], changed: Collection[str], curated: Curated) -> dict[str, str | None]:
        """Lays people’s word over the machine’s; gives the forms that moved, with what they were."""
        identify = curated.identify(machine)
        forms = set(changed)
        if identify != self._identify:
            forms = {*machine, *self._unmerged, *identify.forms()}
            self._identify = identify
        apart = self._kept_apart(machine, identify, forms, curated)
        forms.update(form for form, _ in apart.items() ^ self._apart.items())
        self._apart = apart
        moved: dict[str, str | None] = {}
        for form in forms:
            _put(self._unmerged, form, apart.get(form) or identify.of(form, machine.get(form)), moved)
        return moved

    def _kept_apart(
        self, machine: Mapping[str, str], identify: Identify, changed: Collection[str], curated: Curated
    ) -> dict[str, str]:
        if not curated.keeps_apart:
            self._slugs = None
            return {}
        if self._slugs is None:
            self._slugs = Postings()
            changed = {*machine, *self._unmerged, *identify.forms()}
        for form in changed:
            self._slugs.add(slug(form), form)
        return curated.split(lambda form: identify.of(form, machine.get(form)), self._slugs.of)


def _put(identity: dict[str, str], form: str, new: str | None, moved: dict[str, str | None]) -> None:
    old = identity.get(form)
    if old == new:
        return
    moved[form] = old
    if new is None:
        del identity[form]
    else:
        identity[form] = new
