"""Finding the mentions: longest match of decided forms inside the candidate runs of each article."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from ...gazetteer import gazetteer
from ...model import Candidate, Record
from ..keeping import Kept
from .form import NOTHING, Verdict
from .wording import Wording, bared

_WORD = re.compile(r"[^ ]+")
_LONGEST = 14
"""words of the longest name; bounds the work on hostile runs"""

Cut = tuple[int, int, str]
"""start and end in a run, and the form"""


class Found(Record, frozen=True, gc=False):
    """A decided form, or a single word that may be a surname (``form`` without verdict), in one article."""

    start: int
    end: int
    form: str
    whole: bool
    candidate: Candidate


class KeptMatcher(Kept):
    cuts: dict[str, tuple[Cut, ...]]
    _uses: dict[str, int]
    _met: dict[str, tuple[str, ...]]


class Matcher:
    """Cuts each distinct run once."""

    def __init__(self, verdicts: Mapping[str, Verdict]) -> None:
        self._verdicts = verdicts
        self.cuts: dict[str, tuple[Cut, ...]] = {}
        self.listed: dict[str, Verdict] = {}
        """listed names that stand only inside longer runs"""
        self._uses: Counter[str] = Counter()
        """listed names to the number of runs in which they were met"""
        self._met: dict[str, tuple[str, ...]] = {}
        """run to the listed names in it"""
        self._meeting: dict[str, None] = {}

    def restore(self, kept: KeptMatcher) -> None:
        kept.into(self)
        for form in [form for form, uses in self._uses.items() if uses]:
            self._listed(form)

    def find(self, runs: Sequence[str], candidates: Sequence[Candidate]) -> list[Found]:
        """The mentions of an article, by the form of each of its candidates."""
        found = []
        cuts, verdicts = self.cuts, self._verdicts
        for run, candidate in zip(runs, candidates, strict=True):
            start = candidate.start
            if run.startswith("the ") and run in verdicts:
                found.append(Found(start, candidate.end, run, True, candidate))
                continue
            for s, e, form in cuts[run]:
                found.append(Found(start + s, start + e, form, form == run, candidate))
        return found

    def update(
        self, new: Iterable[str], lost: Iterable[str], changed: Iterable[str], wording: Wording
    ) -> tuple[set[str], set[str]]:
        """Cuts new runs, and those that hold a form with another verdict; lost runs are let go.

        Gives the runs that are cut otherwise now, and the listed names that are met now and were not, or no more.
        """
        before = self.listed.keys() | ()
        for run in lost:
            self._let_go(run)
        cut_otherwise = set()
        again = {run for form in changed for run in wording.holding(form) if run in self.cuts} if self.cuts else set()
        for run in again.union(new):
            old = self.cuts.get(run)
            self._let_go(run)
            self._meeting = {}
            self.cuts[run] = tuple(self._cut(run))
            if self._meeting:
                self._met[run] = tuple(self._meeting)
                self._uses.update(self._met[run])
            if self.cuts[run] != old or run.startswith("the "):
                cut_otherwise.add(run)
        for form in [form for form in self.listed if not self._uses[form]]:
            del self.listed[form]
            del self._uses[form]
        return cut_otherwise, before ^ self.listed.keys()

    def _let_go(self, run: str) -> None:
        self.cuts.pop(run, None)
        if met := self._met.pop(run, None):
            self._uses.subtract(met)

    def _cut(self, form: str) -> Sequence[Cut]:
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
                sub = bared(form[start:end])
                if self._verdicts.get(sub) is not NOTHING or length == 1:
                    found.append((start, start + len(sub), sub))
            at += length or 1
        return found

    def _fits(self, form: str, tokens: list[tuple[int, int]], length: int) -> bool:
        """A part of a run counts where it is sure by itself; a single word may be a surname, or a listed name."""
        sub = bared(form[tokens[0][0] : tokens[-1][1]])
        verdict = self._verdicts.get(sub) or self._listed(sub)
        if length == 1:
            return sub[:1].isupper() and verdict is not NOTHING
        return verdict is not None and (verdict.published or verdict is NOTHING)

    def _listed(self, form: str) -> Verdict | None:
        known = gazetteer().known.get(form)
        if known is None:
            return None
        self._meeting[form] = None
        return self.listed.setdefault(form, Verdict(known.type, "listed", True, known))
