"""Audit of actors at size: 100 published actors of 800 articles, each judged by a reader against its mentions.

``python -m benchmarks.audit_actors [--shared DIR] [--sheet FILE]``

The articles are the first 800 of PolNeAR's train part, through ``briefing export`` as one corpus.  Drawn are
the actors whose ids have the smallest hashes, so that the draw stays nearly the same while rules change.
``--sheet`` writes the drawn actors with some of their sentences, to be read; verdicts stand in
``audit_actors.tsv`` beside this file: id, verdict (right, type, part, merged, split, junk), remark.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

SEED, DRAWN, ARTICLES, SENTENCES = "briefing", 100, 800, 3
VERDICTS = Path(__file__).with_suffix(".tsv")


def main() -> int:
    cli = argparse.ArgumentParser(prog="benchmarks.audit_actors", description=__doc__)
    cli.add_argument("--shared", type=Path, default=Path("../shared/benchmarks"))
    cli.add_argument("--sheet", type=Path, help="write the drawn actors with sentences here, to be read")
    args = cli.parse_args()
    texts = args.shared / "attribution" / "data" / "train" / "text"
    if not texts.is_dir():
        print(f"No texts at {texts}: nothing was audited.")
        return 0
    actors, articles = exported(sorted(texts.glob("*.txt"))[:ARTICLES])
    drawn = draw(actors)
    if args.sheet:
        args.sheet.write_text("\n".join(sheet(drawn, articles)), encoding="utf-8")
    verdicts = dict(
        line.split("\t")[:2] for line in VERDICTS.read_text("utf-8").splitlines() if line[:1] not in ("", "#")
    )
    counts = Counter(verdicts.get(actor["id"], "not judged yet") for actor in drawn)
    published = sum(actor["tier"] == "published" for actor in actors)
    print(f"{len(articles)} articles, {published} published actors, {len(drawn)} drawn")
    for verdict, count in counts.most_common():
        print(f"  {verdict:16} {count:3}")
    return 0


def exported(paths: list[Path]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Actors and articles of the texts as one corpus."""
    with tempfile.TemporaryDirectory() as name:
        corpus, out = Path(name) / "corpus", Path(name) / "out"
        corpus.mkdir()
        for path in paths:
            (corpus / path.name).write_bytes(path.read_bytes())
        command = [Path(sys.executable).with_name("briefing"), "export", corpus, out]
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
        return _lines(out / "actors.jsonl"), _lines(out / "articles.jsonl")


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def draw(actors: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The published actors whose ids have the smallest hashes."""
    published = [actor for actor in actors if actor["tier"] == "published"]
    return sorted(published, key=lambda actor: _hash(actor["id"]))[:DRAWN]


def _hash(words: str) -> str:
    return hashlib.sha256(f"{SEED} {words}".encode()).hexdigest()


def sheet(drawn: list[dict[str, Any]], articles: list[dict[str, Any]]) -> list[str]:
    """Each drawn actor with its names and some of its sentences."""
    places: dict[str, list[str]] = defaultdict(list)
    wanted = {actor["id"] for actor in drawn}
    for article in articles:
        text = article["text"]
        for mention in article["mentions"]:
            if mention["actor"] in wanted:
                start, end = mention["start"], mention["end"]
                around = f"{text[max(0, start - 70) : start]}[{text[start:end]}]{text[end : end + 50]}"
                places[mention["actor"]].append(around.replace("\n", " / "))
    lines = []
    for actor in drawn:
        names = ", ".join(f"{alias['text']} {alias['count']}" for alias in actor["aliases"][:8])
        lines.append(f"{actor['id']}\t{actor['type']}\t{names}")
        lines += [f"        {line}" for line in sorted(places[actor["id"]], key=_hash)[:SENTENCES]]
    return lines


if __name__ == "__main__":
    sys.exit(main())
