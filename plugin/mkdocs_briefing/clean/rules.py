"""Rules with a name, each with its one-line reason, that decide on a line whatever its surroundings.

A rule is a function of the lines that yields ``(number of the line, reason)``; its name is the ``rule`` of the block.
The order is that of ``RULES``; the first to drop a line gives the reason.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from msgspec.structs import replace

from ..ids import fold
from ..model import Record
from .letters import plain
from .lines import Line

Dropped = Iterator[tuple[int, str]]


class Body(Record, frozen=True, kw_only=True):
    """What the rules may look at: the lines, the first and last that are probably the article, and its title."""

    lines: tuple[Line, ...]
    kept: tuple[bool, ...]
    first: int
    last: int
    title: int | None = None
    """number of the line that is the title"""
    title_words: str = ""
    """the title folded, also where no line holds it"""


_LABEL = re.compile(
    r"(?:date|author|by|source|title|published|updated|tags?|category|location|summary|text|url|link|byline|posted|"
    r"written by|photo|image|caption|headline|section|topics?)\s*:",
    re.I,
)
_SHORT = 14
_FEW = 0.1
"""Share of the article's words below which lines behind a gap are not part of it."""
_CHROME = ("sponsor", "share", "comment", "subscribe", "copyright", "navigation", "related")


def title_line(body: Body) -> Dropped:
    """The title stands above the page already."""
    if body.title is not None:
        yield body.title, "title"


def title_again(body: Body) -> Dropped:
    """The same words as the title, before the article begins or behind its end."""
    if not body.title_words:
        return
    opening = body.title_words.partition(" ")[0]
    for n, line in enumerate(body.lines):
        outside = n <= body.first + 1 or n >= body.last
        if n == body.title or not outside or line.count >= 60:
            continue
        if plain(line.text) and not (line.words and line.words[0].startswith(opening)):
            continue  # so most lines need not be folded
        if fold(line.text) == body.title_words:
            yield n, "title-again"


def date_line(body: Body) -> Dropped:
    """Nothing but a date and a time."""
    for n, line in enumerate(body.lines):
        if line.date:
            yield n, "date"


def masthead(body: Body) -> Dropped:
    """A short line above the article with a date among other things: outlet, edition, author."""
    for n, line in enumerate(body.lines[: body.first + 1]):
        if line.masthead:
            yield n, "date"


def address_line(body: Body) -> Dropped:
    """Nothing but a web address, above the article or behind it."""
    for n, line in enumerate(body.lines):
        if line.address and not body.first + 1 < n < body.last:
            yield n, "address"


def empty_label(body: Body) -> Dropped:
    """A label that nothing follows (“Date:”)."""
    for n, line in enumerate(body.lines):
        if line.count <= 2 and _LABEL.fullmatch(line.text.strip()):
            yield n, "empty-label"


def byline(body: Body) -> Dropped:
    """“By” and names, above the article or at its end."""
    for n, line in enumerate(body.lines):
        if line.byline and line.count <= 14 and (n <= body.first + 2 or n >= body.last - 1):
            yield n, "byline"


def chrome(body: Body) -> Dropped:
    """A short line of the known kinds: share buttons, sponsors, sign-up, comments, links to other stories."""
    for n, line in enumerate(body.lines):
        if line.phrase in _CHROME and line.count < _SHORT:
            yield n, line.phrase or ""


def caption(body: Body) -> Dropped:
    """A picture's caption or credit: it names the photographer or agency, or says what is to be seen."""
    for n, line in enumerate(body.lines):
        if line.phrase == "caption" and line.count < 80 and line.text[0] not in '“"':
            yield n, "caption"


def biography(body: Body) -> Dropped:
    """Who the author is, told at the article's end or before its beginning."""
    for n, line in enumerate(body.lines):
        if line.phrase == "biography" and line.count < 120 and (n > body.first + (body.last - body.first) * 0.6):
            yield n, "biography"


WRITER = re.compile(
    r"(?P<name>[A-ZÀ-Þ][\w.’'-]+(?: [A-ZÀ-Þ][\w.’'-]+){1,3}),?"
    r" (?:is|was) (?:an?|the|our|\w+[’']s?) [^.]{0,80}\b(?i:reporter|columnist|"
    r"editor|journalist|correspondent|contributor|writer|author|fellow|blogger|producer)\b"
)


def biography_prose(body: Body) -> Dropped:
    """Among the last three kept lines, a sentence that tells what the writer is (“Jane Doe is a reporter …”)."""
    kept = [n for n, k in enumerate(body.kept) if k][-3:]
    for n in kept if len(kept) == 3 else ():
        line = body.lines[n]
        short, told = line.count < 120, " is " in line.text or " was " in line.text
        if short and told and not any(map(line.text.__contains__, '“”"')) and WRITER.search(line.text[:400]):
            yield n, "biography"


def biography_again(body: Body) -> Dropped:
    """Most words of a biography once more."""
    known = [body.lines[n].content for n, _ in biography(body)]
    for n, line in enumerate(body.lines if known else ()):
        own = line.content
        if len(own) >= 6 and any(len(own & words) > 0.6 * len(own) for words in known):
            yield n, "biography"


_WITH_ADDRESS = re.compile(r"(?P<name>[^\W\d_].{0,60}?)\W{0,3}(?:https?://|www\.)(?P<host>[\w.-]{3,80})/?")


def about_the_site(body: Body) -> Dropped:
    """The outlet's name with the address of its site beside the article, its name above, and words about it below."""
    kept = list(body.kept)
    named = {n: name for n, k in enumerate(kept) if not k and (name := _site_named(body.lines[n].text))}
    for n, name in named.items():
        yield n, "site"
        if n and fold(body.lines[n - 1].text[:200]) == name:
            kept[n - 1] = False
            yield n - 1, "site"
    behind = {n for n, _ in stranded(replace(body, kept=tuple(kept)))} if named else set()
    for n in named:
        if n + 1 in behind or (n + 1 < len(kept) and not kept[n + 1] and body.lines[n + 1].phrase is None):
            yield n + 1, "site"


def _site_named(text: str) -> str:
    """The name before an address that holds its words; nothing where there is no such pair."""
    match = _WITH_ADDRESS.fullmatch(text) if len(text) < 200 else None
    if match is None:
        return ""
    name, host = fold(match["name"]), fold(match["host"]).replace(" ", "")
    return name if all(word in host for word in name.split()) else ""


def stranded(body: Body) -> Dropped:
    """Few lines behind the article, after two or more that are none of it: a teaser of another story."""
    runs = _runs(body.kept)
    words = [sum(body.lines[n].count for n in run) for run in runs]
    if not runs:
        return
    main = words.index(max(words))
    for run, count in zip(runs[main + 1 :], words[main + 1 :], strict=True):
        if count < _FEW * words[main]:
            for n in run:
                yield n, "related"


def _runs(kept: Sequence[bool]) -> list[list[int]]:
    """Numbers of the kept lines, cut where two or more in a row are not kept."""
    runs: list[list[int]] = []
    for n, k in enumerate(kept):
        if k:
            if runs and n - runs[-1][-1] <= 2:
                runs[-1].append(n)
            else:
                runs.append([n])
    return runs


RULES: tuple[Callable[[Body], Dropped], ...] = (
    title_line,
    title_again,
    date_line,
    masthead,
    address_line,
    empty_label,
    byline,
    biography,
    biography_prose,
    biography_again,
    caption,
    chrome,
    about_the_site,
    stranded,
)

BESIDE: dict[str, str] = {
    "not-the-article": "A line of which no rule speaks, and which by its looks and place is probably not the article.",
    "frame-of-the-page": "What stands far before or behind all that anybody takes for the article of an HTML page.",
    "repeated-line": "A line of the page's head or foot that other articles of its outlet print too.",
    "leading-byline": "Author and outlet in brackets before the first sentence.",
    "sources.yml": "A line that fits a `boilerplate` pattern of people.",
    "keep-line": "A line that a person kept.",
    "drop-line": "A line that a person left out.",
}
"""Rules that other modules of this folder apply, by name."""


def dropped_by_rules(body: Body) -> dict[int, tuple[str, str]]:
    """Line number to ``(reason, rule)``."""
    found: dict[int, tuple[str, str]] = {}
    for rule in RULES:
        for n, reason in rule(body):
            found.setdefault(n, (reason, rule.__name__.replace("_", "-")))
    return found


_POST = re.compile(r"^\W{0,3}[—–-]\s?.{1,80}\(@\w{1,40}\).{0,40}$")
_POSTED_BY = re.compile(r"^[^.!?]{2,60}\(?@\w{2,40}\)?$")
_POST_TEXT = re.compile(r"pic\.twitter\.com/|https?://t\.co/|(?:^|\s)[#@]\w")


def posts(lines: Sequence[Line]) -> set[int]:
    """Lines of a post in the text: “— Name (@handle) date”, the words above it, and “Name @handle” above them."""
    found = set()
    for n, line in enumerate(lines):
        if line.kind == "embed":
            found.add(n)
        elif len(line.text) < 160 and _POST.match(line.text):
            found.add(n)
            if n and not lines[n - 1].phrase and (_POST_TEXT.search(lines[n - 1].text) or lines[n - 1].count < 60):
                found.add(n - 1)
                if n > 1 and _POSTED_BY.match(lines[n - 2].text[:130]):
                    found.add(n - 2)
    return found
