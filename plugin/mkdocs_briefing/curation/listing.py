"""Entries of ``actors.yml`` for the actors found, so that people start from a full list (``briefing actors``).

An entry states what is found anyway, so that adding it changes no speaker. Names printed otherwise stand as comments:
which of them the actor alone bears is for a person to say.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import resources
from pathlib import Path
from typing import Literal

from msgspec.structs import replace

from .. import ids
from ..model import Actor, Briefing, Problem
from . import files, snippets
from .located import Reader
from .writing import put

Tier = Literal["published", "review", "all"]
FILE = "actors.yml"


class Unwritable(Exception):
    """Why nothing was added to the file; the file is as it was."""

    def __init__(self, problem: Problem) -> None:
        what = problem.message.partition("; ")[0]  # not what becomes of the rest: here, nothing does
        super().__init__(what)
        self.problem = replace(problem, message=what)


def unlisted(briefing: Briefing, tier: Tier = "published") -> tuple[Actor, ...]:
    """Actors of the tier with no entry in ``actors.yml``, by id."""
    listed = {actor.id for actor in briefing.curation.actors}
    return tuple(
        actor
        for actor in sorted(briefing.actors, key=lambda actor: actor.id)
        if tier in (actor.tier, "all")
        and actor.id not in listed
        and actor.id not in files.ACTOR_LISTS
        and not ids.is_reserved(actor.id)
    )


def entries(actors: Iterable[Actor]) -> str:
    """The entries as YAML, each with its counts as comments."""
    return "".join(map(_entry, actors))


def _entry(actor: Actor) -> str:
    lines = [
        f"{actor.id}:  # {_times(actor.mentions)}, {_articles(actor.articles)}",
        f"  name: {snippets.scalar(actor.name)}",
        f"  type: {actor.type}",
    ]
    others = [alias for alias in actor.aliases if alias.text != actor.name]
    lines += ["  aliases:"] if others else []
    lines += [f"  # - {snippets.scalar(alias.text)}  # {_times(alias.count)}" for alias in others]
    return "\n".join([*lines, "  identity:\n"])


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _articles(count: int) -> str:
    return "in one article" if count == 1 else f"in {count} articles"


def add(folder: Path, actors: Iterable[Actor]) -> tuple[str, ...]:
    """Append entries to ``actors.yml`` and return their ids; no byte that stands there is touched.

    Raises ``Unwritable`` where the file is broken or would not read as before with more below it, and ``OSError``.
    """
    path = folder / FILE
    name = f"{folder.name}/{FILE}"
    data = path.read_bytes() if path.exists() else None
    before = _keys(name, data) if data else []
    new = [actor for actor in actors if actor.id not in before]
    if not new:
        return ()
    more = _below(data or _header(), entries(new))
    added = tuple(actor.id for actor in new)
    if _keys(name, (data or _header()) + more) != [*before, *added]:
        raise Unwritable(_closed(name, (data or b"").count(b"\n") + 1))
    if not put(path, data, (data or _header()) + more):
        raise Unwritable(_meanwhile(name))
    return added


def _keys(name: str, data: bytes) -> list[str]:
    """The keys of the file in order, the lists left out. Raises ``Unwritable`` where it is broken."""
    reader = Reader(name)
    pairs = reader.entries(data)
    broken = [p for p in reader.problems if p.code in ("bad-yaml", "unreadable")]
    if not pairs and reader.problems:
        broken = broken or reader.problems
    if broken:
        raise Unwritable(broken[0])
    return [key.text for key, _ in pairs if key.text and key.text not in files.ACTOR_LISTS]


def _below(data: bytes, lines: str) -> bytes:
    """The lines as they go below the data: on a line of their own, with its line ends."""
    end = "\r\n" if b"\r\n" in data else "\n"
    gap = "" if data.endswith(b"\n") else end
    return (gap + lines.replace("\n", end)).encode("utf-8")


def _header() -> bytes:
    """What a new ``actors.yml`` begins with: the explanations of the starter project."""
    return (resources.files(__package__) / "starter" / "curation" / FILE).read_bytes() + b"\n"


def _meanwhile(name: str) -> Problem:
    return Problem(
        file=name, line=1, code="changed", message="the file was changed meanwhile", fix="run the command again"
    )


def _closed(name: str, line: int) -> Problem:
    return Problem(
        file=name,
        line=line,
        code="bad-value",
        message="nothing can be added below the last line (braces around the whole file, an indent, “...”?)",
        fix="paste the entries by hand: run the command without --write",
        level="error",
    )
