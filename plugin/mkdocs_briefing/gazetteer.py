"""What is known of names before any article is read: places, organisations, first names, and the words around them.

The lists are files in ``data/``; each says at its top where it comes from.  They are read once, on first use.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Literal

from .model import Record

Gender = Literal["f", "m", "u"]


class Known(Record, frozen=True, kw_only=True):
    """A place or organisation of the shipped lists. ``kinds``: what a text may call it (“the think tank”)."""

    name: str
    type: Literal["organization", "place", "group"]
    wikidata: str | None = None
    kinds: tuple[str, ...] = ()


class Gazetteer:
    """The lists, indexed by the names that they hold."""

    def __init__(self) -> None:
        self._parts = _parts(_read("gazetteer.txt.gz"))
        self._sets: dict[str, frozenset[str]] = {}
        self.known: dict[str, Known] = {}
        """every listed name and other name, by :func:`plain`; “the Express” and “the Sun” with their article"""
        self.determined: set[str] = set()
        """names that count after a small “the” too (“the Express”); “The Sun” only with a capital"""
        self.peoples: dict[str, str] = {}
        """adjectives and plurals of a people (“French”, “Chechens”) to the name of their land"""
        self.countries: set[str] = set()
        """names of countries and regions, which may own a ministry or an army, by :func:`plain`"""
        self.first_names: dict[str, Gender] = dict.fromkeys(self._lines("first-f"), "f")
        self.first_names.update(dict.fromkeys(self._lines("first-m"), "m"))
        self.first_names.update(dict.fromkeys(self._lines("first-u"), "u"))
        for territory in self._lines("territories"):
            name, wikidata, kind, others, demonyms = territory.split("\t")
            self._place(name, wikidata, kind, [], demonyms.split(";"))
            for other in others.split(";"):
                self.known.setdefault(plain(other), self.known[plain(name)])
        for row in _rows("places.txt"):
            name, wikidata, kind, others, demonyms = row
            self._place(name, wikidata.strip("-") or None, kind, _list(others), _list(demonyms))
        for row in _rows("organisations.txt"):
            name, kind, kinds, others = row
            self._organisation(name, kind, _list(kinds), _list(others))

    @property
    def cities(self) -> frozenset[str]:
        """Those of 100,000 people or more, and capitals."""
        return self._set("cities")

    @property
    def towns(self) -> frozenset[str]:
        """Those of 15,000 people or more."""
        return self._set("towns")

    @property
    def surnames(self) -> frozenset[str]:
        return self._set("surnames")

    def _set(self, section: str) -> frozenset[str]:
        """A long list, made into a set when somebody asks: one article may well ask for none."""
        found = self._sets.get(section)
        if found is None:
            found = self._sets[section] = frozenset(self._lines(section))
        return found

    def _lines(self, section: str) -> list[str]:
        return self._parts[section].rstrip("\n").split("\n")

    def _place(self, name: str, wikidata: str | None, kind: str, others: list[str], demonyms: list[str]) -> None:
        place = Known(name=name, type="place", wikidata=wikidata, kinds=(kind,))
        for words in (name, *others):
            self.known[plain(words)] = place
            if kind in ("country", "region"):
                self.countries.add(plain(words))
        for people in demonyms:
            if people:
                self.peoples[people] = name

    def _organisation(self, name: str, kind: str, kinds: list[str], others: list[str]) -> None:
        known = Known(name=name, type="group" if kind == "group" else "organization", kinds=tuple(kinds))
        for words in (name, *others):
            if words[:4].lower() == "the " and len(words.split()) == 2:
                self.known[f"the {plain(words)}"] = known
                if words[0] == "t":
                    self.determined.add(words)
            else:
                self.known[plain(words)] = known

    def gender(self, first_name: str) -> Literal["f", "m"] | None:
        """Of a first name, where the lists agree on one."""
        found = self.first_names.get(first_name)
        return found if found in ("f", "m") else None


@cache
def gazetteer() -> Gazetteer:
    return Gazetteer()


@cache
def words(section: str) -> frozenset[str]:
    """A list of ``data/names.txt``; ``_`` in the file stands for a blank."""
    return frozenset(word.replace("_", " ") for line in _lists()[section] for word in line.split())


@cache
def _lists() -> dict[str, list[str]]:
    return _sections(_read("names.txt"))


@cache
def lower_words(section: str) -> frozenset[str]:
    """The same list, in lower case."""
    return frozenset(word.lower() for word in words(section))


_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "\u00a0": " ", "\n": " ", "‑": "-", "‐": "-"})


def plain(name: str) -> str:
    """A name as lists compare it: one kind of apostrophe, hyphen and blank, and no “The” before it."""
    return even(name).removeprefix("The ").removeprefix("the ")


def even(text: str) -> str:
    """One kind of apostrophe, hyphen and blank; as long as the text."""
    return text if text.isascii() else text.translate(_APOSTROPHES)


def pairs(section: str) -> list[tuple[str, str]]:
    """A list of ``data/names.txt`` whose words go two by two."""
    flat = [word for line in _lists()[section] for word in line.split()]
    return list(zip(flat[::2], flat[1::2], strict=True))


@cache
def metonyms() -> dict[str, str]:
    """Names of places and houses that stand for who sits there, by :func:`plain`, with whom they stand for."""
    return {plain(name): meant for names, meant in _rows("metonyms.txt") for name in _list(names)}


# ------------------------------------------------------------------ files


def _read(file: str) -> str:
    data = files(__package__).joinpath("data", file).read_bytes()
    return (gzip.decompress(data) if file.endswith(".gz") else data).decode()


def _parts(text: str) -> dict[str, str]:
    """``[name]`` and what stands under it."""
    parts = (section.partition("]\n") for section in text.split("\n[")[1:])
    return {name: lines for name, _, lines in parts}


def _sections(text: str) -> dict[str, list[str]]:
    """``[name]`` and the lines under it; comments left out."""
    return {
        name: [line for line in lines.split("\n") if line and line[0] != "#"] for name, lines in _parts(text).items()
    }


def _rows(file: str) -> Iterator[list[str]]:
    lines = (line for line in _read(file).split("\n") if line and line[0] != "#")
    return ([cell.strip() for cell in line.split("|")] for line in lines)


def _list(cell: str) -> list[str]:
    return [item.strip() for item in cell.split(";") if item.strip()]
