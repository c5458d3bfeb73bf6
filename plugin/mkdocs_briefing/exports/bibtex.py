"""BibTeX: the articles for LaTeX, in entries that BibTeX and biblatex both read. UTF-8; signs of TeX escaped."""

from __future__ import annotations

import re
from typing import NamedTuple

from ..publish.words import Words
from . import dates
from .works import Name, Work

_SIGNS = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "_": r"\_",
    "%": r"\%",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
}
_SIGN = re.compile("|".join(map(re.escape, _SIGNS)))
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_IN_ADDRESS = {"\\": "%5C", "{": "%7B", "}": "%7D"}


def escaped(words: str) -> str:
    """Words with the signs that mean something to TeX made letters."""
    return _SIGN.sub(lambda sign: _SIGNS[sign[0]], words)


class Frame(NamedTuple):
    """What all entries of one work have in common."""

    opening: str
    fields: str


def entry(work: Work, words: Words, note: str | None = None, url: str | None = None, key: str | None = None) -> str:
    """One entry. Titles stand in double braces, so that no style changes their capitals."""
    return filled(frame(work, words, url), key or work.id, note)


def filled(frame: Frame, key: str, note: str | None = None) -> str:
    """An entry of its own key and note."""
    last = f",\n  note = {{{escaped(note)}}}" if note else ""
    return f"{frame.opening}{key},\n{frame.fields}{last}\n}}\n"


def frame(work: Work, words: Words, url: str | None = None) -> Frame:
    """The fields of a work; ``url`` stands in for its own."""
    address = url or work.url
    date = parts = None
    if work.issued:
        date, parts = dates.day(work.issued), dates.parts(work.issued)
    fields = {
        "author": " and ".join(map(_name, work.authors)),
        "title": f"{{{escaped(work.title or words('untitled-file', file=work.file))}}}",
        "journal": f"{{{escaped(work.outlet)}}}" if work.outlet else "",
        "year": str(parts[0]) if parts else "",
        "month": _MONTHS[parts[1] - 1] if parts and len(parts) > 1 and parts[1] <= 12 else "",
        "date": date or "",
        "url": _address(address) if address else "",
        "urldate": dates.day(work.accessed) or "" if work.accessed else "",
        "langid": escaped(work.language or ""),
    }
    lines = [f"  {name} = {value if name == 'month' else f'{{{value}}}'}" for name, value in fields.items() if value]
    return Frame("@article{" if work.outlet else "@misc{", ",\n".join(lines))


def _name(name: Name) -> str:
    """“Family, Given”; what is no person's name stands in braces, so that it is not taken apart."""
    if name.family is None:
        return f"{{{escaped(name.literal)}}}"
    return ", ".join(escaped(part) for part in (name.family, name.suffix, name.given) if part)


def _address(url: str) -> str:
    """An address is printed letter by letter; what would close its braces is written as a browser writes it."""
    return "".join(_IN_ADDRESS.get(sign, sign) for sign in url)
