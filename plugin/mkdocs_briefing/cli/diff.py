"""``briefing diff``: what changed between two exports."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .terminal import heading, plain

if TYPE_CHECKING:
    from ..publish.editions import ArticleChange, Changes, ClaimChange

_EXPORT = click.Path(exists=True, file_okay=False, path_type=Path)
_HEADINGS = {
    "articles_new": "New articles",
    "articles_gone": "Articles that are gone",
    "articles_redated": "Articles with another date",
    "new": "New claims",
    "gone": "Claims that are gone",
    "reattributed": "Claims with another speaker",
    "corrected": "Claims that a person corrected",
    "redated": "Claims said on another date",
}


@click.command()
@click.argument("old", type=_EXPORT)
@click.argument("new", type=_EXPORT)
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.option(
    "--html", "page", type=click.Path(dir_okay=False, path_type=Path), help="As a page of its own in this file."
)
@click.option("--language", default="en", show_default=True, help="Of the page.")
def diff(old: Path, new: Path, as_json: bool, page: Path | None, language: str) -> None:
    """Say what changed between two editions: the folders OLD and NEW, each written by “briefing export”.

    New and gone, with another speaker, corrected by a person, with another date. A claim is known by its article and
    the words of its sentence. Keep the export of each edition that you hand out; “editions:” in briefing.yml puts the
    changes since it on the site.

    \b
    Examples:
      briefing diff editions/1 editions/2
      briefing diff editions/1 editions/2 --html changes.html
    """
    import msgspec

    from ..curation.editions import Unreadable, read
    from ..publish.editions import compare

    try:
        found = compare(read(old, old.name), read(new, new.name))
    except Unreadable as error:
        raise click.ClickException(plain(str(error))) from error
    if page:
        try:
            page.write_text(_page(found, language), encoding="utf-8", newline="\n")
        except OSError as error:
            raise click.ClickException(f"{page} cannot be written ({error.strerror}).") from error
        click.echo(f"Written to {page}", err=True)
    elif as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(found, order="deterministic"), indent=2))
    else:
        _tell(found)


def _tell(found: Changes) -> None:
    click.echo(
        f"{found.articles[0]:,} articles before, {found.articles[1]:,} now; "
        f"{found.claims[0]:,} claims before, {found.claims[1]:,} now.\n"
    )
    for name, count in found.counts():
        heading(_HEADINGS[name], count)
        for change in getattr(found, name):
            for line in _article(change) if name.startswith("articles") else _claim(change, name):
                click.echo(plain(line))
        click.echo()
    if not found.counts():
        click.echo("Nothing changed.")


def _article(change: ArticleChange) -> list[str]:
    outlet = f" ({change.publisher})" if change.publisher else ""
    claims = f", {change.claims} claims" if change.claims else ""
    was = (
        f": was {change.before or 'undated'}, now {change.after or 'undated'}" if change.before != change.after else ""
    )
    return [f"  {change.id}: {change.title}{outlet}{claims}" + (was if change.before else "")]


def _claim(change: ClaimChange, name: str) -> list[str]:
    lines = [f"  {change.id}", f"      {change.speaker or 'nobody'}: {change.words}"]
    if change.before is not None:
        lines.append(f"      was {change.before or 'none'}, now {change.after or 'none'}")
    if change.by is not None and name not in ("new", "gone"):
        lines.append(f"      set by {change.by or 'a person'}" + (f": {change.why}" if change.why else ""))
    return lines


def _page(found: Changes, language: str) -> str:
    from ..model import Briefing, Curation
    from ..publish import templates
    from ..publish.catalogue import Catalogue
    from ..publish.desk import Desk
    from ..publish.options import Options
    from ..publish.views.changes import since
    from ..publish.words import Words

    words = Words(language)
    nothing = Briefing(entries=(), actors=(), claims=(), propositions=(), curation=Curation(), problems=(), inputs="")
    desk = Desk(Catalogue(nothing), Options(language=language), words, {}, "", lambda start, goal: goal)
    template = templates.environment(words).get_template("briefing/diff.html")
    return template.render(view=since(desk, found), desk=desk, title=f"{found.before} → {found.after}") + "\n"
