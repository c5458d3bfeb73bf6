"""A small briefing about invented people, made of records by hand: what the pages' tests are read against."""

from __future__ import annotations

from typing import Any

from mkdocs_briefing.ids import Keys, digest, item_id
from mkdocs_briefing.model import (
    Actor,
    Alias,
    Analysis,
    Annotations,
    Block,
    Briefing,
    BriefingNotes,
    Checked,
    Claim,
    Cleaned,
    Conflict,
    Corrected,
    Correction,
    Curation,
    Entry,
    Evidence,
    Fact,
    Figure,
    Flaw,
    FoundAttribution,
    FoundHop,
    FoundQuotation,
    Hedge,
    Hop,
    KeyLine,
    Linked,
    Markup,
    Mention,
    Metadata,
    Notes,
    Packed,
    Problem,
    Proposition,
    Related,
    Repair,
    Resolved,
    Role,
    Said,
    Span,
    Spans,
    Stance,
)


class Draft:
    """One article written down with what is found in it, every span looked up by its words."""

    def __init__(self, id: str, text: str, *, dropped: dict[str, str] | None = None, titled: bool = True) -> None:
        self.id, self.text = id, text
        self.quotations: list[FoundQuotation] = []
        self.attributions: list[FoundAttribution] = []
        self.resolved: list[Resolved] = []
        self.mentions: list[Mention] = []
        self.blocks: list[Block] = []
        self.metadata: dict[str, Any] = {}
        self._keys = Keys("q")
        self._attribution_keys = Keys("c")
        at = 0
        for n, line in enumerate(text.split("\n")):
            if line.strip():
                reason = (dropped or {}).get(line)
                kind = "title" if n == 0 and titled else "heading" if line.startswith("On ") else "paragraph"
                self.blocks.append(
                    Block(start=at, end=at + len(line), kind=kind, kept=reason is None, reason=reason, rule=reason)
                )
            at += len(line) + 1
        if titled:
            self.fact("title", text.split("\n")[0])

    def at(self, words: str) -> Span:
        start = self.text.index(words)
        return start, start + len(words)

    def spans(self, *parts: str) -> Spans:
        return tuple(self.at(p) for p in parts)

    def fact(self, field: str, value: str, words: str | None = None, where: str | None = None) -> None:
        words = words or value
        if where:
            evidence = Evidence(words=words, where=where)
        else:
            start, end = self.at(words)
            evidence = Evidence(words=words, start=start, end=end)
        self.metadata[field] = Fact(value=value, method="line", certainty="stated", evidence=evidence)

    def quotation(self, *parts: str, use: str = "speech", marks: str = "double") -> int:
        spans = self.spans(*parts)
        paragraph = sum(b.kept and b.end <= spans[0][0] for b in self.blocks)
        self.quotations.append(
            FoundQuotation(
                key=self._keys.key(" ".join(parts)),
                spans=spans,
                marks=marks,
                use=use,
                paragraph=paragraph,
                rule="marks",
            )
        )
        return len(self.quotations) - 1

    def say(
        self,
        *parts: str,
        source: str = "",
        cue: str = "",
        sentence: str,
        actor: str | None = None,
        certainty: Any = "explicit",
        kind: Any = "direct",
        use: str = "speech",
        source_kind: Any = "name",
        via: tuple[tuple[str, str | None], ...] = (),
        hedges: tuple[tuple[str, str], ...] = (),
        said: Said | None = None,
        figures: tuple[Figure, ...] = (),
        antecedent: str | None = None,
        **more: Any,
    ) -> int:
        corrected = more.pop("corrected", None)
        candidates = more.pop("candidates", ())
        quotes = () if kind == "indirect" else (self.quotation(*parts, use=use),)
        self.attributions.append(
            FoundAttribution(
                key=self._attribution_keys.key(sentence + cue),
                source=self.spans(source) if source else (),
                source_text=source,
                source_kind=source_kind if source else "none",
                cue=self.spans(cue) if cue else (),
                cue_text=cue,
                content=self.spans(*parts),
                kind=kind,
                quotations=quotes,
                paragraph=0,
                sentence=self.spans(sentence),
                sentence_text=sentence,
                hedges=tuple(Hedge(type=t, start=self.at(w)[0], end=self.at(w)[1], text=w) for t, w in hedges),
                said=said,
                figures=figures,
                rule="test",
                via=tuple(FoundHop(spans=self.spans(w), text=w) for w, _ in via),
                **more,
            )
        )
        self.resolved.append(
            Resolved(
                actor=actor,
                candidates=candidates,
                antecedent=self.spans(antecedent) if antecedent else (),
                certainty=certainty,
                via=tuple(Hop(spans=self.spans(w), text=w, actor=a) for w, a in via),
                corrected=corrected,
            )
        )
        return len(self.attributions) - 1

    def mention(self, words: str, actor: str, within: str | None = None) -> None:
        start = self.text.index(within) if within else 0
        start = self.text.index(words, start)
        self.mentions.append(Mention(start=start, end=start + len(words), actor=actor))

    def entry(self, *, flaws: tuple[Flaw, ...] = (), **more: Any) -> Entry:
        analysis = Analysis(
            path=f"{self.id}.txt",
            sha256=digest(self.text, 64),
            encoding="utf-8",
            format="text",
            text=self.text,
            repairs=more.pop("repairs", ()),
            markup=more.pop("markup", ()),
            cleaned=Cleaned(metadata=Metadata(**self.metadata), blocks=tuple(self.blocks), flaws=flaws),
            annotations=Annotations(quotations=tuple(self.quotations), attributions=tuple(self.attributions)),
        )
        return Entry(
            id=self.id,
            article=Packed.of(analysis),
            notes=more.pop("notes", Notes()),
            linked=Linked(
                id=self.id,
                resolved=tuple(self.resolved),
                mentions=tuple(sorted(self.mentions, key=lambda m: m.start)),
                related=more.pop("related", ()),
            ),
        )

    def claims(self, **stances: Any) -> list[Claim]:
        date = self.metadata.get("date")
        found = []
        for a, r in zip(self.attributions, self.resolved, strict=True):
            found.append(
                Claim(
                    id=item_id(self.id, a.key),
                    article=self.id,
                    spans=a.sentence,
                    text=a.sentence_text,
                    content=a.content,
                    attribution=item_id(self.id, a.key),
                    voice="attributed",
                    actor=r.actor,
                    source=a.source_text,
                    certainty=r.certainty,
                    polarity=a.polarity,
                    hedges=a.hedges,
                    via=r.via,
                    said=a.said,
                    reported=date.value if date else None,
                    figures=a.figures,
                    group=None,
                    origin=None,
                    proposition=None,
                    stance=None,
                    corrected=r.corrected,
                )
            )
        return found


STRIKE = """Harbour board doubts that the port will close
The Ostrhaven Courier
4 March 2031
Ilse Marrow, who heads the harbour board, told Kestrel Radio on Monday that a closure of the port is unlikely. \
"I see no reason at all why a single crane should stand still this spring," Marrow said. "We have talked to everybody."
In a letter that the Courier was not able to verify, two crane drivers allegedly called the plan "a slow drowning."
"By closing the northern gate the owners will lose every ship that still comes here," the drivers reportedly wrote.
On the quay
He added that "nobody [in the office] has counted the ships … not one of them."
“Four hundred people will be out of work before the summer begins in earnest,
“and nobody will bring them back to this town,” said Tomas Reyk of the dockers' union.
Reyk denied that talks had failed. He spoke of a "soft" strike.
Read more: our other stories
Subscribe to our letter"""

NOTE = """Ein Wort vom Kai
Reyk says that the union "will not sign anything in the coming weeks, whatever they send us."
Some 250 jobs were lost at the northern gate alone, a port official said.
The dockers' union put the jobs lost at 400."""


def strike() -> tuple[Entry, list[Claim]]:
    d = Draft(
        "strike",
        STRIKE,
        dropped={
            "The Ostrhaven Courier": "metadata",
            "4 March 2031": "metadata",
            "Read more: our other stories": "related",
            "Subscribe to our letter": "sponsor",
        },
    )
    d.fact("publisher", "The Ostrhaven Courier")
    d.fact("date", "2031-03-04", "4 March 2031")
    d.fact("url", "https://courier.example/port", "4 March 2031")
    first = STRIKE.split("\n")[3]
    d.say(
        "a closure of the port is unlikely",
        source="Ilse Marrow",
        cue="told",
        sentence=first.split(' "I see')[0],
        actor="ilse-marrow",
        kind="indirect",
        role_text="who heads the harbour board",
        via=(("Kestrel Radio", "kestrel-radio"),),
        hedges=(("modality", "unlikely"),),
        said=Said(value="2031-03-03", spans=d.spans("on Monday"), inferred=True),
    )
    d.say(
        "I see no reason at all why a single crane should stand still this spring,",
        source="Marrow said",
        cue="said",
        sentence='"I see no reason at all why a single crane should stand still this spring," Marrow said.',
        actor="ilse-marrow",
        role_text="who heads the harbour board",
        via=(("Kestrel Radio", "kestrel-radio"),),
    )
    d.say(
        "We have talked to everybody.",
        sentence='"We have talked to everybody."',
        actor="ilse-marrow",
        certainty="implicit",
        continues=1,
    )
    d.say(
        "a slow drowning.",
        source="two crane drivers",
        cue="called",
        sentence=STRIKE.split("\n")[4],
        source_kind="nominal",
        certainty="nominal",
        unnamed=True,
        via=(("a letter", None),),
        hedges=(("distance", "allegedly"), ("not-verified", "was not able to verify")),
    )
    d.say(
        "By closing the northern gate the owners will lose every ship that still comes here,",
        source="the drivers",
        cue="wrote",
        sentence=STRIKE.split("\n")[5],
        source_kind="nominal",
        certainty="nominal",
        unnamed=True,
        antecedent="two crane drivers",
        hedges=(("distance", "reportedly"),),
    )
    d.say(
        "nobody [in the office] has counted the ships … not one of them.",
        source="He",
        cue="added",
        sentence=STRIKE.split("\n")[7],
        source_kind="pronoun",
        certainty="unknown",
    )
    quoted = STRIKE.split("\n")[8:10]
    d.say(
        quoted[0][1:],
        "and nobody will bring them back to this town,",
        source="Tomas Reyk",
        cue="said Tomas",
        sentence=quoted[0],
        actor="tomas-reyk",
        certainty="person",
        role_text="of the dockers' union",
        corrected=Corrected(by="KL", why="he heads the union", file="strike.yml", line=3, was="unknown"),
    )
    d.say(
        "talks had failed",
        source="Reyk",
        cue="denied",
        sentence="Reyk denied that talks had failed.",
        actor="tomas-reyk",
        kind="indirect",
        polarity="denied",
    )
    d.quotation("soft", use="scare")
    for words, actor, within in (
        ("Ilse Marrow", "ilse-marrow", None),
        ("Kestrel Radio", "kestrel-radio", None),
        ("Marrow", "ilse-marrow", "this spring"),
        ("Tomas Reyk", "tomas-reyk", None),
        ("Reyk", "tomas-reyk", "Reyk denied"),
        ("dockers' union", "dockers-union", None),
    ):
        d.mention(words, actor, within)
    entry = d.entry(
        flaws=(
            Flaw(code="out-of-order", message="Paragraphs are probably out of order.", start=d.at("Ilse Marrow")[0]),
        ),
        markup=(
            Markup(
                start=d.at("Kestrel Radio")[0],
                end=d.at("Kestrel Radio")[1],
                kind="link",
                href="https://kestrel.example/",
            ),
            Markup(start=d.at("crane should")[0], end=d.at("crane should")[1], kind="em"),
        ),
        repairs=(Repair(start=0, end=7, original="Harbâ€™our", reason="wrong encoding"),),
        related=(Related(article="note", kind="related", share=0.2, why="Both quote Tomas Reyk."),),
        notes=Notes(
            corrections=(
                Correction(
                    kind="quote",
                    words=quoted[0][1:],
                    speaker="tomas-reyk",
                    by="KL",
                    why="he heads the union",
                    file="strike.yml",
                    line=3,
                ),
            )
        ),
    )
    return entry, d.claims()


def note() -> tuple[Entry, list[Claim]]:
    d = Draft("note", NOTE, titled=False)
    d.say(
        "will not sign anything in the coming weeks, whatever they send us.",
        source="Reyk",
        cue="says",
        sentence=NOTE.split("\n")[1],
        actor="tomas-reyk",
    )
    for number, value, counted, source, actor in (
        ("Some 250", 250.0, "jobs were lost", "a port official", None),
        ("400", 400.0, "jobs lost", "The dockers' union", "dockers-union"),
    ):
        sentence = next(line for line in NOTE.split("\n") if source in line)
        start, end = d.at(number)
        jobs = d.at(counted)
        d.say(
            sentence.split(",")[0] if "," in sentence else sentence.removeprefix(source).strip(),
            source=source,
            sentence=sentence,
            kind="indirect",
            actor=actor,
            unnamed=actor is None,
            source_kind="nominal" if actor is None else "name",
            certainty="nominal" if actor is None else "explicit",
            figures=(
                Figure(
                    text=number,
                    value=value,
                    start=start,
                    end=end,
                    counted=(jobs[0], jobs[0] + len("jobs")),
                    scope=d.at("at the northern gate alone") if actor is None else None,
                ),
            ),
        )
    d.mention("Reyk", "tomas-reyk")
    d.mention("dockers' union", "dockers-union")
    return d.entry(flaws=(Flaw(code="no-date", message="The file prints no date."),)), d.claims()


_ROLE = STRIKE.index("who heads")

ACTORS = (
    Actor(
        id="ilse-marrow", name="Ilse Marrow", type="person", aliases=(Alias(text="Marrow", count=1),),
        identity="head of the harbour board", wikidata=None, tier="published", articles=1, mentions=2,
        roles=(Role(text="who heads the harbour board", article="strike", start=_ROLE, end=_ROLE + 27),),
    ),
    Actor(id="tomas-reyk", name="Tomas Reyk", type="person", aliases=(Alias(text="Reyk", count=2),), identity=None,
          roles=(), wikidata=None, tier="published", articles=2, mentions=3),
    Actor(id="dockers-union", name="Dockers’ Union", type="organization", aliases=(), identity=None, roles=(),
          wikidata=None, tier="published", articles=2, mentions=2),
    Actor(id="kestrel-radio", name="Kestrel Radio", type="organization", aliases=(), identity=None, roles=(),
          wikidata=None, tier="published", articles=1, mentions=1),
    Actor(id="ostrhaven", name="Ostrhaven", type="place", aliases=(), identity=None, roles=(), wikidata=None,
          tier="published", articles=1, mentions=9),
    Actor(id="unsure", name="Unsure Thing", type="person", aliases=(), identity=None, roles=(), wikidata=None,
          tier="review", articles=1, mentions=5),
)  # fmt: skip


def briefing(curated: bool = True) -> Briefing:
    """Two articles, four speakers; with ``curated`` also a question, key lines and a proposition."""
    (first, claims), (second, more) = strike(), note()
    all_claims = [*claims, *more]
    propositions: tuple[Proposition, ...] = ()
    notes = BriefingNotes()
    if curated:
        unlikely, denied = claims[0].id, claims[-1].id
        placed = {unlikely: "unlikely", denied: None}
        all_claims = [
            Claim(
                **{
                    **{f: getattr(c, f) for f in Claim.__struct_fields__},
                    "proposition": "closes",
                    "stance": placed[c.id],
                }
            )
            if c.id in placed
            else c
            for c in all_claims
        ]
        propositions = (
            Proposition(
                id="closes",
                statement="The port of Ostrhaven closes",
                claims=(Stance(claim=unlikely, stance="unlikely"), Stance(claim=denied)),
                conflicts=(Conflict(a=unlikely, b=denied, confirmed_by="KL"),),
            ),
        )
        notes = BriefingNotes(
            question="Will the port of Ostrhaven close?",
            scope="Two articles of spring 2031",
            as_of="2031-04-01",
            prepared_by="KL",
            edition="1",
            handling="For the harbour desk only",
            key_lines=(
                KeyLine(line="The board calls a closure unlikely.", evidence=(unlikely,)),
                KeyLine(
                    line="The drivers expect the ships to leave.",
                    evidence=(item_id("strike", first.analysis.annotations.quotations[3].key),),
                ),
            ),
        )
    return Briefing(
        entries=(second, first),
        actors=ACTORS,
        claims=tuple(all_claims),
        propositions=propositions,
        curation=Curation(briefing=notes),
        problems=(Problem(file="broken.html", code="unreadable", message="is no text in any known encoding"),),
        inputs=digest("inputs", 64),
        checked={
            all_claims[-1].id: Checked(by="KL", on=None, file="note.yml", line=1),
            claims[-1].id: Checked(by="KL", on="2031-04-01", file="strike.yml", line=4),
        },
    )
