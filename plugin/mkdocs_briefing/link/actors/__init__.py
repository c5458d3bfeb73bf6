"""Analysed articles in, ``ActorIndex`` out: who is named, where, and under which names.

A file each: *evidence* counts what stands around each surface form; *verdicts* decide its type once for the
corpus, by rules in *people*, *organisations*, *places*, *nobody* and *unknown*; *mentions* find the forms in the
articles, *printed* those of people's actors wherever they stand; *identities* say which forms are one actor,
*resolve* whom a bare surname means in its article; *directory* gives names and ids; *gathering* sums up.
*curated* lays the people's ``actors.yml`` and ``sources.yml`` over all of it.  Only *printed* reads text.
"""

from __future__ import annotations

from collections.abc import Sequence

from ...model import Analysis, Curation
from .curated import Curated
from .directory import Directory
from .evidence import Corpus
from .gathering import ActorIndex, gather
from .identities import identities
from .mentions import Matcher
from .printed import with_printed
from .resolve import Bearers, resolve
from .verdicts import decide

__all__ = ["ActorIndex", "find_actors"]


def find_actors(articles: Sequence[tuple[str, Analysis]], curation: Curation) -> ActorIndex:
    """The actors of ``(article id, analysis)``; the same whatever the order of the articles."""
    articles = sorted(articles, key=lambda a: a[0])
    corpus = Corpus(articles)
    curated = Curated(curation, corpus)

    verdicts = decide(corpus)
    curated.over(verdicts)
    matcher = Matcher(verdicts)
    found = {id: [f for c in analysis.annotations.candidates for f in matcher.find(c)] for id, analysis in articles}
    by_word = curated.by_word()
    if by_word:
        found = {id: with_printed(found[id], analysis, by_word) for id, analysis in articles}
    verdicts.update(matcher.listed)

    identity, shared = identities(verdicts, corpus)
    curated.identify(identity)
    curated.split(identity)
    merged = curated.merge(identity, Directory(identity, corpus, curated.known()))
    directory = Directory(identity, corpus, curated.known(), merged)

    bearers = Bearers(identity, curated.shared(identity, shared), verdicts, corpus)
    resolutions = {id: resolve(mentions, bearers) for id, mentions in found.items()}
    return gather(
        resolutions,
        directory,
        curated,
        hidden=curated.hidden(directory),
        redacted=curated.redacted(directory),
    )
