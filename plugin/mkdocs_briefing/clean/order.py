"""Are the paragraphs in order? Where several people are called by their surname long before they are introduced, no.

A news text gives the full name first and the surname afterwards. One well-known surname may come early; three that
all get their first names three paragraphs or more later show that the opening has moved down.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from ..model import Flaw, Span

_LATE = 3
"""Paragraphs between the bare name and the full one."""
_ENOUGH = 3
"""Names that come too late; with fewer, nothing is said."""
_RUN = re.compile(r"[A-ZÀ-Þ][\w’'-]*(?:(?: (?:for|of|the|and))* [A-ZÀ-Þ][\w’'-]*)*")
_ADJECTIVE = re.compile(r"(?:ic|ish|ese|ian|can|ist|ers|ans)$")
_JOINS = frozenset({"for", "of", "the", "and"})
_BEFORE_NAMES = (
    "President Minister Prime Mr Mrs Ms Dr Sen Rep Gov Senator Governor Secretary General King Queen Prince Pope Sir "
    "The Lady Judge Chancellor Mayor Former Vice Deputy Chief Commander Colonel Major Captain Lieutenant Professor A "
    "An In On At And But For Of By To With From When While After Before As If Since Though Although Then This That"
)
_TITLES = frozenset(_BEFORE_NAMES.split())


def out_of_order(text: str, paragraphs: Sequence[Span], title: str) -> Flaw | None:
    """The flaw, over the paragraph that is probably the opening; None where nothing speaks for it."""
    if len(paragraphs) < 8:
        return None
    bare, full = _first_places(text, paragraphs)
    if sum(full[name] - at >= _LATE for name, at in bare.items() if name in full) < _ENOUGH:
        return None
    small = set(re.findall(r"\b[a-z]{3,}\b", text[paragraphs[0][0] : paragraphs[-1][1]][:60000]))
    named = {
        name: at
        for name, at in full.items()
        if name in bare and name not in title and name.lower() not in small and not _ADJECTIVE.search(name)
    }
    late = [name for name, at in named.items() if at - bare[name] >= _LATE]
    if len(late) < _ENOUGH or 2 * len(late) < len(named):
        return None
    introduced = [sum(full[name] == n for name in late) for n in range(len(paragraphs))]
    opening = max(range(len(paragraphs)), key=lambda n: (introduced[n], n))
    start, end = paragraphs[opening]
    names = ", ".join(sorted(late))
    words = " ".join(text[start:end].split()[:8])
    return Flaw(
        code="out-of-order",
        message=f"Paragraphs are probably out of order: {names} are named in short before they are introduced. "
        f"The opening is probably “{words} …”.",
        start=start,
        end=end,
    )


def _first_places(text: str, paragraphs: Sequence[Span]) -> tuple[dict[str, int], dict[str, int]]:
    """For each short name (surname, initials), the first paragraph with it alone, and the first with the full name."""
    bare: dict[str, int] = {}
    full: dict[str, int] = {}
    seen: set[str] = set()
    for n, (start, end) in enumerate(paragraphs):
        found = _RUN.findall(text, start, min(end, start + 5000))
        new = [run for run in found if run not in seen]
        seen.update(new)
        for run in new:
            alone, introduced = (_known if len(run) < 80 else _short_names)(run)
            for name in alone:
                bare.setdefault(name, n)
            for name in introduced:
                full.setdefault(name, n)
    return bare, full


def _short_names(run: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The short names that stand alone in a run of capitalised words, and those that it tells in full."""
    words = [w.removesuffix("'s").removesuffix("’s") for w in run.split()]
    if len(words) == 1:
        return (tuple(words), ()) if len(words[0]) > 2 else ((), ())
    capital = [w for w in words if w not in _JOINS]
    initials = ["".join(w[0] for w in capital[first:]) for first in range(len(capital) - 2)]
    if words[-2] in _TITLES:
        return (words[-1],), tuple(initials)
    if words[-2] not in _JOINS and words[-2].isalpha() and not words[-2].isupper():
        initials.append(words[-1])
    return (), tuple(initials)


_known = functools.lru_cache(maxsize=4096)(_short_names)
"""Most names are said in many articles."""
