"""A corpus of any size, made from a small grammar: news that nobody wrote about people who do not exist.

It is as long as the articles of PolNeAR train and quotes as much (650 words, 9 quotations and 16 attributions each),
and names so many people, organisations and places that about one page of an actor comes to two articles. The same
size and seed always give the same files.

    python -m benchmarks.corpus OUT [--articles 500] [--seed 1]
"""

from __future__ import annotations

import argparse
import datetime
import random
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple


def _words(text: str) -> list[str]:
    return text.split()


GIVEN = _words(
    """Anna Boris Clara Daniel Edith Felix Grace Henry Irene James Karen Leon Maria Nathan Olga Peter Rachel Samuel
Teresa Victor Walter Yvonne Albert Bella Charles Diana Edward Fiona George Helen Ivan Julia Kenneth Laura Martin Nora
Oscar Paula Robert Sarah Thomas Ursula Vincent Wendy Andrew Barbara Colin Dora Eric Frances Gordon Hannah Isaac Joan
Kevin Linda Mark Nina Oliver Pamela Richard Susan Tobias Vera William Agnes Bernard Cecilia Dennis Emma Frank
Gloria Harold Ingrid Jacob Kate Lewis Monica Norman Patrick Ruth Simon Tina Hugo"""
)
WOMEN = set(
    _words(
        """Anna Clara Edith Grace Irene Karen Maria Olga Rachel Teresa Yvonne Bella Diana Fiona Helen Julia Laura Nora
Paula Sarah Ursula Wendy Barbara Dora Frances Hannah Joan Linda Nina Pamela Susan Vera Agnes Cecilia Emma Gloria Ingrid
Kate Monica Ruth Tina"""
    )
)
HEADS = _words(
    """Al Bar Bel Bran Cal Car Cor Dal Dor Ed El Fal Fen Gar Gil Hal Har Hol Kel Kin Lan Len Lor Mal Mar Mel Mor
Nor Or Pel Pen Quil Ran Ros Sal Sel Stan Tal Ten Thor Tor Ul Van Vel Wal Wen Wil Win Yar Zel"""
)
TAILS = _words(
    """aby ack aford agan aldo ambe anzo ardi arek askin atov avel eaux ebeck edin egard elius embo enko ering
esco etti evic ibald idge ifer igan imov inski isse itano obar odine ogan oko olette ombe onski orff osti ouri owen
ubeck ulver umbra unda urst ustin"""
)
OFFICES = _words(
    """mayor governor treasurer engineer auditor judge minister senator professor economist spokeswoman
spokesman commissioner prosecutor surgeon director chairman lawyer biologist inspector"""
)
BODIES = _words(
    """Ministry Council Institute Foundation Commission University Union Agency Authority Alliance Museum Board
Association Bank Committee Party"""
)
FIELDS = _words(
    """Harbour Health Transport Energy Water Forest River Housing Labour Trade Fisheries Mining Railway Harvest
Weather Pension Defence Border Culture Reform Justice Statistics Climate Planning"""
)
THINGS = _words(
    """bridge budget harbour hospital railway reservoir school tunnel vaccine contract election pipeline stadium
archive factory ferry tax subsidy inquiry census border market loan satellite prison library dam treaty mine strike
pension airport festival audit road lake grid fleet harvest merger"""
)
KINDS = _words(
    """new old disputed costly northern southern eastern western rural coastal public private joint delayed modern
regional national municipal temporary planned unfinished secret ambitious modest emergency"""
)
GROUPS = _words(
    """farmers teachers nurses drivers voters residents students fishermen engineers pensioners traders miners
tenants doctors scientists soldiers commuters parents veterans officials analysts critics"""
)
DOES = _words(
    """delay review reopen abandon finance inspect replace sell defend suspend expand repair cancel approve rebuild
measure oppose protect question privatise"""
)
ENDS = """before the winter|within two years|after the vote|despite the cost|without a licence|at the lowest price|for
the first time|once the money is there|under the present law|by the end of the decade|on its own|with help from
abroad|until the inquiry ends|in spite of the warnings|as the neighbours have done|over the summer|whatever the court
decides|as long as nobody objects""".replace("\n", " ").split("|")
QUALITIES = _words(
    """slow expensive dangerous fair necessary popular uncertain unlawful overdue generous incomplete sound
reckless honest transparent late unequal safe wasteful bold"""
)
VERBS = _words("said said said said argued warned added insisted noted claimed acknowledged explained")
OUTLETS = ("The Lantern", "Morning Ledger", "Coastal Courier", "The Meridian Post", "Valley Dispatch", "Daily Beacon")
MONTHS = _words("January February March April May June July August September October November December")

PARAGRAPHS = 15


class Person(NamedTuple):
    """Somebody with an office."""

    given: str
    family: str
    office: str

    @property
    def name(self) -> str:
        return f"{self.given} {self.family}"

    @property
    def pronoun(self) -> str:
        return "she" if self.given in WOMEN else "he"


class World(NamedTuple):
    """All who may be named in a corpus; the first are named most."""

    people: Sequence[Person]
    bodies: Sequence[str]
    places: Sequence[str]


def world(articles: int, seed: int) -> World:
    """So many people and organisations that about half as many actors as articles come to have pages."""
    rng = random.Random(f"world {seed} {articles}")
    families = [head + tail for head in HEADS for tail in TAILS]
    rng.shuffle(families)
    people = [
        Person(rng.choice(GIVEN), families[n % len(families)], rng.choice(OFFICES)) for n in range(articles * 2 // 5)
    ]
    towns = [head + end for head in HEADS for end in ("stead", "mouth", "bury", "haven", "wick")]
    rng.shuffle(towns)
    places = towns[: max(12, min(len(towns), articles // 12))]
    bodies = [f"{place} {field} {kind}" for place in places for field in FIELDS for kind in BODIES]
    rng.shuffle(bodies)
    return World(people, bodies[: max(8, articles // 10)], places)


class Writer:
    """Writes one article: a few people, organisations and places, and what they say about a few things."""

    def __init__(self, world: World, number: int, seed: int) -> None:
        self._rng = rng = random.Random(f"article {seed} {number}")
        self._people = [world.people[self._often(len(world.people))] for _ in range(5)]
        # Everybody is named somewhere, and more than in passing.
        self._people[0] = world.people[number % len(world.people)]
        self._bodies = [world.bodies[self._often(len(world.bodies))] for _ in range(2)]
        self._bodies[0] = world.bodies[number % len(world.bodies)]
        self._place = rng.choice(world.places)
        self._things = [f"{rng.choice(KINDS)} {thing}" for thing in rng.sample(THINGS, 6)]
        self._met: set[Person] = set()

    def _often(self, size: int) -> int:
        """A number below ``size``; low ones come far more often, as a few people are in the news every day."""
        return int(size * self._rng.random() ** 3)

    def article(self, number: int) -> str:
        rng = self._rng
        day = datetime.date(2020, 1, 1) + datetime.timedelta(days=rng.randrange(2000))
        author = f"{rng.choice(GIVEN)} {rng.choice(HEADS)}{rng.choice(TAILS)}"
        title = f"{self._place} {rng.choice(GROUPS)} want to {rng.choice(DOES)} the {self._things[0]}"
        lines = [title, f"By {author}, {rng.choice(OUTLETS)}", f"{day.day} {MONTHS[day.month - 1]} {day.year}"]
        kinds = (self._quote, self._plain, self._long_quote, self._report, self._quote, self._plain, self._told)
        lines += [kinds[n % len(kinds)]() for n in range(PARAGRAPHS)]
        return "\n\n".join(lines) + "\n"

    def _thing(self) -> str:
        return self._rng.choice(self._things)

    def _does(self) -> str:
        rng = self._rng
        return f"{rng.choice(DOES)} the {self._thing()} {rng.choice(ENDS)}"

    def _clause(self) -> str:
        """A statement, the first letter small."""
        rng = self._rng
        return rng.choice(
            (
                f"the {self._thing()} is too {rng.choice(QUALITIES)} for {rng.choice(GROUPS)} in {self._place}",
                f"{rng.choice(GROUPS)} would rather {self._does()}",
                f"about {rng.randrange(11, 990)} {rng.choice(GROUPS)} had asked to {self._does()}",
                f"the {self._thing()} could cost {rng.randrange(2, 95)} million dollars {rng.choice(ENDS)}",
                f"nobody has ever tried to {self._does()}",
                f"{rng.randrange(3, 97)} percent of the {rng.choice(GROUPS)} call the {self._thing()} "
                f"{rng.choice(QUALITIES)}",
                f"the {self._thing()} and the {self._thing()} are both {rng.choice(QUALITIES)}",
            )
        )

    def _sentence(self) -> str:
        clause = self._clause()
        return clause[0].upper() + clause[1:]

    def _speaker(self) -> Person:
        return self._rng.choice(self._people)

    def _called(self, person: Person) -> str:
        """In full with the office where first met, by the family name later on."""
        if person in self._met:
            return person.family
        self._met.add(person)
        return f"{person.name}, the {person.office} of {self._place},"

    def _plain(self) -> str:
        rng = self._rng
        body, first, second = rng.choice(self._bodies), self._called(self._speaker()), self._called(self._speaker())
        return (
            f"{self._sentence()}. {first} and {second} went to {self._place} with {rng.choice(GROUPS)} from the {body} "
            f"in {rng.choice(MONTHS)}. The {body} began to {self._does()}."
        )

    def _quote(self) -> str:
        called, verb = self._called(self._speaker()), self._rng.choice(VERBS)
        return f"“{self._sentence()},” {verb} {called.rstrip(',')}. “{self._sentence()}.” {self._sentence()}."

    def _long_quote(self) -> str:
        person = self._speaker()
        called = self._called(person)
        return (
            f"{called} {self._rng.choice(VERBS)} that {self._clause()}. “{self._sentence()}, and {self._clause()},” "
            f"{person.pronoun} said. {self._sentence()}."
        )

    def _report(self) -> str:
        rng = self._rng
        return (
            f"{self._sentence()}, the {rng.choice(self._bodies)} {rng.choice(VERBS)}. {self._sentence()}, and "
            f"{self._called(self._speaker())} came to {self._place} to {self._does()}."
        )

    def _told(self) -> str:
        rng = self._rng
        return (
            f"{self._called(self._speaker())} called it “a plan to {rng.choice(DOES)} the {self._thing()} and nothing "
            f"else”. {self._sentence()}, and the {rng.choice(self._bodies)} will {self._does()}."
        )


def texts_of(articles: int, numbers: Iterable[int], seed: int = 1) -> list[str]:
    """Some articles of a corpus of so many."""
    named = world(articles, seed)
    return [Writer(named, number, seed).article(number) for number in numbers]


def texts(articles: int, seed: int = 1) -> dict[str, str]:
    """File name without suffix to article."""
    return {f"news-{n:06}": text for n, text in enumerate(texts_of(articles, range(articles), seed))}


def write(texts: dict[str, str], corpus: Path) -> None:
    """One ``.txt`` file an article."""
    corpus.mkdir(parents=True, exist_ok=True)
    for name, article in texts.items():
        (corpus / f"{name}.txt").write_text(article, encoding="utf-8")


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("out", type=Path)
    cli.add_argument("--articles", type=int, default=500)
    cli.add_argument("--seed", type=int, default=1)
    args = cli.parse_args()
    write(texts(args.articles, args.seed), args.out)


if __name__ == "__main__":
    main()
