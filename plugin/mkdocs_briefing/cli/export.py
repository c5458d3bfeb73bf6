"""``briefing export``: everything found, as files."""

from __future__ import annotations

from pathlib import Path

import click

from .corpus import FOLDER, brief, over_corpus
from .terminal import many


@click.command()
@over_corpus
@click.argument("out", type=FOLDER)
@click.option(
    "--keep-all", is_flag=True, help="Take every line as part of its article: for texts that are clean already."
)
def export(
    corpus: Path, out: Path, curation: Path | None, processes: int | None, fields: dict[str, str], keep_all: bool
) -> None:
    """Write everything found in CORPUS to the folder OUT, as UTF-8 JSON Lines.

    \b
    articles.jsonl      text, metadata, blocks, quotations, attributions, mentions
    actors.jsonl        people, organisations, places, groups
    claims.jsonl        who claims what, how surely, through whom
    propositions.jsonl  claims by proposition
    problems.jsonl      what could not be read or matched

    \b
    Examples:
      briefing export corpus out
      briefing export corpus out --curation curation
    """
    if out.resolve().is_relative_to(corpus.resolve()):
        raise click.BadParameter("it lies inside CORPUS, where its files would be read as articles", param_hint="OUT")
    from ..exports.contract import export as write

    briefing = brief(corpus, curation, processes, fields, keep_all)
    try:
        write(briefing, out)
    except OSError as error:
        raise click.ClickException(f"{out} cannot be written ({error.strerror}). Choose another folder.") from error
    click.echo(
        f"{many(len(briefing.entries), 'article')}, {many(len(briefing.actors), 'actor')} and "
        f"{many(len(briefing.claims), 'claim')} written to {out}",
        err=True,
    )
    if briefing.problems:
        click.echo(f"{many(len(briefing.problems), 'problem')}: see {out / 'problems.jsonl'}", err=True)
