"""Plugins of others beside this one: what would undo the work is named, what is harmless is not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from mkdocs_briefing.neighbours import UNDO, undoing

SETTINGS = "site_name: T\ntheme: {name: mkdocs}\nplugins: [search, briefing, %s]\n"


def test_what_undoes_is_named_with_what_helps() -> None:
    assert undoing(["search", "material/tags", "minify", "briefing"]) == []
    (warning,) = undoing(["briefing", "print-site", "search"])
    assert "“print-site”" in warning and "take" in warning
    assert len(undoing(UNDO)) == len(UNDO)


@pytest.mark.parametrize("neighbour, warned", [("macros", False), ("print-site", True)])
def test_a_build_says_so(tmp_path: Path, neighbour: str, warned: bool) -> None:
    if neighbour == "print-site":
        pytest.importorskip("mkdocs_print_site_plugin")
    (tmp_path / "mkdocs.yml").write_text(SETTINGS % neighbour, "utf-8")
    (tmp_path / "docs").mkdir()
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "pier.txt").write_text("The pier\n\n“It is shut,” said Ilse Varga.\n", "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert ("beside “briefing”" in done.stderr) == warned
    assert (tmp_path / "site" / "articles" / "pier" / "index.html").is_file()
