"""The title: as declared, without the site's name where it is the site's name; or the line that looks like one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ..ids import fold
from .lines import Line, among

_REACH = 25
"""Lines before the article among which its title is looked for."""


def title_line_of(lines: Sequence[Line], declared: Iterable[str], first: int) -> int | None:
    """The line at the head of the article that repeats a declared title."""
    wanted = [fold(d[:300]) for d in declared]
    best = None
    for n, line in enumerate(lines[: first + 3]):
        own = fold(line.text[:300])
        if own and any(own == w or (len(own) > 20 and w.startswith(own)) for w in wanted):
            best = n
    return best


def title_in_text(lines: Sequence[Line], first: int) -> int | None:
    """The last line before the article that looks like a headline and shares words with it; None where none does.

    The article may begin with its title (the model keeps it then), so the first kept line is looked at too.
    """
    above = range(min(first, len(lines) - 1), max(-1, first - _REACH - 1), -1)
    likely = {n: lines[n].content for n in above if _may_be_title(lines, n, first)}
    body = among(frozenset().union(*likely.values()), lines[first : first + 12])
    best: tuple[float, int] | None = None
    between = 0
    for n, own in likely.items():
        line = lines[n]
        shared = len(own & (body if n < first else among(own, lines[n + 1 : n + 30])))
        again = any(x.words[: len(line.words)] == line.words for k, x in enumerate(lines[: first + 2]) if k != n)
        score = (
            3 * shared / (len(own) + 1)
            + 2 * again
            + (n == 0)
            + 2 * (line.level == 1)
            - 0.3 * between
            + _length(line.count)
        )
        akin = shared >= 2 and shared >= 0.25 * len(own)
        if (akin or again or line.level == 1 or (n == 0 and shared)) and (best is None or score > best[0]):
            best = (score, n)
        between += n < first
    if best is None:
        return None
    same = [n for n in range(best[1]) if lines[n].words == lines[best[1]].words]
    return same[0] if same else best[1]


def _length(count: int) -> float:
    """Headlines have six to fourteen words; shorter lines are kickers, longer ones summaries."""
    return 0.2 * min(count, 10) - 0.15 * max(0, count - 14)


def _may_be_title(lines: Sequence[Line], n: int, first: int) -> bool:
    """The first kept line is more often the article's first sentence."""
    line = lines[n]
    return not (n == first and line.sentence and line.capitals < 0.7) and _looks_like_title(line, n, lines)


def _looks_like_title(line: Line, n: int, lines: Sequence[Line]) -> bool:
    if (
        not 3 <= line.count <= 30
        or line.phrase
        or line.date
        or line.masthead
        or line.address
        or line.byline
        or len(line.text) > 220
    ):
        return False
    if line.text[0] in "–—-(•*":
        return False
    following = lines[n + 1] if n + 1 < len(lines) else None
    if following is None:
        return False
    ends = line.text.rstrip()[-1]
    if ends in ".…:;," and not (n == 0 and ends == "." and line.capitals >= 0.7):
        return False
    return line.sentences == 1 or line.capitals >= 0.6 or not line.sentence


_SEPARATOR = re.compile(r"\s+[|–—•·»~/]\s+|\s+-+\s+|\s*[|｜]\s*|\s+::\s+|:\s+|：")


def without_site(title: str, names: Iterable[str], wholes: Iterable[str] = ()) -> str:
    """The title without the site's name at either end; a part that is not the site's name stays.

    ``wholes``: folded titles that the page gives elsewhere; one of them alone shows where the title ends.
    """
    known = {fold(n) for n in names if n} - {""}
    known |= {k.removeprefix("the ") for k in known}
    known |= {k.replace(" ", "") for k in known}
    others = set(wholes)
    title = title.strip()
    for _ in range(3):
        parts = list(_SEPARATOR.finditer(title))
        for gap in (parts[-1:] + parts[:1]) if parts else ():
            head, tail = title[: gap.start()].strip(), title[gap.end() :].strip()
            if head and (
                _is_site(tail, known) or (gap.group().strip() != ":" and fold(head) in others and len(head) > 15)
            ):
                title = head
                break
            if tail and (_is_site(head, known) or (gap is parts[0] and fold(tail) in others and len(tail) > 25)):
                title = tail
                break
        else:
            break
    return title


def _is_site(part: str, known: set[str]) -> bool:
    folded = fold(part)
    plain = re.sub(r"^(?:the|by) | (?:com|net|org|de|co uk|digital|online|news)$", "", folded).strip()
    return any(x in known for x in (folded, plain, folded.replace(" ", ""), plain.replace(" ", "")) if x)
