"""Words on the terminal, the same for every command."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from ..model import Problem


def date(context: click.Context, option: click.Parameter, given: str | None) -> str | None:
    """A date as EDTF, where one is given."""
    from ..curation import edtf

    found = edtf.normal(given) if given else None
    if given is not None and found is None:
        raise click.BadParameter(f"“{given}” is no date; write one of {edtf.EXAMPLES}")
    return found


def day(context: click.Context, option: click.Parameter, given: str | None) -> str:
    """A date as EDTF; where none is given, the day of ``SOURCE_DATE_EPOCH``, else today."""
    from datetime import UTC, datetime

    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    now = datetime.fromtimestamp(int(epoch), UTC) if epoch.isdecimal() else datetime.now().astimezone()
    return date(context, option, given) or now.date().isoformat()


def show_problems(problems: Iterable[Problem]) -> None:
    order = {"error": 0, "warning": 1, "note": 2}
    ranked = sorted(problems, key=lambda p: (order[p.level], p.file, p.line or 0, p.code))
    if ranked:
        heading("Problems", len(ranked))
    for problem in ranked:
        place = problem.file if problem.line is None else f"{problem.file}:{problem.line}"
        click.echo(plain(f"{place}: {problem.level}: {problem.message}"))
        if problem.value and problem.value not in problem.message:
            click.echo(plain(f"    there: {problem.value}"))
        if problem.fix:
            click.echo(plain(f"    fix: {problem.fix}"))
    if ranked:
        click.echo()


def heading(words: str, count: int) -> None:
    click.secho(f"{words} ({count})", bold=True)
    click.echo()


def many(count: int, noun: str) -> str:
    return f"{count:,} {noun}" + ("" if count == 1 else "s")


def plain(words: str) -> str:
    """The words with control characters made visible: a scrape must not steer the terminal."""
    return "".join(c if c.isprintable() else " " if c.isspace() else f"\\x{ord(c):02x}" for c in words)
