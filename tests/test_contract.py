"""The export contract: every line is valid by the schema, and every span cuts exactly what it claims."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest

from mkdocs_briefing import __version__
from mkdocs_briefing.curation.edtf import is_edtf
from mkdocs_briefing.exports import contract as exporting
from mkdocs_briefing.exports import schema
from mkdocs_briefing.ids import VALID
from mkdocs_briefing.model import CONTRACT, Block, Problem, Proposition, Stance
from mkdocs_briefing.pipeline import brief

ROOT = Path(__file__).parents[1]
SEEDS = ROOT.parent / "shared" / "seeds"

OWN = {
    "plain.txt": """Mill will close, owner says

3 May 2024

“We cannot go on,” said Ylva Brunnholt, who owns the mill. She said that about 40 workers would lose their jobs.

According to the Fjell Courier, citing an official, the mill may be sold. The report could not be verified.

‘‘It is a pity,’’ he said.

Read also: ten recipes with rye
""",
    "scrap.md": """---
title: A letter to the editor
date: 2024-05-04 10:30:00
author: [Odd Vassfjell]
tags: [mill]
---
# A letter to the editor

The mill *must* stay, [the union](https://union.example/a) said. “No,” said Ylva Brunnholt.

- one
- two
""",
    "page.html": """<!doctype html><html lang="en"><head><meta charset="utf-8">
<title>Mill closes | The Fjell Courier</title><meta property="og:title" content="Mill &amp; bakery close">
<meta property="article:published_time" content="2024-05-05T08:00:00Z">
<meta property="og:site_name" content="The Fjell Courier"></head><body><nav><a href="/">Home</a></nav>
<article><h1>Mill &amp; bakery close</h1><p>“It was <em>time</em>,” Ylva Brunnholt told the Fjell Courier.</p>
<p>She denied that the mill had been sold for 3.2 million euros.</p></article>
<footer>Contact us</footer></body></html>""",
    "empty.txt": "",
    "blank.txt": " \n\t\n ",
    "one.txt": "Word",
    "crlf.txt": "Title of it\r\n\r\n“Yes,” said Anna Holm.\r\nAnd no more.\r\n",
    "odd.txt": "\ufeff\u2028He said:\x0b“a\u0085b” \u202ereversed\u202c 𝒳 said Bo Holm.\x00",
}


@pytest.fixture(scope="module", params=["own", "own, all kept", "demo", "seeds"])
def exported(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A corpus and what was exported from it."""
    out = tmp_path_factory.mktemp("out") / "new" / "folder"
    curation = None
    if request.param == "demo":
        corpus, curation = ROOT / "corpus", ROOT / "curation"
    elif request.param == "seeds":
        corpus = SEEDS
        if not corpus.is_dir():
            pytest.skip("../shared/seeds is not here")
    else:
        corpus = tmp_path_factory.mktemp("corpus")
        for name, text in OWN.items():
            (corpus / name).write_bytes(text.encode())
        (corpus / "plain.yml").write_text("publisher: The Fjell Courier\nlanguage: en\n", "utf-8")
    exporting.export(brief(corpus, curation, keep_all="all kept" in request.param), out)
    return corpus, out


def lines(out: Path, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (out / name).read_text("utf-8").split("\n") if line]


def walk(value: object, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every object in a record, with the names of the fields that lead to it."""
    if isinstance(value, dict):
        yield path, value
        for key, inner in value.items():
            yield from walk(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for inner in value:
            yield from walk(inner, path)


def kept(article: dict[str, Any]) -> list[bool]:
    """For every character of the text, whether it stands in a kept block."""
    marks = [False] * len(article["text"])
    for block in article["blocks"]:
        if block["kept"]:
            marks[block["start"] : block["end"]] = [True] * (block["end"] - block["start"])
    return marks


def test_every_line_is_valid_by_the_shipped_schema(exported: tuple[Path, Path]) -> None:
    shipped = json.loads(schema.shipped())
    _, out = exported
    assert sorted(p.name for p in out.iterdir()) == sorted(shipped["files"])
    for name, reference in shipped["files"].items():
        validator = jsonschema.Draft202012Validator({**reference, "$defs": shipped["$defs"]})
        for record in lines(out, name):
            validator.validate(record)


def test_the_shipped_schema_is_current() -> None:
    assert schema.shipped() == schema.dumped(), "run: python -m mkdocs_briefing.exports.schema"
    jsonschema.Draft202012Validator.check_schema(schema.schema())


def test_the_schema_rejects_what_the_contract_does_not_have() -> None:
    shipped = json.loads(schema.shipped())
    validator = jsonschema.Draft202012Validator({"$ref": "#/$defs/Evidence", "$defs": shipped["$defs"]})
    assert validator.is_valid({"words": "a", "start": 0, "end": 1})
    assert validator.is_valid({"words": "a", "where": "sidecar:1"})
    assert not validator.is_valid({"words": "a", "start": 0, "end": 1, "where": None})
    problem = jsonschema.Draft202012Validator(shipped["$defs"]["ExportedProblem"])
    assert not problem.is_valid({"file": "a", "line": 1, "code": "c", "message": "m", "fix": None, "level": "note"})
    assert not problem.is_valid({"file": "a", "line": 1, "code": "c", "message": "m"})


def test_head_counts_what_is_there(exported: tuple[Path, Path]) -> None:
    _, out = exported
    (head,) = lines(out, "briefing.json")
    assert head["contract"] == CONTRACT
    assert head["program"] == __version__
    for name in ("articles", "actors", "claims"):
        assert head[name] == len(lines(out, f"{name}.jsonl"))


def test_blocks_hold_every_line_once_and_in_order(exported: tuple[Path, Path]) -> None:
    _, out = exported
    for article in lines(out, "articles.jsonl"):
        text, at = article["text"], 0
        for block in article["blocks"]:
            assert text[at : block["start"]].strip() == "", "words outside every block"
            assert at <= block["start"] < block["end"] <= len(text)
            assert block["kept"] == (block["reason"] is None)
            at = block["end"]
        assert text[at:].strip() == ""


def test_spans_cut_what_they_claim_and_lie_in_kept_blocks(exported: tuple[Path, Path]) -> None:
    _, out = exported
    articles = {article["id"]: article for article in lines(out, "articles.jsonl")}
    found = 0
    for article in articles.values():
        marks = kept(article)
        for field in ("quotations", "attributions", "mentions"):
            for _, part in walk(article[field]):
                found += check_spans(article["text"], marks, part)
        for field in ("repairs", "markup", "warnings"):
            for part in article[field]:
                assert part["start"] is None or 0 <= part["start"] <= part["end"] <= len(article["text"])
    for claim in lines(out, "claims.jsonl"):
        article = articles[claim["article"]]
        marks = kept(article)
        for _, part in walk(claim):
            found += check_spans(article["text"], marks, part)
        assert squeezed(claim["text"]) == squeezed(" ".join(cut(article["text"], claim["spans"])))
    for actor in lines(out, "actors.jsonl"):
        for role in actor["roles"]:
            article = articles[role["article"]]
            found += check_spans(article["text"], kept(article), role)
    assert found


def check_spans(text: str, marks: list[bool], part: dict[str, Any]) -> int:
    """Every span of one object; where the object has the text as well, they must agree. Returns how many."""
    spans = [span for field in ("spans", "source", "cue", "content", "antecedent") for span in listed(part, field)]
    spans += [part[field] for field in ("counted", "scope") if part.get(field)]
    if isinstance(part.get("start"), int):
        spans.append([part["start"], part["end"]])
        if "text" in part:
            assert text[part["start"] : part["end"]] == part["text"]
    elif "text" in part and "spans" in part and "article" not in part:
        assert squeezed(part["text"]) == squeezed(" ".join(cut(text, part["spans"])))
    for start, end in spans:
        assert 0 <= start < end <= len(text)
        assert all(marks[n] for n in range(start, end) if not text[n].isspace()), text[start:end]
    return len(spans)


def listed(part: dict[str, Any], field: str) -> list[list[int]]:
    value = part.get(field)
    return value if isinstance(value, list) else []


def cut(text: str, spans: list[list[int]]) -> list[str]:
    return [text[start:end] for start, end in spans]


def squeezed(words: str) -> str:
    return "".join(words.split())


def test_evidence_is_exact(exported: tuple[Path, Path]) -> None:
    corpus, out = exported
    for article in lines(out, "articles.jsonl"):
        source = (corpus / article["path"]).read_bytes().decode("utf-8", "replace")
        for _, fact in walk(article["metadata"]):
            if "evidence" not in fact:
                continue
            evidence = fact["evidence"]
            if "where" not in evidence:
                assert article["text"][evidence["start"] : evidence["end"]] == evidence["words"]
                continue
            place, _, line = evidence["where"].partition(":")
            if place in ("front-matter", "sidecar"):
                file = (
                    corpus / article["path"]
                    if place == "front-matter"
                    else (corpus / article["path"]).with_suffix(".yml")
                )
                assert evidence["words"] in file.read_text("utf-8").splitlines()[int(line) - 1]
            elif place == "path":
                assert evidence["words"] in article["path"]
            elif place != "table":
                assert squeezed(evidence["words"]) in squeezed(html.unescape(html.unescape(source)))


def test_dates_are_edtf(exported: tuple[Path, Path]) -> None:
    _, out = exported
    dates = [
        fact["value"]
        for article in lines(out, "articles.jsonl")
        for field in ("date", "updated", "retrieved")
        if (fact := article["metadata"][field])
    ]
    for claim in lines(out, "claims.jsonl"):
        dates += [date for date in (claim["reported"], (claim["said"] or {}).get("value")) if date]
    assert dates
    assert [date for date in dates if not is_edtf(date)] == []


def test_ids_are_valid_unique_and_mean_something(exported: tuple[Path, Path]) -> None:
    _, out = exported
    articles, actors, claims = (lines(out, f"{name}.jsonl") for name in ("articles", "actors", "claims"))
    ids = [record["id"] for record in (*articles, *actors, *claims)]
    for kind in (articles, actors, claims):
        assert len({record["id"] for record in kind}) == len(kind)
    known_articles, known_actors, known_claims = ({r["id"] for r in kind} for kind in (articles, actors, claims))
    attributions = {a["id"] for article in articles for a in article["attributions"]}
    quotations = {q["id"] for article in articles for q in article["quotations"]}
    assert len(quotations) == sum(len(article["quotations"]) for article in articles)
    assert len(attributions) == sum(len(article["attributions"]) for article in articles)
    assert all(VALID.fullmatch(id) for id in (*ids, *attributions, *quotations))
    for path, part in walk({"articles": articles, "claims": claims, "actors": actors}):
        if part.get("actor") is not None:
            assert part["actor"] in known_actors, path
        assert set(part.get("candidates", ())) <= known_actors
        if isinstance(part.get("attribution"), str):
            assert part["attribution"] in attributions
        if part.get("parent") is not None:
            assert part["parent"] in quotations
        if isinstance(part.get("article"), str):
            assert part["article"] in known_articles
        if part.get("origin") is not None:
            assert part["origin"] in known_claims
    for proposition in lines(out, "propositions.jsonl"):
        assert {stance["claim"] for stance in proposition["claims"]} <= known_claims
        for pair in (*proposition["conflicts"], *proposition["agreements"]):
            assert {pair["a"], pair["b"]} <= known_claims
            assert pair["confirmed_by"]


def test_equal_inputs_give_equal_bytes(exported: tuple[Path, Path], tmp_path: Path) -> None:
    corpus, out = exported
    if corpus == SEEDS or corpus == ROOT / "corpus":
        pytest.skip("the small texts show it")
    whole = all(block["kept"] for article in lines(out, "articles.jsonl") for block in article["blocks"])
    exporting.export(brief(corpus, keep_all=whole), tmp_path)
    for file in sorted(out.iterdir()):
        assert (tmp_path / file.name).read_bytes() == file.read_bytes()


def test_keep_all_drops_nothing_and_the_rest_drops_something(tmp_path: Path) -> None:
    (tmp_path / "plain.txt").write_text(OWN["plain.txt"], "utf-8")
    (tmp_path / "page.html").write_text(OWN["page.html"], "utf-8")

    def blocks(keep_all: bool) -> list[Block]:
        return [b for e in brief(tmp_path, keep_all=keep_all).entries for b in e.analysis.cleaned.blocks]

    assert all(block.kept for block in blocks(True))
    assert [b for b in blocks(False) if not b.kept]


def test_what_concerns_only_the_program_is_not_exported(tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    folder.mkdir()
    briefing = msgspec.structs.replace(
        brief(folder),
        propositions=(
            Proposition(id="p", statement="S", claims=(Stance(claim="c"),), file="curation/propositions.yml", line=3),
        ),
        problems=(Problem(file="a.txt", code="x", message="m", value="v", level="error"),),
    )
    exporting.export(briefing, tmp_path / "out")
    assert lines(tmp_path / "out", "propositions.jsonl") == [
        {
            "id": "p",
            "statement": "S",
            "claims": [{"claim": "c", "stance": None, "note": None, "verdict": None}],
            "conflicts": [],
            "agreements": [],
            "note": None,
        }
    ]
    assert lines(tmp_path / "out", "problems.jsonl") == [
        {"file": "a.txt", "line": None, "code": "x", "message": "m", "fix": None}
    ]


def test_private_articles_leave_no_trace(tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "open.txt").write_text(OWN["plain.txt"], "utf-8")
    (folder / "closed.txt").write_text("Secret\n\n“Not a word of Kvisthammer,” said Runa Kvisthammer.\n", "utf-8")
    (folder / "closed.yml").write_text("private: true\n", "utf-8")
    exporting.export(brief(folder), tmp_path / "out")
    for file in (tmp_path / "out").iterdir():
        assert not re.search("kvisthammer|closed", file.read_text("utf-8"), re.I), file.name
    assert [a["id"] for a in lines(tmp_path / "out", "articles.jsonl")] == ["open"]
