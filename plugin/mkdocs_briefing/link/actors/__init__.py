"""Analysed articles in, ``ActorIndex`` out: who is named, where, and under which names.

Four steps, a file each: *evidence* counts what stands around each surface form, *verdicts* decide its type once
for the corpus, *identities* say which forms are one actor, *mentions* find them again in the articles.
``curated`` lays the people’s ``actors.yml`` over all of it.  Reads no text and no file.
"""

from __future__ import annotations

from .index import ActorIndex, find_actors

__all__ = ["ActorIndex", "find_actors"]
