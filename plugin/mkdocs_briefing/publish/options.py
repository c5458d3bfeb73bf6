"""What the user set about the pages, as the core has it."""

from __future__ import annotations

from ..model import Record


class Options(Record, frozen=True, kw_only=True):
    """What the user set about the pages."""

    language: str = "en"
    preview: bool = False
    """True under ``mkdocs serve``: hints and ready YAML for people who curate"""
    articles_dir: str = "articles"
    actors_dir: str = "actors"
    claims_dir: str = "claims"
    rows: int = 100
    """rows of an index before it goes on to another page"""
    place_pages: bool = False
    """whether places have pages of their own"""
    print_claims: int = 300
    """up to how many claims that no proposition holds the print page has"""
    print_full_texts: int = 20
    """how many articles the print page holds in full"""
    robots: str | None = None
    """what search engines are asked, on every page"""
    corpus: str = "corpus"
    """the folder of articles, as people write it, for the file names in ready YAML"""
    curation: str = "curation"
    """the folder of curation files, likewise"""
    pagefind: bool = False
    """whether full-text search has a page of its own, over an index that is made after the pages"""
    exports: tuple[str, ...] = ()
    """formats of the files to download that stand beside the pages"""
    linked_data: bool = True
    """whether pages of articles and actors carry JSON-LD"""
