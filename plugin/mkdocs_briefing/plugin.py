"""The ``briefing`` plugin: what happens at which event of MkDocs, in the order in which MkDocs fires them.

Every step is a call into the core; nothing here decides anything about articles.
"""

from __future__ import annotations

import gc
import logging
import os
import warnings
from contextlib import ExitStack, nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from msgspec.structs import replace

from . import (
    curation,
    mkdocs_exports,
    mkdocs_pages,
    mkdocs_search,
    mkdocs_theme,
    mkdocs_written,
    neighbours,
    progress,
    serve,
)
from .book import pdf
from .collecting import fewer_collections
from .config import BriefingConfig
from .link import Changes
from .mkdocs_finishing import Finishing
from .mkdocs_output import SiteFolder
from .mkdocs_pagecache import CachedPublisher, Edit, PageCache
from .mkdocs_pages import BriefingPage, LazyFile, Machines, Scene
from .mkdocs_surroundings import meddlers, surroundings, tree
from .model import Briefing, Problem
from .publish import head
from .publish.elsewhere import Ahead
from .publish.options import Options
from .publish.site import ASSETS, Publisher
from .store import Store
from .walk import stamp

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page
    from mkdocs.utils.templates import TemplateContext

    from .pipeline import Corpus

log = get_plugin_logger("briefing")


class BriefingPlugin(BasePlugin[BriefingConfig]):  # type: ignore[no-untyped-call]
    """Puts the pages of a briefing over the articles in ``corpus/`` into the site."""

    def __init__(self) -> None:
        self._preview = self._dirty = False
        self._publisher: Publisher | CachedPublisher
        self._finishing: Finishing | None = None
        self._ahead: Ahead | None = None
        self._bar: progress.Bar | None = None
        self._shown = ExitStack()
        self._pages_done = self._pages_total = 0
        self._corpus: tuple[tuple[Any, ...], Corpus] | None = None
        self._briefed: Briefing | None = None
        self._edit: Edit | None = None
        self._addresses: dict[str, str] = {}
        self._pages: list[BriefingPage] = []
        self._for_search = ExitStack()
        self._building = ExitStack()
        self._lazy = serve.LazyPages()

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Notes whether this is a preview. That this method is here keeps one plugin object over all rebuilds."""
        self._preview = command == "serve"
        self._dirty = dirty

    @event_priority(100)
    def _before_others(self, config: MkDocsConfig, /) -> MkDocsConfig:
        """Checks the folders before anything is written. Material's search asks the theme before anything is built."""
        check_folders(self.config, config)
        mkdocs_theme.quicken(config, Path(self.config.cache, "theme") if self.config.use_store else None)
        return config

    def _settings(self, config: MkDocsConfig, /) -> MkDocsConfig:
        """Keeps the theme from loading anything from other hosts, announces style and script."""
        if "atom" in self.config.exports and not config.site_url:
            log.warning("exports: atom writes no feeds without the site's address; set site_url: https://…")
        if "pdf" in self.config.exports and not pdf.available():
            log.warning(f"exports: no pdf is written, as {pdf.MISSING}")
            self.config.exports = [name for name in self.config.exports if name != "pdf"]
        if self.config.pagefind and not mkdocs_search.available():
            raise PluginError(f"pagefind: {mkdocs_search.MISSING}, or set pagefind: false")
        stay_offline(config)
        self._machines = Machines(head.robots(self.config.robots), self.config.pagefind)
        for warning in neighbours.undoing(config.plugins):
            log.warning(warning)
        config.extra_css[:0] = [uri for uri in ASSETS if uri.endswith(".css") and uri not in config.extra_css]
        for uri in ASSETS:
            if uri.endswith(".js") and uri not in config.extra_javascript:
                config.extra_javascript.append(uri)
        return config

    on_config = CombinedEvent(_before_others, _settings)

    @event_priority(-100)
    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Takes the site of the build before out of the way where pages of it may be used again."""
        gc.unfreeze()
        self._building.enter_context(fewer_collections())
        self._site = SiteFolder(config.site_dir, self.config.cache)
        if self._reuses(config):
            self._site.set_aside()

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Makes the briefing and puts its pages among the files."""
        self._show_progress()
        options = self._options(config)
        self._place = place = mkdocs_exports.place(config)
        addresses = self._addresses = dict[str, str]()
        self._outside = self._stamps(config)
        self._docs = mkdocs_written.stamps(config.docs_dir) if self._preview else {}
        self._rewritten: dict[str, Page] = {}
        publish = partial(self._publish, config, options)
        corpus, docs = Path(self.config.corpus), Path(config.docs_dir)
        self._reports: list[tuple[str, str]] = []
        cache = self._open_cache(config, files)
        site = cache.site() if cache else None
        publisher = CachedPublisher(site, publish, options) if site else publish()
        self._publisher = publisher
        if isinstance(publisher, Publisher):
            self._sources = mkdocs_pages.edit_uris(publisher.briefing, corpus, docs)
        else:
            self._sources = publisher.sources
        lazy = self._preview and serve.wanted(self.config.lazy_preview, len(publisher.pages))
        self._pages = mkdocs_pages.add_pages(files, config, publisher, self.config.labels, self._sources, lazy)
        mkdocs_pages.set_parents(self._pages)
        addresses.update((file.src_uri, file.url) for file in files.documentation_pages())
        addresses.update((page.spec.uri, page.file.url) for page in self._pages)
        mkdocs_exports.tell_addresses(place, self._pages)
        self._exports = mkdocs_exports.writers(publisher, config) if self.config.exports else {}
        if not lazy:
            mkdocs_exports.write(self._exports, config)
        mkdocs_pages.add_assets(files, config, ASSETS)
        mkdocs_pages.write_data(config, publisher.files())
        folders = (self.config.articles_dir, self.config.actors_dir)
        self._written = mkdocs_written.written(files, self._pages, config.nav) if self.config.references else []
        cited = publisher.cite(self._written)
        unmatched = mkdocs_pages.unmatched(files, self._pages, folders, config.nav)
        if isinstance(publisher, Publisher):
            for problem in (*publisher.problems, *unmatched, *cited):
                self._say(*told(problem, corpus, options.corpus))
        else:
            for level, line in publisher.reports:
                self._say(level, line)
        if cache:
            self._finishing = Finishing(cache, self._site, publisher, self._pages, files, config, self._edit)
        gc.freeze()  # what is known of the articles stays until all is built anew: no collection looks through it
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Orders the automatic navigation and hangs pages below their index."""
        if config.nav is None:
            mkdocs_pages.order_navigation(nav, self._pages)
        mkdocs_pages.set_parents(self._pages)
        self._nav = nav
        mkdocs_pages.leave_alone(self._pages)
        own = self._finishing.new if self._finishing else []
        self._pages_done, self._pages_total = 0, len(files.documentation_pages()) + len(own)
        if isinstance(self._publisher, Publisher) and not self._dirty:
            self._ahead = mkdocs_pages.go_ahead(files, own, self._publisher, self.config.processes)
        return nav

    def on_page_markdown(self, markdown: str, /, *, page: Page, **_: Any) -> str:
        """Puts links, endnotes and listings where people wrote references to the briefing."""
        generated = isinstance(page, BriefingPage) and not page.written
        if generated or not self.config.references:
            return markdown
        return self._publisher.written(markdown, page.file.src_uri)

    @event_priority(-100)
    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> None:
        """Keeps what is needed to write pages later that wait for a reader of the preview."""
        self._scene = scene = Scene(config, files, self._nav, env)
        if self._finishing:
            self._finishing.stage(scene, self._machines, self._count, self._ahead)
        waiting = [page for page in self._pages if isinstance(page.file, LazyFile)]
        if waiting:
            others = [file.page for file in scene.documentation if file.page]
            pages = scene.writers([*waiting, *others]) | self._exports | self._search(config)
            self._lazy.await_readers(pages, [page.file.dest_uri for page in others])
        else:
            self._lazy.await_readers({})
        if waiting:
            log.info(
                f"{len(waiting)} pages are written when they are asked for; lazy_preview: false writes all at once"
            )

    @event_priority(100)
    def _before_search(self, context: TemplateContext, /, *, page: Page, config: MkDocsConfig, **_: Any) -> None:
        """Search plugins are given plain letters, and content that is quick to read where nobody else reads it."""
        if self._finishing:
            self._finishing.begin(page, context)
        if isinstance(page, BriefingPage):
            if page.late:
                page.fill(config)
                context["page"] = page
            self._machines.leave_to_pagefind(page)
            self._for_search.enter_context(page.plain(lean=not page.written and only_search_reads(config)))

    @event_priority(-100)
    def _after_search(self, context: TemplateContext, /, *, page: Page, **_: Any) -> None:
        """Themes print titles and content as they stand, so these are as they were."""
        self._for_search.close()
        if self._finishing:
            self._finishing.indexed(page)

    on_page_context = CombinedEvent(_before_search, _after_search)

    def on_post_page(self, output: str, /, *, page: Page, config: MkDocsConfig) -> str:
        """Puts what machines are told of a page of ours into its head; what is finished is kept."""
        self._count()
        output = self._machines.put(output, page)
        if isinstance(page, BriefingPage):
            if self._finishing:
                self._finishing.finished(page, output.encode("utf-8", "xmlcharrefreplace"))
            if page.late:
                page.empty()
        return output

    def on_post_template(self, output: str, /, *, template_name: str, config: MkDocsConfig) -> str:
        """Search engines are asked on the themes' own pages too."""
        asked = head.robots(self.config.robots) if template_name.endswith(".html") else ""
        return head.put(output, asked)

    def on_template_context(self, context: TemplateContext, /, *, template_name: str, config: MkDocsConfig) -> None:
        """Sitemaps list kept pages too."""
        if self._finishing:
            context["pages"] = self._finishing.everything

    @event_priority(100)
    def _before_index(self, *, config: MkDocsConfig) -> None:
        """Writes what was kept and is lost, and hands search what it has not read."""
        if self._finishing:
            self._finishing.end()
        self._rest()
        if self.config.pagefind and not self._preview:
            mkdocs_search.index(Path(config.site_dir), self.config.language)

    @event_priority(-50)
    def _after_index(self, *, config: MkDocsConfig) -> None:
        """Keeps the whole site."""
        if self._finishing:
            self._finishing.close(config, self._sources, self._reports)
            self._finishing = None
        gc.freeze()  # all of it goes with the process, or stays until all is built anew: nothing to look through
        self._building.close()

    on_post_build = CombinedEvent(_before_index, _after_index)

    def on_build_error(self, *, error: Exception) -> None:
        """Lets go of the pages that are kept."""
        self._rest()
        if self._finishing:
            self._finishing.abandon()
            self._finishing = None
        self._building.close()

    def on_serve(
        self, server: LiveReloadServer, /, *, config: MkDocsConfig, builder: Callable[..., None]
    ) -> LiveReloadServer:
        """Watches the articles and the curation files, also those not there yet; brings pages that wait."""
        from . import mkdocs_watch

        folders = [Path(self.config.corpus), Path(self.config.curation)]
        self._lazy.attach(server, self._follow, folders)
        mkdocs_watch.watch(server, folders)
        return server

    def on_shutdown(self) -> None:
        """Looks at no folder any more; after Ctrl-C this is the only event."""
        self._rest()
        self._lazy.detach()

    def _show_progress(self) -> None:
        """A line on a terminal, beside the lines of MkDocs; none with ``--quiet``."""
        self._shown.close()
        logger = logging.getLogger("mkdocs")
        self._bar = progress.on_terminal() if logger.isEnabledFor(logging.INFO) else None
        if self._bar:
            self._shown.enter_context(progress.beside_log(self._bar, logger))

    def _count(self) -> None:
        """One page more is finished."""
        self._pages_done += 1
        if self._bar:
            self._bar.say("pages", self._pages_done, self._pages_total)

    def _rest(self) -> None:
        """Lets go of the processes that render pages, and of the terminal."""
        self._shown.close()
        self._bar = None
        if self._ahead:
            self._ahead.close()
            self._ahead = None

    def _publish(
        self,
        config: MkDocsConfig,
        options: Options,
        before: Publisher | None = None,
        touched: Collection[str] | None = None,
    ) -> Publisher:
        """The pages over the articles as they are now; ``before`` itself where nothing of them has changed."""
        known, (briefing, changes) = self._briefed, self._brief(config, touched)
        same = before and (briefing.inputs, briefing.problems) == (before.briefing.inputs, before.problems)
        if before and same and known is before.whole:
            return before
        self._briefed = briefing
        url, custom = mkdocs_pages.Links(self._addresses), config.theme.custom_dir
        folders = [Path(custom)] if custom else []
        told = changes if before and before.whole is known else None
        return Publisher(briefing, options, url, folders, self._place, before, told)

    @fewer_collections()
    def _follow(self, touched: Collection[str] | None = None) -> bool:
        """After an edit in a preview that writes pages when they are asked for: all of them wait again.

        ``touched``: what was written to, where that is known; else all files are looked at.
        False where more was edited than articles and what people write of them, or where the navigation changes.
        """
        if not any(isinstance(page.file, LazyFile) for page in self._pages):
            return False
        scene, before = self._scene, self._publisher
        if not isinstance(before, Publisher) or self._stamps(scene.config) != self._outside or not self._read_again():
            return False
        options = self._options(scene.config)
        publisher = self._publish(scene.config, options, before, touched)
        if publisher is before:
            return True
        corpus = Path(self.config.corpus)
        edit_uri = mkdocs_pages.edit_uri(corpus, Path(scene.config.docs_dir))
        followed = mkdocs_pages.follow(scene.files, scene.config, publisher, self._pages, edit_uri)
        if followed is None:
            return False
        self._pages, self._publisher = followed.pages, publisher
        self._addresses.update((page.spec.uri, page.file.url) for page in followed.changed)
        mkdocs_exports.tell_addresses(self._place, followed.changed)
        self._exports = mkdocs_exports.writers(publisher, scene.config) if self.config.exports else {}
        publisher.cite(self._written)
        said = set(before.problems)
        for problem in publisher.problems:
            if problem not in said:
                self._say(*told(problem, corpus, options.corpus))
        come = scene.writers(followed.changed) | self._exports | self._search(scene.config)
        self._lazy.edited(come, scene.writers(followed.gone))
        return True

    def _read_again(self) -> bool:
        """Take in edits of pages that people write; False where they reach further than these pages."""
        docs = mkdocs_written.stamps(self._scene.config.docs_dir)
        if docs == self._docs:
            return True
        if docs.keys() != self._docs.keys() or meddlers(self._scene.config):
            return False
        pages = mkdocs_written.read_again(
            self._scene, (file for file, seen in docs.items() if self._docs[file] != seen)
        )
        if pages is None:
            return False
        self._docs = docs
        self._rewritten |= pages
        if self.config.references:
            self._written = mkdocs_written.written(self._scene.files, self._pages, self._scene.config.nav)
            for problem in self._publisher.cite(self._written):
                self._say(*told(problem, Path(self.config.corpus), self._options(self._scene.config).corpus))
        self._lazy.edited({}, ())
        return True

    def _search(self, config: MkDocsConfig) -> dict[str, Callable[[], None]]:
        """What completes the index of search before it is first asked for."""
        if not isinstance(self._publisher, Publisher):
            return {}
        site = Path(config.site_dir)
        return {
            mkdocs_search.INDEX: partial(
                mkdocs_search.complete, site, self._publisher, self._addresses, self._rewritten
            )
        }

    def _stamps(self, config: MkDocsConfig) -> list[bytes]:
        """What tells that a preview has to be built as a whole: settings, the theme."""
        if not self._preview:
            return []
        folders = [*(d for d in (config.theme.custom_dir,) if d), *config.watch]
        files = [Path(config.config_file_path or ""), *map(Path, config.hooks)]
        return [*(tree(folder, contents=False) for folder in folders), *(repr(stamp(f)).encode() for f in files)]

    def _reuses(self, config: MkDocsConfig) -> bool:
        """Whether pages of builds before may be used again."""
        return self.config.use_store and not self._preview and not self._dirty and not meddlers(config)

    def _open_cache(self, config: MkDocsConfig, files: Files) -> PageCache | None:
        """The pages kept from builds before, where pages may be reused."""
        if not self._reuses(config):
            if self.config.use_store and not self._preview and not self._dirty:
                log.info(f"every page is finished anew, as {', '.join(meddlers(config))} may change pages")
            return None
        world = surroundings(config, files, self.config)
        curated = Path(self.config.curation)
        folders = [self.config.corpus, self.config.curation, *map(str, curation.named_folders(curated))]
        return PageCache(
            Path(self.config.cache), log.info if config.strict else log.warning, world, b"".join(map(tree, folders))
        )

    def _say(self, level: str, line: str) -> None:
        """One line in the build's log; a warning or an error counts under ``--strict``, a note does not."""
        self._reports.append((level, line))
        {"error": log.error, "warning": log.warning, "note": log.debug}[level](line)

    def _brief(self, config: MkDocsConfig, touched: Collection[str] | None = None) -> tuple[Briefing, Changes | None]:
        """The briefing over the corpus, with the store where it is wanted. Its troubles are no fault of the site's.

        In a preview also what differs from the time before, where that is known.
        """
        # Under --strict a warning would fail the build, but the pages are the same with a damaged store.
        warn = log.info if config.strict else log.warning
        from .pipeline import Corpus  # loaded where an article may have changed

        where = (Path(self.config.corpus), Path(self.config.curation))
        fields, select = self.config.fields, self.config.select
        once = not self._preview
        known = self._corpus if self._corpus and self._corpus[0] == (*where, fields, select) else None
        corpus = known[1] if known else Corpus(*where, fields=fields, select=select, once=once, aside=once)
        if self._preview:
            self._corpus = ((*where, fields, select), corpus)
        # What is at hand already is not asked for, and a store drops what nobody asks for.
        with Store(Path(self.config.cache), warn) if self.config.use_store and not known else nullcontext() as store:
            say = self._bar.say if self._bar else None
            briefing = corpus.briefing(store, processes=self.config.processes, progress=say, touched=touched)
        self._edit = Edit(corpus.since, corpus.token, corpus.changes)
        if not self._preview:
            entries = tuple(replace(entry, article=entry.article.nameless()) for entry in briefing.entries)
            briefing = replace(briefing, entries=entries)
        return briefing, corpus.changes

    def _options(self, config: MkDocsConfig) -> Options:
        """The settings as ``publish`` has them."""
        root = Path(config.config_file_path).parent if config.config_file_path else Path.cwd()
        return Options(
            language=self.config.language,
            preview=self._preview,
            articles_dir=self.config.articles_dir,
            actors_dir=self.config.actors_dir,
            rows=self.config.page_size,
            place_pages=self.config.place_pages,
            print_full_texts=self.config.print_full_texts,
            print_claims=self.config.print_claims,
            pagefind=self.config.pagefind,
            exports=tuple(dict.fromkeys(self.config.exports)),
            linked_data=self.config.json_ld,
            robots=self.config.robots,
            corpus=_as_written(self.config.corpus, root),
            curation=_as_written(self.config.curation, root),
        )


def check_folders(settings: BriefingConfig, config: MkDocsConfig) -> None:
    """Raises ``PluginError`` where a folder is missing, would be published raw, emptied, or make reload loops."""
    corpus, curation, cache = Path(settings.corpus), Path(settings.curation), Path(settings.cache)
    docs, site = Path(config.docs_dir), Path(config.site_dir)
    if not corpus.is_dir():
        raise PluginError(
            f"The folder of articles, {corpus}, is not there. Make it and put articles into it (.txt, .html or .md), "
            "or name another one: plugins: - briefing: {corpus: FOLDER}"
        )
    if corpus.is_relative_to(docs):
        raise PluginError(f"The folder of articles, {corpus}, lies in docs_dir, which would publish the raw files.")
    for folder in (corpus, curation):
        if folder.is_relative_to(site):
            raise PluginError(
                f"{folder} lies in site_dir, {site}, which MkDocs empties before it builds. Move one of them."
            )
    for folder in (docs, site, corpus, curation):
        if cache.is_relative_to(folder):
            raise PluginError(f"The cache, {cache}, lies in {folder}, which is watched or published: set cache:")


def stay_offline(config: MkDocsConfig) -> None:
    """Themes load fonts and highlighting from other hosts; ours does not unless the user set it so."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # marked for removal, and the only place that tells a default from a choice
        chosen = {key for given in config.user_configs for key in _theme_settings(given)}
    for key in ("font", "highlightjs"):
        if key in config.theme and key not in chosen:
            config.theme[key] = False


def only_search_reads(config: MkDocsConfig) -> bool:
    """Whether no plugin but those of MkDocs and Material, which change no content, sees a page before its template."""
    known = ("material.plugins.", "mkdocs.contrib.", __package__)
    return all(handler.__module__.startswith(known) for handler in config.plugins.events["page_context"])


def told(problem: Problem, corpus: Path, shown: str) -> tuple[str, str]:
    """The level of a problem and its line in the build's log.

    Files of the ``corpus`` are named as they stand seen from ``mkdocs.yml``: below ``shown``.
    """
    path = Path(problem.file)
    in_corpus = not path.is_absolute() and os.path.lexists(corpus / path)
    place = f"{shown}/{problem.file}" if in_corpus else problem.file
    place += f":{problem.line}" if problem.line else ""
    return problem.level, f"{place}: {problem.message}" + (f" ({problem.fix})" if problem.fix else "")


def _theme_settings(given: Mapping[str, Any]) -> dict[str, Any]:
    theme = given.get("theme")
    return theme if isinstance(theme, dict) else {}


def _as_written(folder: str, root: Path) -> str:
    path = Path(folder)
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()
