"""Pages made in other processes, a few ahead of whoever puts them into a site.

The other processes have the whole briefing at hand and are sent only which pages to make; pages that
stand side by side in the plan go together, as they show the same people and claims.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from ..workers import Workers
from .planning import PageSpec
from .site import Publisher, Rendered

Finish = Callable[[PageSpec], Any]
"""Does more for a page than to render it, wherever it is called; None where a page is only rendered."""


class Ahead:
    """Stands in for a ``Publisher`` while its pages are asked for in the order of ``specs``; close it at the end.

    A page is the same whoever renders it. One that is asked for out of turn is rendered there and then.
    """

    def __init__(self, publisher: Publisher, specs: Iterable[PageSpec], processes: int | None) -> None:
        self._publisher = publisher
        self._expected = deque(specs)
        publisher.expect(self._expected)
        self._had = set[str]()
        self._at_hand = _AtHand(publisher)
        self._processes = processes
        self._start()

    def _start(self) -> None:
        self._workers = Workers(processes=self._processes, at_hand=self._at_hand)
        specs = tuple(self._expected)
        self._made = self._workers.map(_make, specs, len(specs), alone=_over_all)

    def finish_with(self, finish: Finish, last: Sequence[PageSpec]) -> None:
        """From now on have pages finished, and not only rendered, by processes that are forked and so can do it.

        ``last``: pages that are asked for after all others, and only finished.
        """
        self._at_hand.finish = finish
        if self._workers.forks:  # those that were forked before cannot
            self._workers.close()
            self._expected.extend(last if self._processes != 1 else ())
            self._start()

    def render(self, spec: PageSpec) -> Rendered:
        """The page, as its publisher renders it."""
        # What fails elsewhere fails here again, where it is told with the page's name.
        made = self.made(spec)
        return made if isinstance(made, Rendered) else self._publisher.render(spec)

    def made(self, spec: PageSpec) -> Any:
        """The page finished, or rendered, or None where that is left to whoever asks."""
        while self._expected and self._expected[0].uri in self._had:
            self._next()
        if self._expected and self._expected[0] == spec:
            return self._next()
        self._had.add(spec.uri)
        return None

    def close(self) -> None:
        """Let go of the other processes, whatever they are at."""
        self._expected.clear()
        self._made = iter(())
        self._workers.close()

    def _next(self) -> Any:
        self._expected.popleft()
        return next(self._made)


class _AtHand:
    """What all work needs. In a process that is not forked only the publisher is at hand."""

    def __init__(self, publisher: Publisher) -> None:
        self.publisher = publisher
        self.finish: Finish | None = None

    def __reduce__(self) -> tuple[Any, ...]:
        return _AtHand, (self.publisher,)


def _over_all(spec: PageSpec) -> bool:
    """Whether a page shows something of every article, as those of the navigation do."""
    return spec.section is None


def _make(at_hand: _AtHand, spec: PageSpec) -> Any:
    try:
        made = at_hand.finish(spec) if at_hand.finish else None
        return at_hand.publisher.render(spec) if made is None else made
    except Exception:
        return None
