"""CSV for spreadsheets: a table each of articles, claims, quotations, actors and figures.

UTF-8 with a byte order mark (spreadsheets take the file for another encoding without it), commas, every cell quoted,
CRLF. Article text is hostile: no cell can begin a formula (``defused``).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from typing import NamedTuple

from ..ids import item_id
from ..model import Corrected, Hedge, Spans
from ..publish.catalogue import Reading, position
from .citations import fragment
from .material import Material, Output
from .works import address

Cell = str | int | float | bool | None

BETWEEN = "; "
"""Between several values in one cell; the JSON Lines hold them apart."""

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def defused(words: str) -> str:
    """Words as a cell that no spreadsheet takes for a formula: an apostrophe stands before what might begin one.

    One stands before an apostrophe, too, so that ``restored`` gives back every cell exactly.
    """
    return f"'{words}" if words.startswith((*_DANGEROUS, "'")) else words


def restored(cell: str) -> str:
    """The words that ``defused`` made the cell of."""
    return cell.removeprefix("'")


class Table(NamedTuple):
    name: str
    columns: tuple[str, ...]
    rows: Callable[[Material], Iterator[Sequence[Cell]]]


def outputs(material: Material) -> Iterator[Output]:
    """One file a table."""
    for table in TABLES:
        yield Output(f"{table.name}.csv", partial(_written, table, material))


def _written(table: Table, material: Material) -> Iterator[bytes]:
    line = io.StringIO()
    writer = csv.writer(line, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    yield b"\xef\xbb\xbf"
    for row in chain([table.columns], _cells(table, material)):
        writer.writerow(row)
        yield line.getvalue().encode("utf-8", "replace")
        line.seek(0)
        line.truncate()


def _cells(table: Table, material: Material) -> Iterator[Sequence[str]]:
    return ([_cell(value) for value in row] for row in table.rows(material))


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return defused(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _list(values: Iterable[str]) -> str:
    return BETWEEN.join(dict.fromkeys(values))


# ------------------------------------------------------------------ the tables


def _articles(material: Material) -> Iterator[Sequence[Cell]]:
    for entry in material.briefing.entries:
        data = entry.card.metadata
        facts = (data.date, data.updated, data.retrieved, data.url, data.archived_url, data.language)
        flaws = (*entry.card.flaws, *entry.linked.flaws)
        yield (
            entry.id,
            data.title.value if data.title else None,
            material.catalogue.outlet(entry.id),
            _list(fact.value for fact in data.author),
            *(fact.value if fact else None for fact in facts),
            len(entry.card.speech),
            len(material.catalogue.claims_in.get(entry.id, ())),
            _list(flaw.code for flaw in flaws),
            entry.card.path,
            entry.card.sha256,
            material.place.page("article", entry.id),
        )


def _claims(material: Material) -> Iterator[Sequence[Cell]]:
    catalogue = material.catalogue
    for claim in material.briefing.claims:
        reading = catalogue.reading(claim.article)
        found = catalogue.propositions.get(claim.proposition or "")
        checked = catalogue.briefing.checked.get(claim.id)
        yield (
            claim.id,
            claim.article,
            catalogue.outlet(claim.article),
            claim.said.value if claim.said else None,
            claim.reported,
            claim.voice,
            claim.actor,
            _name(material, claim.actor),
            claim.source,
            claim.certainty,
            claim.polarity,
            claim.text,
            _cut(reading.text, claim.content),
            _hedges(claim.hedges, "not-verified", without=True),
            _hedges(claim.hedges, "not-verified"),
            " → ".join(hop.text for hop in claim.via),
            claim.proposition,
            found.statement if found else None,
            claim.stance,
            claim.origin,
            claim.group,
            _by(claim.corrected),
            (checked.by or material.words("a-person")) if checked else None,
            reading.line(position(claim)[1]),
            _original(reading, claim.spans),
            material.place.claim(claim),
        )


def _quotations(material: Material) -> Iterator[Sequence[Cell]]:
    for entry in material.briefing.entries:
        reading = material.catalogue.reading(entry.id)
        for n, found in enumerate(reading.notes.quotations):
            at = reading.attribution_of.get(n)
            resolved = reading.resolved(at) if at is not None else None
            actor = resolved.actor if resolved else None
            yield (
                item_id(entry.id, found.key),
                entry.id,
                material.catalogue.outlet(entry.id),
                material.catalogue.date(entry.id),
                actor,
                _name(material, actor),
                reading.found(at).source_text if at is not None else None,
                resolved.certainty if resolved else "unknown",
                found.use,
                found.marks,
                _cut(reading.text, found.spans),
                _by(found.corrected or (resolved.corrected if resolved else None)),
                reading.line(found.spans[0][0]),
                _original(reading, found.spans),
                material.place.page("article", entry.id, found.key),
            )


def _actors(material: Material) -> Iterator[Sequence[Cell]]:
    for actor in material.briefing.actors:
        yield (
            actor.id,
            actor.name,
            actor.type,
            actor.tier,
            actor.identity,
            actor.wikidata,
            _list(alias.text for alias in actor.aliases),
            _list(role.text for role in actor.roles),
            actor.articles,
            actor.mentions,
            len(material.catalogue.said.get(actor.id, ())),
            material.place.page("actor", actor.id),
        )


def _figures(material: Material) -> Iterator[Sequence[Cell]]:
    for claim in material.briefing.claims:
        text = material.catalogue.reading(claim.article).text
        for figure in claim.figures:
            low, high = figure.value if isinstance(figure.value, tuple) else (figure.value, None)
            yield (
                claim.id,
                claim.article,
                claim.said.value if claim.said else claim.reported,
                figure.text,
                low,
                high,
                figure.approximate,
                figure.unit,
                _cut(text, (figure.counted,)) if figure.counted else None,
                _cut(text, (figure.scope,)) if figure.scope else None,
                claim.voice,
                claim.actor,
                _name(material, claim.actor),
                claim.source,
                " → ".join(hop.text for hop in claim.via),
                claim.text,
                material.place.claim(claim),
            )


def _name(material: Material, actor: str | None) -> str | None:
    found = material.catalogue.actors.get(actor or "")
    return found.name if found else None


def _cut(text: str, spans: Spans) -> str:
    return " […] ".join(text[a:b] for a, b in spans)


def _hedges(hedges: Iterable[Hedge], type: str, without: bool = False) -> str:
    return _list(hedge.text for hedge in hedges if (hedge.type == type) != without)


def _by(corrected: Corrected | None) -> str | None:
    return None if corrected is None else corrected.by or f"{corrected.file}:{corrected.line}"


def _original(reading: Reading, spans: Spans) -> str | None:
    return fragment(address(reading.metadata.url), reading.text, spans)


TABLES = (
    Table(
        "articles",
        (
            *("id", "title", "publisher", "author", "date", "updated", "retrieved", "url", "archived_url", "language"),
            *("quotations", "claims", "warnings", "path", "sha256", "page"),
        ),
        _articles,
    ),
    Table(
        "claims",
        (
            *("id", "article", "publisher", "said", "reported", "voice", "actor", "name", "source", "certainty"),
            *("polarity", "text", "content", "hedges", "not_verified", "via", "proposition", "statement", "stance"),
            *("origin", "group", "corrected_by", "checked_by", "line", "original", "page"),
        ),
        _claims,
    ),
    Table(
        "quotations",
        (
            *("id", "article", "publisher", "date", "actor", "name", "source", "certainty", "use", "marks", "words"),
            *("corrected_by", "line", "original", "page"),
        ),
        _quotations,
    ),
    Table(
        "actors",
        (
            *("id", "name", "type", "tier", "identity", "wikidata", "aliases", "roles", "articles", "mentions"),
            *("statements", "page"),
        ),
        _actors,
    ),
    Table(
        "figures",
        (
            *("claim", "article", "date", "figure", "value", "to", "approximate", "unit", "counted", "scope", "voice"),
            *("actor", "name", "source", "via", "text", "page"),
        ),
        _figures,
    ),
)
"""In the order in which they are listed. ``date`` of a figure is when it was said, else reported."""
