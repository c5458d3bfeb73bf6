"""Figures that a person sets beside each other in ``briefing.yml``: found by words, with a reason, or a problem."""

from __future__ import annotations

from pathlib import Path

import pytest

from mkdocs_briefing.model import Briefing
from mkdocs_briefing.pipeline import brief
from test_pages import Site

FLOOD = {
    "mill": "Water at the mill\n\n3 May 2031\n\nThe mayor Ivo Marek said that 340 residents had left the lower town.\n",
    "weir": (
        "Water at the weir\n\n4 May 2031\n\nThe engineer Runa Holt said that 1,180 residents had left the lower town, "
        "and that 12 boats were lost.\n"
    ),
}


def told(root: Path, comparable: str) -> Briefing:
    for name, text in FLOOD.items():
        (root / "corpus").mkdir(exist_ok=True)
        (root / "corpus" / f"{name}.txt").write_text(text, "utf-8")
    (root / "curation").mkdir()
    (root / "curation" / "briefing.yml").write_text(comparable, "utf-8")
    return brief(root / "corpus", root / "curation")


GOOD = """\
comparable:
  - figures:
      - {article: mill, exact: 340 residents}
      - {article: weir, exact: "1,180 residents"}
    why: both count residents of the lower town
    by: KL
"""


def test_figures_are_found_by_the_words_that_hold_them(tmp_path: Path) -> None:
    briefing = told(tmp_path, GOOD)
    assert not briefing.problems
    (found,) = briefing.comparable
    assert (found.by, found.why) == ("KL", "both count residents of the lower town")
    claims = {c.id: c for c in briefing.claims}
    printed = [f.text for id, start in found.figures for f in claims[id].figures if f.start == start]
    assert printed == ["340", "1,180"]


@pytest.mark.parametrize(
    ("written", "instead", "code"),
    [
        ("340 residents", "341 residents", "anchor-unmatched"),
        ('"1,180 residents"', '"1,180 residents had left the lower town, and that 12 boats"', "ambiguous-anchor"),
        ("    why: both count residents of the lower town\n", "", "bad-value"),
        ("    by: KL\n", "", "bad-value"),
        ('      - {article: weir, exact: "1,180 residents"}\n', "", "bad-value"),
    ],
)
def test_without_one_figure_each_a_reason_and_a_name_nothing_is_compared(
    tmp_path: Path, written: str, instead: str, code: str
) -> None:
    assert written in GOOD
    briefing = told(tmp_path, GOOD.replace(written, instead))
    assert not briefing.comparable
    (problem,) = briefing.problems
    assert problem.code == code and problem.file == "curation/briefing.yml" and problem.line and problem.fix


def test_words_of_a_private_article_show_nowhere(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "mill.yml").write_text("private: true\n", "utf-8")
    briefing = told(tmp_path, GOOD)
    assert any("340" in p.message for p in briefing.problems), "those who mend it are told"
    site = Site(briefing)
    assert not any("340" in page.html for page in site.pages.values())


def test_words_in_two_overlapping_sentences_mean_the_claim_that_says_them(tmp_path: Path) -> None:
    """A quotation that runs on into the next sentence makes the sentences of two claims overlap."""
    corpus, curation = tmp_path / "corpus", tmp_path / "curation"
    corpus.mkdir()
    curation.mkdir()
    told = "“We are looking at a second weir this year,” Runa Holt said, adding that “We pay for it. We dig. We wait.”"
    (corpus / "weir.txt").write_text(f"A second weir\n\n4 May 2031\n\n{told}\n", "utf-8")
    (curation / "propositions.yml").write_text(
        "weir:\n  statement: A second weir is built\n  claims: [{article: weir, exact: looking at a second weir}]\n",
        "utf-8",
    )
    briefing = brief(corpus, curation)
    assert sum("looking at" in c.text for c in briefing.claims) > 1 and not briefing.problems
    (claim,) = [c for c in briefing.claims if c.proposition]
    entry = briefing.entries[0]
    assert "looking at" in entry.analysis.text[slice(*claim.content[0])]
