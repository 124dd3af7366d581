"""The preview between two builds by MkDocs, which would go through all pages for one sentence: of
the pages those are built that changed, and first of all the one that a reader has open."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.commands.build import _build_page
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, BuildError
from mkdocs.livereload import LiveReloadServer
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import EventEmitter

from review.refusal import Refusal
from site_pages import OURS, SitePages
from system.fingerprint import states
from system.site_builds import SiteBuilds

WHOLE = 0.05  # seconds without another event after which what is saved is whole
SOON = 0.3  # seconds in which a browser has the first page


class Waker(FileSystemEventHandler):
    """Has what looks at files now and then, as it must on a network's disk, look at once where the
    system tells of something saved."""

    def __init__(self, emitter: EventEmitter) -> None:
        self._emitter = emitter

    def on_modified(self, event: FileSystemEvent) -> None:
        """Look."""
        self._emitter.queue_events(0)

    on_created = on_deleted = on_moved = on_modified


class SitePreview:
    """Builds again what a saved file has changed. ``begin`` and ``end`` are called before and after
    the pages are built; ``end`` raises where they cannot be used."""

    config: MkDocsConfig
    env: Environment

    def __init__(
        self,
        builds: SiteBuilds,
        pages: SitePages,
        begin: Callable[[], None],
        end: Callable[[], None],
    ) -> None:
        self._builds, self._pages, self._begin, self._end = builds, pages, begin, end
        self._open = ""  # the page that was asked for last
        self._first = ""  # the one that the last build began with
        self._whole = threading.Event()  # no other page waits to be built
        self._whole.set()

    def built_in(self, config: MkDocsConfig, env: Environment) -> None:
        """Remember what MkDocs builds all pages with."""
        self.config, self.env, self._times = config, env, _times(config)

    def served_by(self, server: LiveReloadServer, build_all: Callable[[], None]) -> None:
        """Have a server look for what was saved when the system tells of it, build what changed,
        and tell what it is asked for."""
        for path in self.config.watch:  # MkDocs would watch them only after this
            server.watch(path)
        native = Observer()
        for emitter in server.observer.emitters:
            native.schedule(
                Waker(emitter), emitter.watch.path, recursive=emitter.watch.is_recursive
            )
        with suppress(OSError):  # the system watches as many files as it may
            native.start()
        server.build_delay = WHOLE
        server.builder = partial(self._build_or_all_again, server, build_all)
        server.set_app(partial(self._answer, server))

    def _answer(
        self, server: LiveReloadServer, environ: dict[str, Any], start: Callable[..., Any]
    ) -> Iterable[bytes]:
        """What the server answers, once what is asked for is as it should be."""
        path = environ["PATH_INFO"].removeprefix(server.mount_path)
        uri = path.removesuffix(".html") + ".md"
        if uri not in self._builds.contents.pages:
            self._builds.put_asked(Path(self.config.site_dir), path)
        else:
            self._open = uri
            if uri != self._first:
                self._whole.wait()
        return server.serve_request(environ, start)

    def _build_or_all_again(self, server: LiveReloadServer, build_all: Callable[[], None]) -> None:
        """Build what changed; when that fails, the next time everything."""
        try:
            self._build(server, build_all)
        except BaseException as error:
            self._builds.forget()
            self._whole.set()
            if isinstance(error, Refusal | BuildError):
                raise Abort(str(error)) from None
            raise

    def _build(self, server: LiveReloadServer, build_all: Callable[[], None]) -> None:
        """Build and show the page that is open; soon after it build all others that changed, unless
        something newer is saved by then. All in the main thread, for in others no limit of time
        can be kept."""
        builds = self._builds
        self._whole.clear()  # sooner than it is read what is open: who asks later waits
        self._first = self._open
        with builds.lock:
            builds.read(builds.corpus.root)
            apart = self._put(self._first, build_all)
        if apart:
            builds.check_in_preview()
        if apart and self._first:
            if _newer(server):
                return
            with builds.lock:
                self._put("", build_all)
        self._whole.set()

    def _put(self, first: str, build_all: Callable[[], None]) -> bool:
        """Weave again, the page wanted ``first`` or all, and build what changed; whether that did
        not take a build of everything."""
        if self._times != _times(self.config) or not self._builds.weave_again(first):
            build_all()
            return False
        self._put_changed()
        return True

    def _put_changed(self) -> None:
        """Build the pages that changed, in the places of those built before."""
        self._begin()
        pages, files = self._builds.contents.pages.values(), self._pages.files.src_uris
        changed = [page.uri for page in pages if self._builds.changed(page)]
        built = [page for uri in changed if (page := files[uri].page)]
        for page in built:
            _build_page(page, self.config, [], self._pages.navigations["zh"], self.env)
        self._pages.check_links(built, self.config)
        self._end()


def _newer(server: LiveReloadServer) -> bool:
    """Have browsers load what is built so far, and give them time for it; whether something was
    saved meanwhile, or the preview ends."""
    with server._epoch_cond:
        server._visible_epoch = server._wanted_epoch
        server._epoch_cond.notify_all()
    with server._rebuild_cond:
        return server._rebuild_cond.wait_for(lambda: server._want_rebuild or server._shutdown, SOON)


def _times(config: MkDocsConfig) -> list[str]:
    """Names, sizes and times of the files that stand on a site as they are or shape every page."""
    folders = OURS, f"{config.docs_dir}/assets"
    settings = Path(config.config_file_path).stat().st_mtime_ns
    return [str(settings), *(state for folder in folders for state in states(folder))]
