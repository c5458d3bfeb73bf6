"""A store larger than a site: what it takes to analyse everything, to link everything, and to publish a part.

    python -m benchmarks.store [--articles 100000] [--part 5000] [--processes 2] [--folder FOLDER]

The days of the articles are spread evenly over 2,000 days from 2020; the part is those of the last of them. Time is
CPU of all processes and by the clock; memory is the peak of the largest process. With ``--folder`` everything is kept
there, and a run that was broken off goes on after the last step that ended; each step's output is in ``log.txt``.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks import corpus as corpora
from benchmarks.installed import go_on_installed

DAYS = 2000
"""over which the articles are spread"""

LOT = 1000
"""articles written at once"""

_BRIEF = """
from pathlib import Path
from mkdocs_briefing.pipeline import brief
from mkdocs_briefing.selection import Selection
from mkdocs_briefing.store import Store
with Store(Path('.cache/briefing')) as store:
    found = brief(Path('corpus'), store=store, processes={processes}, select={select})
print(f'{{len(found.entries):,}} articles, {{len(found.actors):,}} actors, {{len(found.claims):,}} claims')
"""
ANALYSE = [sys.executable, "-c", "from mkdocs_briefing.cli import main; main()", "analyse", "corpus", "--processes"]
BUILD = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
SETTINGS = """\
site_name: A part
theme: {{name: material, font: false}}
plugins: [search, {{briefing: {{processes: {processes}, select: {{since: {since}}}}}}}]
"""


class Steps:
    """What was measured in a folder; a step that has ended is not done again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._file = folder / "steps.json"
        self._done: dict[str, Any] = json.loads(self._file.read_text()) if self._file.exists() else {}

    def once(self, name: str, work: Callable[[], str]) -> None:
        """Do one step, unless it is done, and print what it says of itself."""
        if name not in self._done:
            self._done[name] = work()
            self._file.write_text(json.dumps(self._done))
        print(f"{name:34} {self._done[name]}", flush=True)

    def measure(self, name: str, command: list[str], tell: Callable[[], str] = str) -> None:
        """Run one command once; ``tell`` adds what is seen afterwards."""

        def run() -> str:
            with (self.folder / "log.txt").open("ab") as log:
                at = log.tell()
                said = spent(name, command, self.folder, log)
                log.flush()
            words = (self.folder / "log.txt").read_bytes()[at:].decode("utf-8", "replace").strip().splitlines()
            return "   ".join(filter(None, (said, tell(), words[-1] if command[1] == "-c" and words else "")))

        self.once(name, run)


def spent(name: str, command: list[str], folder: Path, log: Any) -> str:
    """What a command takes, told while it runs where somebody looks on."""
    start = time.monotonic()
    process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
    try:
        while not (ended := os.wait4(process.pid, os.WNOHANG))[0]:
            progress(f"{name}: {time.monotonic() - start:.0f} s")
            time.sleep(0.2)
    except BaseException:
        process.terminate()
        process.wait()
        raise
    progress("")
    _, status, used = ended
    process.returncode = os.waitstatus_to_exitcode(status)
    if status:
        sys.exit(f"{name}: failed with {process.returncode}; see {folder / 'log.txt'}")
    memory = used.ru_maxrss / (1e6 if sys.platform == "darwin" else 1000 / 1.024)
    return f"{used.ru_utime + used.ru_stime:8.0f} s CPU {time.monotonic() - start:8.0f} s {memory:8.0f} MB"


def progress(words: str) -> None:
    if sys.stderr.isatty():
        print(f"\r\x1b[K{words}", end="", file=sys.stderr, flush=True)


def write(articles: int, folder: Path) -> str:
    """The articles, a lot at a time: all of them need not be in memory."""
    for first in range(0, articles, LOT):
        progress(f"the corpus: {first:,} of {articles:,}")
        numbers = range(first, min(first + LOT, articles))
        texts = corpora.texts_of(articles, numbers)
        corpora.write({f"news-{n:06}": text for n, text in zip(numbers, texts, strict=True)}, folder)
    progress("")
    return f"{sum(file.stat().st_size for file in folder.iterdir()) / 1e6:8.0f} MB in {articles:,} files"


def megabytes(folder: Path) -> str:
    return f"{sum(file.stat().st_size for file in folder.glob('*.sqlite')) / 1e6:,.0f} MB of store"


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--articles", type=int, default=100_000)
    cli.add_argument("--part", type=int, default=5_000, help="about so many, the latest, are published")
    cli.add_argument("--processes", type=int, default=2)
    cli.add_argument("--folder", type=Path, help="keep everything here, and go on here after a break")
    args = cli.parse_args()
    go_on_installed()
    since = datetime.date(2020, 1, 1) + datetime.timedelta(days=round(DAYS * (1 - args.part / args.articles)))
    with tempfile.TemporaryDirectory() as made:
        root = args.folder or Path(made)
        root.mkdir(parents=True, exist_ok=True)
        (root / "docs").mkdir(exist_ok=True)
        (root / "mkdocs.yml").write_text(SETTINGS.format(since=since, processes=args.processes))
        measure(Steps(root), root, args.articles, since.isoformat(), str(args.processes))


def measure(steps: Steps, root: Path, articles: int, since: str, processes: str) -> None:
    def briefing(select: str) -> list[str]:
        return [sys.executable, "-c", _BRIEF.format(processes=processes, select=select)]

    cache, site = root / ".cache/briefing", root / "site"
    steps.once("the corpus", lambda: write(articles, root / "corpus"))
    steps.measure("analyse", [*ANALYSE, processes], lambda: megabytes(cache))
    steps.measure("analyse, nothing changed", [*ANALYSE, processes])
    steps.measure("link, the whole", briefing("None"))
    steps.measure("link, the part", briefing(f"Selection(since='{since}')"))
    steps.measure("mkdocs build of the part", BUILD, lambda: f"{sum(1 for _ in site.rglob('*.html')):,} pages")
    steps.measure("mkdocs build, nothing changed", BUILD, lambda: megabytes(cache))


if __name__ == "__main__":
    main()
