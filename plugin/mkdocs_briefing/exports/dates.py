"""EDTF dates in the forms of other formats. What a form cannot say is said in words, or left out; never guessed."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime
from typing import Any

from ..publish import dates
from ..publish.words import Words

_PARTS = re.compile(
    r"(?P<year>-?\d{4})(?:-(?P<month>\d\d|XX))?(?:-(?P<day>\d\d|XX))?(?:T.*)?(?P<doubt>[?~%])?\Z", re.ASCII
)
_INSTANT = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(:\d\d)?(?:\.\d+)?(Z|[+-]\d\d(?::?\d\d)?)?\Z", re.ASCII)


def parts(edtf: str) -> list[int] | None:
    """Year, month and day of one date, as many as are known; a season's number stands for its month."""
    match = _PARTS.match(edtf)
    if not match:
        return None
    found = [int(match["year"])]
    for part in (match["month"], match["day"]):
        if part is None or not part.isdigit():
            break
        found.append(int(part))
    return found


def csl(edtf: str, words: Words) -> dict[str, Any]:
    """A date of CSL-JSON: parts, a range of two, a season, or words where it begins or ends nowhere."""
    found = [parts(end) for end in edtf.split("/")]
    known = [p for p in found if p]
    if len(known) != len(found) or any(len(p) > 1 and p[1] > 12 for p in known[1:]):
        return {"literal": dates.in_words(edtf, words)}
    date: dict[str, Any] = {"date-parts": known}
    if len(known[0]) > 1 and known[0][1] > 20:
        date = (
            {"date-parts": [known[0][:1]], "season": known[0][1] - 20}
            if len(known) == 1
            else {"literal": dates.in_words(edtf, words)}
        )
    if re.search("[?~%]", edtf):
        date["circa"] = True
    return date


def day(edtf: str) -> str | None:
    """The date without the time of day, as biblatex takes EDTF; None for what it does not take."""
    ends = [end.partition("T")[0] for end in edtf.split("/")]
    taken = [end if end in ("", "..") or _PARTS.match(end) else None for end in ends]
    return None if None in taken else "/".join(end.replace("-XX", "") for end in ends)


def instant(edtf: str | None) -> str | None:
    """The first moment of a date, as RFC 3339 has it; of one that only ends somewhere, its last day's. None: none."""
    if not edtf:
        return None
    timed = _INSTANT.match(edtf)
    if timed:
        zone = timed[4] or "Z"
        zone = zone if zone == "Z" or ":" in zone else f"{zone[:3]}:{zone[3:] or '00'}"
        return f"{timed[1]}T{timed[2]}{timed[3] or ':00'}{zone}"
    first, _, last = edtf.partition("/")
    found = parts(last if first in ("", "..") else first)
    if not found or found[0] < 1:
        return None
    year, month, date = (*found, 1, 1)[:3]
    month = {21: 3, 22: 6, 23: 9, 24: 12}.get(month, month)
    return f"{year:04}-{month:02}-{date:02}T00:00:00Z"


def of_the_build() -> str | None:
    """The day of ``SOURCE_DATE_EPOCH``, where it is set; the clock is never asked."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC).date().isoformat() if epoch.isdecimal() else None
