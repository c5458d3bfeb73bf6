"""A briefing of as many claims as a test asks for, made of records: invented harbours, speakers and words."""

from __future__ import annotations

from msgspec.structs import replace

from invented import Draft
from mkdocs_briefing.ids import digest
from mkdocs_briefing.model import Actor, Alias, Briefing, Claim, Curation, Entry, Said

SPEAKERS = ("Berit Solvang", "Anselm Dreyer", "Idris Halm", "Tilda Roke", "Kaspar Vinje", "Oda Brekke", "Jorun Fald")
OUTLETS = ("The Orvik Ledger", "Harbour Courier", "Nordbote", "Coast Wire")
HEDGES = ("probably", "allegedly", "may", "")


def _article(n: int, each: int) -> tuple[Entry, list[Claim]]:
    title = f"Harbour notes, sheet {n}"
    date = f"20{20 + n % 8:02}-{1 + n % 12:02}-{1 + n % 28:02}"
    sentences = []
    for k in range(each):
        speaker, hedge = SPEAKERS[(n * 3 + k) % len(SPEAKERS)], HEDGES[(n + k) % len(HEDGES)]
        said = f"{speaker} said that crane {n}-{k} on the northern quay will {hedge} stand still until the spring tide"
        sentences.append(f"{said} of the year after next, because nobody has paid for rope.")
    draft = Draft(f"sheet-{n}", "\n".join([title, *sentences]))
    draft.fact("publisher", OUTLETS[n % len(OUTLETS)], title)
    draft.fact("url", f"https://harbour.example/sheets/{n}", title)
    if n % 10:
        draft.fact("date", date, title)
    for k, sentence in enumerate(sentences):
        speaker, hedge = SPEAKERS[(n * 3 + k) % len(SPEAKERS)], HEDGES[(n + k) % len(HEDGES)]
        draft.say(
            sentence.partition(" said that ")[2].rstrip("."),
            source=sentence.partition(" said")[0],
            cue=f"said that crane {n}-{k} ",
            sentence=sentence,
            actor=speaker.lower().replace(" ", "-"),
            kind="indirect",
            said=Said(value=date, spans=(), inferred=False) if k % 5 == 0 else None,
        )
        if hedge:
            at = draft.text.index(sentence) + sentence.index(f" {hedge} ") + 1
            doubt = {"type": "modality", "start": at, "end": at + len(hedge), "text": hedge}
            draft.attributions[-1] = _hedged(draft.attributions[-1], doubt)
    return draft.entry(), draft.claims()


def _hedged(attribution: object, doubt: dict[str, object]) -> object:
    from mkdocs_briefing.model import Hedge

    return replace(attribution, hedges=(Hedge(**doubt),))


def briefing(articles: int, each: int) -> Briefing:
    made = [_article(n, each) for n in range(articles)]
    claims = tuple(c for _, own in made for c in own)
    actors = tuple(
        Actor(
            id=name.lower().replace(" ", "-"), name=name, type="person", aliases=(Alias(text=name, count=1),), roles=(),
            identity=None, wikidata=None, tier="published", articles=articles, mentions=articles,
        )
        for name in SPEAKERS
    )  # fmt: skip
    return Briefing(
        entries=tuple(entry for entry, _ in made),
        actors=actors,
        claims=claims,
        propositions=(),
        curation=Curation(),
        problems=(),
        inputs=digest(f"{articles} {each}", 64),
    )
