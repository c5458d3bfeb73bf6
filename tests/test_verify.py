"""The promise is checked on every article: a span that cuts other words than it claims is never shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from mkdocs_briefing import pipeline
from mkdocs_briefing.model import Analysis, Annotations
from mkdocs_briefing.pipeline import brief
from mkdocs_briefing.verify import InexactError, verify

TEXT = (
    'Quay closed\n\n"The quay was never safe," said Ilva Torm, the harbour master. Some 40 boats may have to leave.\n'
)


@pytest.fixture
def analysis(tmp_path: Path) -> Analysis:
    (tmp_path / "quay.txt").write_text(TEXT, encoding="utf-8")
    [entry] = brief(tmp_path).entries
    assert entry.analysis.annotations.attributions and entry.analysis.annotations.quotations
    return entry.analysis


def with_annotations(analysis: Analysis, **changed: object) -> Analysis:
    return replace(analysis, annotations=replace(analysis.annotations, **changed))


def test_what_the_program_finds_is_exact(analysis: Analysis) -> None:
    verify(analysis)


def test_a_quotation_outside_its_block_is_a_fault(analysis: Analysis) -> None:
    [quotation] = analysis.annotations.quotations
    start, end = quotation.spans[0]
    for span in ((start, len(TEXT)), (end, start), (0, 4)):
        with pytest.raises(InexactError, match="quotation"):
            verify(with_annotations(analysis, quotations=(replace(quotation, spans=(span,)),)))


@pytest.mark.parametrize("field", ["source_text", "cue_text", "sentence_text"])
def test_words_that_the_span_does_not_cut_are_a_fault(analysis: Analysis, field: str) -> None:
    first, *others = analysis.annotations.attributions
    changed = replace(first, **{field: getattr(first, field) + " indeed"})
    with pytest.raises(InexactError):
        verify(with_annotations(analysis, attributions=(changed, *others)))


def test_text_that_no_block_holds_is_a_fault(analysis: Analysis) -> None:
    cleaned = replace(analysis.cleaned, blocks=analysis.cleaned.blocks[:-1])
    with pytest.raises(InexactError, match="no block holds"):
        verify(replace(analysis, cleaned=cleaned, annotations=Annotations()))


def test_an_article_at_fault_is_left_out_with_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "quay.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "wall.txt").write_text("Wall moves\n\nThe wall has moved.\n", encoding="utf-8")
    honest = pipeline.annotate

    def inexact(text: str, *rest: object) -> Annotations:
        found = honest(text, *rest)  # type: ignore[arg-type]
        moved = tuple(replace(q, spans=tuple((s, e + 900) for s, e in q.spans)) for q in found.quotations)
        return replace(found, quotations=moved)

    monkeypatch.setattr(pipeline, "annotate", inexact)
    briefing = brief(tmp_path, processes=1)
    assert [entry.id for entry in briefing.entries] == ["wall"]
    assert [(p.file, p.code) for p in briefing.problems if p.code == "failed"] == [("quay.txt", "failed")]
