"""What an HTML page adds to the features of its lines: votes, elements and their names, neighbours in the tree."""

from __future__ import annotations

import functools
import math
import re
from collections import Counter
from collections.abc import Sequence

from ..model import RawBlock
from .features import NAMES as LINE_NAMES
from .features import Page
from .lines import Line

_HINTS = {
    "article": re.compile(r"article|story|content|body|text|main|entry|post\b|paragraph"),
    "nav": re.compile(r"nav|menu|header|footer|masthead|breadcrumb|toolbar|skip"),
    "related": re.compile(r"relat|recomm|more\b|more-|teaser|promo|popular|trending|sidebar|aside|also|most|card|list"),
    "social": re.compile(r"share|social|comment|disqus|follow"),
    "picture": re.compile(r"caption|figure|figcaption|credit|image|photo|gallery|media|video|slide|copyright"),
    "author": re.compile(r"author|byline|\bbio|meta\b|date|time\b|tags?\b|topic|keyword|category|kicker"),
    "offer": re.compile(
        r"\bads?\b|advert|sponsor|newsletter|subscri|paywall|signup|sign-up|piano|banner|cookie|consent"
    ),
    "lead": re.compile(r"lead|intro|summary|standfirst|subtitle|deck|dek\b|teaser-text|sub-?head|abstract|excerpt"),
}
_TAGS = ("p", "li", "h2", "h3", "div", "span", "td", "blockquote", "figcaption", "a", "button", "time")
NAMES = (
    *LINE_NAMES,
    *("vote_trafilatura", "vote_json_ld", "has_json_ld", "votes_before", "votes_after", "first_vote", "last_vote"),
    *("links", "heading", "depth", "hidden", "list_item", "caption", "embed", "table"),
    *(f"hint_{name}" for name in _HINTS),
    *(f"near_{name}" for name in _HINTS),
    *(f"tag_{tag}" for tag in _TAGS),
    *("path_prose", "path_votes", "parent_prose", "parent_votes", "grand_prose", "grand_votes", "parent_links"),
)


_REACH = 25
"""Blocks before the first vote and behind the last that are looked at."""


def reach(blocks: Sequence[RawBlock]) -> tuple[int, int]:
    """The stretch of blocks around the votes; all of them where nobody voted."""
    voted = [n for n, block in enumerate(blocks) if block.votes]
    if not voted:
        return 0, len(blocks)
    return max(0, voted[0] - _REACH), min(len(blocks), voted[-1] + _REACH + 1)


def page_features(lines: Sequence[Line]) -> list[list[float]]:
    """A row of ``NAMES`` for each line of an HTML page."""
    page = Page(lines)
    return page.completed(page_rows(page))


def page_rows(page: Page) -> list[list[float]]:
    """The rows, without what is dear to find."""
    lines = page.lines
    rows = page.rows(range(len(lines)))
    voted = [bool(line.votes) for line in lines]
    first = next((n for n, v in enumerate(voted) if v), 0)
    last = next((n for n in range(len(voted) - 1, -1, -1) if voted[n]), len(lines) - 1)
    has_json_ld = any("json-ld" in line.votes for line in lines)
    kin = [_Family(lines, voted, up) for up in (0, 1, 2)]
    for n, line in enumerate(lines):
        rows[n] += (
            "trafilatura" in line.votes,
            "json-ld" in line.votes,
            has_json_ld,
            sum(voted[max(0, n - 3) : n]),
            sum(voted[n + 1 : n + 4]),
            max(-20, min(20, n - first)),
            max(-20, min(20, n - last)),
            min(1.0, line.links),
            line.level or 0,
            line.path.count(">") + 1,
            "?hidden" in line.path,
            line.kind == "list-item",
            line.kind == "caption",
            line.kind == "embed",
            line.kind == "table",
            *_path_features(line.path),
            *(x for family in kin for x in family.scores(n)),
            kin[1].links(n),
        )
    return rows


@functools.lru_cache(maxsize=20000)
def _path_features(path: str) -> tuple[float, ...]:
    """What the elements are called: in the whole path, in the innermost three, and the innermost tag."""
    elements = path.split(">")
    hints = list(map(_hints_of, elements))
    tag = re.split(r"[.#@!~?]", elements[-1], maxsplit=1)[0]
    return (
        *map(sum, zip(*hints, strict=True)),
        *map(float, map(any, zip(*hints[-3:], strict=True))),
        *(float(tag == t) for t in _TAGS),
    )


@functools.lru_cache(maxsize=20000)
def _hints_of(element: str) -> tuple[float, ...]:
    """How often each hint stands in what one element is called: of a page's many paths, most elements are the same."""
    return tuple([float(len(pattern.findall(element))) for pattern in _HINTS.values()])


class _Family:
    """Lines with one path, or one parent: how much of the page's prose and votes they hold."""

    def __init__(self, lines: Sequence[Line], voted: Sequence[bool], up: int) -> None:
        self._keys = [_above(line.path, up) for line in lines]
        self._prose: Counter[str] = Counter()
        self._votes: Counter[str] = Counter()
        self._size: Counter[str] = Counter()
        self._linked: Counter[str] = Counter()
        for key, line, vote in zip(self._keys, lines, voted, strict=True):
            self._prose[key] += line.count if line.prose else 0
            self._votes[key] += vote
            self._size[key] += 1
            self._linked[key] += line.links > 0.5
        self._all = max(1, self._prose.total())

    def scores(self, n: int) -> tuple[float, float]:
        key = self._keys[n]
        return math.log1p(self._prose[key]) * self._prose[key] / self._all, self._votes[key] / self._size[key]

    def links(self, n: int) -> float:
        return self._linked[self._keys[n]] / self._size[self._keys[n]]


def _above(path: str, up: int) -> str:
    return path.rsplit(">", up)[0] if up else path
