"""CORPUS: the argument and options of every command that reads it, and the work, with a bar on a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .terminal import many

if TYPE_CHECKING:
    from ..model import Briefing
    from ..selection import Selection

CORPUS = click.Path(exists=True, file_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)


class CorpusFolder(click.Path):
    """A folder of articles, or an address of fsspec from which they are brought into one of the cache."""

    name = "folder or address"

    def __init__(self) -> None:
        super().__init__(exists=True, file_okay=False, path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        from .. import remote

        if not isinstance(value, str) or not remote.is_address(value) or Path(value).exists():
            return super().convert(value, param, ctx)
        given = ctx.params.get("cache") if ctx else None
        cache = given if isinstance(given, Path) else Path(".cache/briefing")
        most = ctx.meta.get(_AT_MOST, remote.MOST) if ctx else remote.MOST
        try:
            with progress() as say:
                brought = remote.bring(value, cache.resolve(), most=most, progress=say)
        except remote.Unusable as error:
            raise click.ClickException(str(error)) from error
        for warning in brought.warnings:
            click.echo(f"warning: {warning}", err=True)
        click.echo(f"{many(brought.files, 'file')} in {brought.folder} ({brought.new} new)", err=True)
        if ctx:
            ctx.meta[CACHE] = cache
        return brought.folder


def _at_most(context: click.Context, option: click.Parameter, given: float | None) -> None:
    if given is not None:
        context.meta[_AT_MOST] = int(given * 1e9)


CACHE = "mkdocs_briefing.cache"
"""Where the store stands when a corpus was brought from elsewhere."""

_AT_MOST = "mkdocs_briefing.at_most"


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


def _conditions(context: click.Context, option: click.Parameter, given: tuple[str, ...]) -> Selection | None:
    """``KIND=VALUE``, several of a kind together, as in ``mkdocs.yml``."""
    from ..selection import DAYS, selection

    said: dict[str, Any] = {}
    for pair in given:
        kind, _, value = pair.partition("=")
        said[kind] = value if kind in DAYS else [*said.get(kind, ()), value]
    try:
        return selection(said) if said else None
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


select_articles = click.option(
    "--select",
    multiple=True,
    metavar="KIND=VALUE",
    callback=_conditions,
    help="Only a part of the articles: since, until, sources, paths, actors, propositions or tags, as “select” in "
    "mkdocs.yml. May be repeated: other kinds narrow it, more of a kind widen it.",
)


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
        click.option(
            "--at-most",
            type=click.FloatRange(min=0),
            callback=_at_most,
            metavar="GB",
            is_eager=True,
            expose_value=False,
            help="How much may be brought from a CORPUS that is an address. [default: 20]",
        ),
        click.argument("corpus", type=CorpusFolder()),
    ):
        command = decorate(command)
    return command


def brief(
    corpus: Path,
    curation: Path | None,
    processes: int | None,
    fields: dict[str, str],
    keep_all: bool = False,
    select: Selection | None = None,
    cache: Path | None = None,
) -> Briefing:
    from ..pipeline import brief
    from ..store import Store

    folder = beside(corpus, curation)
    with Store(cache) if cache else nullcontext() as store, progress() as say:
        return brief(
            corpus,
            folder,
            store=store,
            processes=processes,
            keep_all=keep_all,
            fields=fields,
            select=select,
            progress=say,
        )


def beside(corpus: Path, curation: Path | None) -> Path | None:
    """The folder of curation: as given, else “curation” beside the corpus, where there is one."""
    usual = corpus.resolve().parent / "curation"
    return curation or (usual if usual.is_dir() else None)


@contextmanager
def progress() -> Iterator[Callable[[str, int, int], None] | None]:
    """How far each stage is, on a terminal; nothing anywhere else."""
    from ..progress import on_terminal

    bar = on_terminal()
    try:
        yield bar.say if bar else None
    finally:
        if bar:
            bar.clear()
