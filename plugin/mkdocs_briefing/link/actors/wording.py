"""Which runs hold a word: the way from what changed to the forms that it may mean something for.

Nobody asks before the first edit of a corpus, so the index is made then.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..postings import Postings
from .identities import bare


class Wording:
    """Runs by their words, without accents and in small letters, and by themselves in small letters."""

    def __init__(self) -> None:
        self._runs: Postings[str] = Postings()
        self._capitals: Postings[str] = Postings()
        self._keys: dict[str, str] = {}

    def __bool__(self) -> bool:
        return len(self._runs) > 0

    def add(self, runs: Iterable[str]) -> None:
        for run in runs:
            for word in run.split(" "):
                self._runs.add(self._key(word), run)
            if " " in run and run.isupper():
                self._capitals.add(small_letters(run), run)

    def discard(self, runs: Iterable[str]) -> None:
        for run in runs:
            for word in run.split(" "):
                self._runs.discard(self._key(word), run)
            if " " in run and run.isupper():
                self._capitals.discard(small_letters(run), run)

    def _key(self, word: str) -> str:
        key = self._keys.get(word)
        if key is None:
            key = self._keys[word] = bare(bared(word.lower()))
        return key

    def spelt(self, small: str) -> set[str]:
        """The words of runs that are this one in lower case."""
        words = (word for run in self._runs.of(self._key(small)) for word in run.split(" "))
        return {word for word in words if word.lower() == small}

    def with_word(self, word: str) -> Iterator[str]:
        """Runs of which this is a word, or all."""
        return (run for run in self._runs.of(self._key(word)) if word in run.split(" "))

    def around(self, form: str) -> Iterator[str]:
        """Longer runs that begin or end with the form."""
        head, tail = f"{form} ", f" {form}"
        return (run for run in self._rarest(form) if run.startswith(head) or run.endswith(tail))

    def holding(self, form: str) -> Iterable[str]:
        """Runs that may hold the form as a part, possessive or not."""
        return self._rarest(form)

    def in_capitals(self, form: str) -> Iterable[str]:
        return self._capitals.of(form)

    def _rarest(self, form: str) -> Iterable[str]:
        return min((self._runs.of(self._key(word)) for word in form.split(" ")), key=len)


def bared(words: str) -> str:
    """Without the ending of a possessive."""
    return words.removesuffix("'s").removesuffix("'")


def small_letters(form: str) -> str:
    """A name in capitals, written as other names are."""
    return " ".join(part if len(part) < 3 else part.capitalize() for part in form.split(" "))
