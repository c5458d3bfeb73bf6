"""``briefing actors``: a full list to begin curation with, written without touching what people wrote."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

import invented
from mkdocs_briefing import curation
from mkdocs_briefing.cli import main
from mkdocs_briefing.curation import listing
from mkdocs_briefing.model import Actor, Alias
from mkdocs_briefing.pipeline import brief

TOP = Path(__file__).parents[1]
ARTICLE = """Ferry will not sail in winter

“We will not sail,” said Ingrid Solhaug, who runs the ferry. “Not in this ice,” Solhaug said.

Arne Rudvik said that the ice was too thick, and the Skerry Harbour Board said that nobody would sail before spring.
"""


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["actors", *map(str, arguments)])


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "ferry.txt").write_text(ARTICLE, "utf-8")
    return folder


def written(corpus: Path, there: bytes) -> bytes:
    """What ``--write`` adds below a file of these bytes, which must stay as they are."""
    file = corpus.parent / "curation" / "actors.yml"
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(there)
    assert run(corpus, "--write").exit_code == 0
    after = file.read_bytes()
    assert after.startswith(there)
    return after[len(there) :]


def actor(id: str, name: str, *aliases: tuple[str, int]) -> Actor:
    return Actor(
        id=id,
        name=name,
        type="person",
        aliases=tuple(Alias(text=text, count=count) for text, count in aliases),
        identity=None,
        roles=(),
        wikidata=None,
        tier="published",
        articles=1,
        mentions=sum(count for _, count in aliases),
    )


def test_it_prints_entries_that_can_be_pasted(corpus: Path) -> None:
    result = run(corpus)
    assert result.exit_code == 0
    assert result.output.startswith("# curation/actors.yml\n")
    assert (
        "ingrid-solhaug:  # 2 times, in one article\n  name: Ingrid Solhaug\n  type: person\n"
        "  aliases:\n  # - Solhaug  # once\n  identity:\n"
    ) in result.output
    entries = yaml.safe_load(result.output)
    assert list(entries) == sorted(entries)
    assert {"arne-rudvik", "ingrid-solhaug"} <= set(entries)
    assert not (corpus.parent / "curation").exists()


def test_only_what_is_not_listed_and_of_the_tier() -> None:
    whole = invented.briefing()
    by_tier = {tier: {a.id for a in listing.unlisted(whole, tier)} for tier in ("published", "review", "all")}
    assert by_tier["review"] == {"unsure"}
    assert by_tier["all"] == by_tier["published"] | by_tier["review"]
    assert not by_tier["all"] & {entry.id for entry in whole.curation.actors}


def test_writing_makes_the_file_and_then_adds_nothing(corpus: Path) -> None:
    file = corpus.parent / "curation" / "actors.yml"
    first = run(corpus, "--write")
    assert first.exit_code == 0 and "appended" in first.output
    text = file.read_bytes()
    assert text.startswith(b"# Who is who.")
    people = curation.load(file.parent)
    assert people.problems == ()
    assert {"arne-rudvik", "ingrid-solhaug"} <= {a.id for a in people.actors}
    again = run(corpus, "--write")
    assert again.exit_code == 0 and "Nothing to add" in again.output
    assert file.read_bytes() == text


@pytest.mark.parametrize(
    "there",
    [
        "# mine  \n\n\ningrid-solhaug: {name: Ingrid Solhaug, aliases: [Solhaug]}   # no touching\n",
        "merge: []\nignore:\n- Nobody",
        "ingrid-solhaug:\n  name: Ingrid Solhaug\n  identity: |+\n    skipper\n\n",
        "\ufeffingrid-solhaug: Ingrid Solhaug\r\n# end\r\n",
        "---\ningrid-solhaug: Ingrid Solhaug\nno-name:\n",
    ],
)
def test_what_stands_there_is_not_touched(corpus: Path, there: str) -> None:
    added = written(corpus, there.encode())
    assert b"arne-rudvik" in added
    assert (b"ingrid-solhaug" in added) is ("ingrid-solhaug" not in there)
    assert b"\r\n" in added or "\r\n" not in there
    assert added.count(b"\r\n") in (0, added.count(b"\n"))


@pytest.mark.parametrize(
    ("there", "place"),
    [
        (b"one: [a\ntwo: b\n", ":2: this is no YAML"),
        (b"one:\n\tname: x\n", ":2: this is no YAML"),
        (b"one: \xff\n", ":1: the file is not UTF-8"),
        (b"- one\n- two\n", ":1: the file is not a mapping"),
        (b"{one: {name: One}}\n", ":2: nothing can be added"),
        (b"one: One\n...\n", ":3: nothing can be added"),
        (b"  one: One\n", ":2: nothing can be added"),
    ],
)
def test_a_file_that_cannot_be_added_to_stays_as_it_is(corpus: Path, there: bytes, place: str) -> None:
    file = corpus.parent / "curation" / "actors.yml"
    file.parent.mkdir()
    file.write_bytes(there)
    result = run(corpus, "--write")
    assert result.exit_code == 1
    assert f"actors.yml{place}" in result.output.replace("\n", " ")
    assert "is used" not in result.output
    assert "Nothing was written." in result.output and "fix:" in result.output
    assert file.read_bytes() == there


def test_whom_people_hide_is_not_listed(corpus: Path) -> None:
    added = written(corpus, b"redact: [Arne Rudvik]\nignore: [Skerry Harbour Board]\n").decode()
    assert "ingrid-solhaug" in added
    assert "udvik" not in added and "Skerry" not in added


def test_hostile_names_stay_names(tmp_path: Path) -> None:
    names = [
        'a"\nignore: [x]',
        "yes",
        "0x1F",
        "- x",
        "#",
        "a: b",
        "{}",
        "*a",
        "!!python/object:os",
        "a\x1b[31m\u202e\u2066b\x85",
        "💥\ufeff",
    ]
    actors = [actor(f"n-{i}", name, (name, 1), (f"{name} & {name}", 2)) for i, name in enumerate(names)]
    assert listing.add(tmp_path / "curation", actors) == tuple(a.id for a in actors)
    people = curation.load(tmp_path / "curation")
    assert people.problems == ()
    assert [a.name for a in people.actors] == names
    text = (tmp_path / "curation" / "actors.yml").read_text("utf-8")
    assert not set(text) & set("\x1b\u202e\u2066\x85\ufeff")
    file = tmp_path / "curation" / "actors.yml"
    file.write_text(text.replace("  # - ", "  - "), "utf-8")
    assert [a.aliases for a in curation.load(tmp_path / "curation").actors] == [(f"{n} & {n}",) for n in names]


def test_a_full_list_changes_no_speaker(tmp_path: Path) -> None:
    """What is written states what was found: the demo has the same speakers with it as before."""
    before = brief(TOP / "corpus", None)
    added = listing.add(tmp_path / "curation", listing.unlisted(before))
    after = brief(TOP / "corpus", tmp_path / "curation")
    assert set(added) <= {a.id for a in after.actors}
    assert after.problems == before.problems
    speakers = [Counter((c.id, c.actor, c.certainty) for c in whole.claims) for whole in (before, after)]
    assert speakers[0] == speakers[1]
    assert listing.unlisted(after) == ()
