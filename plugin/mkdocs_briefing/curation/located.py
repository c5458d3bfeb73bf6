"""YAML with line numbers: every value knows where it stands, and what is wrong becomes a problem, never an exception.

Read from the parser's events rather than through a constructor: a small state, no recursion, no object but text,
list and mapping.  Scalars stay as they are written (``no`` is "no", ``001`` is "001", a date is its digits), so that
YAML's guesses at types change nothing.  Aliases are refused: they could grow a small file without bound.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal, cast

import yaml

from ..model import Problem
from . import edtf
from .anchors import suggest

_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULLS = {"", "~", "null", "Null", "NULL"}
_FLAGS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
_ENTRY = re.compile(r"^[^\s#\-\]}]", re.MULTILINE)
_DEEPEST = 30
"""Lists and mappings within each other; no curation file needs more than six."""
_SHOWN = 120
_ENOUGH = 100
"""Problems named of one file."""


@dataclass(slots=True)
class Node:
    """A scalar (``text``; None is YAML's null), a list (``items``) or a mapping (``pairs``), and its line."""

    line: int
    text: str | None = None
    items: list[Node] | None = None
    pairs: list[tuple[Node, Node]] | None = None

    def add(self, item: Node) -> None:
        if self.items is not None:
            self.items.append(item)

    @property
    def is_null(self) -> bool:
        return self.text is None and self.items is None and self.pairs is None

    def shown(self) -> str:
        """The value in short, for a problem."""
        if self.items is not None:
            words = "[" + ", ".join(item.shown() for item in self.items[:5]) + "]"
        elif self.pairs is not None:
            words = "{" + ", ".join(key.shown() for key, _ in self.pairs[:5]) + "}"
        else:
            words = "null" if self.text is None else self.text
        return words if len(words) <= _SHOWN else words[: _SHOWN - 1] + "…"


class Reader:
    """Reads one file's values and gathers what is wrong with them."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []

    @property
    def has_enough(self) -> bool:
        """Whether so much is wrong that more of it would help nobody."""
        return len(self.problems) > _ENOUGH

    def problem(
        self,
        line: int,
        code: str,
        message: str,
        value: str | None = None,
        fix: str | None = None,
        *,
        note: bool = False,
    ) -> None:
        if self.has_enough:
            return
        if len(self.problems) == _ENOUGH:
            code, message = "too-much", "and more from here on; mend what stands above first"
            value = fix = None
        level: Literal["warning", "note"] = "note" if note else "warning"
        self.problems.append(
            Problem(file=self.file, line=line, code=code, message=message, value=value, fix=fix, level=level)
        )

    def wrong(self, node: Node, message: str, fix: str | None = None) -> None:
        self.problem(node.line, "bad-value", message, node.shown(), fix)

    def entries(self, data: bytes | str, first_line: int = 1) -> list[tuple[Node, Node]]:
        """The entries of the file's mapping, each key once.

        Where the file as a whole is no YAML, its top-level entries are read one by one and only broken ones are lost.
        """
        text = data if isinstance(data, str) else self._decode(data)
        if not text.strip():
            return []
        try:
            return self._mapping(_parse(text, first_line, self))
        except yaml.YAMLError as error:
            self.problem(*_reason(error, text, first_line))
        pairs: list[tuple[Node, Node]] = []
        starts = [match.start() for match in _ENTRY.finditer(text)][:_MOST_ENTRIES]
        line = first_line
        for start, end in pairwise([0, *starts, len(text)]):
            with suppress(yaml.YAMLError):
                pairs += _parse(text[start:end], line, self).pairs or ()
            line += text.count("\n", start, end)
        return self.once(pairs)

    def _decode(self, data: bytes) -> str:
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            self.problem(
                line, "unreadable", "the file is not UTF-8 text; nothing of it is used", fix="save it as UTF-8"
            )
            return ""

    def _mapping(self, node: Node) -> list[tuple[Node, Node]]:
        if node.pairs is None and not node.is_null:
            self.wrong(node, "the file is not a mapping; nothing of it is used", "write lines of the form “key: value”")
        return self.once(node.pairs or ())

    def once(self, pairs: Iterable[tuple[Node, Node]]) -> list[tuple[Node, Node]]:
        """The pairs whose key is text, each key once: the first one counts."""
        first: dict[str, int] = {}
        kept = []
        for key, value in pairs:
            if key.text is None:
                self.wrong(key, "a key is a list, a mapping or empty", "write a word before the colon")
            elif key.text in first:
                self.problem(
                    key.line,
                    "double-key",
                    f"“{key.shown()}” stands a second time; the one in line {first[key.text]} counts",
                    key.shown(),
                    "put both into one entry",
                )
            else:
                first[key.text] = key.line
                kept.append((key, value))
        return kept

    def fields(self, node: Node, known: Sequence[str], what: str) -> Fields | None:
        """The mapping at ``node`` with ``known`` keys; a problem and None where it is something else."""
        if node.pairs is None:
            self.wrong(node, f"{what} is a mapping", f"write “{known[0]}: …”, or {{{known[0]}: …}}")
            return None
        fields = Fields(self, node.line)
        for key, value in self.once(node.pairs):
            fields.add(key, value, known, what)
        return fields

    def text(self, node: Node, what: str) -> str | None:
        """A scalar as written; None for null, and with a problem for anything else."""
        if node.text is not None:
            return node.text
        if not node.is_null:
            self.wrong(node, f"{what} is one text, not a list or mapping", "write it in quotation marks")
        return None

    def texts(self, node: Node, what: str) -> tuple[str, ...]:
        """A list of scalars, or a single one."""
        if node.items is None:
            single = self.text(node, what)
            return () if single is None else (single,)
        found = (self.text(item, what) for item in node.items)
        return tuple(words for words in found if words)


@dataclass(slots=True)
class Fields:
    """A mapping with known keys, read value by value; wrong values are problems and come out as None."""

    reader: Reader
    line: int
    nodes: dict[str, Node] = field(default_factory=dict)

    def add(self, key: Node, value: Node, known: Sequence[str], what: str) -> None:
        name = key.text or ""
        if name in known:
            self.nodes[name] = value
            return
        if self.reader.has_enough:
            return
        near = suggest(name, known)
        self.reader.problem(
            key.line,
            "unknown-key",
            f"{what} has no “{key.shown()}”",
            key.shown(),
            f"did you mean “{near}”?" if near else f"known are {', '.join(known)}",
        )

    def __contains__(self, name: str) -> bool:
        return name in self.nodes and not self.nodes[name].is_null

    def line_of(self, name: str) -> int:
        return self.nodes[name].line if name in self.nodes else self.line

    def text(self, name: str) -> str | None:
        return self.reader.text(self.nodes[name], f"“{name}”") if name in self.nodes else None

    def texts(self, name: str) -> tuple[str, ...]:
        return self.reader.texts(self.nodes[name], f"“{name}”") if name in self.nodes else ()

    def items(self, name: str) -> Iterator[Node]:
        """The items of a list, one by one."""
        if name not in self:
            return iter(())
        node = self.nodes[name]
        if node.items is None:
            self.reader.wrong(node, f"“{name}” is a list", "begin each item with “- ”")
        return iter(node.items or ())

    def flag(self, name: str) -> bool:
        node = self.nodes.get(name)
        if node is None or node.is_null:
            return False
        flag = _FLAGS.get((node.text or "").lower())
        if flag is None:
            self.reader.wrong(node, f"“{name}” is true or false", "write true or false")
        return bool(flag)

    def choice(self, name: str, choices: Sequence[str]) -> str | None:
        words = self.text(name)
        if words is None or words in choices:
            return words
        near = suggest(words, choices)
        fix = f"did you mean “{near}”?" if near else None
        self.reader.wrong(self.nodes[name], f"“{name}” is one of {', '.join(choices)}", fix)
        return None

    def date(self, name: str) -> str | None:
        words = self.text(name)
        if words is None:
            return None
        date = edtf.normal(words)
        if date is None:
            bad_date(self.reader, self.nodes[name], name)
        return date


def bad_date(reader: Reader, node: Node, name: str) -> None:
    message = f"“{name}” is no date of the Extended Date/Time Format"
    reader.problem(node.line, "bad-date", message, node.shown(), f"write it like {edtf.EXAMPLES}")


_MOST_ENTRIES = 20_000


def _parse(text: str, first_line: int, reader: Reader) -> Node:
    """The first document of the text as a node. Raises ``yaml.YAMLError``."""
    loader = _Loader(text)
    root = Node(first_line)
    open_nodes: list[Node] = []
    keys: list[Node | None] = []
    """for each open mapping, the key that waits for its value"""
    try:
        while loader.check_event():
            event = loader.get_event()
            if isinstance(event, yaml.DocumentEndEvent):
                break
            if isinstance(event, yaml.CollectionEndEvent):
                open_nodes.pop()
                keys.pop()
                continue
            if not isinstance(event, yaml.NodeEvent):
                continue
            node = _node(event, first_line, reader)
            if not open_nodes:
                root = node
            elif (pairs := open_nodes[-1].pairs) is None:
                open_nodes[-1].add(node)
            elif (key := keys[-1]) is None:
                keys[-1] = node
            else:
                pairs.append((key, node))
                keys[-1] = None
            if isinstance(event, yaml.CollectionStartEvent):
                open_nodes.append(node)
                keys.append(None)
                if len(open_nodes) > _DEEPEST:
                    raise yaml.MarkedYAMLError(problem="nested too deeply", problem_mark=_mark(event))
    finally:
        loader.dispose()
    return root


def _node(event: yaml.NodeEvent, first_line: int, reader: Reader) -> Node:
    line = _mark(event).line + first_line
    if isinstance(event, yaml.SequenceStartEvent):
        return Node(line, items=[])
    if isinstance(event, yaml.MappingStartEvent):
        return Node(line, pairs=[])
    if isinstance(event, yaml.ScalarEvent):
        plain = event.implicit[0]
        return Node(line, text=None if plain and event.value in _NULLS else event.value)
    reader.problem(
        line, "bad-yaml", f"an alias (“*{event.anchor}”) is not followed", f"*{event.anchor}", "write it out"
    )
    return Node(line)


def _mark(event: yaml.Event) -> yaml.Mark:
    return cast(yaml.Mark, event.start_mark)


def _reason(error: yaml.YAMLError, text: str, first_line: int) -> tuple[int, str, str, str | None, str]:
    """Line, code, message, value and fix of a problem for text that is no YAML."""
    mark = getattr(error, "problem_mark", None)
    position = getattr(error, "position", None)
    line = mark.line if mark else text.count("\n", 0, position or 0)
    lines = text.split("\n")
    value = lines[min(line, len(lines) - 1)].strip()[:_SHOWN] or None
    why = getattr(error, "problem", None) or getattr(error, "reason", None) or "it cannot be read"
    fix = "look for a missing quotation mark, bracket or colon here or just above"
    if value and "\t" in lines[min(line, len(lines) - 1)]:
        fix = "use spaces, not tabs, at the start of a line"
    return line + first_line, "bad-yaml", f"this is no YAML ({why}); what else the file holds is used", value, fix
