"""A long page is made in parts: joined, they are the page as it is made whole."""

import io

import pytest

import invented
from mkdocs_briefing.mkdocs_finishing import _Body
from mkdocs_briefing.publish import site
from mkdocs_briefing.publish.options import Options
from mkdocs_briefing.publish.site import Publisher


@pytest.mark.parametrize("letters", [1, 100, 5000])
def test_parts_are_the_page(letters: int, monkeypatch: pytest.MonkeyPatch) -> None:
    publisher = Publisher(invented.briefing(), Options(), lambda start, goal: goal)
    spec = next(spec for spec in publisher.pages if spec.kind == "print")
    whole = publisher.render(spec)
    monkeypatch.setattr(site, "_PART", letters)
    parts: list[str] = []
    told = publisher.render_in_parts(spec, parts.append, list)
    assert "".join(parts) == whole.html
    assert len(parts) > (letters < 5000)
    assert (told.toc, told.anchors) == (whole.toc, whole.anchors)
    assert (told.description, told.head, told.reads) == (whole.description, whole.head, whole.reads)


def test_no_part_ends_within_a_tag_or_a_heading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site, "_PART", 4)
    pieces = ['<p id="o', 'ne">One</p><h2 id="two">T', "wo and a ", "half</h2><p", ">Three</p>"]
    parts = list(site._parts(pieces))
    assert "".join(parts) == "".join(pieces)
    assert len(parts) > 2
    assert all(part.count("<") == part.count(">") for part in parts)
    assert any('<h2 id="two">Two and a half</h2>' in part for part in parts)


def test_a_frame_is_told_what_stands_in_a_long_page() -> None:
    body = _Body(io.BytesIO(b"<h1>Mills</h1>" + b" " * (1 << 20) + "far below — there".encode()))
    assert "<h1" in body
    assert "below — there" in body
    assert "above" not in body
    assert body.whole.endswith("far below — there")
