"""``keep_line`` and ``drop_line``: what people say of a line wins over every rule, and is checked."""

from __future__ import annotations

import msgspec

from ..curation.anchors import find, nearest
from ..model import Block, Notes, Problem, Source


def apply_corrections(
    source: Source, notes: Notes, blocks: tuple[Block, ...]
) -> tuple[tuple[Block, ...], tuple[Problem, ...]]:
    """The blocks as people want them; words that stand nowhere in the text become problems."""
    decided = list(blocks)
    problems = []
    for correction in notes.corrections:
        if correction.kind not in ("keep_line", "drop_line"):
            continue
        spans = find(source.text, correction.words, correction.prefix, correction.suffix)
        keep = correction.kind == "keep_line"
        for start, end in spans:
            for n, block in enumerate(decided):
                if block.start < end and start < block.end:
                    decided[n] = msgspec.structs.replace(
                        block, kept=keep, reason=None if keep else "person", rule=correction.kind.replace("_", "-")
                    )
        if not spans:
            near = nearest(source.text, correction.words)
            problems.append(
                Problem(
                    file=correction.file,
                    line=correction.line,
                    code="correction-unmatched",
                    message=f"{correction.kind}: these words stand nowhere in {source.path}",
                    value=correction.words,
                    fix=f"did you mean “{near}”?" if near else "copy the words from the article's page",
                )
            )
    return tuple(decided), tuple(problems)
