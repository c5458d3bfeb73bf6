"""Words of schema.org, as records: what linked data are made of. What is not known of a thing is not written.

This module is never compiled: in C, classes lose what they tell msgspec of the names of their fields.
"""

from __future__ import annotations

from msgspec import Struct


def _called(field: str) -> str:
    """The name of a field as schema.org has it."""
    if field in ("id", "type"):
        return f"@{field}"
    first, *others = field.split("_")
    return first + "".join(map(str.capitalize, others))


class Thing(Struct, frozen=True, kw_only=True, omit_defaults=True, rename=_called, tag_field="@type", gc=False):
    """Something that a page is about; its fields are words of schema.org, in the order in which they are written."""


class At(Struct, frozen=True, omit_defaults=True, rename=_called):
    """Something that is told of elsewhere."""

    id: str | None


class Named(Struct, frozen=True, kw_only=True, omit_defaults=True, rename=_called):
    """Somebody or something with a name; of no stated kind, where there is no type."""

    type: str | None = None
    id: str | None = None
    family_name: str | None = None
    given_name: str | None = None
    name: str | None = None
    description: str | None = None
    alternate_name: list[str] | None = None
    same_as: str | None = None


class Role(Thing, frozen=True, kw_only=True):
    """How a speaker is known who is not named on the spot."""

    description: str | None = None
    creator: Named


class WebPage(Thing, frozen=True, kw_only=True):
    id: str | None = None
    main_entity: At


class ProfilePage(Thing, frozen=True, kw_only=True):
    id: str | None = None
    main_entity: At


class NewsArticle(Thing, frozen=True, kw_only=True):
    id: str | None = None
    headline: str | None = None
    url: str | None = None
    archived_at: str | None = None
    date_published: str | None = None
    in_language: str | None = None
    publisher: Named | None = None
    author: list[Named] | None = None


class Quotation(Thing, frozen=True, kw_only=True):
    id: str | None = None
    text: str | None = None
    is_part_of: At
    creator: Named | Role | None = None


class Claimed(Thing, frozen=True, kw_only=True, tag="Claim"):
    id: str | None = None
    text: str | None = None
    description: str | None = None
    appearance: At
    date_created: str | None = None
    creator: Named | Role | None = None


class Rating(Thing, frozen=True, kw_only=True):
    alternate_name: str | None = None
    rating_explanation: str | None = None


class ClaimReview(Thing, frozen=True, kw_only=True):
    claim_reviewed: str | None = None
    item_reviewed: At
    review_rating: Rating
    author: Named
    date_published: str | None = None
    url: str | None = None
