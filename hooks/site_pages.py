"""Files, pages and navigation of a site in the classes of MkDocs, which only this file and
``weave.py`` import."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from hashlib import sha256
from pathlib import Path
from sys import intern

from markdown import Markdown
from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.structure import StructureItem
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page as SitePage
from mkdocs.structure.pages import _RelativePathTreeprocessor
from mkdocs.structure.toc import TableOfContents, get_toc
from mkdocs.utils import get_relative_url
from rjsmin import jsmin

from review.edition.page import RENDITIONS, Page
from review.markup.converter import anchors, converter
from review.pages.navigation import Entry, navigation
from review.problem import Problem
from review.time_limit import in_time
from system.site_builds import Anchors, BuiltPage, SiteBuilds

OURS = str(Path(__file__).with_name("theme"))
PLAIN = re.compile(r"(?!/)[\w./-]+\.md")  # the path of a link to a page
# the two style sheets of the theme, in their order
THEIRS = re.compile(r"assets/stylesheets/(?:main|palette)\.\w+\.min\.css(?:\.map)?")


def minify(file: File) -> None:
    """Leaves out of our scripts what only those who change them read."""
    if file.src_uri.endswith(".js") and file.src_dir == OURS:
        file.content_string = jsmin(file.content_string)


def styled(files: list[File], config: MkDocsConfig, builds: SiteBuilds) -> list[File]:
    """The files of a site with one style sheet in the place of several, whose name follows from
    what it says; the configuration has every page load that one."""
    sheets = {file.src_uri: file for file in files if THEIRS.fullmatch(file.src_uri)}
    own_sheets = {file.src_uri: file for file in files if file.src_uri in config.extra_css}
    sheets |= {uri: own_sheets[uri] for uri in config.extra_css if uri in own_sheets}
    texts = (file.content_string for uri, file in sheets.items() if uri.endswith(".css"))
    text = builds.style_sheet(*texts)
    name = f"assets/stylesheets/review.{_digest(text)}.css"
    config.extra_css = [name, *(uri for uri in config.extra_css if uri not in own_sheets)]
    other_files = [file for file in files if file.src_uri not in sheets]
    return [*other_files, File.generated(config, name, content=text)]


def scripted(files: list[File], config: MkDocsConfig) -> list[File]:
    """The files of a site with one script in the place of those that every page loads, named and
    loaded as the style sheet is. What is no file of the theme is not loaded at all."""
    scripts = {file.src_uri: file for file in files if file.src_uri in config.extra_javascript}
    own_scripts = [str(uri) for uri in config.extra_javascript if uri in scripts]
    text = "\n".join(scripts[uri].content_string for uri in own_scripts)
    name = f"assets/javascripts/review.{_digest(text)}.js"
    config.extra_javascript = [name]
    other_files = [file for file in files if file.src_uri not in scripts]
    return [*other_files, File.generated(config, name, content=text)]


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:8]


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


class Links(_RelativePathTreeprocessor):
    """Links from page to page, which are nearly all there are, by a shorter way than that on which
    MkDocs also finds what is wrong with others."""

    def __init__(self, file: File, files: Files, config: MkDocsConfig) -> None:
        super().__init__(file, files, config)
        self._ways: dict[str, tuple[File, str] | None] = {}  # by the path of a link

    def path_to_url(self, url: str) -> str:
        path, _, anchor = url.partition("#")
        if path not in self._ways:
            self._ways[path] = self._way(path)
        if (way := self._ways[path]) is None:
            return super().path_to_url(url)
        target, address = way
        if not anchor:
            return address
        self.links_to_anchors.setdefault(target, {}).setdefault(anchor, url)
        return f"{address}#{anchor}"

    def _way(self, path: str) -> tuple[File, str] | None:
        """The page that a path leads to, and its address from here."""
        target = self.files.src_uris.get(self._target_uri(self.file.src_uri, path))
        if not PLAIN.fullmatch(path) or not isinstance(target, WovenFile):
            return None
        return target, get_relative_url(target.url, self.file.url)


class BoundPage(SitePage):
    """A page whose text is converted in the time that a file may take, by the converter of all
    pages; its title is known before. The anchors it leads to it holds as addresses, the same in
    every page: of all pages they would else be the most that a build holds to its end."""

    leads_to: tuple[str, ...] = ()
    kept: BuiltPage | None = None  # as an earlier build has made it of the same
    made = False  # before, or by another part of the build

    def __init__(
        self, title: str | None, file: File, config: MkDocsConfig, source: str, md: Markdown
    ) -> None:
        super().__init__(title, file, config)
        self.source, self._md = source, md

    def hold(self, anchors: Iterable[str], leads_to: Iterable[str]) -> Anchors:
        """Hold its anchors and the addresses it leads to."""
        self.leads_to = tuple(map(intern, leads_to))
        self.present_anchor_ids = {*map(intern, anchors)}
        return self.present_anchor_ids, self.leads_to

    def validate_anchor_links(self, *, files: Files, log_level: int) -> None:
        self.links_to_anchors = {}
        for address in self.leads_to:
            uri, _, anchor = address.partition("#")
            self.links_to_anchors.setdefault(files.src_uris[uri], {})[anchor] = address
        super().validate_anchor_links(files=files, log_level=log_level)
        self.links_to_anchors = None

    def render(self, config: MkDocsConfig, files: Files) -> None:
        late = in_time(self.source, partial(self._convert, config, files))
        if isinstance(late, Problem):
            raise Abort(str(late))

    def _convert(self, config: MkDocsConfig, files: Files) -> None:
        links = Links(self.file, files, config)
        links._register(self._md)
        self.content = self._md.reset().convert(self.markdown or "")
        self.toc = get_toc(self._md.toc_tokens)
        self.present_anchor_ids = {*anchors(self.content)}
        self.links_to_anchors = links.links_to_anchors


class SiteFiles(Files):
    """The files of a site, of whose pages those are built that no earlier build has made, once all
    files have their places: MkDocs finds none to read before, and so none to hold to the end.
    ``shared`` are those of which this process takes care."""

    placed = False
    shared: Callable[[list[File]], list[File]]

    def documentation_pages(
        self, *, inclusion: Callable[[InclusionLevel], bool] | None = None
    ) -> Sequence[File]:
        if not self.placed:
            return []
        pages = super().documentation_pages(inclusion=inclusion or InclusionLevel.is_included)
        fresh = [file for file in pages if not getattr(file.page, "made", False)]
        return self.shared(fresh) if inclusion else fresh  # which templates do not name


class SitePages:
    """The pages of the build that runs: which of them are kept, and the navigation of each
    rendition."""

    files: SiteFiles

    def __init__(self, builds: SiteBuilds) -> None:
        self._builds = builds
        self.kept: list[BoundPage] = []
        self.navigations: dict[str, Navigation] = {}

    def file(self, page: Page, config: MkDocsConfig) -> WovenFile:
        """The file that a woven page is for MkDocs."""
        file = WovenFile(
            page.uri,
            src_dir=None,
            dest_dir=config.site_dir,
            use_directory_urls=config.use_directory_urls,
            inclusion=InclusionLevel.NOT_IN_NAV,
        )
        file.generated_by = "weave"
        file.edit = page.source if config.repo_url else None
        file.changed = self._builds.changed(page)
        return file

    def navigate(self, config: MkDocsConfig) -> None:
        """Make a page of every file, and of them the navigations."""
        self.kept.clear()
        self._md = converter(config.markdown_extensions, config.mdx_configs)
        for rendition in RENDITIONS:
            self.navigations[rendition] = self._navigation(rendition, config)
        led_to = {page.file.src_uri for nav in self.navigations.values() for page in nav.pages}
        for uri in self._builds.contents.pages.keys() - led_to:
            self._page(None, self.files.src_uris[uri], config)

    def _navigation(self, rendition: str, config: MkDocsConfig) -> Navigation:
        pages: list[SitePage] = []
        entries = navigation(self._builds.corpus, rendition)
        items = [self._item(entry, config, pages) for entry in entries]
        for before, after in zip(pages, pages[1:]):
            before.next_page, after.previous_page = after, before
        nav = Navigation(items, pages)
        nav.homepage = pages[0]
        return nav

    def _item(
        self, entry: Entry, config: MkDocsConfig, pages: list[SitePage]
    ) -> SitePage | Section:
        """An entry of the navigation; its page is added to ``pages``, in reading order."""
        if entry.uri is None:
            parts: list[StructureItem] = [
                self._item(part, config, pages) for part in entry.children
            ]
            section = Section(escape(entry.title), parts)
            for child in parts:
                child.parent = section
            return section
        page = self._page(escape(entry.title), self.files.src_uris[entry.uri], config)
        pages.append(page)
        return page

    def _page(self, title: str | None, file: File, config: MkDocsConfig) -> SitePage:
        """The page of a file, which is its own from now on; kept where it was made before."""
        woven = self._builds.contents.pages[file.src_uri]
        page = BoundPage(title, file, config, woven.source or file.src_uri, self._md)
        page.kept = kept = self._builds.built(woven)
        if kept:
            page.present_anchor_ids, page.leads_to = kept.anchors, kept.leads_to
            self.kept.append(page)
        page.made = kept is not None or self._builds.elsewhere(woven)
        return page

    def put_kept(self) -> None:
        """Put the pages that are kept in their places."""
        self.files.placed = True
        for page in self.kept:
            if page.kept and (not self._builds.preview or page.file.is_modified()):
                page.kept.put(page.file.abs_dest_path)

    def convert(self, page: SitePage, config: MkDocsConfig) -> None:
        """Read and convert a page, as MkDocs does with all before it writes the first."""
        events, files = config.plugins, self.files
        page.file.content_string = self._builds.contents.pages[page.file.src_uri].markdown
        page.read_source(config)
        text = page.markdown or ""
        page.markdown = events.on_page_markdown(text, page=page, config=config, files=files)
        page.render(config, files)
        html = page.content or ""
        page.content = events.on_page_content(html, page=page, config=config, files=files)

    def forget(self, page: SitePage) -> Anchors:
        """Let go what a page that is written was made of, but its anchors and those it leads to."""
        assert isinstance(page, BoundPage)
        page.file.content_string = ""
        page.markdown, page.content, page.meta = None, None, {}
        page.toc = TableOfContents([])
        links, page.links_to_anchors = page.links_to_anchors or {}, None
        addresses = (f"{file.src_uri}#{anchor}" for file in links for anchor in links[file])
        return page.hold(page.present_anchor_ids or (), addresses)

    def take_over(self) -> None:
        """Take over the anchors of the pages that a copy of this process has made."""
        for uri, woven in self._builds.contents.pages.items():
            page = self.files.src_uris[uri].page
            if isinstance(page, BoundPage) and not (page.made or page.present_anchor_ids):
                page.hold(*self._builds.anchors(woven))

    def check_links(self, pages: Iterable[SitePage], config: MkDocsConfig) -> None:
        """Warn of links of pages to anchors that are not there."""
        for page in pages:
            page.validate_anchor_links(files=self.files, log_level=config.validation.links.anchors)
