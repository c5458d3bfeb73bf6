"""Templates compiled to less work give the HTML that Jinja's own compiler gives."""

from pathlib import Path

import pytest
from jinja2 import Environment
from markupsafe import Markup

from mkdocs_briefing.pipeline import brief
from mkdocs_briefing.publish import compiling, templates
from mkdocs_briefing.publish.options import Options
from mkdocs_briefing.publish.site import Publisher
from mkdocs_briefing.publish.words import Words

ARTICLE = """The bridge <is> closed & stays closed

By Ada Quill, The Lantern

3 March 2024

“The bridge is not safe,” said Mara Vell, the mayor of Aldmouth. “It will cost 40 million dollars.”

Vell said that "nobody" <b>knows</b> why. Officials told reporters that the ferry runs.
"""


def test_every_page_is_the_same_as_from_jinja_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for n in range(3):
        (tmp_path / f"a{n}.txt").write_text(ARTICLE.replace("closed", f"closed {n}"), "utf-8")
    briefing = brief(tmp_path)

    def pages() -> list[str]:
        publisher = Publisher(briefing, Options(preview=True), lambda start, goal: f"{start}>{goal}")
        return [publisher.render(page).html for page in publisher.pages]

    quick = pages()
    monkeypatch.setattr(compiling.QuickEnvironment, "_parse", Environment._parse)
    monkeypatch.setattr(compiling.QuickEnvironment, "code_generator_class", Environment.code_generator_class)
    assert quick == pages()
    assert any("Mara Vell" in page for page in quick)


def test_calls_and_values_of_every_make() -> None:
    made = templates.environment(Words())
    source = (
        "{% macro m(a, b='x') %}[{{ a }}{{ b }}{{ caller() if caller is defined else '' }}]{% endmacro %}"
        "{{ m('<', b='&') }}{% call m(*[1]) %}{{ 2 }}{% endcall %}{{ f(**{'class': '<i>'}) }}{{ f(class='<') }}"
        "{{ safe }}"
    )
    shown = made.from_string(source).render(f=lambda **given: given["class"], safe=Markup("<b>"))
    assert shown == "[&lt;&amp;][1x2]&lt;i&gt;&lt;<b>"


def test_escaping_is_that_of_markupsafe() -> None:
    class Rich:
        def __html__(self) -> str:
            return "<rich>"

    assert compiling.shown("<&'\">") == "&lt;&amp;&#39;&#34;&gt;"
    assert compiling.shown(Markup("<b>")) == "<b>"
    assert compiling.shown(3) == "3"
    assert compiling.shown(True) == "True"
    assert compiling.shown(None) == "None"
    assert compiling.shown(Rich()) == "<rich>"
