"""The data model: plain frozen records, and nothing else.

Offsets everywhere are half-open ``[start, end)`` in Unicode code points of an article's
*reading text* (see ``docs/explanation/text-model.md``).  A list of spans is one thing in several parts.
Records of the first half travel between stages; those of the second half are the export
contract, version 1, and are what pages are made from.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Literal, Self

from msgspec import Struct, field
from msgspec.msgpack import Decoder, Encoder
from msgspec.structs import replace

from .packing import Attic, Laid, pack, unpack

Span = tuple[int, int]
Spans = tuple[Span, ...]

CONTRACT = 1
"""Version of the export contract; changes when a field changes its meaning."""


class Record(Struct, frozen=True, kw_only=True):
    """Base of all records: immutable, compared by value, encoded by msgspec."""


class Plain(Record, frozen=True, kw_only=True, gc=False):
    """A record of which there are many; nothing in it leads back to it, so the garbage collector need not look."""


class Row(Plain, frozen=True, kw_only=True, array_like=True):
    """One that is no part of an export: written down without the names of its fields, in a third of the room."""


# ------------------------------------------------------------------ shared small records


class Problem(Record, frozen=True, kw_only=True):
    """Something a person should mend. ``level`` error and warning count under ``--strict``; note does not."""

    file: str
    line: int | None = None
    code: str
    message: str
    value: str | None = None
    fix: str | None = None
    level: Literal["error", "warning", "note"] = "warning"


class Evidence(Plain, frozen=True, kw_only=True, omit_defaults=True):
    """The words a value was read from: a span of the text, or exact words at a named place of the source."""

    words: str
    start: int | None = None
    end: int | None = None
    where: str | None = None


class Fact(Plain, frozen=True, kw_only=True, omit_defaults=True):
    """One metadata value with the way it was found and the words it came from. Dates are EDTF.

    Of one that a person set in a sidecar: who, why, and the value that the machine had.
    """

    value: str
    method: str
    certainty: Literal["stated", "inferred"]
    evidence: Evidence
    by: str | None = None
    why: str | None = None
    was: str | None = None


class Metadata(Plain, frozen=True, kw_only=True):
    """What is known of an article; a field that is not known is None, never guessed."""

    title: Fact | None = None
    publisher: Fact | None = None
    date: Fact | None = None
    updated: Fact | None = None
    retrieved: Fact | None = None
    url: Fact | None = None
    archived_url: Fact | None = None
    language: Fact | None = None
    author: tuple[Fact, ...] = ()


class Repair(Plain, frozen=True, kw_only=True):
    """A run of the text that was mended while decoding, and what stood there."""

    start: int
    end: int
    original: str
    reason: str


class Flaw(Plain, frozen=True, kw_only=True):
    """A shortcoming of the article itself (undated, out of order, cut off), shown to its readers."""

    code: str
    message: str
    start: int | None = None
    end: int | None = None


class Block(Plain, frozen=True, kw_only=True):
    """A stretch of the text, kept or dropped. A dropped block stays, with its reason and rule."""

    start: int
    end: int
    kind: str
    level: int | None = None
    kept: bool = True
    reason: str | None = None
    rule: str | None = None


class Markup(Plain, frozen=True, kw_only=True):
    """A link or emphasis that survives reading. ``href`` only for links, only http, https, mailto."""

    start: int
    end: int
    kind: Literal["link", "strong", "em"]
    href: str | None = None


class Correction(Record, frozen=True, kw_only=True):
    """A person's word on one article, anchored by the article's own words.

    ``speaker``, ``via`` and ``source`` name actors by id, name or unambiguous alias.
    """

    kind: Literal["quote", "reject_quote", "claim", "reject_claim", "confirm", "meant", "keep_line", "drop_line"]
    words: str
    prefix: str | None = None
    suffix: str | None = None
    speaker: str | None = None
    certainty: str | None = None
    use: str | None = None
    via: tuple[str, ...] | None = None
    polarity: str | None = None
    said: str | None = None
    meant: str | None = None
    by: str | None = None
    why: str | None = None
    on: str | None = None
    file: str
    line: int

    def problem(self, code: str, message: str, fix: str) -> Problem:
        """What is wrong with it, where it is written."""
        return Problem(file=self.file, line=self.line, code=code, message=message, value=self.words, fix=fix)


class Corrected(Plain, frozen=True, kw_only=True):
    """The mark that a person overruled the machine: who, why, where it is written, what the machine had."""

    by: str | None
    why: str | None
    file: str
    line: int
    was: str | None


class Checked(Plain, frozen=True, kw_only=True):
    """The mark that a person found the machine right."""

    by: str | None
    on: str | None
    file: str
    line: int


# ------------------------------------------------------------------ read → clean


class Declared(Plain, frozen=True, kw_only=True):
    """A metadata value that the file itself states. ``where``: ``meta[og:title]``, ``front-matter:3``, …"""

    field: str
    value: str
    where: str
    words: str | None = None
    """as written there, where ``value`` is another spelling of it (a timestamp as EDTF)"""
    by: str | None = None
    why: str | None = None
    """of a value that a person set"""


class RawBlock(Row, frozen=True, kw_only=True):
    """A block as the reader found it. ``path``: elements with classes, for HTML; ``votes``: extractors that keep it."""

    start: int
    end: int
    kind: str
    level: int | None = None
    path: str = ""
    votes: tuple[str, ...] = ()


class Source(Row, frozen=True, kw_only=True, gc=True):
    """One article as read: the reading text, its blocks, and what the file declares of itself."""

    path: str
    sha256: str
    encoding: str
    format: Literal["text", "markdown", "html"]
    text: str
    repairs: tuple[Repair, ...] = ()
    blocks: tuple[RawBlock, ...] = ()
    markup: tuple[Markup, ...] = ()
    declared: tuple[Declared, ...] = ()
    front_matter: str | None = None
    front_matter_line: int = 1
    record_id: str | None = None


class Withdrawal(Record, frozen=True, kw_only=True):
    """That an article may be shown no more: since when, and why, as its readers are told."""

    on: str | None = None
    why: str | None = None


class Withdrawn(Record, frozen=True, kw_only=True):
    """An article of which nothing but its address is left."""

    id: str
    on: str | None = None
    why: str | None = None


class Notes(Plain, frozen=True, kw_only=True):
    """What people wrote about one article, in front matter and sidecar."""

    id: str | None = None
    declared: tuple[Declared, ...] = ()
    corrections: tuple[Correction, ...] = ()
    publish: str | None = None
    private: bool = False
    withdrawn: Withdrawal | None = None
    tags: tuple[str, ...] = ()


class Reliability(Record, frozen=True, kw_only=True):
    """A person's judgement of an outlet: A, reliable, to E, not reliable; F, that it cannot be judged."""

    letter: str
    by: str | None = None
    why: str | None = None
    on: str | None = None


class Site(Record, frozen=True, kw_only=True):
    """What people wrote about one outlet in ``sources.yml``."""

    id: str
    name: str
    domains: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    boilerplate: tuple[str, ...] = ()
    publish: str | None = None
    withdrawn: Withdrawal | None = None
    reliability: Reliability | None = None
    language: str | None = None
    file: str = ""
    line: int = 0


class Cleaned(Row, frozen=True, kw_only=True):
    """The cleaned article: blocks with reasons, metadata with evidence, flaws."""

    metadata: Metadata
    blocks: tuple[Block, ...]
    flaws: tuple[Flaw, ...] = ()
    site: str | None = None
    problems: tuple[Problem, ...] = ()


# ------------------------------------------------------------------ annotate → link


class Hedge(Plain, frozen=True, kw_only=True):
    """A printed word of doubt, distance, verification or condition; may lie outside the claim's sentence."""

    type: str
    start: int
    end: int
    text: str


class Figure(Plain, frozen=True, kw_only=True):
    """A number in a claim, as printed, with what it counts and how far it reaches."""

    text: str
    value: float | tuple[float, float] | None = None
    approximate: str | None = None
    unit: str | None = None
    start: int
    end: int
    counted: Span | None = None
    scope: Span | None = None


class Said(Plain, frozen=True, kw_only=True):
    """When a thing was said, as EDTF; ``inferred`` where the article's date had to help."""

    value: str
    spans: Spans
    inferred: bool


class Candidate(Row, frozen=True, kw_only=True):
    """A capitalised run that may name somebody. ``kind`` and flags are evidence, decided on in link."""

    start: int
    end: int
    text: str
    paragraph: int
    initial: bool = False
    """stands first in its sentence, so that its capital says nothing"""
    heading: bool = False
    """stands in a Title-Case line, where capitals say nothing"""
    before: str = ""
    """the lower-cased word or title run just before"""
    after: str = ""
    """the lower-cased word just after"""
    title: str = ""
    """the words cut off before the name (“President”, “Mr.”)"""
    bracket: str = ""
    """the acronym that follows in brackets"""
    quoted: bool = False
    """stands alone between quotation marks, like the name of a film"""
    role: Span | None = None
    """words that state a role of the bearer (“Belarusian President”, “a French defense analyst”)"""
    role_text: str | None = None


class FoundQuotation(Row, frozen=True, kw_only=True):
    """Words between quotation marks (marks left out), or after a speech dash, in reading order."""

    key: str
    spans: Spans
    marks: str
    open: bool = False
    use: str = "speech"
    parent: int | None = None
    paragraph: int
    rule: str
    corrected: Corrected | None = None


class FoundHop(Row, frozen=True, kw_only=True):
    """One hop of a reporting chain, nearest the speaker first. ``name`` is the part that may name an actor."""

    spans: Spans
    text: str
    cue: Spans = ()
    name: Span | None = None


class FoundAttribution(Row, frozen=True, kw_only=True):
    """Source, cue and content as printed in one article; who the source is, is decided in link."""

    key: str
    source: Spans
    source_text: str
    source_kind: Literal["name", "nominal", "pronoun", "none"]
    name: Span | None = None
    """the part of the source that may name an actor"""
    role: Span | None = None
    role_text: str | None = None
    unnamed: bool = False
    """a source that the article leaves unnamed for good (“a senior official”, “two people briefed on it”)"""
    continues: int | None = None
    """index of the attribution whose speaker goes on here, where the text names nobody"""
    states: bool = True
    """whether the content says that something is so; “wants to leave” and “praised the mayor” do not"""
    cue: Spans
    cue_text: str
    content: Spans
    kind: Literal["direct", "indirect", "mixed"]
    via: tuple[FoundHop, ...] = ()
    quotations: tuple[int, ...] = ()
    paragraph: int
    sentence: Spans
    sentence_text: str
    polarity: str = "asserted"
    hedges: tuple[Hedge, ...] = ()
    said: Said | None = None
    figures: tuple[Figure, ...] = ()
    rule: str
    corrected: Corrected | None = None


class Assertion(Row, frozen=True, kw_only=True):
    """A sentence with a hedge or figure in the article's own voice."""

    key: str
    sentence: Spans
    sentence_text: str
    polarity: str = "asserted"
    hedges: tuple[Hedge, ...] = ()
    said: Said | None = None
    figures: tuple[Figure, ...] = ()
    paragraph: int = 0


class Anchored(Row, frozen=True, kw_only=True):
    """A correction with the spans of the text where its words stand."""

    correction: Correction
    spans: Spans


class Annotations(Row, frozen=True, kw_only=True):
    """All that was found in one article, in reading order. ``sketch``: smallest shingle hashes, for near copies."""

    quotations: tuple[FoundQuotation, ...] = ()
    attributions: tuple[FoundAttribution, ...] = ()
    assertions: tuple[Assertion, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    lowercase: tuple[str, ...] = ()
    """candidate words that also stand in lower case in this article: evidence against a name"""
    anchored: tuple[Anchored, ...] = ()
    """the people's corrections of this article that found their words, for link to apply"""
    sketch: tuple[int, ...] = ()
    problems: tuple[Problem, ...] = ()


class Analysis(Row, frozen=True, kw_only=True, gc=True):
    """Everything about one article that does not depend on another: what the store keeps."""

    path: str
    sha256: str
    encoding: str
    format: str
    text: str
    repairs: tuple[Repair, ...]
    markup: tuple[Markup, ...]
    cleaned: Cleaned
    annotations: Annotations


class Names(Row, frozen=True, kw_only=True):
    """What only the search for actors and copies asks of an article, and no page."""

    candidates: tuple[Candidate, ...] = ()
    lowercase: tuple[str, ...] = ()
    nominal: tuple[str, ...] = ()
    """sources that are descriptions of somebody (“the minister”)"""
    sketch: tuple[int, ...] = ()
    publisher: str | None = None
    language: str = ""

    @classmethod
    def of(cls, analysis: Analysis) -> Self:
        notes, metadata = analysis.annotations, analysis.cleaned.metadata
        return cls(
            candidates=notes.candidates,
            lowercase=notes.lowercase,
            nominal=tuple([a.source_text for a in notes.attributions if a.source_kind == "nominal"]),
            sketch=notes.sketch,
            publisher=metadata.publisher.value if metadata.publisher else None,
            language=metadata.language.value if metadata.language else "",
        )


# ------------------------------------------------------------------ an article, put away


RIGHTS = "rights"
"""why a block is dropped that may not be reprinted"""


class Card(Row, frozen=True, kw_only=True):
    """What lists, counts and links tell of an article: enough not to open it."""

    path: str
    sha256: str
    site: str | None = None
    metadata: Metadata = Metadata()
    flaws: tuple[Flaw, ...] = ()
    problems: tuple[Problem, ...] = ()
    quotations: tuple[str, ...] = ()
    """the key of each"""
    speech: tuple[int, ...] = ()
    """numbers of the quotations that are somebody's speech and stand in no other quotation"""
    attributed: tuple[int, ...] = ()
    """of each of these, the number of its attribution; -1 where it has none"""
    corrected: tuple[int, ...] = ()
    """numbers of the quotations that a person set right"""
    unnamed: tuple[int, ...] = ()
    """numbers of the attributions whose source the article leaves unnamed for good"""
    quoted: str = ""
    """keys of the attributions that are quotations, wholly or in part, with blanks between"""
    repairs: int = 0
    """runs of the text that were mended"""
    kept: int = 0
    """blocks that are part of the article"""
    dropped: int = 0
    """blocks that are none of it"""

    @classmethod
    def of(cls, analysis: Analysis) -> Self:
        cleaned, notes = analysis.cleaned, analysis.annotations
        speech = tuple(n for n, q in enumerate(notes.quotations) if q.use in ("speech", "unclear") and q.parent is None)
        by = {q: n for n, a in enumerate(notes.attributions) for q in a.quotations}
        return cls(
            path=analysis.path,
            sha256=analysis.sha256,
            site=cleaned.site,
            metadata=cleaned.metadata,
            flaws=cleaned.flaws,
            problems=(*cleaned.problems, *notes.problems),
            quotations=tuple(q.key for q in notes.quotations),
            speech=speech,
            attributed=tuple(by.get(n, -1) for n in speech),
            corrected=tuple(n for n, q in enumerate(notes.quotations) if q.corrected),
            unnamed=tuple(n for n, a in enumerate(notes.attributions) if a.unnamed),
            quoted=" ".join(a.key for a in notes.attributions if a.kind != "indirect"),
            repairs=len(analysis.repairs),
            kept=sum(block.kept for block in cleaned.blocks),
            dropped=sum(not block.kept and block.reason != RIGHTS for block in cleaned.blocks),
        )


class Packed(Row, frozen=True, kw_only=True):
    """An analysis put away: its card lies on top, the rest is opened when somebody asks for it.

    An open analysis is twenty times as large, and of a corpus hardly any are looked at at a time.
    """

    card: Card
    data: Any
    """the analysis without its names as msgpack, packed, or where that was laid; equal analyses have equal bytes"""
    sought: Any
    """its names as msgpack, which hardly grows smaller, or where they were laid: only linking asks for them"""

    @classmethod
    def of(cls, analysis: Analysis) -> Self:
        told = replace(analysis.annotations, candidates=(), lowercase=(), sketch=())
        return cls(
            card=Card.of(analysis),
            data=pack(_pack(replace(analysis, annotations=told))),
            sought=_pack(Names.of(analysis)),
        )

    @property
    def analysis(self) -> Analysis:
        """But for candidates, words in lower case and sketch, which stand in ``names``."""
        return _opened(self.data)

    @property
    def names(self) -> Names:
        return _unpack_names(bytes(self.sought))

    def same_as(self, other: Packed) -> bool:
        """Whether the analyses are equal, wherever they lie."""
        return bytes(self.data) == bytes(other.data) and bytes(self.sought) == bytes(other.sought)

    def nameless(self) -> Self:
        """The same without the names, for whoever links no more."""
        return type(self)(card=self.card, data=self.data, sought=b"")

    def put_away(self, attic: Attic) -> Self:
        """The same with no more than the card in memory."""
        return type(self)(card=self.card, data=attic.lay(self.data), sought=attic.lay(self.sought))


OPEN = 32
"""analyses that stay open: pages that follow one another show the same articles"""

_pack = Encoder().encode
_unpack = Decoder(Analysis).decode
_unpack_names = Decoder(Names).decode


@lru_cache(maxsize=OPEN)
def _opened(data: bytes | Laid) -> Analysis:
    return _unpack(unpack(bytes(data)))


# ------------------------------------------------------------------ the contract, version 1


class Related(Plain, frozen=True, kw_only=True):
    """Another article and why it is near: ``share`` is the part of this one's words that stand there too."""

    article: str
    kind: Literal["duplicate", "syndicated", "related"]
    share: float
    why: str


class Hop(Plain, frozen=True, kw_only=True):
    spans: Spans
    text: str
    actor: str | None = None
    cue: Spans = ()


class Quotation(Plain, frozen=True, kw_only=True):
    id: str
    spans: Spans
    marks: str
    open: bool
    use: str
    parent: str | None
    attribution: str | None
    actor: str | None
    certainty: str
    rule: str
    corrected: Corrected | None = None


class Attribution(Plain, frozen=True, kw_only=True):
    id: str
    source: Spans
    cue: Spans
    content: Spans
    kind: str
    actor: str | None
    candidates: tuple[str, ...]
    unnamed: bool
    antecedent: Spans
    certainty: str
    via: tuple[Hop, ...]
    rule: str


class Mention(Plain, frozen=True, kw_only=True):
    start: int
    end: int
    actor: str


class Article(Record, frozen=True, kw_only=True):
    id: str
    path: str
    sha256: str
    encoding: str
    repairs: tuple[Repair, ...]
    text: str
    metadata: Metadata
    warnings: tuple[Flaw, ...]
    blocks: tuple[Block, ...]
    markup: tuple[Markup, ...]
    quotations: tuple[Quotation, ...]
    attributions: tuple[Attribution, ...]
    mentions: tuple[Mention, ...]
    related: tuple[Related, ...]


class Alias(Plain, frozen=True, kw_only=True):
    text: str
    count: int


class Role(Plain, frozen=True, kw_only=True):
    text: str
    article: str
    start: int
    end: int


class Actor(Plain, frozen=True, kw_only=True):
    id: str
    name: str
    type: Literal["person", "organization", "place", "group"]
    aliases: tuple[Alias, ...]
    identity: str | None
    roles: tuple[Role, ...]
    wikidata: str | None
    tier: Literal["published", "review"]
    articles: int
    mentions: int


class Claim(Plain, frozen=True, kw_only=True):
    id: str
    article: str
    spans: Spans
    text: str
    content: Spans
    attribution: str | None
    voice: Literal["attributed", "author"]
    actor: str | None
    source: str
    certainty: str
    polarity: str
    hedges: tuple[Hedge, ...]
    via: tuple[Hop, ...]
    said: Said | None
    reported: str | None
    figures: tuple[Figure, ...]
    group: str | None
    origin: str | None
    proposition: str | None
    stance: str | None
    corrected: Corrected | None = None


class Verdict(Record, frozen=True, kw_only=True):
    """What a person found of a claim, in that person's own words; never the machine's."""

    words: str
    by: str
    why: str | None = None
    on: str | None = None


class Stance(Plain, frozen=True, kw_only=True):
    """A claim under a proposition, with the words of likelihood that a person pointed at."""

    claim: str
    stance: str | None = None
    note: str | None = None
    verdict: Verdict | None = None


class Conflict(Record, frozen=True, kw_only=True):
    a: str
    b: str
    confirmed_by: str
    why: str | None = None


class Proposition(Record, frozen=True, kw_only=True):
    id: str
    statement: str
    claims: tuple[Stance, ...]
    conflicts: tuple[Conflict, ...] = ()
    agreements: tuple[Conflict, ...] = ()
    note: str | None = None
    file: str = ""
    line: int = 0


class Suggestion(Record, frozen=True, kw_only=True):
    """What a person may want to write down, with the YAML for it; never shown on a published page.

    ``claims``: the one claim that may belong under the proposition, or the two that may agree, clash, or repeat each
    other. ``proposition`` is empty for a repeat.
    """

    kind: Literal["claim", "conflict", "agreement", "repeat"]
    proposition: str
    claims: tuple[str, ...]
    why: str
    file: str
    yaml: str


# ------------------------------------------------------------------ curation of the whole briefing


class KeyLine(Record, frozen=True, kw_only=True):
    """One line that a person wrote, with the ids (or unique prefixes) of claims and quotations it rests on."""

    line: str
    evidence: tuple[str, ...] = ()
    at: int = 0


class Comparable(Record, frozen=True, kw_only=True):
    """Figures that a person found comparable: of each, the id of a claim and where in its article the figure begins."""

    figures: tuple[tuple[str, int], ...]
    why: str
    by: str


class EditionNotes(Record, frozen=True, kw_only=True):
    """An earlier edition: what it is called, and the folder of its export, seen from the file that names it."""

    name: str
    export: str
    line: int = 0


class OldArticle(Record, frozen=True, kw_only=True):
    """An article as an earlier edition had it."""

    id: str
    title: str
    publisher: str | None
    date: str | None


class OldClaim(Record, frozen=True, kw_only=True):
    """A claim as an earlier edition had it; ``by`` and ``why`` of the person who had set something of it."""

    id: str
    article: str
    text: str
    own_voice: bool
    listed: bool
    speaker: str | None
    via: tuple[str, ...] = ()
    said: str | None = None
    by: str | None = None
    why: str | None = None


class Edition(Record, frozen=True, kw_only=True):
    """What of an edition is compared with another."""

    name: str
    articles: tuple[OldArticle, ...]
    claims: tuple[OldClaim, ...]


class BriefingNotes(Record, frozen=True, kw_only=True):
    """``briefing.yml``."""

    title: str | None = None
    question: str | None = None
    scope: str | None = None
    as_of: str | None = None
    prepared_by: str | None = None
    edition: str | None = None
    handling: str | None = None
    note: str | None = None
    key_lines: tuple[KeyLine, ...] = ()
    require_reviewed: str | None = None
    comparable: tuple[ComparableNotes, ...] = ()
    editions: tuple[EditionNotes, ...] = ()
    file: str = ""


class ActorNotes(Record, frozen=True, kw_only=True):
    """One entry of ``actors.yml``."""

    id: str
    name: str
    type: str | None = None
    wikidata: str | None = None
    aliases: tuple[str, ...] = ()
    identity: str | None = None
    line: int = 0


class Anchor(Record, frozen=True, kw_only=True):
    """Words that find a claim or quotation: an id (or unique prefix), or exact words in an article."""

    id: str | None = None
    article: str | None = None
    exact: str | None = None
    prefix: str | None = None
    suffix: str | None = None
    stance: str | None = None
    note: str | None = None
    verdict: Verdict | None = None
    line: int = 0


class AnchorPair(Record, frozen=True, kw_only=True):
    a: Anchor
    b: Anchor
    confirmed_by: str
    why: str | None = None
    line: int = 0


class ComparableNotes(Record, frozen=True, kw_only=True):
    """One entry of ``comparable`` in ``briefing.yml``: words that hold one figure each."""

    figures: tuple[Anchor, ...]
    why: str
    by: str
    line: int = 0


class PropositionNotes(Record, frozen=True, kw_only=True):
    """One entry of ``propositions.yml``."""

    id: str
    statement: str
    claims: tuple[Anchor, ...] = ()
    conflicts: tuple[AnchorPair, ...] = ()
    agreements: tuple[AnchorPair, ...] = ()
    note: str | None = None
    line: int = 0


class Curation(Record, frozen=True, kw_only=True):
    """The people's files of the whole briefing, parsed and validated."""

    briefing: BriefingNotes = field(default_factory=BriefingNotes)
    actors: tuple[ActorNotes, ...] = ()
    merge: tuple[tuple[str, ...], ...] = ()
    keep_apart: tuple[tuple[str, ...], ...] = ()
    ignore: tuple[str, ...] = ()
    redact: tuple[str, ...] = ()
    sites: tuple[Site, ...] = ()
    propositions: tuple[PropositionNotes, ...] = ()
    dismissed: tuple[tuple[str, ...], ...] = ()
    """suggestions that a person wants no more, each as the ids it is made of"""
    files: tuple[tuple[str, str], ...] = ()
    """(path, SHA-256) of every file read, for keys and the cover"""
    folder: str = "curation"
    """the folder's name, with which the paths of its files begin"""
    earlier: tuple[Edition, ...] = ()
    """the editions that ``briefing.yml`` names, in its order"""
    lines: dict[str, int] = field(default_factory=dict)
    """line in ``actors.yml`` of each entry of its lists, by ``merge: one, other`` or ``ignore: words``"""
    problems: tuple[Problem, ...] = ()


# ------------------------------------------------------------------ link → publish


class Resolved(Row, frozen=True, kw_only=True):
    """Who an attribution's source is, decided with the whole corpus in view."""

    actor: str | None = None
    candidates: tuple[str, ...] = ()
    antecedent: Spans = ()
    certainty: Literal["explicit", "nominal", "pronoun", "implicit", "unknown", "person"] = "unknown"
    via: tuple[Hop, ...] = ()
    polarity: str | None = None
    """only where a person set it"""
    no_chain: bool = False
    """whether a person said that nobody stands between the speaker and the article"""
    corrected: Corrected | None = None


class Linked(Row, frozen=True, kw_only=True):
    """What linking adds to one article."""

    id: str
    mentions: tuple[Mention, ...] = ()
    resolved: tuple[Resolved, ...] = ()
    related: tuple[Related, ...] = ()
    flaws: tuple[Flaw, ...] = ()
    """flaws seen only beside other articles (near-duplicate, syndicated copy)"""
    redacted: tuple[str, ...] = ()
    """names in this article of people whom ``actors.yml`` redacts, or that may be theirs, as printed"""


class Entry(Plain, frozen=True, kw_only=True):
    """One article of the briefing: its analysis, the people's notes on it, and its links."""

    id: str
    article: Packed
    notes: Notes
    linked: Linked

    @property
    def card(self) -> Card:
        """What is told of the article without opening it."""
        return self.article.card

    @property
    def analysis(self) -> Analysis:
        """What pages tell of the article by itself; opened for the asking, and not kept open for long."""
        return self.article.analysis

    def showing(self, analysis: Analysis) -> Self:
        """The same entry with another analysis, such as one of which less may be shown."""
        return replace(self, article=Packed.of(analysis))


class Briefing(Record, frozen=True, kw_only=True):
    """The whole: what pages, book and exports are made from. Ordered, so that equal inputs give equal bytes."""

    entries: tuple[Entry, ...]
    actors: tuple[Actor, ...]
    claims: tuple[Claim, ...]
    propositions: tuple[Proposition, ...]
    curation: Curation
    problems: tuple[Problem, ...]
    inputs: str
    """SHA-256 over all inputs"""
    checked: dict[str, Checked] = field(default_factory=dict)
    """claim or quotation id to the person who confirmed it"""
    comparable: tuple[Comparable, ...] = ()
    private: tuple[tuple[str, str], ...] = ()
    """(id, path) of the articles that are kept out of it, so that outputs can keep silent about them"""
    withdrawn: tuple[Withdrawn, ...] = ()
    """the articles among these that leave a word at their address"""
    left_out: int = 0
    """articles of the corpus that were not selected"""
    redacted: tuple[str, ...] = ()
    """every name of the people whom ``actors.yml`` redacts, as printed anywhere"""
