"""The ``briefing`` command: the same functions that the plugin calls, for the shell.

Exit status: 0, all well; 1, a check failed or a folder cannot be written; 2, wrong usage.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from . import __version__

if TYPE_CHECKING:
    from .add import Added
    from .curation.doubts import Doubt
    from .model import Briefing, Problem

# Heavy parts are imported inside the commands, so that --help answers at once.

_Corpus = click.Path(exists=True, file_okay=False, path_type=Path)
_Folder = click.Path(file_okay=False, path_type=Path)


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
      briefing export corpus out   everything found, as JSON Lines
    """


def _fields(context: click.Context, option: click.Parameter, given: tuple[str, ...]) -> dict[str, str]:
    """``OURS=THEIRS``, each once, as a mapping."""
    from .read import FIELDS

    names = {}
    for pair in given:
        ours, _, theirs = pair.partition("=")
        if ours not in FIELDS or not theirs:
            raise click.BadParameter(f"“{pair}”: write OURS=THEIRS, OURS one of {', '.join(FIELDS)}")
        names[ours] = theirs
    return names


def _over_corpus(command: Callable[..., None]) -> Callable[..., None]:
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
        click.argument("corpus", type=_Corpus),
    ):
        command = decorate(command)
    return command


def _day(context: click.Context, option: click.Parameter, given: str | None) -> str:
    """The day as EDTF: as given, else of ``SOURCE_DATE_EPOCH``, else today."""
    from datetime import UTC, datetime

    from .curation import edtf

    if given is None:
        epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
        now = datetime.fromtimestamp(int(epoch), UTC) if epoch.isdecimal() else datetime.now().astimezone()
        return now.date().isoformat()
    day = edtf.normal(given)
    if day is None:
        raise click.BadParameter(f"“{given}” is no date; write one of {edtf.EXAMPLES}")
    return day


@main.command()
@_over_corpus
@click.argument("out", type=_Folder)
@click.option(
    "--keep-all", is_flag=True, help="Take every line as part of its article: for texts that are clean already."
)
def export(
    corpus: Path, out: Path, curation: Path | None, processes: int | None, fields: dict[str, str], keep_all: bool
) -> None:
    """Write everything found in CORPUS to the folder OUT, as UTF-8 JSON Lines.

    \b
    articles.jsonl      text, metadata, blocks, quotations, attributions, mentions
    actors.jsonl        people, organisations, places, groups
    claims.jsonl        who claims what, how surely, through whom
    propositions.jsonl  claims by proposition
    problems.jsonl      what could not be read or matched

    \b
    Examples:
      briefing export corpus out
      briefing export corpus out --curation curation
    """
    if out.resolve().is_relative_to(corpus.resolve()):
        raise click.BadParameter("it lies inside CORPUS, where its files would be read as articles", param_hint="OUT")
    from .publish.export import export as write

    briefing = _brief(corpus, curation, processes, fields, keep_all)
    try:
        write(briefing, out)
    except OSError as error:
        raise click.ClickException(f"{out} cannot be written ({error.strerror}). Choose another folder.") from error
    click.echo(
        f"{_many(len(briefing.entries), 'article')}, {_many(len(briefing.actors), 'actor')} and "
        f"{_many(len(briefing.claims), 'claim')} written to {out}",
        err=True,
    )
    if briefing.problems:
        click.echo(f"{_many(len(briefing.problems), 'problem')}: see {out / 'problems.jsonl'}", err=True)


@main.command()
@_over_corpus
@click.option(
    "--fail-on",
    type=click.Choice(["problem", "doubt", "never"]),
    default="problem",
    show_default=True,
    help="What makes the exit status 1: a problem (an unreadable file, curation that is wrong or matches nothing), "
    "a doubt as well, or nothing.",
)
@click.option("--limit", type=click.IntRange(min=0), default=20, show_default=True, help="Doubts of a kind; 0 for all.")
def check(
    corpus: Path, curation: Path | None, processes: int | None, fields: dict[str, str], fail_on: str, limit: int
) -> None:
    """Say what is wrong or doubtful in CORPUS, and the YAML that settles it.

    Problems come first, then articles without date, title or outlet (with the bounds found), then speakers that are not
    certain, names that may be several people, and names that may be nobody. Each doubt comes with the lines to paste;
    their first line names the file.

    \b
    Examples:
      briefing check corpus
      briefing check corpus --fail-on doubt     for a briefing that has to be complete
      briefing check corpus --limit 0           everything
    """
    from .curation.doubts import doubts

    briefing = _brief(corpus, curation, processes, fields)
    found = doubts(briefing, corpus.resolve().name)
    _show_problems(briefing.problems)
    _show_doubts(found, limit)
    failed = [problem for problem in briefing.problems if problem.level != "note"]
    click.echo(f"{_many(len(briefing.problems), 'problem')}, {_many(len(found), 'doubt')}.")
    if fail_on != "never" and (failed or (found and fail_on == "doubt")):
        sys.exit(1)


@main.command()
@_over_corpus
@click.option("--write", is_flag=True, help="Append the entries to actors.yml instead of printing them.")
@click.option(
    "--tier",
    type=click.Choice(["published", "review", "all"]),
    default="published",
    show_default=True,
    help="Names that are sure enough to be published, names that may be nobody, or all.",
)
def actors(
    corpus: Path,
    curation: Path | None,
    processes: int | None,
    fields: dict[str, str],
    write: bool,
    tier: Literal["published", "review", "all"],
) -> None:
    """List the actors of CORPUS that actors.yml does not have yet, as entries ready to paste.

    Each entry has the actor's id, name and type, and an empty “identity” to fill in. Other names are commented out,
    with how often they are printed: take the “#” from those that nobody else bears. Put what is nobody under “ignore”.

    With --write the entries are appended to actors.yml, which is made where there is none. What stands there is never
    touched, and nothing is added twice. An entry publishes its actor: look through “--tier review” before writing.

    \b
    Examples:
      briefing actors corpus                  print them
      briefing actors corpus --write          append them to curation/actors.yml
      briefing actors corpus --tier review    names that may be nobody
    """
    from .curation import listing

    folder = curation or corpus.resolve().parent / "curation"
    found = listing.unlisted(_brief(corpus, curation, processes, fields), tier)
    if not write:
        click.echo(f"# {folder.name}/{listing.FILE}\n{listing.entries(found)}", nl=False)
        return
    file = folder / listing.FILE
    try:
        added = listing.add(folder, found)
    except listing.Unwritable as error:
        wrong = error.problem
        hint = f"\n    fix: {wrong.fix}" if wrong.fix else ""
        words = _plain(f"{file}:{wrong.line}: {wrong.message}")
        raise click.ClickException(f"{words}{hint}\nNothing was written.") from error
    except OSError as error:
        raise click.ClickException(f"{file} cannot be written ({error.strerror}).") from error
    click.echo(
        f"{len(added):,} {'entry' if len(added) == 1 else 'entries'} appended to {file}"
        if added
        else f"Nothing to add: {file} has them all.",
        err=True,
    )


@main.command()
@click.argument("folder", metavar="DIR", type=_Folder)
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
    from .curation.project import start

    try:
        written = start(folder)
    except FileExistsError as error:
        raise click.BadParameter(f"{folder} holds files already. Name a new folder.", param_hint="DIR") from error
    except OSError as error:
        raise click.ClickException(f"{folder} cannot be written ({error.strerror}).") from error
    for path in written:
        click.echo(f"  {folder / path}")
    click.echo(f"\nNow:\n  cd {folder}\n  mkdocs serve\n\nThen put your articles into corpus/ and delete the sample.")


@main.command()
@click.argument("given", nargs=-1, required=True, metavar="FILE|URL...")
@click.option("--corpus", type=_Corpus, default="corpus", show_default=True, help="The folder of articles.")
@click.option("--as", "name", help="The article's name in the corpus, without a suffix; for one FILE or URL.")
@click.option("--retrieved", metavar="DATE", callback=_day, help="When it was retrieved. [default: today]")
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
    from .add import Refused
    from .add import add as bring

    if name is not None and len(given) > 1:
        raise click.BadParameter("it names one article; give one FILE or URL", param_hint="--as")
    failed = False
    for one in given:
        try:
            added = bring(corpus, one, retrieved=retrieved, name=name, allow_private=allow_private)
        except Refused as error:
            click.echo(_plain(f"{one}: {error}"), err=True)
            failed = True
        else:
            _show_added(added, corpus)
    if failed:
        sys.exit(1)


# ------------------------------------------------------------------ the work, with a bar on a terminal


def _brief(
    corpus: Path, curation: Path | None, processes: int | None, fields: dict[str, str], keep_all: bool = False
) -> Briefing:
    from .pipeline import brief

    beside = corpus.resolve().parent / "curation"
    folder = curation or (beside if beside.is_dir() else None)
    with _progress() as progress:
        return brief(corpus, folder, processes=processes, keep_all=keep_all, fields=fields, progress=progress)


@contextmanager
def _progress() -> Iterator[Callable[[str, int, int], None] | None]:
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


# ------------------------------------------------------------------ words on the terminal

_HEADINGS = {
    "metadata": "No date, title or outlet",
    "unknown": "Speaker not found",
    "ambiguous": "A name of several",
    "implicit": "Speaker not named where they speak",
    "pronoun": "Speaker known by a pronoun",
    "actor": "Names that may be nobody",
}


def _show_problems(problems: Iterable[Problem]) -> None:
    order = {"error": 0, "warning": 1, "note": 2}
    ranked = sorted(problems, key=lambda p: (order[p.level], p.file, p.line or 0, p.code))
    if ranked:
        _heading("Problems", len(ranked))
    for problem in ranked:
        place = problem.file if problem.line is None else f"{problem.file}:{problem.line}"
        click.echo(_plain(f"{place}: {problem.level}: {problem.message}"))
        if problem.value and problem.value not in problem.message:
            click.echo(_plain(f"    there: {problem.value}"))
        if problem.fix:
            click.echo(_plain(f"    fix: {problem.fix}"))
    if ranked:
        click.echo()


def _show_doubts(found: Iterable[Doubt], limit: int) -> None:
    kinds: dict[str, list[Doubt]] = {}
    for doubt in found:
        kinds.setdefault(doubt.kind, []).append(doubt)
    for kind, members in kinds.items():
        _heading(_HEADINGS[kind], len(members))
        for doubt in members[: limit or None]:
            place = doubt.where if doubt.line is None else f"{doubt.where}:{doubt.line}"
            click.echo(_plain(f"{place}: {doubt.message}"))
            if doubt.words:
                click.echo(_plain(f"    “{doubt.words if len(doubt.words) <= 160 else doubt.words[:159] + '…'}”"))
            for line in (doubt.yaml or "").splitlines():
                click.echo(_plain(f"    {line}"))
            click.echo()
        if limit and len(members) > limit:
            click.echo(f"… and {len(members) - limit} more (--limit 0 shows all)\n")


def _show_added(added: Added, corpus: Path) -> None:
    here = corpus / added.path
    if added.state == "unchanged":
        click.echo(_plain(f"{here}: unchanged" + (f" since {added.retrieved}" if added.retrieved else "")))
    elif added.earlier is None:
        click.echo(_plain(f"{here}: added, with {added.sidecar}"))
        click.echo(f"    sha256 {added.sha256}")
    else:
        click.echo(_plain(f"{here}: changed; the earlier one is kept as {added.earlier.file}"))
        click.echo(_plain(f"    earlier sha256 {added.earlier.sha256}  {added.earlier.retrieved or ''}").rstrip())
        click.echo(f"    now     sha256 {added.sha256}  {added.retrieved}")
    if added.doubt:
        click.echo(_plain(f"    look: {added.doubt}"))
    for line in added.diff:
        click.echo(_plain(line))


def _heading(words: str, count: int) -> None:
    click.secho(f"{words} ({count})", bold=True)
    click.echo()


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}" + ("" if count == 1 else "s")


def _plain(words: str) -> str:
    """The words with control characters made visible: a scrape must not steer the terminal."""
    return "".join(c if c.isprintable() else " " if c.isspace() else f"\\x{ord(c):02x}" for c in words)
