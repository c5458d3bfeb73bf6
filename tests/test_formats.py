"""Web archives, Word documents and PDF: the article out of each, and a problem that names what is broken."""

from __future__ import annotations

import gzip
import io
import json
import os
import sys
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from mkdocs_briefing.cli import main
from mkdocs_briefing.config import BriefingConfig
from mkdocs_briefing.model import Declared, Source
from mkdocs_briefing.pipeline import brief
from mkdocs_briefing.read import LIMIT, Reading, read

PAGE = """<html><head><title>Crane falls — The Quay Post</title></head><body><h1>Crane falls</h1>
<p>“It swayed all night,” said Hanne Lorentz, who keeps the bridge. The café was empty.</p>
<p>See <a href="/cranes/2">the other crane</a>, which still stands on the far side of the harbour.</p></body></html>"""


def given(folder: Path, name: str, data: bytes) -> Reading:
    (folder / name).write_bytes(data)
    return read(folder, name)


def one(folder: Path, name: str, data: bytes) -> Source:
    reading = given(folder, name, data)
    assert not reading.problems
    return reading.sources[0]


def refused(folder: Path, name: str, data: bytes) -> str:
    reading = given(folder, name, data)
    assert not reading.sources
    assert reading.problems[0].file == name
    assert reading.problems[0].level == "warning"
    return reading.problems[0].message


def stated(source: Source, field: str) -> list[str]:
    return [d.value for d in source.declared if d.field == field]


# ------------------------------------------------------------------ MHTML


def mhtml(page: bytes, charset: str = "utf-8", location: str = "https://quay.example/cranes/1") -> bytes:
    encoded = page.decode("latin-1").encode("latin-1")
    lines = [
        "From: <Saved by a browser>",
        f"Snapshot-Content-Location: {location}",
        "Subject: Crane falls",
        "Date: Sat, 2 Mar 2024 10:00:00 -0000",
        "MIME-Version: 1.0",
        'Content-Type: multipart/related; type="text/html"; boundary="----part"',
        "",
        "",
        "------part",
        f"Content-Type: text/html; charset={charset}",
        "Content-Transfer-Encoding: 8bit",
        f"Content-Location: {location}?printed",
        "",
    ]
    picture = "\r\n------part\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n"
    return "\r\n".join(lines).encode() + b"\r\n" + encoded + picture.encode() + b"------part--\r\n"


def test_mhtml_gives_the_page_its_address_and_the_day_it_was_saved(tmp_path: Path) -> None:
    source = one(tmp_path, "crane.mhtml", mhtml(PAGE.encode()))
    assert source.text.startswith("Crane falls\n“It swayed all night,” said Hanne Lorentz")
    assert "café" in source.text
    assert stated(source, "url") == ["https://quay.example/cranes/1"]
    assert stated(source, "retrieved") == ["2024-03-02"]
    assert [m.href for m in source.markup] == ["https://quay.example/cranes/2"]


def test_mhtml_uses_the_charset_of_its_part(tmp_path: Path) -> None:
    page = "<body><p>Łódź głosuje w niedzielę.</p></body>"
    assert one(tmp_path, "a.mht", mhtml(page.encode("iso-8859-2"), "iso-8859-2")).text == "Łódź głosuje w niedzielę."


def test_mhtml_without_a_page_is_a_problem(tmp_path: Path) -> None:
    assert "no HTML page" in refused(tmp_path, "a.mhtml", b"just some words\n")
    assert "no HTML page" in refused(tmp_path, "b.mhtml", bytes(range(256)) * 30)


# ------------------------------------------------------------------ WARC


def warc(
    page: bytes,
    url: str,
    *,
    number: int,
    http: str = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8",
    kind: str = "response",
) -> bytes:
    body = http.encode() + b"\r\n\r\n" + page
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{number:08}>\r\n"
        f"WARC-Date: 2024-03-0{number}T10:00:00Z\r\nWARC-Target-URI: {url}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"


def three() -> list[bytes]:
    return [
        warc(PAGE.replace("Crane falls", f"Crane {n} falls").encode(), f"https://quay.example/{n}", number=n)
        for n in (1, 2, 3)
    ]


def test_warc_gives_each_page_with_its_address_day_and_own_id(tmp_path: Path) -> None:
    other = [
        warc(b"GET / HTTP/1.1", "https://quay.example/1", number=4, kind="request"),
        warc(b"\x89PNG", "https://quay.example/p", number=5, http="HTTP/1.1 200 OK\r\nContent-Type: image/png"),
        warc(PAGE.encode(), "https://quay.example/g", number=6, http="HTTP/1.1 404 Gone\r\nContent-Type: text/html"),
    ]
    reading = given(tmp_path, "site.warc", b"".join([*other, *three()]))
    assert not reading.problems
    assert [s.path for s in reading.sources] == ["site.warc#4", "site.warc#5", "site.warc#6"]
    assert [s.text.split("\n")[0] for s in reading.sources] == ["Crane 1 falls", "Crane 2 falls", "Crane 3 falls"]
    assert reading.sources[1].record_id == "<urn:uuid:00000002>"
    assert stated(reading.sources[1], "url") == ["https://quay.example/2"]
    assert stated(reading.sources[1], "retrieved") == ["2024-03-02"]


@pytest.mark.parametrize("whole", [True, False])
def test_gzipped_warc_record_by_record_or_as_a_whole(tmp_path: Path, whole: bool) -> None:
    data = gzip.compress(b"".join(three())) if whole else b"".join(gzip.compress(r) for r in three())
    reading = given(tmp_path, "site.warc.gz", data)
    assert not reading.problems
    assert len(reading.sources) == 3


def test_bodies_as_the_server_sent_them(tmp_path: Path) -> None:
    page = PAGE.encode()
    chunked = b"%x\r\n" % 100 + page[:100] + b"\r\n%x;note\r\n" % (len(page) - 100) + page[100:] + b"\r\n0\r\n\r\n"
    html = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
    records = [
        warc(chunked, "https://quay.example/1", number=1, http=html + "Transfer-Encoding: chunked"),
        warc(gzip.compress(page), "https://quay.example/2", number=2, http=html + "Content-Encoding: gzip"),
        warc(page, "https://quay.example/3", number=3, http=html + "Transfer-Encoding: chunked"),
    ]
    texts = [s.text for s in given(tmp_path, "a.warc", b"".join(records)).sources]
    assert len(texts) == 3
    assert len(set(texts)) == 1


def test_a_charset_that_only_the_http_header_of_a_warc_names(tmp_path: Path) -> None:
    page = "<body><p>Łódź głosuje w niedzielę.</p></body>".encode("iso-8859-2")
    http = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=ISO-8859-2"
    (source,) = given(tmp_path, "a.warc", warc(page, "https://quay.example/1", number=1, http=http)).sources
    assert source.text == "Łódź głosuje w niedzielę."
    assert source.encoding == "iso8859-2"


@pytest.mark.parametrize("packed", [False, True])
def test_a_broken_record_is_named_and_costs_no_other(tmp_path: Path, packed: bool) -> None:
    records = three()
    records[1] = records[1].replace(b"Content-Length: ", b"Content-Length: 9")
    name = "site.warc.gz" if packed else "site.warc"
    reading = given(tmp_path, name, b"".join(gzip.compress(r) for r in records) if packed else b"".join(records))
    assert [s.path for s in reading.sources] == [f"{name}#1", f"{name}#3"]
    assert [(p.file, p.line) for p in reading.problems] == [(name, 2)]
    assert "record 2 is left out: it is damaged" in reading.problems[0].message


@pytest.mark.parametrize("at", [12, 200])
def test_a_damaged_member_is_named_and_costs_no_other(tmp_path: Path, at: int) -> None:
    members = [bytearray(gzip.compress(r)) for r in three()]
    members[1][at : at + 20] = b"\xff" * 20
    reading = given(tmp_path, "site.warc.gz", b"".join(members))
    assert [s.path for s in reading.sources] == ["site.warc.gz#1", "site.warc.gz#3"]
    assert [(p.file, p.line) for p in reading.problems] == [("site.warc.gz", 2)]


def test_a_warc_that_is_cut_off_keeps_what_came_before(tmp_path: Path) -> None:
    reading = given(tmp_path, "site.warc", b"".join(three())[:-100])
    assert len(reading.sources) == 2
    assert [p.line for p in reading.problems] == [3]


def test_a_bomb_in_a_warc_is_a_problem_and_costs_no_other(tmp_path: Path) -> None:
    html = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip"
    bomb = warc(gzip.compress(b"<p>" + b" " * (LIMIT * 4)), "https://quay.example/b", number=1, http=html)
    reading = given(tmp_path, "site.warc", bomb + three()[1])
    assert [s.path for s in reading.sources] == ["site.warc#2"]
    assert "too large" in reading.problems[0].message


@pytest.mark.parametrize("data", [b"", b"\r\n\r\n", b"no archive at all", b"WARC/1.0\r\n\r\n", bytes(range(256)) * 20])
@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_what_is_no_warc_is_a_problem(tmp_path: Path, name: str, data: bytes) -> None:
    refused(tmp_path, name, data)


def test_address_and_day_of_an_archive_stand_in_the_briefing(tmp_path: Path) -> None:
    (tmp_path / "site.warc").write_bytes(b"".join(three()))
    found = [e.analysis.cleaned.metadata for e in brief(tmp_path).entries]
    assert sorted((m.url.value, m.retrieved.value) for m in found if m.url and m.retrieved) == [
        ("https://quay.example/1", "2024-03-01"),
        ("https://quay.example/2", "2024-03-02"),
        ("https://quay.example/3", "2024-03-03"),
    ]


# ------------------------------------------------------------------ Word

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STYLES = f"""<w:styles xmlns:w="{WORD}"><w:style w:styleId="Ueberschrift2"><w:name w:val="heading 2"/></w:style>
<w:style w:styleId="Own"><w:name w:val="House headline"/><w:basedOn w:val="Ueberschrift2"/></w:style></w:styles>"""
LINKS = """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId7" TargetMode="External" Target="https://quay.example/a?b=1&amp;c=2" Type="x"/></Relationships>"""
DOCUMENT = f"""<w:document xmlns:w="{WORD}" xmlns:r="{OFFICE}"><w:body>
<w:p><w:pPr><w:pStyle w:val="Own"/></w:pPr><w:r><w:t>Crane falls</w:t></w:r></w:p>
<w:p><w:r><w:t xml:space="preserve">“It swayed </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>all night</w:t></w:r>
<w:del><w:r><w:delText>every night</w:delText></w:r></w:del><w:r><w:t>,” said Hanne &lt;Lorentz&gt;.</w:t></w:r></w:p>
<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>
<w:hyperlink r:id="rId7"><w:r><w:t>The first crane</w:t></w:r>
</w:hyperlink></w:p>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Cranes</w:t></w:r></w:p></w:tc>
<w:tc><w:p><w:r><w:t>4</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
</w:body></w:document>"""


def docx(document: str | bytes = DOCUMENT, **others: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", document)
        archive.writestr("word/styles.xml", STYLES)
        archive.writestr("word/_rels/document.xml.rels", LINKS)
    return held.getvalue()


def test_word_keeps_headings_lists_tables_and_links(tmp_path: Path) -> None:
    source = one(tmp_path, "crane.docx", docx())
    assert [(b.kind, b.level, source.text[b.start : b.end]) for b in source.blocks] == [
        ("heading", 2, "Crane falls"),
        ("paragraph", None, "“It swayed all night,” said Hanne <Lorentz>."),
        ("list-item", None, "The first crane"),
        ("table", None, "Cranes\t4"),
    ]
    marked = [(m.kind, source.text[m.start : m.end], m.href) for m in source.markup]
    assert ("link", "The first crane", "https://quay.example/a?b=1&c=2") in marked
    assert ("strong", "all night", None) in marked


def test_word_of_the_strict_flavour(tmp_path: Path) -> None:
    strict = DOCUMENT.replace(WORD, "http://purl.oclc.org/ooxml/wordprocessingml/main")
    assert one(tmp_path, "a.docx", docx(strict)).text.startswith("Crane falls\n“It swayed")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04 no archive",
        docx("<w:document"),
        docx("<other/>"),
        docx(DOCUMENT)[:-30],
        docx(DOCUMENT).replace(b"word/document.xml", b"work/document.xml"),
    ],
)
def test_what_is_no_word_document_is_a_problem(tmp_path: Path, data: bytes) -> None:
    refused(tmp_path, "a.docx", data)


def test_bombs_in_word_documents_cost_neither_time_nor_memory(tmp_path: Path) -> None:
    big = docx(DOCUMENT.encode().replace(b"Crane falls", b" " * (40 * LIMIT // 10)) + b" " * (20 * LIMIT))
    laughs = '<!DOCTYPE d [<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 20}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    entities = docx(f"{laughs}]>{DOCUMENT.replace('Crane falls', '&i;')}")
    began = time.process_time()
    tracemalloc.start()
    message = refused(tmp_path, "big.docx", big)
    reading = given(tmp_path, "laughs.docx", entities)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "too large" in message
    assert all(len(s.text) < 10_000 for s in reading.sources)
    assert peak < 10 * LIMIT
    assert time.process_time() - began < 10


def test_a_sidecar_stands_beside_a_word_document(tmp_path: Path) -> None:
    (tmp_path / "crane.docx").write_bytes(docx())
    (tmp_path / "crane.yml").write_text("date: 2024-03-02\n", "utf-8")
    briefing = brief(tmp_path)
    assert not briefing.problems
    date = briefing.entries[0].analysis.cleaned.metadata.date
    assert date is not None
    assert date.value == "2024-03-02"


# ------------------------------------------------------------------ PDF


def _drawn(line: str) -> str:
    """One line; “# ” and “## ” stand before large and less large letters."""
    size = {"# ": 24, "##": 16}.get(line[:2], 12)
    return f"/F1 {size} Tf ({line.lstrip('# ')}) Tj 0 -{size + 2} Td "


def pdf(*pages: str) -> bytes:
    """A PDF by hand: each page one column of lines in a standard font."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for page in pages:
        drawing = "".join(_drawn(line) for line in page.splitlines())
        drawing = f"BT /F1 12 Tf 50 800 Td {drawing}ET"
        objects.append(f"<< /Length {len(drawing)} >>\nstream\n{drawing}\nendstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 850] /Contents {len(objects)} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>"
    out = "%PDF-1.4\n"
    starts = []
    for number, body in enumerate(objects, 1):
        starts.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{start:010} 00000 n \n" for start in starts)
    size = len(objects) + 1
    tail = (
        f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{len(out)}\n"
    )
    return f"{out}{tail}%%EOF\n".encode()


def test_pdf_gives_its_text_page_after_page(tmp_path: Path) -> None:
    pytest.importorskip("pypdf")
    source = one(tmp_path, "crane.pdf", pdf("Crane falls\nIt swayed all night.", "The second page."))
    assert [source.text[b.start : b.end] for b in source.blocks] == [
        "Crane falls",
        "It swayed all night.",
        "The second page.",
    ]
    assert not any(b.votes for b in source.blocks)


def test_large_letters_of_a_pdf_are_headings(tmp_path: Path) -> None:
    pytest.importorskip("pypdf")
    prose = "\n".join(f"The crane over the harbour swayed for the {n}. time, and nobody was near it" for n in range(12))
    source = one(tmp_path, "crane.pdf", pdf(f"# Crane falls into the harbour\n{prose}\n## What was known\n{prose}"))
    found = [(b.kind, b.level, source.text[b.start : b.end].split("\n")[0]) for b in source.blocks]
    assert found[0] == ("heading", 1, "Crane falls into the harbour")
    assert ("heading", 2, "What was known") in found
    assert [kind for kind, _, _ in found].count("heading") == 2
    (entry,) = brief(tmp_path).entries
    assert entry.analysis.cleaned.metadata.title.value == "Crane falls into the harbour"


def test_pdf_without_its_library_names_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdf", None)
    assert "pip install 'mkdocs-briefing[pdf]'" in refused(tmp_path, "a.pdf", pdf("Words."))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no PDF"),
        (b"%PDF-1.4\n" + bytes(range(256)) * 20, "no PDF that can be read"),
        (pdf("", ""), "only pictures"),
        (pdf("Words.")[:200], ""),
        (pdf(*[""] * 501), "more pages"),
        (pdf("First.", "a line of the map\n" * 80_000), "draws too much to be an article, on page 2"),
        (pdf(*["a line of the map\n" * 50_000] * 12), "draws too much"),
        (pdf("Words.").replace(b"/Kids [5 0 R]", b"/Kids [2 0 R]"), ""),
    ],
)
def test_what_is_no_readable_pdf_is_a_problem(tmp_path: Path, data: bytes, reason: str) -> None:
    pytest.importorskip("pypdf")
    assert reason in refused(tmp_path, "a.pdf", data)


# ------------------------------------------------------------------ bad files of every kind


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.mhtml", "a.docx", "a.pdf", "a.jsonl", "a.warc"])
def test_two_hundred_megabytes_are_a_problem_at_once(tmp_path: Path, name: str) -> None:
    with (tmp_path / name).open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    began = time.process_time()
    reading = read(tmp_path, name)
    assert not reading.sources
    assert reading.problems[0].file == name
    assert time.process_time() - began < 5


def test_a_gzipped_dump_that_swells_is_read_no_further(tmp_path: Path) -> None:
    with gzip.open(tmp_path / "a.jsonl.gz", "wb", compresslevel=9) as file:
        file.write(b'{"text": "A line of text."}\n')
        for _ in range(40):
            file.write(b" " * (1 << 20))
    reading = read(tmp_path, "a.jsonl.gz")
    assert [s.text for s in reading.sources] == ["A line of text."]
    assert "too large" in reading.problems[0].message


def test_symlink_loops_and_forbidden_files_are_problems_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("Hanne Lorentz keeps the bridge, and has kept it for nine years.", "utf-8")
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    (tmp_path / "gone.warc").symlink_to(tmp_path / "nowhere.warc")
    (tmp_path / "shut.txt").write_text("Shut.", "utf-8")
    (tmp_path / "shut.txt").chmod(0)
    briefing = brief(tmp_path)
    files = {p.file for p in briefing.problems}
    assert {"self.txt", "gone.warc"} <= files
    assert "good" in [e.id for e in briefing.entries]
    if os.geteuid():
        assert "shut.txt" in files


def test_a_file_that_may_not_be_opened_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("good.txt", "shut.txt", "shut.jsonl"):
        (tmp_path / name).write_text("Hanne Lorentz keeps the bridge, and has kept it for nine years.", "utf-8")
    path_open, read_bytes = Path.open, Path.read_bytes

    def guarded(file: Path, act: Callable[..., Any], *args: Any, **more: Any) -> Any:
        if file.name.startswith("shut"):
            raise PermissionError(13, "Permission denied", str(file))
        return act(file, *args, **more)

    monkeypatch.setattr(Path, "open", lambda f, *a, **k: guarded(f, path_open, *a, **k))
    monkeypatch.setattr(Path, "read_bytes", lambda f: guarded(f, read_bytes))
    briefing = brief(tmp_path)
    assert [e.id for e in briefing.entries] == ["good"]
    told = {p.file: p.message for p in briefing.problems}
    assert told == dict.fromkeys(("shut.txt", "shut.jsonl"), "cannot be opened: Permission denied")


def test_two_articles_of_one_title_are_two_articles(tmp_path: Path) -> None:
    for name in ("a.html", "b.html"):
        (tmp_path / name).write_text(PAGE, "utf-8")
    entries = brief(tmp_path).entries
    assert [e.id for e in entries] == ["a", "b"]
    assert len({e.analysis.cleaned.metadata.title.value for e in entries}) == 1


# ------------------------------------------------------------------ names of fields in dumps


def test_a_dump_may_have_its_own_names_of_fields(tmp_path: Path) -> None:
    record = {"story": "It swayed.", "text": "teaser", "first_seen": "2024-03-02", "nr": 7, "title": "Crane falls"}
    (tmp_path / "a.jsonl").write_text(json.dumps(record), "utf-8")
    source = read(tmp_path, "a.jsonl", (("date", "first_seen"), ("id", "nr"), ("text", "story"))).sources[0]
    assert (source.text, source.record_id) == ("It swayed.", "7")
    assert source.declared == (
        Declared(field="title", value="Crane falls", where="field:title"),
        Declared(field="date", value="2024-03-02", where="field:first_seen"),
    )
    assert read(tmp_path, "a.jsonl").sources[0].text == "teaser"


def test_fields_of_a_dump_on_the_command_line(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.jsonl").write_text('{"story": "The crane swayed all night in the wind."}\n', "utf-8")
    out = tmp_path / "out"
    run = CliRunner().invoke(main, ["export", str(tmp_path / "corpus"), str(out), "--field", "text=story"])
    assert run.exit_code == 0
    assert "The crane swayed" in (out / "articles.jsonl").read_text("utf-8")
    for wrong in ("story", "story=text", "text="):
        run = CliRunner().invoke(main, ["export", str(tmp_path / "corpus"), str(out), "--field", wrong])
        assert run.exit_code == 2
        assert "OURS=THEIRS" in run.output


@pytest.mark.parametrize(
    ("fields", "good"), [({"text": "story"}, True), ({"story": "text"}, False), ({"text": 1}, False)]
)
def test_fields_of_a_dump_as_an_option(fields: dict[str, object], good: bool) -> None:
    config = BriefingConfig()
    config.load_dict({"fields": fields})
    errors, _ = config.validate()
    assert not errors if good else [name for name, _ in errors] == ["fields"]
