"""What is new, gone, re-attributed, corrected and re-dated between two editions of a briefing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..ids import claim_words
from ..model import Edition, OldArticle, OldClaim, Record

SECTIONS = ("articles_new", "articles_gone", "articles_redated", "new", "gone", "reattributed", "corrected", "redated")
"""The lists of ``Changes``, in the order in which they are told."""


class ArticleChange(Record, frozen=True, kw_only=True):
    """An article that came, went, or has another date. ``claims``: how many it brought or took along."""

    id: str
    title: str
    publisher: str | None
    before: str | None = None
    after: str | None = None
    claims: int = 0


class ClaimChange(Record, frozen=True, kw_only=True):
    """A claim; ``before`` and ``after``: its speaker, or the date on which it was said."""

    id: str
    article: str
    words: str
    speaker: str | None
    before: str | None = None
    after: str | None = None
    by: str | None = None
    """the person who set it; empty where they gave no name"""
    why: str | None = None


class Changes(Record, frozen=True, kw_only=True):
    """Two editions compared. Claims of articles that came or went are counted there and not listed."""

    before: str
    after: str
    articles: tuple[int, int]
    claims: tuple[int, int]
    articles_new: tuple[ArticleChange, ...] = ()
    articles_gone: tuple[ArticleChange, ...] = ()
    articles_redated: tuple[ArticleChange, ...] = ()
    new: tuple[ClaimChange, ...] = ()
    gone: tuple[ClaimChange, ...] = ()
    reattributed: tuple[ClaimChange, ...] = ()
    corrected: tuple[ClaimChange, ...] = ()
    redated: tuple[ClaimChange, ...] = ()

    def counts(self) -> tuple[tuple[str, int], ...]:
        """The lists that hold something, and how much."""
        return tuple((name, n) for name in SECTIONS if (n := len(getattr(self, name))))


def compare(old: Edition, new: Edition) -> Changes:
    """What changed. A claim is known by the words of its sentence and its article, in whichever voice it is told."""
    articles_before, articles_after = _by_id(old.articles), _by_id(new.articles)
    before, after = _by_words(old.claims), _by_words(new.claims)
    both = [
        (before[key], claim) for key, claim in after.items() if key in before and (claim.listed or before[key].listed)
    ]
    return Changes(
        before=old.name,
        after=new.name,
        articles=(len(old.articles), len(new.articles)),
        claims=(sum(c.listed for c in old.claims), sum(c.listed for c in new.claims)),
        articles_new=tuple(_articles(new, articles_before)),
        articles_gone=tuple(_articles(old, articles_after)),
        articles_redated=tuple(
            ArticleChange(
                id=a.id, title=a.title, publisher=a.publisher, before=articles_before[a.id].date, after=a.date
            )
            for a in new.articles
            if a.id in articles_before and articles_before[a.id].date != a.date
        ),
        new=tuple(
            _change(c) for key, c in after.items() if key not in before and c.listed and c.article in articles_before
        ),
        gone=tuple(
            _change(c) for key, c in before.items() if key not in after and c.listed and c.article in articles_after
        ),
        reattributed=tuple(
            _change(now, was.speaker or "", now.speaker or "") for was, now in both if _speaker(was) != _speaker(now)
        ),
        corrected=tuple(
            _change(now) for was, now in both if now.by is not None and (was.by, was.why) != (now.by, now.why)
        ),
        redated=tuple(_change(now, was.said or "", now.said or "") for was, now in both if was.said != now.said),
    )


def _by_id(articles: Iterable[OldArticle]) -> dict[str, OldArticle]:
    return {article.id: article for article in articles}


def _by_words(claims: Iterable[OldClaim]) -> dict[str, OldClaim]:
    """By article and words; of a sentence told in both voices, the claim that somebody makes."""
    found: dict[str, OldClaim] = {}
    for claim in claims:
        key = claim_words(claim.id)
        if key not in found or found[key].own_voice:
            found[key] = claim
    return found


def _articles(of: Edition, known: dict[str, OldArticle]) -> Iterator[ArticleChange]:
    """The articles of an edition that the other does not have."""
    counts: dict[str, int] = {}
    for claim in of.claims:
        counts[claim.article] = counts.get(claim.article, 0) + claim.listed
    for a in of.articles:
        if a.id not in known:
            yield ArticleChange(id=a.id, title=a.title, publisher=a.publisher, after=a.date, claims=counts.get(a.id, 0))


def _speaker(claim: OldClaim) -> tuple[bool, str]:
    return claim.own_voice, (claim.speaker or "").casefold()


def _change(claim: OldClaim, before: str | None = None, after: str | None = None) -> ClaimChange:
    return ClaimChange(
        id=claim.id,
        article=claim.article,
        words=claim.text,
        speaker=claim.speaker,
        before=before,
        after=after,
        by=claim.by,
        why=claim.why,
    )
