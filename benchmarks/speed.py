"""How much CPU the work takes, against MkDocs + Material building the same articles as hand-written Markdown.

Both run in one go, in turn, on one machine, and only their ratio counts. Extraction is ``briefing export`` over the
articles of PolNeAR train, one process and no store; the baseline is ``benchmarks/plain_site.py``, which extracts
nothing.

    python -m benchmarks.speed --shared ../shared/benchmarks [--articles 800] [--runs 3] [--site]
"""

from __future__ import annotations

import argparse
import itertools
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import plain_site
from benchmarks.installed import go_on_installed

FLOOR = 1.5
"""Extraction may take so many times the CPU of the baseline's build."""

TEXTS = Path("attribution/data/train/text")


def cpu_of(command: list[str], folder: Path) -> float:
    """Seconds of CPU that a command and its children take."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1767225600"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # modules are compiled once, as where people install them
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL, env=environment)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def stages(corpus: Path) -> list[tuple[str, float]]:
    """Seconds of CPU of each stage over a corpus, in this process, through the stages' own doors."""
    from mkdocs_briefing.annotate import annotate
    from mkdocs_briefing.clean import clean
    from mkdocs_briefing.exports.contract import export
    from mkdocs_briefing.model import Notes
    from mkdocs_briefing.pipeline import analyse, brief
    from mkdocs_briefing.read import read
    from mkdocs_briefing.survey import Survey
    from mkdocs_briefing.walk import find

    first = next(find(corpus))
    for source in read(corpus, first).sources:  # libraries and word lists are loaded once and belong to no stage
        analyse(source, Notes(), {}, None)
    clock = [time.process_time()]
    names = []

    def done(name: str) -> None:
        names.append(name)
        clock.append(time.process_time())

    sources = [source for path in find(corpus) for source in read(corpus, path).sources]
    done("read")
    survey = Survey.of(sources)
    counts = [survey.counts(source.path) for source in sources]
    done("survey")
    cleaned = [clean(source, Notes(), count, None) for source, count in zip(sources, counts, strict=True)]
    done("clean")
    for source, clean_one in zip(sources, cleaned, strict=True):
        annotate(source.text, clean_one, Notes())
    done("annotate")
    whole = time.process_time()
    briefing = brief(corpus)
    link = time.process_time() - whole - (clock[-1] - clock[0])
    with tempfile.TemporaryDirectory() as out:
        start = time.process_time()
        export(briefing, Path(out))
        written = time.process_time() - start
    spent = [b - a for a, b in itertools.pairwise(clock)]
    return [*zip(names, spent, strict=True), ("link and the rest", link), ("export", written)]


def main() -> int:
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--shared", type=Path, default=Path("../shared/benchmarks"))
    cli.add_argument("--articles", type=int, default=800)
    cli.add_argument("--runs", type=int, default=3)
    cli.add_argument("--site", action="store_true", help="build our whole site too: cold, again, and after one edit")
    args = cli.parse_args()
    go_on_installed()
    texts = args.shared / TEXTS
    if not texts.is_dir():
        print(f"No texts at {texts}: speed was not measured.")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        return measure(texts, Path(folder), args.articles, args.runs, args.site)


def measure(texts: Path, folder: Path, articles: int, runs: int, whole_site: bool) -> int:
    """Print the figures; 1 where the floor is missed."""
    plain, corpus = folder / "plain", folder / "ours" / "corpus"
    chosen = plain_site.read(texts, articles)
    plain_site.write(chosen, plain)
    corpus.mkdir(parents=True)
    for name in chosen:
        shutil.copy(texts / f"{name}.txt", corpus)
    export = [
        str(Path(sys.executable).with_name("briefing")),
        "export",
        "--processes",
        "1",
        str(corpus),
        str(folder / "out"),
    ]
    build = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    ratios = []
    base = 0.0
    for run in range(runs):
        base, ours = cpu_of(build, plain), cpu_of(export, folder)
        ratios.append(ours / base)
        print(f"run {run + 1}: baseline {base:.2f} s, extraction {ours:.2f} s, ratio {ratios[-1]:.2f}", flush=True)
    ratio = statistics.median(ratios)
    print(f"extraction of {len(chosen)} articles: {ratio:.2f} of the baseline's CPU (median; at most {FLOOR})")
    found = stages(corpus)
    total = sum(seconds for _, seconds in found)
    for name, seconds in found:
        print(
            f"  {name:18} {seconds:6.2f} s  {seconds / total:4.0%}  {1000 * seconds / len(chosen):5.2f} ms an article"
        )
    if whole_site:
        settings = "site_name: Ours\ntheme: material\nplugins:\n  - search\n  - briefing: {processes: 1}\n"
        (folder / "ours" / "mkdocs.yml").write_text(settings)
        (folder / "ours" / "docs").mkdir()
        for name in ("cold", "nothing changed", "one article changed"):
            if name.startswith("one"):
                edited = next(corpus.iterdir())
                edited.write_text(edited.read_text() + "\nOne more line.\n")
            print(f"whole site, {name}: {cpu_of(build, folder / 'ours') / base:.2f} of the baseline's CPU", flush=True)
    return int(ratio > FLOOR)


if __name__ == "__main__":
    sys.exit(main())
