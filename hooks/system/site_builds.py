"""A review as the builds of its site read it, one after the other.

A preview builds again and again: what has not changed is neither read nor woven anew, the past and
what stands beside the pages stay as they were at its start, and the check runs in a process of its
own, so that a page is shown as soon as it is saved and what is wrong with it a moment later."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from review.edition.log import Log
from review.edition.page import Page
from review.edition.page_store import Kept
from review.evidence import corpus as sources
from review.evidence.corpus import Corpus
from review.rules import check, report
from system import git
from system.site_contents import SiteContents

HOOKS = Path(__file__).resolve().parents[1]
CHECKED = "REVIEW_CHECKED_BESIDE"  # set where another process checks the sources meanwhile


class SiteBuilds:
    """The corpus and the contents of the build that runs, and what the next one can use again."""

    corpus: Corpus
    contents: SiteContents
    log: Log

    def __init__(self) -> None:
        self.preview = False
        self.again = False
        self._memory: sources.Memory = {}
        self._store = Kept()
        self._digests: dict[str, str] = {}  # of each page as it was last built, by uri
        self.checking: subprocess.Popen[bytes] | None = None

    def read(self, root: Path) -> list[str]:
        """Read the review below ``root``; the problems to report before anything is built."""
        self.corpus = sources.read(root, memory=self._memory)
        self.again = bool(self._digests)
        if self.preview or CHECKED in os.environ:
            return []
        return [report.in_words(problem, self.corpus) for problem in check(self.corpus)]

    def weave(self, address: str) -> None:
        """Weave the pages of a site at ``address``."""
        if not self.again:
            self.log = git.log(self.corpus)
        self.contents = SiteContents(self.corpus, self.log, address, self._store)

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
