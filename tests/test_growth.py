"""The benchmark of growth: what it measures with tells a quadratic part from a linear one."""

from __future__ import annotations

import pytest
from benchmarks.growth import FLOOR, LINE, MARKS, PROSE, SIZES, slope, text_of


@pytest.mark.parametrize("exponent", [1.0, 1.5, 2.0])
def test_the_slope_is_the_exponent(exponent: float) -> None:
    assert slope([(size, 1e-6 * size**exponent) for size in SIZES]) == pytest.approx(exponent)


def test_a_quadratic_part_is_seen_at_the_longest_text() -> None:
    assert slope([(size, 1e-6 * size + 1e-12 * size**2) for size in SIZES]) > FLOOR


@pytest.mark.parametrize("pieces", [PROSE, LINE, MARKS])
def test_texts_are_as_long_as_asked_for(pieces: tuple[str, ...]) -> None:
    assert [len(text_of(pieces, size)) for size in SIZES] == list(SIZES)


def test_one_line_has_no_sentence_and_marks_stay_open() -> None:
    assert not set(".!?\n") & set(text_of(LINE, 10_000))
    marks = text_of(MARKS, 10_000)
    assert "“" in marks and "”" not in marks
