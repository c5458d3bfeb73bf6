"""Who each attribution's source is: named, by description, by pronoun, running on, or nobody found.

A wrong speaker is worse than none: every rule answers only where one bearer is left, and where the
paragraphs of an article are out of order nothing is carried over a paragraph.
"""

from __future__ import annotations

import bisect
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Literal, get_args

from msgspec.structs import replace

from ..model import Analysis, Corrected, FoundAttribution, FoundHop, Hop, Mention, Resolved, Span, Spans
from .actors import ActorIndex
from .corrections import Choice
from .descriptions import Nouns, described

Certainty = Literal["explicit", "nominal", "pronoun", "implicit", "unknown", "person"]

_CERTAINTIES: dict[str, Certainty] = {c: c for c in get_args(Certainty)}
_JOINED = re.compile(r"\s(?:and|&)\s")
_DEFINITE = ("the ", "this ", "that ", "these ", "those ")
_ONE = ("a ", "an ", "one ", "another ")
_DOCUMENT = re.compile(
    r"[’']s? (?:[\w.-]+ ){0,4}(?:analysis|assessment|audit|book|bulletin|estimate|forecast|letter|memo|memoir"
    r"|memorandum|message|paper|poll|post|report|review|statement|study|survey|testimony|tweet|update)"
    r"(?: (?:on|of|about|for|into) .*)?",
    re.DOTALL,
)
"""what somebody has written, after whose it is"""
_FEW_SENTENCES = 600
"""characters looked back over"""
_KIN = {
    pronoun: re.compile(
        rf"[.!?]\s+(?:His|Her|Their) (?:\w+ ){{0,2}}(?:{words}|colleague|neighbou?r|friend|deputy|lawyer|partner"
        r"|predecessor|successor|assistant|boss|cousin|boyfriend|girlfriend)\b"
    )
    for pronoun, words in (
        ("he", "brother|son|father|husband|grandfather|uncle|nephew|grandson"),
        ("she", "sister|daughter|mother|wife|grandmother|aunt|niece|granddaughter"),
    )
}
"""a sentence that begins with somebody close to the last one named"""
_HE = {"he", "him", "his"}
_SHE = {"she", "her", "hers"}
_THEY = {"they", "them", "their"}
_IT = {"it", "its"}


class Speakers:
    """Resolves the attributions of one article, in reading order, each knowing those before it."""

    def __init__(
        self,
        article: str,
        analysis: Analysis,
        index: ActorIndex,
        chosen: dict[int, Choice],
    ) -> None:
        """``chosen``: what people decided."""
        self._index = index
        self._text = analysis.text
        self._found = analysis.annotations.attributions
        self._mentions = index.mentions(article)
        self._last = {m.actor: m for m in self._mentions}
        self._starts = [m.start for m in self._mentions]
        self._ambiguous = index.ambiguous(article)
        self._article = article
        self._quoted = sorted(
            s for q in analysis.annotations.quotations if q.use in ("speech", "unclear") for s in q.spans
        )
        self._ordered = not any(f.code == "out-of-order" for f in analysis.cleaned.flaws)
        self._paragraph_starts = _paragraph_starts(analysis)
        self._chosen = chosen
        self._done: list[Resolved] = []
        self._called: dict[str, str] = {}
        """gender of those who were “he” or “she” here"""

    def resolve(self) -> tuple[Resolved, ...]:
        """One ``Resolved`` for each attribution, in their order."""
        for number, found in enumerate(self._found):
            resolved = self._by_person(number) or self._by_machine(found)
            pronoun = found.source_text.casefold()
            if resolved.actor and pronoun in _HE | _SHE:
                self._called.setdefault(resolved.actor, "m" if pronoun in _HE else "f")
            via = resolved.via
            if not via and not resolved.no_chain:
                via = tuple(self._hop(hop) for hop in found.via)
            self._done.append(replace(resolved, via=via) if via != resolved.via else resolved)
        return tuple(self._done)

    # ---------------------------------------------------------------- the ways to a speaker

    def _by_person(self, number: int) -> Resolved | None:
        """A person's word beats every rule; what the machine had stays beside it."""
        choice = self._chosen.get(number)
        if choice is None:
            return None
        correction, machine = choice.correction, self._by_machine(self._found[number])
        certainty: Certainty = "person" if choice.actor else machine.certainty
        certainty = _CERTAINTIES.get(correction.certainty or "", certainty)
        unknown = certainty == "unknown" and not choice.actor
        via = tuple(self._named_hop(name) for name in correction.via or ())
        if not (choice.actor or correction.certainty or correction.via is not None or correction.polarity):
            return None
        return replace(
            machine,
            actor=None if unknown else choice.actor or machine.actor,
            candidates=() if choice.actor else machine.candidates,
            certainty=certainty,
            via=via,
            no_chain=correction.via == (),
            polarity=correction.polarity,
            corrected=Corrected(
                by=correction.by,
                why=correction.why,
                file=correction.file,
                line=correction.line,
                was=self._had(number, choice, machine),
            ),
        )

    def _had(self, number: int, choice: Choice, machine: Resolved) -> str | None:
        """What the machine had of that which a person changed: the speaker, else the chain, polarity or certainty."""
        found, correction = self._found[number], choice.correction
        if choice.actor or correction.certainty == "unknown":
            return machine.actor or found.source_text or None
        if correction.via is not None:
            return " → ".join(hop.text for hop in found.via) or None
        return found.polarity if correction.polarity else machine.certainty

    def _by_machine(self, found: FoundAttribution) -> Resolved:
        match found.source_kind:
            case "name":
                return self._by_name(found)
            case "nominal":
                return self._by_description(found)
            case "pronoun":
                return self._by_pronoun(found)
            case "none":
                return self._running_on(found)

    def _by_name(self, found: FoundAttribution) -> Resolved:
        """The source prints a name; the actor is the one whose mention is that name's head."""
        name = found.name or (found.source[0] if found.source else None)
        if name is None:
            return Resolved()
        mention = self._bearer(name)
        whole = mention is not None and mention.start <= name[0] and mention.end >= name[1]
        if not whole and _JOINED.search(self._text, *name):
            joint = {m.actor for m in self._between(*name)}
            return Resolved(candidates=tuple(sorted(joint)), certainty="unknown")
        if mention is not None:
            return Resolved(actor=mention.actor, certainty="explicit")
        for start, end, candidates in self._ambiguous:
            if start < name[1] and end > name[0]:
                return Resolved(candidates=candidates, certainty="unknown")
        return Resolved(certainty="explicit")

    def _by_description(self, found: FoundAttribution) -> Resolved:
        """“the minister”, “the think tank”: the one actor of the article who bears that role, near by before anywhere.

        A role that this article states counts before one that only others state. That there is but one bearer
        does not depend on the order of the paragraphs.
        """
        author = self._author(found)
        if author is not None:
            return Resolved(actor=author.actor, certainty="nominal", antecedent=((author.start, author.end),))
        if found.unnamed and not found.source_text.lower().startswith(_DEFINITE):
            return Resolved(certainty="nominal")
        description = described(found.source_text)
        near = {m.actor: m for m in self._near(found)}
        for nouns, bearers in ((self._stated_here, self._bearers_here), (self._index.nouns, self._bearers)):
            able = {*bearers.get(description.noun, ())}
            able.update(actor for kind in description.endings for actor in self._of_kind.get(kind, ()))
            for reach in (near, self._last):
                fitting = {
                    actor: reach[actor]
                    for actor in able
                    if actor in reach and description.fits(nouns(actor), self._index.kinds(actor))
                }
                if len(fitting) == 1:
                    actor, mention = fitting.popitem()
                    return Resolved(actor=actor, certainty="nominal", antecedent=((mention.start, mention.end),))
                if fitting:
                    return Resolved(candidates=tuple(sorted(fitting)), certainty="nominal")
        return Resolved(
            certainty="nominal", antecedent=self._unnamed_before.get(description.noun, ()) if found.unnamed else ()
        )

    @cached_property
    def _unnamed_before(self) -> Mapping[str, Spans]:
        """“Senior officers argued …”, then “the officers wrote”: the noun, and where the unnamed are told of first.

        Two wordings with one noun may be two sources: then none.
        """
        told: dict[str, dict[str, Spans]] = defaultdict(dict)
        for found in self._found:
            words = found.source_text.casefold()
            if found.unnamed and found.source and found.source_kind == "nominal" and not words.startswith(_DEFINITE):
                told[described(found.source_text).noun].setdefault(words, found.source)
        return {noun: next(iter(wordings.values())) for noun, wordings in told.items() if len(wordings) == 1}

    @cached_property
    def _nouns_here(self) -> Mapping[str, Nouns]:
        return self._index.nouns_here(self._article)

    def _stated_here(self, actor: str) -> Nouns:
        return self._nouns_here.get(actor, {})

    @cached_property
    def _bearers_here(self) -> Mapping[str, Collection[str]]:
        """Noun to the actors of the article who, as it states, bear such a role."""
        return _by_word(self._nouns_here.items())

    @cached_property
    def _bearers(self) -> Mapping[str, Collection[str]]:
        """The same, as any article states."""
        return _by_word((actor, self._index.nouns(actor)) for actor in self._last)

    @cached_property
    def _of_kind(self) -> Mapping[str, Collection[str]]:
        """Kind to the actors of the article that are of it."""
        return _by_word((actor, self._index.kinds(actor)) for actor in self._last)

    def _by_pronoun(self, found: FoundAttribution) -> Resolved:
        """The speaker who has the floor, else the one fitting bearer in the last two sentences."""
        fits = self._fits(found.source_text.split()[0].casefold() if found.source_text else "")
        if fits is None:
            return Resolved(certainty="pronoun")
        at = found.source[0][0] if found.source else found.sentence[0][0]
        if self._somebody_else(found, at):
            return Resolved(certainty="pronoun")
        near = [m for m in self._near(found, before=at) if fits(m.actor)]
        floor = self._floor(found)
        if floor is not None and floor.actor is not None and fits(floor.actor):
            rivals = {m.actor for m in near if m.start > floor.antecedent[0][0]} - {floor.actor}
            if not rivals:
                return Resolved(actor=floor.actor, certainty="pronoun", antecedent=floor.antecedent)
        bearers = {m.actor for m in near}
        if len(bearers) == 1:
            last = near[-1]
            return Resolved(actor=last.actor, certainty="pronoun", antecedent=((last.start, last.end),))
        return Resolved(candidates=tuple(sorted(bearers)), certainty="pronoun")

    def _somebody_else(self, found: FoundAttribution, at: int) -> bool:
        """Whether “he” or “she” may be one whom no mention names: “his brother”, an unnamed official who spoke last."""
        pronoun = found.source_text.casefold()
        if pronoun in ("he", "she", "they") and self._of_nobody(at):
            return True
        if pronoun not in ("he", "she"):
            return False
        start = max((m.end for m in self._near(found, before=at) if self._is_person(m.actor)), default=None)
        if start is not None and _KIN[pronoun].search(self._text, max(start, at - _FEW_SENTENCES), at):
            return True
        last = self._found[len(self._done) - 1] if self._done else None
        if last is None or found.paragraph - last.paragraph > (1 if self._ordered else 0):
            return False
        return last.unnamed and self._done[-1].actor is None and last.source_text.lower().startswith(_ONE)

    def _of_nobody(self, at: int) -> bool:
        """“A third of those asked said they …”: they are those, whom no name answers for."""
        for number in range(len(self._done) - 1, max(len(self._done) - 4, -1), -1):
            before = self._found[number]
            if before.source and any(start <= at <= start + len("that ") and at < end for start, end in before.content):
                return self._done[number].actor is None
        return False

    def _running_on(self, found: FoundAttribution) -> Resolved:
        """Nobody is named here: the speech goes on from an attribution before, or the speaker is not found."""
        if found.name is not None:
            return self._acting(found, found.name)
        if found.continues is None or found.continues >= len(self._done):
            return Resolved()
        before = self._done[found.continues]
        first = self._found[found.continues]
        if before.actor is None and not first.unnamed and not first.source:
            return Resolved()
        return Resolved(
            actor=before.actor,
            candidates=before.candidates,
            certainty="implicit",
            antecedent=first.source or before.antecedent,
        )

    def _acting(self, found: FoundAttribution, name: Span) -> Resolved:
        """One person acts in the sentence before a bare quotation; with two people in it, nobody is found."""
        people = {m.actor for m in self._between(name[0], found.content[0][0]) if self._is_person(m.actor)}
        words = self._text[slice(*name)]
        if words.lower() in _HE | _SHE:
            meant = self._by_pronoun(replace(found, source=(name,), source_text=words))
        else:
            bearer = self._bearer(name)
            meant = Resolved(actor=bearer.actor) if bearer and self._is_person(bearer.actor) else Resolved()
        if meant.actor is None or people - {meant.actor}:
            return Resolved()
        return Resolved(actor=meant.actor, certainty="implicit", antecedent=(name,))

    # ---------------------------------------------------------------- what lies around

    def _bearer(self, name: Span) -> Mention | None:
        """The mention that is this name's head: it covers its last word, or is a person standing first."""
        best: Mention | None = None
        for mention in self._between(*name):
            covers_head = mention.end >= name[1] or (mention.start <= name[0] and self._is_person(mention.actor))
            if covers_head and (best is None or mention.end - mention.start > best.end - best.start):
                best = mention
        return best

    def _author(self, found: FoundAttribution) -> Mention | None:
        """“The Trust's May 4 report says”: a document speaks for the one whose it is."""
        if not found.source:
            return None
        start, end = found.source[0]
        mention = next(iter(self._between(start, end)), None)
        if mention is None or mention.start < start or mention.start - start > len("The latest "):
            return None
        return mention if _DOCUMENT.fullmatch(self._text, mention.end, end) else None

    def _between(self, start: int, end: int) -> Sequence[Mention]:
        """Mentions that overlap ``[start, end)``."""
        first = bisect.bisect_left(self._starts, start)
        while first and self._mentions[first - 1].end > start:
            first -= 1
        return self._mentions[first : bisect.bisect_left(self._starts, end)]

    def _near(self, found: FoundAttribution, before: int | None = None) -> list[Mention]:
        """Mentions outside quotations in this paragraph and, where order can be trusted, the one before."""
        paragraph = found.paragraph if not self._ordered else max(0, found.paragraph - 1)
        start = self._paragraph_starts[paragraph] if paragraph < len(self._paragraph_starts) else 0
        end = before if before is not None else found.sentence[-1][1]
        return [m for m in self._between(start, end) if not self._is_quoted(m)]

    def _floor(self, found: FoundAttribution) -> Resolved | None:
        """The last resolved speaker in this paragraph or the one before, with the span that named it."""
        for number in range(len(self._done) - 1, -1, -1):
            first, resolved = self._found[number], self._done[number]
            reach = 0 if not self._ordered else 1
            if first.paragraph < found.paragraph - reach:
                return None
            if resolved.actor is not None and (first.source or resolved.antecedent):
                return replace(resolved, antecedent=first.source or resolved.antecedent)
        return None

    def _fits(self, pronoun: str) -> Callable[[str], bool] | None:
        """Whether an actor may be meant by a pronoun; None for pronouns that are not resolved (I, we, you)."""
        if pronoun in _HE:
            return lambda actor: self._is_person(actor) and self._gender(actor) != "f"
        if pronoun in _SHE:
            return lambda actor: self._is_person(actor) and self._gender(actor) != "m"
        if pronoun in _IT or pronoun in _THEY:
            return self._index.organizations.__contains__
        return None

    def _gender(self, actor: str) -> str | None:
        """As the actors have it, else as a pronoun of this article had it before."""
        return self._index.gender(actor) or self._called.get(actor)

    def _is_person(self, actor: str) -> bool:
        return actor in self._index.people

    def _is_quoted(self, mention: Mention) -> bool:
        n = bisect.bisect_right(self._quoted, (mention.start, float("inf"))) - 1
        return n >= 0 and self._quoted[n][0] <= mention.start < self._quoted[n][1]

    # ---------------------------------------------------------------- chains

    def _hop(self, found: FoundHop) -> Hop:
        mention = self._bearer(found.name) if found.name else None
        return Hop(spans=found.spans, text=found.text, actor=mention.actor if mention else None, cue=found.cue)

    def _named_hop(self, name: str) -> Hop:
        """A hop that a person wrote: no span of the text, the person's own word for it."""
        actors = self._index.named(name)
        return Hop(spans=(), text=name, actor=actors[0] if len(actors) == 1 else None)


def _by_word(actors: Iterable[tuple[str, Iterable[str]]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for actor, words in actors:
        for word in words:
            found[word].append(actor)
    return found


def _paragraph_starts(analysis: Analysis) -> list[int]:
    return [b.start for b in analysis.cleaned.blocks if b.kept]
