"""``briefing check``: what is wrong or doubtful, with the YAML that settles it."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .corpus import brief, over_corpus
from .terminal import heading, many, plain, show_problems

if TYPE_CHECKING:
    from ..curation.doubts import Doubt

_HEADINGS = {
    "metadata": "No date, title or outlet",
    "unknown": "Speaker not found",
    "ambiguous": "A name of several",
    "implicit": "Speaker not named where they speak",
    "pronoun": "Speaker known by a pronoun",
    "actor": "Names that may be nobody",
}


@click.command()
@over_corpus
@click.option(
    "--fail-on",
    type=click.Choice(["problem", "doubt", "never"]),
    default="problem",
    show_default=True,
    help="What makes the exit status 1: a problem (an unreadable file, curation that is wrong or matches nothing), "
    "a doubt as well, or nothing.",
)
@click.option("--limit", type=click.IntRange(min=0), default=20, show_default=True, help="Doubts of a kind; 0 for all.")
def check(
    corpus: Path, curation: Path | None, processes: int | None, fields: dict[str, str], fail_on: str, limit: int
) -> None:
    """Say what is wrong or doubtful in CORPUS, and the YAML that settles it.

    Problems come first, then articles without date, title or outlet (with the bounds found), then speakers that are not
    certain, names that may be several people, and names that may be nobody. Each doubt comes with the lines to paste;
    their first line names the file.

    \b
    Examples:
      briefing check corpus
      briefing check corpus --fail-on doubt     for a briefing that has to be complete
      briefing check corpus --limit 0           everything
    """
    from ..curation.doubts import doubts

    briefing = brief(corpus, curation, processes, fields)
    found = doubts(briefing, corpus.resolve().name)
    show_problems(briefing.problems)
    _show_doubts(found, limit)
    failed = [problem for problem in briefing.problems if problem.level != "note"]
    click.echo(f"{many(len(briefing.problems), 'problem')}, {many(len(found), 'doubt')}.")
    if fail_on != "never" and (failed or (found and fail_on == "doubt")):
        sys.exit(1)


def _show_doubts(found: Iterable[Doubt], limit: int) -> None:
    kinds: dict[str, list[Doubt]] = {}
    for doubt in found:
        kinds.setdefault(doubt.kind, []).append(doubt)
    for kind, members in kinds.items():
        heading(_HEADINGS[kind], len(members))
        for doubt in members[: limit or None]:
            place = doubt.where if doubt.line is None else f"{doubt.where}:{doubt.line}"
            click.echo(plain(f"{place}: {doubt.message}"))
            if doubt.words:
                click.echo(plain(f"    “{doubt.words if len(doubt.words) <= 160 else doubt.words[:159] + '…'}”"))
            for line in (doubt.yaml or "").splitlines():
                click.echo(plain(f"    {line}"))
            click.echo()
        if limit and len(members) > limit:
            click.echo(f"… and {len(members) - limit} more (--limit 0 shows all)\n")
