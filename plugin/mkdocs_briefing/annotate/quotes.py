"""Quotation marks of all kinds, paired: which words stand between them, nested in what, left open where.

Only the marks are read here. Whose words they are, and whether they are anybody's speech at all, is decided in
``attributions`` and ``uses``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from .chunks import Chunk
from .layout import Layout, Paragraph

_STRAIGHT = frozenset({'"', "''", "’’"})
_PAIRS = {
    "“": frozenset('”"“'),
    "„": frozenset('“”‟"'),
    "``": frozenset({"''", "``", "”", '"'}),
    "‘‘": frozenset({"’’", "”"}),
    '"': frozenset('"”'),
    "''": frozenset({"''"}),
    "’’": frozenset({"’’"}),
    "”": frozenset("”"),
    "«": frozenset("»"),
    "»": frozenset("«»"),
    "‹": frozenset("›"),
    "›": frozenset("‹›"),
    "「": frozenset("」"),
    "『": frozenset("』"),
    "‘": frozenset("’'"),
    "'": frozenset("'’"),
}
_KIND = {
    "«": "guillemet",
    "»": "guillemet",
    "‹": "guillemet",
    "›": "guillemet",
    "„": "low",
    "「": "corner",
    "『": "corner",
}
_CLOSERS_ONLY = frozenset("」』")
_ELISION = re.compile(r"(?:em|cause|til|tis|twas|bout|round|n|cos|coz|nuff|\d\ds?)\b", re.I)
_LONGEST_OPEN = 3000
"""An open mark further than this from the end of its paragraph is taken for a slip, not for a speech."""
_DEEPEST = 4


class Quoted(Struct):
    """A stretch between marks. ``start``/``end`` hold the marks, ``first``/``last`` only the words."""

    start: int
    end: int
    first: int
    last: int
    marks: str
    paragraph: int
    open: bool = False
    parent: int | None = None
    rule: str = "marks"
    goes_on: bool = False
    """the next paragraph opens with a fresh mark, as is the custom for long quotations"""


class _Open(Struct):
    mark: str
    start: int
    first: int
    single: bool


def pair(text: str, layout: Layout) -> list[Quoted]:
    """Every quotation of the kept blocks, outer ones before those nested in them, in reading order."""
    found: list[Quoted] = []
    paragraphs = layout.paragraphs
    carried = False
    for n, paragraph in enumerate(paragraphs):
        after = paragraphs[n + 1] if n + 1 < len(paragraphs) else None
        here = sorted(_scan(text, paragraph, layout.signs[n], after, carried), key=lambda q: (q.start, -q.end))
        carried = bool(here) and (here[-1].goes_on or any(q.open and q.parent is None for q in here))
        _nest(here, len(found))
        found += here
    return found


def ordered_again(quoted: list[Quoted]) -> list[Quoted]:
    """All quotations in reading order, with their parents numbered anew."""
    quoted = sorted(quoted, key=lambda q: (q.start, -q.end))
    for q in quoted:
        q.parent = None
    _nest(quoted, 0)
    return quoted


def _nest(here: list[Quoted], offset: int) -> None:
    """Fill in parents: the innermost earlier quotation that still runs."""
    stack: list[int] = []
    for n, quoted in enumerate(here):
        while stack and here[stack[-1]].end <= quoted.start:
            stack.pop()
        if stack:
            quoted.parent = offset + stack[-1]
        stack.append(n)


def _scan(
    text: str, paragraph: Paragraph, told: list[tuple[int, Chunk]], after: Paragraph | None, carried: bool
) -> Iterator[Quoted]:
    start, end = paragraph.start, paragraph.end
    stack: list[_Open] = []
    closed = start
    for mark, i, j in _marks(told, stack):
        before = text[i - 1] if i > start else " "
        behind = text[j] if j < end else " "
        if len(mark) == 1 and mark in "‘’'" and before.isalnum() and behind.isalnum():
            continue
        at = _closing(stack, mark, before, behind, text, j, end)
        if at is not None:
            opened = stack[at]
            del stack[at:]
            if i > opened.first:
                yield _quoted(text, opened.start, j, opened.first, i, opened.mark, paragraph)
                closed = j
        elif _opens(mark, before, behind, text, j) and len(stack) < _DEEPEST:
            stack.append(_Open(mark=mark, start=i, first=j, single=mark in ("‘", "'")))
        elif mark in ('"', "”", "''", "»") and carried and closed == start and not before.isspace():
            yield _quoted(text, start, j, start, i, mark, paragraph, rule="goes-on-without-mark")
            closed = j
    for opened in stack:
        if opened.single and opened.start > start:
            continue
        last = start + len(text[start:end].rstrip())
        if last - opened.first < 2 or last - opened.first > _LONGEST_OPEN:
            continue
        left_open = _quoted(text, opened.start, last, opened.first, last, opened.mark, paragraph, rule="left-open")
        left_open.open = True
        left_open.goes_on = after is not None and text.startswith(_starts_like(opened.mark), after.start)
        yield left_open
        break


def _marks(told: list[tuple[int, Chunk]], stack: list[_Open]) -> Iterator[tuple[str, int, int]]:
    """The marks with their places. Three in a row close a single quotation and its double one, or open both."""
    for at, chunk in told:
        for mark, first, last in chunk.marks:
            i, j = at + first, at + last
            if mark != "'''":
                yield mark, i, j
            elif stack and stack[-1].single:
                yield "'", i, i + 1
                yield "''", i + 1, j
            else:
                yield "''", i, i + 2
                yield "'", i + 2, j


def _starts_like(mark: str) -> tuple[str, ...]:
    return ("“", '"') if mark in ("“", '"') else ("''", "``") if mark in ("''", "``") else (mark,)


def _quoted(
    text: str, start: int, end: int, first: int, last: int, mark: str, paragraph: Paragraph, rule: str = "marks"
) -> Quoted:
    words = text[first:last]
    lead = len(words) - len(words.lstrip())
    tail = len(words.rstrip())
    return Quoted(
        start=start,
        end=end,
        first=first + lead if tail else first,
        last=first + tail if tail else last,
        marks="single" if mark in "‘'" else _KIND.get(mark, "double"),
        paragraph=paragraph.index,
        rule=rule,
    )


def _closing(stack: list[_Open], mark: str, before: str, behind: str, text: str, after: int, end: int) -> int | None:
    """The place in the stack of the open mark that this one closes, or None where it closes nothing."""
    for at in range(len(stack) - 1, -1, -1):
        if mark not in _PAIRS[stack[at].mark]:
            continue
        if before.isspace() and not behind.isspace() and stack[at].single:
            return None
        if stack[at].single and (behind.isalnum() or _possessive(before, behind, text, after, end)):
            return None
        if mark == "“" and stack[at].mark == "“" and before.isspace():
            return None
        return at
    return None


def _possessive(before: str, behind: str, text: str, after: int, end: int) -> bool:
    """“the officers’ letter’”: an apostrophe after s, where a better closing mark follows soon."""
    if before not in "sS" or behind != " ":
        return False
    better = re.search(r"[\w,.?!…][’'](?!\w)", text[after : min(after + 200, end)])
    opening = re.search(r"(?:^|\s)[‘']\w", text[after : min(after + 200, end)])
    return bool(better and (not opening or better.start() < opening.start()))


def _opens(mark: str, before: str, behind: str, text: str, after: int) -> bool:
    if mark in _CLOSERS_ONLY or (behind.isspace() and mark not in "“„«"):
        return False
    if mark in "‘'":
        fresh = before.isspace() or before in '([{—–-“"„«/'
        return fresh and (behind.isalnum() or behind in '$€£…[“"') and not _ELISION.match(text, after)
    if mark in ("’", "’’", "”", "»", "›", "‟"):
        return before.isspace() and mark != "’"
    if mark in _STRAIGHT:
        return not before.isalnum() or behind.isalnum()
    return True
