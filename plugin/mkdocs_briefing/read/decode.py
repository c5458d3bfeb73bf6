"""Bytes to text. Repairs touch mis-decoded runs and lone surrogates only; each is listed with what stood there."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from ..model import Problem, Record, Repair


class Unreadable(Exception):
    """The bytes are no article; the message says why, in words that follow the file's name."""


def unreadable(path: str, message: str, way_out: str, line: int | None = None) -> Problem:
    return Problem(
        file=path,
        line=line,
        code="unreadable",
        message=message,
        fix=f"{way_out}, or leave it: the other articles are complete",
    )


class Decoded(Record, frozen=True, kw_only=True):
    text: str
    encoding: str
    repairs: tuple[Repair, ...] = ()
    marked: bool = False
    """the text is markup, and holds marks for what is broken in it, which ``mended`` and ``unmarked`` know"""


_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_MEANT = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
"""What browsers take a charset for: a wider one that holds all of it."""
_SAMPLE = 65536
_CONTROL = bytes({*range(1, 9), *range(14, 27), *range(28, 32), 127})
_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]+")
_SUSPECT = re.compile("[\u00c2-\u00f4][\u0080-\u00bf\u0152-\u0178\u02c6\u02dc\u2013-\u203a\u20ac\u2122]")
_RUN = re.compile(r"[^\x00-\x7f]{2,200}")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_LONE, _STRAY = "lone surrogate", "stray bytes in UTF-8"
_FIRST_MARK = 0x10FE00
_LOST_MARK = "\U0010ff00"
_FIRST_HALF = 0x10F000
_MARK = re.compile("[\U0010f000-\U0010f7ff\U0010fe00-\U0010ff00]")
"""Characters for private use, which nobody prints: for halves of pairs and stray bytes until markup is text."""


def decode(data: bytes, *declared: str | None, mend: bool = True) -> Decoded:
    """Strict UTF-8 (or what the BOM says), the declared charsets in their order, cp1252, then detection.

    Newlines, NULs and blanks stay as they are. ``mend``: repair mis-decoded runs here, where the text is the reading
    text; markup is mended when its text is drawn out, and stray bytes in it are marked until then. Raises
    ``Unreadable`` for bytes that are no text.
    """
    if not data.strip(b"\0\t\n\r\f\v "):
        raise Unreadable("is empty")
    text, encoding, repairs = _decode(data, declared)
    if not text.strip():
        raise Unreadable("is empty")
    if not mend:
        return markup(text, encoding, repairs)
    if not repairs:
        text, repairs = mended(text)
    return Decoded(text=text, encoding=encoding, repairs=tuple(repairs))


def markup(text: str, encoding: str, repairs: Sequence[Repair] = ()) -> Decoded:
    """Text that is markup: halves of pairs and stray bytes are marked until its words are drawn out of it."""
    if not (repairs or _SURROGATE.search(text)) or _MARK.search(text):
        return Decoded(text=text, encoding=encoding, repairs=tuple(repairs))
    text = _SURROGATE.sub(lambda half: chr(_FIRST_HALF + ord(half[0]) - 0xD800), text)
    return Decoded(text=_marked(text, repairs), encoding=encoding, marked=True)


def _decode(data: bytes, declared: Iterable[str | None]) -> tuple[str, str, list[Repair]]:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            errors = "surrogatepass" if encoding.startswith("utf-16") else "strict"
            try:
                return data[len(bom) :].decode(encoding, errors), encoding, []
            except UnicodeDecodeError:
                break
    wide = _wide(data)
    if wide:
        return data.decode(wide, "replace"), wide, []
    if _binary(data):
        raise Unreadable("holds no text: the bytes look like a picture, an archive or another binary format")
    try:
        return data.decode("utf-8"), "utf-8", []
    except UnicodeDecodeError:
        pass
    for encoding in _encodings(declared):
        try:
            return data.decode(encoding), encoding, []
        except (UnicodeDecodeError, LookupError, ValueError):
            pass
    if _mostly_utf8(data):
        text, repairs = _patch_utf8(data)
        return text, "utf-8", repairs
    if not _foreign(data):
        try:
            return data.decode("cp1252"), "cp1252", []
        except UnicodeDecodeError:
            pass
    return _detect(data)


def _encodings(declared: Iterable[str | None]) -> Iterator[str]:
    """What a page that names a charset is in: its wider kin first, as browsers take it."""
    for name in declared:
        try:
            encoding = codecs.lookup(name or "").name
        except (LookupError, ValueError):
            continue
        if encoding in _MEANT:
            yield _MEANT[encoding]
        yield encoding


def _wide(data: bytes) -> str | None:
    """UTF-16 without a BOM: every other byte of mostly Latin text is NUL."""
    sample = data[:_SAMPLE]
    if len(sample) < 4:
        return None
    half = len(sample) / 2
    if sample[1::2].count(0) > 0.8 * half and sample[::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if sample[::2].count(0) > 0.8 * half and sample[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    return None


def _binary(data: bytes) -> bool:
    """More than one control character in fifty, or more than one NUL in five."""
    sample = data[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROL))
    return controls > max(8, len(sample) / 50) or sample.count(0) > max(8, len(sample) / 5)


def _mostly_utf8(data: bytes) -> bool:
    """A UTF-8 file with a damaged spot or two, not another encoding."""
    good = sum(len(m.group()) for m in _SEQUENCE.finditer(data))
    high = sum(len(m.group()) for m in _HIGH.finditer(data))
    return good * 10 >= high * 7


def _patch_utf8(data: bytes) -> tuple[str, list[Repair]]:
    """UTF-8 where it is valid; each stray byte as cp1252 has it, listed as a repair."""
    parts: list[str] = []
    repairs: list[Repair] = []
    view = memoryview(data)
    at = length = 0
    while at < len(data):
        try:
            parts.append(str(view[at:], "utf-8"))
            break
        except UnicodeDecodeError as error:
            good = str(view[at : at + error.start], "utf-8")
            stray = data[at + error.start : at + error.end]
            mended = "\ufffd" if at + error.end == len(data) else stray.decode("cp1252", "replace")
            length += len(good)
            repairs.append(Repair(start=length, end=length + len(mended), original=stray.hex(" "), reason=_STRAY))
            parts += (good, mended)
            length += len(mended)
            at += error.end
            if len(repairs) >= 1000:
                parts.append(str(view[at:], "utf-8", "replace"))
                break
    return "".join(parts), repairs


def _foreign(data: bytes) -> bool:
    """So many high bytes beside letters that a Western encoding is unlikely."""
    sample = data[:_SAMPLE]
    high = sum(len(m.group()) for m in _HIGH.finditer(sample))
    letters = sum(1 for b in sample if 65 <= b <= 90 or 97 <= b <= 122)
    return high > 0.5 * (letters + high)


def _detect(data: bytes) -> tuple[str, str, list[Repair]]:
    import charset_normalizer

    best = charset_normalizer.from_bytes(data[:_SAMPLE]).best()
    if best is None or best.encoding is None:
        raise Unreadable("is in no encoding that could be recognised")
    return data.decode(best.encoding, "replace"), best.encoding, []


def _marked(text: str, repairs: Sequence[Repair]) -> str:
    """A mark for each byte that was read as cp1252, as long as what it stands for."""
    parts = []
    at = 0
    for repair in repairs:
        parts.append(text[at : repair.start])
        found = bytes.fromhex(repair.original)
        parts += (chr(_FIRST_MARK + byte) for byte in found) if repair.end - repair.start == len(found) else _LOST_MARK
        at = repair.end
    return "".join((*parts, text[at:]))


def unmarked(text: str) -> str:
    """Marked text as it reads."""
    return _MARK.sub(_read_mark, text)


def _read_mark(mark: re.Match[str]) -> str:
    byte = ord(mark[0]) - _FIRST_MARK
    return bytes([byte]).decode("cp1252", "replace") if 0 <= byte < 256 else "\ufffd"


def _stray(mark: re.Match[str]) -> Repair:
    stands = ord(mark[0])
    if stands < _FIRST_MARK:
        reason, original = _LONE, f"\\u{0xD800 + stands - _FIRST_HALF:04x}"
    else:
        reason, original = _STRAY, f"{stands - _FIRST_MARK:02x}" if mark[0] != _LOST_MARK else ""
    return Repair(start=mark.start(), end=mark.end(), original=original, reason=reason)


def mended(text: str, *, marked: bool = False) -> tuple[str, list[Repair]]:
    """The text with its mis-decoded runs and lone surrogates repaired, and the list of repairs.

    ``marked``: the text has marks; stray bytes are read as cp1252 has them.
    """
    if text.isascii():
        return text, []
    encoded = text.encode("utf-8", "surrogatepass")  # in which a byte tells sooner than a pattern what cannot be there
    text, runs = _mend_mojibake(text) if b"\xc3" in encoded else (text, [])
    # of the same length, so that the runs stay where they are
    text, halves = _mend_surrogates(text) if runs or b"\xed" in encoded else (text, [])
    if marked and _MARK.search(text):
        stray = map(_stray, _MARK.finditer(text))
        text, halves = unmarked(text), [*halves, *stray]
    return text, sorted((*runs, *halves), key=lambda repair: repair.start)


def _mend_mojibake(text: str) -> tuple[str, list[Repair]]:
    """UTF-8 once read as cp1252 (``â€™``), mended run by run; quotation marks are never straightened."""
    if not _SUSPECT.search(text):
        return text, []
    import ftfy

    def mend(run: str) -> str:
        fixed: str = ftfy.fix_encoding(run) if _SUSPECT.search(run) else run
        return fixed

    return _replace(text, _RUN, mend, "mis-decoded UTF-8")


def _mend_surrogates(text: str) -> tuple[str, list[Repair]]:
    """Lone halves of UTF-16 pairs, which no encoding can carry."""
    if not _SURROGATE.search(text):
        return text, []
    return _replace(text, _SURROGATE, lambda _: "\ufffd", _LONE)


def _replace(text: str, pattern: re.Pattern[str], mend: Callable[[str], str], reason: str) -> tuple[str, list[Repair]]:
    parts: list[str] = []
    repairs: list[Repair] = []
    at = length = 0
    for match in pattern.finditer(text):
        before, run = text[at : match.start()], match.group()
        fixed = mend(run)
        length += len(before)
        parts += (before, fixed)
        if fixed != run:
            original = run.encode("unicode_escape").decode() if reason == _LONE else run
            repairs.append(Repair(start=length, end=length + len(fixed), original=original, reason=reason))
        length += len(fixed)
        at = match.end()
    parts.append(text[at:])
    return "".join(parts), repairs
