"""Small edits of the people's files: one item or value more, and every other byte as it was.

The place is found in the parsed file, the edit is made in its text, and the result is read again: unless it holds just
what was there and the addition, nothing is written. Files are written whole beside the old one and put in its place.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import yaml

from ..model import Problem

Edit = Callable[[str], str]

_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BOM = "\ufeff"
_TRIES = 20


class Unwritable(Exception):
    """Why a file was left as it is."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


# ------------------------------------------------------------------ files


def change(path: Path, edit: Edit, first: str = "") -> None:
    """Put the edited text in the file's place, whole or not at all; ``first``: what a new file begins with.

    What somebody else writes meanwhile is read again and kept. Raises ``Unwritable`` and ``OSError``.
    """
    path = Path(os.path.realpath(path))
    for _ in range(_TRIES):
        before = _bytes(path)
        try:
            text = first if before is None else before.decode("utf-8")
        except UnicodeDecodeError as error:
            raise Unwritable(_problem(path.name, "the file is not UTF-8 text", "save it as UTF-8")) from error
        try:
            after = edit(text).encode("utf-8")
        except Unwritable as error:
            error.problem = _problem(path.name, str(error), error.problem.fix, error.problem.line)
            raise
        if after == before or put(path, before, after):
            return
    raise Unwritable(_problem(path.name, "the file changes all the time", "close what writes to it"))


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def put(path: Path, before: bytes | None, after: bytes) -> bool:
    """Put the file in place whole, unless it is no longer what it was ``before``; whether that could be done."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(after)
            file.flush()
            os.fsync(file.fileno())
        if before is None:
            Path(name).chmod(0o666 & ~_umask())
        else:
            shutil.copymode(path, name)
        if _bytes(path) != before:
            return False
        Path(name).replace(path)
        return True
    finally:
        Path(name).unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


# ------------------------------------------------------------------ edits


def with_item(text: str, path: Sequence[str], item: str) -> str:
    """The text with ``item`` (YAML on one line) at the end of the list that the keys of ``path`` lead to.

    A list that is not there yet is made, in a mapping that is. Raises ``Unwritable``.
    """
    root = _composed(text)
    at: yaml.Node | None = root
    for depth, key in enumerate(path):
        value = _value(at, key)
        if value is None:
            return _checked(text, _with_key(text, at, path[depth:], item, depth), path, item)
        at = value
    assert at is not None
    return _checked(text, _appended(text, at, item), path, item)


def with_value(text: str, key: str, value: str) -> str:
    """The text with ``value`` (YAML on one line) under a key of the file, above its corrections.

    Raises ``Unwritable``.
    """
    root = _composed(text)
    there = _value(root, key)
    if there is not None:
        if not isinstance(there, yaml.ScalarNode):
            raise _closed(there.start_mark.line + 1)
        start, end = there.start_mark.index, there.end_mark.index
        gap = "" if start < end or text[start - 1 : start] == " " else " "
        new = text[:start] + gap + value + text[end:]
    else:
        pairs = _pairs(root)
        line = f"{key}: {value}{_eol(text)}"
        others = [v for k, v in pairs if k.value != "corrections"]
        if pairs and not others:
            start = pairs[0][0].start_mark.index
            new = text[:start] + line + text[start:]
        else:
            new = _after_line(text, _end(others[-1]) if others else len(text), line)
    expected = [pair for pair in _plain(root) or [] if pair[0] != key]
    found = _plain(_composed(new))
    if [p for p in found if p[0] != key] != expected or (key, _plain(_composed(value))) not in found:
        raise _closed(1)
    return new


def with_entry(text: str, key: str, lines: str) -> str:
    """The text with a mapping under a new key of the file, below the rest. Raises ``Unwritable``."""
    new = _after_line(text, len(text), lines.replace("\n", _eol(text)))
    before, after = _plain(_composed(text)) or [], _plain(_composed(new))
    if [pair for pair in after if pair[0] != key] != before or key not in dict(after):
        raise _closed(text.count("\n") + 1)
    return new


# ------------------------------------------------------------------ where an item goes


def _appended(text: str, there: yaml.Node, item: str) -> str:
    """One item more in a list, or the first where nothing stands."""
    start, end = there.start_mark.index, there.end_mark.index
    if isinstance(there, yaml.ScalarNode) and there.value in ("", "~", "null") and not there.style:
        if start < end:
            return f"{text[:start]}[{item}]{text[end:]}"
        column = _column_of_key(text, start)
        return _after_line(text, start, f"{' ' * (column + 2)}- {item}{_eol(text)}")
    if not isinstance(there, yaml.SequenceNode):
        raise _closed(there.start_mark.line + 1)
    if there.flow_style:
        at = _end(there.value[-1]) if there.value else end - 1
        return f"{text[:at]}{', ' if there.value else ''}{item}{text[at:]}"
    return _after_line(text, _end(there), f"{' ' * there.start_mark.column}- {item}{_eol(text)}")


def _with_key(text: str, mapping: yaml.Node | None, path: Sequence[str], item: str, depth: int) -> str:
    """A list of one item under a new key, at the end of its mapping."""
    if len(path) != 1 or (depth and not isinstance(mapping, yaml.MappingNode)):
        raise _closed(1 if mapping is None else mapping.start_mark.line + 1)
    eol = _eol(text)
    if isinstance(mapping, yaml.MappingNode) and mapping.flow_style:
        return _in_braces(text, mapping, path[0], item)
    if mapping is None or not depth:
        return _after_line(text, len(text), f"{path[0]}:{eol}  - {item}{eol}")
    space = " " * mapping.start_mark.column
    return _after_line(text, _end(mapping), f"{space}{path[0]}:{eol}{space}  - {item}{eol}")


def _in_braces(text: str, mapping: yaml.Node, key: str, item: str) -> str:
    at = _end(mapping.value[-1][1]) if mapping.value else mapping.end_mark.index - 1
    return f"{text[:at]}{', ' if mapping.value else ''}{key}: [{item}]{text[at:]}"


def _after_line(text: str, at: int, lines: str) -> str:
    """The lines below the line that holds ``at``, or from there on where a line begins."""
    if at and text[at - 1] != "\n":
        end = text.find("\n", at)
        if end < 0:
            return f"{text}{_eol(text)}{lines}"
        at = end + 1
    return text[:at] + lines + text[at:]


def _end(node: yaml.Node) -> int:
    """Where the last character of a value stands: what follows it (blank lines, comments) is not part of it."""
    while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        node = last[1] if isinstance(node, yaml.MappingNode) else last
    return node.end_mark.index


def _column_of_key(text: str, at: int) -> int:
    line = text[text.rfind("\n", 0, at) + 1 : at]
    return len(line) - len(line.lstrip(" "))


def _eol(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


# ------------------------------------------------------------------ the file as read


def _composed(text: str) -> yaml.Node | None:
    # libyaml counts no byte order mark, so it is made a blank
    try:
        return yaml.compose(text.replace(_BOM, " ", 1) if text.startswith(_BOM) else text, _Loader)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        problem = _problem("", "this is no YAML", "mend it first", mark.line + 1 if mark else 1)
        raise Unwritable(problem) from error


def _pairs(node: yaml.Node | None) -> list[tuple[yaml.Node, yaml.Node]]:
    if node is None:
        return []
    if not isinstance(node, yaml.MappingNode) or node.flow_style:
        raise _closed(node.start_mark.line + 1)
    return list(node.value)


def _value(node: yaml.Node | None, key: str) -> yaml.Node | None:
    if not isinstance(node, yaml.MappingNode):
        if node is not None and not (isinstance(node, yaml.ScalarNode) and not node.value):
            raise _closed(node.start_mark.line + 1)
        return None
    return next((value for name, value in node.value if name.value == key), None)


def _plain(node: yaml.Node | None) -> Any:
    """The values alone, as they are written."""
    if isinstance(node, yaml.MappingNode):
        return [(_plain(key), _plain(value)) for key, value in node.value]
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item) for item in node.value]
    return None if node is None else node.value


def _checked(before: str, after: str, path: Sequence[str], item: str) -> str:
    """The new text, where it reads as the old one with the item more."""
    if _plain(_composed(after)) != _added(_plain(_composed(before)), path, _plain(_composed(item))):
        raise _closed(1)
    return after


def _added(tree: Any, path: Sequence[str], item: Any) -> Any:
    if not path:
        return [*(tree if isinstance(tree, list) else []), item]
    pairs = list(tree or [])
    for n, (key, value) in enumerate(pairs):
        if key == path[0]:
            pairs[n] = (key, _added(value, path[1:], item))
            return pairs
    return [*pairs, (path[0], _added(None, path[1:], item))]


def _closed(line: int) -> Unwritable:
    return Unwritable(_problem("", "nothing can be added here without touching the rest", "paste it by hand", line))


def _problem(file: str, message: str, fix: str | None, line: int | None = None) -> Problem:
    return Problem(file=file, line=line, code="unwritable", message=message, fix=fix, level="error")
