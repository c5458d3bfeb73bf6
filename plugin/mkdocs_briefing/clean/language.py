"""Which language a text is in, by its script and its commonest words. Only ever an inference; None where in doubt."""

from __future__ import annotations

import functools
import re
from collections import Counter
from importlib import resources

from .letters import plain

_REACH = 6000
_SCRIPTS = (  # compiled on first use, as few corpora hold any
    ("ja", "[\u3040-\u30ff]"),
    ("ko", "[\uac00-\ud7af]"),
    ("zh", "[\u4e00-\u9fff]"),
    ("ar", "[\u0600-\u06ff]"),
    ("he", "[\u0590-\u05ff]"),
    ("el", "[\u0370-\u03ff]"),
    ("hi", "[\u0900-\u097f]"),
    ("th", "[\u0e00-\u0e7f]"),
)


_ANY_SCRIPT = "|".join(script for _, script in _SCRIPTS)
_SMALL = bytes(range(128)).lower().replace(b"'", b" ").ljust(256)


@functools.cache
def _languages() -> dict[str, tuple[str, ...]]:
    """Small word to the languages that have it (``data/stopwords.tsv``)."""
    table = resources.files("mkdocs_briefing").joinpath("data", "stopwords.tsv").read_text("utf-8")
    found: dict[str, tuple[str, ...]] = {}
    for row in table.splitlines():
        if row and not row.startswith("#"):
            language, words = row.split("\t")
            for word in set(words.split()):
                found[word] = (*found.get(word, ()), language)
    return found


def language_of(text: str) -> str | None:
    """The language whose small words are clearly the commonest in the text's beginning."""
    reach = text[:_REACH]
    in_print = plain(reach)
    if not in_print and (language := _by_script(reach)):
        return language
    words = _words(reach, in_print)
    if len(words) < 15:
        return None
    known = _languages()
    found: dict[str, int] = {}
    for word, times in Counter(filter(known.__contains__, words)).items():
        for language in known[word]:
            found[language] = found.get(language, 0) + times
    second, most = sorted((0, 0, *found.values()))[-2:]
    if most < 0.12 * len(words) or most < 1.1 * second:
        return None
    return next(language for language, times in found.items() if times == most)


def _words(reach: str, in_print: bool) -> list[str]:
    """In small letters, cut at blanks and apostrophes. ``in_print``: of ASCII and its signs, at a third of the time."""
    if in_print:
        words = reach.replace("’", " ").replace("\u00a0", " ").encode("ascii", "replace")
        return words.translate(_SMALL).decode().split()
    return reach.casefold().replace("'", " ").replace("’", " ").split()


def _by_script(reach: str) -> str | None:
    """The language that alone is written in most of the letters' script."""
    if not re.search(_ANY_SCRIPT, reach):
        return None
    letters = sum(map(str.isalpha, reach))
    for language, script in _SCRIPTS:
        if letters and len(re.findall(script, reach)) > (0.1 if language == "ja" else 0.4) * letters:
            return language
    return None
