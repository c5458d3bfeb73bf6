"""Which lines are the article, and why the others are not: the model's word, then the rules', then people's."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from ..ids import fold
from ..model import Block, Notes, Record, Site, Source
from ..survey import LineCounts
from .lines import Line, lines_of
from .page import reach
from .repeated import repeated_lines
from .rules import Body, dropped_by_rules, posts
from .titles import title_in_text, title_line_of
from .trees import likely

KEEP = 0.4
"""Probability from which on a line is kept; cross-validated figures stand in ``data/body.tsv`` and ``page.tsv``."""


KEEP_WRITTEN = 0.1
"""The same for Markdown, which people write or clean by hand."""

MOST = 10_000
"""Lines around the article that are still weighed one by one."""


class Selection(Record, frozen=True, kw_only=True):
    """The blocks of the article and the lines that metadata is read from."""

    lines: tuple[Line, ...]
    blocks: tuple[Block, ...]
    first: int
    """number of the first kept line"""
    last: int
    title: int | None
    """number of the title's line"""


def select(source: Source, notes: Notes, counts: LineCounts, site: Site | None) -> Selection:
    """Decide on every block, split off bylines, and name the kind of each.

    Of an HTML page only the stretch around the votes is looked at closely; what lies beyond is its frame.
    """
    begin, end = reach(source.blocks)
    if end - begin > MOST:
        return _uncleaned(source)
    lines = lines_of(source.text, source.blocks[begin:end], source.markup)
    chosen = _select(source, notes, lines, counts, site)
    if end - begin == len(source.blocks):
        return chosen
    frame = [
        Block(start=b.start, end=b.end, kind=b.kind, level=b.level, kept=False, reason=reason, rule="frame-of-the-page")
        for part, reason in ((source.blocks[:begin], "navigation"), (source.blocks[end:], "related"))
        for b in part
    ]
    return msgspec.structs.replace(chosen, blocks=(*frame[:begin], *chosen.blocks, *frame[begin:]))


def _uncleaned(source: Source) -> Selection:
    """Far more lines than an article has: all are kept, and none is looked at closely."""
    blocks = tuple(Block(start=b.start, end=b.end, kind=b.kind, level=b.level) for b in source.blocks)
    return Selection(lines=(), blocks=blocks, first=0, last=0, title=None)


def _select(source: Source, notes: Notes, lines: Sequence[Line], counts: LineCounts, site: Site | None) -> Selection:
    html = source.format == "html" and any(line.votes for line in lines)
    kept = likely(lines, KEEP_WRITTEN if source.format == "markdown" else KEEP, html=html)
    if not any(kept):
        kept = [line.phrase is None for line in lines]
    _keep_broken_end(lines, kept)
    quoted = posts(lines)
    first = next((n for n, k in enumerate(kept) if k), 0)
    last = next((n for n in range(len(kept) - 1, -1, -1) if kept[n]), len(kept) - 1)
    behind = next((n for n in range(last + 1, len(lines)) if lines[n].phrase), len(lines))
    kept = [k or (n in quoted and first <= n < min(behind, last + 6)) for n, k in enumerate(kept)]
    declared = [d.value for d in (*notes.declared, *source.declared) if d.field == "title"]
    title = title_line_of(lines, declared, first) if declared else title_in_text(lines, first)
    words = lines[title].text if title is not None else (declared[0] if declared else "")
    body = Body(
        lines=tuple(lines), kept=tuple(kept), first=first, last=last, title=title, title_words=fold(words[:300])
    )
    reasons = dropped_by_rules(body)
    reasons = {n: r for n, r in reasons.items() if n not in quoted}
    reasons |= _known_lines(lines, kept, counts, site)
    blocks: list[Block] = []
    for n, line in enumerate(lines):
        reason, rule = reasons.get(n, (None, None))
        if reason is None and not kept[n]:
            reason, rule = _place(line, n, first, last), "not-the-article"
        block = Block(
            start=line.start,
            end=line.end,
            kind=_kind(lines, kept, n, reason, n in quoted),
            level=line.level,
            kept=reason is None,
            reason=reason,
            rule=rule,
        )
        blocks += _split_byline(block, line) if n == first else [block]
    return Selection(lines=tuple(lines), blocks=tuple(blocks), first=first, last=last, title=title)


def _keep_broken_end(lines: Sequence[Line], kept: list[bool]) -> None:
    """A last line that breaks off in mid-sentence is still the article's, where the line before it is."""
    end = lines[-1]
    if len(lines) > 1 and kept[-2] and not kept[-1] and not end.sentence and not end.teaser and end.phrase is None:
        kept[-1] = end.count >= 8 and end.small >= 0.15 and end.links < 0.3


def _known_lines(
    lines: Sequence[Line], kept: Sequence[bool], counts: LineCounts, site: Site | None
) -> dict[int, tuple[str, str]]:
    """Lines that repeat over articles of the publisher, and those that people wrote patterns for."""
    found = dict.fromkeys(repeated_lines(lines, kept, counts), ("boilerplate", "repeated-line"))
    patterns = [re.compile(p) for p in site.boilerplate] if site else []
    for n, line in enumerate(lines if patterns else ()):
        if any(p.search(line.text[:2000]) for p in patterns):
            found[n] = ("person", "sources.yml")
    return found


def _place(line: Line, n: int, first: int, last: int) -> str:
    """Why a line is left out that no rule speaks of: by its phrase, else by its place."""
    if line.phrase:
        return line.phrase
    if line.kind == "caption":
        return "caption"
    return "related" if n > last else "navigation"


_BULLET = re.compile(r"^\s*(?:[•▪●◦‣*·]|\d{1,2}[.)])\s")
_DASH_HEADING = re.compile(r"^\s*[–—-]\s?[^.!?]{1,70}$")


def _kind(lines: Sequence[Line], kept: Sequence[bool], n: int, reason: str | None, quoted: bool) -> str:
    """The kind of a block: as the reader has it, or by how the line looks in a plain text."""
    line = lines[n]
    if reason in ("title", "byline", "caption"):
        return reason
    if quoted:
        return "embed"
    if line.kind != "paragraph" or reason:
        return line.kind
    if _BULLET.match(line.text):
        return "list-item"
    follows = n + 1 < len(lines) and kept[n + 1] and lines[n + 1].count > line.count
    short = line.count <= 12 and not line.sentence and line.text[-1:] not in ',;"”»'
    if follows and short and (line.text[0] not in "–—-" or _DASH_HEADING.match(line.text)):
        return "heading"
    return "paragraph"


_LEADING_BYLINE = re.compile(
    r"\((?:By )?(?P<name>[A-ZÀ-Þ][\w.’'-]+(?: [A-ZÀ-Þ][\w.’'-]+){1,3}), "
    r"(?P<outlet>[A-Z][^()\n]{1,50})\)\s+(?=[“\"'‘A-Z])"
)


def leading_byline(line: Line) -> re.Match[str] | None:
    """“(Jane Doe, The Daily Example) The ministry …”: name and outlet before the first sentence."""
    return _LEADING_BYLINE.match(line.text[:300])


def _split_byline(block: Block, line: Line) -> list[Block]:
    """The byline in front of the first sentence as a block of its own; no letter is changed."""
    match = leading_byline(line)
    if not match or not block.kept:
        return [block]
    cut = line.start + match.end()
    head = Block(
        start=line.start,
        end=line.start + len(match.group().rstrip()),
        kind="byline",
        kept=False,
        reason="byline",
        rule="leading-byline",
    )
    return [head, msgspec.structs.replace(block, start=cut)]
