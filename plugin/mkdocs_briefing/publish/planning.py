"""Which pages a site over a briefing has, in order: cheap, nothing is rendered."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from ..curation.redaction import BLOCK
from ..model import Actor, Briefing, Entry, Record
from .catalogue import Catalogue
from .desk import on_one_line
from .options import Options
from .views import actors, propositions
from .words import Words


class PageSpec(Record, frozen=True, kw_only=True):
    """One page to be. ``uri`` is a virtual source path, ``key`` an article or actor id, or a page number."""

    uri: str
    kind: str
    title: str
    key: str = ""
    section: str | None = None
    """uri of the index page that it belongs to"""
    source: str = ""
    """of an article, its file within the corpus, where that may be named"""


def plan(briefing: Briefing, options: Options, words: Words | None = None) -> tuple[PageSpec, ...]:
    """Every page of a site over a briefing that may be shown as it is, in order."""
    return Planner(options, words or Words(options.language)).pages(Catalogue(briefing))


def has_page(actor: Actor, statements: int, options: Options) -> bool:
    """Whether an actor is more than a passing mention; places only where asked for."""
    if actor.tier != "published" or (actor.type == "place" and not options.place_pages):
        return False
    return statements > 0 or actor.mentions > 2


class Planner:
    """Plans a site again and again: a page of which nothing changed since the last time is the very same record."""

    def __init__(self, options: Options, words: Words) -> None:
        self._options = options
        self._words = words
        self._articles: dict[str, tuple[Entry, PageSpec]] = {}
        self._actors: dict[str, tuple[Actor, int, tuple[PageSpec, ...]]] = {}
        self._section = {
            "articles": f"{options.articles_dir}.md",
            "actors": f"{options.actors_dir}.md",
            "claims": f"{options.claims_dir}.md",
        }

    def pages(self, catalogue: Catalogue) -> tuple[PageSpec, ...]:
        """Every page, in order."""
        return tuple(self._pages(catalogue))

    def _pages(self, catalogue: Catalogue) -> Iterator[PageSpec]:
        briefing, options, words, section = catalogue.briefing, self._options, self._words, self._section
        at_claims = section["claims"]
        yield _page("index.md", "home", briefing.curation.briefing.title or words("home"))
        yield from self._index("articles", section["articles"], "articles", len(briefing.entries))
        yield from self._article_pages(briefing)
        for gone in briefing.withdrawn:
            uri = f"{options.articles_dir}/{gone.id}.md"
            yield _page(uri, "withdrawn", words("withdrawn"), gone.id, section["articles"])
        listed = [actor for actor in briefing.actors if actor.tier == "published"]
        yield from self._index("actors", section["actors"], "actors", len(listed))
        yield from self._actor_pages(listed, catalogue)
        yield from self._list("claims", at_claims, "claims", catalogue)
        if catalogue.own_voice:
            yield from self._list("voice", f"{options.claims_dir}/own-voice.md", "own-voice", catalogue, at_claims)
        for id, rows_of in catalogue.under.items():
            yield from self._proposition_pages(id, catalogue.propositions[id].statement, len(rows_of))
        if any(claim.figures for claim in briefing.claims):
            yield from self._index("figures", "figures.md", "figures", catalogue.counted_total, at_claims)
        if briefing.claims:
            yield _page("timeline.md", "timeline", words("timeline"), section=at_claims)
        if catalogue.said and len(listed) > 1:
            yield _page("who.md", "who", words("who-of-whom"), section=section["actors"])
        yield from self._list("quotations", "quotations.md", "quotations", catalogue)
        yield from self._list("unnamed", "unnamed.md", "unnamed-sources", catalogue)
        yield _page("quality.md", "quality", words("quality"))
        if briefing.curation.earlier:
            yield _page("changes.md", "changes", words("changes"), section="index.md")
        if options.preview and briefing.claims:
            yield _page("suggested.md", "suggested", words("suggested"), section="index.md")
        if options.pagefind:
            yield _page("search.md", "search", words("full-text"))
        if options.exports:
            yield _page("downloads.md", "downloads", words("downloads"))
        yield _page("print.md", "print", words("print-page"))

    def _index(self, kind: str, uri: str, title: str, rows: int, section: str | None = None) -> tuple[PageSpec, ...]:
        """An index page and the pages that it goes on to."""
        return _numbered(kind, uri, self._words(title), max(1, -(-rows // self._options.rows)), section)

    def _list(
        self, kind: str, uri: str, title: str, catalogue: Catalogue, section: str | None = None
    ) -> tuple[PageSpec, ...]:
        """The pages of a list of which a row more moves few others."""
        return _numbered(kind, uri, self._words(title), catalogue.page_count(kind, self._options.rows), section)

    def _article_pages(self, briefing: Briefing) -> Iterator[PageSpec]:
        before, self._articles = self._articles, {}
        for entry in briefing.entries:
            known = before.get(entry.id)
            if known is None or known[0] is not entry:
                known = entry, self._article(entry)
            self._articles[entry.id] = known
            yield known[1]

    def _article(self, entry: Entry) -> PageSpec:
        fact = entry.card.metadata.title
        title = on_one_line(fact.value if fact else self._words("untitled-file", file=entry.card.path))
        return PageSpec(
            uri=f"{self._options.articles_dir}/{entry.id}.md",
            kind="article",
            title=title,
            key=entry.id,
            section=self._section["articles"],
            source="" if BLOCK in entry.card.path else entry.card.path,
        )

    def _actor_pages(self, listed: list[Actor], catalogue: Catalogue) -> Iterator[PageSpec]:
        before, self._actors = self._actors, {}
        for actor in listed:
            statements = len(catalogue.said[actor.id])
            known = before.get(actor.id)
            if known is None or known[0] is not actor or known[1] != statements:
                known = actor, statements, self._actor(actor, statements)
            self._actors[actor.id] = known
            yield from known[2]

    def _actor(self, actor: Actor, statements: int) -> tuple[PageSpec, ...]:
        options = self._options
        if not has_page(actor, statements, options):
            return ()
        first, title = f"{options.actors_dir}/{actor.id}.md", on_one_line(actor.name)
        more = range(2, actors.page_count(actor, statements, options.rows) + 1)
        return (
            _page(first, "actor", title, actor.id, self._section["actors"]),
            *(
                _page(f"{first.removesuffix('.md')}/page-{n}.md", "actor", title, actors.page_key(actor.id, n), first)
                for n in more
            ),
        )

    def _proposition_pages(self, id: str, statement: str, rows: int) -> Iterator[PageSpec]:
        """The page of a proposition, and those that it goes on to."""
        first, title = f"propositions/{id}.md", on_one_line(statement)
        yield _page(first, "proposition", title, propositions.page_key(id, 1), self._section["claims"])
        for n in range(2, -(-rows // self._options.rows) + 1):
            yield _page(f"propositions/{id}/page-{n}.md", "proposition", title, propositions.page_key(id, n), first)


@lru_cache(maxsize=100)
def _numbered(kind: str, uri: str, title: str, pages: int, section: str | None) -> tuple[PageSpec, ...]:
    stem = uri.removesuffix(".md")
    more = (_page(f"{stem}/page-{n}.md", kind, title, str(n), uri) for n in range(2, pages + 1))
    return (_page(uri, kind, title, "1", section), *more)


def _page(uri: str, kind: str, title: str, key: str = "", section: str | None = None) -> PageSpec:
    return PageSpec(uri=uri, kind=kind, title=title, key=key, section=section)
