"""``briefing export``: everything found, as files for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .corpus import FOLDER, brief, over_corpus, select_articles
from .terminal import many

if TYPE_CHECKING:
    from ..exports.material import Material
    from ..selection import Selection

FORMATS = ("jsonl", "csv", "bibtex", "csl", "annotations", "graphml", "pdf", "atom")
GENERATORS = ("mkdocs", "zensical", "hugo")


@click.command()
@over_corpus
@click.argument("out", type=FOLDER, required=False)
@click.option(
    "--format", "formats", type=click.Choice(FORMATS), multiple=True, help="May be repeated. [default: jsonl]"
)
@click.option("--site", type=FOLDER, help="Write the pages as plain files into this folder, for other site generators.")
@click.option(
    "--for",
    "generator",
    type=click.Choice(GENERATORS),
    default="mkdocs",
    show_default=True,
    help="The generator that --site writes for.",
)
@click.option("--site-url", metavar="URL", help="Where the briefing's home page stands, for addresses of pages.")
@click.option(
    "--keep-all", is_flag=True, help="Take every line as part of its article: for texts that are clean already."
)
@click.option("--cache", type=FOLDER, help="Use the store that “briefing analyse” filled in this folder.")
@select_articles
def export(
    corpus: Path,
    out: Path | None,
    formats: tuple[str, ...],
    site: Path | None,
    generator: str,
    site_url: str | None,
    curation: Path | None,
    processes: int | None,
    fields: dict[str, str],
    keep_all: bool,
    select: Selection | None,
    cache: Path | None,
) -> None:
    """Write everything found in CORPUS to the folder OUT.

    \b
    jsonl        everything, as UTF-8 JSON Lines (the export contract)
    csv          articles, claims, quotations, actors and figures, as tables
    bibtex, csl  the sources, for LaTeX and for reference managers
    annotations  quotations and claims as Web Annotations
    graphml      who speaks about whom
    pdf          the book for paper, as “briefing book” writes it
    atom         feeds of new articles and claims; needs --site-url

    \b
    Examples:
      briefing export corpus out
      briefing export corpus out --format csv --format bibtex
      briefing export corpus --site docs
      briefing export corpus out --select since=2022-03 --select "actors=Ada Lund"
    """
    if out is None and site is None:
        raise click.UsageError("Say where to: briefing export CORPUS OUT, or --site DIR.")
    for folder, name in ((out, "OUT"), (site, "--site")):
        if folder and folder.resolve().is_relative_to(corpus.resolve()):
            raise click.BadParameter(
                "it lies inside CORPUS, where its files would be read as articles", param_hint=name
            )
    if out is None and formats:
        raise click.UsageError("--format needs OUT, the folder for its files.")
    if site_url and not site_url.lower().startswith(("https://", "http://")):
        raise click.BadParameter("write the whole address: https://example.org/briefing/", param_hint="--site-url")
    if "atom" in formats and not site_url:
        raise click.UsageError("--format atom needs --site-url: every entry of a feed leads to a page.")

    from ..book import pdf
    from ..exports import formats as exports
    from ..exports import plain_site
    from ..exports.material import Material

    briefing = brief(corpus, curation, processes, fields, keep_all, select, cache)
    material = Material.of(briefing)
    if site_url:
        material = material._replace(place=plain_site.place(material.briefing, site_url))
    try:
        if out:
            exports.write(material, formats or ("jsonl",), out)
        if site:
            plain_site.write(briefing, site, generator)
    except pdf.Unavailable as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise click.ClickException(
            f"{error.filename or out or site} cannot be written ({error.strerror}). Choose another folder."
        ) from error
    _say(material, out, site, formats)


def _say(material: Material, out: Path | None, site: Path | None, formats: tuple[str, ...]) -> None:
    briefing = material.briefing
    click.echo(
        f"{many(len(briefing.entries), 'article')}, {many(len(briefing.actors), 'actor')} and "
        f"{many(len(briefing.claims), 'claim')} written to {' and '.join(str(f) for f in (out, site) if f)}",
        err=True,
    )
    if briefing.problems:
        told = out / "problems.jsonl" if out and "jsonl" in (formats or ("jsonl",)) else "briefing check"
        click.echo(f"{many(len(briefing.problems), 'problem')}: see {told}", err=True)
