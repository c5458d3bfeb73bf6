"""The export: UTF-8 JSON Lines after the contract, version 1 (``docs/reference/export.md``).

Articles, actors and claims are the model's own records. Propositions and problems are written in the shapes below:
where in a file a proposition stands, and how severe a problem is, concern the program and not the reader of an export.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec

from .. import __version__
from ..link.assemble import article
from ..model import CONTRACT, Briefing, Conflict, Problem, Proposition, Record, Stance
from ..publish.rights import shown

_json = msgspec.json.Encoder(order="deterministic")


class Head(Record, frozen=True, kw_only=True):
    """``briefing.json``. ``inputs``: SHA-256 over everything that was read."""

    contract: int
    program: str
    inputs: str
    articles: int
    actors: int
    claims: int


class ExportedProposition(Record, frozen=True, kw_only=True):
    """A line of ``propositions.jsonl``; ``claims``, ``a`` and ``b`` hold ids of claims."""

    id: str
    statement: str
    claims: tuple[Stance, ...]
    conflicts: tuple[Conflict, ...]
    agreements: tuple[Conflict, ...]
    note: str | None


class ExportedProblem(Record, frozen=True, kw_only=True):
    """A line of ``problems.jsonl``: what could not be read, and curation that is wrong or matches nothing."""

    file: str
    line: int | None
    code: str
    message: str
    fix: str | None


def export(briefing: Briefing, out: Path) -> None:
    """Write what may be shown, as the contract's files, into the folder ``out``, made where it does not exist.

    Raises ``OSError`` where it cannot be written.
    """
    briefing = shown(briefing)
    out.mkdir(parents=True, exist_ok=True)
    head = Head(
        contract=CONTRACT,
        program=__version__,
        inputs=briefing.inputs,
        articles=len(briefing.entries),
        actors=len(briefing.actors),
        claims=len(briefing.claims),
    )
    _lines(out / "briefing.json", [head])
    _lines(out / "articles.jsonl", (article(entry) for entry in briefing.entries))
    _lines(out / "actors.jsonl", briefing.actors)
    _lines(out / "claims.jsonl", briefing.claims)
    _lines(out / "propositions.jsonl", map(_proposition, briefing.propositions))
    _lines(out / "problems.jsonl", map(_problem, briefing.problems))


def _proposition(proposition: Proposition) -> ExportedProposition:
    return ExportedProposition(
        id=proposition.id,
        statement=proposition.statement,
        claims=proposition.claims,
        conflicts=proposition.conflicts,
        agreements=proposition.agreements,
        note=proposition.note,
    )


def _problem(problem: Problem) -> ExportedProblem:
    return ExportedProblem(
        file=problem.file, line=problem.line, code=problem.code, message=problem.message, fix=problem.fix
    )


def _lines(path: Path, records: Iterable[Record]) -> None:
    with path.open("wb") as file:
        for record in records:
            file.write(_json.encode(record) + b"\n")
