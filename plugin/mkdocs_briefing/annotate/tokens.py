"""A sentence as tokens with light word classes: enough grammar to find subjects and clauses, and no more.

A quotation is one token (class ``Q``), so that the words around it read like any other sentence. Tokens come from
``chunks``, their classes from word lists and endings (``lexicon``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ..model import Span
from ..native import mypyc_attr
from .chunks import read_as_one, tagged
from .lexicon import DASHES, cues, telling, word_classes, words_of
from .memo import Memo


@mypyc_attr(acyclic=True)
class Sentence:
    """Parallel lists: ``w`` words in lower case, ``t`` classes, ``s`` and ``e`` offsets into ``text``.

    ``telling``: the tokens at which somebody's words may be reported. ``spoken``: all of it is speech but for its cue,
    so that a fragment may be content too.
    """

    __slots__ = ("e", "s", "spoken", "t", "telling", "text", "w")

    def __init__(self, text: str) -> None:
        self.text = text
        self.spoken = False
        self.telling: list[int] = []
        self.w: list[str] = []
        self.t: list[str] = []
        self.s: list[int] = []
        self.e: list[int] = []

    def __len__(self) -> int:
        return len(self.w)

    def add(self, word: str, tag: str, start: int, end: int) -> None:
        self.w.append(word)
        self.t.append(tag)
        self.s.append(start)
        self.e.append(end)


def sentences(text: str, span: Span, quoted: Sequence[Span]) -> list[Sentence]:
    """The sentences of a paragraph. ``quoted``: its outer quotations, marks included, in order."""
    done: list[Sentence] = []
    now = Sentence(text)
    at = span[0]
    for start, end in (*quoted, (span[1], span[1])):
        now = _plain(text, at, start, now, done)
        if start < end:
            now.add("“”", "Q", start, end)
            at = end
            if len(now) >= _LONGEST or (_closes(text, start, end) and not _runs_on(text, start, end, span[1])):
                done.append(now)
                now = Sentence(text)
    if len(now):
        done.append(now)
    for sentence in done:
        if len(sentence.t) > 1 and sentence.t[1] == "NP" and _may_name(sentence):
            sentence.t[0] = "NP"
        if _is_headline(sentence):
            for k in range(1, len(sentence)):
                sentence.t[k] = word_classes().get(sentence.w[k], sentence.t[k])
    return done


def _is_headline(t: Sentence) -> bool:
    """“Board Says Bridge Is Safe”: capitals throughout and no full stop, so that a capital makes no name."""
    if len(t) < 4 or t.t[-1] == ".":
        return False
    words = [k for k in range(len(t)) if t.t[k][0].isalpha() and t.t[k] != "Q"]
    capitals = sum(1 for k in words if t.text[t.s[k]].isupper())
    return len(words) > 3 and capitals * 10 >= len(words) * 7 and "VX" not in t.t[1:]


_LONGEST: Final = 160
"""tokens of one sentence; what is longer is no sentence, and is read in pieces, so that time stays linear"""


def _plain(text: str, start: int, end: int, now: Sentence, done: list[Sentence]) -> Sentence:
    """Reads on in sentence ``now``. Whole sentences are ``done``; the one that is begun is given back."""
    opened = _has_word(now)
    at = start
    for chunk in read_as_one(text, start, end):
        if opened and chunk.bare and len(now.w) < _LONGEST:  # as most are
            if chunk.cue:
                now.telling.append(len(now.w))
            now.w.append(chunk.word)
            now.t.append(chunk.tag)
            now.s.append(at)
            now.e.append(at + chunk.size)
        else:
            for word, tag, first, last in chunk.read():
                if len(now.w) >= _LONGEST:
                    now = _done(now, done)
                    opened = False
                if not opened:  # what opens a sentence, up to its first word: a capital there makes no name
                    tag = _opening[text[at + first : at + last]]
                    opened = tag[0].isalpha()
                if word in telling():
                    now.telling.append(len(now.w))
                now.add(word, tag, at + first, at + last)
                if tag == "." and _ends_sentence(text, at + last, end):
                    now = _done(now, done)
                    opened = False
        at += chunk.size + 1
    return now


_opening = Memo(lambda word: tagged(word, True)[1])
"""the class of a token before the first word of a sentence, and of that word"""


def _has_word(now: Sentence) -> bool:
    return any(tag[0].isalpha() for tag in now.t)


def _done(now: Sentence, done: list[Sentence]) -> Sentence:
    """A new sentence; the one before it is ``done``."""
    done.append(now)
    return Sentence(now.text)


def _may_name(now: Sentence) -> bool:
    """“Mark Weber said”: a first word that may be a verb or noun, but stands before a name."""
    return now.t[0] in ("VB", "VZ", "NN") and now.text[now.s[0]].isupper() and now.w[0] not in cues()


def _ends_sentence(text: str, at: int, end: int) -> bool:
    after = text[at : min(at + 2, end)].lstrip()
    return not after or not (after[0].islower() or after[0] in ",;)")


def _closes(text: str, start: int, end: int) -> bool:
    """Whether the quotation ends a sentence with its own mark, inside or just after it."""
    return bool(re.search(r"[.?!…][\"”’»'`)」』\]]*$", text[max(start, end - 5) : end]))


_FEW = 8
"""words that may stand between a quotation and the verb that closes it (“…!” the mayor of Brno asked)"""


def _runs_on(text: str, start: int, at: int, end: int) -> bool:
    """Whether the sentence goes on after a quotation that ends with a full stop or question mark."""
    after = text[at : min(at + 90, end)].lstrip()
    if not after:
        return False
    if after[0].islower() or after[0] in ",;:-" or after[0] in DASHES:
        return True
    stopped = "." in text[max(start, at - 3) : at]
    words = after.split()[:_FEW]
    for n, word in enumerate(words[1:], 1):
        bare = word.rstrip(".,;:").lower()
        cue = cues().get(bare)
        if cue is not None and "q" in cue.frames and cue.form in "XDZ":
            closed = word[-1] in ".,;:" or (n + 1 < len(words) and words[n + 1].lower() in words_of("after cue"))
            return word[-1] == "." if stopped else closed
        if (word[-1] in ".;:" and len(word) > 4) or (
            word[0].islower() and word_classes().get(bare) not in (None, "DT", "IN")
        ):
            return False
    return False
