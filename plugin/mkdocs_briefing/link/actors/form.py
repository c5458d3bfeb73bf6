"""A surface form with its evidence, and the verdict on it: what the rules take and give."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from ...gazetteer import Known, gazetteer
from .evidence import Corpus, Evidence

Type = Literal["person", "organization", "place", "group"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a surface form names; ``type`` None: nothing that has a page. ``published``: sure enough for one."""

    type: Type | None
    rule: str
    published: bool = False
    known: Known | None = None

    @property
    def meaning(self) -> tuple[object, ...]:
        """All of it that anybody asks for, besides readers of the code."""
        return self.type, self.published, self.known, self.rule in _ASKED_FOR


_ASKED_FOR = ("curated", "nothing")
NOTHING = Verdict(None, "nothing")
TWO_NAMES = Verdict(None, "two names")
"""a run in which names meet: found in its parts, never as a whole"""


class Form:
    """One surface form over the corpus."""

    __slots__ = ("corpus", "evidence", "first", "known", "last", "parts", "text")

    def __init__(self, text: str, evidence: Evidence, corpus: Corpus) -> None:
        self.text, self.evidence, self.corpus = text, evidence, corpus
        self.parts = text.split(" ")
        self.first, self.last = self.parts[0], self.parts[-1]
        self.known = gazetteer().known.get(text)

    @property
    def single(self) -> bool:
        return len(self.parts) == 1

    @property
    def only_in_headlines(self) -> bool:
        return self.evidence.headings == self.evidence.count

    def is_common(self) -> bool:
        return self.corpus.is_common(self.text)


Rule = Callable[[Form], "Verdict | None"]
"""None: the rule has nothing to say of the form, and the next is asked"""
