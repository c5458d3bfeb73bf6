"""Make ``data/body.tsv`` and ``data/page.tsv``: the trees that tell an article's lines from the page around it.

    python scripts/train_cleaning.py text ../shared/benchmarks/cleaning/pages_dev.jsonl [--write]
    python scripts/train_cleaning.py html ../shared/benchmarks/pages/gold.jsonl [--write]

Needs lightgbm and numpy beside the package. ``text`` learns from the lines of whole pages, of article containers, and
of the articles alone (so that a clean text stays whole); ``html`` from the blocks of saved pages. Both print figures
cross-validated over five folds of publishers; without ``--write`` they only print.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import lightgbm
import numpy as np

from mkdocs_briefing.clean.features import NAMES as LINE_NAMES
from mkdocs_briefing.clean.features import features
from mkdocs_briefing.clean.lines import Line, lines_of
from mkdocs_briefing.clean.page import NAMES as PAGE_NAMES
from mkdocs_briefing.clean.page import page_features, reach
from mkdocs_briefing.read.html import read_html
from mkdocs_briefing.read.text import text_blocks

FOLDS = 5
DATA = Path(__file__).parents[1] / "plugin/mkdocs_briefing/data"
WORD = re.compile(r"\w+")
SETTINGS = {
    "text": {"num_leaves": 12, "learning_rate": 0.15, "feature_fraction": 0.4, "min_data_in_leaf": 40, "trees": 60},
    "html": {"num_leaves": 12, "learning_rate": 0.1, "feature_fraction": 0.3, "min_data_in_leaf": 30, "trees": 80},
}


class Page(NamedTuple):
    group: str
    fold: int
    lines: list[str]
    gold: str
    x: Any
    y: Any
    weight: Any


def page(group: str, publisher: str, lines: Sequence[Line], rows: Any, labels: Any, gold: str, worth: float) -> Page:
    """A line weighs by its share of its article's words, so that every page counts alike."""
    y = np.array(labels)
    words = np.array([line.count + 1.0 for line in lines])
    whole = words[y == 1].sum() or 1.0
    return Page(
        group=group,
        fold=int(hashlib.md5(publisher.encode()).hexdigest()[:8], 16) % FOLDS,
        lines=[line.text for line in lines],
        gold=gold,
        x=np.array(rows, dtype=float),
        y=y,
        weight=(np.sqrt(50 * np.minimum(words / whole, 0.5)) + 0.02) * worth,
    )


# ------------------------------------------------------------------ plain text


def text_pages(path: Path) -> Iterator[Page]:
    for row in map(json.loads, path.open(encoding="utf-8")):
        gold = row["gold"].split("\n")
        news = "news" if row["set"] != "wcxb_test" else "web"
        for variant, texts, labels in (
            ("raw", row["raw"], row["lab"]),
            ("box", row["box"], row["box_lab"]),
            ("gold", gold, [1] * len(gold)),
        ):
            labels = [y for text, y in zip(texts, labels, strict=True) if text.strip()]
            text = "\n".join(t.replace("\n", " ") for t in texts)
            lines = lines_of(text, text_blocks(text))
            if lines and len(lines) == len(labels):
                worth = 0.3 if variant == "gold" else 1.0
                yield page(f"{news} {variant}", row["domain"], lines, features(lines), labels, row["gold"], worth)


def word_f1(chosen: list[Page], kept: dict[int, str]) -> float:
    figures = []
    for p in chosen:
        a, b = (Counter(w.lower() for w in WORD.findall(t)) for t in (kept[id(p)], p.gold))
        common = sum((a & b).values())
        figures.append(2 * common / (sum(a.values()) + sum(b.values())) if common else 0.0)
    return statistics.mean(figures)


# ------------------------------------------------------------------ saved pages


def html_pages(path: Path) -> Iterator[Page]:
    for row in map(json.loads, path.open(encoding="utf-8")):
        if not row["body"]:
            continue
        source = read_html(row["file"], gzip.decompress((path.parent / row["file"]).read_bytes()))
        begin, end = reach(source.blocks)
        lines = lines_of(source.text, source.blocks[begin:end], source.markup)
        host = urlsplit(row["url"] or "").hostname or row["id"]
        publisher = host.split(".")[-2] if "." in host else host
        labels = _in_gold(lines, row["body"])
        yield page(row["id"].partition(":")[0], publisher, lines, page_features(lines), labels, row["body"], 1.0)


def _in_gold(lines: Sequence[Line], gold: str) -> list[int]:
    """Most four-word runs of the line stand in the gold text; a short one is a line of it."""
    words = WORD.findall(gold)
    runs = {tuple(words[i : i + 4]) for i in range(len(words) - 3)}
    whole = {tuple(WORD.findall(line)) for line in gold.split("\n")}
    labels = []
    for line in lines:
        own = WORD.findall(line.text)
        inside = sum(tuple(own[i : i + 4]) in runs for i in range(len(own) - 3))
        labels.append(int(inside > 0.5 * (len(own) - 3) if len(own) > 3 else bool(own) and tuple(own) in whole))
    return labels


def run_f1(chosen: list[Page], kept: dict[int, str]) -> float:
    """The metric of the pages benchmark: F1 of mean precision and mean recall of four-word runs."""
    precision, recall = [], []
    for p in chosen:
        a, b = (_runs(t) for t in (kept[id(p)], p.gold))
        common = sum((a & b).values())
        precision.append(common / sum(a.values()) if a else 0.0)
        recall.append(common / sum(b.values()))
    a, b = statistics.mean(precision), statistics.mean(recall)
    return 2 * a * b / (a + b)


def _runs(text: str) -> Counter[tuple[str, ...]]:
    words = WORD.findall(text)
    return Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3))) if words else Counter()


# ------------------------------------------------------------------ training


def fit(task: str, chosen: list[Page]) -> lightgbm.Booster:
    settings = {
        **SETTINGS[task],
        "objective": "binary",
        "bagging_fraction": 0.8,
        "bagging_freq": 1,
        "lambda_l2": 5.0,
        "verbose": -1,
        "num_threads": 1,
        "deterministic": True,
        "seed": 7,
    }
    trees = settings.pop("trees")
    data = lightgbm.Dataset(
        np.vstack([p.x for p in chosen]),
        np.concatenate([p.y for p in chosen]),
        weight=np.concatenate([p.weight for p in chosen]),
    )
    return lightgbm.train(settings, data, num_boost_round=trees)


def cross_validate(task: str, found: list[Page]) -> list[str]:
    scores = {}
    for fold in range(FOLDS):
        booster = fit(task, [p for p in found if p.fold != fold])
        scores |= {id(p): booster.predict(p.x) for p in found if p.fold == fold}
    groups = defaultdict(list)
    for p in found:
        groups[p.group].append(p)
    metric = word_f1 if task == "text" else run_f1
    report = []
    for threshold in (0.3, 0.4, 0.5, 0.6):
        kept = {
            id(p): "\n".join(line for line, s in zip(p.lines, scores[id(p)], strict=True) if s > threshold)
            for p in found
        }
        figures = [f"{group} {metric(groups[group], kept):.3f}" for group in sorted(groups)]
        report.append(f"threshold {threshold}: F1 " + ", ".join(figures))
    return report


def rows(booster: lightgbm.Booster, names: Sequence[str]) -> Iterator[str]:
    """Depth-first: a split is ``feature<TAB>threshold`` (its branch for ``<=`` follows first), a leaf its value."""
    for tree in booster.dump_model()["tree_info"]:
        stack = [tree["tree_structure"]]
        while stack:
            node = stack.pop()
            if "leaf_value" in node:
                yield f"{node['leaf_value']:.4f}"
            else:
                yield f"{names[node['split_feature']]}\t{node['threshold']:.5g}"
                stack += [node["right_child"], node["left_child"]]


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("task", choices=("text", "html"))
    cli.add_argument("pages", type=Path)
    cli.add_argument("--write", action="store_true")
    args = cli.parse_args()
    text = args.task == "text"
    found = list((text_pages if text else html_pages)(args.pages))
    report = cross_validate(args.task, found)
    print("\n".join(report))
    if args.write:
        head = [
            "Trees over the features of "
            + (
                "clean/features.py: is a line of a plain text part of the article?"
                if text
                else "clean/page.py: is a block of an HTML page part of the article?"
            ),
            "Made by scripts/train_cleaning.py (MIT); weights only, no text. A split is a feature and a threshold, and",
            "the branch for values up to it follows first; a leaf is what the tree adds to the log-odds.",
            "Cross-validated over five folds of publishers:",
            *report,
        ]
        trees = rows(fit(args.task, found), LINE_NAMES if text else PAGE_NAMES)
        out = DATA / ("body.tsv" if text else "page.tsv")
        out.write_text("".join(f"# {x}\n" for x in head) + "\n".join(trees) + "\n", "utf-8")


if __name__ == "__main__":
    main()
