"""Descriptions such as “the Ordan minister”, and the stated roles and kinds of actors that may answer to them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
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
        small = [w.lower() for w in words]
        self.noun = small[-1] if small else ""
        self.endings = tuple(" ".join(small[n:]) for n in range(len(small)))
        """what it comes down to: “state news agency”, “news agency”, “agency”"""
        self._marks = {w.lower() for w in words[:-1] if w[0].isupper()}

    def fits(self, roles: Nouns, kinds: AbstractSet[str]) -> bool:
        """Whether it may mean an actor of these roles and kinds: the noun is the role's, and no mark speaks against."""
        if not kinds.isdisjoint(self.endings):
            return True
        return any(self._marks <= words for words in roles.get(self.noun, ())) if self.noun else False


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
