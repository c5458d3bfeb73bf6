"""Real sites for tests: a project in a temporary folder, built by MkDocs, and what stands in the result."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

import yaml
from lxml import html
from mkdocs.commands.build import build
from mkdocs.config import load_config

ARTICLES = {
    "harbour/ferry.txt": (
        "Ferry line to Orvik will close\n\n"
        "By Tilda Roke\n\n"
        "12 March 2024\n\n"
        "The night ferry to Orvik stops in May, the harbour master said on Tuesday.\n\n"
        "“We have lost money on every crossing since winter,” said Berit Solvang, who has run the harbour for "
        "nine years. “Nobody will be left without a way home.”\n\n"
        "Councillor Anselm Dreyer denied that the council had been asked.\n"
    ),
    "ledger/ferry-again.md": (
        "---\ntitle: Council was told of ferry closure\ndate: 2024-03-14\nauthor: Idris Halm\n"
        "publisher: The Orvik Ledger\nurl: https://ledger.example/ferry\n---\n\n"
        "The council knew of the plan in January, according to two people briefed on it.\n\n"
        "“I read the letter myself,” Anselm Dreyer told the Ledger. “It may have been mislaid.”\n\n"
        "Berit Solvang said some 140 passengers a night were affected.\n"
    ),
    "bulletin.html": (
        "<!doctype html><html lang=en><head><title>Third boat found | Bulletin</title>"
        '<meta property="article:published_time" content="2024-03-15"></head><body><nav>Home News Sport</nav>'
        "<article><h1>Third boat found</h1><p>A third boat could be hired by June, Berit Solvang said.</p>"
        "<p>“It is not certain,” she added, “but it is likely.”</p></article></body></html>"
    ),
}


class Project:
    """A folder with ``mkdocs.yml``, articles, curation files and docs; each file by its path."""

    def __init__(self, root: Path, files: Mapping[str, str] | None = None, **settings: object) -> None:
        self.root = root
        (root / "docs").mkdir(parents=True)
        (root / "corpus").mkdir()
        for path, text in (files if files is not None else {f"corpus/{p}": t for p, t in ARTICLES.items()}).items():
            self.write(path, text)
        self.configure(**settings)

    def configure(self, **settings: object) -> None:
        given = {"site_name": "Orvik", "theme": "material", "plugins": ["search", "briefing"], **settings}
        self.write("mkdocs.yml", yaml.safe_dump(given))

    def write(self, path: str, text: str) -> Path:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    def build(self, strict: bool = True) -> Built:
        config = load_config(str(self.root / "mkdocs.yml"), strict=strict)
        logger, lines = logging.getLogger("mkdocs"), _Lines()
        logger.addHandler(lines)
        try:
            config.plugins.on_startup(command="build", dirty=False)
            build(config)
        finally:
            config.plugins.on_shutdown()
            logger.removeHandler(lines)
        return Built(Path(config.site_dir), lines.warnings)


class Built:
    """A built site."""

    def __init__(self, root: Path, warnings: list[str]) -> None:
        self.root = root
        self.warnings = warnings

    def page(self, path: str) -> html.HtmlElement:
        """One page, parsed; ``path`` as under ``use_directory_urls``, or a file's."""
        for name in (path, f"{path}/index.html", f"{path}.html"):
            if (self.root / name).is_file():
                return html.fromstring((self.root / name).read_text(encoding="utf-8"))
        raise FileNotFoundError(f"{path} among {sorted(self.files())}")

    def files(self) -> list[str]:
        return sorted(p.relative_to(self.root).as_posix() for p in self.root.rglob("*.html"))

    def bytes(self) -> dict[str, bytes]:
        return {p.relative_to(self.root).as_posix(): p.read_bytes() for p in self.root.rglob("*") if p.is_file()}

    def broken_links(self, mounted: str = "/") -> Iterator[str]:
        """Links within the site whose file or anchor is not there; ``mounted``: the path of the site on its host."""
        pages = {name: html.fromstring((self.root / name).read_text(encoding="utf-8")) for name in self.files()}
        anchors = {
            name: {e.get("id") for e in page.iter() if e.get("id")} | {e.get("name") for e in page.iter("a")}
            for name, page in pages.items()
        }
        for name, page in pages.items():
            for element, attribute, link, _ in page.iterlinks():
                parts = urlsplit(link)
                if parts.scheme or parts.netloc or element.tag == "form":
                    continue
                path, fragment = urldefrag(link)
                path = unquote(path.partition("?")[0])
                if path.startswith("/"):
                    if not path.startswith(mounted):
                        yield f"{name}: {link} leaves the site"
                        continue
                    goal = self.root / path[len(mounted) :]
                else:
                    goal = (self.root / name).parent / path if path else self.root / name
                goal = goal.resolve()
                if goal.is_dir():
                    goal = goal / "index.html"
                if not goal.is_file():
                    yield f"{name}: {attribute}={link} leads nowhere"
                elif fragment and element.tag == "a":
                    there = goal.relative_to(self.root.resolve()).as_posix()
                    if there in anchors and unquote(fragment) not in anchors[there] and fragment != "__skip":
                        yield f"{name}: {link} has no such anchor"


class _Lines(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.warnings: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.warnings.append(record.getMessage())
