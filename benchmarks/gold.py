"""The project's own gold: passages written for it through ``briefing export --keep-all``, and what comes out right.

``python -m benchmarks.gold [--errors] [--only LINE]`` needs no shared data; the passages are in ``tests/gold``.

How it is scored, by letters and digits of the text (so that marks and spaces at the rim of a span do not count):

speakers
    A gold attribution is matched with the exported one whose content, or one part of it, shares at least half of the
    two together. An actor is right when his name or an alias of his equals a name that gold accepts, case and a leading
    article aside. *Precision* is over exported answers, by the certainty that the export states, as a reader sees it;
    an answer where gold has nobody is wrong. *Answered* is the share of gold's speakers, by gold's certainty, for whom
    somebody is.
marks
    Every pair of marks of a passage is in gold. It is right when an exported quotation shares at least half with it and
    its use is one that gold accepts; *speech told* asks only whether it is speech; ``unclear`` is never right.
    A quotation that gold has not counts as a wrong one.
chains, hedges, figures
    Precision, recall and F1 of single hops, hedges and figures. One is found when it hangs on a claim that covers at
    least half of the gold statement: a hop at its place in the order, a hedge with its type, a figure with its value,
    its words of approximation and its scope (absent where gold has none). Whatever else the passage has is wrong.
dates, polarity
    ``said`` and ``polarity`` of the claim nearest to the gold statement; a date where gold has none is wrong.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

GOLD = Path(__file__).parents[1] / "tests" / "gold"
HEADER = ("title", "date", "publisher", "language")
Spans = list[tuple[int, int]]
Row = dict[str, Any]

FLOORS = {
    "speakers, explicit": 98,
    "speakers, pronoun or description": 90,
    "speakers, implicit": 85,
    "marks: speech told": 95,
    "chains": 90,
    "hedges": 90,
    "figures with scope": 90,
    "dates": 90,
}
GROUP = {
    "explicit": "speakers, explicit",
    "pronoun": "speakers, pronoun or description",
    "nominal": "speakers, pronoun or description",
    "implicit": "speakers, implicit",
}


# ------------------------------------------------------------------ the gold


@dataclass
class Passage:
    """One invented passage with what is in it; ``file`` is the topic's file."""

    id: str
    file: str
    text: str
    checks: list[str]
    header: dict[str, str]
    attributions: list[Row]
    quotations: list[Row]


def passages(folder: Path = GOLD) -> list[Passage]:
    """All passages of the gold, in the order of the files."""
    found = []
    for path in sorted(folder.glob("*.yml")):
        for row in yaml.safe_load(path.read_text(encoding="utf-8")):
            header = {name: str(row[name]) for name in HEADER if name in row}
            found.append(
                Passage(
                    id=row["id"],
                    file=path.name,
                    text=row["text"],
                    checks=row["checks"],
                    header=header,
                    attributions=row.get("attributions", []),
                    quotations=row.get("quotations", []),
                )
            )
    return found


def anchored(text: str, words: str | list[str]) -> Spans:
    """Where the words of an anchor stand: ``first … last``, ``before[[words]]after``, or a list of parts.

    Raises ValueError where they do not stand exactly once.
    """
    if isinstance(words, list):
        return [span for part in words for span in anchored(text, part)]
    before, opened, rest = words.partition("[[")
    if opened:
        inner, _, after = rest.partition("]]")
        start = once(text, before + inner + after) + len(before)
        return [(start, start + len(inner))]
    first, parted, last = words.partition(" … ")
    start = once(text, first)
    if not parted:
        return [(start, start + len(first))]
    end = text.find(last, start + len(first))
    if end < 0:
        raise ValueError(f"“{last}” does not follow “{first}”")
    return [(start, end + len(last))]


def once(text: str, words: str) -> int:
    if (count := text.count(words)) != 1:
        raise ValueError(f"“{words}” stands {count} times")
    return text.index(words)


def accepted(value: Any) -> list[Any]:
    """What gold accepts: a list means any of its members."""
    return value if isinstance(value, list) else [value]


# ------------------------------------------------------------------ the export


@dataclass
class Exported:
    """What the engine says of one passage."""

    article: Row
    claims: list[Row] = field(default_factory=list)


def export(gold: list[Passage]) -> tuple[dict[str, Exported], dict[str, set[str]]]:
    """Run the real export over all passages, an article each: exported by passage, and names by actor id."""
    with tempfile.TemporaryDirectory() as folder:
        corpus, out = Path(folder) / "corpus", Path(folder) / "out"
        corpus.mkdir()
        for passage in gold:
            (corpus / f"{passage.id}.txt").write_text(passage.text, encoding="utf-8")
            if passage.header:
                (corpus / f"{passage.id}.yml").write_text(yaml.safe_dump(passage.header), encoding="utf-8")
        command = [Path(sys.executable).with_name("briefing"), "export", corpus, out, "--keep-all"]
        subprocess.run([str(part) for part in command], check=True, stderr=subprocess.DEVNULL)
        found = {Path(row["path"]).stem: Exported(row) for row in lines(out / "articles.jsonl")}
        by_article = {exported.article["id"]: exported for exported in found.values()}
        for claim in lines(out / "claims.jsonl"):
            by_article[claim["article"]].claims.append(claim)
        names = {
            actor["id"]: {folded(actor["name"]), *(folded(alias["text"]) for alias in actor["aliases"])}
            for actor in lines(out / "actors.jsonl")
        }
    return found, names


def lines(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def folded(name: str) -> str:
    """A name without case, kind of apostrophe and leading article."""
    return name.replace("’", "'").casefold().removeprefix("the ").strip()


# ------------------------------------------------------------------ measures


@dataclass
class Tally:
    """Counts of one line of the table, and the misses behind them."""

    right: int = 0
    answered: int = 0
    gold: int = 0
    misses: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return 100 * self.right / self.answered if self.answered else 0.0

    @property
    def recall(self) -> float:
        return 100 * self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        both = self.answered + self.gold
        return 200 * self.right / both if both else 0.0


class Score:
    """All lines of the table, filled passage by passage."""

    def __init__(self, names: dict[str, set[str]]) -> None:
        self.names = names
        self.lines: dict[str, Tally] = defaultdict(Tally)

    def passage(self, passage: Passage, exported: Exported) -> None:
        """Score one passage in the aspects that it is about, and in those alone."""
        aspects = {
            "actor": self.speakers,
            "uses": self.uses,
            "marks": self.other_language,
            "chains": self.chains,
            "hedges": self.hedges,
            "polarity": self.polarity,
            "figures": self.figures,
            "dates": self.dates,
        }
        for check in passage.checks:
            aspects[check](passage, exported)

    def miss(self, line: str, passage: Passage, gold: object, had: object) -> None:
        self.lines[line].misses.append(f"{passage.id}: {gold} · had {had}")

    # -------------------------------------------------------------- speakers

    def speakers(self, passage: Passage, exported: Exported) -> None:
        for row in passage.attributions:
            content = letters(passage.text, anchored(passage.text, row["content"]))
            found = nearest(content, exported.article["attributions"], passage.text)
            names, certainties = accepted(row["actor"]), accepted(row["certainty"])
            known = None not in names
            had = found["actor"] if found else None
            right = had in self.names and any(folded(name) in self.names[had] for name in names if name)
            words = f"{names[0]} “{first(row['content'])}”"
            by_gold = GROUP.get(certainties[0])
            self.lines["attributions found"].gold += 1
            if found:
                self.lines["attributions found"].right += 1
                self.lines["attributions found"].answered += 1
            else:
                self.miss("attributions found", passage, words, "none")
            if known and by_gold:
                self.lines[by_gold].gold += 1
                self.lines[f"answered {by_gold}"].gold += 1
                if had:
                    self.lines[f"answered {by_gold}"].right += 1
                elif found:
                    self.miss(by_gold, passage, words, f"nobody ({found['certainty']})")
            if known and by_gold and found and had:
                self.lines[f"right where gold has {by_gold.removeprefix('speakers, ')}"].gold += 1
                self.lines[f"right where gold has {by_gold.removeprefix('speakers, ')}"].right += right
            if found and had:
                stated = GROUP.get(found["certainty"], "speakers, unknown")
                self.lines[stated].answered += 1
                if right:
                    self.lines[stated].right += 1
                else:
                    self.miss(stated, passage, words, f"WRONG {had} ({found['certainty']})")
            if not known and len(names) == 1:
                self.lines["nobody to be named"].gold += 1
                self.lines["nobody to be named"].right += not had
            if found and row["source"]:
                source = letters(passage.text, anchored(passage.text, row["source"]))
                there = shared(source, letters(passage.text, found["source"])) >= 0.5
                self.count("source as gold", there, passage, row["source"], cut(passage.text, found["source"]))
            if found and row.get("unnamed"):
                self.count("unnamed told", found["unnamed"], passage, words, "not unnamed")
            if found and right:
                told = found["certainty"] in certainties
                self.count("certainty as gold", told, passage, f"{words} {certainties}", found["certainty"])

    def count(self, line: str, right: bool, passage: Passage, gold: object, had: object) -> None:
        """One answer to one question of gold."""
        tally = self.lines[line]
        tally.gold += 1
        tally.answered += 1
        tally.right += right
        if not right:
            self.miss(line, passage, gold, had)

    # -------------------------------------------------------------- marks

    def uses(self, passage: Passage, exported: Exported) -> None:
        quotations = list(exported.article["quotations"])
        for row in passage.quotations:
            spans = letters(passage.text, anchored(passage.text, row["words"]))
            found = max(quotations, key=lambda one: shared(spans, letters(passage.text, one["spans"])), default=None)
            if found and shared(spans, letters(passage.text, found["spans"])) >= 0.5:
                had = found["use"]
                quotations.remove(found)
            else:
                had = "no quotation"
            uses, words = accepted(row["use"]), first(row["words"])
            self.count("marks: use", had in uses, passage, f"{uses} “{words}”", had)
            told = had in uses or (had in ("scare", "title", "term", "slogan") and uses != ["speech"])
            self.count("marks: speech told", told, passage, f"{uses} “{words}”", had)
        for extra in quotations:
            words = cut(passage.text, extra["spans"])
            for line in ("marks: use", "marks: speech told"):
                self.count(line, False, passage, "no quotation", f"{extra['use']} “{words}”")

    def other_language(self, passage: Passage, exported: Exported) -> None:
        """The very words between the marks, rims of marks aside; and no statement attempted."""
        had = [cut(passage.text, one["spans"]) for one in exported.article["quotations"]]
        for row in passage.quotations:
            words = cut(passage.text, anchored(passage.text, row["words"]))
            self.count("other languages: marks", words in had, passage, f"“{words}”", had)
        reported = [one for one in exported.article["attributions"] if one["kind"] == "indirect"]
        self.count("other languages: nothing reported", not reported, passage, "nothing", len(reported))

    # -------------------------------------------------------------- details

    def chains(self, passage: Passage, exported: Exported) -> None:
        wanted: list[Spans] = []
        for row in passage.attributions:
            hops = [anchored(passage.text, hop) for hop in row["via"]]
            wanted += hops + [anchored(passage.text, words) for words in row.get("either", [])]
            content = letters(passage.text, anchored(passage.text, row["content"]))
            found = nearest(content, covering(content, exported.article["attributions"], passage.text), passage.text, 0)
            had = [hop["spans"] for hop in found["via"]] if found else []
            kept = in_order([letters(passage.text, hop) for hop in hops], [letters(passage.text, hop) for hop in had])
            self.items("chains", len(hops), kept, passage, row["via"], [cut(passage.text, hop) for hop in had])
        seen = {tuple(map(tuple, hop["spans"])) for one in exported.article["attributions"] for hop in one["via"]}
        self.extra("chains", passage, seen, wanted)

    def hedges(self, passage: Passage, exported: Exported) -> None:
        wanted: list[Spans] = []
        typed: list[tuple[str, set[int]]] = []
        for row in passage.attributions:
            content = letters(passage.text, anchored(passage.text, row["content"]))
            had = [hedge for claim in covering(content, exported.claims, passage.text) for hedge in claim["hedges"]]
            wanted += [anchored(passage.text, words) for words in row.get("either", [])]
            for kind, all_words in row["hedges"].items():
                for words in all_words:
                    span = anchored(passage.text, words)
                    wanted.append(span)
                    typed.append((kind, letters(passage.text, span)))
                    right = any(
                        one["type"] == kind and touch(span, [(one["start"], one["end"])], passage) for one in had
                    )
                    shown = [f"{one['type']} “{one['text']}”" for one in had]
                    self.items("hedges", 1, right, passage, f"{kind} “{words}”", shown)
        seen = {(one["type"], one["start"], one["end"]) for claim in exported.claims for one in claim["hedges"]}
        mistyped = {
            (start, end)
            for kind, start, end in seen
            if not any(kind == other and meet(letters(passage.text, [(start, end)]), words) for other, words in typed)
            and any(meet(letters(passage.text, [(start, end)]), words) for _, words in typed)
        }
        for start, end in sorted(mistyped):
            self.lines["hedges"].answered += 1
            self.miss("hedges", passage, "another type", f"“{passage.text[start:end]}”")
        self.extra(
            "hedges", passage, {((start, end),) for _, start, end in seen if (start, end) not in mistyped}, wanted
        )

    def figures(self, passage: Passage, exported: Exported) -> None:
        wanted: list[Spans] = []
        for row in passage.attributions:
            content = letters(passage.text, anchored(passage.text, row["content"]))
            had = [one for claim in covering(content, exported.claims, passage.text) for one in claim["figures"]]
            for figure in row["figures"]:
                span = anchored(passage.text, figure["words"])
                wanted.append(span)
                if figure.get("either"):
                    continue
                found = next((one for one in had if touch(span, [(one["start"], one["end"])], passage)), None)
                self.figure(passage, figure, found)
        seen = {((one["start"], one["end"]),) for claim in exported.claims for one in claim["figures"]}
        self.extra("figures with scope", passage, seen, wanted)

    def figure(self, passage: Passage, gold: Row, found: Row | None) -> None:
        parts = {"value": False, "approximate": False, "scope": False, "counted": False, "unit": False}
        if found:
            value = found["value"]
            values = [gold["value"]] if ranged(gold["value"]) else accepted(gold["value"])
            parts["value"] = any(value == one for one in values)
            parts["approximate"] = worded(found["approximate"], accepted(gold.get("approximate")))
            parts["unit"] = worded(found["unit"], accepted(gold.get("unit")))
            for name in ("scope", "counted"):
                parts[name] = self.reach(passage, found[name], accepted(gold.get(name)))
        right = parts["value"] and parts["approximate"] and parts["scope"]
        shown = found and {
            **{name: found[name] for name in ("value", "approximate", "unit")},
            **{name: found[name] and passage.text[slice(*found[name])] for name in ("scope", "counted")},
        }
        self.items("figures with scope", 1, right, passage, gold, shown)
        if found and not right:
            self.lines["figures with scope"].answered += 1
        for name, told in parts.items():
            if found and (name in gold or name in ("scope", "value")):
                self.count(f"figures: {name}", told, passage, gold, shown)

    def reach(self, passage: Passage, had: list[int] | None, wanted: list[str | None]) -> bool:
        """Whether a scope or what is counted is among the words that gold accepts, by half of the two together."""
        if had is None:
            return None in wanted
        found = letters(passage.text, [(had[0], had[1])])
        spans = (anchored(passage.text, words) for words in wanted if words)
        return any(shared(found, letters(passage.text, span)) >= 0.5 for span in spans)

    def dates(self, passage: Passage, exported: Exported) -> None:
        for row in passage.attributions:
            content = letters(passage.text, anchored(passage.text, row["content"]))
            claim = nearest(content, covering(content, exported.claims, passage.text), passage.text, 0)
            had = claim["said"]["value"] if claim and claim["said"] else None
            wanted = [None if one is None else str(one) for one in accepted(row["said"])]
            tally = self.lines["dates"]
            tally.gold += None not in wanted
            if had is not None:
                tally.answered += 1
                tally.right += had in wanted
            if had not in wanted:
                shown = had or ("no claim" if claim is None else "no date")
                self.miss("dates", passage, f"{wanted[0]} “{first(row['content'])}”", shown)

    def polarity(self, passage: Passage, exported: Exported) -> None:
        for row in passage.attributions:
            if "polarity" not in row:
                continue
            content = letters(passage.text, anchored(passage.text, row["content"]))
            claim = nearest(content, covering(content, exported.claims, passage.text), passage.text, 0)
            had = claim["polarity"] if claim else "no claim"
            wanted = accepted(row["polarity"])
            self.count("polarity", had in wanted, passage, f"{wanted} “{first(row['content'])}”", had)

    def items(self, line: str, gold: int, right: int, passage: Passage, wanted: object, had: object) -> None:
        """Some of the things that gold has in a statement were found."""
        tally = self.lines[line]
        tally.gold += gold
        tally.right += right
        tally.answered += right
        if right < gold:
            self.miss(line, passage, wanted, had)

    def extra(self, line: str, passage: Passage, seen: Iterable[Any], wanted: list[Spans]) -> None:
        """What was found in the passage and touches nothing of gold's."""
        for spans in sorted(seen):
            if not any(touch(span, spans, passage) for span in wanted):
                self.lines[line].answered += 1
                self.miss(line, passage, "nothing", f"“{cut(passage.text, spans)}”")


def letters(text: str, spans: Iterable[Iterable[int]]) -> set[int]:
    """The places of letters and digits in the spans."""
    return {place for start, end in spans for place in range(start, end) if text[place].isalnum()}


def shared(one: set[int], other: set[int]) -> float:
    """How much of the two together is in both."""
    return len(one & other) / len(one | other) if one and other else 0.0


def meet(one: set[int], other: set[int]) -> bool:
    """At least half of the shorter is in both."""
    return bool(one and other) and 2 * len(one & other) >= min(len(one), len(other))


def touch(one: Spans, other: Iterable[Iterable[int]], passage: Passage) -> bool:
    return meet(letters(passage.text, one), letters(passage.text, other))


def nearest(content: set[int], found: list[Row], text: str, least: float = 0.5) -> Row | None:
    """The attribution or claim whose content, or a part of it, shares most with this one, where that is enough."""

    def near(one: Row) -> float:
        spans = extent(one)
        return max(shared(content, letters(text, part)) for part in (spans, *([span] for span in spans)))

    best = max(found, key=near, default=None)
    return best if best and near(best) >= least else None


def covering(content: set[int], found: list[Row], text: str) -> list[Row]:
    """The attributions or claims that cover at least half of the content."""
    return [one for one in found if 2 * len(content & letters(text, extent(one))) >= len(content)]


def extent(one: Row) -> Any:
    """The content of an attribution or claim; of the article's own voice, the sentence."""
    return one["spans"] if one.get("voice") == "author" else one["content"]


def in_order(wanted: list[set[int]], had: list[set[int]]) -> int:
    """How many hops of a chain stand in the other one in the same order."""
    if not wanted or not had:
        return 0
    if meet(wanted[0], had[0]):
        return 1 + in_order(wanted[1:], had[1:])
    return max(in_order(wanted[1:], had), in_order(wanted, had[1:]))


def ranged(value: Any) -> bool:
    """Whether a gold value is one range, and no list of choices."""
    return isinstance(value, list) and len(value) == 2 and None not in value


def worded(had: str | None, wanted: list[str | None]) -> bool:
    return had in wanted or (had is not None and had.casefold() in [one.casefold() for one in wanted if one])


def cut(text: str, spans: Iterable[Iterable[int]]) -> str:
    return " | ".join(text[start:end].strip() for start, end in spans)


def first(words: str | list[str]) -> str:
    return words if isinstance(words, str) else words[0]


# ------------------------------------------------------------------ the table


def measure(gold: list[Passage]) -> dict[str, Tally]:
    """Export all passages and score each."""
    exported, names = export(gold)
    score = Score(names)
    for passage in gold:
        score.passage(passage, exported[passage.id])
    return dict(score.lines)


def figure(name: str, lines: dict[str, Tally]) -> float:
    """The one figure of a line that has a floor: precision of speakers and marks, F1 of the rest."""
    tally = lines.get(name, Tally())
    return tally.f1 if name in ("chains", "hedges", "figures with scope", "dates") else tally.precision


def table(lines: dict[str, Tally]) -> Iterator[str]:
    """The floors first, then what has none."""
    yield f"{'':36}{'precision':>10}{'recall':>9}{'F1':>9}{'floor':>8}   right/answered/gold"
    for name, floor in FLOORS.items():
        tally = lines.get(name, Tally())
        note = ""
        if (answered := lines.get(f"answered {name}")) is not None:
            recall, f1, note = f"{'':9}", f"{'':9}", f"; answered {answered.recall:.1f} % of {answered.gold}"
        elif name.startswith("marks"):
            recall, f1 = f"{'':9}", f"{'':9}"
        else:
            recall, f1 = f"{tally.recall:9.1f}", f"{tally.f1:9.1f}"
        mark = "" if figure(name, lines) >= floor else "  below"
        counts = f"{tally.right}/{tally.answered}/{tally.gold}"
        yield f"{name:36}{tally.precision:10.1f}{recall}{f1}{floor:8}   {counts}{note}{mark}"
    for name in sorted(set(lines) - set(FLOORS)):
        if not name.startswith("answered "):
            tally = lines[name]
            yield f"{name:36}{tally.recall:10.1f}{'':26}   {tally.right}/{tally.gold}"


def main() -> int:
    cli = argparse.ArgumentParser(prog="benchmarks.gold", description=__doc__.partition("\n")[0])
    cli.add_argument("--shared", type=Path, help="not needed; taken for the sake of the other measurements")
    cli.add_argument("--errors", action="store_true", help="list every miss with its passage")
    cli.add_argument("--only", help="show the misses of lines that begin so")
    args = cli.parse_args()
    gold = passages()
    lines = measure(gold)
    print(f"{len(gold)} passages of the project's own gold, in %")
    print("\n".join(table(lines)))
    if args.errors:
        for name in sorted(lines):
            if lines[name].misses and name.startswith(args.only or ""):
                print(f"\n{name}")
                print("\n".join(f"  {miss}" for miss in lines[name].misses))
    return 0


if __name__ == "__main__":
    sys.exit(main())
