"""Pages rendered in other processes, a few ahead of whoever puts them into a site.

The other processes have the whole briefing at hand and are sent only which pages to render; pages that
stand side by side in the plan go together, as they show the same people and claims.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from ..workers import Workers
from .planning import PageSpec
from .site import Publisher, Rendered


class Ahead:
    """Stands in for a ``Publisher`` while its pages are asked for in the order of ``specs``; close it at the end.

    A page is the same whoever renders it. One that is asked for out of turn is rendered there and then.
    """

    def __init__(self, publisher: Publisher, specs: Iterable[PageSpec], processes: int | None) -> None:
        self._publisher = publisher
        self._expected = deque(specs)
        publisher.expect(self._expected)
        self._had = set[str]()
        self._workers = Workers(processes=processes, at_hand=publisher)
        self._rendered = self._workers.map(_render, tuple(self._expected), len(self._expected))

    def render(self, spec: PageSpec) -> Rendered:
        """The page, as its publisher renders it."""
        while self._expected and self._expected[0].uri in self._had:
            self._next()
        if not self._expected or self._expected[0] != spec:
            self._had.add(spec.uri)
            return self._publisher.render(spec)
        # What fails elsewhere fails here again, where it is told with the page's name.
        return self._next() or self._publisher.render(spec)

    def close(self) -> None:
        """Let go of the other processes, whatever they are at."""
        self._expected.clear()
        self._rendered = iter(())
        self._workers.close()

    def _next(self) -> Rendered | None:
        self._expected.popleft()
        return next(self._rendered)


def _render(publisher: Publisher, spec: PageSpec) -> Rendered | None:
    try:
        return publisher.render(spec)
    except Exception:
        return None
