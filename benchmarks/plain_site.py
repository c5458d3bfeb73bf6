"""The plain baseline: the same articles as a person would publish them by hand with MkDocs and Material.

It knows nothing of mkdocs-briefing and does not change with it: the texts as Markdown, their titles as headings,
paragraphs with longer quotations as callouts, one page for each of the most frequent names (half as many as there are
articles), names linked once a paragraph, and the sentence of each mention on the name's page. Pages are kept out of
the navigation, which is how MkDocs is fastest.

    python -m benchmarks.plain_site TEXTS OUT [--articles N]
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

SETTINGS = """\
site_name: Plain baseline
theme:
  name: material
  font: false
plugins: [search]
markdown_extensions: [admonition, attr_list, toc]
nav:
  - Home: index.md
  - Articles: articles/index.md
  - Names: names/index.md
not_in_nav: |
  /articles/*
  /names/*
"""

QUOTED_WORDS = 8
_NAME = re.compile(r"\b[A-Z][a-z]+(?: [A-Z]\.)?(?: [A-Z][a-z]+){1,2}\b")
_QUOTE = re.compile(r"[“\"]([^”\"]+)[”\"]")
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#+!|~&]|^\d+(?=\.)|^[-=])", re.MULTILINE)
_SENTENCE = re.compile(r"[^.!?]+[.!?]*")


def write(texts: Mapping[str, str], out: Path) -> None:
    """A whole MkDocs project over ``texts`` (name to article; the first line is its title) in the folder ``out``."""
    articles = {name: [line.strip() for line in text.splitlines() if line.strip()] for name, text in texts.items()}
    named = Counter(name for lines in articles.values() for name in {n for line in lines for n in _NAME.findall(line)})
    top = sorted(named, key=lambda name: (-named[name], name))[: len(articles) // 2]
    pages = {name: f"n{number}" for number, name in enumerate(top)}
    docs = out / "docs"
    for folder in ("articles", "names"):
        (docs / folder).mkdir(parents=True, exist_ok=True)
    (out / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    mentions: dict[str, list[str]] = {name: [] for name in top}
    titles = {}
    for article, lines in articles.items():
        titles[article] = _plain(lines[0]) if lines else article
        body = [f"# {titles[article]}"]
        for line in lines[1:]:
            body.append(_paragraph(line, pages))
            for name in dict.fromkeys(n for n in _NAME.findall(line) if n in pages):
                sentence = next(s for s in _SENTENCE.findall(line) if name.split()[-1] in s)
                mentions[name].append(f"- [{titles[article]}](../articles/{article}.md): {_plain(sentence.strip())}")
        (docs / "articles" / f"{article}.md").write_text("\n\n".join(body) + "\n", encoding="utf-8")
    for name, rows in mentions.items():
        page = f"# {name}\n\n## Mentioned in\n\n" + "\n".join(rows) + "\n"
        (docs / "names" / f"{pages[name]}.md").write_text(page, encoding="utf-8")
    _index(docs / "articles", "Articles", titles)
    _index(docs / "names", "Names", {pages[name]: name for name in top})
    (docs / "index.md").write_text("# Home\n\n[Articles](articles/index.md), [names](names/index.md)\n", "utf-8")


def _paragraph(line: str, pages: Mapping[str, str]) -> str:
    """One paragraph with its names linked, once each; a callout where it holds a longer quotation."""
    linked: set[str] = set()

    def link(match: re.Match[str]) -> str:
        name = match.group()
        if name not in pages or name in linked:
            return name
        linked.add(name)
        return f"[{name}](../names/{pages[name]}.md)"

    text = _NAME.sub(link, _plain(line))
    if max((len(q.split()) for q in _QUOTE.findall(line)), default=0) < QUOTED_WORDS:
        return text
    speaker = _NAME.search(line)
    return f'!!! quote "{speaker.group() if speaker else "Quotation"}"\n\n    {text}'


def _index(folder: Path, title: str, rows: Mapping[str, str]) -> None:
    lines = [f"- [{label}]({name}.md)" for name, label in rows.items()]
    (folder / "index.md").write_text(f"# {title}\n\n" + "\n".join(lines) + "\n", encoding="utf-8")


def _plain(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def read(folder: Path, most: int | None = None) -> dict[str, str]:
    """The first ``most`` texts of a folder, by name."""
    files = sorted(folder.glob("*.txt"))[:most]
    return {file.stem: file.read_text(encoding="utf-8", errors="replace") for file in files}


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("texts", type=Path)
    cli.add_argument("out", type=Path)
    cli.add_argument("--articles", type=int)
    args = cli.parse_args()
    write(read(args.texts, args.articles), args.out)


if __name__ == "__main__":
    main()
