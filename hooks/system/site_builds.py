"""A review as the builds of its site read it, one after the other.

A preview builds again and again: what has not changed is neither read nor woven anew, the past
stays as it was at its start, what stands beside the pages is made when it is asked for, and the
check runs in a process of its own, so that a page is shown as soon as it is saved and what is wrong
with it a moment later."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from functools import partial
from pathlib import Path
from typing import Any

from review.edition.log import Log
from review.edition.page import Page
from review.edition.page_store import Kept
from review.evidence import corpus as sources
from review.evidence.corpus import Corpus
from review.keep import anew
from review.markup import templates
from review.markup.style_sheet import joined
from review.sources.record import Record
from system import fingerprint, git, store
from system.shared_work import MANY as SHARED
from system.shared_work import InTwo, Item
from system.site_contents import Group, SiteContents, html_path
from system.store import ShelvedStore, Store
from system.template_store import TemplateStore

HOOKS = Path(__file__).resolve().parents[1]
Anchors = tuple[set[str], tuple[str, ...]]  # those of a page, and the addresses it leads to
Beside = dict[str, list[str]]  # paths of files beside pages, by what they were made from
OnSite = tuple[dict[str, str], Beside]  # of each page what it was made from, files beside them
MADE_FIRST = frozenset(["", "index.html", "404.html", "sitemap.xml"])  # with the pages of a preview
MANY = 500  # trials; of more, what pages are woven from is not held until the end
LAST = "REVIEW_LAST_SITE"  # the folder of the site that this build is to replace
SHARD = "REVIEW_SHARD"  # which part of the pages this build builds, as 3/8


@dataclass(frozen=True)
class BuiltPage:
    """A page as it was put on a site, its anchors, and the addresses it leads to, as
    ``en/status.md#searches``: both are still looked at when it is used again. ``html`` is empty
    where ``file``, on the last site, is the same."""

    html: str
    anchors: set[str]
    leads_to: tuple[str, ...]
    file: str = ""

    def put(self, target: str) -> None:
        """Put the page where it belongs on a site."""
        if self.file:
            _link(self.file, target)
        else:
            Path(target).parent.mkdir(parents=True, exist_ok=True)
            Path(target).write_text(self.html, encoding="utf-8", newline="")


def _written(files: dict[str, str], site: Path) -> list[str]:
    """Write files on a site; their paths."""
    for path, text in files.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_bytes(text.encode())
    return [*files]


def _link(file: str, target: str) -> None:
    """Put a file in a second place, with its time. There are thousands, too many for a Path each
    and for a look at its folder."""
    try:
        os.link(file, target)
    except OSError:  # no folder yet, another disk, or a system that knows no such links
        os.makedirs(os.path.dirname(target), exist_ok=True)
        shutil.copy2(file, target)


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
        self.fresh: dict[str, Anchors] = {}  # by the digest of what each page was made from
        self._html_digests: dict[str, str] = {}
        self._settings = ""
        self._beside: Beside = {}
        # of a preview its search indexes, and other files beside the pages, and of what they are
        self._asked: dict[bool, tuple[SiteContents, Beside]] = {}
        self.lock = threading.Lock()  # held by what builds a preview, or puts files beside it
        self.checking: subprocess.Popen[bytes] | None = None

    def kept_in(self, store: Store) -> None:
        """Use another store than that of this process."""
        self._store, self._kept = store, Kept(keep=store if store.usable else anew)
        self.templates = templates.environment().bytecode_cache = TemplateStore(store)

    def read(self, root: Path) -> None:
        """Read the review below ``root``."""
        self.again = bool(self._digests)
        if not self.again:
            self.shelved = ShelvedStore(self._store, "check", str(root.resolve()))
            self._pages = ShelvedStore(self._store, "pages", str(root.resolve()))
            self._kept.shelf = self._pages.shelf
        self.corpus = sources.read(root, memory=self._memory, keep=self.shelved)

    def weave(self, address: str, first: str = "") -> None:
        """Weave the pages of a site at ``address``, or only the one wanted ``first``."""
        if not self.again:
            self.log = git.log(self.corpus, self._store)
        self._kept.first = first
        self.contents = SiteContents(self.corpus, self.log, address, self._kept)
        self._html_digests = {}
        if len(self.corpus.trials) > MANY and not self.preview:
            self._forget_tables()

    def weave_again(self, first: str) -> bool:
        """Weave what was woven before; whether no page shows or leads to anything else of others
        than it did."""
        before = self.contents
        self.weave(before.colophon.base, first)
        return self.again and self.contents.outline == before.outline

    def _forget_tables(self) -> None:
        """Let go what was made of the tables, and what was told of the corpus: of thousands of
        tables that is more than they are. It is made again where somebody asks."""
        for name in vars(self.corpus).keys() - {item.name for item in fields(Corpus)}:
            del vars(self.corpus)[name]
        for parsed in self._memory.values():
            if parsed.read and isinstance(table := parsed.value(), Record):
                table.forget()

    def style_sheet(self, *sheets: str) -> str:
        """The style sheets of the site as one."""
        return self._store("styles", sheets, partial(joined, sheets))

    def set_up(self, *settings: object) -> None:
        """Name the settings of the generator that every page of this build depends on."""
        self._settings, self.fresh, self._beside = repr(settings), {}, {}
        self._any_built = self._store.get("any built", ())
        last = os.environ.get(LAST)
        self._last = Path(last) if last else None
        site = fingerprint.site(self._last) if self._last else ""
        self._on_last: OnSite = site and self._store.get("pages", site) or ({}, {})

    def built(self, page: Page) -> BuiltPage | None:
        """The page as an earlier build made it of the same. Where there was none nobody looks: what
        a page is made from is then told when its frame has been made, which is part of it."""
        if not self._any_built:
            return None
        made_from = self._made_from(page)
        links: Anchors | None = self._pages.shelf(
            "anchors", made_from, lambda: self._store.get("anchors", made_from)
        )
        if links is None:
            return None
        if self._last and self._on_last[0].get(page.uri) == made_from:
            self._store.used("html", made_from)
            return BuiltPage("", *links, f"{self._last}/{html_path(page.uri)}")
        html: str | None = self._store.get("html", made_from)
        return BuiltPage(html, *links) if html else None

    def elsewhere(self, page: Page) -> bool:
        """Whether a page is built by another part of a build that is parted, as ``3/8``."""
        number, _, parts = os.environ.get(SHARD, "1/1").partition("/")
        place = int(hashlib.sha256(page.uri.encode()).hexdigest(), 16)
        return place % int(parts) != int(number) - 1

    def add(self, page: Page, built: BuiltPage) -> None:
        """Have a page kept: to be found only once the build is proven, by its anchors."""
        made_from = self._made_from(page)
        self._store.put("html", made_from, built.html)
        self.fresh[made_from] = (built.anchors, built.leads_to)

    def prove(self, proven: bool) -> None:
        """Keep the pages of this build only where nothing was wrong with any."""
        for made_from, links in self.fresh.items() if proven else ():
            self._store.put("anchors", made_from, links)
        if proven:
            self._store.put("any built", (), True)
        self.fresh = {}

    def finish(self, proven: bool, site: Path) -> None:
        """Keep what this build has made."""
        self.prove(proven)
        if proven and not self.preview and SHARD not in os.environ:
            self._store.put("pages", fingerprint.site(site), (self._html_digests, self._beside))
        self.keep()

    def keep(self) -> None:
        """Write what is to outlive the process."""
        self._pages.write()

    def in_two(
        self, items: list[Item], hand_over: Callable[[], object], take_over: Callable[[Any], None]
    ) -> list[Item]:
        """Items of which a copy of this process takes some where they are many; a preview, which
        is soon to build again, takes all itself."""
        return items if self.preview else InTwo(items, self._store, hand_over, take_over)

    def anchors(self, page: Page) -> Anchors:
        """The anchors of a page that this build has made, and the addresses it leads to."""
        return self.fresh[self._made_from(page)]

    def _made_from(self, page: Page) -> str:
        if page.uri not in self._html_digests:
            self._html_digests[page.uri] = self.contents.html_digest(page, self._settings)
        return self._html_digests[page.uri]

    def changed(self, page: Page) -> bool:
        """Whether a page differs from that of the build before."""
        digest = self.contents.digest(page)
        before = self._digests.get(page.uri)
        self._digests[page.uri] = digest
        return digest != before

    def forget(self) -> None:
        """Take no page of a preview as built: a build has failed halfway."""
        self._digests.clear()

    def put_beside(self, site: Path) -> None:
        """Put the files beside the pages on a site, of the last one those that were made of the
        same."""
        if SHARD in os.environ:
            return
        beside = [*self.contents.searches(), *self.contents.beside()]
        if len(self.fresh) >= SHARED:
            beside = self.in_two(beside, lambda: self._beside, self._beside.update)
        self._put(beside, self._on_last[1], site)

    def _put(self, groups: Iterable[Group], there: Beside, site: Path) -> None:
        """Put groups of files on a site, of which those ``there`` are on the last one."""
        for made_from, make in groups:
            paths = there.get(made_from)
            if paths is None:
                paths = _written(make(), site)
            elif self._last:
                for path in paths:
                    _link(f"{self._last}/{path}", f"{site}/{path}")
            self._beside[made_from] = paths

    def put_asked(self, site: Path, path: str) -> None:
        """Make of the files beside the pages of a preview what changed, the search indexes or all
        others, where the file asked for is one of them."""
        if path in MADE_FIRST or path.startswith(("assets/", "livereload/")):
            return
        search = path.startswith("search/")
        with self.lock:
            contents, there = self._asked.get(search, (None, {}))
            if contents is not self.contents:
                self._beside = {}
                made = self.contents.searches() if search else self.contents.beside()
                self._put(made, there, site)
                self._asked[search] = self.contents, self._beside

    def check_in_preview(self) -> None:
        """Begin to check the sources of a preview, and end a check that is not done yet."""
        if self.checking is not None:
            self.checking.kill()
            self.checking.wait()
        command = [sys.executable, str(HOOKS), "check", "--root", str(self.corpus.root)]
        self.checking = subprocess.Popen(command)
