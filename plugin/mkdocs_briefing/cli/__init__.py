"""The ``briefing`` command: the same functions that the plugin calls, for the shell.

Exit status: 0, all well; 1, a check failed or a folder cannot be written; 2, wrong usage.
"""

from __future__ import annotations

import click

from .. import __version__
from . import actors, add, analyse, book, check, diff, export, new

# Each module holds one command; heavy parts are imported inside it, so that --help answers at once.


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Begin with “briefing new DIR”. Each command explains itself: “briefing check --help”.",
)
@click.version_option(__version__, prog_name="briefing")
def main() -> None:
    """A folder of news articles in, a static briefing site out.

    \b
      briefing new harbour         a ready project in the new folder harbour/
      mkdocs serve                 the site, live (in that folder)
      briefing add FILE or URL     an article into the corpus, with where it is from
      briefing check corpus        what is doubtful, with the YAML that settles it
      briefing actors corpus       who is named, as entries for actors.yml
      briefing analyse corpus      the work that takes time, here or on a cluster
      briefing book corpus x.pdf   the briefing as one document for paper
      briefing diff OLD NEW        what changed between two exports
      briefing export corpus out   everything found, as JSON Lines
    """


for command in (new.new, add.add, analyse.analyse, check.check, actors.actors, export.export, diff.diff, book.book):
    main.add_command(command)
