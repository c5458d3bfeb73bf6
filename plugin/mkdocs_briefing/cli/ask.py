"""``briefing check --ask``: what is doubtful one by one, and the answers into the files where they belong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .terminal import plain

if TYPE_CHECKING:
    from ..curation.answers import Answers, Passage
    from ..curation.doubts import Doubt
    from ..model import Actor, Briefing, Suggestion


class Quit(Exception):
    """The person has done enough for now; all that was answered is written."""


def ask(briefing: Briefing, corpus: Path, folder: Path, by: str | None, on: str) -> tuple[int, int]:
    """Go through doubts, then suggestions; how many were settled, of how many."""
    from ..curation.answers import Answers
    from ..curation.doubts import doubts
    from ..link.suggestions import suggestions

    found = doubts(briefing, corpus.name)
    proposed = suggestions(briefing)
    total = len(found) + len(proposed)
    if not total:
        return 0, 0
    settled = 0
    try:
        by = by or _asked("Your initials, printed beside what you settle").strip()
        answers = Answers(briefing, corpus, folder, by, on)
        dialogue = _Dialogue(answers)
        for n, doubt in enumerate(found, 1):
            click.secho(f"\n[{n} of {total}] ", bold=True, nl=False)
            settled += dialogue.doubt(doubt)
        for n, suggestion in enumerate(proposed, len(found) + 1):
            click.secho(f"\n[{n} of {total}] ", bold=True, nl=False)
            settled += dialogue.suggestion(suggestion)
    except (Quit, click.Abort):
        click.echo()
    return settled, total


class _Dialogue:
    """One question at a time. Every answer is written at once, so that nothing is lost by leaving."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers

    def doubt(self, doubt: Doubt) -> bool:
        place = doubt.where if doubt.line is None else f"{doubt.where}:{doubt.line}"
        click.echo(plain(f"{place}: {doubt.message}"))
        if passage := self._answers.passage(doubt):
            _show(passage)
        if not self._answers.can_be_written(doubt):
            click.echo("    A record of a dump has no sidecar: settle it where the dump is made.")
            return False
        if doubt.kind == "metadata":
            return self._metadata(doubt)
        return self._actor(doubt) if doubt.kind == "actor" else self._speaker(doubt)

    def _metadata(self, doubt: Doubt) -> bool:
        from ..curation import edtf
        from ..ids import fold

        done = False
        for field, proposed in doubt.missing.items():
            hint = f" ({proposed}: a)" if proposed else ""
            while True:
                words = _asked(f"    {field}{hint}, s to skip (Enter), q to quit", default="").strip()
                if words == "s":
                    words = ""
                if words == "q":
                    raise Quit
                if words == "a" and proposed:
                    words = proposed
                if field == "date" and words and not edtf.normal(words):
                    click.echo(f"    That is no date; write it like {edtf.EXAMPLES}.")
                elif words and not fold(words):
                    click.echo(f"    That is no {field}: it holds no letter.")
                else:
                    break
            if words:
                done |= self._write(lambda field=field, words=words: self._answers.value(doubt, field, words))  # type: ignore[misc]
        return done

    def _speaker(self, doubt: Doubt) -> bool:
        candidates = self._answers.candidates(doubt)
        known = self._answers.actors.get(doubt.actor or "")
        accept = f"right, it is {known.name}" if known else "right, the text does not say"
        keys = {"a": accept, **_numbered(candidates), "o": "somebody else"}
        if known:
            keys["n"] = "the text does not say"
        keys["r"] = "nobody says this" if doubt.correction == "quote" else "this is no claim"
        while True:
            key = _choice(keys)
            if key == "s":
                return False
            if key == "a":
                return self._write(lambda: self._answers.confirm(doubt))
            if key == "n":
                return self._write(lambda: self._answers.nobody(doubt))
            if key == "r":
                return self._write(lambda: self._answers.reject(doubt))
            actor = self._somebody() if key == "o" else candidates[int(key) - 1].id
            if actor:
                return self._write(lambda actor=actor: self._answers.speaker(doubt, actor))  # type: ignore[misc]

    def _somebody(self) -> str | None:
        """The id of the actor that a person names; one whom nobody knows yet gets an entry, where they want it."""
        words = _asked("    Who? (name or id, Enter to go back)", default="").strip()
        if not words:
            return None
        found = self._answers.named(words)
        if len(found) == 1:
            return found[0].id
        if found:
            key = _choice(_numbered(found))
            return None if key == "s" else found[int(key) - 1].id
        from ..curation.anchors import suggest

        near = suggest(words, [actor.name for actor in self._answers.actors.values()])
        click.echo(plain(f"    Nobody is called “{words}”" + (f"; did you mean “{near}”?" if near else ".")))
        if not click.confirm("    Add an entry to actors.yml?", default=False):
            return None
        kinds = ("person", "organization", "place", "group")
        kind = click.prompt("    What is it?", type=click.Choice(kinds), default="person")
        id = ""

        def written() -> Path:
            nonlocal id
            id = self._answers.new_actor(words, kind)
            return Path("actors.yml")

        return id if self._write(written) else None

    def _actor(self, doubt: Doubt) -> bool:
        near = [self._answers.actors[id] for id in doubt.candidates if id in self._answers.actors]
        if doubt.twins:
            other = near[0].id
            key = _choice({"m": f"one, merge them as {near[0].name}", "k": "two, keep them apart"})
            acts: dict[str, Callable[[], Path]] = {
                "m": lambda: self._answers.merge(doubt, other),
                "k": lambda: self._answers.keep_apart(doubt, other),
            }
        else:
            merges = {str(n): f"another name of {a.name} ({a.id})" for n, a in enumerate(near, 1)}
            key = _choice({"p": "somebody, to be published", **merges, "i": "nobody, ignore it"})
            acts = {"p": lambda: self._answers.publish(doubt), "i": lambda: self._answers.ignore(doubt)}
            for n, a in enumerate(near, 1):
                acts[str(n)] = lambda a=a: self._answers.merge(doubt, a.id)  # type: ignore[misc]
        return key != "s" and self._write(acts[key])

    def suggestion(self, suggestion: Suggestion) -> bool:
        from ..link.suggestions import dismissal

        said = {
            "claim": f"may belong under “{suggestion.proposition}”",
            "conflict": f"may clash under “{suggestion.proposition}”",
            "agreement": f"may agree under “{suggestion.proposition}”",
            "repeat": "may be one claim, said twice",
        }[suggestion.kind]
        click.echo(plain(f"{said}: {suggestion.why}"))
        for claim in suggestion.claims:
            _show(self._answers.passage_of(claim))
        key = _choice({"a": "yes, write it down", "r": "no, and do not ask again"})
        if key == "s":
            return False
        if key == "r":
            return self._write(lambda: self._answers.dismiss(dismissal(suggestion)))
        if suggestion.kind == "claim":
            return self._write(lambda: self._answers.take(suggestion))
        if suggestion.kind == "repeat":
            statement = _asked("    What do both say? (the proposition, Enter to skip)", default="").strip()
            return bool(statement) and self._write(lambda: self._answers.propose(suggestion, statement))
        why = _asked("    Why?", default="").strip()
        return self._write(lambda: self._answers.take(suggestion, why))

    def _write(self, act: Callable[[], Path]) -> bool:
        """Whether it could be written; what cannot is said, and nothing is half written."""
        from ..curation.writing import Unwritable

        try:
            path = act()
        except Unwritable as error:
            problem = error.problem
            line = f":{problem.line}" if problem.line else ""
            click.echo(plain(f"    Not written: {problem.file}{line}: {problem.message} ({problem.fix})"))
            return False
        except OSError as error:
            click.echo(plain(f"    Not written: {error.filename}: {error.strerror}"))
            return False
        click.echo(plain(f"    → {path}"))
        return True


def _show(passage: Passage) -> None:
    marked = click.style(f"»{plain(passage.words)}«", bold=True)
    click.echo(f"    {plain(passage.before.lstrip())}{marked}{plain(passage.after)}".rstrip())


def _numbered(actors: tuple[Actor, ...]) -> dict[str, str]:
    return {str(n): f"{actor.name} ({actor.id})" for n, actor in enumerate(actors, 1)}


def _choice(keys: dict[str, str]) -> str:
    """The key that a person types; Enter skips."""
    for key, meaning in keys.items():
        click.echo(plain(f"      {key}  {meaning}"))
    click.echo("      s  skip (Enter)    q  quit")
    while True:
        key = _asked("    ?", default="s").strip().lower()
        if key == "q":
            raise Quit
        if key == "s" or key in keys:
            return key
        click.echo(f"    Type one of {', '.join(keys)}, s or q.")


def _asked(words: str, default: str | None = None) -> str:
    return str(click.prompt(words, default=default, show_default=False, prompt_suffix=" "))
