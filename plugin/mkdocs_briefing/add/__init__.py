"""Articles brought into the corpus: each with a sidecar that says where it came from, when, and its SHA-256.

What was there is never lost: a page that has changed since it was fetched is kept beside the new one. Nothing else of
this package asks another host for anything.
"""

from __future__ import annotations

import codecs
import difflib
import hashlib
import os
import re
import tempfile
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from msgspec.structs import replace

from .. import ids
from ..curation.corrections import sidecar_names
from ..curation.snippets import sidecar as sidecar_of
from ..model import Record, Source
from ..read import RECORDS, SINGLE, read
from ..read.mhtml import mhtml_of
from . import sidecars
from .web import Refused, fetch

_COMPARED = 5000
"""Lines of an article that are still compared with those of its earlier version."""

__all__ = ["Added", "Refused", "add"]


class Added(Record, frozen=True, kw_only=True):
    """What became of one article; paths are relative to the corpus."""

    path: str
    sidecar: str
    sha256: str
    retrieved: str
    state: str
    """``added``, ``changed`` or ``unchanged``"""
    earlier: sidecars.Version | None = None
    diff: tuple[str, ...] = ()
    doubt: str | None = None
    """what a person should look at"""


class _Given(Record, frozen=True, kw_only=True):
    """The bytes of one article, and where they are from."""

    data: bytes
    suffix: str
    stem: str
    key: str
    """``url`` or ``original``: the key of the sidecar that says where it is from"""
    origin: str
    charset: str | None = None


def add(corpus: Path, given: str, *, retrieved: str, name: str | None = None, allow_private: bool = False) -> Added:
    """Bring the file or address ``given`` into ``corpus``, as ``name`` (without a suffix) where there is one.

    Raises ``Refused`` where there is no article to be had, or a place that cannot be written; nothing is then changed.
    """
    article = (
        _fetched(given, allow_private) if re.match(r"[a-z][a-z0-9+.-]*://", given, re.I) else _found(corpus, given)
    )
    source = _source(article.data, article.suffix)
    if charset := _only_named_by_server(article, source):
        article = replace(article, data=mhtml_of(article.data, charset, article.origin), suffix=".mhtml", charset=None)
        source = _source(article.data, article.suffix)
    path = _place(corpus, article, name)
    target = corpus / path
    try:
        if not target.exists():
            return replace(_new(corpus, path, article, retrieved), doubt=_doubt(article, source))
        old = target.read_bytes()
        if old == article.data:
            beside, text = _sidecar(corpus, path)
            known = sidecars.values(text).get("retrieved", "")
            return Added(path=path, sidecar=beside, sha256=_sha256(old), retrieved=known, state="unchanged")
        return replace(_changed(corpus, path, article, source, retrieved), doubt=_doubt(article, source))
    except OSError as error:
        raise Refused(f"cannot be written to {target} ({error.strerror})") from error


# ------------------------------------------------------------------ what was given


def _fetched(address: str, allow_private: bool) -> _Given:
    page = fetch(address, allow_private=allow_private)
    parts = urlsplit(page.address)
    last = PurePosixPath(unquote(parts.path)).stem
    stem = ids.slug(last) if re.search(r"\w", last) else ids.slug(parts.hostname or "")
    return _Given(data=page.data, suffix=page.suffix, stem=stem, key="url", origin=page.address, charset=page.charset)


def _found(corpus: Path, given: str) -> _Given:
    file = Path(given)
    suffix = file.suffix.lower()
    if file.name.lower().endswith(RECORDS):
        raise Refused("holds many articles, which say themselves where they are from: copy it into the corpus as it is")
    if suffix not in SINGLE:
        raise Refused(f"is no article: its name ends in none of {', '.join(SINGLE)}")
    if file.resolve().is_relative_to(corpus.resolve()):
        raise Refused("lies in the corpus already")
    if file.exists() and not file.is_file():
        raise Refused("is not an ordinary file")
    problems = read(file.parent, file.name).problems
    if problems:
        raise Refused(problems[0].message)
    stem = re.sub(r"[#\x00-\x1f\x7f]", "-", file.stem).lstrip(".") or "article"
    return _Given(data=file.read_bytes(), suffix=suffix, stem=stem, key="original", origin=given)


def _source(data: bytes, suffix: str) -> Source:
    """The article as the build will read it."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / f"article{suffix}").write_bytes(data)
        reading = read(Path(folder), f"article{suffix}")
    if reading.problems:
        raise Refused(reading.problems[0].message)
    return reading.sources[0]


def _only_named_by_server(article: _Given, source: Source) -> str | None:
    """The charset without which a page would be read as another text; with its answer it would be lost."""
    if article.suffix != ".html" or not _doubt(article, source):
        return None
    with_charset = _source(mhtml_of(article.data, article.charset or "", article.origin), ".mhtml")
    return article.charset if with_charset.text != source.text else None


def _doubt(article: _Given, source: Source) -> str | None:
    """Another charset than the server names: its word is not believed against bytes that are plainly in this one."""
    if article.charset is None or article.data.isascii() or article.suffix not in (".html", ".txt", ".md"):
        return None
    try:
        named = codecs.lookup(article.charset).name
        same = article.data.decode(named) == article.data.decode(source.encoding)
    except (LookupError, ValueError):
        same = False
    if same:
        return None
    return f"the server calls it {article.charset}, but it is read as {source.encoding}: see whether that is right"


# ------------------------------------------------------------------ where it goes


def _place(corpus: Path, article: _Given, name: str | None) -> str:
    """The path in the corpus: that of the same article where it is known, else a new one."""
    if name is not None:
        stem = name[: -len(article.suffix)] if name.lower().endswith(article.suffix) else name
        pure = PurePosixPath(stem)
        if pure.is_absolute() or not pure.name or any(part == ".." or part.startswith(".") for part in pure.parts):
            raise Refused(f"cannot be called “{name}”: write a name inside the corpus, such as harbour/pier")
        return _free_of_other_kinds(corpus, f"{pure}{article.suffix}", named=True)
    if known := sidecars.article_from(corpus, article.key, article.origin):
        return _free_of_other_kinds(corpus, str(PurePosixPath(known).with_suffix(article.suffix)), known=known)
    stem, number = article.stem, 1
    while any((corpus / f"{stem}{suffix}").exists() for suffix in (*SINGLE, ".yml")):
        number += 1
        stem = f"{article.stem}-{number}"
    return f"{stem}{article.suffix}"


def _free_of_other_kinds(corpus: Path, path: str, known: str | None = None, named: bool = False) -> str:
    """The path, where no article of another format has the same name: its versions could not be told apart."""
    stem = PurePosixPath(path).with_suffix("")
    others = [f"{stem}{suffix}" for suffix in SINGLE if (corpus / f"{stem}{suffix}").exists()]
    if (known and known != path) or (named and others and path not in others):
        other = known or others[0]
        raise Refused(f"is of another format than {other}, which it would take the place of: use --as with a new name")
    return path


def _sidecar(corpus: Path, path: str) -> tuple[str, str]:
    """Name and text of the article's sidecar; no text where there is none yet."""
    beside = [p.relative_to(corpus).as_posix() for p in (corpus / path).parent.glob("*") if p.suffix in SINGLE]
    for name in sidecar_names(path):
        if (corpus / name).is_file():
            return name, sidecars.text_of(corpus / name)
    return sidecar_of(path, beside), ""


# ------------------------------------------------------------------ writing


def _new(corpus: Path, path: str, article: _Given, retrieved: str) -> Added:
    beside, text = _sidecar(corpus, path)
    sha256 = _sha256(article.data)
    written = sidecars.stated(text, {article.key: article.origin}, {"retrieved": retrieved, "sha256": sha256})
    (corpus / path).parent.mkdir(parents=True, exist_ok=True)
    _write(corpus / path, article.data)
    _write(corpus / beside, written.encode())
    return Added(path=path, sidecar=beside, sha256=sha256, retrieved=retrieved, state="added")


def _changed(corpus: Path, path: str, article: _Given, source: Source, retrieved: str) -> Added:
    """The old bytes first, then the new ones, then the note: whatever stops it, nothing is lost."""
    old = (corpus / path).read_bytes()
    beside, text = _sidecar(corpus, path)
    known = sidecars.values(text)
    day = re.sub(r"[^0-9-]", "", known.get("retrieved", "")) or "earlier"
    kept = _kept(corpus, path, day, old)
    earlier = sidecars.Version(file=PurePosixPath(kept).name, retrieved=known.get("retrieved"), sha256=_sha256(old))
    sha256 = _sha256(article.data)
    written = sidecars.stated(text, {article.key: article.origin}, {"retrieved": retrieved, "sha256": sha256}, earlier)
    diff = _diff(old, source, path, kept)
    _write(corpus / kept, old)
    _write(corpus / path, article.data)
    _write(corpus / beside, written.encode())
    return Added(
        path=path, sidecar=beside, sha256=sha256, retrieved=retrieved, state="changed", earlier=earlier, diff=diff
    )


def _kept(corpus: Path, path: str, day: str, old: bytes) -> str:
    """``pier.html.2024-03-01``: a name that ends in a day is read as no article."""
    name, number = f"{path}.{day}", 1
    while (corpus / name).exists() and (corpus / name).read_bytes() != old:
        number += 1
        name = f"{path}.{day}.{number}"
    return name


def _write(file: Path, data: bytes) -> None:
    """All of it or nothing."""
    handle, temporary = tempfile.mkstemp(dir=file.parent, prefix=".adding-")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        Path(temporary).chmod(file.stat().st_mode & 0o777 if file.exists() else 0o644)
        Path(temporary).replace(file)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise


def _diff(old: bytes, new: Source, path: str, kept: str) -> tuple[str, ...]:
    """What changed in the text, line by line; markup and advertisements that are not seen do not count."""
    try:
        before = _source(old, PurePosixPath(path).suffix.lower()).text.splitlines()
    except Refused:
        return ("(the earlier version cannot be read, so that nothing can be compared)",)
    after = new.text.splitlines()
    if before == after:
        return ("(the same text: only what is not seen has changed)",)
    if len(before) + len(after) > 2 * _COMPARED:
        return (f"(over {_COMPARED:,} lines: too long to be compared here)",)
    return tuple(difflib.unified_diff(before, after, kept, path, n=1, lineterm=""))


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
