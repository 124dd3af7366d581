"""A preview builds the page that is open and then all others: none is shown before it is built, and
all are built where a limit of time can be kept."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("mkdocs")

from mkdocs.config.defaults import MkDocsConfig  # noqa: E402
from mkdocs.livereload import LiveReloadServer  # noqa: E402

import site_preview  # noqa: E402
from laid import PLAIN, lay  # noqa: E402
from site_pages import SitePages  # noqa: E402
from site_preview import SitePreview  # noqa: E402
from system.site_builds import SiteBuilds  # noqa: E402

OPEN, OTHER = "/zh/review/page.html", "/en/review/page.html"


class Server(LiveReloadServer):
    """A server that notes what it is asked for instead of answering."""

    served: list[str]

    def serve_request(self, environ: dict[str, Any], start_response: object) -> list[bytes]:
        self.served.append(environ["PATH_INFO"])
        return []


def test_a_page_that_is_asked_for_meanwhile_waits_until_it_is_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    builds, put = SiteBuilds(), []
    builds.preview = True
    builds.read(lay(tmp_path, PLAIN))
    builds.weave("")
    preview = SitePreview(builds, SitePages(builds), list, list)
    server = Server(list, "127.0.0.1", 0, str(tmp_path))
    server.served, preview.config, preview._times = [], MkDocsConfig(), []

    def ask(path: str) -> None:
        preview._answer(server, {"PATH_INFO": path}, print)

    def put_changed(preview: SitePreview) -> None:
        put.append((builds._kept.first, server.served[:], threading.current_thread()))
        if len(put) == 1:
            asking = threading.Thread(target=ask, args=[OTHER])
            asking.start()
            asking.join(0.05)

    monkeypatch.setattr(site_preview, "SOON", 0.05)
    monkeypatch.setattr(site_preview, "_times", lambda config: [])
    monkeypatch.setattr(SitePreview, "_put_changed", put_changed)
    monkeypatch.setattr(SiteBuilds, "check_in_preview", list)
    ask(OPEN)
    preview.served_by(server, pytest.fail)
    builds._digests = {"x": "y"}
    server.builder()
    main = threading.main_thread()
    assert put == [(OPEN[1:-5] + ".md", [OPEN], main), ("", [OPEN], main)]
    for _ in range(100):
        if OTHER in server.served:
            return
        threading.Event().wait(0.01)
    pytest.fail("the other page was never served")
