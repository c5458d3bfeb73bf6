"""The words of the interface, from one file a language (``data/words-LANGUAGE.yml``)."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml
from markupsafe import Markup, escape

_FOLDER = Path(__file__).parent.parent / "data"


class Words:
    """``words("key", n=3)``: the phrase, its plural chosen by ``n``. HTML among the values gives HTML."""

    def __init__(self, language: str = "en") -> None:
        self.language = language
        self._phrases = phrases(language)

    def __call__(self, key: str, **values: object) -> str:
        phrase = self._phrases[key]
        if isinstance(phrase, dict):
            phrase = phrase["one" if values.get("n") == 1 else "other"]
        if not values:
            return phrase
        if any(isinstance(v, Markup) for v in values.values()):
            return escape(phrase).format(**values)
        return phrase.format(**values)

    def get(self, key: str, otherwise: str) -> str:
        """The phrase for a value of the data (``reason-caption``), or another where there is none for it."""
        phrase = self._phrases.get(key)
        return phrase if isinstance(phrase, str) else otherwise


@cache
def phrases(language: str) -> dict[str, str | dict[str, str]]:
    """All phrases of a language; English stands in for what it lacks."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    base: dict[str, str | dict[str, str]] = {}
    for name in ("en", language):
        path = _FOLDER / f"words-{name}.yml"
        if path.is_file():
            base.update(yaml.load(path.read_text("utf-8"), loader))
    return base
