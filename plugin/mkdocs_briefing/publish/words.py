"""The words of the interface, from one file a language (``data/words-LANGUAGE.yml``).

A language is one file with the keys of ``words-en.yml``. Its line ``plural`` names which forms of a phrase it has. A
theme's ``custom_dir`` may hold ``briefing/words-LANGUAGE.yml`` with a whole language, or with single phrases of ours.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import yaml
from markupsafe import Markup, escape

_FOLDER = Path(__file__).parent.parent / "data"
_SLOT = re.compile(r"\{(\w+)\}")
_OURS = frozenset(("count", "field", "how", "other", "sign", "to", "where", "who"))
"""slots of sentences that may hold words of the program; others hold an article's, which stay as they are printed"""

PLURALS: dict[str, Callable[[int], str]] = {
    "other": lambda n: "other",
    "one-other": lambda n: "one" if n == 1 else "other",
    "nought-one-other": lambda n: "one" if n in (0, 1) else "other",
    "one-few-other": lambda n: "one" if n == 1 else "few" if 2 <= n <= 4 else "other",
    "one-few-many": lambda n: _slavic(n),
}
"""Forms of a phrase by number: of Japanese, English and German, French, Czech, Russian and Ukrainian."""


def _slavic(n: int) -> str:
    if n % 10 == 1 and n % 100 != 11:
        return "one"
    return "few" if n % 10 in (2, 3, 4) and n % 100 not in (12, 13, 14) else "many"


class Words:
    """``words("key", n=3)``: the phrase, its plural chosen by ``n``. HTML among the values gives HTML."""

    def __init__(self, language: str = "en", folders: Sequence[Path] = ()) -> None:
        self.language = language
        self._phrases = phrases(language, tuple(folders))
        self.ours = self._phrases == phrases(language)
        """whether no phrase is a theme's"""
        self._form = PLURALS[str(self._phrases["plural"])]
        self.dates: dict[tuple[str, bool], str] = {}
        """EDTF, and whether it is short, to the date in words (``dates.in_words``): many pages show the same ones"""
        self._lines: dict[int, str] = {}
        self._cut: dict[str, tuple[()] | tuple[str, str, str]] = {}
        """phrase to what stands before its one slot, the slot's name, and what stands after it"""

    def __call__(self, key: str, **values: object) -> str:
        phrase = self._phrases[key]
        if isinstance(phrase, dict):
            n = values.get("n")
            phrase = phrase.get(self._form(n) if isinstance(n, int) else "other", phrase["other"])
        if not values:
            return phrase
        if (cut := self._cut.get(phrase)) is None:
            cut = self._cut[phrase] = _around(phrase)
        if cut and type(value := values[cut[1]]) is str:
            return f"{cut[0]}{value}{cut[2]}"
        for value in values.values():
            if type(value) is Markup:
                return escape(phrase).format(**values)
        return phrase.format(**values)

    def line(self, number: int) -> str:
        """Where something stands: the phrase that is asked for most."""
        said = self._lines.get(number)
        if said is None:
            said = self._lines[number] = self("line-n", line=number)
        return said

    def get(self, key: str, otherwise: str) -> str:
        """The phrase for a value of the data (``reason-caption``), or another where there is none for it."""
        phrase = self._phrases.get(key)
        return phrase if isinstance(phrase, str) else otherwise

    def message(self, text: str) -> str | None:
        """A sentence that the program wrote in English about an article, in this language; None where it has none."""
        if self._phrases["message-no-date"] == phrases("en")["message-no-date"]:
            return text
        for key, pattern in _patterns():
            if match := pattern.fullmatch(text):
                found = {
                    name: (self.message(words) if name in _OURS else None) or words
                    for name, words in match.groupdict().items()
                }
                return str(self._phrases[key]).format(**found)
        parts = [self.message(part) for part in text.split("; ")] if "; " in text else []
        return "; ".join(filter(None, parts)) if parts and all(parts) else None


def _around(phrase: str) -> tuple[()] | tuple[str, str, str]:
    """What stands around the one slot of a phrase, and its name; nothing for one with more or none."""
    parts = _SLOT.split(phrase)
    if len(parts) != 3 or any(sign in part for part in parts for sign in "{}"):
        return ()
    return parts[0], parts[1], parts[2]


@cache
def phrases(language: str, folders: tuple[Path, ...] = ()) -> dict[str, str | dict[str, str]]:
    """All phrases of a language; of “de-AT” those of “de”, then its own; English stands in for what they lack."""
    found: dict[str, str | dict[str, str]] = {}
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    for name in dict.fromkeys(("en", language.partition("-")[0], language)):
        for folder in (_FOLDER, *(f / "briefing" for f in reversed(folders))):
            file = folder / f"words-{name}.yml"
            if file.is_file():
                found.update(yaml.load(file.read_text("utf-8"), loader) or {})
    return found


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """What the program's English sentences look like, the longest first: none is taken for a part of another."""
    found = {k: p for k, p in phrases("en").items() if k.startswith("message-") and isinstance(p, str)}
    made = []
    for key, phrase in sorted(found.items(), key=lambda x: (-len(_SLOT.sub("", x[1])), x[0])):
        parts = _SLOT.split(phrase)
        pattern = "".join(f"(?P<{p}>.+?)" if n % 2 else re.escape(p) for n, p in enumerate(parts))
        made.append((key, re.compile(pattern, re.DOTALL)))
    return tuple(made)
