"""Speech that is marked by its place, not by quotation marks: turns of an interview, signed posts, speech dashes."""

from __future__ import annotations

import re

from ..model import Span
from .attributions import NOBODY, Finder, Found
from .layout import Layout, Paragraph
from .lexicon import cues, words_of
from .quotes import Quoted
from .sources import Described, describe
from .tokens import sentences

# ------------------------------------------------------------------ turns: “MAREK: …”

_TURN = re.compile(r"[\"“]?([A-Z][\w.’'-]*(?:\s[A-Z][\w.’'-]*){0,3}\s?(?:\([^()]{1,30}\))?):\s")


_PLACED = re.compile(
    r"([A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,4}) (?:to|at|in|on) (?:the )?[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3}: (?=\S)"
)
"""“Marek to Harbour Board: …”, “Holm at Brno Fair: …”"""


def _turn(text: str, paragraph: Paragraph) -> re.Match[str] | None:
    """The name and colon that a paragraph opens with."""
    end = min(paragraph.start + 80, paragraph.end)
    return _TURN.match(text, paragraph.start, end) if text.find(":", paragraph.start, end) > 0 else None


def _headline(text: str, paragraph: Paragraph) -> re.Match[str] | None:
    """“Marek: …”, “Marek to Harbour Board: …”, where the paragraph may be a headline."""
    if paragraph.index > 1 and paragraph.kind not in ("title", "heading"):
        return None
    return _PLACED.match(text, paragraph.start, min(paragraph.start + 120, paragraph.end))


def is_interview(text: str, layout: Layout) -> bool:
    """Whether the article is printed in turns: at least two paragraphs begin with the same name and a colon."""
    seen: set[str] = set()
    for paragraph in layout.paragraphs:
        match = _turn(text, paragraph)
        if match:
            if match.group(1) in seen:
                return True
            seen.add(match.group(1))
    return False


def speaker_turn(text: str, paragraph: Paragraph, interview: bool) -> Found | None:
    """“MAREK: We never asked for that.” in an interview, “Minister: no talks before spring” in a headline."""
    match = _turn(text, paragraph) or _headline(text, paragraph)
    if match is None or match.end() >= paragraph.end:
        return None
    name = match.group(1).rstrip()
    words = name.lower().split()
    if any((cue := cues().get(word)) and cue.states for word in words):
        return None
    shouted = name.isupper() and len(name) > 1
    headline = paragraph.index < 2 or paragraph.kind in ("title", "heading")
    if (
        words[0] in words_of("no speaker")
        or (words[-1] in words_of("no speaker") and words[-1] != "watch")  # “Harbour Watch: …”
        or not (interview or shouted or headline)
    ):
        return None
    start, end = match.start(1), match.start(1) + len(name)
    colon = text.index(":", end)
    if interview and name.lower() in words_of("asks") | words_of("answers"):
        return Found(
            source=(),
            source_text="",
            described=NOBODY,
            cue=((start, colon + 1),),
            content=[(match.end(), paragraph.end)],
            rule="question-turn" if name.lower() in words_of("asks") else "answer-turn",
            lemma=":",
            paragraph=paragraph.index,
        )
    return Found(
        source=((start, end),),
        source_text=name,
        described=_described(text, (start, end)),
        cue=((colon, colon + 1),),
        content=[(match.end(), paragraph.end)],
        rule="turn" if interview or shouted else "headline-colon",
        lemma=":",
        paragraph=paragraph.index,
    )


def _described(text: str, span: Span) -> Described:
    """What a name that stands alone (before a colon, in a signature) tells."""
    read = sentences(text, span, ())
    return describe(text, read[0], (0, len(read[0]))) if read else NOBODY


# ------------------------------------------------------------------ posts: “— NAME (@handle) March 3, 2021”

_SIGNATURE = re.compile(
    r"[—–―-]{1,2}\s?([\w.’'&-]+(?:\s[\w.’'&-]+){0,5}?)\s*(\(@\w{1,30}\))?\s*((?:[A-Z][a-z]+\.?\s\d{1,2},\s\d{4}|\d{1,2}\s[A-Z][a-z]+\s\d{4})?)\.?$"
)


def signature(text: str, paragraph: Paragraph) -> Span | None:
    """The name in a line that signs the paragraph before it; a handle or a date makes it one."""
    if paragraph.end - paragraph.start > 120 or text[paragraph.start] not in "—–―-":
        return None
    match = _SIGNATURE.match(text[paragraph.start : paragraph.end])
    if match is None or not (match.group(2) or match.group(3)) or not match.group(1).strip():
        return None
    name = match.group(1).rstrip()
    start = paragraph.start + match.start(1)
    return start, start + len(name)


def signed(text: str, post: Paragraph, line: Paragraph, name: Span, content: list[Span]) -> Found:
    """The attribution of a post to the name that signs it."""
    return Found(
        source=(name,),
        source_text=text[slice(*name)],
        described=_described(text, name),
        cue=(),
        content=content,
        rule="signature",
        lemma="",
        paragraph=post.index,
    )


# ------------------------------------------------------------------ speech dashes: “– We wait, says Marek.”

_DASH = re.compile(r"[–—]\s+(?=\S)")
_CUES = ("inverted", "closing", "closing-clause")
_FOREIGN = re.compile(
    r",\s(?:sier|sa|seier|forteller|siger|säger|sade|berättar|menar|mener|sanoo|sanoi|segir|sagði|sagt|sagte|meint|erklärt|dit"
    r"|répond|explique|raconte|ajoute|dice|dijo|afirma|cuenta|explica|disse|spiega|racconta|diz|zegt|zei|říká|mówi"
    r"|говорит|сказал|сказала|каже|сказав|сказала)\s"
)
"""verbs of saying in other languages, after the comma that ends the spoken words"""
_TEASER = 8
"""A dash line of no more words than this, without a full stop, is a heading."""


class Dashes:
    """The dash speeches of one article; only where at least one dash line names its speaker with a cue."""

    def __init__(self, text: str, layout: Layout, english: bool) -> None:
        self._text = text
        self._speeches: dict[int, tuple[list[Span], Found | None]] = {}
        for paragraph in layout.paragraphs:
            if not text.startswith(("–", "—"), paragraph.start):
                continue
            opening = _DASH.match(text, paragraph.start, paragraph.end)
            if opening is not None and signature(text, paragraph) is None:
                self._speeches[paragraph.index] = _speech(
                    text, (opening.end(), paragraph.end), paragraph.index, english
                )
        if english and all(found is None for _, found in self._speeches.values()):
            self._speeches.clear()

    def __contains__(self, paragraph: int) -> bool:
        return paragraph in self._speeches

    def spans(self, paragraph: int) -> list[Span]:
        """The spoken words, without the inserted “says Marek”; empty for a teaser heading."""
        return self._speeches[paragraph][0]

    def found(self, paragraph: int) -> Found | None:
        return self._speeches[paragraph][1]

    def quoted(self) -> list[Quoted]:
        return [
            Quoted(start=s, end=e, first=s, last=e, marks="dash", paragraph=n, rule="speech-dash")
            for n, (spans, _) in self._speeches.items()
            for s, e in spans
        ]


def _speech(text: str, span: Span, paragraph: int, english: bool) -> tuple[list[Span], Found | None]:
    words = text[span[0] : span[1]]
    cue = _inserted(text, span, paragraph) if english else None
    if cue is None:
        foreign = None if english else _FOREIGN.search(text, *span)
        if foreign is not None:
            return [(span[0], foreign.start())], None
        if len(words.split()) <= _TEASER and not words.rstrip().endswith((".", "?", "!", "…")):
            return [], None
        return [span], None
    found, (start, end) = cue
    spans = [(span[0], start)]
    if text[end : span[1]].strip(" .,:;"):
        begin = end + len(text[end : span[1]]) - len(text[end : span[1]].lstrip(" .,:;"))
        spans.append((begin, span[1]))
    found.content = spans
    return spans, found


def cue_within(text: str, span: Span, paragraph: int) -> int | None:
    """Where the words end that a cue inside them closes: “We wait, said Marek. He left.”, the mark never closed."""
    for t in sentences(text, span, ()):
        t.spoken = True
        for found in Finder(text, t, paragraph).run():
            if found.rule in _CUES and found.source and found.content[0][0] <= t.s[0]:
                return found.content[0][1]
    return None


def _inserted(text: str, span: Span, paragraph: int) -> tuple[Found, Span] | None:
    """The cue within a dash speech, and the stretch of text that it takes from it."""
    for t in reversed(sentences(text, span, ())):
        t.spoken = True
        for found in reversed(Finder(text, t, paragraph).run()):
            if found.rule in _CUES and found.content[0][0] <= t.s[1 if len(t) > 1 else 0]:
                start = found.content[0][1]
                resumes = [s for s, _ in found.content[1:]]
                return found, (start, resumes[0] if resumes else t.e[-1])
    return None
