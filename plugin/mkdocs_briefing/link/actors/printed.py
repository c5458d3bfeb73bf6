"""Names of ``actors.yml`` are found wherever they stand as words, in whatever company and by whatever capitals.

“Sivnadal Now” is no run of capitals that says something, and “@sivnadalnow” none at all; people know better.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Mapping, Sequence

from ...gazetteer import even
from ...model import Analysis, Candidate, Span
from .mentions import Found

WORD = re.compile(r"\w+")


def with_printed(found: Sequence[Found], analysis: Analysis, by_word: Mapping[str, Sequence[str]]) -> list[Found]:
    """The mentions of an article, and people’s names that are not among them. A longer name beats a shorter one."""
    text = even(analysis.text)
    forms = [form for word in sorted(by_word.keys() & set(WORD.findall(text))) for form in by_word[word]]
    if not forms:
        return list(found)
    covered = {(f.start, f.end) for f in found}
    blocks = [(block.start, block.end) for block in analysis.cleaned.blocks if block.kept]
    places = ((start, start + len(form), form) for form in forms for start in _places(text, form))
    fresh = [
        Found(start, end, form, True, Candidate(start=start, end=end, text=analysis.text[start:end], paragraph=-1))
        for start, end, form in places
        if (start, end) not in covered and _in_one(blocks, start, end)
    ]
    return _apart(found, fresh) if fresh else list(found)


def _places(text: str, form: str) -> Iterator[int]:
    """Where the form stands as words of its own."""
    at = text.find(form)
    while at >= 0:
        end = at + len(form)
        inside = at > 0 and _is_of_a_word(form[0]) and _is_of_a_word(text[at - 1])
        if not inside and not (_is_of_a_word(form[-1]) and _is_of_a_word(text[end : end + 1])):
            yield at
        at = text.find(form, end)


def _in_one(blocks: Sequence[Span], start: int, end: int) -> bool:
    n = bisect.bisect_right(blocks, (start, end)) - 1
    around = blocks[max(0, n) : n + 2]
    return any(from_ <= start and end <= to for from_, to in around)


def _is_of_a_word(character: str) -> bool:
    return character.isalnum() or character == "_" or character == "@"


def _apart(found: Sequence[Found], fresh: Sequence[Found]) -> list[Found]:
    """None over another: the longest first, of two as long the one that the runs gave."""
    marked = [(f.start - f.end, n, f) for n, f in enumerate((*found, *fresh))]
    taken: dict[int, Found] = {}
    for _, _, f in sorted(marked, key=lambda m: m[:2]):
        if not any(at in taken for at in range(f.start, f.end)):
            taken.update((at, f) for at in range(f.start, f.end))
    return sorted({id(f): f for f in taken.values()}.values(), key=lambda f: f.start)
