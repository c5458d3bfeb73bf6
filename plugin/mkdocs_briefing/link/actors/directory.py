"""Names and ids of identities."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from ...gazetteer import gazetteer, plain
from ...ids import digest, is_reserved, slug
from ...model import ActorNotes
from .evidence import Corpus
from .identities import bare


def folded(name: str) -> str:
    """A name as it is looked up: small letters, no accents; never like an id."""
    return f"name {bare(plain(name))}"


class Directory:
    """Who goes by which name, and under which id. People’s actors stand in it, found or not."""

    def __init__(
        self,
        identity: Mapping[str, str],
        corpus: Corpus,
        entries: Collection[ActorNotes],
        chosen: Mapping[str, str] | None = None,
    ) -> None:
        self._chosen = chosen or {}
        self._entries = {f"id {entry.id}": entry for entry in entries}
        self._forms: dict[str, dict[str, int]] = defaultdict(dict)
        for i, entry in self._entries.items():
            self._forms[i] = dict.fromkeys((entry.name, *entry.aliases), 0)
        for form, i in sorted(identity.items()):
            evidence = corpus.forms.get(form)
            self._forms[i][evidence.text if evidence else form] = evidence.count if evidence else 0
        wanted: dict[str, list[str]] = defaultdict(list)
        for i in self._forms:
            wanted[self._wish(i)].append(i)
        self.ids: dict[str, str] = {}
        for id, members in wanted.items():
            for i in members:
                clash = (len(members) > 1 or is_reserved(id)) and not i.startswith("id ")
                self.ids[i] = f"{id[:71].rstrip('-')}-{digest(i)}" if clash else id
        self._named: dict[str, list[str]] = defaultdict(list)
        for i, id in sorted(self.ids.items()):
            self._named[id].append(i)
            for form in (self.name(i), *self._forms[i]):
                if i not in self._named[folded(form)]:
                    self._named[folded(form)].append(i)

    def _wish(self, i: str) -> str:
        return i[3:] if i.startswith("id ") else slug(self.name(i))

    def name(self, i: str) -> str:
        """The name of an actor: people’s, the list’s, or the form that is printed most."""
        if i in self._entries:
            return self._entries[i].name
        if i in self._chosen:
            return self._chosen[i]
        if i.startswith("known "):
            return i.removeprefix("known ")
        forms = self._forms[i]
        return max(forms, key=lambda form: (_fullness(form, i), forms[form], len(form), form))

    def named(self, words: str) -> tuple[str, ...]:
        """Identities of an id or a name."""
        return tuple(self._named.get(words) or self._named.get(folded(words)) or ())

    def forms(self, i: str) -> Iterable[str]:
        """The forms of an identity."""
        return self._forms.get(i, ())

    def names(self) -> list[str]:
        """Every name, as it is printed."""
        return sorted(form for forms in self._forms.values() for form in forms)


def _fullness(form: str, i: str) -> int:
    """How much of a full name a form is: a surname or acronym 0, words 1, a person’s with first name 2."""
    if " " not in form or form.isupper():
        return 0
    return 1 + (i.startswith("person ") and form.split(" ")[0] in gazetteer().first_names)
