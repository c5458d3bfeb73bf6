"""What several pages show is made once, and no page can tell: not its words, not its links, not what it has read."""

from __future__ import annotations

import errno
import os
import posixpath
import random
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

import invented
from mkdocs_briefing.model import Briefing, Claim
from mkdocs_briefing.publish import site
from mkdocs_briefing.publish.catalogue import Catalogue
from mkdocs_briefing.publish.desk import Desk, SiteDesk, Ways
from mkdocs_briefing.publish.fragments import ROOT, Fragments
from mkdocs_briefing.publish.options import Options
from mkdocs_briefing.publish.shelf import Shelf
from mkdocs_briefing.publish.site import Publisher
from mkdocs_briefing.publish.traces import Read
from mkdocs_briefing.publish.views import rows


def flat(start: str, goal: str) -> str:
    """Relative addresses as a site without directory URLs has them."""
    return posixpath.relpath(goal.replace(".md", ".html"), posixpath.dirname(start) or ".")


def folders(start: str, goal: str) -> str:
    """Relative addresses as a site with directory URLs has them."""
    here, there = ("" if uri == "index.md" else uri.removesuffix(".md") for uri in (start, goal))
    found = posixpath.relpath(there or ".", here or ".")
    return f"{found}/" if goal.endswith(".md") else found


@pytest.fixture(scope="module")
def briefing() -> Briefing:
    return invented.briefing()


@pytest.mark.parametrize("preview", [False, True])
def test_a_page_is_the_same_alone_and_after_all_others(briefing: Briefing, preview: bool) -> None:
    """With all that it reads, which is what decides whether a later build keeps it."""

    options = Options(preview=preview, rows=3)
    compiled = Publisher(briefing, options, flat)

    def publisher() -> Publisher:
        return Publisher(briefing, options, flat, before=compiled)

    specs = list(compiled.pages)
    alone = {spec.uri: publisher().render(spec) for spec in specs}
    for seed in range(3):
        random.Random(seed).shuffle(specs)
        together = publisher()
        for spec in specs:
            assert together.render(spec) == alone[spec.uri], spec.uri


def test_a_page_is_the_same_where_there_is_no_room(briefing: Briefing, monkeypatch: pytest.MonkeyPatch) -> None:
    roomy = Publisher(briefing, Options(), flat)
    expected = [roomy.render(spec) for spec in roomy.pages]
    monkeypatch.setattr(site, "Fragments", lambda desk, reads: Fragments(desk, reads, room=500))
    narrow = Publisher(briefing, Options(), flat)
    assert [narrow.render(spec) for spec in narrow.pages] == expected
    assert len(narrow._fragments._known) <= 1 < len(roomy._fragments._known)


@pytest.mark.parametrize("expected", [False, True])
def test_a_row_is_made_once(briefing: Briefing, monkeypatch: pytest.MonkeyPatch, expected: bool) -> None:
    made: list[str] = []
    real = rows._row

    def counted(desk: Desk, claim: Claim, elsewhere: rows.Elsewhere) -> rows.Row:
        made.append(claim.id)
        return real(desk, claim, elsewhere)

    monkeypatch.setattr(rows, "_row", counted)
    publisher = Publisher(briefing, Options(), flat)
    if expected:
        publisher.expect(publisher.pages)
    shown: Counter[str] = Counter()
    for spec in publisher.pages:
        if spec.kind not in ("home", "timeline", "proposition", "print"):  # they ask for records beside rows
            shown.update(re.findall(r'<li class="bf-row" id="([^"]+)"', publisher.render(spec).html))
    assert len(made) == len(set(made)) and set(shown) <= set(made) and sum(shown.values()) > len(shown)


@pytest.mark.parametrize("rows_of_a_page", [3, 100])
def test_what_articles_give_to_other_pages_is_made_with_theirs(
    briefing: Briefing, monkeypatch: pytest.MonkeyPatch, rows_of_a_page: int
) -> None:
    """The pages are the same, with all that they read; and lists and actors open no article any more."""
    options = Options(rows=rows_of_a_page)
    alone = Publisher(briefing, options, flat)
    wanted = [alone.render(spec) for spec in alone.pages]
    publisher = Publisher(briefing, options, flat, before=alone)
    publisher.expect(publisher.pages)
    assert [publisher.render(spec) for spec in publisher.pages] == wanted
    opened: list[str] = []
    monkeypatch.setattr(Catalogue, "reading", lambda self, id: opened.append(id))
    for spec in publisher.pages:
        if spec.kind in ("actors", "actor", "claims", "voice", "figures", "quotations", "unnamed") and (
            rows_of_a_page == 100 or spec.kind != "actor"
        ):
            publisher.render(spec)
    assert not opened


@pytest.mark.parametrize("room", [0, 20_000])
def test_without_room_for_a_shelf_pages_make_what_they_show(
    briefing: Briefing, monkeypatch: pytest.MonkeyPatch, room: int
) -> None:
    alone = Publisher(briefing, Options(), flat)
    wanted = [alone.render(spec) for spec in alone.pages]
    put, laid = Shelf.put, [0]

    def narrow(self: Shelf, article: str, pieces: dict[str, tuple[str | bytes, tuple[Read, ...]]]) -> None:
        laid[0] += sum(len(body) for body, _ in pieces.values())
        if laid[0] > room:
            raise OSError(errno.ENOSPC, "no space left on device")
        put(self, article, pieces)

    monkeypatch.setattr(Shelf, "put", narrow)
    publisher = Publisher(briefing, Options(), flat, before=alone)
    publisher.expect(publisher.pages)
    assert [publisher.render(spec) for spec in publisher.pages] == wanted and laid[0] > room


def test_processes_share_a_shelf() -> None:
    """What one lays down the others find, whoever was there first."""
    shelf = Shelf(["a", "b", "c"])
    shelf.put("a", {"x": ("<b>ä</b>", (("entries", "a"), ("actors", ("mara", "name")))), "y": (b"\0\1", ())})
    assert shelf.get("b", "x") is None and shelf.get("nobody", "x") is None
    if hasattr(os, "fork"):
        child = os.fork()
        if not child:
            found = shelf.get("a", "y")
            shelf.put("b", {"x": ("B" * 100_000, (("entries", "b"),))})
            os._exit(found != (b"\0\1", ()))
        assert os.waitpid(child, 0)[1] == 0
        shelf.put("c", {"x": ("C", ())})
        assert shelf.get("b", "x") == ("B" * 100_000, (("entries", "b"),))
        assert shelf.get("c", "x") == ("C", ())
    assert shelf.get("a", "x") == ("<b>ä</b>", (("entries", "a"), ("actors", ("mara", "name"))))
    assert shelf.get("a", "z") is None


def test_pieces_of_one_mark_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a hash may be that of several keys, and its bytes may stand where no line begins."""
    monkeypatch.setattr("mkdocs_briefing.publish.shelf._mark", lambda key: len(key))
    shelf = Shelf(["a", "b"])
    pieces = {"x" * n + tail: (f"{n}{tail}" * n, ()) for n in range(9) for tail in "pq"}
    for article in "ab":
        shelf.put(article, pieces)
        assert {key: shelf.get(article, key) for key in pieces} == pieces
        assert shelf.get(article, "none") is None


def test_no_page_shows_the_mark_of_the_root(briefing: Briefing) -> None:
    for url in (flat, folders):
        publisher = Publisher(briefing, Options(), url)
        for spec in publisher.pages:
            page = publisher.render(spec)
            assert ROOT not in page.html + page.head + "".join(data.decode() for _, data in page.files)


@pytest.mark.parametrize(("url", "article"), [(flat, "articles/a.html"), (folders, "articles/a/")])
def test_links_lead_by_way_of_the_root(url: Callable[[str, str], str], article: str) -> None:
    ways = Ways(url, "index.md")
    for start in ("index.md", "claims.md", "claims/page-2.md", "actors/some/page-3.md"):
        base = f"https://h/{'' if start == 'index.md' else start.replace('.md', '/' if url is folders else '.html')}"
        for goal, place in (("articles/a.md", article), ("assets/x/y", "assets/x/y")):
            found = posixpath.normpath(posixpath.join(posixpath.dirname(base), ways(start, goal)))
            assert found == posixpath.normpath(f"https://h/{place}")
    assert ways("", "articles/a.md") == ROOT + ways("index.md", "articles/a.md").removeprefix("./")


def test_what_a_piece_read_is_read_by_every_page_that_shows_it() -> None:
    noted: set[Read] = set()
    looked: list[str] = []

    class Site(SiteDesk):
        def __init__(self) -> None:
            self.fragments = None
            self._reads = noted

    desk = Site()
    fragments = desk.fragments = Fragments(desk, noted)

    def inner(desk: Desk) -> str:
        looked.append("inner")
        noted.add(("actors", "mara"))
        return "Mara"

    def outer(desk: Desk) -> str:
        noted.add(("entries", "bridge"))
        return f"<{desk.once('inner', inner)}>"

    first, second, third = set[Read](), {("claims", "before")}, set[Read]()
    assert fragments.once("outer", outer, first) == fragments.once("outer", outer, second) == "<Mara>"
    assert fragments.once("inner", inner, third) == "Mara" and looked == ["inner"]
    assert first == {("actors", "mara"), ("entries", "bridge")}
    assert second == first | {("claims", "before")} and third == {("actors", "mara")} and not noted


def test_a_piece_that_fails_leaves_no_look_ups_behind() -> None:
    noted: set[Read] = {("entries", "page")}
    fragments = Fragments(Desk.__new__(SiteDesk), noted)

    def fails(desk: Desk) -> str:
        noted.add(("entries", "gone"))
        raise KeyError("gone")

    with pytest.raises(KeyError):
        fragments.once("x", fails, None)
    assert noted == {("entries", "page")}


def test_a_theme_may_have_rows_of_its_own(briefing: Briefing, tmp_path: Path) -> None:
    """One template stands in for ours; macros are called by position or by name."""
    claims = tmp_path / "briefing" / "claims.html"
    claims.parent.mkdir()
    claims.write_text(
        '{% import "briefing/parts.html" as parts %}{% for s in view.sections %}{% for r in s.rows %}'
        "<p>{{ r.words }} {{ r['line'] }}</p>{{ parts.row(r, id=false, number=7) }}{% endfor %}{% endfor %}",
        "utf-8",
    )
    publisher = Publisher(briefing, Options(), flat, [tmp_path])
    page = publisher.render(next(spec for spec in publisher.pages if spec.kind == "claims"))
    shown: list[Claim] = publisher._catalogue.listed
    assert page.html.count('<li class="bf-row" value="7">') == len(shown)
    assert len(re.findall(r"<p>[^\n]+ \d+</p><li", page.html.replace("\n<p>", "<p>"))) == len(shown)
    assert 'class="bf-do"' not in page.html
