"""What quotation marks are for: speech, or a scare quote, title, term or slogan that is nobody's statement.

What stands before the mark tells most of it; of two in a row (“Hands off” and “No road”) the second is like the first.
"""

from __future__ import annotations

import re

from .lexicon import words_of
from .quotes import Quoted

_REACH = 60
"""characters before the mark that are looked at"""
_TITLE = 14
"""words of the longest title"""
_GLANCE = 40
"""characters of it that mostly tell that it is none"""
_FIRST = 160
"""characters of a quotation that are read where they hold more words than any title"""

_SPEECH_BEFORE = re.compile(
    r"\b(?:to quote|in the words of|as)\b[^.;:“”\"]*,\s*$"
    r"|\b(?:answer|repl|respond)\w* [^.;:“”\"]*\bwith(?: an?)?\s*$",
)
_SLOGAN_BEFORE = re.compile(
    r"\b(?:slogans?|mottos?|chants? of|chant(?:ed|ing)|banners?|placards?|signs?|posters?|hashtags?|leaflets?"
    r"|stickers?|t-shirts?|caps?|hats?|plaques?|labels?|graffiti|inscriptions?|tombstones?|noticeboards?|flags?)"
    r"(?: (?:that )?(?:read|reads|reading|say|says|said|saying|proclaiming|declaring|bearing|carrying|with))?"
    r"(?: the (?:words|inscription))?[:,]?\s*$"
    r"|\b(?:wall|door|gate|fence|roof|window|side|front|board|floor|bridge|van|lorry|ground)\b[^.;“”\"]{0,40}"
    r"\b(?:wrote|written|painted|sprayed|scrawled|daubed|chalked|carved|stencilled|it (?:says|said|reads|read))"
    r"(?: the words)?:?\s*$"
    r"|\b(?:painted|sprayed|scrawled|daubed|chalked|carved|stencilled)(?: the words)?:?\s*$",
)
_SIGN_BEFORE = re.compile(
    r"\b(?:banners?|placards?|signs?|posters?|notices?|graffiti|leaflets?|stickers?|plaques?|flags?|t-shirts?)"
    r"(?: (?:hung|hangs|hanging|held|strung|fixed|pinned|nailed|taped))?"
    r"(?: (?:on|at|in|above|over|near|outside|by|from|across) [\w' ’-]{1,35}?)?"
    r"(?:,? (?:says?|said|reads?|reading)(?: that)?:?|:)\s*$"
)
"""A sign in its place: “a notice on the door says “Closed””."""
_TITLE_BEFORE = re.compile(
    r"\b(?:book|novel|film|movie|documentary|song|album|single|show|series|play|musical|essay|article|column|report"
    r"|memoir|poem|painting|programme|program|podcast|episode|game|titled|entitled|headlined|headline"
    r"|on (?:\w+['’]s )?)\s*,?\s*$",
)
_WORK_BEFORE = re.compile(
    r"\b(?:paper|study|thesis|book|novel|film|documentary|song|album|series|essay|poem|painting|podcast|magazine|journal"
    r"|newspaper|newsletter|exhibition|opera|ballet|play|chapter(?: \w+)?|section(?: \w+)?|part \w+|heading|headline"
    r"|title|titled|entitled|headed|brochure|pamphlet|ship|ferry|trawler|yacht|boat)\s*,?\s*$",
)
_TERM_BEFORE = re.compile(
    r"\b(?:so-called|known as(?: an?| the)?|called|dubbed|nicknamed|termed|labell?ed|referred to as"
    r"|the (?:word|words|term|phrase|name|nickname|label|code name|codename)"
    r"|a (?:word|term|phrase)|talk of an?|named|code-?named|branded|described as)\s*$",
)
_NAMED_BEFORE = re.compile(
    r"\b(?:call|calls|called|calling|name|names|named|style|styles|styled|dub|dubs|dubbed)"
    r" (?:himself|herself|itself|themselves|oneself)\s*$"
    r"|\b(?:call|name|dub|nickname|know)(?: \w+){1,3}(?<! is)(?<! was)(?: as)?\s*$"
    r"|\b(?:speak|talk) of(?: an?| the)?\s*$"
    r"|\bwhat (?:\w+ )?\w+s call(?: an?| the)?\s*$"
    r"|\bsigned(?: as| by)?\s*$"
    r"|\b(?:nickname[ds]?|known (?:\w+ ){0,3}as|goes by|went by|under the name)\s*(?:of\s*)?$",
)
"""How people in general name a thing (“sailors call fog “milk””); “she called it “madness”” is her statement."""
_CHRISTENED_BEFORE = re.compile(r"\b(?:call|name|dub|christen|baptis|baptiz|title)\w*(?: \w+){1,3}\s*$")
"""A thing is given a name, where the name has the capitals of one."""
_GIVEN_NAME_BEFORE = re.compile(r"\b(?:name|christen|baptis|baptiz)\w*(?: \w+){1,3}\s*$")
"""“They named the dog “Minister””: one word is enough, where the verb is of nothing else."""
_TELLS_BEFORE = re.compile(
    r"\b(?:"
    + "|".join(
        cue.pattern
        for cue in (_SPEECH_BEFORE, _SLOGAN_BEFORE, _SIGN_BEFORE, _NAMED_BEFORE, _CHRISTENED_BEFORE, _TERM_BEFORE)
    )
    + ")"
)
"""Any of these: mostly there is none, and one look says so."""
_ALSO = re.compile(r"[“\"«„‘][^“”\"«»„\n]{1,80}[”\"»“’]\s*(?:,|and|or|, and|, or)\s*$")
_WORD = re.compile(r"\w[\w'’-]*")


def use_of(text: str, quoted: Quoted, attributed: bool) -> str:
    """``speech|scare|title|term|slogan|unclear`` of one quotation. ``attributed``: it is content of an attribution."""
    before = _before(text, quoted.start)
    ended = text[quoted.last - 1] in ".?!…," if quoted.last > quoted.first else False
    telling = _tells(before)
    if attributed and ended and not telling and _goes_on_small(text, quoted.first, quoted.last):
        return "speech"  # as most is
    words = _words(text, quoted.first, quoted.last)
    told = _told_before(words, before, attributed) if telling else None
    if told is not None:
        return told
    if _is_title(words, before, attributed, ended):
        return "title"
    if attributed:
        return "speech"
    sentence = bool(words) and words[0][0].isupper() and len(words) >= 4 and ended
    if sentence or quoted.open:
        return "speech"
    if len(words) <= 3:
        return "scare"
    return "unclear"


def _words(text: str, start: int, end: int) -> list[str]:
    """The words of a quotation; of a long one enough of them to tell that it is long."""
    if end - start > _FIRST:
        first: list[str] = _WORD.findall(text[start : start + _FIRST])
        if len(first) > _TITLE:
            return first
    return _WORD.findall(text[start:end])


def _goes_on_small(text: str, start: int, end: int) -> bool:
    """Whether the first words tell that it is no title, by a small letter where a title has a capital."""
    first: list[str] = _WORD.findall(text[start : min(start + _GLANCE, end)])[:-1]  # the last one may be cut
    return any(not (w[0].isupper() or w[0].isdigit()) and w.lower() not in words_of("small in titles") for w in first)


def _tells(before: str) -> bool:
    """Whether the words before the mark may say something of its use; those that end in a full stop do not."""
    last = before.rstrip()[-1:]
    return bool(last) and (last.isalnum() or last in ",:_") and bool(_TELLS_BEFORE.search(before))


def _told_before(words: list[str], before: str, attributed: bool) -> str | None:
    """What they say."""
    if _SPEECH_BEFORE.search(before):
        return "speech"
    if _SLOGAN_BEFORE.search(before) or _SIGN_BEFORE.search(before):
        return "slogan"
    if before.rstrip()[-1] in ",:" or len(words) > 8:
        return None
    if before.rstrip().endswith("so-called") and len(words) == 1:
        return "scare"
    if _NAMED_BEFORE.search(before):
        return "term"
    if _in_title_case(words) and _CHRISTENED_BEFORE.search(before):
        return "term"
    if len(words) == 1 and words[0][0].isupper() and _GIVEN_NAME_BEFORE.search(before):
        return "term"
    if _TERM_BEFORE.search(before):
        return "speech" if attributed and len(words) > 4 else "term"
    return None


def _before(text: str, start: int) -> str:
    """What stands before the mark, or before the first of several in a row, in small letters."""
    for _ in range(3):
        row = _ALSO.search(text, max(0, start - 100), start)
        if row is None:
            break
        start = row.start()
    return text[max(0, start - _REACH) : start].lower()


def _is_title(words: list[str], before: str, attributed: bool, ended: bool) -> bool:
    """Capitals throughout, or a capital behind a word for works, and no sentence."""
    if len(words) > _TITLE:
        return False
    titled = _in_title_case(words)
    if titled and (_TITLE_BEFORE.search(before) or not attributed):
        return True
    return bool(words) and words[0][0].isupper() and not ended and bool(_WORK_BEFORE.search(before))


def _in_title_case(words: list[str]) -> bool:
    capitals = [w for w in words if w.lower() not in words_of("small in titles")]
    return len(capitals) > 1 and all(w[0].isupper() or w[0].isdigit() for w in capitals)
