"""The book as a file: one HTML document for paper, and a PDF of it.

The chapters are those of the site's print page (``publish/views/printed.py``); here they become a document that needs
no site: its links lead to its own pages, its style is its own, and it loads nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from markupsafe import Markup
from msgspec.structs import replace

from ..ids import fold
from ..model import Actor, Briefing
from ..publish import templates
from ..publish.catalogue import Catalogue
from ..publish.choice import Choice
from ..publish.desk import BookDesk
from ..publish.options import Options
from ..publish.references import References
from ..publish.rights import shown
from ..publish.views.printed import book as gather
from ..publish.words import Words

_ID = re.compile(r' id="([^"]+)"')
_INSIDE = re.compile(r' href="#([^"]*)"')
"""Attributes as our templates write them; words of articles cannot look like one, for each “"” in them is escaped."""

STYLE = Path(__file__).parent / "book.css"
INK = Path(__file__).parent / "pictures.css"


class NotThere(LookupError):
    """An actor or a proposition was chosen that the briefing does not have."""


def book(briefing: Briefing, options: Options, choice: Choice | None = None, template_dirs: Sequence[Path] = ()) -> str:
    """The whole HTML document. Starts from what may be shown, whatever ``briefing`` holds.

    Raises ``NotThere`` for a choice of an actor or a proposition that the briefing does not have.
    """
    briefing = shown(briefing)
    catalogue, words = Catalogue(briefing), Words(options.language)
    choice = found(choice or Choice(), catalogue)
    desk = BookDesk(catalogue, options, words, {}, "", lambda start, goal: "#")
    view = gather(desk, choice)
    made = templates.environment(words, template_dirs)
    made.globals["linked"] = References(catalogue, made, lambda uri: desk).in_line
    made.globals["ink"] = Markup(INK.read_text("utf-8"))
    body = made.get_template("briefing/print.html").render(view=view, desk=desk, title=view.title)
    style = Markup(STYLE.read_text("utf-8"))
    html = made.get_template("briefing/book.html").render(view=view, body=Markup(body), style=style)
    places = set(_ID.findall(html))  # who has an entry is known only when all notes are numbered
    return _INSIDE.sub(lambda link: link[0] if link[1] in places else "", html)


def found(choice: Choice, catalogue: Catalogue) -> Choice:
    """The choice with ids, where people wrote a name. Raises ``NotThere`` for what the briefing does not have."""
    actor, proposition = choice.actor, choice.proposition
    if actor is not None and actor not in catalogue.actors:
        bearers = {a.id: a for a in catalogue.actors.values() if fold(actor) in map(fold, (a.name, *_aliases(a)))}
        if len(bearers) != 1:
            raise NotThere(_hint("actor", actor, bearers or catalogue.actors))
        (actor,) = bearers
    if proposition is not None and proposition not in catalogue.propositions:
        raise NotThere(_hint("proposition", proposition, catalogue.propositions))
    return replace(choice, actor=actor, proposition=proposition)


def _aliases(actor: Actor) -> list[str]:
    return [alias.text for alias in actor.aliases]


def _hint(what: str, sought: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches  # only who asks for what is not there needs it

    near = get_close_matches(sought, known, 3, 0.5) or sorted(known)[:3]
    return f"there is no one {what} “{sought}” in this briefing; there are {', '.join(near) or 'none'}"
