"""Saved HTML pages through ``briefing export``: body, title, author, date and address against the gold; speed.

``python -m benchmarks.pages [--shared DIR] [--speed]``

The trees of ``data/page.tsv`` learned from these same pages: what they do on publishers that they have not seen
stands, cross-validated, at the top of that file. ``--speed`` compares reading and cleaning with trafilatura alone.
"""

from __future__ import annotations

import argparse
import gzip
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from .cleaning import export, kept_text


def main() -> int:
    cli = argparse.ArgumentParser(prog="benchmarks.pages", description=__doc__)
    cli.add_argument("--shared", type=Path, default=Path("../shared/benchmarks"))
    cli.add_argument("--speed", action="store_true", help="time reading and cleaning against trafilatura alone")
    args = cli.parse_args()
    gold = args.shared / "pages" / "gold.jsonl"
    if not gold.is_file():
        print(f"No pages at {gold}: extraction was not measured.")
        return 0
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        names = unpack(gold, folder / "corpus")
        export(folder / "corpus", folder / "out")
        predictions = folder / "predictions.jsonl"
        with (folder / "out" / "articles.jsonl").open(encoding="utf-8") as rows, predictions.open("w") as out:
            for article in map(json.loads, rows):
                out.write(json.dumps({"id": names[article["path"]], **scored(article)}) + "\n")
        scorer = gold.with_name("score_pages.py")
        subprocess.run([sys.executable, str(scorer), str(predictions)], check=True)
        if args.speed:
            compare_speed(folder / "corpus")
    return 0


def unpack(gold: Path, corpus: Path) -> dict[str, str]:
    """The pages as ``.html`` files; file name to the id of the gold."""
    corpus.mkdir(parents=True)
    names = {}
    with gold.open(encoding="utf-8") as rows:
        for number, row in enumerate(map(json.loads, rows)):
            name = f"{number:04}.html"
            names[name] = row["id"]
            (corpus / name).write_bytes(gzip.decompress((gold.parent / row["file"]).read_bytes()))
    return names


def scored(article: dict[str, object]) -> dict[str, object]:
    """What the scorer looks at."""
    metadata = article["metadata"]
    assert isinstance(metadata, dict)
    value = {field: fact["value"] for field, fact in metadata.items() if isinstance(fact, dict)}
    return {
        "text": kept_text(article),
        "title": value.get("title"),
        "author": [fact["value"] for fact in metadata["author"]],
        "date": value.get("date"),
        "url": value.get("url"),
        "site": value.get("publisher"),
    }


def compare_speed(corpus: Path) -> None:
    """CPU of reading and cleaning, and of trafilatura alone, over the same files in one process."""
    import trafilatura

    from mkdocs_briefing.clean import clean
    from mkdocs_briefing.model import Notes
    from mkdocs_briefing.read import read

    files = sorted(corpus.iterdir())
    own = theirs = 0.0
    for number, file in enumerate(files):
        clock = time.process_time()
        for source in read(corpus, file.name).sources:
            clean(source, Notes(), {}, None)
        middle = time.process_time()
        trafilatura.extract(file.read_bytes(), fast=True)
        if number:  # the first file loads libraries and tables
            own += middle - clock
            theirs += time.process_time() - middle
    print(f"speed against trafilatura fast: {theirs / own:.2f} ({own:.1f} s against {theirs:.1f} s)")


if __name__ == "__main__":
    sys.exit(main())
