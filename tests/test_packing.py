"""Bytes put away: what comes back is what was given, in every thread, and the same bytes are packed the same."""

import pickle
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest

from mkdocs_briefing.packing import Attic, pack, unpack

PAGE = b"".join(b"<p>Line %d of what was said</p>\n" % n for n in range(2000))


@pytest.mark.parametrize("data", [b"", b"\0", PAGE, bytes(range(256)) * 300])
def test_what_is_packed_comes_back(data: bytes) -> None:
    assert unpack(pack(data)) == data
    assert pack(data) == pack(bytes(data))


def test_a_page_takes_a_fraction_of_its_room() -> None:
    assert len(pack(PAGE)) < len(PAGE) / 5


def test_threads_pack_side_by_side() -> None:
    pieces = [PAGE[n:] + b"%d" % n for n in range(200)]
    with ThreadPoolExecutor(4) as pool:
        packed = list(pool.map(pack, pieces))
        assert list(pool.map(unpack, packed)) == pieces
    assert packed == [pack(piece) for piece in pieces]


def test_what_lies_in_the_attic_is_what_was_laid_there() -> None:
    attic = Attic()
    given = [b"", b"one", bytes(range(256)) * 40, b"one"]
    laid = [attic.lay(data) for data in given]
    assert [bytes(one) for one in reversed(laid)] == given[::-1]
    assert [pickle.loads(pickle.dumps(one)) for one in laid] == given
    assert not any(isinstance(one, bytes) for one in laid)


def test_an_attic_without_room_leaves_bytes_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    attic = Attic()
    first = attic.lay(b"first")

    def full(data: bytes) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as without_room:
        without_room.setattr(attic, "_file", SimpleNamespace(write=full, fileno=attic._file.fileno))
        assert attic.lay(b"second") == b"second"
    assert [bytes(first), bytes(attic.lay(b"third"))] == [b"first", b"third"]
