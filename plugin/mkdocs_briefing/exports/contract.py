"""The export: UTF-8 JSON Lines after the contract, version 1 (``docs/reference/export.md``).

Articles, actors and claims are the model's own records. Propositions and problems are written in the shapes below:
where in a file a proposition stands, and how severe a problem is, concern the program and not the reader of an export.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

import msgspec

from .. import __version__
from ..link.assemble import article
from ..model import CONTRACT, Briefing, Conflict, Problem, Proposition, Record, Stance
from .files import write
from .material import Material, Output

R = TypeVar("R", bound=Record)
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
    write(outputs(Material.of(briefing)), out)


def outputs(material: Material) -> Iterator[Output]:
    """The contract's files."""
    briefing = material.briefing
    head = Head(
        contract=CONTRACT,
        program=__version__,
        inputs=briefing.inputs,
        articles=len(briefing.entries),
        actors=len(briefing.actors),
        claims=len(briefing.claims),
    )
    yield _lines("briefing.json", [head])
    yield _lines("articles.jsonl", briefing.entries, article)
    yield _lines("actors.jsonl", briefing.actors)
    yield _lines("claims.jsonl", briefing.claims)
    yield _lines("propositions.jsonl", briefing.propositions, _proposition)
    yield _lines("problems.jsonl", briefing.problems, _problem)


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


def _lines(path: str, records: Iterable[R], made: Callable[[R], Record] = lambda record: record) -> Output:
    """One file: a line for each record, ``made`` into what the contract has."""
    return Output(path, lambda: (_json.encode(made(record)) + b"\n" for record in records))
