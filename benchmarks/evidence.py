"""What the other pages of a publisher tell: invented outlets through ``briefing export``, all pages together and apart.

``python -m benchmarks.evidence`` needs no shared data: it makes 12 pages for each of 5 invented publishers, as scraped
text and as HTML. Every page has the furniture of its publisher (the same lines on each page), teasers of other
articles (which change), and a headline and a body of its own.

*With* the evidence, all 60 pages are one corpus. *Without*, no two pages of a publisher are: twelve corpora hold one
page of each, which is what a page alone would give, for a publisher's lines are compared with its own only. The figure
is the mean over pages of word F1: the kept words against those of headline and body, as bags.
"""

from __future__ import annotations

import argparse
import html
import json
import random
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.cleaning import export, kept_text

PAGES = 12
SEED = 20240301

FIRST = "Hanne|Ivo|Runa|Peder|Sanna|Otto|Mira|Dag|Lotte|Jory|Elke|Bram|Siv|Tomas|Wenda|Ruben|Ask|Nella|Corin|Idun"
LAST = (
    "Lorentz|Marsk|Tallis|Quill|Brevik|Verhaal|Eskil|Ferrow|Anwyl|Stane|Odeg|Pellow|Haskin|Ruel|Tveit|Ombury|Kelde|Sorn"
)
JOBS = (
    "the harbour master|a spokeswoman for the district|the head of the school board|a miller|the county engineer|"
    "a ferry pilot"
)
THINGS = (
    "bridge|harbour wall|grain store|night ferry|ropeway|lower mill|water tower|school roof|market hall|quarry road"
)
PLACES = "Aldermouth|Tarnby|Fellgate|Osterquay|Millrace|Norrhaven|Greywater|Stonelea"
DOINGS = "repair|closing|sale|inspection|moving|rebuilding|cleaning|opening"
TIMES = "in March|before the winter|by the end of next year|after the spring flood|within six weeks|on Tuesday evening"
REASONS = (
    "the money had not been voted|nobody had asked the people who live there|two of the beams were found to be rotten|"
    "the contractor had left the county|an older plan was still in force|"
    "the river stood higher than in any year since 1987"
)
SENTENCES = (
    "{person}, {job}, said that the {doing} of the {thing} in {place} would begin {time}, because {reason}.",
    "“We have waited for the {doing} of the {thing} for {n} years,” said {person}, “and we can wait longer.”",
    "According to {person}, about {n} people in {place} use the {thing} every day, most of them on their way to work.",
    "The council of {place} voted {n} to {m} for the {doing} of the {thing}; the minutes were published {time}.",
    "At the meeting in {place}, {person} asked why {reason}, and was told that an answer would come {time}.",
    "The {doing} is expected to cost {n},{m}00 crowns, of which {place} pays less than a third.",
    "“It is not true that {reason},” {person} wrote in a letter to the district, which has not replied.",
    "The {thing} was built by hand in the year of the great frost, and {place} has mended it {n} times since.",
    "Whether the {thing} can be used during the {doing} was not clear {time}.",
    "{person} and {other} disagree: one says that {reason}, the other that the {thing} is sound.",
    "On the far side of {place}, the {thing} stands empty, and children have begun to play on its steps.",
    "An inspector counted {n} cracks in the {thing} and reported them to {job}, who came to look {time}.",
)
HEADLINES = (
    "{place} votes for {doing} of the {thing}",
    "Why the {thing} in {place} stays shut",
    "{person}: “{n} years are enough”",
    "No money for the {thing}, says district",
    "After {n} years, {place} sees its {thing} again",
    "{thing_} in {place}: cracks found",
)


class Outlet(NamedTuple):
    """A publisher's template: what stands on all of its pages, above, within and below the article."""

    name: str
    above: tuple[str, ...]
    byline: str
    within: str | None
    teasers: str
    whole_teasers: bool
    below: tuple[str, ...]


OUTLETS = (
    Outlet(
        "The Quay Post",
        (
            "The Quay Post",
            "Harbour",
            "Town hall",
            "Fish prices",
            "Letters",
            "Tides and weather",
            "The paper of the coast",
        ),
        "{person}, Osterquay",
        None,
        "Also on the quay",
        False,
        (
            "The Quay Post is printed in Osterquay on four days a week and belongs to the people who deliver it.",
            "Where to find the paper",
            "Boats for hire",
            "Printed on the old press, Rope Lane 4",
        ),
    ),
    Outlet(
        "Inland Ledger",
        (
            "Inland Ledger",
            "Numbers for the valley since the first mill",
            "Grain 41.2 up",
            "Timber 18.0 down",
            "A ledger is only as good as its last line. Ours is written every evening by people who were there.",
        ),
        "From our desk in {place}",
        "The whole table stands in the paper edition, on the page with the red border.",
        "Entries of this week",
        True,
        ("The Ledger keeps no secrets and sells none.", "Ask the bookkeeper", "Old entries", "Valley Printing House"),
    ),
    Outlet(
        "Fell Radio",
        ("Fell Radio", "On the hill at 92.4", "Mornings with Lotte", "The long noon", "Night watch", "Recordings"),
        "Heard and written down by {person}",
        "Hear the voices of this report tonight after the bells.",
        "Earlier on the hill",
        False,
        (
            "Fell Radio sends from the old fire tower, and its sixty listeners keep the transmitter free of ice.",
            "When the lamp on the tower burns green, we are on the air and the door is open for whoever has walked up.",
            "Masts and maps",
            "The choir of the hill",
        ),
    ),
    Outlet(
        "Tarn Observer",
        ("Tarn Observer", "News", "Water level", "Views", "Obituaries", "Chess", "Crossings today: open"),
        "By {person}",
        None,
        "Seen this week",
        True,
        (
            "What you have read was checked by a second pair of eyes in Tarnby before the boat took it across.",
            "The Observer has no owner. It is kept by a society of ninety readers, who meet in the boathouse.",
            "Boathouse rules",
            "Observers of the year",
        ),
    ),
    Outlet(
        "The Mill Wheel",
        ("The Mill Wheel", "A page for Millrace and the farms above it"),
        "{person} for the Wheel",
        None,
        "The wheel turns",
        False,
        (
            "The Wheel began as a notice on the mill door and is now a page that three farms print by turns.",
            "If the ink is pale this month, it was the turn of the upper farm, whose press runs on the brook.",
            "Swap and lend",
            "Days of the brook",
            "Whoever finds a wrong name on this page gets a loaf, and the right name is nailed to the door for a week.",
        ),
    ),
)


class Page(NamedTuple):
    """One page as it was published: its lines with their elements, and the words that are the article."""

    outlet: Outlet
    number: int
    lines: tuple[tuple[str, str], ...]
    article: str


def main() -> int:
    cli = argparse.ArgumentParser(prog="benchmarks.evidence", description=__doc__.partition("\n")[0])
    cli.add_argument("--shared", type=Path, help="not needed")
    cli.parse_args()
    pages = made()
    print(f"word F1 over {len(pages)} pages of {len(OUTLETS)} invented publishers\n")
    print(f"{'':24}  without     with   lines of furniture kept, of all")
    for suffix in (".txt", ".html"):
        with tempfile.TemporaryDirectory() as folder:
            show(suffix, pages, without(pages, suffix, Path(folder)), together(pages, suffix, Path(folder) / "all"))
    return 0


def show(suffix: str, pages: list[Page], apart: dict[str, str], joined: dict[str, str]) -> None:
    """One line for each publisher, and one for all of them."""
    for outlet in (*OUTLETS, None):
        chosen = [page for page in pages if outlet in (page.outlet, None)]
        figures = [sum(f1(kept[key(p)], p.article) for p in chosen) / len(chosen) for kept in (apart, joined)]
        left = [sum(len(furniture_in(kept[key(p)], p)) for p in chosen) for kept in (apart, joined)]
        whole = sum(len(furniture(p)) for p in chosen)
        name = f"{suffix[1:]:4}  {outlet.name if outlet else 'all'}"
        print(f"{name:24}  {figures[0]:7.3f}  {figures[1]:7.3f}   {left[0]:4} → {left[1]:4}, {whole:4}")


# ------------------------------------------------------------------ the pages


def made() -> list[Page]:
    """The same pages every time."""
    draw = random.Random(SEED)
    found = []
    seen: set[str] = set()
    for outlet in OUTLETS:
        articles = [(phrase(draw, HEADLINES), body(draw, seen)) for _ in range(PAGES)]
        for number, (headline, paragraphs) in enumerate(articles):
            others = draw.sample([a for n, a in enumerate(articles) if n != number], 4)
            lines = tuple(laid_out(draw, outlet, headline, paragraphs, others))
            found.append(Page(outlet, number, lines, "\n".join((headline, *paragraphs))))
    return found


def laid_out(
    draw: random.Random, outlet: Outlet, headline: str, paragraphs: list[str], others: list[tuple[str, list[str]]]
) -> Iterator[tuple[str, str]]:
    """``(element, words)`` from the top of the page to its end."""
    yield from (("li" if len(words) < 30 else "p", words) for words in outlet.above)
    yield "h1", headline
    yield "span", fill(draw, outlet.byline)
    middle = len(paragraphs) // 2
    for number, words in enumerate(paragraphs):
        if outlet.within and number == middle:
            yield "p", outlet.within
        yield "p", words
    yield "h3", outlet.teasers
    for title, text in others:
        yield "h4", title
        if outlet.whole_teasers:
            yield "p", text[0]
    yield from (("li" if len(words) < 30 else "p", words) for words in outlet.below)


def body(draw: random.Random, seen: set[str]) -> list[str]:
    """Six to ten paragraphs of one to three sentences; none stands twice."""
    found: list[str] = []
    for _ in range(draw.randint(6, 10)):
        words = ""
        while not words or words in seen:
            words = " ".join(phrase(draw, SENTENCES) for _ in range(draw.randint(1, 3)))
        seen.add(words)
        found.append(words)
    return found


def phrase(draw: random.Random, choices: tuple[str, ...]) -> str:
    return fill(draw, draw.choice(choices))


def fill(draw: random.Random, pattern: str) -> str:
    """The pattern with its words drawn."""
    firsts, lasts = (draw.sample(names.split("|"), 2) for names in (FIRST, LAST))
    person, other = map(" ".join, zip(firsts, lasts, strict=True))
    thing = draw.choice(THINGS.split("|"))
    drawn = {
        "job": draw.choice(JOBS.split("|")),
        "place": draw.choice(PLACES.split("|")),
        "doing": draw.choice(DOINGS.split("|")),
        "time": draw.choice(TIMES.split("|")),
        "reason": draw.choice(REASONS.split("|")),
        "n": draw.randint(11, 48),
        "m": draw.randint(2, 10),
    }
    return pattern.format(person=person, other=other, thing=thing, thing_=thing.capitalize(), **drawn)


def written(page: Page, suffix: str) -> str:
    """The page as a scraper's text, or as HTML whose classes tell nothing."""
    if suffix == ".txt":
        return "\n".join(words for _, words in page.lines) + "\n"
    parts = [f'<{tag} class="c{len(tag)}">{html.escape(words)}</{tag}>' for tag, words in page.lines]
    head = f'<meta charset="utf-8"><meta property="og:site_name" content="{page.outlet.name}">'
    return f"<html><head>{head}</head><body><div>{'<br>'.join(parts)}</div></body></html>\n"


# ------------------------------------------------------------------ with the evidence, and without


def together(pages: list[Page], suffix: str, folder: Path) -> dict[str, str]:
    """Kept text by page, all pages in one corpus, a folder for each publisher."""
    for page in pages:
        file = folder / "corpus" / f"{key(page)}{suffix}"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(written(page, suffix), encoding="utf-8")
    export(folder / "corpus", folder / "out")
    with (folder / "out" / "articles.jsonl").open(encoding="utf-8") as rows:
        return {row["path"].removesuffix(suffix): kept_text(row) for row in map(json.loads, rows)}


def without(pages: list[Page], suffix: str, folder: Path) -> dict[str, str]:
    """The same with one page of each publisher at a time."""
    kept: dict[str, str] = {}
    for number in range(PAGES):
        kept |= together([p for p in pages if p.number == number], suffix, folder / str(number))
    return kept


def key(page: Page) -> str:
    return f"{page.outlet.name.lower().replace(' ', '-')}/{page.number:02}"


def furniture(page: Page) -> list[str]:
    """The lines of a page that stand on every page of its publisher."""
    own = (*page.outlet.above, page.outlet.teasers, *page.outlet.below, page.outlet.within)
    return [words for words in own if words]


def furniture_in(kept: str, page: Page) -> list[str]:
    lines = set(kept.split("\n"))
    return [words for words in furniture(page) if words in lines]


def f1(kept: str, article: str) -> float:
    found, wanted = (Counter(re.findall(r"\w+", words.lower())) for words in (kept, article))
    shared = (found & wanted).total()
    return 2 * shared / (found.total() + wanted.total()) if shared else 0.0


if __name__ == "__main__":
    sys.exit(main())
