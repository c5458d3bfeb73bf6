"""Where everything of a briefing is found: one pass over it, then look-ups only."""

from __future__ import annotations

import bisect
import re
from collections import Counter, OrderedDict, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache, partial
from itertools import accumulate, islice
from typing import Any, NamedTuple, Self, TypeVar

from ..annotate.layout import sentences
from ..curation.snippets import sidecar
from ..ids import fold, is_record, item_id
from ..link.propositions import Claims as References
from ..link.suggestions import suggestions
from ..model import (
    Actor,
    Annotations,
    Block,
    Briefing,
    Checked,
    Claim,
    Entry,
    FoundAttribution,
    FoundQuotation,
    Mention,
    Proposition,
    Resolved,
    Role,
    Site,
    Span,
    Stance,
    Suggestion,
)
from . import counting, dates, paging
from .counting import Counted
from .following import Backwards
from .outline import Outline

OPEN, FEW = 1000, 60
"""Articles that stay open, of some 90 KB each; ``FEW`` where each is opened for its own page, and for no other."""

V = TypeVar("V")

_KEY = re.compile(r"-([a-z]-[0-9a-f]{8}(?:-\d+)?)\Z")


@lru_cache(4096)  # a page asks for the same ones again and again
def anchor(id: str) -> str:
    """The anchor of a quotation or claim on its article's page: its key without the article's id."""
    match = _KEY.search(id)
    return match.group(1) if match else id


@lru_cache(4096)
def article_in(id: str) -> str:
    """The article whose id that of a quotation or claim begins with."""
    return id.removesuffix(f"-{anchor(id)}")


def speech(notes: Annotations) -> list[int]:
    """Indexes of the quotations that are somebody's speech and stand in no other quotation."""
    return [n for n, q in enumerate(notes.quotations) if q.use in ("speech", "unclear") and q.parent is None]


def unnamed(entry: Entry) -> list[int]:
    """Indexes of the attributions whose source the article leaves unnamed for good."""
    return [n for n in entry.card.unnamed if entry.linked.resolved[n].actor is None]


def claim_date(claim: Claim) -> str | None:
    """The date that a claim stands under: said, else reported."""
    return claim.said.value if claim.said else claim.reported


def position(claim: Claim) -> tuple[str, int]:
    """Article and offset of a claim."""
    return claim.article, claim.spans[0][0] if claim.spans else 0


def in_order(claims: Iterable[Claim]) -> list[Claim]:
    """By date said or reported, undated last, then as they stand in their articles."""
    return sorted(claims, key=lambda c: (dates.order(claim_date(c)), position(c)))


def _holds(claim: Claim, starts: list[int]) -> bool:
    """Whether one of the places stands in what is said, not only in who says it."""
    for a, b in claim.content:
        n = bisect.bisect_left(starts, a)
        if n < len(starts) and starts[n] < b:
            return True
    return False


class Head(NamedTuple):
    """An article's title, its file, its outlet and its date as EDTF."""

    title: str | None
    path: str
    outlet: str | None
    date: str | None


class Count(NamedTuple):
    """How many claims, in how many articles, how many of them undated."""

    claims: int
    articles: int
    undated: int

    @classmethod
    def of(cls, claims: Sequence[Claim]) -> Count:
        return cls(len(claims), len({c.article for c in claims}), sum(not claim_date(c) for c in claims))


class Lists(dict[str, list[V]]):
    """Lists by id; an id that has none has an empty one."""

    def __missing__(self, key: str) -> list[V]:
        return []

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, V]]) -> Self:
        """The values under their ids, in the order in which they come."""
        found: Self = cls()
        for key, value in pairs:
            found.setdefault(key, []).append(value)
        return found


class ActorRows(NamedTuple):
    """What stands on one page of an actor; of all pages, how many there are, and how much the actor says."""

    last: int
    statements: int
    quoted: int
    """how many of the statements are quotations, wholly or in part"""
    says: list[Claim]
    about: list[Claim]
    roles: list[Role]
    mentions: list[tuple[str, Mention]]


class Reading:
    """One article with its lines and paragraphs looked up by offset."""

    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        self.id = entry.id
        analysis = self.analysis = entry.analysis
        self.text = analysis.text
        self.metadata = analysis.cleaned.metadata
        self.blocks = analysis.cleaned.blocks
        self.notes = analysis.annotations
        self.flaws = (*entry.card.flaws, *entry.linked.flaws)

    @cached_property
    def outline(self) -> Outline:
        """Where its lines and blocks begin and end."""
        return Outline.of(self.text, self.blocks)

    @cached_property
    def kept(self) -> list[Block]:
        """The kept blocks, in order."""
        return [b for b in self.blocks if b.kept]

    @cached_property
    def _starts(self) -> list[int]:
        return [b.start for b in self.kept]

    @cached_property
    def _sentences(self) -> dict[int, list[Span]]:
        """By paragraph; most pages ask for those of one or two."""
        return {}

    @cached_property
    def _sentence_of(self) -> dict[int, Span]:
        """By offset: several pages ask for those of the same names."""
        return {}

    @cached_property
    def names(self) -> Lists[Mention]:
        """Actor id to the places where the article names it."""
        return Lists.of((mention.actor, mention) for mention in self.entry.linked.mentions)

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {item_id(self.id, a.key): n for n, a in enumerate(self.notes.attributions)}

    @cached_property
    def attribution_of(self) -> dict[int, int]:
        """Quotation index to attribution index."""
        return {q: n for n, a in enumerate(self.notes.attributions) for q in a.quotations}

    @cached_property
    def set_aside(self) -> list[FoundQuotation]:
        """Words between quotation marks that a person found to be nobody's speech."""
        return [q for q in self.notes.quotations if q.corrected and q.use not in ("speech", "unclear")]

    def attribution(self, claim: Claim) -> int | None:
        """Number of the claim's attribution in this article; None for the article's own voice."""
        return self._numbers.get(claim.attribution) if claim.attribution else None

    def resolved(self, n: int) -> Resolved:
        """Who the source of attribution ``n`` is."""
        return self.entry.linked.resolved[n]

    def found(self, n: int) -> FoundAttribution:
        """Attribution ``n`` as printed."""
        return self.notes.attributions[n]

    def line(self, offset: int) -> int:
        """Number of the line, from 1, that holds the character at ``offset``."""
        return bisect.bisect_left(self.outline.breaks, offset) + 1  # a page asks for hundreds

    def block_at(self, offset: int) -> int | None:
        """Index among the kept blocks of the one that holds ``offset``."""
        n = bisect.bisect_right(self._starts, offset) - 1
        return n if n >= 0 and offset < self.kept[n].end else None

    def anchor_at(self, offset: int) -> str:
        """The anchor of the block, kept or dropped, that holds ``offset``: its first line."""
        return self.outline.anchor_at(offset)

    def sentence_at(self, offset: int) -> Span:
        """The sentence of a kept paragraph that holds ``offset``; nothing where there is none."""
        found = self._sentence_of.get(offset)
        if found is None:
            found = self._sentence_of[offset] = self._sentence(offset)
        return found

    def _sentence(self, offset: int) -> Span:
        n = self.block_at(offset)
        if n is None:
            return offset, offset
        if n not in self._sentences:
            self._sentences[n] = sentences(self.text, self.kept[n].start, self.kept[n].end)
        for span in self._sentences[n]:
            if span[0] <= offset < span[1]:
                return span
        return offset, offset


_LISTS = {"claims": "listed", "voice": "own_voice", "quotations": "quotations", "unnamed": "unnamed"}
"""Kind of page to the list that goes on over many of them."""


def _article_ends(rows: Sequence[tuple[str, int]], row: int) -> bool:
    """Whether an article ends before a row."""
    return rows[row][0] != rows[row - 1][0]


def _marked(claims: Sequence[Claim], row: int) -> bool:
    """One claim in eight: those whose digest ends so."""
    return claims[row].id[-1] in "08"


class Catalogue:
    """Look-ups over a briefing. What is sorted or counted over all of it is done once, when it is first asked for."""

    def __init__(self, briefing: Briefing) -> None:
        self.briefing = briefing
        self.entries: Mapping[str, Entry] = {e.id: e for e in briefing.entries}
        self.actors: Mapping[str, Actor] = {a.id: a for a in briefing.actors}
        self.propositions: Mapping[str, Proposition] = {p.id: p for p in briefing.propositions}
        self.stances: Mapping[str, Stance] = {s.claim: s for p in briefing.propositions for s in p.claims}
        self.checked: Mapping[str, Checked] = briefing.checked
        """id of a claim or quotation to the mark that a person found the machine right"""
        self.cited: Mapping[tuple[str, str], list[tuple[str, str]]] = {}
        """kind and id of what people's own pages cite, to titles and places of these pages"""
        self._readings: OrderedDict[str, Reading] = OrderedDict()
        self._of_actor: tuple[str, ActorRows] | None = None
        """of the actor asked for last, as if all stood on one page"""
        self.open = OPEN

    @cached_property
    def claims(self) -> Mapping[str, Claim]:
        """By id, in no order."""
        return {c.id: c for c in self.briefing.claims}

    @cached_property
    def claims_in(self) -> Mapping[str, list[Claim]]:
        """Article id to its claims."""
        return Lists.of((claim.article, claim) for claim in self.briefing.claims)

    def claims_of(self, article: str) -> list[Claim]:
        """The claims of one article, found where the briefing has them: in the order of articles."""
        claims = self.briefing.claims
        first, last = (find(claims, article, key=lambda c: c.article) for find in (bisect.bisect_left, bisect.bisect))
        return list(claims[first:last])

    @cached_property
    def said(self) -> Mapping[str, list[Claim]]:
        """Actor id to the claims that the actor makes, each text counted once."""
        return Lists.of(self.said_in(self.briefing.claims))

    def said_in(self, claims: Iterable[Claim]) -> Iterator[tuple[str, Claim]]:
        known = self.claims
        return ((c.actor, c) for c in claims if c.actor and c.voice == "attributed" and c.origin not in known)

    def actor_rows(self, id: str, page: int, size: int) -> ActorRows:
        """What stands on one page of an actor."""
        if self._of_actor is None or self._of_actor[0] != id:
            self._of_actor = id, self._all_of_actor(id)
        whole = self._of_actor[1]
        last = paging.of_actor(whole.statements, self.actors[id].mentions, size)
        part = slice((page - 1) * size, page * size if page < last else None)
        rows = whole.says[part], whole.about[part], whole.roles[part], whole.mentions[part]
        return ActorRows(last, whole.statements, whole.quoted, *rows)

    def _all_of_actor(self, id: str) -> ActorRows:
        says = in_order(self.said.get(id, ()))
        mentions = self.mentions.get(id, [])
        quoted = sum(map(self._is_quoted, says))
        return ActorRows(1, len(says), quoted, says, self._about(id), self._roles(id), mentions)

    def _is_quoted(self, claim: Claim) -> bool:
        """Whether a claim is a quotation, wholly or in part."""
        return bool(claim.attribution) and anchor(claim.attribution) in self.entries[claim.article].card.quoted.split()

    def _about(self, id: str) -> list[Claim]:
        """What others say in a sentence that names an actor; newest first, undated last."""
        places: dict[str, list[int]] = defaultdict(list)
        for article, mention in self.mentions.get(id, ()):
            places[article].append(mention.start)
        found = []
        for article, starts in places.items():
            starts.sort()
            for claim in self.claims_in[article]:
                if claim.voice == "attributed" and claim.actor != id and _holds(claim, starts):
                    found.append(claim)
        ordered = in_order(found)
        dated = [c for c in ordered if claim_date(c)]
        return dated[::-1] + ordered[len(dated) :]

    def _roles(self, id: str) -> list[Role]:
        """Each wording of a role once, where it stands first by date."""
        first: dict[str, Role] = {}
        inside = [role for role in self.actors[id].roles if role.article in self.entries]
        for role in sorted(inside, key=lambda r: (dates.order(self.date(r.article)), r.article, r.start)):
            first.setdefault(fold(role.text), role)
        return list(first.values())

    @cached_property
    def reprints(self) -> Mapping[str, list[Claim]]:
        """Claim id to the same claim in copies of its article."""
        return Lists.of(self.reprints_in(self.briefing.claims))

    def reprints_in(self, claims: Iterable[Claim]) -> Iterator[tuple[str, Claim]]:
        return ((c.origin, c) for c in claims if c.origin and c.origin in self.claims)

    @cached_property
    def groups(self) -> Mapping[str, list[Claim]]:
        """Group to its claims, in order; without those in copies of an article."""
        return Lists.of(self.grouped(in_order(c for c in self.briefing.claims if c.group)))

    def grouped(self, claims: Iterable[Claim]) -> Iterator[tuple[str, Claim]]:
        return ((c.group, c) for c in claims if c.group and c.origin not in self.claims)

    def nth(self, claim: Claim) -> tuple[str, int]:
        """Its article, and which one of its claims it is: an order of all claims."""
        return claim.article, next(n for n, c in enumerate(self.claims_in[claim.article]) if c is claim)

    def by_day(self, claim: Claim) -> tuple[str, tuple[str, int], int]:
        """The order of ``in_order``, in which no two claims are equal."""
        return dates.order(claim_date(claim)), position(claim), self.nth(claim)[1]

    def reading(self, id: str) -> Reading:
        """The article, opened; those asked for last stay open."""
        found = self._readings.get(id)
        if found is None:
            found = self._readings[id] = Reading(self.entries[id])
            while len(self._readings) > self.open:
                self._readings.popitem(last=False)
        else:
            self._readings.move_to_end(id)
        return found

    def keep_open(self, before: Catalogue) -> None:
        """Articles that were open ``before`` and have not changed stay so."""
        known = before._readings
        unchanged = ((id, reading) for id, reading in known.items() if self.entries.get(id) is reading.entry)
        self._readings = OrderedDict(unchanged)

    def sidecar(self, id: str) -> str | None:
        """The file, within the corpus, that corrections of an article go into; records of one file have none."""
        path = self.entries[id].card.path
        if is_record(path):
            return None
        return sidecar(path, self.stems[path.rsplit(".", 1)[0]])

    @cached_property
    def stems(self) -> dict[str, list[str]]:
        """Path without its ending to the articles that have it."""
        found: dict[str, list[str]] = defaultdict(list)
        for entry in self.entries.values():
            found[entry.card.path.rsplit(".", 1)[0]].append(entry.card.path)
        return found

    def masthead(self, id: str) -> Head:
        """What is told of an article wherever it is named."""
        found = self._heads.get(id)
        if found is None:
            card = self.entries[id].card
            title = card.metadata.title
            found = self._heads[id] = Head(title.value if title else None, card.path, self.outlet(id), self.date(id))
        return found

    @cached_property
    def _heads(self) -> dict[str, Head]:
        return {}

    def outlet(self, id: str) -> str | None:
        """Name of the article's outlet as people call it, or as the article states it."""
        if (site := self.site(id)) and site.name:
            return site.name
        publisher = self.entries[id].card.metadata.publisher
        return publisher.value if publisher else None

    @cached_property
    def by_name(self) -> Mapping[str, list[Actor]]:
        """Folded name to the actors who go by it."""
        found: dict[str, list[Actor]] = defaultdict(list)
        for actor in self.briefing.actors:
            found[fold(actor.name)].append(actor)
        return found

    def site(self, id: str) -> Site | None:
        """What people wrote about the article's outlet."""
        site = self.entries[id].card.site
        return self._sites.get(site) if site else None

    @cached_property
    def _sites(self) -> dict[str, Site]:
        return {s.id: s for s in self.briefing.curation.sites}

    def date(self, id: str) -> str | None:
        """The article's date, as EDTF."""
        fact = self.entries[id].card.metadata.date
        return fact.value if fact else None

    @cached_property
    def outlets(self) -> list[str | None]:
        """Every outlet's name, in order; None, last, where an article states none."""
        names = {self.outlet(id) for id in self.entries}
        return sorted(names, key=lambda name: (name is None, (name or "").casefold(), name or ""))

    @cached_property
    def by_date(self) -> Sequence[str]:
        """Article ids, oldest first, undated last."""
        return sorted(self.entries, key=self.oldest)

    def oldest(self, id: str) -> tuple[str, str]:
        """The order of ``by_date``."""
        return dates.order(self.date(id)), id

    def newest(self, id: str) -> tuple[bool, Any]:
        """The order of ``newest_first``."""
        return (False, Backwards(self.oldest(id))) if self.date(id) else (True, id)

    @cached_property
    def newest_first(self) -> Sequence[str]:
        """Article ids, newest first, undated last."""
        dated = bisect.bisect_left(self.by_date, True, key=lambda id: not self.date(id))
        return [*reversed(self.by_date[:dated]), *self.by_date[dated:]]

    @cached_property
    def mentions(self) -> Mapping[str, list[tuple[str, Mention]]]:
        """Actor id to (article id, mention), newest article first."""
        return Lists.of(self.mentions_in(self.newest_first))

    def mentions_in(self, ids: Iterable[str]) -> Iterator[tuple[str, tuple[str, Mention]]]:
        return ((mention.actor, (id, mention)) for id in ids for mention in self.entries[id].linked.mentions)

    @cached_property
    def quotations(self) -> Sequence[tuple[str, int]]:
        """(article id, quotation index) of all that is said by somebody, newest article first."""
        return list(self.quotations_in(self.newest_first))

    def quotations_in(self, ids: Iterable[str]) -> Iterator[tuple[str, int]]:
        return ((id, n) for id in ids for n in self.entries[id].card.speech)

    @cached_property
    def unnamed(self) -> Sequence[tuple[str, int]]:
        """(article id, attribution index) of all unnamed sources, newest article first."""
        return list(self.unnamed_in(self.newest_first))

    def unnamed_in(self, ids: Iterable[str]) -> Iterator[tuple[str, int]]:
        return ((id, n) for id in ids for n in unnamed(self.entries[id]))

    @cached_property
    def claim_of(self) -> Mapping[str, Claim]:
        """Attribution id to the claim made of it."""
        return {c.attribution: c for c in self.briefing.claims if c.attribution}

    @cached_property
    def under(self) -> Mapping[str, list[Claim]]:
        """Proposition id to the claims under it, in order."""
        return self.of_propositions(Lists.of(self.held(in_order(c for c in self.briefing.claims if c.proposition))))

    def held(self, claims: Iterable[Claim]) -> Iterator[tuple[str, Claim]]:
        return ((c.proposition, c) for c in claims if c.proposition and c.proposition in self.propositions)

    def of_propositions(self, found: Lists[Claim]) -> dict[str, list[Claim]]:
        return {id: found[id] for id in self.propositions}

    @cached_property
    def held_groups(self) -> frozenset[str]:
        """Groups of which people put a claim under a proposition."""
        return frozenset(c.group for own in self.under.values() for c in own if c.group)

    def rows_of(self, claims: Iterable[Claim], groups: Iterable[str]) -> Iterator[Claim]:
        """Rows of the claims index that no proposition holds: of some claims that stand alone, and of some groups."""
        yield from (c for c in self._unheld(claims) if c.voice == "attributed" and not c.group)
        for group in groups:
            if group not in self.held_groups:
                yield from islice((c for c in self.groups[group] if c.voice == "attributed"), 1)

    def _unheld(self, claims: Iterable[Claim]) -> Iterator[Claim]:
        known, propositions = self.claims, self.propositions
        return (c for c in claims if c.origin not in known and c.proposition not in propositions)

    def in_own_voice(self, claims: Iterable[Claim]) -> Iterator[Claim]:
        return self._unheld(c for c in claims if c.voice == "author")

    @cached_property
    def loose(self) -> Sequence[Claim]:
        """What somebody claims and no proposition holds, in order, the same words once."""
        return in_order(self.rows_of(self.briefing.claims, self.groups))

    @cached_property
    def own_voice(self) -> Sequence[Claim]:
        """What articles assert themselves and no proposition holds, in order."""
        return in_order(self.in_own_voice(self.briefing.claims))

    @cached_property
    def listed(self) -> Sequence[Claim]:
        """The claims index, row by row: proposition after proposition, then the others."""
        return [*(c for own in self.under.values() for c in own), *self.loose]

    def rows_on(self, kind: str, page: int, size: int) -> list[Any]:
        """The rows of one page of a list: claims, own voice, quotations or unnamed sources."""
        starts = [*self.page_starts(kind, size), None]
        rows: list[Any] = getattr(self, _LISTS[kind])
        return rows[starts[page - 1] : starts[page]]

    def page_count(self, kind: str, size: int) -> int:
        """How many pages such a list has."""
        return len(self.page_starts(kind, size))

    def page_starts(self, kind: str, size: int) -> list[int]:
        """The number of the first row of each page of such a list."""
        if (kind, size) not in self._page_starts:
            rows = getattr(self, _LISTS[kind])
            begins = _article_ends if kind in ("quotations", "unnamed") else _marked
            self._page_starts[kind, size] = paging.starts(partial(begins, rows), len(rows), size)
        return self._page_starts[kind, size]

    @cached_property
    def _page_starts(self) -> dict[tuple[str, int], list[int]]:
        return {}

    @cached_property
    def attributed_count(self) -> Count:
        """Of all rows in the claims index."""
        return Count.of(self.listed)

    @cached_property
    def own_voice_count(self) -> Count:
        """Of what articles assert themselves."""
        return Count.of(self.own_voice)

    def elsewhere(self, claim: Claim) -> tuple[list[Claim], list[Claim]]:
        """The same claim in copies of its article, and the same words in other articles."""
        return self.reprints.get(claim.id, []), self.appearances(claim) if claim.group else []

    def appearances(self, claim: Claim) -> list[Claim]:
        """The same words in other articles that are no copies of its own."""
        return [c for c in self.groups.get(claim.group or "", ()) if c.id not in (claim.id, claim.origin)]

    @cached_property
    def _references(self) -> References:
        return References.by_article(self.claims_in, lambda: self._claims_of_quotations(self.entries))

    def _claims_of_quotations(self, ids: Iterable[str]) -> dict[str, str]:
        """Quotation id to the id of the claim that holds it, in some articles."""
        of = {}
        for id in ids:
            notes = self.entries[id].analysis.annotations
            for a in notes.attributions:
                claim = self.claim_of.get(item_id(id, a.key))
                if claim:
                    of.update({item_id(id, notes.quotations[q].key): claim.id for q in a.quotations})
        return of

    @cached_property
    def figures(self) -> Lists[Counted]:
        """What is counted, by its family's name, to the figures of it by date; a text printed again counts once."""
        return Lists.of(sorted(self.figures_in(self.briefing.claims), key=lambda found: counting.order(found[1])))

    def figures_in(self, claims: Iterable[Claim]) -> Iterator[tuple[str, Counted]]:
        told = (c for c in claims if c.figures and c.origin not in self.claims)
        for one in counting.figures(told, self.entries):
            if family := counting.family(one):
                yield family, one

    @cached_property
    def values(self) -> Mapping[str, Counter[str]]:
        """What is counted to the values that are printed of it."""
        return {family: Counter(map(counting.value, rows)) for family, rows in self.figures.items()}

    @cached_property
    def counted(self) -> Sequence[list[Counted]]:
        """Figures of one thing side by side, where at least two values of it are printed: by date, undated last."""
        return tuple(self.figures[family] for family in sorted(self.figures) if len(self.values[family]) > 1)

    def counted_on(self, first: int, last: int) -> tuple[int, int, list[list[Counted]]]:
        """Groups that have rows from one number to another; before them, how many groups and rows come first."""
        starts = self._counted_starts
        low, high = max(0, bisect.bisect(starts, first) - 1), bisect.bisect_left(starts, last)
        return low, starts[low] if low < len(starts) else 0, list(self.counted[low:high])

    def counted_told(self, first: int, last: int) -> tuple[Any, ...]:
        """What a page of these rows tells: of those of its groups that stand on other pages, what they count."""
        low, before, groups = self.counted_on(first, last)
        told = [[(one.thing, one.scope) for one in group] for group in groups]
        if self.briefing.comparable:
            told += [[(one.claim.article, str(one.figure.start)) for one in group] for group in groups]
        return low, before, told, [one for group in groups for one in group][max(0, first - before) : last - before]

    @cached_property
    def _counted_starts(self) -> list[int]:
        return [0, *accumulate(map(len, self.counted))][:-1]

    @property
    def counted_total(self) -> int:
        """How many figures stand side by side."""
        return sum(len(rows) for family, rows in self.figures.items() if len(self.values[family]) > 1)

    @cached_property
    def suggestions(self) -> tuple[Suggestion, ...]:
        """What people may want to write into ``propositions.yml``; for previews only."""
        return suggestions(self.briefing)

    def article_of(self, reference: str) -> str | None:
        """The article that an id of a claim or quotation begins with."""
        found = [id for id in self.entries if reference.startswith(f"{id}-")]
        return max(found, key=len, default=None)

    def meant(self, reference: str) -> Claim | None:
        """The claim that an id, or the unique beginning of one, means; of a quotation, the claim that holds it."""
        if reference in self.claims:
            return self.claims[reference]
        if (article := reference.removesuffix(f"-{anchor(reference)}")) in self.entries:
            found = self._claims_of_quotations([article]).get(reference)
            if found:
                return self.claims[found]
        several = self._references.by_reference(reference)
        return self.claims[several[0]] if len(several) == 1 else None
