"""Actors on GUM and worldwide newswire: texts through ``briefing export``, then the scorer's figures by page.

``python -m benchmarks.actors [--shared DIR] [--set news|interview|newswire] [--resamples N]
[--without-list] [--errors N]``

Pages are the published actors; mentions of newswire count both tiers.  ``--without-list`` measures once more
with the hand-kept list of organisations emptied.  Intervals are of 95 %, from resampled articles.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Collection, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import mkdocs_briefing

TYPES = {"person": "PER", "organization": "ORG", "place": "LOC", "group": "GRP"}
SETS = {
    "news": ("Wikinews dev, published", ("published",)),
    "interview": ("Interviews dev, published", ("published",)),
    "newswire": ("Newswire dev, both tiers", ("published", "review")),
}
PAGES = (
    ("page precision, typed", "P"),
    ("page precision, untyped", "Pu"),
    ("page recall", "R"),
    ("recall, named twice or more", "R2"),
    ("junk", "junk"),
    ("actors split", "split"),
    ("pages merged", "merge"),
)


def main() -> int:
    cli = argparse.ArgumentParser(prog="benchmarks.actors", description=__doc__)
    cli.add_argument("--shared", type=Path, default=Path("../shared/benchmarks"))
    cli.add_argument("--set", choices=tuple(SETS), help="one set only")
    cli.add_argument("--resamples", type=int, default=200, help="resampled sets for the intervals; 0 for none")
    cli.add_argument("--without-list", action="store_true", help="measure without the hand-kept organisations too")
    cli.add_argument("--errors", type=int, default=0, help="show so many errors of each kind")
    args = cli.parse_args()
    folder = args.shared / "actors"
    if not folder.is_dir():
        print(f"No texts at {folder}: actors were not measured.")
        return 0
    scorer = _scorer(folder / "score_actors.py")
    for name in [args.set] if args.set else SETS:
        gold = scorer.load(folder / f"{name}_dev.jsonl")
        for emptied in (False, True) if args.without_list else (False,):
            predicted = predictions(gold, SETS[name][1], without_list=emptied)
            print(f"{SETS[name][0]}{', without the hand-kept list' if emptied else ''}: {len(gold)} articles")
            _show(scorer, gold, predicted, name, args.resamples, args.errors)
    return 0


def _scorer(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_actors", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def predictions(
    gold: Sequence[dict[str, Any]], tiers: Collection[str], *, without_list: bool = False
) -> list[dict[str, Any]]:
    """The actors of each gold text, as one corpus goes through the command."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        corpus = folder / "corpus"
        corpus.mkdir()
        for number, document in enumerate(gold):
            (corpus / f"{number:04}.txt").write_text(document["text"], encoding="utf-8", newline="")
        environment = dict(os.environ)
        if without_list:
            environment["PYTHONPATH"] = str(_emptied(folder))
        subprocess.run(
            [sys.executable, "-c", "from mkdocs_briefing.cli import main; main()", "export", corpus, folder / "out"],
            check=True,
            stderr=subprocess.DEVNULL,
            env=environment,
        )
        actors = {a["id"]: a for a in _lines(folder / "out" / "actors.jsonl") if a["tier"] in tiers}
        lines = []
        for article in _lines(folder / "out" / "articles.jsonl"):
            spans: dict[str, list[list[int]]] = {}
            for mention in article["mentions"]:
                if mention["actor"] in actors:
                    spans.setdefault(mention["actor"], []).append([mention["start"], mention["end"]])
            found = [
                {"key": id, "name": actors[id]["name"], "type": TYPES[actors[id]["type"]], "mentions": at}
                for id, at in spans.items()
            ]
            lines.append({"id": gold[int(Path(article["path"]).stem)]["id"], "actors": found})
        return lines


def _emptied(folder: Path) -> Path:
    """A copy of the program whose list of organisations is empty."""
    copy = folder / "program" / "mkdocs_briefing"
    shutil.copytree(Path(mkdocs_briefing.__file__).parent, copy, ignore=shutil.ignore_patterns("__pycache__"))
    (copy / "data" / "organisations.txt").write_text("", encoding="utf-8")
    return copy.parent


def _lines(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def _show(
    scorer: ModuleType,
    gold: list[dict[str, Any]],
    predicted: list[dict[str, Any]],
    name: str,
    resamples: int,
    errors: int,
) -> None:
    scores = scorer.score(gold, predicted, errors)
    samples = [scorer.score(*_resampled(gold, predicted, seed)) for seed in range(resamples)]
    if name != "newswire":
        for title, key in PAGES:
            _line(title, scores["pages"][key], [s["pages"][key] for s in samples])
        print(f"  {'pages, of gold actors':28} {scores['pages']['pred']:5} of {scores['pages']['gold']}")
    for title, key, place in (
        ("mention precision", "mention", 0),
        ("mention recall", "mention", 1),
        ("mention F1, typed", "mention_typed", 2),
    ):
        _line(title, scores[key][place], [s[key][place] for s in samples])


def _line(title: str, value: float, samples: list[float]) -> None:
    between = ""
    if samples:
        ordered = sorted(samples)
        low, high = ordered[int(0.025 * len(ordered))], ordered[int(0.975 * (len(ordered) - 1))]
        between = f"   [{100 * low:.0f}-{100 * high:.0f}]"
    print(f"  {title:28} {100 * value:5.1f}{between}")


def _resampled(
    gold: list[dict[str, Any]], predicted: list[dict[str, Any]], seed: int
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """As many articles, drawn with replacement; a second copy counts as an article of its own."""
    by_id = {p["id"]: p for p in predicted}
    drawn = random.Random(seed).choices(gold, k=len(gold))
    named = [(f"{n} {d['id']}", d) for n, d in enumerate(drawn)]
    return (
        [d | {"id": id, "mentions": [dict(m) for m in d["mentions"]]} for id, d in named],
        [by_id.get(d["id"], {"actors": []}) | {"id": id} for id, d in named],
    )


if __name__ == "__main__":
    sys.exit(main())
