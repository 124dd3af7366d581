"""The MkDocs adapter: the only file that imports mkdocs. Each event is named once and calls the
core.

on_config reads and checks the review, so that a problem stops the build before the last good site
is touched. on_files puts the woven pages in the place of the sources. For each page mkdocs-bibtex
then finds the citations and asks our registry for their text. Each rendition has its own navigation
and interface language, each language its own search index. Last, every citation of a page is looked
for in its HTML."""

from __future__ import annotations

import hashlib
import logging
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page as SitePage
from mkdocs.utils import write_file
from mkdocs_bibtex.citation import Citation, CitationBlock
from mkdocs_bibtex.registry import ReferenceRegistry

from review.dates import today
from review.edition.edition import Edition
from review.edition.log import Log
from review.edition.page import RENDITIONS, Page
from review.edition.page_store import Kept
from review.evidence import corpus as sources
from review.evidence.corpus import Corpus
from review.evidence.surroundings import repository
from review.exports import (
    citation_files,
    data_package,
    feed,
    machine_readable,
    page_citation,
    status_file,
)
from review.exports.colophon import Colophon
from review.exports.page_metadata import metadata
from review.markup.labels import word
from review.markup.page_html import boxed, unbroken
from review.pages import all_pages
from review.pages.changes_page import FEED
from review.pages.navigation import Entry, navigation
from review.pages.root_page import root_page
from review.rules import check, report
from review.search import shards
from review.wording import citation_numbers
from system import git_history
from system.git_revision import version
from system.second_process import Ahead
from system.woven_markdown import WovenMarkdown

log = logging.getLogger("mkdocs.hooks.weave")

INTERFACE = {"zh": "zh", "en": "en", "zh-en": "zh"}  # Material's language of the interface
HTML_LANG = {"zh": "zh-CN", "en": "en", "zh-en": "zh-CN"}
NUMBER = re.compile(r"#([1-9][0-9]{0,5})")
ALTERNATE = re.compile(r'<link rel="alternate" href="([^"]*)" hreflang="([^"]*)">\s*')
PAGES, BESIDE = 0, 1  # what is made ahead, in this order
# of the pages' text is converted here: the layout of all pages takes less time than what stands
# beside them
FIRST = 0.55
NAMES = {"zh": "中文", "en": "English", "zh-en": "中英对照"}


class Registry(ReferenceRegistry):
    """What mkdocs-bibtex asks for the text of a citation. ``page`` is the page it is working on."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self.bib_data = None
        self.footnote_format = "{key}"
        self.page: Page | None = None

    def validate_citation_blocks(self, citation_blocks: list[CitationBlock]) -> None:
        """Nothing left to do: the rules have seen every key."""

    def validate_inline_references(self, inline_references: list[Any]) -> set[Any]:
        """None: ``[@key]`` is the only syntax of a citation."""
        return set()

    def inline_text(self, citation_block: CitationBlock) -> str:
        """The marker of the n-th citation, which the woven page names ``[#n @a; @b]``; anything
        else (code) is left as it stands."""
        first: Citation = citation_block.citations[0]
        number = NUMBER.fullmatch(first.prefix)
        if self.page is None or not number or int(number[1]) > len(self.page.citations):
            return str(citation_block)
        return citation_numbers.marker(self.page, int(number[1]), self.corpus)

    def reference_text(self, citation: Any) -> str:
        """Nothing: the woven page carries its reference list, and what the plugin gathers here is
        never shown."""
        return ""


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


class WovenPage(SitePage):
    """A page that may have been converted ahead, on the second processor."""

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Take what was made ahead, or convert the Markdown here."""
        made = (
            build.ahead.result(PAGES)
            if build.ahead is not None and self.file.src_uri in build.later
            else None
        )
        if not made:
            super().render(config, files)
            return
        self.content, self.toc, self.present_anchor_ids, links = made[self.file.src_uri]
        self.links_to_anchors = {files.src_uris[uri]: anchors for uri, anchors in links.items()}

    @property
    def rendered(self) -> tuple[Any, ...]:
        """What ``render`` found, without references to files."""
        links = self.links_to_anchors or {}
        return (
            self.content,
            self.toc,
            self.present_anchor_ids,
            {file.src_uri: anchors for file, anchors in links.items()},
        )


class _Build:
    """What one build holds between its events."""

    corpus: Corpus
    log: Log
    colophon: Colophon
    pages: dict[str, Page]
    navigations: dict[str, Navigation]
    registry: Registry
    lost: list[str]
    ahead: Ahead | None = None
    preview: bool = False
    checking: subprocess.Popen[bytes] | None = None  # the check that runs beside a preview
    # whether a preview is built again: what stands beside the pages stays as it was at its start
    again: bool = False
    later: frozenset[str]  # uris of the pages that are converted ahead
    memory: sources.Memory = {}  # kept between the builds of a preview, as are the next two
    kept: Kept = Kept()
    seen: dict[str, str] = {}  # uri → digest of the page last built


build = _Build()


def on_startup(command: str, dirty: bool) -> None:
    """Whether this is a preview."""
    build.preview = command == "serve"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read the review, prove it, or stop."""
    build.corpus, build.again = (
        sources.read(Path(config.config_file_path).parent, memory=build.memory),
        bool(build.seen),
    )
    problems = (
        [] if build.preview or os.environ.get("REVIEW_CHECKED_BESIDE") else check(build.corpus)
    )
    for problem in problems:
        log.error("%s", report.told(problem, build.corpus))
    if problems:
        raise Abort(
            f"{len(problems)} 个问题，未生成网站 / {len(problems)} problems; no site was built"
        )
    build.lost = []
    config.markdown_extensions.append(WovenMarkdown())
    _surroundings(config)
    return config


@event_priority(-50)  # after mkdocs-bibtex has made the registry that ours replaces
def on_pre_build(config: MkDocsConfig) -> None:
    """Hand our registry to mkdocs-bibtex."""
    build.registry = Registry(build.corpus)
    config.plugins["bibtex"].registry = build.registry


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """The woven pages in the place of the sources."""
    if not build.again:  # a preview shows the past as it was at its start
        build.log = git_history.log(build.corpus)
    edition = Edition(build.corpus, today(), repository(build.corpus.settings), build.log)
    others = (
        None if build.preview else Ahead("mkdocs", lambda: all_pages.second(edition, build.kept))
    )  # a preview keeps the pages it has woven itself
    woven = [
        *all_pages.first(edition, build.kept),
        *(others and others.result(0) or all_pages.second(edition, build.kept)),
    ]
    build.pages = {page.uri: page for page in woven}
    build.colophon = Colophon(
        build.corpus, today(), config.site_url or "", version(build.corpus.root)
    )
    pictures = {path.removeprefix("docs/") for path in build.corpus.published}
    kept = [
        file for file in files if file.src_uri in pictures or file.src_dir != config.docs_dir
    ]  # of the theme all, of the sources nothing else
    root = File.generated(
        config,
        "index.html",
        content=root_page(build.corpus.settings),
        inclusion=InclusionLevel.NOT_IN_NAV,
    )
    frames = {
        rendition: f"{build.corpus.settings.data}{navigation(build.corpus, rendition)}"
        for rendition in RENDITIONS
    }
    return Files([*kept, root, *(_file(page, frames[page.rendition], config) for page in woven)])


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """A small navigation of its own for each rendition; generated pages stay out of it."""
    build.navigations = {
        rendition: _navigation(rendition, files, config) for rendition in RENDITIONS
    }
    for file in files.documentation_pages():
        if not isinstance(
            file.page, WovenPage
        ):  # MkDocs has made pages of its own for what its navigation lacks
            WovenPage(escape(build.pages[file.src_uri].title), file, config)
    _look_ahead(files, config)
    return build.navigations["zh"]


@event_priority(50)  # before mkdocs-bibtex, which asks the registry about this page next
def on_page_markdown(markdown: str, page: SitePage, config: MkDocsConfig, files: Files) -> str:
    """Tell the registry which page is being read, and the page what it is."""
    woven = build.pages[page.file.src_uri]
    build.registry.page = woven
    page.meta.update(
        title=escape(woven.title),
        description=escape(woven.description),  # the theme puts both in as they are
        rendition=woven.rendition,
        kind=woven.kind,
    )
    return markdown


def on_page_content(html: str, page: SitePage, config: MkDocsConfig, files: Files) -> str:
    """Every citation of the source must stand in the HTML; what belongs on one line is kept
    there."""
    build.lost += [
        f"{page.file.src_uri}: {lost}"
        for lost in citation_numbers.lost(build.pages[page.file.src_uri], html)
    ]
    return boxed(unbroken(html))


def on_page_context(
    context: dict[str, Any], page: SitePage, config: MkDocsConfig, nav: Navigation
) -> dict[str, Any]:
    """Interface, title and navigation in the page's own language."""
    woven = build.pages[page.file.src_uri]
    settings = build.corpus.settings
    index = 1 if woven.language == "en" else 0
    config.theme["language"] = INTERFACE[woven.rendition]
    config.site_name = escape(
        settings.title[index]
    )  # so too these; a filter that escapes leaves what is escaped
    config.site_description = escape(settings.description[index])
    config.extra["alternate"] = [
        {"name": NAMES[name], "lang": name, "link": _url(uri)} for name, uri in woven.twins.items()
    ]
    config.extra["homepage"] = f"{woven.rendition}/index.html"
    context["nav"] = build.navigations[woven.rendition]
    context["woven"] = woven
    context["metadata"], context["forms"] = (
        metadata(woven, build.colophon),
        page_citation.forms(woven, build.colophon),
    )
    context["feed"] = {
        "address": f"{woven.language}/{FEED}",
        "title": f"{settings.title[index]} · {word(woven.language, 'page', 'changes')}",
    }
    context["cite_page"] = word(woven.language, "cite", "page")
    return context


def on_post_page(output: str, page: SitePage, config: MkDocsConfig) -> str:
    """The page's language tag, what the style sheet must know of the page, and its twins for search
    engines."""
    woven = build.pages[page.file.src_uri]
    known = f'<html lang="{HTML_LANG[woven.rendition]}" data-rendition="{woven.rendition}" data-kind="{woven.kind}"'
    output = output.replace(f'<html lang="{INTERFACE[woven.rendition]}"', known, 1)
    return ALTERNATE.sub(_alternate, output)


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """The map of the site names each page's twin in the other language, which that of MkDocs does
    not know."""
    return (
        machine_readable.sitemap([*build.pages.values()], build.colophon)
        if template_name == "sitemap.xml"
        else output_content
    )


def on_post_build(config: MkDocsConfig) -> None:
    """What stands beside the pages: the search index of each language, citations, Markdown; and
    refuse a site that has lost a citation."""
    if build.preview:
        _check_beside(config)
    if not build.again:
        beside = (build.ahead and build.ahead.result(BESIDE)) or _beside()
        for path, text in beside.items():
            write_file(text.encode(), os.path.join(config.site_dir, path))
    if build.lost:
        raise PluginError("引文丢失 / citations lost:\n" + "\n".join(build.lost))


def _beside() -> dict[str, str]:
    """Files beside the pages, by path: search indexes, citations, Markdown."""
    pages = [*build.pages.values()]
    edition = Edition(build.corpus, today(), log=build.log)
    return (
        shards.files(edition, pages)
        | citation_files.files(build.corpus)
        | machine_readable.files(pages, build.colophon)
        | feed.files(edition, build.colophon)
        | data_package.files(build.corpus, build.colophon)
        | status_file.files(edition, build.colophon)
    )


def _alternate(match: re.Match[str]) -> str:
    """A twin in another language. The blank after ``alternate`` means nothing to a search engine,
    but keeps the theme's script from asking for a sitemap beside each twin; the parallel rendition
    is no language of its own."""
    return (
        ""
        if match[2] not in ("zh", "en")
        else f'<link rel="alternate " href="{match[1]}" hreflang="{match[2]}">\n'
    )


def _check_beside(config: MkDocsConfig) -> None:
    """Check the sources in another process: a preview shows a page as soon as it is saved, and says
    a moment later what is wrong with it."""
    if build.checking is not None:
        build.checking.kill()
    build.checking = subprocess.Popen(
        [
            sys.executable,
            str(Path(__file__).parent),
            "check",
            "--root",
            str(Path(config.config_file_path).parent),
        ]
    )


def _surroundings(config: MkDocsConfig) -> None:
    """Where the site and its sources live, for absolute addresses and for the edit links."""
    settings = build.corpus.settings
    if not config.site_url and (url := settings.address("url")):
        config.site_url = url.rstrip("/") + "/"
    if home := repository(settings):
        config.repo_url = home + "/"
        config.repo_name = "/".join(
            home.split("/")[-2:]
        )  # MkDocs has looked for a name before the address was known
        config.edit_uri = settings.address("edit").rstrip("/") + "/"


def _file(page: Page, frame: str, config: MkDocsConfig) -> WovenFile:
    """The page as a file; ``frame`` is what stands around it on the site, titles and navigation."""
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
    digest = hashlib.sha1(
        f"{page!r}{page.markdown}{frame}".encode()
    ).hexdigest()  # repr leaves the Markdown out
    file.changed = build.seen.get(page.uri) != digest
    build.seen[page.uri] = digest
    return file


def _navigation(rendition: str, files: Files, config: MkDocsConfig) -> Navigation:
    pages: list[SitePage] = []
    items = [_item(entry, files, config, pages) for entry in navigation(build.corpus, rendition)]
    for before, after in zip(pages, pages[1:]):
        before.next_page, after.previous_page = after, before
    nav = Navigation(items, pages)
    nav.homepage = pages[0]
    return nav


def _item(
    entry: Entry, files: Files, config: MkDocsConfig, pages: list[SitePage]
) -> SitePage | Section:
    if entry.uri is None:
        section = Section(
            escape(entry.title), [_item(child, files, config, pages) for child in entry.children]
        )
        for child in section.children:
            child.parent = section
        return section
    file = files.get_file_from_path(entry.uri)
    assert file is not None, entry.uri
    page = WovenPage(escape(entry.title), file, config)
    pages.append(page)
    return page


def _look_ahead(files: Files, config: MkDocsConfig) -> None:
    """Begin to convert the later pages on the second processor, and then to make what stands beside
    the pages."""
    pages = [
        file.page
        for file in files.documentation_pages()
        if isinstance(file.page, WovenPage) and file.is_modified()
    ]
    first, behind, later = sum(len(page.file.content_string) for page in pages) * FIRST, 0, []
    for page in pages:
        behind += len(page.file.content_string)
        later += [page] if behind > first else []
    build.ahead, build.later = None, frozenset(page.file.src_uri for page in later)
    works = [
        lambda: {page.file.src_uri: _converted(page, config, files) for page in later},
        *([] if build.again else [_beside]),
    ]
    build.ahead = Ahead("mkdocs", *works)


def _converted(page: WovenPage, config: MkDocsConfig, files: Files) -> tuple[Any, ...]:
    page.read_source(config)
    page.markdown = config.plugins.on_page_markdown(
        page.markdown, page=page, config=config, files=files
    )
    page.render(config, files)
    return page.rendered


def _url(uri: str) -> str:
    return uri.removesuffix(".md") + ".html"
