"""Linking that can be undone: after any edits the briefing is the one linked from scratch."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from mkdocs_briefing import curation as people
from mkdocs_briefing.link import Changes, Linker, link
from mkdocs_briefing.model import (
    ActorNotes,
    Anchor,
    AnchorPair,
    Briefing,
    BriefingNotes,
    ComparableNotes,
    Curation,
    KeyLine,
    Notes,
    Packed,
    Problem,
    PropositionNotes,
    Site,
    Withdrawal,
)
from mkdocs_briefing.pipeline import analyse
from mkdocs_briefing.read import read

Article = tuple[Packed, Notes]

# Sentences that mean something for each other: bearers of one surname, namesakes, nicknames, juniors, acronyms, organs
# of a state, names in capitals, words that are names elsewhere, descriptions that only another article explains.
SENTENCES = (
    "Ottilie Brandvold said that the pier had sunk by 4 centimetres.",
    "Brandvold said that it would not move again.",
    "“The sea does not read our reports at all, it only comes back,” said Brandvold.",
    "“The sea does not read our reports at all, it only comes back,” said Tor Brandvold.",
    "Tor Brandvold, a spokesman for the harbour, said the ferry was late.",
    "The spokesman said that nobody had asked him.",
    "She said that the harbour was closed. He denied it.",
    "Mrs. Brandvold told the Sivna River Commission (SRC) that 300 boats were lost.",
    "The SRC allegedly paid 2 million crowns, according to Lena K. Storhaug.",
    "Lena K. Storhaug met Lena M. Storhaug. Lena Storhaug left.",
    "Storhaug said the commission was wrong.",
    "The Sudden Repair Crew said that the SRC was wrong.",
    "Senator Dan Storhaug Jr. said the dam was safe. Storhaug left.",
    "Senator Dan Storhaug said the dam was not safe.",
    "Dan Storhaug and Dan Storhaug Jr. were seen in Narvik.",
    "Ben Aune told the Express that the bridge was closed.",
    "Benjamin Aune told the Tidewater Gazette that the bridge was open. Aune laughed.",
    "Ana Maria Lima Solberg spoke. Ana Lima Solberg nodded. Ana Lima said that it was over.",
    "Ana Lima said so twice; President Lima said so once.",
    "PRESIDENT ANA LIMA OPENS HARBOUR HALL",
    "SIVNA RIVER COMMISSION LEAVES NARVIK",
    "Norway’s Defense Ministry said that the Norwegian Ministry of Defense had no ships.",
    "The Ministry of Defense of Norway said it had one ship.",
    "They met Hope Storhaug in Hope. There is hope, and a storm.",
    "A storm came. The storm left. Hope, Storm and Lantern waited.",
    "Kate Storm said that Storm would come. Storm waited.",
    "Lantern Storm asked the Harbour Hall Trust for a lantern.",
    "The harbour hall was cold, the trust was gone and the commission slept.",
    "The minister said that the trust was his. A senior official said no.",
    "Tom Aune, the minister, arrived. The minister said it was early.",
    "Norwegian minister Tom Aune said that the sea was calm.",
    "The pilot Tom Aune waved. Pilot Kari Aune said he could not wait.",
    "“We will be there before the tide turns, whatever they say,” she said.",
    "According to the Tidewater Gazette, Kate Storm said the hall was sold.",
    "The company Sivna Markets sold it, Aune’s brother said.",
    "Aune Hill is near Mount Lima; Lima County paid.",
    "They flew to Lima and to Oslo, where the Guardian is read.",
    "U.N. officials said that the UN would not pay. The United Nations declined to comment.",
    "Storhaug’s Narvik Falcons lost. Falcons said nothing.",
    "Kari Aune told Sivna County Council that the council was closed.",
)
LONG = (
    "The old pier was built in the year of the great herring, when every house in the bay had a boat of its own. "
    "It has been mended so many times that hardly a plank of the first one is left, and the town is proud of it. "
    "Engineers measured it over the winter with wires, lasers and patience, and wrote down what they saw each day. "
    "Nobody had expected that the figures would be read aloud in the council on a Tuesday evening in the rain. "
    "The ferry waited outside for the passengers who wanted to hear it, and left an hour late with all of them."
)
HEADS = (
    "",
    "---\npublisher: Tidewater Gazette\ndate: 2025-03-14\n---\n",
    "---\npublisher: Sivna Courier\ndate: 2025-03-12\ntitle: The pier\n---\n",
    "---\npublisher: Harbour Hall\n---\n",
)
CORRECTIONS = (
    "- {claim: “said that”, speaker: kate, by: AB}",
    "- {quote: “The sea does not read our reports”, speaker: Brandvold, by: AB}",
    "- {claim: “the harbour was closed”, speaker: Tor Brandvold, certainty: explicit, by: AB}",
    "- {claim: “said that it would not move again”, speaker: Nobody Known, by: AB}",
    "- {claim: “the ferry was late”, via: [Tidewater Gazette, Kari Aune], polarity: denied, by: AB}",
    "- {confirm: “The sea does not read our reports”, by: AB, on: 2025-03-14}",
    "- {confirm: “Storhaug left”, by: AB}",
)
CURATIONS = (
    Curation(),
    Curation(
        actors=(
            ActorNotes(id="ottilie", name="Ottilie Brandvold", type="person", aliases=("O. Brandvold", "the old lady")),
            ActorNotes(id="kate", name="Kate Storm", aliases=("Lantern Storm",), identity="keeper of the hall"),
            ActorNotes(id="harbour-hall", name="Harbour Hall", type="organization"),
        ),
        propositions=(
            PropositionNotes(
                id="pier",
                statement="The pier sinks",
                claims=(
                    Anchor(article="a0", exact="had sunk by 4 centimetres", stance="likely"),
                    Anchor(article="a1", exact="comes back"),
                    Anchor(id="a0-c-"),
                    Anchor(id="a2-q-"),
                ),
                conflicts=(
                    AnchorPair(
                        a=Anchor(article="a1", exact="was not safe"),
                        b=Anchor(article="a3", exact="was safe"),
                        confirmed_by="AB",
                    ),
                ),
            ),
        ),
    ),
    Curation(
        actors=(
            ActorNotes(id="dan", name="Dan Storhaug", aliases=("Storhaug",)),
            ActorNotes(id="lena", name="Lena Storhaug", aliases=("Storhaug",)),
            ActorNotes(id="src", name="Sivna River Commission", type="organization", aliases=("SRC",)),
        ),
        keep_apart=(("Tor Brandvold", "Ottilie Brandvold"), ("Ben Aune", "Benjamin Aune")),
        merge=(("Kari Aune", "Tom Aune"), ("UN", "Sudden Repair Crew"), ("Nobody", "Ana Lima")),
        ignore=("Lantern", "Narvik"),
    ),
    Curation(
        merge=(("Kate Storm", "Hope Storhaug"), ("Hope Storhaug", "Ana Lima")),
        redact=("Kari Aune", "Storhaug"),
        ignore=("Sivna County", "No Such Thing"),
        sites=(
            Site(id="gazette", name="Tidewater Gazette", aliases=("Gazette",), withdrawn=Withdrawal(why="all of it")),
            Site(id="express", name="The Express", aliases=("Storm",)),
        ),
        briefing=BriefingNotes(
            key_lines=(KeyLine(line="It sinks", evidence=("a0-c-", "a1-")),),
            require_reviewed="key_lines",
            comparable=(
                ComparableNotes(
                    figures=(Anchor(article="a0", exact="4 centimetres"), Anchor(article="a1", exact="300 boats")),
                    why="both are counted",
                    by="AB",
                ),
            ),
            file="curation/briefing.yml",
        ),
    ),
)
IDS = tuple(f"a{n}" for n in range(9))


@cache
def pool(root: Path) -> tuple[Article, ...]:
    """Analysed articles of random sentences, some with a head, a long text that others print too, corrections."""
    chance = random.Random(11)
    made = []
    for n in range(70):
        lines = chance.sample(SENTENCES, chance.randrange(1, 9))
        if chance.random() < 0.3:
            lines.insert(chance.randrange(len(lines) + 1), LONG)
        path = root / f"p{n:02}.md"
        path.write_text(chance.choice(HEADS) + "\n\n".join(lines) + "\n", "utf-8")
        if chance.random() < 0.4:
            chosen = chance.sample(CORRECTIONS, chance.randrange(1, 4))
            path.with_suffix(".yml").write_text(
                "corrections:\n" + "\n".join(chosen).replace("“", '"').replace("”", '"')
            )
        for source in read(root, path.name).sources:
            notes, _ = people.notes(root, source)
            analysis = analyse(source, notes, {}, None)
            if chance.random() < 0.2:
                analysis = replace(analysis, cleaned=replace(analysis.cleaned, site="gazette"))
            made.append((Packed.of(analysis), notes))
    return tuple(made)


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> tuple[Article, ...]:
    return pool(tmp_path_factory.mktemp("pool"))


def passed_on(linker: Linker, articles: Mapping[str, Article], *, once: bool = False) -> Linker:
    """The linker in another process, which has only what was written down."""
    return Linker.restored(linker.dump(), [linker.lot(ids) for ids in linker.lots()], articles, once=once)


def linked(
    articles: Mapping[str, Article],
    curation: Curation | None = None,
    problems: Iterable[Problem] = (),
    inputs: str = "",
) -> Briefing:
    """From scratch."""
    linker = Linker()
    linker.update(articles, curation=curation or Curation())
    return linker.briefing(problems, inputs)


def packed(briefing: Briefing) -> bytes:
    return msgspec.msgpack.encode(briefing)


def records(briefing: Briefing) -> Iterable[tuple[str, Mapping[str, object]]]:
    for kind in ("entries", "actors", "claims", "propositions"):
        yield kind, {record.id: record for record in getattr(briefing, kind)}


def told_right(old: Briefing, new: Briefing, changes: Changes, same: bool) -> None:
    """What is said to be changed is what differs, and all else is the very same."""
    for (kind, before), (_, after) in zip(records(old), records(new), strict=True):
        differ = {id for id in before.keys() | after.keys() if before.get(id) != after.get(id)}
        assert getattr(changes, kind) == differ, kind
        if same:
            assert all(before[id] is after[id] for id in (before.keys() & after.keys()) - differ), kind
    assert set(changes.were) == {claim for claim in old.claims if claim.id in changes.claims}
    entries = [entry for briefing in (old, new) for entry in briefing.entries if entry.id in changes.entries]
    assert changes.named == {mention.actor for entry in entries for mention in entry.linked.mentions}


def walk(articles: tuple[Article, ...], seed: int, steps: int) -> set[str]:
    """Random edits, each compared with linking from scratch; gives what kinds of things changed on the way."""
    chance = random.Random(seed)
    linker = Linker()
    now: dict[str, Article] = {}
    curation = Curation()
    old, seen = linker.briefing(), set()
    for step in range(steps):
        changed: dict[str, Article] = {}
        removed = set()
        for id in chance.sample(IDS, chance.choice((0, 1, 1, 1, 2, 4))):
            if id in now and chance.random() < 0.3:
                removed.add(id)
            else:
                article, notes = chance.choice(articles)
                if chance.random() < 0.1:
                    notes = replace(notes, private=True)
                if chance.random() < 0.1:
                    notes = replace(notes, withdrawn=Withdrawal(why="at their wish"))
                changed[id] = (article, notes)
        other = chance.choice(CURATIONS) if chance.random() < 0.15 else None
        curation = other or curation
        before = now
        now = {id: article for id, article in now.items() if id not in removed} | changed
        same = chance.random() < 0.9
        if not same:  # another process goes on
            linker = passed_on(linker, before, once=chance.random() < 0.5)
        changes = linker.update(changed, removed, other)
        problems = (Problem(file=f"{step}.txt", code="test", message="of before"),)
        new = linker.briefing(problems, str(step))
        scratch = linked(now, curation, problems, str(step))
        assert packed(new) == packed(scratch), f"seed {seed}, step {step}"
        told_right(old, new, changes, same)
        seen |= {kind for kind in Changes._fields if getattr(changes, kind)}
        seen |= {related.kind for entry in new.entries for related in entry.linked.related}
        seen |= {problem.code for problem in new.problems}
        old = new
    return seen


def test_any_edits_equal_linking_from_scratch(articles: tuple[Article, ...]) -> None:
    seen = walk(articles, 1, 150) | walk(articles, 2, 150)
    assert seen >= {*Changes._fields, "duplicate", "syndicated", "related", "unknown-actor", "no-such-actor"}


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 110))
def test_thousands_of_edits_equal_linking_from_scratch(articles: tuple[Article, ...], seed: int) -> None:
    assert walk(articles, seed, 400) >= set(Changes._fields)


def test_the_order_of_edits_does_not_matter(articles: tuple[Article, ...]) -> None:
    now = {id: articles[n] for n, id in enumerate(IDS)}
    for seed in range(5):
        linker = Linker()
        for id in random.Random(seed).sample(IDS, len(IDS)):
            linker.update({id: now[id]})
        assert packed(linker.briefing()) == packed(linked(now))


def test_the_same_again_changes_nothing(articles: tuple[Article, ...]) -> None:
    linker = Linker()
    now = {id: articles[n] for n, id in enumerate(IDS)}
    linker.update(now, curation=CURATIONS[1])
    again = msgspec.msgpack.decode(msgspec.msgpack.encode(now), type=dict[str, Article])
    assert linker.update(again, curation=CURATIONS[1]) == Changes(frozenset(), frozenset(), frozenset(), frozenset())
    assert linker.update(removed=["nobody"]) == Changes(frozenset(), frozenset(), frozenset(), frozenset())


def test_another_process_goes_on(articles: tuple[Article, ...]) -> None:
    now = {id: articles[n] for n, id in enumerate(IDS)}
    linker = Linker()
    linker.update(now, curation=CURATIONS[1])
    asked = []

    class Shelf(dict[str, Article]):
        def __getitem__(self, id: str) -> Article:
            asked.append(id)
            return super().__getitem__(id)

    other = passed_on(linker, Shelf(now))
    assert asked == [], "nothing is read before it is needed"
    assert packed(other.briefing()) == packed(linker.briefing())
    assert sorted(set(asked)) == sorted(now)


@pytest.mark.parametrize("state", [b"", b"\x93", b"\x91\xa10", b"{}", msgspec.msgpack.encode(["2", 1])])
def test_what_another_version_wrote_down_is_refused(state: bytes) -> None:
    with pytest.raises(ValueError):
        Linker.restored(state, (), {})


def test_all_that_came_can_go(articles: tuple[Article, ...]) -> None:
    linker = Linker()
    linker.update({f"x{n}": article for n, article in enumerate(articles)}, curation=CURATIONS[2])
    linker.update(removed=[f"x{n}" for n in range(len(articles))], curation=Curation())
    assert packed(linker.briefing()) == packed(link([], Curation()))
    linker.update({"a0": articles[0]})
    assert packed(linker.briefing()) == packed(linked({"a0": articles[0]}))
