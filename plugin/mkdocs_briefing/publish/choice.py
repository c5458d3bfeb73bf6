"""What of a briefing goes on paper: all of it, some chapters, one actor, one proposition, a span of days."""

from __future__ import annotations

from collections.abc import Sequence

from ..curation import edtf
from ..model import Claim, Record
from .catalogue import Catalogue, claim_date


class Choice(Record, frozen=True, kw_only=True):
    """``only``: chapters; none given means all. ``actor``, ``proposition``: ids. ``since``, ``until``: days, EDTF."""

    only: tuple[str, ...] = ()
    actor: str | None = None
    proposition: str | None = None
    since: str | None = None
    until: str | None = None

    def wants(self, chapter: str) -> bool:
        return not self.only or chapter in self.only

    @property
    def narrow(self) -> bool:
        """Whether some claims are left out on purpose."""
        return any((self.actor, self.proposition, self.since, self.until))

    def holds(self, claim: Claim) -> bool:
        """Whether a claim is of what was chosen; of what has no date, nothing lies within days."""
        if self.actor and self.actor not in (claim.actor, *(hop.actor for hop in claim.via)):
            return False
        if self.proposition and claim.proposition != self.proposition:
            return False
        return edtf.within(claim_date(claim), self.since, self.until)

    def articles(self, catalogue: Catalogue) -> Sequence[str]:
        """Ids of the articles on paper, oldest first: where claims were chosen, those that hold one of them."""
        if not self.narrow:
            return catalogue.by_date
        holding = {c.article for c in catalogue.claims.values() if self.holds(c)}
        return [id for id in catalogue.by_date if id in holding]
