"""Time and memory of whole sites, against MkDocs + Material building the same articles as hand-written Markdown.

Every figure is a ratio to the plain site of the same run (``benchmarks/plain_site.py``, which extracts nothing) over
the articles of ``benchmarks/corpus.py``. Ours is built as people install it (``benchmarks/installed.py``). CPU is that
of all processes together, memory that of the largest; where other programs use the machine, the wall figures say
little. A warm build finds the files of the last one, as it does for people; plain and cold builds find none, and
nothing is deleted before the end: for minutes after thousands of files were, some file systems take ten times as long
to make others.

    python -m benchmarks.scale [--sizes 500 2000 5000 10000] [--only cold warm wall serve extraction] [--runs 1]
"""

from __future__ import annotations

import argparse
import contextlib
import math
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks import corpus as corpora
from benchmarks import plain_site
from benchmarks.installed import go_on_installed

FLOORS = {
    "cold build, CPU, one process": 1.8,
    "warm build, nothing changed, CPU": 0.18,
    "warm build, one article changed, CPU": 0.22,
    "cold build, wall, two processes": 1.1,
    "extraction alone, CPU": 1.2,
}
"""What each figure may be, as a share of the plain build's."""

SECONDS = {"serve, start from a warm store": 8.0, "edit to fresh article page": 0.3, "edit to fresh dependents": 3.0}
"""What each figure of the preview may be at 10,000 articles."""

PARTS = ("cold", "warm", "wall", "serve", "extraction")
EXTRACTION = (
    "import sys; from pathlib import Path; from mkdocs_briefing.pipeline import brief; brief(Path(sys.argv[1]))"
)
SETTINGS = """\
site_name: Ours
theme: {{name: material, font: false}}
plugins:
  - search
  - briefing: {{processes: {processes}}}
"""
_ENVIRONMENT = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1767225600", "PYTHONWARNINGS": "ignore"}
_ENVIRONMENT.pop("PYTHONDONTWRITEBYTECODE", None)  # modules are compiled once, as where people install them
_BUILD = [sys.executable, "-m", "mkdocs", "build", "--quiet"]


class Spent(NamedTuple):
    """What a command took: seconds of CPU with its children, seconds, and megabytes at its peak."""

    cpu: float
    wall: float
    memory: float


def spent_by(command: list[str], folder: Path) -> Spent:
    """Run a command to its end."""
    start = time.monotonic()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, env=_ENVIRONMENT)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Spent(used.ru_utime + used.ru_stime, time.monotonic() - start, used.ru_maxrss / 1024)


class Project:
    """The two sites over one corpus."""

    def __init__(self, folder: Path, articles: int) -> None:
        self.plain, self.ours, self._old = folder / "plain", folder / "ours", folder / "old"
        self._old.mkdir(parents=True)
        self.corpus = self.ours / "corpus"
        texts = corpora.texts(articles)
        plain_site.write(texts, self.plain)
        corpora.write(texts, self.corpus)
        (self.ours / "docs").mkdir()
        self.articles = articles
        self._edits = 0

    def build_plain(self) -> Spent:
        self._move_away(self.plain / "site")
        return spent_by(_BUILD, self.plain)

    def build(self, processes: int = 1, *, cold: bool = False) -> Spent:
        """Our site; ``cold`` without a store from before."""
        if cold:
            self._move_away(self.ours / "site")
            for store in self.ours.rglob("*.sqlite*"):
                store.unlink()
        self.configure(processes)
        return spent_by(_BUILD, self.ours)

    def _move_away(self, site: Path) -> None:
        if site.exists():
            site.rename(tempfile.mkdtemp(dir=self._old))

    def configure(self, processes: int) -> None:
        (self.ours / "mkdocs.yml").write_text(SETTINGS.format(processes=processes), encoding="utf-8")

    def edit(self) -> Edit:
        """Give an article in the middle another title and a quotation of the first person that it names."""
        self._edits += 1
        number = self.articles // 2
        people = corpora.world(self.articles, 1).people
        person = people[number % len(people)]
        words = f"This is remark number {self._edits} on a matter that was open until now"
        lines = corpora.texts_of(self.articles, [number])[0].split("\n\n")
        title = f"{lines[0]} in round {self._edits}"
        text = "\n\n".join([title, *lines[1:-1], f"“{words},” said {person.name}.", lines[-1]])
        (self.corpus / f"news-{number:06}.txt").write_text(text, encoding="utf-8")
        slug = f"{person.given}-{person.family}".lower()
        return Edit(f"articles/news-{number:06}/", f"actors/{slug}/", words, title)


def kilobytes(folder: Path) -> float:
    """What a page of the built site holds, on average."""
    return statistics.fmean(page.stat().st_size for page in (folder / "site").rglob("*.html")) / 1000


class Edit(NamedTuple):
    """The pages that an edit changes, and what they then hold."""

    article: str
    actor: str
    words: str
    title: str


def build_figures(project: Project, parts: list[str], runs: int) -> dict[str, float]:
    """Print and return the figures of builds: the median over runs, each paired with a plain build."""
    found: dict[str, list[float]] = {}

    def note(name: str, ratio: float, detail: str) -> None:
        found.setdefault(name, []).append(ratio)
        print(f"{project.articles:6} {name:38} {ratio:6.2f}   {detail}", flush=True)

    for _ in range(runs if set(parts) - {"serve"} else 0):
        plain = project.build_plain()
        note("plain build, CPU seconds", plain.cpu, f"wall {plain.wall:.1f} s, {plain.memory:.0f} MB")
        if "extraction" in parts:
            took = spent_by([sys.executable, "-c", EXTRACTION, str(project.corpus)], project.ours)
            note("extraction alone, CPU", took.cpu / plain.cpu, f"{took.cpu:.1f} s, {took.memory:.0f} MB")
        if "cold" in parts:
            took = project.build(cold=True)
            note("cold build, CPU, one process", took.cpu / plain.cpu, f"{took.cpu:.1f} s")
            note("peak memory, MB", took.memory, f"plain {plain.memory:.0f} MB")
            note("a page, kB", kilobytes(project.ours), f"plain {kilobytes(project.plain):.1f} kB")
        if "warm" in parts:
            if "cold" not in parts:
                project.build()
            took = project.build()
            note("warm build, nothing changed, CPU", took.cpu / plain.cpu, f"{took.cpu:.2f} s, {took.memory:.0f} MB")
            project.edit()
            took = project.build()
            note("warm build, one article changed, CPU", took.cpu / plain.cpu, f"{took.cpu:.2f} s")
        if "wall" in parts:
            took = project.build(2, cold=True)
            detail = f"{took.wall:.1f} of {plain.wall:.1f} s, {took.cpu:.1f} s CPU, {took.memory:.0f} MB"
            note("cold build, wall, two processes", took.wall / plain.wall, detail)
    return {name: statistics.median(values) for name, values in found.items()}


def serve_figures(project: Project, runs: int) -> dict[str, float]:
    """Seconds of the preview, from a warm store."""
    project.build()
    found: dict[str, list[float]] = {}
    for _ in range(runs):
        with preview(project.ours) as (address, start):
            found.setdefault("serve, start from a warm store", []).append(start)
            for _ in range(3):
                edit = project.edit()
                begin = time.monotonic()
                article = until(lambda e=edit: e.words in page(address + e.article)) - begin  # type: ignore[misc]
                until(lambda e=edit: e.words in page(address + e.actor))  # type: ignore[misc]
                until(lambda e=edit: _listed(address, e.title))  # type: ignore[misc]
                found.setdefault("edit to fresh article page", []).append(article)
                found.setdefault("edit to fresh dependents", []).append(time.monotonic() - begin)
    figures = {name: statistics.median(values) for name, values in found.items()}
    for name, seconds in figures.items():
        print(f"{project.articles:6} {name:38} {seconds:6.2f} s {[round(v, 2) for v in found[name]]}", flush=True)
    return figures


def _listed(address: str, title: str) -> bool:
    """Whether any page of the index of articles holds a title."""
    number = 1
    while True:
        html = page(address + ("articles/" if number == 1 else f"articles/page-{number}/"))
        if title in html:
            return True
        number += 1
        if f"page-{number}/" not in html:
            return False


@contextlib.contextmanager
def preview(folder: Path) -> Iterator[tuple[str, float]]:
    """A running ``mkdocs serve``: its address, and the seconds until it first answered."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    start = time.monotonic()
    command = [sys.executable, "-m", "mkdocs", "serve", "--quiet", "-a", f"127.0.0.1:{port}"]
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, env=_ENVIRONMENT)
    address = f"http://127.0.0.1:{port}/"
    try:
        until(lambda: bool(page(address)), 3600)
        yield address, time.monotonic() - start
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)


def page(address: str) -> str:
    """The page, or nothing where there is none or nobody answers yet."""
    try:
        with urllib.request.urlopen(address, timeout=600) as answer:
            return str(answer.read().decode())
    except (urllib.error.URLError, ConnectionError):
        return ""


def until(true: Callable[[], bool], most: float = 120) -> float:
    """The time at which it came true."""
    end = time.monotonic() + most
    while not true():
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(0.01)
    return time.monotonic()


def report(figures: dict[int, dict[str, float]]) -> int:
    """The table; 1 where a floor is missed."""
    missed = 0
    print("\nfigure, and its floor" + " " * 27 + "".join(f"{size:>9}" for size in figures))
    largest = max(figures)
    for name in dict.fromkeys(name for found in figures.values() for name in found):
        floor = FLOORS.get(name) or SECONDS.get(name)
        row = [found.get(name) for found in figures.values()]
        cells = "".join(f"{value:9.2f}" if value is not None else " " * 9 for value in row)
        print(f"{name:40}{floor or '':>8}{cells}")
        missed += floor is not None and figures[largest].get(name, 0) > floor
    plain = {size: f["plain build, CPU seconds"] for size, f in figures.items() if "plain build, CPU seconds" in f}
    cold = "cold build, CPU, one process"
    for name, seconds in (
        ("the plain build", plain),
        ("the cold build", {size: plain[size] * f[cold] for size, f in figures.items() if cold in f}),
    ):
        if len(seconds) > 1:
            small, large = min(seconds), max(seconds)
            growth = math.log(seconds[large] / seconds[small]) / math.log(large / small)
            print(f"growth of CPU of {name}, {small} to {large}: exponent {growth:.3f}")
    return int(missed > 0)


def main() -> int:
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--sizes", type=int, nargs="+", default=[500, 2000, 5000, 10000])
    cli.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS))
    cli.add_argument("--runs", type=int, default=1)
    args = cli.parse_args()
    go_on_installed()
    figures = {}
    with tempfile.TemporaryDirectory() as folder:
        for size in sorted(args.sizes):
            project = Project(Path(folder, str(size)), size)
            figures[size] = build_figures(project, args.only, args.runs)
            if "serve" in args.only:
                figures[size] |= serve_figures(project, args.runs)
    return report(figures)


if __name__ == "__main__":
    sys.exit(main())
