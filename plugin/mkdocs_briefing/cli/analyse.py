"""``briefing analyse``: the work that takes time, done once, here or on a cluster, for every later build."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

import click

from .corpus import CACHE, FOLDER, beside, over_corpus, progress
from .terminal import many, show_problems


@click.command()
@over_corpus
@click.option(
    "--cache",
    type=FOLDER,
    is_eager=True,
    help="Folder of the store, the “cache” of mkdocs.yml. [default: .cache/briefing beside CORPUS]",
)
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="Analyse on the Dask cluster behind this scheduler, such as tcp://10.0.0.5:8786. "
    "Needs mkdocs-briefing[cluster].",
)
@click.option(
    "--keep-all", is_flag=True, help="Take every line as part of its article: for texts that are clean already."
)
def analyse(
    corpus: Path,
    cache: Path | None,
    scheduler: str | None,
    curation: Path | None,
    processes: int | None,
    fields: dict[str, str],
    keep_all: bool,
) -> None:
    """Read and analyse every article of CORPUS into the store, for later builds.

    Each article is read, cleaned and searched for quotations, claims and names. What is found is kept in the store, one
    file, from which “mkdocs build” makes the site without doing it again; copy the file to build elsewhere. Run it
    again when you like: only what is new or changed is analysed. Ctrl-C ends it, and what was done stays done.

    With --scheduler the articles are read here and analysed by the workers of a Dask cluster. They need neither CORPUS
    nor the store, only the same versions of mkdocs-briefing, its libraries and Python; others are refused by name.

    CORPUS may be an address, such as s3://bucket/news or zip://::news.zip (needs mkdocs-briefing[remote]). Its files
    are brought into the cache once; the next time only what changed there.

    \b
    Examples:
      briefing analyse corpus
      briefing analyse corpus --scheduler tcp://10.0.0.5:8786
      briefing analyse s3://bucket/news
      briefing analyse corpus --cache /srv/store --curation curation
    """
    from .. import cluster
    from ..pipeline import Corpus
    from ..store import Store

    brought = click.get_current_context().meta.get(CACHE)
    folder = cache or brought or corpus.resolve().parent / ".cache" / "briefing"
    if folder.resolve().is_relative_to(corpus.resolve()):
        raise click.BadParameter("it lies inside CORPUS, where its files would be read", param_hint="--cache")
    warnings: list[str] = []
    reading = Corpus(corpus, beside(corpus, curation), keep_all=keep_all, fields=fields, once=True)
    try:
        with (
            cluster.executor(scheduler) if scheduler else nullcontext() as executor,
            Store(folder, warnings.append) as store,
            progress() as say,
        ):
            tally = reading.analyse(store, executor=executor, processes=processes, progress=say)
            kept = store.path
    except cluster.Unusable as error:
        raise click.ClickException(f"{error}\nWhat was analysed before is in the store; run it again.") from error
    if warnings:
        raise click.ClickException("\n".join(warnings))
    show_problems(tally.problems)
    click.echo(
        f"{many(tally.articles, 'article')} analysed in {kept} ({many(len(tally.problems), 'problem')})", err=True
    )
