"""A catalogue after an edit: what was looked up over all of the briefing before is carried on, not looked up again.

Of the articles that an edit reaches, what they gave to each list is taken out, and what they give now is put in.
Both are the catalogue's own functions over some claims or articles, so that the lists are those of a new catalogue.
What is not carried on is made anew when somebody asks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

from ..ids import fold
from ..link import Changes
from ..model import Briefing, Claim
from . import counting
from .catalogue import Catalogue, Lists, article_in
from .following import copied, followed, followed_by_key

MOST = 0.3
"""Share of all articles that an edit may reach; beyond that all is looked up anew."""

_OF_CLAIMS: dict[str, tuple[Callable[[Catalogue, Iterable[Claim]], Iterator[tuple[str, Any]]], Any]] = {
    "said": (Catalogue.said_in, Catalogue.nth),
    "reprints": (Catalogue.reprints_in, Catalogue.nth),
    "groups": (Catalogue.grouped, Catalogue.by_day),
    "under": (Catalogue.held, Catalogue.by_day),
    "figures": (Catalogue.figures_in, lambda catalogue, one: counting.order(one)),
}
"""Lists by key: what claims give to them, and their order."""

_OF_ARTICLES: dict[str, Callable[[Catalogue, Iterable[str]], Iterator[tuple[str, int]]]] = {
    "quotations": Catalogue.quotations_in,
    "unnamed": Catalogue.unnamed_in,
}
"""Lists, newest article first: what articles give to them."""


def after(before: Catalogue, briefing: Briefing, changes: Changes) -> Catalogue:
    """The catalogue of ``briefing``, which differs from that of ``before`` in the records that ``changes`` name."""
    catalogue = Catalogue(briefing)
    told = sorted({*changes.entries, *(article_in(id) for id in changes.claims)})
    if len(told) <= MOST * len(catalogue.entries):
        edit = _Edit(before, catalogue, told, sorted(changes.entries))
        edit.claims()
        edit.articles()
        edit.files()
        edit.names(changes.actors)
        edit.readings()
    return catalogue


class _Edit:
    """What an edit takes out of ``before``, and puts into ``after``."""

    def __init__(self, before: Catalogue, after: Catalogue, told: Iterable[str], entries: Iterable[str]) -> None:
        """``told``: articles with other claims, or other in themselves, as those of ``entries`` are."""
        self._before, self._after = before, after
        self._known, self._made = vars(before), vars(after)
        self._told = list(told)
        self._left = [id for id in entries if id in before.entries]
        self._here = [id for id in entries if id in after.entries]

    def claims(self) -> None:
        """All that is looked up by claims."""
        before, after, made = self._before, self._after, self._made
        claims_in = made["claims_in"] = Lists(before.claims_in)
        for id in self._told:
            claims_in.pop(id, None)
            if own := after.claims_of(id):
                claims_in[id] = own
        gone = [claim for id in self._told for claim in before.claims_in[id]]
        come = [claim for id in self._told for claim in claims_in[id]]
        claims = made["claims"] = copied(before.claims)
        for claim in gone:
            del claims[claim.id]
        claims.update((claim.id, claim) for claim in come)
        for name, (pairs, order) in _OF_CLAIMS.items():
            if name in self._known:
                known = getattr(before, name)
                was, now = partial(order, before), partial(order, after)
                found = Lists(followed_by_key(known, pairs(before, gone), pairs(after, come), was, now))
                made[name] = after.of_propositions(found) if name == "under" else found
        self._values(gone, come)
        self._attributions(gone, come)
        self._rows(gone, come)

    def _values(self, gone: list[Claim], come: list[Claim]) -> None:
        if "values" not in self._known:
            return
        values = self._made["values"] = copied(self._before.values)
        for family in {f for f, _ in (*self._before.figures_in(gone), *self._after.figures_in(come))}:
            values[family] = Counter(map(counting.value, self._after.figures[family]))
            if not values[family]:
                del values[family]

    def _attributions(self, gone: list[Claim], come: list[Claim]) -> None:
        if "claim_of" in self._known:
            claim_of = self._made["claim_of"] = copied(self._before.claim_of)
            for claim in gone:
                claim_of.pop(claim.attribution or "", None)
            claim_of.update((claim.attribution, claim) for claim in come if claim.attribution)

    def _rows(self, gone: list[Claim], come: list[Claim]) -> None:
        """Rows of the claims index: of a group its first claim stands there, which another article may have."""
        groups = sorted({claim.group for claim in (*gone, *come) if claim.group})
        before, after = self._before, self._after
        self._list("loose", list(before.rows_of(gone, groups)), list(after.rows_of(come, groups)))
        self._list("own_voice", list(before.in_own_voice(gone)), list(after.in_own_voice(come)))

    def _list(self, name: str, out: list[Claim], put: list[Claim]) -> None:
        if name in self._known:
            was, now = self._before.by_day, self._after.by_day
            self._made[name] = followed(self._known[name], out, put, was, now)

    def articles(self) -> None:
        """All that is looked up by articles."""
        before, after = self._before, self._after
        if "by_date" in self._known:
            self._made["by_date"] = followed(before.by_date, self._left, self._here, before.oldest, after.oldest)
        if "mentions" in self._known:

            def order(catalogue: Catalogue, found: tuple[str, Any]) -> Any:
                return *catalogue.newest(found[0]), found[1].start

            gone, come = before.mentions_in(self._left), after.mentions_in(self._here)
            was, now = partial(order, before), partial(order, after)
            self._made["mentions"] = Lists(followed_by_key(before.mentions, gone, come, was, now))
        for name, items in _OF_ARTICLES.items():
            if name in self._known:
                self._made[name] = followed(
                    self._known[name],
                    items(before, self._left),
                    items(after, self._here),
                    lambda item: (*before.newest(item[0]), item[1]),
                    lambda item: (*after.newest(item[0]), item[1]),
                )

    def files(self) -> None:
        """Which files have one name but for their endings: nothing changes where none came or went."""
        if "stems" in self._known:
            before, after = self._before.entries, self._after.entries
            if [before[id].card.path for id in self._left] == [after[id].card.path for id in self._here]:
                self._made["stems"] = self._before.stems

    def names(self, actors: Iterable[str]) -> None:
        """Who goes by a name, where nobody of another name came or went."""
        if "by_name" not in self._known:
            return
        before, after = self._before.actors, self._after.actors
        others = [(before.get(id), after.get(id)) for id in actors]
        if all(was and now and was.name == now.name for was, now in others):
            by_name = self._made["by_name"] = copied(self._before.by_name)
            for name in {fold(now.name) for _, now in others if now}:
                by_name[name] = [after[actor.id] for actor in by_name[name]]

    def readings(self) -> None:
        """Articles that are open, and are as they were."""
        self._after.keep_open(self._before)
