"""Every export, read by readers that others wrote, over corpora that are empty, plain, and odd."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
import time
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import bibtexparser
import feedparser
import jsonschema
import networkx
import pytest
from bibtexparser.middlewares import LatexDecodingMiddleware
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from click.testing import CliRunner
from lxml import etree

import test_rights
from built_sites import ARTICLES, Project
from mkdocs_briefing.cli import main
from mkdocs_briefing.exports import bibtex, dates, feeds, files, formats, graph, plain_site, tables
from mkdocs_briefing.exports.material import Material, Output, Place
from mkdocs_briefing.exports.works import author
from mkdocs_briefing.pipeline import brief
from mkdocs_briefing.publish.catalogue import Catalogue
from mkdocs_briefing.publish.words import Words

ROOT = Path(__file__).parents[1]
URL = "https://orvik.example/briefing/"
NAMES = [name for name in formats.FORMATS if name != "pdf"]
"""All formats but the book, which has tests of its own."""

LONG = "A title that goes on " * 95 + "and ends"
ODD = {
    "long.md": f"---\ntitle: {LONG}\ndate: 2031-04-01\n---\n\n“Nobody reads so far,” said Ulla Brekke of Orvik.\n",
    "formula.md": (
        "---\ntitle: =HYPERLINK(\"http://evil.example\")\nauthor: '@Evil & Sons'\npublisher: +Plus {News} 100% $_^~#\n"
        "date: 2031-03~\nurl: https://evil.example/a{b}c_d?e=%7B&f=#g\n---\n\n"
        "“-3 degrees were felt by all of us in the night,” said Ulla Brekke.\n\n=1+1 said Ulla Brekke.\n"
    ),
    "markup.md": (
        "---\ntitle: </script><script>alert(1)</script> & {{ more }} {% x %}\ndate: ../2031-03-05\n"
        "author: [Ilse von Marrow, The Associated Quay Press]\n---\n\n"
        "“</script><b>Bold</b> words were said here by everybody,” said Ulla Brekke.\n\n"
        "```\n\n~~~ Ulla Brekke said it.\n"
    ),
    "rtl.txt": "عنوان المقال هنا\n\n12 March 2031\n\n“السفينة لن تعود إلى الميناء هذا العام,” said Ulla Brekke.\n",
    "control.txt": "Bells\x0b and\x1f whistles\n\n“It \ufffe rang \x07 twice in the night,” said Ulla Brekke.\n",
    "undated.txt": "No day is told\n\nUlla Brekke said that Bo Holm might sell some 40 boats. Bo Holm denied it.\n",
    "twice.txt": "Twice\n\n5 March 2031\n\n“Never.” And “Never.” So said Ulla Brekke to Bo Holm in the harbour.\n",
}
CORPORA: dict[str, dict[str, str]] = {
    "none": {},
    "one": {"undated.txt": ODD["undated.txt"]},
    "plain": ARTICLES,
    "odd": ODD,
}


@pytest.fixture(scope="module", params=[*CORPORA, "demo"])
def material(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Material:
    """A briefing ready to be exported, with addresses of its pages."""
    if request.param == "demo":
        briefing = brief(ROOT / "corpus", ROOT / "curation")
    else:
        folder = tmp_path_factory.mktemp("corpus")
        for name, text in CORPORA[request.param].items():
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_bytes(text.encode("utf-8", "surrogatepass"))
        briefing = brief(folder)
    return placed(Material.of(briefing))


def placed(material: Material) -> Material:
    return material._replace(place=plain_site.place(material.briefing, URL))


def made(outputs: Iterator[Output]) -> dict[str, str]:
    return {output.path: b"".join(output.pieces()).decode("utf-8") for output in outputs}


# ------------------------------------------------------------------ CSV


def rows(written: str) -> list[dict[str, str]]:
    assert written.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(written[1:], newline=""), strict=True))


def test_tables_say_what_the_contract_says(material: Material) -> None:
    found = {name: rows(text) for name, text in made(tables.outputs(material)).items()}
    briefing = material.briefing
    assert list(found) == ["articles.csv", "claims.csv", "quotations.csv", "actors.csv", "figures.csv"]
    restored = {name: [{k: tables.restored(v) for k, v in row.items()} for row in some] for name, some in found.items()}
    assert [(r["id"], r["text"], r["source"]) for r in restored["claims.csv"]] == [
        (c.id, c.text, c.source) for c in briefing.claims
    ]
    assert [(r["id"], r["path"]) for r in restored["articles.csv"]] == [
        (e.id, e.analysis.path) for e in briefing.entries
    ]
    assert [(r["id"], r["name"]) for r in restored["actors.csv"]] == [(a.id, a.name) for a in briefing.actors]
    assert len(restored["quotations.csv"]) == sum(len(e.analysis.annotations.quotations) for e in briefing.entries)
    assert [r["figure"] for r in restored["figures.csv"]] == [f.text for c in briefing.claims for f in c.figures]


def test_no_cell_begins_a_formula(material: Material) -> None:
    for text in made(tables.outputs(material)).values():
        for row in csv.reader(io.StringIO(text[1:], newline="")):
            assert not [cell for cell in row if re.match(r"[=+@\t\r\n＝＋－＠]|-(?![\d.]+$)", cell)]


@pytest.mark.parametrize(
    "words", ["=1+1", "+x", "-x", "@x", "\tx", "\rx", "\nx", "'x", "''", "'=1", "＝x", "x", "", " =x"]
)
def test_defused_cells_are_restored_exactly(words: str) -> None:
    cell = tables.defused(words)
    assert tables.restored(cell) == words
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝"))


def test_numbers_stay_numbers() -> None:
    assert [tables._cell(v) for v in (250.0, 3.2, -4, True, None)] == ["250", "3.2", "-4", "true", ""]


# ------------------------------------------------------------------ BibTeX and CSL-JSON


def test_bibtex_is_read_back(material: Material) -> None:
    (written,) = made(formats.FORMATS["bibtex"].outputs(material)).values()
    library = bibtexparser.parse_string(written, append_middleware=[LatexDecodingMiddleware()])
    assert not library.failed_blocks
    assert [e.key for e in library.entries] == [e.id for e in material.briefing.entries]
    for entry, article in zip(library.entries, material.briefing.entries, strict=True):
        data, fields = article.analysis.cleaned.metadata, entry.fields_dict
        if data.title and not re.search(r"[\x00-\x1f{}`~\ufffe]", data.title.value):
            assert _unbraced(fields["title"].value) == " ".join(data.title.value.split())
        if data.date and data.date.value[:4].isdigit():
            assert fields["year"].value == data.date.value[:4]
        assert ("author" in fields) == bool(data.author)


def _unbraced(value: str) -> str:
    return value.replace("{", "").replace("}", "")


def test_signs_of_tex_are_letters() -> None:
    assert bibtex.escaped("100% of {A}_b & #1 $2 ^~ \\x") == (
        r"100\% of \{A\}\_b \& \#1 \$2 \textasciicircum{}\textasciitilde{} \textbackslash{}x"
    )


def test_braces_of_addresses_cannot_close_their_field() -> None:
    material = _of({"formula.md": ODD["formula.md"]})
    (written,) = made(formats.FORMATS["bibtex"].outputs(material)).values()
    assert "url = {https://evil.example/a%7Bb%7Dc_d?e=%7B&f=#g}" in written
    assert r"journal = {{+Plus \{News\} 100\% \$\_\textasciicircum{}\textasciitilde{}\#}}" in written


def test_csl_is_formatted_by_a_citation_processor(material: Material) -> None:
    (written,) = made(formats.FORMATS["csl"].outputs(material)).values()
    items = json.loads(written)
    assert [i["id"] for i in items] == [e.id for e in material.briefing.entries]
    for item, line in zip(items, bibliography(items), strict=True):
        issued = item.get("issued", {})
        for name in item.get("author", ()):
            assert (name.get("family") or name["literal"]).split()[0] in line
        if "date-parts" in issued:
            assert str(issued["date-parts"][0][0]) in line


def bibliography(items: list[dict[str, Any]]) -> list[str]:
    """The items as citeproc sets them, in their order, as plain text."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        source = CiteProcJSON(items)
        style = CitationStylesStyle("harvard-cite-them-right", validate=False)
        made = CitationStylesBibliography(style, source, formatter.plain)
        for item in items:
            made.register(Citation([CitationItem(item["id"])]))
        return [str(line) for line in made.bibliography()]


def test_a_formatted_bibliography_reads_as_one() -> None:
    items = json.loads(made(formats.FORMATS["csl"].outputs(_of(ARTICLES)))["sources.json"])
    lines = dict(zip([i["id"] for i in items], bibliography(items), strict=True))
    assert lines["ledger-ferry-again"] == (
        "Halm, I. (2024) “Council was told of ferry closure”, The Orvik Ledger, 14 March. "
        "Available at: https://ledger.example/ferry."
    )


@pytest.mark.parametrize(
    ("edtf", "expected", "day", "instant"),
    [
        ("2024-03-12", {"date-parts": [[2024, 3, 12]]}, "2024-03-12", "2024-03-12T00:00:00Z"),
        ("2024-03~", {"date-parts": [[2024, 3]], "circa": True}, "2024-03~", "2024-03-01T00:00:00Z"),
        ("2024", {"date-parts": [[2024]]}, "2024", "2024-01-01T00:00:00Z"),
        ("2024-22", {"date-parts": [[2024]], "season": 2}, "2024-22", "2024-06-01T00:00:00Z"),
        ("2024-XX-XX", {"date-parts": [[2024]]}, "2024", "2024-01-01T00:00:00Z"),
        ("202X", {"literal": "202X"}, None, None),
        ("2024-03-01/2024-03-04", {"date-parts": [[2024, 3, 1], [2024, 3, 4]]}, "2024-03-01/2024-03-04",
         "2024-03-01T00:00:00Z"),
        ("../2024-03-12", {"literal": "until 12 March 2024"}, "../2024-03-12", "2024-03-12T00:00:00Z"),
        ("2024-03-12/..", {"literal": "from 12 March 2024"}, "2024-03-12/..", "2024-03-12T00:00:00Z"),
        ("2024-03-12T10:30:00+0200", {"date-parts": [[2024, 3, 12]]}, "2024-03-12", "2024-03-12T10:30:00+02:00"),
        ("2024-03-12T10:30", {"date-parts": [[2024, 3, 12]]}, "2024-03-12", "2024-03-12T10:30:00Z"),
        ("-0044", {"date-parts": [[-44]]}, "-0044", None),
        ("0000", {"date-parts": [[0]]}, "0000", None),
    ],
)  # fmt: skip
def test_dates_take_the_forms_of_each_format(
    edtf: str, expected: dict[str, Any], day: str | None, instant: str | None
) -> None:
    assert dates.csl(edtf, Words()) == expected
    assert dates.day(edtf) == day
    assert dates.instant(edtf) == instant


@pytest.mark.parametrize(
    ("name", "family", "given"),
    [
        ("Ilse Marrow", "Marrow", "Ilse"),
        ("Ilse von der Marrow", "von der Marrow", "Ilse"),
        ("Ilse Marrow Jr.", "Marrow", "Ilse"),
        ("The Associated Quay Press", None, None),
        ("Quay News Agency", None, None),
        ("Orvik", None, None),
        ("Ostrhaven Harbour Ministry", None, None),
        ("王小明", None, None),
    ],
)
def test_people_have_two_names_and_organisations_one(name: str, family: str | None, given: str | None) -> None:
    found = author(Catalogue(_of({}).briefing), name, None)
    assert (found.family, found.given, found.literal) == (family, given, name)


# ------------------------------------------------------------------ Web Annotations

_TEXT = {"type": "string", "minLength": 1}
_SELECTOR = {
    "oneOf": [
        {
            "properties": {"type": {"const": "TextQuoteSelector"}, "exact": _TEXT, "prefix": {"type": "string"},
                           "suffix": {"type": "string"}},
            "required": ["type", "exact"], "additionalProperties": False,
        },
        {
            "properties": {"type": {"const": "TextPositionSelector"}, "start": {"type": "integer", "minimum": 0},
                           "end": {"type": "integer", "minimum": 0}},
            "required": ["type", "start", "end"], "additionalProperties": False,
        },
    ]
}  # fmt: skip
_TARGET = {
    "type": "object",
    "properties": {
        "type": {"const": "SpecificResource"}, "source": _TEXT,
        "selector": {"oneOf": [_SELECTOR, {"type": "array", "items": _SELECTOR, "minItems": 1}]},
    },
    "required": ["source", "selector"], "additionalProperties": False,
}  # fmt: skip
ANNOTATION = {
    "type": "object",
    "properties": {
        "@context": {"const": "http://www.w3.org/ns/anno.jsonld"}, "id": _TEXT, "type": {"const": "Annotation"},
        "motivation": {"enum": ["describing"]},
        "body": {"type": "array", "items": {"properties": {"type": {"const": "TextualBody"}, "value": _TEXT},
                                            "required": ["type", "value"]}},
        "target": {"type": "array", "items": _TARGET, "minItems": 1},
    },
    "required": ["@context", "id", "type", "body", "target"], "additionalProperties": False,
}  # fmt: skip
"""What the W3C's model demands of an annotation of this kind."""


def test_annotations_follow_the_model_and_find_their_words(material: Material) -> None:
    found = made(formats.FORMATS["annotations"].outputs(material))
    whole = json.loads(found["annotations.jsonld"])
    validator = jsonschema.Draft202012Validator(ANNOTATION)
    assert whole["type"] == "AnnotationCollection"
    assert whole["total"] == len(whole["first"]["items"])
    total = 0
    for entry in material.briefing.entries:
        page, text = json.loads(found[f"annotations/{entry.id}.jsonld"]), found[f"annotations/{entry.id}.txt"]
        assert page["type"] == "AnnotationPage"
        total += len(page["items"])
        for annotation in page["items"]:
            validator.validate(annotation)
            counted = [t for t in annotation["target"] if t["source"] == f"{entry.id}.txt"]
            assert counted
            for target in counted:
                quote, position = target["selector"]
                start, end = position["start"], position["end"]
                assert text[start:end] == quote["exact"]
                assert text[:start].endswith(quote["prefix"])
                assert text[end:].startswith(quote["suffix"])
    assert total == whole["total"]
    ids = [annotation["id"] for annotation in whole["first"]["items"]]
    assert len(set(ids)) == len(ids)


# ------------------------------------------------------------------ GraphML


def test_the_graph_is_read_by_networkx(material: Material, tmp_path: Path) -> None:
    (written,) = made(graph.outputs(material)).values()
    (tmp_path / "g.graphml").write_text(written, "utf-8")
    found = networkx.read_graphml(tmp_path / "g.graphml")
    assert found.is_directed()
    claims = {c.id: c for c in material.briefing.claims}
    for speaker, other, data in found.edges(data=True):
        ids = data["claims"].split()
        assert data["weight"] == len(ids) == len(set(ids))
        assert speaker != other
        assert all(claims[id].actor == speaker for id in ids)
    assert {a for edge in found.edges for a in edge} == set(found.nodes)
    assert {found.nodes[n]["type"] for n in found} <= {"person", "organization", "place", "group"}


def test_who_speaks_about_whom() -> None:
    found = graph.edges(_of({"undated.txt": ODD["undated.txt"]}))
    assert [(edge, len(claims)) for edge, claims in found.items()] == [(("ulla-brekke", "bo-holm"), 1)]


# ------------------------------------------------------------------ feeds


def test_feeds_are_read_by_feedparser(material: Material) -> None:
    found = made(feeds.outputs(material))
    assert list(found) == ["articles.atom", "claims.atom"]
    for path, written in found.items():
        read = feedparser.parse(written.encode())
        assert not read.bozo, read.get("bozo_exception")
        assert read.version == "atom10"
        assert read.feed.id == f"{URL}exports/{path}"
        assert read.feed.updated_parsed
        assert read.feed.authors[0].name
        ids = [e.id for e in read.entries]
        assert len(set(ids)) == len(ids)
        for entry in read.entries:
            assert entry.id == entry.link and entry.link.startswith(URL)
            assert entry.updated_parsed and entry.title and entry.summary
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)", entry.updated)
    assert len(feedparser.parse(found["articles.atom"]).entries) == min(50, len(material.briefing.entries))


def test_the_newest_stands_first_and_what_has_no_date_says_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    found = made(feeds.outputs(placed(_of(ODD | ARTICLES))))
    entries = feedparser.parse(found["articles.atom"]).entries
    published = [e.get("published", "") for e in entries]
    assert published == sorted(published, reverse=True)
    undated = [e for e in entries if "published" not in e]
    assert undated and all(e.updated == "2031-04-01T00:00:00Z" for e in undated)
    assert all("undated" in e.summary for e in undated)


def test_the_day_of_the_build_stands_in_where_nothing_is_dated(monkeypatch: pytest.MonkeyPatch) -> None:
    material = placed(_of({"undated.txt": ODD["undated.txt"]}))
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert feedparser.parse(made(feeds.outputs(material))["articles.atom"]).feed.updated == "1970-01-01T00:00:00Z"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1710000000")
    assert feedparser.parse(made(feeds.outputs(material))["articles.atom"]).feed.updated == "2024-03-09T00:00:00Z"


def test_no_feed_without_an_address() -> None:
    assert made(feeds.outputs(_of(ARTICLES))) == {}
    assert feeds.named(Place(), Words(), "x") == []


# ------------------------------------------------------------------ all of them


def test_every_file_is_the_same_each_time_and_none_is_empty(material: Material, tmp_path: Path) -> None:
    sizes = formats.write(material, NAMES, tmp_path / "a")
    formats.write(placed(Material.of(material.briefing)), NAMES, tmp_path / "b")
    for path, size in sizes.items():
        written = (tmp_path / "a" / path).read_bytes()
        assert len(written) == size
        assert written == (tmp_path / "b" / path).read_bytes(), path
        if path.endswith((".graphml", ".atom")):
            etree.fromstring(written)


def test_a_feed_and_a_graph_hold_control_characters_as_letters() -> None:
    material = placed(_of({"control.txt": ODD["control.txt"]}))
    for text in (*made(feeds.outputs(material)).values(), *made(graph.outputs(material)).values()):
        etree.fromstring(text.encode())
    assert "rang ␇ twice" in made(feeds.outputs(material))["claims.atom"]


def test_nothing_that_may_not_be_shown_is_in_any_of_them(tmp_path: Path) -> None:
    project = Project(tmp_path / "p", test_rights.FILES, **test_rights.SETTINGS)
    run("export", project.root / "corpus", tmp_path / "out", *_all(), "--site-url", URL)
    run("export", project.root / "corpus", "--site", tmp_path / "plain")
    found = {p.relative_to(tmp_path).as_posix(): p.read_bytes() for top in ("out", "plain")
             for p in (tmp_path / top).rglob("*") if p.is_file() and "assets/" not in p.as_posix()}  # fmt: skip
    written = json.loads(found[f"out/{files.LIST}"])
    assert {name for name, paths in written.items() if paths} == set(NAMES) and len(found) > 50
    for words in (test_rights.NAME, test_rights.PRIVATE, test_rights.UNPRINTED, test_rights.WITHDRAWN):
        left = [t for t in test_rights.traces(found, words) if "Karl Storhaug" not in t and "karl-storhaug" not in t]
        assert left == []


def test_no_address_but_one_that_may_be_followed_is_made_a_link_of(tmp_path: Path) -> None:
    project = Project(tmp_path, {
        "corpus/gate.txt": "Gate shut\n\n1 March 2024\n\n“It is shut,” said Bo Lund.\n",
        "corpus/gate.yml": "url: 'javascript:alert(1)'\narchived_url: 'data:text/html,x'\n",
    })  # fmt: skip
    run("export", project.root / "corpus", tmp_path / "out", *_all(), "--site-url", URL)
    links = [
        p for p in (tmp_path / "out").rglob("*") if p.is_file() and p.name not in ("articles.jsonl", "articles.csv")
    ]
    assert len(links) > 10
    for path in links:  # those two say what the file states
        assert not re.search("javascript:|data:text", path.read_text("utf-8")), path.name


def test_an_old_file_of_an_article_that_became_private_is_taken_away(tmp_path: Path) -> None:
    project = Project(tmp_path / "p")
    corpus, out, site = project.root / "corpus", tmp_path / "out", tmp_path / "site"
    (out / "annotations").mkdir(parents=True)
    (out / "annotations" / "mine.txt").write_text("mine")
    run("export", corpus, out, "--format", "annotations", "--format", "csv", "--site", site)
    assert (out / "annotations/bulletin.txt").exists() and (site / "articles/bulletin.md").exists()
    project.write("corpus/bulletin.yml", "private: true\n")
    run("export", corpus, out, "--format", "annotations", "--site", site)
    assert not (out / "annotations/bulletin.txt").exists() and not (site / "articles/bulletin.md").exists()
    assert (out / "claims.csv").exists() and (out / "annotations" / "mine.txt").exists()


def test_a_file_of_somebody_else_s_is_not_written_over(tmp_path: Path) -> None:
    corpus = Project(tmp_path / "p").root / "corpus"
    site = tmp_path / "site"
    site.mkdir()
    (site / "claims.md").write_text("mine")
    result = CliRunner().invoke(main, ["export", str(corpus), "--site", str(site)])
    assert result.exit_code == 1
    assert "claims.md cannot be written (it is there already, and no earlier export wrote it)" in result.output
    assert [p.name for p in site.iterdir()] == ["claims.md"]
    (site / "claims.md").unlink()
    run("export", corpus, "--site", site)
    run("export", corpus, "--site", site)


def test_work_that_broke_off_is_taken_up_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus = Project(tmp_path / "p").root / "corpus"
    site = tmp_path / "site"
    whole = files.write

    def full(outputs: list[Output], folder: Path) -> dict[str, int]:
        whole(outputs[:5], folder)
        raise OSError(28, "No space left on device", str(folder))

    monkeypatch.setattr(files, "write", full)
    result = CliRunner().invoke(main, ["export", str(corpus), "--site", str(site)])
    assert result.exit_code == 1 and "No space left on device" in result.output
    assert len(list(site.rglob("*.md"))) > 0
    monkeypatch.setattr(files, "write", whole)
    run("export", corpus, "--site", site)
    assert (site / "articles" / "bulletin.md").exists()


@pytest.mark.parametrize("articles", [{}, {"undated.txt": ODD["undated.txt"]}, ODD])
def test_plain_files_of_any_corpus(tmp_path: Path, articles: dict[str, str]) -> None:
    corpus = Project(tmp_path / "p", {f"corpus/{name}": text for name, text in articles.items()}).root / "corpus"
    for generator in plain_site.GENERATORS:
        run("export", corpus, "--site", tmp_path / generator, "--for", generator)
        pages = list((tmp_path / generator).rglob("articles/*.md"))
        assert len([p for p in pages if p.stem != "_index"]) == len(articles)


@pytest.mark.slow
def test_an_actor_with_ten_thousand_mentions() -> None:
    text = "\n\n".join(
        f"Ulla Brekke said that Bo Holm may have sold {n} boats. “We saw him at pier {n} last night,” said Ulla Brekke."
        for n in range(5000)
    )
    material = placed(_of({"many.md": f"---\ntitle: Many\nurl: https://e.example/\n---\n\n{text}\n"}))
    assert max(a.mentions for a in material.briefing.actors) >= 10_000
    start = time.process_time()
    for name in NAMES:
        assert any(made(formats.FORMATS[name].outputs(material)).values()), name
    assert time.process_time() - start < 20


@pytest.mark.parametrize("listed", ["[]", "{", '{"csv": ["../gone.txt", "/etc/x", 3, "C:\\\\x"]}', '{"csv": 3}', '"x"'])
def test_a_list_that_somebody_changed_leads_to_no_file_of_theirs(tmp_path: Path, listed: str) -> None:
    (tmp_path / "gone.txt").write_text("mine")
    out = tmp_path / "out"
    out.mkdir()
    (out / files.LIST).write_text(listed)
    assert files.keep_list(out, {"csv": ["a.csv"]}) == []
    assert (tmp_path / "gone.txt").exists()


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    project = Project(tmp_path / "p")
    (tmp_path / "file").write_text("")
    for arguments in (("csv", tmp_path / "file" / "out"), ("annotations", tmp_path / "out")):
        (tmp_path / "out").mkdir(exist_ok=True)
        (tmp_path / "out" / "annotations").write_text("a file in the way") if arguments[0] == "annotations" else None
        result = CliRunner().invoke(
            main, ["export", str(project.root / "corpus"), str(arguments[1]), "--format", arguments[0]]
        )
        assert result.exit_code == 1
        assert "cannot be written" in result.output and "Choose another folder" in result.output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "Say where to"),
        (("--format", "csv"), "Say where to"),
        (("out", "--format", "atom"), "--format atom needs --site-url"),
        (("out", "--format", "xlsx"), "is not one of"),
        (("out", "--site-url", "example.org"), "write the whole address"),
        (("--site", "site", "--format", "csv"), "--format needs OUT"),
        (("--site", "CORPUS/site"), "lies inside CORPUS"),
    ],
)
def test_wrong_usage_is_explained(tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    corpus = Project(tmp_path / "p").root / "corpus"
    given = [str(tmp_path / a) if a in ("out", "site") else a.replace("CORPUS", str(corpus)) for a in arguments]
    result = CliRunner().invoke(main, ["export", str(corpus), *given])
    assert result.exit_code == 2
    assert said in result.output


def test_the_same_bytes_under_other_surroundings(tmp_path: Path) -> None:
    corpus = Project(tmp_path / "p", {f"corpus/{n}": t for n, t in {**ARTICLES, **ODD}.items()}).root / "corpus"
    seen = []
    for n, surroundings in enumerate(({"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", "LC_ALL": "C"},
                                      {"PYTHONHASHSEED": "2", "TZ": "America/St_Johns"})):  # fmt: skip
        out = tmp_path / str(n)
        command = [str(Path(sys.executable).with_name("briefing")), "export", str(corpus), str(out / "out"), *_all()]
        command += ["--site-url", URL, "--site", str(out / "site")]
        subprocess.run(command, check=True, env={**os.environ, **surroundings}, capture_output=True)
        seen.append({p.relative_to(out).as_posix(): p.read_bytes() for p in sorted(out.rglob("*")) if p.is_file()})
    assert seen[0] == seen[1]


def run(*arguments: object) -> str:
    result = CliRunner().invoke(main, [str(a) for a in arguments])
    assert result.exit_code == 0, result.output
    return result.output


def _all() -> list[str]:
    return [word for name in NAMES for word in ("--format", name)]


def _of(articles: dict[str, str]) -> Material:
    """A briefing over a few articles."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        for name, text in articles.items():
            path = Path(folder) / name
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(text.encode("utf-8", "surrogatepass"))
        return Material.of(brief(Path(folder)))


def test_the_examples_of_the_docs_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = (ROOT / "docs/reference/formats.md").read_text("utf-8")
    examples = re.findall(r"^```python\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    assert len(examples) == 2
    formats.write(
        _of({"pier.txt": "=1+1 said Ulla Brekke.\n\n“It sinks,” said Bo Holm of the pier.\n"}), NAMES, tmp_path
    )
    monkeypatch.chdir(tmp_path)
    for code in examples:
        known: dict[str, Any] = {}
        exec(compile(code, "formats.md", "exec"), known)
    assert known["quote"]["exact"] == "It sinks,"


def test_who_wrote_nothing_is_no_author_of_an_article() -> None:
    """An entry without an author would be its feed's."""
    found = made(feeds.outputs(placed(_of(ARTICLES))))
    entries = {e.title: e for e in feedparser.parse(found["articles.atom"]).entries}
    assert entries["Council was told of ferry closure"].author == "Idris Halm"
    unsigned = {"a.md": "---\ntitle: Unsigned\npublisher: The Orvik Ledger\n---\n\nIt rained, said Tilda Roke.\n"}
    (entry,) = feedparser.parse(made(feeds.outputs(placed(_of(unsigned))))["articles.atom"]).entries
    assert entry.author == "The Orvik Ledger"


def test_the_command_knows_the_formats_and_generators_there_are() -> None:
    from mkdocs_briefing.cli import export

    assert tuple(formats.FORMATS) == export.FORMATS
    assert tuple(plain_site.GENERATORS) == export.GENERATORS
