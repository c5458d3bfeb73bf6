"""One module a kind of page: from the briefing to what its template shows. No HTML but merged article text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..desk import Desk
from . import actors, article, claims, home, lists, printed, quality

VIEWS: dict[str, Callable[[Desk, str], Any]] = {
    "home": home.home,
    "articles": lists.articles,
    "article": article.article,
    "actors": actors.index,
    "actor": actors.actor,
    "claims": claims.attributed,
    "voice": claims.own_voice,
    "quotations": lists.quotations,
    "unnamed": lists.unnamed,
    "quality": quality.quality,
    "print": printed.printed,
}
