"""The preview between two builds by MkDocs, which would go through all pages for one sentence: of
the pages those are built that changed, and first of all the one that a reader has open."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
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

log = logging.getLogger("mkdocs.hooks.preview")
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
        server.builder = partial(self._build, build_all)
        server.set_app(partial(self._answer, server))

    def _answer(
        self, server: LiveReloadServer, environ: dict[str, Any], start: Callable[..., Any]
    ) -> Iterable[bytes]:
        """What the server answers, once what is asked for is as it should be."""
        path = environ["PATH_INFO"].removeprefix(server.mount_path)
        uri = path.removesuffix(".html") + ".md"
        if uri not in self._builds.contents.pages:
            self._builds.put_asked(Path(self.config.site_dir), path)
        elif uri != self._open:
            self._whole.wait()
            self._open = uri
        return server.serve_request(environ, start)

    def _build(self, build_all: Callable[[], None]) -> None:
        """Build the page that is open; soon after it all others that changed."""
        builds = self._builds
        with builds.lock, self._all_again_after_failure():
            builds.read(builds.corpus.root)
            if self._times != _times(self.config) or not builds.weave_again(self._open):
                build_all()
                self._whole.set()
                return
            self._put_changed()
            builds.check_in_preview()
            if self._open:
                self._whole.clear()
                follow = threading.Timer(SOON, self._follow, [builds.contents, build_all])
                follow.daemon = True
                follow.start()

    def _follow(self, first: object, build_all: Callable[[], None]) -> None:
        """Build all other pages, unless there is something newer."""
        builds = self._builds
        with builds.lock:
            if builds.contents is not first:
                return
            try:
                with self._all_again_after_failure():
                    if builds.weave_again(""):
                        self._put_changed()
                    else:
                        build_all()
                    self._whole.set()
            except (Abort, Exception) as error:
                log.error("%s", error)

    @contextmanager
    def _all_again_after_failure(self) -> Iterator[None]:
        try:
            yield
        except BaseException as error:
            self._builds.forget()
            self._whole.set()
            if isinstance(error, Refusal | BuildError):
                raise Abort(str(error)) from None
            raise

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


def _times(config: MkDocsConfig) -> list[str]:
    """Names, sizes and times of the files that stand on a site as they are or shape every page."""
    folders = OURS, f"{config.docs_dir}/assets"
    settings = Path(config.config_file_path).stat().st_mtime_ns
    return [str(settings), *(state for folder in folders for state in states(folder))]
