"""Whatever a person changed carries the mark on its page: who, why, and what the machine had."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from mkdocs_briefing.curation.doubts import doubts
from mkdocs_briefing.pipeline import brief
from mkdocs_briefing.publish.options import Options
from mkdocs_briefing.publish.rights import shown
from mkdocs_briefing.publish.site import Publisher

TEXT = """Board defends closed quay

12 March 2024

The harbour board of Ostrava Bay closed its northern quay on Monday, and the town has talked of nothing else since.

"The quay was never safe," said Ilva Torm, the harbour master, in the town hall. "It will hold," she added.

The so-called "summer gate" stays open. Boats may pass until the evening, the board's notice reads.

The wall has moved by two centimetres in the past year alone. Read also: tides of the week

Jonas Reik, who sells fish on the quay, said he would stay.
"""


def page(folder: Path, notes: str, sources: str = "") -> str:
    """The text of the article's page, on one line."""
    corpus = folder / "corpus"
    corpus.mkdir(exist_ok=True)
    (corpus / "quay.txt").write_text(TEXT, encoding="utf-8")
    (corpus / "quay.yml").write_text(notes, encoding="utf-8")
    curation = folder / "curation"
    curation.mkdir(exist_ok=True)
    (curation / "sources.yml").write_text(sources, encoding="utf-8")
    publisher = Publisher(brief(corpus, curation), Options(), lambda start, goal: goal)
    spec = next(p for p in publisher.pages if p.kind == "article")
    return " ".join(html.fromstring(publisher.render(spec).html).text_content().split())


@pytest.mark.parametrize(
    ("correction", "had"),
    [
        ('quote: "The quay was never safe", speaker: Jonas Reik', "The machine had: Ilva Torm."),
        ('quote: "The quay was never safe", certainty: implicit', "The machine had: named in the text."),
        ('quote: "The quay was never safe", via: [Ostrava Post]', "The machine had: "),
        ('reject_quote: "The quay was never safe"', "The quay was never safe"),
        ('quote: "summer gate", use: speech, speaker: Ilva Torm', "The machine had: "),
        ('quote: "Boats may pass until the evening", speaker: Ilva Torm', "The machine had: nothing here."),
        ('claim: "he would stay", polarity: denied', "he would stay"),
        ('claim: "he would stay", said: 2024-03-01', "he would stay"),
        ('reject_claim: "he would stay"', "he would stay"),
        ('keep_line: "Read also: tides of the week"', "Read also: tides of the week"),
        ('drop_line: "Jonas Reik, who sells fish on the quay"', "Jonas Reik, who sells fish"),
        ('meant: {printed: "two centimetres", meant: "two millimetres"}', "two millimetres"),
        ('confirm: "The quay was never safe"', "The quay was never safe"),
    ],
)
def test_every_correction_stands_on_the_page(tmp_path: Path, correction: str, had: str) -> None:
    shown = page(tmp_path, f"corrections:\n  - {{{correction}, why: heard it myself, by: KQ}}\n")
    assert "KQ" in shown and "heard it myself" in shown
    assert had in shown


def test_what_a_person_found_of_an_outlet_stands_below_its_articles(tmp_path: Path) -> None:
    notes, outlet = "publisher: Quay Post\n", "post:\n  name: Quay Post\n"
    assert "Reliability" not in page(tmp_path, notes, outlet)
    shown = page(tmp_path, notes, f"{outlet}  reliability: {{letter: B, by: KQ, why: it prints its errors}}\n")
    said = "Reliability of the outlet B: usually reliable ✎ set by KQ: it prints its errors curation/sources.yml:1"
    assert said in shown
    assert "F: cannot be judged ✎ set by a person" in page(tmp_path, notes, f"{outlet}  reliability: F\n")
    assert "Reliability" not in page(tmp_path, "publisher: Tide Times\n", f"{outlet}  reliability: F\n")


def test_nobody_has_to_be_found_for_what_is_no_claim_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "quay.txt").write_text(
        "Quay\n\nThe Harbour Institute of Ordan said in its March assessment that the quay may hold.\n", "utf-8"
    )
    briefing = brief(tmp_path)
    assert [c.source for c in briefing.claims if c.voice == "attributed"] == ["The Harbour Institute of Ordan"]
    assert [d.message for d in doubts(briefing) if d.kind == "unknown"] == []


def test_a_confirmed_callout_says_who_checked_it_and_is_no_doubt_any_more(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    assert "checked by KQ" not in page(tmp_path, "")
    before = [d.words for d in doubts(brief(corpus))]
    assert "It will hold," in before
    shown = page(tmp_path, "corrections:\n  - {confirm: It will hold, by: KQ, on: 2024-04-01}\n")
    assert "checked by KQ" in shown.replace("Checked by KQ", "checked by KQ")
    assert "It will hold," not in [d.words for d in doubts(brief(corpus))]


def test_metadata_that_a_person_set_says_who_why_and_what_the_machine_had(tmp_path: Path) -> None:
    notes = "date: {value: 2024-03-10, by: KQ, why: the printed one is the day of posting}\npublisher: The Bay Post\n"
    shown = page(tmp_path, notes)
    assert "10 March 2024" in shown
    assert "set by KQ: the printed one is the day of posting. The machine had: 12 March 2024." in shown
    fact = brief(tmp_path / "corpus").entries[0].analysis.cleaned.metadata.publisher
    assert fact is not None and (fact.value, fact.was) == ("The Bay Post", None)


@pytest.mark.parametrize("notes", ["date: {by: KQ}\n", "date: {value: soon, by: KQ}\n", "date: {valeu: 2024}\n"])
def test_a_value_that_is_none_is_a_problem(tmp_path: Path, notes: str) -> None:
    assert "12 March 2024" in page(tmp_path, notes)
    assert [p.line for p in brief(tmp_path / "corpus").problems if p.file == "quay.yml"][:1] == [1]


def test_what_the_machine_had_is_not_told_of_a_text_that_is_not_reprinted(tmp_path: Path) -> None:
    page(tmp_path, "publish: reference\ndate: 2024-03-10\n")
    briefing = brief(tmp_path / "corpus")
    date = briefing.entries[0].analysis.cleaned.metadata.date
    assert date is not None and date.was == "2024-03-12"
    date = shown(briefing).entries[0].analysis.cleaned.metadata.date
    assert date is not None and (date.value, date.was) == ("2024-03-10", None)
