"""What is kept of every article is made of the same few numbers and words over and over: each is held once.

A number takes four times, a word of a closed list ten times the room of the place that holds it.
"""

from __future__ import annotations

from sys import intern

from msgspec.structs import replace

from ..model import Claim, Figure, Hedge, Mention, Span, Spans

_NUMBERS = tuple(range(1 << 15))
"""offsets into all but the longest articles"""


def number(n: int) -> int:
    return _NUMBERS[n] if 0 <= n < len(_NUMBERS) else n


def mention(start: int, end: int, actor: str) -> Mention:
    return Mention(start=number(start), end=number(end), actor=actor)


class Shared:
    """The parts of the claims of one article."""

    def __init__(self) -> None:
        self._spans: dict[Spans, Spans] = {}
        self._span: dict[Span, Span] = {}

    def claim(self, found: Claim, article: str) -> Claim:
        """A claim as it was written down."""
        return replace(
            found,
            article=article,
            certainty=intern(found.certainty),
            reported=found.reported and intern(found.reported),
            attribution=found.attribution and found.id,
            spans=self.spans(found.spans),
            content=self.spans(found.content),
            source=intern(found.source),
            polarity=intern(found.polarity),
            hedges=tuple([self.hedge(hedge) for hedge in found.hedges]),
            figures=tuple([self.figure(figure) for figure in found.figures]),
        )

    def spans(self, found: Spans) -> Spans:
        """Claims of one sentence have it in common."""
        known = self._spans.get(found)
        if known is None:
            known = self._spans[found] = tuple([self.span(span) for span in found])
        return known

    def span(self, found: Span) -> Span:
        known = self._span.get(found)
        if known is None:
            known = self._span[found] = (number(found[0]), number(found[1]))
        return known

    def hedge(self, found: Hedge) -> Hedge:
        return Hedge(type=intern(found.type), start=number(found.start), end=number(found.end), text=intern(found.text))

    def figure(self, found: Figure) -> Figure:
        return Figure(
            text=intern(found.text),
            value=found.value,
            approximate=found.approximate and intern(found.approximate),
            unit=found.unit and intern(found.unit),
            start=number(found.start),
            end=number(found.end),
            counted=found.counted and self.span(found.counted),
            scope=found.scope and self.span(found.scope),
        )
