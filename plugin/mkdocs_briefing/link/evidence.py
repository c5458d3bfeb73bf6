"""Key lines of ``briefing.yml``: what each rests on, and whether anybody has read it."""

from __future__ import annotations

from ..model import BriefingNotes, Checked, Problem
from .propositions import Claims


def key_line_problems(notes: BriefingNotes, claims: Claims, checked: dict[str, Checked]) -> list[Problem]:
    """Evidence that means no claim or several, and, where the team asks for it, evidence nobody has read."""
    problems = []
    for line in notes.key_lines:
        for reference in line.evidence:
            found = claims.by_reference(reference)
            if len(found) != 1:
                problems.append(
                    Problem(
                        file=notes.file,
                        line=line.at or None,
                        code="ambiguous-evidence" if found else "evidence-unmatched",
                        message=f"key line “{line.line}”: “{reference}” means "
                        + (f"{len(found)} claims" if found else "no claim or quotation"),
                        value=reference,
                        fix="write one of " + ", ".join(found[:4])
                        if found
                        else "copy the id from the claim's page, or from claims.jsonl of `briefing export`",
                    )
                )
            elif notes.require_reviewed == "key_lines" and not {found[0], reference} & checked.keys():
                problems.append(
                    Problem(
                        file=notes.file,
                        line=line.at or None,
                        code="evidence-unread",
                        message=f"key line “{line.line}” rests on “{reference}”, which nobody has confirmed",
                        value=reference,
                        fix="read it, then add {confirm: “its words”, by: you, on: date} to the article's corrections",
                    )
                )
    return problems
