"""What may be shown: private articles, limited ones and redacted people, looked for in every file that comes out."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

import invented
from built_sites import Built, Project
from mkdocs_briefing.cli import main
from mkdocs_briefing.curation.redaction import BLOCK, Redaction
from mkdocs_briefing.exports.formats import FORMATS
from mkdocs_briefing.model import RIGHTS
from mkdocs_briefing.pipeline import brief
from mkdocs_briefing.publish.options import Options
from mkdocs_briefing.publish.redacting import redacted
from mkdocs_briefing.publish.reprinting import LEVELS, reprinted
from mkdocs_briefing.publish.rights import shown
from mkdocs_briefing.publish.site import Publisher
from mkdocs_briefing.publish.standoff import WITHHELD
from mkdocs_briefing.verify import verify

FILES = {
    "corpus/open.txt": (
        "Lena Storhaug held after harbour fire\n\nBy Idris Halm\n\n12 March 2024\n\n"
        "Police held Lena Storhaug, a sister of Tor Brekkan, in Orvik on Monday.\n\n"
        "“I saw LENA STORHAUG by the boats that night,” said Tor Brekkan, who keeps the ferry kiosk. "
        "“Storhaug’s car stood there, and Lena was not alone.”\n\n"
        "Mrs Storhaug denied that she had been there. She said she would sue. The Storhaugs moved here in 2019.\n\n"
        "Tor Brekkan said 14 boats had burned.\n"
    ),
    "corpus/lena-storhaug-freed.txt": (
        "Suspect freed\n\n14 March 2024\n\nA judge freed Lena K. Storhaug on Thursday, Tor Brekkan said.\n"
    ),
    "corpus/namesake.txt": (
        "Choir wins a prize\n\n15 March 2024\n\nThe choir of Karl Storhaug won in Bremvik, Tor Brekkan said.\n"
    ),
    "corpus/closed.txt": ("Xylander memo\n\n“Burn the Xylander ledgers by Friday at the latest,” said Tor Brekkan.\n"),
    "corpus/closed.yml": "private: true\ncorrections:\n  - {quote: Xylander was never here, speaker: Tor Brekkan}\n",
    "corpus/quoted.md": (
        "---\ntitle: What the council knew\ndate: 2024-03-13\npublisher: The Orvik Ledger\n"
        "url: https://ledger.example/knew\n---\n\n"
        "Heliotrope weather lay over the bay all morning, [gulls](https://ledger.example/gulls) and all.\n\n"
        "“I read the letter myself in January, and I put it away,” Anselm Dreyer told the Ledger.\n\n"
        "Marmalade stalls lined the quay. Some 140 passengers a night were affected, Berit Solvang said. "
        "Umbrellas were sold out.\n\n"
        "The so-called “Zeppelin plan” was never voted on. Perhaps 12 quills were lost in Vantorp.\n\n"
        "Trombones closed the day.\n"
    ),
    "corpus/quoted.yml": "corrections:\n  - {reject_quote: Zeppelin plan, why: a nickname, by: AB}\n",
    "corpus/opening.md": (
        "---\ntitle: A long look back\ndate: 2024-03-16\npublisher: The Orvik Ledger\npublish: excerpt\n---\n\n"
        + " ".join(f"opening{n}" for n in range(70))
        + ".\n\nTangerine crates stood about.\n"
    ),
    "corpus/full.md": (
        "---\ntitle: Open letters\ndate: 2024-03-17\npublisher: The Orvik Ledger\npublish: full\n---\n\n"
        "Periwinkle ribbons hung from every mast.\n"
    ),
    "corpus/named.md": (
        "---\ntitle: Only a pointer\ndate: 2024-03-18\npublisher: The Bay Wire\nurl: https://bay.example/only\n---\n\n"
        "“Saxophone lessons begin in Quenthal on Monday for everybody,” said Ulrika Fennimore.\n\n"
        "Fennimore said 77 accordions had come.\n"
    ),
    "corpus/pulled.txt": (
        "Rhododendron grower named\n\n19 March 2024\n\n“I sold the Rhododendron to nobody,” said Odalys Quist.\n"
    ),
    "corpus/pulled.yml": "withdrawn: {on: 2024-04-01, why: at the wish of Lena Storhaug}\n",
    "corpus/herald.md": (
        "---\ntitle: Wisteria in court\ndate: 2024-03-19\npublisher: The Dock Herald\n---\n\n"
        "“The Wisteria was never mine,” said Odalys Quist. Tor Brekkan denied that he knew the Wisteria.\n"
    ),
    "curation/actors.yml": (
        "lena-storhaug:\n  name: Lena Storhaug\n  type: person\n  aliases: [Mrs Storhaug, the Kiosk Girl]\n"
        "redact: [Lena Storhaug]\n"
    ),
    "curation/sources.yml": (
        "orvik-ledger: {name: The Orvik Ledger, domains: [ledger.example], publish: quotes}\n"
        "bay-wire: {name: The Bay Wire, domains: [bay.example], publish: reference}\n"
        "herald: {name: The Dock Herald, withdrawn: {why: the outlet asked for it}}\n"
    ),
    "curation/briefing.yml": (
        "title: Fire\nquestion: Did Lena Storhaug set the fire?\nas_of: 2024-03-20\n"
        "key_lines:\n  - line: Mrs Storhaug denies it.\n    evidence: [EVIDENCE, closed-q-1234]\n"
    ),
    "docs/own.md": "# Own words\n",
}
SETTINGS = {
    "theme": {"name": "material", "features": ["content.action.edit"]},
    "repo_url": "https://code.example/",
    "edit_uri": "edit/",
    "site_url": "https://fire.example/",
    "plugins": [
        "search",
        {"briefing": {"exports": [name for name in FORMATS if name != "pdf"], "robots": "noindex, noarchive"}},
    ],
}
NAME = re.compile("storhaug|kiosk girl|LenaS", re.I)
PRIVATE = re.compile("xylander|closed", re.I)
UNPRINTED = re.compile(
    "heliotrope|gulls|marmalade|umbrellas|zeppelin|quills|vantorp|trombones|opening6[0-9]|tangerine"
    "|saxophone|quenthal|fennimore|accordions",
    re.I,
)
WITHDRAWN = re.compile("rhododendron|wisteria|odalys|quist|dock herald", re.I)
OWN = ("briefing.css", "briefing.js", "claims.js", "previews.js", "tools.css")
"""style and scripts, the same on every site"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = Project(tmp_path_factory.mktemp("rights"), FILES, **SETTINGS)
    claim = next(c for c in brief(project.root / "corpus").claims if c.article == "named")
    project.write("curation/briefing.yml", FILES["curation/briefing.yml"].replace("EVIDENCE", claim.id))
    return project


@pytest.fixture(scope="module")
def site(project: Project) -> Built:
    return project.build(strict=False)


@pytest.fixture(scope="module")
def exported(project: Project) -> dict[str, bytes]:
    """The export in every format, and the book."""
    out = project.root / "out"
    formats = [word for name in FORMATS if name != "pdf" for word in ("--format", name)]
    corpus = str(project.root / "corpus")
    for arguments in (
        ["export", corpus, str(out), *formats, "--site-url", "https://fire.example/"],
        ["book", corpus, str(out / "book.html")],
    ):
        result = CliRunner().invoke(main, arguments)
        assert result.exit_code == 0, result.output
    return {file.relative_to(out).as_posix(): file.read_bytes() for file in out.rglob("*") if file.is_file()}


def traces(files: dict[str, bytes], words: re.Pattern[str]) -> list[str]:
    """Where the words stand in a file that a reader gets, or in its name."""
    found = []
    for name, content in files.items():
        if name.startswith(("assets/javascripts/", "assets/stylesheets/", "assets/images/")) or name.endswith(OWN):
            continue  # style and scripts, the theme's and ours
        text = f"{name}\n{content.decode('utf-8', 'replace')}"
        found += [f"{name}: {text[max(0, m.start() - 60) : m.end() + 60]!r}" for m in words.finditer(text)]
    return found


def articles(exported: dict[str, bytes]) -> dict[str, dict]:
    return {a["id"]: a for a in map(json.loads, exported["articles.jsonl"].splitlines())}


@pytest.mark.parametrize("words", [PRIVATE, UNPRINTED, WITHDRAWN], ids=["private", "not reprinted", "withdrawn"])
def test_what_is_kept_back_stands_in_no_output(site: Built, exported: dict[str, bytes], words: re.Pattern[str]) -> None:
    assert traces(site.bytes(), words) == []
    assert traces(exported, words) == []


def test_a_redacted_name_stands_in_no_output(site: Built, exported: dict[str, bytes]) -> None:
    """But the surname of somebody else, in an article that does not mean the redacted person."""
    for files in (site.bytes(), exported):
        left = [t for t in traces(files, NAME) if not re.search("karl[ -]storhaug", t, re.I)]
        assert left == []
    assert any("Karl Storhaug" in t for t in traces(exported, NAME))


def test_a_first_name_goes_where_the_person_is_meant(exported: dict[str, bytes]) -> None:
    text = articles(exported)["open"]["text"]
    assert f"and {BLOCK * 4} was not alone" in text
    assert f"“{BLOCK * 8}’s car" in text
    assert f"The {BLOCK * 8}s moved" in text


def test_every_kind_of_output_was_looked_at(site: Built, exported: dict[str, bytes]) -> None:
    names = set(site.bytes())
    for part in ("search_index", ".atom", "claims.csv", "downloads/", "print/", "timeline/", "who/", "quality/"):
        assert any(part in name for name in names), part
    for name in ("articles.jsonl", "claims.csv", "book.html"):
        assert name in exported
    assert any(name.endswith(".js") and b"Brekkan" in data for name, data in site.bytes().items())  # data for scripts


def test_a_withdrawn_article_leaves_a_word_at_its_address(site: Built) -> None:
    pulled = site.page("articles/pulled").text_content()
    assert "This article was withdrawn on 1 April 2024." in pulled
    assert f"at the wish of {BLOCK * 4} {BLOCK * 8}" in pulled
    assert "the outlet asked for it" in site.page("articles/herald").text_content()


def test_search_engines_are_asked_on_every_page(site: Built) -> None:
    for name, data in site.bytes().items():
        if name.endswith(".html"):
            assert data.count(b'<meta name="robots" content="noindex, noarchive">') == 1, name


def test_search_engines_are_asked_in_every_theme(tmp_path: Path) -> None:
    project = Project(tmp_path, theme="mkdocs", plugins=[{"briefing": {"robots": 'none"><script>'}}])
    pages = [p for p in project.build().bytes().items() if p[0].endswith(".html")]
    assert pages and all(b'content="none&#34;&gt;&lt;script&gt;"' in data for _, data in pages)


def test_the_rest_is_still_there(site: Built, exported: dict[str, bytes]) -> None:
    everything = b"\n".join([*site.bytes().values(), *exported.values()]).decode("utf-8", "replace")
    for words in (
        "I read the letter myself in January, and I put it away",
        "Some 140 passengers a night were affected",
        "Periwinkle ribbons",
        "opening59",
        "14 boats had burned",
        "Only a pointer",
        "https://bay.example/only",
    ):
        assert words in everything, words


def test_addresses_are_made_without_the_name(site: Built, exported: dict[str, bytes]) -> None:
    assert "articles/freed/index.html" in site.files()
    assert articles(exported)["freed"]["path"] == f"{BLOCK * 13}-freed.txt"
    assert not site.page("articles/freed").xpath("//a[contains(@href, 'freed.txt')]")
    assert site.page("articles/open").xpath("//a[contains(@href, 'corpus/open.txt')]")


def test_what_is_left_is_exact(project: Project) -> None:
    """Every span still cuts the words that it did, or marks one for one."""
    whole = brief(project.root / "corpus", project.root / "curation")
    before = {e.id: e.analysis.text for e in whole.entries}
    made = shown(whole)
    for entry in made.entries:
        verify(entry.analysis)
        text = entry.analysis.text
        assert len(text) == len(before[entry.id])
        assert all(a == b or a in (BLOCK, WITHHELD) for a, b in zip(text, before[entry.id], strict=True))
    texts = {e.id: e.analysis.text for e in made.entries}
    for claim in made.claims:
        assert claim.text == " ".join(texts[claim.article][a:b] for a, b in claim.spans)
    for actor in made.actors:
        assert all(r.text == texts[r.article][r.start : r.end] for r in actor.roles)
        assert actor.mentions == sum(m.actor == actor.id for e in made.entries for m in e.linked.mentions)


def test_readers_are_told_what_is_not_reprinted(site: Built) -> None:
    page = site.page("articles/quoted").text_content()
    assert "publish: quotes" in page
    assert "[One paragraph is not reprinted here.]" in page
    assert "[…] Some 140 passengers a night were affected, Berit Solvang said. […]" in " ".join(page.split())
    assert "publish: reference" in site.page("articles/named").text_content()
    assert "Nobody is quoted" not in site.page("articles/named").text_content()
    quality = site.page("quality").text_content()
    for label in ("Reprinted in part", "Quotations and claims alone reprinted", "A reference only"):
        assert f"{label}, by its rights: 1 of" in quality
    assert "not reprinted" not in site.page("articles/full").text_content()


def test_readers_are_told_where_names_are_blacked_out(site: Built, exported: dict[str, bytes]) -> None:
    assert "Names of private people are blacked out" in site.page("articles/open").text_content()
    assert "Names of private people blacked out: 2 of" in site.page("quality").text_content()
    named = {id for id, a in articles(exported).items() if any(w["code"] == "redacted" for w in a["warnings"])}
    assert named == {"open", "freed"}


def test_a_key_line_may_rest_on_an_article_that_is_not_reprinted(site: Built) -> None:
    for page in ("index.html", "print"):
        words = site.page(page).text_content()
        assert "The words are not reprinted." in words, page
        assert "Only a pointer, The Bay Wire, 18 March 2024" in words, page


def test_links_lead_somewhere(site: Built) -> None:
    assert list(site.broken_links()) == []


def test_dropped_paragraphs_say_why(exported: dict[str, bytes]) -> None:
    quoted = articles(exported)["quoted"]
    reasons = [(b["kept"], b["reason"], b["rule"]) for b in quoted["blocks"] if b["reason"] == RIGHTS]
    assert reasons and set(reasons) == {(False, RIGHTS, "publish-quotes")}
    assert quoted["warnings"][0]["code"] == "publish-quotes"
    named = articles(exported)["named"]
    assert not (named["quotations"] or named["attributions"] or named["mentions"])


def test_problems_are_told_without_the_words(project: Project, exported: dict[str, bytes]) -> None:
    """They are whole in ``briefing check``, for the people who can mend them."""
    problems = [json.loads(line) for line in exported["problems.jsonl"].splitlines()]
    assert not any("closed" in p["file"] for p in problems)
    whole = brief(project.root / "corpus", project.root / "curation")
    assert any(p.file == "closed.yml" for p in whole.problems) or ("closed", "closed.txt") in whole.private


def test_nothing_is_touched_where_nothing_is_kept_back(tmp_path: Path) -> None:
    project = Project(tmp_path)
    briefing = brief(project.root / "corpus")
    assert shown(briefing) is briefing


def test_names_are_hidden_as_whole_words() -> None:
    hidden = Redaction(["Zoë Marks"], ["Marks"])
    assert hidden.names("Zoë Marks marks Marksburg", parts=True) == "███ █████ marks Marksburg"
    assert hidden.names("Zoë\nT. Marks and Marks") == "███\n██ █████ and Marks"
    assert hidden.names("ZOË MARKS’ boat") == "███ █████’ boat"
    assert hidden.names("Zoe\u0308 Marks") == "████ █████"
    assert hidden.names("https://a.example/zoë-marks?b") == "https://a.example/█████████?b"
    assert hidden.names("see b.example/marks.txt, he marks", parts=True) == "see b.example/█████.txt, he marks"
    assert hidden.names("zoe-marks-q-12") == "000-00000-q-12"
    assert hidden.address("talk-zoe-marks-2024") == "talk-2024"
    assert Redaction(["Said"]).names("said") == "said"
    assert Redaction(["王小明"]).names("记者王小明说") == "记者███说"
    assert not Redaction() and not Redaction().found("anything")


@pytest.mark.parametrize(
    "actors",
    [
        "redact: [lena-storhaug]\n",
        "redact: [Lena Storhaug]\n",
        "suspect: {name: Lena Storhaug}\nredact: [suspect]\n",
        "suspect: {name: A Suspect, aliases: [Lena Storhaug]}\nredact: [A Suspect]\n",
        "merge: [[Lena Storhaug, LS]]\nredact: [LS]\n",
    ],
)
def test_a_person_may_be_redacted_by_id_name_or_alias(tmp_path: Path, actors: str) -> None:
    project = Project(tmp_path, {**FILES, "curation/actors.yml": actors})
    made = shown(brief(project.root / "corpus", project.root / "curation"))
    left = {m[0] for m in re.finditer(r"[A-Za-z]+[ -]storhaug", re.sub(r"\\x..", " ", repr(made)), re.I)}
    assert left == {"Karl Storhaug", "karl-storhaug"}


def test_hostile_text_is_redacted_in_linear_time() -> None:
    hidden = Redaction(["Lena Storhaug"], ["Storhaug", "Lena"])
    assert hidden.names("Lena " * 200_000 + "a" * 1_000_000).count("█") == 0
    assert hidden.names("lena" * 250_000, parts=True).count("█") == 0
    assert hidden.names("lena." * 200_000 + "! " * 100_000, parts=True).count("█") == 800_000


def test_a_change_that_changes_nothing_keeps_every_record(project: Project) -> None:
    briefing = brief(project.root / "corpus")
    assert redacted(briefing, Redaction(["Nobody Atall"])) == briefing


@pytest.mark.parametrize("level", LEVELS)
def test_every_level_of_every_article_is_exact_and_can_be_shown(level: str) -> None:
    """Also in preview, where pages hold ready YAML with words of the texts."""
    whole = invented.briefing()
    made = reprinted(whole, dict.fromkeys((e.id for e in whole.entries), level))
    for entry in made.entries:
        verify(entry.analysis)
    publisher = Publisher(made, Options(preview=True), lambda start, goal: goal)
    html = "".join(publisher.render(spec).html for spec in publisher.pages)
    assert WITHHELD not in html
