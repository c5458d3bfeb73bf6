"""Who speaks of whom: speakers on the left, those they speak of on the right, a curve for each pair."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from ...model import Record
from .drawn import Drawn
from .lettering import Letter, lines, width

SIDE = 20
"""names on each side, so forty in all"""
PAIRS = 60
"""lines between them; with more nobody can follow one"""
_ROW = 26
_LINE = 15
_SIZE = 13
_NAME = 250
"""the most room for a name before it goes on in a second line"""
_CURVE = 200
_ROUNDS = 8


class Curve(Record, frozen=True, kw_only=True):
    """From a speaker's height to that of who is spoken of; ``weight`` 1 to 4 by how often."""

    y1: int
    y2: int
    weight: int


class Picture(Drawn, frozen=True, kw_only=True):
    left: int
    right: int
    curves: tuple[Curve, ...]


def chosen(pairs: Mapping[tuple[str, str], int]) -> dict[tuple[str, str], int]:
    """The pairs that are drawn: the most frequent ones, as long as there is room for their names."""
    speakers: set[str] = set()
    others: set[str] = set()
    found: dict[tuple[str, str], int] = {}
    for (who, of), n in sorted(pairs.items(), key=lambda x: (-x[1], x[0])):
        if len(found) < PAIRS and len(speakers | {who}) <= SIDE and len(others | {of}) <= SIDE:
            speakers.add(who)
            others.add(of)
            found[who, of] = n
    return found


def draw(
    id: str,
    title: str,
    told: str,
    heads: tuple[str, str],
    pairs: Mapping[tuple[str, str], int],
    names: Mapping[str, str],
) -> Picture:
    """Both sides in an order in which the curves cross little; ``names``: actor id to the name that is shown."""
    left, right = _order(pairs)
    parts = {a: lines(names[a], _SIZE, _NAME) for a in {*left, *right}}
    tall = {a: max(_ROW, _LINE * len(words) + 8) for a, words in parts.items()}
    ends = [
        max(width(w, _SIZE) for w in (head, *(w for a in side for w in parts[a])))
        for head, side in zip(heads, (left, right), strict=True)
    ]
    begins, goes_on = ends[0], ends[0] + _CURVE
    sides = [_heights(side, tall) for side in (left, right)]
    height = max([at[side[-1]] + tall[side[-1]] // 2 for at, side in zip(sides, (left, right), strict=True)])
    letters = [
        Letter(x=begins, y=14, kind="lane", words=heads[0], anchor="end"),
        Letter(x=goes_on, y=14, kind="lane", words=heads[1], anchor="start"),
    ]
    for side, at, x, anchor in ((left, sides[0], begins, "end"), (right, sides[1], goes_on, "start")):
        for actor in side:
            first = at[actor] + 5 - _LINE * (len(parts[actor]) - 1) // 2
            letters += [
                Letter(x=x, y=first + _LINE * n, kind="name", words=words, anchor=anchor)
                for n, words in enumerate(parts[actor])
            ]
    most = max(pairs.values())
    curves = [
        Curve(y1=sides[0][a], y2=sides[1][b], weight=1 + round(3 * (n - 1) / max(1, most - 1)))
        for (a, b), n in sorted(pairs.items())
    ]
    return Picture(
        id=id,
        title=title,
        told=told,
        width=goes_on + ends[1],
        height=height + 6,
        left=begins + 8,
        right=goes_on - 8,
        curves=tuple(curves),
        letters=tuple(letters),
    )


def _heights(side: list[str], tall: Mapping[str, int]) -> dict[str, int]:
    """The middle of each name."""
    found, y = {}, 30
    for actor in side:
        found[actor] = y + tall[actor] // 2
        y += tall[actor]
    return found


def _order(pairs: Mapping[tuple[str, str], int]) -> tuple[list[str], list[str]]:
    """Each side by the middle of its partners, some rounds over: the barycentre rule of layered drawings."""
    said, heard = Counter[str](), Counter[str]()
    partners: dict[str, dict[str, list[str]]] = {"left": {}, "right": {}}
    for (a, b), n in pairs.items():
        said[a] += n
        heard[b] += n
        partners["left"].setdefault(a, []).append(b)
        partners["right"].setdefault(b, []).append(a)
    left = sorted(said, key=lambda a: (-said[a], a))
    right = sorted(heard, key=lambda b: (-heard[b], b))
    best, fewest = (left, right), _crossings(pairs, left, right)
    for _ in range(_ROUNDS):
        right = _by_partners(right, partners["right"], left)
        left = _by_partners(left, partners["left"], right)
        crossings = _crossings(pairs, left, right)
        if crossings < fewest:
            best, fewest = (left, right), crossings
    return best


def _by_partners(side: list[str], partners: Mapping[str, list[str]], other: list[str]) -> list[str]:
    place = {actor: n for n, actor in enumerate(other)}
    middle = {a: sum(place[p] for p in partners[a]) / len(partners[a]) for a in side}
    return sorted(side, key=lambda a: (middle[a], a))


def _crossings(pairs: Iterable[tuple[str, str]], left: list[str], right: list[str]) -> int:
    up = {a: n for n, a in enumerate(left)}
    down = {a: n for n, a in enumerate(right)}
    ends = sorted((up[a], down[b]) for a, b in pairs)
    return sum(ends[n][0] < a and ends[n][1] > b for k, (a, b) in enumerate(ends) for n in range(k))
