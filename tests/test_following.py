"""After an edit the look-ups and the plan of a site are those that are made anew."""

from __future__ import annotations

import random
from functools import cached_property
from typing import Any

import pytest
from msgspec.structs import replace

from mkdocs_briefing.link import Linker
from mkdocs_briefing.model import Analysis, Curation, Notes
from mkdocs_briefing.publish import carrying
from mkdocs_briefing.publish.catalogue import Catalogue
from mkdocs_briefing.publish.following import followed
from mkdocs_briefing.publish.options import Options
from mkdocs_briefing.publish.planning import Planner, plan
from mkdocs_briefing.publish.words import Words
from test_linker import CURATIONS, IDS, pool

LOOK_UPS = sorted(
    name for name, found in vars(Catalogue).items() if isinstance(found, cached_property) and name[0] != "_"
)


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> tuple[tuple[Analysis, Notes], ...]:
    return pool(tmp_path_factory.mktemp("pool"))


def walk(
    articles: tuple[tuple[Analysis, Notes], ...], seed: int, steps: int, monkeypatch: pytest.MonkeyPatch
) -> set[str]:
    """Random edits; after each, some things are looked up. Gives what was carried on at some step."""
    monkeypatch.setattr(carrying, "MOST", 1.0)
    chance = random.Random(seed)
    linker, options = Linker(), Options(rows=3)
    planner = Planner(options, Words("en"))
    now: set[str] = set()
    catalogue = Catalogue(linker.briefing())
    carried = set()
    for step in range(steps):
        removed = {id for id in now if chance.random() < 0.1}
        changed = {id: chance.choice(articles) for id in chance.sample(IDS, chance.choice((0, 1, 1, 1, 2)))}
        if step == 0:
            changed = {id: chance.choice(articles) for id in IDS}
        if chance.random() < 0.1:
            changed = {id: (a, replace(notes, private=True)) for id, (a, notes) in changed.items()}
        now = (now | changed.keys()) - (removed - changed.keys())
        other = chance.choice((*CURATIONS[:3], Curation())) if chance.random() < 0.15 else None
        changes = linker.update(changed, removed - changed.keys(), other)
        briefing = linker.briefing((), str(step))
        catalogue = carrying.after(catalogue, briefing, changes)
        carried |= vars(catalogue).keys()
        fresh = Catalogue(briefing)
        for name in chance.sample(LOOK_UPS, chance.choice((0, 3, len(LOOK_UPS)))):
            mine, its = getattr(catalogue, name), getattr(fresh, name)
            if name != "suggestions":
                same(name, mine, its, f"seed {seed}, step {step}: {name}")
        assert planner.pages(catalogue) == plan(briefing, options), f"seed {seed}, step {step}"
    return carried


def same(name: str, mine: Any, its: Any, where: str) -> None:
    """Equal, lists too, and in lists the very same records."""
    assert mine == its, where
    if isinstance(its, dict):
        for key, value in its.items():
            same(name, mine[key], value, where)
    elif name in ("loose", "own_voice", "said", "groups", "under", "claims_in"):
        assert all(a is b for a, b in zip(mine, its, strict=True)), where


def test_any_edits_give_the_look_ups_and_the_plan_made_anew(
    articles: tuple[tuple[Analysis, Notes], ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    carried = walk(articles, 1, 120, monkeypatch) | walk(articles, 2, 120, monkeypatch)
    assert carried >= {
        "claims", "claims_in", "said", "reprints", "groups", "under", "figures", "values", "claim_of",
        "loose", "own_voice", "by_date", "mentions", "quotations", "unnamed",
    }  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 106))
def test_thousands_of_edits_give_the_look_ups_and_the_plan_made_anew(
    articles: tuple[tuple[Analysis, Notes], ...], seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert walk(articles, seed, 500, monkeypatch)


@pytest.mark.parametrize("size", [3, 200])
def test_a_list_follows_few_changes_and_many(size: int) -> None:
    chance = random.Random(size)
    rows = sorted(chance.sample(range(1000), size))
    for _ in range(50):
        gone = chance.sample(rows, chance.randrange(min(4, len(rows) + 1)))
        come = [n for n in {chance.randrange(1000, 2000) for _ in range(3)} if n not in rows]
        new = followed(rows, gone, come, int, int)
        assert new == sorted({*rows, *come} - {*gone})
        rows = new


def test_pages_of_which_nothing_changed_are_the_very_same(articles: tuple[tuple[Analysis, Notes], ...]) -> None:
    linker, planner = Linker(), Planner(Options(), Words("en"))
    linker.update({id: articles[n] for n, id in enumerate(IDS)})
    before = {page.uri: page for page in planner.pages(Catalogue(linker.briefing()))}
    changes = linker.update({"a3": articles[30]})
    after = {page.uri: page for page in planner.pages(Catalogue(linker.briefing()))}
    same = [page for uri, page in after.items() if before.get(uri) is page]
    assert {p.key for p in same if p.kind == "article"} == set(IDS) - changes.entries
    assert [page for page in same if page.kind == "actor"]
