"""Make ``data/body.tsv``: the trees that tell an article's lines from the page around it.

    python scripts/train_body.py ../shared/benchmarks/cleaning/pages_dev.jsonl [--write]

Needs lightgbm and numpy beside the package. Learns from the lines of whole pages, of article containers, and of the
articles alone (so that a clean text stays whole); prints word F1 cross-validated over five folds of publishers.
Without ``--write`` it only prints.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import statistics
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import lightgbm
import numpy as np

from mkdocs_briefing.clean.features import NAMES, features
from mkdocs_briefing.clean.lines import Line, lines_of
from mkdocs_briefing.read.text import text_blocks

TREES, LEAVES, RATE = 60, 12, 0.15
FOLDS = 5
OUT = Path(__file__).parents[1] / "plugin/mkdocs_briefing/data/body.tsv"
WORD = re.compile(r"\w+")


class Page(NamedTuple):
    variant: str
    news: bool
    fold: int
    words: list[Counter[str]]
    gold: Counter[str]
    x: Any
    y: Any
    weight: Any


def count(words: str) -> Counter[str]:
    return Counter(w.lower() for w in WORD.findall(words))


def pages(path: Path) -> Iterator[Page]:
    for row in map(json.loads, path.open(encoding="utf-8")):
        gold = row["gold"].split("\n")
        variants = {
            "raw": (row["raw"], row["lab"]),
            "box": (row["box"], row["box_lab"]),
            "gold": (gold, [1] * len(gold)),
        }
        fold = int(hashlib.md5(row["domain"].encode()).hexdigest()[:8], 16) % FOLDS
        for variant, (texts, labels) in variants.items():
            labels = [y for text, y in zip(texts, labels, strict=True) if text.strip()]
            text = "\n".join(t.replace("\n", " ") for t in texts)
            lines = lines_of(text, text_blocks(text))
            if len(lines) != len(labels) or not lines:
                continue
            weight = _weights(lines, labels) * (0.3 if variant == "gold" else 1.0)
            counts = [count(line.text) for line in lines]
            yield Page(
                variant=variant,
                news=row["set"] != "wcxb_test",
                fold=fold,
                words=counts,
                gold=count(row["gold"]),
                x=np.array(features(lines)),
                y=np.array(labels),
                weight=weight,
            )


def _weights(lines: list[Line], labels: list[int]) -> Any:
    """A line weighs by its share of its article's words, so that every page counts alike."""
    words = np.array([line.count + 1.0 for line in lines])
    whole = words[np.array(labels) == 1].sum() or 1.0
    return np.sqrt(50 * np.minimum(words / whole, 0.5)) + 0.02


def fit(chosen: list[Page]) -> lightgbm.Booster:
    settings = {
        "objective": "binary",
        "num_leaves": LEAVES,
        "learning_rate": RATE,
        "min_data_in_leaf": 40,
        "bagging_fraction": 0.8,
        "bagging_freq": 1,
        "feature_fraction": 0.4,
        "lambda_l2": 5.0,
        "verbose": -1,
        "num_threads": 1,
        "deterministic": True,
        "seed": 7,
    }
    data = lightgbm.Dataset(
        np.vstack([p.x for p in chosen]),
        np.concatenate([p.y for p in chosen]),
        weight=np.concatenate([p.weight for p in chosen]),
    )
    return lightgbm.train(settings, data, num_boost_round=TREES)


def f1(page: Page, scores: Any, threshold: float) -> float:
    kept: Counter[str] = Counter()
    for n in np.where(scores > threshold)[0]:
        kept += page.words[n]
    common = sum((kept & page.gold).values())
    return 2 * common / (sum(kept.values()) + sum(page.gold.values())) if common else 0.0


def cross_validate(found: list[Page]) -> str:
    scores = {}
    for fold in range(FOLDS):
        booster = fit([p for p in found if p.fold != fold])
        for p in found:
            if p.fold == fold:
                scores[id(p)] = booster.predict(p.x)
    report = []
    for threshold in (0.3, 0.4, 0.5, 0.6):
        figures = []
        for variant in ("raw", "box", "gold"):
            mean = statistics.mean(f1(p, scores[id(p)], threshold) for p in found if p.variant == variant and p.news)
            figures.append(f"{variant} {mean:.3f}")
        report.append(f"threshold {threshold}: news word F1 " + ", ".join(figures))
    return "\n".join(report)


def rows(booster: lightgbm.Booster) -> Iterator[str]:
    """Depth-first: a split is ``feature<TAB>threshold`` (its branch for ``<=`` follows first), a leaf its value."""
    for tree in booster.dump_model()["tree_info"]:
        stack = [tree["tree_structure"]]
        while stack:
            node = stack.pop()
            if "leaf_value" in node:
                yield f"{node['leaf_value']:.4f}"
            else:
                yield f"{NAMES[node['split_feature']]}\t{node['threshold']:.5g}"
                stack += [node["right_child"], node["left_child"]]


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("pages", type=Path)
    cli.add_argument("--write", action="store_true")
    args = cli.parse_args()
    found = list(pages(args.pages))
    report = cross_validate(found)
    print(report)
    if args.write:
        head = [
            "Trees over the features of clean/features.py: is a line of a news page part of the article?",
            "Made by scripts/train_body.py (MIT); weights only, no text. A split is a feature and a threshold, and the",
            "branch for values up to it follows first; a leaf is what the tree adds to the log-odds.",
            "Cross-validated over five folds of publishers:",
            *report.splitlines(),
        ]
        OUT.write_text("".join(f"# {x}\n" for x in head) + "\n".join(rows(fit(found))) + "\n", "utf-8")


if __name__ == "__main__":
    main()
