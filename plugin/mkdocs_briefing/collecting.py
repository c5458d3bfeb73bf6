"""When Python's garbage collector looks for cycles, of which records have none."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def fewer_collections() -> Iterator[None]:
    """Records hold no cycles: looking for some while they pile up finds nothing, and takes a tenth of the time."""
    before = gc.get_threshold()
    gc.set_threshold(400_000, 20, 50)
    try:
        yield
    finally:
        gc.set_threshold(*before)


@contextmanager
def no_collections(*, much: bool = True) -> Iterator[None]:
    """Linking lets nothing go but what it counts itself, and what piles up would be looked through again and again.

    ``much``: so much piles up that the first collection afterwards should not look through it either.
    """
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            # What piled up is old now. To ask what is frozen means to count it: of many articles a tenth of a second.
            if much and not gc.get_freeze_count():
                gc.freeze()
                gc.unfreeze()
            gc.enable()
