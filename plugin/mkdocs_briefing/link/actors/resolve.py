"""Who a name means in one article: full names by themselves, a surname by the person of the article who bears it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ...gazetteer import gazetteer, lower_words
from .identities import bare
from .mentions import Found
from .verdicts import Verdict


@dataclass(slots=True)
class Resolution:
    """The mentions of one article: those with one bearer, and those with several."""

    certain: list[tuple[Found, str, Verdict | None]] = field(default_factory=list)
    doubtful: list[tuple[Found, frozenset[str]]] = field(default_factory=list)


class Bearers:
    """Identities by form, and people by the parts of their names."""

    def __init__(self, identity: Mapping[str, str], verdicts: Mapping[str, Verdict]) -> None:
        self._identity, self._verdicts = identity, verdicts
        self._by_part: dict[str, set[str]] = defaultdict(set)
        for form, i in identity.items():
            if verdicts[form].type == "person" and " " in form:
                for part in _parts(form):
                    self._by_part[part].add(i)

    def verdict(self, form: str) -> Verdict | None:
        found = self._verdicts.get(form)
        if found is None and (known := gazetteer().known.get(form)):
            return Verdict(known.type, "listed", True, known)
        return found

    def identity(self, form: str) -> str | None:
        found = self._identity.get(form)
        if found is None and (known := gazetteer().known.get(form)):
            return f"known {known.name}"
        return found

    def of_part(self, part: str) -> frozenset[str]:
        """People of the corpus whose surname it may be."""
        return frozenset(self._by_part.get(part, ()))


def _parts(form: str) -> list[str]:
    """What a person may be called for short: every later part of the name."""
    parts = bare(form).split(" ")
    tails = [" ".join(parts[n:]) for n in range(1, len(parts))]
    return [t for t in (*tails, *parts[1:]) if len(t) > 1]


def resolve(found: Sequence[Found], bearers: Bearers) -> Resolution:
    """The mentions of one article, in order."""
    here, firsts = _people_here(found, bearers)
    resolution = Resolution()
    for mention in sorted(found, key=lambda f: (f.start, -f.end)):
        verdict = bearers.verdict(mention.form)
        own = bearers.identity(mention.form)
        if verdict is not None and own is not None and (" " in mention.form or _plainly(mention, verdict, here)):
            resolution.certain.append((mention, own, verdict))
            continue
        part = bare(mention.form)
        people = here.get(part) or firsts.get(part) or frozenset()
        if not people and own is None and mention.whole:
            people = bearers.of_part(part) if _like_a_surname(mention) else frozenset()
        elif not people and verdict is not None and verdict.type == "person":
            people = bearers.of_part(part)
        people = _addressed(mention, people)
        if len(people) == 1:
            resolution.certain.append((mention, next(iter(people)), None))
        elif people:
            resolution.doubtful.append((mention, frozenset(people)))
        elif verdict is not None and own is not None and (mention.whole or verdict.known):
            resolution.certain.append((mention, own, verdict))
    return resolution


def _people_here(
    found: Iterable[Found], bearers: Bearers
) -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    """People whom the article names in full, by the later parts of their names and by the first."""
    later: dict[str, set[str]] = defaultdict(set)
    first: dict[str, set[str]] = defaultdict(set)
    for mention in found:
        if " " in mention.form:
            verdict, identity = bearers.verdict(mention.form), bearers.identity(mention.form)
            if verdict is not None and verdict.type == "person" and identity:
                for part in _parts(mention.form):
                    later[part].add(identity)
                first[bare(mention.form).split(" ")[0]].add(identity)
    return {k: frozenset(v) for k, v in later.items()}, {k: frozenset(v) for k, v in first.items()}


def _plainly(mention: Found, verdict: Verdict, here: Mapping[str, frozenset[str]]) -> bool:
    """A single word that means what it says: curated, no person’s, or a surname of nobody in this article."""
    if verdict.rule == "curated":
        return True
    if verdict.type == "person":
        return False
    if bare(mention.form) not in here:
        return True
    if verdict.rule == "listed" and verdict.type != "place":
        return not mention.candidate.title
    return mention.candidate.before.lower() in lower_words("place words before") and not mention.candidate.title


def _like_a_surname(mention: Found) -> bool:
    """A single word far from the person’s full name needs a sign that a person is meant."""
    candidate = mention.candidate
    return not candidate.heading and (bool(candidate.title) or not candidate.initial)


def _addressed(mention: Found, people: frozenset[str]) -> frozenset[str]:
    """“Mrs. Lima” where a man and a woman bear the name."""
    if len(people) < 2:
        return people
    title = mention.candidate.title.split(" ")[-1].rstrip(".")
    wanted = "f" if title in ("Mrs", "Ms", "Miss", "Lady") else "m" if title in ("Mr", "Sir") else None
    if wanted is None:
        return people
    gender = gazetteer().gender
    fitting = frozenset(p for p in people if gender(p.split(" ")[1].capitalize()) == wanted)
    return fitting or people
