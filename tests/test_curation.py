"""The people's files: what is right is used, what is wrong is a problem with line and fix, and nothing ever raises."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_briefing import curation
from mkdocs_briefing.curation import edtf, snippets
from mkdocs_briefing.curation.located import Reader
from mkdocs_briefing.model import (
    Anchor,
    AnchorPair,
    Correction,
    Curation,
    Declared,
    KeyLine,
    Notes,
    Problem,
    Reliability,
    Source,
)

FILES = ("briefing.yml", "actors.yml", "sources.yml", "propositions.yml")


def load(tmp_path: Path, **files: str | bytes) -> Curation:
    folder = tmp_path / "curation"
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.yml").write_bytes(text.encode() if isinstance(text, str) else text)
    return curation.load(folder)


def brief(problems: tuple[Problem, ...]) -> list[tuple[str, int | None, str]]:
    return [(p.file, p.line, p.code) for p in problems]


def source(path: str = "a.txt", front_matter: str | None = None, line: int = 1, record: str | None = None) -> Source:
    return Source(
        path=path,
        sha256="",
        encoding="utf-8",
        format="text",
        text="",
        front_matter=front_matter,
        front_matter_line=line,
        record_id=record,
    )


def notes(tmp_path: Path, text: str | bytes, name: str = "a.yml") -> tuple[Notes, tuple[Problem, ...]]:
    (tmp_path / name).write_bytes(text.encode() if isinstance(text, str) else text)
    return curation.notes(tmp_path, source())


# ------------------------------------------------------------------ the four files


def test_without_a_folder_there_is_nothing_and_no_error(tmp_path: Path) -> None:
    assert curation.load(None) == Curation()
    assert curation.load(tmp_path / "none") == Curation()
    assert load(tmp_path) == Curation()


def test_every_key_of_every_file_is_read(tmp_path: Path) -> None:
    people = load(
        tmp_path,
        briefing="""title: T
question: Will it hold?
scope: Five articles
as_of: 2025-03-31
prepared_by: AB
edition: 1
handling: null
note: N
key_lines:
  - {line: "It holds.", evidence: [one-c-1, one-q-2]}
  - Nobody says it breaks.
require_reviewed: key_lines
""",
        actors="""anna-holm:
  name: Anna Holm
  type: person
  wikidata: Q42
  aliases: [Holm, Mrs Holm]
  identity: keeper
no-type: Just a Name
merge: [[a, b], [c, d, e]]
keep_apart: [[a, c]]
ignore: [Smart Boxes]
redact: [Somebody Private]
""",
        sources="""post:
  name: The Post
  domains: [Post.example]
  aliases: [Post]
  boilerplate: ["^Read also"]
  publish: quotes
  reliability: B
  language: en
""",
        propositions="""holds:
  statement: It holds
  claims:
    - {article: 001, exact: it holds, prefix: that, suffix: well, stance: holds, note: n}
    - one-c-1
  conflicts: [{a: {article: one, exact: x}, b: two-c-2, confirmed_by: AB, why: w}]
  agreements: [{a: x, b: y, confirmed_by: AB}]
  note: N
""",
    )
    assert people.problems == ()
    assert people.folder == "curation"
    assert [path for path, _ in people.files] == [f"curation/{name}" for name in FILES]
    briefing = people.briefing
    assert (briefing.title, briefing.as_of, briefing.edition, briefing.handling) == ("T", "2025-03-31", "1", None)
    assert briefing.key_lines == (
        KeyLine(line="It holds.", evidence=("one-c-1", "one-q-2"), at=10),
        KeyLine(line="Nobody says it breaks.", at=11),
    )
    assert (briefing.require_reviewed, briefing.file) == ("key_lines", "curation/briefing.yml")
    anna, plain = people.actors
    assert (anna.id, anna.name, anna.type, anna.wikidata) == ("anna-holm", "Anna Holm", "person", "Q42")
    assert (anna.aliases, anna.identity, anna.line) == (("Holm", "Mrs Holm"), "keeper", 1)
    assert (plain.id, plain.name, plain.line) == ("no-type", "Just a Name", 7)
    assert people.merge == (("a", "b"), ("c", "d", "e"))
    assert people.keep_apart == (("a", "c"),)
    assert (people.ignore, people.redact) == (("Smart Boxes",), ("Somebody Private",))
    assert people.lines == {
        "merge: a, b": 8,
        "merge: c, d, e": 8,
        "keep_apart: a, c": 9,
        "ignore: Smart Boxes": 10,
        "redact: Somebody Private": 11,
    }
    (post,) = people.sites
    assert (post.id, post.name, post.domains, post.boilerplate) == (
        "post",
        "The Post",
        ("post.example",),
        ("^Read also",),
    )
    assert (post.publish, post.reliability, post.language, post.line) == ("quotes", Reliability(letter="B"), "en", 1)
    (holds,) = people.propositions
    assert holds.claims == (
        Anchor(article="001", exact="it holds", prefix="that", suffix="well", stance="holds", note="n", line=4),
        Anchor(id="one-c-1", line=5),
    )
    assert holds.conflicts == (
        AnchorPair(
            a=Anchor(article="one", exact="x", line=6),
            b=Anchor(id="two-c-2", line=6),
            confirmed_by="AB",
            why="w",
            line=6,
        ),
    )
    assert holds.agreements[0].a == Anchor(id="x", line=7)


@pytest.mark.parametrize(
    ("file", "text", "line", "code", "value", "fix"),
    [
        ("briefing", "question: Q\nquestoin: R\n", 2, "unknown-key", "questoin", "question"),
        ("briefing", "as_of: 31 March\n", 1, "bad-date", "31 March", "2022-03-04"),
        ("briefing", "as_of: 2025-02-30\n", 1, "bad-date", "2025-02-30", "2022-03-04"),
        ("briefing", "title: [a, b]\n", 1, "bad-value", "[a, b]", "quotation marks"),
        ("briefing", "key_lines: one\n", 1, "bad-value", "one", "- "),
        ("briefing", "key_lines:\n  - evidence: [x]\n", 2, "bad-value", None, "line:"),
        ("briefing", "require_reviewed: keylines\n", 1, "bad-value", "keylines", "key_lines"),
        ("briefing", "- a\n- b\n", 1, "bad-value", "[a, b]", "key: value"),
        ("briefing", "just words\n", 1, "bad-value", "just words", "key: value"),
        ("briefing", "title: A\ntitle: B\n", 2, "double-key", "title", "one entry"),
        ("briefing", "? [a, b]\n: c\n", 1, "bad-value", "[a, b]", "a word"),
        ("actors", "a-b: {name: A, type: persn}\n", 1, "bad-value", "persn", "person"),
        ("actors", "a-b: {name: A, wikidata: 42}\n", 1, "bad-value", "42", "Q184"),
        ("actors", "a-b: {nam: A, name: A}\n", 1, "unknown-key", "nam", "name"),
        ("actors", "a-b: {type: person}\n", 1, "no-name", "a-b", "name:"),
        ("actors", "a-b: [x]\n", 1, "bad-value", "[x]", "name"),
        ("actors", "A B: {name: A}\n", 1, "bad-id", "A B", "a-b"),
        ("actors", "index: {name: A}\n", 1, "bad-id", "index", "small letters"),
        ("actors", "merge: [[a]]\n", 1, "bad-value", "[a]", "[one-id, other-id]"),
        ("actors", "merge: {a: b}\n", 1, "bad-value", "{a}", "- "),
        ("actors", "merge: [[a, b], [b, c]]\nkeep_apart:\n  - [a, c]\n", 3, "torn", "a, c", "two lists"),
        ("actors", "ignore: [[a, b]]\n", 1, "bad-value", "[a, b]", "quotation marks"),
        ("sources", "p: {name: P, boilerplate: ['(']}\n", 1, "bad-pattern", "(", "backslash"),
        ("sources", "p: {name: P, reliability: G}\n", 1, "bad-value", "G", None),
        ("sources", "p: {name: P, reliability: {letter: b, by: AB}}\n", 1, "bad-value", "b", None),
        ("sources", "p: {name: P, publish: quote}\n", 1, "bad-value", "quote", "quotes"),
        (
            "sources",
            "p: {name: P, domains: ['https://p.example/a']}\n",
            1,
            "bad-value",
            "https://p.example/a",
            "write p.example",
        ),
        ("sources", "p: {domains: [p.example]}\n", 1, "no-name", "p", "name:"),
        ("propositions", "p: {claims: []}\n", 1, "no-statement", "p", "statement:"),
        ("propositions", "p:\n  statement: S\n  claims:\n    - {article: a}\n", 4, "bad-value", "{article}", "exact"),
        ("propositions", "p: {statement: S, conflicts: [{a: x, b: y}]}\n", 1, "bad-value", None, "confirmed_by"),
        ("propositions", "p: {statement: S, claim: []}\n", 1, "unknown-key", "claim", "claims"),
    ],
)
def test_what_is_wrong_is_named_with_line_value_and_fix(
    tmp_path: Path, file: str, text: str, line: int, code: str, value: str | None, fix: str | None
) -> None:
    (problem,) = load(tmp_path, **{file: text}).problems
    assert (problem.file, problem.line, problem.code, problem.value) == (f"curation/{file}.yml", line, code, value)
    assert (fix or "") in (problem.fix or "")
    assert problem.level == "warning"


def test_a_wrong_entry_costs_nothing_else(tmp_path: Path) -> None:
    people = load(
        tmp_path, actors="a: {name: A, type: persn, aliases: [x, {y: z}], identity: I}\nB: {}\nc: {name: C}\n"
    )
    assert [(a.id, a.name, a.type, a.aliases, a.identity) for a in people.actors] == [
        ("a", "A", None, ("x",), "I"),
        ("c", "C", None, (), None),
    ]
    assert sorted(p.code for p in people.problems) == ["bad-id", "bad-value", "bad-value"]


def test_of_a_broken_file_the_whole_entries_are_used(tmp_path: Path) -> None:
    people = load(tmp_path, actors="a:\n  name: A\nb: [1\nc:\n  name: C\n\td: e\ne: {name: E}\n")
    assert [(a.id, a.line) for a in people.actors] == [("a", 1), ("e", 7)]
    assert brief(people.problems)[0][::2] == ("curation/actors.yml", "bad-yaml")


def test_a_wrong_file_name_is_said(tmp_path: Path) -> None:
    (problem,) = load(tmp_path, actor="a: {name: A}\n").problems
    assert (problem.file, problem.code) == ("curation/actor.yml", "unknown-file")
    assert "actors.yml" in (problem.fix or "")


BAD = {
    "empty": b"",
    "blank": b" \n\n# only a comment\n",
    "null": b"null\n",
    "list": b"- a\n- {b: c}\n",
    "scalar": b"42",
    "tabs": b"a:\n\tb: c\n",
    "binary": bytes(range(256)) * 40,
    "utf-16": "title: X\n".encode("utf-16"),
    "nul": b"title: a\x00b\n",
    "control": b"title: a\x07b\n",
    "bom": b"\xef\xbb\xbftitle: X\n",
    "alias": b"a: &x {name: A}\nb: *x\n",
    "recursive": b"a: &x [*x]\n",
    "laughs": b"a: &a [x,x,x,x,x,x,x,x,x]\n"
    + b"".join(b"%c: &%c [" % (c, c) + b",".join([b"*%c" % (c - 1)] * 9) + b"]\n" for c in range(98, 123)),
    "merge key": b"a: &x {name: A}\nb:\n  <<: *x\n  name: B\n",
    "deep": b"a: " + b"[" * 100_000,
    "deep blocks": b"".join(b" " * n + b"b:\n" for n in range(2000)),
    "tag": b"a: !!python/object/apply:os.system ['true']\n",
    "directive": b"%YAML 9.9\n---\na: b\n",
    "two documents": b"title: A\n---\ntitle: B\n",
    "one megabyte of text": b"title: " + b"x" * 1_000_000 + b"\n",
    "one megabyte of keys": b"".join(b"k%d: v\n" % n for n in range(90_000)),
    "one megabyte of broken keys": b"".join(b"k%d: [v\n" % n for n in range(90_000)),
    "one megabyte of brackets": b"a: " + b"[]," * 300_000,
    "one megabyte of quotation marks": b'"' * 1_000_000,
    "one megabyte of double keys": b"title: v\n" * 110_000,
}


@pytest.mark.parametrize("kind", BAD)
def test_bad_files_never_raise_and_take_no_time(tmp_path: Path, kind: str) -> None:
    start = time.process_time()
    files = FILES if len(BAD[kind]) < 500_000 else ("actors.yml",)
    people = load(tmp_path, **{name.removesuffix(".yml"): BAD[kind] for name in files})
    own, problems = notes(tmp_path, BAD[kind])
    front, more = curation.notes(tmp_path / "none", source(front_matter=BAD[kind].decode("utf-8", "replace"), line=2))
    assert time.process_time() - start < 12
    assert len(people.problems) <= 4 * 101
    for problem in (*people.problems, *problems, *more):
        assert problem.line and problem.message and len(problem.message) < 1000 and len(problem.value or "") < 1000
    harmless = ("empty", "blank", "null", "bom", "two documents", "one megabyte of text")
    assert bool(problems) == (kind not in harmless)
    assert isinstance(own, Notes) and isinstance(front, Notes)


def test_a_safe_reader_makes_no_objects(tmp_path: Path) -> None:
    mark = tmp_path / "made"
    load(tmp_path, briefing=f"title: !!python/object/apply:os.mkdir ['{mark}']\n")
    assert not mark.exists()


def test_five_thousand_actors_are_read_at_once(tmp_path: Path) -> None:
    text = "".join(
        f"a-{n}:\n  name: Some Name {n}\n  type: person\n  aliases: [Al {n}, Bl {n}]\n  identity: I\n"
        for n in range(5000)
    )
    start = time.process_time()
    people = load(tmp_path, actors=text)
    assert time.process_time() - start < 2
    assert len(people.actors) == 5000 and people.problems == ()


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_raise(data: bytes) -> None:
    reader = Reader("x.yml")
    for key, value in reader.entries(data):
        assert key.text is not None and value.line >= 1
    assert all(problem.line for problem in reader.problems)


# ------------------------------------------------------------------ front matter and sidecars


def test_a_sidecar_states_everything(tmp_path: Path) -> None:
    own, problems = notes(
        tmp_path,
        """id: my-id
title: no
authors: [A B, C D]
publisher: The Post
date: 2023-01~
updated: 2023-02-01 10:00:00
retrieved: 2023-02-03
url: https://post.example/a
archived_url: https://archive.example/a
language: en
publish: full
private: true
tags: [x, y]
""",
    )
    assert problems == ()
    assert (own.id, own.publish, own.private, own.tags) == ("my-id", "full", True, ("x", "y"))
    assert own.declared == (
        Declared(field="title", value="no", where="sidecar:2"),
        Declared(field="author", value="A B", where="sidecar:3"),
        Declared(field="author", value="C D", where="sidecar:3"),
        Declared(field="publisher", value="The Post", where="sidecar:4"),
        Declared(field="date", value="2023-01~", where="sidecar:5"),
        Declared(field="updated", value="2023-02-01T10:00:00", where="sidecar:6", words="2023-02-01 10:00:00"),
        Declared(field="retrieved", value="2023-02-03", where="sidecar:7"),
        Declared(field="url", value="https://post.example/a", where="sidecar:8"),
        Declared(field="archived_url", value="https://archive.example/a", where="sidecar:9"),
        Declared(field="language", value="en", where="sidecar:10"),
    )


def test_every_kind_of_correction(tmp_path: Path) -> None:
    own, problems = notes(
        tmp_path,
        """corrections:
  - {quote: "Some fear", speaker: holm, certainty: implicit, use: speech, via: [post], why: "follows", by: AB}
  - {reject_quote: "the old lady"}
  - {claim: "It lasts", source: board, via: [], polarity: denied, said: 2023-01, prefix: "a", suffix: "b"}
  - {claim: "It lasts", speaker: board}
  - {confirm: "I think", by: AB, on: 2023-02-01}
  - {meant: {printed: "Jelly", meant: "Meduza"}, why: lost link}
  - {keep_line: "kept"}
  - drop_line: >-
      dropped
      line
""",
    )
    assert problems == ()
    at = {"file": "a.yml"}
    assert own.corrections == (
        Correction(
            kind="quote",
            words="Some fear",
            speaker="holm",
            certainty="implicit",
            use="speech",
            via=("post",),
            why="follows",
            by="AB",
            line=2,
            **at,
        ),
        Correction(kind="reject_quote", words="the old lady", line=3, **at),
        Correction(
            kind="claim",
            words="It lasts",
            speaker="board",
            via=(),
            polarity="denied",
            said="2023-01",
            prefix="a",
            suffix="b",
            line=4,
            **at,
        ),
        Correction(kind="claim", words="It lasts", speaker="board", line=5, **at),
        Correction(kind="confirm", words="I think", by="AB", on="2023-02-01", line=6, **at),
        Correction(kind="meant", words="Jelly", meant="Meduza", why="lost link", line=7, **at),
        Correction(kind="keep_line", words="kept", line=8, **at),
        Correction(kind="drop_line", words="dropped line", line=9, **at),
    )


@pytest.mark.parametrize(
    ("text", "line", "code", "fix"),
    [
        ("dat: 2023\n", 1, "unknown-key", "date"),
        ("date: yesterday\n", 1, "bad-date", "2022-03-04"),
        ("date: [2023]\n", 1, "bad-value", ""),
        ("private: perhaps\n", 1, "bad-value", "true or false"),
        ("publish: none\n", 1, "bad-value", ""),
        ("corrections: x\n", 1, "bad-value", "- "),
        ("corrections:\n  - words\n", 2, "bad-value", "quote"),
        ("corrections:\n\n  - {quot: x}\n", 3, "bad-value", "quote"),
        ("corrections:\n  - {quote: x, claim: y}\n", 2, "bad-value", "two corrections"),
        ("corrections:\n  - {quote: x, source: y}\n", 2, "unknown-key", ""),
        ("corrections:\n  - {quote: x, spekaer: y}\n", 2, "unknown-key", "speaker"),
        ("corrections:\n  - {quote: }\n", 2, "bad-value", "copy the words"),
        ("corrections:\n  - {quote: x, certainty: sure}\n", 2, "bad-value", ""),
        ("corrections:\n  - {quote: x, use: speach}\n", 2, "bad-value", "speech"),
        ("corrections:\n  - {claim: x, said: then}\n", 2, "bad-date", ""),
        ("corrections:\n  - {meant: {printed: x}}\n", 2, "bad-value", "meant"),
    ],
)
def test_a_wrong_note_is_named(tmp_path: Path, text: str, line: int, code: str, fix: str) -> None:
    problem = notes(tmp_path, text)[1][0]
    assert (problem.file, problem.line, problem.code) == ("a.yml", line, code)
    assert fix in (problem.fix or "")


def test_the_sidecar_wins_over_front_matter(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("title: Side\nauthor: S\ncorrections: [{keep_line: s}]\n", "utf-8")
    front = "title: Front\nauthor: [F, G]\nurl: https://x.example\nid: front\ncorrections: [{keep_line: f}]\n"
    own, problems = curation.notes(tmp_path, source(front_matter=front, line=2))
    assert problems == ()
    assert [(d.field, d.value, d.where) for d in own.declared] == [
        ("title", "Side", "sidecar:1"),
        ("author", "S", "sidecar:2"),
        ("url", "https://x.example", "front-matter:4"),
    ]
    assert own.id == "front"
    assert [(c.words, c.file, c.line) for c in own.corrections] == [("s", "a.yml", 3), ("f", "a.txt", 6)]


def test_front_matter_may_hold_keys_of_other_programs(tmp_path: Path) -> None:
    own, problems = curation.notes(tmp_path, source(front_matter="layout: post\ncategories: [a]\nautor: A\n", line=2))
    assert own == Notes()
    assert [(p.line, p.code, p.value, p.level) for p in problems] == [(4, "unknown-key", "autor", "note")]


def test_of_several_articles_of_one_name_each_may_have_its_own_sidecar(tmp_path: Path) -> None:
    for name in ("a.txt", "a.html"):
        (tmp_path / name).write_text("x", "utf-8")
    (tmp_path / "a.txt.yml").write_text("title: Of the text\n", "utf-8")
    (tmp_path / "a.yml").write_text("title: Of both\n", "utf-8")
    assert curation.notes(tmp_path, source("a.txt"))[0].declared[0].value == "Of the text"
    assert curation.notes(tmp_path, source("a.html"))[0].declared[0].value == "Of both"
    assert brief(curation.sidecars_alone(tmp_path, ["a.html", "a.txt"], ["a.yml", "a.txt.yml"])) == [
        ("a.yml", None, "shared-sidecar")
    ]


def test_a_record_of_a_file_has_no_sidecar(tmp_path: Path) -> None:
    (tmp_path / "many.yml").write_text("title: Nobody's\n", "utf-8")
    assert curation.notes(tmp_path, source("many.jsonl#1", record="r")) == (Notes(), ())


def test_a_sidecar_without_an_article_is_said(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    for name in ("deep/artcle.yml", "deep/article.yml"):
        (tmp_path / name).write_text("title: T\n", "utf-8")
    (problem,) = curation.sidecars_alone(tmp_path, ["deep/article.txt"], ["deep/artcle.yml", "deep/article.yml"])
    assert (problem.file, problem.code) == ("deep/artcle.yml", "no-article")
    assert "deep/article.yml" in (problem.fix or "")


def test_an_unreadable_sidecar_costs_nothing_else(tmp_path: Path) -> None:
    own, problems = notes(tmp_path, b"\xff\xfe\x00")
    assert own == Notes()
    assert brief(problems) == [("a.yml", 1, "unreadable")]


# ------------------------------------------------------------------ dates


@pytest.mark.parametrize(
    "date",
    [
        "2023",
        "2023-01",
        "2023-01-31",
        "2024-02-29",
        "2023-01~",
        "2023?",
        "2023-01-01%",
        "2022-06/2022-07",
        "../2022-07-12",
        "2022-07-12/..",
        "2022/",
        "/2022",
        "2022-XX",
        "2022-01-XX",
        "2022-XX-XX",
        "202X",
        "20XX",
        "2022-24",
        "2022-03-04T10:00",
        "2022-03-04T10:00:00Z",
        "-0044",
        "Y17000002",
        "2022-03-04T10:00:00+02:00",
        "2022~/2023-01?",
    ],
)
def test_dates_that_are(date: str) -> None:
    assert edtf.is_edtf(date)
    assert edtf.normal(f" {date} ") == date


@pytest.mark.parametrize(
    "date",
    [
        "23",
        "2023-1",
        "2023-13",
        "2023-00",
        "2023-02-29",
        "2023-01-32",
        "2023-25",
        "2023-21-01",
        "2023-X1",
        "2023-XX-01",
        "..",
        "/",
        "../..",
        "2023/2022",
        "2023-01-05/2023-01-04",
        "2022-03-04T24:00",
        "2022-03-04T10:60",
        "yesterday",
        "4.3.2022",
        "٢٠٢٣",
        "2023-01~~",
        "2X23",
        "20XX-01",
        "2022/2023/2024",
    ],
)
def test_dates_that_are_not(date: str) -> None:
    assert not edtf.is_edtf(date)
    assert edtf.normal(date) is None
    assert edtf.normal("") is None


@pytest.mark.parametrize(
    ("date", "days"),
    [
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2024-02-XX", ("2024-02-01", "2024-02-29")),
        ("2024-03-05~", ("2024-03-05", "2024-03-05")),
        ("2023", ("2023-01-01", "2023-12-31")),
        ("2023-XX", ("2023-01-01", "2023-12-31")),
        ("2023-XX-XX", ("2023-01-01", "2023-12-31")),
        ("202X", ("2020-01-01", "2029-12-31")),
        ("20XX", ("2000-01-01", "2099-12-31")),
        ("2023-24", ("2023-12-01", "2024-02-29")),
        ("2023-21?", ("2023-03-01", "2023-05-31")),
        ("2023-22/2023-23", ("2023-06-01", "2023-11-30")),
        ("2023-05-01/2023-06", ("2023-05-01", "2023-06-30")),
        ("2023-05-01/202X", ("2023-05-01", "2029-12-31")),
        ("../2023-06", ("", "2023-06-30")),
        ("2023-05/..", ("2023-05-01", "")),
        ("2023-05-01T10:00:00Z", ("2023-05-01", "2023-05-01")),
        ("2023-13", None),
        ("0000", None),
        ("-0044", None),
        ("Y17000002", None),
        ("some day", None),
        ("../..", None),
        (None, None),
    ],
)
def test_a_date_is_known_by_its_first_and_last_possible_day(date: str | None, days: tuple[str, str] | None) -> None:
    assert edtf.bounds(date) == days


@pytest.mark.parametrize(
    ("date", "since", "until", "lies"),
    [
        ("2024-22", "2024-10", None, False),
        ("2024-24", "2025-02", None, True),
        ("2024-XX", "2024-10", None, True),
        ("202X", None, "2019-12-31", False),
        ("2024-03-01/2024-03-20", "2024-03-20", "2024-03-31", True),
        ("../2024-03-20", "2024-03-21", None, False),
        ("../2024-03-20", None, "1990", True),
        ("2024-03-20/..", None, "2024-03", True),
        (None, "2024", None, False),
        (None, None, None, True),
        ("one day", None, None, True),
    ],
)
def test_a_date_lies_within_days_where_it_may(
    date: str | None, since: str | None, until: str | None, lies: bool
) -> None:
    assert edtf.within(date, since, until) is lies


def test_timestamps_of_yaml_become_edtf() -> None:
    assert edtf.normal("2022-03-04 10:00:00") == "2022-03-04T10:00:00"
    assert edtf.normal("2022-03-04 10:00:00 UTC") == "2022-03-04T10:00:00Z"
    assert edtf.normal("2022-03-04 10:00:00 +0200") == "2022-03-04T10:00:00+0200"
    assert edtf.normal("2022-03-04 99:00:00") is None


# ------------------------------------------------------------------ snippets


@given(st.text(max_size=60).filter(str.strip), st.sampled_from(["quote", "claim", "keep_line"]), st.text(max_size=20))
def test_a_snippet_says_what_was_meant(words: str, kind: str, by: str) -> None:
    text = snippets.correction("corpus/a.yml", kind, words, {"by": by or None})
    assert text.splitlines()[0] == "# corpus/a.yml"
    own, problems = curation.notes(Path("/nonexistent"), source(front_matter=text))
    assert problems == ()
    (correction,) = own.corrections
    assert (correction.words, correction.by) == (words, by or None)


def test_a_snippet_below_others_is_their_continuation(tmp_path: Path) -> None:
    first = snippets.correction("corpus/a.yml", "quote", "one", {"speaker": None})
    second = snippets.correction("corpus/a.yml", "claim", "two", {"source": "holm"}, under=True)
    own, problems = notes(tmp_path, first + second)
    assert problems == ()
    assert [c.words for c in own.corrections] == ["one", "two"]


def test_the_sidecar_of_an_article() -> None:
    assert snippets.sidecar("a/b.txt", ["a/b.txt", "a/c.txt"]) == "a/b.yml"
    assert snippets.sidecar("a/b.txt", ["a/b.txt", "a/b.html"]) == "a/b.txt.yml"
