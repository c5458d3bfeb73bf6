"""What one run leaves to the next: whatever happens in between, the briefing is the one made from nothing."""

from __future__ import annotations

import os
import random
import sqlite3
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import msgspec
import pytest

from mkdocs_briefing import curation, pipeline, survey
from mkdocs_briefing.link import Linker
from mkdocs_briefing.model import Source
from mkdocs_briefing.pipeline import Corpus, brief
from mkdocs_briefing.selection import Selection
from mkdocs_briefing.store import Store
from mkdocs_briefing.survey import Lines, Survey
from mkdocs_briefing.walk import Walk
from test_linker import CORRECTIONS, HEADS, LONG, SENTENCES

PEOPLE = {
    "actors.yml": (
        "ignore: [Lantern]\n",
        "merge: [[Kari Aune, Tom Aune]]\n",
        "actors:\n  - {id: kate, name: Kate Storm, aliases: [Lantern Storm]}\n",
        "redact: [Kari Aune]\n",
    ),
    "sources.yml": (
        "sources:\n  - {id: gazette, name: Tidewater Gazette}\n",
        "sources:\n  - {id: hall, name: Harbour Hall, withdrawn: true}\n",
    ),
    "propositions.yml": (
        "propositions:\n  - {id: pier, statement: The pier sinks, claims: [{article: a0, exact: sunk by 4}]}\n",
    ),
    "briefing.yml": ("title: The pier\n", "question: Will it hold?\n"),
}
SELECTIONS = (
    Selection(tags=("pier",)),
    Selection(actors=("Kate Storm",), since="2025"),
    Selection(propositions=("pier",), sources=("gazette",)),
)
FOOTERS = ("Read more in our Sunday edition.", "All rights are with the harbour hall.")


class Folder:
    """A project that random people write in."""

    def __init__(self, root: Path, seed: int) -> None:
        self.root = root
        self.corpus, self.people = root / "corpus", root / "curation"
        for folder in (self.corpus, self.corpus / "deep", self.people):
            folder.mkdir(parents=True)
        self._chance = random.Random(seed)
        self._clock = count(time.time_ns() - 10**15, 10**10)

    def write(self, file: Path, text: str) -> None:
        """As if it had been written some while ago, each time later."""
        file.write_text(text, "utf-8")
        at = next(self._clock)
        os.utime(file, ns=(at, at))

    def article(self) -> Path:
        return self.corpus / self._chance.choice(("", "deep")) / f"a{self._chance.randrange(9)}.md"

    def edit(self) -> None:
        self._chance.choice(
            (self._text,) * 5 + (self._sidecar, self._sidecar, self._curate, self._remove, self._rename)
        )()

    def _text(self) -> None:
        lines = self._chance.sample(SENTENCES, self._chance.randrange(1, 7))
        lines += [line for line in (LONG, *FOOTERS) if self._chance.random() < 0.4]
        self.write(self.article(), self._chance.choice(HEADS) + "\n\n".join(lines) + "\n")

    def _sidecar(self) -> None:
        file = self.article().with_suffix(".yml")
        if file.exists() and self._chance.random() < 0.4:
            file.unlink()
            return
        chosen = self._chance.sample(CORRECTIONS, self._chance.randrange(1, 3))
        head = self._chance.choice(("", "private: true\n", "id: the-pier\n", "withdrawn: true\n", "tags: [pier]\n"))
        self.write(file, head + "corrections:\n" + "\n".join(chosen).replace("“", '"').replace("”", '"') + "\n")

    def _curate(self) -> None:
        name = self._chance.choice(sorted(PEOPLE))
        if (self.people / name).exists() and self._chance.random() < 0.4:
            (self.people / name).unlink()
        else:
            self.write(self.people / name, self._chance.choice(PEOPLE[name]))

    def _remove(self) -> None:
        self.article().unlink(missing_ok=True)

    def _rename(self) -> None:
        one = self.article()
        if one.exists():
            one.rename(self.article())


def packed(found: object) -> bytes:
    return msgspec.msgpack.encode(found)


def walk(root: Path, seed: int, steps: int, select: Selection | None = None) -> int:
    """Random edits, and after some of them a run that goes on from the last one's; gives how many went on."""
    chance = random.Random(seed)
    folder = Folder(root, seed)
    went_on = 0
    running: Corpus | None = None
    for step in range(steps):
        for _ in range(chance.choice((0, 1, 1, 2, 5))):
            folder.edit()
        if running is None or chance.random() < 0.5:  # another process
            with Store(root / "cache") as store:
                running = Corpus(folder.corpus, folder.people, select=select, once=False)
                made = running.briefing(store)
            went_on += running.changes is not None
        else:  # a preview goes on, without the store
            made = running.briefing()
        scratch = brief(folder.corpus, folder.people, select=select)
        assert packed(made) == packed(scratch), f"seed {seed}, step {step}"
    return went_on


@pytest.mark.parametrize("select", [None, *SELECTIONS])
def test_any_edits_between_runs(tmp_path: Path, select: Selection | None) -> None:
    assert walk(tmp_path, 3, 30, select) > 5


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(20, 26))
def test_very_many_edits_between_runs(tmp_path: Path, seed: int) -> None:
    assert walk(tmp_path, seed, 150) > 40


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    made = Folder(tmp_path, 5)
    for n in range(8):
        made.write(made.corpus / f"a{n}.md", f"# Story {n}\n\n{SENTENCES[n]}\n\n{SENTENCES[n + 9]}\n")
    return made


def run(folder: Folder) -> bytes:
    with Store(folder.root / "cache") as store:
        return packed(brief(folder.corpus, folder.people, store=store))


def test_where_nothing_changed_no_article_is_read_analysed_or_opened(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = run(folder)
    for owner, name in ((pipeline, "read"), (pipeline, "analyse"), (Linker, "update"), (curation, "notes")):
        monkeypatch.setattr(owner, name, lambda *_, name=name, **__: pytest.fail(name))
    monkeypatch.setattr("mkdocs_briefing.model._unpack", lambda _: pytest.fail("opened"))
    assert run(folder) == before


def test_a_file_that_may_have_been_written_to_unseen_is_read_again(folder: Folder) -> None:
    file = folder.corpus / "a0.md"
    file.write_text("# One\n\nLena Storhaug said no.\n")
    at = time.time_ns() + 10**9
    os.utime(file, ns=(at, at))
    run(folder)
    file.write_text("# Two\n\nLena Storhaug said so.\n")
    os.utime(file, ns=(at, at))  # written twice before the clock ticks
    assert run(folder) == packed(brief(folder.corpus, folder.people))


def _damage(sql: str) -> Callable[[sqlite3.Connection], object]:
    return lambda db: db.execute(sql)


@pytest.mark.parametrize(
    "damage",
    [
        _damage("DELETE FROM rows WHERE key IN (SELECT key FROM rows ORDER BY length(value) DESC LIMIT 3)"),
        _damage("DELETE FROM rows WHERE key IN (SELECT key FROM rows ORDER BY length(value) LIMIT 5)"),
        _damage("UPDATE rows SET value = substr(value, 1, length(value) / 2)"),
        _damage("DELETE FROM rows WHERE rowid % 2 = 0"),
        _damage("DELETE FROM rows WHERE rowid % 3 = 0"),
    ],
)
@pytest.mark.parametrize("edited", [False, True])
def test_a_state_of_which_a_part_is_lost(
    folder: Folder, damage: Callable[[sqlite3.Connection], object], edited: bool, caplog: pytest.LogCaptureFixture
) -> None:
    run(folder)
    with sqlite3.connect(folder.root / "cache/analyses.sqlite") as db:
        damage(db)
    if edited:
        folder.write(folder.corpus / "a3.md", "# Other\n\nKate Storm said that the hall was sold.\n")
    assert run(folder) == packed(brief(folder.corpus, folder.people))
    assert caplog.records == []


def test_other_settings_go_on_from_nothing(folder: Folder) -> None:
    run(folder)
    with Store(folder.root / "cache") as store:
        made = packed(brief(folder.corpus, None, store=store, keep_all=True))
    assert made == packed(brief(folder.corpus, None, keep_all=True))


def _sources(chance: random.Random) -> Iterator[Source]:
    from mkdocs_briefing.model import RawBlock

    for n in range(40):
        if chance.random() < 0.7:
            text = "\n".join(chance.sample(SENTENCES, 3))
            starts = [0, *(i + 1 for i, letter in enumerate(text) if letter == "\n")]
            ends = [*(start - 1 for start in starts[1:]), len(text)]
            blocks = tuple(RawBlock(start=a, end=b, kind="paragraph") for a, b in zip(starts, ends, strict=True))
            folder = chance.choice(("x", "y"))
            yield Source(path=f"{folder}/{n}.txt", sha256="", encoding="", format="text", text=text, blocks=blocks)


@pytest.mark.parametrize("few", [1, 16, 1000])
def test_line_counts_follow_every_change(few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(survey, "_FEW", few)
    chance = random.Random(few)
    kept = Survey({})
    before: dict[str, Lines] = {}
    counts: dict[str, survey.LineCounts] = {}
    for _ in range(25):
        now = dict(before)
        for source in _sources(chance):
            if chance.random() < 0.2:
                now[source.path] = Lines.of(source)
            elif chance.random() < 0.1:
                now.pop(source.path, None)
        changed = {path: now.get(path) for path in before.keys() | now.keys() if before.get(path) != now.get(path)}
        told = kept.update(changed)
        fresh = Survey(now)
        after = {path: fresh.counts(path) for path in now}
        assert {path: kept.counts(path) for path in now} == after
        assert told >= {path for path in now if after[path] != counts.get(path)}
        before, counts = now, after


def test_a_look_at_what_was_touched_finds_what_a_look_at_all_does(tmp_path: Path) -> None:
    def write(name: str, text: str) -> str:
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text)
        os.utime(file, (1_700_000_000 + len(text),) * 2)
        return str(file)

    for name in ("a.txt", "b.txt", "deep/c.html", "b.yml"):
        write(name, "one")
    look = Walk(tmp_path)
    for edit in (
        {"a.txt": "one and two"},
        {"deep/c.html": "three", "deep/.c.html.swp": "x"},
        {"d.txt": "new"},
        {"b.yml": "date: 2024"},
        {"e.txt~": "of an editor"},
        {"f.txt": "new", "a.txt": "four and five"},
    ):
        touched = [*(write(*file) for file in edit.items()), str(tmp_path / "gone.txt")]
        look, whole = look.again(tmp_path, touched), Walk(tmp_path)
        assert (look.articles, look.sidecars) == (whole.articles, whole.sidecars), edit
    (tmp_path / "a.txt").unlink()
    assert list(look.again(tmp_path, [str(tmp_path / "a.txt")]).articles) == ["b.txt", "d.txt", "f.txt", "deep/c.html"]


def test_of_files_that_were_not_touched_none_is_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("one")
        os.utime(tmp_path / name, (1_700_000_000,) * 2)
    look = Walk(tmp_path)
    monkeypatch.setattr("mkdocs_briefing.walk._files", None)
    (tmp_path / "a.txt").write_text("two words")
    assert look.again(tmp_path, [str(tmp_path / "a.txt")]).articles["b.txt"] == look.articles["b.txt"]
