"""The MkDocs adapter: the only file that imports mkdocs. Each event is named once and calls the
core.

on_config reads and checks the review, so that a problem stops the build before the last good site
is touched. on_files puts the woven pages in the place of the sources. For each page mkdocs-bibtex
then finds the citations and asks our registry for their text. Each rendition has its own navigation
and interface language. Last, every citation is looked for in the HTML."""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure import StructureItem
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page as SitePage
from mkdocs.utils import CountHandler

from review.edition.page import RENDITIONS, Page
from review.evidence.settings import repository
from review.markup.content_policy import guarded
from review.markup.page_html import boxed, typeset
from review.pages.navigation import Entry, navigation
from review.pages.root_page import root_page
from review.problem import Problem
from review.refusal import Refusal
from review.time_limit import in_time
from review.wording import citation_numbers
from system.citation_registry import CitationRegistry
from system.site_builds import BuiltPage, SiteBuilds

log = logging.getLogger("mkdocs.hooks.weave")
MKDOCS = logging.getLogger("mkdocs")

NO_SITE = "{0} 个问题，未生成网站 / {0} problems; no site was built"
INTERFACE = {"zh": "zh-CN", "en": "en", "zh-en": "zh-CN"}  # partials/languages of the theme
NO_BIBLIOGRAPHY = Path(__file__).with_name("grammar")  # a folder that holds none

builds = SiteBuilds()
registry = CitationRegistry()
navigations: dict[str, Navigation] = {}
kept_pages: list[KeptPage] = []
lost: list[str] = []  # citations that a page should show and does not


class WovenFile(File):
    """A generated page whose edit link leads to its source, and which knows whether it changed
    since the last build of a preview."""

    changed = True
    edit: str | None = None

    @property
    def edit_uri(self) -> str | None:
        return self.edit

    def is_modified(self) -> bool:
        return self.changed


class BoundPage(SitePage):
    """A page whose text is converted in the time that a file may take."""

    def render(self, config: MkDocsConfig, files: Files) -> None:
        source = builds.contents.pages[self.file.src_uri].source or self.file.src_uri
        late = in_time(source, partial(super().render, config, files))
        if isinstance(late, Problem):
            raise Abort(str(late))


class KeptPage(SitePage):
    """A page that an earlier build has made of the same and that is put in its place as it is, or
    one that another part of the build makes."""

    kept: BuiltPage


class SiteFiles(Files):
    """The files of a site, of whose pages those are built that no earlier build has made."""

    def documentation_pages(
        self, *, inclusion: Callable[[InclusionLevel], bool] = InclusionLevel.is_included
    ) -> Sequence[File]:
        pages = super().documentation_pages(inclusion=inclusion)
        return [file for file in pages if not isinstance(file.page, KeptPage)]


def on_startup(command: str, dirty: bool) -> None:
    """Whether this is a preview. Nearly all that a build makes stays to its end, and to look again
    and again whether it is still needed takes a twentieth of the time."""
    gc.set_threshold(100_000, 50, 1_000)
    builds.preview = command == "serve"


@event_priority(50)  # before mkdocs-bibtex, which would read the bibliography for nothing
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read the review, prove it, or stop."""
    plugin: Any = config.plugins["bibtex"]
    plugin.config.update(bib_file=None, bib_dir=str(NO_BIBLIOGRAPHY))
    problems = builds.read(Path(config.config_file_path).parent)
    for problem in problems:
        log.error("%s", problem)
    if problems:
        raise Abort(NO_SITE.format(len(problems)))
    lost.clear()
    kept_pages.clear()
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
    """Hand our registry to mkdocs-bibtex."""
    plugin: Any = config.plugins["bibtex"]
    plugin.registry = registry


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """The woven pages in the place of the sources; of the theme all, of the sources pictures."""
    try:
        builds.weave(config.site_url or "")
    except Refusal as refusal:
        raise Abort(str(refusal)) from None
    # as they were written, those of a file that another inherits with them
    written = [{**each, "site_dir": ""} for each in config.user_configs]
    builds.set_up(written, config.site_url, config.repo_url, config.edit_uri, builds.preview)
    pictures = builds.contents.pictures
    taken = [file for file in files if file.src_uri in pictures or file.src_dir != config.docs_dir]
    content, apart = root_page(builds.corpus.settings), InclusionLevel.NOT_IN_NAV
    root = File.generated(config, "index.html", content=content, inclusion=apart)
    return SiteFiles(
        [*taken, root, *(_file(page, config) for page in builds.contents.pages.values())]
    )


def _file(page: Page, config: MkDocsConfig) -> WovenFile:
    file = WovenFile(
        page.uri,
        src_dir=None,
        dest_dir=config.site_dir,
        use_directory_urls=config.use_directory_urls,
        inclusion=InclusionLevel.NOT_IN_NAV,
    )
    file.generated_by = "weave"
    file.content_string = page.markdown
    file.edit = page.source if config.repo_url else None
    file.changed = builds.changed(page)
    return file


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """A small navigation of its own for each rendition; generated pages stay out of it."""
    for rendition in RENDITIONS:
        navigations[rendition] = _navigation(rendition, files, config)
    led_to = {page.file.src_uri for nav in navigations.values() for page in nav.pages}
    for uri in builds.contents.pages.keys() - led_to:
        _page(None, files.src_uris[uri], config)
    return navigations["zh"]


def _navigation(rendition: str, files: Files, config: MkDocsConfig) -> Navigation:
    pages: list[SitePage] = []
    items = [_item(entry, files, config, pages) for entry in navigation(builds.corpus, rendition)]
    for before, after in zip(pages, pages[1:]):
        before.next_page, after.previous_page = after, before
    nav = Navigation(items, pages)
    nav.homepage = pages[0]
    return nav


def _item(
    entry: Entry, files: Files, config: MkDocsConfig, pages: list[SitePage]
) -> SitePage | Section:
    """An entry of the navigation; its page is added to ``pages``, which are in reading order."""
    if entry.uri is None:
        parts: list[StructureItem] = [_item(part, files, config, pages) for part in entry.children]
        section = Section(escape(entry.title), parts)
        for child in parts:
            child.parent = section
        return section
    page = _page(escape(entry.title), files.src_uris[entry.uri], config)
    pages.append(page)
    return page


def _page(title: str | None, file: File, config: MkDocsConfig) -> SitePage:
    """The page of a file, which is its own from now on; kept where it was made before."""
    kept = builds.built(builds.contents.pages[file.src_uri])
    if kept is None and not builds.elsewhere(builds.contents.pages[file.src_uri]):
        return BoundPage(title, file, config)
    page = KeptPage(title, file, config)
    if kept is None:
        return page
    page.kept = kept
    page.present_anchor_ids = {*kept.anchors}
    kept_pages.append(page)
    return page


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Put the pages that are kept in their places; templates that were compiled once stay so."""
    env.bytecode_cache = builds.templates
    for page in kept_pages:
        page.links_to_anchors = {
            files.src_uris[uri]: anchors for uri, anchors in page.kept.leads_to.items()
        }
        if not builds.preview or page.file.is_modified():
            page.kept.put(Path(page.file.abs_dest_path))
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
    """Interface, title and navigation in the page's own language."""
    woven = builds.contents.pages[page.file.src_uri]
    settings = builds.corpus.settings
    index = 1 if woven.language == "en" else 0
    config.theme["language"] = INTERFACE[woven.rendition]
    # a filter that escapes leaves what is escaped
    config.site_name = escape(settings.title[index])
    config.site_description = escape(settings.description[index])
    config.extra["homepage"] = f"{woven.rendition}/index.html"
    frame = builds.contents.frame(woven)
    return {**context, **frame, "nav": navigations[woven.rendition]}


@event_priority(-50)  # after all that may still change it
def on_post_page(output: str, page: SitePage, config: MkDocsConfig) -> str:
    """What the page may load and run (a preview runs the script that reloads it), and have it kept
    for builds to come."""
    html = output if builds.preview else guarded(output, page.content or "")
    leads_to = {file.src_uri: links for file, links in (page.links_to_anchors or {}).items()}
    built = BuiltPage(html, frozenset(page.present_anchor_ids or ()), leads_to)
    builds.add(builds.contents.pages[page.file.src_uri], built)
    return html


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """The map of the site, with the twins that MkDocs does not know, and what 404 may run."""
    return builds.contents.sitemap() if template_name == "sitemap.xml" else guarded(output_content)


def on_post_build(config: MkDocsConfig) -> None:
    """Write what stands beside the pages, and refuse a site that has lost a citation."""
    builds.check_in_preview()
    for page in kept_pages:  # what they lead to may have changed
        page.validate_anchor_links(files=Files([]), log_level=config.validation.links.anchors)
    builds.put_beside(Path(config.site_dir))
    builds.finish(_proven(), Path(config.site_dir))
    if lost:
        raise PluginError("引文丢失 / citations lost:\n" + "\n".join(lost))


def _proven() -> bool:
    """Whether this build counts its warnings, as a strict one does, and has met none: what a build
    would refuse must not come back unseen in the next."""
    counting = [each for each in MKDOCS.handlers if isinstance(each, CountHandler)]
    return bool(counting) and not lost and not any(each.get_counts() for each in counting)
