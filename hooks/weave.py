"""The MkDocs adapter: each event of MkDocs is named once and calls the core. Only this file,
``site_pages.py``, which knows its classes, and ``site_preview.py`` import mkdocs.

on_config reads and checks the review, so that a problem stops the build before the last good site
is touched. on_files puts the woven pages in the place of the sources. For each page mkdocs-bibtex
then finds the citations and asks our registry for their text. Each rendition has its own navigation
and interface language. Last, every citation is looked for in the HTML."""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as SitePage
from mkdocs.utils import CountHandler

from commands.check import found_by
from review.evidence.settings import repository
from review.markup.content_policy import guarded
from review.markup.page_html import boxed, typeset
from review.pages.root_page import root_page
from review.refusal import Refusal
from review.wording import citation_numbers
from site_pages import SiteFiles, SitePages, minify, scripted, styled
from site_preview import SitePreview
from system.citation_registry import CitationRegistry
from system.site_builds import Anchors, BuiltPage, SiteBuilds
from system.template_store import ThemeFiles

MKDOCS = logging.getLogger("mkdocs")
warned = CountHandler()
warned.setLevel(logging.WARNING)

NO_SITE = "检查发现问题，未生成网站 / The check found problems; no site was built"
INTERFACE = {"zh": "zh-CN", "en": "en", "zh-en": "zh-CN"}  # partials/languages of the theme
NO_BIBLIOGRAPHY = Path(__file__).with_name("grammar")  # a folder that holds none

builds = SiteBuilds()
registry = CitationRegistry()
pages = SitePages(builds)
lost: list[str] = []  # citations that a page should show and does not
Made = tuple[dict[str, Anchors], list[str], int]  # by a copy: anchors, citations lost, warnings


def on_startup(command: str, dirty: bool) -> None:
    """Whether this is a preview. Nearly all that a build makes stays to its end, and to look again
    and again whether it is still needed takes a twentieth of the time."""
    gc.set_threshold(100_000, 50, 1_000)
    builds.preview = command == "serve"
    if builds.preview:  # its builds are not strict ones, which count themselves
        MKDOCS.addHandler(warned)


@event_priority(50)  # before mkdocs-bibtex, which would read the bibliography for nothing
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read the review, prove it, or stop."""
    plugin: Any = config.plugins["bibtex"]
    plugin.config.update(bib_file=None, bib_dir=str(NO_BIBLIOGRAPHY))
    if report := found_by(builds, Path(config.config_file_path).parent):
        raise Abort(f"{NO_SITE}\n{report}")
    settings = builds.corpus.settings
    url, home = settings.address("url"), repository(settings)
    if url and not config.site_url:
        config.site_url = url.rstrip("/") + "/"
    if home:
        config.repo_url = home + "/"
        # MkDocs has looked for a name before the address was known
        config.repo_name = "/".join(home.split("/")[-2:])
        config.edit_uri = settings.address("edit").rstrip("/") + "/"
    return config


@event_priority(-50)  # after mkdocs-bibtex has made the registry that ours replaces
def on_pre_build(config: MkDocsConfig) -> None:
    """Hand our registry to mkdocs-bibtex, and to MkDocs templates that are listed sooner."""
    plugin: Any = config.plugins["bibtex"]
    plugin.registry = registry
    theme: Any = config.theme
    env = theme.get_env()
    env.loader = ThemeFiles(theme.dirs)
    theme.get_env = lambda: env


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """The woven pages in the place of the sources; of the theme all, of the sources pictures."""
    try:
        builds.weave(config.site_url or "")
    except Refusal as refusal:
        raise Abort(str(refusal)) from None
    _begin()
    pictures = builds.contents.pictures
    plain = [file for file in files if file.src_uri in pictures or file.src_dir != config.docs_dir]
    for file in plain:
        minify(file)
    plain = scripted(styled(plain, config, builds), config)
    # as they were written, those of a file that another inherits with them
    written = [{**settings, "site_dir": ""} for settings in config.user_configs]
    loaded = [*config.extra_css, *map(str, config.extra_javascript)]
    builds.set_up(
        written, loaded, config.site_url, config.repo_url, config.edit_uri, builds.preview
    )
    content, inclusion = root_page(builds.corpus.settings), InclusionLevel.NOT_IN_NAV
    root = File.generated(config, "index.html", content=content, inclusion=inclusion)
    woven = [pages.file(page, config) for page in builds.contents.pages.values()]
    pages.files = SiteFiles([*plain, root, *woven])
    pages.files.shared = _shared
    return pages.files


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """A small navigation of its own for each rendition; generated pages stay out of it."""
    pages.navigate(config)
    return pages.navigations["zh"]


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Put the pages that are kept in their places; templates that were compiled once stay so."""
    env.bytecode_cache = builds.templates
    pages.put_kept()
    preview.built_in(config, env)
    return env


@event_priority(50)  # before mkdocs-bibtex, which asks the registry about this page next
def on_page_markdown(markdown: str, page: SitePage, config: MkDocsConfig, files: Files) -> str:
    """Tell the registry which page is being read, and the page what it is."""
    woven = builds.contents.pages[page.file.src_uri]
    registry.read(woven, builds.corpus)
    # the theme puts both in as they are
    page.meta.update(title=escape(woven.title), description=escape(woven.description))
    return markdown


def on_page_content(html: str, page: SitePage, config: MkDocsConfig, files: Files) -> str:
    """Every citation of the source must stand in the HTML; no line breaks where it may not."""
    woven = builds.contents.pages[page.file.src_uri]
    lost.extend(f"{woven.uri}: {citation}" for citation in citation_numbers.lost(woven, html))
    return boxed(typeset(html))


def on_page_context(
    context: dict[str, Any], page: SitePage, config: MkDocsConfig, nav: Navigation
) -> dict[str, Any]:
    """The page itself, and interface, title and navigation in its own language."""
    pages.convert(page, config)
    woven = builds.contents.pages[page.file.src_uri]
    settings = builds.corpus.settings
    index = 1 if woven.language == "en" else 0
    config.theme["language"] = INTERFACE[woven.rendition]
    # a filter that escapes leaves what is escaped
    config.site_name = escape(settings.title[index])
    config.site_description = escape(settings.description[index])
    config.extra["homepage"] = f"{woven.rendition}/index.html"
    frame = builds.contents.frame(woven)
    return {**context, **frame, "nav": pages.navigations[woven.rendition]}


@event_priority(-50)  # after all that may still change it
def on_post_page(output: str, page: SitePage, config: MkDocsConfig) -> str:
    """What the page may load and run (a preview runs the script that reloads it), and have it kept
    for builds to come."""
    html = output if builds.preview else guarded(output, page.content or "")
    built = BuiltPage(html, *pages.forget(page))
    builds.add(builds.contents.pages[page.file.src_uri], built)
    return html


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """The map of the site, with the twins that MkDocs does not know, and what 404 may run."""
    return builds.contents.sitemap() if template_name == "sitemap.xml" else guarded(output_content)


def on_post_build(config: MkDocsConfig) -> None:
    """Write what stands beside the pages, and refuse a site that has lost a citation."""
    pages.check_links(pages.kept, config)  # what they lead to may have changed
    if builds.preview:
        builds.check_in_preview()
    else:
        builds.put_beside(Path(config.site_dir))
        gc.freeze()  # before the process ends nobody need look whether all of this is still needed
    builds.finish(_proven(), Path(config.site_dir))
    _find_none_lost()


def on_serve(
    server: LiveReloadServer, config: MkDocsConfig, builder: Callable[[], None]
) -> LiveReloadServer:
    """Have a preview build what changed, and not all."""
    preview.served_by(server, builder)
    return server


def on_shutdown() -> None:
    """Let a preview that ends finish what it puts on its site, and begin nothing more."""
    if builds.preview:
        builds.lock.acquire()
        builds.keep()


def _begin() -> None:
    lost.clear()
    warned.counts.clear()


def _end() -> None:
    builds.prove(_proven())
    _find_none_lost()


def _find_none_lost() -> None:
    if lost:
        raise PluginError("引文丢失 / citations lost:\n" + "\n".join(lost))


def _shared(files: list[File]) -> list[File]:
    """The pages of which this process takes care. A build that counts no warnings takes care of
    all: those of a copy would not be told from its own."""
    return builds.in_two(files, _hand_over, _take_over) if _proven() else files


def _hand_over() -> Made:
    return builds.fresh, lost, sum(sum(counter.counts.values()) for counter in _counters())


def _take_over(made: Made) -> None:
    fresh, lost_there, warnings = made
    builds.fresh |= fresh
    pages.take_over()
    lost.extend(lost_there)
    for counter in _counters() if warnings else ():
        counter.counts[logging.WARNING] += warnings


def _counters() -> list[CountHandler]:
    """What counts warnings, in a strict build."""
    return [handler for handler in MKDOCS.handlers if isinstance(handler, CountHandler)]


def _proven() -> bool:
    """Whether this build counts its warnings, as a strict one does, and has met none: what a build
    would refuse must not come back unseen in the next."""
    counters = _counters()
    return bool(counters) and not lost and not any(counter.get_counts() for counter in counters)


preview = SitePreview(builds, pages, _begin, _end)
