"""Candidate names: the capitalised runs of one article, with the evidence around them.

Nothing is decided here.  A run is cut where a word list says that two names meet, titles and roles are cut
off and kept, and what stands around a run is written down; ``link`` weighs it over the whole corpus.

A run is built up in three steps: *tokens* (capitalised words) join into *pieces* over blanks and name
particles (“Ursula von der Leyen”), pieces join into *runs* over “of”, “for”, “and”, “’s” where a rule of
``_joins`` allows it (“Institute for the Study of War”), and a run sheds its titles (“President Ana Lima”).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ..gazetteer import gazetteer, lower_words, plain, words
from ..model import Candidate, Span
from .layout import Layout, Paragraph

_CASED = (
    range(0x41, 0x590),
    range(0x10A0, 0x1100),
    range(0x1E00, 0x2000),
    range(0x2C00, 0x2E00),
    range(0xA640, 0xA800),
)
_UPPER = "[" + "".join(chr(c) for span in _CASED for c in span if chr(c).isupper()) + "]"
_ABBREVIATED = "Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Sgt|Capt|Maj|Cmdr|Adm|Sen|Sens|Rep|Reps|Gov|Pres|St|Jr|Sr|Rev|Hon|Ft|Mt|Fr|Brig|Inc|Corp|Co|Ltd|Bros"
_LOWER_TAIL = "-(?!(?:based|type|back|rich|wing|aged|size|long|high|hit|torn|term|time|day|mile|hour|cum|born|led|run|made|held|like|style|era|wide|only|free|area|owned|old|year|to|in|of|and|on|up|the)\\b)[a-z]{1,4}\\b"
_TOKEN = re.compile(
    rf"(?<![\w@/.&’'-])(?:"
    rf"{_UPPER}\.(?:[- ]?{_UPPER}\.)*(?:{_UPPER}(?!\w))?"  # J. · U.S. · J.-P. · U. S.
    rf"|(?:{_ABBREVIATED})\.(?=\s)"
    rf"|(?:(?:[Aa]l|[Ee]l|[Aa]n|[Aa]d|[Aa]s|[Aa]sh|[Ee]s|[Bb]in|[dDlL])[-’'])?{_UPPER}\w*"
    rf"(?:[’'](?![sS]\b)\w+|-{_UPPER}\w*|{_LOWER_TAIL}|&{_UPPER}\w*)*)"
)
_CONTRACTED = re.compile(r"[’'](?:t|ll|re|ve|d|m|T|LL|RE|VE)$")
_ORDINAL = re.compile(r"\d{1,3}(?:st|nd|rd|th) $")
_WORD_BEFORE = re.compile(r"([\w’'-]+|[“\"‘(—–:])[  ]?$")
_WORD_AFTER = re.compile(r"(?:[’']s?)?[  ]([\w’'-]+)")
_BRACKET = re.compile(rf"[  ]\(({_UPPER}[{_UPPER[1:-1]}&.-]{{1,9}})\)")
_LOWER_WORD = re.compile(r"(?<![\w’'.@/-])[a-zß-öø-ÿ]{3,14}(?![\w@])")
_BLANKS = (" ", "\u00a0")
_OPENING, _CLOSING = "“\"‘«„'", "”\"’»“'"

Token = tuple[int, int, str]


def candidates(text: str, layout: Layout) -> tuple[tuple[Candidate, ...], tuple[str, ...]]:
    """The candidate names of the kept blocks in reading order, and the lower-cased words among them.

    The words come as one string, apart by blanks: evidence against names, at a tenth of the memory.
    """
    found: list[Candidate] = []
    lower: set[str] = set()
    for paragraph in layout.paragraphs:
        for start, end in paragraph.sentences:
            found += _of_sentence(text, start, end, paragraph)
        lower.update(_LOWER_WORD.findall(text, paragraph.start, paragraph.end))
    return tuple(found), (" ".join(sorted(lower - lower_words("closed class"))),) if lower else ()


def _of_sentence(text: str, start: int, end: int, paragraph: Paragraph) -> Iterator[Candidate]:
    tokens = [(m.start(), m.end(), m.group()) for m in _TOKEN.finditer(text, start, end)]
    if not tokens:
        return
    heading = paragraph.kind in ("title", "heading") or _shouts(text, start, end, tokens)
    first = tokens[0][0]
    for run in _runs(text, _pieces(text, tokens)):
        yield from _shed(text, start, run, paragraph.index, heading, first)


def _shouts(text: str, start: int, end: int, tokens: list[Token]) -> bool:
    """A line in Title Case or capitals, where a capital says nothing (lists with commas are not meant)."""
    blanks = text.count(" ", start, end) + 1
    if blanks < 4 or text.count(",", start, end) * 4 > blanks:
        return False
    capitals = sum(t[2].count(" ") + 1 for t in tokens)
    return capitals > 0.62 * blanks or sum(t[2].isupper() and len(t[2]) > 3 for t in tokens) > 0.5 * blanks


def _pieces(text: str, tokens: list[Token]) -> Iterator[list[Token]]:
    """Tokens joined over blanks and lower-cased particles, cut at words whose capital says nothing."""
    piece: list[Token] = []
    for token in tokens:
        if _says_nothing(text, token, token[0] == tokens[0][0]):
            if piece:
                yield piece
            piece = []
            continue
        if piece and not _blank_or_particles(text[piece[-1][1] : token[0]]):
            yield piece
            piece = []
        piece.append(token)
    if piece:
        yield piece


def _says_nothing(text: str, token: Token, opens: bool) -> bool:
    """A word of the closed class, a contraction, the “T” of “T-shirt”, or an adjective that opens a sentence."""
    start, end, word = token
    lower = word.lower()
    if lower in lower_words("closed class") and not (word.isupper() and len(word) > 1 and word in gazetteer().known):
        return True
    if len(word) == 1 and text[end : end + 1] == "-":
        return True
    if opens and lower in lower_words("openers"):
        return not _NEW_PLACE.match(text, start) and text[end : end + 1] == " "
    return bool(_CONTRACTED.search(word))


_NEW_PLACE = re.compile(
    r"New (?:York|Jersey|Zealand|Delhi|Orleans|Hampshire|Mexico|England|South Wales|Brunswick|Caledonia|Haven|Guinea)\b"
)


def _blank_or_particles(gap: str) -> bool:
    if gap in _BLANKS:
        return True
    return len(gap) < 12 and gap[:1] in _BLANKS and gap[-1:] in _BLANKS and set(gap.split()) <= words("particles")


def _runs(text: str, pieces: Iterator[list[Token]]) -> Iterator[list[Token]]:
    """Pieces joined over connectors and possessives."""
    run: list[Token] = []
    for piece in pieces:
        if run and _joins(text, run, text[run[-1][1] : piece[0][0]], piece):
            run = run + piece
            continue
        if run:
            yield run
        run = piece
    if run:
        yield run


def _joins(text: str, left: list[Token], gap: str, right: list[Token]) -> bool:
    """Whether two pieces are one name; each return is a rule."""
    if len(gap) > 12 or len(left) > 12 or right[0][2] in words("no actors"):
        return False
    connector = plain(gap).strip().removesuffix(" the")
    head, last = left[0][2], left[-1][2]
    of_something = any(t[2] in words("organisation starts") for t in left)
    if connector == "&":
        return True  # Procter & Gamble
    if connector == "of":  # Ministry of …, Republic of …, Gulf of …
        return of_something or last in words("place heads") or last in words("place starts") or last == "Horn"
    if connector in ("for", "on"):  # Institute for …, Committee on …
        return of_something
    if connector in ("to", "at", "against", "in", "with"):  # Committee to …, University of X at Y
        return head in ("Committee", "Campaign", "University", "Coalition", "Mothers", "Institute") and len(left) < 5
    if connector == "and":  # Food and Drug Administration, Department of Health and Human Services
        if plain(text[left[0][0] : right[-1][1]]) in gazetteer().known:
            return True
        subjects = words("subjects")
        return right[0][2] in subjects and (last in subjects or (of_something and len(left) > 2))
    if connector in ("'s", "'"):  # Ukraine’s Defense Ministry, People’s Party
        if head in (
            "People",
            "Women",
            "Children",
            "Workers",
            "Farmers",
            "Veterans",
            "Teachers",
            "Men",
            "King",
            "Queen",
        ):
            return len(left) == 1 or right[-1][2] in words("organisation heads")
        owner = plain(" ".join(t[2] for t in left))
        return owner in gazetteer().countries and right[-1][2] in words("organisation heads") and len(right) > 1
    return False


# ------------------------------------------------------------------ titles and roles


def _shed(text: str, sentence: int, run: list[Token], paragraph: int, heading: bool, first: int) -> Iterator[Candidate]:
    """The run without its titles, and before it the name that a title belongs to (“Acme CEO Ana Lima”)."""
    meeting = _two_names(run)
    if meeting:
        yield _candidate(text, sentence, run[:meeting], paragraph, heading, first, ())
        run = run[meeting:]
    cut = _title_length(run)
    if 0 < cut < len(run):
        owner = _owner(run[:cut])
        if owner:
            yield _candidate(text, sentence, owner, paragraph, heading, first, ())
    yield _candidate(text, sentence, run[cut:], paragraph, heading, first, run[:cut])


def _two_names(run: list[Token]) -> int:
    """Where a person’s name follows an organisation’s (“Harbour Trust Ana Lima said”); 0 where it does not."""
    if len(run) < 4 or run[-1][2] in words("organisation heads"):
        return 0
    for n in range(2, len(run) - 1):
        first = run[n][2]
        if run[n - 1][2] in words("organisation heads") and first in gazetteer().first_names:
            return n if first not in words("given-name words") and len(run) - n < 4 else 0
    return 0


def _title_length(run: list[Token]) -> int:
    """How many tokens before the name are titles and roles. None where the run ends like an organisation."""
    if len(run) == 1:
        return 0
    last = run[-1][2]
    if last in words("organisation heads") or last in words("place heads") or last in words("dropped heads"):
        return 0
    if plain(" ".join(t[2] for t in run)) in gazetteer().known:
        return 0
    cut = 0
    for n, token in enumerate(run[:-1]):
        word = token[2].rstrip(".")
        if word in words("titles") or (word.lower() in lower_words("roles") and word not in gazetteer().first_names):
            cut = n + 1
            while cut < len(run) - 1 and run[cut][2] in words("subjects") and run[n][2] in _OFFICES:
                cut += 1
    if cut and run[cut - 1][2] == "General" and len(run) > cut and run[cut][2] in ("Staff", "Assembly", "Motors"):
        return 0
    return cut


_OFFICES = frozenset(["Secretary", "Minister", "Director", "Chief", "Head", "Undersecretary", "Commissioner", "Chancellor"])


def _owner(title: list[Token]) -> list[Token]:
    """The name at the head of a title: “Acme” in “Acme CEO”; empty where there is none."""
    owner = []
    for token in title:
        word = token[2].rstrip(".")
        if (
            word in words("titles")
            or word.lower() in lower_words("roles")
            or word.lower() in lower_words("role modifiers")
        ):
            break
        owner.append(token)
    return owner


def _candidate(
    text: str,
    sentence: int,
    run: list[Token],
    paragraph: int,
    heading: bool,
    first: int,
    titles: list[Token] | tuple[()],
) -> Candidate:
    start, end = run[0][0], run[-1][1]
    ordinal = _ORDINAL.search(text, max(sentence, start - 6), start)
    if ordinal:
        start = ordinal.start()
    if (
        run[-1][2].endswith(".")
        and len(run) > 1
        and run[-1][2][:-1] not in ("Jr", "Sr", "Inc", "Corp", "Co", "Ltd", "Bros")
    ):
        end -= len(run[-1][2]) > 2 and run[-1][2].count(".") == 1
    whole = titles[0][0] if titles else start
    preceding = text[max(sentence, whole - 30) : whole]
    before = _WORD_BEFORE.search(preceding)
    after = _WORD_AFTER.match(text, end, end + 40)
    bracket = _BRACKET.match(text, end, end + 14)
    role = _role(text, sentence, whole, start, end, titles)
    opened = preceding.rstrip(" ")[-1:]
    return Candidate(
        start=start,
        end=end,
        text=text[start:end],
        paragraph=paragraph,
        initial=start == first or (bool(opened) and opened in '“"‘«„—–:•-*'),
        heading=heading,
        before=before.group(1) if before else "",
        after=after.group(1) if after else "",
        title=text[whole:start].strip() if titles else "",
        bracket=bracket.group(1) if bracket else "",
        quoted=bool(opened)
        and opened in _OPENING
        and preceding[-1:] == opened
        and text[end : end + 1] in tuple(_CLOSING),
        role=role,
        role_text=text[role[0] : role[1]] if role else None,
    )


_APPOSITION = re.compile(
    r",[  ](?:who (?:is|was) )?((?:the |a |an |his |her |their )?[^,;.()—–:“”\"\n]{4,110}?)(?=[,;)]|[.](?:\s|$)| who | which | said\b|[  ][—–]|$)"
)
_HEAD_END = re.compile(r" (?:of|for|at|in|with|and|on|from|to|under|who|based|during)\b")


def _role(text: str, sentence: int, whole: int, start: int, end: int, titles: list[Token] | tuple[()]) -> Span | None:
    """The words that state a role of the bearer: before the name, or set between commas after it."""
    ahead = _role_before(text, sentence, whole)
    if titles and _owner_or_role(titles):
        return (ahead if ahead is not None else whole), start - len(text[whole:start]) + len(text[whole:start].rstrip())
    if ahead is not None:
        return ahead, whole - (len(text[sentence:whole]) - len(text[sentence:whole].rstrip()))
    apposition = _APPOSITION.match(text, end, end + 130)
    if apposition:
        span = apposition.span(1)
        head = _HEAD_END.split(apposition.group(1), maxsplit=1)[0].split()
        if head and head[-1].lower().strip("’'") in lower_words("roles") and len(head) < 9:
            return span
    return None


def _owner_or_role(titles: list[Token] | tuple[()]) -> bool:
    """More than a form of address (“Mr.”)."""
    return any(t[2].rstrip(".").lower() in lower_words("roles") or t[2].rstrip(".") in _RANKS for t in titles)


_RANKS = frozenset(
    ["Sen", "Rep", "Gov", "Gen", "Lt", "Col", "Sgt", "Capt", "Maj", "Cmdr", "Adm", "Prof", "Pres", "Justice", "MP", "MEP", "Senators", "Congressmen", "CEO", "CFO", "CTO", "COO"]
)


def _role_before(text: str, sentence: int, whole: int) -> int | None:
    """Where the lower-cased role just before a name begins (“Russian researcher”); None without one."""
    start = None
    at = whole
    chunk = text[max(sentence, whole - 90) : whole]
    if not chunk.endswith(_BLANKS):
        return None
    for number, word in enumerate(reversed(chunk.split())):
        at = text.rfind(word, sentence, at)
        bare = word.lower()
        if number == 0 and bare not in lower_words("roles") and bare not in lower_words("role modifiers"):
            return None
        if bare in lower_words("roles"):
            start = at
        elif (
            bare in lower_words("role modifiers")
            or word in _peoples()
            or plain(word).removesuffix("'s") in gazetteer().countries
        ):
            if start is not None or number == 0:
                start = at if start is not None else None
        else:
            break
        if number > 5:
            break
    return start


@cache
def _peoples() -> frozenset[str]:
    return frozenset(gazetteer().peoples)
