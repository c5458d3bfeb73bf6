"""Descriptions such as “the Ordan minister”, and the stated roles and kinds of actors that may answer to them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_AFTER_THE_NOUN = re.compile(r",|\b(?:of|for|at|in|from|on|to|with|by|who|which|that)\b")
_DETERMINERS = {"the", "a", "an", "this", "that", "his", "her", "their", "its", "one"}

Nouns = Mapping[str, frozenset[frozenset[str]]]
"""The noun of a role to all its words in lower case, once for every wording of the role."""


@lru_cache(maxsize=1 << 15)
def described(phrase: str) -> Description:
    """A noun phrase without a name, taken apart."""
    return Description(phrase)


class Description:
    """A noun phrase without a name, taken apart: its noun, and the capitalised words (a nation, a party) before it."""

    def __init__(self, phrase: str) -> None:
        words = [
            w for w in _WORD.findall(_AFTER_THE_NOUN.split(phrase, maxsplit=1)[0]) if w.lower() not in _DETERMINERS
        ]
        self._plain = " ".join(words).lower()
        self.noun = words[-1].lower() if words else ""
        self._marks = {w.lower() for w in words[:-1] if w[0].isupper()}

    def fits(self, roles: Nouns, kinds: Iterable[str]) -> bool:
        """Whether it may mean an actor of these roles and kinds: the noun is the role's, and no mark speaks against."""
        if not self.noun:
            return False
        if any(self._plain == kind or self._plain.endswith(" " + kind) for kind in kinds):
            return True
        return any(self._marks <= words for words in roles.get(self.noun, ()))


def nouns_of(roles: Iterable[str]) -> Nouns:
    """The nouns of stated roles, with the words of each wording."""
    found: dict[str, set[frozenset[str]]] = {}
    for role in roles:
        noun, words = _taken_apart(role)
        if noun:
            found.setdefault(noun, set()).add(words)
    return {noun: frozenset(wordings) for noun, wordings in found.items()}


@lru_cache(maxsize=1 << 15)
def _taken_apart(role: str) -> tuple[str, frozenset[str]]:
    """The noun of a role (“spokesman” of “a spokesman for the company”) and all its words, in lower case."""
    stated = _WORD.findall(_AFTER_THE_NOUN.split(role, maxsplit=1)[0].lower())
    return (stated[-1] if stated else ""), frozenset(_WORD.findall(role.lower()))
