"""Editions: what a briefing holds, and what an export of an earlier one held, read back for comparison."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from ..model import CONTRACT, Actor, Briefing, Claim, Edition, Metadata, OldArticle, OldClaim

FILES = ("articles.jsonl", "claims.jsonl")
"""What of an export is compared."""


class Unreadable(Exception):
    """Why a folder is no export that can be read, for people."""


class _Named(msgspec.Struct):
    value: str


class _Metadata(msgspec.Struct):
    title: _Named | None = None
    publisher: _Named | None = None
    date: _Named | None = None


class _Article(msgspec.Struct):
    id: str
    path: str
    metadata: _Metadata


class _Said(msgspec.Struct):
    value: str


class _Corrected(msgspec.Struct):
    by: str | None = None
    why: str | None = None


class _Hop(msgspec.Struct):
    text: str


class _Claim(msgspec.Struct):
    id: str
    article: str
    text: str
    voice: str
    source: str
    actor: str | None = None
    via: list[_Hop] = []
    said: _Said | None = None
    proposition: str | None = None
    corrected: _Corrected | None = None


class _Actor(msgspec.Struct):
    id: str
    name: str


class _Head(msgspec.Struct):
    contract: int


def read(folder: Path, name: str = "") -> Edition:
    """The edition that a folder of ``briefing export`` holds. Raises ``Unreadable``."""
    head = _lines(folder / "briefing.json", _Head)
    if not head or head[0].contract != CONTRACT:
        raise Unreadable(f"{folder} holds no export of contract {CONTRACT}")
    return _edition(
        name,
        _lines(folder / "actors.jsonl", _Actor),
        ((a.id, a.path, a.metadata) for a in _lines(folder / "articles.jsonl", _Article)),
        _lines(folder / "claims.jsonl", _Claim),
    )


def edition(briefing: Briefing) -> Edition:
    """A briefing as its export would be read back."""
    return _edition(
        briefing.curation.briefing.edition or "",
        briefing.actors,
        ((e.id, e.card.path, e.card.metadata) for e in briefing.entries),
        briefing.claims,
    )


def _edition(
    name: str,
    actors: Iterable[Actor | _Actor],
    articles: Iterable[tuple[str, str, Metadata | _Metadata]],
    claims: Iterable[Claim | _Claim],
) -> Edition:
    """``articles``: id, path and metadata of each."""
    names = {actor.id: actor.name for actor in actors}
    return Edition(
        name=name,
        articles=tuple(
            OldArticle(
                id=id,
                title=data.title.value if data.title else path,
                publisher=data.publisher.value if data.publisher else None,
                date=data.date.value if data.date else None,
            )
            for id, path, data in articles
        ),
        claims=tuple(
            OldClaim(
                id=c.id,
                article=c.article,
                text=c.text,
                own_voice=c.voice == "author",
                listed=c.voice == "attributed" or c.proposition is not None,
                speaker=names.get(c.actor or "") or c.source or None,
                via=tuple(hop.text for hop in c.via),
                said=c.said.value if c.said else None,
                by=(c.corrected.by or "") if c.corrected else None,
                why=c.corrected.why if c.corrected else None,
            )
            for c in claims
        ),
    )


def digests(folder: Path) -> list[tuple[str, str]]:
    """The files that are compared, by name, with their SHA-256."""
    return [(name, hashlib.sha256((folder / name).read_bytes()).hexdigest()) for name in FILES]


def _lines(path: Path, kind: type[Any]) -> list[Any]:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Unreadable(f"{path} cannot be read ({error.strerror}); it is written by “briefing export”") from error
    decoder = msgspec.json.Decoder(kind)
    try:
        return [decoder.decode(line) for line in data.split(b"\n") if line.strip()]
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Unreadable(f"{path} is no file of an export ({error})") from error
