"""What a function of a word gave is kept, within bounds."""

from __future__ import annotations

from mkdocs_briefing.annotate import memo
from mkdocs_briefing.annotate.memo import Memo


def test_a_word_is_asked_for_once() -> None:
    asked: list[str] = []

    def length(word: str) -> int:
        asked.append(word)
        return len(word)

    lengths = Memo(length)
    assert [lengths["harbour"], lengths["sea"], lengths["harbour"]] == [7, 3, 7]
    assert asked == ["harbour", "sea"]


def test_memory_has_a_bound() -> None:
    small = Memo(str.upper)
    for n in range(memo._MOST + 10):
        assert small[str(n)] == str(n)
    assert len(small) <= memo._MOST
    endless = "a" * 5_000_000
    assert small[endless] == "A" * 5_000_000
    assert endless not in small


def test_what_is_kept_can_be_let_go() -> None:
    kept = Memo(str.upper)
    assert kept["harbour"] == "HARBOUR"
    memo.forget()
    assert not kept
    assert kept["harbour"] == "HARBOUR"
