"""The four files of the whole briefing: ``briefing.yml``, ``actors.yml``, ``sources.yml``, ``propositions.yml``."""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import field

from .. import ids
from ..model import (
    ActorNotes,
    Anchor,
    AnchorPair,
    BriefingNotes,
    ComparableNotes,
    EditionNotes,
    KeyLine,
    PropositionNotes,
    Record,
    Reliability,
    Site,
    Verdict,
    Withdrawal,
)
from .located import Fields, Node, Reader

ACTOR_TYPES = ("person", "organization", "place", "group")
PUBLISH = ("full", "excerpt", "quotes", "reference")
RELIABILITY = tuple("ABCDEF")
DISMISSED = "dismissed"
ACTOR_LISTS = ("merge", "keep_apart", "ignore", "redact")

_BRIEFING = (
    "title",
    "question",
    "scope",
    "as_of",
    "prepared_by",
    "edition",
    "handling",
    "note",
    "key_lines",
    "require_reviewed",
    "editions",
    "comparable",
)
_ACTOR = ("name", "type", "wikidata", "aliases", "identity")
_SITE = ("name", "domains", "aliases", "boilerplate", "publish", "withdrawn", "reliability", "language")
_RELIABILITY = ("letter", "by", "why", "on")
_PROPOSITION = ("statement", "claims", "conflicts", "agreements", "note")
_ANCHOR = ("id", "article", "exact", "prefix", "suffix", "stance", "note", "verdict")
_VERDICT = ("words", "by", "why", "on")
_PAIR = ("a", "b", "confirmed_by", "why")
_QID = re.compile(r"Q[1-9]\d{0,11}", re.ASCII)


class Actors(Record, frozen=True, kw_only=True):
    """``actors.yml``, with the line of every entry of its lists."""

    actors: tuple[ActorNotes, ...] = ()
    merge: tuple[tuple[str, ...], ...] = ()
    keep_apart: tuple[tuple[str, ...], ...] = ()
    ignore: tuple[str, ...] = ()
    redact: tuple[str, ...] = ()
    lines: dict[str, int] = field(default_factory=dict)


def briefing(reader: Reader, data: bytes) -> BriefingNotes:
    """``briefing.yml``."""
    fields = Fields(reader, 1)
    for key, value in reader.entries(data):
        fields.add(key, value, _BRIEFING, "the briefing")
    return BriefingNotes(
        title=fields.text("title"),
        question=fields.text("question"),
        scope=fields.text("scope"),
        as_of=fields.date("as_of"),
        prepared_by=fields.text("prepared_by"),
        edition=fields.text("edition"),
        handling=fields.text("handling"),
        note=fields.text("note"),
        key_lines=tuple(filter(None, (_key_line(reader, item) for item in fields.items("key_lines")))),
        require_reviewed=fields.choice("require_reviewed", ("key_lines",)),
        editions=tuple(filter(None, (_edition(reader, item) for item in fields.items("editions")))),
        comparable=tuple(filter(None, (_comparable(reader, item) for item in fields.items("comparable")))),
        file=reader.file,
    )


def _edition(reader: Reader, node: Node) -> EditionNotes | None:
    fields = reader.fields(node, ("name", "export"), "an edition")
    if fields is None:
        return None
    name, export = fields.text("name"), fields.text("export")
    if name and export:
        return EditionNotes(name=name, export=export, line=fields.line)
    missing = "export" if name else "name"
    reader.problem(fields.line, "bad-value", f"an edition has no {missing}", fix=f"write “{missing}: …”")
    return None


def _key_line(reader: Reader, node: Node) -> KeyLine | None:
    if node.text:
        return KeyLine(line=node.text, at=node.line)
    fields = reader.fields(node, ("line", "evidence"), "a key line")
    if fields is None:
        return None
    line = fields.text("line")
    if not line:
        reader.problem(fields.line, "bad-value", "a key line says nothing", fix="write “line: …”")
        return None
    return KeyLine(line=line, evidence=fields.texts("evidence"), at=fields.line)


def _comparable(reader: Reader, node: Node) -> ComparableNotes | None:
    """Figures that a person sets beside each other; without a reason and a name nobody said so."""
    fields = reader.fields(node, ("figures", "why", "by"), "an entry of “comparable”")
    if fields is None:
        return None
    figures = tuple(filter(None, (_anchor(reader, item) for item in fields.items("figures"))))
    why, by = fields.text("why"), fields.text("by")
    if len(figures) > 1 and why and by:
        return ComparableNotes(figures=figures, why=why, by=by, line=fields.line)
    message = "figures are compared only where a person sets two or more beside each other, and says why"
    missing = "figures" if len(figures) < 2 else "why" if not why else "by"
    reader.problem(fields.line, "bad-value", message, fix=f"write “{missing}: …”")
    return None


def actors(reader: Reader, data: bytes) -> Actors:
    """``actors.yml``: who is who, and the four lists."""
    found: list[ActorNotes] = []
    lists: dict[str, tuple[tuple[str, ...], ...]] = {}
    lines: dict[str, int] = {}
    for key, value in reader.entries(data):
        name = key.text or ""
        if name in ACTOR_LISTS:
            lists[name] = tuple(_list(reader, name, value, lines))
        elif valid_id(reader, key, "an actor's id"):
            actor = _actor(reader, name, key, value)
            if actor:
                found.append(actor)
    _torn(reader, lists.get("merge", ()), lists.get("keep_apart", ()), lines)
    return Actors(
        actors=tuple(found),
        merge=lists.get("merge", ()),
        keep_apart=lists.get("keep_apart", ()),
        ignore=tuple(words for (words,) in lists.get("ignore", ())),
        redact=tuple(words for (words,) in lists.get("redact", ())),
        lines=lines,
    )


def valid_id(reader: Reader, key: Node, what: str) -> bool:
    """Whether a key may be an id, and so an address."""
    name = key.text or ""
    if ids.VALID.fullmatch(name) and not ids.is_reserved(name):
        return True
    fix = f"use small letters, digits and hyphens: {ids.slug(name)}"
    reader.problem(key.line, "bad-id", f"{what} cannot be “{key.shown()}”", key.shown(), fix)
    return False


def _actor(reader: Reader, name: str, key: Node, value: Node) -> ActorNotes | None:
    if value.text:
        return ActorNotes(id=name, name=value.text, line=key.line)
    fields = reader.fields(value, _ACTOR, "an actor")
    if fields is None:
        return None
    shown = fields.text("name")
    if not shown:
        reader.problem(key.line, "no-name", f"the actor “{name}” has no name and is left out", name, "write “name: …”")
        return None
    wikidata = fields.text("wikidata")
    if wikidata and not _QID.fullmatch(wikidata):
        reader.wrong(fields.nodes["wikidata"], "a Wikidata id is a Q and digits", "write it like Q184, or null")
        wikidata = None
    return ActorNotes(
        id=name,
        name=shown,
        type=fields.choice("type", ACTOR_TYPES),
        wikidata=wikidata,
        aliases=fields.texts("aliases"),
        identity=fields.text("identity"),
        line=key.line,
    )


def _list(reader: Reader, name: str, value: Node, lines: dict[str, int]) -> Iterable[tuple[str, ...]]:
    """Entries of merge and keep_apart (two names or more each), of ignore and redact (one each)."""
    if value.items is None:
        if not value.is_null:
            reader.wrong(value, f"“{name}” is a list", "begin each entry with “- ”")
        return
    for item in value.items:
        if name in ("ignore", "redact"):
            words = reader.text(item, f"an entry of “{name}”")
            entry: tuple[str, ...] = (words,) if words else ()
        else:
            entry = tuple(dict.fromkeys(reader.texts(item, f"an entry of “{name}”")))
            if len(entry) < 2:
                reader.wrong(item, f"an entry of “{name}” names two actors or more", "write [one-id, other-id]")
                continue
        if entry:
            lines.setdefault(f"{name}: {', '.join(entry)}", item.line)
            yield entry


def _torn(
    reader: Reader, merge: Iterable[tuple[str, ...]], apart: Iterable[tuple[str, ...]], lines: dict[str, int]
) -> None:
    """Pairs that are merged, also by way of others, and kept apart at once."""
    head: dict[str, str] = {}

    def top(name: str) -> str:
        while head.get(name, name) != name:
            name = head[name]
        return name

    for entry in merge:
        for name in entry[1:]:
            head[top(name)] = top(entry[0])
    for entry in apart:
        if len({top(name) for name in entry}) < len(entry):
            words = ", ".join(entry)
            reader.problem(
                lines[f"keep_apart: {words}"],
                "torn",
                "actors that “merge” puts together are kept apart here; they stay apart",
                words,
                "take them out of one of the two lists",
            )


def sources(reader: Reader, data: bytes) -> tuple[Site, ...]:
    """``sources.yml``: what is known of each outlet."""
    found = []
    for key, value in reader.entries(data):
        fields = reader.fields(value, _SITE, "a source") if valid_id(reader, key, "a source's id") else None
        if fields is None:
            continue
        name = fields.text("name")
        if not name:
            reader.problem(key.line, "no-name", f"the source “{key.text}” has no name", key.text, "write “name: …”")
        found.append(
            Site(
                id=key.text or "",
                name=name or key.text or "",
                domains=_domains(reader, fields),
                aliases=fields.texts("aliases"),
                boilerplate=_patterns(reader, fields),
                publish=fields.choice("publish", PUBLISH),
                withdrawn=withdrawal(fields),
                reliability=_reliability(fields),
                language=fields.text("language"),
                file=reader.file,
                line=key.line,
            )
        )
    return tuple(found)


def withdrawal(fields: Fields) -> Withdrawal | None:
    """``withdrawn: {on, why}`` of an article or of all articles of an outlet."""
    if "withdrawn" not in fields:
        return None
    found = fields.reader.fields(fields.nodes["withdrawn"], ("on", "why"), "“withdrawn”")
    return Withdrawal(on=found.date("on"), why=found.text("why")) if found else Withdrawal()


def _reliability(fields: Fields) -> Reliability | None:
    """A letter, or ``{letter, by, why, on}``."""
    node = fields.nodes.get("reliability")
    if node is None or node.pairs is None:
        letter = fields.choice("reliability", RELIABILITY)
        return Reliability(letter=letter) if letter else None
    found = fields.reader.fields(node, _RELIABILITY, "“reliability”")
    letter = found.choice("letter", RELIABILITY) if found else None
    if found is None or letter is None:
        return None
    return Reliability(letter=letter, by=found.text("by"), why=found.text("why"), on=found.date("on"))


def _domains(reader: Reader, fields: Fields) -> tuple[str, ...]:
    """Host names, in small letters; of an address that stands there instead, its host."""
    hosts = []
    for written in fields.texts("domains"):
        host = re.sub(r"^(?:[a-z][a-z0-9+.-]*:)?//|[/?#:].*$", "", written.strip().lower(), flags=re.DOTALL)
        if host != written.strip().lower():
            line = fields.line_of("domains")
            reader.problem(line, "bad-value", "a domain is a host name, not an address", written, f"write {host}")
        if host:
            hosts.append(host)
    return tuple(hosts)


def _patterns(reader: Reader, fields: Fields) -> tuple[str, ...]:
    """Regular expressions for lines of boilerplate; those that do not compile are left out."""
    good = []
    for pattern in fields.texts("boilerplate"):
        try:
            re.compile(pattern)
        except (re.error, RecursionError, OverflowError) as error:
            line = fields.line_of("boilerplate")
            fix = "put a backslash before each of ( ) [ ] { } . * + ? | that stands for itself"
            reader.problem(line, "bad-pattern", f"this is no regular expression ({error})", pattern, fix)
        else:
            good.append(pattern)
    return tuple(good)


def propositions(reader: Reader, data: bytes) -> tuple[tuple[PropositionNotes, ...], tuple[tuple[str, ...], ...]]:
    """``propositions.yml``: statements, the claims under them, what a person found of these; suggestions dismissed."""
    found = []
    dismissed: tuple[tuple[str, ...], ...] = ()
    for key, value in reader.entries(data):
        if key.text == DISMISSED:
            dismissed = tuple(
                filter(None, (reader.texts(item, "a dismissed suggestion") for item in value.items or ()))
            )
            continue
        good = valid_id(reader, key, "a proposition's id")
        fields = reader.fields(value, _PROPOSITION, "a proposition") if good else None
        if fields is None:
            continue
        statement = fields.text("statement")
        if not statement:
            message = f"the proposition “{key.text}” states nothing and is left out"
            reader.problem(key.line, "no-statement", message, key.text, "write “statement: …”")
            continue
        found.append(
            PropositionNotes(
                id=key.text or "",
                statement=statement,
                claims=tuple(filter(None, (_anchor(reader, item) for item in fields.items("claims")))),
                conflicts=tuple(filter(None, (_pair(reader, item) for item in fields.items("conflicts")))),
                agreements=tuple(filter(None, (_pair(reader, item) for item in fields.items("agreements")))),
                note=fields.text("note"),
                line=key.line,
            )
        )
    return tuple(found), dismissed


def _anchor(reader: Reader, node: Node) -> Anchor | None:
    """An id (or unique prefix), or exact words and the article in which they stand."""
    if node.text:
        return Anchor(id=node.text, line=node.line)
    fields = reader.fields(node, _ANCHOR, "an anchor")
    if fields is None:
        return None
    anchor = Anchor(
        id=fields.text("id"),
        article=fields.text("article"),
        exact=fields.text("exact"),
        prefix=fields.text("prefix"),
        suffix=fields.text("suffix"),
        stance=fields.text("stance"),
        note=fields.text("note"),
        verdict=_verdict(reader, fields.nodes["verdict"]) if "verdict" in fields else None,
        line=fields.line,
    )
    if anchor.id or (anchor.article and anchor.exact):
        return anchor
    reader.wrong(node, "an anchor names no claim", 'write {article: "…", exact: "words of the claim"}, or an id')
    return None


def _verdict(reader: Reader, node: Node) -> Verdict | None:
    """What a person found of a claim: nothing without the words, and who says so."""
    fields = reader.fields(node, _VERDICT, "a verdict")
    if fields is None:
        return None
    words, by = fields.text("words"), fields.text("by")
    if words and by:
        return Verdict(words=words, by=by, why=fields.text("why"), on=fields.date("on"))
    missing = "words" if not words else "by"
    reader.problem(fields.line, "bad-value", f"a verdict without {missing} is not shown", fix=f"write “{missing}: …”")
    return None


def _pair(reader: Reader, node: Node) -> AnchorPair | None:
    fields = reader.fields(node, _PAIR, "a conflict or agreement")
    if fields is None:
        return None
    a, b = (_anchor(reader, fields.nodes[side]) if side in fields else None for side in ("a", "b"))
    by = fields.text("confirmed_by")
    if a and b and by:
        return AnchorPair(a=a, b=b, confirmed_by=by, why=fields.text("why"), line=fields.line)
    missing = [name for name in ("a", "b", "confirmed_by") if name not in fields]
    if missing:
        message = f"without {' and '.join(missing)} this is not shown: two claims, and the person who confirms it"
        reader.problem(fields.line, "bad-value", message, fix=f"write “{missing[0]}: …”")
    return None
