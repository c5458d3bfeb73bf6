"""``briefing new``: a ready project."""

from __future__ import annotations

from pathlib import Path

import click

from .corpus import FOLDER


@click.command()
@click.argument("folder", metavar="DIR", type=FOLDER)
def new(folder: Path) -> None:
    """Make a ready project in the new folder DIR.

    It holds mkdocs.yml, corpus/ with one sample article and its corrections, curation/ with every file explained in
    comments, and docs/ for pages of your own. Nothing is ever overwritten: DIR must be new or empty.

    \b
    Example:
      briefing new harbour
      cd harbour
      mkdocs serve
    """
    from ..curation.project import start

    try:
        written = start(folder)
    except FileExistsError as error:
        raise click.BadParameter(f"{folder} holds files already. Name a new folder.", param_hint="DIR") from error
    except OSError as error:
        raise click.ClickException(f"{folder} cannot be written ({error.strerror}).") from error
    for path in written:
        click.echo(f"  {folder / path}")
    click.echo(f"\nNow:\n  cd {folder}\n  mkdocs serve\n\nThen put your articles into corpus/ and delete the sample.")
