"""``redact:`` of ``actors.yml`` as patterns: which words name a private person, and what is shown in their place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import partial

from ..gazetteer import gazetteer, plain, words
from ..ids import VALID, slug
from ..model import Curation

BLOCK = "█"
"""Stands for one code point of a redacted name, so that every span stays where it is."""

_BEGINS, _ENDS = r"(?<![^\W_])", r"(?=(?:e?s)?(?![^\W_]))"
"""Whole words, also of an address (“lena_storhaug”), a possessive or a plural (“the Storhaugs”)."""
_BETWEEN = r"[\W_]{0,3}(?:[^\W\d_]\.?[\W_]{1,3})?"
"""What may stand between two words of a name: a blank, a line break, a hyphen, a middle initial."""
_ADDRESS = re.compile(r"(?<!\S)(?=(?:[^\s/@#_.]|\.(?!\w))*+[/@#_.])\S+")
"""A run of letters that is an address, a file's name or a tag: names stand in it in any case."""
_UNSPACED = "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\ud7af\uf900-\ufaff]"
"""Scripts without blanks between words, or with endings on names: a name is hidden inside other letters too.

Compiled on first use, as large classes take long and few name anybody."""
_NEVER = re.compile(r"(?!)")


class Redaction:
    """What hides ``names`` wherever they stand, and ``parts`` of them where the person is known to be meant."""

    def __init__(self, names: Iterable[str] = (), parts: Iterable[str] = ()) -> None:
        names, parts = sorted(set(names)), sorted(set(parts))
        self._any = bool(names)
        self._names = {loose: _pattern(names, loose) for loose in (False, True)}
        self._all = {loose: _pattern([*names, *parts], loose) for loose in (False, True)}
        slugs = sorted({slug(name) for name in names}, key=lambda s: (-len(s), s))
        self._in_ids = [_slugs([s]) for s in slugs]
        self._in_address = _slugs([*slugs, *(slug(part) for part in parts)])

    def __bool__(self) -> bool:
        return self._any

    def names(self, words: str, parts: bool = False) -> str:
        """The words with every name made blocks, blanks left; with ``parts``, surnames and first names too.

        Where a whole id is given, it stays one: its letters become digits, the same wherever it stands.
        """
        if "-" in words and VALID.fullmatch(words):
            for n, pattern in enumerate(self._in_ids):
                words = pattern.sub(partial(_digits, str(n % 10)), words)
            return words
        patterns = self._all if parts else self._names
        hidden = patterns[False].sub(_blocks, words)
        return _ADDRESS.sub(lambda m: patterns[True].sub(_blocks, m[0]), hidden)

    def found(self, words: str, parts: bool = False) -> bool:
        """Whether a name stands in the words."""
        return self.names(words, parts) != words

    def address(self, address: str) -> str:
        """An address made of a file's name, without the words of any name; may leave nothing."""
        return re.sub("-{2,}", "-", self._in_address.sub("", address)).strip("-")


def redaction(people: Curation, printed: Iterable[str] = ()) -> Redaction:
    """What hides those whom ``redact:`` names, by all names that people gave them and that articles ``printed``."""
    if not people.redact:
        return Redaction()
    # An id may stand for a name that no entry holds: lena-storhaug.
    written = {*people.redact, *(id.replace("-", " ").title() for id in people.redact if VALID.fullmatch(id))}
    for group in people.merge:
        if written.intersection(group):
            written.update(group)
    meant = {plain(name) for name in written}
    thing = False
    for actor in people.actors:
        if actor.id in written or meant & {plain(name) for name in (actor.name, *actor.aliases)}:
            written.update((actor.name, *actor.aliases))
            thing = thing or actor.type in ("organization", "place", "group")
    known = {plain(name) for name in written}
    names = {*written, *(name for name in printed if " " in name)}
    parts = {name for name in printed if " " not in name and plain(name) not in known}
    if not thing:
        parts.update(part for name in names for part in _parts(name) if plain(part) not in known)
    return Redaction(names, parts)


def _digits(digit: str, match: re.Match[str]) -> str:
    return re.sub("[a-z]", digit, match[0])


def _blocks(match: re.Match[str]) -> str:
    return re.sub(r"\S", BLOCK, match[0])


def _parts(name: str) -> Iterable[str]:
    """Surname and first name of what looks like a person's name."""
    first, *rest = name.split()
    if rest and rest[-1] not in words("organisation heads"):
        yield rest[-1]
        if first in gazetteer().first_names and first not in words("given-name words"):
            yield first


def _pattern(names: Iterable[str], loose: bool) -> re.Pattern[str]:
    """Any of the names, the longest first. One word counts as written or in capitals, unless ``loose``."""
    found = {unicodedata.normalize(form, name) for name in names for form in ("NFC", "NFD")}
    ordered = sorted(found, key=lambda n: (-len(n), n))
    spaced = "|".join(_one(name, loose) for name in ordered if not re.search(_UNSPACED, name))
    either = [f"{_BEGINS}(?:{spaced}){_ENDS}"] if spaced else []
    either += [_one(name, loose) for name in ordered if re.search(_UNSPACED, name)]
    return re.compile("|".join(either)) if either else _NEVER


def _one(name: str, loose: bool) -> str:
    parts = [re.escape(part) for part in re.findall(r"[^\W_]+", name)]
    if not parts:
        return re.escape(name)
    if len(parts) > 1 or loose:
        return f"(?i:{_BETWEEN.join(parts)})"
    return f"{re.escape(name)}|{re.escape(name.upper())}"


def _slugs(slugs: Iterable[str]) -> re.Pattern[str]:
    """Any of the names in an address, with or without a middle initial."""
    either = "|".join(s.replace("-", "-(?:[a-z]-)?") for s in slugs)
    return re.compile(rf"(?<![a-z0-9])(?:{either})(?![a-z0-9])") if either else _NEVER
