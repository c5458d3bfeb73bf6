"""Bytes put away: what comes back is what was given, in every thread, and the same bytes are packed the same."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from mkdocs_briefing.packing import pack, unpack

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
