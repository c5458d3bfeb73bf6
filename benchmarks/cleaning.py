"""Plain-text cleaning: scrapes as ``.txt`` files through ``briefing export``, then word F1 of what is kept.

``python -m benchmarks.cleaning [--shared DIR]``

Once over whole pages (``raw``), once over article containers (``box``). The trees of ``data/body.tsv`` learned from
these same pages: what they do on publishers that they have not seen stands, cross-validated, at the top of that file.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path


def main() -> int:
    cli = argparse.ArgumentParser(prog="benchmarks.cleaning", description=__doc__)
    cli.add_argument("--shared", type=Path, default=Path("../shared/benchmarks"))
    args = cli.parse_args()
    scorer = args.shared / "cleaning" / "score_cleaning.py"
    if not scorer.is_file():
        print(f"No scorer at {scorer}: cleaning was not measured.")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        for variant in ("raw", "box"):
            print(f"{variant}:", flush=True)
            measure(scorer, variant, Path(folder) / variant)
    return 0


def measure(scorer: Path, variant: str, folder: Path) -> None:
    """Write each page as a text file, export them, and score the kept text."""
    corpus = folder / "corpus"
    corpus.mkdir(parents=True)
    given = folder / "input.jsonl"
    subprocess.run([sys.executable, str(scorer), "--make-input", variant, str(given)], check=True)
    names = {}
    with given.open(encoding="utf-8") as rows:
        for number, row in enumerate(map(json.loads, rows)):
            names[f"{number:04}.txt"] = row["id"]
            (corpus / f"{number:04}.txt").write_text("\n".join(row["lines"]), encoding="utf-8")
    export(corpus, folder / "out")
    predictions = folder / "predictions.jsonl"
    with (folder / "out" / "articles.jsonl").open(encoding="utf-8") as rows, predictions.open("w") as out:
        for article in map(json.loads, rows):
            out.write(json.dumps({"id": names[article["path"]], "kept_text": kept_text(article)}) + "\n")
    subprocess.run([sys.executable, str(scorer), str(predictions)], check=True)


def export(corpus: Path, out: Path) -> None:
    """``briefing export``, as a user runs it."""
    program = Path(sys.executable).with_name("briefing")
    subprocess.run([program, "export", str(corpus), str(out)], check=True, stderr=subprocess.DEVNULL)


def kept_text(article: dict[str, object]) -> str:
    """The kept blocks of an exported article, one a line."""
    text, blocks = article["text"], article["blocks"]
    assert isinstance(text, str)
    assert isinstance(blocks, list)
    return "\n".join(text[b["start"] : b["end"]] for b in blocks if b["kept"])


if __name__ == "__main__":
    sys.exit(main())
