"""Finding the mentions: longest match of decided forms inside the candidate runs of each article."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ...gazetteer import gazetteer
from ...model import Candidate
from .evidence import form_of
from .form import NOTHING, Verdict

_WORD = re.compile(r"[^ ]+")
_LONGEST = 14
"""words of the longest name; bounds the work on hostile runs"""


@dataclass(frozen=True, slots=True)
class Found:
    """A decided form, or a single word that may be a surname (``form`` without verdict), in one article."""

    start: int
    end: int
    form: str
    whole: bool
    candidate: Candidate


class Matcher:
    """Cuts each distinct run once."""

    def __init__(self, verdicts: Mapping[str, Verdict]) -> None:
        self._verdicts = verdicts
        self._cuts: dict[str, tuple[tuple[int, int, str], ...]] = {}
        self.listed: dict[str, Verdict] = {}
        """listed names that stand only inside longer runs"""

    def find(self, candidate: Candidate) -> list[Found]:
        form = form_of(candidate)
        if form in self._verdicts and form.startswith("the "):
            return [Found(candidate.start, candidate.end, form, True, candidate)]
        cuts = self._cuts.get(form)
        if cuts is None:
            cuts = self._cuts[form] = tuple(self._cut(form))
        at = candidate.start
        return [Found(at + s, at + e, words, words == form, candidate) for s, e, words in cuts]

    def _cut(self, form: str) -> list[tuple[int, int, str]]:
        verdict = self._verdicts.get(form)
        if verdict is not None and verdict.type is not None:
            return [(0, len(form), form)]
        tokens = [(m.start(), m.end()) for m in _WORD.finditer(form)]
        if len(tokens) == 1:
            return [] if verdict is NOTHING else [(0, len(form), form)]
        found = []
        at = 0
        while at < len(tokens):
            length = next(
                (n for n in range(min(_LONGEST, len(tokens) - at), 0, -1) if self._fits(form, tokens[at : at + n], n)),
                0,
            )
            if length:
                start, end = tokens[at][0], tokens[at + length - 1][1]
                sub = _bared(form[start:end])
                if self._verdicts.get(sub) is not NOTHING or length == 1:
                    found.append((start, start + len(sub), sub))
            at += length or 1
        return found

    def _fits(self, form: str, tokens: list[tuple[int, int]], length: int) -> bool:
        """A part of a run counts where it is sure by itself; a single word may be a surname, or a listed name."""
        sub = _bared(form[tokens[0][0] : tokens[-1][1]])
        verdict = self._verdicts.get(sub) or self._listed(sub)
        if length == 1:
            return sub[:1].isupper() and verdict is not NOTHING
        return verdict is not None and (verdict.published or verdict is NOTHING)

    def _listed(self, form: str) -> Verdict | None:
        known = gazetteer().known.get(form)
        if known is None:
            return None
        return self.listed.setdefault(form, Verdict(known.type, "listed", True, known))


def _bared(words: str) -> str:
    return words.removesuffix("'s").removesuffix("'")
