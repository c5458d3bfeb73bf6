"""``briefing add``: origins are written down, nothing that was there is lost, and no private host is asked."""

from __future__ import annotations

import gzip
import hashlib
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from mkdocs_briefing.add import web
from mkdocs_briefing.add.web import Refused, fetch
from mkdocs_briefing.cli import main
from mkdocs_briefing.pipeline import brief
from mkdocs_briefing.read import LIMIT

PAGE = """<html><head><title>Crane falls</title></head><body><h1>Crane falls</h1>
<p>“It swayed all night,” said Hanne Lorentz, who keeps the bridge over the harbour.</p>
<p>{}</p></body></html>"""
FIRST = PAGE.format("Nobody was hurt.").encode()
SECOND = PAGE.format("Two people were hurt.").encode()


class Site(BaseHTTPRequestHandler):
    """A small outlet: what stands at a path is set by the test."""

    pages: dict[str, tuple[int, dict[str, str], bytes]]
    asked: list[dict[str, str]]

    def do_GET(self) -> None:
        self.asked.append({key.lower(): value for key, value in self.headers.items()})
        status, headers, body = self.pages.get(self.path, (404, {}, b""))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if "X-Slow" in headers:
            for _ in range(100):
                time.sleep(0.05)
                self.wfile.write(b" ")
                self.wfile.flush()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[str]:
    Site.pages, Site.asked = {}, []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.daemon_threads = True
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    return folder


def put(path: str, body: bytes, type_: str = "text/html; charset=utf-8", status: int = 200, **headers: str) -> None:
    Site.pages[path] = (status, {"Content-Type": type_, **{k.replace("_", "-"): v for k, v in headers.items()}}, body)


def run(corpus: Path, *arguments: object) -> Result:
    return CliRunner().invoke(main, ["add", *map(str, arguments), "--corpus", str(corpus)])


def sidecar(corpus: Path, name: str) -> dict[str, object]:
    found = yaml.load((corpus / name).read_text("utf-8"), yaml.BaseLoader)
    assert isinstance(found, dict)
    return found


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


# ------------------------------------------------------------------ files


def test_a_file_comes_with_where_it_is_from(corpus: Path, tmp_path: Path) -> None:
    file = tmp_path / "crane.html"
    file.write_bytes(FIRST)
    done = run(corpus, file, "--retrieved", "2024-03-01")
    assert done.exit_code == 0
    assert (corpus / "crane.html").read_bytes() == FIRST
    assert sidecar(corpus, "crane.yml") == {
        "original": str(file),
        "retrieved": "2024-03-01",
        "sha256": sha256(FIRST),
    }
    briefing = brief(corpus)
    assert not briefing.problems
    retrieved = briefing.entries[0].analysis.cleaned.metadata.retrieved
    assert retrieved is not None
    assert retrieved.value == "2024-03-01"


def test_a_changed_file_is_kept_beside_the_new_one_under_one_id(corpus: Path, tmp_path: Path) -> None:
    file = tmp_path / "crane.html"
    file.write_bytes(FIRST)
    run(corpus, file, "--retrieved", "2024-03-01")
    file.write_bytes(SECOND)
    done = run(corpus, file, "--retrieved", "2024-03-05")
    assert (corpus / "crane.html").read_bytes() == SECOND
    assert (corpus / "crane.html.2024-03-01").read_bytes() == FIRST
    assert sidecar(corpus, "crane.yml") == {
        "original": str(file),
        "retrieved": "2024-03-05",
        "sha256": sha256(SECOND),
        "earlier": [{"file": "crane.html.2024-03-01", "retrieved": "2024-03-01", "sha256": sha256(FIRST)}],
    }
    for words in (sha256(FIRST), sha256(SECOND), "-Nobody was hurt.", "+Two people were hurt."):
        assert words in done.output
    briefing = brief(corpus)
    assert not briefing.problems
    assert [e.id for e in briefing.entries] == ["crane"]


def test_versions_of_one_day_are_all_kept(corpus: Path, tmp_path: Path) -> None:
    file = tmp_path / "crane.html"
    versions = [PAGE.format(f"{n} people were hurt.").encode() for n in range(4)]
    for version in versions:
        file.write_bytes(version)
        assert run(corpus, file, "--retrieved", "2024-03-01").exit_code == 0
    kept = [corpus / f"crane.html.2024-03-01{end}" for end in ("", ".2", ".3")]
    assert [k.read_bytes() for k in kept] == versions[:3]
    earlier = sidecar(corpus, "crane.yml")["earlier"]
    assert isinstance(earlier, list)
    assert [e["file"] for e in earlier] == [k.name for k in reversed(kept)]
    assert not brief(corpus).problems


def test_the_same_bytes_change_nothing(corpus: Path, tmp_path: Path) -> None:
    file = tmp_path / "crane.html"
    file.write_bytes(FIRST)
    run(corpus, file, "--retrieved", "2024-03-01")
    before = {p.name: p.read_bytes() for p in corpus.iterdir()}
    assert "unchanged since 2024-03-01" in run(corpus, file, "--retrieved", "2024-03-05").output
    assert {p.name: p.read_bytes() for p in corpus.iterdir()} == before


def test_other_articles_of_the_same_name_stand_apart(corpus: Path, tmp_path: Path) -> None:
    for folder, page in (("a", FIRST), ("b", SECOND)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "crane.html").write_bytes(page)
        assert run(corpus, tmp_path / folder / "crane.html").exit_code == 0
    assert (corpus / "crane.html").read_bytes() == FIRST
    assert (corpus / "crane-2.html").read_bytes() == SECOND
    assert {e.id for e in brief(corpus).entries} == {"crane", "crane-2"}


def test_a_name_of_ones_own_and_a_new_version_by_it(corpus: Path, tmp_path: Path) -> None:
    for name, page in (("one.html", FIRST), ("two.html", SECOND)):
        (tmp_path / name).write_bytes(page)
        assert run(corpus, tmp_path / name, "--as", "harbour/crane", "--retrieved", "2024-03-01").exit_code == 0
    assert (corpus / "harbour" / "crane.html").read_bytes() == SECOND
    assert (corpus / "harbour" / "crane.html.2024-03-01").read_bytes() == FIRST


def test_what_people_wrote_in_the_sidecar_stays(corpus: Path, tmp_path: Path) -> None:
    (corpus / "crane.html").write_bytes(FIRST)
    written = "# ours\ntitle: Crane   falls # as printed\ncorrections:\n  - {drop_line: Nobody was hurt., by: AB}"
    (corpus / "crane.yml").write_text(written, "utf-8")
    file = tmp_path / "new.html"
    file.write_bytes(SECOND)
    assert run(corpus, file, "--as", "crane", "--retrieved", "2024-03-05").exit_code == 0
    assert (corpus / "crane.yml").read_text("utf-8").startswith(written + "\n")
    assert (corpus / "crane.html.earlier").read_bytes() == FIRST


def test_a_sidecar_that_cannot_be_added_to_stops_it_and_nothing_is_lost(corpus: Path, tmp_path: Path) -> None:
    (corpus / "crane.html").write_bytes(FIRST)
    (corpus / "crane.yml").write_text("{title: Crane falls}\n", "utf-8")
    file = tmp_path / "new.html"
    file.write_bytes(SECOND)
    done = run(corpus, file, "--as", "crane")
    assert done.exit_code == 1
    assert "sidecar" in done.output
    assert {p.name for p in corpus.iterdir()} == {"crane.html", "crane.yml"}
    assert (corpus / "crane.html").read_bytes() == FIRST


def test_what_is_no_article_is_refused_by_name_and_the_others_are_added(corpus: Path, tmp_path: Path) -> None:
    files = {"empty.html": b"", "picture.png": b"\x89PNG", "dump.jsonl": b"{}", "good.txt": b"Hanne Lorentz left."}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    done = run(corpus, *(tmp_path / name for name in files), tmp_path / "gone.txt")
    assert done.exit_code == 1
    for name in ("empty.html: is empty", "picture.png: is no article", "dump.jsonl: holds many", "gone.txt: cannot be"):
        assert name in done.output
    assert {p.name for p in corpus.iterdir()} == {"good.txt", "good.yml"}


@pytest.mark.parametrize("name", ["../crane", "/crane", ".hidden", "a/../../b", ""])
def test_a_name_cannot_lead_out_of_the_corpus(corpus: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "crane.html").write_bytes(FIRST)
    assert run(corpus, tmp_path / "crane.html", "--as", name).exit_code == 1
    assert not list(corpus.iterdir())


def test_one_name_is_for_one_article(corpus: Path) -> None:
    assert run(corpus, "a.txt", "b.txt", "--as", "c").exit_code == 2
    assert run(corpus, "a.txt", "--retrieved", "yesterday").exit_code == 2


def test_the_day_follows_source_date_epoch(corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1709251200")
    (tmp_path / "crane.html").write_bytes(FIRST)
    run(corpus, tmp_path / "crane.html")
    assert sidecar(corpus, "crane.yml")["retrieved"] == "2024-03-01"


def test_bytes_that_are_not_those_retrieved_are_a_problem(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "crane.html").write_bytes(FIRST)
    run(corpus, tmp_path / "crane.html")
    (corpus / "crane.html").write_bytes(SECOND)
    problems = brief(corpus).problems
    assert [(p.file, p.line, p.code) for p in problems] == [("crane.yml", 3, "other-bytes")]
    assert sha256(SECOND) in (problems[0].fix or "")


# ------------------------------------------------------------------ addresses


def test_a_page_is_fetched_plainly_and_its_address_kept(corpus: Path, site: str) -> None:
    put("/news/crane-falls?id=7", FIRST)
    done = run(corpus, f"{site}/news/crane-falls?id=7#top", "--allow-private", "--retrieved", "2024-03-01")
    assert done.exit_code == 0
    assert (corpus / "crane-falls.html").read_bytes() == FIRST
    assert sidecar(corpus, "crane-falls.yml") == {
        "url": f"{site}/news/crane-falls?id=7",
        "retrieved": "2024-03-01",
        "sha256": sha256(FIRST),
    }
    assert Site.asked[0]["user-agent"].startswith("mkdocs-briefing/")
    assert not {"cookie", "authorization", "referer"} & set(Site.asked[0])
    assert not brief(corpus).problems


def test_a_page_fetched_again_is_a_new_version(corpus: Path, site: str) -> None:
    put("/crane", FIRST, Set_Cookie="seen=1")
    run(corpus, f"{site}/crane", "--allow-private", "--as", "harbour", "--retrieved", "2024-03-01")
    put("/crane", SECOND)
    done = run(corpus, f"{site}/crane", "--allow-private", "--retrieved", "2024-03-05")
    assert (corpus / "harbour.html").read_bytes() == SECOND
    assert (corpus / "harbour.html.2024-03-01").read_bytes() == FIRST
    assert "+Two people were hurt." in done.output
    assert "cookie" not in Site.asked[1]


def test_a_private_host_is_refused_unless_told(corpus: Path, site: str) -> None:
    put("/crane", FIRST)
    done = run(corpus, f"{site}/crane")
    assert done.exit_code == 1
    assert f"{site}/crane: leads to 127.0.0.1 in a private network" in done.output
    assert not Site.asked
    assert not list(corpus.iterdir())


@pytest.mark.parametrize(
    "ip",
    [
        "127.0.0.1",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1%eth0",
        "fc00::1",
        "ff02::1",
        "::ffff:10.0.0.1",
        "2002:7f00:1::",
        "64:ff9b::a00:1",
    ],
)
def test_no_private_address_is_public(ip: str, monkeypatch: pytest.MonkeyPatch) -> None:
    public = (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("1.1.1.1", 80))
    private = (socket.AF_INET6 if ":" in ip else socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 80))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [public, private])
    monkeypatch.setattr(socket, "create_connection", lambda *_, **__: pytest.fail("connected"))
    with pytest.raises(Refused, match="private network"):
        fetch("http://quay.example/crane")


def test_the_address_that_was_checked_is_the_one_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([[(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.216.34", 80))]])
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: next(answers))
    dialled = []

    def connect(address: tuple[str, int], timeout: float) -> socket.socket:
        dialled.append(address)
        raise ConnectionRefusedError(111, "Connection refused")

    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(Refused, match="Connection refused"):
        fetch("http://quay.example/crane")
    assert dialled == [("93.184.216.34", 80)]


def test_leave_for_one_private_host_is_none_for_another(site: str) -> None:
    put("/away", b"", status=302, Location=f"http://localhost:{site.rpartition(':')[2]}/crane")
    put("/near", b"", status=301, Location="/crane")
    put("/crane", FIRST)
    assert fetch(f"{site}/near", allow_private=True).address == f"{site}/crane"
    with pytest.raises(Refused, match="private network"):
        fetch(f"{site}/away", allow_private=True)


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("file:///etc/passwd", "only http: and https:"),
        ("ftp://quay.example/crane", "only http: and https:"),
        ("http://", "names no host"),
        ("http://me:secret@quay.example/", "name or password"),
        ("http://quay.example:99999/", "is no address"),
        ("http://[::1", "is no address"),
    ],
)
def test_other_addresses_are_refused(corpus: Path, address: str, reason: str) -> None:
    done = run(corpus, address)
    assert done.exit_code == 1
    assert reason in done.output


def test_redirects_lead_to_no_other_scheme_and_come_to_an_end(site: str) -> None:
    put("/file", b"", status=302, Location="file:///etc/passwd")
    put("/round", b"", status=302, Location="/round")
    with pytest.raises(Refused, match="only http"):
        fetch(f"{site}/file", allow_private=True)
    with pytest.raises(Refused, match="more than 5 times"):
        fetch(f"{site}/round", allow_private=True)
    assert len(Site.asked) == 1 + 6


def test_what_is_no_whole_article_is_refused(corpus: Path, site: str) -> None:
    put("/big", b" " * (LIMIT + 2))
    put("/bomb", gzip.compress(b" " * (LIMIT * 3)), Content_Encoding="gzip")
    put("/short", FIRST, Content_Length="100000")
    put("/picture", b"\x89PNG", "image/png")
    put("/empty", b"<html></html>")
    reasons = {
        "/big": "too large",
        "/bomb": "too large",
        "/short": "breaks off",
        "/picture": "type image/png",
        "/empty": "no visible text",
        "/gone": "answers 404",
    }
    for path, reason in reasons.items():
        done = run(corpus, f"{site}{path}", "--allow-private")
        assert done.exit_code == 1
        assert f"{site}{path}: " in done.output
        assert reason in done.output
    assert not list(corpus.iterdir())


def test_a_packed_answer_is_kept_unpacked(site: str) -> None:
    put("/crane", gzip.compress(FIRST), Content_Encoding="gzip")
    assert fetch(f"{site}/crane", allow_private=True).data == FIRST


def test_a_charset_that_only_the_server_names_is_kept_with_the_page(corpus: Path, site: str) -> None:
    page = "<body><p>Łódź głosuje w niedzielę, a wyniki będą w środę.</p></body>"
    put("/lost", page.encode("iso-8859-2"), "text/html; charset=iso-8859-2")
    put("/said", f'<meta charset="iso-8859-2">{page}'.encode("iso-8859-2"), "text/html; charset=ISO-8859-2")
    for name in ("lost", "said"):
        assert "look:" not in run(corpus, f"{site}/{name}", "--allow-private").output
    assert (corpus / "lost.mhtml").is_file()
    assert (corpus / "said.html").is_file()
    for entry in brief(corpus).entries:
        assert entry.analysis.text == "Łódź głosuje w niedzielę, a wyniki będą w środę."
        assert entry.analysis.encoding == "iso8859-2"
    assert "unchanged" in run(corpus, f"{site}/lost", "--allow-private").output


def test_a_charset_that_the_bytes_contradict_is_pointed_out(corpus: Path, site: str) -> None:
    put("/wrong", "<body><p>Łódź głosuje.</p></body>".encode(), "text/html; charset=koi8-r")
    assert "look: the server calls it koi8-r" in run(corpus, f"{site}/wrong", "--allow-private").output
    put("/same", "<body><p>Café “Nord”</p></body>".encode("cp1252"), "text/html; charset=iso-8859-1")
    run(corpus, f"{site}/same", "--allow-private")
    assert "Café “Nord”" in {entry.analysis.text for entry in brief(corpus).entries}


def test_a_server_that_dribbles_is_left(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "PATIENCE", 0.5)
    put("/slow", FIRST, X_Slow="yes")
    began = time.monotonic()
    with pytest.raises(Refused, match="took longer"):
        fetch(f"{site}/slow", allow_private=True)
    assert time.monotonic() - began < 3


def test_a_server_that_says_nothing_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "WAIT", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(Refused, match="no answer"):
        fetch(f"http://127.0.0.1:{silent.getsockname()[1]}/", allow_private=True)


def test_hostile_words_do_not_reach_the_terminal_raw(corpus: Path, site: str) -> None:
    put("/crane", FIRST)
    run(corpus, f"{site}/crane", "--allow-private")
    put("/crane", FIRST.replace(b"Nobody", b"\x1b[2JNobody"))
    assert "\x1b" not in run(corpus, f"{site}/crane", "--allow-private").output


def test_a_broken_handshake_is_said(site: str) -> None:
    with pytest.raises(Refused, match="cannot be fetched"):
        fetch(site.replace("http:", "https:"), allow_private=True)


def test_no_build_can_fetch_and_the_help_teaches() -> None:
    seldom = ("mkdocs_briefing.add", "mkdocs_briefing.pool", "multiprocessing", "difflib")
    loaded = f"import mkdocs_briefing.plugin, mkdocs_briefing.pipeline, sys; print(sys.modules.keys() & set({seldom}))"
    assert subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True).stdout == "set()\n"
    text = CliRunner().invoke(main, ["add", "--help"]).output
    assert "Examples" in text
    assert "briefing add https://" in text
