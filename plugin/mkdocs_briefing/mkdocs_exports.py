"""Files to download beside the pages of a MkDocs site."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from mkdocs.exceptions import PluginError

from .exports import files
from .exports.material import Output, Place
from .publish.desk import EXPORTS
from .publish.site import Publisher

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from .mkdocs_pagecache import CachedPublisher
    from .mkdocs_pages import BriefingPage


def place(config: MkDocsConfig) -> Place:
    """Where the site stands on the web; addresses of pages are told later."""
    url = config.site_url or None
    return Place(config.site_name, url, {}, urljoin(url, f"{EXPORTS}/") if url else None)


def tell_addresses(place: Place, pages: Iterable[BriefingPage]) -> None:
    """The whole address of every page, where the site's is known."""
    if place.url:
        place.pages.update(((p.spec.kind, p.spec.key), p.canonical_url or "") for p in pages)


def writers(publisher: Publisher | CachedPublisher, config: MkDocsConfig) -> dict[str, Callable[[], None]]:
    """Address in the site of every file to download, and what writes it and tells its size."""
    folder = Path(config.site_dir) / EXPORTS
    outputs = [output for of_format in publisher.outputs.values() for output in of_format]
    return {f"{EXPORTS}/{output.path}": partial(_write, output, folder, publisher.sizes) for output in outputs}


def _write(output: Output, folder: Path, sizes: dict[str, int]) -> None:
    sizes.update(files.write([output], folder))


def write(waiting: Mapping[str, Callable[[], None]], config: MkDocsConfig) -> None:
    """Write all of them. Raises ``PluginError`` where the site's folder cannot be written."""
    try:
        for write_one in waiting.values():
            write_one()
    except OSError as error:
        raise PluginError(
            f"The files to download cannot be written into {config.site_dir} ({error.strerror}): "
            "choose another site_dir, or leave exports: out."
        ) from error
