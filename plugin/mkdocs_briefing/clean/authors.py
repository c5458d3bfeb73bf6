"""Names of authors in bylines and declared values: people, never the outlet, never a biography or a date."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator

from ..ids import fold
from .mastheads import called_like_an_outlet

_LEAD = re.compile(
    r"^\W*(?:(?:story|text|words|written|reported|reporting|posted|published|edited|photos?|exclusive) by|by|von|par|"
    r"por|di|av|door|text(?=:)|author|opinion by|analysis by)\s*:?\s+",
    re.I,
)
_BETWEEN = re.compile(r"\s*(?:,|;|/|\||•|·|&|\band\b|\bund\b|\bet\b|\by\b|\bwith\b|\n|\t| - | – | — )\s*", re.I)
_NAME = re.compile(r"(?:(?:Dr|Prof|Sir|Dame|Rev)\.? )?[^\W\d_][\w.’'`-]*(?: (?:[^\W\d_][\w.’'`-]*)){1,4}")
_NO_NAME = re.compile(
    r"\b(?:staff|reporter|editor|correspondent|writer|news|team|desk|press|agency|media|post|times|journal|published|"
    r"updated|posted|online|contributor|columnist|admin|redaktion|redacción|rédaction|redazione|associated|reuters|bureau|"
    r"network|editorial|editors|service|services|tv|radio|magazine|newsroom|for|at|the|in|on|of|is|was|has|his|her)\b",
    re.I,
)
_PARTICLES = ("de", "van", "von", "der", "la", "di", "da", "del", "al", "bin")
_AGAIN = 120
"""Characters of a byline that may stand in other articles, too."""
_CJK_NAME = "[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]{2,6}"  # compiled on first use, as few corpora hold any
_CJK_NO_NAME = "[社報网網局部紙]|新聞|新闻|通信|通讯|編集|编辑|記者|记者|日報|時報|신문|뉴스|기자|일보"
_AFTER = re.compile(
    r"\s*(?:\||•|·|[-–—] |\bfor\b|\bpublished\b|\bupdated\b|\bposted\b|\b\d{1,2}:\d\d|\b\d).*$", re.I | re.S
)


def names_of(value: str, outlets: Iterable[str]) -> list[str]:
    """The people in a declared author; none where it names only organisations."""
    if "://" in value or "@" in value or len(value) > 300:
        return []
    known = {fold(o) for o in outlets}
    found = []
    words = _LEAD.sub("", " ".join(value.split()))
    for start, end in _parts(words):
        part = words[start:end].strip(" .,;:()[]\"'")
        name = re.sub(r"\s+(?:published|updated|posted)\b.*$", "", part, flags=re.I)
        person = " " in name or (re.fullmatch(_CJK_NAME, name) and not re.search(_CJK_NO_NAME, name))
        if person and fold(name) not in known and len(name) <= 60 and not _NO_NAME.search(name):
            found.append(name)
    return found


def organisation_of(value: str) -> str | None:
    """A declared author that is no person (an agency, the outlet itself), as it stands."""
    plain = " ".join(_LEAD.sub("", value).split()).strip(" .,;:")
    return plain if plain and "://" not in plain and "@" not in plain and len(plain) <= 60 else None


def names_in(line: str, outlets: Iterable[str]) -> tuple[tuple[str, int, int], ...]:
    """Names in a printed byline, with their places in it."""
    return (_names_again if len(line) <= _AGAIN else _names)(line, tuple(outlets))


def _names(line: str, outlets: tuple[str, ...]) -> tuple[tuple[str, int, int], ...]:
    known = {fold(o) for o in outlets}
    lead = _LEAD.match(line)
    at = lead.end() if lead else 0
    rest = _AFTER.sub("", line[at:])
    found = []
    for part in _parts(rest):
        name = rest[part[0] : part[1]].strip(" .,;:()[]")
        if not _NAME.fullmatch(name) or _NO_NAME.search(name) or _is_outlet(fold(name), known):
            continue
        if all(w[0].isupper() or w in _PARTICLES for w in name.split()):
            start = at + rest.index(name, part[0])
            found.append((name.title() if name.isupper() else name, start, start + len(name)))
    return tuple(found)


_names_again = functools.lru_cache(maxsize=1024)(_names)
"""Reporters write more than once."""


def _is_outlet(name: str, known: Iterable[str]) -> bool:
    """An outlet's name, also with a date glued to it (“The Example PostMarch”)."""
    return any(name == outlet or (" " in outlet and name.startswith(outlet)) for outlet in known)


def _parts(words: str) -> Iterator[tuple[int, int]]:
    """Where the people of a byline stand; an outlet behind them, which a mark sets off, is none of them."""
    at = 0
    joined = True
    for gap in _BETWEEN.finditer(words):
        yield at, gap.start()
        at = gap.end()
        joined = any(char.isalpha() or char == "&" for char in gap.group())
    if joined or not called_like_an_outlet(words[at:].strip(" .,;:()[]\"'")):
        yield at, len(words)
