"""Plugins of others that would undo some of the work where they stand beside this one: what they do, and what helps."""

from __future__ import annotations

from collections.abc import Iterable

UNDO = {
    "print-site": "its page holds only what stands in the navigation, so that links to articles and actors lead "
    "nowhere on it. The briefing has a page of its own for paper (print/) that holds everything: take it out.",
    "git-revision-date-localized": "it prints the day of the build on every page that is no file of its own, as "
    "though it had been revised that day. Take it out, or exclude articles/*, actors/* and claims/*.",
    "rss": "it ends the build at pages that are no files of their own. The briefing writes feeds itself: take it out.",
}
"""Name in ``plugins:`` to what it undoes and how to mend it. Tried beside this one and harmless: search, tags, meta,
offline, privacy, typeset, macros, minify (line breaks within a paragraph become spaces), redirects, awesome-nav,
glightbox, htmlproofer, table-reader."""


def undoing(plugins: Iterable[str]) -> list[str]:
    """A warning for each of the plugins, named as in ``mkdocs.yml``, that would undo some of the work."""
    names = {name.rsplit("/", 1)[-1] for name in plugins}
    return [f"plugin “{name}” beside “briefing”: {UNDO[name]}" for name in sorted(names & UNDO.keys())]
