"""CORPUS: the argument and options of every command that reads it, and the work, with a bar on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from ..model import Briefing

CORPUS = click.Path(exists=True, file_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)


def _fields(context: click.Context, option: click.Parameter, given: tuple[str, ...]) -> dict[str, str]:
    """``OURS=THEIRS``, each once, as a mapping."""
    from ..read import FIELDS

    names = {}
    for pair in given:
        ours, _, theirs = pair.partition("=")
        if ours not in FIELDS or not theirs:
            raise click.BadParameter(f"“{pair}”: write OURS=THEIRS, OURS one of {', '.join(FIELDS)}")
        names[ours] = theirs
    return names


def over_corpus(command: Callable[..., None]) -> Callable[..., None]:
    """CORPUS and the options of every command that reads it."""
    for decorate in (
        click.option(
            "--field",
            "fields",
            multiple=True,
            metavar="OURS=THEIRS",
            callback=_fields,
            help="What a .json dump calls a field, such as text=story, where it is no usual name. May be repeated.",
        ),
        click.option("--processes", type=click.IntRange(min=1), help="At most so many processes. [default: what pays]"),
        click.option(
            "--curation",
            type=click.Path(exists=True, file_okay=False, path_type=Path),
            help="Folder of briefing.yml, actors.yml, sources.yml and propositions.yml. "
            "[default: “curation” beside CORPUS, where there is one]",
        ),
        click.argument("corpus", type=CORPUS),
    ):
        command = decorate(command)
    return command


def brief(
    corpus: Path, curation: Path | None, processes: int | None, fields: dict[str, str], keep_all: bool = False
) -> Briefing:
    from ..pipeline import brief

    with progress() as say:
        return brief(
            corpus, beside(corpus, curation), processes=processes, keep_all=keep_all, fields=fields, progress=say
        )


def beside(corpus: Path, curation: Path | None) -> Path | None:
    """The folder of curation: as given, else “curation” beside the corpus, where there is one."""
    usual = corpus.resolve().parent / "curation"
    return curation or (usual if usual.is_dir() else None)


@contextmanager
def progress() -> Iterator[Callable[[str, int, int], None] | None]:
    """A bar for each stage on a terminal; nothing anywhere else."""
    if not sys.stderr.isatty():
        yield None
        return
    bar: Any = None
    shown = ""

    def say(stage: str, done: int, total: int) -> None:
        nonlocal bar, shown
        if stage != shown:
            if bar is not None:
                bar.render_finish()
            shown = stage
            bar = click.progressbar(length=max(total, 1), label=f"{stage:8}", file=sys.stderr, update_min_steps=10)
        bar.update(done - bar.pos)

    try:
        yield say
    finally:
        if bar is not None:
            bar.render_finish()
