"""Sketches: near copies are told by a small sample of their shingles."""

from __future__ import annotations

import random
import time

import pytest

from marked import Marked
from mkdocs_briefing.annotate.details import containment, sketch
from mkdocs_briefing.annotate.details.sketch import SIZE
from mkdocs_briefing.annotate.layout import Layout
from mkdocs_briefing.model import Block


def sketch_of(text: str) -> tuple[int, ...]:
    return sketch(text, Layout(text, (Block(start=0, end=len(text), kind="paragraph"),)))


def invented(words: int, seed: int) -> str:
    """A text of invented words, the same for the same seed."""
    choose = random.Random(seed)
    return " ".join("".join(choose.choices("aeioukrstlmn", k=choose.randint(2, 9))) for _ in range(words))


def test_shape() -> None:
    hashes = sketch_of(invented(700, 1))
    assert len(hashes) == SIZE
    assert list(hashes) == sorted(set(hashes))
    assert all(0 <= h < 2**63 for h in hashes)


def test_it_is_the_same_on_every_machine() -> None:
    assert sketch_of("The bridge over the Korvik fell on a Sunday.")[:2] == (5944375251206428155, 6689600548002288890)


@pytest.mark.parametrize(("text", "hashes"), [("", 0), ("…", 0), ("rain", 1), ("rain and wind", 1), ("a b c d e f", 2)])
def test_short_texts(text: str, hashes: int) -> None:
    assert len(sketch_of(text)) == hashes


def test_case_marks_and_spacing_are_set_aside() -> None:
    plain = sketch_of("the mayor's bridge fell into the river on a Sunday in May")
    assert sketch_of("The mayor’s bridge — fell into\nthe  RIVER on a “Sunday” in May!") == plain


def test_dropped_blocks_do_not_count() -> None:
    m = Marked("The bridge fell into the river.\n\nRead more of our stories about bridges here.")
    blocks = (m.cleaned.blocks[0], Block(start=33, end=len(m.text), kind="paragraph", kept=False, reason="related"))
    assert sketch(m.text, Layout(m.text, blocks)) == sketch_of("The bridge fell into the river.")


@pytest.mark.parametrize("share", [0.2, 0.5, 0.8])
def test_containment_is_near_the_true_share(share: float) -> None:
    """Over ten pairs the mean is within 4 points of the truth, each estimate within four standard errors."""
    estimates = []
    for seed in range(10):
        common = int(800 * share)
        one = sketch_of(invented(common, seed) + " " + invented(800 - common, seed + 100))
        other = sketch_of(invented(common, seed) + " " + invented(800 - common, seed + 200))
        estimates.append(containment(one, other)[0])
    assert abs(sum(estimates) / len(estimates) - share) < 0.04
    assert all(abs(e - share) < 4 * (share * (1 - share) / 100) ** 0.5 for e in estimates)


def test_a_note_taken_over_by_a_long_article() -> None:
    note = invented(200, 1)
    long = invented(900, 2) + " " + note + " " + invented(900, 3)
    taken_over, told = containment(sketch_of(note), sketch_of(long))
    assert taken_over > 0.9
    assert told < 0.25
    assert containment(sketch_of(long), sketch_of(note)) == (told, taken_over)


def test_strangers_share_nothing() -> None:
    assert containment(sketch_of(invented(700, 1)), sketch_of(invented(700, 2))) == (0.0, 0.0)
    assert containment((), sketch_of("the bridge fell into the river")) == (0.0, 0.0)


def test_eight_hundred_articles_in_a_second() -> None:
    layout_of = [
        (t, Layout(t, (Block(start=0, end=len(t), kind="paragraph"),))) for t in [invented(650, n) for n in range(80)]
    ]
    start = time.process_time()
    for text, layout in layout_of:
        sketch(text, layout)
    assert (time.process_time() - start) * 10 < 1.0
