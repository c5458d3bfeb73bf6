"""``briefing book``: the briefing as one document for paper."""

from __future__ import annotations

from pathlib import Path

import click

from ..publish.chapters import CHAPTERS
from .corpus import brief, over_corpus
from .terminal import date


@click.command()
@over_corpus
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--only",
    multiple=True,
    metavar="CHAPTER",
    type=click.Choice(CHAPTERS),
    help=f"Of {', '.join(CHAPTERS)}. May be repeated.",
)
@click.option("--actor", metavar="NAME", help="Only what this actor, by id or name, says or passes on.")
@click.option("--proposition", metavar="ID", help="Only the claims under this proposition.")
@click.option("--since", metavar="DATE", callback=date, help="Only what is dated on or after this day, month or year.")
@click.option("--until", metavar="DATE", callback=date, help="Only what is dated on or before it.")
@click.option(
    "--texts",
    type=click.IntRange(min=0),
    default=20,
    show_default=True,
    help="Up to so many articles in full; none of a part, unless asked for with “--only texts”.",
)
@click.option(
    "--claims",
    type=click.IntRange(min=0),
    default=300,
    show_default=True,
    help="Claims under no proposition are printed where they are no more than this.",
)
@click.option("--language", default="en", show_default=True, help="Of the book's own words.")
def book(
    corpus: Path,
    curation: Path | None,
    processes: int | None,
    fields: dict[str, str],
    out: Path,
    only: tuple[str, ...],
    actor: str | None,
    proposition: str | None,
    since: str | None,
    until: str | None,
    texts: int,
    claims: int,
    language: str,
) -> None:
    """Write the briefing over CORPUS as one document: OUT.pdf (with the extra “pdf”), or OUT.html to print anywhere.

    Every quotation and claim has a numbered endnote: who said it, in which article of which outlet, when, where, and
    through whom. The date on the cover is “as_of” of briefing.yml, else SOURCE_DATE_EPOCH; never today.

    \b
    Examples:
      briefing book corpus briefing.pdf
      briefing book corpus mayor.pdf --actor anneli-aune
      briefing book corpus week.html --since 2024-09-01 --until 2024-09-07 --only claims --only notes
    """
    from ..book import NotThere
    from ..book import book as document
    from ..publish.choice import Choice
    from ..publish.options import Options

    if out.suffix.lower() not in (".pdf", ".html"):
        raise click.BadParameter("name a .pdf or an .html file", param_hint="OUT")
    choice = Choice(only=only, actor=actor, proposition=proposition, since=since, until=until)
    options = Options(language=language, print_full_texts=texts, print_claims=claims)
    try:
        html = document(brief(corpus, curation, processes, fields), options, choice)
    except NotThere as error:
        raise click.UsageError(str(error)) from error
    try:
        if out.suffix.lower() == ".pdf":
            from ..book import pdf

            try:
                pdf.write(html, out)
            except pdf.Unavailable as error:
                raise click.ClickException(str(error)) from error
        else:
            out.write_text(html, encoding="utf-8")
    except OSError as error:
        raise click.ClickException(f"{out} cannot be written ({error.strerror}). Choose another place.") from error
    click.echo(f"written: {out}", err=True)
