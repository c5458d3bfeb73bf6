"""How far an edit reaches: no look-up that finds something else after it is missed."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from mkdocs_briefing.link import Linker
from mkdocs_briefing.mkdocs_output import SiteFolder
from mkdocs_briefing.model import Actor, Analysis, Notes
from mkdocs_briefing.publish.catalogue import Catalogue
from mkdocs_briefing.publish.lasting import Lasting, Piece
from mkdocs_briefing.publish.options import Options
from mkdocs_briefing.publish.planning import plan
from mkdocs_briefing.publish.reach import EVERYTHING, Look, Reach, Subjects, compared, numbers, subject
from mkdocs_briefing.publish.traces import KEYED, LISTS, OF_ARTICLES, SMALL, Digests, Read, Reads, in_order
from test_linker import CURATIONS, IDS, pool

ROWS = 3
Uris = Mapping[tuple[str, str], str]


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> tuple[tuple[Analysis, Notes], ...]:
    return pool(tmp_path_factory.mktemp("pool"))


def look_ups(catalogue: Catalogue, uris: Uris) -> Iterator[Read]:
    """Whatever pages may look up in a briefing."""
    for name in sorted(KEYED - {"actors", "cited"}):
        yield from ((name, key) for key in getattr(catalogue, name))
    yield from ((name, id) for name in OF_ARTICLES for id in catalogue.entries)
    yield from (("actors", (id, field)) for id in catalogue.actors for field in Actor.__struct_fields__)
    yield from (("elsewhere", id) for id in catalogue.claims)
    yield from (("checked", id) for id in catalogue.claims)
    yield from (("uris", key) for key in uris)
    yield from ((name, None) for name in SMALL)
    yield from ((name, part) for name in LISTS - {"counted"} for part in ("length", "0", "0:4"))
    for kind in ("claims", "voice", "quotations", "unnamed"):
        for page in range(1, catalogue.page_count(kind, ROWS) + 1):
            yield "rows_on", f"{kind}:{page}:{ROWS}"


def uris_of(catalogue: Catalogue) -> Uris:
    return {(page.kind, page.key): page.uri for page in plan(catalogue.briefing, Options(rows=ROWS))}


def walk(articles: tuple[tuple[Analysis, Notes], ...], seed: int, steps: int) -> int:
    """Random edits of articles; gives how many look-ups found something else."""
    chance = random.Random(seed)
    linker = Linker()
    linker.update({id: chance.choice(articles) for id in IDS}, curation=chance.choice(CURATIONS[:3]))
    now = set(IDS)
    before = Catalogue(linker.briefing((), "0"))
    were, differ, missed_none = uris_of(before), 0, 0
    for step in range(1, steps):
        removed = {id for id in now if chance.random() < 0.05}
        changed = {id: chance.choice(articles) for id in chance.sample(IDS, chance.choice((1, 1, 2)))}
        now = (now | changed.keys()) - (removed - changed.keys())
        changes = linker.update(changed, removed - changed.keys())
        after = Catalogue(linker.briefing((), str(step)))
        uris = uris_of(after)
        then, later = (Digests(c, {"uris": u}, c.briefing.inputs.encode()) for c, u in ((before, were), (after, uris)))
        reads = sorted({*look_ups(before, were), *look_ups(after, uris)}, key=str)
        held = Look(None, before, then, were).held([read for read in reads if compared(read)])
        reach = Reach(changes, after, held, Look(changes, after, later, uris))
        assert set(numbers(Subjects().of(in_order(reads)))) == {subject(read) for read in reads}
        for read in reads:
            differs = found(then, read) != found(later, read)
            assert read[0] == "entries" or differs == (told(then, read) != told(later, read)), read
            if differs and not changes.propositions:
                differ += 1
                assert reach.meets(Subjects().of(alone(read))), f"seed {seed}, step {step}: {read}"
            missed_none += not reach.meets(Subjects().of(alone(read)))
        before, were = after, uris
    assert missed_none
    return differ


def alone(read: Read) -> Reads:
    name, key = read
    return ((name, (key,)),)


def found(digests: Digests, read: Read) -> bytes | None:
    try:
        return digests.of(alone(read))
    except LookupError:
        return None  # a page of a list that has fewer pages


def told(digests: Digests, read: Read) -> object:
    try:
        return digests.found(*read)
    except LookupError:
        return None


def test_an_edit_reaches_all_that_it_changes(articles: tuple[tuple[Analysis, Notes], ...]) -> None:
    assert walk(articles, 1, 25) > 100


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(200, 206))
def test_hundreds_of_edits_reach_all_that_they_change(articles: tuple[tuple[Analysis, Notes], ...], seed: int) -> None:
    assert walk(articles, seed, 150) > 100


@pytest.mark.parametrize("read", [("something new", "x"), ("entries", None), ("everything", None), ("actors", "x")])
def test_what_is_not_known_to_be_of_one_thing_is_of_everything(read: Read) -> None:
    assert subject(read) == EVERYTHING


def test_pieces_of_an_article_last_until_an_edit_may_reach_them(articles: tuple[tuple[Analysis, Notes], ...]) -> None:
    linker = Linker()
    linker.update({id: articles[n] for n, id in enumerate(IDS)})
    before = Catalogue(linker.briefing((), "1"))
    changes = linker.update({"a3": articles[30]})
    after = Catalogue(linker.briefing((), "2"))
    then, later = Digests(before, {}, b"1"), Digests(after, {}, b"2")
    reach = Reach(changes, after, Look(None, before, then, {}).held([]), Look(changes, after, later, {}))
    lasting, subjects = Lasting(), Subjects()
    for id in ("a3", "a5"):
        lasting.put(Piece(id, "line", f"of {id}", (("date", (id,)),)))
    lasting.put(Piece("a6", "line", "of all", (("everything", (None,)),)))
    assert lasting.get("a3", "line") == "of a3"
    assert lasting.add(lasting.made(), subjects) == {"a3", "a5"}
    other = Lasting()
    assert lasting.articles() == ["a3", "a5"]
    assert other.take_over({id: lasting.of(id) for id in lasting.articles()}, reach) == {"a3"} | (
        {"a5"} & changes.entries
    )
    assert other.get("a3", "line") is None
    assert other.get("a5", "line") == (None if "a5" in changes.entries else "of a5")
    assert other.get("a6", "line") is None


def test_folders_come_back_without_what_is_not_wanted(tmp_path: Path) -> None:
    site = tmp_path / "site"
    files = {"a/x/index.html": "x", "a/y/index.html": "y", "a/old/index.html": "old", "assets/a/x.js": "1", "b/z": "z"}
    for address, text in files.items():
        (site / address).parent.mkdir(parents=True, exist_ok=True)
        (site / address).write_text(text)

    def stamp(address: str) -> tuple[int, int]:
        status = (site / address).stat()
        return status.st_size, status.st_mtime_ns

    wanted = {address: stamp(address) for address in ("a/x/index.html", "assets/a/x.js")}
    wanted["a/y/index.html"] = (1, 1)  # somebody wrote to it since
    folder = SiteFolder(str(site), str(tmp_path / "cache"))
    folder.set_aside()
    (site / "assets" / "new").mkdir(parents=True)
    folder.bring_back(wanted)
    there = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    assert there == {"a/x/index.html", "assets/a/x.js"}
    assert not (site / "a" / "old").exists()
    assert not (site / "b").exists()
    assert (site / "assets" / "new").is_dir()
    assert folder.move_back([(address, wanted[address]) for address in ("a/x/index.html", "assets/a/x.js")])
    assert not folder.move_back([("a/y/index.html", (1, 1))])
