"""Reading: bytes to the reading text, its blocks and what the file declares; nothing guessed, nothing raised."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_briefing.model import Problem, Source
from mkdocs_briefing.read import LIMIT, read
from mkdocs_briefing.read.decode import mended
from mkdocs_briefing.read.html import read_html
from mkdocs_briefing.read.markdown import read_markdown, split_front_matter
from mkdocs_briefing.read.text import read_text


def one(folder: Path, name: str, data: bytes) -> Source:
    (folder / name).write_bytes(data)
    reading = read(folder, name)
    assert not reading.problems
    return reading.sources[0]


def problem(folder: Path, name: str, data: bytes) -> Problem:
    (folder / name).write_bytes(data)
    reading = read(folder, name)
    assert not reading.sources
    assert reading.problems[0].file == name
    assert reading.problems[0].level == "warning"
    return reading.problems[0]


def texts(source: Source) -> list[str]:
    return [source.text[b.start : b.end] for b in source.blocks]


# ------------------------------------------------------------------ encodings


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("“Nej”, sade Åsa Löv.".encode(), "utf-8"),
        ("\ufeff“Nej”, sade Åsa Löv.".encode(), "utf-8"),
        ("\ufeff“Nej”, sade Åsa Löv.".encode("utf-16-le"), "utf-16-le"),
        ("\ufeff“Nej”, sade Åsa Löv.".encode("utf-16-be"), "utf-16-be"),
        ("“Nej”, sade Åsa Löv.".encode("cp1252"), "cp1252"),
    ],
)
def test_encodings_give_the_same_text(tmp_path: Path, data: bytes, encoding: str) -> None:
    source = one(tmp_path, "a.txt", data)
    assert source.text == "“Nej”, sade Åsa Löv."
    assert source.encoding == encoding
    assert not source.repairs


def test_newlines_blanks_nuls_and_marks_stay_as_they_are(tmp_path: Path) -> None:
    text = '  One “curly” and "straight"…\r\n\r\nTwo\0 with e\u0301 \n'
    assert one(tmp_path, "a.txt", text.encode()).text == text


def test_misdecoded_runs_are_mended_and_listed(tmp_path: Path) -> None:
    source = one(tmp_path, "a.txt", "The mayor said â€œnoâ€\x9d at the cafÃ© “today”.".encode())
    assert source.text == "The mayor said “no” at the café “today”."
    assert [(source.text[r.start : r.end], r.original) for r in source.repairs] == [
        ("“", "â€œ"),
        ("”", "â€\x9d"),
        ("é", "Ã©"),
    ]


def test_misdecoded_runs_of_a_page_are_mended_where_the_text_has_them(tmp_path: Path) -> None:
    page = "<body><nav>Home</nav><p>The mayor  said &acirc;€œno</p><p>at the cafÃ©.</p></body>"
    source = one(tmp_path, "a.html", page.encode())
    assert source.text == "Home\nThe mayor said “no\nat the café."
    assert [(source.text[r.start : r.end], r.original) for r in source.repairs] == [("“", "â€œ"), ("é", "Ã©")]


def test_one_stray_byte_does_not_turn_the_whole_text_into_another_encoding(tmp_path: Path) -> None:
    source = one(tmp_path, "a.txt", "Łódź “voted” \x93no".encode() + b" \x93yes\x94 " + "Łódź again".encode())
    assert "Łódź" in source.text
    assert [source.text[r.start : r.end] for r in source.repairs] == ["“", "”"]
    assert source.repairs[0].original == "93"


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("a.html", "<html><head><title>Łódź \x93again</title></head><body><p>{}</p></body></html>"),
        ("a.md", "---\ntitle: Łódź\n---\n\n{}\n"),
        ("a.md", "[" * 1001 + "\n\n{}\n"),
    ],
)
def test_stray_bytes_of_a_page_are_listed_where_its_text_has_them(tmp_path: Path, name: str, page: str) -> None:
    words = "Łódź “voted” żółć: ".encode() + b"\x93yes, caf\xe9\x94 she said"
    data = page.encode("utf-8").replace("\x93".encode(), b"\x93").replace(b"{}", words)
    source = one(tmp_path, name, data)
    assert "Łódź “voted” żółć: “yes, café” she said" in source.text
    listed = [(source.text[r.start : r.end], r.original, r.reason) for r in source.repairs]
    assert listed == [(c, b, "stray bytes in UTF-8") for c, b in (("“", "93"), ("é", "e9"), ("”", "94"))]
    assert "\U0010fe93" not in repr(source)


def test_a_character_cut_in_half_at_the_end_of_a_page(tmp_path: Path) -> None:
    source = one(tmp_path, "a.md", "Łódź żółć “yes”, she said — Łódź ".encode() + b"\xe2\x80")
    assert source.text.endswith("Łódź \ufffd")
    assert source.repairs[-1].reason == "stray bytes in UTF-8"


@pytest.mark.parametrize("label", ["iso-8859-1", "latin1", "us-ascii", "windows-1252"])
def test_a_charset_is_taken_as_browsers_take_it(tmp_path: Path, label: str) -> None:
    page = f'<html><head><meta charset="{label}"></head><body><p>“Café”</p></body></html>'
    assert one(tmp_path, "a.html", page.encode("cp1252")).text == "“Café”"


def test_declared_charset_of_a_page_is_used(tmp_path: Path) -> None:
    page = '<html><head><meta charset="iso-8859-2"></head><body><p>Łódź głosuje.</p></body></html>'
    assert one(tmp_path, "a.html", page.encode("iso-8859-2")).text == "Łódź głosuje."


# ------------------------------------------------------------------ what cannot be read


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" \n\t\r\n",
        b"\0\0\0",
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
        b"PK\x03\x04" + bytes(range(32)) * 50,
    ],
)
def test_no_text_is_a_problem_that_names_the_file(tmp_path: Path, data: bytes) -> None:
    assert problem(tmp_path, "broken (1).txt", data).code == "unreadable"


def test_missing_and_forbidden_files_are_problems(tmp_path: Path) -> None:
    assert read(tmp_path, "gone.txt").problems[0].file == "gone.txt"
    (tmp_path / "folder.txt").mkdir()
    assert read(tmp_path, "folder.txt").problems[0].code == "unreadable"


def test_a_file_too_large_for_an_article_is_a_problem(tmp_path: Path) -> None:
    with (tmp_path / "big.txt").open("wb") as file:
        file.truncate(LIMIT + 1)
    assert "too large" in read(tmp_path, "big.txt").problems[0].message


def test_odd_file_names_are_fine(tmp_path: Path) -> None:
    name = "Ünïcode  [x] #1 & 'q'.txt"
    assert one(tmp_path, name, b"A line of text.").path == name


# ------------------------------------------------------------------ plain text


def test_a_block_is_a_line_without_the_blanks_around_it() -> None:
    assert texts(read_text("a.txt", b"  One.\n\n\tTwo. \r\nThree.")) == ["One.", "Two.", "Three."]


def test_lines_wrapped_by_hand_are_one_paragraph() -> None:
    paragraph = "\n".join(["The council of Harbour Town met for the third time this week and"] * 5 + ["left."])
    source = read_text("a.txt", f"{paragraph}\n\n{paragraph}\n".encode())
    assert texts(source) == [paragraph, paragraph]


def test_short_lines_above_a_wrapped_text_stay_lines() -> None:
    paragraph = "\n".join(["The council of Harbour Town met for the third time this week and"] * 9 + ["left."])
    head = "HARBOUR TOWN\nReport no. 4\n4 March 2031"
    assert texts(read_text("a.txt", f"{head}\n\n{paragraph}\n".encode())) == [*head.splitlines(), paragraph]


# ------------------------------------------------------------------ HTML


def test_all_visible_text_in_order_one_newline_between_blocks() -> None:
    source = read_html(
        "a.html",
        b"""<html><head><title>T</title><script>var x = 1;</script></head><body><nav><ul><li>Home</li><li>News</li></ul>
        </nav><h2>Head</h2><p>One   two<br>three</p><style>p {}</style><div>loose <b>bold</b> text<p>inner</p>tail</div>
        <table><tr><td>a</td><td>b</td></tr></table><blockquote><p>Quoted.</p></blockquote></body></html>""",
    )
    assert source.text == "Home\nNews\nHead\nOne two\nthree\nloose bold text\ninner\ntail\na\tb\nQuoted."
    assert [b.kind for b in source.blocks[:4]] == ["list-item", "list-item", "heading", "paragraph"]
    assert source.blocks[2].level == 2
    assert source.blocks[-1].kind == "quote"
    assert source.blocks[-2].kind == "table"


def test_links_and_emphasis_are_spans_and_only_safe_addresses_stay() -> None:
    source = read_html(
        "a.html",
        b"""<html><head><link rel="canonical" href="https://example.org/news/one"></head><body><p>See <a href="/two">the
        <em>second</em></a>, <a href="javascript:alert(1)">bad</a> and <a href="mailto:a@example.org">mail</a>.</p>
        <p><strong>All of it</strong></p></body></html>""",
    )
    found = [(m.kind, source.text[m.start : m.end], m.href) for m in source.markup]
    assert found == [
        ("link", "the second", "https://example.org/two"),
        ("em", "second", None),
        ("link", "mail", "mailto:a@example.org"),
        ("strong", "All of it", None),
    ]


def test_a_link_over_two_blocks_is_a_span_in_each() -> None:
    source = read_html("a.html", b'<body><a href="https://example.org"><p>One</p><p>Two</p></a></body>')
    assert [source.text[m.start : m.end] for m in source.markup] == ["One", "Two"]


def test_what_the_page_declares_is_listed_with_its_place() -> None:
    source = read_html(
        "a.html",
        b"""<html lang="en-GB"><head><title>Harbour opens | The Example Post</title>
        <meta property="og:title" content="Harbour opens"><meta name="author" content="Ada Poe">
        <link rel="canonical" href="https://example.org/harbour"><script type="application/ld+json">
        {"@graph": [{"@type": "NewsArticle", "headline": "Harbour opens", "datePublished": "2031-04-05T06:00:00Z",
        "author": [{"name": "Ada Poe"}], "publisher": {"name": "The Example Post"}}]}</script></head>
        <body><p>Text.</p><time datetime="2031-04-05">5 April</time></body></html>""",
    )
    found = {(d.field, d.where): d.value for d in source.declared}
    assert found["title", "meta[og:title]"] == "Harbour opens"
    assert found["title", "title"] == "Harbour opens | The Example Post"
    assert found["date", "json-ld[datePublished]"] == "2031-04-05T06:00:00Z"
    assert found["author", "json-ld[author]"] == "Ada Poe"
    assert found["url", "link[canonical]"] == "https://example.org/harbour"
    assert found["language", "html[lang]"] == "en-GB"
    assert found["date", "time[datetime]"] == "2031-04-05"


def test_extractors_vote_for_the_article_and_not_for_the_page() -> None:
    paragraphs = "".join(
        f"<p>Paragraph {n} of the report says that the harbour of the town was opened by the mayor on Monday.</p>"
        for n in range(8)
    )
    page = (
        f"<body><nav><a href='/'>Home</a></nav><article><h1>Harbour</h1>{paragraphs}</article><footer>Imprint</footer>"
    )
    source = read_html("a.html", page.encode())
    voted = [t for t, b in zip(texts(source), source.blocks, strict=True) if b.votes]
    assert len([t for t in voted if t.startswith("Paragraph")]) == 8
    assert "Home" not in voted
    assert "Imprint" not in voted


@pytest.mark.parametrize(
    "page",
    [
        b"<html><body>" + b"<div>" * 100_000 + b"deep words" + b"</div>" * 100_000 + b"<p>after</p>",
        b"<body>" + b"<p><i><span>deep words " * 20_000,
        b"<title>" + b"long " * 200_000 + b"</title><body><p>deep words</p>",
        b"<body><p>deep\0 words <b>un<closed <td>&#0; &#xD83D; </p",
    ],
)
def test_hostile_pages_are_read_in_bounded_time_and_lose_no_text(page: bytes) -> None:
    assert "deep" in read_html("a.html", page).text


def test_json_ld_of_any_shape_is_no_error() -> None:
    for data in ("[[[[]]]]", '{"@type": "NewsArticle", "headline": 3, "author": 7}', "{" * 5000, '"x"', "null"):
        page = f'<script type="application/ld+json">{data}</script><body><p>Text.</p></body>'
        assert read_html("a.html", page.encode()).text == "Text."


# ------------------------------------------------------------------ Markdown


def test_front_matter_is_set_aside_and_the_rest_is_read_like_html() -> None:
    source = read_markdown(
        "a.md", b"---\ndate: 2031\n---\n# Head\n\nOne *two* [three](https://example.org).\n\n- item\n"
    )
    assert source.front_matter == "date: 2031\n"
    assert source.front_matter_line == 2
    assert source.text == "Head\nOne two three.\nitem"
    assert [b.kind for b in source.blocks] == ["heading", "paragraph", "list-item"]
    assert not any(b.votes for b in source.blocks)


def test_text_without_front_matter_keeps_its_rules() -> None:
    assert split_front_matter("One\n---\nTwo\n---\n")[0] is None


def test_markdown_of_an_article_runs_no_extension_that_reads_files() -> None:
    source = read_markdown("a.md", b'One.\n\n--8<-- "mkdocs.yml"\n\n{{ 7*7 }} [[x]]\n\n[a](javascript:alert(1))')
    assert '--8<-- "mkdocs.yml"' in source.text
    assert "{{ 7*7 }} [[x]]" in source.text
    assert not source.markup


def test_markdown_made_to_be_slow_is_read_as_plain_text() -> None:
    assert read_markdown("a.md", b"[" * 20_000 + b" words").text.endswith("words")


# ------------------------------------------------------------------ records


RECORD = {
    "id": 7,
    "title": "Crane",
    "maintext": "One line.\nTwo.",
    "authors": ["Jan Ode"],
    "date_publish": "2031-03-04",
}


@pytest.mark.parametrize("suffix", [".jsonl", ".jsonl.gz"])
def test_a_broken_record_never_costs_the_others(tmp_path: Path, suffix: str) -> None:
    lines = "\n".join(
        [json.dumps(RECORD), "{broken", "", json.dumps({"title": "no text"}), json.dumps({"text": "Last."})]
    )
    data = lines.encode()
    (tmp_path / f"a{suffix}").write_bytes(gzip.compress(data, mtime=0) if suffix.endswith("gz") else data)
    reading = read(tmp_path, f"a{suffix}")
    assert [(s.path, s.text, s.record_id) for s in reading.sources] == [
        (f"a{suffix}#1", "One line.\nTwo.", "7"),
        (f"a{suffix}#5", "Last.", "Last."),
    ]
    assert [(p.file, p.line) for p in reading.problems] == [(f"a{suffix}", 2), (f"a{suffix}", 4)]
    found = {(d.field, d.where): d.value for d in reading.sources[0].declared}
    assert found["author", "field:authors"] == "Jan Ode"
    assert found["date", "field:date_publish"] == "2031-03-04"


def test_a_broken_record_of_a_list_never_costs_the_others(tmp_path: Path) -> None:
    good = [json.dumps({"title": f"Crane {n}", "text": f"The crane swayed {n} times."}) for n in range(3)]
    broken = '{"title": "half, "text": "A record with a quotation mark too few."}'
    (tmp_path / "a.json").write_text(f"[{good[0]},\n {broken},\n {good[1]}, {good[2]}]", "utf-8")
    reading = read(tmp_path, "a.json")
    assert [s.path for s in reading.sources] == ["a.json#1", "a.json#3", "a.json#4"]
    assert [(p.file, p.line) for p in reading.problems] == [("a.json", 2)]
    half = '{"text": "A crane and half an emoji \\ud83d", "author": [{"name": "A"}, {"name": "B"}]}'
    (tmp_path / "c.json").write_text(f"[{half}, {good[1]}, {good[2]}]", "utf-8")
    reading = read(tmp_path, "c.json")
    assert [s.path for s in reading.sources] == ["c.json#1", "c.json#2", "c.json#3"]
    assert not reading.problems
    (tmp_path / "b.json").write_text(f"[{good[0]}, {good[1]}, {good[2][:-20]}", "utf-8")
    reading = read(tmp_path, "b.json")
    assert [s.path for s in reading.sources] == ["b.json#1", "b.json#2"]
    assert [(p.file, p.line) for p in reading.problems] == [("b.json", 3)]


HALF = "A crane swayed \\ud83d in the wind."


@pytest.mark.parametrize("whole", ["%s", "[%s]", '{"articles": [%s]}', '[{"text": "a"b"}, %s]'])
@pytest.mark.parametrize("field", ["text", "html"])
def test_half_a_character_costs_one_letter_and_that_is_listed(tmp_path: Path, whole: str, field: str) -> None:
    record = f'{{"id": "x\\ude00", "{field}": "{HALF}", "title": "Half \\ud83d of it", "views": NaN}}'
    for suffix in ("json", "jsonl") if whole == "%s" else ("json",):
        (tmp_path / f"a.{suffix}").write_text(whole % record, "utf-8")
        source = read(tmp_path, f"a.{suffix}").sources[-1]
        assert source.text == "A crane swayed \ufffd in the wind."
        assert [(source.text[r.start : r.end], r.original, r.reason) for r in source.repairs] == [
            ("\ufffd", "\\ud83d", "lone surrogate")
        ]
        assert source.record_id == "x\ufffd"
        assert [d.value for d in source.declared if d.field == "title"] == ["Half \ufffd of it"]
        assert msgspec.msgpack.encode(source)


def test_half_a_character_of_a_page_in_utf_16_is_listed(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes("\ufeff<p>A crane \ud83d swayed.</p>".encode("utf-16-le", "surrogatepass"))
    (source,) = read(tmp_path, "a.html").sources
    assert source.text == "A crane \ufffd swayed."
    assert [(r.start, r.original) for r in source.repairs] == [(8, "\\ud83d")]


def test_a_list_of_nothing_but_broken_records_is_left_soon(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("[" + '{"text": "a"b"},' * 50_000, "utf-8")
    began = time.process_time()
    reading = read(tmp_path, "a.json")
    assert not reading.sources
    assert "more than 100 broken records" in reading.problems[-1].message
    assert time.process_time() - began < 10


def test_json_is_a_record_a_list_of_them_or_articles(tmp_path: Path) -> None:
    for data in (RECORD, [RECORD], {"articles": [RECORD]}):
        (tmp_path / "a.json").write_text(json.dumps(data))
        assert [s.text for s in read(tmp_path, "a.json").sources] == ["One line.\nTwo."]


@pytest.mark.parametrize("data", [b"", b"[", b"[" * 100_000, b"3", gzip.compress(b"x", mtime=0)[:-9]])
def test_files_of_records_that_are_broken_are_problems(tmp_path: Path, data: bytes) -> None:
    for name in ("a.json", "a.jsonl", "a.jsonl.gz"):
        assert problem(tmp_path, name, data).file == name


# ------------------------------------------------------------------ whatever the bytes


@given(st.binary(max_size=400), st.sampled_from([".txt", ".md", ".html", ".json"]))
@settings(max_examples=80, deadline=None)
def test_no_bytes_raise_and_blocks_hold_every_word(tmp_path_factory: pytest.TempPathFactory, data: bytes, suffix: str):
    folder = tmp_path_factory.getbasetemp()
    (folder / f"any{suffix}").write_bytes(data)
    reading = read(folder, f"any{suffix}")
    assert reading.sources or reading.problems
    for source in reading.sources:
        at = 0
        for block in source.blocks:
            assert not source.text[at : block.start].strip()
            assert block.start < block.end
            at = block.end
        assert not source.text[at:].strip()
        for repair in source.repairs:
            assert 0 <= repair.start <= repair.end <= len(source.text)
        for mark in source.markup:
            assert source.text[mark.start : mark.end].strip() == source.text[mark.start : mark.end] != ""


@given(
    st.recursive(
        st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=20),
        lambda inner: st.tuples(
            st.sampled_from(["p", "div", "b", "a href='/x'", "td", "li", "pre", "blockquote", "br", "h1"]),
            st.lists(inner, max_size=4),
        ),
        max_leaves=20,
    )
)
@settings(max_examples=50, deadline=None)
def test_any_tree_of_elements_gives_blocks_in_order(tree: object) -> None:
    def page(node: object) -> str:
        if isinstance(node, str):
            return node.replace("<", "&lt;")
        tag, inner = node  # type: ignore[misc]
        return f"<{tag}>{''.join(map(page, inner))}</{tag.split()[0]}>"

    source = read_html("a.html", f"<body><p>start</p>{page(tree)}</body>".encode("utf-8", "replace"))
    assert [b.start for b in source.blocks] == sorted(b.start for b in source.blocks)
    assert "\n".join(texts(source)) == source.text


def test_plain_text_loads_no_heavy_library(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The harbour was closed on Tuesday, the port said.")
    program = (
        "import sys, pathlib; from mkdocs_briefing.read import read; from mkdocs_briefing.clean import clean; "
        "from mkdocs_briefing.model import Notes; "
        f"clean(read(pathlib.Path({str(tmp_path)!r}), 'a.txt').sources[0], Notes(), {{}}, None); "
        "print([m for m in ('trafilatura', 'lxml', 'ftfy', 'charset_normalizer', 'markdown') if m in sys.modules])"
    )
    shown = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"


def test_the_plugin_is_imported_soon_and_plain_articles_need_no_library_for_pages(tmp_path: Path) -> None:
    """CPU of the import beside MkDocs, with compiled modules as every installation has them: less than 150 ms."""
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.txt").write_text("The harbour was closed on Tuesday, the port said.", "utf-8")
    program = (
        "import sys, time, pathlib, jinja2, yaml, markdown, mkdocs.commands.build, mkdocs.config.defaults\n"
        "before = time.process_time()\n"
        "import mkdocs_briefing.plugin\n"
        "print(time.process_time() - before)\n"
        "from mkdocs_briefing.pipeline import brief\n"
        f"assert brief(pathlib.Path({str(tmp_path / 'corpus')!r})).entries\n"
        "print([m for m in ('trafilatura', 'lxml', 'ftfy', 'charset_normalizer') if m in sys.modules])"
    )
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"PYTHONPYCACHEPREFIX": str(tmp_path / "compiled"), "NO_MKDOCS_2_WARNING": "1"}
    spent = []
    for _ in range(4):
        shown = subprocess.run(
            [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
        )
        seconds, loaded = shown.stdout.strip().splitlines()[-2:]
        assert loaded == "[]"
        spent.append(float(seconds))
        if len(spent) > 1 and min(spent) < 0.15:
            break
    assert min(spent) < 0.15, spent


def test_a_mis_decoded_run_and_half_a_character_are_both_mended() -> None:
    text, repairs = mended("He said \ud800 that itâ€™s over")
    assert text == "He said \ufffd that it’s over"
    assert [text[r.start : r.end] for r in repairs] == ["\ufffd", "’"]
