"""Articles from elsewhere: brought once, kept as they are there, and never outside of their folder."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from mkdocs_briefing import remote
from mkdocs_briefing.cli import main
from mkdocs_briefing.pipeline import brief

fsspec = pytest.importorskip("fsspec")

FERRY = "Ferry stops\n\nBy Ada Lund, Harbour Sheet\n\n4 March 2023\n\n“The ferry stops,” said Berit Solvang.\n".encode()
TOWN = FERRY.replace(b"ferry", b"tram").replace(b"Ferry", b"Tram")


@pytest.fixture
def put() -> Iterator[Callable[..., None]]:
    """Puts files into a bucket in memory."""
    bucket = fsspec.filesystem("memory")
    yield lambda name, words: bucket.pipe(f"/news/{name}", words)
    bucket.rm("/news", recursive=True)


def zipped(file: Path, **files: bytes) -> str:
    with zipfile.ZipFile(file, "w") as archive:
        for name, words in files.items():
            archive.writestr(name, words)
    return f"zip://::{file}"


def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that are fetched from now on."""
    found: list[str] = []
    real = remote._fetch

    def fetch(source: object, file: Path, size: int) -> None:
        found.append(file.name)
        real(source, file, size)  # type: ignore[arg-type]

    monkeypatch.setattr(remote, "_fetch", fetch)
    return found


def test_only_what_changed_is_fetched_and_what_is_gone_is_removed(
    put: Callable[..., None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetched = opened(monkeypatch)
    for name in ("a/ferry.txt", "a/ferry.yml", "b/tram.txt", "picture.png", ".git/x.txt"):
        put(name, b"id: ferry-1\n" if name.endswith("yml") else FERRY)
    first = remote.bring("memory://news", tmp_path)
    assert (first.files, first.new) == (3, 3)
    assert [entry.id for entry in brief(first.folder).entries] == ["b-tram", "ferry-1"]
    assert remote.bring("memory://news", tmp_path) == (first.folder, 3, 0, ()) and len(fetched) == 3
    put("a/ferry.txt", TOWN)
    fsspec.filesystem("memory").rm("/news/b/tram.txt")
    (first.folder / "a/own.yml").write_text("of a person")
    again = remote.bring("memory://news", tmp_path)
    assert (again.files, again.new, fetched[3:]) == (2, 1, ["ferry.txt"])
    assert (again.folder / "a/ferry.txt").read_bytes() == TOWN and not (again.folder / "b").exists()
    assert (again.folder / "a/own.yml").exists()


def test_a_file_that_was_damaged_here_is_fetched_again(put: Callable[..., None], tmp_path: Path) -> None:
    put("ferry.txt", FERRY)
    brought = remote.bring("memory://news", tmp_path)
    (brought.folder / "ferry.txt").write_bytes(b"")
    assert remote.bring("memory://news", tmp_path).new == 1
    assert (brought.folder / "ferry.txt").read_bytes() == FERRY


def test_a_packed_folder_and_one_file(put: Callable[..., None], tmp_path: Path) -> None:
    address = zipped(tmp_path / "news.zip", **{"x/ferry.txt": FERRY, "x/tram.txt": TOWN})
    assert len(brief(remote.bring(address, tmp_path).folder).entries) == 2
    put("dump.jsonl", b'{"text": "One."}\n')
    assert [p.name for p in remote.bring("memory://news/dump.jsonl", tmp_path).folder.iterdir()] == ["dump.jsonl"]


@pytest.mark.parametrize(
    "name", ["../evil.txt", "a/../../evil.txt", "a\\..\\evil.txt", "/../evil.txt", "a//evil.txt", "\nevil.txt"]
)
def test_no_name_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    address = zipped(tmp_path / "news.zip", **{"ferry.txt": FERRY, name: TOWN})
    brought = remote.bring(address, tmp_path / "cache")
    assert [p.name for p in brought.folder.rglob("*")] == ["ferry.txt"]
    assert not any(p.name == "evil.txt" for p in tmp_path.rglob("*"))
    assert len(brought.warnings) == 1 and "evil" in brought.warnings[0]


def test_no_more_than_was_allowed_or_said(put: Callable[..., None], tmp_path: Path) -> None:
    put("ferry.txt", FERRY * 100)
    with pytest.raises(remote.Unusable, match=r"no more than 0\.00 GB are brought"):
        remote.bring("memory://news", tmp_path, most=1000)
    with pytest.raises(ValueError, match="larger than the 10 bytes"):
        remote._fetch(io.BytesIO(FERRY), tmp_path / "x.txt", 10)
    assert not (tmp_path / "x.txt").exists()


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("memory://nowhere", "memory://nowhere"),
        ("nope://ann:secret@there/x", "nope://there/x cannot be read"),
        ("zip://::/nowhere.zip", "cannot be read"),
    ],
)
def test_what_cannot_be_read_is_said_without_passwords(tmp_path: Path, address: str, said: str) -> None:
    with pytest.raises(remote.Unusable) as error:
        remote.bring(address, tmp_path)
    assert said in str(error.value) and "secret" not in str(error.value)


def test_commands_take_addresses(put: Callable[..., None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    put("ferry.txt", FERRY)
    done = CliRunner().invoke(main, ["analyse", "memory://news"], catch_exceptions=False)
    assert done.exit_code == 0 and "1 file in" in done.stderr and "1 article analysed" in done.stderr
    assert (tmp_path / ".cache/briefing/analyses.sqlite").exists()
    done = CliRunner().invoke(main, ["export", "memory://news", "out"], catch_exceptions=False)
    assert done.exit_code == 0 and (tmp_path / "out/articles.jsonl").read_text().count("\n") == 1
    done = CliRunner().invoke(main, ["analyse", "memory://news", "--at-most", "0"])
    assert done.exit_code == 1 and "no more than 0.00 GB" in done.stderr
    done = CliRunner().invoke(main, ["check", "memory://news", "--ask"])
    assert done.exit_code == 2 and "not an address" in done.stderr
    done = CliRunner().invoke(main, ["analyse", "nowhere"])
    assert done.exit_code == 2 and "does not exist" in done.stderr
