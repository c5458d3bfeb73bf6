"""What people write about one article: metadata and corrections, in its front matter or in a sidecar beside it."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from ..model import Correction, Declared, Notes, Problem, Source
from . import edtf
from .anchors import slip, suggest
from .files import PUBLISH, withdrawal
from .located import Fields, Node, Reader, bad_date

METADATA = {
    "title": "title",
    "author": "author",
    "authors": "author",
    "publisher": "publisher",
    "date": "date",
    "updated": "updated",
    "retrieved": "retrieved",
    "url": "url",
    "archived_url": "archived_url",
    "language": "language",
}
"""Keys that state metadata, and the field each one states."""
DATES = ("date", "updated", "retrieved")
OTHERS = ("id", "publish", "private", "withdrawn", "tags", "corrections")
ORIGIN = ("original", "sha256", "earlier")
"""Keys of a sidecar that ``briefing add`` writes: where the bytes are from."""
KEYS = (*METADATA, *OTHERS, *ORIGIN)

CERTAINTIES = ("explicit", "nominal", "pronoun", "implicit", "unknown")
USES = ("speech", "scare", "title", "term", "slogan", "unclear")
POLARITIES = ("asserted", "denied", "conditional", "predicted", "question")

_ANY = ("why", "by", "on", "prefix", "suffix")
_KINDS: dict[str, tuple[str, ...]] = {
    "quote": ("speaker", "certainty", "use", "via", *_ANY),
    "reject_quote": ("use", *_ANY),
    "claim": ("source", "speaker", "certainty", "via", "polarity", "said", *_ANY),
    "reject_claim": _ANY,
    "confirm": _ANY,
    "meant": _ANY,
    "keep_line": _ANY,
    "drop_line": _ANY,
}
"""What a correction may say, by its kind."""


def sidecar_names(path: str) -> tuple[str, ...]:
    """Names of the sidecar of an article, the plainest last: ``005.txt.yml`` is for one of several ``005.*``."""
    name = path.rpartition("/")[2]
    stem = path[: len(path) - len(name) + name.rindex(".")] if name.rfind(".") > 0 else path
    return (f"{path}.yml", f"{path}.yaml", f"{stem}.yml", f"{stem}.yaml")


def sidecar(root: Path, path: str) -> tuple[str, bytes] | None:
    """Name (relative to the corpus) and bytes of the article's sidecar, where it has one."""
    if "#" in path and not (root / path).is_file():
        return None
    for name in sidecar_names(path):
        file = root / name
        if file.is_file():
            return name, file.read_bytes()
    return None


def read(source: Source, beside: tuple[str, bytes] | None) -> tuple[Notes, tuple[Problem, ...]]:
    """Front matter and sidecar together; what the sidecar states, it states alone."""
    parts = []
    if beside:
        parts.append(_notes(Reader(beside[0]), beside[1], "sidecar", 1, source.sha256))
    if source.front_matter:
        parts.append(_notes(Reader(source.path), source.front_matter, "front-matter", source.front_matter_line))
    if not parts:
        return Notes(), ()
    notes, problems = parts[0]
    for below, more in parts[1:]:
        notes = _over(notes, below)
        problems = (*problems, *more)
    return notes, problems


def _over(upper: Notes, lower: Notes) -> Notes:
    stated = {declared.field for declared in upper.declared}
    return Notes(
        id=upper.id or lower.id,
        declared=(*upper.declared, *(d for d in lower.declared if d.field not in stated)),
        corrections=(*upper.corrections, *lower.corrections),
        publish=upper.publish or lower.publish,
        private=upper.private or lower.private,
        withdrawn=upper.withdrawn or lower.withdrawn,
        tags=tuple(dict.fromkeys((*upper.tags, *lower.tags))),
    )


def _notes(
    reader: Reader, data: bytes | str, place: str, first_line: int, sha256: str | None = None
) -> tuple[Notes, tuple[Problem, ...]]:
    fields = Fields(reader, first_line)
    declared: list[Declared] = []
    for key, value in reader.entries(data, first_line):
        name = key.text or ""
        if name in METADATA:
            declared += _declared(reader, name, value, f"{place}:{key.line}")
        elif name in OTHERS or place == "sidecar":
            fields.add(key, value, KEYS, "an article")
        elif not reader.has_enough and (near := slip(name, (*METADATA, *OTHERS))):
            # front matter may hold keys for other programs: only a slip of the pen for one of ours is worth a note
            fix = f"did you mean “{near}”?"
            reader.problem(key.line, "unknown-key", f"“{name}” says nothing here", name, fix, note=True)
    notes = Notes(
        id=fields.text("id"),
        declared=tuple(declared),
        corrections=tuple(filter(None, (_correction(reader, item) for item in fields.items("corrections")))),
        publish=fields.choice("publish", PUBLISH),
        private=fields.flag("private"),
        withdrawn=withdrawal(fields),
        tags=fields.texts("tags"),
    )
    if sha256:
        _check_origin(reader, fields, sha256)
    return notes, tuple(reader.problems)


def _check_origin(reader: Reader, fields: Fields, sha256: str) -> None:
    """The bytes must be those that were retrieved."""
    fields.text("original")
    for version in fields.items("earlier"):
        if found := reader.fields(version, ("file", "retrieved", "sha256"), "an earlier version"):
            found.date("retrieved")
    noted = fields.text("sha256")
    if noted and noted.lower() != sha256:
        reader.problem(
            fields.nodes["sha256"].line,
            "other-bytes",
            "the article's bytes are not those that were retrieved",
            noted,
            f"bring the article back, or note that it was edited: sha256: {sha256}",
        )


def _declared(reader: Reader, name: str, value: Node, where: str) -> list[Declared]:
    """The value of a key, or of ``{value, by, why}``."""
    field = METADATA[name]
    if value.pairs is not None:
        told = reader.fields(value, ("value", "by", "why"), f"“{name}”")
        if told is None or "value" not in told:
            reader.problem(value.line, "bad-value", f"“{name}” has no value", fix=f"write {name}: {{value: …, by: …}}")
            return []
        by, why = told.text("by"), told.text("why")
        return [replace(d, by=by, why=why) for d in _declared(reader, name, told.nodes["value"], where)]
    if name in DATES:
        words = reader.text(value, f"“{name}”")
        date = edtf.normal(words) if words else None
        if words and date is None:
            bad_date(reader, value, name)
        return [Declared(field=field, value=date, where=where, words=words if words != date else None)] if date else []
    single = reader.text(value, f"“{name}”") if field != "author" else None
    values = reader.texts(value, f"“{name}”") if field == "author" else (single or "",)
    return [Declared(field=field, value=words.strip(), where=where) for words in values if words.strip()]


def _correction(reader: Reader, node: Node) -> Correction | None:
    """One item of ``corrections:``; its first key says what it does, and to which words."""
    if node.pairs is None:
        reader.wrong(node, "a correction is a mapping", 'write {quote: "words of the article", speaker: …}')
        return None
    named = {key.text or "": key for key, _ in node.pairs}
    kinds = [kind for kind in _KINDS if kind in named]
    if len(kinds) != 1:
        near = next((k for k in (suggest(name, _KINDS) for name in named) if k), None)
        message = "a correction has one of " + ", ".join(_KINDS) + (" and not two" if kinds else "")
        reader.wrong(node, message, "write two corrections" if kinds else f"did you mean “{near}”?" if near else None)
        return None
    kind = kinds[0]
    fields = reader.fields(node, (kind, *_KINDS[kind]), f"a correction with “{kind}”")
    if fields is None:
        return None
    words, meant = _printed(reader, fields) if kind == "meant" else (fields.text(kind), None)
    if not words or not words.strip():
        reader.wrong(node, f"“{kind}” holds no words of the article", "copy the words from the article")
        return None
    return Correction(
        kind=kind,  # type: ignore[arg-type]
        words=words,
        prefix=fields.text("prefix"),
        suffix=fields.text("suffix"),
        speaker=fields.text("source") or fields.text("speaker"),
        certainty=fields.choice("certainty", CERTAINTIES),
        use=fields.choice("use", USES),
        via=fields.texts("via") if "via" in fields.nodes else None,
        polarity=fields.choice("polarity", POLARITIES),
        said=fields.date("said"),
        meant=meant,
        by=fields.text("by"),
        why=fields.text("why"),
        on=fields.date("on"),
        file=reader.file,
        line=node.line,
    )


def _printed(reader: Reader, fields: Fields) -> tuple[str | None, str | None]:
    """The printed words and what was meant by them."""
    pair = reader.fields(fields.nodes["meant"], ("printed", "meant"), "“meant”")
    if pair is None:
        return None, None
    meant = pair.text("meant")
    if not meant:
        reader.problem(pair.line, "bad-value", "nothing is said to be meant", fix="write {printed: …, meant: …}")
        return None, None
    return pair.text("printed"), meant
