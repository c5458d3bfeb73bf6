"""Sidecars read and added to, line by line: what people wrote there, and how, stays as it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from ..curation.located import Reader
from ..curation.snippets import scalar
from ..model import Record
from ..read import SINGLE
from .web import Refused

_LONGEST = 4 * 1024 * 1024
"""Bytes of a sidecar that is looked at."""


class Version(Record, frozen=True, kw_only=True):
    """An earlier version of an article, kept beside it."""

    file: str
    retrieved: str | None
    sha256: str


def text_of(file: Path) -> str:
    try:
        if file.stat().st_size > _LONGEST:
            raise Refused(f"has a sidecar that is too large: {file}")
        return file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(f"has a sidecar that is not UTF-8: {file}") from None


def values(text: str) -> dict[str, str]:
    """The plain values of a sidecar, by key."""
    return {key.text or "": value.text for key, value in Reader("").entries(text) if value.text is not None}


def article_from(corpus: Path, key: str, origin: str) -> str | None:
    """The article whose sidecar says that it is from ``origin``."""
    for file in sorted(corpus.rglob("*.yml")):
        name = file.relative_to(corpus).as_posix()
        if any(part.startswith(".") for part in name.split("/")) or not file.is_file():
            continue
        try:
            text = text_of(file)
        except (Refused, OSError):
            continue
        if origin in text and values(text).get(key) == origin:
            stem = name.removesuffix(".yml")
            for article in (stem, *(stem + suffix for suffix in SINGLE)):
                if article.endswith(SINGLE) and (corpus / article).is_file():
                    return article
    return None


def stated(text: str, once: Mapping[str, str], always: Mapping[str, str], earlier: Version | None = None) -> str:
    """The sidecar with ``once`` where it has no such key, with ``always`` in any case, and an earlier version."""
    known = values(text)
    wanted = {**{key: value for key, value in once.items() if key not in known}, **always}
    written = text if not text or text.endswith("\n") else f"{text}\n"
    for key, value in wanted.items():
        line = f"{key}: {scalar(value)}"
        written, count = re.subn(rf"^{key}[ \t]*:.*$", lambda _, line=line: line, written, count=1, flags=re.M)  # type: ignore[misc]
        if not count:
            written += f"{line}\n"
    if earlier:
        day = f"retrieved: {scalar(earlier.retrieved)}, " if earlier.retrieved else ""
        item = f"  - {{file: {scalar(earlier.file)}, {day}sha256: {scalar(earlier.sha256)}}}"
        head = re.search(r"^earlier[ \t]*:[ \t]*$", written, re.M)
        written = f"{written[: head.end()]}\n{item}{written[head.end() :]}" if head else f"{written}earlier:\n{item}\n"
    _check(text, written, wanted, earlier)
    return written


def _check(before: str, after: str, wanted: Mapping[str, str], earlier: Version | None) -> None:
    """A file that is written in another way than ours (in braces, say) must not be spoiled."""
    reader = Reader("")
    entries = {key.text or "": value for key, value in reader.entries(after)}
    old = {key.text for key, _ in Reader("").entries(before)}
    kept = old <= set(entries) and all(entries[key].text == value for key, value in wanted.items() if key in entries)
    listed = earlier is None or (entries.get("earlier") and earlier.sha256 in str(entries["earlier"]))
    if reader.problems or not kept or not set(wanted) <= set(entries) or not listed:
        raise Refused("has a sidecar that cannot be added to as it is written: make it lines of the form “key: value”")
