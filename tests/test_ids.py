"""Ids follow the rules: readable, valid, made of words, unmoved by other articles."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mkdocs_briefing import ids


@given(st.text())
def test_every_slug_is_a_valid_id(words: str) -> None:
    assert ids.VALID.fullmatch(ids.slug(words))


@given(st.text(alphabet="abc-Z9é", min_size=1, max_size=200), st.text(min_size=1))
def test_item_ids_are_valid_however_long_the_article_id(name: str, words: str) -> None:
    key = ids.Keys("q").key(words)
    assert ids.VALID.fullmatch(ids.item_id(ids.slug(name), key))


def test_slugs_read_like_their_words() -> None:
    assert ids.slug("Élodie d’Arc & Co.") == "elodie-darc-co"
    assert ids.slug("Привет").startswith("x") and len(ids.slug("Привет")) == 9


def test_equal_words_are_numbered_from_the_second_on() -> None:
    keys = ids.Keys("q")
    first, second, other = keys.key("It is over."), keys.key("It is  OVER"), keys.key("Not yet")
    assert second == f"{first}-2"
    assert other != first


def test_articles_take_the_slug_of_their_path() -> None:
    names, problems = ids.article_ids(["north/first report.txt", "second.html"], {})
    assert names == {"north/first report.txt": "north-first-report", "second.html": "second"}
    assert problems == []


def test_every_member_of_a_clash_gets_a_hash_of_its_path_and_a_problem() -> None:
    names, problems = ids.article_ids(["a b.txt", "a-b.html", "c.txt"], {})
    assert names["c.txt"] == "c"
    assert names["a b.txt"] != names["a-b.html"]
    assert all(names[p].startswith("a-b-") for p in ("a b.txt", "a-b.html"))
    assert {p.file for p in problems} == {"a b.txt", "a-b.html"}
    assert all("id:" in (p.fix or "") for p in problems)


def test_letter_case_alone_is_a_clash() -> None:
    names, _ = ids.article_ids(["Report.txt", "report.html"], {})
    assert len(set(names.values())) == 2


def test_reserved_names_do_not_become_addresses() -> None:
    names, problems = ids.article_ids(["index.md", "page-2.txt", "con.txt", "README.md"], {})
    assert not set(names.values()) & {"index", "page-2", "con", "readme"}
    assert len(problems) == 4


def test_a_written_id_wins_and_a_broken_one_is_a_problem() -> None:
    names, problems = ids.article_ids(["a.txt", "b.txt"], {"a.txt": "lead-story", "b.txt": "Über alles"})
    assert names == {"a.txt": "lead-story", "b.txt": "b"}
    assert [p.code for p in problems] == ["bad-id"]
    assert "uber-alles" in (problems[0].fix or "")


def test_a_record_is_named_by_its_own_id_and_not_by_its_number() -> None:
    before, _ = ids.article_ids(["dump.jsonl#1", "dump.jsonl#2"], {}, {"dump.jsonl#1": "x1", "dump.jsonl#2": "x2"})
    after, _ = ids.article_ids(["dump.jsonl#1"], {}, {"dump.jsonl#1": "x2"})
    assert after["dump.jsonl#1"] == before["dump.jsonl#2"]


@given(st.lists(st.from_regex(r"[a-z]{1,3}\.(txt|md)", fullmatch=True), unique=True))
def test_an_id_without_a_clash_is_unmoved_by_other_articles(paths: list[str]) -> None:
    alone = {p: ids.article_ids([p], {})[0][p] for p in paths}
    together, problems = ids.article_ids(paths, {})
    clashing = {p.file for p in problems}
    assert all(together[p] == alone[p] for p in paths if p not in clashing)
    assert len(set(together.values())) == len(paths)


def test_a_number_sign_in_a_files_name_is_a_letter_like_any() -> None:
    names, problems = ids.article_ids(["issue#4.txt", "issue#5.txt", "a#b.txt", "a.txt"], {})
    assert list(names.values()) == ["issue-4", "issue-5", "a-b", "a"]
    assert problems == []
    assert ids.is_record("dump.jsonl#12") and not ids.is_record("issue#4.txt")
