"""``briefing check``: what is wrong or doubtful, with the YAML that settles it."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .ask import ask as one_by_one
from .corpus import CACHE, brief, over_corpus
from .terminal import day, heading, many, plain, show_problems

if TYPE_CHECKING:
    from ..curation.doubts import Doubt
    from ..model import Suggestion

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
@click.option("--ask", is_flag=True, help="Go through them one by one and write the answers down.")
@click.option("--by", metavar="NAME", help="Who answers: printed beside what is settled.")
@click.option("--on", metavar="DATE", callback=day, help="The day of the answers. [default: today]")
def check(
    corpus: Path,
    curation: Path | None,
    processes: int | None,
    fields: dict[str, str],
    fail_on: str,
    limit: int,
    ask: bool,
    by: str | None,
    on: str,
) -> None:
    """Say what is wrong or doubtful in CORPUS, and the YAML that settles it.

    Problems come first, then articles without date, title or outlet (with the bounds found), then speakers that are not
    certain, names that may be several people, names that may be nobody, and what may belong into propositions.yml. Each
    comes with the lines to paste; their first line names the file.

    With --ask each is asked in turn, with its words in their paragraph: accept, another speaker, reject, skip or quit.
    Every answer is written at once, into the article's sidecar or the files of curation; what stands there stays as it
    is. Quit when you like: what is settled is not asked again.

    \b
    Examples:
      briefing check corpus --ask --by AB
      briefing check corpus
      briefing check corpus --fail-on doubt     for a briefing that has to be complete
      briefing check corpus --limit 0           everything
    """
    from ..curation.doubts import doubts
    from ..curation.review import review
    from ..link.suggestions import suggestions

    if ask and CACHE in click.get_current_context().meta:
        raise click.UsageError("--ask writes beside the articles: it needs CORPUS as a folder, not an address.")
    briefing = brief(corpus, curation, processes, fields)
    if ask:
        folder = curation or corpus.resolve().parent / "curation"
        settled, total = one_by_one(briefing, corpus, folder, by, on)
        click.echo(f"{settled} of {total} settled." if total else "Nothing is doubtful.")
        return
    found = doubts(briefing, corpus.resolve().name)
    show_problems(briefing.problems)
    _show_doubts(found, limit)
    _show_suggestions(suggestions(briefing), limit)
    failed = [problem for problem in briefing.problems if problem.level != "note"]
    seen = review(briefing)
    click.echo(f"{many(len(briefing.problems), 'problem')}, {many(len(found), 'doubt')}.")
    if seen.quotations or seen.claims:
        click.echo(
            f"Checked by people: {seen.quotations_checked:,} of {many(seen.quotations, 'quotation')}, "
            f"{seen.claims_checked:,} of {many(seen.claims, 'claim')}."
        )
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


def _show_suggestions(found: Sequence[Suggestion], limit: int) -> None:
    if not found:
        return
    heading("Suggestions for propositions.yml", len(found))
    for suggestion in found[: limit or None]:
        under = f"{suggestion.proposition}: " if suggestion.proposition else ""
        click.echo(plain(f"{under}{suggestion.kind}: {suggestion.why}"))
        for line in suggestion.yaml.splitlines():
            click.echo(plain(f"    {line}"))
        click.echo()
    if limit and len(found) > limit:
        click.echo(f"… and {len(found) - limit} more (--limit 0 shows all)\n")
