"""A review as the builds of its site read it, one after the other.

A preview builds again and again: what has not changed is neither read nor woven anew, the past and
what stands beside the pages stay as they were at its start, and the check runs in a process of its
own, so that a page is shown as soon as it is saved and what is wrong with it a moment later."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from review.edition.log import Log
from review.edition.page import Page
from review.edition.page_store import Kept
from review.evidence import corpus as sources
from review.evidence.corpus import Corpus
from review.rules import check, report
from system import git, store
from system.site_contents import SiteContents
from system.store import Store

HOOKS = Path(__file__).resolve().parents[1]
CHECKED = "REVIEW_CHECKED_BESIDE"  # set where another process checks the sources meanwhile


@dataclass(frozen=True)
class BuiltPage:
    """A page as it was put on a site, its anchors, and the anchors it leads to on other pages, by
    uri: both are still looked at when it is used again."""

    html: str
    anchors: frozenset[str]
    leads_to: dict[str, dict[str, str]]


class SiteBuilds:
    """The corpus and the contents of the build that runs, and what the next one can use again."""

    corpus: Corpus
    contents: SiteContents
    log: Log

    def __init__(self) -> None:
        self.preview = False
        self.again = False
        self._memory: sources.Memory = {}
        self.kept_in(store.opened())
        self._digests: dict[str, str] = {}  # of each page as it was last built, by uri
        self._fresh: dict[str, BuiltPage] = {}  # by the digest of what each was made from
        self._html_digests: dict[str, str] = {}
        self._settings = ""
        self.checking: subprocess.Popen[bytes] | None = None

    def kept_in(self, kept: Store) -> None:
        """Use another store than that of this process."""
        self._store, self._kept = kept, Kept(keep=kept)

    def read(self, root: Path) -> list[str]:
        """Read the review below ``root``; the problems to report before anything is built."""
        self.corpus = sources.read(root, memory=self._memory, keep=self._store)
        self.again = bool(self._digests)
        if self.preview or CHECKED in os.environ:
            return []
        return [report.in_words(problem, self.corpus) for problem in check(self.corpus)]

    def weave(self, address: str) -> None:
        """Weave the pages of a site at ``address``."""
        if not self.again:
            self.log = git.log(self.corpus, self._store)
        self.contents = SiteContents(self.corpus, self.log, address, self._kept)

    def set_up(self, *settings: object) -> None:
        """Name the settings of the generator that every page of this build depends on."""
        self._settings, self._fresh, self._html_digests = repr(settings), {}, {}

    def built(self, page: Page) -> BuiltPage | None:
        """The page as an earlier build made it of the same."""
        found: BuiltPage | None = self._store.get("html", self._made_from(page))
        return found

    def add(self, page: Page, built: BuiltPage) -> None:
        """Have a page kept once the build is proven."""
        self._fresh[self._made_from(page)] = built

    def finish(self, proven: bool) -> None:
        """Keep what this build has made; its pages only where nothing was wrong with any."""
        for made_from, built in self._fresh.items() if proven else ():
            self._store.put("html", made_from, built)
        self._fresh = {}
        self._store.write()

    def _made_from(self, page: Page) -> str:
        if page.uri not in self._html_digests:
            self._html_digests[page.uri] = self.contents.html_digest(page) + self._settings
        return self._html_digests[page.uri]

    def changed(self, page: Page) -> bool:
        """Whether a page differs from that of the build before."""
        digest = self.contents.digest(page)
        before = self._digests.get(page.uri)
        self._digests[page.uri] = digest
        return digest != before

    def beside(self) -> dict[str, str]:
        """Files to write beside the pages, by path; a preview writes them once."""
        return {} if self.again else self.contents.beside()

    def check_in_preview(self) -> None:
        """Begin to check the sources of a preview; a check that is not done yet is of no use any
        more and ends."""
        if not self.preview:
            return
        if self.checking is not None:
            self.checking.kill()
            self.checking.wait()
        command = [sys.executable, str(HOOKS), "check", "--root", str(self.corpus.root)]
        self.checking = subprocess.Popen(command)
