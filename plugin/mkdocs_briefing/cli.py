"""The ``briefing`` command: the same functions that the plugin calls, for the shell."""

from __future__ import annotations

from pathlib import Path

import click

from . import __version__
from .pipeline import brief
from .publish.export import export as write_export


@click.group()
@click.version_option(__version__)
def main() -> None:
    """A folder of news articles in, a briefing out."""


@main.command()
@click.argument("corpus", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("out", type=click.Path(file_okay=False, path_type=Path))
@click.option("--curation", type=click.Path(file_okay=False, path_type=Path), help="folder of curation files")
def export(corpus: Path, out: Path, curation: Path | None) -> None:
    """Write everything found in CORPUS to OUT, as JSON Lines."""
    write_export(brief(corpus, curation), out)
