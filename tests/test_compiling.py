"""Templates compiled to less work give the HTML that Jinja's own compiler gives."""

from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, UndefinedError
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
    monkeypatch.setattr(templates.Compiled, "get_cache_key", lambda *_: "")
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


def test_our_templates_are_kept_compiled_as_python_keeps_modules(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not where Python keeps nothing, not those of a theme, and not those that are broken or made of something else."""
    monkeypatch.setattr("sys.pycache_prefix", str(tmp_path / "kept"))
    theme = tmp_path / "theme" / "briefing"
    theme.mkdir(parents=True)
    (theme / "withdrawn.html").write_text("{{ w('articles') }} of a theme", "utf-8")

    made: list[str | None] = []
    generate = compiling.QuickEnvironment._generate

    def noted(made_by: compiling.QuickEnvironment, tree: Any, name: str | None, *given: Any, **more: Any) -> str:
        made.append(name)
        return generate(made_by, tree, name, *given, **more)

    monkeypatch.setattr(compiling.QuickEnvironment, "_generate", noted)

    def compiled(language: str = "en", name: str = "cited", *folders: Path) -> list[str | None]:
        made.clear()
        template = templates.environment(Words(language), folders).get_template(f"briefing/{name}.html")
        if name == "cited":
            assert "<bdi>&lt;a&gt;</bdi>" in template.module.cited([("<a>", "#")])  # type: ignore[attr-defined]
        return made.copy()

    monkeypatch.setattr("sys.dont_write_bytecode", True)
    assert compiled() == ["briefing/cited.html"] and not (tmp_path / "kept").exists()
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    assert compiled() and not compiled()
    assert compiled("de") and not compiled("de") and not compiled("en")
    (file,) = (tmp_path / "kept").rglob("cited*.en.pyc")
    file.write_bytes(file.read_bytes()[:-20])
    assert compiled() and not compiled()
    assert all(compiled("en", "withdrawn", theme.parent) for _ in range(2))
    monkeypatch.setattr(templates, "_made_by", lambda language: "another compiler")
    assert compiled() and not compiled()


def test_in_our_own_templates_too_a_name_that_nobody_gave_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "x.html").write_text(
        "{% macro m(a) %}{{ a }}{% endmacro %}{% if view %}{{ m(titel) }}{% endif %}", "utf-8"
    )
    monkeypatch.setattr(templates, "_OWN", tmp_path)
    template = templates.environment(Words()).get_template("x.html")
    assert template.render(view="") == ""
    with pytest.raises(UndefinedError, match="'titel' is undefined"):
        template.render(view="x")


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
