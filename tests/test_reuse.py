"""Finished pages kept between builds: the same site as without a store, and little work for it."""

from __future__ import annotations

import shutil
import sqlite3
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jinja2
import pytest
from tests.built_sites import ARTICLES, Built, Project

from mkdocs_briefing import mkdocs_frames, mkdocs_pagecache, mkdocs_pages, mkdocs_surroundings, workers
from mkdocs_briefing.link import Linker
from mkdocs_briefing.mkdocs_surroundings import meddlers, tree
from mkdocs_briefing.pipeline import brief
from mkdocs_briefing.publish.catalogue import Catalogue
from mkdocs_briefing.publish.lasting import Lasting
from mkdocs_briefing.publish.options import Options
from mkdocs_briefing.publish.site import Publisher
from mkdocs_briefing.publish.traces import Digests, Read, Reads, TracedCatalogue, in_order

FEW_ROWS = {"briefing": {"page_size": 3, "processes": 1}}
FAR = "A far place\n\n2 May 2024\n\n“The mill is shut,” said Wanda Pell. Nobody knew.\n"
COUNTED = "COUNTED = 0\ndef on_post_page(output, page, config):\n    return output + '<!-- seen -->'\n"


@pytest.fixture(autouse=True)
def at_one_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project(tmp_path / "site", plugins=["search", FEW_ROWS], site_url="https://x.example/deep/")
    made.write("corpus/far.txt", FAR)
    made.write("docs/hello.md", "# Hello\n\n[A page](articles/bulletin.md#claims)\n")
    return made


def fresh(project: Project, settings: dict[str, object] | None = None) -> Built:
    """The same project, built in another folder without a store."""
    other = project.root.parent / "fresh"
    shutil.rmtree(other, ignore_errors=True)
    shutil.copytree(project.root, other, ignore=shutil.ignore_patterns("site", ".cache"))
    text = (other / "mkdocs.yml").read_text()
    assert "page_size: 3" in text
    (other / "mkdocs.yml").write_text(text.replace("page_size: 3", "page_size: 3\n    use_store: false"))
    made = Project.__new__(Project)
    made.root = other
    return made.build(strict=False)


def differing(built: Built, other: Built) -> list[str]:
    mine, theirs = built.bytes(), other.bytes()
    return sorted(name for name in mine.keys() | theirs.keys() if mine.get(name) != theirs.get(name))


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How many times the page of a kind and key was rendered; in this process, where they can be counted."""
    monkeypatch.setattr(workers, "available", lambda: 1)
    seen: Counter[str] = Counter()
    real = Publisher.render

    def counting(self: Publisher, spec: object) -> object:
        seen[f"{spec.kind} {spec.key}"] += 1  # type: ignore[attr-defined]
        return real(self, spec)  # type: ignore[arg-type]

    monkeypatch.setattr(Publisher, "render", counting)
    return seen


EDITS: dict[str, Callable[[Project], object]] = {
    "nothing": lambda p: None,
    "a title": lambda p: p.write(
        "corpus/harbour/ferry.txt", ARTICLES["harbour/ferry.txt"].replace("Ferry line", "Boat")
    ),
    "a speaker": lambda p: p.write("corpus/bulletin.html", ARTICLES["bulletin.html"].replace("Solvang", "Strand")),
    "a new article": lambda p: p.write("corpus/new.txt", "New mill\n\n“It runs,” said Wanda Pell.\n"),
    "an article less": lambda p: (p.root / "corpus/far.txt").unlink(),
    "a renamed article": lambda p: (p.root / "corpus/bulletin.html").rename(p.root / "corpus/other.html"),
    "a sidecar": lambda p: p.write("corpus/harbour/ferry.yml", "date: 2024-04-01\n"),
    "an actor": lambda p: p.write("curation/actors.yml", "ignore: [Anselm Dreyer]\n"),
    "a title of all": lambda p: p.write("curation/briefing.yml", "title: Ferries\n"),
    "a hand-written page": lambda p: p.write("docs/articles/bulletin.md", "A note by hand.\n"),
    "another page": lambda p: p.write("docs/zoo.md", "# Zoo\n\n[Away](articles/bulletin.md#nowhere)\n"),
    "a template": lambda p: (
        p.write("over/briefing/article.html", "<h1>{{ title }}</h1>\n"),
        p.configure(
            plugins=["search", FEW_ROWS],
            site_url="https://x.example/",
            theme={"name": "material", "custom_dir": "over"},
        ),
    ),
    "a theme's template": lambda p: p.write(
        "over/main.html", '{% extends "base.html" %}{% block footer %}{{ page.url }}{% endblock %}'
    ),
    "other addresses": lambda p: p.configure(
        plugins=["search", FEW_ROWS], use_directory_urls=False, theme="mkdocs", nav=None
    ),
}


def test_the_site_is_the_same_after_every_edit(project: Project) -> None:
    for name, edit in EDITS.items():
        edit(project)
        built, whole = project.build(strict=False), fresh(project)
        assert differing(built, whole) == [], name
        told = [line.replace(str(project.root), "") for line in built.warnings]
        assert told == [line.replace(str(whole.root.parent), "") for line in whole.warnings], name
        before = built.bytes()
        again = project.build(strict=False)
        assert again.bytes() == before, name
        assert again.warnings == built.warnings, name


def test_where_nothing_changed_nothing_is_linked_or_rendered(
    project: Project, rendered: Counter[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    project.build()
    assert rendered["article far"] == 1
    rendered.clear()
    monkeypatch.setattr(Linker, "update", lambda *_: pytest.fail("linked"))
    project.build()
    assert rendered == {}


def test_an_edit_costs_what_it_touches(project: Project, rendered: Counter[str]) -> None:
    project.build()
    rendered.clear()
    project.write("corpus/far.txt", "A far place\n\n2 May 2024\n\n“The mill is open,” said Wanda Pell. Nobody knew.\n")
    project.build()
    assert rendered["article far"] == rendered["home "] == 1
    assert not any(rendered[f"article {id}"] for id in ("bulletin", "harbour-ferry", "ledger-ferry-again"))
    assert not any(rendered[f"actor {id}"] for id in ("berit-solvang", "anselm-dreyer"))


def test_print_makes_anew_what_it_shows_of_the_edited_article_alone(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.build(strict=False)
    monkeypatch.setattr(workers, "available", lambda: 1)
    project.write("corpus/far.txt", FAR.replace("mill", "kiln"))
    made: set[str] = set()
    real = Lasting.put
    monkeypatch.setattr(Lasting, "put", lambda self, piece: (made.add(piece.article), real(self, piece))[1])
    project.build(strict=False)
    assert made == {"far"}


def test_warnings_are_told_again(project: Project) -> None:
    project.write("corpus/nothing.yml", "date: 2024\n")
    first = project.build(strict=False).warnings
    assert any("nothing.yml" in line for line in first)
    assert project.build(strict=False).warnings == first


def test_new_code_and_new_libraries_finish_every_page_anew(
    project: Project, rendered: Counter[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    project.build()
    for name, value in (("code", lambda output=False: b"other"), ("_installed", lambda: ["mkdocs-1.7"])):
        rendered.clear()
        with monkeypatch.context() as changed:
            changed.setattr(mkdocs_surroundings, name, value)
            project.build()
        assert rendered["article far"] == 1, name


def test_a_hook_that_changes_pages_ends_the_reuse(project: Project, rendered: Counter[str]) -> None:
    project.write("hook.py", COUNTED)
    project.configure(plugins=["search", FEW_ROWS], hooks=["hook.py"])
    for _ in range(2):
        rendered.clear()
        built = project.build()
        assert rendered["article far"] == 1
        assert b"<!-- seen -->" in built.bytes()["articles/far/index.html"]


def test_known_plugins_are_no_meddlers(project: Project) -> None:
    from mkdocs.config import load_config

    config = load_config(str(project.root / "mkdocs.yml"))
    assert meddlers(config) == []
    project.configure(plugins=["search", "tags", FEW_ROWS], theme="material")
    assert meddlers(load_config(str(project.root / "mkdocs.yml"))) == ["material/tags"]


def test_a_page_that_the_store_lost_is_written_again(project: Project) -> None:
    before = project.build().bytes()
    with sqlite3.connect(project.root / ".cache/briefing/pages.sqlite") as db:
        damaged = db.execute("UPDATE rows SET value = x'00' || value WHERE length(value) > 6000").rowcount
    assert damaged > 3
    assert project.build().bytes() == before


def test_a_build_that_fails_leaves_a_usable_store(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    real = mkdocs_pages.BriefingPage.fill

    def breaking(self: mkdocs_pages.BriefingPage, *given: object) -> None:
        if self.spec.key == "ledger-ferry-again":
            raise RuntimeError("broken")
        real(self, *given)  # type: ignore[arg-type]

    with monkeypatch.context() as broken:
        broken.setattr(mkdocs_pages.BriefingPage, "fill", breaking)
        with pytest.raises(RuntimeError):
            project.build()
    assert differing(project.build(), fresh(project)) == []


def test_old_pages_are_dropped(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def rows() -> int:
        with sqlite3.connect(project.root / ".cache/briefing/pages.sqlite") as db:
            return int(db.execute("SELECT count(*) FROM rows").fetchone()[0])

    project.build()
    first, held = rows(), []
    for n in range(mkdocs_pagecache.KEEP_RUNS + 4):
        project.write("corpus/far.txt", f"A far place\n\n2 May 2024\n\n“Mill {n} is open,” said Wanda Pell.\n")
        project.build()
        held.append(rows())
    assert held[-1] == held[-2] == held[-3] <= 3 * first


def test_what_is_looked_up_is_noted(tmp_path: Path) -> None:
    for name, text in ARTICLES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    catalogue = Catalogue(brief(tmp_path))

    def reads(look: Callable[[TracedCatalogue], object]) -> Reads:
        seen = set[Read]()
        look(TracedCatalogue(catalogue, seen))
        return in_order(seen)

    assert reads(lambda c: c.entries["bulletin"]) == (("entries", ("bulletin",)),)
    assert reads(lambda c: "x" in c.actors) == (("actors", (("x", "name"),)),)
    mayor = next(iter(catalogue.actors))
    assert reads(lambda c: c.actors[mayor].id) == (("actors", ((mayor, "name"),)),)
    assert reads(lambda c: c.actors[mayor].type) == (("actors", ((mayor, "name"), (mayor, "type"))),)
    assert reads(lambda c: (c.masthead("bulletin"), c.entries["bulletin"])) == (("entries", ("bulletin",)),)
    assert reads(lambda c: c.counted_on(0, 3)) == (("counted_on", ("0:3",)),)
    assert reads(lambda c: c.newest_first[0:2]) == (("newest_first", ("0:2",)),)
    assert reads(lambda c: c.checked.get("strike-q-00000001")) == (("checked", ("strike",)),)  # noted by article
    assert reads(lambda c: c.stances.get("strike-c-00000001-2")) == (("stances", ("strike",)),)
    for whole in (
        lambda c: list(c.entries),
        lambda c: c.newest_first[::-1],
        lambda c: c.newest_first[-1],
        lambda c: [*c.newest_first],
        lambda c: list(c.quotations),
        lambda c: c.briefing.problems,
        lambda c: c.article_of("x"),
        lambda c: len(c.claims),
    ):
        assert reads(whole) == (("everything", (None,)),)
    digests = Digests(catalogue, {"uris": {("article", "a"): "a.md"}}, b"1")
    other = Digests(catalogue, {"uris": {}}, b"2")
    for (name, key), same in (
        (("entries", "bulletin"), True),
        (("newest_first", "length"), True),
        (("uris", ("article", "a")), False),
        (("actors", (mayor, "name")), True),
        (("counted_on", "0:3"), True),
        (("everything", None), False),
        (("something new", "x"), False),
    ):
        assert (digests.of(((name, (key,)),)) == other.of(((name, (key,)),))) is same


def test_every_page_is_traced_soundly(tmp_path: Path) -> None:
    """A page whose look-ups find the same in another briefing is the same page there."""
    for name, text in {**ARTICLES, "far.txt": FAR}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")

    def publisher() -> Publisher:
        return Publisher(brief(tmp_path), Options(rows=3), lambda start, goal: f"{start}>{goal}")

    for before, after in (("Solvang", "Strand"), ("2024-03-15", "2023-01-02"), ("Third boat", "Fourth boat")):
        old = publisher()
        file = tmp_path / "bulletin.html"
        file.write_text(file.read_text().replace(before, after))
        new = publisher()
        then, now = old.digests(), new.digests()
        kept = 0
        for spec in new.pages:
            if spec not in old.pages:
                continue
            page = old.render(spec)
            if then.of(page.reads) == now.of(page.reads):
                kept += 1
                again = new.render(spec)
                assert (again.html, again.head, again.files) == (page.html, page.head, page.files), spec.uri
        assert kept > 0


def test_trees(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a/b.txt").write_text("1")
    first = tree(str(tmp_path))
    assert tree(str(tmp_path)) == first
    (tmp_path / "a/b.txt").write_text("2")
    assert tree(str(tmp_path)) != first
    (tmp_path / "a/b.txt").write_text("1")
    assert tree(str(tmp_path)) == first
    (tmp_path / "a/b.txt").rename(tmp_path / "a/c.txt")
    assert tree(str(tmp_path)) != first
    assert tree(str(tmp_path / "none")) == tree(str(tmp_path / "nothing"))


def test_templates_of_the_theme_are_compiled_once(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    compiled = set[str | None]()
    real = jinja2.Environment.compile

    def compile_noting(env: jinja2.Environment, source: Any, name: str | None = None, *rest: Any, **more: Any) -> Any:
        compiled.add(name)
        return real(env, source, name, *rest, **more)

    monkeypatch.setattr(jinja2.Environment, "compile", compile_noting)
    first = project.build().bytes()
    assert {"main.html", "404.html", "sitemap.xml", "partials/language.html"} <= compiled
    compiled.clear()
    assert project.build().bytes() == first
    assert not compiled
    broken = project.root / ".cache" / "briefing" / "theme" / "main.html.finalized.bytecode"
    broken.write_bytes(broken.read_bytes()[:99])
    assert project.build().bytes() == first
    assert compiled == {"main.html"}


def test_pages_of_an_actor_are_kept_where_other_pages_of_it_change(project: Project, rendered: Counter[str]) -> None:
    stays = ("lock", "bridge", "school", "library", "ferry", "market", "bakery", "tunnel")

    def write(n: int, end: str = "") -> None:
        words = f"{stays[n].title()}s of this kind cost {stays[n - 3]} owners more than {n} others{end}"
        text = f"The {stays[n]} by the {stays[n - 1]}\n\n{n + 1} May 2024\n\n“{words},” said Wanda Pell.\n"
        project.write(f"corpus/{stays[n]}.txt", text)

    for n in range(len(stays)):
        write(n)
    project.build()
    rendered.clear()
    write(7, " in a dry year")
    built, pages = project.build(), set(rendered)
    assert {"actor wanda-pell", "actor wanda-pell/3"} <= pages
    assert "actor wanda-pell/2" not in pages
    assert differing(built, fresh(project)) == []


def test_what_the_theme_puts_around_pages_is_made_once(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    made = list[str]()
    real = mkdocs_frames.Frames._made

    def make_noting(self: mkdocs_frames.Frames, page: Any, unsearched: bool) -> Any:
        made.append(page.spec.uri)
        return real(self, page, unsearched)

    monkeypatch.setattr(mkdocs_frames.Frames, "_made", make_noting)
    project.build()
    assert made
    for told in ("was shut in May", "opens in June"):
        made.clear()
        project.write("corpus/far.txt", FAR.replace("is shut", told))
        built = project.build()
        assert set(made) <= {"print.md"}  # its neighbours in the navigation are other things in every build
        made.clear()
        assert differing(built, fresh(project)) == []
    made.clear()
    project.write("docs/about.md", "# Who we are\n")  # it stands in the navigation of every page
    assert b"Who we are" in project.build().bytes()["articles/far/index.html"]
    assert made
