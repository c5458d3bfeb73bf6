"""Articles of one or more sentences with their attributions marked by hand, for the tests of claims' details.

``{Ana Moreau} <said> [the bridge may fall]`` marks source, cue and content; a letter and a colon after the opening mark
(``{b:the mayor}``) tell several attributions apart, and contents nest. A blank line parts paragraphs.
"""

from __future__ import annotations

from mkdocs_briefing.annotate.layout import Layout
from mkdocs_briefing.model import Block, Cleaned, Evidence, Fact, Flaw, FoundAttribution, Metadata, Span

_OPENING = {"{": "source", "<": "cue", "[": "content"}
_CLOSING = {"}": "{", ">": "<", "]": "["}
_PRONOUNS = {"he", "she", "they", "it", "i", "we"}


class Marked:
    """The text without its marks, and the records that the doors of ``details`` take."""

    def __init__(
        self, marked: str, date: str | None = None, publisher: str | None = None, flaw: str | None = None
    ) -> None:
        self.text, parts = _read(marked)
        blocks = tuple(_blocks(self.text))
        self.cleaned = Cleaned(
            metadata=Metadata(date=_fact(date), publisher=_fact(publisher)),
            blocks=blocks,
            flaws=(Flaw(code=flaw, message=flaw),) if flaw else (),
        )
        self.layout = Layout(self.text, blocks)
        self.attributions = tuple(self._attribution(name, parts[name]) for name in sorted(parts))

    def _attribution(self, name: str, parts: dict[str, list[Span]]) -> FoundAttribution:
        source = tuple(parts.get("source", ()))
        words = " ".join(self.text[s:e] for s, e in source)
        kind = "none" if not words else "pronoun" if words.lower() in _PRONOUNS else "name"
        if kind == "name" and words[0].islower():
            kind = "nominal"
        cue = tuple(parts.get("cue", ()))
        content = tuple(parts.get("content", ()))
        at = (cue or content)[0][0]
        sentence = self.layout.sentence_at(at)
        assert sentence is not None
        return FoundAttribution(
            key=f"a-{name}",
            source=source,
            source_text=words,
            source_kind=kind,
            name=source[0] if kind == "name" else None,
            cue=cue,
            cue_text=" ".join(self.text[s:e] for s, e in cue),
            content=content,
            kind="direct" if self.text[content[0][0]] in '“"' else "indirect",
            paragraph=0,
            sentence=(sentence,),
            sentence_text=self.text[slice(*sentence)],
            rule="by hand",
        )

    def cut(self, span: Span | None) -> str | None:
        """The words of a span."""
        return None if span is None else self.text[slice(*span)]


def _fact(value: str | None) -> Fact | None:
    if value is None:
        return None
    return Fact(value=value, method="test", certainty="stated", evidence=Evidence(words=value, where="test"))


def _blocks(text: str) -> list[Block]:
    blocks, at = [], 0
    for paragraph in text.split("\n\n"):
        blocks.append(Block(start=at, end=at + len(paragraph), kind="paragraph"))
        at += len(paragraph) + 2
    return blocks


def _read(marked: str) -> tuple[str, dict[str, dict[str, list[Span]]]]:
    text = ""
    parts: dict[str, dict[str, list[Span]]] = {}
    open_marks: list[tuple[str, str, int]] = []
    n = 0
    while n < len(marked):
        sign = marked[n]
        if sign in _OPENING:
            named = marked[n + 2 : n + 3] == ":"
            open_marks.append((sign, marked[n + 1] if named else "a", len(text)))
            n += 2 if named else 0
        elif sign in _CLOSING:
            mark, name, start = open_marks.pop()
            assert mark == _CLOSING[sign], f"{marked!r}: {sign} closes {mark}"
            parts.setdefault(name, {}).setdefault(_OPENING[mark], []).append((start, len(text)))
        else:
            text += sign
        n += 1
    for found in parts.values():
        for spans in found.values():
            spans.sort()
    return text, parts
