"""What a person answers to a doubt, written where it belongs (``briefing check --ask``): one small edit an answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial
from importlib import resources
from pathlib import Path
from typing import NamedTuple

from ..ids import fold, is_record, slug
from ..model import Actor, Briefing, Entry, Suggestion
from . import corrections, files, listing, snippets
from .doubts import Doubt
from .writing import Edit, change, with_entry, with_item, with_value

_BLANKS = re.compile(r"\s+")
_AROUND = 500
"""characters shown on either side of the words"""
_MOST = 9
"""candidates that are offered by number"""


class Passage(NamedTuple):
    """Words in their paragraph."""

    before: str
    words: str
    after: str


class Answers:
    """Writes answers: to sidecars below ``corpus``, and to the files of ``folder``, the curation."""

    def __init__(self, briefing: Briefing, corpus: Path, folder: Path, by: str, on: str) -> None:
        self._corpus, self._folder = corpus, folder
        self._by, self._on = by, on
        self._entries = {entry.id: entry for entry in briefing.entries}
        self._paths = [entry.card.path for entry in briefing.entries]
        self.actors = {actor.id: actor for actor in briefing.actors}
        self._claims = {claim.id: claim for claim in briefing.claims}
        self._named: dict[str, set[str]] = {}
        for actor in briefing.actors:
            for name in (actor.id, actor.name, *(alias.text for alias in actor.aliases)):
                self._named.setdefault(fold(name), set()).add(actor.id)

    # ------------------------------------------------------------------ what is shown

    def passage(self, doubt: Doubt) -> Passage | None:
        """The words in their paragraph; of a long one, what lies around."""
        if doubt.article is None or doubt.span is None:
            return None
        return self._passage(self._entries[doubt.article], doubt.span)

    def passage_of(self, claim: str) -> Passage:
        found = self._claims[claim]
        return self._passage(self._entries[found.article], (found.spans[0][0], found.spans[-1][1]))

    def _passage(self, entry: Entry, span: tuple[int, int]) -> Passage:
        text, (start, end) = entry.analysis.text, span
        low, high = max(0, start - _AROUND), end + _AROUND
        for block in entry.analysis.cleaned.blocks:
            if block.start <= start < block.end:
                low, high = max(low, block.start), max(end, min(high, block.end))
        return Passage(*(_BLANKS.sub(" ", part) for part in (text[low:start], text[start:end], text[end:high])))

    def candidates(self, doubt: Doubt) -> tuple[Actor, ...]:
        """Who may speak: those between whom the machine wavers, those named near by, the article's speakers."""
        found = dict.fromkeys(doubt.candidates)
        if doubt.article is not None and doubt.span is not None:
            entry = self._entries[doubt.article]
            named = sorted(entry.linked.mentions, key=lambda m: (abs(m.start - doubt.span[0]), m.start))  # type: ignore[index]
            near = (m.actor for m in named[:40])
            found |= dict.fromkeys((*near, *(r.actor for r in entry.linked.resolved if r.actor)))
        found.pop(doubt.actor or "", None)
        speaking = (self.actors[id] for id in found if id in self.actors)
        return tuple([a for a in speaking if a.type != "place" or a.id in doubt.candidates][:_MOST])

    def named(self, words: str) -> tuple[Actor, ...]:
        """The actors that bear this id or name."""
        return tuple(self.actors[id] for id in sorted(self._named.get(fold(words), ())))

    def can_be_written(self, doubt: Doubt) -> bool:
        """Whether there is a file for the answer: a record of a dump has no sidecar."""
        return doubt.article is None or not is_record(self._entries[doubt.article].card.path)

    # ------------------------------------------------------------------ one article

    def confirm(self, doubt: Doubt) -> Path:
        """The machine is right."""
        return self._correct(doubt, "confirm", {"by": self._by, "on": self._on})

    def speaker(self, doubt: Doubt, actor: str) -> Path:
        """It is somebody else who speaks."""
        key = "speaker" if doubt.correction == "quote" else "source"
        return self._correct(doubt, doubt.correction or "quote", {key: actor, "by": self._by})

    def nobody(self, doubt: Doubt) -> Path:
        """The text does not say who speaks."""
        return self._correct(doubt, doubt.correction or "quote", {"certainty": "unknown", "by": self._by})

    def reject(self, doubt: Doubt) -> Path:
        """These words are no quotation, or no claim."""
        return self._correct(doubt, f"reject_{doubt.correction}", {"by": self._by})

    def value(self, doubt: Doubt, field: str, words: str) -> Path:
        """A date, title or outlet."""
        return self._write(self._sidecar(doubt), lambda text: with_value(text, field, snippets.scalar(words)))

    def _correct(self, doubt: Doubt, kind: str, others: dict[str, str]) -> Path:
        words, prefix = doubt.anchor
        fields = {"prefix": prefix, **others} if prefix else others
        rest = "".join(f", {key}: {snippets.scalar(value)}" for key, value in fields.items() if value)
        item = f"{{{kind}: {snippets.quoted(words)}{rest}}}"
        return self._write(self._sidecar(doubt), lambda text: with_item(text, ("corrections",), item))

    def _sidecar(self, doubt: Doubt) -> Path:
        """The one that is there, else the one that there should be."""
        path = self._entries[doubt.article or ""].card.path
        there = [name for name in corrections.sidecar_names(path) if (self._corpus / name).is_file()]
        return self._corpus / (there[0] if there else snippets.sidecar(path, self._paths))

    # ------------------------------------------------------------------ who is who

    def publish(self, doubt: Doubt) -> Path:
        """That is somebody: an entry of their own."""
        actor = self.actors[doubt.actor or ""]
        return self._in(listing.FILE, partial(with_entry, key=actor.id, lines=listing.entries([actor])))

    def ignore(self, doubt: Doubt) -> Path:
        """That is nobody."""
        name = snippets.scalar(self.actors[doubt.actor or ""].name)
        return self._in(listing.FILE, lambda text: with_item(text, ("ignore",), name))

    def merge(self, doubt: Doubt, into: str) -> Path:
        """Two names of one."""
        return self._in(listing.FILE, lambda text: with_item(text, ("merge",), f"[{into}, {doubt.actor}]"))

    def keep_apart(self, doubt: Doubt, other: str) -> Path:
        """Two who are two."""
        return self._in(listing.FILE, lambda text: with_item(text, ("keep_apart",), f"[{other}, {doubt.actor}]"))

    def new_actor(self, name: str, type: str) -> str:
        """An entry for somebody whom no article names; the id."""
        id = _free(slug(name), self.actors)
        lines = f"{id}:\n  name: {snippets.scalar(name)}\n  type: {type}\n"
        self._in(listing.FILE, lambda text: with_entry(text, id, lines))
        self._named.setdefault(fold(name), set()).add(id)
        self.actors[id] = Actor(
            id=id,
            name=name,
            type=type,  # type: ignore[arg-type]
            aliases=(),
            identity=None,
            roles=(),
            wikidata=None,
            tier="published",
            articles=0,
            mentions=0,
        )
        return id

    # ------------------------------------------------------------------ propositions

    def take(self, suggestion: Suggestion, why: str = "") -> Path:
        """A suggestion that a person takes up: a claim, or a pair with who confirms it and why."""
        if suggestion.kind == "claim":
            item = suggestion.yaml.partition("    - ")[2].strip()
            key = "claims"
        else:
            a, b = (line.split(": ", 1)[1] for line in suggestion.yaml.splitlines()[1:3])
            reason = f", why: {snippets.quoted(why)}" if why else ""
            item = f"{{a: {a}, b: {b}, confirmed_by: {snippets.scalar(self._by)}{reason}}}"
            key = f"{suggestion.kind}s"
        return self._in(PROPOSITIONS, lambda text: with_item(text, (suggestion.proposition, key), item))

    def propose(self, suggestion: Suggestion, statement: str) -> Path:
        """A new proposition over two claims that repeat each other."""
        lines = suggestion.yaml.splitlines()[3:]
        id = slug(" ".join(statement.split()[:6]))
        entry = f"{id}:\n  statement: {snippets.quoted(statement)}\n" + "\n".join(lines) + "\n"
        return self._in(PROPOSITIONS, lambda text: with_entry(text, id, entry))

    def dismiss(self, ids: Iterable[str]) -> Path:
        """A suggestion that a person wants no more."""
        item = f"[{', '.join(ids)}]"
        return self._in(PROPOSITIONS, lambda text: with_item(text, (files.DISMISSED,), item))

    # ------------------------------------------------------------------ writing

    def _in(self, name: str, edit: Edit) -> Path:
        first = (resources.files(__package__) / "starter" / "curation" / name).read_text("utf-8") + "\n"
        return self._write(self._folder / name, edit, first)

    def _write(self, path: Path, edit: Edit, first: str = "") -> Path:
        change(path, edit, first)
        return path


PROPOSITIONS = "propositions.yml"


def _free(id: str, taken: Iterable[str]) -> str:
    return next(name for name in _numbered(id) if name not in taken and name not in files.ACTOR_LISTS)


def _numbered(id: str) -> Iterator[str]:
    yield id
    n = 2
    while True:
        yield f"{id[:70]}-{n}"
        n += 1
