"""``[[…]]`` and listings in people's own Markdown: links, endnotes, listings, warnings, and who cites what."""

from __future__ import annotations

import re
import time
from pathlib import Path

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

import invented
from built_sites import ARTICLES, Built, Project
from mkdocs_briefing.pipeline import brief
from mkdocs_briefing.publish.options import Options
from mkdocs_briefing.publish.references import Listing, Reference, Written, opaque, scan
from mkdocs_briefing.publish.site import Publisher

# ------------------------------------------------------------------ where they stand


def found(text: str) -> list[str]:
    return [text[one.start : one.end] for one in scan(text)]


@pytest.mark.parametrize(
    "text",
    [
        "`[[no]]` and ``x ` [[no]]``",
        "```\n[[no]]\n```\n",
        "~~~yaml\n[[no]]\n```\n[[no]]\n~~~\n",
        "Words.\n\n    [[no]]\n\n\t[[no]]\n",
        "````md\n```briefing claims\nactor: no\n```\n[[no]]\n````\n",
        "\\[[no]] <!-- [[no]] -->",
        "<script>x = [[1, 2]]</script> <PRE class='a'>\n[[no]]</pre> <code>[[no]]</code>",
        "[[no]](page.md) and [[no]][ref]",
        "[[a\nb]] [[]] [[|x]] [a] [[a]",
        "```\n[[never closed]]\n",
    ],
)
def test_code_and_what_only_looks_alike_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_prose_is_read_wherever_it_stands() -> None:
    text = "# [[a]]\n\n- [[b]]\n\n    [[c]]\n\n!!! note\n\n    [[d|*x*]]\n\n> [[claim:e]]"
    text += ", | [[quote:f]] |\n\nend `x` [[g]]"
    ones = [one for one in scan(text) if isinstance(one, Reference)]
    assert [(o.kind, o.target, o.label) for o in ones] == [
        ("actor", "a", ""),
        ("actor", "b", ""),
        ("actor", "c", ""),
        ("actor", "d", "*x*"),
        ("claim", "e", ""),
        ("quote", "f", ""),
        ("actor", "g", ""),
    ]


def test_a_listing_is_a_fenced_block() -> None:
    text = "a\n\n```briefing claims\nactor: b\nlimit: 3\n```\n\n~~~~ {.briefing timeline}\n~~~~\n"
    ones = [one for one in scan(text) if isinstance(one, Listing)]
    assert [(o.kind, o.body) for o in ones] == [("claims", "actor: b\nlimit: 3\n"), ("timeline", "")]


@given(st.text(alphabet="[]|`~\\\n \tab:<!->#", max_size=200))
def test_any_text_is_read_in_order_and_cut_nowhere(text: str) -> None:
    ends = [0]
    for one in scan(text):
        assert ends[-1] <= one.start < one.end <= len(text)
        ends.append(one.end)


LONG = ["".join("`" * n + "a" for n in range(1, 1000))]
LONG += ["[[" * 200_000, "`" * 300_000, "`a" * 200_000, "[[a]]" * 100_000, "<!--" * 100_000]
LONG += ["<pre>" * 100_000, "<pre></pre>" * 50_000, "```\n```\nA\n" * 50_000]


@pytest.mark.parametrize("text", LONG, ids=range(len(LONG)))
def test_time_is_linear(text: str) -> None:
    start = time.process_time()
    list(scan(text))
    assert time.process_time() - start < 5


@given(st.text(max_size=80))
def test_no_word_of_an_article_means_anything_to_markdown(words: str) -> None:
    """Whatever the words, what a reader sees is just them."""
    shown = re.sub(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\x02\x03]", "", words)
    safe = str(html.escape(shown) if hasattr(html, "escape") else shown.replace("&", "&amp;").replace("<", "&lt;"))
    made = markdown.markdown(f"A <b>{opaque(safe)}</b> end.", extensions=["extra", "smarty", "toc", "admonition"])
    seen = html.fromstring(f"<div>{made}</div>").xpath("string(//b)")
    assert " ".join(seen.split()) == " ".join(shown.split())


def test_neither_templates_nor_snippets_nor_html_come_out_of_words() -> None:
    hostile = '{{ config }} {% raw %} --8<-- "x" <script>alert(1)</script> [a](b) *c* `d` \n\n# e'
    spelled = opaque(str(hostile.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")))
    assert not re.search(r"[{}%<>`*\[\]()#\n]", re.sub(r"&#?\w+;", "", spelled))


# ------------------------------------------------------------------ what they mean


@pytest.fixture(scope="module")
def publisher() -> Publisher:
    briefing = invented.briefing()
    return Publisher(briefing, Options(), lambda start, goal: f"/{goal.removesuffix('.md')}/")


def page(text: str, line: int = 1) -> Written:
    return Written(uri="own.md", file="docs/own.md", text=text, line=line)


def test_an_actor_is_meant_by_id_name_or_alias(publisher: Publisher) -> None:
    actor = next(a for a in publisher.briefing.actors if publisher._uris.get(("actor", a.id)))
    href = f'href="/actors/{actor.id}/"'
    for words in (actor.id, actor.name, actor.name.upper(), f"{actor.name}|the *one*"):
        assert href in publisher.written(f"See [[{words}]].", "own.md")
    assert publisher.cite([page(f"[[{actor.name}]]")]) == ()
    assert ">the *one*</a>" in publisher.written(f"[[{actor.id}|the *one*]]", "own.md")


def test_what_is_not_there_is_a_problem_with_line_and_nearest(publisher: Publisher) -> None:
    actor = next(a for a in publisher.briefing.actors if publisher._uris.get(("actor", a.id)))
    slip = actor.name[:-1] + "x"
    [problem] = publisher.cite([page(f"One.\n\nTwo [[{slip}]].\n", line=4)])
    assert (problem.file, problem.line, problem.code, problem.level) == (
        "docs/own.md",
        6,
        "reference-unmatched",
        "warning",
    )
    assert actor.name in (problem.fix or "") and slip in problem.message
    assert publisher.written(f"[[{slip}]]", "own.md") == slip.replace("’", "’")
    claim = publisher.briefing.claims[0].id
    [problem] = publisher.cite([page(f"[[claim:{claim[:-2]}zz]]")])
    assert f"[[claim:{claim}]]" in (problem.fix or "")
    [problem] = publisher.cite([page("[[article:strik]] [[article:nothing-like-it]]")])
    assert problem.value == "nothing-like-it"


def test_claims_and_quotations_are_cited_once_with_numbered_endnotes(publisher: Publisher) -> None:
    first, second = publisher.briefing.claims[:2]
    text = f"One [[claim:{first.id}]], two [[claim:{second.id}|so]], one again [[claim:{first.id}]]."
    made = markdown.markdown(publisher.written(text, "own.md"), extensions=["extra", "toc"])
    tree = html.fromstring(made)
    assert [a.text for a in tree.xpath("//sup/a")] == ["[1]", "[2]", "[1]"]
    notes = tree.xpath("//section[@role='doc-endnotes']//li")
    assert [n.get("id") for n in notes] == ["bf-note-1", "bf-note-2"]
    assert [a.get("href") for a in notes[0].xpath(".//a[@role='doc-backlink']")] == ["#bf-ref-1", "#bf-ref-1-2"]
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    for link in tree.xpath("//sup/a/@href | //a[@role='doc-backlink']/@href"):
        assert link[1:] in ids
    words = " ".join(notes[0].xpath("string()").split())
    assert " ".join(first.text.split())[:40] in words


def test_a_quotation_is_cited_with_just_its_words(publisher: Publisher) -> None:
    entry = next(e for e in publisher.briefing.entries if e.analysis.annotations.quotations)
    quotation = entry.analysis.annotations.quotations[0]
    made = publisher.written(f"[[quote:{entry.id}-{quotation.key}]]", "own.md")
    note = html.fromstring(markdown.markdown(made)).xpath("//li")[0]
    said = " ".join(entry.analysis.text[slice(*quotation.spans[0])].split())
    assert f"“{said}" in " ".join(note.xpath("string(.//span[@class='bf-words'])").split())
    assert quotation.key in note.xpath(".//a/@href")[-2] or any(quotation.key in h for h in note.xpath(".//a/@href"))


def test_who_cites_what_is_told_where_it_is_cited(publisher: Publisher) -> None:
    claim = next(c for c in publisher.briefing.claims if publisher._uris.get(("actor", c.actor or "")))
    publisher.cite([page(f"# My *view*\n\n[[claim:{claim.id}]]")])
    for kind, key in (("article", claim.article), ("actor", claim.actor)):
        spec = next(p for p in publisher.pages if (p.kind, p.key) == (kind, key))
        cited = html.fromstring(publisher.render(spec).html).xpath("//h2[@id='cited-in']/following-sibling::ul[1]//a")
        assert [(a.get("href"), a.text_content()) for a in cited] == [("/own/", "My *view*")]
    publisher.cite([])
    assert "cited-in" not in publisher.render(spec).html


# ------------------------------------------------------------------ listings


def listed(publisher: Publisher, text: str) -> html.HtmlElement:
    assert publisher.cite([page(text)]) == ()
    return html.fromstring(markdown.markdown(publisher.written(text, "own.md"), extensions=["extra", "fenced_code"]))


def test_claims_are_listed_by_filter(publisher: Publisher) -> None:
    everything = listed(publisher, "```briefing claims\n```\n").xpath("//li[@class='bf-row']")
    assert everything
    actor = next(c.actor for c in publisher.briefing.claims if c.actor and c.voice == "attributed" and not c.origin)
    own = [c for c in publisher.briefing.claims if c.actor == actor and c.voice == "attributed" and not c.origin]
    rows = listed(publisher, f"Text.\n\n```briefing claims\nactor: {actor}\n```\n").xpath("//li[@class='bf-row']")
    assert len(rows) == len(own) < len(everything)
    short = listed(publisher, "```briefing claims\nlimit: 1\n```\n")
    assert len(short.xpath("//li[@class='bf-row']")) == 1
    assert f"{len(everything) - 1} more" in short.text_content()


def test_claims_are_listed_by_date_and_proposition(publisher: Publisher) -> None:
    dates = sorted(d for c in publisher.briefing.claims if (d := c.said.value if c.said else c.reported))
    late = listed(publisher, f"```briefing claims\nsince: {dates[-1]}\n```\n").xpath("//li[@class='bf-row']")
    none = listed(publisher, "```briefing claims\nsince: 2999\n```\n")
    assert late and not none.xpath("//li[@class='bf-row']") and "Nothing fits" in none.text_content()
    proposition = publisher.briefing.propositions[0]
    rows = listed(publisher, f"```briefing claims\nproposition: {proposition.id}\n```\n").xpath("//li[@class='bf-row']")
    assert len(rows) == len(proposition.claims)


def test_figures_and_timelines_are_listed_and_no_id_stands_twice(publisher: Publisher) -> None:
    text = "```briefing figures\n```\n\n```briefing timeline\n```\n\n```briefing timeline\n```\n"
    tree = listed(publisher, text)
    assert tree.xpath("//table") and tree.xpath("//figure")
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    for names in tree.xpath("//@aria-labelledby | //@aria-describedby"):
        assert set(names.split()) <= set(ids)


@pytest.mark.parametrize(
    ("block", "line", "value", "fix"),
    [
        ("```briefing clams\n```", 3, "clams", "claims"),
        ("```briefing claims\nacter: x\n```", 4, "acter", "actor"),
        ("```briefing claims\nlimit: 2\nsince: soon\n```", 5, "soon", "2022"),
        ("```briefing claims\nactor: Nobody Atall\n```", 4, "Nobody Atall", None),
        ("```briefing claims\nlimit: many\n```", 4, "many", "20"),
        ("```briefing claims\n- a\n```", 4, "[a]", None),
    ],
)
def test_what_is_wrong_in_a_listing_is_named_with_its_line(
    publisher: Publisher, block: str, line: int, value: str, fix: str | None
) -> None:
    [problem] = publisher.cite([page(f"# A\n\n{block}\n")])
    assert (problem.line, problem.value) == (line, value)
    assert fix is None or fix in (problem.fix or "")
    assert "bf-row" not in publisher.written(f"# A\n\n{block}\n", "own.md")


# ------------------------------------------------------------------ in a site

OWN = """---
title: What I make of it
---

# Ferries

[[Berit Solvang]] says so[[quote:QUOTE]]; see [[article:harbour-ferry]]. `[[untouched]]`

```briefing claims
actor: Berit Solvang
```
"""


@pytest.fixture(scope="module", params=["material", "mkdocs"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    root = tmp_path_factory.mktemp("references") / "site"
    project = Project(root, {f"corpus/{p}": t for p, t in ARTICLES.items()})
    entry = next(e for e in brief(root / "corpus").entries if e.id == "harbour-ferry")
    quotation = entry.analysis.annotations.quotations[0].key
    project.write("docs/notes/own.md", OWN.replace("QUOTE", f"harbour-ferry-{quotation}"))
    project.write("docs/actors/anselm-dreyer.md", "Against [[Berit Solvang]].\n")
    flat = request.param == "mkdocs"
    project.configure(theme=request.param, use_directory_urls=not flat)
    return project.build()


def test_links_lead_somewhere_in_every_page_and_both_kinds_of_address(site: Built) -> None:
    """A strict build: a wrong anchor or an unknown reference would have failed it."""
    assert site.warnings == []
    pages = {p.relative_to(site.root).as_posix(): p for p in site.root.rglob("*.html")}
    own = next(p for name, p in pages.items() if name.startswith("notes/own"))
    tree = html.fromstring(own.read_text("utf-8"))
    links = tree.xpath("//a[contains(@class, 'bf-ref')]/@href | //*[contains(@class, 'bf-endnotes')]//li/a/@href")
    assert len(links) >= 4
    for link in links:
        if link.startswith(("http", "#")):
            continue
        target, _, at = link.partition("#")
        file = (own.parent / target).resolve()
        file = file / "index.html" if file.is_dir() else file
        assert file.is_file(), link
        assert not at or f'id="{at}"' in file.read_text("utf-8")
    assert tree.xpath("//code[text()='[[untouched]]']")
    assert tree.xpath("//ol[@class='bf-rows']/li")


def test_pages_that_cite_are_named_where_they_cite(site: Built) -> None:
    actor = next(p for p in site.root.rglob("*.html") if "berit-solvang" in p.as_posix())
    tree = html.fromstring(actor.read_text("utf-8"))
    titles = [a.text_content() for a in tree.xpath("//*[@id='cited-in']/following-sibling::ul[1]//a")]
    assert titles == ["Anselm Dreyer", "What I make of it"]


def test_a_reference_in_vain_fails_a_strict_build(tmp_path: Path) -> None:
    project = Project(tmp_path / "site")
    project.write("docs/own.md", "---\ntitle: X\n---\n\nSee [[Berit Solvank]].\n")
    built = project.build(strict=False)
    assert any(re.search(r"own\.md:5: there is no actor “Berit Solvank”.*Berit Solvang", w) for w in built.warnings)


def test_redacted_and_private_things_are_not_there(tmp_path: Path) -> None:
    project = Project(tmp_path / "site")
    project.write("curation/actors.yml", "redact: [Berit Solvang]\n")
    project.write("corpus/closed.txt", "Closed\n\n“We burn them all on Friday,” said Tor Brekkan.\n")
    project.write("corpus/closed.yml", "private: true\n")
    project.write("docs/own.md", "# X\n\n[[article:closed]]\n\n```briefing claims\n```\n")
    built = project.build(strict=False)
    page = next(p for p in built.root.rglob("own/index.html")).read_text("utf-8")
    assert "Solvang" not in page and "burn" not in page and "bf-row" in page
    assert any("there is no article “closed”" in w for w in built.warnings)


def test_lines_of_the_briefing_link_too(tmp_path: Path) -> None:
    """Nothing else in them is Markdown, and what is in vain is said with its line."""
    line = "*[[article:harbour-ferry|She]]* <b>"
    notes = f"question: Q\nscope: All of [[Berit Solvang]]\nkey_lines:\n  - line: '{line}'\n"
    files = {f"corpus/{p}": t for p, t in ARTICLES.items()}
    project = Project(tmp_path / "site", files | {"curation/briefing.yml": notes})
    tree = html.fromstring((project.build().root / "index.html").read_text("utf-8"))
    assert tree.xpath("string(//p[@class='bf-lead']/a[@class='bf-ref'])") == "Berit Solvang"
    assert tree.xpath("//ol[@class='bf-key']//a[@class='bf-ref']/@href") == ["articles/harbour-ferry/"]
    assert tree.xpath("string(//ol[@class='bf-key']/li/p)").strip() == "*She* <b>"
    project.write("curation/briefing.yml", notes.replace("harbour-ferry|", "harbour-fairy|"))
    assert any("briefing.yml:4: there is no article" in w for w in project.build(strict=False).warnings)


def cited_in(page: str) -> list[str]:
    return [a.text_content() for a in html.fromstring(page).xpath("//*[@id='cited-in']/following-sibling::ul[1]//a")]


def test_a_later_build_knows_what_is_cited_since(tmp_path: Path) -> None:
    """Also where the articles are as they were, and their pages could be taken from the store."""
    project = Project(tmp_path / "site")
    project.write("docs/own.md", "# Mine\n\nNothing yet.\n")
    for text, titles in (("Nothing yet.", []), ("[[Berit Solvang]]", ["Mine"]), ("None.", [])):
        project.write("docs/own.md", f"# Mine\n\n{text}\n")
        built = project.build()
        assert cited_in((built.root / "actors/berit-solvang/index.html").read_text("utf-8")) == titles
        assert ("bf-ref" in (built.root / "own/index.html").read_text("utf-8")) == bool(titles)


@pytest.mark.slow
def test_a_lazy_preview_shows_them_too(tmp_path: Path) -> None:
    from test_serve import Preview

    project = Project(tmp_path / "site", plugins=["search", {"briefing": {"lazy_preview": True}}])
    project.write("docs/own.md", "# Mine\n\n[[Berit Solvang]]\n\n```briefing claims\nactor: Berit Solvang\n```\n")
    preview = Preview(project)
    try:
        page = preview.get("own/")
        assert 'href="../actors/berit-solvang/"' in page and "bf-row" in page
        assert cited_in(preview.get("actors/berit-solvang/")) == ["Mine"]
        project.write("docs/own.md", "# Mine\n\nNo more.\n")
        preview.until(lambda: "No more." in preview.get("own/"))
        assert cited_in(preview.get("actors/berit-solvang/")) == []
    finally:
        preview._process.terminate()
        preview._process.wait()
