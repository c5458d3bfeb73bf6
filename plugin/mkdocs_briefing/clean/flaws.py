"""Shortcomings of the article itself, in plain words: shown to its readers, never mended."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..model import Block, Flaw, Metadata, Source
from .dates import Date, dates, is_day
from .order import out_of_order
from .selection import MOST


def flaws_of(source: Source, metadata: Metadata, blocks: Sequence[Block]) -> tuple[Flaw, ...]:
    """Every flaw, in a fixed order."""
    kept = [b for b in blocks if b.kept]
    return (
        *_not_cleaned(blocks),
        *_missing(source, metadata, blocks),
        *_order(source, metadata, kept),
        *_truncated(source, kept),
        *_translated(source, metadata, kept),
        *_words_lost(source, kept),
        *_apostrophes_lost(metadata),
        *_repaired(source),
    )


def _not_cleaned(blocks: Sequence[Block]) -> Iterator[Flaw]:
    if len(blocks) > MOST and all(b.kept and b.rule is None for b in blocks):
        yield Flaw(code="not-cleaned", message="The file has far more lines than an article has; nothing was removed.")


def _missing(source: Source, metadata: Metadata, blocks: Sequence[Block]) -> Iterator[Flaw]:
    if metadata.title is None:
        yield Flaw(code="no-title", message="The file shows no title.")
    if metadata.publisher is None:
        yield Flaw(code="no-publisher", message="The file does not say where it was published.")
    if metadata.date is None:
        yield _no_date(source, blocks)


def _no_date(source: Source, blocks: Sequence[Block]) -> Flaw:
    """Undated. A post in the text or a caption is no date of the article, but the article is not older."""
    bound: Date | None = None
    where = ""
    for block in blocks:
        if block.kind in ("embed", "caption"):
            for date in dates(source.text, block.start, min(block.end, block.start + 2000)):
                if is_day(date.value) and (bound is None or date.value > bound.value):
                    bound, where = date, "a post" if block.kind == "embed" else "a caption"
    if bound is None:
        return Flaw(code="no-date", message="The file states no date.")
    words = " ".join(source.text[bound.start : bound.end].split())
    return Flaw(
        code="no-date",
        message=f"The file states no date. It holds {where} dated “{words}”, so it is not older than that.",
        start=bound.start,
        end=bound.end,
    )


def _order(source: Source, metadata: Metadata, kept: Sequence[Block]) -> Iterator[Flaw]:
    """Scrapers that write plain text may lose the order; a saved page has its own."""
    if source.format == "html":
        return
    paragraphs = [(b.start, b.end) for b in kept if b.kind in ("paragraph", "quote")]
    flaw = out_of_order(source.text, paragraphs[:400], metadata.title.value if metadata.title else "")
    if flaw:
        yield flaw


_END = re.compile(r"[.!?。！？…:;*)\]}\"”’»'›|।؟۔]\W*$")


def _truncated(source: Source, kept: Sequence[Block]) -> Iterator[Flaw]:
    """The last kept paragraph breaks off: no full stop, or a quotation that ends on a comma."""
    paragraphs = [b for b in kept if b.kind == "paragraph"]
    if not paragraphs or paragraphs[-1] is not kept[-1]:
        return
    last = paragraphs[-1]
    words = source.text[last.start : last.end].rstrip()
    comma = re.search(r",[\"”’»']?$", words[-3:])
    if "@" in words[-60:].rsplit(maxsplit=1)[-1] or "://" in words[-200:].rsplit(maxsplit=1)[-1]:
        return
    if (comma or not _END.search(words[-20:])) and len(words.split(maxsplit=8)) > 8:
        yield Flaw(
            code="truncated",
            message="The text is probably cut off: its last sentence does not end.",
            start=last.start + max(0, len(words) - 60),
            end=last.start + len(words),
        )


_SPEECH_DASH = re.compile(r"[–—-]\s?[A-ZÀ-Þ]")
_FOREIGN_NOTE = re.compile(
    r"\b(?:journ\. ?a[mn]{2}|red\. ?an[mn]|anm\. ?d\. ?red|ndlr|n\.d\.l\.r|ndt|n\.d\.t|nota del traductor)\b", re.I
)


def _translated(source: Source, metadata: Metadata, kept: Sequence[Block]) -> Iterator[Flaw]:
    """English with three or more speeches by dash, and an editor's note or a name's small letter that betrays it."""
    if metadata.language is None or not metadata.language.value.startswith("en"):
        return
    if sum([_SPEECH_DASH.match(source.text, b.start, b.end) is not None for b in kept]) < 3:
        return
    texts = [source.text[b.start : min(b.end, b.start + 5000)] for b in kept]
    whole = "\n".join(texts)
    capital = set(re.findall(r"(?<=[a-z,] )[A-Z][a-z]{3,}\b", whole))
    small = set(re.findall(r"\b[a-z]{4,}\b", whole))
    betrayed = sorted(w for w in capital if w.lower() in small and whole.count(f" {w}") >= 2)
    note = _FOREIGN_NOTE.search(whole)
    if note or betrayed:
        sign = (
            f"an editor's note in another language (“{note.group()}”)"
            if note
            else f"“{betrayed[0].lower()}” in small letters"
        )
        yield Flaw(
            code="translated",
            message=f"This is probably a machine translation: speech by dash, and {sign}. Words are as printed here.",
        )


_AFTER_LINKS = ("citing", "according", "reported", "announced", "writes", "wrote", "which", "saying", "published")
_GLUED = re.compile(rf"\b[A-Z](?=[a-z]{{7}})[a-z]{{3,20}}(?:{'|'.join(_AFTER_LINKS)})\b(?!-)")
_ORDINARY = frozenset(("Soliciting", "Underreported", "Overwrites", "Underwrites", "Typewrote", "Unpublished"))
_BEFORE_LINKS = ("according to", "by", "from", "with", "told", "of", "the", "in")
_GAP = re.compile(rf"\b(?:{'|'.join(_BEFORE_LINKS)}) [,.](?=\s|$)")


def _words_lost(source: Source, kept: Sequence[Block]) -> Iterator[Flaw]:
    """Two words run together, or a gap before a comma: where a link stood, scrapers lose words."""
    text = source.text
    patterns = [_GLUED] * _may_be_glued(text) + [_GAP] * _may_have_gap(text)
    for block in kept if patterns else ():
        for pattern in patterns:
            for match in pattern.finditer(text, block.start, min(block.end, block.start + 20000)):
                if match.group() not in _ORDINARY:
                    yield Flaw(
                        code="words-lost",
                        message=f"Words were probably lost at “{match.group()}”, where a link may have stood.",
                        start=match.start(),
                        end=match.end(),
                    )
                    return


def _may_be_glued(text: str) -> bool:
    """Whether one of the words follows a letter directly: sooner seen than the pattern."""
    for word in _AFTER_LINKS:
        at = text.find(word)
        while at >= 0:
            if text[at - 1 : at].islower():
                return True
            at = text.find(word, at + 1)
    return False


def _may_have_gap(text: str) -> bool:
    """The same for a comma or full stop that stands alone."""
    for mark in (" ,", " ."):
        at = text.find(mark)
        while at >= 0:
            if text.endswith(_BEFORE_LINKS, max(0, at - 12), at):
                return True
            at = text.find(mark, at + 1)
    return False


_NO_APOSTROPHE = re.compile(
    r"\b(?:Doesn|Don|Didn|Isn|Aren|Wasn|Weren|Couldn|Shouldn|Wouldn|Hasn|Haven|Can|Won)t\b", re.I
)
_WORDS = frozenset(("cant", "wont", "want"))


def _apostrophes_lost(metadata: Metadata) -> Iterator[Flaw]:
    match = _NO_APOSTROPHE.search(metadata.title.value) if metadata.title else None
    if match and match.group().lower() not in _WORDS:
        yield Flaw(code="apostrophes-lost", message="Apostrophes are missing in the title as the file has it.")


def _repaired(source: Source) -> Iterator[Flaw]:
    if source.repairs:
        count = len(source.repairs)
        runs = "one mis-decoded run was" if count == 1 else f"{count} mis-decoded runs were"
        yield Flaw(code="repaired", message=f"In this text {runs} repaired; what stood there is listed.")
