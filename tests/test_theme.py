"""What of a theme is not looked at is what MkDocs would not copy."""

from __future__ import annotations

from pathlib import Path

import pytest
from mkdocs.config import load_config
from mkdocs.structure.files import Files

from built_sites import Project
from mkdocs_briefing import mkdocs_theme


@pytest.mark.parametrize("theme", ["material", "mkdocs"])
def test_mkdocs_copies_the_same_files_of_a_theme(tmp_path: Path, theme: str) -> None:
    custom = tmp_path / "custom"
    for name in (".hidden/icon.svg", "shown/.hidden.css", "shown/style.css", "top.js", "shown/deep/.d/x.js"):
        (custom / name).parent.mkdir(parents=True, exist_ok=True)
        (custom / name).write_text("x", encoding="ascii")
    project = Project(tmp_path / "project", theme={"name": theme, "custom_dir": str(custom)})
    config = load_config(str(project.root / "mkdocs.yml"))
    before, after = Files([]), Files([])
    before.add_files_from_theme(config.theme.get_env(), config)
    mkdocs_theme.quicken(config, None)
    after.add_files_from_theme(config.theme.get_env(), config)
    assert [file.src_uri for file in after] == [file.src_uri for file in before]
    assert {"top.js", "shown/style.css"} <= {file.src_uri for file in after}
