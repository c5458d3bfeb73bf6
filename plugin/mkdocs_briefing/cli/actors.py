"""``briefing actors``: who is named, as entries for actors.yml."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from .corpus import brief, over_corpus
from .terminal import plain


@click.command()
@over_corpus
@click.option("--write", is_flag=True, help="Append the entries to actors.yml instead of printing them.")
@click.option(
    "--tier",
    type=click.Choice(["published", "review", "all"]),
    default="published",
    show_default=True,
    help="Names that are sure enough to be published, names that may be nobody, or all.",
)
def actors(
    corpus: Path,
    curation: Path | None,
    processes: int | None,
    fields: dict[str, str],
    write: bool,
    tier: Literal["published", "review", "all"],
) -> None:
    """List the actors of CORPUS that actors.yml does not have yet, as entries ready to paste.

    Each entry has the actor's id, name and type, and an empty “identity” to fill in. Other names are commented out,
    with how often they are printed: take the “#” from those that nobody else bears. Put what is nobody under “ignore”.

    With --write the entries are appended to actors.yml, which is made where there is none. What stands there is never
    touched, and nothing is added twice. An entry publishes its actor: look through “--tier review” before writing.

    \b
    Examples:
      briefing actors corpus                  print them
      briefing actors corpus --write          append them to curation/actors.yml
      briefing actors corpus --tier review    names that may be nobody
    """
    from ..curation import listing

    folder = curation or corpus.resolve().parent / "curation"
    found = listing.unlisted(brief(corpus, curation, processes, fields), tier)
    if not write:
        click.echo(f"# {folder.name}/{listing.FILE}\n{listing.entries(found)}", nl=False)
        return
    file = folder / listing.FILE
    try:
        added = listing.add(folder, found)
    except listing.Unwritable as error:
        wrong = error.problem
        hint = f"\n    fix: {wrong.fix}" if wrong.fix else ""
        words = plain(f"{file}:{wrong.line}: {wrong.message}")
        raise click.ClickException(f"{words}{hint}\nNothing was written.") from error
    except OSError as error:
        raise click.ClickException(f"{file} cannot be written ({error.strerror}).") from error
    click.echo(
        f"{len(added):,} {'entry' if len(added) == 1 else 'entries'} appended to {file}"
        if added
        else f"Nothing to add: {file} has them all.",
        err=True,
    )
