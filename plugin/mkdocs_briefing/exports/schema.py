"""JSON Schema of the export contract, made from the records themselves and shipped as ``data/contract-1.schema.json``.

``python -m mkdocs_briefing.exports.schema`` writes it anew; a test fails while it is out of date.
"""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path
from typing import Any

import msgspec

from ..curation.corrections import CERTAINTIES, POLARITIES, USES
from ..model import CONTRACT, Actor, Article, Claim
from .contract import ExportedProblem, ExportedProposition, Head

NAME = f"contract-{CONTRACT}.schema.json"

FILES = {
    "briefing.json": Head,
    "articles.jsonl": Article,
    "actors.jsonl": Actor,
    "claims.jsonl": Claim,
    "propositions.jsonl": ExportedProposition,
    "problems.jsonl": ExportedProblem,
}
"""What each file holds: every line of it is one such object."""

_ENUMS = {
    ("Quotation", "marks"): ("double", "single", "guillemet", "low", "corner", "dash", "block", "none"),
    ("Quotation", "use"): USES,
    ("Attribution", "kind"): ("direct", "indirect", "mixed"),
    ("Claim", "polarity"): POLARITIES,
    **{(record, "certainty"): (*CERTAINTIES, "person") for record in ("Quotation", "Attribution", "Claim")},
}
"""Words that the contract limits and the records hold as plain text."""


def schema() -> dict[str, Any]:
    """The schema: ``$defs`` holds each record, ``files`` names the one that every line of a file is."""
    _, parts = msgspec.json.schema_components(FILES.values(), ref_template="#/$defs/{name}")
    for part in parts.values():
        part.pop("description", None)
        part["additionalProperties"] = False
        # The contract has every field in every object, null where it is not known.
        part["required"] = sorted(part["properties"])
        for name in list(part["properties"]):
            part["properties"][name].pop("default", None)
    for (record, name), words in _ENUMS.items():
        parts[record]["properties"][name] = {"enum": list(words)}
    parts["Evidence"] = _evidence()
    # Only of a value that a person set: who, why, and what the machine had.
    parts["Fact"]["required"] = [n for n in parts["Fact"]["required"] if n not in ("by", "why", "was")]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Export contract of mkdocs-briefing, version {CONTRACT}",
        "$comment": "Each line of a file is one object of the definition that “files” names for it.",
        "files": {file: {"$ref": f"#/$defs/{record.__name__}"} for file, record in FILES.items()},
        "$defs": dict(sorted(parts.items())),
    }


def _evidence() -> dict[str, Any]:
    """A span of the text, or a named place of the source."""
    words = {"type": "string"}
    offset = {"type": "integer", "minimum": 0}

    def shape(**properties: dict[str, Any]) -> dict[str, Any]:
        return {
            "type": "object",
            "properties": {"words": words, **properties},
            "required": sorted(["words", *properties]),
            "additionalProperties": False,
        }

    return {"oneOf": [shape(start=offset, end=offset), shape(where={"type": "string"})]}


def shipped() -> str:
    """The text of the schema that came with the package."""
    return resources.files("mkdocs_briefing").joinpath("data", NAME).read_text("utf-8")


def main() -> None:
    target = Path(__file__).parents[1] / "data" / NAME
    target.write_text(dumped(), "utf-8")


def dumped() -> str:
    """The schema as the file holds it."""
    return json.dumps(schema(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


if __name__ == "__main__":
    main()
