"""Candidate names: the capitalised runs of one article, with the evidence around them.

Nothing is decided here.  A run is cut where a word list says that two names meet, titles and roles are cut
off and kept, and what stands around a run is written down; ``link`` weighs it over the whole corpus.

A run is built up in three steps: *tokens* (capitalised words) join into *pieces* over blanks and name
particles (“Ursula von der Leyen”), pieces join into *runs* over “’s”, “of”, “for”, “and” where a rule of
``_owns`` or ``_connects`` allows it (“Institute for the Study of War”), and a run sheds its titles (“President
Ana Lima”).
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable, Sequence
from typing import Final

from ..gazetteer import gazetteer, lower_words, plain, words
from ..model import Candidate
from ..native import mypyc_attr
from .chunks import Chunk
from .layout import Layout, Paragraph
from .memo import Memo
from .titles import Token, leads, owner_length, role, title_length

_CASED = (
    range(0x41, 0x590),
    range(0x10A0, 0x1100),
    range(0x1E00, 0x2000),
    range(0x2C00, 0x2E00),
    range(0xA640, 0xA800),
)
"""blocks of the scripts that have capitals"""
_CAPITALS = "".join(chr(c) for span in _CASED for c in span if chr(c).isupper())
_UPPER = f"[{_CAPITALS}]"
_SYLLABLE = rf"-(?!(?:{'|'.join(sorted(words('hyphen tails')))})\b)[a-z]{{1,4}}\b"
_REST = rf"\w*(?:[’'](?![sS]\b)\w+|[-&]{_UPPER}\w*|{_SYLLABLE})*"
_INSIDE = r"[\w@/.&’'-]"
"""what stands before a letter that begins no word"""
_ABBREVIATIONS = sorted(words("abbreviations"), key=lambda word: (-len(word), word))
_FULL_STOP = rf"(?=[{''.join(sorted(set(''.join(_ABBREVIATIONS))))}]{{0,{len(_ABBREVIATIONS[0]) - 1}}}\.\s)(?:" + (
    "|".join(f"(?<={word[0]}){word[1:]}" for word in _ABBREVIATIONS) + r")\."
)
"""an abbreviation, less its first letter; what cannot be one is settled before any is tried"""
_TOKEN: Final = re.compile(
    rf"{_UPPER}(?<!{_INSIDE}.)(?:"  # the first letter leads, so that a search goes straight to it
    rf"\.(?:[- ]?{_UPPER}\.)*(?:{_UPPER}(?!\w))?"  # J. · U.S. · J.-P. · U. S.
    rf"|{_FULL_STOP}"
    rf"|{_REST})"
)
_AFTER_PARTICLE = re.compile(
    rf"[’'-](?={_UPPER})(?:(?<=(?<!{_INSIDE})[dl].)|(?<=(?<!{_INSIDE})(?:al|el|an|ad|as|es).)"
    rf"|(?<=(?<!{_INSIDE})(?:ash|bin).)).{_REST}"
)
"""al-Amin, d’Alba: what follows a small first letter of a name"""
_CONTRACTED = re.compile(r"[’'](?:t|ll|re|ve|d|m|T|LL|RE|VE)$")
_ORDINAL = re.compile(r"\d{1,3}(?:st|nd|rd|th) $")
_ORDINALS: Final = ("st ", "nd ", "rd ", "th ")
_BEFORE = re.compile(r"((?<![\w’'-])[\w’'-]++|[“\"‘(—–:])[ \u00a0]?$")
_AFTER: Final = re.compile(r"(?:[’']s?)?[ \u00a0]([\w’'-]+)")
_BRACKET: Final = re.compile(rf"[ \u00a0]\(({_UPPER}[{_CAPITALS}\d&.-]{{1,9}})\)")
_WRAP = re.compile(r"\n(?<=[^\n]{40}\n)(?=\S)")
"""the end of a full line, where a paragraph was wrapped by hand; short lines are lists"""
_BLANKS: Final = (" ", "\u00a0")
_BEFORE_A_WORD: Final = (*_BLANKS, "’", "'")
_OPENING, _CLOSING = frozenset("“\"‘«„'"), frozenset("”\"’»“'")
_LONGEST_PIECE, _LONGEST_RUN, _WIDEST_GAP = 20, 12, 12
"""tokens; a hostile text is cut there"""


class _Sentence:
    """A sentence with names; ``first``: where its first capitalised word stands.

    ``printed``: the article as it is; ``text``: the same, as long, with wrapped lines made one.
    """

    __slots__ = ("first", "heading", "paragraph", "printed", "start", "text")

    def __init__(self, printed: str, text: str, start: int, paragraph: int, heading: bool, first: int) -> None:
        self.printed = printed
        self.text = text
        self.start = start
        self.paragraph = paragraph
        self.heading = heading
        self.first = first


def candidates(text: str, layout: Layout) -> tuple[tuple[Candidate, ...], tuple[str, ...]]:
    """The candidate names of the kept blocks in reading order, and the lower-cased words among them.

    The words come as one string, apart by blanks: evidence against names, at a tenth of the memory.
    """
    found: list[Candidate] = []
    even = _WRAP.sub(" ", text)
    for paragraph in layout.paragraphs:
        capitals = [(at, chunk) for at, chunk in layout.signs[paragraph.index] if chunk.capital]
        for start, end in paragraph.sentences if capitals else ():
            tokens = _tokens(even, start, end, capitals)
            if tokens:
                _of_sentence(text, even, start, end, paragraph, tokens, found)
    lower = {chunk.word for here in layout.chunks for chunk in here if chunk.small}
    lower.update([word for here in layout.chunks for chunk in here for word in chunk.small_words])
    return tuple(found), (" ".join(sorted(lower - lower_words("closed class"))),) if lower else ()


def _tokens(text: str, start: int, end: int, capitals: list[tuple[int, Chunk]]) -> list[Token]:
    """The capitalised words of a sentence, which are in the chunks with ``capitals``."""
    found: list[Token] = []
    begun = start
    for n in range(bisect.bisect_left(capitals, start, key=_end), len(capitals)):
        at, chunk = capitals[n]
        if at >= end:
            break
        after = at + chunk.size
        if begun <= at and after <= end and (not at or text[at - 1].isspace()):
            if chunk.word:
                if text[at + chunk.first].isupper():
                    found.append((at + chunk.first, at + chunk.last, text[at + chunk.first : at + chunk.last]))
                continue
            alone = _alone[text[at:after]]
            if alone is not None:
                for first, last, word in alone:
                    found.append((at + first, at + last, word))
                continue
        here = _tokens_in(text, max(at, begun), after, end)
        if here:
            begun = max([last for _, last, _ in here])
            found += here
    return found


def _tokens_in(text: str, start: int, after: int, end: int) -> list[Token]:
    """The capitalised words that begin in ``text[start:after]``, and end before ``end``."""
    found: list[Token] = []
    match = _TOKEN.search(text, start, end)
    while match is not None and match.start() < after:
        found.append((*match.span(), match[0]))
        match = _TOKEN.search(text, match.end(), end)
    particles = [_with_particle(text, start, m) for m in _AFTER_PARTICLE.finditer(text, start, min(after, end))]
    return sorted(found + particles) if particles else found


def _with_particle(text: str, low: int, name: re.Match[str]) -> Token:
    """“al-Amin”, “d’Alba”: a token that begins with a small letter."""
    first = name.start()
    while first > low and text[first - 1].islower():
        first -= 1
    return first, name.end(), text[first : name.end()]


def _end(place: tuple[int, Chunk]) -> int:
    return place[0] + place[1].size


@Memo
def _alone(chunk: str) -> tuple[Token, ...] | None:
    """The capitalised words of a chunk; None where what follows tells how far they reach (“J.”, “Corp.”)."""
    found = tuple(_tokens_in(chunk, 0, len(chunk), len(chunk)))
    if "." in chunk and found != tuple(_tokens_in(chunk + " A. ", 0, len(chunk), len(chunk) + 4)):
        return None
    return found


def _of_sentence(
    printed: str, text: str, start: int, end: int, paragraph: Paragraph, tokens: list[Token], found: list[Candidate]
) -> None:
    """Adds the candidates of one sentence to those ``found``."""
    runs = _pieces(text, tokens)
    if not runs:
        return
    heading = paragraph.kind in ("title", "heading") or _shouts(text, start, end, tokens)
    sentence = _Sentence(printed, text, start, paragraph.index, heading, tokens[0][0])
    if len(runs) > 1:
        runs = _joined(text, _joined(text, runs, _owns), _connects)
    for run in runs:
        if len(run) == 1:
            found.append(_candidate(sentence, run, []))
        else:
            found += _shed(sentence, run)


def _shouts(text: str, start: int, end: int, tokens: Sequence[Token]) -> bool:
    """A line in Title Case or capitals, where a capital says nothing: no full stop, no list with commas."""
    blanks = text.count(" ", start, end) + 1
    if len(tokens) * 5 < blanks or blanks < 4 or text.count(",", start, end) * 4 > blanks:
        return False
    half = 0.5 * blanks
    if len(tokens) > half and sum(word.isupper() and len(word) > 3 for _, _, word in tokens) > half:
        return True
    return text[end - 1] != "." and sum(word.count(" ") + 1 for _, _, word in tokens) > 0.62 * blanks


# ------------------------------------------------------------------ tokens into pieces into runs


def _pieces(text: str, tokens: Sequence[Token]) -> list[list[Token]]:
    """Tokens joined over blanks and lower-cased particles, cut at words whose capital says nothing."""
    pieces: list[list[Token]] = []
    joins = False
    """whether the token before may go on"""
    for n, token in enumerate(tokens):
        if _says_nothing(text, token, opens=n == 0):
            joins = False
            continue
        if joins and len(pieces[-1]) < _LONGEST_PIECE and _is_gap_in_a_name(text, pieces[-1][-1][1], token):
            pieces[-1].append(token)
        else:
            pieces.append([token])
        joins = True
    return pieces


def _says_nothing(text: str, token: Token, opens: bool) -> bool:
    """A word of the closed class, a contraction, the “T” of “T-shirt”, or an adjective that opens a sentence."""
    _, end, word = token
    closed, opener, contracted = _known_word[word]
    if closed:
        if word.isupper() and len(word) > 1:
            return word not in gazetteer().known  # US, WHO
        following = _AFTER.match(text, end, end + 30)
        return not (following and f"{word} {following.group(1)}" in gazetteer().known)  # Sunday Times
    if len(word) == 1 and text[end : end + 1] == "-":
        return True
    if opens and opener and text[end : end + 1] == " ":
        return word != "New" or not any(text.startswith(place, end + 1) for place in words("new places"))
    return contracted


@Memo
def _known_word(word: str) -> tuple[bool, bool, bool]:
    """Whether a word is of the closed class, opens sentences as an adjective, is a contraction."""
    lower = word.lower()
    return lower in lower_words("closed class"), lower in lower_words("openers"), bool(_CONTRACTED.search(word))


def _is_gap_in_a_name(text: str, start: int, token: Token) -> bool:
    gap = text[start : token[0]]
    if gap in _BLANKS:
        return True
    if gap.strip().isdecimal():  # Movement 4 Harbours (M4H)
        bracket = _BRACKET.match(text, token[1], token[1] + 14)
        return bracket is not None and gap.strip() in bracket.group(1) and gap[0] in _BLANKS
    return len(gap) < 12 and gap[:1] in _BLANKS and gap[-1:] in _BLANKS and set(gap.split()) <= words("particles")


Joins = Callable[[str, list[Token], str, list[Token]], bool]


def _joined(text: str, pieces: list[list[Token]], joins: Joins) -> list[list[Token]]:
    """Neighbours made one where ``joins`` says so of the left one, the gap and the right one."""
    runs: list[list[Token]] = []
    for piece in pieces:
        if runs and len(runs[-1]) <= _LONGEST_RUN:
            gap = text[runs[-1][-1][1] : piece[0][0]]
            if len(gap) <= _WIDEST_GAP and joins(text, runs[-1], gap, piece):
                runs[-1] = runs[-1] + piece
                continue
        runs.append(piece)
    return runs


def _owns(text: str, left: list[Token], gap: str, right: list[Token]) -> bool:
    """“People’s Party”, “Norway’s Defense Ministry”, “Workers’ Union”: owner and organisation are one name."""
    mark, organisation = plain(gap).strip(), right[-1][2] in words("organisation heads")
    if mark == "'":
        return organisation
    if mark != "'s":
        return False
    if left[0][2] in words("joined by possessive"):
        return len(left) == 1 or organisation
    owner = plain(" ".join(word for _, _, word in left))
    return organisation and len(right) > 1 and owner in gazetteer().countries


def _connects(text: str, left: list[Token], gap: str, right: list[Token]) -> bool:
    """Whether a small word joins two pieces into one name; each branch is a rule, with a name that needs it."""
    connector = plain(gap).strip().removesuffix(" the")
    head, last, following = left[0][2], left[-1][2], right[0][2]
    of_something = head != "Staff" and any(word in words("organisation starts") for _, _, word in left)
    if connector == "&":  # Procter & Gamble
        return True
    if connector == "of":
        if "the" not in gap and last in words("offices") and following in words("subjects"):
            return True  # Secretary of State Ana Lima
        if last in gazetteer().peoples:
            return False  # Americans of …
        return of_something or last in words("place heads") or last in words("place starts")  # Ministry, Gulf of …
    if connector == "for":  # Institute for …; not “Member of Parliament for …”
        return of_something and last not in words("organs of a state")
    if connector == "and":
        return _and(text, left, gap, right, of_something)
    if following in words("no actors"):  # … on March
        return False
    if connector == "on":  # Committee on …
        return of_something
    return connector in ("to", "at", "against") and head in words("joined by small words") and len(left) < 5


def _and(text: str, left: list[Token], gap: str, right: list[Token], of_something: bool) -> bool:
    g, last, following = gazetteer(), left[-1][2], right[0][2]
    if plain(text[left[0][0] : right[-1][1]]) in g.known:  # Globe and Mail
        return True
    if "the" in gap:
        return False
    if following in words("subjects"):  # Department of Health and Human Services; Food and Drug Administration
        return last in words("subjects") or (of_something and len(left) > 2)
    if len(left) > 1 or right[-1][2] not in words("organisation heads") or len(right) < 3:
        return False
    return (
        last not in g.known
        and last not in g.peoples
        and text[max(0, left[0][0] - 4) : left[0][0]]
        in (
            "the ",
            "The ",
        )
    )  # the Dam and Tunnel Workers’ Union


# ------------------------------------------------------------------ runs into candidates


def _shed(sentence: _Sentence, run: list[Token]) -> list[Candidate]:
    """The run without its titles, and before it the name that a title belongs to (“Acme CEO Ana Lima”)."""
    shed: list[Candidate] = []
    meeting = _two_names(run)
    if meeting:
        shed.append(_candidate(sentence, run[:meeting], []))
        run = run[meeting:]
    cut = title_length(run)
    if run[0][2] in words("offices") and len(run) > 1 and all(word in words("subjects") for _, _, word in run[1:]):
        return shed  # “the Secretary of State”: a title, and nobody’s name
    owner = owner_length(run[:cut])
    if owner:
        shed.append(_candidate(sentence, run[:owner], []))
    shed.append(_candidate(sentence, run[cut:], run[:cut]))
    return shed


def _two_names(run: Sequence[Token]) -> int:
    """Where a person’s name follows an organisation’s (“Harbour Trust Ana Lima said”); 0 where it does not."""
    if len(run) < 4 or run[-1][2] in words("organisation heads"):
        return 0
    for n in range(2, len(run) - 1):
        first = run[n][2]
        if run[n - 1][2] in words("organisation heads") and first in gazetteer().first_names:
            return n if first not in words("given-name words") and len(run) - n < 4 else 0
    return 0


def _candidate(sentence: _Sentence, run: Sequence[Token], titles: Sequence[Token]) -> Candidate:
    text, start, end = sentence.text, run[0][0], run[-1][1]
    if text.endswith(_ORDINALS, sentence.start, start):  # 575th Battalion
        ordinal = _ORDINAL.search(text, max(sentence.start, start - 6), start)
        start = ordinal.start() if ordinal else start
    last = run[-1][2]
    if (
        len(run) > 1
        and last[-1] == "."
        and last[:-1] in words("abbreviations") - words("abbreviations that end a name")
    ):
        end -= 1  # the full stop of the sentence
    whole = titles[0][0] if titles else start
    ahead = _ahead[_chunk(text, sentence.start, whole)]
    behind = text[end : end + 2]
    after = _AFTER.match(text, end, end + 40) if behind[:1] in _BEFORE_A_WORD else None
    bracket = _BRACKET.match(text, end, end + 14) if behind[1:] == "(" else None
    addressed = bool(titles) and titles[-1][2].rstrip(".") in words("titles")  # after “Mr.” a capital says something
    span = None
    if titles or ahead.leads or behind[:1] == "," or (behind[:1] in (".", ";") and text[whole - 2 : whole] == ", "):
        span = role(text, sentence.start, whole, start, end, titles)
    return Candidate(
        start=start,
        end=end,
        text=sentence.printed[start:end],
        paragraph=sentence.paragraph,
        initial=ahead.opens or sentence.first == (start if addressed else whole),
        heading=sentence.heading,
        before=ahead.word,
        after=after.group(1) if after else "",
        title=text[whole:start].strip() if titles else "",
        bracket=bracket.group(1) if bracket else "",
        quoted=ahead.quotes and behind[:1] in _CLOSING,
        role=span,
        role_text=sentence.printed[span[0] : span[1]] if span else None,
    )


def _chunk(text: str, low: int, end: int) -> str:
    """The last word before ``end``, with the mark on it and the blank after it."""
    low = max(low, end - 30)
    chunk = text[max(text.rfind(" ", low, end - 1) + 1, low) : end]
    return text[low:end] if chunk.isspace() else chunk


@mypyc_attr(acyclic=True)
class _Ahead:
    """What the last word before a name tells.

    ``opens``: it ends in a mark after which a capital says nothing; ``quotes``: it is an opening quotation mark;
    ``leads``: it may belong to a role of the bearer.
    """

    __slots__ = ("leads", "opens", "quotes", "word")

    def __init__(self, word: str, opens: bool, quotes: bool, leads: bool) -> None:
        self.word = word
        self.opens = opens
        self.quotes = quotes
        self.leads = leads


@Memo
def _ahead(chunk: str) -> _Ahead:
    """Of the last word before a name, with its blank."""
    found = _BEFORE.search(chunk)
    mark = chunk.rstrip()[-1:]
    return _Ahead(
        word=found.group(1) if found else "",
        opens=bool(mark) and mark in '“"‘«„—–:•-*',
        quotes=chunk[-1:] in _OPENING,
        leads=leads(chunk),
    )
