"""What is kept of every article is made of the same few numbers and words over and over: each is held once.

A number takes four times, a word of a closed list ten times the room of the place that holds it.
"""

from __future__ import annotations

from sys import intern

from msgspec.structs import replace

from ..model import Claim, Figure, Hedge, Mention, Span, Spans

_NUMBERS = tuple(range(1 << 15))
"""offsets into all but the longest articles"""


def span(found: Span) -> Span:
    try:
        return _NUMBERS[found[0]], _NUMBERS[found[1]]
    except IndexError:
        return found


def mention(start: int, end: int, actor: str) -> Mention:
    start, end = span((start, end))
    return Mention(start=start, end=end, actor=actor)


class Shared:
    """The parts of the claims of one article."""

    def __init__(self) -> None:
        self._spans: dict[Spans, Spans] = {}

    def claim(self, found: Claim, article: str) -> Claim:
        """A claim as it was written down."""
        return replace(
            found,
            article=article,
            attribution=found.attribution and found.id,
            certainty=intern(found.certainty),
            reported=found.reported and intern(found.reported),
            spans=self.spans(found.spans),
            content=self.spans(found.content),
            source=intern(found.source),
            polarity=intern(found.polarity),
            hedges=self.hedges(found.hedges),
            figures=self.figures(found.figures),
        )

    def spans(self, found: Spans) -> Spans:
        """Claims of one sentence have it in common."""
        known = self._spans.get(found)
        if known is None:
            known = self._spans[found] = tuple([span(one) for one in found])
        return known

    def hedges(self, found: tuple[Hedge, ...]) -> tuple[Hedge, ...]:
        return found and tuple([self._hedge(hedge) for hedge in found])

    def figures(self, found: tuple[Figure, ...]) -> tuple[Figure, ...]:
        return found and tuple([self._figure(figure) for figure in found])

    def _hedge(self, found: Hedge) -> Hedge:
        start, end = span((found.start, found.end))
        return Hedge(type=intern(found.type), start=start, end=end, text=intern(found.text))

    def _figure(self, found: Figure) -> Figure:
        start, end = span((found.start, found.end))
        return Figure(
            text=intern(found.text),
            value=found.value,
            approximate=found.approximate and intern(found.approximate),
            unit=found.unit and intern(found.unit),
            start=start,
            end=end,
            counted=found.counted and span(found.counted),
            scope=found.scope and span(found.scope),
        )
