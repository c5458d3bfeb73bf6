"""Ids: ``[a-z0-9][a-z0-9-]{0,79}``, made of words, never of offsets, titles or record numbers."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from pathlib import PurePosixPath

from .model import Problem

LIMIT = 80
_WORD = re.compile(r"\w+")
_BEYOND = re.compile("[^\x00-\x7f‘’“”–—―…\u00a0]")
"""what may be a letter; the signs of English print are none"""
_SMALL = bytes(ord(chr(n).lower()) if chr(n).isalnum() or n == ord("_") else ord(" ") for n in range(128)).ljust(256)
VALID = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")
_DEVICES = {"con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(1, 10))}
_RESERVED = re.compile(r"index|readme|page-\d+|404|print|search|sitemap")
_LATIN = str.maketrans(
    {"ø": "o", "Ø": "O", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ß": "ss", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D"}
    | {"ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ı": "i", "ħ": "h", "Ħ": "H"}
)
"""Latin letters that Unicode does not take apart"""


def digest(words: str, length: int = 8) -> str:
    """The first ``length`` hex digits of the SHA-256 of the words (lone surrogates allowed)."""
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:length]


def slug(words: str) -> str:
    """ASCII letters, digits and single hyphens; a hash where nothing is left (Cyrillic, Chinese, emoji)."""
    plain = unicodedata.normalize("NFKD", words.translate(_LATIN)).encode("ascii", "ignore").decode().lower()
    plain = re.sub(r"['’]", "", plain)
    cut = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LIMIT].rstrip("-")
    return cut or "x" + digest(words)


def fold(words: str) -> str:
    """Words as they are compared: case, marks and spacing set aside."""
    plain = plain_words(words)
    if plain is not None:
        return b" ".join(plain).decode()
    return " ".join(_WORD.findall(unicodedata.normalize("NFKC", words).casefold()))


def plain_words(text: str) -> list[bytes] | None:
    """The words in small letters, where all are of ASCII letters: most texts, at half the time. None where not."""
    if not text.isascii() and _BEYOND.search(text):
        return None
    return text.encode("ascii", "replace").translate(_SMALL).split()


class Keys:
    """Local keys by words: a letter, 8 hex of the folded words, and a number among equal ones from the second on."""

    def __init__(self, letter: str) -> None:
        self._letter = letter
        self._seen: Counter[str] = Counter()

    def key(self, words: str) -> str:
        base = f"{self._letter}-{digest(fold(words))}"
        self._seen[base] += 1
        number = self._seen[base]
        return base if number == 1 else f"{base}-{number}"


def item_id(article: str, key: str) -> str:
    """The id of a quotation, attribution or claim: the article's id and the item's local key."""
    room = LIMIT - len(key) - 1
    head = article if len(article) <= room else f"{article[: room - 9].rstrip('-')}-{digest(article)}"
    return f"{head}-{key}"


_VOICE = re.compile(r"-v(-[0-9a-f]{8}(?:-\d+)?)\Z")


def claim_words(id: str) -> str:
    """A claim's id without its voice: the article and the words, which stay when the sentence changes mouths."""
    return _VOICE.sub(r"-c\1", id)


def is_reserved(name: str) -> bool:
    return bool(_RESERVED.fullmatch(name)) or name in _DEVICES


def is_record(path: str) -> bool:
    """Whether a path is of a record of a file, ``file.jsonl#3``; a “#” elsewhere is a letter of a file's name."""
    return path.rpartition("#")[2].isdecimal()


def article_ids(
    paths: Iterable[str],
    given: Mapping[str, str],
    records: Mapping[str, str] | None = None,
    told: Callable[[str], str] = str,
) -> tuple[dict[str, str], list[Problem]]:
    """Ids for article paths.

    ``given``: ids written by people, by path. ``records``: for ``file.jsonl#n``, the record's own id,
    url or text; a “#” in another path is a letter like any. ``told``: how much of an address made of a file's name
    may be told. Clashes and reserved names get a short hash of the path, and a problem asks for ``id:``.
    """
    wanted: dict[str, str] = {}
    problems: list[Problem] = []
    for path in paths:
        if path in given:
            written = given[path]
            if VALID.fullmatch(written) and not is_reserved(written):
                wanted[path] = written
                continue
            problems.append(
                Problem(
                    file=path,
                    code="bad-id",
                    message=f"id “{written}” cannot be an address",
                    value=written,
                    fix="use small letters, digits and hyphens, at most 80, starting with a letter or digit: "
                    f"id: {slug(written)}",
                )
            )
        file = path.rpartition("#")[0] if is_record(path) else path
        base = told(slug(str(PurePosixPath(file).with_suffix("")))) or "x" + digest(path)
        if records and path in records:
            base = f"{base[: LIMIT - 9].rstrip('-')}-{digest(records[path])}"
        wanted[path] = base
    groups: dict[str, list[str]] = defaultdict(list)
    for path, name in wanted.items():
        groups[name].append(path)
    ids: dict[str, str] = {}
    for name, members in groups.items():
        if len(members) == 1 and not is_reserved(name):
            ids[members[0]] = name
            continue
        for path in members:
            ids[path] = f"{name[: LIMIT - 9].rstrip('-')}-{digest(path)}"
            others = ", ".join(m for m in members if m != path)
            problems.append(
                Problem(
                    file=path,
                    code="id-clash" if others else "id-reserved",
                    message=f"the address “{name}” "
                    + (f"is wanted by {others} too" if others else "is reserved")
                    + f"; this article stands at “{ids[path]}”",
                    value=name,
                    fix="write id: in the front matter or sidecar",
                    level="note",
                )
            )
    return ids, problems
