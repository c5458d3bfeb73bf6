"""How long the book's PDF takes, against WeasyPrint setting the same text without any style, in turn.

python -m benchmarks.book [--runs 3] [--corpus corpus]
"""

from __future__ import annotations

import argparse
import re
import statistics
import sys
import tempfile
import time
from pathlib import Path

FLOOR = 1.5
"""The book may take so many times the CPU of its text unstyled."""

_STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)


def cpu_of(html: str, file: Path) -> float:
    """Seconds of CPU that one document takes."""
    from mkdocs_briefing.book import pdf

    start = time.process_time()
    pdf.write(html, file)
    return time.process_time() - start


def main() -> int:
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--corpus", type=Path, default=Path("corpus"))
    cli.add_argument("--runs", type=int, default=3)
    cli.add_argument("--shared", type=Path, help="not used: the book is made of the demo")
    args = cli.parse_args()
    from mkdocs_briefing.book import book
    from mkdocs_briefing.pipeline import brief
    from mkdocs_briefing.publish.options import Options

    html = book(brief(args.corpus, args.corpus.parent / "curation"), Options())
    plain = _STYLE.sub("", html)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "book.pdf"
        cpu_of("<p>a</p>", file)  # the library is loaded once and belongs to neither
        ratios = []
        for run in range(args.runs):
            base, ours = cpu_of(plain, file), cpu_of(html, file)
            ratios.append(ours / base)
            print(f"run {run + 1}: unstyled {base:.2f} s, the book {ours:.2f} s, ratio {ratios[-1]:.2f}", flush=True)
    ratio = statistics.median(ratios)
    print(f"the book: {ratio:.2f} times its text unstyled (median; at most {FLOOR})")
    return int(ratio > FLOOR)


if __name__ == "__main__":
    sys.exit(main())
