"""How the time of the annotate stage grows with the length of a text: CPU for each kB, from 1 kB to 5 MB.

Three kinds of text, all written here: prose in paragraphs, one line without sentences, and marks that nothing closes.
The exponent is the slope of log(time) over log(length) from 10 kB on, where fixed costs no longer count; 1 is linear.

    python -m benchmarks.growth [--longest 5000000]
"""

from __future__ import annotations

import argparse
import gc
import math
import sys
import time
from itertools import cycle, islice
from pathlib import Path

from benchmarks.installed import go_on_installed

FLOOR = 1.1
"""The exponent may be so large: a quadratic part, however small at first, goes beyond it."""

SIZES = (1_000, 10_000, 100_000, 1_000_000, 5_000_000)

PROSE = (
    "“We wait here until the water falls,” said Ivo Marek, a pilot from the harbour of Sund, on Monday.\n",
    "The board of the harbour met late in the evening and looked at three plans for the old bridge.\n",
    "According to the Sund Courier, Lena Holm told the board that 340 boats may be lost. She denied any fault.\n",
    "Officials could not independently verify the figure, which the union put at closer to 500 so far.\n",
)
LINE = ("water and stone Marek said harbour the 12 boats of Sund told may ",)
MARKS = ('“We wait ‘here said Marek «and "nobody came ', "'' until the water (falls „low\n")


def text_of(pieces: tuple[str, ...], length: int) -> str:
    """The pieces again and again, so long."""
    count = length // min(map(len, pieces)) + 1
    return "".join(islice(cycle(pieces), count))[:length]


def seconds(text: str) -> float:
    """CPU of the annotate stage alone; the best of three for short texts, where a pause would count."""
    from mkdocs_briefing.annotate import annotate
    from mkdocs_briefing.model import Block, Cleaned, Metadata, Notes

    blocks = []
    at = 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(start=at, end=at + len(line), kind="paragraph"))
        at += len(line) + 1
    cleaned = Cleaned(metadata=Metadata(), blocks=tuple(blocks))
    best = math.inf
    for _ in range(3 if len(text) <= 1_000_000 else 1):
        start = time.process_time()
        annotate(text, cleaned, Notes())
        best = min(best, time.process_time() - start)
    return best


def slope(points: list[tuple[int, float]]) -> float:
    """The exponent of growth: the slope of the straight line nearest to the points, both axes as logarithms."""
    logs = [(math.log(size), math.log(took)) for size, took in points]
    x, y = (sum(column) / len(logs) for column in zip(*logs, strict=True))
    return float(sum((a - x) * (b - y) for a, b in logs) / sum((a - x) ** 2 for a, _ in logs))


def main() -> int:
    cli = argparse.ArgumentParser(prog="benchmarks.growth", description=__doc__.splitlines()[0] if __doc__ else None)
    cli.add_argument("--longest", type=int, default=SIZES[-1])
    cli.add_argument("--shared", type=Path, help="not used: the texts are written here")
    args = cli.parse_args()
    go_on_installed()
    sizes = [size for size in SIZES if size <= args.longest]
    seconds(text_of(PROSE, 1_000))  # word lists are loaded once
    gc.disable()  # its passes are over all that the process holds, whatever is measured
    print(f"{'ms per kB':20}" + "".join(f"{size / 1000:>10,.0f} kB" for size in sizes) + "   exponent")
    steepest = 0.0
    for name, pieces in (("prose", PROSE), ("one line", LINE), ("unbalanced marks", MARKS)):
        points = []
        for size in sizes:
            points.append((size, seconds(text_of(pieces, size))))
            gc.collect()
        exponent = slope([point for point in points if point[0] >= 10_000])
        steepest = max(steepest, exponent)
        rates = "".join(f"{took * 1000 / size * 1000:>13.2f}" for size, took in points)
        print(f"{name:20}{rates}   {exponent:8.2f}", flush=True)
    print(f"the steepest exponent is {steepest:.2f} (bound {FLOOR})")
    return 0 if steepest <= FLOOR else 1


if __name__ == "__main__":
    sys.exit(main())
