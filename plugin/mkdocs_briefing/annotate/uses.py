"""What quotation marks are for: speech, or a scare quote, title, term or slogan that is nobody's statement."""

from __future__ import annotations

import re

from .quotes import Quoted
from .tokens import words_of

_TITLE_BEFORE = re.compile(
    r"\b(?:book|novel|film|movie|documentary|song|album|single|show|series|play|musical|essay|article|column|report"
    r"|memoir|poem|painting|programme|program|podcast|episode|game|titled|entitled|headlined|headline"
    r"|on (?:\w+['’]s )?)\s*,?\s*$",
    re.I,
)
_TERM_BEFORE = re.compile(
    r"\b(?:so-called|known as|called|dubbed|nicknamed|termed|labell?ed|referred to as"
    r"|the (?:word|words|term|phrase|name|nickname|label|code name|codename)"
    r"|a (?:word|term|phrase)|talk of an?|named|code-?named|branded|described as)\s*$",
    re.I,
)
_SLOGAN_BEFORE = re.compile(
    r"\b(?:slogans?|mottos?|chants? of|chanting|banners?|placards?|signs?|posters?|hashtags?"
    r"|stickers?|t-shirts?|caps?|hats?)"
    r"(?: (?:that )?(?:read|reads|reading|saying|proclaiming|with))?(?: the words)?:?\s*$",
    re.I,
)
_WORD = re.compile(r"\w[\w'’-]*")


def use_of(text: str, quoted: Quoted, attributed: bool) -> str:
    """``speech|scare|title|term|slogan|unclear`` of one quotation. ``attributed``: it is content of an attribution."""
    words = _WORD.findall(text[quoted.first : quoted.last])
    before = text[max(0, quoted.start - 40) : quoted.start]
    if _SLOGAN_BEFORE.search(before):
        return "slogan"
    if len(words) <= 8 and _TERM_BEFORE.search(before):
        return "speech" if attributed and len(words) > 4 else "term"
    capitals = [w for w in words if w.lower() not in words_of("small in titles")]
    titled = len(capitals) > 1 and all(w[0].isupper() or w[0].isdigit() for w in capitals)
    ended = text[quoted.last - 1] in ".?!…," if quoted.last > quoted.first else False
    if titled and (_TITLE_BEFORE.search(before) or not attributed) and len(words) <= 14:
        return "title"
    if attributed:
        return "speech"
    sentence = bool(words) and words[0][0].isupper() and len(words) >= 4 and ended
    if sentence or quoted.open:
        return "speech"
    if len(words) <= 3:
        return "scare"
    return "unclear"
