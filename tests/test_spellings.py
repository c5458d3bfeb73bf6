"""Spellings of one name are proposed in ``briefing check``, and merged by nobody but people."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

import invented
from mkdocs_briefing.curation.doubts import Doubt, doubts
from mkdocs_briefing.curation.spellings import sound
from mkdocs_briefing.model import Actor, Curation


def actor(name: str, mentions: int = 3, tier: str = "published") -> Actor:
    return Actor(
        id=name.lower().replace(" ", "-"),
        name=name,
        type="person",
        aliases=(),
        identity=None,
        roles=(),
        wikidata=None,
        tier=tier,  # type: ignore[arg-type]
        articles=1,
        mentions=mentions,
    )


def asked(*actors: Actor, **curation: object) -> list[Doubt]:
    briefing = replace(invented.briefing(), actors=actors, curation=Curation(**curation))  # type: ignore[arg-type]
    return [doubt for doubt in doubts(briefing) if doubt.kind == "actor"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Borys Valensky", "Boris Valenskyy"),
        ("Oleksiy Dorbas", "Oleksii Dorbass"),
        ("Taras Kholodny", "Taras Holodniy"),
        ("Piotr Tchaivov", "Piotr Chaiwow"),
    ],
)
def test_two_spellings_sound_alike_and_are_asked_about(one: str, other: str) -> None:
    assert sound(one) == sound(other)
    (doubt,) = asked(actor(one, 5), actor(other))
    ids = [name.lower().replace(" ", "-") for name in (one, other)]
    assert doubt.yaml and f"merge: [[{ids[0]}, {ids[1]}]]" in doubt.yaml
    assert f"keep_apart: [[{ids[0]}, {ids[1]}]]" in doubt.yaml


@pytest.mark.parametrize(("one", "other"), [("Lena Rossi", "Lina Rossi"), ("Tor Brekkan", "Tor Brakkan")])
def test_other_names_are_not(one: str, other: str) -> None:
    assert not asked(actor(one), actor(other))


def test_what_people_keep_apart_is_not_asked_again() -> None:
    pair = (actor("Borys Valensky"), actor("Boris Valenskyy"))
    assert not asked(*pair, keep_apart=(("Borys Valensky", "boris-valenskyy"),))
    assert asked(*pair, keep_apart=(("Borys Valensky", "somebody-else"),))


def test_a_name_for_review_is_proposed_as_another_spelling() -> None:
    (doubt,) = asked(actor("Borys Valensky"), actor("Boris Walenskyj", tier="review"))
    assert doubt.yaml and "merge: [[borys-valensky, boris-walenskyj]]" in doubt.yaml
    assert "ignore: [Boris Walenskyj]" in doubt.yaml
