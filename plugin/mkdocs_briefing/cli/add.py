"""``briefing add``: articles into the corpus, with where they are from."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .corpus import CORPUS
from .terminal import day, plain

if TYPE_CHECKING:
    from ..add import Added


@click.command()
@click.argument("given", nargs=-1, required=True, metavar="FILE|URL...")
@click.option("--corpus", type=CORPUS, default="corpus", show_default=True, help="The folder of articles.")
@click.option("--as", "name", help="The article's name in the corpus, without a suffix; for one FILE or URL.")
@click.option("--retrieved", metavar="DATE", callback=day, help="When it was retrieved. [default: today]")
@click.option("--allow-private", is_flag=True, help="Fetch from a host in a private network, too.")
def add(given: tuple[str, ...], corpus: Path, name: str | None, retrieved: str, allow_private: bool) -> None:
    """Bring articles into the corpus, each with a sidecar that says where it is from.

    The sidecar holds the address (or the path of the file), the day, and the SHA-256. An article that is added again
    and has changed takes the place of the earlier one, which is kept beside it; both digests and what changed in the
    text are printed. An address is fetched by this command alone, never by a build.

    \b
    Examples:
      briefing add https://example.org/pier-closes
      briefing add ~/saved/pier.html --as pier --retrieved 2024-03-01
    """
    from ..add import Refused
    from ..add import add as bring

    if name is not None and len(given) > 1:
        raise click.BadParameter("it names one article; give one FILE or URL", param_hint="--as")
    failed = False
    for one in given:
        try:
            added = bring(corpus, one, retrieved=retrieved, name=name, allow_private=allow_private)
        except Refused as error:
            click.echo(plain(f"{one}: {error}"), err=True)
            failed = True
        else:
            _show_added(added, corpus)
    if failed:
        sys.exit(1)


def _show_added(added: Added, corpus: Path) -> None:
    here = corpus / added.path
    if added.state == "unchanged":
        click.echo(plain(f"{here}: unchanged" + (f" since {added.retrieved}" if added.retrieved else "")))
    elif added.earlier is None:
        click.echo(plain(f"{here}: added, with {added.sidecar}"))
        click.echo(f"    sha256 {added.sha256}")
    else:
        click.echo(plain(f"{here}: changed; the earlier one is kept as {added.earlier.file}"))
        click.echo(plain(f"    earlier sha256 {added.earlier.sha256}  {added.earlier.retrieved or ''}").rstrip())
        click.echo(f"    now     sha256 {added.sha256}  {added.retrieved}")
    if added.doubt:
        click.echo(plain(f"    look: {added.doubt}"))
    for line in added.diff:
        click.echo(plain(line))
