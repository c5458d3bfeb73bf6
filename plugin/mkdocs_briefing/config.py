"""The plugin's settings. Every one may be left out; the docs' list of options is made from this class."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config import config_options as c
from mkdocs.config.base import BaseConfigOption, Config, ValidationError

from .exports.formats import FORMATS
from .read import FIELDS
from .selection import Selection, selection


class Folder(c.Type[str]):
    """A folder named relative to ``mkdocs.yml``, which need not exist yet."""

    def __init__(self, default: str) -> None:
        super().__init__(str, default=default)
        self._root = Path.cwd()

    def pre_validation(self, config: Config, key_name: str) -> None:
        if config.config_file_path:
            self._root = Path(config.config_file_path).absolute().parent

    def run_validation(self, value: object) -> str:
        return str(self._root / super().run_validation(value))


class FieldNames(c.DictOfItems[str]):
    """Our names of a record's fields, and those of the dump."""

    def __init__(self) -> None:
        super().__init__(c.Type(str), default={})

    def run_validation(self, value: object) -> dict[str, str]:
        names = super().run_validation(value)
        for name in names:
            if name not in FIELDS:
                raise ValidationError(f"“{name}” is no field of an article; there are {', '.join(FIELDS)}.")
        return names


class Conditions(BaseConfigOption[Selection]):
    """Which articles are published, as a mapping."""

    def run_validation(self, value: object) -> Selection:
        if not isinstance(value, dict):
            raise ValidationError("write a mapping, such as {since: 2022-03, sources: [Harbour Sheet]}")
        try:
            return selection(value)
        except ValueError as error:
            raise ValidationError(str(error)) from error


class BriefingConfig(Config):  # type: ignore[no-untyped-call]
    """Settings of the ``briefing`` plugin, under ``plugins: - briefing:`` in ``mkdocs.yml``."""

    corpus = Folder(default="corpus")
    """The folder of raw articles, relative to `mkdocs.yml`; folders in it are read too.
    Set it when your articles are kept elsewhere. It must not lie inside `docs_dir`, where MkDocs would publish the
    raw files."""

    fields = FieldNames()
    """What `.json` and `.jsonl` dumps call their fields, such as `{text: story, date: first_seen}`, where it is none of
    [the usual names](articles.md#fields-of-a-record). Ours are `text`, `html`, `title`, `url`, `date`, `updated`,
    `retrieved`, `author`, `publisher`, `language` and `id`."""

    curation = Folder(default="curation")
    """The folder of what people write about the briefing: `briefing.yml`, `actors.yml`, `sources.yml`,
    `propositions.yml`. Set it when one corpus has several briefings. It need not exist."""

    select = c.Optional(Conditions())
    """Publishes a part of the corpus, such as `{since: 2022-03, sources: [Harbour Sheet], tags: [ferry]}`. Kinds narrow
    each other, several of a kind widen: `since` and `until` (a day, month or year), `sources` (outlets), `paths`
    (such as `2022/*`), `actors` (names as printed, or ids of `actors.yml`), `propositions`, `tags`. Left out:
    everything. [What it does](../guide/many-articles.md#a-part-of-a-big-store)."""

    cache = Folder(default=".cache/briefing")
    """Where analysed articles are kept between builds. Set it to a folder that your build service keeps, to make
    later builds fast. Deleting it only costs time. Keep it out of `docs_dir`, `site_dir` and the corpus."""

    use_store = c.Type(bool, default=True)
    """Set to `false` to analyse every article afresh on each build. The site is the same either way."""

    processes = c.Optional(c.Type(int))
    """How many processes may analyse articles and render pages. Left out: as many as there are processors, where the
    work is worth it. Set to `1` where processes cannot be started. The site is the same either way."""

    articles_dir = c.Type(str, default="articles")
    """The part of the site's addresses under which articles stand. Set it when `docs/` has another use for
    `articles/`."""

    actors_dir = c.Type(str, default="actors")
    """The part of the site's addresses under which people and organisations stand."""

    labels = c.DictOfItems(c.Type(str), default={})
    """The words of the navigation for pages of the briefing, such as `{articles: Stories, actors: Who}`; for the
    automatic navigation. A `nav:` of your own names its pages itself."""

    place_pages = c.Type(bool, default=False)
    """Set to `true` to give countries, cities and other places pages of their own, like people and organisations."""

    print_full_texts = c.Type(int, default=20)
    """Up to this number of articles, the print page holds their full texts; beyond it, their digests, and it says
    what it leaves out. Set to `0` for a short handout."""

    print_claims = c.Type(int, default=300)
    """Up to this number, the print page holds the claims that stand under no proposition and in no full text; of more,
    it says how many are left out."""

    page_size = c.Type(int, default=100)
    """How many rows an index page holds at most. Pages of a long list end a little earlier where that spares later
    builds work: a row more then moves the rows of few other pages."""

    lazy_preview = c.Optional(c.Type(bool))
    """Whether `mkdocs serve` writes a page only when it is asked for, so that a preview starts and follows edits fast
    however many articles there are. Left out: from 300 pages on. Search in such a preview finds what the indexes hold:
    titles, actors and claims. Set to `false` to have every page written at every edit, as `mkdocs build` does."""

    pagefind = c.Type(bool, default=False)
    """Set to `true` where the theme's full-text search grows too large, from some two thousand articles on: a page
    “Full-text search” (`search.md`) then searches every page through an index that is fetched in small pieces, made
    after each `mkdocs build` by Pagefind (`pip install 'mkdocs-briefing[search]'`), and the theme's search leaves out
    articles and lists of claims. [More](../guide/many-articles.md#finding-things)."""

    exports = c.ListOfItems(c.Choice(tuple(FORMATS)), default=[])
    """Files to download that stand beside the pages, under `exports/`, such as `[csv, bibtex, atom]`: `jsonl`, `csv`,
    `bibtex`, `csl`, `annotations`, `graphml`, `pdf` and `atom`; [what each holds](formats.md). Where any is set, there
    is a page “Downloads” (`downloads.md`) with their sizes. `atom`, the feeds, needs `site_url`. The same files come
    from `briefing export --format`. A preview writes a file when it is asked for."""

    json_ld = c.Type(bool, default=True)
    """Whether the pages of articles and actors tell machines in JSON-LD (schema.org) what they tell people: the
    article, who is quoted, who claims what. Set to `false` for a site that nobody but people reads."""

    references = c.Type(bool, default=True)
    """Whether [`[[…]]` and `briefing` blocks](../guide/own-pages.md) in the Markdown that you write are read. Set to
    `false` where another plugin has a use for double brackets."""

    robots = c.Optional(c.Type(str))
    """What search engines are asked on every page of the site, such as `noindex` or `noindex, noarchive`: keep the
    pages out of their indexes. It is a request, no lock: what must not be read must not be published."""

    language = c.Type(str, default="en")
    """The language of the briefing's own words: `en` or `de`, or one that the theme's `custom_dir` brings as
    `briefing/words-LANGUAGE.yml`. Words of articles and people stay as they are; set the theme's language too."""
