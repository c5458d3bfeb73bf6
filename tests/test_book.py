"""The book: what is on paper, its notes, what may be chosen of it, and the PDF."""

from __future__ import annotations

import importlib
import os
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from lxml import html as lxml_html
from mkdocs.commands.build import build
from mkdocs.config import load_config

import invented
from mkdocs_briefing.book import NotThere, book, pdf
from mkdocs_briefing.cli import main
from mkdocs_briefing.model import Briefing
from mkdocs_briefing.pipeline import brief
from mkdocs_briefing.publish.catalogue import Catalogue
from mkdocs_briefing.publish.chapters import CHAPTERS
from mkdocs_briefing.publish.choice import Choice
from mkdocs_briefing.publish.options import Options

LETTER = (
    "Ferry to stop in May\n\nMay 3, 2024\n\n"
    "“The boat is too old for another winter,” said Ilse Varga, the harbour master. “We will not sail it in ice.”\n\n"
    "Tor Halden, a fisherman, said the ferry may sail again in June.\n"
)


def needs_weasyprint() -> None:
    if not pdf.available():
        pytest.skip("needs WeasyPrint and Pango")


def read(text: str) -> lxml_html.HtmlElement:
    return lxml_html.document_fromstring(text)


def words(element: lxml_html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def notes(tree: lxml_html.HtmlElement) -> list[str]:
    return [words(note) for note in tree.xpath("//ol[@class='bf-notes']/li")]


@pytest.fixture(scope="module")
def whole() -> lxml_html.HtmlElement:
    return read(book(invented.briefing(), Options()))


def made(folder: Path, articles: dict[str, str], curation: dict[str, str] | None = None) -> Briefing:
    for name, text in articles.items():
        path = folder / "corpus" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    (folder / "corpus").mkdir(exist_ok=True)
    for name, text in (curation or {}).items():
        (folder / "curation").mkdir(exist_ok=True)
        (folder / "curation" / name).write_text(text, "utf-8")
    return brief(folder / "corpus", folder / "curation" if curation else None)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["book", *map(str, arguments)])


# ------------------------------------------------------------------ the document


def test_every_link_of_the_book_leads_to_a_place_in_it(whole: lxml_html.HtmlElement) -> None:
    ids = whole.xpath("//@id")
    assert len(ids) == len(set(ids))
    inside = [href[1:] for href in whole.xpath("//a/@href") if href.startswith("#") and href != "#"]
    assert inside and set(inside) <= set(ids)


def test_it_loads_nothing(whole: lxml_html.HtmlElement) -> None:
    assert not whole.xpath("//link | //script | //img | //iframe | //*[@src]")
    assert "url(" not in whole.xpath("string(//style[1])") and "@import" not in whole.xpath("string(//style[1])")


def test_the_contents_name_every_chapter_in_order(whole: lxml_html.HtmlElement) -> None:
    listed = [h[6:] for h in whole.xpath("//nav//li[@class='bf-level-1']/a/@href")]
    assert listed == [c for c in CHAPTERS if f"book-{c}" in whole.xpath("//@id")]
    assert {"key-lines", "claims", "actors", "articles", "texts", "notes", "method"} <= set(listed)
    assert len(listed) < len(whole.xpath("//nav//li")), "propositions and articles stand below their chapter"


def test_notes_are_numbered_as_they_are_met_and_say_where_words_stand(whole: lxml_html.HtmlElement) -> None:
    numbers = [int(n) for n in whole.xpath("//ol[@class='bf-notes']/li/@value")]
    assert numbers == list(range(1, len(numbers) + 1))
    met = [int(href[6:]) for href in whole.xpath("//a[@class='bf-ref']/@href")]
    first = list(dict.fromkeys(met))
    assert [n for n in first if n <= 2] == [1, 2] and set(met) == set(numbers)
    assert any("Ilse Marrow → Kestrel Radio → The Ostrhaven Courier · Harbour board doubts" in n for n in notes(whole))
    assert all("Harbour board doubts" in n or "Untitled" in n for n in notes(whole))


def test_a_note_repeats_words_only_where_the_book_prints_them_nowhere(whole: lxml_html.HtmlElement) -> None:
    assert not any("a closure of the port is unlikely" in n for n in notes(whole)), "they stand under their proposition"
    bare = read(book(invented.briefing(), Options(), Choice(only=("key-lines", "notes"))))
    assert any("a closure of the port is unlikely" in n for n in notes(bare))


def test_claims_of_articles_in_full_stand_there_and_are_not_listed_again() -> None:
    full, none = (
        read(book(invented.briefing(), Options(print_full_texts=n), Choice(only=("claims", "texts")))) for n in (9, 0)
    )
    assert not full.xpath("//h3[@id='p']") and none.xpath("//h3[@id='p']")
    assert "stands there, in its place" in words(full) and "stands there, in its place" not in words(none)


def test_many_claims_without_a_proposition_are_left_out_and_counted() -> None:
    tree = read(book(invented.briefing(), Options(print_full_texts=0, print_claims=1)))
    assert not tree.xpath("//h3[@id='p']")
    assert "claims under no proposition are left out here" in words(tree)


def test_the_cover_says_until_when_never_today(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    briefing = made(tmp_path, {"ferry.txt": LETTER})
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    (undated,) = read(book(briefing, Options())).xpath("//section[@class='bf-cover']")
    assert "20" not in words(undated).split("SHA-256")[0]
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1717200000")
    (dated,) = read(book(briefing, Options())).xpath("//section[@class='bf-cover']")
    assert "1 June 2024" in words(dated)
    people = made(
        tmp_path, {}, {"briefing.yml": "question: Will it sail?\nas_of: 2024-05-04\nhandling: Not for print\n"}
    )
    text = book(people, Options())
    (own,) = read(text).xpath("//section[@class='bf-cover']")
    assert "4 May 2024" in words(own) and "1 June 2024" not in words(own)
    assert r"Not\20 for\20 print" in text, "the line stands on every sheet"
    assert briefing.inputs in words(dated)


def test_what_people_corrected_is_listed_with_who_and_why(tmp_path: Path) -> None:
    sidecar = "corrections:\n  - {reject_quote: We will not sail it in ice, by: AB, why: a slogan}\n"
    tree = read(book(made(tmp_path, {"ferry.txt": LETTER, "ferry.yml": sidecar}), Options()))
    (chapter,) = tree.xpath("//section[h2[@id='book-corrections']]")
    assert "“We will not sail it in ice”: a slogan (AB)" in words(chapter)


# ------------------------------------------------------------------ a part of it


def test_one_actor_brings_its_claims_and_articles_alone(tmp_path: Path) -> None:
    briefing = made(tmp_path, {"ferry.txt": LETTER, "other.txt": "Other\n\n“It is late,” said Jonas Brandt.\n"})
    tree = read(book(briefing, Options(), Choice(actor="Ilse Varga")))
    said = words(tree)
    assert (
        "The boat is too old for another winter" in said and "may sail again" not in said and "It is late" not in said
    )
    assert "Only what Ilse Varga says or passes on" in said
    assert [e.get("id") for e in tree.xpath("//li[starts-with(@id, 'article-')]")] == ["article-ferry"]


def test_days_bound_what_is_printed() -> None:
    catalogue = Catalogue(invented.briefing())
    dated = [c for c in catalogue.claims.values() if c.reported or c.said]
    assert dated
    for choice, held in ((Choice(since="2000"), True), (Choice(until="2000"), False), (Choice(since="2099"), False)):
        assert {choice.holds(c) for c in dated} == {held}
    undated = [c for c in catalogue.claims.values() if not (c.reported or c.said)]
    assert not any(Choice(since="2000").holds(c) for c in undated), "what has no date lies within no days"


def test_what_is_not_there_is_said_with_what_is() -> None:
    with pytest.raises(NotThere, match=r"“tomas-reik”.*tomas-reyk"):
        book(invented.briefing(), Options(), Choice(actor="tomas-reik"))
    with pytest.raises(NotThere, match=r"“closed”.*closes"):
        book(invented.briefing(), Options(), Choice(proposition="closed"))


# ------------------------------------------------------------------ bad input


def test_a_chapter_without_parts_is_named_once(tmp_path: Path) -> None:
    tree = read(book(made(tmp_path, {"ferry.txt": LETTER}), Options(), Choice(only=("claims",))))
    assert [words(h) for h in tree.xpath("//h2 | //h3")] == ["Contents", "Claims"]
    assert [words(a) for a in tree.xpath("//nav//li/a")] == ["Claims"]
    assert tree.xpath("//li[contains(@class, 'bf-row')]")


def test_words_that_look_like_a_link_inside_stay_words(tmp_path: Path) -> None:
    text = book(
        made(tmp_path, {"a.txt": 'Link\n\n“Write a href="#gone" id="gone" there,” said Ilse Varga.\n'}), Options()
    )
    assert 'Write a href="#gone" id="gone" there' in words(read(text))
    assert all(read(text).xpath("//*[@id=$id]", id=h[1:]) for h in read(text).xpath("//a/@href[starts-with(., '#')]"))


@pytest.mark.parametrize(
    "articles",
    [
        {},
        {"one.txt": LETTER},
        {"long.txt": "A title " * 250 + "\n\n“It is so,” said Ilse Varga.\n"},
        {"rtl.txt": "עיר הנמל\n\n“זה לא נכון,” said Ilse Varga.\n"},
        {"bad.txt": "<script>alert(1)</script>\n\n“{{ 7*7 }} </style></title> & \x00\x1b[31m,” said Ilse Varga.\n"},
    ],
    ids=["none", "one", "long title", "right to left", "hostile"],
)
def test_any_corpus_makes_a_book_and_a_pdf(tmp_path: Path, articles: dict[str, str]) -> None:
    needs_weasyprint()
    text = book(made(tmp_path, articles), Options())
    assert not read(text).xpath("//script")
    pdf.write(text, tmp_path / "book.pdf")
    assert (tmp_path / "book.pdf").read_bytes().startswith(b"%PDF-")


# ------------------------------------------------------------------ the file


@pytest.mark.parametrize("cut_by", ["what is there", "fontTools"])
def test_the_pdf_is_the_same_at_any_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cut_by: str) -> None:
    needs_weasyprint()
    fonts = importlib.import_module("weasyprint.pdf.fonts")
    if cut_by == "fontTools":
        monkeypatch.setattr(fonts, "harfbuzz_subset", None)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    text, now = book(invented.briefing(), Options()), time.time()
    for name, hour in (("a.pdf", 0), ("b.pdf", 1)):
        monkeypatch.setattr(time, "time", lambda hour=hour: now + 3600 * hour)
        pdf.write(text, tmp_path / name)
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
    assert "SOURCE_DATE_EPOCH" not in os.environ


def test_the_pdf_is_tagged_bookmarked_and_numbered(tmp_path: Path) -> None:
    needs_weasyprint()
    pypdf = pytest.importorskip("pypdf")
    pdf.write(book(invented.briefing(), Options()), tmp_path / "a.pdf")
    reader = pypdf.PdfReader(tmp_path / "a.pdf")
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"] and reader.trailer["/Root"]["/Lang"] == "en"
    assert len(list(flat(reader.outline))) > 6
    sheets = [" ".join(page.extract_text().split()) for page in reader.pages]
    for n, sheet in enumerate(sheets, 1):
        assert f"{n} / {len(sheets)}" in sheet
        assert "For the harbour desk only" in sheet, "the handling line is on every sheet"
    fonts = {f for page in reader.pages for f in page["/Resources"]["/Font"].values()}
    for font in fonts:
        descriptor = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        assert any(key.startswith("/FontFile") for key in descriptor), "fonts are embedded"
    contents = next(s for s in sheets if "Contents" in s)
    at = next(n for n, s in enumerate(sheets, 1) if "Method and limits" in s and n > 2)
    assert f"Method and limits {at}" in contents.replace(". ", "").replace(".", "")


def flat(outline: list[object]) -> list[object]:
    return [x for item in outline for x in (flat(item) if isinstance(item, list) else [item])]


def test_the_command_writes_either_file_and_says_what_is_wrong(tmp_path: Path) -> None:
    made(tmp_path, {"ferry.txt": LETTER})
    corpus = tmp_path / "corpus"
    assert run(corpus, tmp_path / "b.html", "--only", "claims").exit_code == 0
    assert "The boat is too old" in (tmp_path / "b.html").read_text("utf-8")
    for arguments, said in (
        ((tmp_path / "b.doc",), "name a .pdf or an .html file"),
        ((tmp_path / "b.html", "--only", "clams"), "'clams' is not one of 'key-lines', 'timeline', 'claims'"),
        ((tmp_path / "b.html", "--since", "soon"), "is no date; write one of"),
        ((tmp_path / "b.html", "--actor", "ilse"), "there are ilse-varga"),
    ):
        done = run(corpus, *arguments)
        assert done.exit_code == 2 and said in " ".join(done.output.split()), done.output
    done = run(corpus, tmp_path / "none" / "b.html")
    assert done.exit_code == 1 and "cannot be written" in done.output


def test_without_weasyprint_the_way_out_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made(tmp_path, {"ferry.txt": LETTER})
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    assert not pdf.available()
    done = run(tmp_path / "corpus", tmp_path / "b.pdf")
    assert done.exit_code == 1 and "mkdocs-briefing[pdf]" in done.output and "An .html file" in done.output


def test_the_pdf_stands_beside_the_site_or_the_build_says_why_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    needs_weasyprint()
    made(tmp_path, {"ferry.txt": LETTER})
    (tmp_path / "docs").mkdir()
    settings = tmp_path / "mkdocs.yml"
    settings.write_text(
        "site_name: T\ntheme: {name: mkdocs}\nplugins: [search, {briefing: {exports: [pdf]}}]\n", "utf-8"
    )
    build(load_config(str(settings)))
    assert (tmp_path / "site" / "exports" / "briefing.pdf").read_bytes().startswith(b"%PDF-")
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    build(load_config(str(settings)))
    assert "no pdf is written" in caplog.text and "mkdocs-briefing[pdf]" in caplog.text
    assert (tmp_path / "site" / "articles" / "ferry" / "index.html").is_file()
    assert not (tmp_path / "site" / "exports").exists()


def test_references_in_a_persons_lines_lead_to_places_in_the_book(tmp_path: Path) -> None:
    notes = "question: Will it sail?\nscope: What [[Ilse Varga]] says.\n"
    tree = read(book(made(tmp_path, {"ferry.txt": LETTER}, {"briefing.yml": notes}), Options()))
    (link,) = tree.xpath("//section[@class='bf-cover']//a")
    assert (link.get("href"), words(link)) == ("#actor-ilse-varga", "Ilse Varga")
