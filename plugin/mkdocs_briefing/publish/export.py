"""The export: UTF-8 JSON Lines after the contract, version 1 (``docs/reference/export.md``)."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec

from .. import __version__
from ..link.assemble import article
from ..model import CONTRACT, Briefing, Record

_json = msgspec.json.Encoder(order="deterministic")


def export(briefing: Briefing, out: Path) -> None:
    """Write the contract's files into the folder ``out``, which is made where it does not exist."""
    out.mkdir(parents=True, exist_ok=True)
    head = {
        "contract": CONTRACT,
        "program": __version__,
        "inputs": briefing.inputs,
        "articles": len(briefing.entries),
        "actors": len(briefing.actors),
        "claims": len(briefing.claims),
    }
    (out / "briefing.json").write_bytes(_json.encode(head) + b"\n")
    _lines(out / "articles.jsonl", (article(e) for e in briefing.entries))
    _lines(out / "actors.jsonl", briefing.actors)
    _lines(out / "claims.jsonl", briefing.claims)
    _lines(out / "propositions.jsonl", briefing.propositions)
    _lines(out / "problems.jsonl", briefing.problems)


def _lines(path: Path, records: Iterable[Record]) -> None:
    with path.open("wb") as file:
        for record in records:
            file.write(_json.encode(record) + b"\n")
