"""``[[…]]`` and ``briefing`` blocks in the Markdown that people write: links, endnotes and listings.

Read before Markdown is, outside code. What comes of it is HTML whose words are spelled with character references
wherever a letter could mean something to Markdown or to another plugin: words of articles are never parsed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from html import escape
from typing import NamedTuple

from jinja2 import Environment
from markupsafe import Markup

from ..curation.anchors import suggest
from ..curation.located import Reader
from ..ids import fold
from ..model import Actor, BriefingNotes, Problem, Record
from .catalogue import Catalogue
from .desk import Desk
from .views import embedded
from .views.embedded import Note

KINDS = ("actor", "article", "claim", "quote")

_FENCE = re.compile(r"(?P<indent>[ \t]*)(?P<marks>`{3,}|~{3,})(?P<info>[^\n`]*)")
_LISTING = re.compile(r"\{?\s*\.?briefing\s+(?P<kind>[\w-]+)\s*\}?\s*")
_CONTAINER = re.compile(r"\s*(?:[-*+]|\d+[.)]|!!!|\?\?\?\+?|===|\[\^[^\]]+\]:|:)(?:\s|$)")
_TOKEN = re.compile(
    r"\\[\\`\[]"  # an escaped letter
    r"|<!--|<(?P<raw>script|style|pre|code|textarea)\b"
    r"|`+"
    r"|(?P<reference>\[\[(?P<target>[^\[\]\n|]{1,300})(?:\|(?P<label>[^\[\]\n]{1,300}))?\]\])(?!\(|\[)",
    re.IGNORECASE,
)
_SMALL = {letter: letter + 32 for letter in range(ord("A"), ord("Z") + 1)}
_TITLE = re.compile(r"^#[ \t]+(.+?)[ \t]*#*[ \t]*$", re.MULTILINE)
_TICKS = re.compile("`+")
_TAGS = re.compile(r"<[^<>]*>")
_ATTRIBUTE = re.compile(r'"[^"]*"')
_ANY = re.compile(r"&(?:#\d+|#x[0-9a-fA-F]+|\w+);|[^\w\s]|_|\s+", re.ASCII)
"""letters that may mean something in text"""
_LOUD = re.compile(r"&(?:#\d+|#x[0-9a-fA-F]+|\w+);|[^\w\s\"./:#?&=;,+~()'-]|\s+", re.ASCII)
"""letters that may mean something in an attribute, to whatever reads before Markdown does"""
_ID = re.compile(r'\bid="([^"]+)"')


class Written(Record, frozen=True, kw_only=True):
    """A page that a person wrote: its place below ``docs_dir``, its file, the line of that where ``text`` begins."""

    uri: str
    file: str
    text: str
    line: int = 1
    title: str = ""

    @property
    def name(self) -> str:
        """What others call it: its title, its first heading, or the name of its file."""
        heading = _TITLE.search(self.text)
        found = self.title or (heading[1] if heading else "") or self.uri.rpartition("/")[2].removesuffix(".md")
        return _REFERENCE.sub(lambda m: m["label"] or m["target"], found)


_REFERENCE = re.compile(r"\[\[(?P<target>[^\[\]\n|]+)(?:\|(?P<label>[^\[\]\n]+))?\]\]")


def lines(notes: BriefingNotes) -> Iterator[Written]:
    """The lines of ``briefing.yml`` in which references are read."""
    for key_line in notes.key_lines:
        yield Written(uri="index.md", file=notes.file, text=key_line.line, line=key_line.at or 1)
    for words in (notes.scope, notes.note):
        yield Written(uri="index.md", file=notes.file, text=words or "")


class Reference(NamedTuple):
    """``[[kind:target|label]]`` at ``[start, end)`` of a page's text."""

    kind: str
    target: str
    label: str
    start: int
    end: int


class Listing(NamedTuple):
    """A fenced block ``briefing KIND``, from its first mark to its last, and its lines of YAML."""

    kind: str
    body: str
    indent: str
    start: int
    end: int


class Target(NamedTuple):
    """What a reference means: the id of an actor or article, or of a claim or quotation in one."""

    kind: str
    id: str


# ------------------------------------------------------------------ reading


def scan(text: str) -> Iterator[Reference | Listing]:
    """What stands in a page, in order; code blocks, inline code and comments are left alone. Linear in the text."""
    lower = text.translate(_SMALL)
    for start, end, listing in _pieces(text):
        if listing:
            yield listing
            continue
        for match in _references(text, lower, start, end):
            kind, colon, rest = match["target"].partition(":")
            known = bool(colon) and kind.strip() in KINDS
            target = rest if known else match["target"]
            label = (match["label"] or "").strip()
            yield Reference(kind.strip() if known else "actor", target.strip(), label, *match.span("reference"))


def _references(text: str, lower: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """References in a stretch of prose, outside inline code, comments, and elements whose text is no prose."""
    runs: dict[int, list[int]] = {}
    """length of a run of backticks to the offsets of such runs, last one first"""
    for run in _TICKS.finditer(text, start, end):
        runs.setdefault(len(run[0]), []).append(run.start())
    for offsets in runs.values():
        offsets.reverse()
    at = start
    never: set[str] = set()
    """ends that stand nowhere further on"""
    while match := _TOKEN.search(text, at, end):
        at = match.end()
        if match["reference"]:
            yield match
        elif match[0][0] == "`":
            same = runs.get(len(match[0]), [])
            while same and same[-1] < at:
                same.pop()
            if same:
                at = same[-1] + len(match[0])
        elif match[0][0] == "<":
            end_mark = f"</{match['raw'].lower()}" if match["raw"] else "-->"
            if end_mark not in never:
                closed = lower.find(end_mark, at, end)
                at = closed + len(end_mark) if closed >= 0 else at
                never |= {end_mark} if closed < 0 else set()


def _pieces(text: str) -> Iterator[tuple[int, int, Listing | None]]:
    """Stretches of prose, and the listings between them; other code falls out."""
    begin = at = 0
    fence: re.Match[str] | None = None
    opened = 0
    contained = blank = False
    for line in text.splitlines(keepends=True):
        end = at + len(line)
        match = _FENCE.match(line)
        if fence:
            if match and match["marks"].startswith(fence["marks"]) and not match["info"].strip():
                kind = _LISTING.fullmatch(fence["info"].strip())
                body = text[opened:at]
                stop = end - (len(line) - len(line.rstrip("\r\n")))
                if kind:
                    yield begin, stop, Listing(kind["kind"], body, fence["indent"], begin, stop)
                fence, begin = None, stop if kind else end
        elif match:
            yield begin, at, None
            fence, begin, opened = match, at, end
        elif line.strip():
            indented = line.startswith(("    ", "\t"))
            if indented and blank and not contained:
                yield begin, at, None
                begin = end
            elif not indented:
                contained = bool(_CONTAINER.match(line))
        blank = not line.strip() or (blank and begin == end)
        at = end
    if not fence:
        yield begin, at, None


# ------------------------------------------------------------------ meaning


class References:
    """What references mean in a briefing, and the HTML that stands for them."""

    def __init__(self, catalogue: Catalogue, templates: Environment, desk: Callable[[str], Desk]) -> None:
        """``desk``: the desk of the page with a place below ``docs_dir``."""
        self._catalogue = catalogue
        self._templates = templates
        self._desk = desk
        self._names: dict[str, list[Actor]] | None = None

    def problems(self, page: Written) -> Iterator[Problem]:
        """References and filters that mean nothing, with line and nearest match."""
        for found in scan(page.text):
            line = page.line + page.text.count("\n", 0, found.start)
            if isinstance(found, Listing):
                yield from self._listing(self._desk(page.uri), found, page.file, line + 1)[1]
            elif self.target(found) is None:
                yield self._missing(found, page.file, line)

    def cited(self, pages: Iterable[Written]) -> dict[tuple[str, str], list[tuple[str, str]]]:
        """Kind and id of what pages cite, to titles and places of the pages, in their order."""
        citing: dict[tuple[str, str], dict[str, str]] = {}
        for page in pages:
            for found in scan(page.text):
                target = self.target(found) if isinstance(found, Reference) else None
                for one in self._pages_of(target) if target else ():
                    citing.setdefault(one, {})[page.uri] = page.name
        return {one: [(title, uri) for uri, title in by.items()] for one, by in citing.items()}

    def _pages_of(self, target: Target) -> Iterator[tuple[str, str]]:
        """The pages that tell of a citation: the actor's, the article's, and of a claim the speaker's too."""
        if target.kind in ("actor", "article"):
            yield target
            return
        claim = self._catalogue.meant(target.id)
        article = claim.article if claim else self._catalogue.article_of(target.id)
        if article:
            yield "article", article
        if claim and claim.actor:
            yield "actor", claim.actor

    def put(self, text: str, uri: str) -> str:
        """The text of a page with links, endnotes and listings in place of what was written for them."""
        desk = self._desk(uri)
        parts, at, notes, listings = [], 0, dict[str, Note](), 0
        for found in scan(text):
            parts.append(text[at : found.start])
            at = found.end
            if isinstance(found, Listing):
                listings += 1
                html = self._listing(desk, found, "", 1)[0]
                parts.append(f"\n{found.indent}{opaque(_apart(html, f'listing-{listings}'))}\n")
            else:
                parts.append(self._reference(desk, found, notes))
        if not parts:
            return text
        parts.append(text[at:])
        if notes:
            html = self._templates.get_template("briefing/endnotes.html").render(notes=list(notes.values()), desk=desk)
            parts.append(f"\n\n{opaque(desk.rooted(html))}\n")
        return "".join(parts)

    def in_line(self, desk: Desk, words: str) -> Markup:
        """A line of ``briefing.yml`` as HTML: references are links, everything else is as it is written."""
        parts, at = [], 0
        for match in _REFERENCE.finditer(words):
            kind, colon, rest = match["target"].partition(":")
            known = bool(colon) and kind.strip() in KINDS
            found = Reference(
                kind.strip() if known else "actor",
                (rest if known else match["target"]).strip(),
                (match["label"] or "").strip(),
                *match.span(),
            )
            parts += [Markup(escape(words[at : match.start()], quote=False)), self._link(desk, found)]
            at = match.end()
        return Markup("").join([*parts, Markup(escape(words[at:], quote=False))])

    def target(self, found: Reference) -> Target | None:
        """What it means; None where there is no such thing, or several."""
        catalogue, sought = self._catalogue, found.target
        if found.kind == "actor":
            meant = self._called(sought)
            return Target("actor", meant[0].id) if len(meant) == 1 else None
        if found.kind == "article":
            ids = [id for id, e in catalogue.entries.items() if sought in (id, e.card.path)]
            ids = ids or [id for id in catalogue.entries if id.startswith(sought)]
            return Target("article", ids[0]) if len(ids) == 1 else None
        if found.kind == "quote":
            keys = [id for id in self._quotations(sought) if id.startswith(sought)]
            exact = [id for id in keys if id == sought]
            if len(exact or keys) == 1:
                return Target("quote", (exact or keys)[0])
        claim = catalogue.meant(sought)
        return Target("claim", claim.id) if claim else None

    def _quotations(self, sought: str) -> Iterator[str]:
        article = self._catalogue.article_of(sought)
        return embedded.quotation_ids(self._catalogue, article) if article else iter(())

    def _called(self, words: str) -> list[Actor]:
        """The actors with pages that go by these words: an id, else a name, else an alias."""
        if words in self._catalogue.actors:
            return [self._catalogue.actors[words]]
        if self._names is None:
            self._names = {}
            for actor in self._catalogue.briefing.actors:
                for name in dict.fromkeys(fold(a) for a in (actor.name, *(alias.text for alias in actor.aliases))):
                    self._names.setdefault(name, []).append(actor)
        found = self._names.get(fold(words), [])
        whole = [actor for actor in found if fold(actor.name) == fold(words)]
        return whole if len(whole) == 1 else found

    def _missing(self, found: Reference, file: str, line: int) -> Problem:
        several = self._called(found.target) if found.kind == "actor" else []
        if len(several) > 1:
            message = f"“{found.target}” may be {' or '.join(a.id for a in several[:4])}"
            fix: str | None = f"write [[{several[0].id}|{found.label or found.target}]]"
        else:
            near = suggest(found.target, self._choices(found))
            message = f"there is no {_WHAT[found.kind]} “{found.target}”"
            prefix = "" if found.kind == "actor" else f"{found.kind}:"
            fix = f"did you mean [[{prefix}{near}]]?" if near else None
        return Problem(file=file, line=line, code="reference-unmatched", message=message, value=found.target, fix=fix)

    def _choices(self, found: Reference) -> Iterable[str]:
        if found.kind == "actor":
            return [name for a in self._catalogue.briefing.actors for name in (a.name, a.id)]
        if found.kind == "article":
            return self._catalogue.entries
        if found.kind == "quote" and (article := self._catalogue.article_of(found.target)):
            return list(embedded.quotation_ids(self._catalogue, article))
        return self._catalogue.claims

    # ------------------------------------------------------------------ HTML

    def _reference(self, desk: Desk, found: Reference, notes: dict[str, Note]) -> str:
        """The Markdown that stands for a reference: a label is the person's own, and Markdown may read it."""
        target = self.target(found)
        if target is None or target.kind in ("actor", "article"):
            link = self._address(desk, target)
            label = found.label or opaque(str(escape(self._name(desk, found, target), quote=False)))
            return f'<a class="bf-ref" href="{_spelled(link, _LOUD)}">{label}</a>' if link else label
        note = notes.get(target.id)
        if note is None:
            note = notes[target.id] = embedded.note(desk, target.kind, target.id, len(notes) + 1)
        back = note.cited()
        mark = f'<sup class="bf-ref" id="{back}"><a href="#bf-note-{note.number}">&#91;{note.number}&#93;</a></sup>'
        return f"{found.label}{mark}"

    def _link(self, desk: Desk, found: Reference) -> Markup:
        """A reference in a line of text: a claim's number of endnotes is the page's, so here it is a link."""
        target = self.target(found)
        link = self._address(desk, target)
        name = Markup(escape(found.label or self._name(desk, found, target), quote=False))
        return Markup('<a class="bf-ref" href="{}">{}</a>').format(link, name) if link else name

    def _address(self, desk: Desk, target: Target | None) -> str | None:
        if target is None:
            return None
        if target.kind in ("actor", "article"):
            return desk.link(target.kind, target.id)
        return embedded.address(desk, target.kind, target.id)

    def _name(self, desk: Desk, found: Reference, target: Target | None) -> str:
        """What a reference without a label shows: an actor as written, an article's title, a claim's speaker."""
        if target is None:
            return found.target
        if target.kind == "actor":
            return desk.name(target.id) if found.target == target.id else found.target
        return desk.title(target.id) if target.kind == "article" else embedded.who(desk, target.kind, target.id)

    def _listing(self, desk: Desk, found: Listing, file: str, line: int) -> tuple[str, list[Problem]]:
        reader = Reader(file)
        wanted = embedded.wanted(reader, found.kind, found.body, line, self._catalogue, self._called)
        if wanted is None:
            return "", reader.problems
        view = embedded.listing(desk, wanted)
        html = self._templates.get_template("briefing/listing.html").render(view=view, desk=desk)
        return desk.rooted(html), reader.problems


_WHAT = {"actor": "actor", "article": "article", "claim": "claim", "quote": "quotation"}


def opaque(html: str) -> str:
    """The same HTML on one line, in which Markdown and other plugins find nothing to read."""
    parts, at = [], 0
    for tag in _TAGS.finditer(html):
        parts += [_spelled(html[at : tag.start()]), _ATTRIBUTE.sub(lambda m: _spelled(m[0], _LOUD), tag[0])]
        at = tag.end()
    return " ".join("".join([*parts, _spelled(html[at:])]).split("\n"))


def _spelled(words: str, loud: re.Pattern[str] = _ANY) -> str:
    return loud.sub(lambda m: _reference_to(m[0]), words)


def _reference_to(found: str) -> str:
    if found[0] == "&" and len(found) > 1:
        return found
    if found.isspace():
        return "&#10;" if "\n" in found else " "
    return f"&#{ord(found)};" if found.isascii() else found


def _apart(html: str, prefix: str) -> str:
    """The ids of a listing with a prefix, so that none stands twice on a page."""
    ids = set(_ID.findall(html))
    if not ids:
        return html
    either = "|".join(sorted(map(re.escape, ids), key=len, reverse=True))
    inside = re.compile(rf'(?<=[" #])(?:{either})(?=[" ])')
    names = re.compile(r'\b(?:id|href|for|aria-[a-z]+|xlink:href)="[^"]*"')
    return names.sub(lambda m: inside.sub(lambda i: f"{prefix}-{i[0]}", m[0]) if _local(m[0]) else m[0], html)


def _local(attribute: str) -> bool:
    return not attribute.startswith(("href", "xlink")) or '="#' in attribute
