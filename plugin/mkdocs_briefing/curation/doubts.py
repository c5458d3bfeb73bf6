"""What is doubtful in a briefing, the worst first, each with the YAML that settles it (``briefing check``)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Literal, get_args

from msgspec import field
from msgspec.structs import replace

from ..clean.dates import edtf
from ..ids import fold, is_record, item_id
from ..link.claims import told_elsewhere
from ..model import Actor, Briefing, Entry, Record, Span
from . import snippets
from .anchors import slip, words_for
from .spellings import sound

Kind = Literal["metadata", "unknown", "ambiguous", "implicit", "pronoun", "actor"]

KINDS: tuple[Kind, ...] = get_args(Kind)
"""In the order in which they are worth a person's time."""

_MISSING = {"date": "date", "title": "title", "publisher": "outlet"}


class Doubt(Record, frozen=True, kw_only=True):
    """One thing that a person may settle. ``file`` is where ``yaml`` goes; None where it can go nowhere."""

    kind: Kind
    where: str
    """path of the article, or id of the actor"""
    line: int | None = None
    """of the reading text"""
    message: str
    words: str | None = None
    """the article's own words"""
    file: str | None = None
    yaml: str | None = None
    article: str | None = None
    """id of the article"""
    span: Span | None = None
    """where in its text"""
    correction: Literal["quote", "claim"] | None = None
    """what settles who speaks"""
    anchor: tuple[str, str | None] = ("", None)
    """words that find the place, and the prefix they need"""
    actor: str | None = None
    """whom the machine takes for the speaker, or the actor in question"""
    candidates: tuple[str, ...] = ()
    """ids of the actors that may be meant"""
    twins: bool = False
    """whether ``actor`` and the candidate may be two spellings of one name"""
    missing: dict[str, str | None] = field(default_factory=dict)
    """keys of metadata to be filled in, with what the machine proposes"""


def doubts(briefing: Briefing, corpus: str = "corpus") -> tuple[Doubt, ...]:
    """Every doubt that no person has settled. ``corpus``: the folder as it is called in the snippets."""
    doubter = _Doubter(briefing, corpus)
    found = [*doubter.metadata(), *doubter.speakers(), *doubter.spellings(), *doubter.actors()]
    return tuple(sorted(found, key=lambda d: KINDS.index(d.kind)))


def first_doubts(briefing: Briefing, most: int, corpus: str = "corpus") -> tuple[Doubt, ...]:
    """The first of ``doubts``; it looks no further than it must."""
    doubter = _Doubter(briefing, corpus)
    found = list(islice(doubter.metadata(), most))
    if len(found) < most:
        of_speakers, sure = [], 0
        for doubt in doubter.speakers():
            of_speakers.append(doubt)
            sure += doubt.kind == KINDS[1]
            if sure == most - len(found):
                break
        found += sorted(of_speakers, key=lambda d: KINDS.index(d.kind))
    if len(found) < most:
        found += islice(chain(doubter.spellings(), doubter.actors()), most - len(found))
    return tuple(found[:most])


class _Doubter:
    def __init__(self, briefing: Briefing, corpus: str) -> None:
        self._briefing = briefing
        self._corpus = corpus
        self._entries = {entry.id: entry for entry in briefing.entries}
        self._names = {actor.id: actor.name for actor in briefing.actors}
        self._stems: dict[str, list[str]] = defaultdict(list)
        for entry in briefing.entries:
            self._stems[entry.card.path.rsplit(".", 1)[0]].append(entry.card.path)

    # ------------------------------------------------------------------ the articles themselves

    def metadata(self) -> Iterator[Doubt]:
        for entry in self._briefing.entries:
            known = entry.card.metadata
            missing = [field for field in _MISSING if getattr(known, field) is None]
            if not missing:
                continue
            message = "states no " + " and no ".join(_MISSING[field] for field in missing)
            values: dict[str, str | None] = dict.fromkeys(missing)
            if "date" in missing:
                after, before, reasons = self._bounds(entry)
                if after or before:
                    values["date"] = f"{after or '..'}/{before or '..'}"
                message += "".join(f"; {reason}" for reason in reasons)
            file = self._file(entry)
            yield Doubt(
                kind="metadata",
                where=entry.card.path,
                message=message,
                file=file,
                yaml=snippets.metadata(file, values) if file else None,
                article=entry.id,
                missing=values,
            )

    def _bounds(self, entry: Entry) -> tuple[str | None, str | None, list[str]]:
        """Not before, not after, and the reasons for both."""
        earliest, latest = max(_not_before(entry), default=None), min(_not_after(entry), default=None)
        reasons = []
        if earliest:
            reasons.append(f"not before {earliest[0]}: it holds “{earliest[1]}”")
        if latest:
            reasons.append(f"not after {latest[0]}, when it was {latest[1]}")
        for related in entry.linked.related:
            other = self._entries.get(related.article)
            date = other.card.metadata.date if other else None
            if date and related.kind != "related":
                reasons.append(f"a copy, {related.article}, is dated {date.value}")
        after, before = earliest and earliest[0], latest and latest[0]
        return (None if after and before and after > before else after), before, reasons

    # ------------------------------------------------------------------ who speaks

    def speakers(self) -> Iterator[Doubt]:
        for entry in self._briefing.entries:
            notes = entry.analysis.annotations
            attributed = set()
            told = told_elsewhere(notes.attributions)
            for n, attribution in enumerate(notes.attributions):
                attributed |= set(attribution.quotations)
                if n in told and not attribution.quotations:
                    continue  # no claim of its own, so that nobody has to be found for it
                ids = [attribution.key, *(notes.quotations[q].key for q in attribution.quotations)]
                if attribution.unnamed or self._settled(entry, ids) or _is_corrected(entry, n):
                    continue
                quoted = [notes.quotations[q].spans[0] for q in attribution.quotations]
                span = (quoted or attribution.content or attribution.sentence)[0]
                yield from self._speaker(entry, n, "quote" if quoted else "claim", span)
            for n, quotation in enumerate(notes.quotations):
                speech = quotation.use in ("speech", "unclear") and quotation.parent is None
                if n in attributed or not speech or self._settled(entry, [quotation.key]):
                    continue
                yield self._doubt(entry, "unknown", "quote", quotation.spans[0], "nobody is found who says this", None)

    def _settled(self, entry: Entry, keys: list[str]) -> bool:
        return any(item_id(entry.id, key) in self._briefing.checked for key in keys)

    def _speaker(self, entry: Entry, n: int, kind: Literal["quote", "claim"], span: Span) -> Iterator[Doubt]:
        attribution = entry.analysis.annotations.attributions[n]
        resolved = entry.linked.resolved[n]
        printed = f"“{attribution.source_text}”" if attribution.source_text else "the speaker"
        name = self._names.get(resolved.actor or "", resolved.actor)
        if resolved.candidates and resolved.actor is None:
            several = " or ".join(f"{self._names.get(c, c)} ({c})" for c in resolved.candidates)
            doubt = self._doubt(entry, "ambiguous", kind, span, f"{printed} may be {several}", None)
            yield replace(doubt, candidates=resolved.candidates)
        elif resolved.certainty == "unknown" or resolved.actor is None:
            yield self._doubt(entry, "unknown", kind, span, f"nobody is found for {printed}", None)
        elif resolved.certainty == "implicit":
            message = f"the text names nobody here; {name or printed} is thought to go on speaking"
            yield self._doubt(entry, "implicit", kind, span, message, resolved.actor)
        elif resolved.certainty == "pronoun":
            yield self._doubt(entry, "pronoun", kind, span, f"{printed} is taken to be {name}", resolved.actor)

    def _doubt(
        self,
        entry: Entry,
        kind: Kind,
        key: Literal["quote", "claim"],
        span: Span,
        message: str,
        speaker: str | None,
    ) -> Doubt:
        text = entry.analysis.text
        words, prefix = words_for(text, span)
        file = self._file(entry)
        others: dict[str, str | None] = {"prefix": prefix} if prefix else {}
        others["speaker" if key == "quote" else "source"] = speaker
        under = any(file == f"{self._corpus}/{correction.file}" for correction in entry.notes.corrections)
        return Doubt(
            kind=kind,
            where=entry.card.path,
            line=text.count("\n", 0, span[0]) + 1,
            message=message,
            words=" ".join(text[span[0] : span[1]].split()),
            file=file,
            yaml=snippets.correction(file, key, words, {**others, "by": None}, under) if file else None,
            article=entry.id,
            span=span,
            correction=key,
            anchor=(words, prefix),
            actor=speaker,
        )

    # ------------------------------------------------------------------ who is who

    def actors(self) -> Iterator[Doubt]:
        known = _Known(actor for actor in self._briefing.actors if actor.tier == "published")
        written = {actor.id for actor in self._briefing.curation.actors}
        review = [a for a in self._briefing.actors if a.tier == "review" and a.id not in written]
        for actor in sorted(review, key=lambda a: (-a.mentions, a.id)):
            near = known.near(actor.name)
            yield Doubt(
                kind="actor",
                where=actor.id,
                message=f"{actor.name}: {_count(actor)}, and not sure enough to be published",
                file=f"{self._briefing.curation.folder}/actors.yml",
                yaml=self._who(actor, near),
                actor=actor.id,
                candidates=(near.id,) if near else (),
            )
            known.add(actor)

    def spellings(self) -> Iterator[Doubt]:
        """Published actors whose names may be one name spelled twice, and that nobody has merged or kept apart."""
        curation = self._briefing.curation
        settled = [{fold(name) for name in group} for group in (*curation.merge, *curation.keep_apart)]
        first: dict[tuple[str, str], Actor] = {}
        published = (actor for actor in self._briefing.actors if actor.tier == "published")
        for actor in sorted(published, key=lambda a: (-a.mentions, a.id)):
            other = first.setdefault((actor.type, sound(actor.name)), actor)
            both = ({fold(actor.id), fold(actor.name)}, {fold(other.id), fold(other.name)})
            if other is actor or any(all(group & names for names in both) for group in settled):
                continue
            pair = f"[[{other.id}, {actor.id}]]"
            yield Doubt(
                kind="actor",
                where=actor.id,
                message=f"{actor.name} ({_count(actor)}) and {other.name} may be one name, spelled twice",
                file=f"{curation.folder}/actors.yml",
                yaml=f"# {curation.folder}/actors.yml\nmerge: {pair}\n# or, if they are two:  keep_apart: {pair}\n",
                actor=actor.id,
                candidates=(other.id,),
                twins=True,
            )

    def _who(self, actor: Actor, near: Actor | None) -> str:
        """The three things that a name may be: an actor, nobody, or another spelling of an actor."""
        name = snippets.scalar(actor.name)
        lines = [
            f"# {self._briefing.curation.folder}/actors.yml",
            f"{actor.id}:",
            f"  name: {name}",
            f"  type: {actor.type}",
            f"# or, if that is nobody:  ignore: [{name}]",
        ]
        if near and fold(near.name) == fold(actor.name):
            lines[1:] = [f"merge: [[{near.id}, {actor.id}]]"]
        elif near:
            lines.append(f"# or, if they are one:  merge: [[{near.id}, {actor.id}]]")
        return "\n".join(lines) + "\n"

    def _file(self, entry: Entry) -> str | None:
        """The sidecar that a correction of the article goes into; records of one file have none."""
        path = entry.card.path
        if is_record(path):
            return None
        return f"{self._corpus}/{snippets.sidecar(path, self._stems[path.rsplit('.', 1)[0]])}"


def _is_corrected(entry: Entry, n: int) -> bool:
    """Whether a person said who speaks here, or that nobody can say."""
    resolved, found = entry.linked.resolved[n], entry.analysis.annotations.attributions[n]
    if resolved.corrected is None or (resolved.actor is None and resolved.certainty != "unknown"):
        return False
    quoted = [s for q in found.quotations for s in entry.analysis.annotations.quotations[q].spans]
    return any(
        (one.correction.speaker or one.correction.certainty)
        and any(a < d and c < b for a, b in one.spans for c, d in (*quoted, *found.content))
        for one in entry.analysis.annotations.anchored
    )


_PLAIN = re.compile(r"\d{4}-\d\d(?:-\d\d)?", re.ASCII)


def _not_before(entry: Entry) -> Iterator[tuple[str, str]]:
    """Dates that the text looks back on, with its words: of a post or caption in it, and of when something was said."""
    text = entry.analysis.text
    for flaw in entry.card.flaws:
        if flaw.code == "no-date" and flaw.start is not None and flaw.end is not None:
            words = text[flaw.start : flaw.end]
            if date := edtf(words):
                yield date, words
    for attribution in entry.analysis.annotations.attributions:
        said = attribution.said
        if said and not said.inferred and _PLAIN.fullmatch(said.value):
            yield said.value, " … ".join(text[start:end] for start, end in said.spans)


def _not_after(entry: Entry) -> Iterator[tuple[str, str]]:
    """Days on which the article was there already."""
    metadata = entry.card.metadata
    for fact, done in ((metadata.updated, "updated"), (metadata.retrieved, "retrieved")):
        if fact and _PLAIN.fullmatch(fact.value[:10]):
            yield fact.value[:10], done


def _count(actor: Actor) -> str:
    times = "one mention" if actor.mentions == 1 else f"{actor.mentions} mentions"
    return times + (" in one article" if actor.articles == 1 else f" in {actor.articles} articles")


class _Known:
    """Actors by name, to find the one that another name may be a spelling or a shorter form of."""

    def __init__(self, actors: Iterable[Actor]) -> None:
        self._actors: dict[str, Actor] = {}
        self._by_word: dict[str, list[str]] = defaultdict(list)
        for actor in actors:
            self.add(actor)

    def add(self, actor: Actor) -> None:
        if actor.name not in self._actors:
            self._actors[actor.name] = actor
            for start in _starts(actor.name):
                self._by_word[start].append(actor.name)

    def near(self, name: str) -> Actor | None:
        alike = dict.fromkeys(other for start in sorted(_starts(name)) for other in self._by_word.get(start, ()))
        words = set(fold(name).split())
        longer = [other for other in alike if words < set(fold(other).split())]
        same = [other for other in alike if sound(other) == sound(name)]
        found = longer[0] if len(longer) == 1 else same[0] if same else slip(name, alike)
        return self._actors[found] if found else None


def _starts(name: str) -> set[str]:
    """The first letters of its words: names that share none are not compared."""
    return {word[:3] for word in fold(name).split()}
