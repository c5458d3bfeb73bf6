"""YAML to paste. Every snippet begins with a comment that names the file it goes into, and parses as it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

_PLAIN = re.compile(r"[^\W_][\w./’-]*(?: [^\W_][\w.’-]*)*")
_GUESSED = re.compile(r"(?:y|yes|n|no|true|false|on|off|null)|[-+0-9.,_:eExXoO]+", re.IGNORECASE)
_ESCAPED = re.compile(
    r'[\\"\x00-\x1f\x7f-\xa0\xad\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff\u200b-\u200f\u202a-\u202e\u2066-\u2069]'
)


def scalar(words: str) -> str:
    """The words as one YAML scalar: bare where nothing can be mistaken, else in double quotation marks."""
    if _PLAIN.fullmatch(words) and not _GUESSED.fullmatch(words):
        return words
    return quoted(words)


def quoted(words: str) -> str:
    """The words in double quotation marks."""
    return '"' + _ESCAPED.sub(_escape, words) + '"'


def _escape(match: re.Match[str]) -> str:
    char = match.group()
    if char in '\\"':
        return "\\" + char
    return f"\\u{ord(char):04x}"


def metadata(file: str, fields: Mapping[str, str | None]) -> str:
    """Values that stand above the corrections of an article, to be filled in where None."""
    lines = [f"{key}: {'' if value is None else value}".rstrip() for key, value in fields.items()]
    return "\n".join([f"# {file}", *lines]) + "\n"


def correction(file: str, kind: str, words: str, others: Mapping[str, str | None], under: bool = False) -> str:
    """One correction. ``under``: the file has ``corrections:`` already, and this goes below it."""
    rest = "".join(f", {key}: {'' if value is None else scalar(value)}" for key, value in others.items())
    item = f"  - {{{kind}: {quoted(words)}{rest}}}"
    if under:
        return f"# {file}, below “corrections:”\n{item}\n"
    return f"# {file}\ncorrections:\n{item}\n"


def sidecar(path: str, paths: Iterable[str]) -> str:
    """The sidecar in which an article's corrections stand, given the paths of all articles of its folder."""
    stem = PurePosixPath(path).with_suffix("")
    alone = all(other == path or PurePosixPath(other).with_suffix("") != stem for other in paths)
    return f"{stem if alone else path}.yml"
