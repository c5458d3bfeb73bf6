"""Names and ids of identities."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ...gazetteer import gazetteer, plain
from ...ids import digest, is_reserved, slug
from ...model import ActorNotes
from ..keeping import Kept
from ..postings import Postings
from .evidence import Corpus
from .identities import bare


def folded(name: str) -> str:
    """A name as it is looked up: small letters, no accents; never like an id."""
    return f"name {bare(plain(name))}"


class KeptDirectory(Kept):
    _entries: dict[str, ActorNotes]
    _chosen: dict[str, str]
    _members: Postings[str]
    _names: dict[str, str]
    _wishes: Postings[str]
    ids: dict[str, str]


class Directory:
    """Who goes by which name, and under which id. People’s actors stand in it, found or not."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._entries: dict[str, ActorNotes] = {}
        self._chosen: dict[str, str] = {}
        self._members: Postings[str] = Postings()
        """identity to its forms"""
        self._names: dict[str, str] = {}
        self._wishes: Postings[str] = Postings()
        """id to those who would like it"""
        self.ids: dict[str, str] = {}
        self.renamed: set[str] = set()
        """identities to which the last update gave another id"""
        self._looked_up: Postings[str] | None = None
        """id or folded name to identities; made when somebody asks"""
        self._words: dict[str, frozenset[str]] = {}

    def copy(self) -> Directory:
        """Another directory of the same."""
        other = Directory(self._corpus)
        moved = {form: None for i in self._members for form in self._members.of(i)}
        identity = {form: i for i in self._members for form in self._members.of(i)}
        other.update(moved, identity, (), self._entries.values(), self._chosen)
        return other

    def update(
        self,
        moved: Mapping[str, str | None],
        identity: Mapping[str, str],
        recounted: Iterable[str],
        entries: Iterable[ActorNotes],
        chosen: dict[str, str] | None = None,
    ) -> set[str]:
        """Takes forms that moved, with what they were, and forms that are printed more or less often.

        ``entries`` are people’s, ``chosen`` the names of what they merged. Gives the identities of which the name,
        the id or a form is another now.
        """
        touched = self._write_down(entries, chosen or {})
        for form, old in moved.items():
            if old is not None:
                self._members.discard(old, form)
                touched.add(old)
            if (new := identity.get(form)) is not None:
                self._members.add(new, form)
                touched.add(new)
        touched.update(identity[form] for form in recounted if form in identity)
        wishes: set[str] = set()
        for i in touched:
            old, new = self._names.get(i), self._name(i) if i in self._members or i in self._entries else None
            if old == new:
                continue
            if old is not None:
                self._wishes.discard(self._wish(i, old), i)
                wishes.add(self._wish(i, old))
                del self._names[i]
                self.ids.pop(i, None)
            if new is not None:
                self._wishes.add(self._wish(i, new), i)
                wishes.add(self._wish(i, new))
                self._names[i] = new
        self.renamed = self._give_ids(wishes)
        if self._looked_up is not None:
            self._index(touched | self.renamed)
        return touched | self.renamed

    def _write_down(self, entries: Iterable[ActorNotes], chosen: dict[str, str]) -> set[str]:
        new = {f"id {entry.id}": entry for entry in entries}
        touched = {i for i in new.keys() | self._entries.keys() if new.get(i) != self._entries.get(i)}
        touched.update(i for i, _ in chosen.items() ^ self._chosen.items())
        self._entries, self._chosen = new, chosen
        return touched

    def _give_ids(self, wishes: Iterable[str]) -> set[str]:
        """Ids for all who wish the same; gives those who have another one now."""
        renamed = set()
        for wish in wishes:
            members = self._wishes.of(wish)
            for i in members:
                clash = (len(members) > 1 or is_reserved(wish)) and not i.startswith("id ")
                id = f"{wish[:71].rstrip('-')}-{digest(i)}" if clash else wish
                if self.ids.get(i) != id:
                    self.ids[i] = id
                    renamed.add(i)
        return renamed

    def _wish(self, i: str, name: str) -> str:
        return i[3:] if i.startswith("id ") else slug(name)

    def _name(self, i: str) -> str:
        """The name of an actor: people’s, the list’s, or the form that is printed most."""
        if i in self._entries:
            return self._entries[i].name
        if i in self._chosen:
            return self._chosen[i]
        if i.startswith("known "):
            return i.removeprefix("known ")
        counts = self._counts(i)
        if len(counts) == 1:
            return next(iter(counts))
        return max(counts, key=lambda form: (_fullness(form, i), counts[form], len(form), form))

    def _counts(self, i: str) -> dict[str, int]:
        """The forms of an identity as they are spelt, with how often each is printed."""
        entry = self._entries.get(i)
        counts = dict.fromkeys((entry.name, *entry.aliases), 0) if entry else {}
        for form in sorted(self._members.of(i)):
            evidence = self._corpus.forms.get(form)
            counts[evidence.text if evidence else form] = evidence.count if evidence else 0
        return counts

    def name(self, i: str) -> str:
        return self._names[i]

    def members(self, i: str) -> Iterable[str]:
        """The forms of an identity, as they are looked up."""
        return self._members.of(i)

    def forms(self, i: str) -> Iterable[str]:
        """The forms of an identity, as they are spelt."""
        return self._counts(i)

    def names(self) -> list[str]:
        """Every name, as it is printed."""
        return sorted(form for i in self._names for form in self._counts(i))

    def named(self, words: str) -> tuple[str, ...]:
        """Identities of an id or a name."""
        if self._looked_up is None:
            self._looked_up = Postings()
            self._index(self._names)
        return tuple(sorted(self._looked_up.of(words) or self._looked_up.of(folded(words))))

    def _index(self, identities: Iterable[str]) -> None:
        assert self._looked_up is not None
        for i in identities:
            words: frozenset[str] = frozenset()
            if i in self._names:
                words = frozenset((self.ids[i], *(folded(form) for form in (self._names[i], *self._counts(i)))))
            old = self._words.get(i, frozenset())
            for word in old - words:
                self._looked_up.discard(word, i)
            for word in words - old:
                self._looked_up.add(word, i)
            self._words[i] = words


def _fullness(form: str, i: str) -> int:
    """How much of a full name a form is: a surname or acronym 0, words 1, a person’s with first name 2."""
    if " " not in form or form.isupper():
        return 0
    return 1 + (i.startswith("person ") and form.split(" ")[0] in gazetteer().first_names)
