"""Titles and roles around a name: what is cut off it, and which words state what its bearer is.

“Belarusian President” before the name, “Russian researcher” in small letters before it, “a French defense
analyst” between commas after it.  “then”, “former”, “acting” stay with the role.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ..gazetteer import gazetteer, lower_words, plain, words
from ..model import Span
from .memo import Memo

Token = tuple[int, int, str]
"""start, end, word"""

_APPOSITION: Final = re.compile(
    r",[ \u00a0](?:who (?:is|was) )?((?:the |a |an |his |her |their )?[^,;.()—–:“”\"\n]{4,110}?)"
    r"(?=[,;)]|[.](?:\s|$)| who | which | said\b|[ \u00a0][—–]|$)"
)
_SET_OFF = re.compile(r"(?:^|[^,\s]\s)((?:the|his|her|their|its|a|an) (?:[\w’'-]+ ){0,6}[\w’'-]+), $", re.IGNORECASE)
"""“the lawyer, Ivo Marek, …”; in a list a comma would stand before it"""
_CLOSES: Final = (",", ".", ";")
_HEAD_END = re.compile(r" (?:of|for|at|in|with|and|on|from|to|under|who|based|during)\b")
_BLANKS: Final = (" ", "\u00a0")
_WORDS_BEFORE = 6


def title_length(run: Sequence[Token]) -> int:
    """How many tokens before a name are titles and roles. None where the run ends like an organisation."""
    if True not in [_is_title[word] for _, _, word in run[:-1]]:
        return 0
    last = run[-1][2]
    if last in words("organisation heads") or last in words("place heads") or last in words("dropped heads"):
        return _before_a_first_name(run)
    if plain(" ".join(word for _, _, word in run)) in gazetteer().known:
        return 0
    cut = 0
    for n, (_, _, word) in enumerate(run[:-1]):
        if _is_title[word]:
            bare = word.rstrip(".")
            cut = n + 1
            while cut < len(run) - 1 and run[cut][2] in words("subjects") and bare in words("offices"):
                cut += 1  # Secretary of State Ana Lima
    if cut and run[cut - 1][2] == "General" and run[cut][2] in ("Staff", "Assembly", "Motors"):
        return 0
    return cut


@Memo
def _is_title(word: str) -> bool:
    """“Mr.”, “President”, “Minister”; a given name is none."""
    bare = word.rstrip(".")
    return bare in words("titles") or (_is_role[bare] and bare not in gazetteer().first_names)


def _before_a_first_name(run: Sequence[Token]) -> int:
    """“Mayor Ana Guardian” is a person for all her surname says."""
    for n, (_, _, word) in enumerate(run[:-2], 1):
        first = run[n][2]
        if word.rstrip(".") in words("titles") and len(run) - n < 4 and first in gazetteer().first_names:
            return 0 if first in words("given-name words") else n
    return 0


def owner_length(titles: Sequence[Token]) -> int:
    """How many tokens at the head of a title are a name: 1 of “Acme CEO”, 0 of “Prime Minister”."""
    for n, (_, _, word) in enumerate(titles):
        bare = word.rstrip(".")
        if bare in words("titles") or _is_role[bare] or bare.lower() in lower_words("role modifiers"):
            return n
    return len(titles)


@Memo
def _is_role(word: str) -> bool:
    return word.lower() in lower_words("roles")


def role(text: str, sentence: int, whole: int, start: int, end: int, titles: Sequence[Token]) -> Span | None:
    """The words that state a role of the bearer of ``text[start:end]``; titles included, it begins at ``whole``."""
    stated = bool(titles) and any(
        _is_role[word.rstrip(".")] or word.rstrip(".") in words("ranks") for _, _, word in titles
    )
    ahead = _before(text, sentence, whole, whole if stated else None)
    if stated:
        return ahead or whole, titles[-1][1]
    if ahead is not None:
        return ahead, sentence + len(text[sentence:whole].rstrip())
    ahead_set_off = None
    if text[end : end + 1] in _CLOSES and text.endswith(", ", sentence, start):
        ahead_set_off = _SET_OFF.search(text[max(sentence, start - 90) : start])
    if ahead_set_off and _is_role[_HEAD_END.split(ahead_set_off.group(1), maxsplit=1)[0].split()[-1]]:
        at = max(sentence, start - 90)
        return at + ahead_set_off.start(1), at + ahead_set_off.end(1)
    apposition = _APPOSITION.match(text, end, end + 130) if text[end : end + 1] == "," else None
    if apposition:
        head = _HEAD_END.split(apposition.group(1), maxsplit=1)[0].split()
        if 0 < len(head) < 9 and _is_role[head[-1].strip("’'")]:
            return apposition.span(1)
    return None


def _before(text: str, sentence: int, whole: int, start: int | None) -> int | None:
    """Where the role that ends just before ``whole`` begins, so far known to begin at ``start``; None without one."""
    chunk = text[max(sentence, whole - 90) : whole]
    if not chunk.endswith(_BLANKS):
        return start
    at = whole
    for number, word in enumerate(reversed(chunk.rsplit(maxsplit=_WORDS_BEFORE)[-_WORDS_BEFORE:])):
        at = text.rfind(word, sentence, at)
        if _is_role[word]:
            start = at
        elif not _modifies[word] or (number and start is None):
            break
        elif start is not None:
            start = at
    return start


def leads(chunk: str) -> bool:
    """Whether the last word of a chunk may belong to a role: nearly all words before a name do not."""
    last = chunk.split()[-1:]
    return not last or _is_role[last[0]] or _modifies[last[0]]


@Memo
def _modifies(word: str) -> bool:
    """“former”, “French”, “Ukraine’s”."""
    if word.lower() in lower_words("role modifiers"):
        return True
    return word in gazetteer().peoples or plain(word).removesuffix("'s") in gazetteer().countries
