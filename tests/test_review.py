"""How much people have looked at, and what they may want to look at."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import yaml

from mkdocs_briefing.curation.review import review
from mkdocs_briefing.link.suggestions import suggestions
from mkdocs_briefing.model import Briefing
from mkdocs_briefing.pipeline import brief
from mkdocs_briefing.publish.options import Options
from mkdocs_briefing.publish.site import Publisher


def build(folder: Path, articles: dict[str, str], **files: str) -> Briefing:
    for name, text in articles.items():
        path = folder / "corpus" / name
        path.parent.mkdir(exist_ok=True)
        head = "" if name.endswith(".yml") else f"---\ntitle: Note\ndate: 2025-01-01\npublisher: P {name}\n---\n\n"
        path.write_text(head + text, encoding="utf-8")
    for name, text in files.items():
        path = folder / "curation" / f"{name}.yml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return brief(folder / "corpus", folder / "curation")


SAID = """“The lock gate will hold,” said Mira Tolk. “We had it looked at,” she added.

Odd Ravn said the pump had failed twice.
"""


def test_what_people_have_looked_at_is_counted(tmp_path: Path) -> None:
    nothing = review(build(tmp_path, {"a.md": SAID}))
    assert (nothing.quotations, nothing.quotations_checked, nothing.claims_checked) == (2, 0, 0)
    notes = (
        "corrections:\n"
        "  - {confirm: The lock gate will hold, by: AB}\n"
        "  - {quote: We had it looked at, speaker: Odd Ravn, by: CD}\n"
        "  - {confirm: the pump had failed, by: AB}\n"
    )
    done = review(build(tmp_path, {"a.yml": notes}))
    assert (done.quotations, done.quotations_checked) == (2, 2)
    assert done.claims_checked == done.claims == 3
    assert done.corrections == (("confirm", 2), ("quote", 1))
    assert done.people == (("AB", 2), ("CD", 1))


def test_key_lines_count_what_they_rest_on(tmp_path: Path) -> None:
    first = build(tmp_path, {"a.md": SAID, "a.yml": "corrections:\n  - {confirm: the pump had failed, by: AB}\n"})
    ids = [c.id for c in first.claims]
    lines = "key_lines:\n  - {line: It holds., evidence: [" + ", ".join(ids) + "]}\n"
    found = review(build(tmp_path, {}, briefing=lines))
    assert (found.key_evidence, found.key_evidence_checked) == (3, 1)


# ------------------------------------------------------------------ suggestions

BRIDGE = {
    "a.md": "Mira Tolk said the Vantor bridge would collapse in the spring flood.\n",
    "b.md": "Odd Ravn denied that the Vantor bridge would collapse in the spring flood.\n",
    "c.md": "Lisbet Orn said the Vantor bridge would probably collapse in the spring flood.\n",
    "d.md": "Pia Sand said the bakery sells rye bread on Tuesdays.\n",
}
STATED = "bridge:\n  statement: The Vantor bridge collapses in the flood\n"


def test_claims_are_suggested_for_a_proposition_with_ready_yaml(tmp_path: Path) -> None:
    found = suggestions(build(tmp_path, BRIDGE, propositions=STATED))
    under = [s for s in found if s.kind == "claim"]
    assert {s.claims[0][0] for s in under} == {"a", "b", "c"}
    assert all("“vantor”" in s.why and s.proposition == "bridge" for s in under)
    items = "".join(s.yaml.split("\n", 1)[1] for s in under)
    after = build(tmp_path, {}, propositions=f"{STATED}  claims:\n{items}")
    assert after.problems == ()
    assert len(after.propositions[0].claims) == 3
    assert not [s for s in suggestions(after) if s.kind == "claim"]


def test_conflicts_and_agreements_are_suggested_among_the_claims_of_a_proposition(tmp_path: Path) -> None:
    briefing = build(tmp_path, BRIDGE, propositions=STATED)
    items = "".join(s.yaml.split("\n", 1)[1] for s in suggestions(briefing) if s.kind == "claim")
    claimed = f"{STATED}  claims:\n{items}"
    found = [s for s in suggestions(build(tmp_path, {}, propositions=claimed)) if len(s.claims) == 2]
    kinds = {tuple(sorted(id[0] for id in s.claims)): s.kind for s in found}
    assert kinds[("a", "b")] == kinds[("b", "c")] == "conflict"
    conflict = next(s for s in found if s.kind == "conflict")
    body = conflict.yaml.split("\n", 1)[1].replace("confirmed_by:", "confirmed_by: AB")
    after = build(tmp_path, {}, propositions=f"{claimed}  conflicts:\n{body}")
    assert after.problems == () and len(after.propositions[0].conflicts) == 1
    assert conflict.claims not in [s.claims for s in suggestions(after)]


def test_a_repeat_is_suggested_and_an_entry_settles_it(tmp_path: Path) -> None:
    [repeat] = [s for s in suggestions(build(tmp_path, BRIDGE)) if s.kind == "repeat"]
    assert {id[0] for id in repeat.claims} <= {"a", "b", "c"}
    entry = repeat.yaml.replace("statement:", "statement: The bridge goes")
    assert yaml.safe_load(repeat.yaml)
    after = build(tmp_path, {}, propositions=entry)
    assert after.problems == () and len(after.propositions[0].claims) == 2
    assert not [s for s in suggestions(after) if s.kind == "repeat"]


def test_what_is_dismissed_is_not_suggested_again(tmp_path: Path) -> None:
    found = [s for s in suggestions(build(tmp_path, BRIDGE, propositions=STATED)) if s.kind == "claim"]
    gone = f"dismissed:\n  - [bridge, {found[0].claims[0]}]\n"
    after = build(tmp_path, {}, propositions=STATED + gone)
    assert after.problems == ()
    left = [s.claims for s in suggestions(after) if s.kind == "claim"]
    assert left == [s.claims for s in found[1:]]


def test_no_published_page_shows_a_suggestion(tmp_path: Path) -> None:
    briefing = build(tmp_path, BRIDGE, propositions=STATED)
    why = [s.why for s in suggestions(briefing)]
    publisher = Publisher(briefing, Options(), lambda a, b: b)
    for spec in publisher.pages:
        html = publisher.render(spec).html
        assert not [w for w in why if w in html]


@pytest.mark.parametrize("count", [400])
def test_time_grows_with_the_claims_and_not_with_their_pairs(tmp_path: Path, count: int) -> None:
    """Ten times the claims take about ten times the time; the bound is far above what was measured."""

    def seconds(n: int) -> float:
        folder = tmp_path / str(n)
        folder.mkdir()
        text = "\n\n".join(
            f"Witness Nom{i} Ravn{i % 97} said the w{i} pier of k{i % 53} had sunk by {i} metres in m{i % 31}."
            for i in range(n)
        )
        briefing = build(folder, {"a.md": text}, propositions=STATED)
        assert len(briefing.claims) > n * 0.9
        start = time.process_time()
        suggestions(briefing)
        return time.process_time() - start

    small = min(seconds(count) for _ in range(1)) + 0.01
    assert seconds(count * 8) < small * 30


def test_the_preview_shows_repeats_on_a_page_of_their_own_and_the_site_has_none(tmp_path: Path) -> None:
    briefing = build(tmp_path, BRIDGE)
    for preview in (True, False):
        publisher = Publisher(briefing, Options(preview=preview), lambda a, b: b)
        home, *others = (p for p in publisher.pages if p.kind in ("home", "suggested"))
        assert [('id="suggestions"' in publisher.render(p).html) for p in others] == [True] * preview
        assert ("suggested.md" in publisher.render(home).html) is preview
