"""Attribution on PolNeAR: texts through ``briefing export``, with cleaning and without, then the scorer's five figures.

``python -m benchmarks.attribution [--shared DIR] [--split dev|train] [--annotate]``

``--annotate`` also times the annotate stage alone, on one core.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

FIGURES = (
    ("content F1", "attr_overlap50"),
    ("content + source F1", "attr_content+source"),
    ("statement F1", "speech_attr"),
    ("quote-span F1", "quote_spans"),
    ("quote + speaker F1", "quote+speaker"),
)


def main() -> int:
    cli = argparse.ArgumentParser(prog="benchmarks.attribution", description=__doc__)
    cli.add_argument("--shared", type=Path, default=Path("../shared/benchmarks"))
    cli.add_argument("--split", choices=("dev", "train"), default="dev")
    cli.add_argument("--annotate", action="store_true", help="time the annotate stage alone")
    args = cli.parse_args()
    scorer = args.shared / "attribution" / "score_attribution.py"
    texts = args.shared / "attribution" / "data" / args.split / "text"
    if not texts.is_dir():
        print(f"No texts at {texts}: attribution was not measured.")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "corpus"
        corpus.mkdir()
        for path in sorted(texts.glob("*.txt")):
            (corpus / path.name).write_bytes(path.read_bytes())
        for title, options in (("every line kept", ["--keep-all"]), ("with cleaning", [])):
            exported = Path(folder) / f"out{len(options)}"
            began = time.perf_counter()
            subprocess.run(
                [Path(sys.executable).with_name("briefing"), "export", str(corpus), str(exported), *options],
                check=True,
                stderr=subprocess.DEVNULL,
            )
            took = time.perf_counter() - began
            predictions = Path(folder) / "predictions.jsonl"
            predictions.write_text("".join(scorer_lines(exported / "articles.jsonl")), encoding="utf-8")
            shown = subprocess.run(
                [sys.executable, str(scorer), "--split", args.split, "--pred", str(predictions), "--json"],
                check=True,
                capture_output=True,
                text=True,
            )
            scores = json.loads(shown.stdout)
            print(f"{args.split}, {title} ({took:.0f} s for the export)")
            for name, key in FIGURES:
                value = scores[key]
                print(f"  {name:20} {value['F1']:5.1f}   precision {value['P']:5.1f}   recall {value['R']:5.1f}")
    if args.annotate:
        print(f"  annotate stage alone: {annotate_rate(texts):.0f} articles a second of CPU, one core")
    return 0


def scorer_lines(articles: Path) -> list[str]:
    """The export's attributions as the scorer reads them; a source that stands elsewhere counts where it stands."""
    lines = []
    with articles.open(encoding="utf-8") as file:
        for line in file:
            article = json.loads(line)
            found = [
                {
                    "source": a["source"] or a["antecedent"],
                    "cue": a["cue"],
                    "content": a["content"],
                    "direct": a["kind"] != "indirect",
                }
                for a in article["attributions"]
            ]
            lines.append(json.dumps({"id": Path(article["path"]).stem, "attributions": found}) + "\n")
    return lines


def annotate_rate(texts: Path) -> float:
    """Articles a CPU second, through ``annotate`` alone, after one article to load the word lists."""
    from mkdocs_briefing.annotate import annotate
    from mkdocs_briefing.model import Block, Cleaned, Metadata, Notes

    articles = []
    for path in sorted(texts.glob("*.txt")):
        text = path.read_text("utf-8")
        blocks, at = [], 0
        for line in text.split("\n"):
            if line.strip():
                blocks.append(Block(start=at, end=at + len(line), kind="paragraph"))
            at += len(line) + 1
        articles.append((text, Cleaned(metadata=Metadata(), blocks=tuple(blocks))))
    annotate(*articles[0], Notes())
    began = time.process_time()
    for text, cleaned in articles:
        annotate(text, cleaned, Notes())
    return len(articles) / (time.process_time() - began)


if __name__ == "__main__":
    sys.exit(main())
