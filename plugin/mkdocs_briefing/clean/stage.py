"""The steps of cleaning one article, in their order; and which outlet it is of."""

from __future__ import annotations

from collections.abc import Iterable

from ..ids import fold
from ..model import Cleaned, Notes, Site, Source
from ..survey import LineCounts
from .corrections import apply_corrections
from .flaws import flaws_of
from .metadata import host_of, metadata_of
from .selection import select


def outlet_of(source: Source, notes: Notes, sites: Iterable[Site]) -> Site | None:
    """The outlet of ``sources.yml`` that this source comes from, by declared publisher or address."""
    declared = (*notes.declared, *source.declared)
    names = [fold(d.value) for d in declared if d.field == "publisher"]
    hosts = [host for d in declared if d.field in ("url", "archived_url") and (host := host_of(d.value))]
    hosts += [host for b in source.blocks[:40] if (host := host_of(source.text[b.start : b.end][:300]))]
    for site in sites:
        if any(fold(known) in names for known in (site.name, site.id, *site.aliases)):
            return site
        if any(host == d or host.endswith(f".{d}") for host in hosts for d in site.domains):
            return site
    return None


def cleaned(source: Source, notes: Notes, counts: LineCounts, site: Site | None) -> Cleaned:
    """Decide on every block, and read the metadata."""
    chosen = select(source, notes, counts, site)
    blocks, problems = apply_corrections(source, notes, chosen.blocks)
    metadata = metadata_of(source, notes, site, chosen)
    return Cleaned(
        metadata=metadata,
        blocks=blocks,
        flaws=flaws_of(source, metadata, blocks),
        site=site.id if site else None,
        problems=problems,
    )
