"""Write docs/reference/rules.md from the rules themselves: ``python scripts/rules_page.py``.

Names, reasons and examples stand in ``annotate/rules.py`` and ``clean/rules.py``, words in ``data/``.
"""

from __future__ import annotations

import html
import inspect
from collections.abc import Iterable
from pathlib import Path

from mkdocs_briefing.annotate import rules
from mkdocs_briefing.annotate.details.words import meanings
from mkdocs_briefing.clean import rules as cleaning

PAGE = Path(__file__).parent.parent / "docs" / "reference" / "rules.md"

HEAD = """\
<!-- Made by scripts/rules_page.py from the rules in plugin/mkdocs_briefing. Edit them there. -->

# Rules

Nothing is found, and nothing is left out, but by a rule with a name. The export gives it as `rule`, the article's page
names it in the live preview, and every example of who says what and of what is quoted is a test.
"""

ATTRIBUTIONS = "## Who says what\n\nThe `rule` of an attribution: the construction that was recognised.\n"
QUOTATIONS = "## What is quoted\n\nThe `rule` of a quotation: how its beginning and end were found.\n"
CLEANING = """\
## What is left out

The `rule` of a dropped block. The first that speaks of a line gives the [reason](../explanation/cleaning.md); lines of
which none speaks are judged by what they are like and where they stand.
"""
HEDGES = """\
## Words of doubt

The `type` of a hedge, with some of the printed words that make it one. All of them stand in `data/hedges.txt`.
"""
HEDGED = {
    "modality": ("how sure", "may, likely, appears to, possible"),
    "distance": ("the teller does not vouch for it", "allegedly, reportedly, so-called, are said to"),
    "not-verified": ("somebody could not check it, often said in the next sentence", "unconfirmed, unverified"),
    "condition": ("true only if something else is", "unless, as long as, depending on"),
}
FIGURES = """\
## Words around numbers

What makes a number more than its digits. All of them stand in `data/figures.txt`; what is counted and how far the count
reaches are cut from the sentence as printed.
"""
AROUND = {
    "vague": ("a number without digits", "a few dozen, a few hundred"),
    "approximate": ("about so many, or a bound, as printed before it", "about, almost, at least, up to"),
    "approximate-after": ("the same after it", "or so, or more"),
    "unit": ("what it measures", "percent, metres, tonnes"),
    "scope": ("how far the count reaches", "a day, a year"),
}


def page() -> str:
    """The page as it should stand."""
    listed = [*rules.ATTRIBUTIONS, rules.BY_PERSON]
    parts = [
        HEAD,
        ATTRIBUTIONS + _table(("rule", "finds", "for instance"), map(_rule, listed)),
        QUOTATIONS + _table(("rule", "finds", "for instance"), map(_rule, rules.QUOTATIONS)),
        CLEANING + _table(("rule", "leaves out"), sorted(_cleaning())),
        HEDGES + _table(("type", "says", "for instance"), map(_listed, HEDGED.items())),
        FIGURES + _table(("words", "say", "for instance"), map(_listed, AROUND.items())),
    ]
    return "\n".join(parts)


def _rule(rule: rules.Rule) -> tuple[str, str, str]:
    return rule.name, _cell(rule.why), "<br>".join(map(_cell, rule.example.split("\n")))


def _cleaning() -> Iterable[tuple[str, str]]:
    for rule in cleaning.RULES:
        yield rule.__name__.replace("_", "-"), _cell(" ".join(inspect.cleandoc(rule.__doc__ or "").split()))
    for name, why in cleaning.BESIDE.items():
        yield name, _cell(why)


def _listed(kind: tuple[str, tuple[str, str]]) -> tuple[str, str, str]:
    """A list of words; those for instance are in it."""
    name, (why, some) = kind
    missing = [word for word in some.split(", ") if word not in meanings(name)]
    if missing:
        raise ValueError(f"no {name} words: {missing}")
    return name, why, some


def _cell(words: str) -> str:
    """The words in a cell of a table, as they are."""
    return html.escape(words, quote=False).replace("|", "&#124;").replace("@", "&#64;").replace("_", "&#95;")


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *((f"`{name}`", *rest) for name, *rest in rows)]
    return "\n" + "".join(f"| {' | '.join(line)} |\n" for line in lines)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
