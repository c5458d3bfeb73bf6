"""Which language a text is in, by its script and its commonest words. Only ever an inference; None where in doubt."""

from __future__ import annotations

import functools
import re
from collections import Counter
from importlib import resources

_REACH = 6000
_WORD = re.compile(r"[^\W\d_]+")
_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("hi", re.compile("[\u0900-\u097f]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
)


_ANY_SCRIPT = re.compile("|".join(script.pattern for _, script in _SCRIPTS))


@functools.cache
def _stopwords() -> dict[str, frozenset[str]]:
    table = resources.files("mkdocs_briefing").joinpath("data", "stopwords.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in table.splitlines() if line and not line.startswith("#")]
    return {language: frozenset(words.split()) for language, words in rows}


def language_of(text: str) -> str | None:
    """The language whose small words are clearly the commonest in the text's beginning."""
    reach = text[:_REACH]
    if language := _by_script(reach):
        return language
    words = Counter(_WORD.findall(reach.casefold()))
    total = words.total()
    if total < 15:
        return None
    own = frozenset(words)
    found = sorted(
        ((sum([words[w] for w in known & own]) / total, language) for language, known in _stopwords().items()),
        reverse=True,
    )
    best, second = found[0], found[1]
    if best[0] < 0.12 or best[0] < 1.1 * second[0]:
        return None
    return best[1]


def _by_script(reach: str) -> str | None:
    """The language that alone is written in most of the letters' script."""
    if not _ANY_SCRIPT.search(reach):
        return None
    letters = sum(map(str.isalpha, reach))
    for language, script in _SCRIPTS:
        if letters and len(script.findall(reach)) > (0.1 if language == "ja" else 0.4) * letters:
            return language
    return None
