"""BibTeX: the articles for LaTeX, in entries that BibTeX and biblatex both read. UTF-8; signs of TeX escaped."""

from __future__ import annotations

import re

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


def entry(work: Work, words: Words, note: str | None = None, url: str | None = None, key: str | None = None) -> str:
    """One entry. Titles stand in double braces, so that no style changes their capitals."""
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
        "note": escaped(note or ""),
    }
    lines = [f"  {name} = {value if name == 'month' else f'{{{value}}}'}" for name, value in fields.items() if value]
    kind = "article" if work.outlet else "misc"
    return f"@{kind}{{{key or work.id},\n" + ",\n".join(lines) + "\n}\n"


def _name(name: Name) -> str:
    """“Family, Given”; what is no person's name stands in braces, so that it is not taken apart."""
    if name.family is None:
        return f"{{{escaped(name.literal)}}}"
    return ", ".join(escaped(part) for part in (name.family, name.suffix, name.given) if part)


def _address(url: str) -> str:
    """An address is printed letter by letter; what would close its braces is written as a browser writes it."""
    return "".join(_IN_ADDRESS.get(sign, sign) for sign in url)
