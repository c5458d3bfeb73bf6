"""Ready YAML for people who curate: shown in preview only, its first line naming the file it goes into."""

from __future__ import annotations

from ...curation import snippets
from ...curation.anchors import words_for
from ...curation.redaction import BLOCK
from ...ids import item_id
from ...model import Actor, Claim, Plain, Span
from ..catalogue import Reading
from ..desk import Desk, on_one_line
from ..standoff import WITHHELD

_LONG = 60_000
"""Characters of a text in which the fewest words are looked for; beyond, twelve words must do."""


class Copy(Plain, frozen=True, kw_only=True):
    """Words to paste somewhere, and what its button says."""

    label: str
    text: str


def copies(desk: Desk, reference: str, yaml: str | None) -> tuple[Copy, ...]:
    """In preview: the reference that a page may cite a thing by, and the YAML that corrects it."""
    if not desk.options.preview:
        return ()
    found = (("copy-reference", reference and f"[[{reference}]]"), ("copy-yaml", yaml))
    return tuple(Copy(label=desk.words(label), text=text) for label, text in found if text and BLOCK not in text)


def of_claim(desk: Desk, reading: Reading, found: Claim) -> tuple[Copy, ...]:
    return copies(desk, f"claim:{found.id}", claim(desk, reading, found) if desk.options.preview else None)


def of_quotation(desk: Desk, reading: Reading, key: str, span: Span) -> tuple[Copy, ...]:
    return copies(desk, f"quote:{item_id(reading.id, key)}", quotation(desk, reading, span))


def of_actor(desk: Desk, found: Actor) -> tuple[Copy, ...]:
    return copies(desk, on_one_line(found.name), actor(desk, found))


def of_article(desk: Desk, id: str) -> tuple[Copy, ...]:
    return copies(desk, f"article:{id}", None)


def quotation(desk: Desk, reading: Reading, span: Span) -> str | None:
    """To say who speaks in a quotation."""
    return _anchored(desk, reading, "quote", span, "speaker")


def claim(desk: Desk, reading: Reading, found: Claim) -> str | None:
    """To say whose claim it is: as a quotation where it is one."""
    n = reading.attribution(found)
    if n is not None and reading.found(n).quotations:
        return quotation(desk, reading, reading.notes.quotations[reading.found(n).quotations[0]].spans[0])
    return _anchored(desk, reading, "claim", found.spans[0], "source") if found.spans else None


def kept_line(desk: Desk, reading: Reading, span: Span) -> str | None:
    """To bring a line back that was cleaned away."""
    return _anchored(desk, reading, "keep_line", span, None)


def actor(desk: Desk, found: Actor) -> str | None:
    """To write an actor down for good."""
    if not desk.options.preview:
        return None
    aliases = ", ".join(snippets.scalar(a.text) for a in found.aliases if a.text != found.name)
    lines = [f"# {desk.options.curation}/actors.yml", f"{found.id}:", f"  name: {snippets.scalar(found.name)}"]
    lines += [f"  type: {found.type}", f"  aliases: [{aliases}]"]
    return "\n".join(lines) + "\n"


def _anchored(desk: Desk, reading: Reading, kind: str, span: Span, field: str | None) -> str | None:
    """A correction with the fewest words that find the place.

    None outside a preview, for records of a file, and where the words are not shown as they are printed.
    """
    file = desk.catalogue.sidecar(reading.id) if desk.options.preview else None
    if file is None:
        return None
    if len(reading.text) <= _LONG:
        words, prefix = words_for(reading.text, span)
    else:
        words, prefix = " ".join(reading.text[span[0] : span[1]].split()[:12]), None
    if any(mark in words + (prefix or "") for mark in (WITHHELD, BLOCK)):
        return None
    others: dict[str, str | None] = {"prefix": prefix} if prefix else {}
    if field:
        others |= {field: None, "by": None}
    under = any(c.file == file for c in reading.entry.notes.corrections)
    return snippets.correction(f"{desk.options.corpus}/{file}", kind, words, others, under)
