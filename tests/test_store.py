"""The store: what is kept, what makes a key, and what happens when the file is not as it should be."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import msgspec
import pytest

from mkdocs_briefing import pipeline, store
from mkdocs_briefing.model import Flaw, Notes, Problem, Site, Source
from mkdocs_briefing.pipeline import Job, brief
from mkdocs_briefing.store import Store

KEY = store.key("test", "one")
RECORD = Flaw(code="undated", message="prints no date", start=3, end=9)


@pytest.fixture
def warned() -> list[str]:
    return []


@pytest.fixture
def opened(tmp_path: Path, warned: list[str]) -> Callable[[], Store]:
    return lambda: Store(tmp_path / "cache", warned.append)


def test_a_row_under_the_key_of_another_is_missing(opened: Callable[[], Store], warned: list[str]) -> None:
    other = store.key("test", "two")
    with opened() as first:
        first.put(KEY, RECORD)
        path = first.path
    with sqlite3.connect(path) as db:
        db.execute("UPDATE rows SET key = ?", (other,))
    with opened() as second:
        assert second.get(other, Flaw) is None
    assert warned == []


def test_keeps_a_record_over_runs(opened: Callable[[], Store], warned: list[str]) -> None:
    with opened() as first:
        assert first.get(KEY, Flaw) is None
        first.put(KEY, RECORD)
    with opened() as second:
        assert second.get(KEY, Flaw) == RECORD
    assert warned == []


def test_a_large_record_is_packed(opened: Callable[[], Store], warned: list[str]) -> None:
    large = msgspec.structs.replace(RECORD, message="prints no date. " * (store._LARGE // 8))
    with opened() as first:
        first.put(KEY, large)
        path = first.path
    with sqlite3.connect(path) as db:
        assert db.execute("SELECT length(value) FROM rows").fetchone()[0] < store._LARGE / 100
    with opened() as second:
        assert second.get(KEY, Flaw) == large
    assert warned == []


def test_the_cache_folder_ignores_itself(opened: Callable[[], Store], tmp_path: Path) -> None:
    opened().close()
    assert (tmp_path / "cache" / ".gitignore").read_text() == "*\n"


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda data: b"this was never a database" * 100, id="another file"),
        pytest.param(lambda data: b"", id="empty"),
        pytest.param(lambda data: data[: len(data) // 2], id="cut off"),
        pytest.param(lambda data: data[:100] + bytes(len(data) - 100), id="zeroed"),
        pytest.param(lambda data: data[:4096] + b"\xff" * (len(data) - 4096), id="scrambled"),
    ],
)
def test_a_damaged_store_is_replaced(
    damage: Callable[[bytes], bytes], opened: Callable[[], Store], tmp_path: Path, warned: list[str]
) -> None:
    with opened() as first:
        first.put(KEY, RECORD)
    file = tmp_path / "cache" / "analyses.sqlite"
    file.write_bytes(damage(file.read_bytes()))
    with opened() as second:
        assert second.get(KEY, Flaw) is None
        second.put(KEY, RECORD)
    with opened() as third:
        assert third.get(KEY, Flaw) == RECORD
    assert len(warned) <= 1


@pytest.mark.parametrize("at", [0, 7, 8, -1])
def test_a_flipped_bit_in_a_row_is_a_missing_row(at: int, opened: Callable[[], Store], tmp_path: Path) -> None:
    with opened() as first:
        first.put(KEY, RECORD)
    db = sqlite3.connect(tmp_path / "cache" / "analyses.sqlite")
    value = bytearray(db.execute("SELECT value FROM rows").fetchone()[0])
    value[at] ^= 1
    db.execute("UPDATE rows SET value = ?", (bytes(value),))
    db.commit()
    db.close()
    with opened() as second:
        assert second.get(KEY, Flaw) is None


def test_a_row_of_another_make_is_a_missing_row(opened: Callable[[], Store]) -> None:
    with opened() as first:
        first.put(KEY, RECORD)
    with opened() as second:
        assert second.get(KEY, Problem) is None


def test_a_store_of_another_schema_is_replaced(opened: Callable[[], Store], tmp_path: Path, warned: list[str]) -> None:
    with opened() as first:
        first.put(KEY, RECORD)
    db = sqlite3.connect(tmp_path / "cache" / "analyses.sqlite")
    db.execute("PRAGMA user_version = 999")
    db.close()
    with opened() as second:
        assert second.get(KEY, Flaw) is None
    assert warned == []


def test_a_locked_store_is_passed_by(
    opened: Callable[[], Store], tmp_path: Path, warned: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "WAIT", 0.05)
    opened().close()
    other = sqlite3.connect(tmp_path / "cache" / "analyses.sqlite", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with opened() as locked:
        locked.put(KEY, RECORD)
    assert len(warned) == 1 and "cannot be used" in warned[0]
    other.execute("ROLLBACK")
    other.close()
    with opened() as free:
        assert free.get(KEY, Flaw) is None
        free.put(KEY, RECORD)
    assert len(warned) == 1


def test_a_folder_that_cannot_be_made_is_passed_by(tmp_path: Path, warned: list[str]) -> None:
    (tmp_path / "file").write_text("in the way")
    with Store(tmp_path / "file" / "cache", warned.append) as nowhere:
        nowhere.put(KEY, RECORD)
        assert nowhere.get(KEY, Flaw) is None
    assert len(warned) == 1


def test_two_builds_at_once_both_keep_their_work(opened: Callable[[], Store], warned: list[str]) -> None:
    other_key = store.key("test", "two")
    with opened() as one, opened() as two:
        one.put(KEY, RECORD)
        two.put(other_key, RECORD)
    with opened() as after:
        assert after.get(KEY, Flaw) == after.get(other_key, Flaw) == RECORD
    assert warned == []


def test_a_killed_build_leaves_a_usable_store(opened: Callable[[], Store], warned: list[str]) -> None:
    killed = opened()
    for n in range(store._FLUSH + 1):
        killed.put(store.key("test", n), RECORD)
    del killed  # never closed: the last lot is lost, the lots before are not
    with opened() as after:
        assert after.get(store.key("test", 0), Flaw) == RECORD
    assert warned == []


def test_rows_that_no_run_asks_for_are_dropped(opened: Callable[[], Store], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "KEEP_RUNS", 2)
    wanted = store.key("test", "wanted")
    with opened() as first:
        first.put(KEY, RECORD)
        first.put(wanted, RECORD)
    for _ in range(4):
        with opened() as later:
            assert later.get(wanted, Flaw) == RECORD
    with opened() as last:
        assert last.get(KEY, Flaw) is None


def test_the_size_is_bounded(opened: Callable[[], Store], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    big = Flaw(code="long", message="x" * 200_000)
    with opened() as first:
        for n in range(20):
            first.put(store.key("test", n), big)
    monkeypatch.setattr(store, "LIMIT", 1_000_000)
    with opened() as second:
        second.put(KEY, RECORD)
    opened().close()
    assert (tmp_path / "cache" / "analyses.sqlite").stat().st_size < 1_000_000


def _job(text: str = "One line.", **changes: object) -> Job:
    source = Source(path="a.txt", sha256="0" * 64, encoding="utf-8", format="text", text=text)
    return msgspec.structs.replace(Job(source=source, notes=Notes(), counts=(), site=None), **changes)


@pytest.mark.parametrize(
    "other",
    [
        _job("Another line."),
        _job(keep_all=True),
        _job(notes=Notes(publish="quotes")),
        _job(counts=((12, 3),)),
        _job(site=Site(id="gazette", name="The Gazette", boilerplate=("^Subscribe$",))),
    ],
    ids=["bytes", "keep all", "notes", "line counts", "site's patterns"],
)
def test_the_key_holds_everything_an_analysis_depends_on(other: Job) -> None:
    assert pipeline.ANALYSE.key(other) != pipeline.ANALYSE.key(_job())


@pytest.mark.parametrize("changed", ["sys.version", "library", "data file"])
def test_the_key_holds_code_data_and_versions(changed: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    store.code.cache_clear()
    before = store.key("test")
    match changed:
        case "sys.version":
            monkeypatch.setattr(store.sys, "version", "9.9")
        case "library":
            real = store.metadata.distribution
            other = SimpleNamespace(read_text=lambda _: "Metadata-Version: 2.1\nVersion: 9.9\n\nlxml")
            monkeypatch.setattr(store.metadata, "distribution", lambda name: other if name == "lxml" else real(name))
        case "data file":
            monkeypatch.setattr(store, "__file__", str(tmp_path / "store.py"))
            (tmp_path / "cues.txt").write_text("said\n")
    store.code.cache_clear()
    assert store.key("test") != before
    store.code.cache_clear()


def test_a_warm_run_analyses_nothing_and_an_edit_only_what_it_touches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for name in ("a", "b", "c"):
        (corpus / f"{name}.txt").write_text(f"Story {name}\n\nThe mayor of Orvik spoke about {name}.\n")
    done: list[str] = []
    real = pipeline.analyse
    monkeypatch.setattr(
        pipeline, "analyse", lambda source, *rest, **more: done.append(source.path) or real(source, *rest, **more)
    )

    def run() -> list[str]:
        done.clear()
        with Store(tmp_path / "cache") as kept:
            brief(corpus, store=kept)
        return list(done)

    assert run() == ["a.txt", "b.txt", "c.txt"]
    assert run() == []
    (corpus / "b.txt").write_text("Story b\n\nThe mayor of Orvik took it back.\n")
    assert run() == ["b.txt"]
    (corpus / "d.txt").write_text("Story d\n\nA fourth story.\n")
    (corpus / "a.txt").unlink()
    assert run() == ["d.txt"]
