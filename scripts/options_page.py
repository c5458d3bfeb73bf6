"""Write docs/reference/options.md from the plugin's settings: ``python scripts/options_page.py``.

The docstring under each option in ``config.py`` is its documentation; it is read from the source, so that there is one
place to write it.
"""

from __future__ import annotations

import ast
import inspect
import json
from itertools import pairwise
from pathlib import Path

from mkdocs_briefing import config

PAGE = Path(__file__).parent.parent / "docs" / "reference" / "options.md"

HEAD = """\
<!-- Made by scripts/options_page.py from plugin/mkdocs_briefing/config.py. Edit the docstrings there. -->

# Options

All of them may be left out. Those that you set stand under the plugin in `mkdocs.yml`:

```yaml
plugins:
  - search
  - briefing:
      corpus: articles-from-abroad
      print_full_texts: 20
```

What the briefing is about, who prepared it and what the articles say wrongly is not set here but written in the
[curation files](curation.md).
"""


def page() -> str:
    """The page as it should stand."""
    defaults = {name: option.default for name, option in config.BriefingConfig._schema}
    parts = [HEAD]
    for name, words in _docstrings():
        shown = f"Default: `{json.dumps(defaults[name])}`\n\n" if defaults[name] is not None else ""
        parts.append(f"## `{name}`\n\n{shown}{words}\n")
    return "\n".join(parts)


def _docstrings() -> list[tuple[str, str]]:
    """Every option with the string that stands under it, in the order of the source."""
    tree = ast.parse(inspect.getsource(config.BriefingConfig))
    body = tree.body[0].body  # type: ignore[attr-defined]
    found = []
    for option, below in pairwise(body):
        if not isinstance(option, ast.Assign) or not isinstance(option.targets[0], ast.Name):
            continue
        if isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant) and isinstance(below.value.value, str):
            found.append((option.targets[0].id, inspect.cleandoc(below.value.value)))
    return found


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
