"""A review as a site, before any generator of sites is asked: its pages, the files beside them, and
what the frame round a page says."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from functools import cached_property, partial
from typing import Any

from review.dates import today
from review.edition.edition import Edition
from review.edition.log import Log
from review.edition.page import RENDITIONS, Page
from review.edition.page_store import Kept
from review.evidence.corpus import REFERENCES, SEARCHES, SETTINGS, VOCABULARY, Corpus
from review.evidence.settings import repository, site
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
from review.keep import digest
from review.markup.labels import word
from review.pages import all_pages, moved
from review.pages.changes_page import FEED
from review.pages.navigation import navigation
from review.search import shards
from review.sources.prose import LANGUAGES
from review.wording import citation_numbers
from system.git import version

# what is said round a page is made from, beside its own source
FRAMING = (SETTINGS, REFERENCES, SEARCHES, f"{VOCABULARY}/")
# a digest of what files are made from, and what makes them by path
Group = tuple[str, Callable[[], dict[str, str]]]
NAMES = {"zh": "中文", "en": "English", "zh-en": "中英对照"}


class SiteContents:
    """What a site of the review holds. ``address`` is that of the site with a slash at its end,
    empty where it is not known; ``kept`` has the pages of builds before."""

    def __init__(self, corpus: Corpus, log: Log, address: str, store: Kept | None = None) -> None:
        home = repository(corpus.settings)
        self.corpus = corpus
        self.colophon = Colophon(corpus, today(), address, version(corpus.root))
        store = store or Kept()
        self._keep, self._shelf = store.keep, store.shelf
        self._last_frame: tuple[Page | None, dict[str, Any]] = None, {}
        self.edition = Edition(corpus, today(), home, log, store.keep)
        store.around = digest("around", (site(corpus.settings), tuple(corpus.pictures.items())))
        woven = all_pages.pages(self.edition, store)
        self.pages: dict[str, Page] = {page.uri: page for page in woven}
        store.last = self.pages

    @property
    def pictures(self) -> frozenset[str]:
        """Paths below ``docs/`` of the files that are published as they are."""
        return frozenset(path.removeprefix("docs/") for path in self.corpus.published)

    def digest(self, page: Page) -> str:
        """A digest of the page and of what stands around it on the site: titles and navigation."""
        return _digest(f"{page.digest}{self._navigations[page.rendition]}")

    def html_digest(self, page: Page, settings: str = "") -> str:
        """A digest of all that the HTML of a page is made of: also the marks of its citations, what
        the templates say round it, which pages its links may lead to, and settings."""
        around = self._shelf("frame", self._framed(page), lambda: self._around(page))
        return _digest(f"{self.digest(page)}{around}{self._uris}{settings}")

    def _framed(self, page: Page) -> tuple[str, str, str]:
        """What is said round a page, and its twin, are made from."""
        source = self.corpus.sources.get(page.source or "")
        return self.digest(page), self._framed_by, source.digest if source else ""

    def _around(self, page: Page) -> str:
        """A digest of what stands round a page, and of the marks of its citations."""
        return _digest(f"{self.frame(page)}{citation_numbers.resolved(page, self.corpus)}")

    @cached_property
    def _framed_by(self) -> str:
        """A digest of what is said round any page, besides the page and its source."""
        sources = self.corpus.sources.items()
        shared = [source.digest for path, source in sources if path.startswith(FRAMING)]
        colophon = self.colophon
        return _digest(repr((shared, colophon.today, colophon.base, colophon.authors)))

    @cached_property
    def outline(self) -> str:
        """A digest of what any page may show or lead to of others: settings, titles, addresses."""
        return _digest(f"{self._navigations}{self._uris}")

    @cached_property
    def _uris(self) -> str:
        return _digest("\n".join(sorted([*self.pages, *self.pictures])))

    @cached_property
    def _navigations(self) -> dict[str, str]:
        data = self.corpus.settings.data
        return {name: _digest(f"{data}{navigation(self.corpus, name)}") for name in RENDITIONS}

    def readable(self) -> dict[str, str]:
        """Files that any reader can use without the site, by path: citations, feeds, status."""
        groups = [self._citations(), self._news()]
        return {path: text for _, make in groups for path, text in make().items()}

    def beside(self) -> Iterator[Group]:
        """Files beside the pages, all but the search indexes: open data, Markdown, and those that
        any reader can use."""
        pages, edition, colophon = list(self.pages.values()), self.edition, self.colophon
        gathered = partial(machine_readable.gathered, pages, colophon)
        yield self._told("gathered", *(page.digest for page in pages)), gathered
        yield self._told("moved", edition.structure), partial(moved.files, edition)
        data = partial(data_package.files, self.corpus, colophon, self._keep)
        yield self._told("data", edition.tables_digest), data
        for page in pages:
            yield self._told("twin", *self._framed(page)), partial(self._twin, page)
        yield from (self._citations(), self._news())

    def searches(self) -> Iterator[Group]:
        """The search index of each language."""
        pages = list(self.pages.values())
        sources = (f"{path} {source.digest}" for path, source in self.corpus.sources.items())
        made_from = self._told("search", *(page.digest for page in pages), *sources)
        for language in LANGUAGES:
            make = partial(shards.files, self.edition, pages, language, self._keep)
            yield language + made_from, make

    def _told(self, kind: str, *made_from: str) -> str:
        """A digest of what a file is made from that also says what is said of the whole site."""
        return _digest(f"{kind}{made_from}{self._framed_by}{self.colophon.version}")

    def _twin(self, page: Page) -> dict[str, str]:
        return {page.uri: machine_readable.twin(page, self.colophon, self._keep)}

    def _citations(self) -> Group:
        made_from = self.corpus.bibliography.source.digest
        make = partial(citation_files.files, self.corpus)
        return made_from, partial(self._keep, "citations", made_from, make)

    def _news(self) -> Group:
        """The feeds, and the state of the review."""

        def make() -> dict[str, str]:
            sources = self.edition, self.colophon
            return feed.files(*sources) | status_file.files(*sources)

        return self._told("news", self.edition.structure), make

    def sitemap(self) -> str:
        """The map of the site, which names each page's twin in the other language."""
        return machine_readable.sitemap(list(self.pages.values()), self.colophon)

    def frame(self, page: Page) -> dict[str, Any]:
        """What the templates of the theme say round a page, by the name they have for it. That of
        the page asked about last is not made again."""
        if self._last_frame[0] is not page:
            self._last_frame = page, self._frame(page)
        return self._last_frame[1]

    def _frame(self, page: Page) -> dict[str, Any]:
        title = self.colophon.site(page.language)
        changes = word(page.language, "page", "changes")
        return {
            "woven": page,
            "twins": [
                {"name": NAMES[rendition], "lang": rendition, "link": html_path(uri)}
                for rendition, uri in page.twins.items()
            ],
            "metadata": metadata(page, self.colophon),
            "forms": page_citation.forms(page, self.colophon),
            "feed": {"address": f"{page.language}/{FEED}", "title": f"{title} · {changes}"},
            "cite_page": word(page.language, "cite", "page"),
        }


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()


def html_path(uri: str) -> str:
    """Path of the HTML that is made of a page's Markdown."""
    return uri.removesuffix(".md") + ".html"
