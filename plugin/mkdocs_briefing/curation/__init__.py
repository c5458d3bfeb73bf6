"""The people's files: parsed, validated, anchored by words.

Files in, records and problems out. Never fails silently: what is wrong or matches nothing is a problem with file,
line and nearest match. Never fails loudly either: what is right in a broken file is used.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from ..model import BriefingNotes, Curation, Edition, Notes, Problem, Source
from . import corrections, editions, files
from .anchors import suggest
from .located import Reader

FILES = ("briefing.yml", "actors.yml", "sources.yml", "propositions.yml")


def load(folder: Path | None) -> Curation:
    """``briefing.yml``, ``actors.yml``, ``sources.yml``, ``propositions.yml``; each optional, as is the folder."""
    if folder is None or not folder.is_dir():
        return Curation()
    problems: list[Problem] = []
    hashes: list[tuple[str, str]] = []
    readers = {name: Reader(f"{folder.name}/{name}") for name in FILES}
    data = dict.fromkeys(FILES, b"")
    for name, reader in readers.items():
        try:
            data[name] = (folder / name).read_bytes()
        except FileNotFoundError:
            continue
        except OSError as error:
            reader.problem(1, "unreadable", f"the file cannot be read ({error.strerror})", fix="mend its permissions")
            continue
        hashes.append((reader.file, hashlib.sha256(data[name]).hexdigest()))
    briefing = (
        files.briefing(readers["briefing.yml"], data["briefing.yml"]) if data["briefing.yml"] else BriefingNotes()
    )
    actors = files.actors(readers["actors.yml"], data["actors.yml"])
    sites = files.sources(readers["sources.yml"], data["sources.yml"])
    propositions, dismissed = files.propositions(readers["propositions.yml"], data["propositions.yml"])
    earlier = _editions(folder, readers["briefing.yml"], briefing, hashes)
    for reader in readers.values():
        problems += reader.problems
    return Curation(
        folder=folder.name,
        briefing=briefing,
        actors=actors.actors,
        merge=actors.merge,
        keep_apart=actors.keep_apart,
        ignore=actors.ignore,
        redact=actors.redact,
        lines=actors.lines,
        sites=sites,
        propositions=propositions,
        dismissed=dismissed,
        earlier=earlier,
        files=tuple(hashes),
        problems=(*problems, *_strangers(folder)),
    )


def named_folders(folder: Path) -> list[Path]:
    """Folders elsewhere that ``briefing.yml`` names, in order: exports of earlier editions."""
    reader = Reader("briefing.yml")
    try:
        data = (folder / "briefing.yml").read_bytes()
    except OSError:
        return []
    return [folder / notes.export for notes in files.briefing(reader, data).editions]


def notes(root: Path, source: Source, may_have_sidecar: bool = True) -> tuple[Notes, tuple[Problem, ...]]:
    """Front matter and sidecar of one article; the sidecar wins. A record of a file has no sidecar."""
    beside = None
    if may_have_sidecar and source.record_id is None:
        try:
            beside = corrections.sidecar(root, source.path)
        except OSError as error:
            unread = Problem(
                file=source.path, code="unreadable", message=f"its sidecar cannot be read ({error.strerror})"
            )
            found, problems = corrections.read(source, None)
            return found, (unread, *problems)
    return corrections.read(source, beside)


def sidecars_alone(root: Path, paths: Iterable[str], sidecars: Iterable[str]) -> tuple[Problem, ...]:
    """Problems for sidecars with no article beside them, or with several, given the paths of all articles."""
    sidecars = [path for path in sidecars if path.endswith((".yml", ".yaml"))]
    if not sidecars:
        return ()
    articles = [path for path in paths if "#" not in path or (root / path).is_file()]
    wanted: dict[str, list[str]] = {}
    for path in articles:
        for name in corrections.sidecar_names(path):
            wanted.setdefault(name, []).append(path)
    beside: dict[PurePosixPath, list[str]] = {}
    for name in wanted:
        beside.setdefault(PurePosixPath(name).parent, []).append(name)
    problems = []
    for name in sorted(sidecars, key=PurePosixPath):
        served = wanted.get(name, [])
        if not served:
            near = suggest(name, beside.get(PurePosixPath(name).parent, ()))
            problems.append(
                Problem(
                    file=name,
                    code="no-article",
                    message="no article stands beside this sidecar, so nothing of it is used",
                    value=name,
                    fix=f"name it like its article, perhaps “{near}”" if near else "name it like its article",
                )
            )
        elif len(served) > 1:
            problems.append(
                Problem(
                    file=name,
                    code="shared-sidecar",
                    message=f"this sidecar is read for {', '.join(served)}",
                    value=name,
                    fix=f"give each its own, {served[0]}.yml and so on",
                )
            )
    return tuple(problems)


def _editions(
    folder: Path, reader: Reader, briefing: BriefingNotes, hashes: list[tuple[str, str]]
) -> tuple[Edition, ...]:
    """The editions that ``briefing.yml`` names, read back; one that cannot be read is a problem."""
    found = []
    for notes in briefing.editions:
        try:
            found.append(editions.read(folder / notes.export, notes.name))
            hashes += [(f"{notes.export}/{name}", digest) for name, digest in editions.digests(folder / notes.export)]
        except (editions.Unreadable, OSError, ValueError):
            message = f"edition “{notes.name}”: the folder {notes.export} holds no export that can be read"
            fix = "write one with “briefing export”; the folder is looked for beside this file"
            reader.problem(notes.line, "no-edition", message, notes.export, fix)
    return tuple(found)


def _strangers(folder: Path) -> list[Problem]:
    """YAML files of the folder that nothing reads, by a slip in their name."""
    return [
        Problem(
            file=f"{folder.name}/{path.name}",
            code="unknown-file",
            message="nothing reads this file",
            value=path.name,
            fix=f"did you mean “{near}”?" if (near := suggest(path.name, FILES)) else f"known are {', '.join(FILES)}",
        )
        for path in sorted(folder.iterdir())
        if path.suffix in (".yml", ".yaml") and path.name not in FILES and not path.name.startswith(".")
    ]
