"""Edits of YAML files: one item more, every other byte as it was, and never half a file."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_briefing.curation import writing
from mkdocs_briefing.curation.writing import Unwritable, change, with_entry, with_item, with_value

ITEM = '{confirm: "a: b", by: AB}'
READ = {"confirm": "a: b", "by": "AB"}

FILES = {
    "empty": "",
    "comments": "# mine\n\n# and this\n",
    "no end": "date: 2024",
    "null": "corrections:\n",
    "null, comment": "corrections: # none yet\n\n# later\nid: x\n",
    "tilde": "corrections: ~\n",
    "brackets": "corrections: []\n",
    "block": "title: 'x'   # as printed\ncorrections:\n  - {keep_line: \"é\"}  # why\n\n# end\nid: x\n",
    "no indent": "corrections:\n- {keep_line: b,\n   why: c}\n# tail\n",
    "literal": "corrections:\n  - quote: x\n    why: |\n      long\n\n      text\n\nid: x\n",
    "folded": "corrections:\n  - quote: x\n    why: >-\n      long\n      text",
    "flow": "corrections: [{a: b},\n  {c: d}, # last\n]\n",
    "nested": "corrections:\n  - claim: x\n    via:\n      - y\n    # note\n  # tail\nid: é\n",
    "windows": "id: x\r\ncorrections:\r\n  - {keep_line: b}\r\n\r\n# end\r\n",
    "mark": "\ufeffcorrections:\n  - {keep_line: b}\n",
    "braces": "{id: x}\n",
    "quoted key": '"corrections":\n    - {keep_line: "…"}\n',
}


@pytest.mark.parametrize("text", FILES.values(), ids=FILES.keys())
def test_one_item_more_and_nothing_else(text: str) -> None:
    after = with_item(text, ("corrections",), ITEM)
    before = yaml.safe_load(text.lstrip("\ufeff")) or {}
    expected = {**before, "corrections": [*(before.get("corrections") or []), READ]}
    assert yaml.safe_load(after.lstrip("\ufeff")) == expected
    added = after
    for piece in (f", {ITEM}", ITEM):
        added = added.replace(piece, "", 1) if piece in added else added
    kept = iter(added)
    assert all(char in kept for char in text.replace("~", "")), "every character stands where it did, in order"


@pytest.mark.parametrize(
    "text", ["a: b\n...\n", "- x\n", "a: [\n", "a: b\n\tc: d\n", "corrections: words\n", "--- x\n--- y\n"]
)
def test_what_cannot_be_added_to_is_left(text: str) -> None:
    with pytest.raises(Unwritable) as error:
        with_item(text, ("corrections",), ITEM)
    assert error.value.problem.line


@given(
    st.lists(st.sampled_from(["# a", "", "id: x", "tags: [a]", "title: é", "date: 2024 # c"]), unique=True),
    st.lists(st.sampled_from(['  - {keep_line: "a"}', "  # b", "", "  - confirm: d", "    why: >\n      e\n      f"])),
    st.sampled_from(["", "\n# z\n", "publish: full\n"]),
)
def test_any_sidecar_keeps_its_lines(head: list[str], items: list[str], tail: str) -> None:
    text = "\n".join([*head, "corrections:", *items, tail])
    try:
        before = yaml.safe_load(text)
    except yaml.YAMLError:
        return
    if not isinstance(before["corrections"], list | None):
        return
    after = with_item(text, ("corrections",), ITEM)
    assert (yaml.safe_load(after)["corrections"] or [])[-1] == READ
    lines = iter(after.split("\n"))
    assert all(line in lines for line in text.split("\n"))


PROPOSITIONS = """# what is at stake
one:
  statement: One   # short
  claims:
    - {article: a, exact: b}

# the other
two: {statement: Two}
three:
  statement: T
"""


def test_an_item_goes_into_a_list_of_an_entry() -> None:
    longer = with_item(PROPOSITIONS, ("one", "claims"), "q")
    assert longer == PROPOSITIONS.replace("exact: b}\n", "exact: b}\n    - q\n")
    assert with_item(PROPOSITIONS, ("two", "claims"), "q") == PROPOSITIONS.replace("Two}", "Two, claims: [q]}")
    assert with_item(PROPOSITIONS, ("three", "conflicts"), "{a: b}") == PROPOSITIONS + "  conflicts:\n    - {a: b}\n"
    with pytest.raises(Unwritable):
        with_item(PROPOSITIONS, ("four", "claims"), "q")


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("", "date: 2024\n"),
        ("date:\n", "date: 2024\n"),
        ("date: # unknown\n", "date: 2024 # unknown\n"),
        ("date: 2023 # wrong\nid: x\n", "date: 2024 # wrong\nid: x\n"),
        ("corrections:\n  - a\n", "date: 2024\ncorrections:\n  - a\n"),
        ("# mine\nid: x\n# more\ncorrections:\n  - a\n", "# mine\nid: x\ndate: 2024\n# more\ncorrections:\n  - a\n"),
    ],
)
def test_a_value_stands_above_the_corrections(text: str, after: str) -> None:
    assert with_value(text, "date", "2024") == after


def test_an_entry_goes_below() -> None:
    assert with_entry("# who\na: {name: A}", "b", "b:\n  name: B\n") == "# who\na: {name: A}\nb:\n  name: B\n"
    with pytest.raises(Unwritable):
        with_entry("{a: {name: A}}\n", "b", "b:\n  name: B\n")


# ------------------------------------------------------------------ files


def test_what_others_write_meanwhile_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / "a.yml"
    file.write_text("id: x\n", "utf-8")
    calls = []

    def edit(text: str) -> str:
        calls.append(text)
        if len(calls) == 1:
            file.write_text("id: y\n", "utf-8")
        return with_item(text, ("corrections",), "z")

    change(file, edit)
    assert calls == ["id: x\n", "id: y\n"]
    assert file.read_text("utf-8") == "id: y\ncorrections:\n  - z\n"
    assert [p.name for p in tmp_path.iterdir()] == ["a.yml"]


def test_an_edit_that_fails_leaves_the_file_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.yml"
    file.write_text("id: x\n", "utf-8")

    def broken(handle: int) -> None:
        raise OSError(28, "No space left on device", str(file))

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(OSError, match="No space"):
        change(file, lambda text: text + "y: z\n")
    assert file.read_text("utf-8") == "id: x\n"
    assert [p.name for p in tmp_path.iterdir()] == ["a.yml"]


def test_mode_and_link_stay(tmp_path: Path) -> None:
    file = tmp_path / "a.yml"
    file.write_text("id: x\n", "utf-8")
    file.chmod(0o640)
    link = tmp_path / "link.yml"
    link.symlink_to(file)
    change(link, lambda text: text + "y: z\n")
    assert link.is_symlink() and file.read_text("utf-8") == "id: x\ny: z\n"
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


def test_a_file_that_never_rests_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.yml"
    file.write_text("id: x\n", "utf-8")
    monkeypatch.setattr(writing, "put", lambda *_: False)
    with pytest.raises(Unwritable, match="all the time"):
        change(file, lambda text: text + "y: z\n")


def test_a_file_that_is_no_text_is_left(tmp_path: Path) -> None:
    file = tmp_path / "a.yml"
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(Unwritable, match="UTF-8"):
        change(file, lambda text: text)
