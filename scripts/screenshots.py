"""Take the pictures of the docs from the demo: ``python scripts/screenshots.py``. Needs Chromium.

The demo is built into a temporary folder and read from the disk; nothing is asked of any host.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"

QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--hide-scrollbars",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--virtual-time-budget=4000",
)


class Picture(NamedTuple):
    """A picture of a page of the demo, so many points wide and high."""

    name: str
    page: str
    width: int = 1280
    height: int = 860
    dark: bool = False


PICTURES = (
    Picture("article", "articles/harbour-courier-2024-09-15-valley-emptied/index.html"),
    Picture("claims", "claims/index.html"),
)


def main() -> int:
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if browser is None:
        print("No Chromium was found: no pictures were taken.")
        return 1
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        site = Path(name) / "site"
        build = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", site]
        subprocess.run(build, cwd=ROOT, check=True, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"})
        for picture in PICTURES:
            page = site / picture.page
            if not page.is_file():
                raise FileNotFoundError(f"the demo has no page {picture.page}")
            take(browser, picture, page, Path(name))
            print(f"docs/images/{picture.name}.png")
    return 0


def take(browser: str, picture: Picture, page: Path, folder: Path) -> None:
    """One picture, in light or dark as a reader's system asks for it."""
    dark = ["--force-dark-mode", "--blink-settings=preferredColorScheme=0"] if picture.dark else []
    subprocess.run(
        [
            browser,
            *QUIET,
            *dark,
            f"--user-data-dir={folder / picture.name}",
            f"--window-size={picture.width},{picture.height}",
            f"--screenshot={IMAGES / picture.name}.png",
            page.as_uri(),
        ],
        check=True,
        capture_output=True,
    )


if __name__ == "__main__":
    sys.exit(main())
