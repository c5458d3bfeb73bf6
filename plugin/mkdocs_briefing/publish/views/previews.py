"""What a preview of a link shows: an actor, an article, a quotation or claim, as plain words.

A preview is lines, each with the part it plays; ``assets/previews.js`` sets them as text. The data go with the page
that the link leads to, so that they are made where everything in them is at hand. So do the citations of its claims.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from ...model import Claim
from ..catalogue import Reading, anchor, position
from ..datafiles import script
from ..desk import Desk
from ..options import Options
from ..words import Words
from . import citing
from .speakers import Speaker, chain, cut, hedges, speaker

if TYPE_CHECKING:
    from .actors import ActorView
    from .article import ArticleView
    from .text import Item, Voice

Line = tuple[str, str]
"""The part it plays (``who``, ``how``, ``words``, ``foot``, ``from``), and its words."""


def site(options: Options, words: Words) -> dict[str, bytes]:
    """Where articles and actors have their pages, so that a script knows which links lead to one; its own words."""
    places = {options.articles_dir: "article", options.actors_dir: "actor"}
    said = {"copy": words("copy"), "done": words("copied"), "select": words("copy-by-hand")}
    links = {"atSource": words("words-at-source"), "original": words("original")}
    return script("site", "index", {"places": places, **said, **links})


def article(desk: Desk, view: ArticleView) -> dict[str, bytes]:
    """An article, and by their anchors its quotations and claims; and how its claims are cited."""
    reading = desk.catalogue.reading(view.id)
    head = [("who", view.title), ("how", f"{view.outlet} · {view.date}")]
    head += [("words", view.description)] if view.description else []
    head += [("foot", flaw.message) for flaw in view.flaws]
    parts: dict[str, Any] = dict(_voices(desk, view.items))
    cited: dict[str, citing.Passage] = {}
    for claim in desk.catalogue.claims_in[view.id]:
        n, at = reading.attribution(claim), anchor(claim.id)
        who = speaker(desk, reading, n) if n is not None else None
        parts[at] = _claim(desk, reading, claim, n, who)
        cited[at] = citing.claim(desk, reading, claim, who)
    return script("article", view.id, {"": head, **parts, "cite": citing.for_scripts(desk, reading, cited)})


def actor(desk: Desk, view: ActorView) -> dict[str, bytes]:
    """Who it is, as people wrote or articles state; how often it speaks."""
    if view.page > 1:
        return {}
    w = desk.words
    lines = [("who", view.name), ("how", " · ".join(part for part in (view.type, view.identity) if part))]
    if view.roles:
        lines.append(("words", w("quoted", words=view.roles[0].words)))
    counts = [w("in-n-articles-sentence", n=view.articles), w("quoted-n", n=view.quoted)]
    lines.append(("from", " ".join([*counts, *([w("reported-n", n=view.reported)] if view.reported else [])])))
    return script("actor", view.id, {"": lines})


def _voices(desk: Desk, items: Iterable[Item]) -> Iterator[tuple[str, list[Line]]]:
    """Each quotation that has a head or a line of its own."""
    for item in items:
        for voice in (*item.heads, *item.scraps):
            yield voice.anchor, _said(desk, voice)


def _said(desk: Desk, voice: Voice) -> list[Line]:
    lines = [*_head(desk, voice.speaker), ("words", desk.words("quoted", words=voice.said))]
    lines += [("foot", f"{line.label} {_plain(line.words)}") for line in voice.foot]
    lines.append(("from", desk.words.line(voice.line)))
    return lines


def _claim(desk: Desk, reading: Reading, claim: Claim, n: int | None, who: Speaker | None) -> list[Line]:
    """Its sentence whole, with every word of doubt named: nothing is bold here."""
    w = desk.words
    lines = [*_head(desk, who)] if who else [("how", w("article-itself"))]
    if claim.polarity == "denied":
        lines.append(("foot", f"⊘ {w('denies')}"))
    lines.append(("words", cut(reading.text, claim.spans)))
    if n is not None:
        for label, printed in hedges(desk, reading, n).items():
            lines.append(("foot", f"{w(label)} " + " · ".join([w("quoted", words=words) for words in printed])))
        if hops := chain(desk, reading, n):
            lines.append(("foot", f"{w('through')} " + " → ".join([name for name, _ in hops])))
    lines.append(("from", w.line(reading.line(position(claim)[1]))))
    return lines


def _head(desk: Desk, who: Speaker) -> tuple[Line, Line]:
    return (
        ("who", f"{who.name} {desk.words('unnamed')}" if who.unnamed else who.name),
        ("how", f"{who.mark} {desk.words('certainty-nominal') if who.described else who.how}".strip()),
    )


def _plain(words: Markup) -> str:
    return words.striptags() if "<" in words or "&" in words else " ".join(words.split())
